"""Real worker processes, killed in the middle of a job."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.jobs.connection import PREFIX

pytestmark = pytest.mark.timeout(500)

WORKER = """
import os, time
from pathlib import Path
from bot.jobs import worker
from bot.settings import Settings

def review(pull, *, settings, ledger, **_):
    notes = settings.data_dir / "notes"
    with notes.open("a") as out:
        out.write(f"begin {os.getpid()}\\n")
    if (settings.data_dir / "slow").exists():
        time.sleep(60)
    with notes.open("a") as out:
        out.write(f"end {os.getpid()}\\n")

worker.run(Settings.from_env(), review)
"""


@pytest.fixture
def start_worker(service) -> Iterator[Callable[[], subprocess.Popen[bytes]]]:
    started: list[subprocess.Popen[bytes]] = []

    def start() -> subprocess.Popen[bytes]:
        env = service.settings.to_env(os.environ)
        started.append(subprocess.Popen([sys.executable, "-c", WORKER], env=env, stderr=subprocess.DEVNULL))
        return started[-1]

    yield start
    for one in started:
        one.kill()
        one.wait()


def notes(service) -> list[list[str]]:
    path: Path = service.settings.data_dir / "notes"
    return [line.split() for line in path.read_text().splitlines()] if path.exists() else []


def until(service, check: Callable[[], bool], limit_s: float = 150.0) -> bool:
    deadline = time.monotonic() + limit_s
    while not check():
        service.dispatcher.step(wait_s=0.05)
        if time.monotonic() > deadline:
            return False
    return True


def test_a_killed_worker_takes_its_job_along_and_another_worker_does_it_once(
    service, deliveries, start_worker
):
    slow = service.settings.data_dir / "slow"
    slow.touch()
    first = start_worker()
    service.send(deliveries.pull_request())
    assert until(service, lambda: len(notes(service)) == 1)
    job_pid = int(notes(service)[0][1])
    first.send_signal(signal.SIGKILL)
    first.wait()
    assert until(service, lambda: not Path(f"/proc/{job_pid}/cmdline").exists() or _is_dead(job_pid), 10)
    slow.unlink()
    service.redis.delete(f"{PREFIX}lock:pull:77:1")  # as if twenty seconds had passed
    start_worker()
    assert until(service, lambda: len(notes(service)) == 3)
    assert [line[0] for line in notes(service)] == ["begin", "begin", "end"]
    assert until(service, lambda: service.backlog.sizes().out == 0)
    assert len(notes(service)) == 3


def _is_dead(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


def test_a_killed_job_is_run_again_by_the_same_worker(service, deliveries, start_worker):
    slow = service.settings.data_dir / "slow"
    slow.touch()
    start_worker()
    service.send(deliveries.pull_request())
    assert until(service, lambda: len(notes(service)) == 1)
    slow.unlink()
    os.kill(int(notes(service)[0][1]), signal.SIGKILL)  # as the kernel does when memory is short
    assert until(service, lambda: len(notes(service)) == 3)
    assert notes(service)[-1][0] == "end"


def test_asked_to_stop_a_worker_finishes_its_job_first(service, deliveries, start_worker):
    worker = start_worker()
    service.send(*(deliveries.pull_request(number=number) for number in range(1, 4)))
    assert until(service, lambda: len(notes(service)) >= 1)
    worker.terminate()
    assert worker.wait(20) == 0
    begun = [line[1] for line in notes(service) if line[0] == "begin"]
    ended = [line[1] for line in notes(service) if line[0] == "end"]
    assert begun == ended
