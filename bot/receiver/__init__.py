"""The webhook endpoint: verify, deduplicate, enqueue, answer. Nothing else happens in the request."""

from __future__ import annotations

from bot.receiver.webhook import blueprint

__all__ = ["blueprint"]
