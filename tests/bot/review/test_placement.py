"""Every finding has exactly one place, and every place is one that GitHub accepts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.ledger.records import PostedComment
from bot.review.anchors import LONGEST_RANGE, find_anchor
from bot.review.placement import Place, Why, place_findings
from checks.changes import ChangedFile, Hunk, Status
from checks.report import Finding, Severity, Suggestion

Make = Callable[..., Finding]

PATHS = ("a.py", "b/c.ts", "gone.go", "elsewhere.py")
hunks = st.lists(st.tuples(st.integers(1, 60), st.integers(0, 12)), max_size=3).map(
    lambda spans: tuple(Hunk(start, length, start, length) for start, length in spans)
)
files = st.tuples(hunks, hunks, hunks).map(
    lambda h: (
        ChangedFile("a.py", Status.MODIFIED, hunks=h[0]),
        ChangedFile("b/c.ts", Status.ADDED, hunks=h[1]),
        ChangedFile("gone.go", Status.DELETED, hunks=h[2]),
    )
)


@st.composite
def reported(draw: st.DrawFn) -> Finding:
    line = draw(st.integers(1, 80))
    end = line + draw(st.sampled_from([0, 1, 5, 40]))
    suggestion = draw(st.none() | st.just(Suggestion(line, end, "x")))
    return Finding(
        rule=draw(st.sampled_from(["security/a", "security/b"])),
        family="security",
        severity=draw(st.sampled_from(Severity)),
        path=draw(st.sampled_from(PATHS)),
        line=line,
        end_line=end,
        message=draw(st.sampled_from(["one", "two"])),
        why="",
        fix="",
        fingerprint=f"{draw(st.integers(0, 30)):032x}",
        suggestion=suggestion,
        silenced_by=draw(st.sampled_from([None, None, None, "why not"])),
    )


posted = st.dictionaries(
    st.integers(0, 30), st.sampled_from(["standing", "fixed", "dismissed"]), max_size=12
).map(lambda d: [PostedComment(f"{n:032x}", "", "", "a.py", state) for n, state in d.items()])


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(reported(), max_size=40), posted, files, st.integers(0, 10), st.booleans())
def test_nothing_is_lost_and_nothing_is_said_twice(
    findings: list[Finding], before: list[PostedComment], changed: Any, limit: int, wanted: bool
) -> None:
    placed = place_findings(
        findings, before, changed, comment_limit=limit, comment_level=Severity.WARNING, comments_wanted=wanted
    )
    assert sum(placed.count(p) for p in Place) == len(findings)
    assert sorted(map(id, (f for f, _ in placed.places))) == sorted(map(id, findings))
    told = [f.fingerprint for c in placed.comments for f in (c.finding, *c.same)]
    assert len(told) == len(set(told))
    assert not set(told) & {c.fingerprint for c in before}
    assert sum(placed.reasons.values()) == placed.count(Place.ANNOTATION)
    standing = {c.fingerprint for c in before if c.state == "standing"}
    here = [f for f, p in placed.places if p is Place.INLINE and f.fingerprint in standing]
    threads = {(f.rule, f.severity, f.message, f.fix) for f in here}
    assert len(placed.comments) <= max(0, limit - len(threads))
    assert wanted or not placed.comments
    ranks = [c.finding.severity.rank for c in placed.comments]
    assert ranks == sorted(ranks, reverse=True)
    assert all(rank >= Severity.WARNING.rank for rank in ranks)


@given(reported(), files)
def test_an_anchor_lies_in_one_hunk_and_its_range_is_in_order(found: Finding, changed: Any) -> None:
    by_path = {f.path: f for f in changed}
    anchor = find_anchor(found, by_path)
    if anchor is None:
        return
    file = by_path[anchor.path]
    first = anchor.start_line if anchor.start_line is not None else anchor.line
    if anchor.side == "LEFT":
        assert file.status is Status.DELETED
        assert any(h.base_start <= anchor.line < h.base_start + h.base_length for h in file.hunks)
        return
    assert anchor.start_line is None or anchor.start_line < anchor.line
    assert any(h.head_start <= first and anchor.line < h.head_start + h.head_length for h in file.hunks)
    assert found.line <= first
    assert anchor.line <= found.end_line
    if anchor.holds_suggestion:
        assert found.suggestion is not None
        assert (first, anchor.line) == (found.suggestion.line, found.suggestion.end_line)
    else:
        assert anchor.line - first < LONGEST_RANGE


def test_equal_findings_share_one_comment(make: Make) -> None:
    changed = (ChangedFile("app/db.py", Status.MODIFIED, hunks=(Hunk(1, 0, 1, 99),)),)
    same = tuple(replace(make(n), message="same") for n in range(3))
    placed = place_findings(
        same, (), changed, comment_limit=10, comment_level=Severity.WARNING, comments_wanted=True
    )
    (comment,) = placed.comments
    assert len(comment.same) == 2
    assert [placed.count(p) for p in (Place.INLINE, Place.FOLDED)] == [1, 2]


@pytest.mark.parametrize(
    ("severity", "limit", "wanted", "line", "reason"),
    [
        (Severity.NOTE, 10, True, 1, Why.MINOR),
        (Severity.ERROR, 0, True, 1, Why.LIMIT),
        (Severity.ERROR, 10, False, 1, Why.DRAFT),
        (Severity.ERROR, 10, True, 500, Why.OUTSIDE),
    ],
)
def test_each_finding_without_a_comment_has_its_reason(
    severity: Severity, limit: int, wanted: bool, line: int, reason: Why, make: Make
) -> None:
    changed = (ChangedFile("app/db.py", Status.MODIFIED, hunks=(Hunk(1, 0, 1, 99),)),)
    placed = place_findings(
        (make(1, severity, line=line, end_line=line),),
        (),
        changed,
        comment_limit=limit,
        comment_level=Severity.WARNING,
        comments_wanted=wanted,
    )
    assert placed.reasons == {reason: 1}
    assert placed.comments == ()
