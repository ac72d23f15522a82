"""The checks in a child process: same report as in this one, and no fault of the child reaches the caller."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks import sandbox
from checks.config import CheckConfig
from checks.engine import review
from checks.gitrepo import open_change
from checks.report import Evidence, Finding, IgnoreUse, Report, RunError, Severity, SkippedFile, Suggestion
from checks.report_json import config_from_dict, config_to_dict, from_dict, to_dict

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


def test_the_child_reports_what_the_engine_reports(repository: tuple[Path, str, str]) -> None:
    repo, base, head = repository
    examined = sandbox.examine(repo, base, head, CheckConfig(), agent="devin")
    with open_change(repo, base, head) as change:
        here = review(change, CheckConfig(), agent="devin")
        hunks = change.files[0].hunks
    there = examined.report
    assert (there.findings, there.sites, there.reviewed, there.errors, there.agent) == (
        here.findings,
        here.sites,
        here.reviewed,
        here.errors,
        "devin",
    )
    assert examined.files[0].path == "app/users.py"
    assert examined.files[0].hunks == hunks


def test_the_child_keeps_what_it_read_in_the_folder_it_is_given(
    repository: tuple[Path, str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repo, base, head = repository
    route = "from flask import Flask\n\napp = Flask(__name__)\n\n\n@app.get('/orders')\ndef orders():\n    return {}\n"
    for text in (route, route.replace("orders", "invoices")):
        base = head
        (repo / "web.py").write_text(text)
        subprocess.run(["git", "add", "-A"], cwd=repo, check=True)
        commit = ["git", "-c", "user.name=A", "-c", "user.email=a@x.io", "commit", "-q", "-m", "m"]
        subprocess.run(commit, cwd=repo, check=True)
        head = subprocess.check_output(["git", "rev-parse", "HEAD"], cwd=repo, text=True).strip()
    monkeypatch.chdir(tmp_path)
    alone = sandbox.examine(repo, base, head, CheckConfig()).report
    assert alone.errors == ()
    for _ in range(2):
        kept = sandbox.examine(repo, base, head, CheckConfig(), keep_dir=Path("kept")).report
        assert (kept.findings, kept.sites, kept.errors) == (alone.findings, alone.sites, ())
    assert list((tmp_path / "kept").rglob("*.json"))


def test_a_repository_that_cannot_be_read_is_an_error_in_the_report(tmp_path: Path) -> None:
    report = sandbox.run_review(tmp_path, "a" * 40, "b" * 40, CheckConfig())
    assert "could not be read" in report.errors[0].message


@pytest.mark.parametrize(
    ("script", "words"),
    [
        ("import os; os._exit(3)", "ended unexpectedly"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", "processor time or memory"),
        ("import sys; open(sys.argv[1], 'w').write('{\"report\": 1')", "ended unexpectedly"),
        ("import time; time.sleep(60)", "longer than 1 seconds"),
    ],
)
def test_a_child_that_dies_or_hangs_leaves_one_error(
    script: str, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sandbox, "_command", lambda: [sys.executable, "-c", script])
    limits = sandbox.SandboxLimits(wall_s=1.0)
    report = sandbox.run_review(tmp_path, "base", "head", CheckConfig(), limits=limits)
    assert words in report.errors[0].message
    assert (report.base, report.head, report.findings) == ("base", "head", ())


def test_the_child_is_limited_in_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script = (
        "import sys, json; from checks import sandbox; r = json.loads(sys.stdin.read());"
        "sandbox._limit(r['limits']); x = bytearray(600 * 1024 * 1024)"
    )
    monkeypatch.setattr(sandbox, "_command", lambda: [sys.executable, "-P", "-c", script])
    limits = sandbox.SandboxLimits(memory_bytes=512 * 1024**2)
    report = sandbox.run_review(tmp_path, "base", "head", CheckConfig(), limits=limits)
    assert "ended unexpectedly (status 1)" in report.errors[0].message


def test_no_secret_of_the_service_reaches_the_child(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EVENHAND_GITHUB_PRIVATE_KEY", "secret")
    seen = tmp_path / "seen.json"
    script = f"import os, json; open({str(seen)!r}, 'w').write(json.dumps(dict(os.environ)))"
    monkeypatch.setattr(sandbox, "_command", lambda: [sys.executable, "-c", script])
    sandbox.run_review(tmp_path, "base", "head", CheckConfig())
    assert not [name for name in json.loads(seen.read_text()) if name.startswith("EVENHAND")]


def test_a_slow_review_is_announced_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "_command", lambda: [sys.executable, "-c", "import time; time.sleep(0.6)"])
    calls: list[int] = []
    sandbox.examine(tmp_path, "base", "head", CheckConfig(), slow=sandbox.Slow(0.1, lambda: calls.append(1)))
    assert calls == [1]


def test_a_review_that_nobody_waits_for_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "_command", lambda: [sys.executable, "-c", "import time; time.sleep(60)"])
    monkeypatch.setattr(sandbox, "POLL_S", 0.05)
    with pytest.raises(sandbox.Stopped):
        sandbox.examine(tmp_path, "base", "head", CheckConfig(), stop=lambda: True)


texts = st.text(max_size=20)
lines = st.integers(1, 500)
findings = st.builds(
    Finding,
    rule=texts,
    family=texts,
    severity=st.sampled_from(Severity),
    path=texts,
    line=lines,
    end_line=lines,
    message=texts,
    why=texts,
    fix=texts,
    fingerprint=texts,
    suggestion=st.none() | st.builds(Suggestion, lines, lines, texts),
    cwe=st.none() | texts,
    evidence=st.lists(st.builds(Evidence, texts, lines, texts), max_size=2).map(tuple),
    language=texts,
    silenced_by=st.none() | texts,
)
reports = st.builds(
    Report,
    base=texts,
    head=texts,
    findings=st.lists(findings, max_size=3).map(tuple),
    sites=st.dictionaries(texts, st.dictionaries(texts, lines, max_size=2), max_size=2),
    reviewed=st.lists(texts, max_size=2).map(tuple),
    skipped=st.lists(st.builds(SkippedFile, texts, texts), max_size=2).map(tuple),
    ignores=st.lists(
        st.builds(
            IgnoreUse, texts, lines, st.lists(texts, max_size=2).map(tuple), texts, st.booleans(), lines
        ),
        max_size=2,
    ).map(tuple),
    errors=st.lists(st.builds(RunError, texts, texts, texts), max_size=2).map(tuple),
    timings_ms=st.dictionaries(texts, st.floats(0, 1e6), max_size=2),
    agent=st.none() | texts,
)


@given(reports)
def test_a_report_survives_the_way_through_json(report: Report) -> None:
    assert from_dict(json.loads(json.dumps(to_dict(report)))) == report


def test_a_configuration_survives_the_way_through_json() -> None:
    config = CheckConfig(
        families_off=frozenset({"security"}),
        severities={"a/b": Severity.NOTE},
        languages=frozenset({"go"}),
        database="mysql",
        time_limit_s=5.0,
    )
    assert config_from_dict(json.loads(json.dumps(config_to_dict(config)))) == config
