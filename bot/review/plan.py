"""From a report and what was posted before to the writes that are needed now: a pure function.

The plan is data. It is stored before the first write, and each write carries a mark by which it is found again.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from bot import markdown, markers
from bot.github.check_runs import ANNOTATIONS_PER_REQUEST, NAME
from bot.github.reviews import COMMENTS_PER_REVIEW
from bot.ledger.records import AgentState, Attribution, PlannedStep, Posted, PostedComment
from bot.pull_request import PullRequest
from bot.review import checkrun, comment
from bot.review.links import Links
from bot.review.placement import InlineComment, Place, Placed, place_findings
from checks.changes import ChangedFile
from checks.configfile import ReviewSettings
from checks.report import Report, Severity

CHECK_RUN = "check_run"
ANNOTATIONS = "annotations"
REVIEW = "review"
FIXED = "fixed"
REOPENED = "reopened"
LABEL = "label"
STARTED = "check_run_started"
ANSWER = "answer"
REACTION = "reaction"

RERUN = {"label": "Re-run", "description": "Review this commit again", "identifier": markers.RERUN}
NOT_USEFUL = {
    "label": "Not useful",
    "description": "These findings did not help",
    "identifier": markers.NOT_USEFUL,
}
LABEL_LIMIT = 50
"""Characters that GitHub takes for a label's name."""


@dataclass(frozen=True, slots=True)
class Occasion:
    """When and for what a review runs."""

    external_id: str
    """Identifies this run's check-run on GitHub."""
    started_at: datetime
    ended_at: datetime
    check_run_id: str = ""
    """The check-run that says *in progress*, where one was made."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What to write, in order."""

    conclusion: str
    placed: Placed
    fixed: tuple[PostedComment, ...]
    outdated: tuple[PostedComment, ...]
    steps: tuple[PlannedStep, ...]


def external_id(pull: PullRequest, delivery_id: str) -> str:
    """The same for a repeated delivery, another for a re-run of the same head."""
    word = re.sub(r"[^A-Za-z0-9]+", "-", delivery_id).strip("-") or "0"
    return f"evenhand:{pull.repo_id}:{pull.number}:{pull.head_sha}:{word}"


def make_plan(
    report: Report,
    files: Sequence[ChangedFile],
    posted: Posted,
    pull: PullRequest,
    attribution: Attribution,
    settings: ReviewSettings,
    links: Links,
    occasion: Occasion,
    notes: Sequence[str] = (),
    own_labels: Collection[str] = (),
) -> Plan:
    """Decide every write of one review. Deterministic, without effects. ``own_labels``: labels we put on earlier."""
    wanted = settings.drafts == "review" or not pull.draft
    placed = place_findings(
        report.findings,
        posted.comments,
        files,
        comment_limit=settings.comment_limit,
        comment_level=settings.comment_level,
        comments_wanted=wanted,
    )
    fixed, outdated = _settled(report, posted)
    texts = checkrun.render(report, placed, attribution, links, notes, len(fixed))
    conclusion = checkrun.conclusion(report, placed.shown, settings.fail_level)
    steps = [*_check_run_steps(texts, conclusion, pull, occasion, bool(placed.shown))]
    steps += _review_steps(placed, pull, links, occasion, later=bool(posted.review_id))
    if fixed or outdated:
        told = {
            "head": pull.head_sha,
            "gone": [c.fingerprint for c in fixed],
            "before": [c.fingerprint for c in posted.comments if c.state == "fixed"],
            "outdated": [c.fingerprint for c in outdated],
            "outdated_before": [c.fingerprint for c in posted.comments if c.state == "outdated"],
            "resolve": settings.resolve_threads,
        }
        steps.append(PlannedStep(FIXED, f"{occasion.external_id}:fixed", told))
    if placed.reopened:
        bodies = {c.finding.fingerprint: comment.render(c.finding, c.anchor, links) for c in placed.reopened}
        again = {"head": pull.head_sha, "bodies": bodies, "resolve": settings.resolve_threads}
        steps.append(PlannedStep(REOPENED, f"{occasion.external_id}:reopened", again))
    label = _label(pull, attribution, settings, own_labels)
    if label:
        steps.append(
            PlannedStep(LABEL, f"{occasion.external_id}:label", {"head": pull.head_sha, "labels": [label]})
        )
    return Plan(conclusion, placed, fixed, outdated, tuple(steps))


