"""Relations that a serializer of Django REST framework shows for each row of a list that its view did not load."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from checks.performance.relations import Rows, reading_of
from checks.performance.template_views import rows_of_view
from checks.syntax import model as m
from checks.syntax.flow import Flow
from checks.views import FileView

_LISTS = re.compile(r"(?:ModelViewSet|ListModelMixin|List\w*APIView)$")
_NESTED = re.compile(r"Serializer$")
_MOST = 4


@dataclass(frozen=True, slots=True)
class SerializerRead:
    """A field or method of ``owner`` that reads a relation; ``fix`` is "" where the view loads it."""

    node: m.Node
    shown: str
    owner: str
    fix: str


def serializer_reads(view: FileView) -> Iterator[SerializerRead]:
    """Nested serializers, fields with a dotted source, and methods of the serializers that list views use."""
    if view.language != "python" or not view.mentions("serializer"):
        return
    for owner in view.flow.classes():
        if not any(_NESTED.search(m.dotted(b)) for b in owner.bases):
            continue
        found = list(_paths(owner))
        if not found:
            continue
        rows = _rows(view, owner)
        if rows is None:
            continue
        seen: set[str] = set()
        for node, names in found:
            reading = reading_of(rows, names, True)
            if reading is not None and reading.relation not in seen:
                seen.add(reading.relation)
                yield SerializerRead(node, ".".join(names[: reading.link + 1]), owner.name, reading.fix)


def _paths(owner: m.Class) -> Iterator[tuple[m.Node, list[str]]]:
    """(place, chain of names read from the object)"""
    for item in owner.body.items:
        if isinstance(item, m.Assign) and isinstance(item.value, m.Call) and len(item.targets) == 1:
            source = item.value.keyword("source")
            names = (
                source.value.split(".")
                if isinstance(source, m.Literal) and isinstance(source.value, str)
                else [m.dotted(item.targets[0])]
            )
            kind = m.dotted(item.value.callee)
            many = item.value.keyword("many")
            if _NESTED.search(kind):
                yield item, [*names, "all"] if many is not None else names
            elif len(names) > 1:
                yield item, names
        elif isinstance(item, m.Function) and item.name.startswith("get_") and len(item.params) == 2:
            shown = item.params[1].name
            for attr in (n for n in item.body.walk_scope() if isinstance(n, m.Attr)):
                if isinstance(attr.base, m.Name) and attr.base.id == shown:
                    yield attr, _chain(attr)


def _chain(attr: m.Attr) -> list[str]:
    names = [attr.name]
    while isinstance(attr.parent, m.Attr):
        attr = attr.parent
        names.append(attr.name)
    return names


def _rows(view: FileView, owner: m.Class) -> Rows | None:
    """What the list views give this serializer; None unless one is found and all of them agree on the model."""
    found: list[Rows] = []
    hits = [
        (p, n)
        for p, n, line in view.repo.search((owner.name,), suffixes=(".py",))
        if not re.match(r"\s*(?:class|from|import)\b", line)
    ]
    for path in list(dict.fromkeys(p for p, _ in hits))[:_MOST]:
        module = view.repo.module(path)
        if module is None:
            continue
        flow = Flow(module, view.repo)
        lines = {n for p, n in hits if p == path}
        for cls in flow.classes():
            if not any(cls.line <= n <= cls.end_line for n in lines):
                continue
            if not any(_LISTS.search(m.dotted(b)) for b in cls.bases):
                continue
            rows = rows_of_view(flow, cls)
            if rows is None:
                return None
            found.append(rows)
    if not found or len({r.name for r in found}) != 1:
        return None
    return found[0]
