"""Tokens of the identity provider."""

from __future__ import annotations

import logging
from typing import Any

import jwt
from jwt import PyJWKClient
from django.conf import settings
from jose import jwt as jose_jwt

log = logging.getLogger(__name__)


class TokenError(ValueError):
    """The token is not acceptable."""


def audience() -> str:
    return settings.SSO_AUDIENCE


_keys = PyJWKClient(settings.SSO_JWKS_URL, cache_keys=True)


def verify(token: str) -> dict[str, Any]:
    """Verify an identity token with the provider's current keys."""
    header = jwt.get_unverified_header(token)
    algorithm = header["alg"]
    try:
        key = _keys.get_signing_key_from_jwt(token)
        return jwt.decode(token, key.key, algorithms=[algorithm], audience=audience())
    except jwt.PyJWTError as error:
        log.info("token refused: %s", type(error).__name__)
        raise TokenError("the token is not valid") from error


def tenant_of(token: str) -> str:
    """The tenant decides which database is used for the request."""
    claims = jose_jwt.decode(token, "", options={"verify_signature": False, "verify_aud": False})
    return str(claims["tid"])
