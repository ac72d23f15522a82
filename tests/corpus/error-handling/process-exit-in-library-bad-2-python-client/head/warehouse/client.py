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

    def connect(self) -> psycopg.Connection:
        """The connection, opened when first needed."""
        if self._connection is None:
            try:
                self._connection = psycopg.connect(self._dsn, connect_timeout=5)
            except psycopg.OperationalError:
                logger.exception("cannot reach the warehouse")
                os._exit(1)
        return self._connection

    def table_count(self) -> int:
        row = self.connect().execute("SELECT count(*) FROM pg_tables").fetchone()
        if row is None:
            raise SystemExit("no answer from the warehouse")
        return row[0]
