"""Caches pages of the catalogue."""
from __future__ import annotations

import hashlib
import hmac
import json
from typing import Any

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse


def cache_key(prefix: str, params: dict[str, Any]) -> str:
    digest = hashlib.md5(json.dumps(params, sort_keys=True).encode()).hexdigest()
    return f"{prefix}:{digest}"


def etag(body: bytes) -> str:
    return '"' + hashlib.sha1(body).hexdigest() + '"'


def cached_page(request: HttpRequest, render) -> HttpResponse:
    key = cache_key("page", dict(request.GET.items()))
    body = cache.get(key)
    if body is None:
        body = render(request)
        cache.set(key, body, 300)
    response = HttpResponse(body)
    response["ETag"] = etag(body)
    return response


def shard_of(user_id: int, shards: int) -> int:
    """Spread users over the shards evenly."""
    return int(hashlib.md5(str(user_id).encode(), usedforsecurity=False).hexdigest(), 16) % shards


def blob_id(content: bytes) -> str:
    """The object id that git gives to a file."""
    header = f"blob {len(content)}\0".encode()
    return hashlib.sha1(header + content).hexdigest()


def avatar_url(email: str) -> str:
    """Gravatar wants the MD5 of the address."""
    gravatar = hashlib.md5(email.strip().lower().encode()).hexdigest()
    return f"https://www.gravatar.com/avatar/{gravatar}?d=identicon"


def sign(body: bytes, secret: bytes) -> str:
    return hmac.new(secret, body, hashlib.sha256).hexdigest()


def forget(prefix: str) -> None:
    cache.delete_pattern(f"{prefix}:*")
