"""Paging over the catalogue."""

from __future__ import annotations

import base64


def encode_cursor(last_id: int) -> str:
    return base64.urlsafe_b64encode(str(last_id).encode()).decode()
