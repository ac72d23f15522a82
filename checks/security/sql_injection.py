"""SQL text assembled from values that are not bound."""

from __future__ import annotations

from collections.abc import Iterator

from checks.knowledge import known_settings
from checks.report import Evidence, Severity
from checks.rules import Defect, Rule, Site
from checks.security import mybatis
from checks.security import sql_injection_typed_examples as typed
from checks.security.sql_injection_examples import BAD, GOOD
from checks.security.sql_text import looks_like_sql, sql_argument, sql_clause
from checks.syntax import model as m
from checks.syntax.flow import Flow, Value
from checks.views import FileView

_QUOTED = ("quote_ident", "quote_identifier", "quote_literal", "escapeIdentifier", "escapeLiteral", "escapeId", "escape",
           "QuoteIdentifier", "QuoteLiteral", "Sanitize", "quoteIdentifier", "quote_name", "format_ident", "mogrify",
           "preparer", "quoted_name", "Identifier", "SQL", "Composed", "Literal", "enquoteIdentifier", "enquoteLiteral", "pgFormat", "format", "as_string")  # fmt: skip
"""Last names of functions that quote for SQL."""

_QUOTED_BY_LANGUAGE = {
    "ruby": ("quote", "quote_string", "quote_column_name", "quote_table_name", "sanitize_sql", "sanitize_sql_array", "sanitize_sql_for_conditions",
             "sanitize_sql_for_order", "sanitize_sql_like", "sanitize_sql_for_assignment", "escape_string", "escape_literal", "escape_identifier", "to_sql", "identifier", "literal"),
    "php": ("quote", "real_escape_string", "mysqli_real_escape_string", "mysqli_escape_string", "pg_escape_string", "pg_escape_literal", "pg_escape_identifier",
            "esc_sql", "prepare", "quoteSingleIdentifier", "getSQL", "toSql", "toRawSql", "getDQL", "sanitize_sql_orderby"),
}  # fmt: skip
"""Such names that mean something else elsewhere."""

_BINDING = {
    "python": 'pass the values separately: `cursor.execute("... WHERE name = %s", (name,))`',
    "javascript": "pass the values separately: `query('... WHERE name = $1', [name])`",
    "rust": 'bind the values: `sqlx::query("... WHERE name = $1").bind(name)`',
    "go": 'pass the values separately: `db.QueryContext(ctx, "... WHERE name = $1", name)`',
    "ruby": 'bind the values: `where("name = ?", name)` or `where(name: name)`',
    "php": 'bind the values: `$pdo->prepare("... WHERE name = ?")->execute([$name])`',
    "csharp": 'pass the values as parameters: `command.Parameters.AddWithValue("@name", name)`, in EF Core `FromSql($"... {name}")`',
    "kotlin": 'pass the values separately: `jdbcTemplate.query("... WHERE name = ?", mapper, name)`',
    "java": 'pass the values separately: `jdbcTemplate.query("... WHERE name = ?", mapper, name)`',
}


def check(view: FileView) -> Iterator[Site]:
    """Every raw query call is a site; text built with a dynamic, unquoted part makes it a finding."""
    if view.language == "xml":
        yield from mybatis.xml_sites(view)
    if view.module is None:
        return
    if view.language == "java":
        yield from mybatis.annotated_sites(view)
    flow = view.flow
    for call in flow.calls():
        clause = sql_clause(flow, call)
        found = sql_argument(flow, call) if clause is None else (clause, True)
        if found is None:
            continue
        argument, certain = found
        value = flow.value(argument)
        if not certain and not _is_query(flow, argument, value):
            continue
        yield view.site(m.statement_of(call), _defect(view, call, value, certain))
    for setting in known_settings(flow, "sql"):  # command.CommandText = ...
        value = flow.value(setting.value)
        yield view.site(m.statement_of(setting.node), _defect(view, setting.node, value, True))


def _is_query(flow: Flow, argument: m.Expr, value: Value) -> bool:
    """Whether a call such as ``x.execute(y)`` is about SQL: its text says so, or the name of what it is given."""
    if value.text is not None or value.known_text:
        return looks_like_sql(value.known_text)
    if isinstance(argument, m.Call):
        return False
    name = m.dotted(argument).rpartition(".")[2].lower()
    return any(word in name for word in ("sql", "query", "stmt", "statement"))


def _defect(view: FileView, call: m.Node, value: Value, certain: bool) -> Defect | None:
    if not value.dynamic or _quoted(value, view.language):
        return None
    whole_request = value.taint is not None and value.taint.grade == "request" and not value.built
    if not value.built and not whole_request:
        return None
    if not certain and value.built and not looks_like_sql(value.known_text):
        return None
    sink = _sink(call)
    if value.taint is not None:
        source = view.module.text(value.taint.source) if view.module else ""
        message = f"{_sentence(value.taint.what)} reaches the SQL text of `{_short(sink)}` unbound (`{_short(source)}`)."
    else:
        message = f"The SQL text given to `{_short(sink)}` is built from values instead of binding them."
    language = {"typescript": "javascript", "tsx": "javascript"}.get(view.language, view.language)
    evidence = tuple(
        Evidence(view.path, node.line, "the text is put together here")
        for node in value.trail
        if node.line < m.statement_of(call).line or node.line > m.statement_of(call).end_line
    )
    how = _BINDING.get(language, _BINDING["python"])
    fix = f"Use placeholders and {how}. For a table or column name, choose from a fixed list."
    return Defect(message, fix=fix, evidence=evidence[-4:])


def _sink(node: m.Node) -> str:
    if isinstance(node, m.Assign):
        return m.dotted(node.targets[0]) or "this command"
    return (m.dotted(node.callee) if isinstance(node, m.Call) else "") or "this call"


def _quoted(value: Value, language: str) -> bool:
    quoting = (*_QUOTED, *_QUOTED_BY_LANGUAGE.get(language, ()))
    return any(name.rpartition(".")[2] in quoting for name in value.through)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 60 else line[:57] + "..."


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]


RULE = Rule(
    id="security/sql-injection",
    severity=Severity.ERROR,
    languages=(
        "python",
        "javascript",
        "typescript",
        "go",
        "rust",
        "java",
        "csharp",
        "kotlin",
        "ruby",
        "php",
        "xml",
    ),
    title="SQL built from values",
    what="Text that is put together by `+`, `%`, `.format`, an f-string, a template literal or `Sprintf`, over one statement"
    " or several, and handed to a raw query call with a part that is neither constant, numeric nor quoted.",
    why="Whoever controls the value controls the query: they can read or change every row that this database user can.",
    fix="Bind the value with a placeholder; choose names of tables and columns from a fixed list.",
    local=True,
    site="every call that hands SQL text to a driver or ORM",
    cwe="CWE-89",
    references=(
        "https://cwe.mitre.org/data/definitions/89.html",
        "https://cheatsheetseries.owasp.org/cheatsheets/SQL_Injection_Prevention_Cheat_Sheet.html",
        "https://www.psycopg.org/psycopg3/docs/basic/params.html",
        "https://node-postgres.com/features/queries",
        "https://go.dev/doc/database/sql-injection",
    ),
    bad=(*BAD, *typed.BAD),
    good=(*GOOD, *typed.GOOD),
)
