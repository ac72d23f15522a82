"""How migrations follow each other: Alembic's revisions, Django's dependencies, the versions of numbered files.

Read from the files' own texts, one folder at a time, at any revision of the repository.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from checks.views import RepoView

_REVISION = re.compile(r"^revision(?:\s*:[^=\n]+)?\s*=\s*['\"]([^'\"]+)['\"]", re.MULTILINE)
_DOWN = re.compile(
    r"^down_revision(?:\s*:[^=\n]+)?\s*=\s*(\([^)]*\)|\[[^\]]*\]|['\"][^'\"]*['\"]|None)", re.MULTILINE
)
_LABELS = re.compile(r"^branch_labels(?:\s*:[^=\n]+)?\s*=\s*(?!None\b)\S", re.MULTILINE)
_TEXT = re.compile(r"['\"]([^'\"]+)['\"]")
_PAIR = re.compile(r"\(\s*['\"](\w+)['\"]\s*,\s*['\"]([\w.-]+)['\"]\s*,?\s*\)")
_DEPENDENCIES = re.compile(r"^[ \t]+dependencies\b[^=\n]*=\s*\[(.*?)\]", re.DOTALL | re.MULTILINE)
_REPLACES = re.compile(r"^[ \t]+replaces\b[^=\n]*=\s*\[(.*?)\]", re.DOTALL | re.MULTILINE)
_DJANGO = re.compile(r"^class Migration\(", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Step:
    """One migration: the name others know it by, what it follows, and the line that says so."""

    path: str
    name: str
    follows: tuple[str, ...]
    line: int
    labelled: bool = False
    """An Alembic branch that is meant to have a head of its own."""
    replaces: tuple[str, ...] = ()
    outside: tuple[tuple[str, str, int], ...] = ()
    """Django: (app, name, line) of migrations of other apps that it follows."""


def _line(text: str, offset: int) -> int:
    return text.count("\n", 0, offset) + 1


def alembic_step(path: str, text: str) -> Step | None:
    """An Alembic revision; None for another file."""
    name, down = _REVISION.search(text), _DOWN.search(text)
    if name is None or down is None:
        return None
    follows = tuple(_TEXT.findall(down.group(1)))
    return Step(path, name.group(1), follows, _line(text, down.start()), bool(_LABELS.search(text)))


def own_labels(texts: Mapping[str, str]) -> frozenset[str]:
    """Labels under which the migrations of one folder name each other: the folder's own name, or what its AppConfig says
    instead, which shows in most of the dependencies. ``texts`` by path."""
    stems = {PurePosixPath(p).stem for p in texts}
    folder = next((PurePosixPath(p).parent.parent.name for p in texts), "")
    counts: Counter[str] = Counter()
    for text in texts.values():
        block = _DEPENDENCIES.search(text)
        if block is not None:
            counts.update({label for label, name in _PAIR.findall(block.group(1)) if name in stems})
    if not counts or folder in counts:
        return frozenset({folder})
    most = max(counts.values())
    return frozenset(label for label, n in counts.items() if n == most) | {folder}


def django_step(path: str, text: str, labels: frozenset[str] | None = None) -> Step | None:
    """A Django migration; None for another file. ``labels`` are its app's, the folder's name where not given."""
    made = _DJANGO.search(text)
    if made is None:
        return None
    pure = PurePosixPath(path)
    labels = labels or frozenset({pure.parent.parent.name})
    block = _DEPENDENCIES.search(text)
    line = _line(text, made.start())
    follows: list[str] = []
    outside: list[tuple[str, str, int]] = []
    if block is not None:
        line = _line(text, block.start())
        for match in _PAIR.finditer(text, block.start(1), block.end(1)):
            at = _line(text, match.start())
            if match.group(1) in labels:
                line = at if not follows else line
                follows.append(match.group(2))
            else:
                outside.append((match.group(1), match.group(2), at))
    replaced = _REPLACES.search(text)
    names = tuple(n for _, n in _PAIR.findall(replaced.group(1))) if replaced else ()
    return Step(path, pure.stem, tuple(follows), line, replaces=names, outside=tuple(outside))


def _alembic_steps(repo: RepoView, folder: str) -> Iterator[Step]:
    """Revisions of one folder, from one search for the lines that name them; only a parent over several lines, and what
    looks odd, is read from the file."""
    lines: dict[str, list[tuple[int, str]]] = {}
    for path, number, line in repo.search(["revision", "down_revision", "branch_labels"], suffixes=(".py",)):
        if path.rpartition("/")[0] == folder and line.startswith(
            ("revision", "down_revision", "branch_labels")
        ):
            lines.setdefault(path, []).append((number, line))
    for path, found in lines.items():
        text = "\n".join(line for _, line in sorted(found))
        step = alembic_step(path, text)
        parents = [line for _, line in found if line.startswith("down_revision")]
        if step is None or len(parents) != 1 or not _DOWN.match(parents[0]):
            step = alembic_step(path, repo.text(path) or "")
            if step is not None:
                yield step
            continue
        yield replace(step, line=next(n for n, line in found if line.startswith("down_revision")))


def steps_in(repo: RepoView, folder: str, kind: str) -> list[Step]:
    """All steps of one folder. ``kind`` is ``alembic`` or ``django``."""
    if kind == "alembic":
        return sorted(_alembic_steps(repo, folder), key=lambda step: step.path)
    texts = {
        path: text
        for path in repo.paths()
        if path.endswith(".py")
        and path.rpartition("/")[0] == folder
        and (text := repo.text(path)) is not None
    }
    labels = own_labels(texts)
    steps = (django_step(path, text, labels) for path, text in texts.items())
    return [step for step in steps if step is not None]


def without_replaced(steps: Iterable[Step]) -> list[Step]:
    """Django's squashed migrations in place of those that they replace."""
    every = list(steps)
    stands_for = {name: s.name for s in every for name in s.replaces}
    if not stands_for:
        return every
    kept = []
    for step in every:
        if step.name in stands_for and step.name not in {s.name for s in every if s.replaces}:
            continue
        follows = tuple(
            dict.fromkeys(stands_for.get(f, f) for f in step.follows if stands_for.get(f, f) != step.name)
        )
        kept.append(Step(step.path, step.name, follows, step.line, step.labelled, (), step.outside))
    return kept


