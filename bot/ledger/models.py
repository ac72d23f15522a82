"""The tables.

Facts first (pull requests, runs, findings and where they were seen), then what is waiting to be written to GitHub, then
the daily roll-ups that pages and summaries read. Every table that holds an organisation's data leads back to
``organisation`` by foreign keys that cascade, so that deleting an organisation leaves nothing of it behind.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Date,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

BigId = BigInteger().with_variant(Integer, "sqlite")
"""64 bits everywhere; SQLite numbers rows by itself only in a column declared INTEGER."""

Document = JSON().with_variant(JSONB(), "postgresql")
"""A JSON document."""


class UtcTime(TypeDecorator[datetime]):
    """An aware time, kept in UTC. SQLite has no time zones, so they are taken off and put back here."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("the ledger keeps aware times only")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """Names every constraint, so that later migrations can speak of it on both databases."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


def _owner(target: str, *, index: bool = True, primary_key: bool = False) -> Mapped[int]:
    return mapped_column(
        BigId,
        ForeignKey(target, ondelete="CASCADE"),
        index=index,
        primary_key=primary_key,
        autoincrement=False,
    )


class Installation(Base):
    """One installation of the App. The row outlives the installation, so that a late job cannot bring its data back."""

    __tablename__ = "installation"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    """GitHub's id."""
    account: Mapped[str] = mapped_column(String(100))
    created_at: Mapped[datetime] = mapped_column(UtcTime)
    suspended_at: Mapped[datetime | None] = mapped_column(UtcTime)
    deleted_at: Mapped[datetime | None] = mapped_column(UtcTime)


