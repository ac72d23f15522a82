import queue
import threading
from functools import cache, lru_cache

from catalog.store import Store


class Catalog:
    def __init__(self, store: Store) -> None:
        self._store = store

    def product(self, sku: str) -> dict:
        return self._store.product(sku)


@lru_cache
def languages() -> tuple[str, ...]:
    return ("en", "de", "fr")
