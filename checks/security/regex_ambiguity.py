"""Whether a regular expression can take exponential time: a repeat inside a repeat that can share out one text in many ways.

The pattern is only parsed, never run: patterns of a pull request are hostile too.
"""

from __future__ import annotations

import re
import string
import warnings
from re import _constants as k  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

_ALPHABET = frozenset(range(128))
_MANY = 12
"""Repeats up to fewer times than this are no danger."""
_LENGTH_LIMIT = 2000
_CATEGORIES = {
    k.CATEGORY_DIGIT: frozenset(map(ord, string.digits)),
    k.CATEGORY_SPACE: frozenset(map(ord, string.whitespace)),
    k.CATEGORY_WORD: frozenset(map(ord, string.ascii_letters + string.digits + "_")),
}
_NEGATED = {
    k.CATEGORY_NOT_DIGIT: k.CATEGORY_DIGIT,
    k.CATEGORY_NOT_SPACE: k.CATEGORY_SPACE,
    k.CATEGORY_NOT_WORD: k.CATEGORY_WORD,
}


def ambiguous_repeat(pattern: str, whole: bool = False) -> bool:
    """Whether the pattern holds a repeat that can match one text in exponentially many ways and then fail. ``whole`` when
    the pattern must match to the end (``fullmatch``)."""
    if len(pattern) > _LENGTH_LIMIT or not re.search(r"[+*}]", pattern):
        return False
    text = re.sub(r"\(\?<(?![=!])", "(?P<", pattern).replace("\\/", "/")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            parsed = _parser.parse(text)
    except (re.error, RecursionError, OverflowError, ValueError):
        return False
    return _sequence(list(parsed), whole, 0)


def _sequence(items: list[Any], fails_after: bool, depth: int) -> bool:
    if depth > 20:
        return False
    for index, (op, argument) in enumerate(items):
        can_fail = fails_after or any(not _nullable([item]) or item[0] is k.AT for item in items[index + 1 :])
        if op in (k.MAX_REPEAT, k.MIN_REPEAT):
            _, high, body = argument
            inner = list(body)
            if high > _MANY and can_fail and _shares_out(inner):
                return True
            if _sequence(inner, can_fail or high > 1, depth + 1):
                return True
        elif op is k.SUBPATTERN:
            if _sequence(list(argument[-1]), can_fail, depth + 1):
                return True
        elif op is k.BRANCH and any(_sequence(list(b), can_fail, depth + 1) for b in argument[1]):
            return True
    return False


def _unwrapped(items: list[Any]) -> list[Any]:
    while len(items) == 1 and items[0][0] is k.SUBPATTERN:
        items = list(items[0][1][-1])
    return items


def _shares_out(items: list[Any]) -> bool:
    """Whether two rounds of the body can split one run of characters at many places."""
    items = _unwrapped(items)
    if len(items) == 1 and items[0][0] is k.BRANCH:
        options = [_unwrapped(list(b)) for b in items[0][1][1]]
        if any(_shares_out(option) for option in options if option and _repeats(option)):
            return True
        single = [_first(o) for o in options if len(o) == 1 and o[0][0] not in (k.MAX_REPEAT, k.MIN_REPEAT)]
        if any(a & b for i, a in enumerate(single) for b in single[i + 1 :]):
            return True
        longer = [
            [_first([item]) for item in o] for o in options if len(o) > 1 and all(map(_one_character, o))
        ]
        return any(
            all(any(c & s for s in single) for c in o) for o in longer
        )  # `-|--`: two singles make the pair
    items = _flat(items)
    if _one_or_two(items):
        return True
    for index, (op, argument) in enumerate(items):
        if op not in (k.MAX_REPEAT, k.MIN_REPEAT) or argument[1] <= _MANY:
            continue
        chars = _first(list(argument[2]))
        others = items[:index] + items[index + 1 :]
        if chars and all((_nullable([o]) and o[0] is not k.AT) or _within(o, chars) for o in others):
            return True
    return False


def _flat(items: list[Any]) -> list[Any]:
    """The items with the content of groups in the place of the groups: `-?([a-z]+)` reads as `-?[a-z]+`."""
    found: list[Any] = []
    for item in items:
        found.extend(_flat(list(item[1][-1])) if item[0] is k.SUBPATTERN else [item])
    return found


def _one_or_two(items: list[Any]) -> bool:
    """`aa?` and `a|aa`, which the parser turns into `a(?:|a)`: one round matches what two do."""
    if len(items) != 2:
        return False
    one, maybe = items if _one_character(items[0]) else reversed(items)
    return _one_character(one) and _nullable([maybe]) and bool(_first([one]) & _first([maybe]))


def _within(item: Any, chars: frozenset[int]) -> bool:
    """Whether the item is one character that the inner repeat can match as well: `([a-z]+.)+`."""
    return _one_character(item) and bool(_first([item]) & chars)


def _one_character(item: Any) -> bool:
    return item[0] in (k.LITERAL, k.IN, k.ANY, k.NOT_LITERAL)


def _repeats(items: list[Any]) -> bool:
    return any(op in (k.MAX_REPEAT, k.MIN_REPEAT) for op, _ in items)


def _nullable(items: list[Any]) -> bool:
    for op, argument in items:
        if op in (k.MAX_REPEAT, k.MIN_REPEAT):
            if argument[0] > 0 and not _nullable(list(argument[2])):
                return False
        elif op is k.SUBPATTERN:
            if not _nullable(list(argument[-1])):
                return False
        elif op is k.BRANCH:
            if not any(_nullable(list(b)) for b in argument[1]):
                return False
        elif op not in (k.AT, k.ASSERT, k.ASSERT_NOT):
            return False
    return True


def _first(items: list[Any]) -> frozenset[int]:
    """Characters that the items may start with."""
    found: frozenset[int] = frozenset()
    for item in items:
        op, argument = item
        if op is k.LITERAL:
            found |= {argument}
        elif op is k.NOT_LITERAL:
            found |= _ALPHABET - {argument}
        elif op is k.ANY:
            found |= _ALPHABET - {10}
        elif op is k.IN:
            found |= _in_set(argument)
        elif op in (k.MAX_REPEAT, k.MIN_REPEAT):
            found |= _first(list(argument[2]))
        elif op is k.SUBPATTERN:
            found |= _first(list(argument[-1]))
        elif op is k.BRANCH:
            for branch in argument[1]:
                found |= _first(list(branch))
        if not _nullable([item]):
            break
    return found


def _in_set(members: list[Any]) -> frozenset[int]:
    found: frozenset[int] = frozenset()
    negate = False
    for op, argument in members:
        if op is k.NEGATE:
            negate = True
        elif op is k.LITERAL:
            found |= {argument}
        elif op is k.RANGE:
            found |= frozenset(range(argument[0], min(argument[1], 1000) + 1))
        elif op is k.CATEGORY:
            known = _CATEGORIES.get(argument)
            found |= known if known is not None else _ALPHABET - _CATEGORIES[_NEGATED[argument]]
    return _ALPHABET - found if negate else found
