"""What a call on an object gives in languages whose dialect says so: built texts, collections, accessors of data objects."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from checks.syntax import model as m
from checks.syntax.formatting import braces, percent
from checks.syntax.types_of_members import member_type
from checks.syntax.values import SAFE, UNKNOWN, Value, constant, either, joined

if TYPE_CHECKING:
    from checks.syntax.evaluation import Evaluator

_COLLECTS_TEXT = re.compile(r"(?:^|\.)joining\(\)$")
_COPIES = re.compile(r"(?:^|\.)nCopies\(\)$")
_LINE_END = re.compile(r"(?<!%)((?:%%)*)%n")
_NUMBERED = re.compile(r"%(\d+)\$")


def member_call(
    of: Evaluator, call: m.Call, callee: m.Attr, arguments: list[Value], depth: int
) -> Value | None:
    """The value of ``receiver.name(arguments)``; None where this module knows nothing of it."""
    dialect = of.dialect
    name = callee.name
    if name in dialect.format_methods:
        base = of.value(callee.base, depth)
        return formatted([base, *arguments], call)
    if name in dialect.joining_methods:
        added = arguments[1:2] if name == "insert" else arguments[:1]
        return joined([of.value(callee.base, depth), *added], call)
    if name == "collect" and call.args and isinstance(call.args[0].value, m.Call):
        return _collected(of, call, callee, depth)
    if name == "map" or name in dialect.mapping_methods:
        return _mapped(of, call, callee, depth)
    if name in ("getOrDefault", "orElse", "orElseGet"):
        return _with_default(of, call, callee, arguments, depth)
    return None


def formatted(arguments: list[Value], call: m.Node) -> Value:
    """``String.format(text, ...)``, also with a locale first."""
    if len(arguments) > 1 and arguments[0].text is None and arguments[1].text is not None:
        arguments = arguments[1:]
    text, values = arguments[0].text, arguments[1:]
    if text is None:
        return joined(arguments, call)
    text = _LINE_END.sub(r"\1" + "\n", text)
    named = {}
    if _NUMBERED.search(text):
        named = {str(number): value for number, value in enumerate(values, 1)}
        text = _NUMBERED.sub(r"%(\1)", text)
    return percent(text, values, named, call)


def brace_formatted(arguments: list[Value], call: m.Node) -> Value:
    """``MessageFormat.format("{0}", ...)``."""
    text = arguments[0].text
    return joined(arguments, call) if text is None else braces(text, arguments[1:], {}, call)


def separated(items: list[Value], separator: Value, call: m.Node) -> Value:
    """``String.join(separator, items)``."""
    if not any(i.dynamic for i in items) and not separator.dynamic:
        return replace(SAFE, parts=tuple(p for i in items for p in i.parts))
    return joined([*items, separator], call)


def made(arguments: list[Value], call: m.Call) -> Value:
    """A builder or collection that holds what it is given: ``new StringBuilder("select")``."""
    first = call.args[0].value if call.args else None
    if first is None or (isinstance(first, m.Literal) and first.kind == "int"):
        return constant("")
    return arguments[0] if len(arguments) == 1 else replace(joined(arguments), text=None)


def _collected(of: Evaluator, call: m.Call, callee: m.Attr, depth: int) -> Value:
    """``stream.collect(Collectors.joining(", "))`` and other collectors."""
    items = of.value(callee.base, depth)
    collector = call.args[0].value
    assert isinstance(collector, m.Call)
    if _COLLECTS_TEXT.search(of.flow.resolve(collector)):
        around = [of.value(a.value, depth) for a in collector.args]
        separator = joined(around) if around else constant("")
        return separated([replace(items, text=None)], separator, call)
    return replace(items, text=None)


def _mapped(of: Evaluator, call: m.Call, callee: m.Attr, depth: int) -> Value:
    callback = call.positional(0)
    if isinstance(callback, m.Function):
        returned = [r.value for r in callback.body.walk_scope() if isinstance(r, m.Return) and r.value]
        if returned:
            return replace(either([of.value(r, depth) for r in returned]), text=None)
    if isinstance(callback, m.Attr):
        name = of.flow.resolve(callback) + "()"
        if of.dialect.typed_calls.match(name) or of.dialect.typed_methods.match(callback.name):
            return SAFE
        if member_typed(of, callback):
            return SAFE
    return replace(of.value(callee.base, depth), text=None)


def _with_default(of: Evaluator, call: m.Call, callee: m.Attr, arguments: list[Value], depth: int) -> Value:
    container = of.definition(callee.base)
    listed = isinstance(callee.base, m.Name) and of.flow.constant_name(callee.base.id)
    inner = SAFE if listed else of.value(container, depth)
    fallback = arguments[-1] if arguments else SAFE
    last = call.args[-1].value if call.args else None
    if isinstance(last, m.Function):
        returned = [r.value for r in last.body.walk_scope() if isinstance(r, m.Return) and r.value]
        fallback = either([of.value(r, depth) for r in returned]) if returned else SAFE
    return replace(either([inner, fallback]), text=None)


def copies(name: str, arguments: list[Value]) -> Value | None:
    """``Collections.nCopies(n, text)`` holds its text."""
    return replace(arguments[1], text=None) if _COPIES.search(name) and len(arguments) == 2 else None


def accessed(of: Evaluator, call: m.Call, callee: m.Attr, depth: int) -> Value | None:
    """A member read by a call: ``dto.getName()``, ``record.name()``, ``map.get(key)``; None for another call."""
    reads = not call.args or (callee.name.startswith("get") and len(call.args) == 1)
    if not reads:
        return None
    if member_typed(of, callee):
        return SAFE
    base = of.value(callee.base, depth)
    if not base.dynamic and not isinstance(of.definition(callee.base), m.Call):
        return SAFE
    if base.taint is None:
        return None if base.dynamic else UNKNOWN
    return Value(taint=base.taint, more=base.more, trail=base.trail, through=base.through)


def member_typed(of: Evaluator, member: m.Attr) -> bool:
    """Whether the class of the object, where it is known, declares the member with a type that carries no text."""
    kind = member_type(of.flow, of.flow.resolve(member.base), member.name)
    return bool(kind) and bool(of.typed_names.match(kind))
