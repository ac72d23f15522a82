"""What jobs need from their worker: settings, Redis, the ledger and the reviewer. Set once before the first job."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Protocol

from redis import Redis

from bot.jobs.connection import connect
from bot.ledger import Ledger
from bot.pull_request import PullRequest
from bot.settings import Settings


class Reviewer(Protocol):
    """Reviews one pull request from its facts to the published review."""

    def __call__(
        self,
        pull: PullRequest,
        *,
        settings: Settings,
        ledger: Ledger,
        redis: Redis,
        delivery_id: str,
        superseded: Callable[[], bool],
    ) -> None:
        """``superseded`` turns true once a newer head is known or another job took over: then stop, post nothing more."""


@dataclass(frozen=True)
class JobContext:
    """Shared by all jobs of one process; connections are opened on first use, after the fork."""

    settings: Settings
    review: Reviewer
    redis: Redis = field(repr=False)

    @cached_property
    def ledger(self) -> Ledger:
        """The database."""
        return Ledger(self.settings.database)


def published_review(
    pull: PullRequest,
    *,
    settings: Settings,
    ledger: Ledger,
    redis: Redis,
    delivery_id: str,
    superseded: Callable[[], bool],
) -> None:
    """The reviewer of the real service. Imported late: it loads parsers and rules, which only reviews need."""
    from bot.jobs.review import review

    review(
        pull, settings=settings, ledger=ledger, redis=redis, delivery_id=delivery_id, superseded=superseded
    )


_current: JobContext | None = None


def make(settings: Settings, review: Reviewer = published_review) -> JobContext:
    """A context with its own Redis client."""
    return JobContext(settings, review, connect(settings.required_redis_url()))


def use(context: JobContext) -> None:
    """Let all jobs of this process (and of the children it forks) run with this context."""
    global _current
    _current = context


def current() -> JobContext:
    """The context in use; a worker that RQ's own command started gets one from the environment."""
    if _current is None:
        use(make(Settings.from_env()))
    assert _current is not None
    return _current
