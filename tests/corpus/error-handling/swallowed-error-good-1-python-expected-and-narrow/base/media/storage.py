"""Files of uploads on disk."""

import contextlib
import logging
import os
from pathlib import Path

logger = logging.getLogger(__name__)


class LocalStorage:
    def __init__(self, root: Path) -> None:
        self.root = root

    def path(self, key: str) -> Path:
        return self.root / key[:2] / key

