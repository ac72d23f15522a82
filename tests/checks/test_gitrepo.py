"""Change sets from real repositories: every kind of change, hostile names, and what cannot be opened."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checks.changes import ChangeSet, Content, Hunk, Status, split_lines
from checks.gitprocess import GitError
from checks.gitrepo import NoMergeBase, NotARepository, UnknownRevision, open_change, read_at
from checks.mergedtree import MergedTree

ENV = {
    **{k: v for k, v in os.environ.items() if not k.startswith("GIT_")},
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_AUTHOR_NAME": "T",
    "GIT_AUTHOR_EMAIL": "t@example.com",
    "GIT_COMMITTER_NAME": "T",
    "GIT_COMMITTER_EMAIL": "t@example.com",
    "GIT_COMMITTER_DATE": "2026-01-02T03:04:05Z",
}


def git(repo: Path, *arguments: str) -> str:
    done = subprocess.run(
        ["git", "-c", "core.autocrlf=false", *arguments], cwd=repo, env=ENV, capture_output=True, check=True
    )
    return done.stdout.decode("utf-8", "surrogateescape").strip()


def write(repo: Path, files: dict[str, bytes | None]) -> None:
    for name, content in files.items():
        path = repo / name
        if content is None:
            path.unlink()
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def commit(repo: Path, files: dict[str, bytes | None], message: str = "c") -> str:
    write(repo, files)
    git(repo, "add", "-A")
    git(repo, "commit", "-q", "--allow-empty", "-m", message)
    return git(repo, "rev-parse", "HEAD")


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    path = tmp_path / "repo"
    path.mkdir()
    git(path, "init", "-q", "-b", "main")
    return path


def numbered(count: int) -> bytes:
    return b"".join(b"line %d\n" % n for n in range(1, count + 1))


def entry(change: ChangeSet, path: str):  # type: ignore[no-untyped-def]
    found = change.file(path)
    assert found is not None, [f.path for f in change.files]
    return found


def test_each_kind_of_change_is_told_apart(repo: Path) -> None:
    commit(
        repo,
        {
            "modified.py": numbered(20),
            "deleted.py": b"a\nb\n",
            "old_name.py": numbered(30),
            "original.py": numbered(40),
            "mode.sh": b"echo\n",
            "binary.bin": b"\0\1\2",
            "latin.txt": b"caf\xe9\n",
            "big.txt": b"x\n" * 600_000,
        },
    )
    git(repo, "mv", "old_name.py", "new name.py")
    (repo / "mode.sh").chmod(0o755)
    (repo / "link").symlink_to("modified.py")
    head = commit(
        repo,
        {
            "modified.py": numbered(20).replace(b"line 10\n", b"line ten\n").replace(b"line 15\n", b""),
            "deleted.py": None,
            "new name.py": numbered(30).replace(b"line 3\n", b"line three\n"),
            "original.py": numbered(40) + b"more\n",
            "copy.py": numbered(40) + b"and more\n",
            "binary.bin": b"\0\1\3",
            "latin.txt": b"caf\xe9s\n",
            "big.txt": b"y\n" * 600_000,
            "added.py": b"no newline",
            "empty.py": b"",
        },
    )
    with open_change(repo, "HEAD^", "HEAD") as change:
        assert change.head == head
        assert change.head_time_s == 1767323045
        modified = entry(change, "modified.py")
        assert (modified.added, modified.removed, modified.deletion_gaps) == ({10}, {10, 15}, {14})
        assert modified.hunks == (Hunk(7, 12, 7, 11),)
        assert entry(change, "deleted.py").status is Status.DELETED
        assert entry(change, "deleted.py").removed == {1, 2}
        renamed = entry(change, "new name.py")
        assert (renamed.status, renamed.old_path, renamed.added) == (Status.RENAMED, "old_name.py", {3})
        copied = entry(change, "copy.py")
        assert (copied.status, copied.base_path, copied.added) == (Status.COPIED, "original.py", {41})
        mode = entry(change, "mode.sh")
        assert (mode.status, mode.added, mode.hunks) == (Status.MODIFIED, frozenset(), ())
        assert entry(change, "binary.bin").content is Content.BINARY
        assert entry(change, "latin.txt").content is Content.UNDECODABLE
        assert entry(change, "big.txt").content is Content.TOO_LARGE
        assert entry(change, "link").content is Content.SYMLINK
        added = entry(change, "added.py")
        assert (added.status, added.added) == (Status.ADDED, {1})
        empty = entry(change, "empty.py")
        assert (empty.status, empty.added) == (Status.ADDED, frozenset())
        assert change.head_tree.read("link") is None
        assert change.head_tree.read("big.txt") is None
        assert change.head_tree.read("added.py") == b"no newline"
        assert change.base_tree.read("deleted.py") == b"a\nb\n"
        assert change.base_tree.read("../../etc/passwd") is None
        assert "link" not in change.head_tree.paths()


def test_a_submodule_is_named_and_not_read(repo: Path) -> None:
    first = commit(repo, {"a": b"1\n"})
    git(repo, "update-index", "--add", "--cacheinfo", f"160000,{first},sub")
    git(repo, "commit", "-q", "-m", "sub")
    with open_change(repo, first, "HEAD") as change:
        assert [(f.path, f.content) for f in change.files] == [("sub", Content.SUBMODULE)]


@pytest.mark.parametrize(
    "name",
    [
        "ünïcode.py",
        'quo"te.py',
        "new\nline.py",
        "tab\there.py",
        " space .py",
        "-rf",
        "a/b -> c.py",
        "b/x\r.py",
        "日本/語.py",
    ],
)
def test_odd_file_names_come_through_whole(repo: Path, name: str) -> None:
    commit(repo, {"keep": b""})
    commit(repo, {name: b"x = 1\n", "z\nrename from q": b"diff --git a/x b/x\n"})
    with open_change(repo, "HEAD^", "HEAD") as change:
        assert entry(change, name).added == {1}
        assert change.head_tree.read(name) == b"x = 1\n"
        assert (name, 1, "x = 1") in list(change.head_tree.search(["x"]))


def test_a_name_that_is_not_utf_8_is_listed_as_unreadable(repo: Path) -> None:
    commit(repo, {"keep": b""})
    Path(os.fsdecode(os.fsencode(repo) + b"/caf\xe9.py")).write_bytes(b"x\n")
    commit(repo, {})
    with open_change(repo, "HEAD^", "HEAD") as change:
        assert [(f.path, f.content) for f in change.files] == [("caf\ufffd.py", Content.UNDECODABLE)]


def test_content_that_looks_like_a_diff_does_not_confuse_the_parser(repo: Path) -> None:
    tricky = b"-- old\n++ new\n@@ -1,3 +1,3 @@\ndiff --git a/a b/a\n\\ No newline at end of file\nBinary files a and b differ\n"
    commit(repo, {"a": tricky, "b": b"1\n2\n"})
    commit(repo, {"a": tricky.replace(b"-- old", b"--- older") + b"-- end\n", "b": b"1\n3\n"})
    with open_change(repo, "HEAD^", "HEAD") as change:
        assert entry(change, "a").added == {1, 7}
        assert entry(change, "b").added == {2}


def test_lines_are_counted_at_line_feeds_whatever_else_stands_in_them(repo: Path) -> None:
    commit(repo, {"a": b"one\r\ntwo\r\n"})
    commit(repo, {"a": b"one\r\nt\rw\x0co\xe2\x80\xa8\r\nthree"})
    with open_change(repo, "HEAD^", "HEAD") as change:
        assert entry(change, "a").added == {2, 3}


def test_attributes_in_the_change_cannot_hide_code(repo: Path) -> None:
    commit(repo, {"a.py": b"x = 1\n"})
    commit(repo, {"a.py": b"x = 2\n", ".gitattributes": b"*.py binary -diff\n"})
    with open_change(repo, "HEAD^", "HEAD") as change:
        assert entry(change, "a.py").added == {1}
        assert list(change.head_tree.search(["x"], suffixes=(".py",))) == [("a.py", 1, "x = 2")]


def test_programs_named_in_the_repository_configuration_do_not_run(repo: Path, tmp_path: Path) -> None:
    trap, mark = tmp_path / "trap", tmp_path / "ran"
    trap.write_text(f"#!/bin/sh\ntouch '{mark}'\n")
    trap.chmod(0o755)
    commit(repo, {"a.py": b"x = 1\n", ".gitattributes": b"*.py diff=evil\n"})
    commit(repo, {"a.py": b"x = 2\n"})
    for key in ("diff.external", "diff.evil.textconv", "diff.evil.command", "core.fsmonitor", "core.pager"):
        git(repo, "config", key, str(trap))
    (repo / ".git/hooks/post-index-change").write_text(trap.read_text())
    (repo / ".git/hooks/post-index-change").chmod(0o755)
    write(repo, {"b.py": b"y\n"})
    with open_change(repo, "HEAD^") as change:
        assert {f.path for f in change.files} == {"a.py", "b.py"}
    assert not mark.exists()


def test_the_work_tree_counts_staged_unstaged_and_untracked_but_not_ignored_files(repo: Path) -> None:
    commit(repo, {"a": b"1\n", "b": b"1\n", "gone": b"1\n", ".gitignore": b"*.log\n"})
    write(repo, {"a": b"1\n2\n", "b": b"1\n3\n", "new.py": b"n\n", "x.log": b"l\n", "gone": None})
    git(repo, "add", "a")
    before = git(repo, "status", "--porcelain")
    objects = sorted((repo / ".git/objects").rglob("*"))
    with open_change(repo, "main") as change:
        assert change.head == "work tree"
        assert {f.path: (f.status.value, sorted(f.added)) for f in change.files} == {
            "a": ("modified", [2]),
            "b": ("modified", [2]),
            "gone": ("deleted", []),
            "new.py": ("added", [1]),
        }
        assert change.head_tree.read("new.py") == b"n\n"
        assert list(change.head_tree.search(["n"])) == [("new.py", 1, "n")]
    assert git(repo, "status", "--porcelain") == before
    assert sorted((repo / ".git/objects").rglob("*")) == objects


def test_only_what_the_branch_did_since_the_merge_base_counts(repo: Path) -> None:
    start = commit(repo, {"a": b"1\n", "b": b"1\n"})
    git(repo, "checkout", "-q", "-b", "topic")
    commit(repo, {"a": b"1\n2\n"})
    git(repo, "checkout", "-q", "main")
    tip = commit(repo, {"b": b"changed\n"})
    with open_change(repo, "main", "topic") as change:
        assert [f.path for f in change.files] == ["a"]
        assert (change.base, change.base_tip) == (start, tip)
        assert change.tip_tree is not None
        assert change.tip_tree.read("b") == b"changed\n"
        merged = MergedTree(change, change.tip_tree)
        assert (merged.paths(), merged.read("a")) == (("a", "b"), b"1\n2\n")
        assert list(merged.search(["changed", "2"])) == [("a", 2, "2"), ("b", 1, "changed")]


def test_a_bare_repository_and_a_subdirectory_are_read_alike(repo: Path, tmp_path: Path) -> None:
    commit(repo, {"d/a": b"1\n"})
    commit(repo, {"d/a": b"2\n", "top": b"t\n"})
    git(tmp_path, "clone", "-q", "--bare", str(repo), "bare.git")
    for place in (repo / "d", tmp_path / "bare.git"):
        with open_change(place, "HEAD^", "HEAD") as change:
            assert [f.path for f in change.files] == ["d/a", "top"]
    with pytest.raises(GitError, match="bare repository has no work tree"):
        open_change(tmp_path / "bare.git", "HEAD^")


def test_a_linked_work_tree_is_reviewed_with_its_own_index(repo: Path, tmp_path: Path) -> None:
    commit(repo, {"a": b"1\n"})
    git(repo, "worktree", "add", "-q", str(tmp_path / "linked"), "-b", "side")
    write(tmp_path / "linked", {"a": b"1\n2\n"})
    with open_change(tmp_path / "linked", "main") as change:
        assert entry(change, "a").added == {2}


def test_what_cannot_be_opened_says_how_to_mend_it(repo: Path, tmp_path: Path) -> None:
    with pytest.raises(NotARepository, match="--repo"):
        open_change(tmp_path, "main")
    with pytest.raises(NotARepository, match="not a directory"):
        open_change(tmp_path / "none", "main")
    with pytest.raises(UnknownRevision, match="no commit at HEAD yet"):
        open_change(repo, "HEAD")
    commit(repo, {"a": b"1\n"})
    for bad in ("nope", "--output=x", "", "HEAD:a", "a\nb", "a\0b"):
        with pytest.raises(UnknownRevision):
            open_change(repo, bad, "HEAD")
    git(repo, "checkout", "-q", "--orphan", "other")
    commit(repo, {"b": b"1\n"})
    with pytest.raises(NoMergeBase, match="unrelated"):
        open_change(repo, "main", "other")


def test_a_shallow_clone_is_told_to_fetch_its_history(repo: Path, tmp_path: Path) -> None:
    commit(repo, {"a": b"1\n"})
    git(repo, "checkout", "-q", "-b", "topic")
    commit(repo, {"a": b"2\n"})
    git(repo, "checkout", "-q", "main")
    commit(repo, {"b": b"2\n"})
    git(tmp_path, "clone", "-q", "--depth=1", "--no-single-branch", f"file://{repo}", "shallow")
    with pytest.raises(NoMergeBase, match="unshallow"):
        open_change(tmp_path / "shallow", "origin/main", "origin/topic")
    with pytest.raises(UnknownRevision, match="did you mean it"):
        open_change(tmp_path / "shallow", "topic", "HEAD")


def test_a_partial_clone_is_told_to_fetch_the_rest_and_nothing_is_fetched(repo: Path, tmp_path: Path) -> None:
    commit(repo, {"a": b"1\n"})
    commit(repo, {"a": b"2\n"})
    git(repo, "config", "uploadpack.allowFilter", "true")
    git(tmp_path, "clone", "-q", "--bare", "--filter=blob:none", f"file://{repo}", "partial.git")
    with pytest.raises(GitError, match="--refetch"):
        open_change(tmp_path / "partial.git", "HEAD^", "HEAD")


def test_a_mirror_without_its_big_files_can_still_be_searched(repo: Path, tmp_path: Path) -> None:
    big = b"users\n" * 200_000
    commit(repo, {"a.py": b"users = 1\n", "big.sql": big, "sub/we ird[*].py": big, "sub/b.py": b"users\n"})
    commit(repo, {"a.py": b"users = 2\n"})
    git(repo, "config", "uploadpack.allowFilter", "true")
    git(tmp_path, "clone", "-q", "--bare", "--filter=blob:limit=1048577", f"file://{repo}", "mirror.git")
    expected = [("a.py", 1, "users = 2"), ("sub/b.py", 1, "users")]
    for place in (repo, tmp_path / "mirror.git"):
        with open_change(place, "HEAD^", "HEAD") as change:
            assert list(change.head_tree.search(["users"])) == expected
            assert list(change.head_tree.search(["users"], suffixes=(".py",))) == expected
            assert list(change.head_tree.search(["users"], suffixes=(".sql",))) == []
            assert change.head_tree.read("big.sql") is None
            assert "big.sql" in change.head_tree.paths()


def test_entries_past_the_limits_are_named_as_too_large(repo: Path) -> None:
    commit(repo, {"keep": b""})
    commit(repo, {f"f{n}": b"x\n" * 50 for n in range(5)})
    with open_change(repo, "HEAD^", "HEAD", paths_limit=2) as change:
        assert [f.content for f in change.files] == [Content.TEXT] * 2 + [Content.TOO_LARGE] * 3
    with open_change(repo, "HEAD^", "HEAD", patch_limit_bytes=900) as change:
        assert len(change.files) == 5
        assert change.files[-1].content is Content.TOO_LARGE
        assert change.files[0].added == set(range(1, 51))


def test_a_file_that_becomes_text_is_all_added_and_a_link_that_becomes_a_file_too(repo: Path) -> None:
    (repo / "link").symlink_to("x")
    commit(repo, {"was.bin": b"\0\n"})
    (repo / "link").unlink()
    commit(repo, {"was.bin": b"a\nb\n", "link": b"l\n"})
    with open_change(repo, "HEAD^", "HEAD") as change:
        assert entry(change, "was.bin").added == {1, 2}
        link = entry(change, "link")
        assert (link.status, link.content, link.added, link.removed) == (
            Status.MODIFIED,
            Content.TEXT,
            {1},
            frozenset(),
        )


def test_search_finds_whole_words_as_they_stand_in_path_order(repo: Path) -> None:
    commit(repo, {"keep": b""})
    commit(
        repo, {"b.py": b"user_id\nid(x)\n", "a-c.ts": b"  id.*\n", "a/z.py": b"grid\nid", "bin": b"\0id\n"}
    )
    with open_change(repo, "HEAD^", "HEAD") as change:
        tree = change.head_tree
        assert list(tree.search(["id"])) == [
            ("a-c.ts", 1, "  id.*"),
            ("a/z.py", 2, "id"),
            ("b.py", 2, "id(x)"),
        ]
        assert list(tree.search(["id", "user_id", "-e"], suffixes=(".py",))) == [
            ("a/z.py", 2, "id"),
            ("b.py", 1, "user_id"),
            ("b.py", 2, "id(x)"),
        ]
        assert list(tree.search(["i."])) == []
        assert list(tree.search([])) == []


def test_one_file_can_be_read_at_a_revision_without_a_change(repo: Path) -> None:
    commit(repo, {".github/evenhand.yml": b"a: 1\n"})
    commit(repo, {".github/evenhand.yml": b"a: 2\n"})
    assert read_at(repo, "HEAD^", ".github/evenhand.yml") == b"a: 1\n"
    assert read_at(repo, "HEAD^", "nope") is None


lines = st.lists(
    st.sampled_from(
        [b"a", b"b", b"c", b"", b"\r", b"d\x0c", b"-- x", b"++ y", b"\xc3\xa9", b"@@ -1 +1 @@", b"\\ z"]
    ),
    max_size=30,
)
texts = st.builds(
    lambda parts, ending, last: ending.join(parts) + (ending if last and parts else b""),
    lines,
    st.sampled_from([b"\n", b"\r\n"]),
    st.booleans(),
)
names = st.sampled_from(["a.py", "ü.py", "d/e f.ts", 'q"uote', "日本.go", "t\tab"])


@given(st.dictionaries(names, texts, max_size=4), st.dictionaries(names, texts, max_size=4))
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_added_and_removed_lines_turn_one_version_into_the_other(
    repo: Path, old: dict[str, bytes], new: dict[str, bytes]
) -> None:
    for path in git(repo, "ls-files", "-z").split("\0"):
        (repo / path).unlink() if path else None
    base = commit(repo, dict(old))
    for path in set(old) - set(new):
        (repo / path).unlink()
    head = commit(repo, dict(new))
    with open_change(repo, base, head) as change:
        seen = {f.path for f in change.files}
        assert {p for p in set(old) | set(new) if old.get(p) != new.get(p)} <= seen | {
            f.old_path for f in change.files
        }
        for changed in change.files:
            before = split_lines(old.get(changed.base_path or "", b""))
            after = split_lines(new.get(changed.path, b"")) if changed.status is not Status.DELETED else []
            kept_before = [line for n, line in enumerate(before, 1) if n not in changed.removed]
            kept_after = [line for n, line in enumerate(after, 1) if n not in changed.added]
            assert kept_before == kept_after
            assert all(changed.commentable(n) for n in changed.added)
            plus = git_plus_lines(repo, base, head, changed.old_path, changed.path)
            assert [after[n - 1].removesuffix(b"\n") for n in sorted(changed.added)] == plus


def git_plus_lines(repo: Path, base: str, head: str, old_path: str | None, path: str) -> list[bytes]:
    """The ``+`` lines of git's own diff of one file, straight from its output."""
    wanted = [old_path, path] if old_path else [path]
    done = subprocess.run(
        ["git", "-c", "core.autocrlf=false", "diff", "-a", "-M", "-C", "--no-rename-empty", base, head, "--", *wanted],
        cwd=repo, env=ENV, capture_output=True, check=True,
    )  # fmt: skip
    sections = done.stdout.split(b"\ndiff --git ")
    (section,) = [s for s in sections if _is_about(s, path)] if len(sections) > 1 else sections
    body = section.partition(b"\n@@ ")[2].split(b"\n")[1:]
    return [line[1:] for line in body if line.startswith(b"+")]


def _is_about(section: bytes, path: str) -> bool:
    header = section.split(b"\n@@ ")[0]
    quoted = path.replace('"', '\\"').replace("\t", "\\t")
    octal = "".join(chr(b) if 32 <= b < 127 else f"\\{b:03o}" for b in quoted.encode())
    octal = octal.replace("\\\\t", "\\t")
    return any(f"b/{name}".encode() in header.split(b"\n")[0] for name in (path, quoted, octal))
