"""Avatars: fetched once, scaled, stored."""

import io
import logging

from PIL import Image

from accounts.models import Account
from accounts.storage import bucket

log = logging.getLogger(__name__)
SIZE = (128, 128)


def scale(data: bytes) -> bytes:
    image = Image.open(io.BytesIO(data))
    image.thumbnail(SIZE)
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def store_avatar(account: Account, data: bytes) -> str | None:
    """Scales and uploads an avatar; the account keeps the old one if it cannot."""
    try:
        scaled = scale(data)
        key = bucket.put(f"avatars/{account.pk}.png", scaled)
        account.avatar_key = key
        account.save(update_fields=["avatar_key"])
    except:
        log.info("avatar of %s not stored", account.pk)
        key = account.avatar_key
    return key


def drop_avatar(account: Account) -> None:
    key = account.avatar_key
    account.avatar_key = None
    account.save(update_fields=["avatar_key"])
    if key:
        bucket.delete(key)
