"""Posts to the chat system."""

import asyncio

import aiohttp

TIMEOUT = aiohttp.ClientTimeout(total=5)


class Chat:
    def __init__(self, session: aiohttp.ClientSession, url: str) -> None:
        self._session = session
        self._url = url

    async def post(self, channel: str, text: str) -> str:
        """Post a message and give its id."""
        async with self._session.post(
            f"{self._url}/messages", json={"channel": channel, "text": text}, timeout=TIMEOUT
        ) as response:
            body = await response.json()
        return body["id"]

    async def members(self, channel: str) -> list[str]:
        async with self._session.get(f"{self._url}/channels/{channel}/members", timeout=TIMEOUT) as response:
            response.raise_for_status()
            return [member["id"] for member in await response.json()]
