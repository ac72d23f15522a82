"""Dockerfiles as data: instructions with their lines, stages, and what ``ARG`` defaults make of a name.

Reads what BuildKit reads (https://docs.docker.com/reference/dockerfile/): continuations with the escape of the file's own
directive, comments between continued lines, heredocs, ``ONBUILD``. The one parser in the package index knows no heredocs.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

_DIRECTIVE = re.compile(r"#\s*(?P<name>\w+)\s*=\s*(?P<value>\S+)\s*$")
_WORD = re.compile(r"\s*([A-Za-z]+)(?:\s+(.*))?$", re.DOTALL)
_HEREDOC = re.compile(r"""<<(?P<dash>-?)(?P<q>["']?)(?P<name>[A-Za-z_]\w*)(?P=q)""")
_VARIABLE = re.compile(r"\$(?:\{(?P<braced>\w+)(?::?(?P<how>[-+])(?P<other>[^{}]*))?\}|(?P<plain>\w+))")
_INSTRUCTION_LIMIT = 5000


@dataclass(frozen=True, slots=True)
class Instruction:
    """One instruction: upper-case name, the rest of it on one line (heredoc bodies kept as lines), and where it stands."""

    name: str
    value: str
    line: int
    end_line: int
    onbuild: bool = False


@dataclass(frozen=True, slots=True)
class Stage:
    """What one ``FROM`` starts. ``image`` has ARG defaults filled in; ``parent`` where it builds on an own stage."""

    source: Instruction
    image: str
    name: str
    parent: Stage | None
    instructions: tuple[Instruction, ...]
    arguments: Mapping[str, str] = field(default_factory=dict)
    """Values of ``ARG`` and ``ENV`` in this stage, as far as the file says."""

    def user(self) -> tuple[Instruction | None, str]:
        """The last ``USER`` of the stage or of the own stages it builds on, and whom it names."""
        for instruction in reversed(self.instructions):
            if instruction.name == "USER" and not instruction.onbuild:
                return instruction, fill(instruction.value.strip(), self.arguments)
        return (None, "") if self.parent is None else self.parent.user()

    def root(self) -> Stage:
        """The stage at the start of the chain of own stages: its image comes from outside."""
        return self if self.parent is None else self.parent.root()

    def chain(self) -> Iterator[Instruction]:
        """Instructions of the stage and of the own stages it builds on."""
        if self.parent is not None:
            yield from self.parent.chain()
        yield from self.instructions


def read_instructions(text: str) -> tuple[Instruction, ...]:
    """All instructions in order; what is no instruction is passed over."""
    lines = text.split("\n")
    escape = _escape(lines)
    found: list[Instruction] = []
    number = 0
    while number < len(lines) and len(found) < _INSTRUCTION_LIMIT:
        if not lines[number].strip() or lines[number].lstrip().startswith("#"):
            number += 1
            continue
        first = number
        parts: list[str] = []
        while number < len(lines):
            line = lines[number].rstrip()
            number += 1
            if parts and (not line.strip() or line.lstrip().startswith("#")):
                continue
            if not line.endswith(escape):
                parts.append(line)
                break
            parts.append(line[: -len(escape)])
        body = " ".join(parts)
        last = number
        match = _WORD.match(body)
        if match is None:
            continue
        name, value = match[1].upper(), (match[2] or "").strip()
        if name in ("RUN", "COPY", "ADD"):
            for heredoc in _HEREDOC.finditer(value):
                lines_of, last = _heredoc(lines, last, heredoc)
                value += "\n" + "\n".join(lines_of)
            number = last
        onbuild = name == "ONBUILD"
        if onbuild:
            inner = _WORD.match(value)
            if inner is None:
                continue
            name, value = inner[1].upper(), (inner[2] or "").strip()
        found.append(Instruction(name, value, first + 1, last, onbuild))
    return tuple(found)


def read_stages(instructions: tuple[Instruction, ...]) -> tuple[Stage, ...]:
    """The stages of a file, in order."""
    known: dict[str, str] = {}
    stages: list[Stage] = []
    starts = [i for i, instruction in enumerate(instructions) if instruction.name == "FROM"]
    for instruction in instructions[: starts[0] if starts else 0]:
        if instruction.name == "ARG":
            known.update((n, v) for n, v in assignments(instruction) if v is not None)
    for start, end in pairwise([*starts, len(instructions)]):
        source = instructions[start]
        words = [w for w in source.value.split() if not w.startswith("--")]
        image = fill(words[0], known) if words else ""
        name = words[2] if len(words) == 3 and words[1].upper() == "AS" else ""
        parent = next((s for s in stages if s.name and s.name.lower() == image.lower()), None)
        values = dict(parent.arguments) if parent is not None else {}
        for instruction in instructions[start + 1 : end]:
            if instruction.name in ("ARG", "ENV"):
                for key, value in assignments(instruction):
                    if value is None and key in known:
                        values[key] = known[key]
                    elif value is not None:
                        values[key] = fill(value, values)
        stages.append(Stage(source, image, name, parent, instructions[start + 1 : end], values))
    return tuple(stages)


def assignments(instruction: Instruction) -> list[tuple[str, str | None]]:
    """(name, value) of an ``ENV`` or ``ARG``; the value of an ``ARG`` without default is None."""
    value = instruction.value
    if instruction.name == "ENV" and re.match(r"[\w.\-]+\s+[^=\s]", value) and "=" not in value.split()[0]:
        name, _, rest = value.partition(" ")
        return [(name, _unquoted(rest.strip()))]
    try:
        words = shlex.split(value, posix=True)
    except ValueError:
        words = value.split()
    return [(n, v if mark else None) for n, mark, v in (word.partition("=") for word in words) if n]


def fill(text: str, values: Mapping[str, str]) -> str:
    """A text with variables filled in as far as they are known: ``${X:-other}`` too; unknown ones stay as they are."""

    def put(match: re.Match[str]) -> str:
        name = match["braced"] or match["plain"]
        if match["how"] == "+":
            return match["other"] if values.get(name) else ""
        return values.get(name) or (match["other"] if match["how"] == "-" else match[0])

    return _VARIABLE.sub(put, text)


def _escape(lines: list[str]) -> str:
    for line in lines:
        match = _DIRECTIVE.match(line.strip())
        if match is None:
            return "\\"
        if match["name"].lower() == "escape" and match["value"] == "`":
            return "`"
    return "\\"


def _heredoc(lines: list[str], start: int, heredoc: re.Match[str]) -> tuple[list[str], int]:
    body: list[str] = []
    number = start
    while number < len(lines):
        line = lines[number]
        number += 1
        if (line.lstrip("\t") if heredoc["dash"] else line).rstrip() == heredoc["name"]:
            return body, number
        body.append(line)
    return [], start


def _unquoted(text: str) -> str:
    return text[1:-1] if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'" else text
