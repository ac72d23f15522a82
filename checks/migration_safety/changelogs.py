"""The change sets of a Liquibase changelog (SQL, XML, YAML, JSON), each with its own text: one file holds many migrations."""

from __future__ import annotations

import re
from dataclasses import dataclass

_SQL_START = re.compile(r"^--\s*changeset\s+([^\s:]+):(\S+)(.*)$", re.IGNORECASE | re.MULTILINE)
_XML_SET = re.compile(r"<changeSet\b([^>]*)>(.*?)</changeSet>", re.DOTALL)
_XML_NAME = re.compile(r"\b(id|author)\s*=\s*[\"']([^\"']*)[\"']")
_YAML_SET = re.compile(r"^([ \t]*)-[ \t]+changeSet:[ \t]*\n", re.MULTILINE)
_RERUN = re.compile(r"\b(?:runOnChange|runAlways)[\"']?\s*[=:]\s*[\"']?true|validCheckSum", re.IGNORECASE)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """One change set: its lines, its text with white space folded, and whether it is meant to run again."""

    line: int
    end_line: int
    text: str
    rerun: bool


def change_sets(path: str, text: str) -> dict[str, ChangeSet] | None:
    """Change sets by ``author:id``; None for a file that is no changelog."""
    found = every_change_set(path, text)
    return None if found is None else dict(found)


def every_change_set(path: str, text: str) -> list[tuple[str, ChangeSet]] | None:
    """(``author:id``, change set) in the file's order, an id that stands twice included; None for a file that is no
    changelog."""
    if path.endswith(".sql"):
        return _sql(text) if re.match(r"\s*--\s*liquibase formatted sql", text, re.IGNORECASE) else None
    if "databaseChangeLog" not in text:
        return None
    if path.endswith(".xml"):
        return _xml(text)
    if path.endswith((".yml", ".yaml")):
        return _yaml(text)
    return None


def _line(text: str, offset: int) -> int:
    return text.count("\n", 0, offset) + 1


def _made(text: str, start: int, end: int) -> ChangeSet:
    body = text[start:end]
    last = start + len(body.rstrip()) - 1
    return ChangeSet(
        _line(text, start), _line(text, max(start, last)), " ".join(body.split()), bool(_RERUN.search(body))
    )


def _sql(text: str) -> list[tuple[str, ChangeSet]]:
    starts = list(_SQL_START.finditer(text))
    ends = [s.start() for s in starts[1:]] + [len(text)]
    return [
        (f"{s.group(1)}:{s.group(2)}", _made(text, s.start(), end))
        for s, end in zip(starts, ends, strict=True)
    ]


def _xml(text: str) -> list[tuple[str, ChangeSet]]:
    found = []
    # A change set that is commented out is none; the lines stay where they are.
    live = _COMMENT.sub(lambda comment: re.sub(r"[^\n]", " ", comment.group()), text)
    for match in _XML_SET.finditer(live):
        names = dict(_XML_NAME.findall(match.group(1)))
        key = f"{names.get('author', '')}:{names.get('id', '')}"
        found.append((key, _made(live, match.start(), match.end())))
    return found


def _yaml(text: str) -> list[tuple[str, ChangeSet]]:
    found = []
    starts = list(_YAML_SET.finditer(text))
    for index, match in enumerate(starts):
        end = starts[index + 1].start() if index + 1 < len(starts) else len(text)
        body = text[match.start() : end]
        names = {
            key: value.strip().strip("'\"")
            for key, value in re.findall(r"^[ \t]+(id|author):[ \t]*(.+)$", body, re.MULTILINE)[:2]
        }
        found.append((f"{names.get('author', '')}:{names.get('id', '')}", _made(text, match.start(), end)))
    return found
