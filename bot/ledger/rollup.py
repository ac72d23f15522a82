"""Daily roll-ups: what one pull request adds to them, and keeping them equal to the facts.

Whoever changes facts of a pull request takes its contribution before and after, in the same transaction and under the
lock of its row, and applies the difference. The roll-ups therefore always equal the sum over all pull requests; a
property test rebuilds them from the facts and compares.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, and_, delete, func, select, update

from bot.ledger.models import (
    DailyAdherence,
    DailyPulls,
    FindingIdentity,
    Organisation,
    Pull,
    Run,
    Sighting,
    SiteCount,
)
from bot.ledger.storable import upsert

NOTE = "note"

Series = tuple[int, date, int, str, str]
"""Organisation, day of opening, repository, agent (or empty), state of the attribution."""

_SERIES = 5
"""Length of a series: both tables' keys begin with it."""

_ADHERENCE = ("sites_first", "findings_first", "sites_last", "findings_last")
_PULLS = (
    "opened", "merged", "closed", "reviewed", "clean_first", "findings_first", "findings_last", "fixed_before_merge",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PullCounts:
    """Counts of one pull request that follow from its runs. Severities of warning and over, but for ``adherence``."""

    runs: int = 0
    first_head: str = ""
    last_head: str = ""
    findings_first: int = 0
    findings_last: int = 0
    fixed_before_merge: int = 0
    adherence: Mapping[tuple[str, str], tuple[int, int, int, int]] = field(default_factory=dict)
    """(rule, language) -> sites and findings at the first head, sites and findings at the last; every severity."""


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one pull request adds to the roll-ups."""

    adherence: Mapping[tuple[Any, ...], tuple[int, ...]] = field(default_factory=dict)
    pulls: Mapping[tuple[Any, ...], tuple[int, ...]] = field(default_factory=dict)


NOTHING = Contribution()


def refresh(connection: Connection, pull_id: int) -> Contribution:
    """Write the counts that follow from its runs into the pull request's row; return what it now contributes."""
    pull = _pull(connection, pull_id)
    counts = _count(connection, pull)
    connection.execute(
        update(Pull)
        .where(Pull.id == pull_id)
        .values(
            runs=counts.runs,
            first_head=counts.first_head,
            last_head=counts.last_head,
            findings_first=counts.findings_first,
            findings_last=counts.findings_last,
            fixed_before_merge=counts.fixed_before_merge,
        )
    )
    return _contribution(pull, counts)


def contribution(connection: Connection, pull_id: int) -> Contribution:
    """What the pull request contributes as its facts stand now."""
    pull = _pull(connection, pull_id)
    return _contribution(pull, _count(connection, pull))


def apply(connection: Connection, before: Contribution, after: Contribution) -> None:
    """Move the roll-ups from one contribution to the other."""
    _apply(connection, DailyAdherence, _ADHERENCE, before.adherence, after.adherence)
    _apply(connection, DailyPulls, _PULLS, before.pulls, after.pulls)


def rebuild(connection: Connection, org_id: int) -> None:
    """Throw an organisation's roll-ups away and count them again from the facts."""
    # Whoever records needs this row too (foreign keys), so nothing can slip in between forgetting and counting.
    connection.execute(select(Organisation.id).where(Organisation.id == org_id).with_for_update())
    for model in (DailyAdherence, DailyPulls):
        connection.execute(delete(model).where(model.org_id == org_id))
    for pull_id in connection.scalars(select(Pull.id).where(Pull.org_id == org_id).order_by(Pull.id)).all():
        apply(connection, NOTHING, refresh(connection, pull_id))


def _pull(connection: Connection, pull_id: int) -> Row[*tuple[Any, ...]]:
    return connection.execute(
        select(
            Pull.id,
            Pull.org_id,
            Pull.repo_id,
            Pull.opened_at,
            Pull.agent,
            Pull.agent_state,
            Pull.state,
            Pull.head_sha,
        ).where(Pull.id == pull_id)
    ).one()


def _count(connection: Connection, pull: Row[*tuple[Any, ...]]) -> PullCounts:
    runs = connection.execute(
        select(Run.id, Run.head_sha, Run.ended_at).where(Run.pull_id == pull.id).order_by(Run.id)
    ).all()
    if not runs:
        return PullCounts()
    # The first run stored is the first head. The last head is the pull request's own; until that one is reviewed (or
    # when its review failed) it is the head reviewed latest, which after a push back to an old commit is not the
    # newest row.
    first = runs[0]
    last = next((r for r in runs if r.head_sha == pull.head_sha), None) or max(
        runs, key=lambda r: (r.ended_at, r.id)
    )

    ends = {first.id, last.id}
    sites: Counter[tuple[int, str, str]] = Counter()
    for row in connection.execute(
        select(SiteCount.run_id, SiteCount.rule, SiteCount.language, SiteCount.n).where(
            SiteCount.run_id.in_(ends)
        )
    ):
        sites[row.run_id, row.rule, row.language] += row.n
    found: Counter[tuple[int, str, str]] = Counter()
    grave: Counter[int] = Counter()
    for seen in connection.execute(
        select(
            Sighting.run_id,
            FindingIdentity.rule,
            FindingIdentity.language,
            func.count().label("n"),
            func.count().filter(Sighting.severity != NOTE).label("grave"),
        )
        .join(FindingIdentity, FindingIdentity.id == Sighting.finding_id)
        .where(Sighting.run_id.in_(ends))
        .group_by(Sighting.run_id, FindingIdentity.rule, FindingIdentity.language)
    ):
        found[seen.run_id, seen.rule, seen.language] += seen.n
        grave[seen.run_id] += seen.grave

    keys = {(rule, language) for _, rule, language in (*sites, *found)}
    return PullCounts(
        runs=len(runs),
        first_head=first.head_sha,
        last_head=last.head_sha,
        findings_first=grave[first.id],
        findings_last=grave[last.id],
        fixed_before_merge=_fixed(connection, pull.id, last.id) if pull.state == "merged" else 0,
        adherence={
            key: (sites[first.id, *key], found[first.id, *key], sites[last.id, *key], found[last.id, *key])
            for key in sorted(keys)
        },
    )


def _fixed(connection: Connection, pull_id: int, last_run_id: int) -> int:
    """Findings over a note that some run saw and the last one did not."""
    still = select(Sighting.finding_id).where(Sighting.run_id == last_run_id)
    return connection.execute(
        select(func.count(func.distinct(Sighting.finding_id)))
        .join(Run, Run.id == Sighting.run_id)
        .where(Run.pull_id == pull_id, Sighting.severity != NOTE, Sighting.finding_id.not_in(still))
    ).scalar_one()


def _contribution(pull: Row[*tuple[Any, ...]], counts: PullCounts) -> Contribution:
    series: Series = (pull.org_id, pull.opened_at.date(), pull.repo_id, pull.agent or "", pull.agent_state)
    reviewed = counts.runs > 0
    return Contribution(
        adherence={(*series, *key): values for key, values in counts.adherence.items()},
        pulls={
            series: (
                1,
                int(pull.state == "merged"),
                int(pull.state == "closed"),
                int(reviewed),
                int(reviewed and counts.findings_first == 0),
                counts.findings_first,
                counts.findings_last,
                counts.fixed_before_merge,
            )
        },
    )


def _apply(
    connection: Connection,
    model: type[DailyAdherence] | type[DailyPulls],
    columns: tuple[str, ...],
    before: Mapping[tuple[Any, ...], tuple[int, ...]],
    after: Mapping[tuple[Any, ...], tuple[int, ...]],
) -> None:
    table = model.__table__
    key_columns = [column.name for column in table.columns if column.primary_key]
    zero = (0,) * len(columns)
    # In one fixed order, so that two workers that touch the same rows never wait for each other in a ring.
    changes = [
        (key, change)
        for key in sorted({*before, *after})
        if any(
            change := [
                new - old for old, new in zip(before.get(key, zero), after.get(key, zero), strict=True)
            ]
        )
    ]
    if not changes:
        return
    statement = upsert(connection, model)
    connection.execute(
        statement.on_conflict_do_update(
            index_elements=key_columns,
            set_={name: table.c[name] + statement.excluded[name] for name in columns},
        ),
        [dict(zip((*key_columns, *columns), (*key, *change), strict=True)) for key, change in changes],
    )
    for series in sorted({key[:_SERIES] for key, change in changes if min(change) < 0}):
        row = and_(*(table.c[name] == part for name, part in zip(key_columns, series, strict=False)))
        # evenhand: ignore[query-in-loop] two series at most, before and after; one by one keeps the locks in order
        connection.execute(delete(model).where(row, *(table.c[name] == 0 for name in columns)))
