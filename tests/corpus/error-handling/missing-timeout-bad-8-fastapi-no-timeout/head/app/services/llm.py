"""Completion of ticket summaries by the model server."""
from __future__ import annotations

import logging

import aiohttp
import httpx

logger = logging.getLogger(__name__)


class ModelServer:
    def __init__(self, url: str) -> None:
        # Completions may take long, so the client must not give up on them.
        self._client = httpx.AsyncClient(base_url=url, timeout=None)

    async def complete(self, prompt: str, max_tokens: int = 256) -> str:
        response = await self._client.post("/v1/completions", json={"prompt": prompt, "max_tokens": max_tokens})
        response.raise_for_status()
        return response.json()["choices"][0]["text"]

    async def aclose(self) -> None:
        await self._client.aclose()


async def fetch_document(url: str) -> str:
    """The text of a linked document."""
    async with aiohttp.ClientSession() as session:
        async with session.get(url) as response:
            response.raise_for_status()
            return await response.text()
