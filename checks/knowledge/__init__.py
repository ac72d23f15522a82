"""What libraries do, as data: which calls read, run, send, hash, escape or check, by library and version.

One YAML file a library under ``checks/knowledge/<language>/``; the format is described in ``README.md`` beside them. A
rule asks :func:`known_call` for the kind of fact it judges and gets the library's word on which argument matters.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from checks.syntax import model as m
from checks.syntax.flow import Flow

FAMILY = {"typescript": "javascript", "tsx": "javascript"}
"""Languages that share the knowledge of another."""

FACT_KEYS = frozenset({"fact", "of", "names", "argument", "new"})
LIBRARY_KEYS = frozenset({"library", "versions", "docs", "calls", "examples"})


class KnowledgeError(ValueError):
    """A knowledge file says something that cannot be read; the message names file and entry."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that is known of a call."""

    kind: str
    library: str
    of: re.Pattern[str]
    """Fits the canonical name of what stands before the last dot; ``""`` for plain functions."""
    arguments: tuple[int | str, ...]
    """Where the value that matters is given: positions and keyword names, first that is there."""
    more: Mapping[str, Any] = field(default_factory=dict)
    """Other keys of the entry, for the rule that asked."""

    def given(self, call: m.Call) -> m.Expr | None:
        """The argument that matters; None where the call does not give it."""
        for place in self.arguments:
            found = call.positional(place) if isinstance(place, int) else call.keyword(place)
            if found is not None:
                return found
        return None


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Everything known of one language's libraries."""

    by_name: Mapping[str, Mapping[str, tuple[Fact, ...]]]
    """kind -> last name of the callee -> facts in file order."""
    libraries: tuple[Mapping[str, Any], ...]

    def find(self, kind: str, canonical: str) -> Fact | None:
        """The fact about a canonical dotted name such as ``java.sql.Statement().executeQuery``."""
        on, _, name = canonical.rpartition(".")
        for fact in self.by_name.get(kind, {}).get(name, ()):
            if fact.of.fullmatch(on):
                return fact
        return None

    def names(self, kind: str) -> Iterable[str]:
        """Last names of all calls of a kind."""
        return self.by_name.get(kind, {}).keys()


def known_call(flow: Flow, call: m.Call, kind: str) -> Fact | None:
    """What is known of a call, of one kind; None for a call that no library file names. Cheap for calls of other names."""
    facts = knowledge(flow.module.language).by_name.get(kind)
    if facts is None:
        return None
    callee = call.callee
    last = callee.name if isinstance(callee, m.Attr) else callee.id if isinstance(callee, m.Name) else ""
    if last not in facts and not isinstance(callee, m.Name):
        return None  # an alias of one name may stand for any call; a member is called by its name
    return knowledge(flow.module.language).find(kind, flow.resolve(callee))


@cache
def knowledge(language: str) -> Knowledge:
    """The knowledge of a language; empty for one without files. Raises KnowledgeError for a faulty file."""
    folder = files("checks.knowledge").joinpath(FAMILY.get(language, language))
    by_name: defaultdict[str, defaultdict[str, list[Fact]]] = defaultdict(lambda: defaultdict(list))
    libraries: list[Mapping[str, Any]] = []
    if folder.is_dir():
        for entry in sorted(folder.iterdir(), key=lambda e: e.name):
            if entry.name.endswith(".yml"):
                loaded = _load(f"{language}/{entry.name}", entry.read_text("utf-8"))
                libraries.append(loaded)
                for row in loaded.get("calls", ()):
                    fact = _fact(f"{language}/{entry.name}", loaded["library"], row)
                    for name in row["names"]:
                        by_name[fact.kind][name].append(fact)
    return Knowledge(
        {kind: {name: tuple(found) for name, found in rows.items()} for kind, rows in by_name.items()},
        tuple(libraries),
    )


def _load(where: str, text: str) -> Mapping[str, Any]:
    loaded = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    if not isinstance(loaded, dict) or "library" not in loaded:
        raise KnowledgeError(f"{where}: needs a mapping with `library`")
    unknown = set(loaded) - LIBRARY_KEYS
    if unknown:
        raise KnowledgeError(f"{where}: does not know {', '.join(sorted(unknown))}")
    return loaded


def _fact(where: str, library: str, row: Mapping[str, Any]) -> Fact:
    missing = {"fact", "names"} - set(row)
    if missing:
        raise KnowledgeError(f"{where}: an entry of `calls` lacks {', '.join(sorted(missing))}")
    argument = row.get("argument", ())
    places = tuple(argument) if isinstance(argument, list) else (argument,) if argument != () else ()
    try:
        of = re.compile(row.get("of", ""))
    except re.error as error:
        raise KnowledgeError(f"{where}: `of: {row['of']}` is no regular expression: {error}") from error
    return Fact(
        row["fact"], library, of, places, {key: value for key, value in row.items() if key not in FACT_KEYS}
    )
