"""Short ways to review a change of a few texts with one rule of the family."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from checks.changes import in_memory
from checks.engine import review

Found = list[tuple[str, int, str]]
Review = Callable[..., Found]


@pytest.fixture
def found() -> Review:
    """(path, line, message) of what a rule finds in the change from ``base`` to ``head``."""

    def run(slug: str, head: Mapping[str, str], base: Mapping[str, str] | None = None) -> Found:
        report = review(in_memory(head, base), only={f"test-integrity/{slug}"})
        assert report.errors == ()
        return [(f.path, f.line, f.message) for f in report.findings]

    return run
