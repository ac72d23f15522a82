"""Keeps uploaded files on disk."""
import os
import stat
from pathlib import Path


class LocalStore:
    """Files below one folder."""

    def __init__(self, root: Path) -> None:
        self.root = root
        # The web server and the worker run as different users.
        os.makedirs(root, mode=0o777, exist_ok=True)

    def path(self, key: str) -> Path:
        return self.root / key[:2] / key

    def put(self, key: str, content: bytes) -> Path:
        """Write a file so that the worker can change it as well."""
        target = self.path(key)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
        target.chmod(0o666)
        return target

    def put_script(self, key: str, text: str) -> Path:
        target = self.put(key, text.encode("utf-8"))
        mode = stat.S_IRWXU | stat.S_IRWXG | stat.S_IRWXO
        os.chmod(target, mode)
        return target
