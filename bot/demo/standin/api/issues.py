"""Issues and their conversation; a pull request's conversation is its issue side."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from bot import clock
from bot.demo.standin.answers import Answer, not_found, unprocessable
from bot.demo.standin.api.labels import ensure_label
from bot.demo.standin.state import Issue, IssueComment
from bot.demo.standin.world import Call, handles


@handles("issues/list-for-repo")
def list_for_repo(call: Call) -> Answer:
    """Issues, pull requests among them, as on GitHub."""
    state = call.query.get("state", "open")
    names = {name.strip().lower() for name in call.query.get("labels", "").split(",") if name.strip()}
    creator = call.query.get("creator")
    since = call.query.get("since")
    earliest = datetime.fromisoformat(since.replace("Z", "+00:00")) if since else None
    issues = [
        issue
        for issue in call.repo.issues.values()
        if state in ("all", issue.state)
        and names <= {label.name.lower() for label in issue.labels}
        and creator in (None, issue.user.login)
        and (earliest is None or issue.updated_at >= earliest)
    ]
    key = {"updated": lambda i: i.updated_at, "comments": lambda i: len(i.comments)}.get(
        call.query.get("sort", "created"), lambda i: (i.created_at, i.number)
    )
    issues.sort(key=key, reverse=call.query.get("direction", "desc") == "desc")
    return call.listed(issues, lambda issue: call.shapes.issue(call.repo, issue))


@handles("issues/create")
def create(call: Call) -> Answer:
    """A new issue."""
    now = clock.now()
    body: dict[str, Any] = call.body
    names = [name["name"] if isinstance(name, dict) else name for name in body.get("labels") or ()]
    issue = Issue(
        id=call.state.new_id("issue"),
        number=call.repo.next_number,
        title=str(body["title"]),
        body=body.get("body") or "",
        user=call.author,
        created_at=now,
        updated_at=now,
        by_app=call.by_app,
        labels=[ensure_label(call.state, call.repo, name) for name in names],
        assignees=[call.state.account(login) for login in body.get("assignees") or ()],
    )
    call.repo.next_number += 1
    call.repo.issues[issue.number] = issue
    return Answer(201, call.shapes.issue(call.repo, issue))


@handles("issues/get")
def get(call: Call) -> Answer:
    """One issue."""
    return Answer(body=call.shapes.issue(call.repo, call.issue()))


@handles("issues/update")
def update(call: Call) -> Answer:
    """Changes of an issue."""
    issue = call.issue()
    body = call.body or {}
    issue.title = body.get("title") or issue.title
    if "body" in body:
        issue.body = body["body"] or ""
    if body.get("labels") is not None:
        names = [name["name"] if isinstance(name, dict) else name for name in body["labels"]]
        issue.labels = [ensure_label(call.state, call.repo, name) for name in names]
    if body.get("state") is not None and body["state"] != issue.state:
        pull = call.repo.pulls.get(issue.number)
        if pull is not None and pull.merged_at is not None:
            raise unprocessable("PullRequest", "state", "invalid", "a merged pull request stays closed")
        issue.state = body["state"]
        closed = issue.state == "closed"
        issue.closed_at = clock.now() if closed else None
        issue.closed_by = call.author if closed else None
        issue.state_reason = body.get("state_reason") or ("completed" if closed else "reopened")
    issue.updated_at = clock.now()
    return Answer(body=call.shapes.issue(call.repo, issue))


@handles("issues/list-comments")
def comments(call: Call) -> Answer:
    """The conversation, oldest first."""
    return call.listed(call.issue().comments, lambda comment: call.shapes.issue_comment(call.repo, comment))


@handles("issues/create-comment")
def comment(call: Call) -> Answer:
    """A new comment."""
    issue = call.issue()
    now = clock.now()
    made = IssueComment(
        id=call.state.new_id("comment"),
        number=issue.number,
        user=call.author,
        body=call.body["body"],
        created_at=now,
        updated_at=now,
        by_app=call.by_app,
    )
    issue.comments.append(made)
    issue.updated_at = now
    return Answer(201, call.shapes.issue_comment(call.repo, made))


def find_comment(call: Call) -> tuple[Issue, IssueComment]:
    """The comment of the path and the issue it belongs to."""
    wanted = call.number("comment_id")
    for issue in call.repo.issues.values():
        for candidate in issue.comments:
            if candidate.id == wanted:
                return issue, candidate
    raise not_found()


@handles("issues/get-comment")
def get_comment(call: Call) -> Answer:
    """One comment."""
    return Answer(body=call.shapes.issue_comment(call.repo, find_comment(call)[1]))


@handles("issues/update-comment")
def update_comment(call: Call) -> Answer:
    """Edit a comment."""
    _, found = find_comment(call)
    found.body = call.body["body"]
    found.updated_at = clock.now()
    return Answer(body=call.shapes.issue_comment(call.repo, found))


@handles("issues/delete-comment")
def delete_comment(call: Call) -> Answer:
    """Delete a comment."""
    issue, found = find_comment(call)
    issue.comments.remove(found)
    return Answer(204)
