"""Chains of demands, ``assertThat(x).isNotNull().isEqualTo(3)``, and the matchers given to them, ``to eq(3)``."""

from __future__ import annotations

import re
from dataclasses import dataclass

from checks.syntax import model as m
from checks.test_integrity.assertion_words import BROAD, LINKS, THROWS, key
from checks.test_integrity.strength import Strength

TYPED = re.compile(r"^[^(]*<\s*(?:[\w.]+\.)?(\w+)\s*>")
"""A call with its type argument: the kind of error that is expected."""


@dataclass(frozen=True, slots=True)
class Chain:
    """``root(args).link(args).link(args)``."""

    root: str
    """Name of the function or variable that the chain begins with; empty for anything else."""
    call: m.Call | None
    """The call of ``root``, if it is one."""
    links: tuple[tuple[str, m.Expr, m.Call | None], ...]
    """(name, what it hangs on, its call)."""


def is_inner(call: m.Call) -> bool:
    """Whether a call is a link of a longer chain."""
    node: m.Node = call
    while isinstance(node.parent, m.Attr):
        node = node.parent
        if isinstance(node.parent, m.Call) and node.parent.callee is node:
            return True
    return False


def chain_of(call: m.Expr) -> Chain:
    """What a chain begins with and the links that follow, first one first."""
    links: list[tuple[str, m.Expr, m.Call | None]] = []
    node: m.Expr | None = call
    while node is not None:
        if isinstance(node, m.Call):
            if isinstance(node.callee, m.Attr):
                links.append((node.callee.name, node.callee.base, node))
                node = node.callee.base
                continue
            name = node.callee.id if isinstance(node.callee, m.Name) else ""
            return Chain(name, node, tuple(reversed(links)))
        if isinstance(node, m.Attr):
            links.append((node.name, node.base, None))
            node = node.base
        elif isinstance(node, m.Await):
            node = node.value
        else:
            break
    return Chain(node.id if isinstance(node, m.Name) else "", None, tuple(reversed(links)))


def expected_value(links: tuple[tuple[str, m.Expr, m.Call | None], ...]) -> m.Expr | None:
    """The expected value of the last link: ``isEqualTo(x)``, ``to eq(x)``."""
    call = links[-1][2] if links else None
    value = call.positional(0) if call is not None else None
    if links and links[-1][0] in ("to", "not_to", "to_not") and isinstance(value, m.Call):
        return value.positional(0)
    return value


def demanded(module: m.Module, links: tuple[tuple[str, m.Expr, m.Call | None], ...]) -> tuple[Strength, bool]:
    """The strongest word of a chain; a chain of unknown words is the team's own and as exact as it may be."""
    found: list[Strength] = []
    negated = False
    for name, _, call in links:
        word = key(name)
        if name in ("to", "not_to", "to_not", "should", "should_not"):
            negated = negated or "not" in name
            first = call.positional(0) if call is not None else None
            if first is not None:
                found.append(matcher_strength(module, first))
            continue
        if name == "not":
            negated = True
            continue
        strength = LINKS.get(word)
        if strength is None and word.startswith(("not", "isnot", "shouldnot", "doesnot", "wont")):
            strength = Strength.WEAK
        if strength is None:
            continue
        if word in THROWS:
            strength = thrown(module, call, strength)
        if (
            word in ("shouldbe", "be", "isequalto", "tobe")
            and call is not None
            and is_boolean(call.positional(0))
        ):
            strength = Strength.WEAK
        found.append(strength)
    if not found:
        return Strength.EXACT, False
    strength = max(found)
    if negated:
        strength = Strength.STRUCTURAL if strength is Strength.STRUCTURAL else Strength.WEAK
    return strength, True


def is_boolean(node: m.Expr | None) -> bool:
    """Whether a node is ``true`` or ``false``."""
    return isinstance(node, m.Literal) and node.kind == "bool"


def matcher_strength(module: m.Module, node: m.Expr) -> Strength:
    """``eq(3)``, ``be > 3``, ``is(not(3))``, ``Is.Not.Null``, ``raise_error(X, "text")``."""
    if isinstance(node, m.Binary):
        if node.op in ("==", "and"):
            return Strength.EXACT
        return Strength.STRUCTURAL
    chain = chain_of(node)
    words = [(chain.root, chain.call)] if chain.root else []
    words += [(name, call) for name, _, call in chain.links]
    negated = any(key(w) in ("not", "doesnot") for w, _ in words)
    found = []
    for word, call in words:
        strength = LINKS.get(key(word))
        if word in ("is", "not") and call is not None and isinstance(inner := call.positional(0), m.Call):
            strength = matcher_strength(module, inner)
            negated = negated or word == "not"
        if key(word) in ("raiseerror", "raiseexception"):
            broad = (
                call is None
                or not call.args
                or (m.dotted(call.positional(0)) in BROAD and len(call.args) == 1)
            )
            strength = (
                Strength.WEAK
                if broad or call is None
                else Strength.EXACT
                if len(call.args) > 1
                else Strength.STRUCTURAL
            )
        if strength is None and key(word) in ("null", "empty", "zero"):
            strength = Strength.EXACT
        if strength is not None:
            found.append(strength)
    if not found:
        return Strength.WEAK if key(chain.root).startswith("be") else Strength.EXACT
    if any(name in ("change",) for name, _ in words) and len(chain.links) > 0:
        found.append(Strength.EXACT if not negated else Strength.STRUCTURAL)
    strength = max(found)
    return Strength.WEAK if negated and strength is not Strength.STRUCTURAL else strength


def thrown(module: m.Module, call: m.Call | None, strength: Strength) -> Strength:
    if call is None:
        return strength
    first = call.positional(0)
    named = m.dotted(first).removesuffix(".class").rpartition(".")[2] if first is not None else ""
    typed = TYPED.match(module.text(call)[-200:] if len(module.text(call)) > 4000 else module.text(call))
    kind = typed.group(1) if typed else named
    return Strength.WEAK if kind in BROAD else strength
