"""The ledger as the rest of the service sees it: one call, one transaction."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime

from bot import clock
from bot.ledger import (
    comments,
    database,
    detail,
    installations,
    matches,
    outbox,
    pulls,
    queries,
    recording,
    rollup,
    words,
)
from bot.ledger import migrate as migrations
from bot.ledger.errors import LedgerError
from bot.ledger.models import SummaryIssue
from bot.ledger.records import (
    AdherenceRow,
    AgentState,
    Attribution,
    ComparisonComment,
    FindingRow,
    OpenComments,
    OverviewRow,
    PlannedStep,
    Posted,
    PostedComment,
    PullDetail,
    PullRequestRow,
    PullSitesRow,
    Rival,
    RunRecord,
    RunRow,
    StepState,
    SummaryIssueRow,
    Usefulness,
)
from bot.ledger.storable import text, upsert
from bot.pull_request import PullRequest

CERTAIN = (AgentState.CERTAIN,)


class Ledger:
    """The database behind the service. Safe to share between threads; open one a process."""

    def __init__(self, url: str) -> None:
        """``url`` is ``sqlite:///FILE`` or ``postgresql://...``; nothing is opened yet."""
        self._engine = database.connect(url)

    def migrate(self) -> None:
        """Bring the schema to the newest version. Any number of processes may do so at once."""
        migrations.migrate(self._engine)

    def check(self) -> None:
        """Raise NotMigratedError unless the schema is the newest."""
        migrations.check(self._engine)

    def close(self) -> None:
        """Close all connections."""
        self._engine.dispose()

    # Pull requests and reviews

    def record_pull_request(self, pull: PullRequest, attribution: Attribution | None) -> None:
        """Store a pull request's facts and, when given, who wrote it. Facts older than the stored ones are ignored."""
        with database.writing(self._engine) as connection:
            pulls.record(connection, pull, attribution)

    def record_state(self, pull: PullRequest) -> None:
        """Store that a pull request was merged, closed, reopened or changed its labels."""
        self.record_pull_request(pull, None)

    def record_run(self, run: RunRecord) -> int:
        """Store a finished review and return its id; the same head again replaces the earlier review of it."""
        with database.writing(self._engine) as connection:
            return recording.record_run(connection, run)

    def latest_run(self, repo_id: int, number: int) -> RunRow | None:
        """The review of a pull request that ended last."""
        with database.reading(self._engine) as connection:
            return queries.latest_run(connection, repo_id, number)

    # What is posted, and what is to be

    def posted(self, repo_id: int, number: int) -> Posted:
        """What earlier reviews left on a pull request."""
        with database.reading(self._engine) as connection:
            return comments.posted(connection, repo_id, number)

    def save_plan(
        self, repo_id: int, number: int, head_sha: str, run_id: int | None, steps: Sequence[PlannedStep]
    ) -> tuple[PlannedStep, ...]:
        """Store planned writes before the first is sent; see :func:`bot.ledger.outbox.save_plan`."""
        with database.writing(self._engine) as connection:
            return outbox.save_plan(connection, repo_id, number, head_sha, run_id, steps)

    def unfinished_steps(self, repo_id: int, number: int) -> tuple[PlannedStep, ...]:
        """Planned and sent steps of all heads, in the order of planning."""
        with database.reading(self._engine) as connection:
            return outbox.unfinished_steps(connection, repo_id, number)

    def step_is_done(self, repo_id: int, number: int, kind: str, marker: str) -> bool:
        """Whether a planned write has been carried out already."""
        with database.reading(self._engine) as connection:
            return outbox.is_done(connection, repo_id, number, kind, marker)

    def own_labels(self, repo_id: int, number: int) -> frozenset[str]:
        """Labels that we put on the pull request, whether or not they are still there."""
        with database.reading(self._engine) as connection:
            return outbox.own_labels(connection, repo_id, number)

    def step_sent(self, step_id: int) -> None:
        """The request is about to leave: from now on it may have arrived."""
        with database.writing(self._engine) as connection:
            outbox.change_step(connection, step_id, StepState.SENT)

    def step_done(self, step_id: int, external_id: str = "") -> None:
        """GitHub has it, under this id."""
        with database.writing(self._engine) as connection:
            outbox.change_step(connection, step_id, StepState.DONE, external_id=external_id)

    def step_skipped(self, step_id: int, reason: str) -> None:
        """It will not be sent, and why."""
        with database.writing(self._engine) as connection:
            outbox.change_step(connection, step_id, StepState.SKIPPED, reason=reason)

    def record_comments(self, repo_id: int, number: int, posted: Sequence[PostedComment]) -> None:
        """Remember comments that GitHub has."""
        with database.writing(self._engine) as connection:
            comments.record_comments(connection, repo_id, number, posted)

    def mark_comment(self, repo_id: int, number: int, fingerprint: str, state: str) -> None:
        """Change a comment's state: ``standing``, ``fixed`` or ``dismissed``."""
        with database.writing(self._engine) as connection:
            comments.mark_comment(connection, repo_id, number, fingerprint, state)

    # What people say

    def name_agent(self, repo_id: int, number: int, agent: str) -> None:
        """A person named the agent of a pull request."""
        with database.writing(self._engine) as connection:
            words.name_agent(connection, repo_id, number, agent)

    def named_agent(self, repo_id: int, number: int) -> str | None:
        """The agent that a person named, or None."""
        with database.reading(self._engine) as connection:
            return words.named_agent(connection, repo_id, number)

    def ignore(self, repo_id: int, number: int, rule: str, reason: str) -> tuple[str, ...]:
        """Silence a rule on a pull request; answers the fingerprints of its findings there."""
        with database.writing(self._engine) as connection:
            return words.ignore(connection, repo_id, number, rule, reason)

    def ignored(self, repo_id: int, number: int) -> dict[str, str]:
        """Rule -> reason of what is silenced on a pull request."""
        with database.reading(self._engine) as connection:
            return words.ignored(connection, repo_id, number)

    def dismiss(self, repo_id: int, number: int, prints: Sequence[str], only: str | None = None) -> None:
        """These findings do not come back on this pull request; see :func:`bot.ledger.words.dismiss`."""
        with database.writing(self._engine) as connection:
            words.dismiss(connection, repo_id, number, prints, only)

    def restore(self, repo_id: int, number: int, prints: Sequence[str]) -> None:
        """Take the dismissal of commented findings back."""
        with database.writing(self._engine) as connection:
            words.restore(connection, repo_id, number, prints)

    def standing(self, repo_id: int, number: int, head_sha: str) -> tuple[str, ...]:
        """Fingerprints of the findings at a head that no comment in the code silences."""
        with database.reading(self._engine) as connection:
            return words.standing(connection, repo_id, number, head_sha)

    def say(self, repo_id: int, number: int, source: str, votes: Mapping[str, tuple[int, int]]) -> int:
        """Record what people think of findings; see :func:`bot.ledger.words.say`."""
        with database.writing(self._engine) as connection:
            return words.say(connection, repo_id, number, source, votes)

    def usefulness(self, org: str, since: datetime) -> dict[str, Usefulness]:
        """Rule -> how many of its findings people found useful; see :func:`bot.ledger.words.usefulness`."""
        with database.reading(self._engine) as connection:
            return words.usefulness(connection, org, since)

    def open_comments(self, org: str, since: datetime) -> list[OpenComments]:
        """Pull requests that carry comments of ours and changed since a time."""
        with database.reading(self._engine) as connection:
            return words.open_comments(connection, org, since)

    def keep_configuration(self, org: str, place: str, content: str | None) -> None:
        """Remember the last configuration file of a place (``organisation``, or a repository's id) that can be used."""
        with database.writing(self._engine) as connection:
            words.keep_configuration(connection, org, place, content)

    def good_configuration(self, org: str, places: Sequence[str]) -> dict[str, str]:
        """Place -> the last configuration that could be used."""
        with database.reading(self._engine) as connection:
            return words.good_configuration(connection, org, places)

    # Pull requests side by side

    def set_targets(self, repo_id: int, number: int, targets: Sequence[str]) -> None:
        """Store what a pull request closes and is matched by."""
        with database.writing(self._engine) as connection:
            matches.set_targets(connection, repo_id, number, targets)

    def issues_beside(self, org: str, targets: Collection[str]) -> tuple[str, ...]:
        """The issues on which pull requests with these targets meet others."""
        with database.reading(self._engine) as connection:
            return matches.issues_beside(connection, org, targets)

    def rivals(self, org: str, issue: str) -> list[Rival]:
        """The reviewed pull requests that would close an issue."""
        with database.reading(self._engine) as connection:
            return matches.rivals(connection, org, issue)

    def comparison_comment(self, org: str, issue: str) -> ComparisonComment | None:
        """The comment that compares on an issue, where there is one."""
        with database.reading(self._engine) as connection:
            return matches.comment(connection, org, issue)

    def record_comparison_comment(self, org: str, issue: str, made: ComparisonComment) -> None:
        """Remember the comment that compares on an issue."""
        with database.writing(self._engine) as connection:
            matches.record_comment(connection, org, issue, made)

    # Installations

    def installation_created(
        self, installation_id: int, account: str, repos: Sequence[tuple[int, str]] = ()
    ) -> None:
        """Record an installation and its repositories (GitHub's id, full name); also for repositories added later."""
        with database.writing(self._engine) as connection:
            installations.created(connection, installation_id, account, repos)

    def installation_deleted(self, installation_id: int) -> None:
        """Delete all data of the organisation; what still arrives for the installation is refused."""
        with database.writing(self._engine) as connection:
            installations.deleted(connection, installation_id)

    def installation_suspended(self, installation_id: int, suspended: bool) -> None:
        """Record a pause or its end."""
        with database.writing(self._engine) as connection:
            installations.suspended(connection, installation_id, suspended)

    def installed_at(self, org: str) -> datetime | None:
        """When the installation that speaks for an organisation now was first seen."""
        with database.reading(self._engine) as connection:
            return installations.installed_at(connection, org)

    def expire(self, org: str, before: date) -> int:
        """Delete an organisation's pull requests opened before a day; returns how many went."""
        with database.writing(self._engine) as connection:
            return installations.expire(connection, org, before)

    def repository_id(self, full_name: str) -> int | None:
        """GitHub's id of a repository that was seen, by full name."""
        with database.reading(self._engine) as connection:
            return pulls.repository_id(connection, full_name)

    def repository_renamed(self, repo_id: int, full_name: str) -> None:
        """A repository has another name now."""
        with database.writing(self._engine) as connection:
            pulls.renamed(connection, repo_id, full_name)

    # Reading, one organisation at a time

    def organisations(self) -> list[str]:
        """Logins of all organisations."""
        with database.reading(self._engine) as connection:
            return queries.organisations(connection)

    def adherence(
        self,
        org: str,
        since: datetime | None = None,
        until: datetime | None = None,
        head: queries.Head = "first",
        states: Collection[AgentState] = CERTAIN,
    ) -> list[AdherenceRow]:
        """Sites and findings by agent, rule, repository and language; by default only of agents that are certain."""
        with database.reading(self._engine) as connection:
            return queries.adherence(connection, org, since, until, head, states)

    def overview(
        self, org: str, since: datetime | None = None, until: datetime | None = None
    ) -> list[OverviewRow]:
        """Counts of pull requests by agent."""
        with database.reading(self._engine) as connection:
            return queries.overview(connection, org, since, until)

    def pull_requests(
        self,
        org: str,
        since: datetime | None = None,
        until: datetime | None = None,
        *,
        agent: str | None = None,
        states: Collection[AgentState] | None = None,
        repo: str | None = None,
        rule: str | None = None,
        number: int | None = None,
    ) -> list[PullRequestRow]:
        """Pull requests, oldest first; see :func:`bot.ledger.queries.pull_requests` for the filters."""
        with database.reading(self._engine) as connection:
            return queries.pull_requests(
                connection, org, since, until, agent=agent, states=states, repo=repo, rule=rule, number=number
            )

    def findings(
        self,
        org: str,
        since: datetime | None = None,
        until: datetime | None = None,
        *,
        agent: str | None = None,
        states: Collection[AgentState] | None = None,
        repo: str | None = None,
        rule: str | None = None,
        number: int | None = None,
    ) -> list[FindingRow]:
        """Findings of the pull requests opened in the span; ``rule`` is a rule's id or a family."""
        with database.reading(self._engine) as connection:
            return queries.findings(
                connection, org, since, until, agent=agent, states=states, repo=repo, rule=rule, number=number
            )

    def sites(
        self,
        org: str,
        since: datetime | None = None,
        until: datetime | None = None,
        *,
        rule: str,
        agent: str | None = None,
        states: Collection[AgentState] | None = None,
        repo: str | None = None,
    ) -> list[PullSitesRow]:
        """Places by pull request at the first reviewed head; ``rule`` is a rule's id or a family."""
        with database.reading(self._engine) as connection:
            return detail.sites(
                connection, org, since, until, rule=rule, agent=agent, states=states, repo=repo
            )

    def pull_request(self, org: str, repo: str, number: int) -> PullDetail | None:
        """One pull request with its attribution and reviews."""
        with database.reading(self._engine) as connection:
            return detail.pull_request(connection, org, repo, number)

    def opened_days(self, org: str) -> list[tuple[date, str]]:
        """Every day and repository with a pull request opened on it, newest day first."""
        with database.reading(self._engine) as connection:
            return detail.opened_days(connection, org)

    def rebuild(self, org: str) -> None:
        """Count an organisation's roll-ups again from the facts. They should come out the same; a test holds that."""
        with database.writing(self._engine) as connection:
            org_id = pulls.organisation_id(connection, org)
            if org_id is not None:
                rollup.rebuild(connection, org_id)

    # Weekly summaries

    def summary_issue(self, org: str, week: str) -> SummaryIssueRow | None:
        """The issue that carries the week's summary."""
        with database.reading(self._engine) as connection:
            return queries.summary_issue(connection, org, week)

    def summary_issues(self, org: str) -> dict[str, SummaryIssueRow]:
        """The issues that carry weekly summaries, by week."""
        with database.reading(self._engine) as connection:
            return detail.summary_issues(connection, org)

    def record_summary_issue(self, org: str, week: str, issue: SummaryIssueRow) -> None:
        """Remember the issue that carries the week's summary."""
        with database.writing(self._engine) as connection:
            org_id = pulls.organisation_id(connection, org)
            if org_id is None:
                raise LedgerError(f"the organisation {org} is not in the ledger, so it can have no summary")
            values = {
                "repo": text(issue.repo),
                "number": issue.number,
                "url": text(issue.url),
                "body_digest": issue.body_digest,
                "posted_at": clock.now(),
            }
            connection.execute(
                upsert(connection, SummaryIssue)
                .values(org_id=org_id, week=week, **values)
                .on_conflict_do_update(index_elements=["org_id", "week"], set_=values)
            )
