"""A pull request as its webhook describes it: the facts that the rest of the service works from.

Read from a payload once, at the edge; unknown members are ignored, absent ones are None or empty. No API call is
needed for any of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any


class PayloadError(ValueError):
    """A webhook payload lacks a member that the work cannot do without; the text names it."""


@dataclass(frozen=True, slots=True)
class PullRequest:
    """Facts about one pull request at one moment. Times are aware and in UTC."""

    installation_id: int
    org: str
    """Login of the account that owns the repository."""
    repo_id: int
    repo: str
    """Full name, ``owner/name``."""
    clone_url: str
    number: int
    title: str
    body: str
    author_login: str
    author_id: int
    author_type: str
    """``User``, ``Bot``, ``Mannequin`` or ``Organization``."""
    base_ref: str
    base_sha: str
    """Tip of the base branch (not the merge base)."""
    head_ref: str
    head_sha: str
    head_repo: str | None
    """Full name of the repository that head lives in; None when that fork was deleted."""
    draft: bool
    state: str
    """``open`` or ``closed``."""
    merged: bool
    labels: tuple[str, ...]
    created_at: datetime
    updated_at: datetime
    closed_at: datetime | None = None
    merged_at: datetime | None = None
    additions: int = 0
    deletions: int = 0
    changed_files: int = 0
    html_url: str = ""

    @property
    def from_fork(self) -> bool:
        """Whether head lives outside the base repository (or in a deleted fork)."""
        return self.head_repo != self.repo

    @classmethod
    def from_payload(cls, payload: Mapping[str, Any]) -> PullRequest:
        """Read a ``pull_request`` event. Raises PayloadError when a needed member is missing or of another type."""
        try:
            pull = payload["pull_request"]
            repository = payload["repository"]
            installation = payload.get("installation") or {}
            head_repo = pull["head"].get("repo")
            user = pull.get("user") or {}
            created = _time(pull["created_at"])
            if created is None:
                raise KeyError("created_at")
            return cls(
                installation_id=int(installation["id"]),
                org=str(repository["owner"]["login"]),
                repo_id=int(repository["id"]),
                repo=str(repository["full_name"]),
                clone_url=str(repository["clone_url"]),
                number=int(pull["number"]),
                title=str(pull.get("title") or ""),
                body=str(pull.get("body") or ""),
                author_login=str(user.get("login") or "ghost"),
                author_id=int(user.get("id") or 0),
                author_type=str(user.get("type") or "User"),
                base_ref=str(pull["base"]["ref"]),
                base_sha=str(pull["base"]["sha"]),
                head_ref=str(pull["head"]["ref"]),
                head_sha=str(pull["head"]["sha"]),
                head_repo=None if head_repo is None else str(head_repo["full_name"]),
                draft=bool(pull.get("draft")),
                state=str(pull.get("state") or "open"),
                merged=bool(pull.get("merged")),
                labels=tuple(str(label["name"]) for label in pull.get("labels") or ()),
                created_at=created,
                updated_at=_time(pull.get("updated_at")) or created,
                closed_at=_time(pull.get("closed_at")),
                merged_at=_time(pull.get("merged_at")),
                additions=int(pull.get("additions") or 0),
                deletions=int(pull.get("deletions") or 0),
                changed_files=int(pull.get("changed_files") or 0),
                html_url=str(pull.get("html_url") or ""),
            )
        except KeyError as error:
            raise PayloadError(f"the payload has no {error.args[0]!r}") from error
        except (TypeError, ValueError, AttributeError) as error:
            raise PayloadError(f"the payload is not shaped like a pull request: {error}") from error


def _time(value: object) -> datetime | None:
    if value is None:
        return None
    return datetime.fromisoformat(str(value).replace("Z", "+00:00"))
