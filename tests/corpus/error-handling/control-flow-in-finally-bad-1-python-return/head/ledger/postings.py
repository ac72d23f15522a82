"""Books postings in pairs."""

from __future__ import annotations

import logging
import threading

from ledger.store import Posting, Store

logger = logging.getLogger(__name__)


class Book:
    """Serialises writes to one account."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = threading.Lock()

    def post(self, debit: Posting, credit: Posting) -> bool:
        booked = False
        self._lock.acquire()
        try:
            self._store.add(debit)
            self._store.add(credit)
            booked = True
        finally:
            self._lock.release()
            return booked

    def balance(self, account: str) -> int:
        with self._lock:
            return sum(p.cents for p in self._store.of(account))
