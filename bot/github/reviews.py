"""Reviews and their inline comments."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.github.client import MAX_PAGES, Client

BODY_LIMIT_BYTES = 65_535
COMMENTS_PER_REVIEW = 30
"""Above some 30 GitHub has been seen to answer 502 although the review was made."""

_MINIMIZE = """
mutation($id: ID!, $classifier: ReportedContentClassifiers!) {
  minimizeComment(input: {subjectId: $id, classifier: $classifier}) { minimizedComment { isMinimized } }
}
"""
_UNMINIMIZE = """
mutation($id: ID!) {
  unminimizeComment(input: {subjectId: $id}) { unminimizedComment { isMinimized } }
}
"""
_THREADS = """
query($owner: String!, $name: String!, $number: Int!, $after: String) {
  repository(owner: $owner, name: $name) { pullRequest(number: $number) {
    reviewThreads(first: 100, after: $after) {
      pageInfo { hasNextPage endCursor }
      nodes { id isResolved comments(first: 1) { nodes { fullDatabaseId } } }
    }
  } }
}
"""
_RESOLVE = """
mutation($id: ID!) { resolveReviewThread(input: {threadId: $id}) { thread { isResolved } } }
"""
_UNRESOLVE = """
mutation($id: ID!) { unresolveReviewThread(input: {threadId: $id}) { thread { isResolved } } }
"""
DOCUMENTS = (_MINIMIZE, _UNMINIMIZE, _THREADS, _RESOLVE, _UNRESOLVE)
"""Every GraphQL document of this module, for the test against the published schema."""


@dataclass(frozen=True, slots=True)
class ReviewComment:
    """A review comment as GitHub has it."""

    id: str
    node_id: str
    path: str
    body: str
    ours: bool
    answers: str | None
    """Id of the comment that starts the thread, when this one is a reply."""
    review_id: str = ""
    """Id of the review that it came with."""


def create(client: Client, number: int, body: Mapping[str, Any]) -> str:
    """Publish a review with all its comments; its id. One bad anchor refuses the whole (Refused)."""
    return str(client.write("POST", f"/pulls/{number}/reviews", body)["id"])


def find(client: Client, number: int, marker: str) -> str | None:
    """Id of our review whose body holds the marker, or None."""
    for review in client.pages(f"/pulls/{number}/reviews"):
        if marker in str(review.get("body") or "") and _ours(review, client):
            return str(review["id"])
    return None


def create_comment(client: Client, number: int, body: Mapping[str, Any]) -> ReviewComment:
    """Publish one comment, on a line or (``subject_type: file``) on a file."""
    return _comment(client.write("POST", f"/pulls/{number}/comments", body), client)


def comments(client: Client, number: int) -> list[ReviewComment]:
    """All review comments of the pull request, oldest first."""
    return [_comment(raw, client) for raw in client.pages(f"/pulls/{number}/comments")]


def body_of(client: Client, number: int, review_id: str) -> str:
    """The text of a review."""
    found = client.get(f"/pulls/{number}/reviews/{review_id}")
    return str(found.get("body") or "").replace("\r\n", "\n")


def edit_body(client: Client, number: int, review_id: str, body: str) -> None:
    """Replace the text of a review of ours."""
    client.write("PUT", f"/pulls/{number}/reviews/{review_id}", {"body": body})


def edit_comment(client: Client, comment_id: str, body: str) -> None:
    """Replace the text of a comment of ours."""
    client.write("PATCH", f"/pulls/comments/{comment_id}", {"body": body})


def minimize(client: Client, node_id: str, classifier: str) -> None:
    """Fold a comment away: RESOLVED when the rule ran again and is silent, else OUTDATED."""
    client.graphql(_MINIMIZE, {"id": node_id, "classifier": classifier})


def unminimize(client: Client, node_id: str) -> None:
    """Unfold a comment of ours."""
    client.graphql(_UNMINIMIZE, {"id": node_id})


def threads(client: Client, number: int) -> dict[str, tuple[str, bool]]:
    """Id of each thread's first comment -> id of the thread, and whether it is resolved."""
    owner, _, name = client.repo.partition("/")
    found: dict[str, tuple[str, bool]] = {}
    after: str | None = None
    for _ in range(MAX_PAGES):
        data = client.graphql(_THREADS, {"owner": owner, "name": name, "number": number, "after": after})
        listed = data["repository"]["pullRequest"]["reviewThreads"]
        for thread in listed["nodes"]:
            for first in thread["comments"]["nodes"]:
                found[str(first["fullDatabaseId"])] = (str(thread["id"]), bool(thread["isResolved"]))
        if not listed["pageInfo"]["hasNextPage"]:
            break
        after = listed["pageInfo"]["endCursor"]
    return found


def resolve(client: Client, thread_id: str, *, resolved: bool) -> None:
    """Resolve a thread, or open it again. GitHub asks for ``contents: write`` for this."""
    client.graphql(_RESOLVE if resolved else _UNRESOLVE, {"id": thread_id})


def _comment(raw: Mapping[str, Any], client: Client) -> ReviewComment:
    answers = raw.get("in_reply_to_id")
    return ReviewComment(
        id=str(raw["id"]),
        node_id=str(raw.get("node_id") or ""),
        path=str(raw.get("path") or ""),
        body=str(raw.get("body") or "").replace("\r\n", "\n"),
        ours=_ours(raw, client),
        answers=None if answers is None else str(answers),
        review_id=str(raw.get("pull_request_review_id") or ""),
    )


def _ours(raw: Mapping[str, Any], client: Client) -> bool:
    """A marker alone proves nothing: anyone may paste one, other bots quote it. Apps write as a Bot under their slug."""
    app = raw.get("performed_via_github_app")
    if isinstance(app, Mapping) and app.get("id") is not None:
        return str(app["id"]) == client.app_id
    user = raw.get("user") or {}
    named = not client.app_slug or str(user.get("login")).lower() == f"{client.app_slug}[bot]".lower()
    return user.get("type") == "Bot" and named
