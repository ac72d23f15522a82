"""Hooks of pre-commit that the change removes or leaves to be started by hand."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.api_consistency.remaining_line import remaining_place
from checks.changes import Status
from checks.rules import Defect, Site
from checks.test_integrity.settings import settings_of
from checks.test_integrity.tests_model import base_file
from checks.views import ChangeView, FileView

_FILE = re.compile(r"(?:^|/)\.pre-commit-config\.ya?ml$")


_DOES_TOO = {
    "black": ("ruff-format", "yapf", "autopep8"), "isort": ("ruff", "ruff-check", "reorder-python-imports", "usort"), "flake8": ("ruff", "ruff-check"),
    "pyupgrade": ("ruff", "ruff-check"), "autoflake": ("ruff", "ruff-check"), "pycln": ("ruff", "ruff-check"), "pydocstyle": ("ruff", "ruff-check"),
    "pylint": ("ruff", "ruff-check"), "bandit": ("ruff", "ruff-check", "semgrep"), "ruff": ("ruff-check",), "ruff-check": ("ruff",),
    "blacken-docs": ("ruff-format",), "autopep8": ("ruff-format", "black"), "yapf": ("ruff-format", "black"), "docformatter": ("ruff-format",),
    "mypy": ("pyright", "ty", "basedpyright"), "pyright": ("mypy", "ty", "basedpyright"), "eslint": ("biome-check", "biome-lint", "oxlint"),
    "prettier": ("biome-check", "biome-format", "dprint"), "gitleaks": ("trufflehog", "detect-secrets", "ggshield"),
    "detect-secrets": ("gitleaks", "trufflehog", "ggshield"), "trufflehog": ("gitleaks", "detect-secrets"), "safety": ("pip-audit",),
    "golint": ("golangci-lint",), "go-vet": ("golangci-lint",), "go-lint": ("golangci-lint",), "gofmt": ("golangci-lint",), "go-fmt": ("golangci-lint",),
    "double-quote-string-fixer": ("black", "ruff-format"), "requirements-txt-fixer": ("",), "fix-encoding-pragma": ("",), "check-json5": ("",),
    "detect-private-key": ("gitleaks", "trufflehog", "detect-secrets", "ggshield"), "trailing-whitespace": ("ruff-format", "prettier", "biome-check"),
    "end-of-file-fixer": ("ruff-format", "prettier", "biome-check"), "python-check-blanket-noqa": ("ruff", "ruff-check"),
    "python-use-type-annotations": ("ruff", "ruff-check"), "debug-statements": ("ruff", "ruff-check"), "check-ast": ("ruff", "ruff-check", "black"),
}  # fmt: skip
"""Hooks that do the work of another one."""


def _replaced(name: str, gained: set[str], head: set[str]) -> bool:
    """Another hook does this one's work, or a hook of much the same name came."""
    if set(_DOES_TOO.get(name, ())) & head:
        return True
    if name == "fix-encoding-pragma":
        return True
    stem = re.split(r"[-_]", name)
    return any(
        g in name or name in g or set(re.split(r"[-_]", g)) & set(stem) - {"check", "fix"} for g in gained
    )


_STRICTER = re.compile(r"^--(?:strict|max-warnings=?0?|fail-under|check|error|exit-non-zero-on-fix)\b")
_LOOSER = re.compile(
    r"^--(?:exit-zero|ignore-missing-imports|no-strict|allow-untyped|follow-imports=skip|exit-0|soft-fail|no-verify|skip)\b|^(?:--(?:extend-)?ignore|--skip|--disable|-s)="
)


def _weaker_arguments(view: ChangeView, before: FileView, file: FileView) -> Iterator[Site]:
    """A hook that is started with less strict arguments."""
    old = _arguments(before)
    for name, (arguments, line) in _arguments(file).items():
        was, was_line = old.get(name, ((), 0))
        if name not in old or was == arguments:
            continue
        lost = [
            a for a in was if _STRICTER.search(a) and a not in arguments and a != "--exit-non-zero-on-fix"
        ]
        gained = [a for a in arguments if _LOOSER.search(a) and a not in was]
        if not (lost or gained):
            continue
        place = line or remaining_place(file.change, was_line, file.text).line
        words = f"now has `{gained[0][:60]}`" if gained else f"no longer has `{lost[0][:60]}`"
        defect = Defect(f"The hook `{name}` {words}.", key="arguments", identity=name + words)
        yield Site(file.path, place, place, "yaml", defect, always_touched=True)


def _arguments(file: FileView) -> dict[str, tuple[tuple[str, ...], int]]:
    """Arguments by hook."""
    settings = {s.path: s for s in settings_of(file)}
    found: dict[str, tuple[tuple[str, ...], int]] = {}
    for path, setting in settings.items():
        if path[-1] == "id" and "hooks" in path:
            given = settings.get((*path[:-1], "args"))
            values = given.value if given is not None and isinstance(given.value, tuple) else ()
            found[str(setting.value)] = (values, setting.line if given is None else given.line)
    return found


def removed_hooks(view: ChangeView) -> Iterator[Site]:
    """A site a touched hook; one that is gone without another in its place is a finding."""
    for file in view.files:
        if not _FILE.search(file.path) or file.change.status is Status.ADDED:
            continue
        before = base_file(view, file.change)
        if before is None:
            continue
        old = {str(s.value): s for s in settings_of(before) if s.path[-1] == "id" and "hooks" in s.path}
        now = settings_of(file)
        new = {str(s.value): s for s in now if s.path[-1] == "id" and "hooks" in s.path}
        if not now:
            continue
        lost = [s for name, s in old.items() if name not in new]
        gained = {name for name in new if name not in old}
        lost = [s for s in lost if not _replaced(str(s.value), gained, {*new})]
        if lost:
            for setting in lost:
                spot = remaining_place(file.change, setting.line, file.text)
                message = f"The hook `{setting.value}` was removed from pre-commit."
                yield Site(
                    file.path,
                    spot.line,
                    spot.line,
                    "yaml",
                    Defect(message, key="hook", identity=str(setting.value)),
                    always_touched=True,
                )
        yield from _weaker_arguments(view, before, file)
        for setting in now:
            if (
                setting.path[-1] == "stages"
                and setting.line in file.change.added
                and isinstance(setting.value, tuple)
                and setting.value == ("manual",)
            ):
                yield Site(
                    file.path,
                    setting.line,
                    setting.line,
                    "yaml",
                    Defect("This hook now runs by hand only.", key="manual", identity=".".join(setting.path)),
                    always_touched=True,
                )
