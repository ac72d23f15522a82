"""The project keeps its own rules: its checks on itself, its docs, its package, its pins."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from fnmatch import fnmatch
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def tracked(*patterns: str) -> list[str]:
    done = subprocess.run(
        ["git", "ls-files", "-z", "--", *patterns],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return [name for name in done.stdout.split("\0") if name]


def run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *command], cwd=ROOT, capture_output=True, text=True, check=False, timeout=300
    )


def test_our_own_code_passes_our_own_checks() -> None:
    done = run("-m", "bot.cli", "scan", "--fail-on", "warning", "bot", "checks")
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]
    assert re.search(r"[\d,]{3,} sites in [\d,]{3,} files checked", done.stdout), done.stdout[-300:]


def test_the_generated_pages_are_current() -> None:
    done = run("scripts/docs.py", "--check")
    assert done.returncode == 0, done.stderr


def test_every_pin_is_a_version_and_no_address() -> None:
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    pins = [line for line in lines if not line.startswith("#")]
    assert len(pins) > 50
    assert [line for line in pins if not re.fullmatch(r"[a-z0-9][a-z0-9.\-]*==[0-9][\w.+!]*", line)] == []


def test_every_dependency_is_pinned() -> None:
    pinned = {line.partition("==")[0] for line in (ROOT / "constraints.txt").read_text("utf-8").splitlines()}
    wanted = [*PYPROJECT["project"]["dependencies"], *PYPROJECT["project"]["optional-dependencies"]["test"]]
    names = {re.split(r"[<>=!~\[;\s]", line)[0].lower().replace("_", "-") for line in wanted}
    assert names - pinned == set()


def test_every_data_file_of_the_packages_is_shipped() -> None:
    data = PYPROJECT["tool"]["setuptools"]["package-data"]
    missing = []
    for name in tracked("bot", "checks", "config"):
        path = Path(name)
        if path.suffix == ".py" and "samples" not in path.parts:
            continue
        everywhere = any(fnmatch(path.name, pattern) for pattern in data["*"])
        folders = [
            (".".join(path.parts[:depth]), "/".join(path.parts[depth:]))
            for depth in range(1, len(path.parts))
        ]
        own = any(
            fnmatch(rest, pattern.replace("**/", "*"))
            for package, rest in folders
            for pattern in data.get(package, ())
        )
        if not (everywhere or own):
            missing.append(name)
    assert missing == []


def test_no_tracked_file_names_a_machine_path_or_a_registry() -> None:
    words = [
        f"{ROOT}/",
        "/root" + "/",
        "/home/" + "user",
        "files." + "pythonhosted",
        "registry." + "npmjs",
    ]
    found = []
    for name in tracked():
        text = (ROOT / name).read_bytes()
        found += [(name, word) for word in words if word.encode() in text]
    assert found == []


@pytest.mark.parametrize("target", ["demo", "test", "test-slow", "bench", "score", "help", "docs", "lock"])
def test_the_makefile_has_the_documented_targets(target: str) -> None:
    assert re.search(rf"^{target}:.*## ", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)


def test_the_first_screen_of_the_readme_gives_the_two_commands() -> None:
    first = "\n".join((ROOT / "README.md").read_text("utf-8").splitlines()[:45])
    assert "make demo" in first
    assert "make test" in first


def test_links_in_the_documentation_lead_somewhere() -> None:
    broken = []
    for name in tracked("*.md"):
        for target in re.findall(r"\]\(([^)\s]+)\)", (ROOT / name).read_text("utf-8")):
            if re.match(r"https?:|mailto:|#", target) or "samples" in name:
                continue
            path = (ROOT / name).parent / target.partition("#")[0]
            if not path.exists():
                broken.append((name, target))
    assert broken == []
