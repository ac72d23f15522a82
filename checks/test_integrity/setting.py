"""One setting of a configuration file, whatever the file's form."""

from __future__ import annotations

from dataclasses import dataclass

Value = str | float | bool | None | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting. A list is a tuple of the texts of its items."""

    path: tuple[str, ...]
    value: Value
    line: int

    @property
    def key(self) -> str:
        """The path with dots."""
        return ".".join(self.path)
