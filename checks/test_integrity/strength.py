"""How much an assertion demands, as an ordered scale that all test libraries share."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum

from checks.syntax import model as m


class Strength(IntEnum):
    """What still passes. EXACT: one value. STRUCTURAL: a shape, a range, a part. WEAK: nearly anything. NONE: all."""

    NONE = 0
    WEAK = 1
    STRUCTURAL = 2
    EXACT = 3


WORDS = {
    Strength.NONE: "nothing",
    Strength.WEAK: "only that there is something",
    Strength.STRUCTURAL: "only a part or a shape",
    Strength.EXACT: "an exact value",
}


@dataclass(frozen=True, slots=True)
class Assertion:
    """One demand that a test makes. ``subject`` is the text of what is judged, ``text`` that of the whole demand."""

    line: int
    end_line: int
    strength: Strength
    subject: str
    text: str
    node: m.Node
    tolerance: float | None = None
    """Absolute width that a numeric comparison forgives; None where it forgives nothing."""
    tautology: bool = False
    """It holds whatever the code does."""
    swallowed: bool = False
    """Its failure is caught and dropped."""
    helper: bool = False
    """A call of a function that asserts, whose demands were not read."""
    own_output: bool = False
    """The expected value is the result of the very call that is judged."""


_SPACE = re.compile(r"\s+")


def plain(text: str) -> str:
    """Code text without the differences that mean nothing: spaces, kinds of quotes, last commas."""
    text = _SPACE.sub(" ", text).replace('"', "'").replace("`", "'").strip().rstrip(";")
    return (
        re.sub(r" ?([()\[\]{},.:=<>!+*/-]) ?", r"\1", text)
        .replace(",)", ")")
        .replace(",]", "]")
        .replace(",}", "}")
    )


def words(text: str) -> frozenset[str]:
    """Identifiers and words of a code text, from three letters on."""
    return frozenset(re.findall(r"[A-Za-z_][A-Za-z0-9_]{2,}", text))


def number(node: m.Node | None) -> float | None:
    """The number that a literal holds."""
    if (
        isinstance(node, m.Literal)
        and isinstance(node.value, (int, float))
        and not isinstance(node.value, bool)
    ):
        return float(node.value)
    if isinstance(node, m.Unary) and node.op == "-":
        inner = number(node.operand)
        return None if inner is None else -inner
    return None


def constant(node: m.Node | None) -> bool:
    """Whether a node is a literal, or a collection of literals."""
    if isinstance(node, m.Sequence):
        return all(constant(i) for i in node.items)
    if isinstance(node, m.Unary):
        return constant(node.operand)
    return isinstance(node, m.Literal)


def has_call(node: m.Node) -> bool:
    """Whether anything is called below a node."""
    return any(isinstance(n, m.Call) for n in node.walk())
