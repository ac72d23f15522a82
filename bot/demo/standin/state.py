"""What the stand-in remembers: plain mutable records, all guarded by the one lock of ``State``.

Numbers start where GitHub's are today, so that code which keeps them in 32 bits fails here first.
"""

from __future__ import annotations

import base64
import itertools
import secrets
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from bot import clock


@dataclass(slots=True)
class Account:
    """A user, bot or organisation."""

    id: int
    login: str
    type: str
    name: str = ""
    created_at: datetime = field(default_factory=clock.now)


@dataclass(slots=True)
class Repository:
    """A repository; its git data is the bare repository at ``git_dir``."""

    id: int
    owner: Account
    name: str
    private: bool
    git_dir: Path
    default_branch: str
    created_at: datetime
    description: str = ""
    fork_of: Repository | None = None
    deleted: bool = False
    next_number: int = 1
    labels: dict[str, Label] = field(default_factory=dict)
    """Lower-case name -> label: GitHub's label names ignore case."""
    issues: dict[int, Issue] = field(default_factory=dict)
    pulls: dict[int, Pull] = field(default_factory=dict)
    collaborators: dict[str, str] = field(default_factory=dict)
    """Login -> admin, maintain, write, triage or read."""

    @property
    def full_name(self) -> str:
        """``owner/name``."""
        return f"{self.owner.login}/{self.name}"


@dataclass(slots=True)
class Label:
    """A label of a repository."""

    id: int
    name: str
    color: str = "ededed"
    description: str | None = None


@dataclass(slots=True)
class Reaction:
    """One person's reaction to a comment or issue."""

    id: int
    user: Account
    content: str
    created_at: datetime


@dataclass(slots=True)
class IssueComment:
    """A comment in the conversation of an issue or pull request."""

    id: int
    number: int
    user: Account
    body: str
    created_at: datetime
    updated_at: datetime
    by_app: bool = False
    minimized: str | None = None
    reactions: list[Reaction] = field(default_factory=list)


@dataclass(slots=True)
class Issue:
    """The issue side that plain issues and pull requests share."""

    id: int
    number: int
    title: str
    body: str
    user: Account
    created_at: datetime
    updated_at: datetime
    state: str = "open"
    state_reason: str | None = None
    closed_at: datetime | None = None
    closed_by: Account | None = None
    by_app: bool = False
    labels: list[Label] = field(default_factory=list)
    assignees: list[Account] = field(default_factory=list)
    comments: list[IssueComment] = field(default_factory=list)
    reactions: list[Reaction] = field(default_factory=list)


@dataclass(slots=True)
class ReviewComment:
    """An inline comment on a pull request's diff. ``line`` is None for a comment on the whole file or an outdated one."""

    id: int
    review: Review
    user: Account
    path: str
    body: str
    commit_id: str
    original_commit_id: str
    diff_hunk: str
    created_at: datetime
    updated_at: datetime
    side: str = "RIGHT"
    line: int | None = None
    original_line: int | None = None
    start_line: int | None = None
    original_start_line: int | None = None
    start_side: str | None = None
    position: int | None = None
    original_position: int | None = None
    subject_type: str = "line"
    in_reply_to_id: int | None = None
    minimized: str | None = None
    reactions: list[Reaction] = field(default_factory=list)
    resolved_by: Account | None = None
    """On the first comment of a thread: who resolved it."""


@dataclass(slots=True)
class Review:
    """A review with its verdict and body."""

    id: int
    user: Account
    body: str
    state: str
    commit_id: str
    submitted_at: datetime | None
    by_app: bool = False
    minimized: str | None = None


@dataclass(slots=True)
class Pull:
    """What a pull request has over an issue."""

    id: int
    issue: Issue
    base_ref: str
    base_sha: str
    head_ref: str
    head_sha: str
    head_repo: Repository
    draft: bool = False
    merged_at: datetime | None = None
    merged_by: Account | None = None
    merge_commit_sha: str | None = None
    reviews: list[Review] = field(default_factory=list)
    comments: list[ReviewComment] = field(default_factory=list)

    @property
    def number(self) -> int:
        """Number within the repository."""
        return self.issue.number


@dataclass(slots=True)
class CheckSuite:
    """All check-runs of one App on one commit."""

    id: int
    repo: Repository
    head_sha: str
    head_branch: str | None
    created_at: datetime


@dataclass(slots=True)
class CheckRun:
    """One check-run. ``output`` holds title, summary and text; annotations are kept apart since each write appends."""

    id: int
    repo: Repository
    suite: CheckSuite
    name: str
    head_sha: str
    status: str
    conclusion: str | None
    started_at: datetime
    completed_at: datetime | None
    external_id: str
    details_url: str
    output: dict[str, str | None]
    annotations: list[dict[str, Any]] = field(default_factory=list)
    actions: list[dict[str, str]] = field(default_factory=list)


