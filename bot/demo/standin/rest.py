"""The way of one REST call: match, authenticate, check the contract, check the permission, do it, check the answer."""

from __future__ import annotations

import hashlib
import json
import time
from typing import Any
from urllib.parse import unquote

from flask import Request, Response

from bot import clock
from bot.demo.standin import api, faults, permissions, prose
from bot.demo.standin.access import Actor, authenticate, require
from bot.demo.standin.answers import Answer, Breach, Refusal, not_found
from bot.demo.standin.contract import Operation
from bot.demo.standin.journal import CallRecord, Violation
from bot.demo.standin.state import Repository
from bot.demo.standin.world import Call, World, handler_of

assert api.__all__  # importing the package registers the handlers

API_VERSIONS = ("2022-11-28", "2026-03-10")
UNSIGNED = frozenset({"apps/create-from-manifest", "meta/get", "rate-limit/get", "users/get-by-username"})
_CONVERSATION = frozenset({"issue_number"})


def answer(world: World, request: Request, path: str) -> Response:
    """Answer one call to ``/api/v3`` and record it."""
    started = time.perf_counter()
    actor = Actor("anonymous")
    operation: Operation | None = None
    body: Any = None
    fault = world.faults.take(request.method, path)
    headers: dict[str, str] = {}
    try:
        try:
            if fault is not None:
                faults.before(fault)
            check_headers(request)
            with world.state.lock:
                actor = authenticate(world.state, world.keys, request.headers.get("Authorization"))
            body = _json(request)
            matched = world.contract.match(request.method, path)
            if matched is None:
                raise _unknown(world, path)
            operation, params = matched
            result = _do(world, request, operation, params, body, actor)
            if fault is not None:
                result = faults.after(fault, result)
            response = _success(world, request, operation, path, result)
        except Breach as breach:
            world.journal.breach(Violation(breach.kind, request.method, path, tuple(breach.faults)))
            response = refused(breach)
        except Refusal as refusal:
            response = refused(refusal)
        if response.status_code != 304 and (operation is None or operation.id != "rate-limit/get"):
            try:
                headers = world.limits.spend(str(actor), "core")
            except Refusal as refusal:
                response = refused(refusal)
    finally:
        seconds = time.perf_counter() - started
    for name, value in headers.items():
        response.headers.setdefault(name, value)
    response.headers["X-GitHub-Api-Version-Selected"] = request.headers.get(
        "X-GitHub-Api-Version", API_VERSIONS[0]
    )
    response.headers["X-GitHub-Media-Type"] = "github.v3; format=json"
    world.journal.record(
        CallRecord(
            kind="rest",
            method=request.method,
            path=path,
            query=request.query_string.decode(errors="replace"),
            status=response.status_code,
            actor=str(actor),
            operation=operation.id if operation else "",
            body=body,
            at=clock.now(),
            duration_s=seconds,
            fault=fault.kind.value if fault else "",
        )
    )
    return response


def check_headers(request: Request) -> None:
    """What GitHub demands of every call's headers."""
    if not request.headers.get("User-Agent"):
        raise Breach("header", ["User-Agent is required"], 403, "Request forbidden by administrative rules.")
    accept = request.headers.get("Accept", "")
    kinds = [kind.split(";")[0].strip() for kind in accept.split(",")]
    if not any(
        kind in ("*/*", "application/json") or kind.startswith("application/vnd.github") for kind in kinds
    ):
        raise Breach(
            "header", [f"Accept must be application/vnd.github+json, not {accept!r}"], 415, "Unsupported"
        )
    version = request.headers.get("X-GitHub-Api-Version")
    if version is not None and version not in API_VERSIONS:
        raise Breach("header", [f"X-GitHub-Api-Version {version} is not supported"], 400, "Bad Request")


def _json(request: Request) -> Any:
    raw = request.get_data()
    if not raw:
        return None
    try:
        return json.loads(raw)
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        raise Breach("schema", [f"body: not JSON ({error})"], 400, "Problems parsing JSON") from error


