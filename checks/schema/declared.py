"""One table as a model or schema file declares it."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class DeclaredColumn:
    """A column of a declared table. ``shape`` is equal for two declarations that the database could not tell apart."""

    name: str
    """The attribute's or field's own name."""
    column: str
    """Name in the database where the declaration says another, else the same."""
    line: int
    end_line: int
    type: str = ""
    indexed: bool = False
    """First column of an index, a unique constraint or the primary key."""
    references: str = ""
    """Model or table of a foreign key, as written."""
    shape: tuple[str, ...] = ()

    def same_as(self, other: DeclaredColumn) -> bool:
        """Whether the database could not tell the two apart; also where they are declared in styles that cannot be compared."""
        if self.shape[:1] != other.shape[:1] and "".join(self.shape[:1]).startswith("~"):
            return True
        return self.shape == other.shape


@dataclass(frozen=True, slots=True)
class DeclaredTable:
    """A model and its columns. ``table`` is ``""`` where only the ORM's naming strategy gives one."""

    model: str
    table: str
    path: str
    line: int
    columns: dict[str, DeclaredColumn] = field(default_factory=dict)
    leading: frozenset[str] = frozenset()
    """First columns of indexes that are declared beside the columns."""
    extends: bool = False
    """Other classes than the ORM's base may give it more columns."""
