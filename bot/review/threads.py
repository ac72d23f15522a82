"""Comments that already stand: marking what is fixed or outdated, and taking the mark back when a finding returns.

*Fixed* is a claim about the code: the rule ran again on the file and is silent. A comment whose file was not judged again
is folded as outdated and claims nothing. A thread that a person answered is theirs and is left as it is. Everything
here may be repeated without harm.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.github import Client, NotFound, PermissionMissing, Refused, Unanswered, reviews
from bot.github.errors import RetryLater
from bot.github.reviews import ReviewComment
from bot.github.tokens import RESOLVE_PERMISSIONS
from bot.ledger import Ledger
from bot.ledger.records import PostedComment
from bot.pull_request import PullRequest
from bot.review import comment

log = logging.getLogger(__name__)
AGAIN_S = 30.0
_FIXED_BY_NOW = re.compile(r" Fixed by now: \d+ of \d+\.")


@dataclass(frozen=True, slots=True)
class Settled:
    """Fingerprints of findings that are gone, as the stored plan holds them."""

    fixed: tuple[str, ...]
    """Fixed now."""
    fixed_before: tuple[str, ...]
    outdated: tuple[str, ...]
    """Outdated now."""
    outdated_before: tuple[str, ...]
    resolve: bool
    """Resolve the threads of what is fixed, too."""

    @classmethod
    def of(cls, body: Mapping[str, Any]) -> Settled:
        """From a stored step; plans of older versions know no outdated ones."""
        return cls(
            tuple(body["gone"]),
            tuple(body["before"]),
            tuple(body.get("outdated", ())),
            tuple(body.get("outdated_before", ())),
            bool(body.get("resolve")),
        )


def settle(client: Client, ledger: Ledger, pull: PullRequest, gone: Settled) -> None:
    """Strike out each comment all of whose findings are fixed and fold it away; fold away what is outdated."""
    everything = reviews.comments(client, pull.number)
    now = {*gone.fixed, *gone.outdated}
    fixed = {*gone.fixed, *gone.fixed_before}
    all_gone = fixed | now | set(gone.outdated_before)
    answered = _answered(everything)
    found: dict[str, ReviewComment] = {}
    struck: dict[str, ReviewComment] = {}
    for ours in _ours(everything):
        prints = set(comment.fingerprints_of(ours.body))
        found.update(dict.fromkeys(prints, ours))
        if not prints & now or not prints <= all_gone or ours.id in answered:
            continue
        if not prints <= fixed:
            _fold(client, ours, "OUTDATED")
            continue
        struck[ours.id] = ours
        if not comment.is_fixed(ours.body):
            _edit(client, ours, comment.as_fixed(ours.body, pull.head_sha))
        _fold(client, ours, "RESOLVED")
    _tell_reviews(client, pull, everything, struck)
    if gone.resolve:
        _resolve(client, pull, struck, resolved=True)
    _record(ledger, pull, gone.fixed, found, "fixed")
    _record(ledger, pull, gone.outdated, found, "outdated")


def reopen(
    client: Client, ledger: Ledger, pull: PullRequest, bodies: Mapping[str, str], *, resolve: bool = False
) -> None:
    """Give a comment its text back and unfold it."""
    everything = reviews.comments(client, pull.number)
    found = {p: c for c in _ours(everything) for p in comment.fingerprints_of(c.body)}
    opened: dict[str, ReviewComment] = {}
    for print_, body in bodies.items():
        ours = found.get(print_)
        if ours is None or ours.id in opened:
            continue
        opened[ours.id] = ours
        if comment.is_fixed(ours.body):
            others = [p for p in comment.fingerprints_of(ours.body) if p != print_]
            _edit(client, ours, comment.with_fingerprints(body, [print_, *others]))
        _fold(client, ours, None)
    _tell_reviews(client, pull, everything, opened, fixed=False)
    if resolve:
        _resolve(client, pull, opened, resolved=False)
    _record(ledger, pull, list(bodies), found, "standing")


def fold_dismissed(client: Client, pull: PullRequest, dismissed: Sequence[str]) -> None:
    """Fold each comment of which nothing stands any more because people want none of it."""
    settled = set(dismissed)
    for ours in _ours(reviews.comments(client, pull.number)):
        if set(comment.fingerprints_of(ours.body)) <= settled:
            _fold(client, ours, "RESOLVED")


def _ours(everything: Sequence[ReviewComment]) -> list[ReviewComment]:
    return [c for c in everything if c.ours and c.answers is None and comment.fingerprints_of(c.body)]


def _answered(everything: Sequence[ReviewComment]) -> set[str]:
    """Ids of the comments that somebody else answered."""
    return {c.answers for c in everything if not c.ours and c.answers is not None}


def _tell_reviews(
    client: Client,
    pull: PullRequest,
    everything: Sequence[ReviewComment],
    changed: Collection[str],
    *,
    fixed: bool = True,
) -> None:
    """Bring the line over the comments of a review up to date, in place: no second summary is written."""
    mine = _ours(everything)
    for review_id in dict.fromkeys(c.review_id for c in mine if c.id in changed and c.review_id):
        whole = [c for c in mine if c.review_id == review_id]
        done = sum(fixed if c.id in changed else comment.is_fixed(c.body) for c in whole)
        try:
            body = reviews.body_of(client, pull.number, review_id)
            first, *rest = _FIXED_BY_NOW.sub("", body).split("\n", 1)
            word = f" Fixed by now: {done} of {len(whole)}." if done else ""
            text = "\n".join((first.rstrip() + word, *rest))
            # A comment that was made by itself has a review without words, which GitHub lets nobody edit.
            if first.strip() and text != body:
                reviews.edit_body(client, pull.number, review_id, text)
        except (NotFound, PermissionMissing, Refused) as error:
            log.info("review not brought up to date: %s", error)
        except Unanswered as error:
            raise RetryLater(AGAIN_S, str(error)) from error


def _resolve(client: Client, pull: PullRequest, which: Collection[str], *, resolved: bool) -> None:
    """Resolve threads where the team asked for it and an owner granted the wider permission; else folding says enough."""
    if not which:
        return
    wider = client.with_permissions(RESOLVE_PERMISSIONS)
    try:
        known = reviews.threads(wider, pull.number)
        for comment_id in which:
            thread_id, is_resolved = known.get(comment_id, ("", resolved))
            if is_resolved is not resolved:
                reviews.resolve(wider, thread_id, resolved=resolved)
    except (NotFound, PermissionMissing, Refused) as error:
        log.info("threads not resolved: %s", error)
    except Unanswered as error:
        raise RetryLater(AGAIN_S, str(error)) from error


def _record(
    ledger: Ledger,
    pull: PullRequest,
    prints: Sequence[str],
    found: Mapping[str, ReviewComment],
    state: str,
) -> None:
    """A comment that somebody deleted is a dismissal: the finding does not come back on this pull request."""
    known = [
        PostedComment(p, found[p].id, found[p].node_id, found[p].path, state) for p in prints if p in found
    ]
    ledger.record_comments(pull.repo_id, pull.number, known)
    for missing in (p for p in prints if p not in found):
        ledger.mark_comment(pull.repo_id, pull.number, missing, "dismissed")


def _edit(client: Client, ours: ReviewComment, body: str) -> None:
    try:
        reviews.edit_comment(client, ours.id, body)
    except (NotFound, PermissionMissing, Refused) as error:  # vanished, or another App's that quotes our mark
        log.info("comment not edited: %s", error, extra={"comment_id": ours.id})
    except Unanswered as error:
        raise RetryLater(AGAIN_S, str(error)) from error


def _fold(client: Client, ours: ReviewComment, classifier: str | None) -> None:
    """Folding is a courtesy: where an older server or a missing permission forbids it, the edited text says enough."""
    try:
        if classifier is None:
            reviews.unminimize(client, ours.node_id)
        else:
            reviews.minimize(client, ours.node_id, classifier)
    except (NotFound, PermissionMissing, Refused) as error:
        log.info("comment not folded: %s", error, extra={"comment_id": ours.id})
    except Unanswered as error:
        raise RetryLater(AGAIN_S, str(error)) from error
