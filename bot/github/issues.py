"""Labels, comments and the weekly summary's issue."""

from __future__ import annotations

from collections.abc import Sequence

from bot.github.client import Client

TITLE_LIMIT = 256


def add_labels(client: Client, number: int, labels: Sequence[str]) -> None:
    """Add labels to an issue or pull request; unknown ones come into being. Safe to repeat."""
    client.write("POST", f"/issues/{number}/labels", {"labels": list(labels)})


def add_comment(client: Client, number: int, body: str) -> str:
    """Write a comment; its id."""
    return str(client.write("POST", f"/issues/{number}/comments", {"body": body})["id"])


def find_comment(client: Client, number: int, marker: str) -> str | None:
    """Id of the comment of ours whose text holds the marker, or None."""
    for comment in client.pages(f"/issues/{number}/comments"):
        if marker in str(comment.get("body") or "") and (comment.get("user") or {}).get("type") == "Bot":
            return str(comment["id"])
    return None


def edit_comment(client: Client, comment_id: str, body: str) -> None:
    """Replace the text of a comment of ours."""
    client.write("PATCH", f"/issues/comments/{comment_id}", {"body": body})


def create(client: Client, title: str, body: str, labels: Sequence[str] = ()) -> int:
    """Open an issue; its number."""
    request: dict[str, object] = {"title": title[:TITLE_LIMIT], "body": body}
    if labels:
        request["labels"] = list(labels)
    return int(client.write("POST", "/issues", request)["number"])


def update(client: Client, number: int, *, title: str, body: str) -> None:
    """Replace title and text of an issue."""
    client.write("PATCH", f"/issues/{number}", {"title": title[:TITLE_LIMIT], "body": body})


def find(client: Client, marker: str, since: str) -> int | None:
    """Number of the issue of ours whose text holds the marker, among those changed since an ISO 8601 time."""
    for issue in client.pages("/issues", state="all", since=since):
        if marker in str(issue.get("body") or "") and (issue.get("user") or {}).get("type") == "Bot":
            return int(issue["number"])
    return None
