"""The nightly close of accounts."""
from __future__ import annotations

import logging

import psycopg2
from psycopg2 import errors

logger = logging.getLogger(__name__)


def close_day(dsn: str, day: str) -> bool:
    """Closes one day, answers False when another worker holds it."""
    connection = psycopg2.connect(dsn, connect_timeout=5)
    try:
        cursor = connection.cursor()
        try:
            cursor.execute("BEGIN")
            cursor.execute("SELECT id FROM days WHERE day = %s FOR UPDATE NOWAIT", (day,))
            cursor.execute("UPDATE days SET closed = true WHERE day = %s", (day,))
            connection.commit()
            return True
        except errors.LockNotAvailable:
            connection.rollback()
            logger.info("day %s is held by another worker", day, exc_info=True)
            return False
        except Exception:
            connection.rollback()
            raise
        finally:
            cursor.close()
    finally:
        connection.close()
