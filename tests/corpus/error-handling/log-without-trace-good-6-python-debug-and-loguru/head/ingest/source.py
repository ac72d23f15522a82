"""Reads sources; each may be away for a while."""

from __future__ import annotations

import httpx
from loguru import logger


class Source:
    def __init__(self, client: httpx.Client, url: str) -> None:
        self.client = client
        self.url = url

    def fetch(self) -> bytes | None:
        try:
            response = self.client.get(self.url)
            response.raise_for_status()
        except httpx.TimeoutException as error:
            logger.warning("{} timed out: {}", self.url, error)
            return None
        except httpx.HTTPStatusError as error:
            logger.warning("{} answered {}", self.url, error.response.status_code)
            return None
        return response.content

    def parse(self, data: bytes) -> list[str]:
        try:
            return data.decode("utf-8").splitlines()
        except UnicodeDecodeError as error:
            logger.info("{} is not UTF-8: {}", self.url, error)
            return data.decode("latin-1").splitlines()

    def poll(self) -> list[str]:
        try:
            data = self.fetch()
            return self.parse(data) if data else []
        except Exception as error:
            logger.opt(exception=error).error("{} could not be polled", self.url)
            return []
