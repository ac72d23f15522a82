"""One organisation on the strict GitHub stand-in, and the service that reviews its pull requests."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.demo.standin import StandIn
from bot.jobs import talk
from bot.jobs.events import Event
from bot.ledger import Ledger
from bot.pull_request import PullRequest
from bot.receiver.reading import read
from bot.review import ReviewOutcome, review_pull_request
from bot.settings import Settings

CLEAN = """import sqlite3


def user(connection: sqlite3.Connection, name: str) -> object:
    return connection.execute("SELECT * FROM users WHERE name = ?", (name,)).fetchone()
"""
FLAWED = """import sqlite3

from flask import request


def user(connection: sqlite3.Connection) -> object:
    name = request.args["name"]
    return connection.execute(f"SELECT * FROM users WHERE name = '{name}'").fetchone()
"""


@dataclass
class Org:
    """One repository on the stand-in with a base branch, and the service that reviews it."""

    github: StandIn
    work: Path
    bare: Path
    settings: Settings
    ledger: Ledger
    redis: Any = None
    deliveries: list[str] = field(default_factory=list)

    def commit(
        self, branch: str, files: dict[str, str], message: str = "Change", *, start: str = "main"
    ) -> str:
        run(self.work, "checkout", "-q", "-B", branch, start)
        for path, text in files.items():
            (self.work / path).parent.mkdir(parents=True, exist_ok=True)
            (self.work / path).write_text(text)
        run(self.work, "add", "-A")
        run(self.work, "commit", "-q", "--allow-empty", "-m", message)
        run(self.work, "push", "-q", "--force", str(self.bare), f"HEAD:refs/heads/{branch}")
        return run(self.work, "rev-parse", "HEAD")

    def open(self, branch: str, **more: Any) -> PullRequest:
        pull = self.github.open_pull_request("acme/shop", branch, "main", "Add users", "", "dana", **more)
        return self.pull(pull.issue.number)

    def pull(self, number: int, action: str = "opened") -> PullRequest:
        return PullRequest.from_payload(self.github.pull_request_payload("acme/shop", number, action))

    def review(
        self, pull: PullRequest, superseded: Callable[[], bool] = lambda: False, delivery: str | None = None
    ) -> ReviewOutcome:
        self.deliveries.append(delivery or f"delivery-{len(self.deliveries)}")
        self.github.reset_calls()
        return review_pull_request(
            pull,
            settings=self.settings,
            ledger=self.ledger,
            redis=self.redis,
            delivery_id=self.deliveries[-1],
            superseded=superseded,
        )

    def hear(self, event: str, payload: Any) -> bool:
        """Heed what a webhook tells; whether a review is wanted for it."""
        found = read(event, payload, "d", "2026-11-22T12:00:00+00:00")
        assert isinstance(found, Event), found
        assert found.remark is not None
        self.github.reset_calls()
        number = found.numbers[0] if found.numbers else 1
        redis: Any = None
        return talk.heed(
            self.pull(number), [found.remark], settings=self.settings, ledger=self.ledger, redis=redis
        )

    def say(self, number: int, author: str, body: str) -> bool:
        """Somebody comments, and we hear of it."""
        self.github.comment("acme/shop", number, author, body)
        return self.hear("issue_comment", self.github.comment_payload("acme/shop", number))

    def conversation(self, number: int = 1) -> list[Any]:
        """Comments of the pull request's conversation."""
        return list(self.github.pull("acme/shop", number).issue.comments)

    def comments(self, number: int = 1) -> list[Any]:
        """Review comments on a pull request, oldest first."""
        return list(self.github.pull("acme/shop", number).comments)

    def calls(self) -> list[str]:
        """Operations of the API calls of the last review, token requests left out."""
        found = [c.operation for c in self.github.calls if c.kind in {"rest", "graphql"}]
        return [c for c in found if c != "apps/create-installation-access-token"]


def run(directory: Path, *arguments: str) -> str:
    identity = {
        f"GIT_{who}_{what}": f"dana{at}"
        for who in ("AUTHOR", "COMMITTER")
        for what, at in (("NAME", ""), ("EMAIL", "@x.io"))
    }
    env = {**os.environ, **identity, "GIT_CONFIG_GLOBAL": os.devnull}
    done = subprocess.run(["git", *arguments], cwd=directory, env=env, capture_output=True, check=True)
    return done.stdout.decode().strip()


@contextmanager
def stood_up(tmp_path: Path, empty_ledger: Path) -> Iterator[Org]:
    """The organisation ``acme`` with the repository ``shop``; at the end nothing may have broken GitHub's contract."""
    work = tmp_path / "work"
    subprocess.run(["git", "init", "-q", "-b", "main", work], check=True)
    shutil.copy(empty_ledger, tmp_path / "ledger.sqlite3")
    ledger = Ledger(f"sqlite:///{tmp_path / 'ledger.sqlite3'}")
    with StandIn(tmp_path / "github") as github:
        github.create_user("dana", member_of=["acme"])
        bare = github.create_repository("acme", "shop")
        settings = Settings.from_env({"EVENHAND_DATA_DIR": str(tmp_path / "data"), **github.settings()})
        here = Org(github, work, bare, settings, ledger)
        run(work, "commit", "-q", "--allow-empty", "-m", "Start")
        here.commit("main", {"app/users.py": "import sqlite3\n"}, start="HEAD")
        yield here
        assert github.violations == ()
    ledger.close()