def unreviewed(pull: PullRequest, occasion: Occasion, title: str, words: str) -> PlannedStep:
    """A neutral check-run that says why there is no review."""
    texts = checkrun.CheckRunText(title, markdown.prose(words), "", ())
    return _check_run_steps(texts, "neutral", pull, occasion, findings=False)[0]


def started(pull: PullRequest, occasion: Occasion) -> PlannedStep:
    """The check-run of a review that takes long enough for people to wonder."""
    request = {
        "name": NAME,
        "head_sha": pull.head_sha,
        "external_id": occasion.external_id,
        "status": "in_progress",
        "started_at": _time(occasion.started_at),
    }
    return PlannedStep(STARTED, occasion.external_id, {"head": pull.head_sha, "request": request})


def _check_run_steps(
    texts: checkrun.CheckRunText, conclusion: str, pull: PullRequest, occasion: Occasion, findings: bool
) -> list[PlannedStep]:
    output: dict[str, Any] = {"title": texts.title, "summary": texts.summary}
    if texts.text:
        output["text"] = texts.text
    batches = [
        list(texts.annotations[at : at + ANNOTATIONS_PER_REQUEST])
        for at in range(0, len(texts.annotations), ANNOTATIONS_PER_REQUEST)
    ]
    request: dict[str, Any] = {
        "name": NAME,
        "external_id": occasion.external_id,
        "status": "completed",
        "conclusion": conclusion,
        "started_at": _time(occasion.started_at),
        "completed_at": _time(occasion.ended_at),
        "output": output | ({"annotations": batches[0]} if batches else {}),
        "actions": [RERUN, NOT_USEFUL] if findings else [RERUN],
    }
    if not occasion.check_run_id:
        request["head_sha"] = pull.head_sha
    first = PlannedStep(
        CHECK_RUN,
        occasion.external_id,
        {"head": pull.head_sha, "check_run_id": occasion.check_run_id, "request": request},
    )
    rest = [
        PlannedStep(
            ANNOTATIONS,
            f"{occasion.external_id}:annotations:{number}",
            {
                "head": pull.head_sha,
                "external_id": occasion.external_id,
                "expected": min(len(texts.annotations), (number + 1) * ANNOTATIONS_PER_REQUEST),
                "request": {"output": output | {"annotations": batch}},
            },
        )
        for number, batch in enumerate(batches[1:], 1)
    ]
    return [first, *rest]


def _review_steps(
    placed: Placed, pull: PullRequest, links: Links, occasion: Occasion, *, later: bool
) -> list[PlannedStep]:
    steps = []
    comments = placed.comments
    listed = placed.count(Place.ANNOTATION)
    for number, at in enumerate(range(0, len(comments), COMMENTS_PER_REVIEW), 1):
        part = comments[at : at + COMMENTS_PER_REVIEW]
        marker = markdown.marker(f"review {occasion.external_id}:{number}")
        request = {
            "commit_id": pull.head_sha,
            "event": "COMMENT",
            "body": f"{_opening(part, listed, later=later or number > 1)}\n\n{marker}",
            "comments": [_inline(c, links) for c in part],
        }
        told = [
            {
                "path": c.finding.path,
                "fingerprints": list(
                    dict.fromkeys([c.finding.fingerprint, *(f.fingerprint for f in c.same)])
                ),
            }
            for c in part
        ]
        body = {"head": pull.head_sha, "request": request, "comments": told}
        steps.append(PlannedStep(REVIEW, marker, body))
    return steps


