"""The nightly chore that collects what people think of our comments: their reactions, ten pull requests a call."""

from __future__ import annotations

import logging
from collections import defaultdict
from datetime import timedelta

from bot import clock
from bot.github import Client, InstallationTokens, NotFound, Refused, reactions
from bot.github.errors import InstallationGone, PermissionMissing, RepositoryGone
from bot.jobs import repositories
from bot.jobs.context import JobContext
from bot.markers import fingerprints_of

log = logging.getLogger(__name__)

LOOKED_BACK = timedelta(days=30)
"""Pull requests that changed since: on older ones nobody reacts any more."""
_READ = {"pull_requests": "read"}


def run(here: JobContext, org: str) -> None:
    """Record the reactions of one organisation. Running it again changes nothing."""
    by_repo: dict[int, list[int]] = defaultdict(list)
    for one in here.ledger.open_comments(org, clock.now() - LOOKED_BACK):
        by_repo[one.repo_id].append(one.number)
    known = {one.repo_id: one for one in repositories.known(here.redis, org)}
    heard = 0
    for repo_id, numbers in by_repo.items():
        repository = known.get(repo_id)
        if repository is None:
            continue
        client = Client(
            here.settings,
            InstallationTokens(here.settings, here.redis),
            installation_id=repository.installation_id,
            repo_id=repo_id,
            repo=repository.full_name,
            permissions=_READ,
            redis=here.redis,
        )
        try:
            found = reactions.opinions(client, numbers)
        except (InstallationGone, RepositoryGone, PermissionMissing, NotFound, Refused) as error:
            log.info("reactions not read: %s", error, extra={"repo": repository.full_name})
            continue
        for opinion in found:
            prints = fingerprints_of(opinion.body)
            if not prints:
                continue
            here.ledger.say(
                repo_id, opinion.number, "reaction", dict.fromkeys(prints, (opinion.up, opinion.down))
            )
            if opinion.down > opinion.up:
                here.ledger.dismiss(repo_id, opinion.number, prints, only="standing")
            heard += bool(opinion.up or opinion.down)
    log.info("reactions collected", extra={"org": org, "count": heard})
