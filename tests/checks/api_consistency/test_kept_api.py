"""What an earlier review kept changes the time of the next one and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from checks import views
from checks.changes import in_memory
from checks.engine import review
from checks.keeping import Keeper
from checks.report import Report
from checks.rules import load_rules
from checks.syntax.model import Module

CASES = sorted((Path(__file__).resolve().parents[2] / "corpus" / "api-consistency").iterdir())
RULES = frozenset(r for r in load_rules() if r.startswith("api-consistency/"))


def tree(folder: Path) -> dict[str, bytes]:
    """Files of a folder by path."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def judged(head: dict[str, bytes], base: dict[str, bytes], keeper: Keeper | None) -> tuple[object, ...]:
    """All of a report that does not tell the time."""
    report: Report = review(in_memory(head, base), only=RULES, keeper=keeper)
    return report.findings, report.sites, report.errors, report.skipped


@pytest.mark.parametrize("part", range(8))
def test_what_earlier_reviews_kept_changes_no_finding(part: int, tmp_path: Path) -> None:
    """First what was kept of the other revision as base, then what was kept of the same one."""
    for case in CASES[part::8]:
        head, base = tree(case / "head"), tree(case / "base")
        keeper = Keeper(tmp_path / case.name)
        judged(base, head, keeper)
        cold = judged(head, base, None)
        assert judged(head, base, keeper) == cold, case.name
        assert judged(head, base, keeper) == cold, case.name


CASE = next(c for c in CASES if c.name.startswith("breaking-change-bad-2-"))


def documents(folder: Path) -> list[Path]:
    """What is kept in a folder."""
    return sorted(p for p in folder.rglob("*.json"))


def test_a_second_review_parses_only_what_the_change_touches(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    head, base = tree(CASE / "head"), tree(CASE / "base")
    judged(head, base, Keeper(tmp_path))
    parsed: list[str] = []
    real = views.parse

    def noted(path: str, language: str, source: bytes) -> Module | None:
        parsed.append(path)
        return real(path, language, source)

    monkeypatch.setattr(views, "parse", noted)
    judged(head, base, Keeper(tmp_path))
    changed = {p for p in head.keys() | base.keys() if head.get(p) != base.get(p)}
    called = {"src/db.ts"}  # the changed routes call what this file makes
    assert set(parsed) <= changed | called
    assert len(base.keys() - changed - called) > 1


@pytest.mark.parametrize(
    "damage",
    [
        "",
        "{",
        "[]",
        "null",
        "{}",
        '{"names":[1],"declared":7,"facts":[]}',
        '{"names":["typescript",7,[],[],[],[],""],"declared":[["D"],[{},[]]],"facts":{"x":7}}',
        '{"declared":[["","x"],[{},[]]],"facts":{"x":[null,null]}}',
    ],
)
def test_a_damaged_document_is_as_good_as_none(damage: str, tmp_path: Path) -> None:
    head, base = tree(CASE / "head"), tree(CASE / "base")
    cold = judged(head, base, Keeper(tmp_path))
    kept = documents(tmp_path)
    assert kept
    for place in kept:
        place.write_text(damage, "utf-8")
    assert judged(head, base, Keeper(tmp_path)) == cold


@pytest.mark.parametrize(
    "document",
    [
        [],
        {},
        {"names": [1], "declared": 7, "facts": []},
        {"names": ["typescript", 7, [], [], [], [], ""], "declared": [["D"], [{}, []]], "facts": {"x": 7}},
        {"names": None, "declared": [["", "x"], [{}, []]], "facts": {}},
        {"names": {}, "declared": [["T", [[[]]]], [{}, [[["no such question", ""], None]]]]},
    ],
)
def test_a_document_of_another_form_is_as_good_as_none(document: object, tmp_path: Path) -> None:
    class Odd(Keeper):
        def get(self, *made_from: str) -> object:
            return document

    head, base = tree(CASE / "head"), tree(CASE / "base")
    assert judged(head, base, Odd(tmp_path)) == judged(head, base, None)


def test_a_folder_that_cannot_be_written_costs_nothing(tmp_path: Path) -> None:
    place = tmp_path / "file"
    place.write_text("no folder", "utf-8")
    head, base = tree(CASE / "head"), tree(CASE / "base")
    assert judged(head, base, Keeper(place / "kept")) == judged(head, base, None)
    assert place.read_text("utf-8") == "no folder"
