"""Marks that switch tests off in languages without a syntax adapter: JUnit, TestNG, RSpec, PHPUnit, xUnit, NUnit, Rust."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from checks.languages import reported
from checks.rules import Defect, Site
from checks.test_integrity.tests_model import Case
from checks.views import ChangeView, FileView

_MARKS = {
    "java": re.compile(r"^\s*@(?:Disabled|Ignore)\b(?!On|If|For)|@Test\s*\([^)]*\benabled\s*=\s*false"),
    "kotlin": re.compile(r"^\s*@(?:Disabled|Ignore)\b(?!On|If|For)"),
    "ruby": re.compile(r"^\s*(?:x(?:it|describe|context|specify)|f(?:it|describe|context))\b\s*[\"'(]|^\s*(?:skip|pending)(?:\s*$|\s+[\"'])|,\s*(?:skip|pending|focus):\s*(?:true|[\"'])"),
    "php": re.compile(r"->markTest(?:Skipped|Incomplete)\s*\(|::markTest(?:Skipped|Incomplete)\s*\("),
    "csharp": re.compile(r"\[(?:Fact|Theory)\s*\(\s*Skip\s*=|^\s*\[(?:Ignore|Explicit)\b"),
    "rust": re.compile(r"^\s*#\[ignore\b"),
}  # fmt: skip
_TEST_FILE = re.compile(
    r"#\[(?:tokio::)?test\]|@Test\b|\bdescribe\b|RSpec|TestCase|\[(?:Fact|Theory|Test|TestMethod)\b|\b(?:it|context) ['\"]"
)
_CONDITION = re.compile(r"^\s*(?:if|unless)\b|\b(?:if|unless)\s+\S")


def marked(case: Case) -> bool:
    """Whether a test of one of these languages bears such a mark itself."""
    pattern = _MARKS.get(case.language)
    return pattern is not None and any(
        pattern.search(line) for line in case.module.text_lines[case.start - 1 : case.line + 3]
    )


def marked_off(view: ChangeView) -> Iterator[Site]:
    """A finding a mark that the change adds to a test file."""
    for file in view.files:
        pattern = _MARKS.get(file.language)
        if pattern is None or not (file.is_test or _TEST_FILE.search(file.text)):
            continue
        yield from _marks(file, pattern)


_HONEST = re.compile(
    r"requires?\b|needs?\b|manual|only (?:on|for|with|in)\b|not (?:available|supported|installed)|credential|integration|network|slow|docker|live\b|platform|support|backend|database",
    re.I,
)


def _existed(file: FileView, number: int) -> bool:
    """Whether the test under (or on) this line was there at base: its first lines of code are."""
    if file.base is None:
        return False
    before = {line.strip() for line in file.base.lines}
    below = [line.strip() for line in file.lines[number : number + 6] if len(line.strip()) > 12]
    return any(line in before for line in below[:2] if not line.startswith(("@", "[", "#[")))


def _marks(file: FileView, pattern: re.Pattern[str]) -> Iterator[Site]:
    before: Counter[str] = (
        Counter() if file.base is None else Counter(line.strip() for line in file.base.lines)
    )
    for number, line in enumerate(file.lines, 1):
        if not pattern.search(line):
            continue
        text = line.strip()
        if before[text] > 0:
            before[text] -= 1
            continue
        if _HONEST.search(line) and not _existed(file, number):
            continue  # a new test that says what it needs
        guarded = _CONDITION.search(line) or (number > 1 and _CONDITION.search(file.lines[number - 2]))
        if number not in file.change.added or guarded or text.startswith(("//", "#!", "*", "# ")):
            continue
        defect = Defect(f"`{text[:60]}` keeps a test from running.", key="mark", identity=text)
        yield Site(file.path, number, number, reported(file.language), defect, always_touched=True)
