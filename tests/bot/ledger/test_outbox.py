"""Planned writes survive a crash at any point, and planning again repeats nothing that was done."""

from __future__ import annotations

from typing import Any

import pytest

from bot.ledger import Ledger, LedgerError, UnknownPullRequestError
from bot.ledger.records import PlannedStep, PostedComment, StepState

CHECK = PlannedStep("check_run", "run-1", {"conclusion": "success", "n": [1, {"a": None}]})
REVIEW = PlannedStep("review", "mark-1", {"comments": ["\x00"]})


@pytest.fixture
def run_id(ledger: Ledger, build: Any) -> int:
    return ledger.record_run(build.run(build.pull()))


def test_a_plan_comes_back_in_order_until_it_is_carried_out(ledger: Ledger, run_id: int) -> None:
    check, review = ledger.save_plan(100, 1, "h1", run_id, [CHECK, REVIEW])
    assert ledger.unfinished_steps(100, 1) == (check, review)
    assert (check.body, review.body) == (CHECK.body, {"comments": ["\ufffd"]})
    ledger.step_sent(check.id)
    assert [s.state for s in ledger.unfinished_steps(100, 1)] == [StepState.SENT, StepState.PLANNED]
    ledger.step_done(check.id, "9001")
    ledger.step_skipped(review.id, "the head moved on")
    assert ledger.unfinished_steps(100, 1) == ()
    posted = ledger.posted(100, 1)
    assert (posted.check_run_ids, posted.review_id) == ({"h1": "9001"}, "")


def test_planning_again_after_a_crash_takes_over_the_steps_and_their_states(
    ledger: Ledger, run_id: int
) -> None:
    check, review = ledger.save_plan(100, 1, "h1", run_id, [CHECK, REVIEW])
    ledger.step_sent(check.id)
    ledger.step_done(check.id, "9001")
    ledger.step_sent(review.id)
    changed = PlannedStep("review", "mark-1", {"comments": []})
    again = ledger.save_plan(100, 1, "h1", run_id, [CHECK, changed])
    assert [(s.id, s.state, s.external_id) for s in again] == [
        (check.id, StepState.DONE, "9001"),
        (review.id, StepState.SENT, ""),
    ]
    [left] = ledger.unfinished_steps(100, 1)
    assert left.body == {"comments": []}


def test_a_done_step_with_another_body_is_planned_anew(ledger: Ledger, run_id: int) -> None:
    [check] = ledger.save_plan(100, 1, "h1", run_id, [CHECK])
    ledger.step_done(check.id, "9001")
    [again] = ledger.save_plan(
        100, 1, "h1", run_id, [PlannedStep("check_run", "run-1", {"conclusion": "failure"})]
    )
    assert (again.id != check.id, again.state) == (True, StepState.PLANNED)


def test_two_equal_steps_of_one_plan_stay_two(ledger: Ledger, run_id: int) -> None:
    one, two = ledger.save_plan(100, 1, "h1", run_id, [CHECK, CHECK])
    assert one.id != two.id


def test_the_same_marker_at_another_head_is_another_step(ledger: Ledger, run_id: int) -> None:
    [old] = ledger.save_plan(100, 1, "h1", run_id, [CHECK])
    ledger.step_done(old.id, "1")
    [new] = ledger.save_plan(100, 1, "h2", None, [CHECK])
    assert new.state is StepState.PLANNED
    ledger.step_done(new.id, "2")
    assert ledger.posted(100, 1).check_run_ids == {"h1": "1", "h2": "2"}


def test_a_step_that_does_not_exist_cannot_be_moved_on(ledger: Ledger) -> None:
    with pytest.raises(LedgerError, match="no planned step 41"):
        ledger.step_done(41, "x")


def test_nothing_is_planned_for_an_unknown_pull_request(ledger: Ledger) -> None:
    with pytest.raises(UnknownPullRequestError, match="pull request 5 of repository 100"):
        ledger.save_plan(100, 5, "h1", None, [CHECK])
    assert ledger.unfinished_steps(100, 5) == ()
    assert ledger.posted(100, 5).comments == ()
    assert ledger.latest_run(100, 5) is None


def test_comments_are_remembered_once_a_finding_and_change_their_state(ledger: Ledger, run_id: int) -> None:
    first = PostedComment("a", "1", "n1", "app/db.py", "standing")
    second = PostedComment("b", "2", "n2", "app/db.py", "standing")
    ledger.record_comments(100, 1, [first, second])
    ledger.record_comments(100, 1, [first])
    ledger.mark_comment(100, 1, "b", "fixed")
    ledger.mark_comment(100, 1, "unknown", "fixed")
    assert {(c.fingerprint, c.state) for c in ledger.posted(100, 1).comments} == {
        ("a", "standing"),
        ("b", "fixed"),
    }


def test_an_id_once_known_is_not_forgotten(ledger: Ledger, run_id: int) -> None:
    ledger.record_comments(100, 1, [PostedComment("a", "", "", "app/db.py", "standing")])
    ledger.record_comments(100, 1, [PostedComment("a", "1", "n1", "app/db.py", "fixed")])
    ledger.record_comments(100, 1, [PostedComment("a", "", "", "app/db.py", "standing")])
    assert ledger.posted(100, 1).comments == (PostedComment("a", "1", "n1", "app/db.py", "standing"),)


def test_the_latest_run_is_the_one_that_ended_last(ledger: Ledger, build: Any, run_id: int) -> None:
    found = ledger.latest_run(100, 1)
    assert found is not None
    assert (found.id, found.head_sha, found.conclusion) == (run_id, "h1", "neutral")
