"""Which calls of Ruby and PHP hand text to a database where the receiver's class is not known."""

from __future__ import annotations

import re

from checks.syntax import model as m
from checks.syntax.flow import Flow

_NAMES = {
    "ruby": re.compile(
        r"^(?:execute|exec|exec_params|exec_query|query|async_exec|select_all|select_one|select_value|select_values|select_rows|prepare|run|fetch|raw_sql|execute_batch|get_first_row|get_first_value)$"
    ),
    "php": re.compile(
        r"^(?:query|exec|prepare|execute|multi_query|real_query|executeQuery|executeStatement|fetchAll|fetchAllAssociative|fetchOne|fetchAssociative|createQuery|createNativeQuery|get_results|get_row|get_var|get_col"
        r"|select|selectOne|statement|unprepared|rawQuery|queryAll|queryOne|createCommand|simpleQuery|fetchRow|fetchCol|fetchPairs)$"
    ),
}
_BARE = {
    "ruby": frozenset(
        {"execute", "exec_query", "select_all", "select_value", "select_values", "select_rows", "select_one"}
    ),
    "php": frozenset[str](),
}
_RECEIVER = re.compile(
    r"(?:^|[._])@?(?:conn|connection|con|db|database|dbh|dbc|pdo|mysqli|sqli|link|wpdb|client|pg|mysql|sqlite|sqlite3|session|tx|trx|pool|c|repo|repository|em|entityManager|manager|adapter|handle|driver|replica|primary|stmt|sql|DB"
    r"|getConnection|getDb|getPdo|getDbh|getDatabase|\w+(?:Db|Conn|Connection|Pdo|_db|_conn|_connection))\d?(?:\(\)|\[\])*$"
)


_HASH_NAME = re.compile(r"(?:^|_)(?:params|filters?|attributes|attrs|options|criteria|hash)(?:\(\))?$")
"""Names of what is a hash of bound values: ``where(filter_params)``."""


def scripting_sql_argument(flow: Flow, call: m.Call) -> m.Expr | None:
    """The argument of a call that may be SQL text, judged by the names of method and receiver."""
    language = flow.module.language
    callee = call.callee
    if isinstance(callee, m.Name):
        return call.positional(0) if callee.id in _BARE[language] else None
    if not isinstance(callee, m.Attr) or not _NAMES[language].match(callee.name):
        return None
    if not any(_RECEIVER.search(name) for name in (m.dotted(callee.base), flow.resolve(callee.base)) if name):
        return None
    return call.positional(0)


def text_of(flow: Flow, argument: m.Expr) -> m.Expr | None:
    """The text of an argument: the first item of ``["name = ?", name]``; None for symbols, hashes and blocks."""
    if flow.module.language != "ruby":
        return None if isinstance(argument, (m.Function, m.Mapping)) else argument
    found = flow.definition(argument)
    if isinstance(found, m.Sequence):
        return found.items[0] if found.items and not _symbol(flow, found.items[0]) else None
    if isinstance(found, (m.Mapping, m.Function)) or _symbol(flow, found):
        return None
    if isinstance(found, m.Literal) and found.kind != "str":
        return None
    name = flow.resolve(argument)
    if _HASH_NAME.search(m.dotted(argument)):
        return None
    return (
        None
        if name.endswith(("permit()", "to_h()", "to_unsafe_h()", "slice()", "arel_table[]"))
        else argument
    )


def _symbol(flow: Flow, expr: m.Expr) -> bool:
    return isinstance(expr, m.Literal) and flow.module.source[expr.start : expr.start + 1] == b":"
