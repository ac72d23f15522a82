import asyncio
import time
from concurrent.futures import TimeoutError

import pytest

from worker.client import call


def wait_until(condition, timeout=5.0):
    deadline = time.monotonic() + timeout
    while time.monotonic() < deadline:
        if condition():
            return
        time.sleep(0.01)
    pytest.fail("condition was never true")


def test_slow_calls_time_out():
    def slow():
        time.sleep(0.2)
        return "late"

    with pytest.raises(TimeoutError):
        call(slow, timeout=0.05)


def test_a_file_appears(tmp_path):
    path = tmp_path / "done"
    call(path.touch, timeout=1)
    wait_until(path.exists)
    assert path.exists()


def test_polls_inline(tmp_path):
    path = tmp_path / "done"
    call(path.touch, timeout=1)
    for _ in range(100):
        if path.exists():
            break
        time.sleep(0.01)
    assert path.exists()


@pytest.mark.asyncio
async def test_yields_to_the_loop():
    task = asyncio.create_task(asyncio.sleep(0, "x"))
    await asyncio.sleep(0)
    assert await task == "x"


def test_backoff(mocker):
    sleep = mocker.patch("time.sleep")
    time.sleep(5)
    sleep.assert_called_once_with(5)
