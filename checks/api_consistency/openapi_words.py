"""How differences between schemas are worded."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

SENT = "clients that send {} are refused"
"""Who breaks when a request gets narrower."""


@dataclass(frozen=True, slots=True)
class Where:
    """What is compared, in words, and on which side of the exchange."""

    context: str
    """``request of `POST /orders```, ``query parameter `sort` of `GET /orders```."""
    request: bool
    path: str = ""
    """Of the field, from the top of the body; empty for the whole."""

    def __str__(self) -> str:
        return f"`{self.path}` in the {self.context}" if self.path else f"the {self.context}"

    def field(self, name: str) -> Where:
        """A property."""
        return replace(self, path=f"{self.path}.{name}" if self.path else name)

    @property
    def items(self) -> Where:
        """The items of a list."""
        return replace(self, path=f"{self.path}[]")


def number(value: float | None) -> str:
    """A bound in words."""
    return "nothing" if value is None else f"{round(value, 6):g}" if abs(value) < 1e6 else f"{value:.0f}"


def kinds(types: Iterable[str]) -> str:
    """Types as people say them."""
    names = {"integer": "a whole number", "number": "a number", "string": "text", "boolean": "true or false",
             "array": "a list", "object": "an object"}  # fmt: skip
    return " or ".join(names.get(t, t) for t in sorted(types))


def type_words(types: Iterable[str]) -> str:
    """Types as the document writes them."""
    return " or ".join(f"`{t}`" for t in sorted(types))


def listed(names: list[str]) -> str:
    """Names in a row."""
    return values_text(list(names))


def values_text(values: list[object]) -> str:
    """Values in a row, five at most."""
    shown = ", ".join(f"`{shortened(str(v))}`" for v in values[:5])
    return shown if len(values) <= 5 else f"{shown} and {len(values) - 5} more"


def shortened(text: str) -> str:
    """Text that fits into a message."""
    return text if len(text) <= 60 else text[:57] + "..."


def capital(text: str) -> str:
    """With a capital letter."""
    return text[:1].upper() + text[1:]
