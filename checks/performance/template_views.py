"""Which query a template's list comes from: the view or controller of the repository that renders it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.performance.python_models import model_named
from checks.performance.relations import Rows, rows_of
from checks.syntax import model as m
from checks.syntax.flow import Flow
from checks.views import RepoView

_LIST_VIEW = re.compile(r"(?:List|Archive|Year|Month)\w*View$")
_MOST_VIEWS = 4
"""Views of one template that are looked at."""


def python_rows(repo: RepoView, template: str, name: str) -> Rows | None:
    """The rows that the views which render a Django or Jinja template give it under a name; None unless every view that can
    be read gives a query."""
    found = [rows for flow, where in _views(repo, template) for rows in [_given(flow, where, name)] if rows]
    loading = [r for r in found if r.model is not None]
    return loading[0] if loading and len({r.name for r in loading}) == 1 else None


def _views(repo: RepoView, template: str) -> Iterator[tuple[Flow, m.Node]]:
    tail = template.rpartition("templates/")[2]
    if tail == template and "templates/" not in template:
        return
    hits = [(path, line) for path, line, _ in repo.search((tail,), suffixes=(".py",))]
    for path, line in hits[:_MOST_VIEWS]:
        module = repo.module(path)
        if module is None:
            continue
        flow = Flow(module, repo)
        for node in module.every(m.Literal):
            if node.value == tail and node.line == line:
                yield flow, node
                break
    app, _, stem = tail.partition("/")
    named = re.match(r"(\w+)_list\.\w+$", stem)
    views = template.rpartition("templates/")[0] + "views.py"
    module = repo.module(views) if named is not None and not hits and repo.text(views) is not None else None
    if module is not None and named is not None and app:
        flow = Flow(module, repo)
        for cls in flow.classes():
            model = _member(cls, "model")
            if model is not None and m.dotted(model).lower().endswith(named.group(1)) and _is_list(cls):
                yield flow, cls


def _is_list(cls: m.Class) -> bool:
    return any(_LIST_VIEW.search(m.dotted(b)) for b in cls.bases)


def _given(flow: Flow, where: m.Node, name: str) -> Rows | None:
    call = m.enclosing(where, m.Call)
    if call is not None:
        for arg in call.args:
            if arg.name == name:
                return rows_of(flow, arg.value)
            given = flow.definition(arg.value)
            if isinstance(given, m.Mapping):
                value = given.get(name)
                if value is not None:
                    return rows_of(flow, value)
        function = m.enclosing(where, m.Function)
        return None if function is None else _assigned(flow, function, name)
    cls = where if isinstance(where, m.Class) else m.enclosing(where, m.Class)
    if cls is None:
        return None
    for item in cls.body.items:
        if isinstance(item, m.Function) and item.name == "get_context_data":
            found = _assigned(flow, item, name)
            if found is not None:
                return found
    return _of_list_view(flow, cls, name) if _is_list(cls) else None


def _assigned(flow: Flow, function: m.Function, name: str) -> Rows | None:
    """``context["orders"] = Order.objects.all()``"""
    for node in function.body.walk():
        if isinstance(node, m.Assign) and node.value is not None and node.targets:
            target = node.targets[0]
            if isinstance(target, m.Index) and isinstance(target.key, m.Literal) and target.key.value == name:
                return rows_of(flow, node.value)
    return None


def _of_list_view(flow: Flow, cls: m.Class, name: str) -> Rows | None:
    rows = rows_of_view(flow, cls)
    context = _member(cls, "context_object_name")
    names = {"object_list", "page_obj", "" if rows is None else f"{rows.name.lower()}_list"}
    if isinstance(context, m.Literal):
        names.add(str(context.value))
    return rows if name in names else None


def rows_of_view(flow: Flow, cls: m.Class) -> Rows | None:
    """The rows that a class-based view lists, with all that it says about its query."""
    declared = _member(cls, "model")
    queryset = _member(cls, "queryset")
    rows = None if queryset is None else rows_of(flow, queryset)
    kind = (
        rows.name
        if rows is not None
        else m.dotted(declared).rpartition(".")[2]
        if declared is not None
        else ""
    )
    texts = [rows.text if rows is not None else f"{kind}.objects.all()"]
    for item in cls.body.items:
        if isinstance(item, m.Function) and item.name in ("get_queryset", "get_context_data", "list"):
            texts.append(flow.module.text(item))
            made = re.search(r"\b([A-Z]\w*)\.objects\b", texts[-1])
            if not kind and made is not None and item.name == "get_queryset":
                kind = made.group(1)
    model = model_named(flow, kind) if kind else None
    return None if model is None else Rows(kind, model, "\n".join(texts))


def _member(cls: m.Class, name: str) -> m.Expr | None:
    for item in cls.body.items:
        target = item.targets[0] if isinstance(item, m.Assign) and item.targets else None
        if isinstance(item, m.Assign) and isinstance(target, m.Name) and target.id == name:
            return item.value
    return None


# --- Rails and Laravel ---


def rails_given(repo: RepoView, template: str) -> dict[str, tuple[Flow, m.Expr]]:
    """What the action that renders a view of Rails assigns: ``self.orders`` with the controller's flow and the value."""
    found = re.match(r"^(.*?)app/views/((?:\w+/)*\w+)/(\w+)\.\w+(?:\.\w+)?$", template)
    if found is None or found.group(3).startswith("_"):
        return {}
    module = _parsed(repo, f"{found.group(1)}app/controllers/{found.group(2)}_controller.rb")
    if module is None:
        return {}
    flow = Flow(module, repo)
    assigned: dict[str, list[tuple[str, m.Expr]]] = {}
    for node in module.every(m.Assign):
        function = m.enclosing(node, m.Function)
        target = m.dotted(node.targets[0]) if len(node.targets) == 1 else ""
        if function is not None and node.value is not None and target.startswith("self."):
            assigned.setdefault(target, []).append((function.name, node.value))
    made: dict[str, tuple[Flow, m.Expr]] = {}
    for name, values in assigned.items():
        own = [v for f, v in values if f == found.group(3)] or [v for _, v in values if len(values) == 1]
        if own:
            made[name] = (flow, own[-1])
    return made


