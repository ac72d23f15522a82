"""What a rule is, and how the rules are found.

A rule is one Python file in a family's folder that defines ``RULE`` (metadata, documentation, examples) and a
function ``check``. The engine calls ``check`` once a file (``Scope.FILE``) or once a change (``Scope.CHANGE``) and
receives *sites*: every place where the rule could have been broken, each with a :class:`Defect` or without one.
A finding is a site with a defect, so a finding without its site cannot be expressed.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from typing import Any

from checks.report import Evidence, Severity, Suggestion

FAMILIES: Mapping[str, str] = {
    "security": "checks.security",
    "error-handling": "checks.error_handling",
    "api-consistency": "checks.api_consistency",
    "migration-safety": "checks.migration_safety",
    "performance": "checks.performance",
    "test-integrity": "checks.test_integrity",
}
"""Family name -> package that holds one module a rule."""


class Scope(StrEnum):
    """What one call of ``check`` sees."""

    FILE = "file"
    CHANGE = "change"


@dataclass(frozen=True, slots=True)
class Defect:
    """Why a site is a finding. ``key`` tells apart two kinds of defect on the same code; it is part of identity."""

    message: str
    why: str = ""
    """Overrides the rule's own ``why`` where the case at hand says it better."""
    fix: str = ""
    """Overrides the rule's own ``fix``."""
    severity: Severity | None = None
    """Overrides the rule's own severity."""
    evidence: tuple[Evidence, ...] = ()
    suggestion: Suggestion | None = None
    key: str = ""
    identity: str = ""
    """Code that identifies the defect in place of the site's own lines (for defects made by a deletion)."""
    secret: str = field(default="", repr=False)
    """A credential that was found. It decides whether base already had it, and enters the fingerprint only under the
    installation's key; nothing else may show it. ``identity`` must then hold none of it."""


@dataclass(frozen=True, slots=True)
class Site:
    """One opportunity to break the rule, at head lines ``line``..``end_line`` of ``path``."""

    path: str
    line: int
    end_line: int
    language: str
    defect: Defect | None = None
    always_touched: bool = False
    """The rule itself vouches that the change made this site (a deletion, a comparison of base and head)."""
    touched_by: tuple[tuple[int, int], ...] = ()
    """Further head line spans of the same file whose addition makes the site the change's own."""


@dataclass(frozen=True, slots=True)
class Example:
    """A bad or a good change, run as a test. Lines that end in ``<-- here`` (as a comment) are where findings stand.

    ``files`` are at head, ``base`` at base; a path that is in both is a modified file. Markers are removed before
    the check runs. ``sites`` is the number of sites of this rule that the example has, where the author wants it kept.
    """

    files: Mapping[str, str]
    base: Mapping[str, str] | None = None
    sites: int | None = None
    note: str = ""
    tip: Mapping[str, str] | None = None
    """The base branch where it has moved on since ``base``."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule's identity and its page."""

    id: str
    """``family/slug``; never changes once released."""
    severity: Severity
    languages: tuple[str, ...]
    """Language names as in :mod:`checks.languages`; the page lists them."""
    title: str
    """A few words, sentence case, no full stop: what is flagged."""
    what: str
    why: str
    fix: str
    bad: tuple[Example, ...]
    good: tuple[Example, ...]
    references: tuple[str, ...]
    site: str
    """What is counted as one site, in words."""
    cwe: str | None = None
    scope: Scope = Scope.FILE
    yields_to: tuple[str, ...] = ()
    """Ids of more specific rules: where one of them finds on an overlapping span, this rule stays silent there."""
    applies_to_tests: bool = False
    """Whether code in tests, fixtures and examples is judged too."""
    aliases: tuple[str, ...] = ()
    local: bool = False
    """Whether each place is judged by itself: such a rule is not shown functions that the change cannot have touched.
    What it asks about the rest of the file it asks through ``flow.whole``."""

    @property
    def family(self) -> str:
        """The part before the slash."""
        return self.id.partition("/")[0]

    @property
    def slug(self) -> str:
        """The part after the slash."""
        return self.id.partition("/")[2]


@dataclass(frozen=True, slots=True)
class LoadedRule:
    """A rule with its check. ``check`` takes a :class:`checks.engine.FileView` or :class:`checks.engine.ChangeView`."""

    rule: Rule
    check: Callable[[Any], Iterable[Site]]


@cache
def load_rules() -> Mapping[str, LoadedRule]:
    """All rules by id, in family order, then by slug. Raises ValueError when two files claim one id."""
    found: dict[str, LoadedRule] = {}
    for family, package_name in FAMILIES.items():
        package = importlib.import_module(package_name)
        loaded: list[LoadedRule] = []
        for info in pkgutil.iter_modules(package.__path__):
            module = importlib.import_module(f"{package_name}.{info.name}")
            rule = getattr(module, "RULE", None)
            if rule is None:
                continue
            if rule.family != family:
                raise ValueError(f"{module.__name__}: rule {rule.id} does not belong to the family {family}")
            loaded.append(LoadedRule(rule, module.check))
        for entry in sorted(loaded, key=lambda e: e.rule.id):
            if entry.rule.id in found:
                raise ValueError(f"two files define the rule {entry.rule.id}")
            found[entry.rule.id] = entry
    return found


def find_rule(name: str) -> LoadedRule | None:
    """A rule by full id, bare slug or alias."""
    rules = load_rules()
    if name in rules:
        return rules[name]
    for entry in rules.values():
        if name == entry.rule.slug or name in entry.rule.aliases:
            return entry
    return None


__all__ = [
    "FAMILIES",
    "Defect",
    "Evidence",
    "Example",
    "LoadedRule",
    "Rule",
    "Scope",
    "Severity",
    "Site",
    "Suggestion",
    "find_rule",
    "load_rules",
]
