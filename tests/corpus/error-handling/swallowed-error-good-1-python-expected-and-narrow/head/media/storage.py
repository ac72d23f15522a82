"""Files of uploads on disk."""

import contextlib
import logging
import os
from pathlib import Path

from django.core.exceptions import ObjectDoesNotExist

from media.models import Upload

logger = logging.getLogger(__name__)


class LocalStorage:
    def __init__(self, root: Path) -> None:
        self.root = root

    def path(self, key: str) -> Path:
        return self.root / key[:2] / key

    def delete(self, key: str) -> None:
        """Removes a file; one that is gone already is as good as deleted."""
        with contextlib.suppress(FileNotFoundError):
            self.path(key).unlink()

    def prune(self, key: str) -> None:
        folder = self.path(key).parent
        try:
            os.rmdir(folder)
        except OSError:
            # Not empty: another upload shares the two-letter folder.
            pass

    def size(self, key: str) -> int | None:
        """Bytes of a stored file, or None when it is not there."""
        try:
            return self.path(key).stat().st_size
        except FileNotFoundError:
            return None

    def owner(self, key: str) -> str:
        try:
            return Upload.objects.get(key=key).owner.email
        except ObjectDoesNotExist:
            return "unknown"

    def limit(self) -> int:
        try:
            return int(os.environ.get("UPLOAD_LIMIT", ""))
        except ValueError:
            return 10_000_000
