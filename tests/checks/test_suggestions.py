"""A committable suggestion mends what it stands at: applied, the finding is gone and the file can still be read."""

from __future__ import annotations

import re

import pytest

from checks.changes import in_memory
from checks.engine import review
from checks.languages import language_of
from checks.report import Finding, Suggestion
from checks.rules import Example, load_rules
from checks.syntax import parse

MARK = re.compile(r"[ \t]*(?:#|//|--|/\*|<!--)[ \t]*<-- here.*$", re.MULTILINE)


def unmarked(files: dict[str, str]) -> dict[str, str]:
    return {path: MARK.sub("", text) for path, text in files.items()}


def findings(example: Example, head: dict[str, str], rule_id: str) -> list[Finding]:
    base = None if example.base is None else unmarked(dict(example.base))
    return [f for f in review(in_memory(head, base), only=[rule_id]).findings if f.rule == rule_id]


def applied(text: str, suggestion: Suggestion) -> str:
    lines = text.split("\n")
    return "\n".join(
        [*lines[: suggestion.line - 1], *suggestion.replacement.split("\n"), *lines[suggestion.end_line :]]
    )


def broken(path: str, text: str) -> list[int]:
    module = parse(path, language_of(path), text.encode())
    return [] if module is None else module.broken_lines


CASES = [
    pytest.param(entry.rule.id, example, finding, id=f"{entry.rule.id}-{number}-{finding.line}")
    for entry in load_rules().values()
    for number, example in enumerate(entry.rule.bad)
    for finding in findings(example, unmarked(dict(example.files)), entry.rule.id)
    if finding.suggestion is not None
]
SUGGESTING = {
    "error-handling/log-without-trace", "error-handling/lost-cause", "error-handling/missing-timeout", "error-handling/unhandled-promise",
    "error-handling/ignored-error-result",
    "migration-safety/index-not-concurrent", "performance/unclosed-resource", "security/debug-in-production",
    "security/timing-unsafe-compare", "security/tls-verification-off", "security/unsafe-deserialization",
    "security/weak-password-hash",
}  # fmt: skip


@pytest.mark.parametrize(("rule_id", "example", "finding"), CASES)
def test_a_suggestion_mends_the_finding_and_leaves_readable_code(rule_id, example, finding):
    head = unmarked(dict(example.files))
    before = findings(example, head, rule_id)
    mended = applied(head[finding.path], finding.suggestion)
    after = findings(example, {**head, finding.path: mended}, rule_id)
    assert len(after) < len(before)
    assert finding.fingerprint not in {f.fingerprint for f in after}
    assert len(broken(finding.path, mended)) <= len(broken(finding.path, head[finding.path]))


@pytest.mark.parametrize(("rule_id", "example", "finding"), CASES)
def test_a_suggestion_replaces_lines_that_its_finding_stands_on(rule_id, example, finding):
    suggestion = finding.suggestion
    assert suggestion.line <= finding.end_line
    assert finding.line <= suggestion.end_line
    assert (
        suggestion.replacement.split("\n")
        != example.files[finding.path].split("\n")[suggestion.line - 1 : suggestion.end_line]
    )


def test_the_rules_that_promise_a_suggestion_make_one_in_their_examples():
    assert {case.values[0] for case in CASES} >= SUGGESTING
