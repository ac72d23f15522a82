"""Limits that one file of the repository sets for all: ``axios.defaults.timeout``, ``socket.setdefaulttimeout``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from checks.views import FileView, RepoView


@dataclass(frozen=True, slots=True)
class GlobalLimit:
    """A word that a limit for all is set with, the text that sets it, and the files it may stand in."""

    word: str
    pattern: re.Pattern[str]
    suffixes: tuple[str, ...]


_SCRIPTS = (".ts", ".js", ".mjs", ".cjs", ".mts")
AXIOS = GlobalLimit("defaults", re.compile(r"\baxios\.defaults(?:\.timeout\s*=[^=]|\s*=[^=])"), _SCRIPTS)
FETCH = GlobalLimit("setGlobalDispatcher", re.compile(r"\bsetGlobalDispatcher\("), _SCRIPTS)
SOCKET = GlobalLimit("setdefaulttimeout", re.compile(r"\bsetdefaulttimeout\(\s*[^N\s)]"), (".py",))
GO_CLIENT = GlobalLimit("DefaultClient", re.compile(r"\bhttp\.DefaultClient(?:\.Timeout)?\s*=[^=]"), (".go",))

_found: WeakKeyDictionary[RepoView, dict[str, bool]] = WeakKeyDictionary()


def set_anywhere(view: FileView, limit: GlobalLimit) -> bool:
    """Whether any file of the revision sets the limit; looked up once a revision."""
    if limit.pattern.search(view.text):
        return True
    known = _found.setdefault(view.repo, {})
    if limit.word not in known:
        lines = view.repo.search([limit.word], suffixes=limit.suffixes)
        known[limit.word] = any(limit.pattern.search(text) for _, _, text in lines)
    return known[limit.word]
