"""Paging over the catalogue."""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Page:
    items: list[dict]
    next_token: str | None


def encode_cursor(last_id: int) -> str:
    return base64.urlsafe_b64encode(str(last_id).encode()).decode()


def all_items(client, query: str) -> list[dict]:
    """Read every page; a server that repeats its token would never end."""
    items: list[dict] = []
    page_token: str | None = None
    while True:
        page = client.search(query, page_token=page_token)
        items += page["items"]
        next_page_token = page.get("nextPageToken")
        if next_page_token is None or next_page_token == page_token:
            return items
        page_token = next_page_token


def tokenize(text: str) -> list[str]:
    """Split a search expression."""
    tokens: list[str] = []
    for token in text.replace("(", " ( ").replace(")", " ) ").split():
        if tokens and token == tokens[-1] and token in {"AND", "OR"}:
            raise ValueError(f"{token} stands twice")
        tokens.append(token)
    return tokens


def is_current(path: Path, manifest: Path) -> bool:
    """Tell whether the downloaded file is the one of the published manifest."""
    expected = json.loads(manifest.read_text())["sha256"]
    actual = hashlib.sha256(path.read_bytes()).hexdigest()
    return actual == expected


def same_key(left: dict, right: dict) -> bool:
    primary_key = left["key"]
    sort_key = left["sort_key"]
    return primary_key == right["key"] and sort_key == right["sort_key"]