class Organisation(Base):
    """An account whose repositories are reviewed; the wall between one team's data and another's."""

    __tablename__ = "organisation"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    login: Mapped[str] = mapped_column(String(100))
    login_key: Mapped[str] = mapped_column(String(100), unique=True)
    """The login in lower case: GitHub's logins do not tell cases apart."""
    installation_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("installation.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(UtcTime)


class Repository(Base):
    """A repository by GitHub's id, which survives renames and transfers."""

    __tablename__ = "repository"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    org_id: Mapped[int] = _owner("organisation.id")
    full_name: Mapped[str] = mapped_column(String(255))


class Pull(Base):
    """A pull request with its current facts and the counts that follow from its runs."""

    __tablename__ = "pull_request"
    __table_args__ = (
        UniqueConstraint("repo_id", "number"),
        Index("ix_pull_request_org_id_opened_at", "org_id", "opened_at"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    org_id: Mapped[int] = _owner("organisation.id", index=False)
    repo_id: Mapped[int] = _owner("repository.id", index=False)
    number: Mapped[int] = mapped_column(Integer)
    title: Mapped[str] = mapped_column(Text)
    url: Mapped[str] = mapped_column(Text)
    author_type: Mapped[str] = mapped_column(String(20))
    base_ref: Mapped[str] = mapped_column(Text)
    head_ref: Mapped[str] = mapped_column(Text)
    head_sha: Mapped[str] = mapped_column(String(64))
    draft: Mapped[bool] = mapped_column(Boolean)
    from_fork: Mapped[bool] = mapped_column(Boolean)
    labels: Mapped[list[str]] = mapped_column(Document)
    state: Mapped[str] = mapped_column(String(10))
    """``open``, ``merged`` or ``closed``."""
    opened_at: Mapped[datetime] = mapped_column(UtcTime)
    updated_at: Mapped[datetime] = mapped_column(UtcTime)
    closed_at: Mapped[datetime | None] = mapped_column(UtcTime)
    additions: Mapped[int] = mapped_column(Integer)
    deletions: Mapped[int] = mapped_column(Integer)
    changed_files: Mapped[int] = mapped_column(Integer)
    agent: Mapped[str | None] = mapped_column(String(100))
    agent_state: Mapped[str] = mapped_column(String(10))
    runs: Mapped[int] = mapped_column(Integer)
    first_head: Mapped[str] = mapped_column(String(64))
    last_head: Mapped[str] = mapped_column(String(64))
    findings_first: Mapped[int] = mapped_column(Integer)
    findings_last: Mapped[int] = mapped_column(Integer)
    fixed_before_merge: Mapped[int] = mapped_column(Integer)


class PullAttribution(Base):
    """Who wrote a pull request, with the evidence. One row a pull request: the latest word."""

    __tablename__ = "attribution"

    pull_id: Mapped[int] = _owner("pull_request.id", index=False, primary_key=True)
    agent: Mapped[str | None] = mapped_column(String(100))
    state: Mapped[str] = mapped_column(String(10))
    role: Mapped[str] = mapped_column(String(20))
    confidence: Mapped[float] = mapped_column(Float)
    evidence: Mapped[list[dict[str, Any]]] = mapped_column(Document)
    decided_at: Mapped[datetime] = mapped_column(UtcTime)


class Run(Base):
    """One finished review of one head. Reviewing the same head again replaces it and keeps its id."""

    __tablename__ = "run"
    __table_args__ = (UniqueConstraint("pull_id", "head_sha"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    pull_id: Mapped[int] = _owner("pull_request.id", index=False)
    base_sha: Mapped[str] = mapped_column(String(64))
    head_sha: Mapped[str] = mapped_column(String(64))
    rule_set: Mapped[str] = mapped_column(Text)
    conclusion: Mapped[str] = mapped_column(String(30))
    delivery_id: Mapped[str] = mapped_column(Text)
    started_at: Mapped[datetime] = mapped_column(UtcTime)
    ended_at: Mapped[datetime] = mapped_column(UtcTime)
    files_reviewed: Mapped[int] = mapped_column(Integer)
    skipped: Mapped[list[dict[str, Any]]] = mapped_column(Document)
    errors: Mapped[list[dict[str, Any]]] = mapped_column(Document)
    timings_ms: Mapped[dict[str, float]] = mapped_column(Document)


class FindingIdentity(Base):
    """A defect of a pull request, once, however many heads it was seen at."""

    __tablename__ = "finding"
    __table_args__ = (UniqueConstraint("pull_id", "fingerprint"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    pull_id: Mapped[int] = _owner("pull_request.id", index=False)
    fingerprint: Mapped[str] = mapped_column(String(64))
    rule: Mapped[str] = mapped_column(String(120))
    family: Mapped[str] = mapped_column(String(60))
    language: Mapped[str] = mapped_column(String(40))
    cwe: Mapped[str | None] = mapped_column(String(20))
    message: Mapped[str] = mapped_column(Text)
    why: Mapped[str] = mapped_column(Text)
    fix: Mapped[str] = mapped_column(Text)


class Sighting(Base):
    """A finding at one head: where it stood and how grave it was there."""

    __tablename__ = "sighting"

    run_id: Mapped[int] = _owner("run.id", index=False, primary_key=True)
    finding_id: Mapped[int] = _owner("finding.id", primary_key=True)
    severity: Mapped[str] = mapped_column(String(10))
    path: Mapped[str] = mapped_column(Text)
    line: Mapped[int] = mapped_column(Integer)
    end_line: Mapped[int] = mapped_column(Integer)
    silenced_by: Mapped[str | None] = mapped_column(Text)


class SiteCount(Base):
    """How many places in added code one rule judged in one run."""

    __tablename__ = "site_count"

    run_id: Mapped[int] = _owner("run.id", index=False, primary_key=True)
    rule: Mapped[str] = mapped_column(String(120), primary_key=True)
    language: Mapped[str] = mapped_column(String(40), primary_key=True)
    n: Mapped[int] = mapped_column(Integer)


class PlanStep(Base):
    """One write to GitHub, stored before it is sent (the outbox)."""

    __tablename__ = "plan_step"
    __table_args__ = (Index("ix_plan_step_pull_id_state", "pull_id", "state"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    pull_id: Mapped[int] = _owner("pull_request.id", index=False)
    run_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("run.id", ondelete="CASCADE"), index=True)
    head_sha: Mapped[str] = mapped_column(String(64))
    kind: Mapped[str] = mapped_column(String(60))
    marker: Mapped[str] = mapped_column(Text)
    body: Mapped[dict[str, Any]] = mapped_column(Document)
    state: Mapped[str] = mapped_column(String(10))
    external_id: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text)
    planned_at: Mapped[datetime] = mapped_column(UtcTime)
    changed_at: Mapped[datetime] = mapped_column(UtcTime)


class Comment(Base):
    """A review comment of ours that stands on GitHub."""

    __tablename__ = "comment"
    __table_args__ = (UniqueConstraint("pull_id", "fingerprint"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    pull_id: Mapped[int] = _owner("pull_request.id", index=False)
    fingerprint: Mapped[str] = mapped_column(String(64))
    comment_id: Mapped[str] = mapped_column(String(40))
    node_id: Mapped[str] = mapped_column(Text)
    path: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(20))
    changed_at: Mapped[datetime] = mapped_column(UtcTime)


class PullWord(Base):
    """What a person with write access said of a pull request by command. One row a pull request."""

    __tablename__ = "pull_word"

    pull_id: Mapped[int] = _owner("pull_request.id", index=False, primary_key=True)
    agent: Mapped[str] = mapped_column(String(100))
    """The agent that ``/evenhand agent NAME`` named."""
    said_at: Mapped[datetime] = mapped_column(UtcTime)


class PullIgnore(Base):
    """A rule that a person with write access silenced on one pull request."""

    __tablename__ = "pull_ignore"

    pull_id: Mapped[int] = _owner("pull_request.id", index=False, primary_key=True)
    rule: Mapped[str] = mapped_column(String(120), primary_key=True)
    reason: Mapped[str] = mapped_column(Text)
    said_at: Mapped[datetime] = mapped_column(UtcTime)


class Feedback(Base):
    """What people think of one finding, by the way in which they said so. Nobody's name is kept."""

    __tablename__ = "feedback"
    __table_args__ = (Index("ix_feedback_org_id_said_at", "org_id", "said_at"),)

    pull_id: Mapped[int] = _owner("pull_request.id", index=False, primary_key=True)
    fingerprint: Mapped[str] = mapped_column(String(64), primary_key=True)
    source: Mapped[str] = mapped_column(String(20), primary_key=True)
    """``reaction``, ``button``, ``deleted`` or ``command``."""
    org_id: Mapped[int] = _owner("organisation.id", index=False)
    rule: Mapped[str] = mapped_column(String(120))
    up: Mapped[int] = mapped_column(Integer)
    down: Mapped[int] = mapped_column(Integer)
    said_at: Mapped[datetime] = mapped_column(UtcTime)


class PullTarget(Base):
    """What puts a pull request beside others: an issue that it closes (``owner/name#12``), or ``match:NAME`` of a label."""

    __tablename__ = "pull_target"
    __table_args__ = (Index("ix_pull_target_org_id_target", "org_id", "target"),)

    pull_id: Mapped[int] = _owner("pull_request.id", index=False, primary_key=True)
    target: Mapped[str] = mapped_column(String(200), primary_key=True)
    org_id: Mapped[int] = _owner("organisation.id", index=False)


class HeadToHead(Base):
    """The comment on an issue that compares the pull requests that would close it."""

    __tablename__ = "head_to_head"

    org_id: Mapped[int] = _owner("organisation.id", index=False, primary_key=True)
    issue: Mapped[str] = mapped_column(String(200), primary_key=True)
    comment_id: Mapped[str] = mapped_column(String(40))
    body_digest: Mapped[str] = mapped_column(String(64))
    posted_at: Mapped[datetime] = mapped_column(UtcTime)


class GoodConfiguration(Base):
    """The last configuration file of a repository, or of an organisation, that could be used."""

    __tablename__ = "good_configuration"

    org_id: Mapped[int] = _owner("organisation.id", index=False, primary_key=True)
    place: Mapped[str] = mapped_column(String(40), primary_key=True)
    """``organisation``, or the repository's id."""
    content: Mapped[str] = mapped_column(Text)
    seen_at: Mapped[datetime] = mapped_column(UtcTime)


class DailyAdherence(Base):
    """Sites and findings by day of opening, repository, agent, rule and language, at the first and the last head."""

    __tablename__ = "daily_adherence"

    org_id: Mapped[int] = _owner("organisation.id", index=False, primary_key=True)
    day: Mapped[date] = mapped_column(Date, primary_key=True)
    repo_id: Mapped[int] = _owner("repository.id", primary_key=True)
    agent: Mapped[str] = mapped_column(String(100), primary_key=True)
    """Empty when no one agent is named."""
    agent_state: Mapped[str] = mapped_column(String(10), primary_key=True)
    rule: Mapped[str] = mapped_column(String(120), primary_key=True)
    language: Mapped[str] = mapped_column(String(40), primary_key=True)
    sites_first: Mapped[int] = mapped_column(BigInteger)
    findings_first: Mapped[int] = mapped_column(BigInteger)
    sites_last: Mapped[int] = mapped_column(BigInteger)
    findings_last: Mapped[int] = mapped_column(BigInteger)


class DailyPulls(Base):
    """Pull requests and their outcomes by day of opening, repository and agent."""

    __tablename__ = "daily_pulls"

    org_id: Mapped[int] = _owner("organisation.id", index=False, primary_key=True)
    day: Mapped[date] = mapped_column(Date, primary_key=True)
    repo_id: Mapped[int] = _owner("repository.id", primary_key=True)
    agent: Mapped[str] = mapped_column(String(100), primary_key=True)
    agent_state: Mapped[str] = mapped_column(String(10), primary_key=True)
    opened: Mapped[int] = mapped_column(BigInteger)
    merged: Mapped[int] = mapped_column(BigInteger)
    closed: Mapped[int] = mapped_column(BigInteger)
    reviewed: Mapped[int] = mapped_column(BigInteger)
    clean_first: Mapped[int] = mapped_column(BigInteger)
    findings_first: Mapped[int] = mapped_column(BigInteger)
    findings_last: Mapped[int] = mapped_column(BigInteger)
    fixed_before_merge: Mapped[int] = mapped_column(BigInteger)


class SummaryIssue(Base):
    """The issue that carries a week's summary."""

    __tablename__ = "summary_issue"

    org_id: Mapped[int] = _owner("organisation.id", index=False, primary_key=True)
    week: Mapped[str] = mapped_column(String(8), primary_key=True)
    repo: Mapped[str] = mapped_column(String(255))
    number: Mapped[int] = mapped_column(Integer)
    url: Mapped[str] = mapped_column(Text)
    body_digest: Mapped[str] = mapped_column(String(64))
    posted_at: Mapped[datetime] = mapped_column(UtcTime)
