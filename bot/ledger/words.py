"""What people say of pull requests, findings and configuration, and what follows from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, Integer, case, delete, func, insert, select, update

from bot import clock
from bot.ledger import pulls
from bot.ledger.models import (
    Comment,
    Feedback,
    FindingIdentity,
    GoodConfiguration,
    Pull,
    PullIgnore,
    PullWord,
    Repository,
    Run,
    Sighting,
)
from bot.ledger.records import OpenComments, Usefulness
from bot.ledger.storable import text, upsert

ORGANISATION = "organisation"


def name_agent(connection: Connection, repo_id: int, number: int, agent: str) -> None:
    """A person named the agent of a pull request; the latest word holds."""
    pull_id = pulls.find(connection, repo_id, number)
    values = {"agent": text(agent), "said_at": clock.now()}
    connection.execute(
        upsert(connection, PullWord)
        .values(pull_id=pull_id, **values)
        .on_conflict_do_update(index_elements=["pull_id"], set_=values)
    )


def named_agent(connection: Connection, repo_id: int, number: int) -> str | None:
    """The agent that a person named, or None."""
    return connection.execute(
        select(PullWord.agent)
        .join(Pull, Pull.id == PullWord.pull_id)
        .where(Pull.repo_id == repo_id, Pull.number == number)
    ).scalar_one_or_none()


def ignore(connection: Connection, repo_id: int, number: int, rule: str, reason: str) -> tuple[str, ...]:
    """A person silenced a rule on a pull request. Answers the fingerprints of its findings there."""
    pull_id = pulls.find(connection, repo_id, number)
    values = {"reason": text(reason), "said_at": clock.now()}
    connection.execute(
        upsert(connection, PullIgnore)
        .values(pull_id=pull_id, rule=rule, **values)
        .on_conflict_do_update(index_elements=["pull_id", "rule"], set_=values)
    )
    found = connection.scalars(
        select(FindingIdentity.fingerprint)
        .where(FindingIdentity.pull_id == pull_id, FindingIdentity.rule == rule)
        .order_by(FindingIdentity.id)
    )
    return tuple(found)


def ignored(connection: Connection, repo_id: int, number: int) -> dict[str, str]:
    """Rule -> reason of what is silenced on a pull request."""
    rows = connection.execute(
        select(PullIgnore.rule, PullIgnore.reason)
        .join(Pull, Pull.id == PullIgnore.pull_id)
        .where(Pull.repo_id == repo_id, Pull.number == number)
        .order_by(PullIgnore.rule)
    )
    return {row.rule: row.reason for row in rows}


def dismiss(
    connection: Connection, repo_id: int, number: int, prints: Sequence[str], only: str | None = None
) -> None:
    """These findings do not come back on this pull request, commented or not; with ``only`` just those in that state."""
    pull_id = pulls.find(connection, repo_id, number, locked=True)
    now = clock.now()
    wanted = sorted(set(prints))
    this = (Comment.pull_id == pull_id, Comment.fingerprint.in_(wanted))
    known = {row.fingerprint for row in connection.execute(select(Comment.fingerprint).where(*this))}
    states = Comment.state != "dismissed" if only is None else Comment.state == only
    connection.execute(update(Comment).where(*this, states).values(state="dismissed", changed_at=now))
    fresh = [print_ for print_ in wanted if print_ not in known] if only is None else []
    if fresh:
        blank = {"comment_id": "", "node_id": "", "path": "", "state": "dismissed", "changed_at": now}
        rows = [{"pull_id": pull_id, "fingerprint": print_, **blank} for print_ in fresh]
        connection.execute(insert(Comment), rows)


def restore(connection: Connection, repo_id: int, number: int, prints: Sequence[str]) -> None:
    """Take the dismissal of commented findings back."""
    pull_id = pulls.find(connection, repo_id, number, locked=True)
    connection.execute(
        update(Comment)
        .where(
            Comment.pull_id == pull_id,
            Comment.fingerprint.in_(list(prints)),
            Comment.state == "dismissed",
        )
        .values(state="standing", changed_at=clock.now())
    )


def standing(connection: Connection, repo_id: int, number: int, head_sha: str) -> tuple[str, ...]:
    """Fingerprints of the findings at a head that no comment in the code silences."""
    rows = connection.scalars(
        select(FindingIdentity.fingerprint)
        .join(Sighting, Sighting.finding_id == FindingIdentity.id)
        .join(Run, Run.id == Sighting.run_id)
        .join(Pull, Pull.id == Run.pull_id)
        .where(
            Pull.repo_id == repo_id,
            Pull.number == number,
            Run.head_sha == head_sha,
            Sighting.silenced_by.is_(None),
        )
        .order_by(FindingIdentity.id)
    )
    return tuple(rows)


def say(
    connection: Connection,
    repo_id: int,
    number: int,
    source: str,
    votes: Mapping[str, tuple[int, int]],
) -> int:
    """Record (up, down) by fingerprint; what one source says of a finding replaces what it said before, and (0, 0)
    takes it back. Unknown findings are left out. Answers how many were recorded."""
    pull_id = pulls.find(connection, repo_id, number, locked=True)
    org_id = connection.execute(select(Pull.org_id).where(Pull.id == pull_id)).scalar_one()
    known = connection.execute(
        select(FindingIdentity.fingerprint, FindingIdentity.rule).where(
            FindingIdentity.pull_id == pull_id, FindingIdentity.fingerprint.in_(list(votes))
        )
    ).all()
    mine = (Feedback.pull_id == pull_id, Feedback.source == source)
    before = {
        row.fingerprint: (row.up, row.down)
        for row in connection.execute(
            select(Feedback.fingerprint, Feedback.up, Feedback.down).where(
                *mine, Feedback.fingerprint.in_(list(votes))
            )
        )
    }
    changed = [
        row
        for row in sorted(known, key=lambda r: str(r.fingerprint))
        if votes[row.fingerprint] != before.get(row.fingerprint, (0, 0))
    ]
    if changed:
        connection.execute(
            delete(Feedback).where(*mine, Feedback.fingerprint.in_([row.fingerprint for row in changed]))
        )
    common = {"pull_id": pull_id, "source": source, "org_id": org_id, "said_at": clock.now()}
    rows = [
        {**common, "fingerprint": row.fingerprint, "rule": row.rule, "up": up, "down": down}
        for row in changed
        for up, down in [votes[row.fingerprint]]
        if up or down
    ]
    if rows:
        connection.execute(insert(Feedback), rows)
    return len(known)


def usefulness(connection: Connection, org: str, since: datetime) -> dict[str, Usefulness]:
    """Rule -> how many of its findings people found useful or not, since a time.

    Each finding counts once: as not useful when more people said so than the contrary, else as useful when somebody
    said so or the finding was mended after we commented on it. Of the rest nothing is known.
    """
    org_id = pulls.organisation_id(connection, org)
    if org_id is None:
        return {}
    said = (
        select(
            Feedback.pull_id,
            Feedback.fingerprint,
            func.min(Feedback.rule).label("rule"),
            func.sum(Feedback.up).label("up"),
            func.sum(Feedback.down).label("down"),
        )
        .where(Feedback.org_id == org_id, Feedback.said_at >= since)
        .group_by(Feedback.pull_id, Feedback.fingerprint)
        .subquery()
    )
    voted = connection.execute(
        select(
            said.c.rule,
            func.sum(case((said.c.down > said.c.up, 1), else_=0)).cast(Integer).label("not_useful"),
            func.sum(case((said.c.down > said.c.up, 0), else_=1)).cast(Integer).label("useful"),
        ).group_by(said.c.rule)
    )
    found: dict[str, list[int]] = {row.rule: [int(row.useful), int(row.not_useful)] for row in voted}
    mended = connection.execute(
        select(FindingIdentity.rule, func.count().label("n"))
        .join(
            Comment,
            (Comment.pull_id == FindingIdentity.pull_id)
            & (Comment.fingerprint == FindingIdentity.fingerprint),
        )
        .join(Pull, Pull.id == Comment.pull_id)
        .outerjoin(said, (said.c.pull_id == Comment.pull_id) & (said.c.fingerprint == Comment.fingerprint))
        .where(
            Pull.org_id == org_id,
            Comment.state == "fixed",
            Comment.changed_at >= since,
            said.c.pull_id.is_(None),
        )
        .group_by(FindingIdentity.rule)
    )
    for row in mended:
        found.setdefault(row.rule, [0, 0])[0] += int(row.n)
    return {rule: Usefulness(useful, not_useful) for rule, (useful, not_useful) in sorted(found.items())}


def open_comments(connection: Connection, org: str, since: datetime) -> list[OpenComments]:
    """Pull requests on which comments of ours changed or stood since a time: where reactions may have come."""
    org_id = pulls.organisation_id(connection, org)
    if org_id is None:
        return []
    rows = connection.execute(
        select(Pull.repo_id, Repository.full_name, Pull.number, func.max(Comment.changed_at).label("at"))
        .join(Comment, Comment.pull_id == Pull.id)
        .join(Repository, Repository.id == Pull.repo_id)
        .where(Pull.org_id == org_id, (Pull.updated_at >= since) | (Comment.changed_at >= since))
        .group_by(Pull.repo_id, Repository.full_name, Pull.number)
        .order_by(Repository.full_name, Pull.number)
    )
    return [OpenComments(row.repo_id, row.full_name, row.number) for row in rows]


def keep_configuration(connection: Connection, org: str, place: str, content: str | None) -> None:
    """Remember a configuration file that can be used; None forgets it, since the file is gone."""
    org_id = pulls.organisation_id(connection, org)
    if org_id is None:
        return
    this = (GoodConfiguration.org_id == org_id, GoodConfiguration.place == place)
    if content is None:
        connection.execute(delete(GoodConfiguration).where(*this))
        return
    values = {"content": text(content), "seen_at": clock.now()}
    connection.execute(
        upsert(connection, GoodConfiguration)
        .values(org_id=org_id, place=place, **values)
        .on_conflict_do_update(index_elements=["org_id", "place"], set_=values)
    )


def good_configuration(connection: Connection, org: str, places: Sequence[str]) -> dict[str, str]:
    """Place -> the last configuration that could be used."""
    org_id = pulls.organisation_id(connection, org)
    if org_id is None:
        return {}
    rows = connection.execute(
        select(GoodConfiguration.place, GoodConfiguration.content).where(
            GoodConfiguration.org_id == org_id, GoodConfiguration.place.in_(list(places))
        )
    )
    return {row.place: row.content for row in rows}
