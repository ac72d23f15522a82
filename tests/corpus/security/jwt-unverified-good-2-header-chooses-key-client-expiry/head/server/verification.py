"""Verification of partner tokens."""

from __future__ import annotations

from collections.abc import Mapping

import jwt


class UnknownPartner(LookupError):
    """No key is known for the partner."""


def key_of(keys: Mapping[str, str], kid: str) -> str:
    try:
        return keys[kid]
    except KeyError as error:
        raise UnknownPartner(kid) from error


def verify(token: str, keys: Mapping[str, str]) -> dict:
    """The unverified header only says which of our known keys to use."""
    kid = jwt.get_unverified_header(token).get("kid", "")
    return jwt.decode(token, key_of(keys, kid), algorithms=["EdDSA"], audience="acme")
