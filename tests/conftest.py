"""Shared by all tests: a real Redis server of our own, and builders of signed deliveries."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from redis import Redis

from bot.embedded_redis import EmbeddedRedis
from bot.receiver.signature import sign
from bot.settings import Settings

SECRET = "a-webhook-secret-of-the-tests"


@pytest.fixture(scope="session", autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keeps what the command line keeps out of the developer's own cache directory."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(scope="session")
def redis_server() -> Iterator[EmbeddedRedis]:
    """One private server a session (and a pytest-xdist worker), found as `evenhand serve` finds it."""
    with tempfile.TemporaryDirectory(prefix="evenhand-redis-") as directory:
        server = EmbeddedRedis(Path(directory))
        server.start()
        yield server
        server.stop()


@pytest.fixture
def redis(redis_server: EmbeddedRedis) -> Iterator[Redis]:
    """A client of an empty database."""
    with Redis.from_url(redis_server.url) as client:
        client.flushall()
        yield client


@pytest.fixture
def settings(tmp_path: Path, redis_server: EmbeddedRedis) -> Settings:
    """Settings of a service on the test's own Redis and data directory."""
    return Settings.from_env(
        {
            "EVENHAND_DATA_DIR": str(tmp_path),
            "EVENHAND_WEBHOOK_SECRET": SECRET,
            "EVENHAND_REDIS_URL": redis_server.url,
        }
    )


@dataclass(frozen=True)
class Delivery:
    """A webhook ready to send."""

    body: bytes
    headers: dict[str, str]

    @property
    def id(self) -> str:
        """Its GUID."""
        return self.headers["X-GitHub-Delivery"]


class Deliveries:
    """Builds signed deliveries as GitHub sends them, each with an id of its own."""

    def __init__(self, secret: str = SECRET) -> None:
        self._secret = secret
        self._count = 0

    def sign(self, event: str, payload: Any, **headers: str) -> Delivery:
        """Any event. A header given as an empty text is left out; write `_` for `-`."""
        self._count += 1
        body = payload if isinstance(payload, bytes) else json.dumps(payload).encode()
        all_headers = {
            "Content-Type": "application/json",
            "User-Agent": "GitHub-Hookshot/abc123",
            "X-GitHub-Event": event,
            "X-GitHub-Delivery": f"00000000-0000-0000-0000-{self._count:012d}",
            "X-Hub-Signature-256": sign(self._secret, body),
            **{name.replace("_", "-"): value for name, value in headers.items()},
        }
        return Delivery(body, {name: value for name, value in all_headers.items() if value})

    @staticmethod
    def payload(action: str = "opened", **facts: Any) -> dict[str, Any]:
        """The payload of a `pull_request` event, to bend before it is signed."""
        return pull_request_payload(action, **facts)

    def pull_request(self, action: str = "opened", **facts: Any) -> Delivery:
        """A `pull_request` event; see `pull_request_payload`."""
        return self.sign("pull_request", pull_request_payload(action, **facts))

    def installation(self, action: str = "created", installation: int = 11, login: str = "acme") -> Delivery:
        """An `installation` event."""
        payload: dict[str, Any] = {
            "action": action,
            "installation": {"id": installation, "account": {"login": login, "id": 5}},
            "repositories": [{"id": 77, "full_name": f"{login}/shop", "name": "shop"}],
        }
        return self.sign("installation", payload)


@pytest.fixture
def deliveries() -> Deliveries:
    """A builder with its own count of ids."""
    return Deliveries()


def pull_request_payload(
    action: str = "opened",
    *,
    number: int = 1,
    head: str = "a" * 40,
    updated: str = "2026-11-02T10:00:00Z",
    repo_id: int = 77,
    installation: int | None = 11,
    state: str = "open",
    merged: bool = False,
    labels: tuple[str, ...] = (),
    org: str = "acme",
    before: str = "",
    **more: Any,
) -> dict[str, Any]:
    """The payload of a `pull_request` event, with members that nobody here reads, as GitHub has."""
    full_name = f"{org}/shop"
    payload: dict[str, Any] = {
        "action": action,
        "number": number,
        "pull_request": {
            "id": 1000 + number,
            "url": f"https://api.github.com/repos/{full_name}/pulls/{number}",
            "html_url": f"https://github.com/{full_name}/pull/{number}",
            "number": number,
            "state": state,
            "merged": merged,
            "draft": False,
            "title": "Store orders",
            "body": "Adds the table.",
            "user": {"login": "octocat", "id": 583231, "type": "User"},
            "labels": [{"name": name} for name in labels],
            "head": {"ref": "orders", "sha": head, "repo": {"full_name": full_name}},
            "base": {"ref": "main", "sha": "b" * 40, "repo": {"id": repo_id}},
            "created_at": "2026-11-02T10:00:00Z",
            "updated_at": updated,
            "closed_at": updated if state == "closed" else None,
            "merged_at": updated if merged else None,
            "additions": 3,
            "deletions": 1,
            "changed_files": 1,
        },
        "repository": {
            "id": repo_id,
            "full_name": full_name,
            "clone_url": f"https://github.com/{full_name}.git",
            "owner": {"login": org},
        },
        "sender": {"login": "octocat"},
        **more,
    }
    if before:
        payload["before"] = before
    if installation is not None:
        payload["installation"] = {"id": installation}
    return payload
