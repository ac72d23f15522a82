"""The reviewer that jobs use: the whole way of ``bot.review``, and a line in the log on how it ended."""

from __future__ import annotations

import logging
from collections.abc import Callable

from redis import Redis

from bot.ledger import Ledger
from bot.pull_request import PullRequest
from bot.review import review_pull_request
from bot.settings import Settings

log = logging.getLogger(__name__)


def review(
    pull: PullRequest,
    *,
    settings: Settings,
    ledger: Ledger,
    redis: Redis,
    delivery_id: str,
    superseded: Callable[[], bool],
) -> None:
    """Review and publish one head; see ``bot.review.review_pull_request`` for what it raises."""
    outcome = review_pull_request(
        pull, settings=settings, ledger=ledger, redis=redis, delivery_id=delivery_id, superseded=superseded
    )
    log.info(
        "review ended",
        extra={
            "outcome": outcome.ending.value,
            "reason": outcome.reason or None,
            "run_id": outcome.run_id,
            "count": outcome.findings,
        },
    )
