"""Rows loaded only to be counted."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.performance.queries import Kind, access_of
from checks.performance.typed_queries import declared_type
from checks.report import Severity
from checks.rules import Defect, Example, Rule, Site
from checks.syntax import model as m
from checks.syntax.flow import Flow
from checks.views import FileView

_DJANGO = re.compile(
    r"\.objects\.(?:all|filter|exclude|select_related|order_by|annotate)\b(?!.*\.(?:get|first|last|values_list|in_bulk|aggregate)\(\)$)"
)
_ALL = re.compile(
    r"(?:\.query\(\)\.(?:\w+\(\)\.)*|[A-Z]\w*\.query\.(?:\w+\(\)\.)*|\.scalars\(\)\.|\.execute\(\)\.(?:scalars\(\)\.)?)(?:all|fetchall)\(\)$"
)
_STORE = re.compile(r"(?:Repository|Repo|Dao|DAO)(?:<.*>)?$")
_LIMITED = re.compile(r"\b(?:take|limit|LIMIT|first)\b|\[[^\]]*:[^\]]*\]$")
"""A count up to a number: whether there are more than so many."""
_LISTS = frozenset({"findMany", "findAll", "find", "findBy", "getMany"})


def check(view: FileView) -> Iterator[Site]:
    """Every count of rows is a site: those made by the database and those made of what was loaded."""
    if view.module is None:
        return
    flow = view.flow
    if view.language == "python":
        for call in flow.calls():
            if isinstance(call.callee, m.Name) and call.callee.id == "len" and len(call.args) == 1:
                shown = _loaded(flow, _only_counted(flow, call.args[0].value))
                if shown:
                    yield view.site(_where(call), _defect(f"len({shown})"))
            elif (
                isinstance(call.callee, m.Attr)
                and call.callee.name == "count"
                and re.search(r"\.objects\.|\.query\b", m.dotted(call.callee))
            ):
                yield view.site(_where(call))
        return
    if view.language == "java":
        yield from _java(view)
        return
    if view.language == "go":
        yield from _go(view)
        return
    if view.language not in ("javascript", "typescript"):
        return
    for attr in view.module.every(m.Attr):
        rows = _only_counted(flow, attr.base) if attr.name == "length" else attr
        if isinstance(rows, m.Await) and isinstance(rows.value, m.Call):
            inner = rows.value
            last = inner.callee.name if isinstance(inner.callee, m.Attr) else ""
            receiver = m.dotted(inner.callee).rpartition(".")[0]
            if last in _LISTS and (
                last != "find"
                or re.search(r"(?:^|\.)[A-Z]\w*$|[rR]epo(?:sitory)?$", receiver)
                or access_of(flow, inner) is not None
            ):
                yield view.site(_where(rows), _defect(f"(await {m.dotted(inner.callee)}(...)).length"))


def _java(view: FileView) -> Iterator[Site]:
    """``orders.findByState(s).size()`` on a Spring Data repository, and the counts that it makes itself."""
    flow = view.flow
    for call in flow.calls():
        callee = call.callee
        if not isinstance(callee, m.Attr):
            continue
        if callee.name.startswith("count") and _STORE.search(declared_type(flow, callee.base)):
            yield view.site(_where(call))
            continue
        rows = callee.base
        if callee.name == "count" and isinstance(rows, m.Call) and isinstance(rows.callee, m.Attr):
            rows = rows.callee.base if rows.callee.name == "stream" else rows
        elif callee.name != "size":
            continue
        if not isinstance(rows, m.Call) or not isinstance(rows.callee, m.Attr):
            continue
        if re.match(r"find(?:All)?(?:By[A-Z]\w*)?$", rows.callee.name) and _STORE.search(
            declared_type(flow, rows.callee.base)
        ):
            yield view.site(
                _where(call),
                _defect(
                    f"{m.dotted(rows.callee)}(...).{callee.name}()",
                    "Let the database count: `count()` or a `countBy...` method of the repository.",
                ),
            )


def _go(view: FileView) -> Iterator[Site]:
    """``db.Find(&rows)`` where ``rows`` is used for nothing but ``len(rows)``."""
    flow = view.flow
    for call in flow.calls():
        access = access_of(flow, call)
        if access is None or access.kind is not Kind.READ or not isinstance(call.callee, m.Attr):
            continue
        if call.callee.name == "Count":
            yield view.site(_where(call))
        if call.callee.name != "Find" or _LIMITED.search(flow.module.text(call).replace("Limit(", "limit (")):
            continue
        filled = [a.value.operand for a in call.args if isinstance(a.value, m.Unary) and a.value.op == "&"]
        function = m.enclosing(call, m.Function)
        if len(filled) != 1 or not isinstance(filled[0], m.Name) or function is None:
            continue
        rows = filled[0]
        uses = [
            n
            for n in function.body.walk()
            if isinstance(n, m.Name) and n.id == rows.id and n.start > rows.start
        ]
        if uses and all(_measured(n) for n in uses):
            yield view.site(_where(call), _defect(f"len({rows.id})", "Let the database count: `Count(&n)`."))


def _measured(name: m.Name) -> bool:
    call = name.parent.parent if isinstance(name.parent, m.Arg) else None
    return isinstance(call, m.Call) and m.dotted(call.callee) == "len"


def _only_counted(flow: Flow, expr: m.Expr) -> m.Expr:
    """The query behind a name whose only use is to be counted; the expression itself otherwise."""
    if not isinstance(expr, m.Name):
        return expr
    scope, bindings = flow.scopes.lookup(expr.id, expr)
    if len(bindings) != 1 or scope is None or isinstance(scope, m.Module):
        return expr
    node = bindings[0].node
    if not isinstance(node, m.Assign) or node.value is None or len(node.targets) != 1:
        return expr
    if not isinstance(node.targets[0], m.Name):
        return expr
    uses = [n for n in scope.walk() if isinstance(n, m.Name) and n.id == expr.id and n is not node.targets[0]]
    text = flow.module.text(node.value)
    return node.value if uses == [expr] and not _LIMITED.search(text) else expr


def _where(node: m.Node) -> m.Node:
    statement = m.statement_of(node)
    return (
        statement
        if statement.line == node.line and not isinstance(statement, (m.Function, m.Class))
        else node
    )


def _loaded(flow: Flow, expr: m.Expr) -> str:
    """The query, in short, whose rows are counted; "" for anything else."""
    if (
        isinstance(expr, m.Call)
        and isinstance(expr.callee, m.Name)
        and expr.callee.id == "list"
        and len(expr.args) == 1
    ):
        expr = expr.args[0].value
    while isinstance(expr, m.Await):
        expr = expr.value
    path = m.dotted(expr)
    if isinstance(expr, m.Call) and (_DJANGO.search(path) or _ALL.search(path)):
        return m.dotted(expr.callee) + "(...)"
    return ""


_FIX = "Let the database count: `.count()`, `select(func.count())`, `prisma.x.count(...)`."


def _defect(shown: str, fix: str = _FIX) -> Defect:
    return Defect(
        f"`{shown}` loads every row to count them.",
        fix=fix,
    )


RULE = Rule(
    id="performance/count-by-loading",
    severity=Severity.NOTE,
    languages=("python", "javascript", "typescript", "go", "java"),
    title="Rows loaded only to be counted",
    what="The length of a list of rows that a query has loaded, where the rows themselves are not used.",
    why="Every row travels and is turned into an object for one number that the database knows at once.",
    fix="Use the ORM's `count`.",
    local=True,
    site="every count of rows",
    references=("https://docs.djangoproject.com/en/stable/ref/models/querysets/#count",),
    bad=(
        Example(
            {
                "src/main/java/com/acme/Badges.java": """\
