"""What a page shows of a few pull requests: places per pull request, one whole pull request, the weeks there are.

As in :mod:`bot.ledger.queries`, every function takes the organisation and sees nothing of another one.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import Connection, func, select

from bot.ledger import queries
from bot.ledger.models import DailyPulls, Pull, PullAttribution, Repository, Run, SiteCount, SummaryIssue
from bot.ledger.pulls import organisation_id
from bot.ledger.records import (
    AgentState,
    Attribution,
    PullDetail,
    PullSitesRow,
    RunDetail,
    Signal,
    SummaryIssueRow,
)


def sites(
    connection: Connection,
    org: str,
    since: datetime | None,
    until: datetime | None,
    *,
    rule: str,
    agent: str | None = None,
    states: Collection[AgentState] | None = None,
    repo: str | None = None,
) -> list[PullSitesRow]:
    """Places of a rule (or of a family's rules) by pull request, at the first reviewed head."""
    org_id = organisation_id(connection, org)
    if org_id is None:
        return []
    rows = connection.execute(
        select(Repository.full_name, Pull.number, func.sum(SiteCount.n).label("sites"))
        .join(Pull, Pull.repo_id == Repository.id)
        .join(Run, Run.pull_id == Pull.id)
        .join(SiteCount, SiteCount.run_id == Run.id)
        .where(
            Pull.org_id == org_id,
            Run.head_sha == Pull.first_head,
            queries.of_rule(SiteCount.rule, rule),
            *queries.opened_in(since, until),
            *queries.whose(agent, states, repo),
        )
        .group_by(Repository.full_name, Pull.number)
    )
    return [PullSitesRow(row.full_name, row.number, int(row.sites)) for row in rows]


def pull_request(connection: Connection, org: str, repo: str, number: int) -> PullDetail | None:
    """One pull request with its attribution and all its reviews, oldest first."""
    org_id = organisation_id(connection, org)
    if org_id is None:
        return None
    row = connection.execute(
        select(Pull, Repository.full_name)
        .join(Repository, Repository.id == Pull.repo_id)
        .where(Pull.org_id == org_id, func.lower(Repository.full_name) == repo.lower(), Pull.number == number)
    ).first()
    if row is None:
        return None
    return PullDetail(
        pull=queries.pull_row(row),
        base_ref=row.base_ref,
        head_ref=row.head_ref,
        attribution=_attribution(connection, row.id),
        runs=_runs(connection, row.id),
    )


def opened_days(connection: Connection, org: str) -> list[tuple[date, str]]:
    """Every day and repository with a pull request opened on it, newest day first."""
    org_id = organisation_id(connection, org)
    rows = connection.execute(
        select(DailyPulls.day, Repository.full_name)
        .join(Repository, Repository.id == DailyPulls.repo_id)
        .where(DailyPulls.org_id == org_id, DailyPulls.opened > 0)
        .distinct()
        .order_by(DailyPulls.day.desc(), Repository.full_name)
    )
    return [(row.day, row.full_name) for row in rows]


def summary_issues(connection: Connection, org: str) -> dict[str, SummaryIssueRow]:
    """The issues that carry weekly summaries, by week."""
    org_id = organisation_id(connection, org)
    rows = connection.execute(select(SummaryIssue).where(SummaryIssue.org_id == org_id))
    return {row.week: SummaryIssueRow(row.repo, row.number, row.url, row.body_digest) for row in rows}


def _attribution(connection: Connection, pull_id: int) -> Attribution | None:
    row = connection.execute(select(PullAttribution).where(PullAttribution.pull_id == pull_id)).one_or_none()
    if row is None:
        return None
    return Attribution(
        agent=row.agent,
        state=AgentState(row.state),
        role=row.role,
        confidence=row.confidence,
        evidence=tuple(Signal(**signal) for signal in row.evidence),
    )


def _runs(connection: Connection, pull_id: int) -> tuple[RunDetail, ...]:
    rows = connection.execute(select(Run).where(Run.pull_id == pull_id).order_by(Run.ended_at, Run.id))
    return tuple(
        RunDetail(
            run=queries.run_row(row),
            skipped=tuple((str(entry["path"]), str(entry["reason"])) for entry in row.skipped),
            errors=tuple(str(entry["message"]) for entry in row.errors),
        )
        for row in rows
    )
