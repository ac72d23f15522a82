"""A change set from a real git repository, normal or bare: what head did since it left base.

Everything is tree against tree. A work tree is first written, staged, unstaged and untracked files together, as
a tree of objects in a temporary directory; the repository itself is never written to.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from checks.changes import CONTEXT_LINES, ChangedFile, ChangeSet, Content, Status, content_of, split_lines
from checks.diffparse import (
    REGULAR_MODES,
    SUBMODULE_MODE,
    SYMLINK_MODE,
    PatchLines,
    RawEntry,
    parse_section,
    patch_sections,
    split_diff,
)
from checks.gitprocess import Git, GitError, ObjectReader, base_environment, run_git
from checks.gittree import GitTree
from checks.silence import SIZE_LIMIT_BYTES

PATHS_LIMIT = 5000
"""Changed files whose lines are read; GitHub itself stops showing a pull request at 3,000."""
PATCH_LIMIT_BYTES = 64 * 1024 * 1024
"""Size of the whole patch that is read."""
WORK_TREE = "work tree"
"""Stands in ``ChangeSet.head`` for uncommitted work."""

_STATUS = {
    "A": Status.ADDED,
    "M": Status.MODIFIED,
    "T": Status.MODIFIED,
    "D": Status.DELETED,
    "R": Status.RENAMED,
    "C": Status.COPIED,
}


class NotARepository(GitError):
    """The directory is no git repository, or one that git refuses to read."""


class UnknownRevision(GitError):
    """A revision names no commit of the repository."""


class NoMergeBase(GitError):
    """Base and head share no commit that the repository holds."""


def open_change(
    repo_dir: str | Path,
    base: str,
    head: str | None = None,
    *,
    paths_limit: int = PATHS_LIMIT,
    patch_limit_bytes: int = PATCH_LIMIT_BYTES,
    git_env: Mapping[str, str] | None = None,
) -> ChangeSet:
    """The change between the merge base of ``base`` and ``head``, and ``head``; without ``head`` the work tree.

    Close the result (it is a context manager): its trees read through open git processes. Entries past
    ``paths_limit`` and lines past ``patch_limit_bytes`` are kept as files that are too large to review.
    Raises GitError with the way to mend it.
    """
    scratch = _Scratch()
    try:
        git = locate(repo_dir, scratch.path, git_env)
        base_tip = resolve(git, base)
        commit = resolve(git, "HEAD" if head is None else head)
        start = merge_base(git, base_tip, commit, base, head or "HEAD")
        tree, name, time_s = commit, commit, None
        if head is None:
            git, tree = _snapshot(repo_dir, git, scratch)
            name = WORK_TREE
        else:
            time_s = int(
                git.text("show", "-s", "--no-show-signature", "--format=%ct", commit).split("\n")[-1]
            )
        reader = ObjectReader(git)
        try:
            files = _changed_files(git, reader, start, tree, paths_limit, patch_limit_bytes)
        except BaseException:
            reader.close()
            raise
    except BaseException:
        scratch.remove()
        raise
    head_tree = _OwningTree(git, tree, reader, scratch)
    tip_tree = None if base_tip == start else GitTree(git, base_tip, reader)
    base_tree = GitTree(git, start, reader)
    return ChangeSet(start, name, files, base_tree, head_tree, base_tip, time_s, tip_tree)


def locate(repo_dir: str | Path, scratch: Path, git_env: Mapping[str, str] | None = None) -> Git:
    """The repository that holds ``repo_dir``, set up for reading. Raises NotARepository."""
    directory = Path(repo_dir)
    if not directory.is_dir():
        raise NotARepository(f"{repo_dir} is not a directory; give the root of a git repository with --repo")
    try:
        out = run_git(["rev-parse", "--absolute-git-dir"], base_environment(), directory).out
    except GitError as error:
        if "dubious ownership" in str(error) or "safe.directory" in str(error):
            raise NotARepository(
                f"{repo_dir} belongs to another user, so git refuses to read it; if you trust it, run "
                f"git config --global --add safe.directory '{directory.resolve()}'"
            ) from error
        if "not a git repository" in str(error):
            raise NotARepository(
                f"{repo_dir} is not inside a git repository; run this in a clone or give its root with --repo"
            ) from error
        raise
    empty = scratch / "empty"
    empty.mkdir(exist_ok=True)
    git_dir = Path(out.decode("utf-8", "surrogateescape").rstrip("\n"))
    return Git(git_dir, empty, scratch / "no-index", None, dict(git_env or {}))


def resolve(git: Git, revision: str) -> str:
    """Commit id that a revision stands for. Raises UnknownRevision; a revision is never read as an option."""
    if "\0" not in revision:
        asked = ("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
        answer = git.run(*asked, ok=(0, 1, 128))
        if answer.status == 0:
            return answer.out.decode("ascii").strip()
    shown = ascii(revision)
    if revision == "HEAD":
        raise UnknownRevision("the repository has no commit at HEAD yet; commit something or name --head")
    remote = (
        "rev-parse",
        "--verify",
        "--quiet",
        "--end-of-options",
        f"refs/remotes/origin/{revision}^{{commit}}",
    )
    if "\0" not in revision and git.run(*remote, ok=(0, 1, 128)).status == 0:
        raise UnknownRevision(
            f"there is no revision {shown} here, but there is origin/{revision}: did you mean it?"
        )
    mend = (
        "; the clone is shallow: run git fetch --unshallow"
        if _shallow(git)
        else ": fetch it or check its name"
    )
    raise UnknownRevision(f"there is no revision {shown} in this repository{mend}")


def merge_base(git: Git, base_tip: str, head: str, base_name: str, head_name: str) -> str:
    """The best common ancestor. Raises NoMergeBase."""
    answer = git.run("merge-base", base_tip, head, ok=(0, 1))
    if answer.status == 0:
        return answer.out.decode("ascii").split()[0]
    names = f"{base_name!a} and {head_name!a}"
    if _shallow(git):
        raise NoMergeBase(
            f"{names} have no common commit in this shallow clone; run git fetch --unshallow "
            "(in a GitHub workflow: actions/checkout with fetch-depth: 0)"
        )
    raise NoMergeBase(f"{names} have no common commit: their histories are unrelated; name another --base")


def read_at(repo_dir: str | Path, revision: str, path: str) -> bytes | None:
    """One file at one revision; None when it is not there or over the size limit. Raises GitError."""
    scratch = _Scratch()
    try:
        git = locate(repo_dir, scratch.path)
        reader = ObjectReader(git)
        try:
            return GitTree(git, resolve(git, revision), reader).read(path)
        finally:
            reader.close()
    finally:
        scratch.remove()


class _Scratch:
    """A temporary directory that lives as long as the trees that read from it."""

    def __init__(self) -> None:
        self._directory = tempfile.TemporaryDirectory(prefix="evenhand-", ignore_cleanup_errors=True)
        self.path = Path(self._directory.name)

    def remove(self) -> None:
        self._directory.cleanup()


class _OwningTree(GitTree):
    """The head tree, which takes the temporary directory with it when it is closed."""

    def __init__(self, git: Git, tree: str, reader: ObjectReader, scratch: _Scratch) -> None:
        super().__init__(git, tree, reader)
        self._scratch = scratch

    def close(self) -> None:
        super().close()
        self._scratch.remove()


def _shallow(git: Git) -> bool:
    return git.text("rev-parse", "--is-shallow-repository") == "true"


def _snapshot(repo_dir: str | Path, git: Git, scratch: _Scratch) -> tuple[Git, str]:
    """The work tree as a tree object in a temporary object directory, and the git that reads it."""
    env = base_environment()
    if run_git(["rev-parse", "--is-bare-repository"], env, Path(repo_dir)).out.strip() == b"true":
        raise GitError("a bare repository has no work tree; name the revision to review with --head")
    asked = ["rev-parse", "--path-format=absolute", "--show-toplevel", "--git-path", "index"]
    answer = run_git(asked, env, Path(repo_dir)).out.decode("utf-8", "surrogateescape").split("\n")
    top, index = Path(answer[0]), Path(answer[1])
    objects = scratch.path / "objects"
    objects.mkdir()
    # The copy keeps git's record of file times, so that only files that really changed are read again.
    copied = scratch.path / "index"
    if index.is_file():
        shutil.copy2(index, copied)
    writer = Git(git.git_dir, top, copied, objects, git.extra)
    writer.run("add", "--all", "--ignore-errors", "--", ".", ok=(0, 1))
    tree = writer.text("write-tree")
    return Git(git.git_dir, git.work_tree, git.index, objects, git.extra), tree


def _changed_files(
    git: Git, reader: ObjectReader, base: str, head: str, paths_limit: int, patch_limit_bytes: int
) -> tuple[ChangedFile, ...]:
    output = git.run(
        "diff", "--raw", "--patch", "-z", "--no-abbrev", "--full-index", f"--unified={CONTEXT_LINES}",
        "--inter-hunk-context=0", "--find-renames=50%", "--find-copies=50%", "-l1000", "--no-rename-empty", "--diff-algorithm=myers",
        "--indent-heuristic", "--no-ext-diff", "--no-textconv", "--no-color", "--submodule=short",
        "--ignore-submodules=none", "--no-relative", "--src-prefix=a/", "--dst-prefix=b/", base, head, "--",
        limit_bytes=patch_limit_bytes,
    )  # fmt: skip
    entries, patch = split_diff(output.out)
    sections = list(patch_sections(patch))
    if output.cut and sections:
        sections.pop()
    files: list[ChangedFile] = []
    position = 0
    for number, entry in enumerate(entries):
        own = sections[position : position + entry.sections]
        position += entry.sections
        lost = number >= paths_limit or len(own) < entry.sections
        files.append(_changed_file(entry, None if lost else own, reader))
    return tuple(sorted(files, key=lambda f: f.path))


def _changed_file(entry: RawEntry, sections: list[bytes] | None, reader: ObjectReader) -> ChangedFile:
    status = _STATUS.get(entry.letter, Status.MODIFIED)
    mode, object_id = entry.new_mode, entry.new_id
    if status is Status.DELETED:
        mode, object_id = entry.old_mode, entry.old_id
    path, readable = _name(entry.path)
    old_path = None if entry.old_path is None else _name(entry.old_path)[0]
    if mode == SUBMODULE_MODE:
        return ChangedFile(path, status, Content.SUBMODULE, old_path)
    if mode == SYMLINK_MODE:
        return ChangedFile(path, status, Content.SYMLINK, old_path)
    if mode not in REGULAR_MODES or not readable:
        return ChangedFile(path, status, Content.UNDECODABLE, old_path)
    text = reader.read(object_id, SIZE_LIMIT_BYTES)
    if sections is None or text is None:
        return ChangedFile(path, status, Content.TOO_LARGE, old_path)
    content = content_of(text)
    if content in (Content.BINARY, Content.TOO_LARGE):
        return ChangedFile(path, status, content, old_path)
    lines = _lines(entry, sections)
    if lines.binary and status is not Status.DELETED:
        # git would not compare the two because the other side is binary: all of this text is new.
        lines = PatchLines(added=frozenset(range(1, len(split_lines(text)) + 1)))
    return ChangedFile(
        path, status, content, old_path, lines.added, lines.removed, lines.deletion_gaps, lines.hunks
    )


def _lines(entry: RawEntry, sections: list[bytes]) -> PatchLines:
    if entry.letter != "T":
        return parse_section(sections[0])
    old = parse_section(sections[0])
    new = parse_section(sections[1])
    removed = old.removed if entry.old_mode in REGULAR_MODES else frozenset()
    return PatchLines(new.added, removed, frozenset(), new.hunks, new.binary)


def _name(path: str) -> tuple[str, bool]:
    """A path that can be printed and stored, and whether it is the real one (its bytes are UTF-8)."""
    try:
        path.encode("utf-8")
    except UnicodeEncodeError:
        return path.encode("utf-8", "surrogateescape").decode("utf-8", "replace"), False
    return path, True
