"""What a library offers to its users, in one form for every language, and what of it breaks between two revisions."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from checks.api_consistency.model import Place


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of a function. ``kind`` is ``""``, ``positional``, ``keyword``, ``*`` or ``**``."""

    name: str
    type: str = ""
    required: bool = True
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Symbol:
    """One exported thing, or a member of one."""

    name: str
    kind: str
    """``function``, ``method``, ``class``, ``interface``, ``enum``, ``constant``, ``field``, ``member``, ``type``."""
    place: Place
    params: tuple[Parameter, ...] = ()
    returns: str = ""
    is_async: bool = False
    bases: tuple[str, ...] = ()
    members: Mapping[str, Symbol] = field(default_factory=dict)
    deprecated: bool = False
    marks: frozenset[str] = frozenset()
    """``final``, ``abstract``, ``static``, ``optional``, ``input``, ``open`` (more may come from elsewhere)."""
    throws: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Break:
    """A difference that users of a library do not survive."""

    symbol: str
    message: str
    fix: str
    base: Place | None
    """Where it stood; None when it is something new that breaks."""
    head: Place | None
    """Where it stands now; None when it is gone."""
    exported: bool = True
    """Whether the library names it as its interface; else it is only within reach."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How callers and implementers of one language depend on a symbol."""

    named_arguments: bool = False
    """Callers may pass a parameter by its name."""
    arity: bool = True
    """Passing too few or too many arguments is an error."""
    exact_types: bool = False
    """Any other parameter or result type breaks, but for an added variadic parameter."""
    implementers: bool = False
    """A method added to an interface breaks those who implement it."""


PYTHON = Manner(named_arguments=True)
TYPESCRIPT = Manner()
GO = Manner(exact_types=True, implementers=True)
JAVA = Manner(exact_types=True, implementers=True)

_KEEP = "Keep `{}` as a deprecated alias of what replaces it, and remove it in the next major version."
_NEXT = "Keep the old form working beside the new one, deprecate it, and change it in the next major version."


def removed(symbol: Symbol, shown: str) -> Break:
    """A symbol that is gone."""
    what = {"member": "enum member", "field": "field"}.get(symbol.kind, symbol.kind)
    return Break(
        shown,
        f"The public {what} `{shown}` is gone; code of users that names it fails after they upgrade.",
        _KEEP.format(shown),
        symbol.place,
        None,
    )


def compare(
    base: Symbol, head: Symbol, manner: Manner, shown: str, inherited: Callable[[Symbol, str], bool]
) -> Iterator[Break]:
    """What breaks in one symbol and its members. ``inherited`` says whether a class may have a member from a base."""
    if base.deprecated:
        return
    told = [*_kinds(base, head), *_signature(base, head, manner), *_heritage(base, head)]
    if told:
        yield Break(shown, f"`{shown}` {' and '.join(told[:3])}.", _NEXT, base.place, head.place)
    if base.kind != head.kind:
        return
    for key, member in base.members.items():
        other = head.members.get(key)
        name = f"{shown}.{member.name}"
        if other is not None:
            yield from compare(member, other, manner, name, inherited)
        elif not member.deprecated and "open" not in head.marks and not inherited(head, member.name):
            again = [m for m in head.members.values() if m.name == member.name and m.kind == member.kind]
            same = [m for m in base.members.values() if m.name == member.name]
            if len(again) == 1 and len(same) == 1 and member.kind in ("method", "constructor"):
                yield from compare(member, again[0], manner, name, inherited)
            else:
                yield removed(member, name)
    yield from _added_members(base, head, manner, shown)


def _added_members(base: Symbol, head: Symbol, manner: Manner, shown: str) -> Iterator[Break]:
    names = {m.name for m in base.members.values()}
    for key, member in head.members.items():
        if key in base.members or member.name in names:
            continue
        name = f"{shown}.{member.name}"
        if head.kind == "interface" and manner.implementers and "sealed" not in head.marks:
            if member.kind == "method" and "optional" not in member.marks:
                yield Break(
                    name,
                    f"`{name}` is new in a public interface; types of users that implement `{shown}` no longer do.",
                    "Offer the method in a second interface or give it a default body.",
                    None,
                    member.place,
                )
        elif member.kind == "field" and "input" in head.marks and "optional" not in member.marks:
            yield Break(
                name,
                f"`{name}` is a new required property; code of users that makes a `{shown}` no longer compiles.",
                f"Make `{member.name}` optional and give it a default.",
                None,
                member.place,
            )


