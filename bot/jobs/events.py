"""What the receiver hands to the workers: the few facts of a webhook that the work needs, as one line of JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from enum import StrEnum
from typing import Any

from bot.pull_request import PullRequest
from bot.remark import Remark


class Kind(StrEnum):
    """What an event is about."""

    PULL_REQUEST = "pull_request"
    RERUN = "rerun"
    """Someone pressed Re-run on a check-run or a check suite."""
    REMARK = "remark"
    """A person said or did something about a review of ours."""
    MERGE_GROUP = "merge_group"
    """A merge queue waits for our check on the commit that it would merge."""
    REPOSITORY = "repository"
    """A repository was renamed, handed over or deleted."""
    PUSH = "push"
    """A branch moved that may hold configuration."""
    PERSON = "person"
    """A person took back what they allowed the App to know of them."""
    INSTALLATION = "installation"
    CHORE = "chore"
    """Work that the scheduler starts by itself."""


@dataclass(frozen=True, slots=True)
class Account:
    """An installation as its webhooks describe it."""

    login: str
    added: tuple[tuple[int, str], ...] = ()
    """Repositories that the installation gained: GitHub's id and full name."""


@dataclass(frozen=True, slots=True)
class Event:
    """One accepted delivery, slim. Exactly one of the optional parts is set, by kind."""

    kind: Kind
    action: str
    delivery_id: str
    received_at: str
    """ISO 8601, UTC."""
    installation_id: int
    pull: PullRequest | None = None
    before: str = ""
    """The head before a push (``synchronize``), for pushes that share one second."""
    base_changed: bool = False
    """Whether an ``edited`` pull request got another base branch."""
    account: Account | None = None
    repo_id: int = 0
    repo: str = ""
    """Full name of the repository, for all but pull requests and installations."""
    head_sha: str = ""
    """For a re-run: what GitHub names when it lists no pull request (forks). For a merge group: its commit."""
    ref: str = ""
    """The branch of a merge group or a push."""
    numbers: tuple[int, ...] = ()
    """The pull requests that GitHub lists."""
    remark: Remark | None = None

    def to_json(self) -> str:
        """One line; ``from_json`` reads it back."""
        # Not dataclasses.asdict: it copies deeply, and this is on the receiver's path.
        data = {name: value for name in _MEMBERS if (value := getattr(self, name))}
        if self.pull is not None:
            data["pull"] = pull_to_plain(self.pull)
        if self.account is not None:
            data["account"] = {"login": self.account.login, "added": self.account.added}
        if self.remark is not None:
            data["remark"] = {name: value for name in _OF_REMARK if (value := getattr(self.remark, name))}
        return json.dumps(data, separators=(",", ":"))

    @classmethod
    def from_json(cls, line: str | bytes) -> Event:
        """Read ``to_json``'s line."""
        data = json.loads(line)
        account = data.get("account")
        return cls(
            kind=Kind(data["kind"]),
            action=data.get("action", ""),
            delivery_id=data.get("delivery_id", ""),
            received_at=data.get("received_at", ""),
            installation_id=data.get("installation_id", 0),
            pull=pull_from_plain(data["pull"]) if "pull" in data else None,
            before=data.get("before", ""),
            base_changed=data.get("base_changed", False),
            account=account
            and Account(account["login"], tuple((int(one), str(name)) for one, name in account["added"])),
            repo_id=data.get("repo_id", 0),
            repo=data.get("repo", ""),
            head_sha=data.get("head_sha", ""),
            ref=data.get("ref", ""),
            numbers=tuple(data.get("numbers", ())),
            remark=_remark_from_plain(data["remark"]) if "remark" in data else None,
        )


_TIMES = ("created_at", "updated_at", "closed_at", "merged_at")
_KNOWN = tuple(field.name for field in fields(PullRequest))
_MEMBERS = tuple(field.name for field in fields(Event))
_OF_REMARK = tuple(field.name for field in fields(Remark))


def _remark_from_plain(plain: Mapping[str, Any]) -> Remark:
    known = {name: value for name, value in plain.items() if name in _OF_REMARK}
    return Remark(**{"login": "", **known, "fingerprints": tuple(known.get("fingerprints", ()))})


def pull_to_plain(pull: PullRequest) -> dict[str, Any]:
    """JSON-able; times as ISO 8601."""
    plain: dict[str, Any] = {name: getattr(pull, name) for name in _KNOWN}
    for name in _TIMES:
        plain[name] = plain[name] and plain[name].isoformat()
    return plain


def pull_from_plain(plain: Mapping[str, Any]) -> PullRequest:
    """Read ``pull_to_plain``'s form; members of a newer version are left out."""
    data = {name: value for name, value in plain.items() if name in _KNOWN}
    for name in _TIMES:
        data[name] = datetime.fromisoformat(data[name]) if data.get(name) else None
    data["labels"] = tuple(data["labels"])
    return PullRequest(**data)
