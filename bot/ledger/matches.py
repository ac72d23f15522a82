"""Pull requests side by side: those that close one issue, or bear one label of the team."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import Connection, delete, func, or_, select

from bot import clock
from bot.ledger import pulls
from bot.ledger.models import HeadToHead, Pull, PullTarget, Repository, Run, SiteCount
from bot.ledger.queries import pull_row
from bot.ledger.records import ComparisonComment, Rival
from bot.ledger.storable import text, upsert

MATCH = "match:"


def set_targets(connection: Connection, repo_id: int, number: int, targets: Sequence[str]) -> None:
    """Store what a pull request closes and is matched by; what it named earlier and no longer names is forgotten."""
    pull_id = pulls.find(connection, repo_id, number, locked=True)
    org_id = connection.execute(select(Pull.org_id).where(Pull.id == pull_id)).scalar_one()
    connection.execute(
        delete(PullTarget).where(
            PullTarget.pull_id == pull_id, PullTarget.target.not_in([text(t) for t in targets])
        )
    )
    for target in sorted(set(targets)):
        connection.execute(
            upsert(connection, PullTarget)
            .values(pull_id=pull_id, target=text(target), org_id=org_id)
            .on_conflict_do_nothing(index_elements=["pull_id", "target"])
        )


def issues_beside(connection: Connection, org: str, targets: Collection[str]) -> tuple[str, ...]:
    """The issues on which pull requests of different agents meet: those named, and those of pull requests that share a label."""
    org_id = pulls.organisation_id(connection, org)
    if org_id is None or not targets:
        return ()
    mates = select(PullTarget.pull_id).where(
        PullTarget.org_id == org_id, PullTarget.target.in_(list(targets))
    )
    found = connection.scalars(
        select(PullTarget.target)
        .where(
            PullTarget.org_id == org_id,
            PullTarget.target.not_like(f"{MATCH}%"),
            or_(PullTarget.pull_id.in_(mates), PullTarget.target.in_(list(targets))),
        )
        .distinct()
        .order_by(PullTarget.target)
    )
    return tuple(found)


def rivals(connection: Connection, org: str, issue: str) -> list[Rival]:
    """The reviewed pull requests that close an issue, or share a label with one that does, in the order of opening."""
    org_id = pulls.organisation_id(connection, org)
    if org_id is None:
        return []
    closing = select(PullTarget.pull_id).where(PullTarget.org_id == org_id, PullTarget.target == issue)
    labels = select(PullTarget.target).where(
        PullTarget.pull_id.in_(closing), PullTarget.target.like(f"{MATCH}%")
    )
    beside = select(PullTarget.pull_id).where(
        PullTarget.org_id == org_id, or_(PullTarget.target == issue, PullTarget.target.in_(labels))
    )
    sites = (
        select(Run.pull_id, func.sum(SiteCount.n).label("n"))
        .join(SiteCount, SiteCount.run_id == Run.id)
        .join(Pull, (Pull.id == Run.pull_id) & (Pull.first_head == Run.head_sha))
        .where(Run.pull_id.in_(beside))
        .group_by(Run.pull_id)
        .subquery()
    )
    rows = connection.execute(
        select(Pull, Repository.full_name, sites.c.n)
        .join(Repository, Repository.id == Pull.repo_id)
        .outerjoin(sites, sites.c.pull_id == Pull.id)
        .where(Pull.id.in_(beside), Pull.runs > 0)
        .order_by(Pull.opened_at, Pull.id)
    )
    return [Rival(pull_row(row), int(row.n or 0)) for row in rows]


def comment(connection: Connection, org: str, issue: str) -> ComparisonComment | None:
    """The comment that compares on this issue, where there is one."""
    org_id = pulls.organisation_id(connection, org)
    row = connection.execute(
        select(HeadToHead.comment_id, HeadToHead.body_digest).where(
            HeadToHead.org_id == org_id, HeadToHead.issue == issue
        )
    ).one_or_none()
    return None if row is None else ComparisonComment(row.comment_id, row.body_digest)


def record_comment(connection: Connection, org: str, issue: str, made: ComparisonComment) -> None:
    """Remember the comment."""
    org_id = pulls.organisation_id(connection, org)
    values = {"comment_id": made.comment_id, "body_digest": made.body_digest, "posted_at": clock.now()}
    connection.execute(
        upsert(connection, HeadToHead)
        .values(org_id=org_id, issue=text(issue), **values)
        .on_conflict_do_update(index_elements=["org_id", "issue"], set_=values)
    )
