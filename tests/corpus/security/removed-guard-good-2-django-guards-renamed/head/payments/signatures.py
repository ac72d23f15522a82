"""Signatures of the provider's webhooks."""

from __future__ import annotations

import hashlib
import hmac

from django.conf import settings


class BadSignature(ValueError):
    """The webhook was not sent by the provider."""


def verify_signature(body: bytes, signature: str) -> None:
    """Raise BadSignature unless the provider signed this body."""
    expected = hmac.new(settings.WEBHOOK_KEY.encode(), body, hashlib.sha256).hexdigest()
    if not hmac.compare_digest(expected, signature):
        raise BadSignature("the signature does not match")
