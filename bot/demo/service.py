"""The real service as a child process of the demo: what ``evenhand serve`` starts, on a data directory of its own."""

from __future__ import annotations

import json
import os
import re
import select
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

from redis import Redis

from bot import process
from bot.jobs.connection import connect
from bot.jobs.inbox import delivery_key
from bot.settings import Settings

START_LIMIT_S = 60.0
STOP_LIMIT_S = 60.0
_ADDRESS = re.compile(r"at (http://\S+)")
_SERVE = "import sys; from bot.cli import main; sys.argv = ['evenhand', 'serve', '--embedded']; main()"


class ServiceError(RuntimeError):
    """The service did not start, or ended; the text holds the last lines of its log."""


class Service:
    """One ``evenhand serve --embedded``. Use it as a context manager."""

    def __init__(
        self, data_dir: Path, settings: Mapping[str, str], *, port: int = 0, workers: int = 2
    ) -> None:
        self.data_dir = data_dir
        self.log = data_dir / "service.log"
        self.url = ""
        self._env = {name: value for name, value in os.environ.items() if not name.startswith("EVENHAND_")}
        self._env |= {
            "EVENHAND_DATA_DIR": str(data_dir),
            "EVENHAND_LISTEN": f"127.0.0.1:{port}",
            "EVENHAND_WORKERS": str(workers),
            **settings,
        }
        self._child: subprocess.Popen[str] | None = None
        self._redis: Redis | None = None

    @property
    def settings(self) -> Settings:
        """The service's own settings, for whoever reads its database."""
        return Settings.from_env(self._env)

    @property
    def pid(self) -> int:
        """The supervisor's process id."""
        assert self._child is not None
        return self._child.pid

    @property
    def redis(self) -> Redis:
        """The service's private Redis."""
        if self._redis is None:
            self._redis = connect(_redis_url(self.data_dir / "redis" / "redis.conf"))
        return self._redis

    def start(self) -> Self:
        """Start and wait until it answers. Raises ServiceError."""
        self.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
        with self.log.open("ab") as log:
            self._child = subprocess.Popen(
                process.wrapped([sys.executable, "-c", _SERVE]),
                env=self._env,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                process_group=0,
            )
        assert self._child.stdout is not None
        ready, _, _ = select.select([self._child.stdout], [], [], START_LIMIT_S)
        found = _ADDRESS.search(self._child.stdout.readline()) if ready else None
        if found is None:
            self.stop()
            raise ServiceError(f"the service did not start; its last words:\n{self.last_words()}")
        self.url = found[1]
        return self

    def stop(self) -> None:
        """Ask it to end and wait; it ends its own children."""
        child, self._child = self._child, None
        if self._redis is not None:
            self._redis.close()
            self._redis = None
        if child is None:
            return
        child.terminate()
        try:
            child.wait(STOP_LIMIT_S)
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()
        if child.stdout is not None:
            child.stdout.close()

    def __enter__(self) -> Self:
        return self if self._child is not None else self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def outcome(self, delivery_id: str) -> str | None:
        """``done`` or ``failed`` once the work of a delivery has ended, else None. Raises ServiceError when it is gone."""
        if self._child is None or self._child.poll() is not None:
            raise ServiceError(f"the service has ended; its last words:\n{self.last_words()}")
        mark = self.redis.get(delivery_key(delivery_id))
        text = mark.decode() if isinstance(mark, bytes) else ""
        return text if text in {"done", "failed"} else None

    def wait(self, delivery_id: str, limit_s: float = 60.0) -> str:
        """The same, waited for; ``late`` when the limit passes first."""
        deadline = time.monotonic() + limit_s
        while time.monotonic() < deadline:
            found = self.outcome(delivery_id)
            if found is not None:
                return found
            time.sleep(0.05)
        return "late"

    def last_words(self, count: int = 8) -> str:
        """The last warnings and errors of the log, else its last lines, for a person."""
        lines = (
            self.log.read_text(encoding="utf-8", errors="replace").splitlines() if self.log.exists() else []
        )
        told = [text for line in lines if (text := _told(line))]
        return "\n".join(f"  {text}" for text in (told or lines)[-count:]) or "  (the log is empty)"


def _told(line: str) -> str:
    """A warning or error of the log as a sentence; empty for other lines."""
    try:
        data = json.loads(line)
    except ValueError:
        return line
    if data.get("level", "").lower() not in {"warning", "error", "critical"}:
        return ""
    facts = [str(data[key]) for key in ("unit", "reason", "exception", "error") if data.get(key)]
    return f"{data.get('process', '')}: {data.get('message', '')} {' '.join(facts)}".strip()


def _redis_url(config: Path) -> str:
    """The address in the configuration that the service wrote for its Redis."""
    facts = dict(
        line.split(" ", 1) for line in config.read_text(encoding="utf-8").splitlines() if " " in line
    )
    if "unixsocket" in facts:
        return f"unix://{facts['unixsocket'].strip(chr(34))}?db=0"
    return f"redis://:{facts['requirepass']}@127.0.0.1:{facts['port']}/0"
