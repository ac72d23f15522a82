"""Data flow on demand: what a name stands for, what an expression may hold, where it came from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checks.syntax.model import Call, Expr, Function, Module, Node

if TYPE_CHECKING:
    from checks.views import RepoView


@dataclass(frozen=True, slots=True)
class Taint:
    """Where request data entered: the expression and a few words on it."""

    source: Node
    what: str


@dataclass(frozen=True, slots=True)
class Value:
    """What an expression may hold. ``parts`` is the text it is built from: literal strings, and None for each hole
    whose text is not known."""

    text: str | None
    """The exact text when it is one known constant."""
    parts: tuple[str | None, ...]
    dynamic: bool
    """Not built from literals and constants alone (integers and UUIDs do not count as dynamic)."""
    built: bool
    """Assembled with a dynamic part: concatenation, formatting, interpolation, join, replace."""
    taint: Taint | None
    trail: tuple[Node, ...]
    """Nodes where it was assembled, first to last, for evidence."""


class Flow:
    """Data flow over one module, computed when asked and remembered."""

    def __init__(self, module: Module, repo: RepoView | None = None) -> None:
        self.module = module
        self.repo = repo

    def calls(self) -> Iterator[Call]:
        """Every call of the file in source order."""
        raise NotImplementedError

    def functions(self) -> Iterator[Function]:
        """Every function of the file in source order, lambdas included."""
        raise NotImplementedError

    def resolve(self, expr: Node | None) -> str:
        """Canonical dotted name of what an expression refers to, through imports and single-assignment aliases:
        ``requests.get``, ``sqlalchemy.text``; a member of a constructed object is ``requests.Session().get``;
        otherwise as written, ``""`` for what has no name."""
        raise NotImplementedError

    def value(self, expr: Expr) -> Value:
        """What the expression may hold where it stands."""
        raise NotImplementedError
