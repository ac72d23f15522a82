"""What a project's own commands check: scripts of package.json and Composer, targets of make, environments of tox, git hooks.

A command that no longer starts a check it started at base is a lowered guardrail; one that starts it by way of another is not.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from checks.api_consistency.remaining_line import remaining_place
from checks.changes import ChangedFile
from checks.languages import language_of, reported
from checks.rules import Defect, Site
from checks.test_integrity.check_names import COMMANDS, also_does, tools_in
from checks.test_integrity.settings import settings_of
from checks.test_integrity.tests_model import base_file
from checks.views import ChangeView, FileView

_FILES = re.compile(
    r"(?:^|/)(?:package\.json|pyproject\.toml|composer\.json|Makefile|makefile|GNUmakefile|justfile|tox\.ini|lefthook\.ya?ml|\.lintstagedrc(?:\.json|\.ya?ml)?|lint-staged\.config\.\w+)$"
    r"|(?:^|/)\.husky/(?!_/)[^/]+$"
)
_JUDGED = re.compile(
    r"(?:^|[:\-_])(?:check|checks|ci|lint|test|tests|verify|validate|qa|quality|pre-?commit|pre-?push|pretest|posttest|prepublishOnly|all|audit|types?|typecheck|type-check|security|env|staged|commit-msg)\b",
    re.I,
)
_CALLS = re.compile(
    r"(?:npm|pnpm|yarn|bun|composer)\s+(?:run(?:-script)?\s+|-s\s+)*([\w:.-]+)|(?<![\w/.])@([\w:-]+)|\$\(MAKE\)\s+(\S+)|\bmake\s+([\w-]+)|run-[sp]\s+([\w:* -]+)"
)
_LEVELS = 5
_SIZE = 200_000
_RUNNERS = re.compile(
    r"\b(?:turbo|nx|lerna|wireit|moon|lage|rush|npm-run-all|run-[sp])\b|\s-r\s|--recursive|--workspaces?\b|\bworkspaces foreach\b"
)
"""What starts commands of many packages at once."""


@dataclass(frozen=True, slots=True)
class _Command:
    """A named command: what it runs, and the line where it stands."""

    name: str
    text: str
    line: int


def dropped_checks(view: ChangeView) -> Iterator[Site]:
    """A finding a command that checked more at base."""
    scripts_now = _scripts(view, head=True)
    scripts_then = _scripts(view, head=False)
    elsewhere = tools_in("\n".join(f.text for f in view.files if COMMANDS.search(f.path)))
    for change in view.change.files:
        if change.base_path is None or not _FILES.search(change.base_path) or change.path in view.silent:
            continue
        before = base_file(view, change)
        if before is None:
            continue
        after = next((f for f in view.files if f.path == change.path), None)
        old = {c.name: c for c in _commands(before)}
        new = {} if after is None else {c.name: c for c in _commands(after)}
        if after is not None and not new:
            continue  # it cannot be read
        yield from _compare(view, change, old, new, scripts_then, scripts_now, elsewhere)


def _compare(
    view: ChangeView,
    change: ChangedFile,
    old: dict[str, _Command],
    new: dict[str, _Command],
    scripts_then: dict[str, str],
    scripts_now: dict[str, str],
    elsewhere: set[str],
) -> Iterator[Site]:
    then = {**scripts_then, **{c.name: c.text for c in old.values()}}
    now = {**scripts_now, **{c.name: c.text for c in new.values()}}
    everywhere = set().union(elsewhere, *(tools_in(t) for t in now.values()))
    told: set[str] = set()
    for name, command in old.items():
        if not _JUDGED.search(name):
            continue
        had = _tools(command.text, then)
        left = new.get(name)
        has = everywhere if left is None else _tools(left.text, now)
        lost = {
            t for t in had if t not in told and not also_does(t, has) and not (left is None and also_does(t, everywhere))
        }  # fmt: skip
        lost = {t for t in lost if not _FIXES.search(t)}
        taken_over = set().union(*(tools_in(c.text) for n, c in new.items() if n not in old))
        lost -= {t for t in lost & tools_in(command.text) if also_does(t, taken_over)}
        if not lost:
            continue
        if left is not None and (left.text == command.text or _RUNNERS.search(left.text)):
            continue  # the command below it changed, which is told there
        told |= lost
        tool = min(lost)
        if left is None:
            spot = remaining_place(change, command.line, view.head.text(change.path))
            line = spot.line
        else:
            line = left.line
            if line not in change.added:
                line = remaining_place(
                    change, _lost_line(view, change, command, tool), view.head.text(change.path)
                ).line
        defect = Defect(
            f"`{name}` no longer runs `{tool}`, and nothing in its place does.",
            key="target",
            identity=f"{name} {tool}",
        )
        yield Site(change.path, line, line, reported(language_of(change.path)), defect, always_touched=True)


_FIXES = re.compile(
    r"^(?:isort|black|prettier|standard|knip|depcheck|size-limit|coverage|npm (?:check|lint|test|audit)\S*)$"
)
"""Formatters, and words that may be a script's name only: too weak a sign."""


