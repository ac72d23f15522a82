"""Reactions to comments: how a command is answered without a notification."""

from __future__ import annotations

from bot.github.client import Client


def react(client: Client, comment_id: str, content: str, *, in_thread: bool) -> None:
    """React as the App; doing it twice is doing it once. ``content``: ``+1``, ``-1``, ``confused``, ``eyes``..."""
    kind = "pulls" if in_thread else "issues"
    client.write("POST", f"/{kind}/comments/{comment_id}/reactions", {"content": content})
