"""``addPullRequestReviewThread``: a thread on a line or a file, and GitHub's silent null where the line is not in the diff."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot import clock
from bot.demo.standin import git
from bot.demo.standin.anchors import Anchor, BadAnchor, resolve
from bot.demo.standin.state import Account, Pull, Repository, Review, ReviewComment, State


def add(
    state: State,
    author: Account,
    repo: Repository,
    pull: Pull,
    review: Review | None,
    given: Mapping[str, Any],
) -> ReviewComment | None:
    """The first comment of the new thread; None, and no error, for a bad anchor: seen on GitHub, not documented."""
    base = git.merge_base(repo.git_dir, pull.base_sha, pull.head_sha) or pull.base_sha
    files = git.changed_files(repo.git_dir, base, pull.head_sha)
    path, anchor = str(given["path"]), None
    if given.get("subjectType") == "FILE":
        if all(file.path != path for file in files):
            return None
    else:
        try:
            anchor = resolve(files, _as_rest(given))
        except BadAnchor:
            return None
    if review is None:
        review = Review(
            state.new_id("review"), author, "", "COMMENTED", pull.head_sha, clock.now(), by_app=True
        )
        pull.reviews.append(review)
    made = _comment(state, author, pull, review, path, str(given["body"]), anchor)
    pull.comments.append(made)
    return made


def _as_rest(given: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "path": given["path"],
        "line": given.get("line") or 0,
        "side": given.get("side") or "RIGHT",
        "start_line": given.get("startLine"),
        "start_side": given.get("startSide"),
    }


def _comment(
    state: State, author: Account, pull: Pull, review: Review, path: str, body: str, anchor: Anchor | None
) -> ReviewComment:
    now = clock.now()
    made = ReviewComment(
        id=state.new_id("comment"),
        review=review,
        user=author,
        path=path,
        body=body,
        commit_id=pull.head_sha,
        original_commit_id=pull.head_sha,
        diff_hunk="",
        created_at=now,
        updated_at=now,
        subject_type="file",
    )
    if anchor is not None:
        made.subject_type = "line"
        made.diff_hunk = anchor.diff_hunk
        made.side, made.start_side = anchor.side, anchor.start_side
        made.line = made.original_line = anchor.line
        made.start_line = made.original_start_line = anchor.start_line
        made.position = made.original_position = anchor.position
    return made