_ALIKE = (
    {"function", "constant"},
    {"interface", "type"},
    {"type", "class"},
    {"constant", "class"},
    {"constant", "type"},
    {"function", "class"},
)
"""Kinds that users may not be able to tell apart."""
_NEW_MARKS = (
    ("final", "is final now, so users can no longer extend or override it"),
    ("abstract", "is abstract now, so users can no longer use it without extending it"),
)


def _kinds(base: Symbol, head: Symbol) -> Iterator[str]:
    pair = {base.kind, head.kind}
    if base.kind != head.kind and pair not in _ALIKE:
        yield f"was a {base.kind} and is a {head.kind} now"
    lost = narrowed(base.returns, head.returns) if base.kind == head.kind == "type" else ""
    if lost:
        yield f"no longer allows {lost}, so code of users that passes or compares it does not compile"
    required = "optional" in base.marks and "optional" not in head.marks
    if required and base.kind == head.kind == "field" and "input" in head.marks:
        yield "is required now, so code of users that leaves it out no longer compiles"
    for mark, words in _NEW_MARKS if base.kind == head.kind else ():
        if mark in head.marks and mark not in base.marks:
            yield words
    if ("static" in base.marks) != ("static" in head.marks) and base.kind == head.kind == "method":
        yield "moved between the class and its objects, so calls of users fail"


def _signature(base: Symbol, head: Symbol, manner: Manner) -> Iterator[str]:
    callables = ("function", "method", "constructor")
    if base.kind not in callables or head.kind not in callables:
        typed = base.kind == head.kind and manner.exact_types and base.returns and head.returns
        if typed and base.returns != head.returns:
            yield f"changed its type from `{base.returns}` to `{head.returns}`"
        return
    if base.is_async != head.is_async:
        if head.is_async:
            yield "is asynchronous now, so callers that do not await it get a promise of the result"
        else:
            yield "is no longer asynchronous, so callers that await it fail"
    if manner.exact_types:
        yield from _exact(base, head)
    elif manner.named_arguments:
        yield from _by_name(base.params, head.params)
    else:
        yield from _by_position(base.params, head.params)
    new = sorted(head.throws - base.throws)
    if new:
        yield f"throws the checked exception `{new[0]}` now, which callers must catch"


def _exact(base: Symbol, head: Symbol) -> Iterator[str]:
    old, new = [p.type for p in base.params], [p.type for p in head.params]
    if old != new:
        variadic = len(new) == len(old) + 1 and new[: len(old)] == old and head.params[-1].kind == "*"
        if not variadic:
            yield f"takes ({', '.join(new)}) instead of ({', '.join(old)}), so calls of users no longer compile"
    if base.returns != head.returns:
        yield f"returns `{head.returns or 'nothing'}` instead of `{base.returns or 'nothing'}`"


def _by_position(old: tuple[Parameter, ...], new: tuple[Parameter, ...]) -> Iterator[str]:
    rest = any(p.kind == "*" for p in new)
    for index, param in enumerate(new):
        if param.kind == "*" or not param.required:
            continue
        if index >= len(old):
            yield f"needs `{param.name}` now, which calls of users do not pass"
            return
        if not old[index].required and old[index].kind != "*":
            yield f"needs `{param.name}` now, which was optional"
            return
    if len(new) < len(old) and not rest:
        yield f"no longer takes `{old[len(new)].name}`"
    old_names, new_names = [p.name for p in old], [p.name for p in new]
    common = [n for n in new_names if n in old_names]
    if common != [n for n in old_names if n in common]:
        yield "takes its parameters in another order"
    elif len(new) > len(old) and common == old_names and new_names[: len(old)] != old_names:
        yield f"takes `{next(n for n in new_names if n not in old_names)}` before its other parameters"
    for before, after in zip(old, new, strict=False):
        lost = narrowed(before.type, after.type)
        if lost:
            yield f"no longer accepts {lost} for `{after.name}`"


