"""``SELECT *`` in application code."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.report import Severity
from checks.rules import Defect, Example, Rule, Site
from checks.security.sql_text import sql_argument
from checks.syntax import model as m
from checks.views import FileView

_SELECT = re.compile(r"^[\s(]*select\b", re.IGNORECASE)
_STAR = re.compile(
    r"^[\s(]*select\s+(?:distinct\s+)?(?:\w+\.)?\*\s+from\s+(?P<table>[\w.\"`]+)(?P<next>\s*\()?",
    re.IGNORECASE,
)
_CATALOG = re.compile(
    r"^(?:(?:limit|where|order|group)$|pg_|information_schema|sqlite_|sys\.)", re.IGNORECASE
)


def check(view: FileView) -> Iterator[Site]:
    """Every SELECT given to a database is a site."""
    if view.module is None:
        return
    flow = view.flow
    seen: set[int] = set()
    yield from _annotated(view)
    for call in flow.calls():
        found = sql_argument(flow, call)
        if found is None:
            continue
        text = flow.value(found[0]).known_text
        statement = m.statement_of(call)
        if not _SELECT.match(text) or statement.start in seen:
            continue
        seen.add(statement.start)
        star = _STAR.match(text)
        bad = star is not None and not star.group("next") and not _CATALOG.match(star.group("table"))
        where = (
            statement
            if statement.line == call.line and not isinstance(statement, (m.Function, m.Class))
            else call
        )
        yield view.site(where, _defect(star.group("table")) if star is not None and bad else None)


def _annotated(view: FileView) -> Iterator[Site]:
    """Native queries in annotations: ``@Query(value = "SELECT ...", nativeQuery = true)``; JPQL has no star of columns."""
    if view.language not in ("java", "kotlin"):
        return
    flow = view.flow
    for function in flow.functions():
        for decorator in function.decorators:
            if not isinstance(decorator, m.Call):
                continue
            name = m.dotted(decorator.callee).rpartition(".")[2]
            native = decorator.keyword("nativeQuery")
            if name not in ("NativeQuery", "SqlQuery", "Select") and not (
                name == "Query" and isinstance(native, m.Literal) and native.value is True
            ):
                continue
            given = decorator.keyword("value") or decorator.positional(0)
            text = flow.value(given).known_text if given is not None else ""
            if not _SELECT.match(text):
                continue
            star = _STAR.match(text)
            bad = star is not None and not star.group("next")
            yield view.site(decorator, _defect(star.group("table")) if star is not None and bad else None)


def _defect(table: str) -> Defect:
    return Defect(
        f"`SELECT *` takes every column of `{table}`, also those that are added later.",
        fix="Name the columns that are used.",
    )


RULE = Rule(
    id="performance/select-star",
    severity=Severity.NOTE,
    languages=("python", "javascript", "typescript", "go", "java", "kotlin", "csharp", "ruby", "php", "rust"),
    title="SELECT * in application code",
    what="A query in application code that takes all columns of a table. Counts, `EXISTS` and common table expressions are fine.",
    why="Wide columns travel for nothing, an index alone can no longer answer, and a new column changes what the code receives.",
    fix="Name the columns.",
    local=True,
    site="every SELECT given to a database as text",
    references=("https://use-the-index-luke.com/sql/clustering/index-only-scan-covering-index",),
    bad=(
        Example(
            {
                "app/orders.py": """\
def orders(cur, user_id):
    cur.execute("SELECT * FROM orders WHERE user_id = %s", (user_id,))  # <-- here
    return cur.fetchall()
"""
            },
            sites=1,
        ),
        Example(
            {
                "src/orders.ts": """\
export async function order(id: string) {
  const { rows } = await pool.query('SELECT o.* FROM orders o WHERE id = $1', [id]);  // <-- here
  return rows[0];
}
"""
            },
        ),
        Example(
            {
                "src/main/java/shop/OrderDao.java": """\
package shop;

import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

class OrderDao {
    private final JdbcTemplate jdbc;

    OrderDao(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    List<Order> ofUser(long userId) {
        return jdbc.query("SELECT * FROM orders WHERE user_id = ?", Order.MAPPER, userId);  // <-- here
    }
}
"""
            },
            sites=1,
        ),
    ),
    good=(
        Example(
            {
                "src/main/java/shop/OrderDao.java": """\
package shop;

import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

class OrderDao {
    private final JdbcTemplate jdbc;

    OrderDao(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    List<Order> ofUser(long userId) {
        return jdbc.query("SELECT id, total FROM orders WHERE user_id = ?", Order.MAPPER, userId);
    }
}
"""
            },
            sites=1,
        ),
        Example(
            {
                "app/orders.py": """\
def orders(cur, user_id):
    cur.execute("SELECT id, total FROM orders WHERE user_id = %s", (user_id,))
    cur.execute("SELECT count(*) FROM orders")
    cur.execute("SELECT 1 WHERE EXISTS (SELECT * FROM orders WHERE user_id = %s)", (user_id,))
    cur.execute("SELECT * FROM top_orders(%s)", (user_id,))
    cur.execute("WITH t AS (SELECT id FROM orders) SELECT * FROM t")
    return cur.fetchall()
"""
            },
            sites=4,
        ),
    ),
)
