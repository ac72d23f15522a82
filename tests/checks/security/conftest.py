"""A way to judge one snippet: findings must stand on exactly the lines that end in ``<-- here``."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

import pytest

from checks.changes import in_memory
from checks.engine import review

_MARK = re.compile(r"[ \t]*(?:#|//|\{/\*)[ \t]*<-- here[ \t]*(?:\*/\})?[ \t]*$")

Expect = Callable[..., None]


@pytest.fixture
def expect() -> Expect:
    """``expect(rule, path, text, base=None, others=None)``."""

    def judge(
        rule: str,
        path: str,
        text: str,
        base: str | None = None,
        others: Mapping[str, str] | None = None,
    ) -> None:
        lines = text.split("\n")
        marked = {n for n, line in enumerate(lines, 1) if _MARK.search(line)}
        plain = "\n".join(_MARK.sub("", line) for line in lines)
        rest = dict(others or {})
        before = None if base is None else {path: base, **rest}
        report = review(in_memory({path: plain, **rest}, before), only={rule})
        assert report.errors == ()
        found = {f.line for f in report.findings if f.path == path}
        said = "\n".join(f"{f.line}: {f.message}" for f in report.findings)
        assert found == marked, f"{said}\n--- expected lines {sorted(marked)}"

    return judge
