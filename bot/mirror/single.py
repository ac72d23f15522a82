"""One file of a repository that is not worth a mirror: fetched without history, read, and thrown away."""

from __future__ import annotations

import tempfile
from pathlib import Path

from bot.mirror.remote import FetchLimits, Remote, fetch
from bot.mirror.store import Mirrored, create

LIMITS = FetchLimits(wall_s=60.0, size_bytes=64 * 1024**2)
_REF = "refs/evenhand/head"


def read_file(remote: Remote, path: str, token: str | None, limits: FetchLimits = LIMITS) -> str | None:
    """A file at the tip of the default branch; None where there is none. Raises one of :mod:`bot.mirror.errors`."""
    with tempfile.TemporaryDirectory(prefix="evenhand-file-") as directory:
        git_dir = Path(directory) / "repository.git"
        create(git_dir)
        fetch(git_dir, remote, token, [f"+HEAD:{_REF}"], limits, depth=1)
        return Mirrored(git_dir, "", "", "", ()).read_text(_REF, path)