def heads(steps: Iterable[Step]) -> list[Step]:
    """Steps that no other follows."""
    every = list(steps)
    followed = {name for s in every for name in s.follows}
    return [s for s in every if s.name not in followed]


def roots(steps: Iterable[Step], of: Step) -> frozenset[str]:
    """Names of the first steps that a step goes back to (a missing one included)."""
    by_name: Mapping[str, Step] = {s.name: s for s in steps}
    found: set[str] = set()
    seen: set[str] = set()
    waiting = [of.name]
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        step = by_name.get(name)
        if step is None or not step.follows:
            found.add(name)
        else:
            waiting.extend(step.follows)
    return frozenset(found)


def ancestors(steps: Iterable[Step], of: Step) -> frozenset[str]:
    """Names of everything a step comes after, itself included."""
    by_name: Mapping[str, Step] = {s.name: s for s in steps}
    seen: set[str] = set()
    waiting = [of.name]
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            step = by_name.get(name)
            waiting.extend(step.follows if step is not None else ())
    return frozenset(seen)


_FLYWAY = re.compile(r"^V(\d+(?:[._]\d+)*)__")
_NUMBER = re.compile(r"^[vV]?(\d+)[-_.]")


def version_of(name: str, *, flyway: bool = False) -> tuple[int, ...] | None:
    """Version of a numbered migration file: Flyway's ``V2_1`` is 2.1, others count as one number. None without one."""
    match = (_FLYWAY if flyway else _NUMBER).match(name)
    if match is None:
        return None
    numbers = [int(n) for n in re.split(r"[._]", match.group(1))]
    while len(numbers) > 1 and numbers[-1] == 0:
        numbers.pop()
    return tuple(numbers)


def numbered(paths: Iterable[str], folder: str) -> Iterator[str]:
    """Files that stand directly in a folder."""
    for path in paths:
        if path.rpartition("/")[0] == folder:
            yield path
