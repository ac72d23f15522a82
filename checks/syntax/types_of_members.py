"""Which type a class of the repository declares for one of its members, in the same file or another one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checks.syntax import model as m

if TYPE_CHECKING:
    from checks.syntax.flow import Flow
    from checks.syntax.scopes import Scopes


def member_type(flow: Flow, owner: str, name: str) -> str:
    """Declared type of ``name`` (a field, a method, or a field read by ``getName()``/``isName()``) of the object with the
    canonical name ``owner`` (``./Order()``, ``com.acme.Order()``); ``""`` when the class is not found or does not say."""
    if not owner.endswith("()") or owner.count("()") != 1:
        return ""
    found = class_named(flow, owner.removesuffix("()"))
    if found is None:
        return ""
    scopes, declared = found
    for bound in (
        scopes.members(declared, name) if scopes.dialect.classes_in_parts else scopes.bound(declared, name)
    ):
        if isinstance(bound.node, m.Function):
            return bound.node.returns
        if isinstance(bound.node, m.Assign):
            return bound.node.annotation
    for prefix in ("get", "is"):
        rest = name.removeprefix(prefix)
        if rest != name and rest:
            field = rest[:1].lower() + rest[1:]
            for bound in scopes.bound(declared, field):
                if isinstance(bound.node, m.Assign):
                    return bound.node.annotation
    return ""


def class_named(flow: Flow, name: str) -> tuple[Scopes, m.Class] | None:
    """The class with a canonical name and the scopes of its file; None for a class outside the repository."""
    own = name.startswith("./")
    last = name.removeprefix("./").rpartition(".")[2]
    other = flow if own else flow.imported_flow(name)
    if other is None:
        return None
    found = [c for c in other.classes() if c.name == last and c.kind != "impl"]
    return (other.scopes, found[0]) if len(found) == 1 else None
