"""What a change takes away from the clients of routes that are written in code."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from checks.api_consistency.api import Api
from checks.api_consistency.handler import HandlerFacts
from checks.api_consistency.house_style import is_operational, success_status
from checks.api_consistency.model import Field, Operation, Place, param_names
from checks.api_consistency.remaining_line import remaining_place
from checks.api_consistency.responses import Shape, sets_status
from checks.changes import ChangedFile
from checks.report import Evidence

_INTERNAL = frozenset({"internal", "_internal", "private", "debug", "dev", "__debug__", "admin-internal"})
_DATE = re.compile(r"\b(20\d\d-\d\d-\d\d)\b")
_GOING = re.compile(r"sunset|deprecat", re.IGNORECASE)
_SCALARS = {
    "int": "int", "float": "float", "str": "str", "bool": "bool", "string": "str", "number": "float", "boolean": "bool",
    "Decimal": "float",
}  # fmt: skip
DECLARED_PARAMETERS = ("fastapi", "nest", "spring", "jaxrs", "aspnet")
"""Frameworks whose handlers declare their parameters, so that the list of them is whole."""
_GROUPED = 4
"""From so many routes lost at one place they are told in one finding."""


@dataclass(frozen=True, slots=True)
class Break:
    """One thing that a client loses, at head lines; ``breaking`` is False for a changed operation that harms none."""

    place: Place
    message: str
    key: str
    fix: str = ""
    breaking: bool = True
    evidence: tuple[Evidence, ...] = ()
    lost: tuple[tuple[str, str], ...] = field(default=())
    """(method, path) of removed operations."""


def breaks(api: Api, head_time_s: int | None) -> Iterator[Break]:
    """All breaks, then the changed operations that break nothing."""
    if not api.touches_code:
        return
    yield from _removed(api, head_time_s)
    yield from _changed(api)


# --- removed and renamed routes ----------------------------------------------------------------------------------


def _removed(api: Api, head_time_s: int | None) -> Iterator[Break]:
    lost: dict[Place, list[Operation]] = defaultdict(list)
    renamed: dict[Place, list[tuple[Operation, Operation]]] = defaultdict(list)
    unused = list(api.new)
    loose = {(o.group, o.method, o.local_path) for o in api.head.operations if not o.prefix_known}
    for operation in api.base.operations:
        if (operation.group, operation.method, operation.path) in api.head.keys or (
            operation.group,
            "ANY",
            operation.path,
        ) in api.head.keys:
            continue
        if not operation.prefix_known and _same_local(api, operation):
            continue
        if (operation.group, operation.method, operation.local_path) in loose or _unreadable(api, operation):
            continue
        if operation.method in ("HEAD", "OPTIONS") or _moved_group(api, operation):
            continue
        if _may_go(api, operation, head_time_s):
            place = _lost_place(api, operation)
            if place is not None:
                yield Break(place, "", operation.name, breaking=False)
            continue
        successor = _successor(operation, unused)
        if successor is not None:
            unused.remove(successor)
            renamed[_renaming_place(api, operation, successor)].append((operation, successor))
            continue
        place = _lost_place(api, operation)
        if place is not None:
            lost[place].append(operation)
    for place, pairs in renamed.items():
        yield _renaming(place, pairs)
    for place, gone in lost.items():
        yield _removal(place, gone)


def _same_local(api: Api, operation: Operation) -> bool:
    return any(
        o.method == operation.method and o.local_path == operation.local_path and o.group == operation.group
        for o in api.head.operations
    )


def _moved_group(api: Api, operation: Operation) -> bool:
    """The whole service moved to another folder."""
    return any(
        o.method == operation.method
        and o.path == operation.path
        and o.group not in {b.group for b in api.base.operations}
        for o in api.new
    )


def _unreadable(api: Api, operation: Operation) -> bool:
    """The file is there at head but cannot be read any more, so nothing is known of its routes."""
    change = api.changed_files.get(operation.file)
    if change is None:
        return False
    module = api.head.sources.module(operation.file)
    before = api.base.sources.module(operation.file)
    return (
        module is not None and bool(module.broken_lines) and not (before is not None and before.broken_lines)
    )


def _may_go(api: Api, operation: Operation, head_time_s: int | None) -> bool:
    """Internal, never published, or deprecated and past the date it was promised until."""
    if is_operational(operation) or any(s in _INTERNAL for s in operation.segments):
        return True
    module = api.base.sources.module(operation.file)
    if module is None:
        return operation.deprecated
    end = (
        operation.handler.end_line
        if operation.handler is not None and operation.handler_file == operation.file
        else 0
    )
    text = "\n".join(module.text_lines[max(0, operation.line - 6) : max(end, operation.end_line)])
    going = _GOING.search(text)
    if going is None:
        return operation.deprecated
    if head_time_s is not None:
        promised = _DATE.search(text[going.start() :]) or _DATE.search(text)
        if promised is not None:
            try:
                return (
                    date.fromisoformat(promised.group(1)) <= datetime.fromtimestamp(head_time_s, UTC).date()
                )
            except ValueError:
                return True
    return True


def _successor(operation: Operation, candidates: list[Operation]) -> Operation | None:
    """The new operation that took the handler of a removed one."""
    best: tuple[int, Operation] | None = None
    for other in candidates:
        if other.group != operation.group:
            continue
        same_handler = bool(operation.handler_name) and other.handler_name == operation.handler_name
        same_file = other.file == operation.file or other.handler_file == operation.handler_file
        score = 0
        if other.method == operation.method and other.local_path == operation.local_path and same_file:
            score = 4
        elif (
            same_handler and same_file and (other.method == operation.method or other.path == operation.path)
        ):
            score = 3
        elif same_file and other.path == operation.path:
            score = 2
        elif same_file and other.method == operation.method and _alike(operation, other):
            score = 1
        if score and (best is None or score > best[0]):
            best = score, other
    return best[1] if best is not None else None


def _alike(one: Operation, other: Operation) -> bool:
    """Two anonymous handlers with the same code."""
    if one.handler is None or other.handler is None or one.handler_name or other.handler_name:
        return False
    ours, theirs = one.handler, other.handler
    return ours.end - ours.start == theirs.end - theirs.start and len(one.segments) == len(other.segments)


def _renaming_place(api: Api, operation: Operation, successor: Operation) -> Place:
    if successor.local_path == operation.local_path:
        touched = [p for p in successor.mounts if api.touched(p)]
        if touched:
            return touched[-1]
    return successor.place


def _renaming(place: Place, pairs: list[tuple[Operation, Operation]]) -> Break:
    old, new = pairs[0]
    lost = tuple(o.key for o, _ in pairs)
    if len(pairs) == 1:
        if old.path == new.path:
            text = f"`{old.name}` now answers to {new.method} alone; clients that send {old.method} get 405."
        else:
            text = f"`{old.name}` is renamed to `{new.shown}`; clients that call the old path get 404."
    else:
        text = f"{len(pairs)} routes move, such as `{old.name}` to `{new.shown}`; clients that call the old paths get 404."
    return Break(
        place,
        text,
        f"renamed {old.name}",
        fix="Keep the old route beside the new one, marked as deprecated, until its clients have moved.",
        lost=lost,
    )


def _lost_place(api: Api, operation: Operation) -> Place | None:
    """Where the change took the operation away: at its registration, or at the mount that led to it."""
    for place in (operation.place, *reversed(operation.mounts)):
        change = _change_of(api, place.path)
        if change is None:
            continue
        if (
            any(place.line <= n <= place.end_line for n in change.removed)
            or api.head.sources.text(change.path) is None
        ):
            return remaining_place(change, place.line, api.head.sources.text(change.path))
    for place in (operation.place, *reversed(operation.mounts)):
        change = _change_of(api, place.path)
        if change is not None and change.removed:
            return remaining_place(change, min(change.removed), api.head.sources.text(change.path))
    return None


def _change_of(api: Api, base_path: str) -> ChangedFile | None:
    """The changed file that had this path at base."""
    for change in api.changed_files.values():
        if (change.old_path or change.path) == base_path:
            return change
    return None


def _removal(place: Place, gone: list[Operation]) -> Break:
    names = sorted({o.name for o in gone})
    if len(names) < _GROUPED:
        listed = ", ".join(f"`{n}`" for n in names)
    else:
        listed = ", ".join(f"`{n}`" for n in names[:3]) + f" and {len(names) - 3} more"
    verb = "is" if len(names) == 1 else "are"
    return Break(
        place,
        f"{listed} {verb} removed; clients that still call {'it' if len(names) == 1 else 'them'} get 404.",
        "removed " + " ".join(names),
        fix="Mark the route as deprecated first and remove it once its clients have moved, or release a new API version.",
        lost=tuple(o.key for o in gone),
    )


# --- routes that stay --------------------------------------------------------------------------------------------


def _changed(api: Api) -> Iterator[Break]:
    before = {(o.group, o.method, o.path): o for o in api.base.operations}
    told: set[str] = set()
    for operation in api.head.operations:
        old = before.get((operation.group, operation.method, operation.path))
        if old is None or old is operation or old.deprecated or is_operational(operation):
            continue
        if not any(f in api.changed_files for f in api.head.sources.reach(operation.handler_file)):
            continue
        was, now = api.base.facts(old), api.head.facts(operation)
        if was == now or not (was.read and now.read):
            continue
        if any(s in _INTERNAL for s in operation.segments):
            continue
        found = False
        for item in _operation_breaks(api, operation, old, was, now):
            found = True
            if item.key not in told:
                told.add(item.key)
                yield item
        if not found and api.touched(operation.place) and operation.file in api.changed_files:
            yield Break(operation.place, "", operation.name, breaking=False)


def _operation_breaks(
    api: Api, operation: Operation, old: Operation, was: HandlerFacts, now: HandlerFacts
) -> Iterator[Break]:
    yield from _param_breaks(api, operation, old, was, now)
    if was.inputs.body is not None and now.inputs.body is not None:
        yield from _request_breaks(api, operation, was.inputs.body, now.inputs.body)
    if was.response is not None and now.response is not None:
        yield from _response_breaks(api, operation, was.response, now.response)
    yield from _shape_breaks(api, operation, was, now)
    yield from _status_breaks(api, operation, old)


def _at(api: Api, operation: Operation, item: Field | None) -> Place:
    return item.at if item is not None and item.at is not None and api.touched(item.at) else operation.place


def _param_breaks(
    api: Api, operation: Operation, old: Operation, was: HandlerFacts, now: HandlerFacts
) -> Iterator[Break]:
    before = {p.name: p for p in was.inputs.params}
    after = {p.name: p for p in now.inputs.params}
    declared = operation.framework in DECLARED_PARAMETERS and old.framework == operation.framework
    fresh_path = set(param_names(operation.shown))
    gone = [p for n, p in before.items() if n not in after and n not in fresh_path and p.place == "query"]
    for name, item in after.items():
        earlier = before.get(name)
        if declared and item.required and (earlier is None or not earlier.required):
            words = "is new and required" if earlier is None else "becomes required"
            yield Break(
                _at(api, operation, item),
                f"The {item.place} parameter `{name}` of `{operation.name}` {words}; clients that do not send it get 422."
                if operation.framework == "fastapi"
                else f"The {item.place} parameter `{name}` of `{operation.name}` {words}; clients that do not send it get 400.",
                f"required {item.place} {name} {_spot(item, operation)}",
                fix="Give it a default that keeps what the route did before.",
            )
        elif declared and earlier is not None and _narrowed(earlier.type, item.type, request=True):
            yield Break(
                _at(api, operation, item),
                f"The parameter `{name}` of `{operation.name}` changes from `{earlier.type}` to `{item.type}`.",
                f"type {name} {_spot(item, operation)}",
                fix="Take the old form too, or use a new parameter.",
            )
    if declared and not now.inputs.pages_by_helper and now.inputs.unresolved <= was.inputs.unresolved:
        for item in gone:
            place = _removed_field_place(api, item, operation)
            yield Break(
                place,
                f"`{operation.name}` no longer takes the query parameter `{item.name}`; clients that send it get other "
                f"results than they asked for.",
                f"removed parameter {item.name} {_spot(item, operation)}",
                fix="Keep taking the parameter, marked as deprecated, until its clients have moved.",
            )


def _spot(item: Field, operation: Operation) -> str:
    """Identity of a field: one declared in a model is told once however many routes use it."""
    return f"{item.at.path}" if item.at is not None and item.at.path != operation.file else operation.name


def _request_breaks(
    api: Api, operation: Operation, was: tuple[Field, ...], now: tuple[Field, ...]
) -> Iterator[Break]:
    before = {f.name: f for f in was}
    for item in now:
        earlier = before.get(item.name)
        if item.required and (earlier is None or not earlier.required):
            words = "is new and required" if earlier is None else "becomes required"
            yield Break(
                _at(api, operation, item),
                f"The request field `{item.name}` of `{operation.name}` {words}; clients that do not send it are refused.",
                f"required field {item.name} {_field_spot(item)}",
                fix="Make the field optional, with a default that keeps what the route did before.",
            )
        elif earlier is not None and _narrowed(earlier.type, item.type, request=True):
            yield Break(
                _at(api, operation, item),
                f"The request field `{item.name}` of `{operation.name}` changes from `{earlier.type}` to `{item.type}`.",
                f"type field {item.name} {_field_spot(item)}",
                fix="Take the old form too, or use a new field.",
            )


def _field_spot(item: Field) -> str:
    return item.at.path + f":{item.at.line}" if item.at is not None else ""


def _response_breaks(
    api: Api, operation: Operation, was: tuple[Field, ...], now: tuple[Field, ...]
) -> Iterator[Break]:
    after = {f.name: f for f in now}
    for item in was:
        other = after.get(item.name)
        if other is None:
            yield Break(
                _removed_field_place(api, item, operation),
                f"The field `{item.name}` is gone from the answer of `{operation.name}`; clients that read it fail.",
                f"removed field {item.name} {_field_spot(item)}",
                fix="Keep the field, marked as deprecated, beside what replaces it.",
            )
        elif _narrowed(item.type, other.type, request=False):
            yield Break(
                _at(api, operation, other),
                f"The field `{item.name}` in the answer of `{operation.name}` changes from `{item.type}` to `{other.type}`.",
                f"type answer {item.name} {_field_spot(item)}",
                fix="Add a new field with the new type and keep this one.",
            )


def _removed_field_place(api: Api, item: Field, operation: Operation) -> Place:
    if item.at is not None:
        change = _change_of(api, item.at.path)
        gone = [
            n for n in range(item.at.line, item.at.end_line + 1) if change is not None and n in change.removed
        ]
        if change is not None and gone:
            return remaining_place(change, gone[0], api.head.sources.text(change.path))
    return operation.place


def _narrowed(old: str, new: str, *, request: bool) -> bool:
    """Whether a scalar type turned into one that refuses what the old one took (or answers what it never did)."""
    before, after = _scalar(old), _scalar(new)
    if before is None or after is None or before == after:
        choices, fewer = _choices(old), _choices(new)
        return request and choices is not None and fewer is not None and bool(choices - fewer)
    if request:
        return (before, after) != ("int", "float")
    return (before, after) != ("float", "int")


def _scalar(text: str) -> str | None:
    bare = re.sub(r"\s*\|\s*(?:None|null|undefined)|Optional\[(.*)\]", r"\1", text).strip()
    return _SCALARS.get(bare)


def _choices(text: str) -> set[str] | None:
    match = re.search(r"Literal\[([^\[\]]*)\]", text)
    return set(re.findall(r"['\"]([^'\"]*)['\"]", match.group(1))) if match else None


def _shape_breaks(api: Api, operation: Operation, was: HandlerFacts, now: HandlerFacts) -> Iterator[Break]:
    """Keys of an answer that the handler writes out itself."""
    before = [a for a in was.answers if not a.is_error]
    after = [a for a in now.answers if not a.is_error]
    if len(before) != 1 or len(after) != 1 or not before[0].shape or after[0].shape is None:
        return
    gone = _lost_keys(before[0].shape, after[0].shape)
    if not gone or now.response is not None:
        return
    listed = ", ".join(f"`{g}`" for g in gone)
    yield Break(
        after[0].place,
        f"{listed} {'is' if len(gone) == 1 else 'are'} gone from the answer of `{operation.name}`; clients that read "
        f"{'it' if len(gone) == 1 else 'them'} fail.",
        f"removed key {listed} {operation.name}",
        fix="Keep the old name beside the new one until its clients have moved.",
    )


def _lost_keys(old: Shape, new: Shape, prefix: str = "") -> list[str]:
    after = dict(new)
    gone: list[str] = []
    for key, inner in old:
        if key not in after:
            gone.append(prefix + key)
        else:
            other = after[key]
            if inner is not None and other is not None:
                gone.extend(_lost_keys(inner, other, f"{prefix}{key}."))
    return gone


def _sets_status(*operations: Operation) -> bool:
    return any(o.handler is not None and sets_status(o.handler) for o in operations)


def _status_breaks(api: Api, operation: Operation, old: Operation) -> Iterator[Break]:
    was, now = success_status(old, api.base), success_status(operation, api.head)
    if was is None or now is None or was == now or {was, now} & {202} or _sets_status(old, operation):
        return
    answer = next((a for a in api.head.facts(operation).answers if not a.is_error and a.status == now), None)
    place = answer.place if answer is not None and api.touched(answer.place) else operation.place
    yield Break(
        place,
        f"`{operation.name}` answers {now} where it answered {was}; clients that test for {was} take it for a failure.",
        f"status {operation.name}",
        fix=f"Keep answering {was}.",
    )
