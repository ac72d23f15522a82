"""The job of one installation: record what its owner gave, paused or took away, in the order in which it came."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence

from bot import organisationfile
from bot.jobs import repositories
from bot.jobs.backlog import Backlog, Taken
from bot.jobs.context import JobContext
from bot.jobs.events import Event, Kind

log = logging.getLogger(__name__)


def unit_name(installation_id: int) -> str:
    """The unit of one installation."""
    return f"installation:{installation_id}"


def run(here: JobContext, taken: Taken, events: Sequence[Event], lost: Callable[[], bool]) -> str:
    """Carry each event out; doing one twice changes nothing. Nothing is kept between jobs."""
    for event in events:
        if lost():
            break
        _carry_out(here, taken, event)
        log.info(
            "installation changed", extra={"installation_id": event.installation_id, "action": event.action}
        )
    return ""


def _carry_out(here: JobContext, taken: Taken, event: Event) -> None:
    match event.kind:
        case Kind.REPOSITORY:
            # One that was deleted, or taken out of the installation, keeps its history.
            if event.action in {"renamed", "transferred"}:
                here.ledger.repository_renamed(event.repo_id, event.repo)
        case Kind.PUSH:
            organisationfile.forget(here.redis, event.repo.partition("/")[0])
        case _:
            _installation(here, taken, event)


def _installation(here: JobContext, taken: Taken, event: Event) -> None:
    ledger, installation = here.ledger, event.installation_id
    match event.action:
        case "created" | "added" if event.account is not None:
            ledger.installation_created(installation, event.account.login, list(event.account.added))
        case "deleted":
            ledger.installation_deleted(installation)
            Backlog(here.redis).forget(str(installation), but=taken.unit)
            if event.account is not None:
                repositories.forget(here.redis, event.account.login)
        case "suspend" | "unsuspend":
            ledger.installation_suspended(installation, event.action == "suspend")
        case _:
            # Permissions are asked for with each token.
            pass