def laravel_given(repo: RepoView, template: str) -> dict[str, tuple[Flow, m.Expr]]:
    """What the controller that renders a view of Laravel hands to it, by name."""
    found = re.match(r"^.*?resources/views/(.+)\.blade\.php$", template)
    if found is None:
        return {}
    view = found.group(1).replace("/", ".")
    for path, line, text in list(repo.search((view,), suffixes=(".php",)))[:_MOST_VIEWS]:
        module = _parsed(repo, path) if re.search(r"\bview\b|View::make", text) else None
        if module is None:
            continue
        flow = Flow(module, repo)
        for node in module.every(m.Literal):
            if node.value != view or node.line != line:
                continue
            function = m.enclosing(node, m.Function)
            if function is not None:
                return {name: (flow, value) for name, value in _handed(flow, function, m.statement_of(node))}
    return {}


def _handed(flow: Flow, function: m.Function, statement: m.Node) -> Iterator[tuple[str, m.Expr]]:
    local = {
        m.dotted(n.targets[0]): n.value
        for n in function.body.walk_scope()
        if isinstance(n, m.Assign) and n.value is not None and len(n.targets) == 1
    }
    for node in statement.walk():
        if isinstance(node, m.Pair) and isinstance(node.key, m.Literal):
            yield str(node.key.value), node.value
        elif isinstance(node, m.Call) and m.dotted(node.callee).rpartition(".")[2] == "compact":
            for arg in node.args:
                name = arg.value.value if isinstance(arg.value, m.Literal) else None
                if isinstance(name, str) and local.get(name) is not None:
                    yield name, local[name]
        elif isinstance(node, m.Call) and isinstance(node.callee, m.Attr) and node.callee.name == "with":
            first = node.args[0].value if len(node.args) == 2 else None
            if isinstance(first, m.Literal):
                yield str(first.value), node.args[1].value


def _parsed(repo: RepoView, path: str) -> m.Module | None:
    return repo.module(path) if repo.text(path) is not None else None
