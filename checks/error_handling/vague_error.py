"""Errors that say nothing: a generic type with a message of one or two words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.error_handling.vague_error_examples import BAD, GOOD
from checks.report import Severity
from checks.rules import Defect, Example, Rule, Site
from checks.syntax import model as m
from checks.views import FileView

_GENERIC = frozenset(
    {"Exception", "BaseException", "RuntimeError", "Error", "builtins.Exception", "builtins.RuntimeError"}
)
_TYPED_GENERIC = {
    "java": frozenset({"Exception", "RuntimeException", "Throwable", "Error"}),
    "kotlin": frozenset({"Exception", "RuntimeException", "Throwable", "Error"}),
    "csharp": frozenset({"Exception", "ApplicationException", "SystemException"}),
    "php": frozenset({"Exception", "RuntimeException", "Error"}),
    "ruby": frozenset({"StandardError", "RuntimeError", "Exception"}),
}
_RUST = frozenset({"anyhow!", "bail!", "eyre!", "anyhow.anyhow!", "anyhow.bail!"})
_EMPTY_TALK = re.compile(
    r"^\W*(?:an? )?(?:(?:unknown|unexpected|internal|generic|general|fatal|some)\s+)?(?:error|failure|exception|problem|issue|fail(?:ed)?|oops|bad|invalid|wrong|not found|not allowed)(?:\s+occurr?ed|\s+happened)?\W*$"
    r"|something (?:went|is) wrong|an error (?:has )?occurr?ed",
    re.IGNORECASE,
)


def check(view: FileView) -> Iterator[Site]:
    """Every raise, throw and new error is a site."""
    if view.module is None:
        return
    if view.language == "go":
        for call in view.flow.calls():
            if m.dotted(call.callee) in ("errors.New", "fmt.Errorf"):
                sentinel = m.enclosing(call, m.Function) is None
                yield view.site(m.statement_of(call), None if sentinel else _judge(view, call, "error"))
        return
    if view.language == "rust":
        for call in view.flow.calls():
            if m.dotted(call.callee) in _RUST:
                yield view.site(m.statement_of(call), _judge(view, call, m.dotted(call.callee)))
        return
    generic = _TYPED_GENERIC.get(view.language, _GENERIC)
    for node in view.module.every(m.Raise):
        value = node.value
        if isinstance(value, m.Name):
            if value.id in generic and value.id[:1].isupper():
                yield view.site(node, Defect(f"`{value.id}` is raised without a word on what failed."))
            continue
        if isinstance(value, m.Call):
            name = m.dotted(value.callee)
            if view.language in _TYPED_GENERIC:
                name = (
                    name.rpartition(".")[2]
                    if name.startswith(("System.", "java.lang.", "kotlin."))
                    else name.removesuffix(".new")
                )
            yield view.site(node, _judge(view, value, name) if name in generic else None)


def _judge(view: FileView, call: m.Call, name: str) -> Defect | None:
    if not call.args:
        return Defect(f"`{name}` is raised without a word on what failed.")
    if len(call.args) > 1 or call.args[0].spread:
        return None
    given = call.args[0].value
    text = given.value if isinstance(given, m.Literal) else None
    if not isinstance(text, str):
        return None
    words = re.findall(r"\w+", text)
    if len(words) >= 3 and not _EMPTY_TALK.search(text):
        return None
    if len(words) == 2 and not _EMPTY_TALK.search(text) and not text.isascii():
        return None
    shown = text if len(text) <= 40 else text[:37] + "..."
    return Defect(f'"{shown}" does not say what failed, on which value, or what to do.')


RULE = Rule(
    id="error-handling/vague-error",
    severity=Severity.NOTE,
    local=True,
    languages=("python", "javascript", "typescript", "go", "java", "kotlin", "csharp", "php", "ruby", "rust"),
    title="Error that does not say what failed",
    what="An error of a generic type (`Exception`, `Error`, `RuntimeError`, `errors.New`) whose message has no value in it and fewer than three"
    ' words, or says "something went wrong".',
    why="Whoever reads it at night has nothing to search for, and a caller cannot tell it from any other failure.",
    fix="Raise a type of your own, and name the thing and the value that was wrong.",
    site="every raise, throw or new error",
    references=(
        "https://google.github.io/styleguide/pyguide.html#24-exceptions",
        "https://go.dev/wiki/CodeReviewComments#error-strings",
    ),
    bad=(
        Example(
            {
                "stock/reserve.py": """\
def reserve(stock, sku, count):
    if sku not in stock:
        raise Exception("not found")  # <-- here
    if stock[sku] < count:
        raise RuntimeError("Something went wrong")  # <-- here
    if count < 0:
        raise Exception  # <-- here
""",
                "src/reserve.ts": """\
export function reserve(stock: Map<string, number>, sku: string, count: number) {
  if (!stock.has(sku)) {
    throw new Error('failed');  // <-- here
  }
  if (count < 0) {
    throw new Error();  // <-- here
  }
}
""",
                "internal/stock/reserve.go": """\
package stock

import "errors"

func (s *Stock) Reserve(sku string, count int) error {
	if s.items[sku] < count {
		return errors.New("error")  // <-- here
	}
	return nil
}
""",
            },
            sites=6,
        ),
        *BAD,
    ),
    good=(
        Example(
            {
                "stock/reserve.py": """\
class OutOfStock(Exception):
    pass


def reserve(stock, sku, count):
    if sku not in stock:
        raise KeyError(sku)
    if stock[sku] < count:
        raise OutOfStock(sku)
    if count < 0:
        raise RuntimeError(f"count {count}")
    try:
        stock.book(sku)
    except OSError:
        raise
""",
                "src/reserve.ts": """\
export function reserve(stock: Map<string, number>, sku: string) {
  if (!stock.has(sku)) {
    throw new Error(`no ${sku}`);
  }
  throw new Error('the warehouse is closed for stocktaking');
}
""",
                "internal/stock/reserve.go": """\
package stock

import (
	"errors"
	"fmt"
)

var ErrEmpty = errors.New("stock: empty")

func (s *Stock) Reserve(sku string, count int) error {
	if s.items[sku] < count {
		return fmt.Errorf("reserve %d of %s: %w", count, sku, ErrEmpty)
	}
	return nil
}
""",
            },
        ),
        *GOOD,
    ),
)
