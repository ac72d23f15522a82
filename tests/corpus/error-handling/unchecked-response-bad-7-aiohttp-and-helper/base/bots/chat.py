"""Posts to the chat system."""

import asyncio

import aiohttp

TIMEOUT = aiohttp.ClientTimeout(total=5)


class Chat:
    def __init__(self, session: aiohttp.ClientSession, url: str) -> None:
        self._session = session
        self._url = url
