"""Making values fit for the database, and the one place that knows how each database spells an upsert."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.dialects import postgresql, sqlite

from bot.ledger.models import Base


def text(value: str) -> str:
    """The text without what PostgreSQL refuses: NUL characters and halves of surrogate pairs."""
    return value.replace("\x00", "\ufffd").encode("utf-8", "replace").decode("utf-8")


def document(value: Any) -> Any:
    """A JSON value with every text in it made storable; tuples become lists, mappings dicts."""
    if isinstance(value, str):
        return text(value)
    if isinstance(value, Mapping):
        return {text(str(key)): document(member) for key, member in value.items()}
    if isinstance(value, (list, tuple)):
        return [document(member) for member in value]
    return value


def upsert(connection: Connection, model: type[Base]) -> postgresql.Insert | sqlite.Insert:
    """An INSERT that understands ``on_conflict_do_update`` on the database at hand."""
    if connection.dialect.name == "postgresql":
        return postgresql.insert(model)
    return sqlite.insert(model)
