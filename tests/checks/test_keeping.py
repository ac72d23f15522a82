"""A folder of documents: found again, moved into place whole, and never over its limit for long."""

from __future__ import annotations

import os
from pathlib import Path

from checks.keeping import DOCUMENT_LIMIT_BYTES, Keeper


def kept(folder: Path) -> list[Path]:
    """Everything in the folder that is a file."""
    return sorted(p for p in folder.rglob("*") if p.is_file())


def test_a_document_is_found_by_all_that_it_was_made_from(tmp_path: Path) -> None:
    keeper = Keeper(tmp_path)
    keeper.put({"a": [1, None, "x"]}, "api", "1", "app.py")
    assert Keeper(tmp_path).get("api", "1", "app.py") == {"a": [1, None, "x"]}
    assert keeper.get("api", "2", "app.py") is None
    assert keeper.get("api", "1app.py") is None


def test_a_later_document_takes_the_place_of_an_earlier_one(tmp_path: Path) -> None:
    keeper = Keeper(tmp_path)
    keeper.put([1], "x")
    keeper.put([2], "x")
    assert keeper.get("x") == [2]
    assert len(kept(tmp_path)) == 1


def test_what_is_no_document_is_not_found(tmp_path: Path) -> None:
    keeper = Keeper(tmp_path)
    keeper.put([1], "x")
    (place,) = kept(tmp_path)
    for content in (b"", b"[1", b"\xff\xfe", b"[" * 100_000):
        place.write_bytes(content)
        assert keeper.get("x") is None
    place.write_bytes(b" " * (DOCUMENT_LIMIT_BYTES + 1))
    assert keeper.get("x") is None


def test_a_document_over_the_limit_is_not_kept(tmp_path: Path) -> None:
    keeper = Keeper(tmp_path)
    keeper.put("x" * (DOCUMENT_LIMIT_BYTES + 1), "x")
    assert kept(tmp_path) == []


def test_what_was_not_used_for_longest_goes_first(tmp_path: Path) -> None:
    keeper = Keeper(tmp_path, limit_bytes=10_000, clock=lambda: 100_000.0)
    for number in range(10):
        keeper.put("x" * 900, str(number))
        for place in kept(tmp_path):
            os.utime(place, (min(place.stat().st_mtime, number), min(place.stat().st_mtime, number)))
    keeper.tidy()
    assert len(kept(tmp_path)) == 10
    assert keeper.get("0") is not None
    keeper.put("x" * 1_500, "more")
    keeper.tidy()
    assert sum(p.stat().st_size for p in kept(tmp_path)) <= 7_500
    assert keeper.get("0") is not None
    assert keeper.get("more") is not None
    assert keeper.get("1") is None


def test_nothing_is_left_of_a_document_that_could_not_be_written(tmp_path: Path) -> None:
    keeper = Keeper(tmp_path / "kept")
    (tmp_path / "kept").write_text("a file", "utf-8")
    keeper.put([1], "x")
    keeper.tidy()
    assert keeper.get("x") is None
    assert [p.name for p in kept(tmp_path)] == ["kept"]
