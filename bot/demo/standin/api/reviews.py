"""Reviews and their inline comments. One bad anchor refuses a whole review, as on GitHub."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot import clock
from bot.demo.standin import git
from bot.demo.standin.anchors import Anchor, BadAnchor, resolve
from bot.demo.standin.answers import Answer, Breach, Refusal, not_found
from bot.demo.standin.state import Pull, Review, ReviewComment
from bot.demo.standin.world import Call, handles

_VERDICTS = {"APPROVE": "APPROVED", "REQUEST_CHANGES": "CHANGES_REQUESTED", "COMMENT": "COMMENTED"}


def _commit_id(call: Call, pull: Pull) -> str:
    given = (call.body or {}).get("commit_id")
    if given is None:
        return pull.head_sha
    if git.resolve(call.repo.git_dir, given) != given:
        raise Refusal(422, "Unprocessable Entity", [f"commit_id is not part of the pull request: {given}"])
    return str(given)


def _files(call: Call, pull: Pull, commit_id: str) -> tuple[git.ChangedFile, ...]:
    base = git.merge_base(call.repo.git_dir, pull.base_sha, commit_id) or pull.base_sha
    return git.changed_files(call.repo.git_dir, base, commit_id)


def _comment(
    call: Call, review: Review, commit_id: str, given: Mapping[str, Any], anchor: Anchor | None
) -> ReviewComment:
    now = clock.now()
    return ReviewComment(
        id=call.state.new_id("comment"),
        review=review,
        user=call.author,
        path=given["path"],
        body=given["body"],
        commit_id=commit_id,
        original_commit_id=commit_id,
        diff_hunk=anchor.diff_hunk if anchor else "",
        created_at=now,
        updated_at=now,
        side=anchor.side if anchor else "RIGHT",
        line=anchor.line if anchor else None,
        original_line=anchor.line if anchor else None,
        start_line=anchor.start_line if anchor else None,
        original_start_line=anchor.start_line if anchor else None,
        start_side=anchor.start_side if anchor else None,
        position=anchor.position if anchor else 1,
        original_position=anchor.position if anchor else 1,
        subject_type="line" if anchor else "file",
    )


def _anchors(files: tuple[git.ChangedFile, ...], comments: list[dict[str, Any]]) -> list[Anchor]:
    found, bad = [], []
    for comment in comments:
        try:
            found.append(resolve(files, comment))
        except BadAnchor as error:
            bad.append(str(error))
    if bad:
        raise Breach("anchor", bad, message="Unprocessable Entity")
    return found


@handles("pulls/create-review")
def create(call: Call) -> Answer:
    """A review with all its comments, or nothing at all."""
    pull = call.pull()
    body = call.body or {}
    event = body.get("event")
    if event in ("APPROVE", "REQUEST_CHANGES") and pull.issue.user is call.author:
        verb = "approve" if event == "APPROVE" else "request changes on"
        raise Refusal(422, "Unprocessable Entity", [f"Can not {verb} your own pull request"])
    if event is None and any(r.state == "PENDING" and r.user is call.author for r in pull.reviews):
        raise Refusal(422, "Unprocessable Entity", ["User can only have one pending review per pull request"])
    commit_id = _commit_id(call, pull)
    given = body.get("comments") or []
    if event == "COMMENT" and not body.get("body") and not given:
        raise Refusal(422, "Unprocessable Entity", ["Review comments or a body are required"])
    anchors = _anchors(_files(call, pull, commit_id), given)
    review = Review(
        id=call.state.new_id("review"),
        user=call.author,
        body=body.get("body") or "",
        state="PENDING" if event is None else _VERDICTS[event],
        commit_id=commit_id,
        submitted_at=None if event is None else clock.now(),
        by_app=call.by_app,
    )
    pull.reviews.append(review)
    for comment, anchor in zip(given, anchors, strict=True):
        pull.comments.append(_comment(call, review, commit_id, comment, anchor))
    return Answer(200, call.shapes.review(call.repo, pull, review))


def _review(call: Call) -> tuple[Pull, Review]:
    pull = call.pull()
    wanted = call.number("review_id")
    for review in pull.reviews:
        if review.id == wanted and (review.state != "PENDING" or review.user is call.author):
            return pull, review
    raise not_found()


@handles("pulls/list-reviews")
def list_reviews(call: Call) -> Answer:
    """Reviews in order of time; pending ones of others are hidden."""
    pull = call.pull()
    shown = [review for review in pull.reviews if review.state != "PENDING" or review.user is call.author]
    return call.listed(shown, lambda review: call.shapes.review(call.repo, pull, review))


@handles("pulls/get-review")
def get(call: Call) -> Answer:
    """One review."""
    return Answer(body=call.shapes.review(call.repo, *_review(call)))


@handles("pulls/update-review")
def update(call: Call) -> Answer:
    """Edit the summary; a review without one cannot be edited."""
    pull, review = _review(call)
    if review.user is not call.author:
        raise Refusal(403, "Resource not accessible by integration")
    if not review.body:
        raise Refusal(422, "Unprocessable Entity", ["A review without a body cannot be edited"])
    review.body = call.body["body"]
    return Answer(body=call.shapes.review(call.repo, pull, review))


@handles("pulls/delete-pending-review")
def delete(call: Call) -> Answer:
    """Drop a pending review and its comments."""
    pull, review = _review(call)
    if review.state != "PENDING":
        raise Refusal(422, "Unprocessable Entity", ["Can not delete a non-pending pull request review"])
    pull.reviews.remove(review)
    pull.comments = [comment for comment in pull.comments if comment.review is not review]
    return Answer(body=call.shapes.review(call.repo, pull, review))


@handles("pulls/submit-review")
def submit(call: Call) -> Answer:
    """Give a pending review its verdict."""
    pull, review = _review(call)
    if review.state != "PENDING":
        raise Refusal(422, "Unprocessable Entity", ["Could not submit a review that is not pending"])
    review.state = _VERDICTS[call.body["event"]]
    review.body = call.body.get("body") or review.body
    review.submitted_at = clock.now()
    return Answer(body=call.shapes.review(call.repo, pull, review))


@handles("pulls/dismiss-review")
def dismiss(call: Call) -> Answer:
    """Dismiss a verdict; plain comments cannot be dismissed."""
    pull, review = _review(call)
    if review.state not in ("APPROVED", "CHANGES_REQUESTED"):
        raise Refusal(422, "Unprocessable Entity", ["Can not dismiss a commented pull request review"])
    review.state = "DISMISSED"
    return Answer(body=call.shapes.review(call.repo, pull, review))


def _shown(call: Call, pull: Pull) -> list[ReviewComment]:
    return [c for c in pull.comments if c.review.state != "PENDING" or c.review.user is call.author]


@handles("pulls/list-comments-for-review")
def of_review(call: Call) -> Answer:
    """Comments of one review, in the older shape that this list has."""
    pull, review = _review(call)
    listed = [comment for comment in pull.comments if comment.review is review]
    return call.listed(listed, lambda comment: call.shapes.review_comment(call.repo, pull, comment))


@handles("pulls/list-review-comments")
def list_comments(call: Call) -> Answer:
    """Inline comments of a pull request, oldest first."""
    pull = call.pull()
    return call.listed(
        _shown(call, pull), lambda comment: call.shapes.review_comment(call.repo, pull, comment)
    )


@handles("pulls/list-review-comments-for-repo")
def list_for_repo(call: Call) -> Answer:
    """Inline comments of all pull requests."""
    pairs = [(pull, comment) for pull in call.repo.pulls.values() for comment in _shown(call, pull)]
    return call.listed(pairs, lambda pair: call.shapes.review_comment(call.repo, *pair))


@handles("pulls/create-review-comment")
def comment(call: Call) -> Answer:
    """One inline comment, on a line or on the whole file."""
    pull = call.pull()
    body = call.body
    if body.get("in_reply_to") is not None:
        return _reply(call, pull, int(body["in_reply_to"]))
    commit_id = _commit_id(call, pull)
    files = _files(call, pull, commit_id)
    anchor = None
    if body.get("subject_type") == "file":
        if all(file.path != body["path"] for file in files):
            raise Breach(
                "anchor", [f"Path could not be resolved: {body['path']}"], message="Validation Failed"
            )
    else:
        anchor = _anchors(files, [body])[0]
    review = _single(call, commit_id)
    pull.reviews.append(review)
    made = _comment(call, review, commit_id, body, anchor)
    pull.comments.append(made)
    return Answer(201, call.shapes.review_comment(call.repo, pull, made))


def _single(call: Call, commit_id: str) -> Review:
    """The review that GitHub wraps around a single comment."""
    return Review(
        call.state.new_id("review"), call.author, "", "COMMENTED", commit_id, clock.now(), call.by_app
    )


@handles("pulls/create-reply-for-review-comment")
def reply(call: Call) -> Answer:
    """An answer in a thread."""
    return _reply(call, call.pull(), call.number("comment_id"))


def _reply(call: Call, pull: Pull, comment_id: int) -> Answer:
    parent = next((comment for comment in pull.comments if comment.id == comment_id), None)
    if parent is None:
        raise not_found()
    if parent.in_reply_to_id is not None:
        raise Refusal(422, "Unprocessable Entity", ["Replies to replies are not supported"])
    review = _single(call, parent.commit_id)
    pull.reviews.append(review)
    made = _comment(call, review, parent.commit_id, {"path": parent.path, "body": call.body["body"]}, None)
    made.in_reply_to_id = parent.id
    for name in (
        "diff_hunk",
        "original_commit_id",
        "side",
        "line",
        "original_line",
        "start_line",
        "subject_type",
    ):
        setattr(made, name, getattr(parent, name))
    for name in ("original_start_line", "start_side", "position", "original_position"):
        setattr(made, name, getattr(parent, name))
    pull.comments.append(made)
    return Answer(201, call.shapes.review_comment(call.repo, pull, made))


def find_review_comment(call: Call) -> tuple[Pull, ReviewComment]:
    """The inline comment of the path and its pull request."""
    wanted = call.number("comment_id")
    for pull in call.repo.pulls.values():
        for candidate in pull.comments:
            if candidate.id == wanted:
                return pull, candidate
    raise not_found()


@handles("pulls/get-review-comment")
def get_comment(call: Call) -> Answer:
    """One inline comment."""
    return Answer(body=call.shapes.review_comment(call.repo, *find_review_comment(call)))


@handles("pulls/update-review-comment")
def update_comment(call: Call) -> Answer:
    """Edit an inline comment of one's own."""
    pull, found = find_review_comment(call)
    if found.user is not call.author:
        raise Refusal(403, "Resource not accessible by integration")
    found.body = call.body["body"]
    found.updated_at = clock.now()
    return Answer(body=call.shapes.review_comment(call.repo, pull, found))


@handles("pulls/delete-review-comment")
def delete_comment(call: Call) -> Answer:
    """Delete an inline comment."""
    pull, found = find_review_comment(call)
    pull.comments.remove(found)
    return Answer(204)
