"""Text searches that no plain index can serve."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.report import Severity
from checks.rules import Defect, Example, Rule, Site
from checks.security.sql_text import sql_argument
from checks.syntax import model as m
from checks.syntax.flow import Flow
from checks.views import FileView

_LARGE = re.compile(
    r"(?:^|_|\.)(?:description|body|content|contents|text|notes?|comments?|message|details?|bio|summary|transcript|payload|remarks?|abstract|article|review)$",
    re.IGNORECASE,
)
_SQL_LIKE = re.compile(r"(?P<column>[\w.\"`]+)\s+i?like\s+(?:'%[^'%]|\s*$)", re.IGNORECASE)
_DJANGO = re.compile(r"^(?P<column>\w+?)__(?:icontains|contains|iendswith|endswith)$")
_FULL_TEXT = ("gin_trgm_ops", "pg_trgm", "TrigramExtension", "GinIndex", "SearchVector", "SearchVectorField", "tsvector", "to_tsvector", "FULLTEXT", "FullTextIndex", "MATCH", "fulltext", "fullTextSearch")  # fmt: skip


def check(view: FileView) -> Iterator[Site]:
    """Every pattern search of a query is a site."""
    if view.module is None:
        return
    flow = view.flow
    for call in flow.calls():
        column = _django(call) if view.language == "python" else None
        column = column or _like(flow, call) or _sql(flow, call)
        if column is None:
            continue
        name, wild = column
        bad = wild and _LARGE.search(name.strip('"`')) is not None and not _indexed(view)
        statement = m.statement_of(call)
        node = (
            statement
            if statement.line == call.line and not isinstance(statement, (m.Function, m.Class))
            else call
        )
        yield view.site(node, _defect(name) if bad else None)


def _django(call: m.Call) -> tuple[str, bool] | None:
    if not isinstance(call.callee, (m.Attr, m.Name)):
        return None
    if m.dotted(call.callee).rpartition(".")[2] not in ("filter", "exclude", "Q", "get"):
        return None
    for arg in call.args:
        match = _DJANGO.match(arg.name or "")
        if match:
            return match.group("column"), True
    return None


def _like(flow: Flow, call: m.Call) -> tuple[str, bool] | None:
    """SQLAlchemy's ``Order.notes.ilike(f"%{q}%")``."""
    callee = call.callee
    if (
        flow.module.language != "python"
        or not isinstance(callee, m.Attr)
        or callee.name not in ("like", "ilike")
    ):
        return None
    first = call.positional(0)
    if first is None or not isinstance(callee.base, m.Attr):
        return None
    parts = flow.value(first).parts
    return m.dotted(callee.base), bool(parts) and (parts[0] or "").startswith("%")


def _sql(flow: Flow, call: m.Call) -> tuple[str, bool] | None:
    found = sql_argument(flow, call)
    if found is None:
        return None
    text = flow.value(found[0]).known_text
    if not re.search(r"\bi?like\b", text, re.IGNORECASE):
        return None
    match = _SQL_LIKE.search(text)
    return (match.group("column"), True) if match else ("", False)


def _indexed(view: FileView) -> bool:
    """Whether the repository has a trigram or full-text index anywhere."""
    return next(iter(view.repo.search(_FULL_TEXT)), None) is not None


def _defect(column: str) -> Defect:
    return Defect(
        f"A search for text in the middle of `{column}` reads every row: no index on it can serve a pattern that starts with a wildcard.",
        fix="Add a trigram or full-text index and search through it, or search by prefix.",
    )


RULE = Rule(
    id="performance/leading-wildcard",
    severity=Severity.NOTE,
    languages=("python", "javascript", "typescript", "go"),
    title="Pattern search that no index serves",
    what="A `LIKE '%...'` or `icontains` on a column of long text, in a repository that has no trigram or full-text index.",
    why="The database reads and compares every row's text at each search.",
    fix="Use a trigram or full-text index.",
    local=True,
    site="every pattern search of a query",
    references=("https://www.postgresql.org/docs/current/pgtrgm.html",),
    bad=(
        Example(
            {
                "shop/search.py": """\
from django.db.models import Q


def search(cur, session, q):
    tickets = Ticket.objects.filter(description__icontains=q)[:20]  # <-- here
    notes = session.query(Note).filter(Note.body.ilike(f"%{q}%")).limit(20)  # <-- here
    cur.execute("SELECT id FROM mails WHERE content LIKE '%urgent%' LIMIT 20")  # <-- here
    return tickets, notes, cur.fetchall()
"""
            },
        ),
    ),
    good=(
        Example(
            {
                "shop/search.py": """\
def search(cur, session, q):
    users = User.objects.filter(email__iexact=q)
    names = Customer.objects.filter(name__icontains=q)[:20]
    notes = session.query(Note).filter(Note.body.ilike(f"{q}%")).limit(20)
    cur.execute("SELECT id FROM mails WHERE subject LIKE 'urgent%' LIMIT 20")
    return users, names, notes
"""
            },
        ),
        Example(
            {
                "shop/search.py": """\
def search(q):
    return Ticket.objects.filter(description__icontains=q)[:20]
""",
                "shop/migrations/0004_trigram.py": """\
from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations


class Migration(migrations.Migration):
    operations = [TrigramExtension()]
""",
            },
        ),
    ),
)
