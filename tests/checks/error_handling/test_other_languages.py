"""Files of the other languages, with defects and look-alikes of the whole family side by side. In ``samples``, lines that end in
``<-- here`` are findings of some rule, every other line of none."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from checks.changes import in_memory
from checks.engine import review

SAMPLES = Path(__file__).parent / "samples"
PATHS = sorted(p.relative_to(SAMPLES).as_posix() for p in SAMPLES.rglob("*") if p.is_file())


def test_there_are_samples():
    assert {Path(p).suffix for p in PATHS} == {".java", ".kt", ".cs", ".rb", ".php", ".rs"}


@pytest.mark.parametrize("path", PATHS)
def test_the_family_finds_the_marked_lines_and_no_other(path):
    code = (SAMPLES / path).read_text("utf-8")
    wanted = [n for n, line in enumerate(code.split("\n"), 1) if "<-- here" in line]
    report = review(in_memory({path: re.sub(r" *(?://|#) <-- here", "", code)}))
    assert report.errors == ()
    found = sorted({f.line for f in report.findings if f.rule.startswith("error-handling/")})
    assert found == wanted
