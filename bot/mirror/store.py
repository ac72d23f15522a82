"""The mirrors of all repositories under the data directory: one bare repository each, made, fed and evicted here.

A mirror holds commits, trees and every file up to 1 MiB; larger files are never read by a check, so they are left on
the server, but for those the pull request itself changes, which git needs to tell what changed.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from bot.mirror.commits import Commit, ask_git, missing_objects, read_commits, read_git
from bot.mirror.errors import MirrorBroken, MirrorError, NoMergeBase, RevisionMissing, TooLarge
from bot.mirror.remote import FetchLimits, Remote, fetch
from bot.mirror.space import evict, fetch_lock, locked, mark_used, measure, use_lock

_SHA = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
TEXT_LIMIT_BYTES = 256 * 1024
LARGE_BLOBS_FETCHED = 100
PACKS_LIMIT = 300
"""Every fetch leaves a pack; git looks through them one by one, so in the end a new mirror is cheaper than the old."""


@dataclass(frozen=True, slots=True)
class MirrorLimits:
    """Space that mirrors may take."""

    repository_bytes: int = 8 * 1024**3
    all_bytes: int = 40 * 1024**3
    fetch: FetchLimits = field(default_factory=FetchLimits)


@dataclass(frozen=True, slots=True)
class Wanted:
    """The revisions of one pull request."""

    remote: Remote
    repo_id: int
    number: int
    base_ref: str
    base_sha: str
    head_sha: str


@dataclass(frozen=True, slots=True)
class Mirrored:
    """A pull request at hand: everything below is read from the local repository, without the network."""

    repo_dir: Path
    base_sha: str
    """Tip of the base branch, as the event said."""
    merge_base: str
    head_sha: str
    commits: tuple[Commit, ...]
    """Newest first, at most 250."""

    def read_text(self, revision: str, path: str) -> str | None:
        """A regular file of at most 256 KiB, undecodable bytes replaced; None where there is none such."""
        listed = read_git(self.repo_dir, "ls-tree", "-l", "-z", revision, "--", path).decode(
            "utf-8", "replace"
        )
        meta = listed.partition("\t")[0].split()
        if len(meta) != 4 or meta[0] not in {"100644", "100755"}:
            return None
        if not meta[3].isdigit() or int(meta[3]) > TEXT_LIMIT_BYTES:
            return None
        return read_git(self.repo_dir, "cat-file", "blob", meta[2]).decode("utf-8", "replace")


class Mirrors:
    """All mirrors below one directory."""

    def __init__(self, root: Path, limits: MirrorLimits | None = None) -> None:
        self.root = root
        self.limits = limits or MirrorLimits()

    @contextmanager
    def open(self, wanted: Wanted, token: Callable[[], str] | None = None) -> Iterator[Mirrored]:
        """Bring base and head into the mirror and keep it from eviction while the block runs.

        ``token`` is only asked where the network is needed. Raises one of :mod:`bot.mirror.errors`.
        """
        for sha in (wanted.base_sha, wanted.head_sha):
            if not _SHA.fullmatch(sha):
                raise RevisionMissing(f"not a commit id: {sha!r}")
        git_dir = self._git_dir(wanted)
        if sum(1 for _ in (git_dir / "objects" / "pack").glob("*.pack")) > PACKS_LIMIT:
            self._remove(git_dir)
        with ExitStack() as held:
            held.enter_context(locked(use_lock(git_dir), shared=True))
            try:
                mirrored = self._bring(git_dir, wanted, token)
            except (MirrorBroken, TooLarge) as error:
                held.close()
                self._remove(git_dir)
                if isinstance(error, TooLarge):
                    raise
                held.enter_context(locked(use_lock(git_dir), shared=True))
                mirrored = self._bring(git_dir, wanted, token)
            mark_used(git_dir)
            evict(self.root, self.limits.all_bytes, keep=git_dir)
            yield mirrored

    def _bring(self, git_dir: Path, wanted: Wanted, token: Callable[[], str] | None) -> Mirrored:
        with locked(fetch_lock(git_dir)):
            if not (git_dir / "HEAD").is_file():
                create(git_dir)
            if not (_has(git_dir, wanted.base_sha) and _has(git_dir, wanted.head_sha)):
                self._fetch(git_dir, wanted, token)
            merge_base = _merge_base(git_dir, wanted)
            self._fetch_large_changes(git_dir, wanted, merge_base, token)
        commits = read_commits(git_dir, wanted.base_sha, wanted.head_sha)
        return Mirrored(git_dir, wanted.base_sha, merge_base, wanted.head_sha, commits)

    def _fetch(self, git_dir: Path, wanted: Wanted, token: Callable[[], str] | None) -> None:
        """By exact commit first, since a branch may have moved on; by name where the server allows no more."""
        secret = None if token is None else token()
        own = f"refs/evenhand/{wanted.number}"
        exact = (f"+{wanted.base_sha}:{own}/base", f"+{wanted.head_sha}:{own}/head")
        named = (f"+refs/heads/{wanted.base_ref}:{own}/base", f"+refs/pull/{wanted.number}/head:{own}/head")
        limits = self.limits.fetch
        try:
            fetch(git_dir, wanted.remote, secret, exact, limits)
        except RevisionMissing:
            fetch(git_dir, wanted.remote, secret, named, limits)
        if measure(git_dir) > self.limits.repository_bytes:
            raise TooLarge(
                f"{wanted.remote.url}: the mirror takes more than {self.limits.repository_bytes >> 20} MiB"
            )
        for what, sha in (("base", wanted.base_sha), ("head", wanted.head_sha)):
            if not _has(git_dir, sha):
                raise RevisionMissing(f"{wanted.remote.url}: {what} {sha} is not there any more")

    def _fetch_large_changes(
        self, git_dir: Path, wanted: Wanted, merge_base: str, token: Callable[[], str] | None
    ) -> None:
        missing = _missing_changed_blobs(git_dir, merge_base, wanted.head_sha)
        if len(missing) > LARGE_BLOBS_FETCHED:
            raise TooLarge(f"{wanted.remote.url}: the change has {len(missing)} files over 1 MiB")
        if missing:
            secret = None if token is None else token()
            fetch(git_dir, wanted.remote, secret, missing, self.limits.fetch)
            measure(git_dir)

    def _git_dir(self, wanted: Wanted) -> Path:
        host = re.sub(r"[^a-z0-9.-]", "_", urlsplit(wanted.remote.url).netloc.lower())
        return self.root / host / f"{int(wanted.repo_id)}.git"

    def _remove(self, git_dir: Path) -> None:
        with locked(use_lock(git_dir)):
            shutil.rmtree(git_dir, ignore_errors=True)


def create(git_dir: Path) -> None:
    """A bare repository without hooks, templates or remotes."""
    shutil.rmtree(git_dir, ignore_errors=True)
    git_dir.mkdir(parents=True)
    for folder in ("objects/info", "objects/pack", "refs/heads"):
        (git_dir / folder).mkdir(parents=True)
    (git_dir / "config").write_text(
        "[core]\n\trepositoryformatversion = 0\n\tbare = true\n\thooksPath = /dev/null\n"
    )
    (git_dir / "HEAD").write_text("ref: refs/heads/none\n")


def _has(git_dir: Path, sha: str) -> bool:
    """Whether the commit is here. Commits come with their trees and small files: a fetch is all or nothing."""
    return ask_git(git_dir, "cat-file", "-e", f"{sha}^{{commit}}", ok=(0, 1, 128))[1] == 0


def _merge_base(git_dir: Path, wanted: Wanted) -> str:
    out, status = ask_git(git_dir, "merge-base", wanted.base_sha, wanted.head_sha, ok=(0, 1))
    if status == 1:
        raise NoMergeBase(f"{wanted.remote.url}: {wanted.base_ref} and the head share no history")
    return out.decode().split()[0]


def _missing_changed_blobs(git_dir: Path, base: str, head: str) -> list[str]:
    raw = read_git(
        git_dir,
        "diff-tree",
        "-r",
        "-z",
        "--raw",
        "--no-renames",
        "--no-abbrev",
        "--end-of-options",
        base,
        head,
    )
    wanted: set[str] = set()
    for record in raw.decode("utf-8", "replace").split("\0"):
        if record.startswith(":"):
            old_mode, new_mode, old, new = record[1:].split()[:4]
            wanted |= {
                o for m, o in ((old_mode, old), (new_mode, new)) if m in {"100644", "100755", "120000"}
            }
    return missing_objects(git_dir, sorted(wanted))


__all__ = ["MirrorError", "MirrorLimits", "Mirrored", "Mirrors", "Wanted"]
