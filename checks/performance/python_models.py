"""What the models of Django and SQLAlchemy declare: relations, and properties and methods that read them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from checks.performance.callees import class_named
from checks.performance.queries import Kind, access_of
from checks.syntax import model as m
from checks.syntax.flow import Flow

_TO_ONE = re.compile(r"(?:^|\.)(?:ForeignKey|OneToOneField)$")
_TO_MANY = re.compile(r"(?:^|\.)ManyToManyField$")
_RELATIONSHIP = re.compile(r"(?:^|\.)relationship$")
_EAGER = re.compile(r"lazy\s*=\s*['\"](?:joined|selectin|subquery|immediate|raise|dynamic|write_only|noload)")
MANAGER_ENDS = frozenset(
    {
        "all", "filter", "exclude", "count", "exists", "first", "last", "get", "values_list", "values", "aggregate",
        "order_by", "latest", "earliest",
    }
)  # fmt: skip
LOADED_ENDS = frozenset({"all", "count", "exists"})
"""What a prefetched manager answers without a query."""


@dataclass(frozen=True, slots=True)
class Relation:
    """``how`` it is loaded: ``django`` for a row, ``manager`` for Django's rows, ``sqlalchemy``."""

    name: str
    how: str
    target: str


@dataclass(frozen=True, slots=True)
class PythonModel:
    """A model's class with the flow of its file."""

    cls: m.Class
    flow: Flow

    @property
    def name(self) -> str:
        """The class name."""
        return self.cls.name

    def relation(self, name: str) -> Relation | None:
        """What the model, or another of its file that points to it, calls by that name."""
        for item in self.cls.body.items:
            if isinstance(item, m.Assign) and isinstance(item.value, m.Call) and item.targets:
                target = item.targets[0]
                if isinstance(target, m.Name) and target.id == name:
                    return self._declared(name, item.value, item.annotation)
        for other in self.flow.whole.classes():
            for field, call in _fields(other):
                if not (_TO_ONE.search(m.dotted(call.callee)) or _TO_MANY.search(m.dotted(call.callee))):
                    continue
                if _target(call) != self.name:
                    continue
                given = call.keyword("related_name")
                related = given.value if isinstance(given, m.Literal) else f"{other.name.lower()}_set"
                one = m.dotted(call.callee).endswith("OneToOneField")
                if related == name and field and not one:
                    return Relation(name, "manager", other.name)
        return None

    def _declared(self, name: str, call: m.Call, annotation: str) -> Relation | None:
        kind = m.dotted(call.callee)
        if _TO_ONE.search(kind):
            return Relation(name, "django", _target(call))
        if _TO_MANY.search(kind):
            return Relation(name, "manager", _target(call))
        if _RELATIONSHIP.search(kind) and not _EAGER.search(self.flow.module.text(call)):
            named = re.search(r"['\"\[](\w+)['\"\]]*\]*$", annotation or "")
            return Relation(name, "sqlalchemy", _target(call) or (named.group(1) if named else ""))
        return None

    def other(self, name: str) -> PythonModel | None:
        """Another model, as this one's file knows it."""
        return self if name == "self" else model_named(self.flow, name)

    def method(self, name: str) -> m.Function | None:
        """A method or property without parameters."""
        for item in self.cls.body.items:
            if isinstance(item, m.Function) and item.name == name and len(item.params) == 1:
                return item
        return None

    def read_by(self, function: m.Function) -> Iterator[tuple[str, str]]:
        """(relation, last call on it) that a method reads each time; ("", "") for a query of its own."""
        own = function.params[0].name if function.params else "self"
        for node in function.body.walk_scope():
            if isinstance(node, m.Call) and _always(node, function):
                access = access_of(self.flow, node)
                if access is not None and access.kind is Kind.READ:
                    yield "", ""
            if not isinstance(node, m.Attr) or not isinstance(node.base, m.Attr):
                continue
            relation = node.base
            if (
                not isinstance(relation.base, m.Name)
                or relation.base.id != own
                or not _always(node, function)
            ):
                continue
            found = self.relation(relation.name)
            if found is None or node.name in ("id", "pk"):
                continue
            if found.how != "manager" or node.name in MANAGER_ENDS:
                yield found.name, node.name


def _always(node: m.Node, function: m.Function) -> bool:
    for parent in node.ancestors():
        if parent is function:
            return True
        if isinstance(parent, m.If) and not any(
            parent.test is p or parent.test is node for p in (node, *node.ancestors())
        ):
            return False
    return True


def _fields(cls: m.Class) -> Iterator[tuple[str, m.Call]]:
    for item in cls.body.items:
        if isinstance(item, m.Assign) and isinstance(item.value, m.Call) and item.targets:
            target = item.targets[0]
            if isinstance(target, m.Name):
                yield target.id, item.value


def _target(call: m.Call) -> str:
    first = call.positional(0) or call.keyword("to")
    if isinstance(first, m.Literal) and isinstance(first.value, str):
        return first.value.rpartition(".")[2]
    return m.dotted(first).rpartition(".")[2] if first is not None else ""


def model_named(flow: Flow, name: str) -> PythonModel | None:
    """The class of that name: the file's own, or imported from another file of the repository."""
    owner = class_named(flow.whole, name)
    if owner is not None:
        return PythonModel(owner, flow)
    for node in flow.imports():
        for given, alias in node.names:
            if (alias or given) != name:
                continue
            other = flow.imported_flow(node.module, node.level)
            owner = None if other is None else class_named(other, given)
            if other is not None and owner is not None:
                return PythonModel(owner, other)
            if other is not None:  # a package that hands on what its modules declare
                return model_named(other, given) if other.module.path.endswith("__init__.py") else None
    return None
