"""Validation of what people type."""
from __future__ import annotations

import re

EMAIL = re.compile(r"^([a-zA-Z0-9_.\-]+)+@([a-zA-Z0-9\-]+\.)+[a-z]{2,}$")
_NAME = r"^(\w+\s?)+$"

MAX_NAME = 200


class Invalid(ValueError):
    """A field that people have to correct."""


def check_email(value: str) -> str:
    """The address in lower case."""
    value = value.strip()
    if not EMAIL.match(value):
        raise Invalid("The e-mail address is not valid.")
    return value.lower()


def check_name(value: str) -> str:
    if not re.match(_NAME, value):
        raise Invalid("A name has letters and spaces only.")
    return value
