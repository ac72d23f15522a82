"""Text with places for values: ``%s``, ``{}`` and ``fmt.Sprintf`` verbs filled in."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from checks.syntax import model as m
from checks.syntax.values import SAFE, UNKNOWN, Value, constant, joined

_PERCENT = re.compile(r"%(?:%|(?:\((\w+)\))?[-+ #0]*(?:\*|\d+)?(?:\.\d+)?([a-zA-Z]))")
_BRACES = re.compile(r"\{\{|\}\}|\{([^{}:!]*)(?:![rsa])?(?::([^{}]*))?\}")
_NUMERIC_SPEC = re.compile(r"[dxXobneEfFgG%]$")
_NUMERIC_VERBS = frozenset("dioxXeEfFgGbtcp")


def percent(
    text: str, values: Sequence[Value], named: Mapping[str, Value], at: m.Node, first: Sequence[Value] = ()
) -> Value:
    """``text % values`` and ``Sprintf(text, values...)``; ``first`` is what stands before the text."""
    waiting = iter(values)

    def value_of(match: re.Match[str]) -> Value:
        if match.group(0) == "%%":
            return constant("%")
        value = named.get(match.group(1), UNKNOWN) if match.group(1) else next(waiting, UNKNOWN)
        return SAFE if match.group(2) in _NUMERIC_VERBS else value

    return _filled(_PERCENT, text, value_of, at, first)


def braces(text: str, positional: Sequence[Value], named: Mapping[str, Value], at: m.Node) -> Value:
    """``text.format(...)``."""
    waiting = iter(positional)

    def value_of(match: re.Match[str]) -> Value:
        if match.group(0) in ("{{", "}}"):
            return constant(match.group(0)[0])
        field = re.split(r"[.\[]", match.group(1), maxsplit=1)[0]
        if field == "":
            value = next(waiting, UNKNOWN)
        elif field.isdigit():
            value = positional[int(field)] if int(field) < len(positional) else UNKNOWN
        else:
            value = named.get(field, UNKNOWN)
        return SAFE if match.group(2) and _NUMERIC_SPEC.search(match.group(2)) else value

    return _filled(_BRACES, text, value_of, at, ())


def numeric_spec(spec: str) -> bool:
    """Whether a format spec makes a number of what it formats."""
    return bool(spec and _NUMERIC_SPEC.search(spec))


def _filled(
    places: re.Pattern[str],
    text: str,
    value_of: Callable[[re.Match[str]], Value],
    at: m.Node,
    first: Sequence[Value],
) -> Value:
    pieces = list(first)
    last = 0
    for match in places.finditer(text):
        pieces += [constant(text[last : match.start()]), value_of(match)]
        last = match.end()
    pieces.append(constant(text[last:]))
    found = joined(pieces, at)
    return replace(found, built=found.dynamic)
