"""The whole service as processes: start, signed webhooks over HTTP, kill, restart, no loss, no orphans."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from redis import Redis

from bot.jobs.connection import PREFIX
from bot.jobs.inbox import INBOX, delivery_key
from bot.ledger import Ledger
from bot.serve import ServeError, run
from bot.settings import Settings

SERVE = "import sys; from bot import serve; from bot.settings import Settings; sys.exit(serve.run(Settings.from_env()))"
SECRET = "a-webhook-secret-of-the-tests"


class Running:
    """One `evenhand serve` on a data directory."""

    def __init__(self, data_dir: Path, **settings: str) -> None:
        self.data_dir = data_dir
        self.log = data_dir / "log"
        env = {name: value for name, value in os.environ.items() if not name.startswith("EVENHAND_")}
        env |= {
            "EVENHAND_DATA_DIR": str(data_dir),
            "EVENHAND_LISTEN": "127.0.0.1:0",
            "EVENHAND_WEBHOOK_SECRET": SECRET,
            "EVENHAND_GITHUB_URL": "http://127.0.0.1:9",  # nobody answers there
            **settings,
        }
        with self.log.open("ab") as log:
            self.popen = subprocess.Popen(
                [sys.executable, "-c", SERVE], env=env, stdout=subprocess.PIPE, stderr=log, text=True
            )
        assert self.popen.stdout is not None
        if settings:
            self.address = urlsplit(f"http://{env['EVENHAND_LISTEN']}")
            return
        line = self.popen.stdout.readline()
        found = re.search(r"at (http://\S+)", line)
        assert found, f"{line!r}: {self.log.read_text()}"
        self.address = urlsplit(found[1])

    def send(self, delivery: Any) -> int:
        web = http.client.HTTPConnection(str(self.address.hostname), self.address.port, timeout=10)
        with contextlib.closing(web):
            web.request("POST", "/webhooks/github", delivery.body, delivery.headers)
            return web.getresponse().status

    def answers(self, path: str) -> bool:
        web = http.client.HTTPConnection(str(self.address.hostname), self.address.port, timeout=10)
        with contextlib.closing(web), contextlib.suppress(OSError):
            web.request("GET", path)
            return web.getresponse().status == 200
        return False

    def text(self, path: str) -> str:
        web = http.client.HTTPConnection(str(self.address.hostname), self.address.port, timeout=10)
        with contextlib.closing(web):
            web.request("GET", path)
            return web.getresponse().read().decode()

    def children(self) -> list[int]:
        """Every process that descends from it."""
        found, look_at = [], [self.popen.pid]
        for pid in look_at:
            for task in Path(f"/proc/{pid}/task").glob("*/children"):
                with contextlib.suppress(OSError):
                    look_at += [int(child) for child in task.read_text().split()]
            found.append(pid)
        return found[1:]

    def named(self, word: str) -> list[int]:
        return [pid for pid in self.children() if word in command(pid)]

    def redis(self) -> Redis:
        return Redis(unix_socket_path=str(self.data_dir / "redis" / "redis.sock"))

    def end(self, sent: signal.Signals = signal.SIGTERM) -> int:
        self.popen.send_signal(sent)
        code = self.popen.wait(60)
        assert self.popen.stdout is not None
        self.popen.stdout.close()
        return code


def command(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    except OSError:
        return ""


def alive(pids: list[int]) -> list[str]:
    return [command(pid) for pid in pids if command(pid)]


def eventually(check: Callable[[], bool], limit_s: float = 40.0) -> bool:
    deadline = time.monotonic() + limit_s
    while not check():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.1)
    return True


@pytest.fixture
def data_dir() -> Iterator[Path]:
    """Short enough for a socket."""
    path = Path(tempfile.mkdtemp(prefix="evenhand-"))
    yield path
    shutil.rmtree(path, ignore_errors=True)


@pytest.fixture
def serve(data_dir: Path) -> Iterator[Callable[[], Running]]:
    started: list[Running] = []

    def start() -> Running:
        started.append(Running(data_dir))
        return started[-1]

    yield start
    for one in started:
        if one.popen.poll() is None:
            one.end(signal.SIGKILL)


def organisations(data_dir: Path) -> list[str]:
    ledger = Ledger(f"sqlite:///{data_dir / 'evenhand.sqlite3'}")
    try:
        return ledger.organisations()
    finally:
        ledger.close()


def test_a_webhook_goes_the_whole_way_and_a_restart_loses_nothing(serve, data_dir, deliveries):
    first = serve()
    created, opened = deliveries.installation(), deliveries.pull_request()
    assert first.send(created) == 202
    assert eventually(lambda: organisations(data_dir) == ["acme"])
    children = first.children()
    assert len(children) >= 4
    for pid in first.named("bot.jobs.scheduler"):
        os.kill(pid, signal.SIGSTOP)  # what comes now stays in the inbox
    assert first.send(opened) == 202
    for pid in first.named("bot.jobs.scheduler"):
        os.kill(pid, signal.SIGCONT)
    assert first.end() == 0
    assert alive(children) == []
    assert not (data_dir / "redis" / "redis.sock").exists()

    second = serve()
    redis = second.redis()
    # There is no GitHub to review against, but the pull request was taken up: it waits, with a reason.
    assert eventually(lambda: redis.hget(f"{PREFIX}unit:pull:77:1", "failure") is not None)
    assert redis.get(delivery_key(created.id)) == b"done"
    assert redis.get(delivery_key(opened.id)) in {b"received", b"failed"}
    redis.close()
    children = second.children()
    assert second.end(signal.SIGINT) == 0
    assert alive(children) == []
    tracebacks = [line for line in (data_dir / "log").read_text().splitlines() if "Traceback" in line]
    assert tracebacks == []


def test_killed_without_warning_it_leaves_no_orphans_and_no_loss(serve, data_dir, deliveries):
    first = serve()
    children = first.children()
    assert first.send(deliveries.installation()) == 202
    first.end(signal.SIGKILL)
    assert eventually(lambda: alive(children) == [], 30), alive(children)
    second = serve()
    assert eventually(lambda: organisations(data_dir) == ["acme"])
    assert second.end() == 0


def test_each_process_that_dies_is_started_again(serve, data_dir, deliveries):
    running = serve()
    for word in ("bot.jobs.worker", "rq:worker", "bot.jobs.scheduler", "redis-server"):
        for pid in running.named(word):
            os.kill(pid, signal.SIGKILL)
    assert eventually(lambda: running.named("redis-server") != [])
    assert eventually(lambda: _sends(running, deliveries.installation()))
    assert eventually(lambda: organisations(data_dir) == ["acme"])
    assert running.end() == 0


def _sends(running: Running, delivery: Any) -> bool:
    return running.send(delivery) == 202


def test_a_second_serve_on_the_same_directory_is_told_so(serve, data_dir):
    serve()
    settings = Settings.from_env({"EVENHAND_DATA_DIR": str(data_dir), "EVENHAND_LISTEN": "127.0.0.1:0"})
    with pytest.raises(ServeError, match="another `evenhand serve`"):
        run(settings)


def test_a_port_in_use_is_said_before_anything_starts(serve, data_dir):
    running = serve()
    with tempfile.TemporaryDirectory() as other:
        taken = f"127.0.0.1:{running.address.port}"
        with pytest.raises(ServeError, match="EVENHAND_LISTEN"):
            run(Settings.from_env({"EVENHAND_DATA_DIR": other, "EVENHAND_LISTEN": taken}))
        assert not (Path(other) / "redis").exists()


def test_with_servers_configured_it_is_the_web_process_alone(data_dir, redis_server, redis, deliveries):
    running = Running(
        data_dir, EVENHAND_REDIS_URL=redis_server.url, EVENHAND_LISTEN=f"127.0.0.1:{free_port()}"
    )
    try:
        assert eventually(lambda: running.answers("/healthz"))
        assert running.send(deliveries.pull_request()) == 202
        assert redis.llen(INBOX) == 1
        counted = 'evenhand_webhooks_total{outcome="accepted"} 1.0'
        assert all(counted in running.text("/metrics") for _ in range(6))  # whichever process answers
        assert not (data_dir / "redis").exists()
    finally:
        assert running.end() == 0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_every_line_of_the_service_is_json(serve, data_dir):
    running = serve()
    assert running.end() == 0
    lines = (data_dir / "log").read_text().splitlines()
    assert {json.loads(line)["process"] for line in lines} >= {"serve", "worker", "scheduler"}
