"""A thin client of the search cluster."""

from __future__ import annotations

import json
import logging
import sqlite3

from elasticsearch import ApiError, Elasticsearch, NotFoundError, TransportError

logger = logging.getLogger(__name__)


class SearchError(Exception):
    """The cluster did not answer as hoped."""

    def __init__(self, message: str, cause: Exception | None = None) -> None:
        super().__init__(message)
        self.cause = cause
        self.__cause__ = cause


class MissingDocument(SearchError):
    """No document has this id."""


class SearchClient:
    def __init__(self, client: Elasticsearch, index: str) -> None:
        self.client = client
        self.index = index

    def get(self, doc_id: str) -> dict[str, object]:
        try:
            return dict(self.client.get(index=self.index, id=doc_id)["_source"])
        except NotFoundError as error:
            raise MissingDocument(f"{self.index}/{doc_id} does not exist", error)
        except (ApiError, TransportError) as error:
            raise SearchError(f"{self.index}/{doc_id} could not be read") from error

    def put(self, doc_id: str, body: dict[str, object]) -> None:
        try:
            self.client.index(index=self.index, id=doc_id, document=body)
        except ApiError as error:
            problem = SearchError(f"{self.index}/{doc_id} was refused")
            raise problem from error

    def load_cursor(self, db: sqlite3.Connection) -> dict[str, object]:
        row = db.execute("SELECT value FROM state WHERE key = 'cursor'").fetchone()
        try:
            return dict(json.loads(row[0]))
        except (TypeError, ValueError) as error:
            logger.warning("cursor is broken, starting over", exc_info=error)
            return {}
