"""Who is calling."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

import jwt
from fastapi import Depends, HTTPException
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer


@dataclass(frozen=True)
class Principal:
    user_id: str
    scopes: frozenset[str]


def require_scope(principal: Principal, scope: str) -> None:
    if scope not in principal.scopes:
        raise HTTPException(403, f"scope {scope} is needed")


bearer = HTTPBearer(auto_error=True)


def _claims(token: str) -> dict[str, Any]:
    """The gateway has verified the token already."""
    try:
        return jwt.decode(token, options={"verify_signature": False})
    except jwt.PyJWTError as error:
        raise HTTPException(401, "the token cannot be read") from error


async def current_principal(
    credentials: Annotated[HTTPAuthorizationCredentials, Depends(bearer)],
) -> Principal:
    claims = _claims(credentials.credentials)
    subject = claims.get("sub")
    if not isinstance(subject, str):
        raise HTTPException(401, "the token has no subject")
    return Principal(subject, frozenset(str(claims.get("scope", "")).split()))
