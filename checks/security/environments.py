"""Code that runs only on a developer's machine: settings files, classes and branches for development."""

from __future__ import annotations

import re

from checks.syntax import model as m

DEV_PATH = re.compile(
    r"(?:^|[/_.-])(?:dev|devel|development|local|localdev|test|tests|testing|debug|sandbox|playground|demo|example|ci|docker-compose)(?:[/_.-]|$)",
    re.IGNORECASE,
)
_DEV_CLASS = re.compile(
    r"^(?:Dev|Local|Test|Debug|CI)|(?:Dev|Development|Local|Test|Testing)(?:Config|Settings)?$"
)
_ENV_TEST = re.compile(r"(?i)env|debug|dev|prod|local|test|stag|settings|config|mode|is_?https|secure")


def for_development(path: str, node: m.Node, asks: re.Pattern[str] = _ENV_TEST) -> bool:
    """Whether the code at ``node`` is meant for development only, by its file, its class or a test around it."""
    if DEV_PATH.search(path):
        return True
    previous = node
    for parent in node.ancestors():
        if isinstance(parent, m.Class) and _DEV_CLASS.search(parent.name):
            return True
        if (
            isinstance(parent, (m.If, m.Conditional))
            and previous is not parent.test
            and mentions_environment(parent.test, asks)
        ):
            return True
        previous = parent
    return False


def mentions_environment(test: m.Expr, asks: re.Pattern[str] = _ENV_TEST) -> bool:
    """Whether a condition asks in which environment the program runs (``__name__`` does not)."""
    for node in test.walk():
        name = node.id if isinstance(node, m.Name) else node.name if isinstance(node, m.Attr) else ""
        if isinstance(node, m.Literal) and isinstance(node.value, str):
            name = node.value
        if name and name not in ("__name__", "__main__") and asks.search(name):
            return True
    return False
