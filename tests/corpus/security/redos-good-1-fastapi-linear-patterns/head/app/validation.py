"""Validation of what people type."""
from __future__ import annotations

import re

EMAIL = re.compile(r"^[^@\s]+@[a-zA-Z0-9\-]+(?:\.[a-zA-Z0-9\-]+)+$")
NAME = re.compile(r"^\w+(?: \w+)*$")
TAGS = re.compile(r"^[a-z]+(?:,[a-z]+)*$")
VERSION = re.compile(r"^v?(\d+)\.(\d+)(?:\.(\d+))?$")
COLOUR = re.compile(r"^#(?:[0-9a-f]{3}){1,2}$", re.IGNORECASE)
PATH = re.compile(r"^/(?:[\w.\-]+/)*[\w.\-]*$")

MAX_NAME = 200


class Invalid(ValueError):
    """A field that people have to correct."""


def check_email(value: str) -> str:
    value = value.strip()
    if not EMAIL.match(value):
        raise Invalid("The e-mail address is not valid.")
    return value.lower()


def check_name(value: str) -> str:
    if not NAME.fullmatch(value):
        raise Invalid("A name has letters and spaces only.")
    return value


def check_tags(value: str) -> list[str]:
    if TAGS.match(value) is None:
        raise Invalid("Tags are words with commas between them.")
    return value.split(",")


def is_newer(version: str, than: tuple[int, int]) -> bool:
    found = VERSION.match(version)
    return bool(found) and (int(found[1]), int(found[2])) > than


def check_appearance(colour: str, folder: str) -> None:
    if not COLOUR.match(colour) or not PATH.match(folder):
        raise Invalid("The colour or the folder is not valid.")
