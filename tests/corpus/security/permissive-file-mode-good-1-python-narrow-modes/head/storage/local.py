"""Keeps uploaded files on disk."""
import os
import stat
from pathlib import Path

PRIVATE = stat.S_IRUSR | stat.S_IWUSR
PORT = 0o777


class LocalStore:
    """Files below one folder."""

    def __init__(self, root: Path) -> None:
        self.root = root
        os.makedirs(root, mode=0o750, exist_ok=True)

    def path(self, key: str) -> Path:
        return self.root / key[:2] / key

    def put(self, key: str, content: bytes) -> Path:
        target = self.path(key)
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        target.write_bytes(content)
        target.chmod(PRIVATE)
        return target

    def put_script(self, key: str, text: str) -> Path:
        target = self.put(key, text.encode("utf-8"))
        os.chmod(target, os.stat(target).st_mode | stat.S_IXUSR)
        return target

    def publish(self, key: str) -> None:
        """Static files may be read by everyone."""
        self.path(key).chmod(0o644)

    def protect(self, key: str) -> None:
        """Take writing away from group and others."""
        path = self.path(key)
        path.chmod(path.stat().st_mode & ~(stat.S_IWGRP | stat.S_IWOTH))

    def is_open_to_all(self, key: str) -> bool:
        return bool(self.path(key).stat().st_mode & 0o777 == 0o777)

    def upload_dir(self) -> Path:
        """A drop box like /tmp: the sticky bit keeps people from each other's files."""
        folder = self.root / "drop"
        folder.mkdir(exist_ok=True)
        folder.chmod(0o1770)
        return folder