@dataclass(slots=True)
class Installation:
    """The App on one account."""

    id: int
    account: Account
    permissions: dict[str, str]
    created_at: datetime
    repository_ids: set[int] | None = None
    """None: all repositories of the account."""
    suspended_at: datetime | None = None


@dataclass(slots=True)
class Token:
    """An installation's or a user's access token."""

    text: str
    expires_at: datetime
    installation: Installation | None = None
    repository_ids: frozenset[int] | None = None
    permissions: dict[str, str] = field(default_factory=dict)
    user: Account | None = None


@dataclass(slots=True)
class Delivery:
    """One webhook delivery and its answer."""

    id: int
    guid: str
    event: str
    action: str | None
    payload: bytes
    headers: dict[str, str]
    delivered_at: datetime
    duration_s: float
    status: str
    status_code: int
    redelivery: bool
    installation_id: int | None
    repository_id: int | None
    response_headers: dict[str, str] = field(default_factory=dict)
    response_body: str = ""

    @property
    def accepted(self) -> bool:
        """Whether the receiver answered with success."""
        return 200 <= self.status_code < 300


class State:
    """Everything but git. Every reader and writer holds ``lock``."""

    def __init__(self) -> None:
        self.lock = threading.RLock()
        self.accounts: dict[str, Account] = {}
        self.members: dict[str, set[str]] = {}
        """Organisation -> logins (all lower case)."""
        self.repositories: dict[int, Repository] = {}
        self.installations: dict[int, Installation] = {}
        self.tokens: dict[str, Token] = {}
        self.check_suites: dict[int, CheckSuite] = {}
        self.check_runs: dict[int, CheckRun] = {}
        self.deliveries: dict[int, Delivery] = {}
        self.oauth_codes: dict[str, tuple[str, str, datetime]] = {}
        """Code -> login, redirect address, time of issue."""
        self.manifests: dict[str, tuple[dict[str, Any], datetime]] = {}
        self._counters: dict[str, Iterator[int]] = {
            "account": itertools.count(184_000_117, 3),
            "repository": itertools.count(871_204_551, 7),
            "installation": itertools.count(58_120_441, 13),
            "issue": itertools.count(3_302_118_093, 11),
            "pull": itertools.count(2_451_600_377, 9),
            "label": itertools.count(8_150_220_031, 5),
            "comment": itertools.count(3_410_770_129, 17),
            "review": itertools.count(2_960_004_883, 19),
            "check_run": itertools.count(51_022_730_841, 23),
            "check_suite": itertools.count(44_310_908_125, 29),
            "reaction": itertools.count(301_447_202, 3),
            "delivery": itertools.count(141_220_903_455, 31),
        }

    def new_id(self, kind: str) -> int:
        """The next number of a kind, far over 32 bits where GitHub's are."""
        return next(self._counters[kind])

    def account(self, login: str, kind: str = "User") -> Account:
        """The account of that login, made when there is none; ``[bot]`` logins become bots."""
        known = self.accounts.get(login.lower())
        if known is None:
            known = Account(self.new_id("account"), login, "Bot" if login.endswith("[bot]") else kind, login)
            self.accounts[login.lower()] = known
        return known

    def repository(self, full_name: str) -> Repository | None:
        """The living repository of that name; names ignore case."""
        wanted = full_name.lower()
        for repo in self.repositories.values():
            if not repo.deleted and repo.full_name.lower() == wanted:
                return repo
        return None

    def installation_of(self, repo: Repository) -> Installation | None:
        """The installation that covers a repository."""
        for installation in self.installations.values():
            if installation.account is repo.owner and (
                installation.repository_ids is None or repo.id in installation.repository_ids
            ):
                return installation
        return None

    def permission(self, repo: Repository, login: str) -> str:
        """A person's right on a repository: admin, write, read or none (and maintain, triage where given)."""
        if login.lower() == repo.owner.login.lower():
            return "admin"
        given = repo.collaborators.get(login.lower())
        if given:
            return given
        if login.lower() in self.members.get(repo.owner.login.lower(), set()):
            return "write"
        return "none" if repo.private else "read"


def node_id(prefix: str, number: int) -> str:
    """An opaque global id in GitHub's newer form; ``number_of`` reads it back."""
    packed = base64.urlsafe_b64encode(b"\x92\x00" + number.to_bytes(8, "big")).decode().rstrip("=")
    return f"{prefix}_{packed}"


def number_of(opaque: str) -> tuple[str, int] | None:
    """Kind prefix and number of a node id, or None when it is none of ours."""
    prefix, _, packed = opaque.partition("_")
    try:
        raw = base64.urlsafe_b64decode(packed + "=" * (-len(packed) % 4))
    except ValueError:
        return None
    return (prefix, int.from_bytes(raw[2:], "big")) if len(raw) == 10 else None


def long_token(app_id: int) -> str:
    """An installation token in the stateless form in use since April 2026: about 520 characters, dots inside."""
    parts = (secrets.token_urlsafe(72), secrets.token_urlsafe(222), secrets.token_urlsafe(84))
    return f"ghs_{app_id}_{'.'.join(parts)}"
