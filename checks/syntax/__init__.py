"""Parsing, scopes and data flow: one adapter a language, one code model for all rules."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib import import_module

from checks.syntax.model import Module

_ADAPTERS = {
    "python": "checks.syntax.python",
    "javascript": "checks.syntax.javascript",
    "typescript": "checks.syntax.javascript",
    "tsx": "checks.syntax.javascript",
    "csharp": "checks.syntax.csharp",
    "go": "checks.syntax.go",
    "java": "checks.syntax.java",
    "kotlin": "checks.syntax.kotlin",
    "rust": "checks.syntax.rust",
    "php": "checks.syntax.php",
    "ruby": "checks.syntax.ruby",
}
"""Language -> module with ``lower(path, language, source) -> Module``; imported on first use."""


@cache
def _adapter(language: str) -> Callable[[str, str, bytes], Module] | None:
    name = _ADAPTERS.get(language)
    if name is None:
        return None
    lower: Callable[[str, str, bytes], Module] = import_module(name).lower
    return lower


def parse(path: str, language: str, source: bytes) -> Module | None:
    """Lower one file to the code model; None for a language without an adapter. Never raises on broken syntax."""
    lower = _adapter(language)
    return None if lower is None else lower(path, language, source)


def languages() -> frozenset[str]:
    """Languages that have an adapter."""
    return frozenset(_ADAPTERS)
