"""What follows from each way in which a change cannot be had."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from bot import mirror
from bot.github import BadCredentials, RepositoryGone, RetryLater
from bot.review import reading
from bot.review.reading import Unreadable


class Tokens:
    """A client, as far as the mirror needs one."""

    def __init__(self) -> None:
        self.fresh = 0

    def token(self) -> str:
        return f"t{self.fresh}"

    def fresh_token(self) -> str:
        self.fresh += 1
        return self.token()


@pytest.mark.parametrize(
    ("error", "becomes"),
    [
        (mirror.Unreachable, RetryLater),
        (mirror.RepositoryMissing, RepositoryGone),
        (mirror.AccessDenied, BadCredentials),
        (mirror.NoMergeBase, Unreadable),
        (mirror.TooLarge, Unreadable),
        (mirror.RefusedContent, Unreadable),
        (mirror.RevisionMissing, Unreadable),
        (mirror.MirrorBroken, Unreadable),
    ],
)
def test_each_error_of_the_mirror_has_its_consequence(
    error: type[Exception], becomes: type[Exception], build: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    @contextmanager
    def opened(*_: Any) -> Iterator[Any]:
        raise error("x")
        yield

    monkeypatch.setattr(reading.Mirrors, "open", opened)
    client: Any = Tokens()
    with (
        pytest.raises(becomes) as caught,
        reading.mirrored(client, build.pull(), Path("mirrors"), "https://github.com"),
    ):
        pass
    assert client.fresh == (1 if error is mirror.AccessDenied else 0)
    if isinstance(caught.value, Unreadable):
        assert caught.value.title
        assert caught.value.words.endswith(".")


def test_an_old_token_is_replaced_once_and_the_change_is_read(
    build: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed: list[str] = []

    @contextmanager
    def opened(self: Any, wanted: Any, token: Any) -> Iterator[Any]:
        if token() == "t0":
            raise mirror.AccessDenied("401")
        try:
            yield wanted
        finally:
            closed.append(token())

    monkeypatch.setattr(reading.Mirrors, "open", opened)
    client: Any = Tokens()
    with reading.mirrored(client, build.pull(), Path("mirrors"), "https://github.com/") as change:
        wanted: Any = change
        assert wanted.remote.url == "https://github.com/acme/shop.git"
        assert closed == []
    assert closed == ["t1"]
