"""Installation tokens: scoped, shared, encrypted, and told apart from each other."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from github import GithubException

from bot import clock
from bot.github import (
    BadCredentials,
    InstallationGone,
    InstallationTokens,
    NotFound,
    PermissionMissing,
    Refused,
    RepositoryGone,
    RetryLater,
    Unanswered,
    tokens,
)
from bot.github.connection import translated


@pytest.fixture(scope="module")
def pem() -> str:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    ).decode()


class Store(dict[str, Any]):
    """Redis, as far as tokens need it."""

    def set(self, key: str, value: Any, ex: int) -> None:
        self[key] = value
        self[f"{key}:life"] = ex


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, Any]]:
    """Token requests made; each is answered with a new long token."""
    made: list[tuple[str, Any]] = []

    def call(requester: Any, verb: str, path: str, body: Any) -> Any:
        made.append((path, body))
        expires = (clock.now() + timedelta(hours=1)).isoformat().replace("+00:00", "Z")
        return {}, {"token": f"ghs_1_{'j' * 510}{len(made)}", "expires_at": expires}

    monkeypatch.setattr(tokens, "call", call)
    return made


def settings(pem: str | None, app_id: str | None = "12", api: str = "https://api.github.com") -> Any:
    return SimpleNamespace(app_id=app_id, private_key=pem, github_api_url=api)


def test_a_token_is_minted_for_one_repository_and_the_permissions_in_use(pem: str, asked: Any) -> None:
    InstallationTokens(settings(pem)).get(5, 42, {"checks": "write"})
    assert asked == [
        ("/app/installations/5/access_tokens", {"permissions": {"checks": "write"}, "repository_ids": [42]})
    ]


def test_workers_share_a_token_through_redis_without_showing_it(pem: str, asked: Any) -> None:
    redis = Store()
    first = InstallationTokens(settings(pem), redis).get(5, 42, {"checks": "write"})
    assert InstallationTokens(settings(pem), redis).get(5, 42, {"checks": "write"}) == first
    assert len(asked) == 1
    (key,) = (k for k in redis if not k.endswith(":life"))
    assert b"ghs_" not in redis[key]
    assert 3200 < redis[f"{key}:life"] <= 3300


@pytest.mark.parametrize(
    "other", [(6, 42, {"checks": "write"}), (5, 43, {"checks": "write"}), (5, 42, {"issues": "write"})]
)
def test_another_scope_has_another_token(other: Any, pem: str, asked: Any) -> None:
    redis = Store()
    shared = InstallationTokens(settings(pem), redis)
    assert shared.get(5, 42, {"checks": "write"}) != shared.get(*other)
    assert InstallationTokens(settings(pem, api="https://ghe/api/v3"), redis).get(5, 42, {"checks": "write"})
    assert len(asked) == 3


def test_a_token_kept_under_another_key_is_minted_anew(pem: str, asked: Any) -> None:
    redis = Store()
    InstallationTokens(settings(pem), redis).get(5, 42, {})
    for key in list(redis):
        redis[key] = b"garbage"
    InstallationTokens(settings(pem), redis).get(5, 42, {})
    assert len(asked) == 2


def test_a_token_is_refreshed_five_minutes_early(
    pem: str, asked: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    shared = InstallationTokens(settings(pem), Store())
    first = shared.get(5, 42, {})
    later = clock.now() + timedelta(minutes=56)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert shared.get(5, 42, {}) != first


def test_the_app_signs_with_its_id_a_backdated_start_and_a_short_life(pem: str) -> None:
    auth = InstallationTokens(settings(pem)).app_requester().auth
    assert auth is not None
    claims = jwt.decode(auth.token, options={"verify_signature": False})
    now = datetime.now(UTC).timestamp()
    assert claims["iss"] == "12"
    assert -62 <= claims["iat"] - now <= -58
    assert claims["exp"] - now <= 9 * 60
    assert jwt.get_unverified_header(auth.token)["alg"] == "RS256"


def test_an_app_that_is_not_configured_names_the_settings(pem: str) -> None:
    with pytest.raises(BadCredentials, match="EVENHAND_GITHUB_APP_ID"):
        InstallationTokens(settings(None))
    with pytest.raises(BadCredentials, match="not a PEM"):
        InstallationTokens(settings("nonsense")).app_requester()


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (NotFound("x"), InstallationGone),
        (Refused("The permissions requested are not granted to this installation."), PermissionMissing),
        (
            Refused("There is at least one repository that does not exist or is not accessible"),
            RepositoryGone,
        ),
        (Unanswered("502"), RetryLater),
    ],
)
def test_a_refused_token_says_what_is_gone(
    fault: Exception, error: type[Exception], pem: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def call(*_: Any) -> Any:
        raise fault

    monkeypatch.setattr(tokens, "call", call)
    with pytest.raises(error):
        InstallationTokens(settings(pem)).get(5, 42, {})


@pytest.mark.parametrize(
    ("status", "message", "headers", "error"),
    [
        (401, "Bad credentials", {}, BadCredentials),
        (403, "Resource not accessible by integration", {}, PermissionMissing),
        (403, "This installation has been suspended", {}, InstallationGone),
        (404, "Not Found", {}, NotFound),
        (410, "Gone", {}, RepositoryGone),
        (422, "Validation Failed", {}, Refused),
        (500, "Oops", {}, Unanswered),
        (503, "Away", {"Retry-After": "5"}, RetryLater),
    ],
)
def test_each_answer_says_what_to_do(
    status: int, message: str, headers: dict[str, str], error: type[Exception]
) -> None:
    fault = GithubException(status, {"message": message}, headers)
    assert type(translated(fault, "POST /x", write=True)) is error


def test_no_error_text_holds_a_token() -> None:
    fault = GithubException(422, {"message": "bad ghs_1_eyJ.a-b_c.sig token"}, {})
    assert "eyJ" not in str(translated(fault, "POST /x", write=True))
    assert json.dumps(str(fault))