package com.acme;

class Badges {
    private final MessageRepository messages;

    Badges(MessageRepository messages) {
        this.messages = messages;
    }

    long unread(String user) {
        return messages.findByRecipientAndReadFalse(user).size();  // <-- here
    }
}
"""
            },
            sites=1,
        ),
        Example(
            {
                "shop/stats.py": """\
def open_orders(session):
    waiting = len(Order.objects.filter(state="open"))  # <-- here
    users = len(session.query(User).filter(User.active).all())  # <-- here
    return waiting, users, len(list(Event.objects.all()))  # <-- here
"""
            },
            sites=3,
        ),
        Example(
            {
                "src/stats.ts": """\
export async function stats() {
  const orders = (await prisma.order.findMany({ where: { open: true } })).length;  // <-- here
  return { orders };
}
"""
            },
        ),
    ),
    good=(
        Example(
            {
                "src/main/java/com/acme/Badges.java": """\
package com.acme;

class Badges {
    private final MessageRepository messages;

    Badges(MessageRepository messages) {
        this.messages = messages;
    }

    long unread(String user) {
        return messages.countByRecipientAndReadFalse(user);
    }
}
"""
            },
            sites=1,
        ),
        Example(
            {
                "shop/stats.py": """\
def open_orders(session, rows):
    waiting = Order.objects.filter(state="open").count()
    orders = list(Order.objects.filter(state="open")[:10])
    return waiting, len(orders), len(rows), len({o.user_id for o in orders})
"""
            },
            sites=1,
        ),
        Example(
            {
                "src/stats.ts": """\
export async function stats(orders: Order[]) {
  const users = await prisma.user.count();
  const rows = await prisma.order.findMany({ take: 10 });
  return { users, shown: rows.length, all: orders.filter((o) => o.open).length };
}
"""
            },
            sites=0,
        ),
    ),
)
