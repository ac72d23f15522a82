"""Related objects that an ORM loads when they are first read: known from the repository's own models."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from checks.performance.callees import UNIT_OF_WORK
from checks.performance.loops import Repetition, repeated, repetitions
from checks.performance.python_models import LOADED_ENDS, MANAGER_ENDS, PythonModel, Relation, model_named
from checks.performance.queries import DJANGO_LAZY
from checks.syntax import model as m
from checks.syntax.flow import Flow
from checks.views import FileView

_MODEL_OF_CHAIN = re.compile(
    r"^(?P<django>(?:\w+\.)*?[A-Z]\w*)\.objects\.|^(?P<flask>(?:\w+\.)*?[A-Z]\w*)\.query\."
)
_KEYS = frozenset({"id", "pk"})
_WRAPPERS = frozenset({"list", "enumerate", "sorted", "reversed", "tuple", "Paginator", "islice"})
_QUERYSET = DJANGO_LAZY | {
    "iterator", "none", "reverse", "get_queryset", "intersection", "difference", "extra", "alias", "dates", "datetimes", "aiterator"
}  # fmt: skip
_QUERYING = re.compile(r"\.objects\b|\.query\b|select\(|\.all\(\)")


@dataclass(frozen=True, slots=True)
class LazyRead:
    """A read of a related object on the item of a loop over a query. ``again`` is None where it was loaded before."""

    node: m.Node
    shown: str
    again: Repetition | None
    fix: str


@dataclass(frozen=True, slots=True)
class Rows:
    """What a loop runs over: rows of a model by a query, with the text of all that the query was built from. ``model``
    is None where the repository does not show it."""

    name: str
    model: PythonModel | None
    text: str

    def loads(self, relation: str) -> bool:
        """Whether the query loads the relation with the rows."""
        return (
            re.search(rf"(?:['\".]|__){re.escape(relation)}(?:\b|__)", self.text) is not None
            or re.search(r"select_related\(\s*\)|(?:_related|\.options)\(\s*\*", self.text) is not None
        )


@dataclass(frozen=True, slots=True)
class Reading:
    """A chain of names that starts at a row reads ``relation`` at its link number ``link``; ``fix`` is "" where that was
    loaded with the rows."""

    link: int
    relation: str
    fix: str


def lazy_reads(view: FileView) -> Iterator[LazyRead]:
    """Reads of related objects and managers on items of a query, once a relation and loop."""
    if view.language != "python" or not _QUERYING.search(view.text):
        return
    flow = view.flow
    seen: set[tuple[int, str]] = set()
    known: dict[int, Rows | None] = {}
    assert view.module is not None
    for attr in view.module.every(m.Attr):
        if not isinstance(attr.base, m.Name) or attr.name in _KEYS:
            continue
        item = attr.base
        again = next((r for r in repetitions(attr) if item.id in r.names), None)
        if again is None or again.iterable is None:
            continue
        if id(again.node) not in known:
            found = rows_of(flow, again.iterable)
            given = "" if found is None else _assigned(again, item.id)
            known[id(again.node)] = found and Rows(found.name, found.model, f"{found.text}\n{given}")
        rows = known[id(again.node)]
        if rows is None:
            continue
        links = _links_from(attr)
        if (
            isinstance(links[-1].parent, m.Assign)
            and links[-1] in links[-1].parent.targets
            and len(links) == 1
        ):
            continue
        reading = reading_of(rows, [n.name for n in links], _calls(links))
        if reading is None or (id(again.node), reading.relation) in seen:
            continue
        seen.add((id(again.node), reading.relation))
        node = links[reading.link]
        shown = ".".join([item.id, *(n.name for n in links[: reading.link + 1])])
        yield LazyRead(node, shown, repeated(flow, attr) if reading.fix else None, reading.fix)


def _links_from(attr: m.Attr) -> list[m.Attr]:
    """``item.a``, ``item.a.b``, ... as far as the chain goes; a call ends it."""
    links = [attr]
    while isinstance(links[-1].parent, m.Attr):
        links.append(links[-1].parent)
    return links


def _calls(links: list[m.Attr]) -> bool | None:
    """Whether the last link is called: for its value (True), for its effect (None), or not at all."""
    call = links[-1].parent
    if not isinstance(call, m.Call) or call.callee is not links[-1]:
        return False
    return None if isinstance(call.parent, m.ExprStmt) else True


def reading_of(rows: Rows, names: list[str], called: bool | None) -> Reading | None:
    """The first related object that a chain of names reads, beginning at a row; None where it reads none."""
    current = rows
    for index, name in enumerate(names):
        following = names[index + 1] if index + 1 < len(names) else ""
        model = current.model
        relation = None if model is None else model.relation(name)
        if relation is None:
            relation = _undeclared(current, name, following, called, last=index + 2 == len(names))
        if relation is None:
            return None if model is None else _by_method(current, model, index, name, called, not following)
        if relation.how == "manager":
            if following not in MANAGER_ENDS:
                return None
            if current.loads(name) and following in LOADED_ENDS:
                return Reading(index + 1, name, "")
            fix = f'Add `.prefetch_related("{name}")` to the query (or `annotate` what is counted).'
            return Reading(index + 1, name, fix)
        if following in _KEYS:
            return None
        if not current.loads(name):
            return Reading(index, name, _fix(current, relation))
        target = None if model is None else model.other(relation.target)
        if target is None or not following or target.relation(following) is None:
            return Reading(index, name, "")
        current = Rows(relation.target, target, current.text)
    return None


def _undeclared(rows: Rows, name: str, following: str, called: bool | None, *, last: bool) -> Relation | None:
    """``row.lines.count()`` names a manager of Django even where the models are not seen."""
    if rows.model is not None and rows.model.method(name) is not None:
        return None
    if following in MANAGER_ENDS and last and called and ".objects" in rows.text:
        return Relation(name, "manager", "")
    return None


def _by_method(
    rows: Rows, model: PythonModel, index: int, name: str, called: bool | None, last: bool
) -> Reading | None:
    """A property, or a method called for its value, that reads a relation or asks the database itself."""
    function = model.method(name)
    if function is None or called is None or UNIT_OF_WORK.search(name):
        return None
    is_property = any(m.dotted(d).endswith("property") for d in function.decorators)
    if not is_property and not (called and last):
        return None
    for relation, end in model.read_by(function):
        if not relation:
            return Reading(
                index,
                name,
                "Ask for what it needs for all rows with the query (`annotate`, `prefetch_related`).",
            )
        declared = model.relation(relation)
        if declared is None or (rows.loads(relation) and (declared.how != "manager" or end in LOADED_ENDS)):
            continue
        fix = (
            f'Add `.prefetch_related("{relation}")` to the query.'
            if declared.how == "manager"
            else _fix(rows, declared)
        )
        return Reading(index, name, fix)
    return None


def _fix(rows: Rows, relation: Relation) -> str:
    if relation.how == "django":
        return f'Add `.select_related("{relation.name}")` to the query.'
    return f"Load it with the query: `.options(selectinload({rows.name}.{relation.name}))`."


def rows_of(flow: Flow, expr: m.Expr) -> Rows | None:
    """The rows that an expression stands for, through the names it was given; None where it is no query."""
    texts: list[str] = []
    pending: list[m.Expr] = [expr]
    done: set[int] = set()
    while pending and len(done) < 10:
        current = pending.pop(0)
        if id(current) in done:
            continue
        done.add(id(current))
        while isinstance(current, (m.Await, m.Index)):  # a slice of a query is still that query
            current = current.base if isinstance(current, m.Index) else current.value
        text = flow.module.text(current)
        texts.append(text)
        if isinstance(current, (m.Name, m.Attr)):
            given = _given(flow, current)
            if given is not None:
                texts += [flow.module.text(g) for g in given]
                pending[:0] = given
                continue
        chain = m.dotted(current)
        match = _MODEL_OF_CHAIN.match(chain)
        if match and re.search(r"\.(?:values|values_list|only_ids)\(\)", chain):
            return None
        selected = re.search(r"(?:\bselect|\.query)\(\s*([A-Z]\w*)\s*[,)]", text)
        name = (match.group("django") or match.group("flask")).rpartition(".")[2] if match else ""
        if not name and selected and isinstance(current, m.Call):
            name = selected.group(1)
        if name:
            texts += [_text_of(flow, p) for p in pending] + _loaded_later(flow, expr)
            model = model_named(flow, name)
            own = _own_methods(model, chain) if match and match.group("django") else []
            return None if own is None else Rows(name, model, "\n".join([*texts, *own]))
        of_item = _of_item(flow, current)
        if of_item is not None:
            return Rows(of_item.name, of_item.model, "\n".join([*texts, of_item.text]))
        following = _inside(current)
        if following is not None:
            pending.insert(0, following)
    return None


def _assigned(again: Repetition, item: str) -> str:
    """Relations that the loop itself gives to its item."""
    return " ".join(
        f".{t.name}"
        for n in again.inside.walk()
        if isinstance(n, m.Assign)
        for t in n.targets
        if isinstance(t, m.Attr) and isinstance(t.base, m.Name) and t.base.id == item
    )


def _own_methods(model: PythonModel | None, chain: str) -> list[str] | None:
    """The texts of the manager's own methods that a chain calls, and of its ``get_queryset``; None when one is not seen."""
    names = [n for n in chain.partition(".objects.")[2].replace("()", "").split(".") if n not in _QUERYSET]
    if model is None:
        return None if names else []
    functions = {f.name: f for f in model.flow.whole.functions()}
    if any(n not in functions for n in names):
        return None
    return [model.flow.module.text(functions[n]) for n in (*names, "get_queryset") if n in functions]


