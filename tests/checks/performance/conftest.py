from __future__ import annotations

from collections.abc import Callable

import pytest

from checks.changes import in_memory
from checks.engine import review

Found = Callable[..., list[int]]


@pytest.fixture
def found(request: pytest.FixtureRequest) -> Found:
    """Lines of findings of the rule that the test module names in ``RULE``."""
    rule: str = request.module.RULE

    def run(code: str, path: str = "app/service.py", **others: str) -> list[int]:
        files = {
            path: code,
            **{name.replace("__", "/").replace("_DOT_", "."): text for name, text in others.items()},
        }
        report = review(in_memory(files), only={rule})
        assert report.errors == ()
        return sorted(f.line for f in report.findings)

    return run
