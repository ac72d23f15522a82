"""Runs the checks in a child process that a hostile file can at worst take down alone.

The child gets limits on processor time, memory, file size and wall time, an environment made from nothing (no
secrets, no proxies), the lowest priority, and two files: one to read what to do from, one to write the answer to. What
goes wrong in it becomes an error in the report; the caller sees no exception.
"""

from __future__ import annotations

import contextlib
import gc
import json
import logging
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import checks
from checks import warmstart
from checks.changes import ChangedFile
from checks.config import CheckConfig
from checks.keeping import Keeper
from checks.report import Report, RunError
from checks.report_json import (
    config_from_dict,
    config_to_dict,
    file_from_dict,
    file_to_dict,
    from_dict,
    to_dict,
)

log = logging.getLogger(__name__)

POLL_S = 2.0
"""How often a running review asks whether anyone still wants it."""
ENDING_S = 20.0
"""The engine gives up by itself at the configuration's limit; this much later the child is ended."""


@dataclass(frozen=True, slots=True)
class SandboxLimits:
    """What the child may use."""

    memory_bytes: int = 2 * 1024**3
    cpu_s: int = 300
    file_bytes: int = 512 * 1024**2
    wall_s: float | None = None
    """None: the configuration's time limit and some seconds to come to an end."""
    niceness: int = 10


@dataclass(frozen=True, slots=True)
class Examined:
    """A report with the changed files, whose hunks say where a comment may stand."""

    report: Report
    files: tuple[ChangedFile, ...] = ()


@dataclass(frozen=True, slots=True)
class Slow:
    """Something to do once when the checks take longer than ``after_s``."""

    after_s: float
    do: Callable[[], None]


class Stopped(Exception):
    """The caller gave the review up before it ended."""


class _Running(Protocol):
    """A review in another process."""

    def wait(self, timeout: float) -> int | None:
        """Exit status, or None while it runs."""

    def end(self) -> None:
        """End it, if it still runs, with everything that it started."""


_warm: warmstart.WarmStart | None = None


def keep_warm() -> None:
    """Have a process at hand that has loaded the rules: reviews of this process and of its forks start at once."""
    global _warm
    if _warm is None and hasattr(os, "fork") and sys.platform == "linux":
        _warm = warmstart.WarmStart([*_command(), "--serve"], _environment)


def cool_down() -> None:
    """End the process that :func:`keep_warm` started."""
    global _warm
    if _warm is not None:
        _warm.close()
        _warm = None


def run_review(
    repo_dir: Path,
    base: str,
    head: str,
    config: CheckConfig,
    *,
    limits: SandboxLimits | None = None,
    agent: str | None = None,
) -> Report:
    """Review base..head of a repository in a child process."""
    return examine(repo_dir, base, head, config, limits=limits, agent=agent).report


def examine(
    repo_dir: Path,
    base: str,
    head: str,
    config: CheckConfig,
    *,
    limits: SandboxLimits | None = None,
    agent: str | None = None,
    slow: Slow | None = None,
    stop: Callable[[], bool] | None = None,
    keep_dir: Path | None = None,
) -> Examined:
    """As :func:`run_review`, with the changed files. Raises Stopped once ``stop`` says that nobody waits any more. What was read
    is kept under ``keep_dir`` for later reviews."""
    limits = limits or SandboxLimits()
    wall_s = limits.wall_s if limits.wall_s is not None else config.time_limit_s + ENDING_S
    request = {
        "repo_dir": str(repo_dir),
        "base": base,
        "head": head,
        "agent": agent,
        "keep_dir": None if keep_dir is None else str(keep_dir.absolute()),
        "config": config_to_dict(config),
        "limits": {
            "memory_bytes": limits.memory_bytes,
            "cpu_s": limits.cpu_s,
            "file_bytes": limits.file_bytes,
            "niceness": limits.niceness,
        },
    }
    with tempfile.TemporaryDirectory(prefix="evenhand-review-") as scratch:
        answer = Path(scratch) / "answer.json"
        status = _run(request, answer, Path(scratch), wall_s, slow, stop)
        try:
            data = json.loads(answer.read_bytes())
            return Examined(from_dict(data["report"]), tuple(file_from_dict(f) for f in data["files"]))
        except (FileNotFoundError, ValueError, KeyError, TypeError):
            return Examined(Report(base, head, errors=(RunError(_reason(status, wall_s)),), agent=agent))


