"""The sample repositories and pull requests, read from the files under ``samples``.

A repository is a folder: ``base`` holds its files, each folder under ``pulls`` one pull request: ``pull.yml`` and, for each
push, a folder with the full text of every file that the push adds or changes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import yaml

from bot.summary.week import Week, week_of

FOLDER = Path(__file__).parent / "samples"

# A sample shows a leaked credential. It is put together here, so that no text which looks alive is in our own files.
_FAKE_CREDENTIAL = "sk" + "_live_" + "51DemoOfEvenhandNobodysKey0Qz7T"
_MARK = "@FAKE_CREDENTIAL@"

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_SPAN = re.compile(r"(\d+)([hm])")


class SampleError(ValueError):
    """A sample file cannot be read; the text names the file and what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Person:
    """Someone who opens or merges pull requests: a person, or an agent's app."""

    login: str
    name: str
    id: int
    is_app: bool


@dataclass(frozen=True, slots=True)
class Push:
    """One push to a pull request's branch: one commit."""

    files: Mapping[str, str]
    """Path -> full text."""
    deleted: tuple[str, ...]
    message: str
    author: str
    """``Name <address>``."""
    after: timedelta
    """Time since the pull request was opened; zero for the first push."""
    expect: Mapping[str, tuple[str, ...]]
    """Rule -> paths: exactly what the review of this head must find."""


@dataclass(frozen=True, slots=True)
class Ending:
    """How a pull request ended."""

    kind: str
    """``merged`` or ``closed``."""
    after: timedelta
    """Time since the pull request was opened."""
    by: str
    """Login."""


@dataclass(frozen=True, slots=True)
class SamplePull:
    """One pull request as its story is told."""

    repo: str
    """Name without the organisation."""
    slug: str
    title: str
    body: str
    author: str
    branch: str
    weeks_ago: int
    into_week: timedelta
    """Time since Monday, 00:00 UTC."""
    draft: bool
    labels: tuple[str, ...]
    pushes: tuple[Push, ...]
    ending: Ending | None
    agent: str | None
    """What the attribution must say: an agent that is certain, or None for any other state."""
    state: str
    """``certain``, ``possible``, ``mixed`` or ``none``."""

    def week(self, now: datetime) -> Week:
        """The ISO week in which it is opened."""
        return week_of(now).back(self.weeks_ago)

    def opened_at(self, now: datetime) -> datetime:
        """When it is opened. The current week is told compressed, so that nothing lies in the future."""
        start = self.week(now).start
        if self.weeks_ago == 0:
            return start + (now - start) * (self.into_week / timedelta(days=7))
        return start + self.into_week

    def at(self, now: datetime, after: timedelta) -> datetime:
        """A moment of its story."""
        return min(self.opened_at(now) + after, now)


@dataclass(frozen=True, slots=True)
class SampleRepository:
    """One repository and its pull requests, oldest first."""

    name: str
    description: str
    files: Mapping[str, str]
    pulls: tuple[SamplePull, ...]


@dataclass(frozen=True, slots=True)
class Samples:
    """Everything that the demo tells."""

    organisation: str
    people: tuple[Person, ...]
    repositories: tuple[SampleRepository, ...]

    @property
    def pulls(self) -> tuple[SamplePull, ...]:
        """All pull requests."""
        return tuple(pull for repo in self.repositories for pull in repo.pulls)


def load(folder: Path = FOLDER) -> Samples:
    """Read all samples. Raises SampleError."""
    about = _yaml(folder / "people.yml")
    people = [
        Person(login, facts["name"], facts["id"], is_app=kind == "apps")
        for kind in ("people", "apps")
        for login, facts in about[kind].items()
    ]
    repositories = [_repository(one) for one in sorted(folder.iterdir()) if (one / "repository.yml").exists()]
    return Samples(about["organisation"], tuple(people), tuple(repositories))


def _repository(folder: Path) -> SampleRepository:
    pulls = [_pull(folder.name, one) for one in sorted((folder / "pulls").iterdir()) if one.is_dir()]
    return SampleRepository(
        name=folder.name,
        description=_yaml(folder / "repository.yml")["description"],
        files=_texts(folder / "base"),
        pulls=tuple(sorted(pulls, key=lambda pull: (-pull.weeks_ago, pull.into_week))),
    )


def _pull(repo: str, folder: Path) -> SamplePull:
    file = folder / "pull.yml"
    data = _yaml(file)
    try:
        outcome = data.get("outcome")
        return SamplePull(
            repo=repo,
            slug=folder.name,
            title=data["title"],
            body=data["body"].strip(),
            author=data["author"],
            branch=data["branch"],
            weeks_ago=data["weeks_ago"],
            into_week=_into_week(data["at"]),
            draft=data.get("draft", False),
            labels=tuple(data.get("labels", ())),
            pushes=tuple(_push(folder, push) for push in data["pushes"]),
            ending=_ending(outcome) if outcome else None,
            agent=data.get("agent"),
            state=data.get("state", "certain" if data.get("agent") else "none"),
        )
    except (KeyError, TypeError) as error:
        raise SampleError(f"{file}: {error} is missing or of the wrong form") from error


def _push(folder: Path, data: Mapping[str, Any]) -> Push:
    return Push(
        files=_texts(folder / data["files"]),
        deleted=tuple(data.get("deleted", ())),
        message=data["message"],
        author=data["author"],
        after=_span(data.get("after", "0h")),
        expect={rule: tuple(paths) for rule, paths in (data["expect"] or {}).items()},
    )


def _ending(data: Mapping[str, str]) -> Ending:
    kind = "merged" if "merged" in data else "closed"
    return Ending(kind, _span(data[kind]), data["by"])


def _texts(folder: Path) -> dict[str, str]:
    files: Sequence[Path] = sorted(path for path in folder.rglob("*") if path.is_file())
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8").replace(_MARK, _FAKE_CREDENTIAL)
        for path in files
        if path.suffix != ".pyc"
    }


def _into_week(text: str) -> timedelta:
    day, _, time = text.partition(" ")
    hours, _, minutes = time.partition(":")
    return timedelta(days=_DAYS.index(day), hours=int(hours), minutes=int(minutes))


def _span(text: str) -> timedelta:
    found = _SPAN.fullmatch(text)
    if found is None:
        raise SampleError(f"{text!r} is not a span of time such as 26h or 40m")
    return timedelta(hours=int(found[1])) if found[2] == "h" else timedelta(minutes=int(found[1]))


def _yaml(file: Path) -> Any:
    try:
        return yaml.safe_load(file.read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError) as error:
        raise SampleError(f"{file}: {error}") from error
