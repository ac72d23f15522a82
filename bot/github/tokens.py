"""Installation tokens: minted for one repository and the permissions a job uses, shared between workers in Redis.

A token is worth as much as a password for an hour, so it is stored encrypted, under a key derived from the App's own
private key, and never logged. Its form is opaque: since 2026 it is a prefix and a JWT of some 520 characters.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from github.Auth import AppAuth
from github.Requester import Requester

from bot import clock
from bot.github.connection import UNAVAILABLE_WAIT_S, call, connect
from bot.github.errors import (
    BadCredentials,
    InstallationGone,
    NotFound,
    PermissionMissing,
    Refused,
    RepositoryGone,
    RetryLater,
    Unanswered,
)

REVIEW_PERMISSIONS: Mapping[str, str] = {"checks": "write", "contents": "read", "pull_requests": "write"}
"""What a review uses: the check-run, git, and the review with its comments and labels."""
SUMMARY_PERMISSIONS: Mapping[str, str] = {"issues": "write"}
"""What the weekly summary uses."""
RESOLVE_PERMISSIONS: Mapping[str, str] = {"contents": "write", "pull_requests": "write"}
"""What resolving threads needs, where a team asked for it: GitHub takes no less."""
REFRESH_EARLY = timedelta(minutes=5)
JWT_BACKDATED_S = 60
"""For clocks that run ahead of GitHub's."""
JWT_LIFETIME_S = 9 * 60
"""GitHub accepts at most ten minutes."""
MINT_ATTEMPTS = 3


class TokenSettings(Protocol):
    """The settings that this module reads."""

    @property
    def github_api_url(self) -> str:
        """Base address of the REST API."""
        ...

    @property
    def app_id(self) -> str | int | None:
        """Id of the App."""
        ...

    @property
    def private_key(self) -> str | None:
        """The App's private key, PEM."""
        ...


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    expires_at: datetime


class InstallationTokens:
    """Mints tokens and keeps them until five minutes before they expire. ``redis`` may be None: memory only."""

    def __init__(self, settings: TokenSettings, redis: Any | None = None) -> None:
        if not settings.app_id or not settings.private_key:
            raise BadCredentials(
                "no GitHub App is configured: set EVENHAND_GITHUB_APP_ID and EVENHAND_GITHUB_PRIVATE_KEY"
            )
        self._api_url = settings.github_api_url.rstrip("/")
        self._app_id = str(settings.app_id)
        self._private_key = settings.private_key
        self._redis = redis
        self._fernet = Fernet(_derived_key(settings.private_key))
        self._memory: dict[str, _Token] = {}

    @property
    def app_id(self) -> str:
        """Id of the App whose tokens these are."""
        return self._app_id

    def app_requester(self) -> Requester:
        """A connection that signs in as the App itself."""
        try:
            load_pem_private_key(self._private_key.encode(), password=None)
        except (ValueError, TypeError, UnsupportedAlgorithm) as error:
            raise BadCredentials(f"EVENHAND_GITHUB_PRIVATE_KEY is not a PEM private key: {error}") from error
        auth = AppAuth(
            self._app_id, self._private_key, jwt_expiry=JWT_LIFETIME_S, jwt_issued_at=-JWT_BACKDATED_S
        )
        return connect(auth, self._api_url)

    def get(self, installation_id: int, repo_id: int | None, permissions: Mapping[str, str]) -> str:
        """A token with at least five minutes to live."""
        key = self._key(installation_id, repo_id, permissions)
        token = self._memory.get(key) or self._stored(key)
        if token is None or token.expires_at - REFRESH_EARLY <= clock.now():
            return self.mint(installation_id, repo_id, permissions)
        self._memory[key] = token
        return token.text

    def mint(self, installation_id: int, repo_id: int | None, permissions: Mapping[str, str]) -> str:
        """A fresh token, which replaces the kept one."""
        key = self._key(installation_id, repo_id, permissions)
        token = self._minted(installation_id, repo_id, permissions)
        self._memory[key] = token
        life_s = int((token.expires_at - REFRESH_EARLY - clock.now()).total_seconds())
        if self._redis is not None and life_s > 0:
            body = json.dumps({"token": token.text, "expires_at": token.expires_at.isoformat()})
            self._redis.set(key, self._fernet.encrypt(body.encode()), ex=life_s)
        return token.text

    def _minted(self, installation_id: int, repo_id: int | None, permissions: Mapping[str, str]) -> _Token:
        body: dict[str, Any] = {"permissions": dict(permissions)}
        if repo_id is not None:
            body["repository_ids"] = [repo_id]
        path = f"/app/installations/{installation_id}/access_tokens"
        requester = self.app_requester()
        for attempt in range(1, MINT_ATTEMPTS + 1):
            try:
                _, answer = call(requester, "POST", path, body)
                break
            except Unanswered as error:  # a token more does no harm, so this write may be repeated
                if attempt == MINT_ATTEMPTS:
                    raise RetryLater(UNAVAILABLE_WAIT_S, str(error)) from error
            except NotFound as error:
                raise InstallationGone(f"installation {installation_id} is gone: {error}") from error
            except Refused as error:
                if "repositor" in str(error).lower() and "permission" not in str(error).lower():
                    raise RepositoryGone(
                        f"repository {repo_id} is not in the installation: {error}"
                    ) from error
                raise PermissionMissing(f"{error}. An owner has to accept the App's permissions") from error
        return _Token(
            str(answer["token"]), datetime.fromisoformat(str(answer["expires_at"]).replace("Z", "+00:00"))
        )

    def _stored(self, key: str) -> _Token | None:
        raw = None if self._redis is None else self._redis.get(key)
        if raw is None:
            return None
        try:
            body = json.loads(self._fernet.decrypt(raw))
            return _Token(str(body["token"]), datetime.fromisoformat(body["expires_at"]))
        except (InvalidToken, ValueError, KeyError):  # written with another private key: mint anew
            return None

    def _key(self, installation_id: int, repo_id: int | None, permissions: Mapping[str, str]) -> str:
        scope = json.dumps(
            [self._api_url, self._app_id, installation_id, repo_id, sorted(permissions.items())]
        )
        return "evenhand:token:" + hashlib.sha256(scope.encode()).hexdigest()


def _derived_key(private_key: str) -> bytes:
    hkdf = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=b"evenhand installation tokens")
    return base64.urlsafe_b64encode(hkdf.derive(private_key.strip().encode()))
