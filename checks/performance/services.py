"""Which method of another class of the repository a call enters, told by the written type of the field it is called on."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.performance.callees import callee_of, class_named
from checks.performance.typed_queries import declared_type
from checks.syntax import model as m
from checks.syntax.flow import Flow

_SUFFIX = {"java": ".java", "kotlin": ".kt", "csharp": ".cs", "php": ".php"}
_KINDS = re.compile(r"^\\?(?:\w+[.\\])*(?P<name>[A-Z]\w*)[?!]?$")


def entered_by(flow: Flow, call: m.Call) -> tuple[Flow, m.Function] | None:
    """The function behind a call: like :func:`callee_of`, and through fields whose class stands in another file."""
    found = callee_of(flow, call)
    suffix = _SUFFIX.get(flow.module.language)
    if found is not None or suffix is None or flow.repo is None or not isinstance(call.callee, m.Attr):
        return found
    kind = _KINDS.match(declared_type(flow, call.callee.base))
    if kind is None:
        return None
    for path in _paths(flow, kind.group("name"), suffix):
        module = flow.repo.module(path) if flow.repo.text(path) is not None else None
        if module is None:
            continue
        other = Flow(module, flow.repo)
        owner = class_named(other, path.rpartition("/")[2].removesuffix(suffix))
        for item in [] if owner is None else owner.body.items:
            if isinstance(item, m.Function) and item.name == call.callee.name and _has_body(item):
                return other, item
    return None


def _has_body(function: m.Function) -> bool:
    return bool(function.body.items)


def _paths(flow: Flow, name: str, suffix: str) -> Iterator[str]:
    """Where the class, or the one that implements the interface, would stand."""
    path = flow.module.path
    folder = path.rpartition("/")[0]
    names = [name, f"{name}Impl"]
    if suffix == ".cs" and re.match(r"I[A-Z]", name):
        names = [name[1:]]
    source = flow.module.text(flow.module)
    imported = re.search(rf"^\s*(?:import|use)\s+([\w.\\]+)[.\\]{name}\s*;?\s*$", source, re.MULTILINE)
    folders = [folder]
    if imported is not None and suffix == ".php":
        parts = imported.group(1).split("\\")[1:]
        folders = ["/".join(p for p in (root, *parts) if p) for root in ("app", "src")]
    elif imported is not None:
        package = re.search(r"^\s*package\s+([\w.]+)", source, re.MULTILINE)
        tail = "" if package is None else package.group(1).replace(".", "/")
        root = folder[: len(folder) - len(tail)] if folder.endswith(tail) else ""
        folders = [root + imported.group(1).replace(".", "/")]
    elif suffix == ".cs":
        above = folder.rpartition("/")[0]
        folders += [f"{above}/{f}".lstrip("/") for f in ("Services", "Repositories", "Data")]
    for place in folders:
        for wanted in names:
            start = f"{place}/" if place else ""
            yield f"{start}{wanted}{suffix}"
            yield f"{start}impl/{wanted}{suffix}"
