"""Where request data enters a program: framework knowledge read from ``sources.yml``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

_FAMILY = {"typescript": "javascript", "tsx": "javascript"}


@dataclass(frozen=True, slots=True)
class Sources:
    """Compiled patterns of one language."""

    members: tuple[tuple[re.Pattern[str], str], ...]
    cli: tuple[tuple[re.Pattern[str], str], ...]
    route_decorators: re.Pattern[str] | None
    injected: re.Pattern[str] | None
    parameter_decorators: re.Pattern[str] | None

    def request(self, name: str) -> str | None:
        """A few words when the dotted name reads request data."""
        return next((what for pattern, what in self.members if pattern.match(name)), None)

    def command_line(self, name: str) -> str | None:
        """A few words when the dotted name reads the command line."""
        return next((what for pattern, what in self.cli if pattern.match(name)), None)


@cache
def _data() -> Mapping[str, Any]:
    text = files("checks.syntax").joinpath("sources.yml").read_text("utf-8")
    loaded: Mapping[str, Any] = yaml.safe_load(text)
    return loaded


@cache
def sources_for(language: str) -> Sources:
    """The patterns of a language; empty ones for a language that has none yet."""
    entry = _data().get(_FAMILY.get(language, language), {})

    def listed(name: str) -> tuple[tuple[re.Pattern[str], str], ...]:
        return tuple((re.compile(row["match"]), row["what"]) for row in entry.get(name, ()))

    def single(name: str) -> re.Pattern[str] | None:
        return re.compile(entry[name]) if name in entry else None

    return Sources(
        listed("members"),
        listed("cli"),
        single("route_decorators"),
        single("injected"),
        single("parameter_decorators"),
    )
