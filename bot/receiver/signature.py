"""Proof that a delivery comes from GitHub: HMAC-SHA256 over the raw bytes."""

from __future__ import annotations

import hashlib
import hmac

PREFIX = "sha256="


def sign(secret: str, body: bytes) -> str:
    """The value of ``X-Hub-Signature-256`` for a body."""
    return PREFIX + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def is_genuine(secret: str, body: bytes, given: str) -> bool:
    """Compare in constant time. The old SHA-1 header is never looked at."""
    # Bytes, since compare_digest refuses text outside ASCII, which a forger may send.
    return hmac.compare_digest(sign(secret, body).encode(), given.encode("utf-8", "replace"))
