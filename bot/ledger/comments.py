"""What of ours stands on a pull request: comments, check-runs, the review with the summary."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, and_, func, select, update

from bot import clock
from bot.ledger import pulls
from bot.ledger.models import Comment, FindingIdentity, PlanStep, Pull
from bot.ledger.records import Posted, PostedComment, StepState
from bot.ledger.storable import text, upsert


def posted(connection: Connection, repo_id: int, number: int) -> Posted:
    """What earlier reviews left; empty for a pull request that is not known yet.

    Check-runs and the review are read from finished steps: those whose kind starts with ``check_run`` and those
    whose kind is ``review`` (``-`` and ``_`` are the same here).
    """
    this = (Pull.repo_id == repo_id, Pull.number == number)
    comments = connection.execute(
        select(
            Comment.fingerprint,
            Comment.comment_id,
            Comment.node_id,
            Comment.path,
            Comment.state,
            func.coalesce(FindingIdentity.rule, "").label("rule"),
            func.coalesce(FindingIdentity.message, "").label("message"),
        )
        .join(Pull, Pull.id == Comment.pull_id)
        .outerjoin(
            FindingIdentity,
            and_(
                FindingIdentity.pull_id == Comment.pull_id, FindingIdentity.fingerprint == Comment.fingerprint
            ),
        )
        .where(*this)
        .order_by(Comment.id)
    )
    steps = connection.execute(
        select(PlanStep.kind, PlanStep.head_sha, PlanStep.external_id)
        .join(Pull, Pull.id == PlanStep.pull_id)
        .where(*this, PlanStep.state == StepState.DONE.value, PlanStep.external_id != "")
        .order_by(PlanStep.id)
    )
    check_runs: dict[str, str] = {}
    review = ""
    for step in steps:
        kind = step.kind.replace("-", "_")
        if kind.startswith("check_run"):
            check_runs[step.head_sha] = step.external_id
        elif kind == "review":
            review = review or step.external_id
    return Posted(
        comments=tuple(
            PostedComment(
                row.fingerprint, row.comment_id, row.node_id, row.path, row.state, row.rule, row.message
            )
            for row in comments
        ),
        check_run_ids=check_runs,
        review_id=review,
    )


def record_comments(
    connection: Connection, repo_id: int, number: int, comments: Sequence[PostedComment]
) -> None:
    """Remember comments that GitHub has; one a fingerprint, the newest in place of an older one.

    Ids may be empty where GitHub did not tell them (a review answers with its own id alone); known ones then stay.
    """
    pull_id = pulls.find(connection, repo_id, number)
    for comment in sorted(comments, key=lambda c: c.fingerprint):
        values = {
            "comment_id": text(comment.comment_id),
            "node_id": text(comment.node_id),
            "path": text(comment.path),
            "state": comment.state,
            "changed_at": clock.now(),
        }
        connection.execute(
            upsert(connection, Comment)
            .values(pull_id=pull_id, fingerprint=comment.fingerprint, **values)
            .on_conflict_do_update(
                index_elements=["pull_id", "fingerprint"],
                set_={
                    name: value
                    for name, value in values.items()
                    if value or name not in {"comment_id", "node_id"}
                },
            )
        )


def mark_comment(connection: Connection, repo_id: int, number: int, fingerprint: str, state: str) -> None:
    """Change the state of a comment; nothing happens when there is none for the fingerprint."""
    pull_id = pulls.find(connection, repo_id, number)
    connection.execute(
        update(Comment)
        .where(Comment.pull_id == pull_id, Comment.fingerprint == fingerprint)
        .values(state=state, changed_at=clock.now())
    )
