"""Sample repositories as real git history in the stand-in's bare repositories, by git's own plumbing."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path

from bot.demo.standin import StandIn, git
from bot.demo.stories import SamplePull, SampleRepository, Samples

_BASE_AUTHOR = ("Yuki Arai", "yuki@larkfield.example")
_OLDER = timedelta(weeks=9)
"""How long before the first pull request the base was committed."""


def build(github: StandIn, samples: Samples, now: datetime) -> None:
    """People, repositories with their base branch, and the branch of every pull request at its first push."""
    for person in samples.people:
        github.create_user(
            person.login, name=person.name, member_of=() if person.is_app else (samples.organisation,)
        )
        with github.state.lock:
            account = github.state.account(person.login)
            account.id, account.type = person.id, "Bot" if person.is_app else "User"
    for repo in samples.repositories:
        _build_repository(github, samples.organisation, repo, now)


def _build_repository(github: StandIn, org: str, repo: SampleRepository, now: datetime) -> None:
    begun = min(pull.opened_at(now) for pull in repo.pulls) - _OLDER
    git_dir = github.create_repository(org, repo.name, description=repo.description, created_at=begun)
    base = _commit(git_dir, _tree(git_dir, repo.files), None, f"{repo.description}\n", _BASE_AUTHOR, begun)
    git.set_ref(git_dir, "refs/heads/main", base)
    for pull in repo.pulls:
        push(git_dir, repo, pull, 0, now)


def push(git_dir: Path, repo: SampleRepository, pull: SamplePull, number: int, now: datetime) -> str:
    """Commit a pull request's push on its branch; gives the new head. The files of earlier pushes stay."""
    files = dict(repo.files)
    for earlier in pull.pushes[: number + 1]:
        files.update(earlier.files)
        for path in earlier.deleted:
            del files[path]
    this = pull.pushes[number]
    first = "refs/heads/main~0" if number == 0 else f"refs/heads/{pull.branch}"
    parent = git.resolve(git_dir, first)
    sha = _commit(
        git_dir,
        _tree(git_dir, files),
        parent,
        this.message,
        _name_and_address(this.author),
        pull.at(now, this.after) - timedelta(minutes=4),
    )
    git.set_ref(git_dir, f"refs/heads/{pull.branch}", sha)
    return sha


def _name_and_address(author: str) -> tuple[str, str]:
    name, _, address = author.rpartition(" <")
    return name, address.removesuffix(">")


def _tree(git_dir: Path, files: Mapping[str, str]) -> str:
    """The git tree of these files."""
    work = Path(tempfile.mkdtemp(prefix="evenhand-tree-"))
    try:
        for path, text in files.items():
            target = work / "tree" / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")
        env = {"GIT_INDEX_FILE": str(work / "index")}
        git.run(git_dir, "--work-tree", str(work / "tree"), "add", "--all", "--force", ".", env=env)
        return git.run(git_dir, "write-tree", env=env).decode().strip()
    finally:
        shutil.rmtree(work)


def _commit(
    git_dir: Path, tree: str, parent: str | None, message: str, author: tuple[str, str], at: datetime
) -> str:
    name, address = author
    env = {
        f"GIT_{who}_{what}": value
        for who in ("AUTHOR", "COMMITTER")
        for what, value in (("NAME", name), ("EMAIL", address), ("DATE", at.isoformat()))
    }
    above = () if parent is None else ("-p", parent)
    return git.run(git_dir, "commit-tree", tree, *above, stdin=message.encode(), env=env).decode().strip()
