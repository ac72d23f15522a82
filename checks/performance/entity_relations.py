"""Lazy relations of EF Core (with lazy-loading proxies) and TypeORM (relations that are promises), read in loops."""

from __future__ import annotations

import re
from collections.abc import Iterator
from weakref import WeakKeyDictionary

from checks.performance.loops import repeated, repetitions
from checks.performance.record_models import class_of
from checks.performance.relations import LazyRead
from checks.performance.typed_queries import declared_type
from checks.syntax import model as m
from checks.syntax.flow import Flow
from checks.views import FileView, RepoView

_KEPT: WeakKeyDictionary[RepoView, dict[str, str]] = WeakKeyDictionary()
_REPOSITORY = re.compile(r"(?:^|\.)Repository<\s*(\w+)\s*>")
_SHAPED = re.compile(r"\.(?:Select|GroupBy|Join)\(")


def entity_reads(view: FileView) -> Iterator[LazyRead]:
    """Reads of lazy relations, once a relation and loop."""
    if view.language == "csharp" and view.mentions("dbcontext", "_db", "_context", "context."):
        found = _csharp(view)
    elif view.language == "typescript" and view.mentions("repository<") and view.mentions("await"):
        found = _typeorm(view)
    else:
        return
    seen: set[tuple[int, str]] = set()
    for attr, again, fix in found:
        key = (again, attr.name)
        if key in seen or not isinstance(attr.base, m.Name):
            continue
        seen.add(key)
        yield LazyRead(attr, f"{attr.base.id}.{attr.name}", repeated(view.flow, attr) if fix else None, fix)


def _items(view: FileView) -> Iterator[tuple[m.Attr, m.Node, m.Expr]]:
    """(``item.name``, its loop, what the loop runs over)"""
    assert view.module is not None
    for attr in view.module.every(m.Attr):
        if isinstance(attr.base, m.Name):
            item = attr.base.id
            again = next((r for r in repetitions(attr) if item in r.names), None)
            if again is not None and again.iterable is not None:
                yield attr, again.node, again.iterable


def _made(flow: Flow, expr: m.Expr) -> tuple[m.Expr, str]:
    """What a loop runs over, through the variables it was given by, and the text of it all."""
    texts: list[str] = []
    for _ in range(4):
        expr = flow.definition(expr)
        while isinstance(expr, m.Await):
            expr = expr.value
        texts.append(flow.module.text(expr))
        root = expr
        while isinstance(root, (m.Call, m.Attr, m.Await)):
            root = (
                root.callee
                if isinstance(root, m.Call)
                else root.base
                if isinstance(root, m.Attr)
                else root.value
            )
        if not isinstance(root, m.Name) or flow.definition(root) is root:
            break
        expr = flow.definition(root)
    return expr, "\n".join(texts)


def _csharp(view: FileView) -> Iterator[tuple[m.Attr, int, str]]:
    for attr, loop, iterable in _items(view):
        if not isinstance(attr.parent, (m.Attr, m.Loop)):
            continue
        made, text = _made(view.flow, iterable)
        table = re.match(r"\w+\.(?:Set<(?P<set>\w+)>|(?P<table>[A-Z]\w*))", text.split("\n")[-1].lstrip())
        del made
        if table is None or _SHAPED.search(text):
            continue
        context = re.match(r"\w+", text.split("\n")[-1].lstrip())
        if context is None or not re.match(r"^_?(?:db|dbContext|context|ctx)$|.*Context$", context.group(0)):
            continue
        if not _proxies(view.repo):
            return
        name = table.group("set") or class_of(table.group("table"))
        entity = _entity(view.repo, name)
        if not re.search(rf"\bpublic\s+virtual\s+[\w<>?]+\s+{re.escape(attr.name)}\s*\{{", entity):
            continue
        loaded = re.search(rf"\bInclude\([^;]*\b{re.escape(attr.name)}\b", text)
        yield attr, id(loop), "" if loaded else f"Load it with the query: `.Include(x => x.{attr.name})`."


def _proxies(repo: RepoView) -> bool:
    kept = _KEPT.setdefault(repo, {})
    if "proxies" not in kept:
        hit = next(iter(repo.search(("UseLazyLoadingProxies",), suffixes=(".cs",))), None)
        kept["proxies"] = "" if hit is None else hit[0]
    return kept["proxies"] != ""


def _entity(repo: RepoView, name: str) -> str:
    kept = _KEPT.setdefault(repo, {})
    if name not in kept:
        kept[name] = ""
        for path, _, line in repo.search((name,), suffixes=(f"{name}.cs",)):
            if re.search(rf"\bclass\s+{re.escape(name)}\b", line):
                kept[name] = repo.text(path) or ""
                break
    return kept[name]


def _typeorm(view: FileView) -> Iterator[tuple[m.Attr, int, str]]:
    for attr, loop, iterable in _items(view):
        if not isinstance(attr.parent, m.Await):
            continue
        made, text = _made(view.flow, iterable)
        if (
            not isinstance(made, m.Call)
            or not isinstance(made.callee, m.Attr)
            or made.callee.name not in ("find", "findBy")
        ):
            continue
        kind = _REPOSITORY.search(declared_type(view.flow, made.callee.base))
        if kind is None or not _is_promise(view.flow, kind.group(1), attr.name):
            continue
        loaded = re.search(rf"\brelations\b[^;]*\b{re.escape(attr.name)}\b", text, re.DOTALL)
        fix = f"Load it with the query: `relations: {{ {attr.name}: true }}`."
        yield attr, id(loop), "" if loaded else fix


def _is_promise(flow: Flow, entity: str, name: str) -> bool:
    for node in flow.imports():
        if any((alias or given) == entity for given, alias in node.names):
            other = flow.imported_flow(node.module, node.level)
            text = "" if other is None else other.module.source.decode("utf-8", "replace")
            return re.search(rf"\b{re.escape(name)}[!?]?\s*:\s*Promise<", text) is not None
    return False
