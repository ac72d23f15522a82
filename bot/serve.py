"""``evenhand serve``: the whole service on one machine, or only the web process where servers are configured.

Embedded, this process supervises the others: Redis, the scheduler, the workers, the web server. Each is in a process
group of its own, so that Ctrl-C reaches only us and they end in order: web first (nothing new is accepted), then scheduler
and workers (jobs in hand are finished; one that takes too long is run again after the next start), Redis last.
"""

from __future__ import annotations

import fcntl
import http.client
import logging
import os
import secrets
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from types import FrameType
from typing import Protocol

import config
from bot import logs, process
from bot.embedded_redis import EmbeddedRedis
from bot.ledger import Ledger
from bot.settings import SECRETS_FILE, Settings, SettingsError, write_secrets
from bot.setup import token

log = logging.getLogger(__name__)

GUNICORN_CONFIG = Path(config.__file__).parent / "gunicorn.conf.py"
STEADY_S = 60.0
"""A process that lived so long has started well: earlier failures are forgotten."""
GIVE_UP_AFTER = 6
"""So many failed starts in a row, and the service ends with an error rather than limp on."""
BACKOFF_MAX_S = 15.0
WEB_STOP_S = 20.0
WORK_STOP_S = 30.0
START_LIMIT_S = 60.0
TAKE_UP_S = 1.0
"""Pause between new secrets and the restart with them."""


class ServeError(RuntimeError):
    """The service cannot start or go on here; the text says how to mend it."""


def run(settings: Settings, embedded: bool | None = None) -> int:
    """Serve until SIGTERM or SIGINT; answers the exit code. ``embedded=None``: when no server is configured.

    Raises SettingsError, ServeError or ``bot.embedded_redis.RedisMissing`` when it cannot start.
    """
    if not (settings.embedded if embedded is None else embedded):
        return _only_web(settings)
    logs.set_up("serve", settings.secrets())
    with _alone(settings.data_dir):
        settings = _with_secrets(_with_port(settings))
        logs.set_up("serve", settings.secrets())
        return _Supervisor(settings).run()


def _set_up_at(settings: Settings) -> str:
    secret = token.ensure(settings.data_dir)
    return (
        f"No GitHub App is connected yet. Connect one at {settings.public_url}/setup?token={secret}\n"
        "(once; the address is for you alone)\n"
    )


def _only_web(settings: Settings) -> int:
    """Become gunicorn."""
    settings.required_redis_url()
    if settings.app_id is None and settings.webhook_secret is None:
        # Nothing was set up yet: the pages that do it need secrets of their own to begin with.
        settings = _with_secrets(settings)
        sys.stdout.write(_set_up_at(settings))
        sys.stdout.flush()
    settings.required_webhook_secret()
    os.execve(sys.executable, _gunicorn(), settings.to_env(os.environ))


def _gunicorn() -> list[str]:
    return [sys.executable, "-m", "gunicorn", "-c", str(GUNICORN_CONFIG), "bot.web:application()"]


class _Process(Protocol):
    name: str
    stop_limit_s: float

    def start(self) -> None: ...
    def poll(self) -> int | None: ...
    def ask_to_end(self) -> None: ...
    def end(self, deadline: float) -> None: ...


