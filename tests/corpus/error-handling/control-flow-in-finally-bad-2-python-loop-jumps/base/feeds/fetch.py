"""Fetches feeds one after the other."""

from collections.abc import Iterable

from feeds.client import FeedClient
from feeds.store import save


def fetch_all(client: FeedClient, names: Iterable[str]) -> int:
    count = 0
    for name in names:
        with client.open(name) as stream:
            save(name, stream.read())
            count += 1
    return count
