"""The stand-in as Python code uses it: start it, make repositories, play people, deliver webhooks, read the log."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Self

from bot import clock
from bot.demo.standin import contract, git
from bot.demo.standin.access import AppKeys
from bot.demo.standin.announcing import Announcing
from bot.demo.standin.credentials import AppCredentials, load_or_make
from bot.demo.standin.faults import Fault, FaultKind, Faults
from bot.demo.standin.journal import CallRecord, Journal, Violation
from bot.demo.standin.limits import Limits
from bot.demo.standin.pull_shapes import PullShapes
from bot.demo.standin.server import Server, application
from bot.demo.standin.state import (
    CheckRun,
    Installation,
    Issue,
    Pull,
    Repository,
    State,
    Token,
)
from bot.demo.standin.webhooks import Sender
from bot.demo.standin.world import World

DEFAULT_PERMISSIONS = {
    "metadata": "read",
    "contents": "read",
    "pull_requests": "write",
    "checks": "write",
    "issues": "write",
    "merge_queues": "read",
}
DEFAULT_EVENTS = (
    "pull_request",
    "pull_request_review_comment",
    "pull_request_review_thread",
    "issue_comment",
    "check_run",
    "check_suite",
    "merge_group",
    "push",
    "repository",
)

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
_REPOSITORY = re.compile(r"(?!\.{1,2}$)[A-Za-z0-9._-]{1,100}")


class StandIn(Announcing):
    """One GitHub on one port. Use it as a context manager, or call ``start`` and ``stop``."""

    def __init__(self, data_dir: Path | str) -> None:
        self.data_dir = Path(data_dir)
        self.app_credentials: AppCredentials = load_or_make(self.data_dir / "app.json")
        self._server: Server | None = None
        self._world = None

    # -- life -----------------------------------------------------------------------------------------------------

    def start(self, host: str = "127.0.0.1", port: int = 0) -> Self:
        """Serve on a port (0: any free one)."""
        self._server = Server(host, port)
        self._world = self._make_world(f"http://{host}:{self._server.port}")
        self._server.start(application(self._world))
        return self

    def stop(self) -> None:
        """Stop serving."""
        if self._server is not None:
            self._server.stop()
            self._server = None

    def __enter__(self) -> Self:
        return self if self._server is not None else self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _make_world(self, url: str) -> World:
        credentials = self.app_credentials
        state = State()
        shapes = PullShapes(
            state,
            url,
            credentials.app_id,
            credentials.slug,
            credentials.client_id,
            app_owner="evenhand-maintainers",
        )
        shapes.app_permissions = dict(DEFAULT_PERMISSIONS)
        shapes.app_events = list(DEFAULT_EVENTS)
        return World(
            url=url,
            data_dir=self.data_dir,
            state=state,
            shapes=shapes,
            contract=contract.github(),
            journal=Journal(),
            faults=Faults(),
            limits=Limits(),
            keys=AppKeys(
                credentials.app_id, credentials.client_id, credentials.client_secret, credentials.public_key()
            ),
            private_key_pem=credentials.private_key,
            webhook_secret=credentials.webhook_secret,
            sender=Sender(state, credentials.app_id, credentials.webhook_secret),
        )

    @property
    def url(self) -> str:
        """Base address for people, git and sign-in."""
        return self.world.url

    @property
    def api_url(self) -> str:
        """Base address of the REST API."""
        return f"{self.url}/api/v3"

    @property
    def graphql_url(self) -> str:
        """Address of the GraphQL API."""
        return f"{self.url}/api/graphql"

    def settings(self) -> dict[str, str]:
        """The environment variables that make Evenhand be this App on this GitHub."""
        app = self.app_credentials
        return {
            "EVENHAND_GITHUB_URL": self.url,
            "EVENHAND_GITHUB_APP_ID": str(app.app_id),
            "EVENHAND_GITHUB_PRIVATE_KEY": app.private_key,
            "EVENHAND_WEBHOOK_SECRET": app.webhook_secret,
            "EVENHAND_OAUTH_CLIENT_ID": app.client_id,
            "EVENHAND_OAUTH_CLIENT_SECRET": app.client_secret,
        }

    # -- log and faults -------------------------------------------------------------------------------------------

    @property
    def calls(self) -> tuple[CallRecord, ...]:
        """Every call since the last reset; ``str(call)`` is ``METHOD /path status``."""
        return self.world.journal.calls()

    @property
    def violations(self) -> tuple[Violation, ...]:
        """Every breach of GitHub's contract since the last reset."""
        return self.world.journal.violations()

    def reset_calls(self) -> None:
        """Forget calls and violations."""
        self.world.journal.reset()

    def fault(
        self,
        kind: FaultKind | str,
        *,
        method: str | None = None,
        path: str = "",
        times: int = 1,
        status: int = 0,
        retry_after_s: int | None = None,
        reset_in_s: int = 60,
        seconds: float = 1.0,
    ) -> None:
        """Let a fault befall the next ``times`` calls whose method fits and whose path the regex finds."""
        self.world.faults.add(
            Fault(
                FaultKind(kind), method, re.compile(path), times, status, retry_after_s, reset_in_s, seconds
            )
        )

    def clear_faults(self) -> None:
        """All is well again."""
        self.world.faults.clear()

    def expire_tokens(self) -> None:
        """Every installation token is past its hour from now on."""
        with self.state.lock:
            for token in self.state.tokens.values():
                if token.installation is not None:
                    token.expires_at = clock.now() - timedelta(seconds=1)

    # -- accounts and repositories --------------------------------------------------------------------------------

    def create_user(self, login: str, *, name: str = "", member_of: Iterable[str] = ()) -> None:
        """A person, perhaps a member of organisations."""
        with self.state.lock:
            self.state.account(login).name = name or login
            for org in member_of:
                self.state.account(org, "Organization")
                self.state.members.setdefault(org.lower(), set()).add(login.lower())

    def create_repository(
        self,
        org: str,
        name: str,
        *,
        private: bool = False,
        default_branch: str = "main",
        description: str = "",
        created_at: datetime | None = None,
        fork_of: str | None = None,
    ) -> Path:
        """A repository; gives the path of its bare git repository to push into. Installs the App on the owner."""
        if not _NAME.fullmatch(org) or not _REPOSITORY.fullmatch(name):
            raise ValueError(f"not a repository name: {org}/{name}")
        git_dir = self.data_dir / "git" / org / f"{name}.git"
        git.create(git_dir, default_branch)
        with self.state.lock:
            source = self._repo(fork_of) if fork_of else None
            owner = self.state.account(org, "User" if source else "Organization")
            repo = Repository(
                id=self.state.new_id("repository"),
                owner=owner,
                name=name,
                private=private,
                git_dir=git_dir,
                default_branch=default_branch,
                created_at=created_at or clock.now(),
                description=description,
                fork_of=source,
            )
            self.state.repositories[repo.id] = repo
            if source is not None:
                git.run(git_dir, "fetch", "--quiet", str(source.git_dir), "+refs/heads/*:refs/heads/*")
            elif not any(known.account is owner for known in self.state.installations.values()):
                self.install(org)
        return git_dir

    def delete_repository(self, full_name: str) -> None:
        """Delete a repository; pull requests from a deleted fork have no head repository."""
        with self.state.lock:
            self._repo(full_name).deleted = True

    def rename_repository(self, full_name: str, name: str) -> None:
        """Rename a repository; its git data stay where they are."""
        with self.state.lock:
            self._repo(full_name).name = name

    def collaborate(self, full_name: str, login: str, role: str) -> None:
        """Give a person a role on a repository."""
        with self.state.lock:
            self.state.account(login)
            self._repo(full_name).collaborators[login.lower()] = role

    def install(
        self,
        org: str,
        *,
        permissions: Mapping[str, str] | None = None,
        repositories: Iterable[str] | None = None,
    ) -> Installation:
        """Install the App on an account, on all repositories or on those named."""
        with self.state.lock:
            account = self.state.account(org, "Organization")
            chosen = (
                None if repositories is None else {self._repo(f"{org}/{name}").id for name in repositories}
            )
            installation = Installation(
                self.state.new_id("installation"),
                account,
                dict(permissions or DEFAULT_PERMISSIONS),
                clock.now(),
                chosen,
            )
            self.state.installations[installation.id] = installation
            return installation

    def user_token(self, login: str) -> str:
        """A user's access token, as sign-in would give."""
        with self.state.lock:
            user = self.state.account(login)
            token = Token(f"ghu_{user.id:036d}", clock.now() + timedelta(hours=8), user=user)
            self.state.tokens[token.text] = token
            return token.text

    def repository(self, full_name: str) -> Repository:
        """The record of a repository."""
        with self.state.lock:
            return self._repo(full_name)

    def pull(self, full_name: str, number: int) -> Pull:
        """The record of a pull request."""
        with self.state.lock:
            return self._repo(full_name).pulls[number]

    def issues(self, full_name: str) -> tuple[Issue, ...]:
        """Plain issues of a repository, oldest first."""
        with self.state.lock:
            repo = self._repo(full_name)
            return tuple(issue for number, issue in sorted(repo.issues.items()) if number not in repo.pulls)

    def check_runs(self, full_name: str, head_sha: str | None = None) -> tuple[CheckRun, ...]:
        """Check-runs of a repository (of one head), oldest first."""
        with self.state.lock:
            repo = self._repo(full_name)
            runs = sorted(self.state.check_runs.values(), key=lambda run: run.id)
            return tuple(run for run in runs if run.repo is repo and head_sha in (None, run.head_sha))
