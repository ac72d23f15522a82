"""What clauses of a statement say: whether a condition picks out a part of a table, and which lock MySQL is asked for."""

from __future__ import annotations

import itertools

from checks.migration_safety.sql_tokens import Token


def asked_online(tokens: tuple[Token, ...]) -> bool | None:
    """What MySQL's ALGORITHM and LOCK clauses ask for."""
    texts = [t.text for t in tokens]
    asked: bool | None = None
    for index, text in enumerate(texts[:-1]):
        if text in ("ALGORITHM", "LOCK"):
            value = texts[index + 1] if texts[index + 1] != "=" else texts[min(index + 2, len(texts) - 1)]
            if value in ("COPY", "SHARED", "EXCLUSIVE"):
                return False
            if value in ("INPLACE", "INSTANT", "NOCOPY", "NONE"):
                asked = True
    return asked


_COMPARISONS = frozenset(
    {"=", "<", ">", "<=", ">=", "IN", "BETWEEN", "LIKE", "ILIKE", "~", "ANY", "SIMILAR", "@", "&"}
)


def limits(tokens: tuple[Token, ...]) -> bool:
    """Whether a condition picks out a part of the table: some conjunct compares with a value or a set of rows.

    ``IS NULL`` and comparisons of two columns (join conditions) pick the whole table in a backfill."""
    if not tokens:
        return False
    while (
        tokens
        and tokens[0].text == "("
        and tokens[-1].text == ")"
        and tokens[0].depth == tokens[-1].depth
        and not any(t.depth == tokens[0].depth and t.text in "()" for t in tokens[1:-1])
    ):
        tokens = tokens[1:-1]
    if not tokens:
        return False
    level = min(t.depth for t in tokens)
    alternatives = _split_at(tokens, "OR", level)
    if len(alternatives) > 1:
        return all(limits(a) for a in alternatives)
    conjuncts = _split_at(tokens, "AND", level)
    if len(conjuncts) > 1:
        return any(limits(c) for c in conjuncts)
    texts = [t.text for t in tokens]
    if "EXISTS" in texts or "SELECT" in texts:
        return True
    values = [
        t for t in tokens if t.kind in ("string", "number", "param", "dollar") or t.text in ("TRUE", "FALSE")
    ]
    columns = [t for t in tokens if t.kind in ("word", "quoted") and t.text not in _WORDS]
    calls = any(b == "(" and a not in ("IN", "ANY") for a, b in itertools.pairwise(texts))
    if any(t in _COMPARISONS for t in texts):
        return bool(columns) and (
            bool(values) or calls or any(t in ("CURRENT_TIMESTAMP", "CURRENT_DATE") for t in texts)
        )
    # A bare boolean column, ``WHERE is_legacy``, names a part; a bare constant does not.
    return bool(columns) and "IS" not in texts and "<>" not in texts and "!=" not in texts


_WORDS = frozenset(
    {"TRUE", "FALSE", "NULL", "IS", "NOT", "AND", "OR", "IN", "BETWEEN", "LIKE", "DISTINCT", "FROM"}
)


def _split_at(tokens: tuple[Token, ...], word: str, level: int) -> list[tuple[Token, ...]]:
    parts: list[tuple[Token, ...]] = []
    start, between = 0, False
    for index, token in enumerate(tokens):
        if token.depth != level:
            continue
        if token.text == "BETWEEN":
            between = True
        elif token.text == word:
            if word == "AND" and between:
                between = False
                continue
            parts.append(tokens[start:index])
            start = index + 1
    parts.append(tokens[start:])
    return [p for p in parts if p]
