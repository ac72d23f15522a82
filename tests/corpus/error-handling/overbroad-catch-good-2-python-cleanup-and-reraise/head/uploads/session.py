"""Multipart uploads that leave nothing behind when they fail."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from fastapi import HTTPException

from uploads.backend import Backend, UploadId

logger = logging.getLogger(__name__)


class UploadFailed(Exception):
    """An upload could not be finished; names the key."""


@contextmanager
def upload(backend: Backend, key: str) -> Iterator[UploadId]:
    upload_id = backend.begin(key)
    try:
        yield upload_id
    except BaseException:
        backend.abort(upload_id)
        raise
    backend.complete(upload_id)


def put(backend: Backend, key: str, chunks: Iterable[bytes]) -> None:
    """Stores chunks under a key, or nothing at all."""
    try:
        with upload(backend, key) as upload_id:
            for number, chunk in enumerate(chunks, 1):
                backend.part(upload_id, number, chunk)
    except Exception as error:
        raise UploadFailed(f"{key} was not stored") from error


async def put_handler(backend: Backend, key: str, chunks: Iterable[bytes]) -> dict[str, str]:
    try:
        put(backend, key, chunks)
    except UploadFailed as error:
        logger.exception("upload of %s failed", key)
        raise HTTPException(status_code=502, detail="The storage did not take the file") from error
    return {"key": key}
