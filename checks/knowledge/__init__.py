"""What libraries do, as data: which calls read, run, send, hash, escape or check, by library and version.

One YAML file a library under ``checks/knowledge/<language>/``; the format is described in ``README.md`` beside them. A
rule asks :func:`known_call` for the kind of fact it judges and gets the library's word on which argument matters.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from checks.syntax import model as m
from checks.syntax.flow import Flow

FAMILY = {"typescript": "javascript", "tsx": "javascript"}
"""Languages that share the knowledge of another."""
ALSO = {"kotlin": "java"}
"""Languages that call the libraries of another besides their own."""
RECEIVER = "receiver"
"""The place of what stands before the last dot, where that is the value that matters: ``path.readText()``."""
LAST = "last"
"""The place of the last argument: ``new Function('a', 'b', body)``."""

FACT_KEYS = frozenset({"fact", "of", "names", "argument", "new"})
LIBRARY_KEYS = frozenset({"library", "versions", "docs", "calls", "settings", "examples"})


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
            if place == RECEIVER:
                found = call.callee.base if isinstance(call.callee, m.Attr) else None
            elif place == LAST:
                found = call.args[-1].value if call.args and not call.args[-1].spread else None
            else:
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
    settings: Mapping[str, Mapping[str, tuple[Fact, ...]]] = field(default_factory=dict)
    """kind -> name of the option, property or keyword -> facts in file order."""

    def find(self, kind: str, canonical: str) -> Fact | None:
        """The fact about a canonical dotted name such as ``java.sql.Statement().executeQuery``."""
        return next(iter(self.find_all(kind, canonical)), None)

    def find_all(self, kind: str, canonical: str) -> tuple[Fact, ...]:
        """All facts about a name: one for each argument that matters."""
        on, _, name = canonical.rpartition(".")
        return tuple(f for f in self.by_name.get(kind, {}).get(name, ()) if f.of.fullmatch(on))

    def names(self, kind: str) -> Iterable[str]:
        """Last names of all calls of a kind."""
        return self.by_name.get(kind, {}).keys()


def known_call(flow: Flow, call: m.Call, kind: str) -> Fact | None:
    """What is known of a call, of one kind; None for a call that no library file names. Cheap for calls of other names."""
    return next(iter(known_facts(flow, call, kind)), None)


def known_facts(flow: Flow, call: m.Call, kind: str) -> tuple[Fact, ...]:
    """Everything known of a call of one kind: a copy opens two files."""
    known = knowledge(flow.module.language)
    facts = known.by_name.get(kind)
    if facts is None:
        return ()
    callee = call.callee
    last = callee.name if isinstance(callee, m.Attr) else callee.id if isinstance(callee, m.Name) else ""
    if last not in facts and not isinstance(callee, m.Name):
        return ()  # an alias of one name may stand for any call; a member is called by its name
    return known.find_all(kind, flow.resolve(callee) or f"?.{last}")


@dataclass(frozen=True, slots=True)
class Setting:
    """A stated option: ``x.name = value``, ``{name: value}``, ``f(name=value)``."""

    fact: Fact
    node: m.Assign | m.Pair | m.Arg
    value: m.Expr
    owner: str
    """Canonical name of the object, type or function that it belongs to; ``""`` where that is not known."""


def known_settings(flow: Flow, kind: str) -> Iterator[Setting]:
    """Every stated option of the file of which a library says something of this kind."""
    facts = knowledge(flow.module.language).settings.get(kind)
    if not facts:
        return
    for node, name, value, owner in _stated(flow, facts):
        for fact in facts[name]:
            wanted = fact.more.get("value")
            if wanted is not None and not re.fullmatch(wanted, written_value(flow, value)):
                continue
            whose = "" if owner is None else flow.resolve(owner)
            if fact.of.pattern == "" or fact.of.fullmatch(whose):
                yield Setting(fact, node, value, whose)
                break


def _stated(
    flow: Flow, names: Mapping[str, Any]
) -> Iterator[tuple[m.Assign | m.Pair | m.Arg, str, m.Expr, m.Node | None]]:
    for assign in flow.module.every(m.Assign):
        for target in assign.targets:
            if isinstance(target, m.Attr) and target.name in names and assign.value is not None:
                yield assign, target.name, assign.value, target.base
            elif isinstance(target, m.Name) and target.id in names and assign.value is not None:
                yield assign, target.id, assign.value, None
    for pair in flow.module.every(m.Pair):
        if isinstance(pair.key, m.Literal) and pair.key.value in names:
            yield pair, str(pair.key.value), pair.value, pair.parent
        elif isinstance(pair.key, m.Name) and pair.key.id in names:  # PHP's CURLOPT_...
            yield pair, pair.key.id, pair.value, pair.parent
    for arg in flow.module.every(m.Arg):
        if arg.name is not None and arg.name in names:
            call = arg.parent
            yield arg, arg.name, arg.value, call.callee if isinstance(call, m.Call) else None


def written_value(flow: Flow, value: m.Expr) -> str:
    """What a pattern for a setting's value is held against: the constant, or the canonical name."""
    known = flow.constant(value)
    return flow.resolve(value) or flow.module.text(value) if known is ... else str(known)


@cache
def knowledge(language: str) -> Knowledge:
    """The knowledge of a language; empty for one without files. Raises KnowledgeError for a faulty file."""
    own = FAMILY.get(language, language)
    by_name: defaultdict[str, defaultdict[str, list[Fact]]] = defaultdict(lambda: defaultdict(list))
    settings: defaultdict[str, defaultdict[str, list[Fact]]] = defaultdict(lambda: defaultdict(list))
    libraries: list[Mapping[str, Any]] = []
    for folder in [own, ALSO[own]] if own in ALSO else [own]:
        for where, loaded in _library_files(folder):
            if folder == own:
                libraries.append(loaded)
            for rows, into in ((loaded.get("calls", ()), by_name), (loaded.get("settings", ()), settings)):
                for row in rows:
                    fact = _fact(where, loaded["library"], row)
                    for name in row["names"]:
                        into[fact.kind][name].append(fact)
    return Knowledge(_frozen(by_name), tuple(libraries), _frozen(settings))


def _frozen(facts: Mapping[str, Mapping[str, list[Fact]]]) -> Mapping[str, Mapping[str, tuple[Fact, ...]]]:
    return {kind: {name: tuple(found) for name, found in rows.items()} for kind, rows in facts.items()}


def _library_files(language: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    folder = files("checks.knowledge").joinpath(language)
    if folder.is_dir():
        for entry in sorted(folder.iterdir(), key=lambda e: e.name):
            if entry.name.endswith(".yml"):
                where = f"{language}/{entry.name}"
                yield where, _load(where, entry.read_text("utf-8"))


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
