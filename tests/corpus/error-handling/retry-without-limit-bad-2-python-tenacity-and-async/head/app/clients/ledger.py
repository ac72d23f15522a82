"""Client of the ledger."""
from __future__ import annotations

import asyncio
import logging

import httpx
from tenacity import retry, retry_if_exception_type

logger = logging.getLogger(__name__)


class LedgerClient:
    def __init__(self, client: httpx.AsyncClient) -> None:
        self._client = client

    @retry(retry=retry_if_exception_type(httpx.TransportError))
    async def balance(self, account: str) -> int:
        """The balance in cents."""
        response = await self._client.get(f"/accounts/{account}")
        response.raise_for_status()
        return response.json()["cents"]

    async def wait_for_statement(self, account: str) -> bytes:
        """Ask for the statement until it is there."""
        response = None
        while response is None:
            try:
                response = await self._client.get(f"/accounts/{account}/statement")
                response.raise_for_status()
            except httpx.HTTPError:
                logger.info("the statement of %s is not ready", account, exc_info=True)
                response = None
                await asyncio.sleep(0.5)
        return response.content
