"""A peekable stream of tokens."""

from __future__ import annotations

from collections.abc import Iterator


class EndOfInput(Exception):
    """There is no token left."""


class Stream(Iterator[str]):
    def __init__(self, text: str) -> None:
        self.tokens = text.split()
        self.at = 0

    def __next__(self) -> str:
        if self.at >= len(self.tokens):
            raise StopIteration
        token = self.tokens[self.at]
        self.at += 1
        return token

    def peek(self) -> str:
        if self.at >= len(self.tokens):
            raise EndOfInput
        return self.tokens[self.at]

    def __getattr__(self, name: str) -> str:
        raise AttributeError(name)

    def expect(self, token: str) -> None:
        found = next(self, "")
        if found != token:
            raise SyntaxError(f"expected {token!r}, found {found!r} at {self.at}")

    def back(self, steps: int) -> None:
        if steps > self.at:
            raise IndexError(steps)
        self.at -= steps
