"""Fetches feeds one after the other."""

from collections.abc import Iterable

from feeds.client import FeedClient
from feeds.store import save


def fetch_all(client: FeedClient, names: Iterable[str]) -> int:
    count = 0
    for name in names:
        stream = client.open(name)
        try:
            save(name, stream.read())
            count += 1
        finally:
            stream.close()
            if count >= client.limit:
                break
    return count


def drain(client: FeedClient, names: Iterable[str]) -> None:
    """Reads and forgets; used to warm the cache."""
    for name in names:
        stream = client.open(name)
        try:
            stream.read()
        finally:
            stream.close()
            continue
