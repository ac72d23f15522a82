import pytest

from sync.client import Client


@pytest.mark.asyncio
async def test_pull(server):
    client = Client(server.url)
    assert await client.pull() == ["a", "b"]


@pytest.mark.asyncio
async def test_push(server):
    client = Client(server.url)
    await client.push("c")
    assert server.items == ["a", "b", "c"]


class TestRetry:
    def test_gives_up(self, server):
        server.down = True
        with pytest.raises(ConnectionError):
            Client(server.url, tries=2).ping()
