"""What jobs need from their worker: settings, Redis, the ledger and the reviewer. Set once before the first job."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Protocol

from redis import Redis

from bot.jobs.connection import connect
from bot.jobs.events import Event
from bot.ledger import Ledger
from bot.pull_request import PullRequest
from bot.remark import Remark
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


class Talker(Protocol):
    """Hears people and merge queues, and answers them."""

    def describe(
        self, event: Event, number: int, *, settings: Settings, ledger: Ledger, redis: Redis
    ) -> PullRequest:
        """A pull request that no delivery has described yet, read from GitHub."""

    def heed(
        self,
        pull: PullRequest,
        remarks: Sequence[Remark],
        *,
        settings: Settings,
        ledger: Ledger,
        redis: Redis,
    ) -> bool:
        """Do what people said; True when the pull request has to be reviewed for it. Safe to repeat."""

    def attribute(self, pull: PullRequest, *, settings: Settings, ledger: Ledger, redis: Redis) -> None:
        """Find out again who wrote a pull request whose labels changed. Safe to repeat."""

    def answer_queue(
        self, pull: PullRequest, group_sha: str, *, settings: Settings, ledger: Ledger, redis: Redis
    ) -> None:
        """Give a merge queue's commit the verdict of the pull request. Safe to repeat."""


@dataclass(frozen=True)
class JobContext:
    """Shared by all jobs of one process; connections are opened on first use, after the fork."""

    settings: Settings
    review: Reviewer
    talk: Talker
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


class GitHubTalk:
    """The talker of the real service. Imports late, as the reviewer does."""

    def describe(
        self, event: Event, number: int, *, settings: Settings, ledger: Ledger, redis: Redis
    ) -> PullRequest:
        """See Talker."""
        from bot.jobs import talk

        return talk.describe(event, number, settings=settings, redis=redis)

    def heed(
        self,
        pull: PullRequest,
        remarks: Sequence[Remark],
        *,
        settings: Settings,
        ledger: Ledger,
        redis: Redis,
    ) -> bool:
        """See Talker."""
        from bot.jobs import talk

        return talk.heed(pull, remarks, settings=settings, ledger=ledger, redis=redis)

    def attribute(self, pull: PullRequest, *, settings: Settings, ledger: Ledger, redis: Redis) -> None:
        """See Talker."""
        from bot.review import attribute_again

        attribute_again(pull, settings=settings, ledger=ledger, redis=redis)

    def answer_queue(
        self, pull: PullRequest, group_sha: str, *, settings: Settings, ledger: Ledger, redis: Redis
    ) -> None:
        """See Talker."""
        from bot.jobs import talk

        talk.answer_queue(pull, group_sha, settings=settings, ledger=ledger, redis=redis)


def make(settings: Settings, review: Reviewer = published_review, talk: Talker | None = None) -> JobContext:
    """A context with its own Redis client."""
    return JobContext(settings, review, talk or GitHubTalk(), connect(settings.required_redis_url()))


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