def _opening(comments: Sequence[InlineComment], listed: int, *, later: bool) -> str:
    errors = sum(c.finding.severity is Severity.ERROR for c in comments)
    extra = "more " if later else ""
    count = f"{len(comments)} {extra}points" if len(comments) > 1 else f"One {extra}point"
    weight = f", {errors} of them to mend before merging" if errors and len(comments) > 1 else ""
    more = f" {listed} more in the check-run." if listed else ""
    return f"{count} on this change{weight}.{more}"


def _inline(inline: InlineComment, links: Links) -> dict[str, Any]:
    anchor = inline.anchor
    request: dict[str, Any] = {
        "path": anchor.path,
        "line": anchor.line,
        "side": anchor.side,
        "body": comment.render(inline.finding, anchor, links, inline.same),
    }
    if anchor.start_line is not None:
        request["start_line"] = anchor.start_line
        request["start_side"] = anchor.side
    return request


def _settled(report: Report, posted: Posted) -> tuple[tuple[PostedComment, ...], tuple[PostedComment, ...]]:
    """Standing comments whose finding is gone: those whose rule ran again and is silent, and those that are outdated.

    A file that left the change (reverted, deleted, renamed beyond recognition) was not judged again, so nothing is known of the
    defect but that it is not here. Where the review is incomplete the comments are left alone.
    """
    if any(not error.path for error in report.errors):
        return (), ()
    doubtful = {e.path for e in report.errors} | {s.path for s in report.skipped}
    found = {f.fingerprint for f in report.findings}
    gone = [
        c
        for c in posted.comments
        if c.state == "standing" and c.fingerprint not in found and c.path not in doubtful
    ]
    judged = set(report.reviewed)
    return tuple(c for c in gone if c.path in judged), tuple(c for c in gone if c.path not in judged)


def recognised(report: Report, posted: Posted) -> Report:
    """The report with the identities of findings that moved with their file while the pull request was open.

    A fingerprint holds the path at base; a file that the change itself adds has none there, so a later rename gives its findings
    new ones. One that says the same by the same rule as a comment whose file is gone is that comment's finding.
    """
    present = {*report.reviewed, *(s.path for s in report.skipped)}
    fresh = {f.fingerprint for f in report.findings}
    lost: dict[tuple[str, str], list[str]] = {}
    for c in posted.comments:
        if c.path and c.rule and c.path not in present and c.fingerprint not in fresh:
            lost.setdefault((c.rule, c.message), []).append(c.fingerprint)
    if not lost:
        return report
    known = {c.fingerprint for c in posted.comments}
    findings = []
    for f in report.findings:
        heirs = lost.get((f.rule, f.message))
        moved = heirs and f.fingerprint not in known
        findings.append(replace(f, fingerprint=heirs.pop(0)) if heirs and moved else f)
    return replace(report, findings=tuple(findings))


def without(posted: Posted, report: Report, ignored: Collection[str]) -> Posted:
    """What is posted, with every finding of the ignored rules as dismissed."""
    gone = {f.fingerprint: f.path for f in report.findings if f.rule in ignored}
    if not gone:
        return posted
    kept = [c for c in posted.comments if c.fingerprint not in gone]
    dismissed = [PostedComment(print_, "", "", path, "dismissed") for print_, path in gone.items()]
    return replace(posted, comments=(*kept, *dismissed))


def _label(
    pull: PullRequest, attribution: Attribution, settings: ReviewSettings, own_labels: Collection[str]
) -> str | None:
    if not settings.set_label or attribution.state is not AgentState.CERTAIN or not attribution.agent:
        return None
    prefix = settings.label_prefix
    if any(label.lower().startswith(prefix.lower()) or label in settings.labels for label in pull.labels):
        return None
    label = f"{prefix}{attribution.agent}"[:LABEL_LIMIT]
    return None if label in own_labels else label  # somebody took it off: it stays off


def _time(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
