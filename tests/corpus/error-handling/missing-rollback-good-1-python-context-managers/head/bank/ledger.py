"""Bookings, each in one transaction."""
from __future__ import annotations

import sqlite3
from contextlib import contextmanager

import psycopg2
from django.db import transaction
from sqlalchemy.orm import Session, sessionmaker


@contextmanager
def unit_of_work(factory: sessionmaker[Session]):
    """A session that is committed at the end, or rolled back."""
    session = factory()
    try:
        yield session
        session.commit()
    except BaseException:
        session.rollback()
        raise
    finally:
        session.close()


def book(dsn: str, account: int, cents: int) -> None:
    connection = psycopg2.connect(dsn, connect_timeout=5)
    try:
        with connection, connection.cursor() as cursor:
            cursor.execute("UPDATE accounts SET cents = cents + %s WHERE id = %s", (cents, account))
            cursor.execute("INSERT INTO bookings (account, cents) VALUES (%s, %s)", (account, cents))
    finally:
        connection.close()


def rename(engine, account: int, name: str) -> None:
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE accounts SET name = %s WHERE id = %s", (name, account))


@transaction.atomic
def close(account) -> None:
    account.closed = True
    account.save(update_fields=["closed"])
    account.cards.update(active=False)


def compact(path: str) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        connection.execute("BEGIN IMMEDIATE")
        try:
            connection.execute("DELETE FROM bookings WHERE cents = 0")
            connection.execute("COMMIT")
        except sqlite3.Error:
            connection.execute("ROLLBACK")
            raise
    finally:
        connection.close()


def add_note(session: Session, note) -> None:
    """The request's session is rolled back by the framework on an error."""
    session.add(note)
    session.commit()
