"""What pages and summaries read. Every function takes the organisation and sees nothing of another one.

Spans of time are half-open, ``since <= opened < until``, by the time at which a pull request was opened; None leaves
that end open. Functions that read the daily roll-ups work in whole UTC days.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from itertools import groupby
from typing import Any, Literal

from sqlalchemy import ColumnElement, Connection, Row, and_, exists, func, or_, select

from bot.ledger.models import (
    DailyAdherence,
    DailyPulls,
    FindingIdentity,
    Organisation,
    Pull,
    Repository,
    Run,
    Sighting,
    SiteCount,
    SummaryIssue,
)
from bot.ledger.pulls import organisation_id
from bot.ledger.records import (
    AdherenceRow,
    AgentState,
    FindingRow,
    OverviewRow,
    PullRequestRow,
    RunRow,
    SummaryIssueRow,
)
from checks.report import Severity

Head = Literal["first", "last"]


def organisations(connection: Connection) -> list[str]:
    """Logins of all organisations, in the order of the alphabet."""
    return list(connection.scalars(select(Organisation.login).order_by(Organisation.login_key)))


def adherence(
    connection: Connection,
    org: str,
    since: datetime | None,
    until: datetime | None,
    head: Head,
    states: Collection[AgentState],
) -> list[AdherenceRow]:
    """Sites and findings by agent, rule, repository and language; only where there was something to break."""
    org_id = organisation_id(connection, org)
    if org_id is None:
        return []
    day = DailyAdherence
    sites, findings = (
        (day.sites_first, day.findings_first) if head == "first" else (day.sites_last, day.findings_last)
    )
    keys = (day.agent, day.agent_state, day.rule, day.language, Repository.full_name)
    rows = connection.execute(
        select(*keys, func.sum(sites).label("sites"), func.sum(findings).label("findings"))
        .join(Repository, Repository.id == day.repo_id)
        .where(
            day.org_id == org_id, day.agent_state.in_([s.value for s in states]), *_days(day, since, until)
        )
        .group_by(*keys)
        .having(or_(func.sum(sites) > 0, func.sum(findings) > 0))
        .order_by(*keys)
    )
    return [
        AdherenceRow(
            agent=row.agent,
            rule=row.rule,
            family=row.rule.partition("/")[0],
            repo=row.full_name,
            language=row.language,
            sites=int(row.sites),
            findings=int(row.findings),
            agent_state=AgentState(row.agent_state),
        )
        for row in rows
    ]


def overview(
    connection: Connection, org: str, since: datetime | None, until: datetime | None
) -> list[OverviewRow]:
    """Counts of pull requests by agent, in the order of the alphabet, those without a certain agent last."""
    org_id = organisation_id(connection, org)
    if org_id is None:
        return []
    day = DailyPulls
    counts = (
        day.opened, day.merged, day.closed, day.reviewed, day.clean_first, day.findings_first, day.findings_last,
        day.fixed_before_merge,
    )  # fmt: skip
    rows = connection.execute(
        select(day.agent, day.agent_state, *(func.sum(c).label(c.key) for c in counts))
        .where(day.org_id == org_id, *_days(day, since, until))
        .group_by(day.agent, day.agent_state)
    ).all()
    found = [
        OverviewRow(
            row.agent or None, AgentState(row.agent_state), *(int(getattr(row, c.key)) for c in counts)
        )
        for row in rows
    ]
    return sorted(
        found,
        key=lambda r: (r.agent_state is not AgentState.CERTAIN, (r.agent or "").lower(), r.agent_state.value),
    )


def pull_requests(
    connection: Connection,
    org: str,
    since: datetime | None,
    until: datetime | None,
    *,
    agent: str | None = None,
    states: Collection[AgentState] | None = None,
    repo: str | None = None,
    rule: str | None = None,
    number: int | None = None,
) -> list[PullRequestRow]:
    """Pull requests, oldest first. ``rule``: a rule's id or a family; only those with a site of it at the first head."""
    org_id = organisation_id(connection, org)
    if org_id is None:
        return []
    where = [Pull.org_id == org_id, *opened_in(since, until), *whose(agent, states, repo)]
    if number is not None:
        where.append(Pull.number == number)
    if rule is not None:
        where.append(
            exists()
            .where(Run.pull_id == Pull.id, Run.head_sha == Pull.first_head)
            .where(SiteCount.run_id == Run.id, of_rule(SiteCount.rule, rule))
        )
    rows = connection.execute(
        select(Pull, Repository.full_name)
        .join(Repository, Repository.id == Pull.repo_id)
        .where(*where)
        .order_by(Pull.opened_at, Pull.id)
    )
    return [pull_row(row) for row in rows]


