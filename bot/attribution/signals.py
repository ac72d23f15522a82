"""What is known of a pull request when it is attributed, and how it is read from a line of JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from bot.attribution.trailers import parse_trailers, split_trailer

TEXT_LIMIT = 65_536
"""GitHub's own limit on a body; more is not read."""
LIST_LIMIT = 2_000


class SignalError(ValueError):
    """A line of signals cannot be read; the text says which member is wrong and what it must be."""


@dataclass(frozen=True, slots=True)
class CommitAuthor:
    """Author of one commit: free text, but for the login that GitHub found for the address."""

    name: str = ""
    email: str = ""
    login: str = ""


@dataclass(frozen=True, slots=True)
class Signals:
    """Facts about one pull request. Every member may be empty."""

    author_login: str = ""
    author_id: int = 0
    author_type: str = ""
    """``User`` or ``Bot`` as GitHub says."""
    title: str = ""
    bodies: tuple[str, ...] = ()
    """The pull request's body; several texts where only extracts are known."""
    head_ref: str = ""
    labels: tuple[str, ...] = ()
    commit_authors: tuple[CommitAuthor, ...] = ()
    trailers: tuple[tuple[str, str], ...] = ()
    """(key, value) of all commits of the pull request, by git's rules for trailers."""
    date: date | None = None
    repo: str = ""
    number_or_sha: str = ""

    @classmethod
    def from_json(cls, data: object) -> Signals:
        """Read one decoded JSON object; members may be absent or null. Raises SignalError."""
        if not isinstance(data, dict):
            raise SignalError("a line must be a JSON object of signals")
        messages = _texts(data, "messages")
        return cls(
            author_login=_text(data, "author_login"),
            author_id=_number(data, "author_id"),
            author_type=_text(data, "author_type"),
            title=_text(data, "title"),
            bodies=(*_texts(data, "body_signals"), *_texts(data, "body")),
            head_ref=_text(data, "head_ref"),
            labels=tuple(_labels(data)),
            commit_authors=tuple(_authors(data)),
            trailers=(*_trailers(data), *(t for message in messages for t in parse_trailers(message))),
            date=_date(data),
            repo=_text(data, "repo"),
            number_or_sha=str(data.get("number_or_sha") or ""),
        )


def _text(data: Mapping[str, Any], key: str) -> str:
    value = data.get(key)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise SignalError(f"{key} must be a text")
    return value[:TEXT_LIMIT]


def _texts(data: Mapping[str, Any], key: str) -> tuple[str, ...]:
    value = data.get(key)
    if value is None:
        return ()
    if isinstance(value, str):
        return (value[:TEXT_LIMIT],)
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return tuple(item[:TEXT_LIMIT] for item in value[:LIST_LIMIT])
    raise SignalError(f"{key} must be a text or a list of texts")


def _number(data: Mapping[str, Any], key: str) -> int:
    value = data.get(key)
    if value is None:
        return 0
    if isinstance(value, bool) or not isinstance(value, (int, str)):
        raise SignalError(f"{key} must be a number")
    try:
        return int(value)
    except ValueError as error:
        raise SignalError(f"{key} must be a number") from error


def _items(data: Mapping[str, Any], key: str) -> list[Any]:
    value = data.get(key)
    if value is None:
        return []
    if not isinstance(value, list):
        raise SignalError(f"{key} must be a list")
    return value[:LIST_LIMIT]


def _labels(data: Mapping[str, Any]) -> Iterator[str]:
    for item in _items(data, "labels"):
        name = item.get("name") if isinstance(item, dict) else item
        if not isinstance(name, str):
            raise SignalError("labels must be a list of names")
        yield name


def _authors(data: Mapping[str, Any]) -> Iterator[CommitAuthor]:
    for item in _items(data, "commit_authors"):
        if not isinstance(item, dict):
            raise SignalError("commit_authors must be a list of objects with name, email and login")
        yield CommitAuthor(_text(item, "name"), _text(item, "email"), _text(item, "login"))


def _trailers(data: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    value = data.get("trailers")
    items: list[Any] = list(value.items()) if isinstance(value, dict) else _items(data, "trailers")
    for item in items:
        if isinstance(item, str):
            pair = split_trailer(item)
            if pair is not None:
                yield pair
        elif (
            isinstance(item, dict) and isinstance(item.get("key"), str) and isinstance(item.get("value"), str)
        ):
            yield item["key"], item["value"]
        elif isinstance(item, (list, tuple)) and len(item) == 2 and isinstance(item[0], str):
            values = item[1] if isinstance(item[1], list) else [item[1]]
            yield from ((item[0], str(one)) for one in values)
        else:
            raise SignalError("trailers must be a list of texts such as 'Co-authored-by: Name <address>'")


def _date(data: Mapping[str, Any]) -> date | None:
    text = _text(data, "date")
    if not text:
        return None
    try:
        return datetime.fromisoformat(text.replace("Z", "+00:00")).date()
    except ValueError as error:
        raise SignalError(f"date must be an ISO date, not {text[:40]!a}") from error
