"""The whole way of one pull request: mirror, configuration, attribution, checks, plan, ledger, GitHub."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from importlib.metadata import version
from typing import Any

from bot import clock, markdown
from bot.github import Client, GitHubError, InstallationTokens, Refused, check_runs
from bot.ledger import Ledger
from bot.ledger.records import AgentState, Attribution, PlannedStep, RunRecord, StepState
from bot.mirror import Mirrored
from bot.pull_request import PullRequest
from bot.review import configuration, plan, reading, usefulness
from bot.review.attributing import attribution_of
from bot.review.fingerprint_key import fingerprint_key
from bot.review.links import Links
from bot.review.outcome import Ending, ReviewOutcome
from bot.review.plan import Occasion
from bot.review.publish import Publisher
from bot.settings import Settings
from checks.configfile import ReviewSettings
from checks.sandbox import Examined, Slow, Stopped, examine

log = logging.getLogger(__name__)

PATIENCE_S = 10.0
"""After this long people are told that a review is on its way."""


def review_pull_request(
    pull: PullRequest,
    *,
    settings: Settings,
    ledger: Ledger,
    redis: Any | None,
    delivery_id: str,
    superseded: Callable[[], bool],
) -> ReviewOutcome:
    """Review a head and publish the review. Safe to call again after any failure, at any point.

    Raises RetryLater when it has to wait, and InstallationGone, RepositoryGone, PermissionMissing or BadCredentials
    when there is nothing to wait for.
    """
    if pull.state != "open":
        return ReviewOutcome(Ending.CLOSED)
    if superseded():
        return ReviewOutcome(Ending.SUPERSEDED)
    ledger.record_pull_request(pull, None)
    tokens = InstallationTokens(settings, redis)
    client = Client(
        settings,
        tokens,
        installation_id=pull.installation_id,
        repo_id=pull.repo_id,
        repo=pull.repo,
        redis=redis,
    )
    return _Review(pull, settings, ledger, client, delivery_id, superseded).run()


def attribute_again(pull: PullRequest, *, settings: Settings, ledger: Ledger, redis: Any | None) -> None:
    """Who wrote it, after its labels changed: from the mirror and the configuration, without a review or a word on GitHub.

    Raises what :func:`review_pull_request` raises; a change that cannot be read leaves the earlier answer.
    """
    client = Client(
        settings,
        InstallationTokens(settings, redis),
        installation_id=pull.installation_id,
        repo_id=pull.repo_id,
        repo=pull.repo,
        redis=redis,
    )
    try:
        with reading.mirrored(client, pull, settings.mirror_dir, settings.github_url) as change:
            organisation = configuration.organisation_text(
                ledger, pull, settings.github_url, client.token_for, redis
            )
            config, _ = configuration.effective(ledger, pull, reading.repository_text(change), organisation)
            found = attribution_of(
                pull,
                change.commits,
                config.review,
                named=ledger.named_agent(pull.repo_id, pull.number),
                own_labels=ledger.own_labels(pull.repo_id, pull.number),
            )
    except reading.Unreadable as error:
        log.info("attribution stays as it was: %s", error)
        return
    ledger.record_pull_request(pull, found)


class _Review:
    def __init__(
        self,
        pull: PullRequest,
        settings: Settings,
        ledger: Ledger,
        client: Client,
        delivery_id: str,
        superseded: Callable[[], bool],
    ) -> None:
        self.pull = pull
        self.settings = settings
        self.ledger = ledger
        self.client = client
        self.superseded = superseded
        self.publisher = Publisher(client, ledger, pull, superseded)
        self.named = bool(delivery_id)
        self.external_id = plan.external_id(pull, delivery_id)
        self.started_at = clock.now()
        self.announced: PlannedStep | None = None
        self.own_labels: frozenset[str] = frozenset()
        self.check_run_id = ""

    def run(self) -> ReviewOutcome:
        resumed = self._resume()
        if resumed is not None:
            return resumed
        try:
            with reading.mirrored(
                self.client, self.pull, self.settings.mirror_dir, self.settings.github_url
            ) as change:
                return self._review(change)
        except reading.Unreadable as error:
            return self._say_unreadable(error)

    def _resume(self) -> ReviewOutcome | None:
        """Finish what an earlier attempt of this delivery left; close what belongs to older heads."""
        unfinished = self.ledger.unfinished_steps(self.pull.repo_id, self.pull.number)
        older = [s for s in unfinished if s.body.get("head") != self.pull.head_sha]
        current = [s for s in unfinished if s.body.get("head") == self.pull.head_sha]
        if older and not self.superseded():
            self.publisher.settle(older)
        planned = [s for s in current if s.kind != plan.STARTED]
        self.announced = next((s for s in current if s.kind == plan.STARTED), None)
        if not planned:
            done = self.named and self.ledger.step_is_done(
                self.pull.repo_id, self.pull.number, plan.CHECK_RUN, self.external_id
            )
            return ReviewOutcome(Ending.REPEATED) if done else None
        self._close_announcement()
        published = self.publisher.publish(planned)
        if published.superseded:
            return ReviewOutcome(Ending.SUPERSEDED)
        own = any(self.external_id in s.marker for s in planned)
        return ReviewOutcome(Ending.RESUMED) if own else None

    def _review(self, change: Mirrored) -> ReviewOutcome:
        organisation = configuration.organisation_text(
            self.ledger, self.pull, self.settings.github_url, self.client.token_for, self.client.redis
        )
        config, notes = configuration.effective(
            self.ledger, self.pull, reading.repository_text(change), organisation
        )
        if self.pull.draft and config.review.drafts == "skip":
            return ReviewOutcome(Ending.SKIPPED, reason="drafts are not reviewed")
        checks, remarks = usefulness.applied(config.checks, config.review, self.ledger, self.pull.org)
        notes = (*notes, *remarks)
        repo_id, number = self.pull.repo_id, self.pull.number
        self.own_labels = self.ledger.own_labels(repo_id, number)
        attribution = attribution_of(
            self.pull,
            change.commits,
            config.review,
            named=self.ledger.named_agent(repo_id, number),
            own_labels=self.own_labels,
        )
        if self.superseded():
            return ReviewOutcome(Ending.SUPERSEDED)
        waited_s = (clock.now() - self.started_at).total_seconds()
        try:
            examined = examine(
                change.repo_dir,
                change.base_sha,
                change.head_sha,
                replace(checks, fingerprint_key=fingerprint_key(self.settings, self.pull.installation_id)),
                agent=attribution.agent if attribution.state is AgentState.CERTAIN else None,
                slow=Slow(max(0.0, PATIENCE_S - waited_s), self._announce),
                stop=self.superseded,
                keep_dir=self.settings.kept_dir,
            )
        except Stopped:
            return ReviewOutcome(Ending.SUPERSEDED)
        if self.superseded():
            return ReviewOutcome(Ending.SUPERSEDED)
        return self._publish(examined, attribution, config.review, notes)

    def _publish(
        self, examined: Examined, attribution: Attribution, review: ReviewSettings, notes: Sequence[str]
    ) -> ReviewOutcome:
        pull, ended_at = self.pull, clock.now()
        ignored = self.ledger.ignored(pull.repo_id, pull.number)
        posted = self.ledger.posted(pull.repo_id, pull.number)
        report = plan.recognised(examined.report, posted)
        notes = [
            *notes,
            *(f"{markdown.code(r)} is ignored on this pull request: {why}" for r, why in ignored.items()),
        ]
        made = plan.make_plan(
            report,
            examined.files,
            plan.without(posted, report, ignored),
            pull,
            attribution,
            review,
            Links(self.settings.github_url, pull.repo, pull.head_sha, f"{self.settings.public_url}/rules"),
            self._occasion(ended_at),
            notes,
            self.own_labels,
        )
        run_id = self.ledger.record_run(
            RunRecord(
                pull=pull,
                attribution=attribution,
                report=report,
                rule_set=version("evenhand"),
                started_at=self.started_at,
                ended_at=ended_at,
                delivery_id=self.external_id.rpartition(":")[2],
                conclusion=made.conclusion,
            )
        )
        published = self._carry_out(made.steps, run_id)
        return ReviewOutcome(
            Ending.SUPERSEDED if published else Ending.PUBLISHED,
            conclusion=made.conclusion,
            run_id=run_id,
            findings=len(made.placed.shown),
            comments=len(made.placed.comments),
        )

    def _say_unreadable(self, error: reading.Unreadable) -> ReviewOutcome:
        log.warning("change not readable: %s", error)
        step = plan.unreviewed(self.pull, self._occasion(clock.now()), error.title, error.words)
        try:
            if self._carry_out([step], None):
                return ReviewOutcome(Ending.SUPERSEDED)
        except Refused:
            return ReviewOutcome(Ending.GONE, reason=str(error))
        return ReviewOutcome(Ending.UNREVIEWED, conclusion="neutral", reason=str(error))

    def _carry_out(self, steps: Sequence[PlannedStep], run_id: int | None) -> bool:
        """Store the plan, then publish it. True when a newer head came in between."""
        stored = self.ledger.save_plan(self.pull.repo_id, self.pull.number, self.pull.head_sha, run_id, steps)
        self._close_announcement()
        return self.publisher.publish(stored).superseded

    def _occasion(self, ended_at: datetime) -> Occasion:
        if self.announced is not None and not self.check_run_id:
            found = check_runs.find(self.client, self.pull.head_sha, self.announced.marker)
            self.check_run_id = found or ""
        return Occasion(self.external_id, self.started_at, ended_at, self.check_run_id)

    def _announce(self) -> None:
        """Create the check-run as *in progress*; where that fails the review goes on without it."""
        if self.announced is not None or self.superseded():
            return
        step = plan.started(self.pull, self._occasion(self.started_at))
        try:
            (self.announced,) = self.ledger.save_plan(
                self.pull.repo_id, self.pull.number, self.pull.head_sha, None, [step]
            )
            self.ledger.step_sent(self.announced.id)
            self.check_run_id = check_runs.create(self.client, step.body["request"])
        except GitHubError as error:
            log.warning("check-run not announced: %s", error)

    def _close_announcement(self) -> None:
        """From here on the stored plan knows the check-run that was announced."""
        if self.announced is not None and self.announced.state is not StepState.DONE:
            self.ledger.step_done(self.announced.id, self.check_run_id)
            self.announced = None
