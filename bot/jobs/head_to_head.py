"""The chore that compares, on an issue, the pull requests of different agents for it. One comment, edited in place."""

from __future__ import annotations

import hashlib
import logging
import re

from redis import Redis

from bot import clock
from bot.github import Client, InstallationTokens, issues
from bot.github.errors import NotFound, PermissionMissing, Refused
from bot.github.tokens import SUMMARY_PERMISSIONS
from bot.jobs import chores, repositories
from bot.jobs.context import JobContext
from bot.jobs.events import Event, Kind
from bot.jobs.inbox import Inbox
from bot.ledger import Ledger
from bot.ledger.records import ComparisonComment
from bot.markdown import marker
from bot.pull_request import PullRequest
from bot.review.closing import targets
from bot.settings import Settings
from bot.summary.head_to_head import render, worth_telling

log = logging.getLogger(__name__)

_ISSUE = re.compile(r"([a-z0-9._-]+/[a-z0-9._-]+)#(\d{1,9})")


def after_change(
    pull: PullRequest, settings: Settings, ledger: Ledger, redis: Redis, occasion: str
) -> list[str]:
    """Store what the pull request closes, and queue the comparisons that it changes; answers their units.

    ``occasion`` names what happened: the same one queues nothing twice.
    """
    named = targets(pull, settings.github_url)
    ledger.set_targets(pull.repo_id, pull.number, named)
    units = []
    for issue in ledger.issues_beside(pull.org, named):
        if worth_telling(ledger.rivals(pull.org, issue)):
            unit = chores.unit_name("head-to-head", f"{pull.org}:{issue}")
            event = Event(Kind.CHORE, unit, "", clock.now().isoformat(), 0)
            Inbox(redis).accept(f"{unit}@{occasion}", event.to_json())
            units.append(unit)
    return units


def run(here: JobContext, detail: str) -> None:
    """``detail`` is ``ORG:OWNER/NAME#NUMBER``. Running it twice writes one comment."""
    org, _, issue = detail.partition(":")
    found = _ISSUE.fullmatch(issue)
    if found is None:
        return
    rivals = here.ledger.rivals(org, issue)
    known = {one.full_name.lower(): one for one in repositories.known(here.redis, org)}.get(found[1])
    if known is None or not worth_telling(rivals):
        return
    mark = marker(f"head-to-head {issue.replace('#', '/')}")
    body = f"{render(rivals, here.settings.public_url)}\n\n{mark}"
    digest = hashlib.sha256(body.encode()).hexdigest()
    posted = here.ledger.comparison_comment(org, issue)
    if posted is not None and posted.body_digest == digest:
        return
    client = Client(
        here.settings,
        InstallationTokens(here.settings, here.redis),
        installation_id=known.installation_id,
        repo_id=known.repo_id,
        repo=known.full_name,
        permissions=SUMMARY_PERMISSIONS,
        redis=here.redis,
    )
    number = int(found[2])
    try:
        # An earlier attempt may have written it and not known that.
        comment_id = posted.comment_id if posted else issues.find_comment(client, number, mark)
        if comment_id is None:
            comment_id = issues.add_comment(client, number, body)
        else:
            issues.edit_comment(client, comment_id, body)
    except (NotFound, PermissionMissing, Refused) as error:
        log.info("no comparison on an issue: %s", error)
        return
    here.ledger.record_comparison_comment(org, issue, ComparisonComment(comment_id, digest))
