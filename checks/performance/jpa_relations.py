"""Lazy relations of JPA entities, read in a loop over what a Spring Data repository found."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.performance.loops import repeated, repetitions
from checks.performance.relations import LazyRead
from checks.performance.typed_queries import declared_type
from checks.syntax import model as m
from checks.syntax.flow import Flow
from checks.views import FileView

_STORE = re.compile(r"^\w+(?:Repository|Repo|Dao)$")
_ENTITY = re.compile(r"\bextends\s+\w*Repository<\s*(\w+)\s*,")
_VIEWS = frozenset({"stream", "parallelStream", "filter", "sorted", "distinct", "getContent", "toList"})
_LAZY = re.compile(r"@(?:OneToMany|ManyToMany|ElementCollection)\b|@(?:ManyToOne|OneToOne)\s*\([^)]*\bLAZY\b")
_LOADED = re.compile(r"@BatchSize\b|@Fetch\b|@LazyCollection\b|\bEAGER\b")
_FETCHED = re.compile(r"@EntityGraph\b|\bfetch\b", re.IGNORECASE)
_SETTINGS = (
    "application.yml",
    "application.yaml",
    "application.properties",
)


def jpa_reads(view: FileView) -> Iterator[LazyRead]:
    """Reads of lazy relations, once a relation and loop."""
    if view.language != "java" or not view.mentions("repository", "repo", "dao"):
        return
    flow = view.flow
    seen: set[tuple[int, str]] = set()
    for call in flow.calls():
        callee = call.callee
        if (
            not isinstance(callee, m.Attr)
            or not isinstance(callee.base, m.Name)
            or not re.match(r"get[A-Z]", callee.name)
            or call.args
            or not _used(call)
        ):
            continue
        item = callee.base.id
        again = next((r for r in repetitions(call) if item in r.names), None)
        if again is None or (id(again.node), callee.name) in seen:
            continue
        found = _query(flow, again.iterable)
        relation = callee.name[3].lower() + callee.name[4:]
        if found is None:
            continue
        state = _relation(view, *found, relation)
        if state is None:
            continue
        seen.add((id(again.node), callee.name))
        fix = f'Fetch `{relation}` with the query: `@EntityGraph(attributePaths = "{relation}")` or `join fetch`.'
        yield LazyRead(
            call, f"{item}.{callee.name}()", repeated(flow, call) if state == "lazy" else None, fix
        )


def _used(call: m.Call) -> bool:
    """Whether more than the relation's proxy is wanted: a method on it, or a loop over it."""
    parent = call.parent
    if isinstance(parent, m.Loop):
        return parent.iterable is call
    return isinstance(parent, m.Attr) and parent.name not in ("getId", "add", "remove", "equals")


def _query(flow: Flow, iterable: m.Expr | None) -> tuple[str, str] | None:
    """(type of the repository, its method) that a loop's items come from."""
    current = iterable
    for _ in range(6):
        if current is None:
            return None
        current = flow.definition(current)
        if not isinstance(current, m.Call) or not isinstance(current.callee, m.Attr):
            return None
        kind = declared_type(flow, current.callee.base)
        if _STORE.match(kind):
            return kind, current.callee.name
        if current.callee.name not in _VIEWS:
            return None
        current = current.callee.base
    return None


def _relation(view: FileView, store: str, method: str, relation: str) -> str | None:
    """``lazy`` or ``loaded`` for a relation that the entity declares as lazy; None when it does not or is not known."""
    text = _class_text(view, store)
    entity = _ENTITY.search(text or "")
    if text is None or entity is None:
        return None
    body = _class_text(view, entity.group(1))
    field = None if body is None else re.search(rf"[\w>\]]\s+{re.escape(relation)}\s*(?:=[^;]*)?;", body)
    if body is None or field is None:
        return None
    marks = re.split(r"[;{}]\s*\n", body[: field.start()])[-1]
    if not _LAZY.search(marks):
        return None
    if _LOADED.search(marks) or _batched(view):
        return "loaded"
    written = re.search(rf"\b{re.escape(method)}\s*\(", text)
    head = "" if written is None else re.split(r"[;{]\s*\n", text[: written.start()])[-1]
    return "loaded" if _FETCHED.search(head) else "lazy"


def _root(view: FileView) -> str | None:
    package = re.search(r"^\s*package\s+([\w.]+)\s*;", view.text, re.MULTILINE)
    folder = view.path.rpartition("/")[0]
    tail = "" if package is None else package.group(1).replace(".", "/")
    return folder[: len(folder) - len(tail)] if folder.endswith(tail) else None


def _class_text(view: FileView, name: str) -> str | None:
    """The file of a class: by this file's import of it, else beside this file or beside its entity imports."""
    root = _root(view)
    imported = re.search(rf"^\s*import\s+([\w.]+\.{re.escape(name)})\s*;", view.text, re.MULTILINE)
    if imported is not None and root is not None:
        return view.repo.text(f"{root}{imported.group(1).replace('.', '/')}.java")
    folder = view.path.rpartition("/")[0]
    return view.repo.text(f"{folder}/{name}.java" if folder else f"{name}.java")


def _batched(view: FileView) -> bool:
    root = _root(view) or ""
    places = root.removesuffix("/").removesuffix("java") + "resources/"
    return any("default_batch_fetch_size" in (view.repo.text(places + s) or "") for s in _SETTINGS)