def findings(
    connection: Connection,
    org: str,
    since: datetime | None,
    until: datetime | None,
    *,
    agent: str | None = None,
    states: Collection[AgentState] | None = None,
    repo: str | None = None,
    rule: str | None = None,
    number: int | None = None,
) -> list[FindingRow]:
    """Findings of the pull requests opened in the span, in the order in which they were first seen."""
    org_id = organisation_id(connection, org)
    if org_id is None:
        return []
    where = [Pull.org_id == org_id, *opened_in(since, until), *whose(agent, states, repo)]
    if number is not None:
        where.append(Pull.number == number)
    if rule is not None:
        where.append(of_rule(FindingIdentity.rule, rule))
    rows = connection.execute(
        select(
            FindingIdentity.id,
            FindingIdentity.rule,
            FindingIdentity.family,
            FindingIdentity.language,
            FindingIdentity.message,
            FindingIdentity.fingerprint,
            Sighting.severity,
            Sighting.path,
            Sighting.line,
            Run.head_sha.label("seen_at"),
            Pull.number,
            Pull.url,
            Pull.title,
            Pull.agent,
            Pull.agent_state,
            Pull.state,
            Pull.first_head,
            Pull.last_head,
            Repository.full_name,
        )
        .join(Pull, Pull.id == FindingIdentity.pull_id)
        .join(Repository, Repository.id == Pull.repo_id)
        .join(Sighting, Sighting.finding_id == FindingIdentity.id)
        .join(Run, Run.id == Sighting.run_id)
        .where(*where)
        .order_by(FindingIdentity.id, Run.ended_at, Run.id)
    )
    return [_finding_row(list(sightings)) for _, sightings in groupby(rows, key=lambda row: row.id)]


def latest_run(connection: Connection, repo_id: int, number: int) -> RunRow | None:
    """The review of a pull request that ended last."""
    row = connection.execute(
        select(Run)
        .join(Pull, Pull.id == Run.pull_id)
        .where(Pull.repo_id == repo_id, Pull.number == number)
        .order_by(Run.ended_at.desc(), Run.id.desc())
        .limit(1)
    ).one_or_none()
    if row is None:
        return None
    return run_row(row)


def summary_issue(connection: Connection, org: str, week: str) -> SummaryIssueRow | None:
    """The issue that carries the week's summary, if one was posted."""
    org_id = organisation_id(connection, org)
    row = connection.execute(
        select(SummaryIssue).where(SummaryIssue.org_id == org_id, SummaryIssue.week == week)
    ).one_or_none()
    return None if row is None else SummaryIssueRow(row.repo, row.number, row.url, row.body_digest)


def run_row(row: Row[*tuple[Any, ...]]) -> RunRow:
    """A review from a row of its table."""
    return RunRow(
        row.id,
        row.base_sha,
        row.head_sha,
        row.rule_set,
        row.conclusion,
        row.started_at,
        row.ended_at,
        row.files_reviewed,
    )


def _days(
    day: type[DailyAdherence] | type[DailyPulls], since: datetime | None, until: datetime | None
) -> list[ColumnElement[bool]]:
    limits: list[ColumnElement[bool]] = []
    if since is not None:
        limits.append(day.day >= since.date())
    if until is not None:
        limits.append(day.day < until.date())
    return limits


def opened_in(since: datetime | None, until: datetime | None) -> list[ColumnElement[bool]]:
    """Conditions: opened in the span."""
    limits: list[ColumnElement[bool]] = []
    if since is not None:
        limits.append(Pull.opened_at >= since)
    if until is not None:
        limits.append(Pull.opened_at < until)
    return limits


def whose(
    agent: str | None, states: Collection[AgentState] | None, repo: str | None
) -> list[ColumnElement[bool]]:
    """Conditions: of this agent, of these states, in this repository."""
    limits: list[ColumnElement[bool]] = []
    if agent is not None:
        # Named alone, an agent means what is certainly its own, as in every count of it.
        states = states or (AgentState.CERTAIN,)
        limits.append(Pull.agent == agent)
    if states is not None:
        limits.append(Pull.agent_state.in_([s.value for s in states]))
    if repo is not None:
        limits.append(Repository.full_name == repo)
    return limits


def of_rule(column: Any, rule: str) -> ColumnElement[bool]:
    """The column is this rule, or a rule of this family."""
    return and_(column == rule) if "/" in rule else column.startswith(rule + "/", autoescape=True)


def pull_row(row: Row[*tuple[Any, ...]]) -> PullRequestRow:
    """A pull request from a row of its table and the repository's full name."""
    return PullRequestRow(
        repo=row.full_name,
        number=row.number,
        title=row.title,
        url=row.url,
        agent=row.agent,
        agent_state=AgentState(row.agent_state),
        state=row.state,
        opened_at=row.opened_at,
        closed_at=row.closed_at,
        findings_first=row.findings_first,
        findings_last=row.findings_last,
        fixed_before_merge=row.fixed_before_merge,
        runs=row.runs,
        first_head=row.first_head,
        last_head=row.last_head,
        additions=row.additions,
        deletions=row.deletions,
        draft=row.draft,
    )


def _rank(severity: Severity) -> int:
    return severity.rank


def _finding_row(sightings: list[Row[*tuple[Any, ...]]]) -> FindingRow:
    heads = {row.seen_at for row in sightings}
    at_last = next((row for row in sightings if row.seen_at == row.last_head), None)
    row = at_last or sightings[-1]
    # What is gone is known by the gravest that it ever was: a rule demoted meanwhile does not make the mending void.
    severity = (
        Severity(row.severity) if at_last else max((Severity(s.severity) for s in sightings), key=_rank)
    )
    return FindingRow(
        repo=row.full_name,
        number=row.number,
        url=row.url,
        title=row.title,
        agent=row.agent,
        agent_state=AgentState(row.agent_state),
        pull_state=row.state,
        rule=row.rule,
        family=row.family,
        language=row.language,
        severity=severity.value,
        message=row.message,
        path=row.path,
        line=row.line,
        fingerprint=row.fingerprint,
        at_first=row.first_head in heads,
        at_last=row.last_head in heads,
    )
