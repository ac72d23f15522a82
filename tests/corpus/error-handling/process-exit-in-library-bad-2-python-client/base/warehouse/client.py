import logging
import os

import psycopg

logger = logging.getLogger(__name__)


class Warehouse:
    def __init__(self, dsn: str) -> None:
        self._dsn = dsn
        self._connection: psycopg.Connection | None = None

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
