"""The table."""


class Table:
    """Rows under named columns."""

    def __init__(self, rows: list[dict[str, object]]) -> None:
        self.rows = rows

    @property
    def columns(self) -> list[str]:
        """Names of the columns."""
        return list(self.rows[0]) if self.rows else []

    def values(self) -> list[list[object]]:
        """The values, row by row."""
        return [list(row.values()) for row in self.rows]

    def head(self, count: int = 5) -> "Table":
        """The first rows."""
        return Table(self.rows[:count])
