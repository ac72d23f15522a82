"""The command line: what it prints, its exit status, and one clear line for whatever goes wrong."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

import bot.cli

ROOT = Path(__file__).parents[2]
BAD = "import sqlite3\n\n\ndef find(connection: sqlite3.Connection, name: str):\n    return connection.execute(f\"select id from users where name = '{name}'\")\n"
GOOD = 'import sqlite3\n\n\ndef find(connection: sqlite3.Connection, name: str):\n    return connection.execute("select id from users where name = ?", (name,))\n'
GIT = ["git", "-c", "user.name=T", "-c", "user.email=t@example.com"]

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def evenhand(monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> Run:
    """Runs the command in this process; gives exit status, standard output and standard error."""

    def run(*arguments: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["evenhand", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            bot.cli.main()
        out, err = capfdbinary.readouterr()
        status = ended.value.code
        assert isinstance(status, int)
        return status, out.decode(), err.decode()

    return run


def process(*arguments: object, stdin: bytes = b"", cwd: Path = ROOT) -> tuple[int, str, str]:
    done = subprocess.run(
        [sys.executable, "-m", "bot.cli", *map(str, arguments)],
        input=stdin,
        capture_output=True,
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        timeout=60,
    )
    return done.returncode, done.stdout.decode(), done.stderr.decode()


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    path = tmp_path / "repo"
    path.mkdir()
    for command in (["init", "-q", "-b", "main"],):
        subprocess.run([*GIT, *command], cwd=path, check=True)
    commit(path, {"app/users.py": GOOD})
    return path


def commit(repo: Path, files: dict[str, str]) -> None:
    for name, content in files.items():
        (repo / name).parent.mkdir(parents=True, exist_ok=True)
        (repo / name).write_text(content)
    subprocess.run([*GIT, "add", "-A"], cwd=repo, check=True)
    subprocess.run([*GIT, "commit", "-q", "-m", "c"], cwd=repo, check=True)


def test_review_finds_names_and_fails(repo: Path, evenhand: Run) -> None:
    commit(repo, {"app/users.py": BAD})
    status, out, err = evenhand("review", "--repo", repo, "--base", "HEAD^", "--head", "HEAD")
    assert (status, err) == (1, "")
    assert "app/users.py\n" in out
    assert "error   line 5  security/sql-injection  CWE-89\n" in out
    assert "1 error: " in out.splitlines()[-1]
    assert "\x1b" not in out


def test_review_keeps_what_it_read_unless_it_is_told_not_to(
    repo: Path, evenhand: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    route = "from flask import Flask\n\napp = Flask(__name__)\n\n\n@app.get('/orders')\ndef orders():\n    return {}\n"
    commit(repo, {"app/web.py": route})
    commit(repo, {"app/web.py": route.replace("/orders", "/invoices")})
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    asked = ("review", "--repo", repo, "--base", "HEAD^", "--head", "HEAD", "--fail-on", "never")
    without = evenhand(*asked, "--no-cache")
    assert not (tmp_path / "cache").exists()
    assert evenhand(*asked)[1] == without[1]
    assert list((tmp_path / "cache").rglob("*.json"))
    assert evenhand(*asked)[1] == without[1]


def test_review_without_head_takes_the_work_tree(repo: Path, evenhand: Run) -> None:
    (repo / "new.py").write_text(BAD)
    status, out, _ = evenhand(
        "review", "--repo", repo, "--base", "main", "--format", "json", "--agent", "Claude Code"
    )
    document = json.loads(out)
    assert (status, document["head"], document["agent"]) == (1, "work tree", "claude-code")
    assert [f["path"] for f in document["findings"]] == ["new.py"]


def test_a_clean_change_exits_with_0(repo: Path, evenhand: Run) -> None:
    commit(repo, {"more.py": GOOD.replace("find", "look")})
    status, out, err = evenhand("review", "--repo", repo, "--base", "HEAD^", "--head", "HEAD")
    assert (status, err) == (0, "")
    assert out.endswith("checked, all good\n")


@pytest.mark.parametrize(("level", "status"), [("error", 1), ("note", 1), ("never", 0)])
def test_the_failing_level_is_a_choice(repo: Path, evenhand: Run, level: str, status: int) -> None:
    commit(repo, {"app/users.py": BAD})
    assert evenhand("review", "--repo", repo, "--base", "HEAD^", "--fail-on", level)[0] == status


@pytest.mark.parametrize(("form", "start"), [("sarif", "{"), ("markdown", "## Evenhand"), ("json", "{")])
def test_each_form_can_be_written_to_a_file(
    repo: Path, evenhand: Run, form: str, start: str, tmp_path: Path
) -> None:
    commit(repo, {"app/users.py": BAD})
    target = tmp_path / "report"
    arguments = ("review", "--repo", repo, "--base", "HEAD^", "--format", form, "-o", target)
    assert evenhand(*arguments)[:2] == (1, "")
    assert target.read_text().startswith(start)
    assert "sql-injection" in target.read_text()


def test_configuration_comes_from_the_base_revision_only(repo: Path, evenhand: Run) -> None:
    off = "families: {security: false, performance: false}\nfail_level: never\n"
    commit(repo, {"app/users.py": BAD, ".github/evenhand.yml": off})
    assert evenhand("review", "--repo", repo, "--base", "HEAD^", "--head", "HEAD")[0] == 1
    commit(repo, {"app/more.py": BAD})
    status, out, _ = evenhand("review", "--repo", repo, "--base", "HEAD^", "--head", "HEAD")
    assert (status, "sql-injection" in out) == (0, False)


def test_a_broken_configuration_at_base_is_said_and_the_review_goes_on(repo: Path, evenhand: Run) -> None:
    commit(repo, {".github/evenhand.yml": "comment_limt: 3\n"})
    commit(repo, {"app/users.py": BAD})
    status, out, err = evenhand("review", "--repo", repo, "--base", "HEAD^", "--head", "HEAD")
    assert (status, "sql-injection" in out) == (1, True)
    assert err == "evenhand: .github/evenhand.yml:1: unknown key 'comment_limt'; did you mean comment_limit?; the defaults are used\n"  # fmt: skip


def test_a_broken_configuration_that_was_named_is_an_error(repo: Path, evenhand: Run, tmp_path: Path) -> None:
    file = tmp_path / "my.yml"
    file.write_text("fail_level: x\n")
    status, out, err = evenhand("review", "--repo", repo, "--base", "HEAD", "--config", file)
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert "my.yml:1: fail_level must be" in err


def test_scan_reads_what_git_does_not_ignore(
    repo: Path, evenhand: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit(repo, {".gitignore": "build/\n"})
    for name in ("build/gen.py", "loose.py"):
        (repo / name).parent.mkdir(exist_ok=True)
        (repo / name).write_text(BAD)
    (repo / "link.py").symlink_to("loose.py")
    status, out, _ = evenhand("scan", repo, "--format", "json")
    document = json.loads(out)
    assert status == 1
    assert {f["path"] for f in document["findings"]} == {"loose.py"}
    monkeypatch.chdir(repo)
    document = json.loads(
        evenhand("scan", "build", "app/users.py", "--rule", "sql-injection", "--format", "json")[1]
    )
    assert document["files"]["reviewed"] == ["app/users.py"]
    assert list(document["sites"]) == ["security/sql-injection"]


def test_scan_works_outside_of_git(tmp_path: Path, evenhand: Run) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "b.py").write_text(BAD)
    (tmp_path / "node_modules").mkdir()
    (tmp_path / "node_modules" / "c.py").write_text(BAD)
    document = json.loads(evenhand("scan", tmp_path, "--format", "json")[1])
    assert [f["path"] for f in document["findings"]] == ["a/b.py"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nope"], "there is no command 'nope'"),
        (["reviw"], "did you mean review?"),
        (["review"], "Missing option '--base'"),
        (["review", "--base", "x", "--format", "pdf"], "'pdf' is not one of"),
        (["review", "--base", "no-such-branch", "--repo", "{repo}"], "there is no revision 'no-such-branch'"),
        (["review", "--base", "--output=/x", "--repo", "{repo}"], "there is no revision '--output=/x'"),
        (["review", "--base", "main", "--repo", "{tmp}"], "is not inside a git repository"),
        (["review", "--base", "main", "--repo", "/does/not/exist"], "is not a directory"),
        (["review", "--base", "main", "--repo", "{repo}", "--rule", "sql-injektion"], "did you mean security/sql-injection?"),
        (["review", "--base", "main", "--repo", "{repo}", "--config", "/none.yml"], "cannot be read"),
        (["review", "--base", "main", "--repo", "{repo}", "-o", "/does/not/exist"], "No such file or directory"),
        (["scan"], "Missing argument 'PATH...'"),
        (["scan", "/does/not/exist"], "there is no file or directory"),
        (["scan", "{empty}"], "there are no files to read"),
        (["rule", "xsss"], "there is no rule 'xsss'"),
        (["rules", "--family", "style"], "there is no family 'style'"),
        (["config", "check", "/none.yml"], "cannot be read"),
        (["summary", "--week", "47"], "not a week"),
        (["completion", "tcsh"], "'tcsh' is not one of"),
        (["attribute", "/does/not/exist"], "No such file or directory"),
        (["--nope"], "No such option"),
    ],
)  # fmt: skip
def test_wrong_use_is_one_line_and_2(
    repo: Path, tmp_path: Path, evenhand: Run, arguments: list[str], said: str
) -> None:
    (tmp_path / "empty").mkdir()
    filled = [a.format(repo=repo, tmp=tmp_path, empty=tmp_path / "empty") for a in arguments]
    status, out, err = evenhand(*filled)
    assert (status, out) == (2, "")
    assert said in err
    assert err.count("\n") == 1
    assert "Traceback" not in err


def test_an_unexpected_fault_is_one_line_unless_debug_is_asked_for(
    evenhand: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise KeyError("inner")

    monkeypatch.setattr("bot.rulepage.listing", broken)
    status, _, err = evenhand("rules")
    assert (status, err) == (
        2,
        "evenhand: unexpected KeyError: 'inner'; evenhand --debug ... shows the details\n",
    )
    monkeypatch.setattr(sys, "argv", ["evenhand", "--debug", "rules"])
    with pytest.raises(KeyError):
        bot.cli.main()


def test_rules_are_listed_and_explained(evenhand: Run) -> None:
    status, out, _ = evenhand("rules", "--family", "security")
    assert status == 0
    assert "security/sql-injection" in out
    assert "migration-safety" not in out
    assert {r["id"] for r in json.loads(evenhand("rules", "--format", "json")[1])} >= {
        "security/sql-injection"
    }
    out = evenhand("rule", "sql-injection")[1]
    assert all(part in out for part in ("What\n", "Why\n", "Fix\n", "Bad\n", "Good\n", "References\n"))
    assert "<-- here" not in out
    assert json.loads(evenhand("rule", "sql-injection", "--format", "json")[1])["cwe"] == "CWE-89"


def test_attribute_answers_each_line_and_goes_on_after_a_broken_one(tmp_path: Path) -> None:
    lines = [
        b'{"author_id": 158243242, "repo": "o/r", "number_or_sha": 3}',
        b"not json",
        b'{"labels": 3}',
        b"[" * 100_000,
        b"\xff",
        b"",
        b'{"trailers": ["Co-authored-by: Claude <noreply@anthropic.com>"], "title": "\\ud83d\\ude00"}',
    ]
    status, out, err = process("attribute", stdin=b"\n".join(lines))
    answers = [json.loads(line) for line in out.splitlines()]
    assert (status, err) == (2, "")
    assert [("error" in a, a.get("agent")) for a in answers] == [
        (False, "devin"), (True, None), (True, None), (True, None), (True, None), (False, "claude-code"),
    ]  # fmt: skip
    assert list(answers[0]) == ["agent", "state", "role", "confidence", "evidence"]
    good = tmp_path / "signals.jsonl"
    good.write_bytes(lines[0])
    assert process("attribute", good)[0] == 0


def test_config_is_explained_with_sources(repo: Path, evenhand: Run) -> None:
    commit(repo, {".github/evenhand.yml": "comment_limit: 3\n"})
    status, out, _ = evenhand("config", "explain", "--repo", repo)
    assert status == 0
    (line,) = [text for text in out.splitlines() if text.startswith("comment_limit ")]
    assert line.split() == ["comment_limit", "3", ".github/evenhand.yml:1"]
    keys = {
        e["key"]: e["source"]
        for e in json.loads(evenhand("config", "explain", "--repo", repo, "--format", "json")[1])
    }
    assert keys["fail_level"] == "defaults"


def test_config_check_lists_every_problem(tmp_path: Path, evenhand: Run) -> None:
    file = tmp_path / "evenhand.yml"
    file.write_text("comment_limit: 3\n")
    assert evenhand("config", "check", file) == (0, f"{file}: fine\n", "")
    file.write_text("comment_limit: x\nrules: {security/nope: off}\nfail: 1\n")
    status, out, err = evenhand("config", "check", file)
    assert (status, out, err.count("\n")) == (2, "", 2)


def test_every_command_has_help(evenhand: Run) -> None:
    for name in ("", *bot.cli.cli.commands):
        status, out, err = evenhand(*([name] if name else []), "--help")
        assert (status, err) == (0, "")
        assert out.startswith("Usage: evenhand")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_scripts_are_printed(evenhand: Run, shell: str) -> None:
    status, out, _ = evenhand("completion", shell)
    assert status == 0
    assert "_EVENHAND_COMPLETE" in out


def test_migrate_and_summary_speak_plainly(
    tmp_path: Path, evenhand: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EVENHAND_DATA_DIR", str(tmp_path / "data"))
    for name in ("EVENHAND_DATABASE_URL", "EVENHAND_REDIS_URL"):
        monkeypatch.delenv(name, raising=False)
    assert evenhand("migrate") == (0, "The database is up to date.\n", "")
    status, _, err = evenhand("summary")
    assert (status, "knows no organisation yet" in err, err.count("\n")) == (2, True, 1)


def test_the_version_is_quick_and_a_closed_pipe_is_quiet() -> None:
    took = []
    for _ in range(3):
        begin = time.monotonic()
        status, out, _ = process("--version")
        took.append(time.monotonic() - begin)
        assert status == 0
        assert out.startswith("evenhand ")
    assert min(took) < 0.3
    done = subprocess.run(
        f"{sys.executable} -m bot.cli rules --format json | head -c 1",
        shell=True, capture_output=True, cwd=ROOT, timeout=60, check=True,
    )  # fmt: skip
    assert done.stderr == b""


def test_heavy_modules_are_not_imported_for_the_small_commands() -> None:
    code = "import sys, bot.cli; print([m for m in ('checks', 'sqlalchemy', 'flask', 'github', 'rq', 'yaml') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, cwd=ROOT, check=True)
    assert done.stdout.strip() == b"[]"
