"""Reviews that run in forks of a loaded process: the same answers, the same limits, and nothing left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from checks import sandbox
from checks.config import CheckConfig
from checks.report import Report

CODE = "import hashlib\n\n\ndef digest(password):\n    return hashlib.md5(password).hexdigest()\n"


@pytest.fixture(autouse=True)
def nothing_is_warm(monkeypatch: pytest.MonkeyPatch) -> None:
    """Other tests of the same process may keep reviews warm for themselves."""
    monkeypatch.setattr(sandbox, "_warm", None)


@pytest.fixture
def repository(tmp_path: Path) -> tuple[Path, str, str]:
    repo = tmp_path / "repo"
    shas = []
    subprocess.run(["git", "init", "-q", "-b", "main", repo], check=True)
    for files in ({"a.txt": "x\n"}, {"app/users.py": CODE}):
        for path, text in files.items():
            (repo / path).parent.mkdir(exist_ok=True)
            (repo / path).write_text(text)
        subprocess.run(["git", "add", "-A"], cwd=repo, check=True)
        commit = ["git", "-c", "user.name=A", "-c", "user.email=a@x.io", "commit", "-q", "-m", "m"]
        subprocess.run(commit, cwd=repo, check=True)
        shas.append(subprocess.check_output(["git", "rev-parse", "HEAD"], cwd=repo, text=True).strip())
    return repo, shas[0], shas[1]


@pytest.fixture
def warm() -> Iterator[None]:
    sandbox.keep_warm()
    yield
    sandbox.cool_down()


@pytest.fixture
def serving(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """A server whose forks run the given Python instead of a review."""

    def start(body: str) -> None:
        script = (
            "import os, resource, signal, subprocess, sys, time\nfrom pathlib import Path\n"
            f"from checks import sandbox, warmstart\ndef work(task):\n    {body}\n"
            "warmstart.serve(int(sys.argv[2]), work, lambda: None)"
        )
        monkeypatch.setattr(sandbox, "_command", lambda: [sys.executable, "-P", "-c", script])
        sandbox.keep_warm()
        # What falls back to a child of its own is told apart by its answer.
        monkeypatch.setattr(sandbox, "_command", lambda: [sys.executable, "-c", "raise SystemExit(77)"])

    yield start
    sandbox.cool_down()


def reviewed(tmp_path: Path, **limits: float) -> Report:
    return sandbox.run_review(
        tmp_path,
        "base",
        "head",
        CheckConfig(),
        limits=sandbox.SandboxLimits(**limits),  # type: ignore[arg-type]
    )


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def gone(pid: int) -> bool:
    deadline = time.monotonic() + 20
    while alive(pid):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def test_a_warm_review_reports_what_a_cold_one_reports(repository, monkeypatch) -> None:
    cold = sandbox.examine(*repository, CheckConfig(), agent="devin")
    sandbox.keep_warm()
    monkeypatch.setattr(sandbox, "_command", lambda: [sys.executable, "-c", "raise SystemExit(77)"])
    try:
        first, second = (sandbox.examine(*repository, CheckConfig(), agent="devin") for _ in range(2))
    finally:
        sandbox.cool_down()
    for warm_one in (first, second):
        assert warm_one.report.findings == cold.report.findings != ()
        assert warm_one.report.sites == cold.report.sites
        assert (warm_one.files, warm_one.report.errors) == (cold.files, ())


def test_a_warm_review_takes_a_fraction_of_a_cold_one(repository, warm) -> None:
    def fastest(times: int) -> float:
        took = []
        for _ in range(times):
            started = time.monotonic()
            assert sandbox.run_review(*repository, CheckConfig()).findings
            took.append(time.monotonic() - started)
        return min(took)

    fast = fastest(5)
    sandbox.cool_down()
    assert fast < fastest(2) / 2


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("os._exit(3)", "ended unexpectedly (status 3)"),
        ("os.kill(os.getpid(), signal.SIGKILL)", "processor time or memory"),
        ("raise SystemError", "ended unexpectedly (status 1)"),
        ("time.sleep(60)", "longer than 1 seconds"),
    ],
)
def test_a_fork_that_dies_or_hangs_leaves_one_error(body, words, tmp_path, serving) -> None:
    serving(body)
    for _ in range(2):
        assert words in reviewed(tmp_path, wall_s=1.0).errors[0].message


def test_a_fork_has_the_limits_of_a_child(tmp_path, serving) -> None:
    seen = tmp_path / "seen"
    names = "('RLIMIT_AS', 'RLIMIT_CPU', 'RLIMIT_FSIZE', 'RLIMIT_CORE')"
    serving(
        "sandbox._limit(task['request']['limits']);"
        f"Path({str(seen)!r}).write_text(repr([resource.getrlimit(getattr(resource, n))[0] for n in {names}] + [os.nice(0)]))"
    )
    reviewed(tmp_path, memory_bytes=512 * 1024**2, cpu_s=7, file_bytes=1024**2, niceness=10)
    assert seen.read_text() == repr([512 * 1024**2, 7, 1024**2, 0, 10])


def test_no_secret_of_the_service_reaches_the_server_or_a_fork(tmp_path, serving, monkeypatch) -> None:
    monkeypatch.setenv("EVENHAND_GITHUB_PRIVATE_KEY", "secret")
    seen = tmp_path / "seen"
    serving(
        f"Path({str(seen)!r}).write_text(Path('/proc/self/environ').read_text() + repr(dict(os.environ)))"
    )
    reviewed(tmp_path)
    assert "PATH" in seen.read_text()
    assert "EVENHAND" not in seen.read_text()


def test_what_a_fork_started_ends_with_it(tmp_path, serving) -> None:
    seen = tmp_path / "pids"
    serving(
        f"c = subprocess.Popen(['sleep', '60']); Path({str(seen)!r}).write_text(f'{{os.getpid()}} {{c.pid}}'); time.sleep(60)"
    )
    assert "longer than 1 seconds" in reviewed(tmp_path, wall_s=1.0).errors[0].message
    assert all(gone(int(pid)) for pid in seen.read_text().split())


def test_a_fork_ends_when_the_client_that_waits_for_it_dies(tmp_path, serving) -> None:
    seen = tmp_path / "pid"
    serving(f"Path({str(seen)!r}).write_text(str(os.getpid())); time.sleep(60)")
    client = os.fork()
    if client == 0:
        reviewed(tmp_path)
        os._exit(0)
    deadline = time.monotonic() + 20
    while not (seen.exists() and seen.read_text()) and time.monotonic() < deadline:
        time.sleep(0.02)
    os.kill(client, signal.SIGKILL)
    os.waitpid(client, 0)
    assert gone(int(seen.read_text()))


def test_everything_ends_with_the_process_that_keeps_it_warm(repository, tmp_path) -> None:
    script = (
        "import sys; from pathlib import Path; from checks import sandbox; from checks.config import CheckConfig\n"
        "sandbox.keep_warm(); sandbox.run_review(Path(sys.argv[1]), *sys.argv[2:], CheckConfig())\n"
        "print(sandbox._warm._process.pid, flush=True); sys.stdin.read()"
    )
    command = [sys.executable, "-c", script, *map(str, repository)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        server = int(parent.stdout.readline())
        assert alive(server)
        parent.kill()
    assert gone(server)


def test_a_server_that_died_is_done_without(repository, warm) -> None:
    assert sandbox._warm is not None
    sandbox._warm._process.kill()
    sandbox._warm._process.wait()
    assert sandbox.run_review(*repository, CheckConfig()).findings


def test_reviews_run_side_by_side(tmp_path, serving) -> None:
    serving("time.sleep(0.5); os._exit(5)")
    started = time.monotonic()
    clients = []
    for _ in range(6):
        pid = os.fork()
        if pid == 0:
            os._exit(0 if "status 5" in reviewed(tmp_path).errors[0].message else 1)
        clients.append(pid)
    assert [os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) for pid in clients] == [0] * 6
    assert time.monotonic() - started < 0.5 * 6
