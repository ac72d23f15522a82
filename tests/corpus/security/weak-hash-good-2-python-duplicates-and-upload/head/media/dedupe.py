"""Finds files that were uploaded twice."""
from __future__ import annotations

import base64
import hashlib
from pathlib import Path

CHUNK = 1 << 16


def size(path: Path) -> int:
    return path.stat().st_size


def fingerprint(path: Path) -> str:
    """A quick digest by which duplicates are found; nobody gains by a collision."""
    md5 = hashlib.md5(usedforsecurity=False)
    with path.open("rb") as source:
        while chunk := source.read(CHUNK):
            md5.update(chunk)
    return md5.hexdigest()


def duplicates(paths: list[Path]) -> dict[str, list[Path]]:
    groups: dict[str, list[Path]] = {}
    for path in paths:
        groups.setdefault(fingerprint(path), []).append(path)
    return {digest: group for digest, group in groups.items() if len(group) > 1}


def content_md5(body: bytes) -> str:
    """The header with which S3 finds damage on the way."""
    return base64.b64encode(hashlib.md5(body).digest()).decode("ascii")


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def token_digest(token: str) -> str:
    """Tokens are stored as digests."""
    return hashlib.sha256(token.encode()).hexdigest()
