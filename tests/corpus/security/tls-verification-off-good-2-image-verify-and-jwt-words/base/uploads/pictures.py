"""Pictures of products."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image

MAX_PIXELS = 40_000_000


def size_of(data: bytes) -> tuple[int, int]:
    with Image.open(io.BytesIO(data)) as image:
        return image.size
