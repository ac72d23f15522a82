"""Signatures of the webhooks that we send and receive."""
from __future__ import annotations

import hashlib
import hmac
import json
from typing import Any


def canonical(payload: dict[str, Any]) -> bytes:
    return json.dumps(payload, sort_keys=True, separators=(",", ":")).encode("utf-8")


def sign(payload: dict[str, Any], secret: str) -> str:
    """The signature of a payload."""
    body = canonical(payload) + secret.encode("utf-8")
    return hashlib.md5(body).hexdigest()


def is_genuine(payload: dict[str, Any], secret: str, signature: str) -> bool:
    return hmac.compare_digest(sign(payload, secret), signature)


def session_token(user_id: int, nonce: bytes) -> str:
    digest = hashlib.new("sha1")
    digest.update(str(user_id).encode("ascii"))
    digest.update(nonce)
    return digest.hexdigest()
