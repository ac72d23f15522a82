"""Which module reads the assertions of which language."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from checks.syntax import model as m
from checks.test_integrity import fluent_tests, go_tests, javascript_tests, python_tests
from checks.test_integrity.strength import Assertion

Reader = Callable[[m.Module, m.Node, frozenset[str]], Iterator[Assertion]]
_READERS: dict[str, Reader] = {
    "python": python_tests.assertions,
    "go": go_tests.assertions,
    "javascript": javascript_tests.assertions,
    "typescript": javascript_tests.assertions,
    "tsx": javascript_tests.assertions,
}


def reader_of(language: str) -> Reader:
    """Every demand below a node, as tests in this language write them."""
    return _READERS.get(language, fluent_tests.assertions)
