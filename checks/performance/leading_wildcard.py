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
_SQL_LIKE = re.compile(
    r"(?P<column>[\w.\"`]+)\)?\s+i?like\s+(?:lower\(\s*)?(?:'%[^'%]|'%'\s*\|\||concat\(\s*'%'|%:|\s*$)",
    re.IGNORECASE,
)
_LIKE_BOUND = re.compile(
    r"(?P<column>[\w.\"`]+)\)?\s+i?like\s+(?:lower\(\s*)?(?:\?|\$\d+|:\w+|@\w+|%s)", re.IGNORECASE
)
_DERIVED = re.compile(r"^(?:find|read|get|query|search|stream|count|exists)\w*?By(?P<rest>\w+)$")
_CONTAINING = re.compile(
    r"(?:^|And|Or)(?P<column>[A-Z]\w*?)(?:Containing|Contains|IsContaining|EndingWith|EndsWith)(?:IgnoreCase)?(?=And|Or|Order|$)"
)
_DJANGO = re.compile(r"^(?P<column>\w+?)__(?:icontains|contains|iendswith|endswith)$")
_FULL_TEXT = ("gin_trgm_ops", "pg_trgm", "TrigramExtension", "GinIndex", "SearchVector", "SearchVectorField", "tsvector", "to_tsvector", "FULLTEXT", "FullTextIndex", "MATCH", "fulltext", "fullTextSearch")  # fmt: skip


def check(view: FileView) -> Iterator[Site]:
    """Every pattern search of a query is a site."""
    if view.module is None:
        return
    if view.language in ("java", "kotlin"):
        yield from _declared(view)
    if not view.mentions("like", "contains", "endswith"):
        return
    flow = view.flow
    for call in flow.calls():
        column = _django(call) if view.language == "python" else None
        column = column or _like(flow, call) or _bound(flow, call) or _sql(flow, call) or _filter(flow, call)
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


def _declared(view: FileView) -> Iterator[Site]:
    """Spring Data: ``findByBodyContaining(...)`` and ``@Query("... like %:term%")``."""
    flow = view.flow
    for function in flow.functions():
        owner = m.enclosing(function, m.Class)
        if owner is None or owner.kind != "interface":
            continue
        queries = [d for d in function.decorators if isinstance(d, m.Call) and m.dotted(d.callee) == "Query"]
        column: tuple[str, bool] | None = None
        node: m.Node = function
        for query in queries:
            given = query.keyword("value") or query.positional(0)
            text = flow.value(given).known_text if given is not None else ""
            if re.search(r"\blike\b", text, re.IGNORECASE):
                match = _SQL_LIKE.search(text)
                column, node = (match.group("column"), True) if match else ("", False), query
        derived = None if queries else _DERIVED.match(function.name)
        if derived is not None:
            names = [f.group("column") for f in _CONTAINING.finditer(derived.group("rest"))]
            if names:
                large = next((n for n in names if _LARGE.search(_snake(n))), names[0])
                column = _snake(large), True
        if column is None:
            continue
        bad = column[1] and _LARGE.search(column[0].strip('"`')) is not None and not _indexed(view)
        yield view.line_site(node.line, _defect(column[0]) if bad else None)


