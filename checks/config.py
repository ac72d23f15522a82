"""What a team may say about the checks: the part of the configuration that a review needs.

Reading, merging and validating files is :mod:`checks.configfile`'s work; this is the validated result.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase

from checks.report import Severity


@dataclass(frozen=True, slots=True)
class CheckConfig:
    """Validated settings of one review. The defaults here equal ``config/defaults.yml`` (a test keeps it so)."""

    families_off: frozenset[str] = frozenset()
    rules_off: frozenset[str] = frozenset()
    severities: Mapping[str, Severity] = field(default_factory=dict)
    """rule id -> severity that replaces the rule's own."""
    ignore_paths: tuple[str, ...] = ()
    """Glob patterns of paths that are not reviewed (``**`` and ``*`` both cross slashes)."""
    languages: frozenset[str] | None = None
    """Languages to review; None for all."""
    database: str | None = None
    """``postgresql``, ``mysql``, ``mariadb`` or ``sqlite`` with an optional version (``postgresql-16``); None: guess."""
    time_limit_s: float = 120.0
    """Wall time after which the rest of the review is given up and said so."""
    fingerprint_key: str = field(default="", repr=False)
    """The installation's own key, in hex, under which a found credential enters its fingerprint; without one it does not."""

    def rule_on(self, rule_id: str) -> bool:
        """Whether the rule runs at all."""
        return rule_id.partition("/")[0] not in self.families_off and rule_id not in self.rules_off

    def path_ignored(self, path: str) -> bool:
        """Whether a team's own pattern excludes the path."""
        return any(fnmatchcase(path, pattern) for pattern in self.ignore_paths)
