"""Reactions: how a command is answered without a notification, and what people think of our comments."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.github.client import Client
from bot.github.errors import TooMuch

PULLS_PER_CALL = 10
THREADS = 50
"""Threads read of one pull request; no review of ours has more comments."""

_PULL = f"""
  p{{number}}: pullRequest(number: {{number}}) {{{{
    number
    reviewThreads(first: {THREADS}) {{{{ nodes {{{{ comments(first: 1) {{{{ nodes {{{{
      body viewerDidAuthor reactionGroups {{{{ content reactors {{{{ totalCount }}}} }}}}
    }}}} }}}} }}}} }}}}
  }}}}"""


@dataclass(frozen=True, slots=True)
class Opinion:
    """What people think of one comment of ours."""

    number: int
    body: str
    up: int
    down: int


def react(client: Client, comment_id: str, content: str, *, in_thread: bool) -> None:
    """React as the App; doing it twice is doing it once. ``content``: ``+1``, ``-1``, ``confused``, ``eyes``..."""
    kind = "pulls" if in_thread else "issues"
    client.write("POST", f"/{kind}/comments/{comment_id}/reactions", {"content": content})


def document(numbers: Sequence[int]) -> str:
    """One query for the threads of several pull requests of a repository."""
    parts = "".join(_PULL.format(number=int(number)) for number in numbers)
    return f"query($owner: String!, $name: String!) {{\n repository(owner: $owner, name: $name) {{{parts}\n }}\n}}"


def opinions(client: Client, numbers: Sequence[int]) -> list[Opinion]:
    """Reactions to the comments of ours on these pull requests, ten of them a call."""
    owner, _, name = client.repo.partition("/")
    found: list[Opinion] = []
    waiting = [numbers[at : at + PULLS_PER_CALL] for at in range(0, len(numbers), PULLS_PER_CALL)]
    while waiting:
        part = waiting.pop(0)
        try:
            data = client.graphql(document(part), {"owner": owner, "name": name})
        except TooMuch:
            if len(part) == 1:  # this one alone is too much for GitHub: the others still count
                continue
            middle = len(part) // 2
            waiting[:0] = [part[:middle], part[middle:]]
            continue
        for pull in (data.get("repository") or {}).values():
            for thread in ((pull or {}).get("reviewThreads") or {}).get("nodes") or ():
                found += _ours(int(pull["number"]), (thread or {}).get("comments") or {})
    return found


def _ours(number: int, comments: Mapping[str, Any]) -> list[Opinion]:
    found = []
    for comment in comments.get("nodes") or ():
        if comment and comment.get("viewerDidAuthor"):
            groups = {
                str(g["content"]): int((g.get("reactors") or {}).get("totalCount") or 0)
                for g in comment.get("reactionGroups") or ()
            }
            up, down = groups.get("THUMBS_UP", 0), groups.get("THUMBS_DOWN", 0)
            found.append(Opinion(number, str(comment.get("body") or ""), up, down))
    return found
