"""From an accepted delivery to the job that works on it: once, newest head, in turn, through every crash."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from rq import Queue
from rq.job import Job

from bot.github.errors import PermissionMissing, RetryLater
from bot.jobs import dispatcher as dispatching
from bot.jobs.connection import PREFIX
from bot.jobs.dispatcher import QUEUE, Dispatcher, job_id
from bot.jobs.inbox import INBOX, TAKEN, delivery_key
from bot.jobs.run import run


def test_an_opened_pull_request_is_reviewed_once(service, deliveries):
    delivery = deliveries.pull_request()
    service.send(delivery, delivery)
    service.work(3)
    assert service.reviewed == [(1, "a")]
    assert service.redis.get(delivery_key(delivery.id)) == b"done"
    assert service.backlog.sizes().out == 0


def test_a_burst_of_pushes_is_reviewed_at_its_newest_head(service, deliveries):
    pushes = [
        deliveries.pull_request("synchronize", head=head * 40, updated=f"2026-11-02T10:00:{second:02}Z")
        for second, head in enumerate("bcdef", start=1)
    ]
    service.send(deliveries.pull_request(), *reversed(pushes))
    service.work(3)
    assert service.reviewed == [(1, "f")]


def test_a_push_during_a_review_supersedes_it_and_is_reviewed_next(service, deliveries):
    seen = []

    def push(pull, superseded):
        if pull.head_sha[0] == "a":
            seen.append(superseded())
            service.send(
                deliveries.pull_request("synchronize", head="b" * 40, updated="2026-11-02T10:01:00Z")
            )
            service.dispatcher.step(wait_s=0.01)
            seen.append(superseded())

    service.during = push
    service.send(deliveries.pull_request())
    service.work(3)
    assert seen == [False, True]
    assert service.reviewed == [(1, "a"), (1, "b")]


def test_labels_and_a_merge_are_recorded_without_another_review(service, deliveries):
    service.send(deliveries.pull_request())
    service.work()
    service.send(
        deliveries.pull_request("labeled", labels=("agent:codex",), updated="2026-11-02T10:01:00Z"),
        deliveries.pull_request("closed", state="closed", merged=True, updated="2026-11-02T10:02:00Z"),
    )
    service.work()
    assert service.reviewed == [(1, "a")]
    since, until = datetime(2026, 11, 1, tzinfo=UTC), datetime(2026, 12, 1, tzinfo=UTC)
    [row] = service.ledger.pull_requests("acme", since, until)
    assert row.state == "merged"


def test_a_rerun_of_a_forks_check_finds_its_pull_request_by_head(service, deliveries):
    service.send(deliveries.pull_request())
    service.work()
    rerun = {
        "action": "rerequested",
        "check_run": {"head_sha": "a" * 40, "pull_requests": []},
        "repository": {"id": 77},
        "installation": {"id": 11},
    }
    service.send(deliveries.sign("check_run", rerun))
    service.work()
    assert service.reviewed == [(1, "a"), (1, "a")]


def test_a_rerun_of_an_unknown_head_is_done_at_once(service, deliveries):
    rerun = {
        "action": "rerequested",
        "check_suite": {"head_sha": "e" * 40, "pull_requests": []},
        "repository": {"id": 77},
        "installation": {"id": 11},
    }
    delivery = deliveries.sign("check_suite", rerun)
    service.send(delivery)
    service.work()
    assert service.redis.get(delivery_key(delivery.id)) == b"done"


def test_owners_take_turns(service, deliveries):
    service.send(*(deliveries.pull_request(number=number, installation=1) for number in range(1, 21)))
    service.send(deliveries.pull_request(number=99, installation=2, org="other", repo_id=88))
    service.work(12)
    order = [number for number, _ in service.reviewed]
    assert len(order) == 21
    assert order.index(99) <= 2


def test_a_wait_is_in_the_queue_and_not_in_a_worker(service, deliveries):
    def limited(_pull, _superseded):
        raise RetryLater(3600, "rate limit")

    service.during = limited
    delivery = deliveries.pull_request()
    service.send(delivery)
    service.work(3)
    sizes = service.backlog.sizes()
    assert (sizes.waiting, sizes.out, sizes.ready) == (1, 0, 0)
    assert service.redis.get(delivery_key(delivery.id)) == b"received"
    service.during = None
    service.redis.zadd(f"{PREFIX}waiting", {"pull:77:1": 0})  # an hour later
    service.work(2)
    assert service.reviewed == [(1, "a")]
    assert service.redis.get(delivery_key(delivery.id)) == b"done"


def test_a_push_ends_the_wait_after_a_crash_but_not_one_that_github_asked_for(
    service, deliveries, monkeypatch
):
    monkeypatch.setattr(dispatching, "CRASH_WAITS_S", (3600.0,))

    def bad_head(pull, _superseded):
        if pull.head_sha[0] == "a":
            raise ZeroDivisionError("a bug")
        if pull.head_sha[0] == "b":
            raise RetryLater(3600, "rate limit")

    service.during = bad_head
    service.send(deliveries.pull_request())
    service.work(2)
    assert service.backlog.sizes().waiting == 1
    for head, minute in (("b", 1), ("c", 2)):
        service.send(
            deliveries.pull_request("synchronize", head=head * 40, updated=f"2026-11-02T10:0{minute}:00Z")
        )
        service.work(2)
    assert service.reviewed == []
    assert service.backlog.sizes().waiting == 1


def test_a_permanent_failure_is_recorded_and_may_be_redelivered(service, deliveries):
    def forbidden(_pull, _superseded):
        raise PermissionMissing("grant `checks: write` to the App")

    service.during = forbidden
    delivery = deliveries.pull_request()
    service.send(delivery)
    service.work(2)
    failure = json.loads(service.redis.lindex(f"{PREFIX}failures", 0))
    assert failure["reason"] == "grant `checks: write` to the App"
    assert failure["delivery_ids"] == [delivery.id]
    assert service.redis.get(delivery_key(delivery.id)) == b"failed"
    service.during = None
    service.send(delivery)
    service.work(2)
    assert service.reviewed == [(1, "a")]


def test_a_job_that_always_crashes_ends_with_a_reason(service, deliveries, monkeypatch):
    monkeypatch.setattr(dispatching, "CRASH_WAITS_S", (0.0, 0.0))

    def crash(_pull, _superseded):
        raise ZeroDivisionError("a bug")

    service.during = crash
    delivery = deliveries.pull_request()
    service.send(delivery)
    service.work(8)
    assert service.backlog.sizes().failures == 1
    assert "crashed 3 times" in json.loads(service.redis.lindex(f"{PREFIX}failures", 0))["reason"]
    assert service.redis.get(delivery_key(delivery.id)) == b"failed"


def test_a_dispatcher_that_dies_with_a_delivery_in_hand_loses_nothing(service, deliveries):
    service.send(deliveries.pull_request())
    service.redis.lmove(INBOX, TAKEN, "RIGHT", "LEFT")  # killed here
    service.work(2)
    assert service.reviewed == [(1, "a")]


def test_a_dispatcher_that_dies_after_filing_doubles_nothing(service, deliveries):
    service.send(deliveries.pull_request())
    taken = service.redis.lmove(INBOX, TAKEN, "RIGHT", "LEFT")
    service.dispatcher.file(taken)
    service.dispatcher.file(taken)  # a second dispatcher had it as well
    service.work(3)
    assert service.reviewed == [(1, "a")]


def test_a_dispatcher_that_dies_between_admission_and_rq_loses_nothing(service, deliveries):
    service.send(deliveries.pull_request())
    service.dispatcher.file(service.redis.lmove(INBOX, TAKEN, "RIGHT", "LEFT"))
    assert service.backlog.admit(2, 0.0) is not None  # killed before it reached RQ
    service.work(3)
    assert service.reviewed == [(1, "a")]


def test_a_worker_that_dies_between_queue_and_job_loses_nothing(service, deliveries):
    service.send(deliveries.pull_request())
    service.dispatcher.step(wait_s=0.01)
    queue = Queue(QUEUE, connection=service.redis)
    service.redis.lmove(queue.key, queue.intermediate_queue_key)  # popped, then killed
    service.work(3)
    assert service.reviewed == [(1, "a")]


def test_a_worker_that_dies_during_a_job_loses_and_doubles_nothing(service, deliveries):
    service.send(deliveries.pull_request())
    service.dispatcher.step(wait_s=0.01)
    queue = Queue(QUEUE, connection=service.redis)
    name = service.redis.lpop(queue.key).decode()
    taken = service.backlog.begin("pull:77:1", 1)
    assert taken is not None
    Job.fetch(name, connection=service.redis).set_status("started")
    service.work(2)
    assert service.reviewed == []  # its lock still stands
    service.redis.delete(f"{PREFIX}lock:pull:77:1")  # expires
    service.work(3)
    assert service.reviewed == [(1, "a")]
    assert not service.backlog.finish(taken, "", [])  # the dead one awakes: its ticket is old


def test_an_old_ticket_does_nothing(service, deliveries):
    service.send(deliveries.pull_request())
    service.work()
    assert run("pull:77:1", 1) == "passed on"
    assert service.reviewed == [(1, "a")]


def test_one_dispatcher_leads_and_another_takes_over(service, deliveries):
    other = Dispatcher(service.redis)
    assert service.dispatcher.step(wait_s=0.01)
    assert not other.step(wait_s=0.01)
    service.redis.delete(f"{PREFIX}dispatcher")
    assert other.step(wait_s=0.01)


def test_an_uninstalled_app_forgets_and_deletes(service, deliveries):
    service.send(deliveries.installation("created"), deliveries.pull_request())
    service.work(2)
    assert service.ledger.organisations() == ["acme"]
    service.send(deliveries.installation("deleted"))
    service.work(2)
    assert service.ledger.organisations() == []
    assert not service.redis.exists(f"{PREFIX}unit:pull:77:1")


def test_an_unreadable_event_is_dropped_and_blocks_nothing(service, deliveries):
    service.redis.lpush(INBOX, b"{")
    service.send(deliveries.pull_request())
    service.work(2)
    assert service.reviewed == [(1, "a")]
    assert service.backlog.sizes().inbox == 0


@pytest.mark.parametrize(
    "unit",
    ["pull:77:1", "chore:weekly-summary:acme:2026-W47", "chore:head-to-head:acme:acme/shop.js#1"],
)
def test_every_unit_has_a_name_that_rq_takes(unit):
    assert job_id(unit, 3).replace("-", "").replace("_", "").isalnum()


def test_units_that_differ_by_a_sign_have_names_of_their_own():
    names = {job_id(f"chore:head-to-head:acme:acme/{name}#1", 1) for name in ("a.b", "a-b", "a_b")}
    assert len(names) == 3
