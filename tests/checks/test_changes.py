"""The in-memory change set: what counts as added, removed and commentable."""

from __future__ import annotations

from checks.changes import Content, Hunk, Status, in_memory, split_lines


def test_without_a_base_every_line_is_added() -> None:
    change = in_memory({"a.py": "x = 1\ny = 2\n", "empty.py": ""})
    by_path = {f.path: f for f in change.files}
    assert by_path["a.py"].added == {1, 2}
    assert by_path["a.py"].status is Status.ADDED
    assert by_path["a.py"].hunks == (Hunk(0, 0, 1, 2),)
    assert by_path["empty.py"].added == frozenset()
    assert change.head_tree.read("a.py") == b"x = 1\ny = 2\n"
    assert change.base_tree.paths() == ()


def test_a_changed_line_is_added_in_head_and_removed_in_base() -> None:
    base = "".join(f"line {n}\n" for n in range(1, 21))
    head = base.replace("line 10\n", "line ten\n")
    (changed,) = in_memory({"a": head, "same": "s"}, {"a": base, "same": "s"}).files
    assert (changed.added, changed.removed, changed.deletion_gaps) == ({10}, {10}, frozenset())
    assert changed.hunks == (Hunk(7, 7, 7, 7),)
    assert changed.commentable(13)
    assert not changed.commentable(14)


def test_deleted_lines_leave_a_gap_and_a_deleted_file_loses_every_line() -> None:
    change = in_memory({"a": "1\n3\n"}, {"a": "1\n2\n3\n", "b": "x\ny"})
    assert change.file("a").deletion_gaps == {1}  # type: ignore[union-attr]
    assert change.file("a").removed == {2}  # type: ignore[union-attr]
    gone = change.file("b")
    assert gone is not None
    assert (gone.status, gone.removed, gone.added) == (Status.DELETED, {1, 2}, frozenset())


def test_a_missing_last_newline_is_a_change_of_the_last_line() -> None:
    (changed,) = in_memory({"a": "1\n2"}, {"a": "1\n2\n"}).files
    assert (changed.added, changed.removed) == ({2}, {2})


def test_lines_end_at_line_feeds_only() -> None:
    assert split_lines(b"a\rb\x0cc\xe2\x80\xa8d\r\ne") == [b"a\rb\x0cc\xe2\x80\xa8d\r\n", b"e"]


def test_what_is_not_text_is_named_and_has_no_lines() -> None:
    change = in_memory({"bin": b"\0\1", "latin": b"caf\xe9\n", "big": b"x" * (1024 * 1024 + 1)})
    assert {f.path: f.content for f in change.files} == {
        "bin": Content.BINARY,
        "latin": Content.UNDECODABLE,
        "big": Content.TOO_LARGE,
    }
    assert all(not f.added for f in change.files)