def _run(
    request: dict[str, Any],
    answer: Path,
    scratch: Path,
    wall_s: float,
    slow: Slow | None,
    stop: Callable[[], bool] | None,
) -> int | None:
    """Exit status of the child; None when it was ended for its time."""
    started = time.monotonic()
    running = _started(request, answer, scratch)
    try:
        return _wait(running, started, wall_s, slow, stop)
    finally:
        running.end()


def _started(request: dict[str, Any], answer: Path, scratch: Path) -> _Running:
    if _warm is not None:
        try:
            return warmstart.Fork.start(
                _warm.address, {"request": request, "answer": str(answer), "scratch": str(scratch)}
            )
        except (OSError, ValueError) as error:
            log.warning("no warm start, starting from nothing: %s", error)
    return _Child(request, answer, scratch)


class _Child:
    """A review in a child that starts from nothing."""

    def __init__(self, request: dict[str, Any], answer: Path, scratch: Path) -> None:
        self._process = subprocess.Popen(
            [*_command(), str(answer)],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=scratch,
            env=_environment(scratch),
            start_new_session=True,
        )
        assert self._process.stdin is not None
        with contextlib.suppress(BrokenPipeError):
            self._process.stdin.write(json.dumps(request).encode())
            self._process.stdin.close()

    def wait(self, timeout: float) -> int | None:
        try:
            return self._process.wait(timeout)
        except subprocess.TimeoutExpired:
            return None

    def end(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()


def _wait(
    running: _Running,
    started: float,
    wall_s: float,
    slow: Slow | None,
    stop: Callable[[], bool] | None,
) -> int | None:
    """Exit status, or None at the wall limit; says once that it takes long, and asks now and then whether to stop."""
    while True:
        elapsed = time.monotonic() - started
        if elapsed >= wall_s:
            return None
        if slow is not None and elapsed >= slow.after_s:
            slow.do()
            slow = None
        pause = min(wall_s - elapsed, POLL_S)
        if slow is not None:
            pause = min(pause, max(0.0, slow.after_s - elapsed))
        status = running.wait(pause)
        if status is not None:
            return status
        if stop is not None and stop():
            raise Stopped


def _command() -> list[str]:
    return [sys.executable, "-P", "-s", "-m", "checks.sandbox"]


def _environment(scratch: Path) -> dict[str, str]:
    kept = {
        name: os.environ[name]
        for name in ("PATH", "LANG", "SYSTEMROOT", "LD_LIBRARY_PATH")
        if name in os.environ
    }
    source = Path(next(iter(checks.__path__))).parent
    return kept | {
        "PYTHONPATH": str(source),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONHASHSEED": "0",
        "HOME": str(scratch),
        "TMPDIR": str(scratch),
    }


def _reason(status: int | None, wall_s: float) -> str:
    if status is None:
        return f"The review took longer than {wall_s:.0f} seconds and was stopped; nothing was judged."
    if status == -signal.SIGXCPU or status == -signal.SIGKILL:
        return (
            "The review used more processor time or memory than it may and was stopped; nothing was judged."
        )
    return f"The review ended unexpectedly (status {status}); nothing was judged."


def _serve(listening_fd: int) -> None:
    def work(task: dict[str, Any]) -> None:
        scratch = str(task["scratch"])
        os.chdir(scratch)
        os.environ.update(HOME=scratch, TMPDIR=scratch)
        tempfile.tempdir = None
        _work(task["request"], Path(task["answer"]))

    warmstart.serve(listening_fd, work, _load)


def _load() -> None:
    """Read what every review needs, by reviewing a few lines in each language."""
    from checks.api_consistency.plain import reader_version
    from checks.changes import in_memory
    from checks.engine import review
    from checks.rules import load_rules

    load_rules()
    reader_version()
    review(in_memory(WARM_UP))


WARM_UP: dict[str, str | bytes] = {
    "app/orders.py": "import requests\n\n\ndef load(cursor, order_id):\n    try:\n        cursor.execute('SELECT 1 WHERE id = %s', (order_id,))\n    except ValueError as error:\n        raise KeyError(order_id) from error\n    return requests.get('https://example.com', timeout=3).json()\n",
    "src/orders.ts": "export async function load(id: string) {\n  const answer = await fetch(`https://example.com/${id}`);\n  return answer.json();\n}\n",
    "orders.go": 'package orders\n\nimport "net/http"\n\nfunc load(url string) error {\n\tresp, err := http.Get(url)\n\tif err != nil {\n\t\treturn err\n\t}\n\treturn resp.Body.Close()\n}\n',
    "src/main/java/Orders.java": "class Orders { int size(java.util.List<String> l) { return l.size(); } }\n",
    "migrations/0001_orders.sql": "CREATE TABLE orders (id bigint PRIMARY KEY);\n",
    ".github/workflows/ci.yml": "on: push\njobs:\n  test:\n    runs-on: ubuntu-latest\n    steps:\n      - run: make test\n",
}
"""Small samples of the commonest kinds of files; languages beyond them load when first met, as before."""


def _child(answer: Path) -> None:
    _work(json.loads(sys.stdin.buffer.read()), answer)


def _work(request: dict[str, Any], answer: Path) -> None:
    _limit(request["limits"])
    gc.set_threshold(
        50_000, 20, 20
    )  # code models are cyclic and live to the end: collecting often halves the speed
    from checks.engine import review
    from checks.gitprocess import GitError
    from checks.gitrepo import open_change

    base, head = str(request["base"]), str(request["head"])
    config = config_from_dict(request["config"])
    keeper = Keeper(Path(request["keep_dir"])) if request.get("keep_dir") else None
    files: tuple[ChangedFile, ...] = ()
    try:
        with open_change(request["repo_dir"], base, head) as change:
            files = change.files
            report = review(change, config, agent=request["agent"], keeper=keeper)
    except MemoryError:
        report = Report(base, head, errors=(RunError("The review needed more memory than it may have."),))
    except RecursionError:
        report = Report(base, head, errors=(RunError("The review met code that is nested too deeply."),))
    except GitError as error:
        report = Report(base, head, errors=(RunError(f"The change could not be read: {error}"),))
    fresh = answer.with_suffix(".part")
    fresh.write_text(json.dumps({"report": to_dict(report), "files": [file_to_dict(f) for f in files]}))
    fresh.replace(answer)


def _limit(limits: dict[str, Any]) -> None:
    try:
        import resource
    except ImportError:  # not on Windows; the wall limit remains
        return
    wanted = {
        resource.RLIMIT_AS: int(limits["memory_bytes"]),
        resource.RLIMIT_CPU: int(limits["cpu_s"]),
        resource.RLIMIT_FSIZE: int(limits["file_bytes"]),
        resource.RLIMIT_CORE: 0,
    }
    for kind, value in wanted.items():
        hard = resource.getrlimit(kind)[1]
        if hard != resource.RLIM_INFINITY:
            value = min(value, hard)
        resource.setrlimit(kind, (value, value))
    os.nice(int(limits["niceness"]))


if __name__ == "__main__":
    if sys.argv[1] == "--serve":
        _serve(int(sys.argv[2]))
    else:
        _child(Path(sys.argv[1]))
