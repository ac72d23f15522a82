import asyncio
from unittest import IsolatedAsyncioTestCase

from events.bus import Bus

WAIT = 0.2


class BusTests(IsolatedAsyncioTestCase):
    async def test_delivers(self):
        seen = []

        async def handler(event):
            seen.append(event)

        bus = Bus()
        bus.handlers.append(handler)
        bus.publish("a")
        await asyncio.sleep(WAIT)
        self.assertEqual(seen, ["a"])

    async def test_delivers_to_all(self):
        done = asyncio.Event()

        async def handler(event):
            done.set()

        bus = Bus()
        bus.handlers.append(handler)
        bus.publish("a")
        await asyncio.wait_for(done.wait(), timeout=1)
        self.assertTrue(done.is_set())
