"""Which calls hand text to a database, and whether a text is SQL: shared by the rules about queries."""

from __future__ import annotations

import re

from checks.knowledge import Fact, known_call, known_facts
from checks.security.sql_text_scripting import scripting_sql_argument, text_of
from checks.syntax import model as m
from checks.syntax.flow import Flow

_SQL_START = re.compile(
    r"(?:select\b|insert\s+(?:into|or|ignore)\b|replace\s+into\b|update\s+\S+|delete\s+from\b|with\s+(?:recursive\s+)?\w+"
    r"|create\s+(?:table|index|unique|view|or|temp|role|user|database|schema|extension|policy|function|trigger|type|materialized)"
    r"|alter\s+(?:table|role|user|database|schema|index|type|system|sequence|view)|drop\s+(?:table|index|view|role|user|database|schema|column|type|function|trigger|if)"
    r"|truncate\b|merge\s+into|grant\b|revoke\b|set\s+(?:local|session|role|search_path|\w+\s*(?:=|to)\s)|call\s+\w+|exec(?:ute)?\s+\w+|copy\s+\w+|explain\b|vacuum\b|analyze\b"
    r"|refresh\s+materialized|listen\b|notify\b|lock\s+table|pragma\b|attach\b|kill\b|show\s+\w+|use\s+\w+|describe\b|savepoint\b|release\b|comment\s+on|reindex\b)",
    re.IGNORECASE | re.DOTALL,
)
_SQL_PIECE = re.compile(
    r"\b(?:select\b.+\bfrom|insert\s+into|update\s+.+\bset|delete\s+from|where\s|order\s+by|group\s+by|limit\s|values\s*\(|join\s+\w+\s+on|and\s+\S+\s*(?:=|in|like))",
    re.IGNORECASE | re.DOTALL,
)

_RECEIVER = re.compile(
    r"(?:^|[._])(?:cursor|cur|curs|conn|connection|connect|db|database|session|engine|tx|txn|trx|transaction|pool|client|pg|pgclient|mysql|sqlite|knex|sequelize"
    r"|datasource|queryrunner|entitymanager|manager|em|repo|repository|prisma|orm|dbsession|sess|store|stmt|sql|drizzle|dbpool|c|qr|writer|reader|replica|primary)\d?"
    r"(?:\(\)|\[\])*$",
    re.IGNORECASE,
)

_PYTHON = re.compile(
    r"\.(?:execute|executemany|executescript|exec_driver_sql|mogrify|fetch|fetchrow|fetchval|fetch_all|fetch_one|fetch_val|iterate|scalar|scalars|read_sql|read_sql_query|copy_expert|sql|run_sql|query)$"
)
_JAVASCRIPT = re.compile(
    r"\.(?:query|execute|run|all|get|each|exec|prepare|raw|\$queryRawUnsafe|\$executeRawUnsafe|unsafe|queryArray|queryObject|any|one|oneOrNone|none|many|manyOrNone|whereRaw|orderByRaw|havingRaw|joinRaw|selectRaw|groupByRaw|fromRaw|literal)$"
)
_GO = re.compile(
    r"\.(?:Query|QueryRow|QueryContext|QueryRowContext|Exec|ExecContext|Prepare|PrepareContext|Queryx|QueryRowx|QueryxContext|QueryRowxContext|MustExec|MustExecContext|Get|GetContext|Select|SelectContext|NamedExec|NamedExecContext|NamedQuery|Raw|Where|Order|Having|Joins|Or|Not|Group|SendBatch|Queue)$"
)
_JAVA = re.compile(
    r"\.(?:execute|executeQuery|executeUpdate|addBatch|createQuery|createNativeQuery|createSQLQuery|query|queryFor\w+|update|batchUpdate|sql|fetch\w*)$"
)
_JAVA_RECEIVER = re.compile(
    r"(?:^|[._])(?:\w*(?:jdbc|jdbctemplate|jdbcoperations|statement|entitymanager)|st|stmt|conn|connection|con|em|session|handle|dsl|dslcontext|database|db|template)\d?(?:\(\))*$",
    re.IGNORECASE,
)

_RUST = re.compile(
    r"\.(?:query|query_one|query_opt|query_raw|query_row|query_map|query_first|query_drop|query_iter|execute|execute_batch|batch_execute|simple_query|prepare|prepare_cached|execute_unprepared|query_one_raw|copy_in|copy_out|exec|exec_drop|exec_first)$"
)