def _by_name(old: tuple[Parameter, ...], new: tuple[Parameter, ...]) -> Iterator[str]:
    now = {p.name: p for p in new}
    was = {p.name: p for p in old}
    star = any(p.kind == "*" for p in new)
    double = any(p.kind == "**" for p in new)
    for index, param in enumerate(old):
        if param.kind in ("*", "**"):
            if param.name not in now and not any(p.kind == param.kind for p in new):
                yield f"no longer takes `{param.kind}{param.name}`"
            continue
        after = now.get(param.name)
        if after is None:
            if param.name.startswith("_") or double or (star and param.kind == "positional"):
                continue
            same = new[index] if index < len(new) else None
            if param.kind == "positional" and same is not None and same.kind in ("", "positional"):
                continue
            yield f"no longer takes `{param.name}`, so calls that pass it raise TypeError"
            continue
        if after.kind == "keyword" and param.kind in ("", "positional"):
            yield f"takes `{param.name}` by name only, so calls that pass it by position raise TypeError"
        elif after.kind == "positional" and param.kind != "positional" and not double:
            yield f"takes `{param.name}` by position only, so calls that name it raise TypeError"
        if after.required and not param.required:
            yield f"needs `{param.name}` now, so calls that leave it out raise TypeError"
        lost = narrowed(param.type, after.type)
        if lost:
            yield f"no longer accepts {lost} for `{param.name}`"
    for param in new:
        if param.name not in was and param.required and param.kind not in ("*", "**"):
            if param.kind == "positional" and any(p.kind == "positional" for p in old):
                continue
            yield f"needs `{param.name}` now, so calls as before raise TypeError"
    placed = [p.name for p in old if p.kind in ("", "positional")]
    placed_now = [p.name for p in new if p.kind in ("", "positional")]
    common = [n for n in placed_now if n in placed]
    if common != [n for n in placed if n in common]:
        yield "takes its parameters in another order"
    elif placed == common and placed_now[: len(placed)] != placed:
        first = next(n for n in placed_now if n not in placed)
        if not now[first].required:
            yield f"takes `{first}` before its other parameters, so values given by position land elsewhere"


def narrowed(before: str, after: str) -> str:
    """The first alternative of a declared union that is gone, quoted; "" unless both types are spelt as unions."""
    old, new = alternatives(before), alternatives(after)
    if not old or not new or not new < old or "any" in {n.lower() for n in new}:
        return ""
    wide = {"object", "unknown", "Sequence", "Iterable", "Mapping"}
    if any(n.split("[")[0] in wide for n in new):
        return ""
    return f"`{sorted(old - new)[0]}`"


def alternatives(text: str) -> frozenset[str]:
    """Members of a type that is a plain union; one member where it is none."""
    match = re.fullmatch(r"(?:typing\.|t\.)?(Optional|Union)\[(.*)\]", text)
    if match is not None:
        inner = _split(match.group(2), ",")
        return frozenset([*inner, "None"] if match.group(1) == "Optional" else inner)
    return frozenset(_split(text, "|")) if text else frozenset()


def _split(text: str, by: str) -> list[str]:
    parts, depth, start = [], 0, 0
    for index, char in enumerate(text):
        if char in "([{<":
            depth += 1
        elif char in ")]}" or (char == ">" and text[index - 1] != "="):
            depth -= 1
        elif char == by and depth == 0:
            parts.append(text[start:index])
            start = index + 1
    return [p.strip() for p in (*parts, text[start:]) if p.strip()]


def _heritage(base: Symbol, head: Symbol) -> Iterator[str]:
    if base.kind != "class" or head.kind != "class":
        return
    gone = [b for b in base.bases if b not in head.bases]
    if gone and not [b for b in head.bases if b not in base.bases] and "open" not in base.marks:
        name = gone[0]
        yield f"is no longer a `{name}`, so code of users that catches, tests or passes it as one fails"
