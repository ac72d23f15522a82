"""Deliveries in any order give the same newest facts."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import permutations

from bot.jobs.events import Event, Kind
from bot.jobs.pull_facts import PullFacts, needs_review, newest
from bot.pull_request import PullRequest

START = datetime(2026, 11, 2, 10, tzinfo=UTC)


def event(
    deliveries, action="synchronize", second=0, head="a", state="open", before="", base_changed=False
) -> Event:
    when = (START + timedelta(seconds=second)).isoformat()
    pull = PullRequest.from_payload(deliveries.payload(action, head=head * 40, updated=when, state=state))
    return Event(Kind.PULL_REQUEST, action, f"d-{second}-{head}", when, 11, pull, before * 40, base_changed)


def test_deliveries_in_any_order_give_the_newest_head(deliveries):
    events = [
        event(deliveries, "opened", 0, "a"),
        event(deliveries, "synchronize", 5, "b", before="a"),
        event(deliveries, "labeled", 7, "b"),
        event(deliveries, "closed", 9, "c", state="closed"),
    ]
    for order in permutations(events):
        facts = newest(PullFacts(), order)
        assert facts.pull is not None
        assert (facts.pull.head_sha, facts.pull.state) == ("c" * 40, "closed")


def test_two_pushes_in_one_second_end_at_the_later_one(deliveries):
    first = event(deliveries, "synchronize", 5, "b", before="a")
    second = event(deliveries, "synchronize", 5, "c", before="b")
    for order in ([first, second], [second, first]):
        facts = newest(PullFacts(), order)
        assert facts.pull is not None
        assert facts.pull.head_sha == "c" * 40


def test_facts_survive_their_json(deliveries):
    facts = newest(PullFacts(reviewed_head="z"), [event(deliveries)])
    assert PullFacts.from_json(facts.to_json()) == facts
    assert PullFacts.from_json("") == PullFacts()


def test_an_event_survives_its_json(deliveries):
    one = event(deliveries, before="b", base_changed=True)
    assert Event.from_json(one.to_json()) == one


def test_which_deliveries_call_for_a_review(deliveries):
    def due(action: str, reviewed: str = "a", **facts: object) -> bool:
        one = event(deliveries, action, **facts)
        return needs_review(newest(PullFacts(reviewed_head=reviewed * 40), [one]), [one])

    assert due("opened", reviewed="")
    assert due("reopened")
    assert due("ready_for_review")
    assert due("edited", base_changed=True)
    assert due("labeled", reviewed="")
    assert not due("labeled")
    assert not due("edited")
    assert not due("closed", state="closed")
    assert due("opened", reviewed="", state="closed")
    assert not due("reopened", state="closed")
