"""Bare git repositories of the stand-in, through the git command: what GitHub computes from git is computed here too."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

EMPTY_TREE = "4b825dc642cb6eb9a060e54bf8d69288fbee4904"

# The user's own git configuration must not change what the stand-in answers.
_ENVIRONMENT = {
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}


class GitError(Exception):
    """A git command failed; the text holds the command and git's own words."""


@dataclass(frozen=True, slots=True)
class Commit:
    """One commit as ``git log`` tells it."""

    sha: str
    tree: str
    parents: tuple[str, ...]
    author_name: str
    author_email: str
    authored_at: datetime
    committer_name: str
    committer_email: str
    committed_at: datetime
    message: str


@dataclass(frozen=True, slots=True)
class ChangedFile:
    """One file of a comparison. ``patch`` is None for binary files."""

    path: str
    previous_path: str | None
    status: str
    sha: str
    additions: int
    deletions: int
    patch: str | None


def environment(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """The environment every git command of the stand-in runs in."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    return {**kept, **_ENVIRONMENT, **(extra or {})}


def run(
    git_dir: Path, *arguments: str, stdin: bytes | None = None, env: Mapping[str, str] | None = None
) -> bytes:
    """Output of a git command. Raises GitError."""
    done = subprocess.run(
        ["git", "--git-dir", str(git_dir), "-c", "core.quotePath=false", *arguments],
        input=stdin,
        capture_output=True,
        env=environment(env),
        check=False,
    )
    if done.returncode != 0:
        words = done.stderr.decode(errors="replace").strip()
        raise GitError(f"git {' '.join(arguments[:3])} in {git_dir.name}: {words}")
    return done.stdout


def create(git_dir: Path, default_branch: str) -> None:
    """A bare repository that serves partial clones and any reachable commit, as GitHub does."""
    git_dir.parent.mkdir(parents=True, exist_ok=True)
    subprocess.run(
        ["git", "init", "--quiet", "--bare", f"--initial-branch={default_branch}", str(git_dir)],
        env=environment(),
        check=True,
        capture_output=True,
    )
    for key in ("allowFilter", "allowAnySHA1InWant", "allowReachableSHA1InWant", "allowTipSHA1InWant"):
        run(git_dir, "config", f"uploadpack.{key}", "true")
    run(git_dir, "config", "gc.auto", "0")
    run(git_dir, "config", "core.logAllRefUpdates", "false")


def resolve(git_dir: Path, revision: str) -> str | None:
    """Full sha of the commit that a revision names, or None."""
    if not revision or revision.startswith("-"):
        return None
    try:
        return run(git_dir, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}").decode().strip()
    except GitError:
        return None


def branch_tip(git_dir: Path, branch: str) -> str | None:
    """Tip of a branch, or None."""
    return resolve(git_dir, f"refs/heads/{branch}")


def set_ref(git_dir: Path, ref: str, sha: str) -> None:
    """Point a full ref at a commit."""
    run(git_dir, "update-ref", ref, sha)


def take_objects(git_dir: Path, source: Path, sha: str, ref: str) -> None:
    """Bring a commit of another bare repository (a fork) here, under a ref."""
    run(git_dir, "fetch", "--quiet", "--no-tags", str(source), f"+{sha}:{ref}")


def merge_base(git_dir: Path, base: str, head: str) -> str | None:
    """Merge base of two commits, or None when they share no history."""
    try:
        return run(git_dir, "merge-base", base, head).decode().strip()
    except GitError:
        return None


def commits_between(git_dir: Path, base: str, head: str, limit: int = 250) -> list[Commit]:
    """Commits on head that base lacks, oldest first."""
    return list(reversed(log(git_dir, f"{base}..{head}", limit)))


def count_between(git_dir: Path, base: str, head: str) -> int:
    """How many commits head has over base."""
    return int(run(git_dir, "rev-list", "--count", f"{base}..{head}"))


def log(git_dir: Path, revisions: str, limit: int, path: str | None = None) -> list[Commit]:
    """Commits of a range, newest first."""
    form = "%H%x00%T%x00%P%x00%an%x00%ae%x00%aI%x00%cn%x00%ce%x00%cI%x00%B%x00%x1e"
    tail = ["--", path] if path else ["--"]
    raw = run(git_dir, "log", f"--max-count={limit}", f"--format={form}", revisions, *tail)
    return [_commit(part) for part in raw.decode(errors="replace").split("\x00\x1e") if part.strip()]


def _commit(text: str) -> Commit:
    sha, tree, parents, an, ae, at, cn, ce, ct, message = text.lstrip("\n").split("\x00", 9)
    return Commit(
        sha=sha,
        tree=tree,
        parents=tuple(parents.split()),
        author_name=an,
        author_email=ae,
        authored_at=datetime.fromisoformat(at).astimezone(UTC),
        committer_name=cn,
        committer_email=ce,
        committed_at=datetime.fromisoformat(ct).astimezone(UTC),
        message=message.rstrip("\n"),
    )


@lru_cache(maxsize=256)
def changed_files(git_dir: Path, base: str, head: str) -> tuple[ChangedFile, ...]:
    """Files that differ between two commits or trees, with GitHub's statuses and patches (three lines of context)."""
    common = ("--no-ext-diff", "--no-textconv", "--find-renames", "--end-of-options", base, head)
    raw = (
        run(git_dir, "diff-tree", "-r", "-z", "--raw", *common).decode(errors="surrogateescape").split("\x00")
    )
    numbers = (
        run(git_dir, "diff-tree", "-r", "-z", "--numstat", *common)
        .decode(errors="surrogateescape")
        .split("\x00")
    )
    patches = _patches(run(git_dir, "diff-tree", "-r", "-p", *common).decode(errors="replace"))
    counts = iter(numbers)
    texts = iter(patches)
    files: list[ChangedFile] = []
    at = 0
    while at < len(raw) and raw[at].startswith(":"):
        _, _, old_sha, new_sha, letter = raw[at][1:].split(" ")
        renamed = letter[0] in "RC"
        previous, path = (raw[at + 1], raw[at + 2]) if renamed else (None, raw[at + 1])
        at += 3 if renamed else 2
        added, deleted, rest = next(counts).split("\t")
        if not rest:
            next(counts), next(counts)
        status = {"A": "added", "D": "removed", "R": "renamed", "C": "copied", "T": "changed"}.get(
            letter[0], "modified"
        )
        patch = next(texts, None)
        if status == "changed":  # git tells a change of type as a deletion and an addition
            next(texts, None)
            patch = None
        files.append(
            ChangedFile(
                path=path.encode(errors="surrogateescape").decode(errors="replace"),
                previous_path=previous and previous.encode(errors="surrogateescape").decode(errors="replace"),
                status=status,
                sha=old_sha if status == "removed" else new_sha,
                additions=0 if added == "-" else int(added),
                deletions=0 if deleted == "-" else int(deleted),
                patch=patch,
            )
        )
    return tuple(files)


def _patches(text: str) -> list[str | None]:
    """The hunks of each file of a patch text, in order; None where a file has none."""
    found: list[str | None] = []
    lines: list[str] | None = None
    for line in text.split("\n"):
        if line.startswith("diff --git "):
            if lines is not None:
                found.append("\n".join(lines).rstrip("\n") or None)
            lines = []
            inside = False
        elif lines is not None:
            inside = inside or line.startswith("@@ ")
            if inside:
                lines.append(line)
    if lines is not None:
        found.append("\n".join(lines).rstrip("\n") or None)
    return found


def diff_text(git_dir: Path, base: str, head: str, *, patch: bool = False) -> bytes:
    """The comparison as one text: a diff, or mails with ``patch``."""
    if patch:
        return run(git_dir, "format-patch", "--stdout", f"{base}..{head}")
    return run(
        git_dir, "diff-tree", "-r", "-p", "--full-index", "--find-renames", "--no-ext-diff", base, head
    )


def merged_tree(git_dir: Path, base: str, head: str) -> str | None:
    """Tree of a clean merge, or None on conflict."""
    try:
        return run(git_dir, "merge-tree", "--write-tree", base, head).decode().split("\n")[0]
    except GitError:
        return None


def commit_tree(
    git_dir: Path, tree: str, parents: Sequence[str], message: str, author: tuple[str, str], at: datetime
) -> str:
    """A new commit of a tree."""
    when = at.isoformat()
    env = {
        "GIT_AUTHOR_NAME": author[0],
        "GIT_AUTHOR_EMAIL": author[1],
        "GIT_AUTHOR_DATE": when,
        "GIT_COMMITTER_NAME": "GitHub",
        "GIT_COMMITTER_EMAIL": "noreply@github.com",
        "GIT_COMMITTER_DATE": when,
    }
    flags = [flag for parent in parents for flag in ("-p", parent)]
    return run(git_dir, "commit-tree", tree, *flags, stdin=message.encode(), env=env).decode().strip()
