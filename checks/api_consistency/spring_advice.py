"""The one body that a Spring service's exception handlers give its errors."""

from __future__ import annotations

import re
from dataclasses import dataclass

from checks.api_consistency.api import Api
from checks.api_consistency.model import Place
from checks.api_consistency.schemas import fields_of_class

_HANDLER = re.compile(
    r"@ExceptionHandler\b[^\n]*\n(?:\s*@[^\n]*\n)*\s*(?:public |protected |private |final )*(?P<type>[\w.<>?, ]+?)\s+\w+\s*\("
)
_PROBLEM = frozenset({"type", "title", "status", "detail", "instance"})
_ENOUGH = 2


@dataclass(frozen=True, slots=True)
class Advice:
    """What every exception handler answers: the name of its type, its fields and where handlers stand."""

    name: str
    keys: frozenset[str]
    count: int
    examples: tuple[Place, ...]


def advice_of(api: Api, group: str) -> Advice | None:
    """The body of the exception handlers of base where all of at least two give the same; read once a change."""
    key = f"advice:{group}"
    if key not in api.styles:
        api.styles[key] = _read(api, group)
    found = api.styles[key]
    return found if isinstance(found, Advice) else None


def _read(api: Api, group: str) -> Advice | None:
    sources = api.base.sources
    kinds: set[str] = set()
    places: list[Place] = []
    for path in sources.paths:
        if not path.endswith(".java") or sources.group(path) != group:
            continue
        text = sources.text(path) or ""
        if "@ExceptionHandler" not in text:
            continue
        for match in _HANDLER.finditer(text):
            inner = re.sub(r"^ResponseEntity<(.*)>$", r"\1", match["type"].strip())
            kinds.add(inner)
            line = text.count("\n", 0, match.start()) + 1
            places.append(Place(path, line, line))
    if len(kinds) != 1 or len(places) < _ENOUGH:
        return None
    name = kinds.pop()
    if name == "ProblemDetail":
        return Advice(name, _PROBLEM, len(places), tuple(places[:3]))
    known = sources.cls(places[0].path, name)
    fields = fields_of_class(known[1], known[0], sources, "response") if known is not None else None
    if not fields:
        return None
    return Advice(name, frozenset(f.name for f in fields), len(places), tuple(places[:3]))
