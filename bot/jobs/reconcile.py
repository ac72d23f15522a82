"""The chore that finds open pull requests whose newest head has no finished review, and has them reviewed.

It closes every gap that is left: deliveries lost for good, a Redis that was emptied, an App installed on a repository with open pull requests
is *not* such a gap (those are reviewed with their next push), so only pull requests that we know, or that changed since the App came, count.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from typing import Any

from redis import Redis

from bot import clock
from bot.github import Client, InstallationTokens
from bot.github.errors import InstallationGone, NotFound, PermissionMissing, RepositoryGone
from bot.jobs import repositories
from bot.jobs.context import JobContext
from bot.jobs.events import Event, Kind
from bot.jobs.inbox import Inbox
from bot.jobs.repositories import KnownRepository
from bot.ledger import Ledger
from bot.pull_request import PullRequest
from bot.settings import Settings

log = logging.getLogger(__name__)

SETTLED = timedelta(minutes=10)
"""A pull request that changed later than this may be under review right now."""
_READ = {"pull_requests": "read"}


def run(here: JobContext, org: str) -> None:
    """``detail`` is the organisation."""
    count = reconcile(here.settings, here.ledger, here.redis, org)
    log.info("reconciled", extra={"org": org, "count": count})


def reconcile(settings: Settings, ledger: Ledger, redis: Redis, org: str) -> int:
    """Queue what was missed in one organisation; answers how many reviews."""
    inbox = Inbox(redis)
    since = ledger.installed_at(org)
    count = 0
    for repository in repositories.known(redis, org):
        for pull in _open_pulls(settings, redis, repository):
            if not _missed(ledger, pull, since):
                continue
            identity = f"reconcile-{pull.repo_id}-{pull.number}-{pull.head_sha}"
            event = Event(
                Kind.PULL_REQUEST,
                "reconciled",
                identity,
                clock.now().isoformat(),
                pull.installation_id,
                pull=pull,
            )
            count += inbox.accept(identity, event.to_json())
    return count


def _missed(ledger: Ledger, pull: PullRequest, since: datetime | None) -> bool:
    if pull.updated_at > clock.now() - SETTLED:
        return False
    if since is None or pull.updated_at < since:
        return False
    run = ledger.latest_run(pull.repo_id, pull.number)
    return run is None or run.head_sha != pull.head_sha


def _open_pulls(settings: Settings, redis: Redis, repository: KnownRepository) -> list[PullRequest]:
    client = Client(
        settings,
        InstallationTokens(settings, redis),
        installation_id=repository.installation_id,
        repo_id=repository.repo_id,
        repo=repository.full_name,
        permissions=_READ,
        redis=redis,
    )
    try:
        rows: list[Any] = list(client.pages("/pulls", state="open", sort="updated", direction="desc"))
    except (InstallationGone, NotFound, PermissionMissing, RepositoryGone) as error:
        log.info("not reconciled: %s", error, extra={"repo": repository.full_name})
        return []
    return [
        PullRequest.from_payload(
            {
                "pull_request": row,
                "repository": row["base"]["repo"],
                "installation": {"id": repository.installation_id},
            }
        )
        for row in rows
    ]
