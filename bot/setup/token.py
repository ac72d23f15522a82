"""The one-time token that lets somebody who is not at the machine set it up: whoever may read its log or its data directory."""

from __future__ import annotations

import contextlib
import hmac
import os
import secrets
from pathlib import Path

FILE = "setup-token"


def ensure(data_dir: Path) -> str:
    """The token of this data directory, made if need be, readable by the owner alone."""
    path = data_dir / FILE
    with contextlib.suppress(OSError, UnicodeDecodeError):
        found = path.read_text("utf-8").strip()
        if len(found) >= 32:
            return found
    data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    path.unlink(missing_ok=True)
    made = secrets.token_urlsafe(32)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as out:
        out.write(made + "\n")
    return made


def fits(data_dir: Path, given: str) -> bool:
    """Whether this is the token."""
    try:
        wanted = (data_dir / FILE).read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return False
    return len(wanted) >= 32 and hmac.compare_digest(wanted.encode(), given.encode())


def forget(data_dir: Path) -> None:
    """Nobody sets this up by token any more."""
    (data_dir / FILE).unlink(missing_ok=True)
