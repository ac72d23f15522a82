"""The part of GitHub's graph that the stand-in holds: viewer, pull requests, review threads, minimising, resolving."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from graphql import GraphQLError

from bot.demo.standin import git, new_threads
from bot.demo.standin.access import Actor, holds, in_scope, may_see
from bot.demo.standin.api.pulls import LISTED_COMMITS
from bot.demo.standin.shapes import stamp
from bot.demo.standin.state import (
    Account,
    IssueComment,
    Pull,
    Repository,
    Review,
    ReviewComment,
    node_id,
    number_of,
)
from bot.demo.standin.world import World

Node = dict[str, Any]
_FORBIDDEN = "Resource not accessible by integration"


def _refused(kind: str, message: str) -> GraphQLError:
    return GraphQLError(message, extensions={"type": kind})


def connection(items: Sequence[Any], shape: Callable[[Any], Node]) -> Callable[..., Node]:
    """A paged list; GitHub demands ``first`` or ``last`` from 1 to 100."""

    def resolve(
        first: int | None = None, last: int | None = None, after: str | None = None, **_: Any
    ) -> Node:
        size = first if first is not None else last
        if size is None:
            raise _refused("MISSING_PAGINATION_BOUNDARIES", "You must provide a `first` or `last` value")
        if not 1 <= size <= 100:
            raise _refused("EXCESSIVE_PAGINATION", "`first` and `last` must be from 1 to 100")
        start = _offset(after) if first is not None else max(0, len(items) - size)
        shown = items[start : start + size]
        end = start + len(shown)
        nodes = [shape(item) for item in shown]
        return {
            "totalCount": len(items),
            "nodes": nodes,
            "edges": [{"node": node, "cursor": _cursor(start + i + 1)} for i, node in enumerate(nodes)],
            "pageInfo": {
                "hasNextPage": end < len(items),
                "hasPreviousPage": start > 0,
                "endCursor": _cursor(end) if shown else None,
                "startCursor": _cursor(start + 1) if shown else None,
            },
        }

    return resolve


def _cursor(index: int) -> str:
    return base64.b64encode(f"cursor:{index}".encode()).decode()


def _offset(cursor: str | None) -> int:
    if cursor is None:
        return 0
    try:
        return int(base64.b64decode(cursor).decode().removeprefix("cursor:"))
    except (binascii.Error, ValueError) as error:
        raise _refused(
            "INVALID_CURSOR_ARGUMENTS", f"`{cursor}` does not appear to be a valid cursor."
        ) from error


_CONTENTS = {
    "+1": "THUMBS_UP",
    "-1": "THUMBS_DOWN",
    "laugh": "LAUGH",
    "hooray": "HOORAY",
    "confused": "CONFUSED",
    "heart": "HEART",
    "rocket": "ROCKET",
    "eyes": "EYES",
}


def _reaction_groups(record: IssueComment | ReviewComment | Review) -> list[Node]:
    """One group a kind, empty ones too. Totals may be asked for without a page size, as on GitHub."""
    given = [reaction.content for reaction in getattr(record, "reactions", ())]
    return [
        {"content": name, "reactors": partial(_total, given.count(content))}
        for content, name in _CONTENTS.items()
    ]


def _total(count: int, *_: Any, **__: Any) -> Node:
    return {"totalCount": count}


class Graph:
    """The graph as one actor sees it."""

    def __init__(self, world: World, actor: Actor) -> None:
        self._world = world
        self._state = world.state
        self._actor = actor
        self._viewer = actor.user if actor.kind == "user" and actor.user else world.bot

    def root(self) -> Node:
        """Queries and mutations together; the schema keeps them apart."""
        return {
            "viewer": {**self._account(self._viewer), "login": self._viewer.login},
            "repository": self._repository_of,
            "node": lambda id: self._node(id),
            "nodes": lambda ids: [self._node(opaque) for opaque in ids],
            "rateLimit": lambda **_: {"cost": 1, "limit": 5000, "remaining": 4999, "used": 1, "nodeCount": 0},
            "minimizeComment": lambda input: self._minimize(input["subjectId"], input["classifier"]),
            "unminimizeComment": lambda input: self._minimize(input["subjectId"], None),
            "resolveReviewThread": lambda input: self._resolve_thread(input["threadId"], resolved=True),
            "addPullRequestReviewThread": lambda input: self._add_thread(input),
            "unresolveReviewThread": lambda input: self._resolve_thread(input["threadId"], resolved=False),
        }

    def _account(self, account: Account) -> Node:
        bot = account.type == "Bot"
        return {
            "__typename": account.type,
            "id": node_id("BOT" if bot else "U", account.id),
            "login": account.login.removesuffix("[bot]"),
            "databaseId": account.id,
            "url": f"{self._world.url}/{account.login}",
        }

    def _repository_of(self, owner: str, name: str, **_: Any) -> Node:
        repo = self._state.repository(f"{owner}/{name}")
        if repo is None or not may_see(self._state, self._actor, repo):
            text = f"Could not resolve to a Repository with the name '{owner}/{name}'."
            raise _refused("NOT_FOUND", text)
        return self._repository(repo)

    def _repository(self, repo: Repository) -> Node:
        def pull(number: int) -> Node:
            found = repo.pulls.get(number)
            if found is None:
                raise _refused(
                    "NOT_FOUND", f"Could not resolve to a PullRequest with the number of {number}."
                )
            return self._pull(repo, found)

        return {
            "__typename": "Repository",
            "id": node_id("R", repo.id),
            "databaseId": repo.id,
            "name": repo.name,
            "nameWithOwner": repo.full_name,
            "isPrivate": repo.private,
            "url": f"{self._world.url}/{repo.full_name}",
            "owner": self._account(repo.owner),
            "pullRequest": pull,
            "pullRequests": connection(list(repo.pulls.values()), lambda found: self._pull(repo, found)),
        }

    def _pull(self, repo: Repository, pull: Pull) -> Node:
        issue = pull.issue
        starters = [comment for comment in pull.comments if comment.in_reply_to_id is None]
        state = "MERGED" if pull.merged_at else issue.state.upper()
        base = self._world.shapes.merge_base(repo, pull)
        commits = git.commits_between(repo.git_dir, base, pull.head_sha, LISTED_COMMITS)
        return {
            "__typename": "PullRequest",
            "id": node_id("PR", pull.id),
            "fullDatabaseId": str(pull.id),
            "number": pull.number,
            "title": issue.title,
            "body": issue.body,
            "state": state,
            "isDraft": pull.draft,
            "merged": pull.merged_at is not None,
            "url": f"{self._world.url}/{repo.full_name}/pull/{pull.number}",
            "author": self._account(issue.user),
            "headRefName": pull.head_ref,
            "headRefOid": pull.head_sha,
            "baseRefName": pull.base_ref,
            "baseRefOid": pull.base_sha,
            "createdAt": stamp(issue.created_at),
            "updatedAt": stamp(issue.updated_at),
            "labels": connection(issue.labels, lambda label: {"name": label.name, "color": label.color}),
            "comments": connection(issue.comments, self._issue_comment),
            "reviews": connection(pull.reviews, self._review),
            "reviewThreads": connection(starters, lambda comment: self._thread(repo, pull, comment)),
            "commits": connection(commits, lambda c: {"commit": {"oid": c.sha, "message": c.message}}),
            "repository": lambda: self._repository(repo),
        }

    def _thread(self, repo: Repository, pull: Pull, first: ReviewComment) -> Node:
        whole = [comment for comment in pull.comments if first.id in (comment.id, comment.in_reply_to_id)]
        return {
            "__typename": "PullRequestReviewThread",
            "id": node_id("PRRT", first.id),
            "isResolved": first.resolved_by is not None,
            "isOutdated": first.subject_type == "line" and first.line is None,
            "isCollapsed": first.resolved_by is not None,
            "path": first.path,
            "line": first.line,
            "originalLine": first.original_line,
            "startLine": first.start_line,
            "originalStartLine": first.original_start_line,
            "diffSide": first.side,
            "subjectType": first.subject_type.upper(),
            "resolvedBy": self._account(first.resolved_by) if first.resolved_by else None,
            "viewerCanResolve": holds(self._actor, {"contents": "write"}),
            "comments": connection(whole, lambda comment: self._comment(repo, pull, comment)),
            "pullRequest": lambda: self._pull(repo, pull),
        }

    def _written(self, record: IssueComment | ReviewComment | Review, kind: str, prefix: str) -> Node:
        return {
            "__typename": kind,
            "id": node_id(prefix, record.id),
            "databaseId": record.id % 2**31,
            "fullDatabaseId": str(record.id),
            "body": record.body,
            "author": self._account(record.user),
            "isMinimized": record.minimized is not None,
            "minimizedReason": record.minimized and record.minimized.lower(),
            "viewerDidAuthor": record.user is self._viewer,
            "reactionGroups": _reaction_groups(record),
            "viewerCanMinimize": True,
        }

    def _issue_comment(self, comment: IssueComment) -> Node:
        times = {"createdAt": stamp(comment.created_at), "updatedAt": stamp(comment.updated_at)}
        reactions = connection(comment.reactions, lambda reaction: {"content": reaction.content})
        return {**self._written(comment, "IssueComment", "IC"), **times, "reactions": reactions}

    def _review(self, review: Review) -> Node:
        more = {"state": review.state, "submittedAt": stamp(review.submitted_at)}
        return {**self._written(review, "PullRequestReview", "PRR"), **more}

    def _comment(self, repo: Repository, pull: Pull, comment: ReviewComment) -> Node:
        return {
            **self._written(comment, "PullRequestReviewComment", "PRRC"),
            "path": comment.path,
            "line": comment.line,
            "originalLine": comment.original_line,
            "outdated": comment.subject_type == "line" and comment.line is None,
            "diffHunk": comment.diff_hunk,
            "createdAt": stamp(comment.created_at),
            "updatedAt": stamp(comment.updated_at),
            "url": f"{self._world.url}/{repo.full_name}/pull/{pull.number}#discussion_r{comment.id}",
            "replyTo": {"id": node_id("PRRC", comment.in_reply_to_id)} if comment.in_reply_to_id else None,
            "reactions": connection(comment.reactions, lambda reaction: {"content": reaction.content}),
        }

    def _find(self, opaque: str) -> tuple[str, Repository, Pull | None, Any]:
        """Kind, repository, pull request and record of a node that the actor may see."""
        known = number_of(opaque)
        for repo in self._state.repositories.values():
            if known is None or repo.deleted or not may_see(self._state, self._actor, repo):
                continue
            prefix, number = known
            comments = (("IC", None, comment) for issue in repo.issues.values() for comment in issue.comments)
            inside = (
                (kind, pull, record)
                for pull in repo.pulls.values()
                for kind, records in (
                    ("PR", [pull]),
                    ("PRR", pull.reviews),
                    ("PRRC", pull.comments),
                    ("PRRT", [comment for comment in pull.comments if comment.in_reply_to_id is None]),
                )
                for record in records
            )
            for kind, pull, record in (*inside, *comments):
                if kind == prefix and record.id == number:
                    return kind, repo, pull, record
        raise _refused("NOT_FOUND", f"Could not resolve to a node with the global id of '{opaque}'.")

    def _shape(self, kind: str, repo: Repository, pull: Pull | None, record: Any) -> Node:
        if pull is None:
            return self._issue_comment(record)
        if kind == "PR":
            return self._pull(repo, record)
        if kind == "PRR":
            return self._review(record)
        return self._thread(repo, pull, record) if kind == "PRRT" else self._comment(repo, pull, record)

    def _node(self, opaque: str) -> Node:
        return self._shape(*self._find(opaque))

    def _require(self, repo: Repository, permissions: dict[str, str]) -> None:
        if self._actor.kind == "user":
            if self._state.permission(repo, self._viewer.login) not in ("admin", "maintain", "write"):
                raise _refused("FORBIDDEN", f"{self._viewer.login} does not have the correct permissions")
        elif not in_scope(self._state, self._actor, repo) or not holds(self._actor, permissions):
            raise _refused("FORBIDDEN", _FORBIDDEN)

    def _minimize(self, opaque: str, classifier: str | None) -> Node:
        kind, repo, pull, record = self._find(opaque)
        if kind not in ("IC", "PRR", "PRRC"):
            raise _refused("UNPROCESSABLE", "This node cannot be minimized.")
        self._require(
            repo,
            {"pull_requests": "write", "issues": "write"} if pull is None else {"pull_requests": "write"},
        )
        record.minimized = classifier
        shape = self._shape(kind, repo, pull, record)
        return {"minimizedComment": shape, "unminimizedComment": shape, "clientMutationId": None}

    def _add_thread(self, given: dict[str, Any]) -> Node:
        kind, repo, pull, record = self._find(
            given.get("pullRequestReviewId") or given.get("pullRequestId") or ""
        )
        if pull is None or kind not in ("PR", "PRR"):
            raise _refused("NOT_FOUND", "Could not resolve to a pull request or its review.")
        self._require(repo, {"pull_requests": "write"})
        review = record if kind == "PRR" else None
        made = new_threads.add(self._state, self._viewer, repo, pull, review, given)
        return {"thread": made and self._thread(repo, pull, made), "clientMutationId": None}

    def _resolve_thread(self, opaque: str, *, resolved: bool) -> Node:
        kind, repo, pull, record = self._find(opaque)
        if kind != "PRRT" or pull is None:
            raise _refused(
                "NOT_FOUND", f"Could not resolve to PullRequestReviewThread node with the id of '{opaque}'"
            )
        # Measured by several projects in 2026: pull_requests: write is not enough for an installation token.
        self._require(repo, {"contents": "write"})
        record.resolved_by = self._viewer if resolved else None
        return {"thread": self._thread(repo, pull, record), "clientMutationId": None}
