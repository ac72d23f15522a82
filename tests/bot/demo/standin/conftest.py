"""A stand-in with one small repository and one pull request, and a client that talks to it like any other."""

from __future__ import annotations

import shutil
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import jwt
import pytest
import requests

from bot.demo.standin import StandIn
from bot.demo.standin.credentials import load_or_make
from bot.demo.standin.git import environment

REPO = "acme/shop"


@dataclass
class Shop:
    """The stand-in, a work tree to push from, and the pull request's number."""

    github: StandIn
    tree: Path
    number: int = 0
    session: requests.Session = field(default_factory=requests.Session)

    def git(self, *arguments: str) -> str:
        identity = ("-c", "user.name=Ann", "-c", "user.email=ann@example.org")
        done = subprocess.run(
            ["git", *identity, *arguments],
            cwd=self.tree,
            env=environment(),
            check=True,
            capture_output=True,
            text=True,
        )
        return done.stdout.strip()

    def commit(self, files: dict[str, str], message: str = "Change") -> str:
        for path, text in files.items():
            target = self.tree / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")
        self.git("add", "--all")
        self.git("commit", "--quiet", "-m", message)
        return self.git("rev-parse", "HEAD")

    def push(self, branch: str) -> None:
        self.git(
            "push",
            "--quiet",
            "--force",
            str(self.github.repository(REPO).git_dir),
            f"HEAD:refs/heads/{branch}",
        )

    def app_jwt(self, **claims: Any) -> str:
        now = int(time.time())
        app = self.github.app_credentials
        return jwt.encode(
            {"iat": now - 60, "exp": now + 540, "iss": app.client_id, **claims}, app.private_key, "RS256"
        )

    def token(self, **narrowed: Any) -> str:
        path = f"/app/installations/{self.github.installation('acme').id}/access_tokens"
        answer = self.call("POST", path, json=narrowed or None, token=self.app_jwt())
        assert answer.status_code == 201, answer.text
        return str(answer.json()["token"])

    def call(self, method: str, path: str, *, token: str | None = None, **more: Any) -> requests.Response:
        headers = {"Accept": "application/vnd.github+json", "User-Agent": "tests", **more.pop("headers", {})}
        if token is not None:
            headers["Authorization"] = f"Bearer {token}"
        return self.session.request(method, self.github.api_url + path, headers=headers, timeout=20, **more)

    def graphql(self, query: str, token: str, **variables: Any) -> dict[str, Any]:
        headers = {"User-Agent": "tests", "Accept": "application/json", "Authorization": f"Bearer {token}"}
        body = {"query": query, "variables": variables}
        answer = self.session.post(self.github.graphql_url, json=body, headers=headers, timeout=20)
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        return found

    @property
    def head(self) -> str:
        return self.github.pull(REPO, self.number).head_sha


@pytest.fixture(scope="session")
def app_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("app") / "app.json"
    load_or_make(path)
    return path


@pytest.fixture
def shop(tmp_path: Path, app_file: Path) -> Iterator[Shop]:
    data = tmp_path / "github"
    data.mkdir()
    shutil.copy(app_file, data / "app.json")
    with StandIn(data) as github:
        github.create_user("ann", member_of=["acme"])
        github.create_repository("acme", "shop", private=True)
        tree = tmp_path / "tree"
        tree.mkdir()
        made = Shop(github, tree)
        made.git("init", "--quiet", "--initial-branch=main")
        made.commit({"app.py": "".join(f"line {n}\n" for n in range(1, 61))}, "Start")
        made.push("main")
        made.git("checkout", "--quiet", "-b", "feature")
        lines = [f"line {n}\n" for n in range(1, 61)]
        lines[9] = "changed\n"
        lines[49] = "changed too\n"
        made.commit({"app.py": "".join(lines), "new.py": "one = 1\ntwo = 2\n"}, "Work")
        made.push("feature")
        made.number = github.open_pull_request(
            REPO, "feature", "main", "A title", "A body", "codex", labels=["agent:codex"]
        ).number
        yield made
        made.session.close()
