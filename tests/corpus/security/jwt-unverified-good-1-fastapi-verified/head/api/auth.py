"""Who is calling."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

import jwt
from fastapi import Depends, HTTPException
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from jwt import PyJWKClient

from api.settings import settings


@dataclass(frozen=True)
class Principal:
    user_id: str
    scopes: frozenset[str]


def require_scope(principal: Principal, scope: str) -> None:
    if scope not in principal.scopes:
        raise HTTPException(403, f"scope {scope} is needed")


bearer = HTTPBearer(auto_error=True)
_jwks = PyJWKClient(settings.jwks_url, cache_keys=True, lifespan=600)
ALGORITHMS = ("RS256", "ES256")


def _claims(token: str) -> dict[str, Any]:
    try:
        key = _jwks.get_signing_key_from_jwt(token).key
        return jwt.decode(
            token,
            key,
            algorithms=list(ALGORITHMS),
            audience=settings.audience,
            issuer=settings.issuer,
            options={"require": ["exp", "sub"], "verify_iat": False},
        )
    except jwt.PyJWTError as error:
        raise HTTPException(401, "the token is not valid") from error


async def current_principal(
    credentials: Annotated[HTTPAuthorizationCredentials, Depends(bearer)],
) -> Principal:
    claims = _claims(credentials.credentials)
    return Principal(claims["sub"], frozenset(str(claims.get("scope", "")).split()))


def internal_claims(token: str) -> dict[str, Any]:
    """Tokens between our own services are signed with a shared secret."""
    return jwt.decode(token, settings.internal_secret, algorithms=[settings.internal_algorithm])
