"""Validation of what people type."""
from __future__ import annotations

MAX_NAME = 200


class Invalid(ValueError):
    """A field that people have to correct."""


def check_email(value: str) -> str:
    if "@" not in value:
        raise Invalid("The e-mail address is not valid.")
    return value
