"""Carries a stored plan out, with the fewest calls, so that no crash and no lost answer shows on GitHub.

Every step is marked as sent before it leaves and as done when GitHub has answered. A step that was sent but never
done is looked for by its mark before it is sent again. Before each write the newest head is asked for: an older one
writes nothing more.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from bot.github import (
    Client,
    GitHubError,
    NotFound,
    PermissionMissing,
    Refused,
    RepositoryGone,
    RetryLater,
    Unanswered,
    check_runs,
    issues,
    reactions,
    reviews,
)
from bot.ledger import Ledger
from bot.ledger.records import PlannedStep, PostedComment, StepState
from bot.pull_request import PullRequest
from bot.review import comment, plan, threads

T = TypeVar("T")
log = logging.getLogger(__name__)

ATTEMPTS = 4
"""Times one write is sent when GitHub keeps answering with a failure and has verifiably not done it."""
SETTLE_S = 1.0
"""Pause before looking whether a write without an answer has landed."""
AGAIN_S = 60.0


@dataclass(frozen=True, slots=True)
class Published:
    """How far the plan was carried out."""

    done: int
    superseded: bool = False
    skipped: tuple[str, ...] = ()
    """Why steps were left out, one text each."""


class Publisher:
    """Carries out the steps of one head of one pull request."""

    def __init__(
        self, client: Client, ledger: Ledger, pull: PullRequest, superseded: Callable[[], bool]
    ) -> None:
        self.client = client
        self.ledger = ledger
        self.pull = pull
        self.superseded = superseded
        self._check_run_id = ""
        self._do: Mapping[str, Callable[[Mapping[str, Any], PlannedStep, bool], str]] = {
            plan.STARTED: self._started,
            plan.CHECK_RUN: self._check_run,
            plan.ANNOTATIONS: self._annotations,
            plan.REVIEW: self._review,
            plan.FIXED: self._fixed,
            plan.REOPENED: self._reopened,
            plan.LABEL: self._label,
            plan.ANSWER: self._answer,
            plan.REACTION: self._reaction,
        }

    def publish(self, steps: Sequence[PlannedStep]) -> Published:
        """Carry out what is not done yet, in order. RetryLater leaves the rest for the next attempt."""
        done = 0
        skipped: list[str] = []
        for at, step in enumerate(steps):
            if step.kind == plan.CHECK_RUN and step.external_id:
                self._check_run_id = step.external_id
            if step.state in {StepState.DONE, StepState.SKIPPED}:
                continue
            if self.superseded():
                # Another job may be at these steps by now, so they are left as they are; it settles them.
                return Published(done, superseded=True, skipped=tuple(skipped))
            self.ledger.step_sent(step.id)
            try:
                external_id = self._do[step.kind](step.body, step, step.state is StepState.SENT)
            except (PermissionMissing, Refused, NotFound) as error:
                log.warning("step refused: %s", error, extra={"kind": step.kind})
                self.ledger.step_skipped(step.id, str(error)[:500])
                if step.kind == plan.CHECK_RUN:
                    self._give_up(steps[at + 1 :], error)
                skipped.append(f"{step.kind}: {error}")
                continue
            self.ledger.step_done(step.id, external_id)
            done += 1
        return Published(done, skipped=tuple(skipped))

    def _give_up(self, rest: Sequence[PlannedStep], error: GitHubError) -> None:
        """Without its check-run a review is not published: nothing would hold what has no comment."""
        for step in rest:
            if step.state not in {StepState.DONE, StepState.SKIPPED}:
                self.ledger.step_skipped(step.id, "the check-run was refused")
        if isinstance(error, NotFound):
            raise RepositoryGone(f"{self.pull.repo}: {error}") from error
        raise error

    def settle(self, steps: Sequence[PlannedStep]) -> None:
        """Close the unfinished steps of older heads: nothing new is written, but what landed is remembered."""
        for step in steps:
            try:
                if step.state is StepState.SENT and step.kind == plan.REVIEW:
                    landed = reviews.find(self.client, self.pull.number, step.marker)
                    if landed is not None:
                        self._remember(step.body["comments"])
                        self.ledger.step_done(step.id, landed)
                        continue
                if step.state is StepState.SENT and step.kind == plan.STARTED:
                    self._cancel(step)
            except (NotFound, PermissionMissing, Refused) as error:
                log.info("older head not settled: %s", error)
            self.ledger.step_skipped(step.id, "a newer head came")

    def _cancel(self, step: PlannedStep) -> None:
        """A check-run left *in progress* by a review that a newer head overtook."""
        found = check_runs.find(self.client, str(step.body["head"]), step.marker)
        if found is not None and check_runs.status(self.client, found) != "completed":
            output = {
                "title": "Overtaken by a newer commit",
                "summary": "The newest commit is reviewed instead.",
            }
            check_runs.update(
                self.client, found, {"status": "completed", "conclusion": "cancelled", "output": output}
            )

    def _started(self, body: Mapping[str, Any], step: PlannedStep, in_doubt: bool) -> str:
        return self._create_check_run(body, step.marker, in_doubt)

    def _check_run(self, body: Mapping[str, Any], step: PlannedStep, in_doubt: bool) -> str:
        known = str(body.get("check_run_id") or "")
        if known:
            self._append(known, body["request"], in_doubt, lambda: self._is_complete(known))
            self._check_run_id = known
        else:
            self._check_run_id = self._create_check_run(body, step.marker, in_doubt)
        return self._check_run_id

    def _create_check_run(self, body: Mapping[str, Any], marker: str, in_doubt: bool) -> str:
        return self._sure(
            lambda: check_runs.create(self.client, body["request"]),
            lambda: check_runs.find(self.client, str(body["head"]), marker),
            in_doubt,
        )

    def _annotations(self, body: Mapping[str, Any], step: PlannedStep, in_doubt: bool) -> str:
        if not self._check_run_id:
            found = check_runs.find(self.client, str(body["head"]), str(body["external_id"]))
            if found is None:
                raise Refused("its check-run is not there")
            self._check_run_id = found
        run_id = self._check_run_id
        expected = int(body["expected"])
        self._append(
            run_id,
            body["request"],
            in_doubt,
            lambda: check_runs.annotation_count(self.client, run_id) >= expected,
        )
        return run_id

    def _append(
        self, run_id: str, request: Mapping[str, Any], in_doubt: bool, landed: Callable[[], bool]
    ) -> None:
        """PATCH adds annotations to those there are, so even it must not be repeated blindly."""

        def send() -> str:
            check_runs.update(self.client, run_id, request)
            return run_id

        self._sure(send, lambda: run_id if landed() else None, in_doubt)

    def _is_complete(self, run_id: str) -> bool:
        return check_runs.status(self.client, run_id) == "completed"

    def _review(self, body: Mapping[str, Any], step: PlannedStep, in_doubt: bool) -> str:
        number = self.pull.number
        told = body["comments"]
        standing = {} if not in_doubt else self._standing_after_doubt(step)
        if standing:
            return self._one_by_one(body, standing)
        try:
            review_id = self._sure(
                lambda: reviews.create(self.client, number, body["request"]),
                lambda: reviews.find(self.client, number, step.marker),
                in_doubt,
            )
        except Refused as error:
            log.info("review refused, trying its comments one by one: %s", error)
            return self._one_by_one(body, {})
        self._remember(told)
        return review_id

    def _standing_after_doubt(self, step: PlannedStep) -> dict[str, reviews.ReviewComment]:
        """Comments of this step that are there without their review: the one-by-one way was interrupted."""
        wanted = {p for c in step.body["comments"] for p in c["fingerprints"]}
        if reviews.find(self.client, self.pull.number, step.marker) is not None:
            return {}
        return {p: c for p, c in self._by_fingerprint().items() if p in wanted}

    def _one_by_one(self, body: Mapping[str, Any], standing: Mapping[str, reviews.ReviewComment]) -> str:
        """One comment a call: on its line, else on its file. What neither takes is in the check-run already."""
        for request, told in zip(body["request"]["comments"], body["comments"], strict=True):
            first = told["fingerprints"][0]
            made = standing.get(first) or self._single(request, str(body["head"]), first)
            if made is not None:
                self._remember([told], made)
        return ""

    def _single(
        self, request: Mapping[str, Any], head: str, fingerprint: str
    ) -> reviews.ReviewComment | None:
        on_line = {**request, "commit_id": head}
        on_file = {
            "path": request["path"],
            "body": request["body"],
            "commit_id": head,
            "subject_type": "file",
        }
        for attempt in (on_line, on_file):
            try:
                return self._sure(
                    lambda attempt=attempt: reviews.create_comment(self.client, self.pull.number, attempt),  # type: ignore[misc]
                    lambda: self._by_fingerprint().get(fingerprint),
                    in_doubt=False,
                )
            except Refused as error:
                log.info("comment refused, it stays in the check-run unless its file takes it: %s", error)
        return None

    def _by_fingerprint(self) -> dict[str, reviews.ReviewComment]:
        everything = reviews.comments(self.client, self.pull.number)
        return {p: c for c in everything if c.ours for p in comment.fingerprints_of(c.body)}

    def _remember(self, told: Sequence[Mapping[str, Any]], made: reviews.ReviewComment | None = None) -> None:
        self.ledger.record_comments(
            self.pull.repo_id,
            self.pull.number,
            [
                PostedComment(p, made.id if made else "", made.node_id if made else "", c["path"], "standing")
                for c in told
                for p in c["fingerprints"]
            ],
        )

    def _fixed(self, body: Mapping[str, Any], step: PlannedStep, in_doubt: bool) -> str:
        threads.settle(self.client, self.ledger, self.pull, threads.Settled.of(body))
        return ""

    def _reopened(self, body: Mapping[str, Any], step: PlannedStep, in_doubt: bool) -> str:
        resolve = bool(body.get("resolve"))
        threads.reopen(self.client, self.ledger, self.pull, body["bodies"], resolve=resolve)
        return ""

    def _label(self, body: Mapping[str, Any], step: PlannedStep, in_doubt: bool) -> str:
        try:
            issues.add_labels(self.client, self.pull.number, body["labels"])
        except Unanswered as error:  # adding a label twice is adding it once
            raise RetryLater(AGAIN_S, str(error)) from error
        return ""

    def _answer(self, body: Mapping[str, Any], step: PlannedStep, in_doubt: bool) -> str:
        return self._sure(
            lambda: issues.add_comment(self.client, self.pull.number, str(body["body"])),
            lambda: issues.find_comment(self.client, self.pull.number, step.marker),
            in_doubt,
        )

    def _reaction(self, body: Mapping[str, Any], step: PlannedStep, in_doubt: bool) -> str:
        try:
            reactions.react(
                self.client, str(body["comment_id"]), str(body["content"]), in_thread=bool(body["in_thread"])
            )
        except Unanswered as error:  # reacting twice is reacting once
            raise RetryLater(AGAIN_S, str(error)) from error
        return ""

    def _sure(self, send: Callable[[], T], look: Callable[[], T | None], in_doubt: bool) -> T:
        """Send until it is known to have landed; look first where an earlier attempt may have."""
        if in_doubt:
            found = look()
            if found is not None:
                return found
        for _ in range(ATTEMPTS):
            try:
                return send()
            except Unanswered as error:
                log.info("no clear answer, looking: %s", error)
                time.sleep(SETTLE_S)
                found = look()
                if found is not None:
                    return found
        raise RetryLater(AGAIN_S, "GitHub keeps failing")
