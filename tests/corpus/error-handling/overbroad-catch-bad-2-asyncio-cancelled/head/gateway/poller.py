"""Polls partners' feeds concurrently."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

logger = logging.getLogger(__name__)

Fetch = Callable[[str], Awaitable[bytes]]


class Poller:
    """Fetches feeds every few seconds and hands them to a sink."""

    def __init__(self, fetch: Fetch, sink: Callable[[str, bytes], Awaitable[None]], pause_s: float = 5.0) -> None:
        self._fetch = fetch
        self._sink = sink
        self._pause_s = pause_s
        self._task: asyncio.Task[None] | None = None

    def start(self, names: list[str]) -> None:
        self._task = asyncio.create_task(self._run(names))

    async def _run(self, names: list[str]) -> None:
        while True:
            for name in names:
                await self.poll_once(name)
            await self.wait()

    async def poll_once(self, name: str) -> bool:
        """Fetches one feed; says whether it was delivered."""
        try:
            body = await self._fetch(name)
            await self._sink(name, body)
        except BaseException as error:
            logger.warning("feed %s: %r", name, error, exc_info=True)
            return False
        return True

    async def wait(self) -> None:
        try:
            await asyncio.sleep(self._pause_s)
        except asyncio.CancelledError:
            logger.info("poller asked to stop")

    async def close(self) -> None:
        if self._task is not None:
            self._task.cancel()
            try:
                await self._task
            except asyncio.CancelledError:
                pass
