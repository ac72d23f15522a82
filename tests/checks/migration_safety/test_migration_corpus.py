"""Whole change sets under ``tests/corpus/migration-safety``: a folder each, with ``head``, ``base`` and ``tip`` (the base branch
after it moved on) where there are such, and ``expected.txt`` with one ``rule path:line`` a line."""

from __future__ import annotations

from pathlib import Path

import pytest

from checks.changes import in_memory
from checks.engine import review

CORPUS = Path(__file__).resolve().parents[2] / "corpus" / "migration-safety"


def tree(folder: Path) -> dict[str, bytes]:
    return {
        p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()
    }


@pytest.mark.parametrize("case", sorted(p.name for p in CORPUS.iterdir() if p.is_dir()))
def test_a_change_set_gives_exactly_the_expected_findings(case: str) -> None:
    folder = CORPUS / case
    expected = (folder / "expected.txt").read_text().split("\n")
    tip = tree(folder / "tip") if (folder / "tip").is_dir() else None
    report = review(in_memory(tree(folder / "head"), tree(folder / "base"), tip))
    found = sorted(
        f"{f.rule.removeprefix('migration-safety/')} {f.path}:{f.line}"
        for f in report.findings
        if f.family == "migration-safety"
    )
    assert found == [line for line in expected if line]
    assert report.errors == ()
