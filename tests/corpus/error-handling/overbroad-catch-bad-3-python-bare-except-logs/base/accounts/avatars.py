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


