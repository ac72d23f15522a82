"""Paging as a dependency."""

from dataclasses import dataclass

from fastapi import Query
from sqlalchemy import Select


@dataclass
class Paging:
    page: int
    page_size: int

    def apply(self, statement: Select) -> Select:
        return statement.offset((self.page - 1) * self.page_size).limit(self.page_size)


def paging(page: int = Query(1, ge=1), page_size: int = Query(50, le=100)) -> Paging:
    return Paging(page, page_size)
