"""Reviews without a server: a change in a local repository, or the files under some paths."""

from __future__ import annotations

import gc
import os
import stat
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from checks import engine
from checks.changes import ChangeSet, in_memory
from checks.configfile import REPOSITORY_FILE, Configuration, load
from checks.gitprocess import GitError, base_environment, run_git
from checks.gitrepo import open_change, read_at
from checks.keeping import Keeper
from checks.report import Report, Severity
from checks.rules import find_rule, load_rules
from checks.silence import SIZE_LIMIT_BYTES
from checks.yamlfile import ConfigError

SCAN_LIMIT_BYTES = 1024 * 1024 * 1024
_NOT_WALKED = frozenset(
    {".git", ".hg", ".svn", "node_modules", ".venv", "venv", "__pycache__", ".tox", ".mypy_cache"}
)

Tell = Callable[[str], None]
"""Takes one line about how far the work is."""


class LocalReviewError(Exception):
    """What was asked cannot be reviewed; the text says why and what to do."""


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A report and what a form of it needs besides."""

    report: Report
    source: Callable[[str], Sequence[str]]
    """Lines of a file at head."""
    fail_level: Severity | None


@contextmanager
def reviewed_change(
    repo: Path,
    base: str,
    head: str | None,
    *,
    config: Path | None = None,
    agent: str | None = None,
    rules: Sequence[str] = (),
    cache: bool = True,
    tell: Tell,
    warn: Tell,
) -> Iterator[Reviewed]:
    """Review what ``head`` (or the work tree) did since it left ``base``; with ``cache`` what is read is kept for the next time."""
    _collect_seldom()
    only = rule_ids(rules)
    tell("Reading the change")
    with open_change(repo, base, head) as change:
        configuration = read_configuration(repo, change.base_tip or change.base, config, warn)
        tell(f"Checking {len(change.files)} changed files")
        keeper = Keeper(platformdirs.user_cache_path("evenhand", appauthor=False)) if cache else None
        report = engine.review(change, configuration.checks, agent, only, keeper)
        yield Reviewed(report, _lines_of(change), configuration.review.fail_level)


def reviewed_files(
    paths: Sequence[Path], *, config: Path | None = None, rules: Sequence[str] = (), tell: Tell, warn: Tell
) -> Reviewed:
    """Review the files under ``paths`` as if every line were new."""
    _collect_seldom()
    only = rule_ids(rules)
    tell("Reading files")
    files = collect_files(paths)
    configuration = read_configuration(None, None, config, warn)
    tell(f"Checking {len(files)} files")
    change = in_memory(files)
    return Reviewed(
        engine.review(change, configuration.checks, None, only),
        _lines_of(change),
        configuration.review.fail_level,
    )


def _collect_seldom() -> None:
    """Code models are cyclic and live until the command ends: frequent collections halve the speed."""
    gc.set_threshold(50_000, 20, 20)


def read_configuration(
    repo: Path | None, base: str | None, config: Path | None, warn: Tell, organisation: Path | None = None
) -> Configuration:
    """The effective configuration: ``config`` where given, else the repository's file at ``base``.

    A broken file at base never stops a review: the defaults stand in and the fault is said. One that was named is an
    error.
    """
    above = None if organisation is None else _read(organisation)
    above_name = str(organisation) if organisation else "evenhand.yml"
    if config is not None:
        content = _read(config)
        configuration = load(
            organisation=above, organisation_file=above_name, repository=content, repository_file=str(config),
            known_rules=load_rules(),
        )  # fmt: skip
    else:
        found = read_at(repo, base, REPOSITORY_FILE) if repo is not None and base is not None else None
        try:
            configuration = load(
                organisation=above, organisation_file=above_name, repository=found, known_rules=load_rules()
            )
        except ConfigError as error:
            if any(problem.file != REPOSITORY_FILE for problem in error.problems):
                raise
            warn(f"{error.problems[0]}; the defaults are used")
            configuration = load(organisation=above, organisation_file=above_name)
    for note in configuration.notes:
        warn(str(note))
    return configuration


def rule_ids(names: Sequence[str]) -> Collection[str] | None:
    """Full ids of the rules named by id, slug or alias; None for all of them. Raises LocalReviewError."""
    if not names:
        return None
    ids = set()
    for name in names:
        entry = find_rule(name)
        if entry is None:
            raise LocalReviewError(f"there is no rule {name!a}{did_you_mean(name)}")
        ids.add(entry.rule.id)
    return ids


def did_you_mean(name: str) -> str:
    """A hint at the rule that a misspelt name meant."""
    from checks.configschema import nearest

    ids = {entry.rule.slug: rule_id for rule_id, entry in load_rules().items()}
    near = nearest(name.rpartition("/")[2], sorted(ids))
    return f"; did you mean {ids[near]}?" if near else "; evenhand rules lists them"


def collect_files(paths: Sequence[Path]) -> Mapping[str, bytes]:
    """Content by path. Inside a git repository ignored files are left out; links are never followed.

    Paths are relative to the current directory, or to the named path where that lies elsewhere.
    """
    found: dict[str, bytes] = {}
    total = 0
    for root in paths:
        if not root.exists():
            raise LocalReviewError(f"there is no file or directory {str(root)!a}")
        for file in _listed(root) if root.is_dir() else [root]:
            content = _regular(file)
            if content is None:
                continue
            total += len(content)
            if total > SCAN_LIMIT_BYTES:
                raise LocalReviewError("there is over 1 GiB to read; scan parts of the tree one at a time")
            found[_shown(file, root)] = content
    if not found:
        raise LocalReviewError(f"there are no files to read under {', '.join(ascii(str(p)) for p in paths)}")
    return found


def _listed(root: Path) -> Iterator[Path]:
    try:
        asked = ["ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", "."]
        listing = run_git(asked, base_environment(), root).out
    except GitError:
        for directory, folders, names in os.walk(root):
            folders[:] = sorted(f for f in folders if f not in _NOT_WALKED)
            yield from (Path(directory, name) for name in sorted(names))
        return
    for name in sorted(set(listing.split(b"\0")) - {b""}):
        yield root / os.fsdecode(name)


def _regular(file: Path) -> bytes | None:
    try:
        if not stat.S_ISREG(file.lstat().st_mode):
            return None
        with file.open("rb") as stream:
            return stream.read(SIZE_LIMIT_BYTES + 1)
    except FileNotFoundError:
        return None  # Listed by git, deleted in the work tree.
    except PermissionError as error:
        raise LocalReviewError(f"{str(file)!a} cannot be read: permission denied") from error


def _shown(file: Path, root: Path) -> str:
    here = Path.cwd()
    whole = file.resolve()
    base = here if whole.is_relative_to(here) else (root if root.is_dir() else root.parent).resolve()
    return whole.relative_to(base).as_posix().encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _lines_of(change: ChangeSet) -> Callable[[str], Sequence[str]]:
    remembered: dict[str, list[str]] = {}

    def lines(path: str) -> Sequence[str]:
        if path not in remembered:
            remembered.clear()
            content = change.head_tree.read(path)
            remembered[path] = [] if content is None else content.decode("utf-8", "replace").split("\n")
        return remembered[path]

    return lines


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise LocalReviewError(f"{str(path)!a} cannot be read: {error.strerror}") from error
