"""Tests that a configuration file, a CI step or a ``conftest.py`` keeps from the runner."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from checks.languages import reported
from checks.rules import Defect, Site
from checks.views import ChangeView, FileView

_CONFIG = re.compile(
    r"(?:^|/)(?:\.github/workflows/[^/]+\.ya?ml|\.gitlab-ci\.yml|azure-pipelines\.yml|\.circleci/config\.yml|Jenkinsfile|\.travis\.yml|bitbucket-pipelines\.yml|tox\.ini|noxfile\.py|setup\.cfg"
    r"|pytest\.ini|pyproject\.toml|package\.json|Makefile|Taskfile\.ya?ml|justfile|conftest\.py|[^/]+\.sh"
    r"|(?:jest|vitest|vite|playwright|karma|cypress)\.config\.[cm]?[jt]s|\.mocharc\.\w+|pom\.xml|build\.gradle(?:\.kts)?|[^/]+\.csproj|phpunit(?:\.dist)?\.xml(?:\.dist)?|\.rspec|Rakefile|composer\.json)$"
)  # fmt: skip
_WAYS = (
    (re.compile(r"\bcollect_ignore(?:_glob)?\b\s*(?:=|\.append|\+=|\.extend)"), "`collect_ignore` keeps pytest from a test file"),
    (re.compile(r"(?:pytest|py\.test|addopts|test)\b[^#\n]*\s-k[\s=]+['\"\\]*not\s+[\w\[]"), "`-k \"not ...\"` leaves tests out"),
    (re.compile(r"--ignore(?:-glob)?[= ]\S*test"), "`--ignore` keeps pytest from tests"),
    (re.compile(r"--deselect[= ]\S+"), "`--deselect` leaves a test out"),
    (re.compile(r"testPathIgnorePatterns"), "`testPathIgnorePatterns` keeps Jest from tests"),
    (re.compile(r"\btestIgnore\b\s*:"), "`testIgnore` keeps Playwright from tests"),
    (re.compile(r"\bgo test\b[^#\n]*\s-skip[= ]\S+"), "`-skip` leaves tests out"),
    (re.compile(r"<exclude>[^<]*(?:Test|IT|Spec)[^<]*</exclude>"), "`<exclude>` keeps the runner from tests"),
    (re.compile(r"<(?:skipTests|maven\.test\.skip|skipITs)>\s*true\s*<"), "no tests run"),
    (re.compile(r"(?:^|[\s;&|])(?:\./)?(?:mvnw?|gradlew?)\b[^#\n]*(?:-DskipTests\b(?!=false)|-Dmaven\.test\.skip(?:=true)?\b)[^#\n]*\b(?:test|verify)\b"), "no tests run"),
    (re.compile(r"^\s*(?:exclude\s*\(?\s*['\"][^'\"]*(?:Test|Spec|IT)\b[^'\"]*['\"]|excludeTestsMatching\b)"), "the test task leaves tests out"),
    (re.compile(r"<Compile\s+Remove=\"[^\"]*Tests?[^\"]*\.cs\""), "`<Compile Remove>` leaves tests out of the build"),
    (re.compile(r"\bdotnet\s+(?:test|vstest)\b[^#\n]*--filter[= ]\S*!(?:=|~)"), "`--filter` leaves tests out"),
    (re.compile(r"\bcargo\s+(?:test|nextest)\b[^#\n]*\s--skip[= ]\S+"), "`--skip` leaves tests out"),
    (re.compile(r"<exclude>[^<]*[tT]ests?/[^<]*\.php</exclude>"), "`<exclude>` keeps PHPUnit from tests"),
    (re.compile(r"\brspec\b[^#\n]*--(?:exclude-pattern|tag\s+~)[= ]?\S+"), "tests are left out on the command line"),
    (re.compile(r"\b(?:jest|vitest)\b[^#\n]*--(?:testPathIgnorePatterns|exclude)[= ]\S+"), "tests are left out on the command line"),
)  # fmt: skip
_LIST_ITEM = re.compile(r"""['"]([^'"]*(?:test|spec|e2e)[^'"]*)['"]""", re.I)
_LISTS = re.compile(
    r"^\s*['\"]?(testPathIgnorePatterns|collect_ignore(?:_glob)?|norecursedirs|testIgnore|exclude)['\"]?\s*[:=]"
)
_DEFAULT = re.compile(
    r"node_modules|dist|\.git\b|build\b|\.venv|venv|__pycache__|e2e|playwright|cypress|fixtures|integration|coverage|^/?tests?/?\*?\*?$|helpers|utils"
)


def exclusions(view: ChangeView) -> Iterator[Site]:
    """One finding a line that newly leaves tests out."""
    for file in view.files:
        if _CONFIG.search(file.path):
            yield from _lines(view, file)


def _lines(view: ChangeView, file: FileView) -> Iterator[Site]:
    base = file.base
    if base is None and file.path.endswith(
        (".sh", ".toml", ".json", ".ini", ".cfg", ".ts", ".js", ".mjs", ".yml", ".yaml")
    ):
        return  # a new file narrows nothing that ran before, unless a conftest hides its neighbours
    before = Counter(line.strip() for line in (base.lines if base is not None else []))
    before_words = base.text if base is not None else ""
    listing = ""
    for number, line in enumerate(file.lines, 1):
        opened = _LISTS.match(line)
        if opened:
            listing = opened.group(1)
        added = number in file.change.added and not before[line.strip()]
        if added and not line.lstrip().startswith(("#", "//")):
            message = _judge(line, listing, before_words)
            if message is not None:
                yield Site(
                    file.path, number, number, reported(file.language),
                    Defect(f"With this line {message}.", key="excluded", identity=line.strip()), always_touched=True,
                )  # fmt: skip
        if re.search(r"[\])]", line):
            listing = ""


def _judge(line: str, listing: str, before: str) -> str | None:
    for pattern, words in _WAYS:
        match = pattern.search(line)
        if match is None:
            continue
        if pattern.pattern.startswith((r"\bcollect", "testPath", r"\btestIgnore")):
            items = [
                i
                for i in re.findall(r"""['"]([^'"]+)['"]""", line[match.start() :])
                if not _DEFAULT.search(i) and i != "testPathIgnorePatterns" and i not in before
            ]
            if not items:
                continue
            return f"{words} (`{items[0]}`)"
        if match.group(0).strip() in before:
            continue
        narrower = re.search(r"-k[\s=]+['\"\\]*not\s+(\w+)", match.group(0))
        if narrower and narrower.group(1) in (
            "slow",
            "integration",
            "e2e",
            "network",
            "live",
            "benchmark",
            "performance",
            "gpu",
        ):
            continue
        if "--ignore" in match.group(0) and _DEFAULT.search(
            match.group(0).rpartition("=")[2].rpartition(" ")[2]
        ):
            continue
        return words
    if listing and listing != "norecursedirs":
        items = [
            i for i in _LIST_ITEM.findall(line) if not _DEFAULT.search(i) and i not in before and i != listing
        ]
        if items and not (
            listing == "exclude" and not re.search(r"\.(?:test|spec)\.|_test\.|test_", items[0])
        ):
            return f"`{listing}` keeps the runner from `{items[0]}`"
    return None
