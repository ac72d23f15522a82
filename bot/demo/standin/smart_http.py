"""The repositories over git's smart HTTP protocol, read-only, through ``git http-backend``."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Iterator

from flask import Request, Response

from bot import clock
from bot.demo.standin import faults, git
from bot.demo.standin.access import Actor, authenticate, holds, in_scope, may_see
from bot.demo.standin.answers import Refusal
from bot.demo.standin.journal import CallRecord
from bot.demo.standin.state import Repository
from bot.demo.standin.world import World

_CHUNK = 65_536


def answer(world: World, request: Request, owner: str, name: str, service_path: str) -> Response:
    """Serve one request of a clone or fetch, and record it."""
    started = time.perf_counter()
    path = f"/{owner}/{name}.git/{service_path}"
    fault = world.faults.take(request.method, path)
    actor = Actor("anonymous")
    try:
        if fault is not None:
            faults.before(fault)
        with world.state.lock:
            actor, repo = _admit(world, request, f"{owner}/{name}")
        if fault is not None and fault.kind is faults.FaultKind.LOST_ANSWER:
            raise Refusal(502, "Server Error")
        response = _backend(request, repo, service_path)
    except Refusal as refusal:
        response = Response(
            f"{refusal.message}\n", refusal.status, refusal.headers, content_type="text/plain"
        )
        if refusal.status == 401:
            response.headers["WWW-Authenticate"] = 'Basic realm="GitHub"'
    world.journal.record(
        CallRecord(
            kind="git",
            method=request.method,
            path=path,
            query=request.query_string.decode(errors="replace"),
            status=response.status_code,
            actor=str(actor),
            operation=service_path.rsplit("/", 1)[-1],
            body=None,
            at=clock.now(),
            duration_s=time.perf_counter() - started,
            fault=fault.kind.value if fault else "",
        )
    )
    return response


def _admit(world: World, request: Request, full_name: str) -> tuple[Actor, Repository]:
    if "git-receive-pack" in (request.args.get("service"), request.path.rsplit("/", 1)[-1]):
        raise Refusal(403, "The stand-in takes no pushes over HTTP; push into the bare repository on disk.")
    if request.headers.get("Authorization", "").lower().startswith(("bearer", "token")):
        raise Refusal(
            401, "Invalid username or token. Password authentication is not supported for Git operations."
        )
    actor = authenticate(world.state, world.keys, request.headers.get("Authorization"))
    repo = world.state.repository(full_name)
    if repo is None or not may_see(world.state, actor, repo):
        if actor.kind == "anonymous":
            raise Refusal(401, "Repository not found.")
        raise Refusal(404, "Repository not found.")
    readable = holds(actor, {"contents": "read"})
    if actor.kind == "installation" and in_scope(world.state, actor, repo) and repo.private and not readable:
        raise Refusal(403, "Write access to repository not granted.")
    return actor, repo


def _backend(request: Request, repo: Repository, service_path: str) -> Response:
    body = request.get_data()
    variables = {
        "GIT_PROJECT_ROOT": str(repo.git_dir),
        "GIT_HTTP_EXPORT_ALL": "1",
        "PATH_INFO": f"/{service_path}",
        "REQUEST_METHOD": request.method,
        "QUERY_STRING": request.query_string.decode(errors="replace"),
        "CONTENT_TYPE": request.headers.get("Content-Type", ""),
        "CONTENT_LENGTH": str(len(body)),
        "REMOTE_ADDR": request.remote_addr or "",
    }
    for header, variable in (("Content-Encoding", "HTTP_CONTENT_ENCODING"), ("Git-Protocol", "GIT_PROTOCOL")):
        if header in request.headers:
            variables[variable] = request.headers[header]
    child = subprocess.Popen(
        ["git", "http-backend"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=git.environment(variables),
    )
    assert child.stdin is not None
    assert child.stdout is not None
    try:
        child.stdin.write(body)
        child.stdin.close()
    except BrokenPipeError:  # the child refused the request before reading it; its answer says why
        pass
    status, headers = 200, []
    for line in iter(child.stdout.readline, b""):
        text = line.decode("latin-1").strip()
        if not text:
            break
        key, _, value = text.partition(": ")
        if key.lower() == "status":
            status = int(value.split(" ", 1)[0])
        else:
            headers.append((key, value))
    return Response(_stream(child), status, headers)


def _stream(child: subprocess.Popen[bytes]) -> Iterator[bytes]:
    assert child.stdout is not None
    try:
        while chunk := child.stdout.read(_CHUNK):
            yield chunk
    finally:
        child.stdout.close()
        if child.poll() is None:
            child.terminate()
        child.wait()
