"""Which repositories an organisation has, as deliveries tell: what a chore needs to speak to GitHub about them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from redis import Redis

from bot.jobs.connection import PREFIX
from bot.jobs.events import Event, Kind


@dataclass(frozen=True, slots=True)
class KnownRepository:
    """A repository under an installation."""

    installation_id: int
    repo_id: int
    full_name: str


def remember(redis: Redis, event: Event) -> None:
    """Keep what a delivery says; the latest wins."""
    if event.pull is not None:
        seen = [(event.pull.repo_id, event.pull.repo)]
    elif event.account is not None and event.action in {"created", "added"}:
        seen = list(event.account.added)
    elif event.kind is Kind.REPOSITORY and event.action != "deleted":
        seen = [(event.repo_id, event.repo)]
    elif event.kind is Kind.REPOSITORY:
        redis.hdel(_key(event.repo.partition("/")[0]), str(event.repo_id))
        return
    else:
        return
    fields = {str(repo_id): f"{event.installation_id} {name}" for repo_id, name in seen}
    if fields:
        redis.hset(_key(seen[0][1].partition("/")[0]), mapping=fields)  # type: ignore[arg-type]


def known(redis: Redis, org: str) -> list[KnownRepository]:
    """All that were seen, by name."""
    stored: Any = redis.hgetall(_key(org))
    found = []
    for repo_id, value in stored.items():
        installation, _, name = value.decode().partition(" ")
        found.append(KnownRepository(int(installation), int(repo_id), name))
    return sorted(found, key=lambda one: one.full_name)


def forget(redis: Redis, org: str) -> None:
    """Drop an organisation's list: the App was uninstalled."""
    redis.delete(_key(org))


def _key(org: str) -> str:
    return f"{PREFIX}repositories:{org.lower()}"
