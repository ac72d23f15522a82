"""The chore that posts the weekly summary: once a week, one issue, edited in place."""

from __future__ import annotations

import base64
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.github.errors import NotFound
from bot.jobs import context, scheduler, weekly_summary
from bot.jobs.inbox import INBOX

CONFIG = base64.b64encode(b"summary:\n  repo: acme/shop\n").decode()


@dataclass
class FakeGitHub:
    """Issues and one configuration file."""

    config: str | None = CONFIG
    issues: dict[int, str] = field(default_factory=dict)
    writes: list[str] = field(default_factory=list)

    def client(self, *_: Any, repo: str, **__: Any) -> FakeClient:
        return FakeClient(self, repo)


@dataclass
class FakeClient:
    """The part of `bot.github.Client` that the chore uses."""

    github: FakeGitHub
    repo: str

    def get(self, path: str, **_: Any) -> Any:
        if self.github.config is None:
            raise NotFound(path)
        return {"content": self.github.config}

    def pages(self, _path: str, **_: Any) -> Any:
        return [
            {"number": number, "body": body, "user": {"type": "Bot"}}
            for number, body in self.github.issues.items()
        ]

    def write(self, method: str, path: str, body: Any) -> Any:
        self.github.writes.append(f"{method} {path}")
        number = len(self.github.issues) + 1 if method == "POST" else int(path.rpartition("/")[2])
        self.github.issues[number] = body["body"]
        return {"number": number}


@pytest.fixture
def github(monkeypatch: pytest.MonkeyPatch) -> FakeGitHub:
    fake = FakeGitHub()
    monkeypatch.setattr(weekly_summary, "Client", fake.client)
    monkeypatch.setattr(weekly_summary, "InstallationTokens", lambda *_: None)
    return fake


MONDAY = datetime(2026, 11, 9, 7, tzinfo=UTC)


def test_on_monday_each_organisation_gets_its_issue_once(service, deliveries, github):
    service.send(deliveries.pull_request())
    service.work()
    started = scheduler.start_due(service.redis, ["acme"], MONDAY)
    assert started == [
        "chore:weekly-summary:acme:2026-W45",
        "chore:feedback:acme",
        "chore:retention:acme",
        "chore:redeliver",
        "chore:reconcile:acme",
    ]
    assert scheduler.start_due(service.redis, ["acme"], MONDAY) == []
    service.work(2)
    assert github.writes == ["POST /issues"]
    assert "2026-W45" in github.issues[1]


def test_run_again_it_edits_nothing_that_is_the_same(service, deliveries, github):

    service.send(deliveries.pull_request())
    service.work()
    here = context.current()
    weekly_summary.run(here, "acme:2026-W45")
    weekly_summary.run(here, "acme:2026-W45")
    assert github.writes == ["POST /issues"]
    service.send(deliveries.pull_request(number=2, updated="2026-11-02T11:00:00Z"))
    service.work()
    weekly_summary.run(here, "acme:2026-W45")
    assert github.writes == ["POST /issues", "PATCH /issues/1"]


def test_an_issue_that_was_opened_but_not_recorded_is_found_again(service, deliveries, github):

    service.send(deliveries.pull_request())
    service.work()
    github.issues[5] = "an older text <!-- evenhand-summary acme 2026-W45 -->"
    weekly_summary.run(context.current(), "acme:2026-W45")
    assert github.writes == ["PATCH /issues/5"]


def test_without_a_named_repository_nothing_is_posted(service, deliveries, github):

    service.send(deliveries.pull_request())
    service.work()
    for config in (None, base64.b64encode(b"summary:\n  repo: rival/shop\n").decode(), "!!!"):
        github.config = config
        weekly_summary.run(context.current(), "acme:2026-W45")
    assert github.writes == []


def test_before_monday_morning_nothing_is_due():
    assert summaries_due(datetime(2026, 11, 9, 5, tzinfo=UTC)) == []
    sunday = summaries_due(datetime(2026, 11, 15, 23, tzinfo=UTC))
    assert sunday == [("chore:weekly-summary:acme:2026-W45", "2026-W45")]


def summaries_due(now):
    return [row for row in scheduler.due(["acme"], now) if "summary" in row[0]]


def test_the_chores_of_a_night_are_due_once_a_night():
    nights = [
        dict(scheduler.due(["acme"], datetime(2026, 11, day, hour, tzinfo=UTC)))["chore:feedback:acme"]
        for day, hour in ((10, 2), (10, 3), (10, 23), (11, 2), (11, 4))
    ]
    assert nights == ["2026-11-09", "2026-11-10", "2026-11-10", "2026-11-10", "2026-11-11"]


def test_a_chore_is_queued_under_its_own_unit(service):
    scheduler.start_due(service.redis, ["acme"], MONDAY)
    assert service.redis.llen(INBOX) == 5
    service.dispatcher.step(wait_s=0.01)
    assert service.backlog.events("chore:weekly-summary:acme:2026-W45") != ()
