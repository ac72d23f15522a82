"""The configuration a review runs with: our defaults, the organisation's, the repository's, merged and validated.

Later layers win key by key; lists and single values replace, mappings merge. A key that an earlier layer lists under
``locked`` keeps its value there; a later attempt to set it is not an error but is said.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any
from zoneinfo import ZoneInfo

from checks.config import CheckConfig
from checks.configschema import faults, named, nearest, shown
from checks.report import Severity
from checks.yamlfile import ConfigError, Path, Problem, YamlFile, read_yaml

REPOSITORY_FILE = ".github/evenhand.yml"
"""Where a repository keeps its configuration; read from the base revision only."""
ORGANISATION_FILE = "evenhand.yml"
"""Where an organisation keeps its own, in its ``.github`` repository."""

_DEFAULTS_FILE = "defaults.yml"


@dataclass(frozen=True, slots=True)
class OwnAgent:
    """An agent that a team defines for itself."""

    name: str
    ids: tuple[int, ...] = ()
    logins: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    branches: tuple[str, ...] = ()
    """Patterns with ``*``."""


@dataclass(frozen=True, slots=True)
class ReviewSettings:
    """What the service does with a report: the keys that the checks themselves do not need."""

    comment_limit: int = 10
    comment_level: Severity = Severity.WARNING
    """Findings below it are never inline comments."""
    fail_level: Severity | None = Severity.ERROR
    """The check-run fails at or over it; None: never."""
    drafts: str = "summary"
    """``summary`` (check-run only), ``review`` or ``skip``."""
    resolve_threads: bool = False
    """Resolve the threads of fixed comments; needs the permission ``contents: write``."""
    label_prefix: str = "agent:"
    labels: Mapping[str, str] = field(default_factory=dict)
    """A team's own label -> agent."""
    set_label: bool = True
    own_agents: tuple[OwnAgent, ...] = ()
    trust: frozenset[str] = frozenset()
    """Agents whose class E signals alone count."""
    summary_repo: str | None = None
    """``owner/name`` that gets the weekly issue."""
    summary_issue: bool = True
    time_zone: str = "UTC"
    demote_over: float = 0.1
    """Share of "not useful" answers from which a rule is demoted to a note."""
    min_votes: int = 20
    retention_days: int = 730


@dataclass(frozen=True, slots=True)
class Layer:
    """One validated file. ``name`` is ``defaults``, ``organisation`` or ``repository``."""

    name: str
    file: str
    data: YamlFile


@dataclass(frozen=True, slots=True)
class Explained:
    """One effective key and where its value comes from."""

    key: str
    value: Any
    source: str
    """``defaults``, or ``file:line`` of the organisation's or repository's file."""
    locked: bool = False


@dataclass(frozen=True, slots=True)
class Configuration:
    """The effective configuration."""

    checks: CheckConfig
    review: ReviewSettings
    notes: tuple[Problem, ...] = ()
    """What was understood but not followed: locked keys set again, rules that do not exist."""
    explained: tuple[Explained, ...] = ()

    def explain(self) -> tuple[Explained, ...]:
        """Every effective key in the order of the defaults."""
        return self.explained


def read_layer(name: str, file: str, content: bytes) -> Layer:
    """Parse and validate one file. Raises ConfigError with every problem, each with its line."""
    data = read_yaml(content, file)
    problems = [Problem(file, _line(data, path), message) for path, message in faults(data.values, _schema())]
    zone = (data.values.get("summary") or {}).get("time_zone") if not problems else None
    if zone is not None and not _known_zone(zone):
        line = _line(data, ("summary", "time_zone"))
        problems.append(
            Problem(file, line, f"unknown time zone {shown(zone)}; use a name such as Europe/Berlin")
        )
    if problems:
        raise ConfigError(*sorted(problems, key=lambda p: p.line))
    return Layer(name, file, data)


def configure(
    organisation: Layer | None = None,
    repository: Layer | None = None,
    *,
    known_rules: Collection[str] | None = None,
) -> Configuration:
    """Merge the defaults with what is given. ``known_rules`` turns on the check that named rules exist."""
    layers = [layer for layer in (_defaults(), organisation, repository) if layer is not None]
    values: dict[str, Any] = {}
    sources: dict[Path, str] = {}
    locked: dict[str, str] = {}
    notes: list[Problem] = []
    for layer in layers:
        for path, value in _leaves(layer.data.values):
            if path[0] == "locked":
                continue
            holder = _lock_on(path, locked)
            line = _line(layer.data, path)
            if holder is not None:
                notes.append(
                    Problem(layer.file, line, f"{named(path)} is locked by {holder}; its value there stays")
                )
                continue
            _put(values, path, value)
            sources[path] = "defaults" if layer.name == "defaults" else f"{layer.file}:{line}"
            if (
                path[0] == "rules"
                and len(path) == 2
                and known_rules is not None
                and path[1] not in known_rules
            ):
                near = nearest(str(path[1]), sorted(known_rules))
                hint = f"; did you mean {near}?" if near else "; evenhand rules lists them"
                notes.append(Problem(layer.file, line, f"there is no rule {shown(path[1])}{hint}"))
        locked |= dict.fromkeys(layer.data.values.get("locked") or (), layer.file)
    explained = tuple(
        Explained(named(path), value, _source(path, sources), _lock_on(path, locked) is not None)
        for path, value in _leaves(values)
    )
    return Configuration(_check_config(values), _review_settings(values), tuple(notes), explained)


