"""Comments that already stand: marking what is fixed, and taking the mark back when a finding returns.

A thread that a person answered is theirs and is left as it is. Everything here may be repeated without harm.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence

from bot.github import Client, NotFound, PermissionMissing, Refused, Unanswered, reviews
from bot.github.errors import RetryLater
from bot.github.reviews import ReviewComment
from bot.ledger import Ledger
from bot.ledger.records import PostedComment
from bot.pull_request import PullRequest
from bot.review import comment

log = logging.getLogger(__name__)
AGAIN_S = 30.0


def mark_fixed(
    client: Client, ledger: Ledger, pull: PullRequest, gone: Sequence[str], before: Sequence[str]
) -> None:
    """Strike out each comment all of whose findings are gone, and fold it away."""
    everything = reviews.comments(client, pull.number)
    settled = {*gone, *before}
    answered = {c.answers for c in everything if not c.ours and c.answers is not None}
    found: dict[str, ReviewComment] = {}
    for ours in _ours(everything):
        prints = comment.fingerprints_of(ours.body)
        found.update(dict.fromkeys(prints, ours))
        if not set(prints) & set(gone) or not set(prints) <= settled or ours.id in answered:
            continue
        if not comment.is_fixed(ours.body):
            _edit(client, ours, comment.as_fixed(ours.body, pull.head_sha))
        _fold(client, ours, "RESOLVED")
    _record(ledger, pull, gone, found, "fixed")


def reopen(client: Client, ledger: Ledger, pull: PullRequest, bodies: Mapping[str, str]) -> None:
    """Give a comment its text back and unfold it."""
    everything = reviews.comments(client, pull.number)
    found = {p: c for c in _ours(everything) for p in comment.fingerprints_of(c.body)}
    for print_, body in bodies.items():
        ours = found.get(print_)
        if ours is None or not comment.is_fixed(ours.body):
            continue
        others = [p for p in comment.fingerprints_of(ours.body) if p != print_]
        _edit(client, ours, comment.with_fingerprints(body, [print_, *others]))
        _fold(client, ours, None)
    _record(ledger, pull, list(bodies), found, "standing")


def fold_dismissed(client: Client, pull: PullRequest, dismissed: Sequence[str]) -> None:
    """Fold each comment of which nothing stands any more because people want none of it."""
    settled = set(dismissed)
    for ours in _ours(reviews.comments(client, pull.number)):
        if set(comment.fingerprints_of(ours.body)) <= settled:
            _fold(client, ours, "RESOLVED")


def _ours(everything: Sequence[ReviewComment]) -> list[ReviewComment]:
    return [c for c in everything if c.ours and c.answers is None and comment.fingerprints_of(c.body)]


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
    except NotFound:
        log.info("comment vanished before it was edited", extra={"comment_id": ours.id})
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
