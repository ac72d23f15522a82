"""Installations come, pause and go; with them go their data."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time

from sqlalchemy import Connection, delete, select, update

from bot import clock
from bot.ledger import pulls
from bot.ledger.models import DailyAdherence, DailyPulls, Installation, Organisation, Pull
from bot.ledger.storable import text, upsert


def created(
    connection: Connection, installation_id: int, account: str, repos: Sequence[tuple[int, str]]
) -> None:
    """Record an installation (also one that returns) with the repositories it was given: GitHub's id and full name."""
    values = {"account": text(account), "suspended_at": None, "deleted_at": None}
    connection.execute(
        upsert(connection, Installation)
        .values(id=installation_id, created_at=clock.now(), **values)
        .on_conflict_do_update(index_elements=["id"], set_=values)
    )
    org_id = pulls.organisation(connection, account, installation_id)
    for repo_id, full_name in sorted(repos):
        pulls.repository(connection, org_id, repo_id, full_name)


def deleted(connection: Connection, installation_id: int) -> None:
    """Delete everything of the organisation behind an installation, and remember only that it is gone."""
    now = clock.now()
    connection.execute(
        upsert(connection, Installation)
        .values(id=installation_id, account="", created_at=now, deleted_at=now)
        .on_conflict_do_update(index_elements=["id"], set_={"account": "", "deleted_at": now})
    )
    connection.execute(delete(Organisation).where(Organisation.installation_id == installation_id))


def installed_at(connection: Connection, org: str) -> datetime | None:
    """When the installation that speaks for an organisation now was first seen."""
    return connection.execute(
        select(Installation.created_at)
        .join(Organisation, Organisation.installation_id == Installation.id)
        .where(Organisation.login_key == org.lower())
    ).scalar_one_or_none()


def suspended(connection: Connection, installation_id: int, is_suspended: bool) -> None:
    """Record a pause or its end; data are kept."""
    connection.execute(
        update(Installation)
        .where(Installation.id == installation_id)
        .values(suspended_at=clock.now() if is_suspended else None)
    )


def expire(connection: Connection, org: str, before: date) -> int:
    """Delete an organisation's pull requests opened before a day, with all that belongs to them. Returns how many."""
    org_id = pulls.organisation_id(connection, org)
    if org_id is None:
        return 0
    limit = datetime.combine(before, time(), UTC)
    # Locked one by one in order, as recording does, so that no run is being added to what goes.
    doomed = connection.scalars(
        select(Pull.id)
        .where(Pull.org_id == org_id, Pull.opened_at < limit)
        .order_by(Pull.id)
        .with_for_update()
    ).all()
    connection.execute(delete(Pull).where(Pull.org_id == org_id, Pull.opened_at < limit))
    for model in (DailyAdherence, DailyPulls):
        connection.execute(delete(model).where(model.org_id == org_id, model.day < before))
    return len(doomed)
