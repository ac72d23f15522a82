"""What to write in place of a raise that loses its cause, where that is one line and certain."""

from __future__ import annotations

import re

from checks.error_handling.handlers import ErrorHandler
from checks.rules import Suggestion
from checks.syntax import model as m
from checks.views import FileView

_JVM = frozenset(
    {
        "Exception",
        "RuntimeException",
        "IllegalStateException",
        "IllegalArgumentException",
        "IOException",
        "Error",
    }
)
OWN_CAUSE = {
    "javascript": frozenset(
        {"Error", "TypeError", "RangeError", "SyntaxError", "EvalError", "URIError", "ReferenceError"}
    ),
    "java": _JVM,
    "kotlin": _JVM,
    "csharp": frozenset(
        {
            "Exception",
            "InvalidOperationException",
            "ApplicationException",
            "ArgumentException",
            "IOException",
            "NotSupportedException",
        }
    ),
    "php": frozenset(
        {
            "Exception",
            "RuntimeException",
            "LogicException",
            "InvalidArgumentException",
            "DomainException",
            "UnexpectedValueException",
        }
    ),
}
"""The languages' own types, whose constructors take a cause after the message."""


def takes_cause(view: FileView, name: str) -> bool:
    """One of the language's own types, or a class of this file with a constructor of a message and a cause."""
    if name in OWN_CAUSE.get(view.language, ()):
        return True
    if view.language == "php":
        return False
    owner = next((c for c in view.flow.whole.classes() if c.name == name), None)
    return owner is not None and any(
        isinstance(f, m.Function)
        and f.name == "constructor"
        and len(f.params) == 2
        and re.match(r"(?i)cause|inner|e$|ex$|exception", f.params[1].name)
        for f in owner.body.items
    )


def cause_suggestion(
    view: FileView, handler: ErrorHandler, node: m.Raise, value: m.Call, extra: str
) -> Suggestion | None:
    """The same throw with the cause as a further argument, where it stands on one line and has its message alone."""
    assert view.module is not None
    if not extra or not handler.name or node.line != node.end_line or len(value.args) != 1:
        return None
    written, line = view.module.text(value), view.lines[node.line - 1]
    if not written.endswith(")") or line.count(written) != 1:
        return None
    return Suggestion(node.line, node.line, line.replace(written, f"{written[:-1]}, {extra})"))


def from_suggestion(view: FileView, handler: ErrorHandler, node: m.Raise) -> Suggestion | None:
    """Python's ``raise ... from error``, where the handler has a name for the error."""
    if not handler.name:
        return None
    last = view.lines[node.end_line - 1]
    if "#" in last or ";" in last or not last.rstrip().endswith(")"):
        return None
    lines = view.lines[node.line - 1 : node.end_line]
    lines[-1] = f"{last.rstrip()} from {handler.name}"
    return Suggestion(node.line, node.end_line, "\n".join(lines))


def rethrow_suggestion(view: FileView, node: m.Raise, name: str) -> Suggestion | None:
    """C#'s ``throw;`` in place of ``throw ex;``."""
    line = view.lines[node.line - 1]
    written = f"throw {name};"
    if node.line != node.end_line or line.count(written) != 1:
        return None
    return Suggestion(node.line, node.line, line.replace(written, "throw;"))
