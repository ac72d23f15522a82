"""Disk space: how large a mirror is, and which ones make room for others."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SIZE_FILE = "evenhand-size"
USED_FILE = "evenhand-used"


def measure(git_dir: Path) -> int:
    """Bytes under the directory; the number is kept beside the objects, so that eviction need not walk."""
    total = 0
    for root, _, names in os.walk(git_dir):
        for name in names:
            try:
                total += (Path(root) / name).lstat().st_size
            except FileNotFoundError:
                continue
    (git_dir / SIZE_FILE).write_text(str(total))
    return total


def mark_used(git_dir: Path) -> None:
    """Note that the mirror was wanted just now."""
    (git_dir / USED_FILE).touch()


@contextmanager
def locked(path: Path, *, shared: bool = False, wait: bool = True) -> Iterator[bool]:
    """Hold a lock file. Yields False where it is taken and ``wait`` is off. The kernel frees it when we die."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a") as handle:
        mode = (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | (0 if wait else fcntl.LOCK_NB)
        try:
            fcntl.flock(handle, mode)
        except BlockingIOError:
            yield False
            return
        yield True


def use_lock(git_dir: Path) -> Path:
    """Held shared by whoever reads the mirror, alone by whoever removes it."""
    return git_dir.with_suffix(".use.lock")


def fetch_lock(git_dir: Path) -> Path:
    """Held by the one process that fetches into the mirror."""
    return git_dir.with_suffix(".fetch.lock")


def evict(root: Path, limit_bytes: int, keep: Path) -> list[Path]:
    """Remove least-recently-used mirrors that nobody reads until all fit into ``limit_bytes``; the removed ones."""
    mirrors = sorted((d for d in root.glob("*/*.git") if d.is_dir()), key=_last_used)
    total = sum(_size(d) for d in mirrors)
    removed: list[Path] = []
    for git_dir in mirrors:
        if total <= limit_bytes:
            break
        if git_dir == keep:
            continue
        size = _size(git_dir)
        with locked(use_lock(git_dir), wait=False) as alone:
            if alone:
                shutil.rmtree(git_dir, ignore_errors=True)
                removed.append(git_dir)
                total -= size
    return removed


def _size(git_dir: Path) -> int:
    try:
        return int((git_dir / SIZE_FILE).read_text())
    except (FileNotFoundError, ValueError):
        return 0


def _last_used(git_dir: Path) -> float:
    try:
        return (git_dir / USED_FILE).stat().st_mtime
    except FileNotFoundError:
        return 0.0
