"""A typical change made of code that people write: the rules' own examples, joined to files of some 300 lines.

Half of the added code has defects, so the cost of judging, of reading the base and of building messages is in it.
"""

from __future__ import annotations

import re

from checks.changes import ChangeSet, in_memory
from checks.languages import language_of
from checks.rules import load_rules

LANGUAGES = (
    "python",
    "typescript",
    "go",
    "python",
    "java",
    "typescript",
    "python",
    "go",
    "typescript",
    "python",
)
SUFFIX = {"python": "py", "typescript": "ts", "go": "go", "java": "java"}
_MARK = re.compile(r"[ \t]*(?://|#)[ \t]*<-- here")


def chunks(language: str) -> list[str]:
    """Example texts of a language, in the rules' order, good and bad in turn."""
    found = []
    for entry in load_rules().values():
        for pair in zip(entry.rule.bad, entry.rule.good, strict=False):
            for example in pair:
                for path, text in example.files.items():
                    if language_of(path) == language:
                        found.append(_MARK.sub("", text))
    return found


def typical_change(files: int = 10, lines: int = 300, added: int = 50) -> ChangeSet:
    """``files`` files of about ``lines`` lines, each with about ``added`` new ones in one place."""
    stock = {language: chunks(language) for language in SUFFIX}
    used = dict.fromkeys(SUFFIX, 0)
    head, base = {}, {}
    for index in range(files):
        language = LANGUAGES[index % len(LANGUAGES)]
        parts: list[str] = []
        while sum(p.count("\n") for p in parts) < lines:
            parts.append(stock[language][used[language] % len(stock[language])])
            used[language] += 1
        new, count = len(parts) // 2, 0
        end = new
        while end < len(parts) and count < added:
            count += parts[end].count("\n")
            end += 1
        path = f"app/part_{index}.{SUFFIX[language]}"
        head[path] = "\n".join(parts)
        base[path] = "\n".join(parts[:new] + parts[end:])
    return in_memory(head, base)
