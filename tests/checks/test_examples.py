"""Every rule's own examples: the bad ones are found on their marked lines, the good ones are silent."""

from __future__ import annotations

import re

import pytest

from checks.changes import in_memory
from checks.engine import review
from checks.rules import Example, LoadedRule, load_rules

_MARK = re.compile(r"[ \t]*(?:#|//|--|/\*|<!--|\{/\*)[ \t]*<-- here[ \t]*(?:\*/\}?|-->)?[ \t]*$")


def _cases(kind: str) -> list[object]:
    return [
        pytest.param(entry, example, id=f"{entry.rule.id}-{kind}-{index}")
        for entry in load_rules().values()
        for index, example in enumerate(getattr(entry.rule, kind))
    ]


def _unmarked(example: Example) -> tuple[dict[str, str], set[tuple[str, int]]]:
    files: dict[str, str] = {}
    marked: set[tuple[str, int]] = set()
    for path, text in example.files.items():
        lines = text.split("\n")
        for index, line in enumerate(lines):
            if _MARK.search(line):
                marked.add((path, index + 1))
                lines[index] = _MARK.sub("", line)
        files[path] = "\n".join(lines)
    return files, marked


@pytest.mark.parametrize(("entry", "example"), _cases("bad"))
def test_a_bad_example_is_found_on_its_marked_lines(entry: LoadedRule, example: Example) -> None:
    files, marked = _unmarked(example)
    assert marked, "a bad example marks the lines where findings stand"
    report = review(in_memory(files, example.base, example.tip), only={entry.rule.id})
    assert report.errors == ()
    found = {(f.path, f.line) for f in report.findings}
    assert found == marked, [(f.path, f.line, f.message) for f in report.findings]
    _check_sites(entry, example, report.sites)


@pytest.mark.parametrize(("entry", "example"), _cases("good"))
def test_a_good_example_is_silent(entry: LoadedRule, example: Example) -> None:
    files, marked = _unmarked(example)
    assert not marked
    report = review(in_memory(files, example.base, example.tip), only={entry.rule.id})
    assert report.errors == ()
    assert [(f.path, f.line, f.message) for f in report.findings] == []
    _check_sites(entry, example, report.sites)


def _check_sites(entry: LoadedRule, example: Example, sites: object) -> None:
    if example.sites is not None:
        counted = sum(sites.get(entry.rule.id, {}).values())  # type: ignore[attr-defined]
        assert counted == example.sites


@pytest.mark.parametrize("entry", [pytest.param(e, id=e.rule.id) for e in load_rules().values()])
def test_a_rule_documents_itself_completely(entry: LoadedRule) -> None:
    rule = entry.rule
    for text in (rule.title, rule.what, rule.why, rule.fix, rule.site):
        assert text.strip()
    assert rule.references
    assert rule.bad
    assert rule.good
    assert rule.languages


@pytest.mark.parametrize("entry", [pytest.param(e, id=e.rule.id) for e in load_rules().values()])
def test_a_bad_example_has_sites_for_its_findings(entry: LoadedRule) -> None:
    for example in entry.rule.bad:
        files, marked = _unmarked(example)
        report = review(in_memory(files, example.base, example.tip), only={entry.rule.id})
        assert sum(report.sites[entry.rule.id].values()) >= len(marked)
