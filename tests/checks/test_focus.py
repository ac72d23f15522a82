"""Leaving out what a change cannot have touched changes nothing that is found or counted."""

from __future__ import annotations

import pytest

from checks.changes import in_memory
from checks.engine import review
from checks.focus import left_out
from checks.rules import load_rules
from checks.syntax import model as m
from checks.syntax import parse
from checks.views import FileView

LOCAL = sorted(rule_id for rule_id, entry in load_rules().items() if entry.rule.local)
CUT = 3
"""Lines taken out to make the base."""
STEP = 6
"""Lines between the cuts: every example is judged as a change at several places."""


def outcome(head: dict[str, str], base: dict[str, str], rule_id: str) -> tuple[object, object]:
    report = review(in_memory(head, base), only=[rule_id])
    assert not report.errors
    found = [
        (f.path, f.line, f.end_line, f.message, f.fingerprint) for f in report.findings if f.rule == rule_id
    ]
    return found, report.sites


def cuts(head: dict[str, str]) -> list[dict[str, str]]:
    made = []
    for path, text in head.items():
        lines = text.split("\n")
        for start in range(0, len(lines), STEP):
            made.append({**head, path: "\n".join(lines[:start] + lines[start + CUT :])})
    return made


@pytest.mark.parametrize("rule_id", LOCAL)
def test_a_rule_finds_the_same_in_a_part_as_in_the_whole(rule_id, monkeypatch):
    rule = load_rules()[rule_id].rule
    cases = [(dict(e.files), base) for e in (*rule.bad, *rule.good) for base in cuts(dict(e.files))]
    part = [outcome(head, base, rule_id) for head, base in cases]
    monkeypatch.setattr(FileView, "focused", property(lambda self: self))
    whole = [outcome(head, base, rule_id) for head, base in cases]
    assert part == whole


CODE = b"""\
LIMIT = 10


def near(a):
    return helper(a) + LIMIT


def helper(a):
    return str(a).strip() + "some text that makes the body long enough to wait"


def far(b):
    value = b.strip().lower() + "some text that makes the body long enough to wait"
    return value
"""


def names_left_out(base: bytes) -> set[str]:
    module = parse("a.py", "python", CODE)
    assert module is not None
    (change,) = in_memory({"a.py": CODE}, {"a.py": base}).files
    far = left_out(module, change)
    waiting = {f.name for f in module.walk_lowered() if isinstance(f, m.Function) and f.pending is not None}
    assert waiting >= {"far"}, "finding out lowers nothing"
    return {f.name for f in module.every(m.Function) if id(f) in far}


def test_a_function_is_left_out_when_nothing_leads_there():
    assert names_left_out(CODE.replace(b"str(a)", b"a")) == {"far"}, "near calls what was changed"


def test_a_constant_of_the_file_leads_to_its_users():
    assert "near" not in names_left_out(CODE.replace(b"LIMIT = 10", b"LIMIT = 1"))


def test_a_body_is_lowered_when_a_rule_looks_into_it():
    module = parse("a.py", "python", CODE)
    assert module is not None
    far = next(f for f in module.walk_lowered() if isinstance(f, m.Function) and f.name == "far")
    assert far.pending is not None
    called = [m.dotted(c.callee) for c in far.walk() if isinstance(c, m.Call)]
    assert called == ["b.strip().lower", "b.strip"]
    assert [c.line for c in far.walk() if isinstance(c, m.Call)] == [13, 13]
    assert far.pending is None
