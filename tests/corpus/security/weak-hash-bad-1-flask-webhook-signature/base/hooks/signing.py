"""Signatures of the webhooks that we send and receive."""
from __future__ import annotations

import json
from typing import Any


def canonical(payload: dict[str, Any]) -> bytes:
    return json.dumps(payload, sort_keys=True, separators=(",", ":")).encode("utf-8")
