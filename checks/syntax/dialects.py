"""What data flow must know of a language besides its code model: how its names bind, and which of its own types, functions
and methods carry text. One :class:`Dialect` a language, in a module of its own, loaded when the language is first met."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from checks.syntax import model as m
    from checks.syntax.evaluation import Evaluator
    from checks.syntax.flow import Flow
    from checks.syntax.values import Value

NEVER = re.compile(r"(?!)")
"""Matches nothing."""

_MODULES = {
    "csharp": "checks.syntax.csharp_dialect",
    "kotlin": "checks.syntax.kotlin_dialect",
    "php": "checks.syntax.php_dialect",
    "ruby": "checks.syntax.ruby_dialect",
    "rust": "checks.syntax.rust_dialect",
    "java": "checks.syntax.java_dialect",
}
"""Language -> module with ``DIALECT``. Languages that are not listed have the default dialect."""


@dataclass(frozen=True, slots=True)
class Dialect:
    """One language's answers. Names of functions are canonical, with ``()`` at the end: ``String.format()``."""

    fields_visible_in_methods: bool = False
    """A method sees the members of its class without ``this``; an assignment in a method may mean a field."""
    assignments_declare: bool = True
    """A plain ``x = 1`` makes a new local name. Where it does not, it belongs to the scope that declares ``x``."""
    types_enforced: bool = False
    """The declared type of a variable says what it is, whatever call gave its value."""
    methods_apart: bool = False
    """A method and a variable may have one name: ``f`` in ``f(x)`` is a method of the classes around."""
    imports_name_classes: bool = False
    """An import names a class, which is looked for in a file of that name; classes of one folder see each other."""
    constructor_properties: bool = False
    """Parameters of ``constructor`` (or of the class) are fields too."""
    mutators: frozenset[str] = frozenset()
    """Methods that add their arguments to what the receiver holds, besides the common ones."""
    not_mutators: frozenset[str] = frozenset()
    """Common names that do something else in this language."""
    typed_names: re.Pattern[str] | None = None
    """Type texts that cannot carry text of an attacker; None for the common pattern."""
    typed_calls: re.Pattern[str] = NEVER
    """Functions whose result is a number, a UUID, a time ..."""
    typed_methods: re.Pattern[str] = NEVER
    """Last names of methods whose result is such, whatever their receiver."""
    passing_calls: re.Pattern[str] = NEVER
    """Functions whose result carries their arguments' text on."""
    joining_calls: re.Pattern[str] = NEVER
    """Functions that put their arguments together to one text."""
    format_calls: re.Pattern[str] = NEVER
    """Functions whose first text has ``%s`` places that the other arguments fill."""
    brace_format_calls: re.Pattern[str] = NEVER
    """Functions whose first text has ``{0}`` places that the other arguments fill."""
    format_methods: frozenset[str] = frozenset()
    """Methods of a text with ``%s`` places: Java's ``"...".formatted(x)``."""
    text_methods: frozenset[str] = frozenset()
    """Methods whose result is made of their receiver's text, besides the common ones."""
    joining_methods: frozenset[str] = frozenset()
    """Methods whose result is one text made of their receiver and arguments: ``append``, ``concat``."""
    callbacks: frozenset[str] = frozenset()
    """Methods that call their argument with items of the receiver (all its parameters are items)."""
    receiving_lambdas: frozenset[str] = frozenset()
    """Methods that call their lambda with the receiver itself: ``use``, ``let``, ``also``."""
    mapping_methods: frozenset[str] = frozenset()
    """Of these, the ones whose result holds what the callback returns."""
    accessors: bool = False
    """A call without arguments, or ``get(key)``, reads a member of its receiver: ``dto.getName()``, ``dto.name()``."""
    closed_calls: re.Pattern[str] = NEVER
    """Functions that make a collection of their arguments: ``Set.of()``; constants make a closed list."""
    member_tests: frozenset[str] = frozenset()
    """Methods of a collection that say whether the argument is in it, besides the common ones."""
    requiring_calls: frozenset[str] = frozenset()
    """Functions that raise when their first argument is false: ``Assert.isTrue``."""
    equal_tests: frozenset[str] = frozenset()
    """Methods that say whether receiver and argument are equal: ``equals``."""
    whole_matches: re.Pattern[str] = NEVER
    """Last names of pattern tests that always speak about the whole text."""
    namespaces: Callable[[Flow, str], str] | None = None
    """Canonical name of a plain type name that nothing in the file binds: from a namespace that the file imports whole."""
    classes_in_parts: bool = False
    """Several classes of one name in a file are one: Rust's ``struct`` and ``impl``."""
    own_function: Callable[[Flow, m.Expr, int], m.Function | None] | None = None
    """The function of this file that a callee with so many arguments means; for languages in which a function and a variable
    may have one name."""
    bare_calls: bool = False
    """A method's name alone calls it."""
    blocks_share_names: bool = False
    """An assignment in an anonymous function belongs to the function around it where that has the name."""
    fields_followed: bool = False
    """A field holds what the methods of its class assign, also where several do."""
    joining_operators: frozenset[str] = frozenset()
    """Operators that put texts together, besides ``+``."""
    passes: Callable[[Flow, m.Expr, str], bool] | None = None
    """Whether a test being true means that the value with this text is one of few, a number, or fully matched."""
    call_value: Callable[[Evaluator, m.Call, str, list[Value], int], Value | None] | None = None
    """What a call gives that needs more than the names above; None for a call like any other."""
    trusted: Callable[[m.Expr], bool] | None = None
    """Whether what looks like request data is something that only the operator sets."""
    configured: re.Pattern[str] = NEVER
    """Last names of annotations of fields that the operator's configuration fills."""


_DEFAULT = Dialect()
_OWN: dict[str, Dialect] = {
    "typescript": Dialect(constructor_properties=True),
    "tsx": Dialect(constructor_properties=True),
    "go": Dialect(typed_calls=re.compile(r"^(?:make|cap)\(\)$")),
}
"""Dialects that are too small for a module."""


@cache
def dialect_for(language: str) -> Dialect:
    """The dialect of a language."""
    module = _MODULES.get(language)
    if module is None:
        return _OWN.get(language, _DEFAULT)
    found: Dialect = import_module(module).DIALECT
    return found
