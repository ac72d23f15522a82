"""Plain data that crosses the ledger's border, in and out. No SQL types here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from bot.authorship import AgentState as AgentState
from bot.authorship import Attribution as Attribution
from bot.authorship import Signal as Signal
from bot.pull_request import PullRequest
from checks.report import Report


@dataclass(frozen=True, slots=True)
class RunRecord:
    """One finished review of one head."""

    pull: PullRequest
    attribution: Attribution
    report: Report
    rule_set: str
    """Version of the rule set: a change starts a new series of statistics."""
    started_at: datetime
    ended_at: datetime
    delivery_id: str = ""
    conclusion: str = ""
    """The check-run's conclusion."""


class StepState(StrEnum):
    """Life of one planned write."""

    PLANNED = "planned"
    SENT = "sent"
    """Handed to GitHub, answer not yet recorded: must be read back before it is sent again."""
    DONE = "done"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """One write to GitHub, stored before it is carried out."""

    kind: str
    marker: str
    """What identifies the write on GitHub: the check-run's external id or the hidden comment marker."""
    body: Mapping[str, Any]
    """JSON-able request."""
    id: int = 0
    """Row id once stored."""
    state: StepState = StepState.PLANNED
    external_id: str = ""
    """GitHub's id of what was made."""


@dataclass(frozen=True, slots=True)
class PostedComment:
    """A review comment of ours on a pull request."""

    fingerprint: str
    comment_id: str
    node_id: str
    path: str
    state: str
    """``standing``, ``fixed``, ``outdated`` (its file is not judged any more) or ``dismissed``."""
    rule: str = ""
    message: str = ""


@dataclass(frozen=True, slots=True)
class Posted:
    """What earlier reviews left on a pull request."""

    comments: tuple[PostedComment, ...] = ()
    check_run_ids: Mapping[str, str] | None = None
    """head sha -> check-run id."""
    review_id: str = ""
    """The review that carries the one summary, or empty."""


@dataclass(frozen=True, slots=True)
class AdherenceRow:
    """Counts of one agent, rule and repository over a span of time, at the first or the last reviewed head."""

    agent: str
    """Empty where no one agent is named."""
    rule: str
    family: str
    repo: str
    language: str
    sites: int
    findings: int
    """Every severity counts: a note is a broken rule too."""
    agent_state: AgentState = AgentState.CERTAIN


@dataclass(frozen=True, slots=True)
class PullRequestRow:
    """One pull request as the statistics and pages see it."""

    repo: str
    number: int
    title: str
    url: str
    agent: str | None
    agent_state: AgentState
    state: str
    """``open``, ``merged`` or ``closed``."""
    opened_at: datetime
    closed_at: datetime | None
    findings_first: int
    """Findings at warning or over at the first reviewed head."""
    findings_last: int
    fixed_before_merge: int
    """Findings (any severity but note) seen at an earlier head and gone at the last one before merge."""
    runs: int
    first_head: str = ""
    last_head: str = ""
    additions: int = 0
    deletions: int = 0
    draft: bool = False


@dataclass(frozen=True, slots=True)
class OverviewRow:
    """Pull requests of one agent over a span of time, by day of opening. ``open`` ones are the rest."""

    agent: str | None
    agent_state: AgentState
    opened: int
    merged: int
    closed: int
    """Closed without a merge."""
    reviewed: int
    """With at least one finished review."""
    clean_first: int
    """Reviewed, and no finding at warning or over at the first reviewed head."""
    findings_first: int
    findings_last: int
    fixed_before_merge: int


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One finding of one pull request, with the place where it was seen last."""

    repo: str
    number: int
    url: str
    """The pull request's address."""
    title: str
    agent: str | None
    agent_state: AgentState
    pull_state: str
    """``open``, ``merged`` or ``closed``."""
    rule: str
    family: str
    language: str
    severity: str
    message: str
    path: str
    line: int
    fingerprint: str
    at_first: bool
    """Seen at the first reviewed head."""
    at_last: bool
    """Seen at the last one: it still stands, or stood when the pull request ended."""


@dataclass(frozen=True, slots=True)
class RunRow:
    """One finished review as the pages show it."""

    id: int
    base_sha: str
    head_sha: str
    rule_set: str
    conclusion: str
    started_at: datetime
    ended_at: datetime
    files_reviewed: int


@dataclass(frozen=True, slots=True)
class SummaryIssueRow:
    """The issue that carries a week's summary."""

    repo: str
    number: int
    url: str
    body_digest: str
    """SHA-256 of the body as posted, in hex: an equal one need not be posted again."""


@dataclass(frozen=True, slots=True)
class PullSitesRow:
    """Places where a rule or a family could have been broken in one pull request, at its first reviewed head."""

    repo: str
    number: int
    sites: int


@dataclass(frozen=True, slots=True)
class RunDetail:
    """One finished review, with what it did not read and what failed in it."""

    run: RunRow
    skipped: tuple[tuple[str, str], ...]
    """Path and reason."""
    errors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PullDetail:
    """One pull request as its page shows it."""

    pull: PullRequestRow
    base_ref: str
    head_ref: str
    attribution: Attribution | None
    runs: tuple[RunDetail, ...]
    """Oldest first."""


@dataclass(frozen=True, slots=True)
class Usefulness:
    """How many findings of a rule people found useful, and how many not. Of most findings nobody says anything."""

    useful: int
    not_useful: int

    @property
    def known(self) -> int:
        """Findings of which something is known."""
        return self.useful + self.not_useful


@dataclass(frozen=True, slots=True)
class OpenComments:
    """A pull request that carries comments of ours."""

    repo_id: int
    repo: str
    number: int


@dataclass(frozen=True, slots=True)
class Rival:
    """One of several pull requests that would close an issue."""

    pull: PullRequestRow
    sites: int
    """Places judged at the first reviewed head, all rules together."""


@dataclass(frozen=True, slots=True)
class ComparisonComment:
    """The comment on an issue that compares the pull requests that would close it."""

    comment_id: str
    body_digest: str
