"""A service in one process: real Redis, real ledger, a reviewer that takes notes instead of reviewing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from flask.testing import FlaskClient
from redis import Redis
from rq import Queue
from rq.worker import SimpleWorker

from bot.jobs import context, dispatcher
from bot.jobs.backlog import Backlog
from bot.jobs.dispatcher import QUEUE, Dispatcher
from bot.ledger import Ledger
from bot.pull_request import PullRequest
from bot.settings import Settings
from bot.web import create_app


@dataclass
class Service:
    """The parts, and shortcuts to drive them step by step."""

    redis: Redis
    settings: Settings
    client: FlaskClient
    ledger: Ledger
    reviewed: list[tuple[int, str]] = field(default_factory=list)
    during: Callable[[PullRequest, Callable[[], bool]], None] | None = None

    def __post_init__(self) -> None:
        self.backlog = Backlog(self.redis)
        self.dispatcher = Dispatcher(self.redis)

    def send(self, *deliveries: Any) -> None:
        for delivery in deliveries:
            answer = self.client.post("/webhooks/github", data=delivery.body, headers=delivery.headers)
            assert answer.status_code == 202, answer.text

    def work(self, turns: int = 1) -> None:
        """Dispatch, then run what is in RQ, so many times."""
        for _ in range(turns):
            self.dispatcher.step(wait_s=0.01)
            worker = SimpleWorker([Queue(QUEUE, connection=self.redis)], connection=self.redis)
            worker.work(burst=True, logging_level="CRITICAL")

    def review(self, pull: PullRequest, *, superseded: Callable[[], bool], **_: Any) -> None:
        if self.during is not None:
            self.during(pull, superseded)
        self.reviewed.append((pull.number, pull.head_sha[0]))
        self.ledger.record_pull_request(pull, None)


@pytest.fixture
def service(redis: Redis, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    ledger = Ledger(settings.database)
    ledger.migrate()
    made = Service(redis, settings, create_app(settings).test_client(), ledger)
    context.use(context.make(settings, made.review))
    monkeypatch.setattr(dispatcher, "SUSPECT_S", 0.0)
    monkeypatch.setattr(dispatcher, "RECOVER_EVERY_S", 0.0)
    yield made
    ledger.close()
