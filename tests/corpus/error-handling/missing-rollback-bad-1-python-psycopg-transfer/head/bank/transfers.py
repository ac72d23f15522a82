"""Money from one account to another."""
from __future__ import annotations

import logging
from decimal import Decimal

logger = logging.getLogger(__name__)


class InsufficientFunds(Exception):
    """The paying account holds too little."""


def transfer(connection, source: int, target: int, amount: Decimal) -> int:
    """Moves the amount and answers the id of the booking."""
    with connection.cursor() as cursor:
        cursor.execute("BEGIN")
        cursor.execute("SELECT balance FROM accounts WHERE id = %s FOR UPDATE", (source,))
        (balance,) = cursor.fetchone()
        if balance < amount:
            raise InsufficientFunds(f"account {source} holds {balance}, needs {amount}")
        cursor.execute("UPDATE accounts SET balance = balance - %s WHERE id = %s", (amount, source))
        cursor.execute("UPDATE accounts SET balance = balance + %s WHERE id = %s", (amount, target))
        cursor.execute(
            "INSERT INTO bookings (source, target, amount) VALUES (%s, %s, %s) RETURNING id",
            (source, target, amount),
        )
        (booking,) = cursor.fetchone()
    connection.commit()
    logger.info("booked %s", booking)
    return booking