class _Child:
    """A program of ours."""

    def __init__(self, name: str, command: Sequence[str], env: dict[str, str], stop_limit_s: float) -> None:
        self.name = name
        self.stop_limit_s = stop_limit_s
        self._command = list(command)
        self._env = env
        self._popen: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self._popen = subprocess.Popen(
            process.wrapped(self._command), env=self._env, stdin=subprocess.DEVNULL, process_group=0
        )

    def poll(self) -> int | None:
        return 0 if self._popen is None else self._popen.poll()

    def ask_to_end(self) -> None:
        if self._popen is not None and self._popen.poll() is None:
            self._popen.terminate()

    def end(self, deadline: float) -> None:
        if self._popen is None:
            return
        try:
            self._popen.wait(max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            log.warning("does not end in time and is killed", extra={"pid": self._popen.pid})
            os.killpg(self._popen.pid, signal.SIGKILL)
            self._popen.wait()


class _RedisChild:
    """The private Redis, in the same form."""

    name = "redis"
    stop_limit_s = 20.0

    def __init__(self, server: EmbeddedRedis) -> None:
        self.server = server

    def start(self) -> None:
        self.server.start()

    def poll(self) -> int | None:
        return self.server.poll()

    def ask_to_end(self) -> None:
        """All in ``end``: nothing else is left to wait for by then."""

    def end(self, deadline: float) -> None:
        self.server.stop()


@dataclass(slots=True)
class _Watched:
    """A process and the history of its starts."""

    process: _Process
    started_at: float = 0.0
    failures: int = 0
    again_at: float | None = None


class _Supervisor:
    def __init__(self, settings: Settings) -> None:
        self._stopping = threading.Event()
        self._signals = 0
        self._redis: _RedisChild | None = None
        if settings.redis_url is None:
            server = EmbeddedRedis(settings.data_dir / "redis")
            self._redis = _RedisChild(server)
            settings = replace(settings, redis_url=server.url)
        # Where these come from the environment they stay; what set-up writes later is added.
        self._given = {
            name: value
            for name, value in os.environ.items()
            if name.removesuffix("_FILE").startswith("EVENHAND_")
        }
        self._watched: list[_Watched] = []
        self._make(replace(settings, supervised=True))

    def _make(self, settings: Settings) -> None:
        """The processes with these settings, not started yet."""
        self._settings = settings
        self._secrets_seen = _changed_at(settings)
        env = settings.to_env(os.environ)
        python = [sys.executable, "-m"]
        self._background: list[_Process] = [
            _Child("scheduler", [*python, "bot.jobs.scheduler"], env, WORK_STOP_S),
            *(
                _Child(f"worker {number}", [*python, "bot.jobs.worker"], env, WORK_STOP_S)
                for number in range(1, settings.workers + 1)
            ),
        ]
        self._web = _Child("web", _gunicorn(), {"WEB_CONCURRENCY": "1", **env}, WEB_STOP_S)

    def run(self) -> int:
        with self._handling_signals():
            try:
                self._start_all()
                return self._watch()
            finally:
                self._stop_all()

    def _start_all(self) -> None:
        if self._redis is not None:
            self._start(self._redis)
        Ledger(self._settings.database).migrate()
        for one in self._background:
            self._start(one)
        self._start(self._web)
        self._wait_until_it_answers()

    def _start(self, one: _Process) -> None:
        if self._stopping.is_set():
            return
        one.start()
        self._watched.append(_Watched(one, time.monotonic()))

    def _wait_until_it_answers(self) -> None:
        host, port = self._settings.listen_host, self._settings.listen_port
        if host in {"0.0.0.0", "::"}:
            host = "localhost"
        deadline = time.monotonic() + START_LIMIT_S
        while not self._stopping.is_set():
            try:
                # Not just the port: gunicorn listens before the application is loaded.
                web = http.client.HTTPConnection(host, port, timeout=2)
                web.request("GET", "/healthz")
                web.getresponse().read()
                web.close()
            except (OSError, http.client.HTTPException) as error:
                if self._web.poll() is not None or time.monotonic() > deadline:
                    raise ServeError(
                        "the web process did not start; its reason is in the log above"
                    ) from error
                self._stopping.wait(0.05)
            else:
                log.info("Evenhand is up", extra={"address": self._settings.public_url})
                sys.stdout.write(f"Evenhand is at {self._settings.public_url} (Ctrl-C ends it)\n")
                if self._settings.app_id is None:
                    sys.stdout.write(_set_up_at(self._settings))
                sys.stdout.flush()
                return

    def _watch(self) -> int:
        while not self._stopping.wait(0.2):
            for watched in self._watched:
                if not self._keep_alive(watched):
                    return 1
            if _changed_at(self._settings) != self._secrets_seen:
                self._take_up()
        return 0

    def _take_up(self) -> None:
        """Start everything but Redis again with the secrets that set-up wrote. The page that told of them is out first."""
        if self._stopping.wait(TAKE_UP_S):
            return
        try:
            fresh = Settings.from_env(self._given)
        except SettingsError as error:
            log.error("the written secrets cannot be used: %s", error)
            self._secrets_seen = _changed_at(self._settings)
            return
        kept = self._settings
        log.info("the written secrets changed: starting again with them")
        self._stop([self._web])
        self._stop(self._background)
        self._watched = [w for w in self._watched if w.process is self._redis]
        self._make(
            replace(
                kept,
                app_id=fresh.app_id,
                private_key=fresh.private_key,
                webhook_secret=fresh.webhook_secret,
                oauth_client_id=fresh.oauth_client_id,
                oauth_client_secret=fresh.oauth_client_secret,
                session_secret=fresh.session_secret,
            )
        )
        logs.set_up("serve", self._settings.secrets())
        for one in (*self._background, self._web):
            self._start(one)
        self._wait_until_it_answers()

    def _keep_alive(self, watched: _Watched) -> bool:
        """Start a process again that ended by itself; False when that is hopeless."""
        now, name = time.monotonic(), watched.process.name
        if watched.again_at is not None:
            if now >= watched.again_at:
                watched.again_at, watched.started_at = None, now
                watched.process.start()
            return True
        code = watched.process.poll()
        if code is None:
            return True
        watched.failures = 1 if now - watched.started_at > STEADY_S else watched.failures + 1
        if watched.failures >= GIVE_UP_AFTER:
            log.error(
                f"{name} ended {watched.failures} times soon after its start; the service gives up. Its reasons are "
                "in the log above",
                extra={"exit_code": code},
            )
            return False
        wait = min(BACKOFF_MAX_S, 0.5 * 2 ** (watched.failures - 1))
        log.warning(f"{name} ended and is started again", extra={"exit_code": code, "wait_s": wait})
        watched.again_at = now + wait
        return True

    def _stop_all(self) -> None:
        log.info("ending")
        self._stop([self._web])
        self._stop(self._background)
        if self._redis is not None:
            self._stop([self._redis])
        log.info("ended")

    def _stop(self, group: Sequence[_Process]) -> None:
        running = [one for one in group if any(one is watched.process for watched in self._watched)]
        for one in running:
            one.ask_to_end()
        for one in running:
            limit = 0.0 if self._signals > 1 else one.stop_limit_s
            one.end(time.monotonic() + limit)

    @contextmanager
    def _handling_signals(self) -> Iterator[None]:
        def stop(_number: int, _frame: FrameType | None) -> None:
            self._signals += 1
            self._stopping.set()

        before = {number: signal.signal(number, stop) for number in (signal.SIGTERM, signal.SIGINT)}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)


