"""Run one rule of the family over one snippet, and carry out the suggestions it makes."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from checks.changes import in_memory
from checks.engine import review
from checks.report import Finding

Findings = Callable[[str, str, str], tuple[Finding, ...]]


@pytest.fixture
def findings() -> Findings:
    """``findings(slug, path, code)``: what the rule says of a file that the change adds."""

    def run(slug: str, path: str, code: str) -> tuple[Finding, ...]:
        rule = f"error-handling/{slug}"
        report = review(in_memory({path: code}), only={rule})
        assert report.errors == ()
        return tuple(f for f in report.findings if f.rule == rule)

    return run


@pytest.fixture
def applied() -> Callable[[str, Finding], str]:
    """``applied(code, finding)``: the file after its suggestion was committed."""

    def apply(code: str, finding: Finding) -> str:
        assert finding.suggestion is not None
        lines = code.split("\n")
        s = finding.suggestion
        lines[s.line - 1 : s.end_line] = s.replacement.split("\n")
        return "\n".join(lines)

    return apply
