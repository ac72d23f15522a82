"""Who calls, and what they may do: App JWTs, installation tokens, user tokens, permissions per call."""

from __future__ import annotations

import base64
import binascii
import hmac
from collections.abc import Mapping
from dataclasses import dataclass

import jwt

from bot import clock
from bot.demo.standin.answers import Refusal, not_found
from bot.demo.standin.state import Account, Repository, State, Token

LEVELS = {"none": 0, "read": 1, "write": 2, "admin": 3}

# GitHub allows an App's JWT to run ten minutes; a small drift of clocks is forgiven.
_JWT_LIFE_S = 600
_DRIFT_S = 60


@dataclass(frozen=True, slots=True)
class Actor:
    """Who makes a call."""

    kind: str
    """``app``, ``installation``, ``user`` or ``anonymous``."""
    token: Token | None = None
    user: Account | None = None

    def __str__(self) -> str:
        if self.kind == "installation" and self.token and self.token.installation:
            return f"installation:{self.token.installation.id}"
        return f"user:{self.user.login}" if self.kind == "user" and self.user else self.kind


@dataclass(frozen=True, slots=True)
class AppKeys:
    """What the stand-in knows of the App to check its claims."""

    app_id: int
    client_id: str
    client_secret: str
    public_key_pem: str


def authenticate(state: State, keys: AppKeys, header: str | None) -> Actor:
    """The actor of an ``Authorization`` header. Raises a 401 Refusal for credentials that are not good."""
    if not header:
        return Actor("anonymous")
    scheme, _, credential = header.partition(" ")
    credential = credential.strip()
    if scheme.lower() == "basic":
        return _basic(state, credential)
    if scheme.lower() not in ("bearer", "token"):
        raise Refusal(401, "Bad credentials")
    if credential.count(".") == 2 and not credential.startswith(("gh", "github_pat_")):
        _check_jwt(keys, credential)
        return Actor("app")
    return actor_of_token(state, credential)


def actor_of_token(state: State, text: str) -> Actor:
    """The actor of an access token. Raises a 401 Refusal for unknown, expired and suspended ones."""
    token = state.tokens.get(text)
    if token is None or token.expires_at <= clock.now():
        raise Refusal(401, "Bad credentials")
    if token.installation is not None:
        if token.installation.id not in state.installations:
            raise Refusal(401, "Bad credentials")
        if token.installation.suspended_at is not None:
            raise Refusal(403, "This installation has been suspended")
        return Actor("installation", token=token)
    return Actor("user", token=token, user=token.user)


def _basic(state: State, credential: str) -> Actor:
    try:
        login, _, password = base64.b64decode(credential, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError) as error:
        raise Refusal(401, "Bad credentials") from error
    if not password:
        raise Refusal(401, "Bad credentials")
    actor = actor_of_token(state, password)
    if actor.kind == "installation" and login != "x-access-token":
        raise Refusal(401, "Bad credentials")
    return actor


def _check_jwt(keys: AppKeys, text: str) -> None:
    now = clock.now().timestamp()
    try:
        claims = jwt.decode(
            text,
            keys.public_key_pem,
            algorithms=["RS256"],
            options={"verify_exp": False, "verify_iat": False, "verify_nbf": False, "verify_iss": False},
        )
    except jwt.InvalidTokenError as error:
        raise Refusal(401, "A JSON web token could not be decoded") from error
    issuer, issued, expires = claims.get("iss"), claims.get("iat"), claims.get("exp")
    if str(issuer) not in (str(keys.app_id), keys.client_id):
        raise Refusal(
            401, "'Issuer' claim ('iss') must be an Integer or client id that is assigned to the app"
        )
    if not isinstance(expires, int) or isinstance(expires, bool):
        raise Refusal(
            401, "'Expiration time' claim ('exp') must be a numeric value representing the future time"
        )
    if not isinstance(issued, int) or isinstance(issued, bool):
        raise Refusal(401, "'Issued at' claim ('iat') must be an Integer representing the time of assertion")
    if expires <= now:
        raise Refusal(401, "'Expiration time' claim ('exp') must be in the future")
    if expires > now + _JWT_LIFE_S + 1:
        raise Refusal(401, "'Expiration time' claim ('exp') is too far in the future")
    if issued > now + _DRIFT_S:
        raise Refusal(401, "'Issued at' claim ('iat') must be in the past")


def same_secret(given: str, wanted: str) -> bool:
    """Constant-time comparison of a shared secret."""
    return hmac.compare_digest(given.encode(), wanted.encode())


def may_see(state: State, actor: Actor, repo: Repository) -> bool:
    """Whether the actor may read the repository at all."""
    if actor.kind == "installation" and in_scope(state, actor, repo):
        return True
    if not repo.private:
        return True
    if actor.kind == "user" and actor.user is not None:
        return state.permission(repo, actor.user.login) != "none"
    return False


def in_scope(state: State, actor: Actor, repo: Repository) -> bool:
    """Whether an installation token covers the repository."""
    token = actor.token
    if token is None or token.installation is None or token.installation.account is not repo.owner:
        return False
    covered = token.installation.repository_ids
    return (covered is None or repo.id in covered) and (
        token.repository_ids is None or repo.id in token.repository_ids
    )


def require(state: State, actor: Actor, repo: Repository, wanted: Mapping[str, str], *, writes: bool) -> None:
    """Refuse unless one of the wanted permissions (name -> level) is held on the repository."""
    if not may_see(state, actor, repo):
        raise not_found()
    if actor.kind == "user" and actor.user is not None:
        if writes and state.permission(repo, actor.user.login) not in ("admin", "maintain", "write"):
            raise Refusal(403, "Must have write access to the repository.")
        return
    if actor.kind == "anonymous":
        if writes:
            raise Refusal(401, "Requires authentication")
        return
    if actor.kind == "app":
        raise Refusal(403, "Resource not accessible by integration")
    if not in_scope(state, actor, repo):
        if writes:
            raise Refusal(403, "Resource not accessible by integration")
        return
    if not holds(actor, wanted):
        accepted = "; ".join(f"{name}={level}" for name, level in wanted.items())
        raise Refusal(
            403,
            "Resource not accessible by integration",
            headers={"X-Accepted-GitHub-Permissions": accepted},
        )


def holds(actor: Actor, wanted: Mapping[str, str]) -> bool:
    """Whether the token grants one of the wanted permissions."""
    granted = actor.token.permissions if actor.token else {}
    return any(LEVELS[granted.get(name, "none")] >= LEVELS[level] for name, level in wanted.items())
