"""A real git server: ``git http-backend`` behind a small threaded HTTP server on the loopback."""

from __future__ import annotations

import os
import subprocess
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest


@dataclass
class GitServer:
    """Serves bare repositories below ``root``; ``requests`` lists (path, Authorization header)."""

    root: Path
    url: str = ""
    requests: list[tuple[str, str | None]] = field(default_factory=list)
    token: str | None = None
    status: int | None = None
    """Answer everything with this status."""

    def repository(self, name: str, *, any_sha: bool = True) -> Origin:
        bare = self.root / f"{name}.git"
        subprocess.run(["git", "init", "-q", "--bare", "-b", "main", bare], check=True)
        run(bare, "config", "uploadpack.allowFilter", "true")
        run(bare, "config", "uploadpack.allowAnySHA1InWant", "true" if any_sha else "false")
        run(bare, "config", "uploadpack.allowReachableSHA1InWant", "true" if any_sha else "false")
        work = self.root / f"{name}-work"
        subprocess.run(["git", "init", "-q", "-b", "main", work], check=True)
        return Origin(bare, work, f"{self.url}/{name}.git")


@dataclass
class Origin:
    """A repository on the server and a work tree to write its commits with."""

    bare: Path
    work: Path
    url: str

    def commit(self, files: dict[str, str | bytes], message: str = "Change", **env: str) -> str:
        for path, content in files.items():
            target = self.work / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content if isinstance(content, bytes) else content.encode())
        run(self.work, "add", "-A")
        run(self.work, "commit", "-q", "--allow-empty", "-m", message, **env)
        return run(self.work, "rev-parse", "HEAD")

    def push(self, sha: str, ref: str) -> None:
        run(self.work, "push", "-q", "--force", str(self.bare), f"{sha}:{ref}")


def run(directory: Path, *arguments: str, **env: str) -> str:
    identity = {
        "GIT_AUTHOR_NAME": "Ada", "GIT_AUTHOR_EMAIL": "ada@example.com", "GIT_COMMITTER_NAME": "Bob",
        "GIT_COMMITTER_EMAIL": "bob@example.com", "GIT_CONFIG_GLOBAL": os.devnull,
    }  # fmt: skip
    done = subprocess.run(
        ["git", *arguments],
        cwd=directory,
        env={**os.environ, **identity, **env},
        capture_output=True,
        check=True,
    )
    return done.stdout.decode().strip()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[GitServer]:
    root = tmp_path / "served"
    root.mkdir()
    state = GitServer(root)
    backend = Path(
        subprocess.run(["git", "--exec-path"], capture_output=True, check=True).stdout.decode().strip()
    )

    class Handler(BaseHTTPRequestHandler):
        def answer(self) -> None:
            path, _, query = self.path.partition("?")
            length = int(self.headers.get("Content-Length") or 0)
            body = self.rfile.read(length) if length else self._chunks()
            sent = self.headers.get("Authorization")
            state.requests.append((self.path, sent))
            if state.status is not None:
                self.send_error(state.status)
                return
            if state.token is not None and sent != state.token:
                self.send_response(401)
                self.send_header("WWW-Authenticate", 'Basic realm="git"')
                self.end_headers()
                return
            done = subprocess.run(
                [str(backend / "git-http-backend")],
                input=body,
                capture_output=True,
                check=False,
                env={
                    "PATH": os.environ["PATH"],
                    "GIT_PROJECT_ROOT": str(root),
                    "GIT_HTTP_EXPORT_ALL": "1",
                    "PATH_INFO": path,
                    "QUERY_STRING": query,
                    "REQUEST_METHOD": self.command,
                    "CONTENT_TYPE": self.headers.get("Content-Type") or "",
                    "CONTENT_LENGTH": str(len(body)),
                    "HTTP_CONTENT_ENCODING": self.headers.get("Content-Encoding") or "",
                    "GIT_PROTOCOL": self.headers.get("Git-Protocol") or "",
                    "GIT_CONFIG_NOSYSTEM": "1",
                    "GIT_CONFIG_COUNT": "1",
                    "GIT_CONFIG_KEY_0": "safe.directory",
                    "GIT_CONFIG_VALUE_0": "*",
                },
            )
            head, _, content = done.stdout.partition(b"\r\n\r\n")
            status, headers = 200, []
            for row in head.decode().split("\r\n"):
                name, _, value = row.partition(": ")
                if name.lower() == "status":
                    status = int(value.split()[0])
                elif name:
                    headers.append((name, value))
            self.send_response(status)
            for name, value in headers:
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        do_GET = answer
        do_POST = answer

        def _chunks(self) -> bytes:
            if self.headers.get("Transfer-Encoding") != "chunked":
                return b""
            out = b""
            while size := int(self.rfile.readline().strip(), 16):
                out += self.rfile.read(size)
                self.rfile.readline()
            self.rfile.readline()
            return out

        def log_message(self, format: str, *args: object) -> None:
            return

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=http.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    state.url = f"http://127.0.0.1:{http.server_port}"
    yield state
    http.shutdown()
    http.server_close()
    thread.join()