def _changed_at(settings: Settings) -> int:
    try:
        return (settings.data_dir / SECRETS_FILE).stat().st_mtime_ns
    except OSError:
        return 0


@contextmanager
def _alone(data_dir: Path) -> Iterator[None]:
    """Hold the data directory. The kernel frees the lock when we die, so none is ever stale."""
    try:
        data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor = os.open(data_dir / "serve.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise ServeError(
            f"cannot write to {data_dir} ({error.strerror}): make it writable, or set EVENHAND_DATA_DIR"
        ) from error
    with os.fdopen(descriptor, "r+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = lock.read().strip() or "unknown"
            raise ServeError(
                f"another `evenhand serve` (process {holder}) uses {data_dir}: stop it, or set EVENHAND_DATA_DIR to "
                "another directory"
            ) from None
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield


def _with_port(settings: Settings) -> Settings:
    """See that the address is free before anything starts; port 0 becomes a free one."""
    family = socket.AF_INET6 if ":" in settings.listen_host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.listen_host, settings.listen_port))
        except OSError as error:
            raise ServeError(
                f"cannot listen on {settings.listen_host}:{settings.listen_port} ({error.strerror}): stop what uses it, "
                "or set EVENHAND_LISTEN"
            ) from error
        port = probe.getsockname()[1]
    if settings.listen_port == port:
        return settings
    public = settings.public_url.removesuffix(":0")
    return replace(
        settings,
        listen_port=port,
        public_url=f"{public}:{port}" if public != settings.public_url else settings.public_url,
    )


def _with_secrets(settings: Settings) -> Settings:
    """Make up the secrets that are missing and ours to choose, and keep them under the data directory."""
    made: dict[str, str] = {}
    if settings.webhook_secret is None:
        made["EVENHAND_WEBHOOK_SECRET"] = secrets.token_hex(32)
    if settings.session_secret is None:
        made["EVENHAND_SESSION_SECRET"] = secrets.token_hex(32)
    if not made:
        return settings
    write_secrets(settings.data_dir, made)
    log.info("secrets were made", extra={"reason": f"{', '.join(made)} in {settings.data_dir}/secrets.env"})
    return replace(
        settings,
        webhook_secret=made.get("EVENHAND_WEBHOOK_SECRET", settings.webhook_secret),
        session_secret=made.get("EVENHAND_SESSION_SECRET", settings.session_secret),
    )