def _snake(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()


def _bound(flow: Flow, call: m.Call) -> tuple[str, bool] | None:
    """A pattern that is bound as a value: ``where("body LIKE ?", "%" + term + "%")``, ``where('body', 'like', `%${term}%`)``."""
    values = [a.value for a in call.args]
    if not values or not isinstance(call.callee, (m.Attr, m.Name)):
        return None
    last = m.dotted(call.callee).rpartition(".")[2].lower()
    if last in ("wherelike", "whereilike", "orwherelike", "orwhereilike") and len(values) > 1:
        return flow.value(values[0]).known_text, _wild(flow, values[1])
    if len(values) == 3 and last in ("where", "orwhere", "andwhere", "having"):
        operator = flow.value(values[1]).known_text.strip().lower()
        if operator in ("like", "ilike"):
            return flow.value(values[0]).known_text, _wild(flow, values[2])
    if "like" not in flow.module.text(call).lower() and not any(isinstance(v, m.Name) for v in values):
        return None
    for index, value in enumerate(values[:3]):
        if isinstance(value, (m.Mapping, m.Sequence, m.Function)):
            continue
        match = _LIKE_BOUND.search(flow.value(value).known_text)
        if match:
            given = [n for v in values[index + 1 :] for n in _inside(flow, v)]
            return match.group("column"), any(_wild(flow, n) for n in given)
    return None


def _inside(flow: Flow, value: m.Expr) -> list[m.Expr]:
    built = value if isinstance(value, (m.Sequence, m.Mapping)) else flow.definition(value)
    if isinstance(built, m.Sequence):
        return built.items
    if isinstance(built, m.Mapping):
        return [p.value for p in built.pairs]
    return [value]


def _wild(flow: Flow, value: m.Expr) -> bool:
    parts = flow.value(value).parts
    return bool(parts) and (parts[0] or "").startswith("%")


_LISTS = frozenset(
    {"findMany", "findFirst", "findAll", "findAndCountAll", "find", "findAndCount", "count", "findOne"}
)


def _filter(flow: Flow, call: m.Call) -> tuple[str, bool] | None:
    """Prisma's ``{ body: { contains: term } }``, TypeORM's ``{ body: ILike(`%${term}%`) }``, Sequelize's ``[Op.iLike]``."""
    if flow.module.language not in ("javascript", "typescript", "tsx") or not isinstance(call.callee, m.Attr):
        return None
    if call.callee.name not in _LISTS:
        return None
    found: tuple[str, bool] | None = None
    for node in [n for a in call.args for n in _inside_all(flow, a.value)]:
        if not isinstance(node, m.Pair) or not isinstance(node.key, m.Literal):
            continue
        wild = False
        if isinstance(node.value, m.Mapping):
            prisma = node.value.get("contains") or node.value.get("endsWith")
            wild = prisma is not None and "prisma" in flow.module.text(call.callee).lower()
            for pair in node.value.pairs:
                if pair.key is not None and "ike" in flow.module.text(pair.key):
                    wild = wild or _wild(flow, pair.value)
        elif (
            isinstance(node.value, m.Call)
            and m.dotted(node.value.callee) in ("Like", "ILike")
            and node.value.args
        ):
            wild = _wild(flow, node.value.args[0].value)
        if wild:
            column = _snake(str(node.key.value))
            if _LARGE.search(column):
                return column, True
            found = found or (column, True)
    return found


def _inside_all(flow: Flow, value: m.Expr) -> Iterator[m.Node]:
    for node in value.walk():
        yield node
        if isinstance(node, m.Name) and isinstance(built := flow.definition(node), m.Mapping):
            yield from built.walk()


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
    languages=("python", "javascript", "typescript", "go", "java", "kotlin", "ruby", "php"),
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
        Example(
            {
                "src/posts.ts": """\
export async function search(prisma, pool, term: string) {
  const posts = await prisma.post.findMany({ where: { body: { contains: term } }, take: 20 });  // <-- here
  const { rows } = await pool.query('SELECT id FROM notes WHERE text ILIKE $1 LIMIT 20', [`%${term}%`]);  // <-- here
  return [posts, rows];
}
""",
                "internal/notes/search.go": """\
package notes

import "gorm.io/gorm"

func Search(db *gorm.DB, term string) ([]Note, error) {
	var notes []Note
	err := db.Where("body LIKE ?", "%"+term+"%").Limit(20).Find(&notes).Error // <-- here
	return notes, err
}
""",
                "src/main/java/shop/NoteRepository.java": """\
package shop;

import java.util.List;
import org.springframework.data.jpa.repository.JpaRepository;

interface NoteRepository extends JpaRepository<Note, Long> {
    List<Note> findTop20ByBodyContainingIgnoreCase(String term); // <-- here
}
""",
            },
        ),
    ),
    good=(
        Example(
            {
                "src/posts.ts": """\
export async function search(prisma, pool, term: string) {
  const posts = await prisma.post.findMany({ where: { title: { contains: term } }, take: 20 });
  const { rows } = await pool.query('SELECT id FROM notes WHERE text LIKE $1 LIMIT 20', [`${term}%`]);
  return [posts, rows];
}
""",
                "src/main/java/shop/NoteRepository.java": """\
package shop;

import java.util.List;
import org.springframework.data.jpa.repository.JpaRepository;

interface NoteRepository extends JpaRepository<Note, Long> {
    List<Note> findTop20ByNameContaining(String term);

    List<Note> findTop20ByBodyStartingWith(String term);
}
""",
            },
        ),
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
