import queue
import threading
from functools import cache, lru_cache

from catalog.store import Store


class Catalog:
    def __init__(self, store: Store) -> None:
        self._store = store

    def product(self, sku: str) -> dict:
        return self._store.product(sku)

    @cache
    def description(self, sku: str, language: str) -> str:
        """The text of a product in a language; templates are slow to fill."""
        product = self._store.product(sku)
        return product["texts"].get(language, product["texts"]["en"])


@lru_cache
def languages() -> tuple[str, ...]:
    return ("en", "de", "fr")


_failures: list[dict] = []


def record_failure(sku: str, error: Exception) -> None:
    """Called by the request handlers whenever a product could not be shown."""
    _failures.append({"sku": sku, "error": str(error)})


def failures() -> list[dict]:
    return list(_failures)
