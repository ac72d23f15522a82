"""What a statement in SQL (or JPQL) filters by, and what a repository method's name says."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Filter:
    """One query on one table: the columns it narrows by, or, where it narrows by none, the one it is sorted by."""

    table: str
    """Table or model, as the query names it."""
    columns: tuple[str, ...] = ()
    sorted_by: str = ""
    """First column of the order of a query that has no filter and takes only the first rows."""


_FROM = re.compile(
    r"^\s*(?:select\b(?:(?!\bfrom\b).)*?\bfrom\s+|delete\s+from\s+|delete\s+|from\s+)(?P<table>[\w.\"`]+)(?:\s+(?:as\s+)?(?!where\b)(?P<alias>\w+))?\s+where\s+(?P<rest>.*)$"
    r"|^\s*update\s+(?P<table2>[\w.\"`]+)(?:\s+(?:as\s+)?(?!set\b)\w+)?\s+set\s+(?:(?!\bwhere\b).)*\swhere\s+(?P<rest2>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_END = re.compile(
    r"\b(?:group\s+by|order\s+by|limit|offset|returning|for\s+update|having|fetch\s+first)\b|;", re.I
)
_CONDITION = re.compile(
    r"^(?:\w+\.)?[\"`]?(?P<column>\w+)[\"`]?\s*(?P<op>=|<=?|>=?|\bin\b|\bbetween\b|!=|<>|\bis\b|\bnot\b|\bi?like\b)(?P<value>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_SERVES = frozenset({"=", "<", "<=", ">", ">=", "in", "between"})


def sql_filter(text: str) -> Filter | None:
    """The filter of a statement on one table; None for joins, alternatives and whatever is not read for certain."""
    match = _FROM.match(text)
    if match is None:
        return None
    table = (
        (match.group("table") or match.group("table2")).replace('"', "").replace("`", "").rpartition(".")[2]
    )
    columns = conditions(_END.split(match.group("rest") or match.group("rest2"), maxsplit=1)[0])
    return Filter(table, columns) if columns else None


def conditions(where: str) -> tuple[str, ...] | None:
    """Columns that a list of conditions joined by AND compares; None when one of them cannot be read."""
    where = re.sub(r"\bbetween\s+(\S+)\s+and\s+", r"between \1 , ", where.strip().strip("()"), flags=re.I)
    if "\0" in where or re.search(r"\bor\b|\bselect\b|\bexists\b|\bunion\b", where, re.IGNORECASE):
        return None
    found: list[str] = []
    for part in re.split(r"\band\b", where, flags=re.IGNORECASE):
        match = _CONDITION.match(part.strip())
        if match is None:
            return None
        if match.group("op").lower() in _SERVES:
            found.append(match.group("column"))
    return tuple(found)


_DERIVED = re.compile(
    r"^(?:find|read|get|query|search|stream|count|exists|delete|remove)[A-Za-z0-9]*?By(?P<rest>[A-Z]\w*)$"
)
_KEYWORD = re.compile(
    r"(?:IgnoreCase|AllIgnoreCase|IsNotNull|NotNull|IsNull|Null|IsIn|NotIn|In|IsBetween|Between|IsLessThan|LessThan|LessThanEqual|GreaterThan"
    r"|GreaterThanEqual|IsBefore|Before|IsAfter|After|Is|Equals|IsTrue|True|IsFalse|False|StartingWith|StartsWith|EndingWith|EndsWith|Containing"
    r"|Contains|NotLike|Like|IsNot|Not|Regex|Near)$"
)
_NO_INDEX_WORD = re.compile(
    r"(?:Null|NotIn|Not|True|False|EndingWith|EndsWith|Containing|Contains|Like|Regex|Near)$"
)


def derived_filter(method: str, table: str) -> Filter | None:
    """``findByEmailAndStatus`` of Spring Data, and its property names."""
    match = _DERIVED.match(method)
    if match is None:
        return None
    rest = re.split(r"OrderBy(?=[A-Z])", match.group("rest"))[0]
    if re.search(r"[a-z0-9]Or[A-Z]", rest):
        return None
    found = []
    for part in re.split(r"(?<=[a-z0-9])And(?=[A-Z])", rest):
        keyword = _KEYWORD.search(part)
        if keyword is not None and keyword.start() > 0:
            if _NO_INDEX_WORD.search(keyword.group()):
                continue
            part = part[: keyword.start()]
        if part:
            found.append(part[0].lower() + part[1:])
    return Filter(table, tuple(found)) if found else None
