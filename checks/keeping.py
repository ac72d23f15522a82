"""A folder of small JSON documents that outlive a review: what was read from a file once need not be read again.

Nothing depends on it. What is absent, damaged or written by another version is computed anew; a folder that cannot be
written is left alone. Several processes may use one folder: a document is written beside its place and then moved there.
Documents are found by hashes of what they were made from, so they are never wrong, only unused; those that were not
used for longest go when the folder grows over its limit.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

LIMIT_BYTES = 256 * 1024 * 1024
"""Size over which a folder loses its oldest documents."""
DOCUMENT_LIMIT_BYTES = 4 * 1024 * 1024
"""A larger document is neither written nor read."""
_FRESH_S = 3600.0
"""A document's time of use is noted when the last note is older than this."""
_SWEEP_SHARE = 0.75
"""Share of the limit that is left after a sweep."""


class Keeper:
    """Documents under one folder. No method raises for what the folder holds or for what the disk does."""

    def __init__(
        self, folder: Path, limit_bytes: int = LIMIT_BYTES, clock: Callable[[], float] = time.time
    ) -> None:
        self._folder = folder
        self._limit = limit_bytes
        self._clock = clock
        self._written = 0

    def get(self, *made_from: str) -> Any:
        """The document made from these texts; None when there is none that can be read."""
        place = self._place(made_from)
        try:
            status = place.stat()
            if status.st_size > DOCUMENT_LIMIT_BYTES:
                return None
            seal, _, data = place.read_bytes().partition(b"\n")
            if seal != _seal(data):
                return None
            found = json.loads(data)
        except (OSError, ValueError, RecursionError):
            return None
        if self._clock() - status.st_mtime > _FRESH_S:
            with contextlib.suppress(OSError):
                os.utime(place)
        return found

    def put(self, document: object, *made_from: str) -> None:
        """Keeps a document, in the place of an older one made from the same texts."""
        place = self._place(made_from)
        data = json.dumps(document, separators=(",", ":")).encode()
        if len(data) > DOCUMENT_LIMIT_BYTES:
            return
        fresh = None
        try:
            place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            handle, fresh = tempfile.mkstemp(prefix=".", dir=place.parent)
            with os.fdopen(handle, "wb") as out:
                out.write(_seal(data) + b"\n" + data)
            Path(fresh).replace(place)
            self._written += len(data)
        except OSError:
            if fresh is not None:
                with contextlib.suppress(OSError):
                    Path(fresh).unlink()

    def tidy(self) -> None:
        """Removes what was not used for longest when the folder is over its limit; looks only after something was written."""
        if not self._written:
            return
        self._written = 0
        documents: list[tuple[float, int, str]] = []
        with contextlib.suppress(OSError):
            for folder in os.scandir(self._folder):
                if folder.is_dir(follow_symlinks=False):
                    for entry in os.scandir(folder.path):
                        with contextlib.suppress(OSError):
                            status = entry.stat(follow_symlinks=False)
                            documents.append((status.st_mtime, status.st_size, entry.path))
        size = sum(document[1] for document in documents)
        if size <= self._limit:
            return
        for _used, bytes_, path in sorted(documents):
            with contextlib.suppress(OSError):
                Path(path).unlink()
            size -= bytes_
            if size <= self._limit * _SWEEP_SHARE:
                return

    def _place(self, made_from: tuple[str, ...]) -> Path:
        name = hashlib.sha256("\0".join(made_from).encode("utf-8", "surrogatepass")).hexdigest()
        return self._folder / name[:2] / f"{name[2:40]}.json"


def _seal(data: bytes) -> bytes:
    """Tells a whole document from one that the disk has damaged."""
    return hashlib.blake2b(data, digest_size=16).hexdigest().encode()