def _lost_line(view: ChangeView, change: ChangedFile, command: _Command, tool: str) -> int:
    """The base line that named the tool, or the command's own."""
    lines = (view.base.text(change.base_path or "") or "").split("\n")
    word = tool.split()[-1]
    for number in range(command.line, min(len(lines), command.line + 60) + 1):
        if number in change.removed and word in lines[number - 1]:
            return number
    return command.line


def _tools(text: str, known: dict[str, str], level: int = 0) -> set[str]:
    """The checks that a command starts, also by way of other commands."""
    found = tools_in(text)
    if level >= _LEVELS:
        return found
    for match in _CALLS.finditer(text):
        for name in " ".join(g for g in match.groups() if g).split():
            if name in known and known[name] != text:
                found |= _tools(known[name], known, level + 1)
    return found


def _scripts(view: ChangeView, head: bool) -> dict[str, str]:
    """The scripts of the package at the root, which hooks and targets call."""
    text = (view.head if head else view.base).text("package.json")
    if text is None or len(text) > _SIZE:
        return {}
    try:
        package = json.loads(text)
    except ValueError:
        return {}
    scripts = package.get("scripts") if isinstance(package, dict) else None
    return {str(k): str(v) for k, v in scripts.items()} if isinstance(scripts, dict) else {}


def _commands(file: FileView) -> Iterator[_Command]:
    name = file.path.rpartition("/")[2]
    if name.lower() in ("makefile", "gnumakefile", "justfile"):
        yield from _targets(file.text)
    elif "/.husky/" in "/" + file.path:
        yield _Command(
            name, "\n".join(x for x in file.lines if not x.strip().startswith("#")), _last(file.lines)
        )
    elif name == "tox.ini":
        yield from _environments(file)
    else:
        yield from _configured(file, name)


def _last(lines: list[str]) -> int:
    return max((n for n, line in enumerate(lines, 1) if line.strip()), default=1)


def _configured(file: FileView, name: str) -> Iterator[_Command]:
    for setting in settings_of(file):
        value = "\n".join(setting.value) if isinstance(setting.value, tuple) else str(setting.value)
        path = setting.path
        if name in ("package.json", "composer.json"):
            if path[0] == "scripts" and len(path) == 2:
                yield _Command(path[1], value, setting.line)
            elif path[0] == "lint-staged" and len(path) > 1:
                yield _Command(f"staged {path[-1]}", value, setting.line)
            elif path[0] == "husky" and path[-1] in ("pre-commit", "pre-push"):
                yield _Command(path[-1], value, setting.line)
        elif name == "pyproject.toml":
            if path[:3] in (("tool", "poe", "tasks"), ("tool", "pdm", "scripts")) and len(path) > 3:
                yield _Command(path[3], value, setting.line)
            elif path[:3] == ("tool", "hatch", "envs") and "scripts" in path[:-1]:
                yield _Command(path[-1], value, setting.line)
        elif "staged" in name:
            yield _Command(f"staged {path[-1]}", value, setting.line)
        elif name.startswith("lefthook") and path[-1] == "run":
            yield _Command(f"{path[0]} {path[-2]}", value, setting.line)


_TARGET = re.compile(r"^([\w./%-]+(?:\s+[\w./%-]+)*)\s*:(?![=:])\s*([^#\n]*)")


def _targets(text: str) -> Iterator[_Command]:
    """Targets of make and just: prerequisites as calls, recipes as they stand."""
    names: list[str] = []
    line_of = 0
    body: list[str] = []

    def made() -> Iterator[_Command]:
        for name in names:
            yield _Command(name, "\n".join(body), line_of)

    for number, line in enumerate(text.split("\n"), 1):
        if line[:1] in ("\t", " ") and names:
            if not line.strip().startswith("#"):
                body.append(re.sub(r"^\s*[@-]+\s*", "", line).strip())
            continue
        match = _TARGET.match(line)
        if match and not line.startswith("."):
            yield from made()
            names, line_of = match.group(1).split(), number
            body = [f"make {word}" for word in match.group(2).split()]
    yield from made()


def _environments(file: FileView) -> Iterator[_Command]:
    """The environments that a plain run of tox starts, each with its commands."""
    commands: dict[str, str] = {}
    for setting in settings_of(file):
        value = "\n".join(setting.value) if isinstance(setting.value, tuple) else str(setting.value)
        if setting.path[0].startswith("testenv") and setting.path[-1] == "commands":
            commands[setting.path[0].partition(":")[2]] = value
    for setting in settings_of(file):
        if setting.path[0] == "tox" and setting.path[-1] in ("envlist", "env_list"):
            names = setting.value if isinstance(setting.value, tuple) else (str(setting.value),)
            parts = [commands.get(p, "") for n in names for p in [n, *n.split("-")] if p in commands]
            yield _Command("test envlist", "\n".join(parts), setting.line)
