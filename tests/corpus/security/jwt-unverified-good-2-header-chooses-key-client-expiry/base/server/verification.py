"""Verification of partner tokens."""

from __future__ import annotations

from collections.abc import Mapping



class UnknownPartner(LookupError):
    """No key is known for the partner."""


def key_of(keys: Mapping[str, str], partner: str) -> str:
    try:
        return keys[partner]
    except KeyError as error:
        raise UnknownPartner(partner) from error