def load(
    *,
    organisation: bytes | None = None,
    repository: bytes | None = None,
    organisation_file: str = ORGANISATION_FILE,
    repository_file: str = REPOSITORY_FILE,
    known_rules: Collection[str] | None = None,
) -> Configuration:
    """The effective configuration from the files' contents. Raises ConfigError."""
    return configure(
        None if organisation is None else read_layer("organisation", organisation_file, organisation),
        None if repository is None else read_layer("repository", repository_file, repository),
        known_rules=known_rules,
    )


@cache
def _schema() -> Mapping[str, Any]:
    text = resources.files("config").joinpath("schema.json").read_text(encoding="utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema


@cache
def _defaults() -> Layer:
    content = resources.files("config").joinpath(_DEFAULTS_FILE).read_bytes()
    return read_layer("defaults", _DEFAULTS_FILE, content)


def _known_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ValueError, OSError, KeyError):
        return False
    return True


def _line(data: YamlFile, path: Path) -> int:
    for end in range(len(path), 0, -1):
        if path[:end] in data.lines:
            return data.lines[path[:end]]
    return 0


def _leaves(values: Mapping[str, Any], path: Path = ()) -> Iterator[tuple[Path, Any]]:
    for key, value in values.items():
        if isinstance(value, dict) and value:
            yield from _leaves(value, (*path, key))
        else:
            yield (*path, key), value


def _put(values: dict[str, Any], path: Path, value: Any) -> None:
    at = values
    for key in path[:-1]:
        if not isinstance(at.get(str(key)), dict):
            at[str(key)] = {}
        at = at[str(key)]
    last = str(path[-1])
    if value == {} and isinstance(value, dict) and isinstance(at.get(last), dict):
        return  # An empty mapping adds nothing to what stands there.
    at[last] = deepcopy(value)  # The layers are remembered between calls and must not change.


def _lock_on(path: Path, locked: Mapping[str, str]) -> str | None:
    """The file that locks this key or one above it."""
    for end in range(1, len(path) + 1):
        if named(path[:end]) in locked:
            return locked[named(path[:end])]
    return None


def _source(path: Path, sources: Mapping[Path, str]) -> str:
    return next((sources[path[:end]] for end in range(len(path), 0, -1) if path[:end] in sources), "defaults")


def _check_config(values: Mapping[str, Any]) -> CheckConfig:
    rules: Mapping[str, str] = values["rules"]
    languages = values["languages"]
    return CheckConfig(
        families_off=frozenset(name for name, on in values["families"].items() if not on),
        rules_off=frozenset(rule for rule, level in rules.items() if level == "off"),
        severities={rule: Severity(level) for rule, level in rules.items() if level != "off"},
        ignore_paths=tuple(values["paths"]["ignore"]),
        languages=None if languages == "all" else frozenset(languages),
        database=values["database"],
        time_limit_s=float(values["time_limit_s"]),
    )


def _review_settings(values: Mapping[str, Any]) -> ReviewSettings:
    agents = values["agents"]
    return ReviewSettings(
        comment_limit=values["comment_limit"],
        comment_level=Severity(values["comment_level"]),
        fail_level=None if values["fail_level"] == "never" else Severity(values["fail_level"]),
        drafts=values["drafts"],
        resolve_threads=values["resolve_threads"],
        label_prefix=agents["label_prefix"],
        labels=dict(agents["labels"]),
        set_label=agents["set_label"],
        own_agents=tuple(
            OwnAgent(name, *(tuple(own.get(key, ())) for key in ("ids", "logins", "emails", "branches")))
            for name, own in agents["own"].items()
        ),
        trust=frozenset(values["attribution"]["trust"]),
        summary_repo=values["summary"]["repo"],
        summary_issue=values["summary"]["issue"],
        time_zone=values["summary"]["time_zone"],
        demote_over=float(values["feedback"]["demote_over"]),
        min_votes=values["feedback"]["min_votes"],
        retention_days=values["retention"]["days"],
    )
