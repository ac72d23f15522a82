"""The chore that posts an organisation's weekly summary as an issue, and edits that issue when it runs again.

The repository for the issue is the one that a repository's ``.github/evenhand.yml`` names under ``summary: repo:``; the first
by name that does decides. Without one nothing is posted.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import logging
from collections.abc import Mapping

from bot import summary
from bot.github import Client, InstallationTokens, issues
from bot.github.errors import InstallationGone, NotFound, PermissionMissing, RepositoryGone
from bot.github.tokens import SUMMARY_PERMISSIONS
from bot.jobs import repositories
from bot.jobs.context import JobContext
from bot.jobs.errors import PermanentFailure
from bot.jobs.repositories import KnownRepository
from bot.ledger.records import SummaryIssueRow
from bot.summary import render_markdown
from checks.configfile import REPOSITORY_FILE, load
from checks.yamlfile import ConfigError

log = logging.getLogger(__name__)

_READ = {"contents": "read"}


def run(here: JobContext, detail: str) -> None:
    """``detail`` is ``ORG:WEEK``. Running it twice posts one issue."""
    org, _, week = detail.partition(":")
    try:
        data = summary.summarise(here.ledger, org, week)
    except summary.SummaryError as error:
        raise PermanentFailure(str(error)) from error
    target = _target(here, org)
    if target is None:
        log.info("no repository is named for the weekly summary", extra={"org": org, "week": week})
        return
    marker = f"<!-- evenhand-summary {org.lower()} {week} -->"
    text = f"{render_markdown.render(data)}\n{marker}\n"
    digest = hashlib.sha256(text.encode()).hexdigest()
    posted = here.ledger.summary_issue(org, week)
    if posted is not None and posted.repo == target.full_name and posted.body_digest == digest:
        return
    client = _client(here, target, SUMMARY_PERMISSIONS)
    title = render_markdown.title(data)
    try:
        if posted is not None and posted.repo == target.full_name:
            number: int | None = posted.number
        else:
            # An earlier run may have opened the issue and died before it could record that.
            number = issues.find(client, marker, summary.parse_week(week).start.isoformat())
        if number is None:
            number = issues.create(client, title, text)
        else:
            issues.update(client, number, title=title, body=text)
    except NotFound as error:
        raise PermanentFailure(str(error)) from error
    url = f"{here.settings.github_url}/{target.full_name}/issues/{number}"
    here.ledger.record_summary_issue(org, week, SummaryIssueRow(target.full_name, number, url, digest))
    log.info("weekly summary posted", extra={"org": org, "week": week, "repo": target.full_name})


def _target(here: JobContext, org: str) -> KnownRepository | None:
    seen = repositories.known(here.redis, org)
    by_name = {one.full_name.lower(): one for one in seen}
    for one in seen:
        named = _named_in(here, one)
        # Only a repository of the same organisation: a summary must not leave it.
        if named is not None and named.lower() in by_name:
            return by_name[named.lower()]
    return None


def _named_in(here: JobContext, repository: KnownRepository) -> str | None:
    try:
        answer = _client(here, repository, _READ).get(f"/contents/{REPOSITORY_FILE}")
        content = base64.b64decode(answer["content"])
        review = load(repository=content).review
    except (NotFound, RepositoryGone, InstallationGone, PermissionMissing):
        return None
    except (ConfigError, KeyError, TypeError, binascii.Error) as error:
        log.warning(
            "a configuration cannot be used", extra={"repo": repository.full_name, "reason": str(error)}
        )
        return None
    return review.summary_repo if review.summary_issue else None


def _client(here: JobContext, repository: KnownRepository, permissions: Mapping[str, str]) -> Client:
    return Client(
        here.settings,
        InstallationTokens(here.settings, here.redis),
        installation_id=repository.installation_id,
        repo_id=repository.repo_id,
        repo=repository.full_name,
        permissions=permissions,
        redis=here.redis,
    )
