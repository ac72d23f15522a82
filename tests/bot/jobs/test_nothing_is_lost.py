"""Deliveries that never arrived are fetched, and heads without a review are found, against the stand-in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot import clock
from bot.demo.standin import StandIn
from bot.jobs import context, reconcile, redeliver, repositories, scheduler
from bot.jobs.events import Account, Event, Kind
from bot.jobs.inbox import INBOX
from bot.settings import Settings


@pytest.fixture
def github(service: Any, tmp_path: Path) -> Iterator[StandIn]:
    with StandIn(tmp_path / "github") as made:
        made.create_user("dana", member_of=["acme"])
        made.create_repository("acme", "shop")
        service.settings = Settings.from_env(
            {
                "EVENHAND_DATA_DIR": str(service.settings.data_dir),
                "EVENHAND_REDIS_URL": service.settings.redis_url,
                **made.settings(),
            }
        )
        context.use(context.make(service.settings, service.review))
        yield made
        assert made.violations == ()


def test_what_the_receiver_did_not_get_is_sent_again(service: Any, github: StandIn, deliveries: Any) -> None:
    lost = [github.deliver("pull_request", {**deliveries.payload(), "n": n}) for n in range(2)]
    github.deliver("star", {"action": "created"})
    asked: list[int] = []
    original = github.world.sender.redeliver
    github.world.sender.redeliver = lambda number: asked.append(number) or original(number)  # type: ignore[method-assign,func-returns-value]
    assert redeliver.redeliver(service.settings, service.redis) == 2
    assert wait_for(lambda: len(asked) == 2)
    assert set(asked) == {one.id for one in lost}
    service.redis.set(f"evenhand:delivery:{lost[0].guid}", "done")
    assert redeliver.redeliver(service.settings, service.redis) == 1, "one came in meanwhile"
    assert redeliver.redeliver(service.settings, service.redis) == 1
    assert redeliver.redeliver(service.settings, service.redis) == 0, "three times, not for ever"


def wait_for(check: Any) -> bool:
    import time

    deadline = time.monotonic() + 10
    while not check() and time.monotonic() < deadline:
        time.sleep(0.02)
    return bool(check())


def known(service: Any, github: StandIn) -> Any:
    repo = github.repository("acme/shop")
    installation = github.installation("acme")
    account = Account("acme", ((repo.id, "acme/shop"),))
    event = Event(Kind.INSTALLATION, "added", "d", "", installation.id, account=account)
    repositories.remember(service.redis, event)
    service.ledger.installation_created(installation.id, "acme", [(repo.id, "acme/shop")])
    return installation


def test_an_open_head_without_a_review_is_queued_once(
    service: Any, github: StandIn, build: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    installation = known(service, github)
    later = clock.now() + timedelta(hours=1)
    repo_id = github.repository("acme/shop").id
    pulls = [
        replace(build.pull(number=n, installation_id=installation.id, repo_id=repo_id), updated_at=later)
        for n in (1, 2)
    ]
    monkeypatch.setattr(reconcile, "_open_pulls", lambda *_: pulls)
    monkeypatch.setattr(clock, "now", lambda: later + timedelta(hours=1))
    service.ledger.record_run(build.run(pulls[0]))
    assert reconcile.reconcile(service.settings, service.ledger, service.redis, "acme") == 1
    assert reconcile.reconcile(service.settings, service.ledger, service.redis, "acme") == 0
    service.work()
    assert [number for number, _ in service.reviewed] == [2]


@pytest.mark.parametrize("case", ["under review right now", "older than the installation"])
def test_what_may_be_under_way_or_is_older_is_left_alone(
    service: Any, github: StandIn, build: Any, monkeypatch: Any, case: str
) -> None:
    known(service, github)
    age = timedelta(minutes=1) if case.startswith("under") else timedelta(days=30)
    pull = replace(build.pull(number=1), updated_at=clock.now() - age)
    monkeypatch.setattr(reconcile, "_open_pulls", lambda *_: [pull])
    assert reconcile.reconcile(service.settings, service.ledger, service.redis, "acme") == 0
    assert service.redis.llen(INBOX) == 0


def test_open_pull_requests_are_read_with_one_call(service: Any, github: StandIn, tmp_path: Path) -> None:
    import subprocess

    known(service, github)
    work = tmp_path / "work"
    bare = github.repository("acme/shop").git_dir
    identity = ["-c", "user.name=dana", "-c", "user.email=dana@x.io"]
    subprocess.run(["git", "init", "-q", "-b", "main", work], check=True)
    for branch in ("main", "topic"):
        subprocess.run(["git", "checkout", "-q", "-B", branch], cwd=work, check=True)
        subprocess.run(
            ["git", *identity, "commit", "-q", "--allow-empty", "-m", branch], cwd=work, check=True
        )
        subprocess.run(["git", "push", "-q", str(bare), branch], cwd=work, check=True)
    github.open_pull_request("acme/shop", "topic", "main", "T", "", "dana")
    github.reset_calls()
    (repository,) = repositories.known(service.redis, "acme")
    (pull,) = reconcile._open_pulls(service.settings, service.redis, repository)
    assert (pull.repo, pull.number, pull.state) == ("acme/shop", 1, "open")
    assert [c.operation for c in github.calls if c.kind == "rest"] == [
        "apps/create-installation-access-token",
        "pulls/list",
    ]


def test_both_are_due_again_and_again() -> None:
    from datetime import UTC, datetime

    at = datetime(2026, 11, 10, 12, 5, tzinfo=UTC)
    first, second, third = (
        set(scheduler.due(["acme"], at + timedelta(minutes=minutes))) for minutes in (0, 3, 60)
    )
    assert first == second
    names = {unit for unit, _ in third - first}
    assert names == {"chore:redeliver", "chore:reconcile:acme"}
    assert scheduler.due([], at) == []


def test_what_is_older_than_an_organisation_keeps_is_deleted(service: Any, build: Any) -> None:
    from bot.jobs import retention

    for number, days in ((1, 10), (2, 40), (3, 800)):
        at = clock.now() - timedelta(days=days)
        pull = replace(build.pull(number=number, org="acme"), created_at=at, updated_at=at)
        service.ledger.record_run(build.run(pull))
    here = context.current()
    retention.run(here, "acme")
    assert [row.number for row in service.ledger.pull_requests("acme")] == [2, 1]
    service.ledger.keep_configuration("acme", "organisation", "retention: {days: 30}\n")
    retention.run(here, "acme")
    retention.run(here, "nobody")
    assert [row.number for row in service.ledger.pull_requests("acme")] == [1]