def _unknown(world: World, path: str) -> Refusal:
    text = "no such call in the vendored slice of GitHub's description"
    if world.contract.knows_path(path):
        text = "this path has no such method in the vendored slice of GitHub's description"
    return Breach("unknown", [text], 404, "Not Found")


def _do(
    world: World, request: Request, operation: Operation, params: dict[str, str], body: Any, actor: Actor
) -> Answer:
    query = request.args.to_dict()
    found = world.contract.request_faults(operation, query, body)
    if found:
        raise Breach("schema", found)
    found = prose.faults(operation.id, body)
    if found:
        raise Breach("prose", found)
    params = {name: unquote(value) if name == "name" else value for name, value in params.items()}
    with world.state.lock:
        repo = _repository(world, params)
        call = Call(world, operation, params, query, body, actor, request.headers.get("Accept", ""), repo)
        _check_access(call)
        return handler_of(operation)(call)


def _repository(world: World, params: dict[str, str]) -> Repository | None:
    if "owner" not in params or "repo" not in params:
        return None
    repo = world.state.repository(f"{params['owner']}/{params['repo']}")
    if repo is None:
        raise not_found()
    return repo


def _check_access(call: Call) -> None:
    operation, actor = call.operation, call.actor
    if operation.id in UNSIGNED:
        return
    if operation.id in permissions.APP_ONLY:
        if actor.kind == "anonymous":
            raise Refusal(401, "A JSON web token could not be decoded")
        if actor.kind != "app":
            raise Refusal(403, "Resource not accessible by integration")
        return
    if operation.id in permissions.INSTALLATION_ONLY:
        if actor.kind != "installation":
            raise Refusal(403, "You must authenticate with an installation access token in order to do this.")
        return
    if operation.id in permissions.USER_ONLY:
        if actor.kind == "anonymous":
            raise Refusal(401, "Requires authentication")
        if actor.kind != "user":
            raise Refusal(403, "Resource not accessible by integration")
        return
    if call.repo_or_none is None:
        return
    if operation.id in permissions.APPS_WRITE_CHECKS and actor.kind == "user":
        raise Refusal(403, "You must authenticate via a GitHub App.")
    wanted = permissions.wanted(operation.id, writes=operation.writes)
    if _CONVERSATION & call.params.keys():
        is_pull = int(call.params["issue_number"]) in call.repo.pulls
        wanted = permissions.on_conversation(operation.id, is_pull=is_pull, writes=operation.writes)
    require(call.state, actor, call.repo, wanted, writes=operation.writes)


def _success(world: World, request: Request, operation: Operation, path: str, result: Answer) -> Response:
    if result.raw is not None:
        return Response(result.raw, result.status, dict(result.headers), content_type=result.media_type)
    found = world.contract.answer_faults(operation, result.status, result.body)
    if found:
        world.journal.breach(Violation("answer", request.method, path, tuple(found)))
        raise Refusal(500, f"the stand-in's own answer breaks the contract: {'; '.join(found)}")
    if result.body is None:
        return Response(b"", result.status, dict(result.headers))
    raw = json.dumps(result.body, ensure_ascii=False).encode()
    response = Response(raw, result.status, dict(result.headers), content_type=result.media_type)
    if operation.method == "GET":
        response.headers["ETag"] = etag_of(raw)
        response.headers["Cache-Control"] = "private, max-age=60, s-maxage=60"
        given = request.headers.get("If-None-Match", "")
        if response.headers["ETag"].removeprefix("W/") in (
            tag.strip().removeprefix("W/") for tag in given.split(",")
        ):
            return Response(b"", 304, {"ETag": response.headers["ETag"], **result.headers})
    return response


def refused(refusal: Refusal) -> Response:
    """A refusal as an HTTP answer."""
    raw = json.dumps(refusal.body()).encode()
    return Response(raw, refusal.status, refusal.headers, content_type="application/json; charset=utf-8")


def etag_of(body: bytes) -> str:
    """A weak validator of an answer, as GitHub sends."""
    return f'W/"{hashlib.sha256(body).hexdigest()}"'
