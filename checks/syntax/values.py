"""What an expression may hold: constant text, text built with holes, outside data, typed or sanitised values."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from checks.syntax import model as m

PARTS_LIMIT = 200
"""Pieces of one text that are kept."""


@dataclass(frozen=True, slots=True)
class Taint:
    """Where outside data entered: the expression, a few words on it, and ``request`` or ``cli``."""

    source: m.Node
    what: str
    grade: str = "request"
    through: frozenset[str] = frozenset()
    """Canonical names of the unknown functions that this very data passed through, and marks such as ``replace:/``."""


@dataclass(frozen=True, slots=True)
class Value:
    """What an expression may hold."""

    text: str | None = None
    """The exact text when it is one known constant."""
    parts: tuple[str | None, ...] = (None,)
    """The text it is built from: literal strings, and None for each hole whose text is not known."""
    dynamic: bool = True
    """Not built from literals and constants alone. Numbers, UUIDs and allow-listed values do not count as dynamic."""
    built: bool = False
    """Assembled as text with a dynamic part: concatenation, formatting, interpolation, join."""
    taint: Taint | None = None
    trail: tuple[m.Node, ...] = ()
    """Nodes where it was assembled, first to last, for evidence."""
    through: frozenset[str] = frozenset()
    """Canonical names of unknown functions that it passed through (``shlex.quote``): rules know their sanitizers."""

    more: tuple[Taint, ...] = ()
    """Further outside data in the same text."""

    @property
    def taints(self) -> tuple[Taint, ...]:
        """All outside data in the text, each with what it passed through."""
        return self.more if self.taint is None else (self.taint, *self.more)

    @property
    def known_text(self) -> str:
        """The literal parts joined, holes left out."""
        return "".join(p or "" for p in self.parts)


SAFE = Value(text=None, parts=(None,), dynamic=False)
UNKNOWN = Value()


def all_taints(values: Iterable[Value]) -> tuple[Taint, ...]:
    """Outside data of several values, each datum once; at most six are kept."""
    seen: dict[tuple[int, frozenset[str]], Taint] = {}
    for value in values:
        for taint in value.taints:
            seen.setdefault((id(taint.source), taint.through), taint)
    return tuple(seen.values())[:6]


def marked(value: Value, names: Iterable[str]) -> Value:
    """The value after it passed through functions of these names."""
    marks = frozenset(names)
    found = tuple(replace(t, through=t.through | marks) for t in value.taints)
    return replace(value, taint=found[0] if found else None, more=found[1:], through=value.through | marks)


def constant(text: str) -> Value:
    """A known constant."""
    return Value(text=text, parts=(text,), dynamic=False)


def either(values: Sequence[Value]) -> Value:
    """One of several: anything bad in one is bad in all."""
    if not values:
        return UNKNOWN
    if len(values) == 1:
        return values[0]
    texts = {v.text for v in values}
    taints = all_taints(values)
    longest = max(values, key=lambda v: (v.built, v.dynamic, len(v.parts)))
    return Value(
        text=texts.pop() if len(texts) == 1 else None,
        parts=longest.parts,
        dynamic=any(v.dynamic for v in values),
        built=any(v.built for v in values),
        taint=taints[0] if taints else None,
        more=taints[1:],
        trail=_join_trails(v.trail for v in values),
        through=frozenset.intersection(*(v.through for v in values if v.dynamic))
        if any(v.dynamic for v in values)
        else frozenset(),
    )


def joined(values: Sequence[Value], at: m.Node | None = None) -> Value:
    """Texts put after one another."""
    parts: list[str | None] = []
    for value in values:
        parts.extend(value.parts)
    dynamic = [v for v in values if v.dynamic]
    known = all(v.text is not None for v in values)
    trail = _join_trails(v.trail for v in values)
    if at is not None and dynamic:
        trail = (*trail, at)
    taints = all_taints(values)
    return Value(
        text="".join(v.text or "" for v in values) if known else None,
        parts=tuple(parts[:PARTS_LIMIT]),
        dynamic=bool(dynamic),
        built=any(v.built for v in values) or (bool(dynamic) and len(values) > 1),
        taint=taints[0] if taints else None,
        more=taints[1:],
        trail=trail[-8:],
        through=frozenset.intersection(*(v.through for v in dynamic)) if dynamic else frozenset(),
    )


def _join_trails(trails: Iterable[tuple[m.Node, ...]]) -> tuple[m.Node, ...]:
    seen: dict[int, m.Node] = {}
    for trail in trails:
        for node in trail:
            seen.setdefault(id(node), node)
    return tuple(seen.values())[-8:]
