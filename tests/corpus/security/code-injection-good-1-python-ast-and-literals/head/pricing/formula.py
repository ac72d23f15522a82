"""Formulas that customers write, evaluated without running them as Python."""

import ast
import operator
import re
from collections.abc import Callable, Mapping
from decimal import Decimal

_OPERATORS: dict[type[ast.operator], Callable[[Decimal, Decimal], Decimal]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
_WORD = re.compile(r"[a-z_]+")


class FormulaError(ValueError):
    """The text is not a formula that we know."""


def evaluate(text: str, names: Mapping[str, Decimal]) -> Decimal:
    tree = ast.parse(text, mode="eval")
    return _eval(tree.body, names)


def _eval(node: ast.expr, names: Mapping[str, Decimal]) -> Decimal:
    if isinstance(node, ast.Constant) and isinstance(node.value, int | float):
        return Decimal(str(node.value))
    if isinstance(node, ast.Name):
        return names[node.id]
    if isinstance(node, ast.BinOp) and type(node.op) in _OPERATORS:
        return _OPERATORS[type(node.op)](_eval(node.left, names), _eval(node.right, names))
    raise FormulaError(f"unknown part in line {node.lineno}")


def words(text: str) -> list[str]:
    pattern = re.compile(text) if text.startswith("^") else _WORD
    return pattern.findall(text)


def settings(text: str) -> dict[str, object]:
    """A Python-like literal of the import file."""
    value = ast.literal_eval(text)
    if not isinstance(value, dict):
        raise FormulaError("a mapping is expected")
    return value
