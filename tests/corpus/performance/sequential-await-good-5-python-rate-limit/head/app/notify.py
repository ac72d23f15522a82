"""Texts to customers, no faster than the provider allows."""
import asyncio

from app.sms import Provider

PAUSE_SECONDS = 0.2


async def send_all(provider: Provider, numbers: list[str], text: str) -> int:
    sent = 0
    for number in numbers:
        if await provider.send(number, text):
            sent += 1
        await asyncio.sleep(PAUSE_SECONDS)
    return sent


async def first_that_answers(mirrors: list[str], fetch) -> bytes | None:
    """Mirrors are asked one after the other until one answers."""
    for mirror in mirrors:
        body = await fetch(mirror)
        if body is not None:
            return body
    return None