def _text_of(flow: Flow, expr: m.Expr) -> str:
    return flow.module.text(expr)


def _given(flow: Flow, expr: m.Expr) -> list[m.Expr] | None:
    """Every value that a variable of the function is given, latest first; None for a value that is not the function's."""
    wanted = m.dotted(expr)
    function = m.enclosing(expr, m.Function)
    where: m.Node = flow.module if function is None else function.body
    if not wanted or wanted in ("self", "cls"):
        return None
    found = [
        n.value
        for n in where.walk_scope()
        if isinstance(n, m.Assign)
        and n.value is not None
        and len(n.targets) == 1
        and m.dotted(n.targets[0]) == wanted
    ]
    found = [v for v in found if v.start < expr.start]
    if function is not None and not found:
        made = flow.definition(expr)
        return None if made is expr else [made]
    return found[::-1] or None


def _loaded_later(flow: Flow, expr: m.Expr) -> list[str]:
    function = m.enclosing(expr, m.Function)
    text = "" if function is None else flow.module.text(function)
    return re.findall(r"prefetch_related_objects\([^)]*\)", text)


def _of_item(flow: Flow, expr: m.Expr) -> Rows | None:
    """``order.lines.all()`` where ``order`` is the item of a loop around: rows of the related model."""
    while isinstance(expr, m.Call) and isinstance(expr.callee, m.Attr):
        if expr.callee.name not in MANAGER_ENDS:
            return None
        expr = expr.callee.base
    if not isinstance(expr, m.Attr) or not isinstance(expr.base, m.Name):
        return None
    item = expr.base.id
    around = next((r for r in repetitions(expr) if item in r.names), None)
    if around is None or around.iterable is None:
        return None
    rows = rows_of(flow, around.iterable)
    if rows is None or rows.model is None:
        return None
    relation = rows.model.relation(expr.name)
    target = None if relation is None else rows.model.other(relation.target)
    if relation is None or target is None or relation.how == "django":
        return None
    return Rows(relation.target, target, rows.text)


def _inside(expr: m.Expr) -> m.Expr | None:
    """What a call is made of: the statement given to ``session.scalars``, the name a chain starts with."""
    if not isinstance(expr, m.Call):
        return None
    inner: m.Expr = expr
    while isinstance(inner, m.Call) and isinstance(inner.callee, m.Attr):
        if inner.callee.name in ("scalars", "execute", "stream", "stream_scalars") and inner.args:
            return inner.args[0].value
        inner = inner.callee.base
        if isinstance(inner, m.Await):
            inner = inner.value
    if isinstance(inner, m.Call) and isinstance(inner.callee, m.Name) and inner.args:
        return inner.args[0].value if inner.callee.id in _WRAPPERS else None
    return inner if isinstance(inner, (m.Name, m.Attr)) else None
