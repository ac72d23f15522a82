"""Protobuf files: packages, messages, enumerations and services, with the line of each.

A reader of our own: the parsers that the registry has give no lines. It reads what compatibility needs of proto2, proto3
and editions, skips what it does not know, and gives up on a file that does not parse.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_SIZE_LIMIT = 1_000_000
_DEPTH = 40
_TOKEN = re.compile(
    r"""(?P<skip>[ \t\r\f\v]+|//[^\n]*)|(?P<newline>\n)
    |(?P<string>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')
    |(?P<word>\.?[A-Za-z_][\w.]*)|(?P<number>[-+]?(?:0[xX][0-9a-fA-F]+|[0-9][\w.]*))
    |(?P<sign>[{}\[\]()<>=;,:.\-+/])""",
    re.VERBOSE,
)
_LABELS = ("optional", "required", "repeated")


class ProtoError(ValueError):
    """The text is not a protobuf file, or one beyond our limits."""


@dataclass(frozen=True, slots=True)
class Reserved:
    """Numbers and names that must not be used again."""

    ranges: tuple[tuple[int, int], ...] = ()
    names: frozenset[str] = frozenset()

    def has(self, number: int, name: str) -> tuple[bool, bool]:
        """Whether the number, and whether the name, is kept from use."""
        return any(low <= number <= high for low, high in self.ranges), name in self.names


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a message."""

    name: str
    number: int
    type: str
    """As written; ``map<k, v>`` for maps, ``group`` for groups."""
    label: str
    """``optional``, ``required``, ``repeated``, ``map`` or nothing."""
    oneof: str
    line: int
    options: dict[str, str]

    @property
    def json_name(self) -> str:
        """The name in JSON."""
        given = self.options.get("json_name")
        if given is not None:
            return given
        return re.sub(r"_([a-zA-Z])", lambda m: m.group(1).upper(), self.name)


@dataclass(frozen=True, slots=True)
class Value:
    """A value of an enumeration."""

    name: str
    number: int
    line: int


@dataclass(slots=True)
class Message:
    """A message; ``name`` is full, with the package."""

    name: str
    line: int
    fields: list[Field] = field(default_factory=list)
    oneofs: dict[str, int] = field(default_factory=dict)
    ranges: list[tuple[int, int]] = field(default_factory=list)
    kept_names: set[str] = field(default_factory=set)
    deprecated: bool = False

    @property
    def reserved(self) -> Reserved:
        """What is kept from use."""
        return Reserved(tuple(self.ranges), frozenset(self.kept_names))


@dataclass(slots=True)
class Enum:
    """An enumeration; ``name`` is full."""

    name: str
    line: int
    values: list[Value] = field(default_factory=list)
    ranges: list[tuple[int, int]] = field(default_factory=list)
    kept_names: set[str] = field(default_factory=set)
    allows_alias: bool = False
    deprecated: bool = False

    @property
    def reserved(self) -> Reserved:
        """What is kept from use."""
        return Reserved(tuple(self.ranges), frozenset(self.kept_names))


@dataclass(frozen=True, slots=True)
class Rpc:
    """A method of a service."""

    name: str
    line: int
    request: str
    response: str
    streams_request: bool
    streams_response: bool
    deprecated: bool


@dataclass(slots=True)
class Service:
    """A service; ``name`` is full."""

    name: str
    line: int
    rpcs: dict[str, Rpc] = field(default_factory=dict)
    deprecated: bool = False


@dataclass(slots=True)
class ProtoFile:
    """One file."""

    path: str
    package: str = ""
    package_line: int = 1
    syntax: str = "proto2"
    messages: dict[str, Message] = field(default_factory=dict)
    enums: dict[str, Enum] = field(default_factory=dict)
    services: dict[str, Service] = field(default_factory=dict)


def read_proto(path: str, text: str) -> ProtoFile:
    """Reads a file. Raises ProtoError."""
    if len(text) > _SIZE_LIMIT:
        raise ProtoError(f"{path}: over {_SIZE_LIMIT} characters")
    return _Reader(path, text.removeprefix("\ufeff")).read()


class _Reader:
    def __init__(self, path: str, text: str) -> None:
        self.file = ProtoFile(path)
        self.tokens = _tokens(path, text)
        self.at = 0
        self.depth = 0

    # --- tokens ---

    @property
    def next(self) -> str:
        return self.tokens[self.at][0] if self.at < len(self.tokens) else ""

    @property
    def line(self) -> int:
        return self.tokens[min(self.at, len(self.tokens) - 1)][1] if self.tokens else 1

    def take(self) -> str:
        token = self.next
        if not token:
            raise ProtoError(f"{self.file.path}: ends too early")
        self.at += 1
        return token

    def expect(self, token: str) -> None:
        line = self.line
        found = self.take()
        if found != token:
            raise ProtoError(f"{self.file.path}:{line}: {token!r} was expected, not {found[:40]!r}")

    def skip_statement(self) -> list[str]:
        """Everything up to the next ``;`` or over a whole block; the tokens that were passed."""
        passed: list[str] = []
        depth, assigns = 0, False
        while True:
            token = self.take()
            assigns |= token == "=" and depth == 0
            if token in "{[(<":
                depth += 1
            elif token in "}])>":
                depth -= 1
                if depth < 0:
                    if token != "}" or not passed:
                        raise ProtoError(f"{self.file.path}:{self.line}: {token!r} closes nothing")
                    self.at -= 1
                    return passed
                if depth == 0 and token == "}" and not assigns:
                    return passed
            elif token == ";" and depth <= 0:
                return passed
            passed.append(token)

    # --- the file ---

    def read(self) -> ProtoFile:
        while self.next:
            word, line = self.next, self.line
            if word in ("syntax", "edition"):
                passed = self.skip_statement()
                self.file.syntax = _unquoted(passed[-1]) if passed else ""
            elif word == "package":
                passed = self.skip_statement()
                self.file.package, self.file.package_line = "".join(passed[1:]), line
            else:
                self.member(f"{self.file.package}." if self.file.package else "")
        return self.file

    def member(self, prefix: str) -> bool:
        """Reads a message, enumeration, service or extension; other statements are skipped (then False)."""
        word, line = self.next, self.line
        following = self.tokens[self.at + 1][0] if self.at + 1 < len(self.tokens) else ""
        opens = self.tokens[self.at + 2][0] if self.at + 2 < len(self.tokens) else ""
        if word in ("message", "enum", "service") and opens == "{":
            self.at += 3
            name = prefix + following
            if word == "message":
                self.message(name, line)
            elif word == "enum":
                self.enum(name, line)
            else:
                self.service(name, line)
            return True
        self.skip_statement()
        return False

    def message(self, name: str, line: int) -> None:
        self.depth += 1
        if self.depth > _DEPTH:
            raise ProtoError(f"{self.file.path}: nested too deep")
        made = self.file.messages.setdefault(name, Message(name, line))
        while self.next != "}":
            word = self.next
            if word == ";":
                self.at += 1
            elif word == "reserved":
                _reserve(self.skip_statement(), made.ranges, made.kept_names)
            elif word == "oneof" and self._second_opens():
                self.take()
                oneof, at = self.take(), self.line
                made.oneofs[oneof] = at
                self.expect("{")
                while self.next != "}":
                    if self.next == "option" or self.next == ";":
                        self.skip_statement()
                    else:
                        self.field(made, oneof)
                self.take()
            elif word == "option":
                made.deprecated |= _deprecates(self.skip_statement())
            elif word in ("message", "enum") and self._second_opens():
                self.member(name + ".")
            elif word in ("extensions", "extend"):
                self.skip_statement()
            else:
                self.field(made, "")
        self.take()
        self.depth -= 1

    def _second_opens(self) -> bool:
        return self.at + 2 < len(self.tokens) and self.tokens[self.at + 2][0] == "{"

    def field(self, owner: Message, oneof: str) -> None:
        line = self.line
        label = ""
        if self.next in _LABELS and self.tokens[min(self.at + 2, len(self.tokens) - 1)][0] != "=":
            label = self.take()
        kind = self.take()
        if kind == "map" and self.next == "<":
            self.take()
            key = self.take()
            self.expect(",")
            value = self.take()
            self.expect(">")
            kind, label = f"map<{key}, {value}>", "map"
        line = self.line if self.line - line > 3 else line
        name = self.take()
        self.expect("=")
        number = _number(self.take())
        options: dict[str, str] = {}
        if self.next == "[":
            options = self.options()
        if kind == "group" and self.next == "{":
            self.take()
            full = f"{owner.name}.{name}"
            self.message(full, line)
        else:
            self.expect(";")
        owner.fields.append(Field(name, number, kind, label, oneof, line, options))

    def options(self) -> dict[str, str]:
        """``[deprecated = true, json_name = "x"]``; what is more involved is passed over."""
        self.expect("[")
        found: dict[str, str] = {}
        depth, parts = 0, list[str]()
        while not (self.next == "]" and depth == 0):
            token = self.take()
            if token in "{[(<":
                depth += 1
            elif token in "}])>":
                depth -= 1
            if token == "," and depth == 0:
                _option(parts, found)
                parts = []
            else:
                parts.append(token)
        self.take()
        _option(parts, found)
        return found

    def enum(self, name: str, line: int) -> None:
        made = self.file.enums.setdefault(name, Enum(name, line))
        while self.next != "}":
            word, at = self.next, self.line
            if word == ";":
                self.at += 1
            elif word == "reserved":
                _reserve(self.skip_statement(), made.ranges, made.kept_names)
            elif word == "option":
                passed = self.skip_statement()
                made.allows_alias |= passed[1:] == ["allow_alias", "=", "true"]
                made.deprecated |= _deprecates(passed)
            else:
                value = self.take()
                self.expect("=")
                number = _number(self._signed())
                if self.next == "[":
                    self.options()
                self.expect(";")
                made.values.append(Value(value, number, at))
        self.take()

    def _signed(self) -> str:
        sign = self.take() if self.next in "-+" else ""
        return sign + self.take()

    def service(self, name: str, line: int) -> None:
        made = self.file.services.setdefault(name, Service(name, line))
        while self.next != "}":
            if self.next == "rpc":
                rpc = self.rpc()
                made.rpcs[rpc.name] = rpc
            elif self.next == "option":
                made.deprecated |= _deprecates(self.skip_statement())
            else:
                self.skip_statement()
        self.take()

    def rpc(self) -> Rpc:
        line = self.line
        self.take()
        name = self.take()
        streams_request, request = self._argument()
        self.expect("returns")
        streams_response, response = self._argument()
        deprecated = False
        if self.next == "{":
            self.take()
            while self.next != "}":
                deprecated |= _deprecates(self.skip_statement())
            self.take()
        elif self.next == ";":
            self.take()
        return Rpc(name, line, request, response, streams_request, streams_response, deprecated)

    def _argument(self) -> tuple[bool, str]:
        self.expect("(")
        kind = self.take()
        streams = kind == "stream" and self.next != ")"
        if streams:
            kind = self.take()
        self.expect(")")
        return streams, kind


def _tokens(path: str, text: str) -> list[tuple[str, int]]:
    found: list[tuple[str, int]] = []
    at, line = 0, 1
    while at < len(text):
        if text.startswith("/*", at):
            end = text.find("*/", at + 2)
            if end < 0:
                raise ProtoError(f"{path}:{line}: a comment does not end")
            line += text.count("\n", at, end)
            at = end + 2
            continue
        match = _TOKEN.match(text, at)
        if match is None:
            raise ProtoError(f"{path}:{line}: cannot be read")
        token = match.group()
        if match.lastgroup not in ("skip", "newline"):
            found.append((token, line))
        line += token.count("\n")
        at = match.end()
    return found


def _unquoted(token: str) -> str:
    return token[1:-1] if token[:1] in "\"'" else token


def _number(token: str) -> int:
    try:
        return int(token, 0) if not re.fullmatch(r"[-+]?0[0-7]+", token) else int(token, 8)
    except ValueError:
        raise ProtoError(f"{token[:40]!r} is not a number") from None


def _option(parts: list[str], found: dict[str, str]) -> None:
    if len(parts) == 3 and parts[1] == "=":
        found[parts[0]] = _unquoted(parts[2])


def _deprecates(passed: list[str]) -> bool:
    return passed[1:] == ["deprecated", "=", "true"]


def _reserve(passed: list[str], ranges: list[tuple[int, int]], names: set[str]) -> None:
    words = passed[1:]
    at = 0
    while at < len(words):
        token = words[at]
        if token[:1] in "\"'":
            names.add(_unquoted(token))
        elif token[:1].isdigit() or token[:1] in "-+":
            low = high = _number(token)
            if at + 2 < len(words) and words[at + 1] == "to":
                high = 1 << 31 if words[at + 2] == "max" else _number(words[at + 2])
                at += 2
            ranges.append((low, high))
        elif token != ",":
            names.add(token)  # editions write names without quotes
        at += 1
