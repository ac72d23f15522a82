"""A merge queue gets an answer, always the pull request's."""

from __future__ import annotations

from typing import Any

import pytest

from bot.demo.standin import FaultKind
from bot.github import RetryLater
from bot.jobs import talk
from bot.jobs.events import Event, Kind
from bot.receiver.reading import Ignored, read
from tests.bot.review.organisation import CLEAN, FLAWED, Org


def answered(org: Org, pull: Any) -> Event:
    payload = org.github.merge_group_payload("acme/shop", pull.number)
    event = read("merge_group", payload, "d", "2026-11-22T12:00:00Z")
    assert isinstance(event, Event)
    assert (event.kind, event.numbers) == (Kind.MERGE_GROUP, (pull.number,))
    redis: Any = None
    talk.answer_queue(pull, event.head_sha, settings=org.settings, ledger=org.ledger, redis=redis)
    return event


@pytest.mark.parametrize(("text", "conclusion"), [(CLEAN, "success"), (FLAWED, "failure")])
def test_the_queues_commit_gets_the_stored_verdict(org: Org, text: str, conclusion: str) -> None:
    org.commit("topic", {"app/users.py": text})
    pull = org.open("topic")
    org.review(pull)
    event = answered(org, pull)
    check = org.github.check_runs("acme/shop")[-1]
    assert (check.head_sha, check.conclusion, check.name) == (event.head_sha, conclusion, "Evenhand")


def test_a_pull_request_that_was_not_reviewed_does_not_hold_the_queue_up(org: Org) -> None:
    org.commit("topic", {"app/users.py": CLEAN})
    pull = org.open("topic")
    org.ledger.record_pull_request(pull, None)
    answered(org, pull)
    (check,) = org.github.check_runs("acme/shop")
    assert check.conclusion == "neutral"


def test_a_lost_answer_leaves_one_check_run(org: Org) -> None:
    org.commit("topic", {"app/users.py": CLEAN})
    pull = org.open("topic")
    org.review(pull)
    org.github.fault(FaultKind.LOST_ANSWER, method="POST", path="/check-runs$")
    payload = org.github.merge_group_payload("acme/shop", pull.number)
    event = read("merge_group", payload, "d", "2026-11-22T12:00:00Z")
    assert isinstance(event, Event)
    redis: Any = None
    for attempt in range(2):
        if attempt == 0:
            with pytest.raises(RetryLater):
                talk.answer_queue(pull, event.head_sha, settings=org.settings, ledger=org.ledger, redis=redis)
        else:
            talk.answer_queue(pull, event.head_sha, settings=org.settings, ledger=org.ledger, redis=redis)
    assert [c.head_sha for c in org.github.check_runs("acme/shop")].count(event.head_sha) == 1


def test_a_queue_whose_branch_names_no_pull_request_is_left_alone(org: Org) -> None:
    org.commit("topic", {"app/users.py": CLEAN})
    payload = org.github.merge_group_payload("acme/shop", org.open("topic").number)
    payload["merge_group"]["head_ref"] = "refs/heads/gh-readonly-queue/main/batch"
    assert isinstance(read("merge_group", payload, "d", "2026-11-22T12:00:00Z"), Ignored)
