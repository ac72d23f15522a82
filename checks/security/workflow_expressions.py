"""GitHub Actions expressions (``${{ ... }}``): which contexts can end up in the text that one produces.

A comparison or ``contains()`` gives true or false, so what it looks at never reaches the text; ``a && b`` gives ``b``. See
https://docs.github.com/en/actions/reference/workflows-and-actions/expressions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

Path = tuple[str, ...]
"""Lower-case names of a context; ``*`` for any member."""

_TOKEN = re.compile(
    r"\s*(?:(?P<text>'(?:[^']|'')*')|(?P<number>-?(?:0x[0-9a-fA-F]+|\d+(?:\.\d+)?(?:e[+-]?\d+)?))"
    r"|(?P<name>[A-Za-z_][\w-]*)|(?P<mark>\|\||&&|==|!=|<=|>=|[<>!()\[\].,*]))"
)
_TRUTH_ONLY = frozenset(
    {"contains", "startswith", "endswith", "success", "always", "failure", "cancelled", "hashfiles"}
)
_DEPTH_LIMIT = 40

_UNTRUSTED: tuple[Path, ...] = tuple(
    tuple(line.split("."))
    for line in """\
github.head_ref
github.event.issue.title
github.event.issue.body
github.event.discussion.title
github.event.discussion.body
github.event.pull_request.title
github.event.pull_request.body
github.event.pull_request.head.ref
github.event.pull_request.head.label
github.event.pull_request.head.repo.default_branch
github.event.pull_request.head.repo.description
github.event.pull_request.head.repo.homepage
github.event.comment.body
github.event.review.body
github.event.review_comment.body
github.event.changes.title.from
github.event.changes.body.from
github.event.pages.*.page_name
github.event.commits.*.message
github.event.commits.*.author.email
github.event.commits.*.author.name
github.event.commits.*.committer.email
github.event.commits.*.committer.name
github.event.head_commit.message
github.event.head_commit.author.email
github.event.head_commit.author.name
github.event.head_commit.committer.email
github.event.head_commit.committer.name
github.event.workflow_run.head_branch
github.event.workflow_run.display_title
github.event.workflow_run.head_commit.message
github.event.workflow_run.head_commit.author.email
github.event.workflow_run.head_commit.author.name
github.event.workflow_run.head_repository.description
github.event.workflow_run.pull_requests.*.head.ref
github.event.check_run.check_suite.head_branch
github.event.check_run.pull_requests.*.head.ref
github.event.check_suite.head_branch
github.event.check_suite.pull_requests.*.head.ref""".splitlines()
)
"""What a stranger writes freely (GitHub, "Security hardening for GitHub Actions": untrusted input)."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A context that can reach the text. ``whole``: with everything below it, as JSON."""

    path: Path
    whole: bool = False

    def __str__(self) -> str:
        return ".".join(self.path)


def references(expression: str) -> tuple[Reference, ...]:
    """Contexts whose values can be part of what the expression gives; of a broken one, all that are named."""
    tokens = _tokens(expression)
    try:
        parser = _Parser(tokens)
        found = parser.either(0)
        if parser.at == len(tokens):
            return tuple(dict.fromkeys(found))
    except _Broken:
        pass
    names = re.findall(r"[A-Za-z_][\w-]*(?:\.[\w*-]+)+", expression)
    return tuple(Reference(tuple(name.lower().split("."))) for name in names)


def untrusted(reference: Reference) -> bool:
    """Whether a stranger decides the value: titles, bodies, branch names, commit messages and authors."""
    return any(_covers(reference, wanted) for wanted in _UNTRUSTED)


def _covers(reference: Reference, wanted: Path) -> bool:
    path = reference.path
    if len(path) != len(wanted) and not (reference.whole and len(path) < len(wanted)):
        return False
    return all(
        a == b or "*" in (a, b) or (b == "*" and a.isdigit()) for a, b in zip(path, wanted, strict=False)
    )


class _Broken(Exception):
    pass


def _tokens(text: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    at = 0
    text = text.rstrip()
    while at < len(text) and len(found) < 2000:
        match = _TOKEN.match(text, at)
        if match is None or match.lastgroup is None:
            found.append(("broken", text[at]))
            break
        found.append((match.lastgroup, match.group(match.lastgroup)))
        at = match.end()
    return found


class _Parser:
    """Recursive descent; each method gives the references that can flow out of what it read."""

    def __init__(self, tokens: list[tuple[str, str]]) -> None:
        self.tokens = tokens
        self.at = 0

    def either(self, depth: int) -> list[Reference]:
        if depth > _DEPTH_LIMIT:
            raise _Broken
        found = self._both(depth)
        while self._take("||"):
            found = found + self._both(depth)
        return found

    def _both(self, depth: int) -> list[Reference]:
        found = self._compared(depth)
        while self._take("&&"):
            found = self._compared(depth)
        return found

    def _compared(self, depth: int) -> list[Reference]:
        found = self._single(depth)
        while any(self._take(mark) for mark in ("==", "!=", "<=", ">=", "<", ">")):
            self._single(depth)
            found = []
        return found

    def _single(self, depth: int) -> list[Reference]:
        if depth > _DEPTH_LIMIT:
            raise _Broken
        if self._take("!"):
            self._single(depth + 1)
            return []
        if self._take("("):
            found = self.either(depth + 1)
            self._expect(")")
            return found
        kind, text = self._next()
        if kind in ("text", "number"):
            return []
        if kind != "name":
            raise _Broken
        if self._take("("):
            return self._called(text.lower(), depth)
        if text.lower() in ("true", "false", "null"):
            return []
        return [Reference(tuple(self._members(text.lower(), depth)))]

    def _called(self, name: str, depth: int) -> list[Reference]:
        found: list[Reference] = []
        while not self._take(")"):
            found += self.either(depth + 1)
            if not self._take(","):
                self._expect(")")
                break
        members = list(self._members("", depth))[1:]
        if name in _TRUTH_ONLY:
            return []
        if name == "tojson":
            return [Reference(r.path, whole=True) for r in found]
        if name == "fromjson" and members:
            return [Reference((*r.path, *members)) if r.whole else r for r in found]
        return found

    def _members(self, first: str, depth: int) -> Iterator[str]:
        yield first
        while True:
            if self._take("."):
                kind, text = self._next()
                if kind not in ("name", "number") and text != "*":
                    raise _Broken
                yield text.lower()
            elif self._take("["):
                kind, text = self.tokens[self.at] if self.at < len(self.tokens) else ("", "")
                self.either(depth + 1) if text != "*" else self._next()
                self._expect("]")
                yield text[1:-1].lower() if kind == "text" else "*"
            else:
                return

    def _next(self) -> tuple[str, str]:
        if self.at >= len(self.tokens):
            raise _Broken
        self.at += 1
        return self.tokens[self.at - 1]

    def _take(self, mark: str) -> bool:
        if self.at < len(self.tokens) and self.tokens[self.at] == ("mark", mark):
            self.at += 1
            return True
        return False

    def _expect(self, mark: str) -> None:
        if not self._take(mark):
            raise _Broken