_KEYWORDS = ("sql", "query", "statement", "text", "q", "operation")
_GROUP = {"typescript": "javascript", "tsx": "javascript"}


def looks_like_sql(text: str) -> bool:
    """Whether a text begins like a statement or carries clauses of one."""
    return bool(_SQL_START.match(_without_leading_comments(text)[:400])) or bool(
        _SQL_PIECE.search(text[:4000])
    )


def _without_leading_comments(text: str) -> str:
    rest = text.lstrip(" \t\r\n(")
    while rest.startswith(("--", "/*")):
        end = "\n" if rest.startswith("--") else "*/"
        _, found, rest = rest.partition(end)
        if not found:
            return ""
        rest = rest.lstrip(" \t\r\n(")
    return rest


def sql_argument(flow: Flow, call: m.Call) -> tuple[m.Expr, bool] | None:
    """The argument of a raw query call that holds the SQL text, and whether the callee takes SQL for certain; None
    when the call is no raw query call."""
    language = _GROUP.get(flow.module.language, flow.module.language)
    known = known_call(flow, call, "sql")
    if known is not None:
        given = known.given(call)
        if given is not None and language in ("ruby", "php"):
            given = text_of(flow, given)
        elif isinstance(given, m.Mapping):  # Sequelize: query({ query, values })
            given = given.get("sql") or given.get("text") or given.get("query")
        return None if given is None else (given, True)
    if language in ("ruby", "php"):
        found = scripting_sql_argument(flow, call)
        found = None if found is None else text_of(flow, found)
        return None if found is None else (found, False)
    callee = call.callee
    if not isinstance(callee, m.Attr):
        return None
    pattern = {"python": _PYTHON, "javascript": _JAVASCRIPT, "go": _GO, "rust": _RUST, "java": _JAVA}.get(
        language
    )
    if pattern is None or not pattern.search("." + callee.name):
        return None
    receiver = m.dotted(callee.base) or flow.resolve(callee.base)
    wanted = _JAVA_RECEIVER if language == "java" else _RECEIVER
    if not wanted.search(receiver) and not wanted.search(flow.resolve(callee.base)):
        return None
    argument = _text_argument(flow, call, language)
    return None if argument is None else (argument, False)


def sql_clause(flow: Flow, call: m.Call) -> m.Expr | None:
    """The clause of a query that a method of a query builder takes as text."""
    for fact in known_facts(flow, call, "sql-clause"):
        given = fact.given(call) if _of_this_file(flow, fact) else None
        if given is None or isinstance(flow.definition(given), (m.Mapping, m.Unary, m.Function)):
            continue  # conditions as an object bind their values
        if not fact.more.get("quoted") or _quotes_a_value(flow, given):
            return given
    return None


def _of_this_file(flow: Flow, fact: Fact) -> bool:
    """Whether the file uses the library, for methods whose names are common."""
    wanted = fact.more.get("imports")
    return wanted is None or flow.imports_any(str(wanted))


def _quotes_a_value(flow: Flow, text: m.Expr) -> bool:
    """Whether a clause holds request data, or a value in quotes: ``o.name = '${name}'``, but not ``${alias}.name``."""
    value = flow.value(text)
    if value.taint is not None and value.taint.grade == "request":
        return True
    pairs = zip(value.parts, value.parts[1:], strict=False)
    return any(
        before is not None and before.rstrip("%").endswith("'") and hole is None for before, hole in pairs
    )


def _text_argument(flow: Flow, call: m.Call, language: str) -> m.Expr | None:
    for name in _KEYWORDS:
        found = call.keyword(name)
        if found is not None:
            return found
    first = call.positional(0)
    if first is None:
        return None
    if isinstance(first, m.Mapping):  # mysql2 and pg: query({ sql | text: "...", values: [...] })
        return first.get("sql") or first.get("text")
    called = call.callee.name if language == "go" and isinstance(call.callee, m.Attr) else ""
    if called in ("GetContext", "SelectContext"):
        return call.positional(2)
    if language == "go" and _is_context(flow, first):
        return call.positional(1)
    return call.positional(1) if called in ("Get", "Select") else first


def _is_context(flow: Flow, expr: m.Expr) -> bool:
    name = flow.resolve(expr)
    return (
        name.lower().endswith("ctx")
        or name.startswith("context.")
        or name.endswith((".Context()", "Context", "context.Context()"))
    )
