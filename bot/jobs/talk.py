"""Hearing people and merge queues on one pull request; see ``bot.jobs.context.Talker``."""

from __future__ import annotations

from collections.abc import Sequence

from redis import Redis

from bot.github import Client, InstallationTokens
from bot.jobs.events import Event
from bot.ledger import Ledger
from bot.pull_request import PullRequest
from bot.remark import Remark
from bot.review import mergequeue
from bot.review.remarks import Hearing
from bot.settings import Settings


def describe(event: Event, number: int, *, settings: Settings, redis: Redis) -> PullRequest:
    """Read a pull request from GitHub: it was opened before the App was installed, or its deliveries were lost."""
    client = _client(settings, redis, event.installation_id, event.repo_id, event.repo)
    raw = client.get(f"/pulls/{number}")
    payload = {
        "pull_request": raw,
        "repository": raw["base"]["repo"],
        "installation": {"id": event.installation_id},
    }
    return PullRequest.from_payload(payload)


def heed(
    pull: PullRequest, remarks: Sequence[Remark], *, settings: Settings, ledger: Ledger, redis: Redis
) -> bool:
    """Do what people said; True when the pull request has to be reviewed for it."""
    ledger.record_pull_request(pull, None)
    client = _client(settings, redis, pull.installation_id, pull.repo_id, pull.repo)
    return Hearing(client, ledger, pull, settings).heed(remarks)


def answer_queue(
    pull: PullRequest, group_sha: str, *, settings: Settings, ledger: Ledger, redis: Redis
) -> None:
    """Give a merge queue's commit the verdict of the pull request."""
    client = _client(settings, redis, pull.installation_id, pull.repo_id, pull.repo)
    mergequeue.answer(client, ledger, pull, group_sha)


def _client(settings: Settings, redis: Redis, installation_id: int, repo_id: int, repo: str) -> Client:
    tokens = InstallationTokens(settings, redis)
    return Client(settings, tokens, installation_id=installation_id, repo_id=repo_id, repo=repo, redis=redis)
