"""One difference between two versions of a contract (OpenAPI, protobuf, GraphQL), before it is placed in the change."""

from __future__ import annotations

from dataclasses import dataclass

from checks.report import Severity


@dataclass(frozen=True, slots=True)
class Change:
    """One difference that breaks a client, or (``breaking`` False) a changed part of the contract that breaks none.

    ``base_line`` is set for what was removed; ``head_line`` where the head document shows it. Paths are empty where the
    document that is compared is meant.
    """

    breaking: bool
    message: str
    key: str
    head_line: int = 0
    base_line: int = 0
    operation: tuple[str, str] = ("", "")
    head_path: str = ""
    base_path: str = ""
    fix: str = ""
    severity: Severity | None = None
    """Overrides the rule's own where the break is only likely."""
