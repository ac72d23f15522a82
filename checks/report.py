"""What a review says: findings, the sites they are counted against, and the report that holds both.

Plain frozen data. Rendering lives in :mod:`checks.render`; identity in :mod:`checks.fingerprint`.
Lines are 1-based and inclusive; paths are POSIX paths relative to the repository's root.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Severity(StrEnum):
    """How a reviewer would treat a finding: block the merge, ask for a change, or just know it."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    @property
    def rank(self) -> int:
        """Position in the order of gravity: 0 for a note, 2 for an error."""
        return {"note": 0, "warning": 1, "error": 2}[self.value]


@dataclass(frozen=True, slots=True)
class Evidence:
    """Another place that explains a finding; ``line`` is 0 when the place is a whole file."""

    path: str
    line: int
    note: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A committable replacement of the whole lines ``line``..``end_line`` of the finding's head file.

    ``replacement`` holds complete lines joined by ``\\n`` without a trailing newline; empty deletes the lines.
    """

    line: int
    end_line: int
    replacement: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One defect that the change introduced, at one site."""

    rule: str
    """Full rule id, ``family/slug``."""
    family: str
    severity: Severity
    path: str
    line: int
    end_line: int
    message: str
    why: str
    fix: str
    fingerprint: str
    """Identity across pushes: no line number and no commit in it. 32 hex digits."""
    suggestion: Suggestion | None = None
    cwe: str | None = None
    evidence: tuple[Evidence, ...] = ()
    language: str = ""
    silenced_by: str | None = None
    """Reason of an inline ignore that this same change added; such a finding is listed but not commented."""


@dataclass(frozen=True, slots=True)
class SkippedFile:
    """A changed file that was not read, and why, in words that a person can read."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class RunError:
    """Something that kept a part of the review from running. ``path`` and ``rule`` may be empty."""

    message: str
    path: str = ""
    rule: str = ""


@dataclass(frozen=True, slots=True)
class IgnoreUse:
    """One inline ``evenhand: ignore[...]`` comment in the changed files and what it did."""

    path: str
    line: int
    rules: tuple[str, ...]
    reason: str
    added_here: bool
    """True when the comment is not in the base revision: it then cannot silence on its own authority."""
    silenced: int
    """Number of findings that it matched."""


@dataclass(frozen=True, slots=True)
class Report:
    """The result of one review. Deterministic but for ``timings_ms``."""

    base: str
    head: str
    findings: tuple[Finding, ...] = ()
    sites: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    """rule id -> language -> number of sites in added code, good ones included."""
    reviewed: tuple[str, ...] = ()
    skipped: tuple[SkippedFile, ...] = ()
    ignores: tuple[IgnoreUse, ...] = ()
    errors: tuple[RunError, ...] = ()
    timings_ms: Mapping[str, float] = field(default_factory=dict)
    agent: str | None = None

    def at_or_over(self, level: Severity) -> tuple[Finding, ...]:
        """Findings of at least ``level`` that no comment of this change silenced."""
        return tuple(f for f in self.findings if f.severity.rank >= level.rank and f.silenced_by is None)


SCHEMA_VERSION = 1
"""``schema`` member of the JSON form; raised when a consumer would have to change."""
