"""What changed between two versions of protobuf files: bytes that are read wrongly, JSON that is refused, code that no longer compiles."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar

from checks.api_consistency.contract_change import Change
from checks.api_consistency.protobuf import Enum, Field, Message, ProtoFile, Service, Value
from checks.report import Severity

_WIRE = (
    frozenset({"int32", "uint32", "int64", "uint64", "bool"}),
    frozenset({"sint32", "sint64"}),
    frozenset({"fixed32", "sfixed32"}),
    frozenset({"fixed64", "sfixed64"}),
    frozenset({"string", "bytes"}),
)
"""Types that read each other's bytes as far as the value fits."""
_SCALARS = frozenset().union(*_WIRE) | {"float", "double"}
_UNSTABLE = re.compile(r"(?:^|\.)(?:internal|v\d+(?:alpha|beta|test|p\d+)\w*)(?:\.|$)")
_VERSION = re.compile(r"(?:^|\.)v(\d{1,6})(?=\.|$)")
_NEW_FIELD = "Keep the old field, and add a new one under a number that was never used."

Kind = TypeVar("Kind", Message, Enum, Service)


def differences(
    base: Iterable[ProtoFile], head: Iterable[ProtoFile], became: Mapping[str, str]
) -> tuple[Change, ...]:
    """Differences between the changed files of two revisions; ``became`` maps a path at base to the one at head, for
    files that still exist. What moves from one changed file to another is the same thing."""
    return tuple(_Differ(list(base), list(head), became).run())


class _Differ:
    def __init__(self, base: list[ProtoFile], head: list[ProtoFile], became: Mapping[str, str]) -> None:
        self.base = base
        self.head = head
        self.became = became
        self.by_path = {f.path: f for f in head}
        self.removed: set[str] = set()
        self.used_by_removed: set[str] = set()

    def run(self) -> Iterator[Change]:
        """All changes, file by file."""
        for file in self.base:
            if _UNSTABLE.search(file.package) or "/internal/" in f"/{file.path}":
                continue
            now = self.by_path.get(self.became.get(file.path, ""))
            prefix, other = _dotted(file.package), _dotted(file.package)
            if now is not None and now.package != file.package and not self._elsewhere(file):
                if _newer(file.package, now.package):
                    continue
                other = _dotted(now.package)
                yield Change(
                    True,
                    f"The package changes from `{file.package}` to `{now.package}`; clients call services and send types "
                    "under the old name, and their generated code no longer compiles.",
                    f"package {file.package}",
                    head_line=now.package_line,
                    head_path=now.path,
                    fix="Keep the package; make a new one for a new version beside it.",
                )
            yield from self._file(file, now, prefix, other)

    def _elsewhere(self, file: ProtoFile) -> bool:
        """Whether most of a file's things are at head under their full names."""
        names = [*file.messages, *file.enums, *file.services]
        return bool(names) and 2 * sum(any(n in _all(h) for h in self.head) for n in names) >= len(names)

    def _find(
        self, kinds: str, name: str, now: ProtoFile | None
    ) -> tuple[Message | Enum | Service, str] | None:
        for file in ([now] if now is not None else []) + self.head:
            found = getattr(file, kinds).get(name)
            if found is not None:
                return found, file.path
        return None

    def _file(self, file: ProtoFile, now: ProtoFile | None, prefix: str, other: str) -> Iterator[Change]:
        def head(kinds: str, name: str) -> tuple[Message | Enum | Service, str] | None:
            return self._find(kinds, other + name.removeprefix(prefix), now)

        if file.path not in self.became and not any(
            head(kinds, n) for kinds in ("messages", "enums", "services") for n in getattr(file, kinds)
        ):
            what = ", ".join(f"`{_short(n)}`" for n in [*file.services, *file.messages, *file.enums][:3])
            kept = any(not s.deprecated for s in file.services.values()) or any(
                not m.deprecated for m in file.messages.values()
            )
            if what and (kept or file.enums):
                yield Change(
                    True,
                    f"The file is removed with {what}; clients that were generated from it fail.",
                    f"removed file {file.path}",
                    base_line=1,
                    base_path=file.path,
                    fix="Mark what it holds as deprecated, and remove it in a new version of the package.",
                )
            return
        for service in file.services.values():
            yield from self._service(service, head("services", service.name), file.path, now)
        gone = [m for m in file.messages.values() if head("messages", m.name) is None]
        self.removed.update(m.name for m in gone)
        self.removed.update(e.name for e in file.enums.values() if head("enums", e.name) is None)
        yield from self._gone(file, gone, now)
        for message in file.messages.values():
            found = head("messages", message.name)
            if found is not None and isinstance(found[0], Message):
                told = list(self._message(message, found[0], file.path, found[1]))
                yield from told
                if not told and _said(message) != _said(found[0]):
                    yield Change(
                        False, "", f"message {message.name}", head_line=found[0].line, head_path=found[1]
                    )
        for enum in file.enums.values():
            found = head("enums", enum.name)
            if found is not None and isinstance(found[0], Enum):
                told = list(self._enum(enum, found[0], file.path, found[1]))
                yield from told
                if not told and {v.name for v in enum.values} != {v.name for v in found[0].values}:
                    yield Change(False, "", f"enum {enum.name}", head_line=found[0].line, head_path=found[1])
            elif (
                not enum.deprecated
                and not self._inside_removed(enum.name)
                and not self._used_by_removed(enum.name)
            ):
                yield _removal("enumeration", enum.name, enum.line, file, now)

    def _gone(self, file: ProtoFile, gone: list[Message], now: ProtoFile | None) -> Iterator[Change]:
        for message in gone:
            if (
                message.deprecated
                or self._inside_removed(message.name)
                or self._used_by_removed(message.name)
            ):
                self.used_by_removed.update(_last(f.type) for f in message.fields)
                continue
            yield _removal("message", message.name, message.line, file, now)

    def _inside_removed(self, name: str) -> bool:
        return any(name.startswith(r + ".") for r in self.removed)

    def _used_by_removed(self, name: str) -> bool:
        return _last(name) in self.used_by_removed

    # --- services ---

    def _service(
        self,
        old: Service,
        found: tuple[Message | Enum | Service, str] | None,
        path: str,
        now: ProtoFile | None,
    ) -> Iterator[Change]:
        if found is None:
            for rpc in old.rpcs.values():
                self.used_by_removed.update((_last(rpc.request), _last(rpc.response)))
            if not old.deprecated:
                yield Change(
                    True,
                    f"The service `{_short(old.name)}` is removed; every call of its clients fails as unimplemented.",
                    f"removed service {old.name}",
                    base_line=old.line,
                    base_path=path,
                    head_path="" if now is None else now.path,
                    fix="Mark the service as deprecated and keep it until its clients have moved.",
                )
            return
        new, new_path = found
        assert isinstance(new, Service)
        for name, rpc in old.rpcs.items():
            call = f"`{_short(old.name)}.{name}`"
            other = new.rpcs.get(name)
            if other is None:
                self.used_by_removed.update((_last(rpc.request), _last(rpc.response)))
                if not rpc.deprecated:
                    yield Change(
                        True,
                        f"The method {call} is removed; clients that call it get UNIMPLEMENTED.",
                        f"removed rpc {old.name}.{name}",
                        base_line=rpc.line,
                        base_path=path,
                        head_path=new_path,
                        fix="Keep the old method beside the new one, marked as deprecated.",
                    )
                continue
            sides = (
                ("takes", rpc.request, other.request, rpc.streams_request, other.streams_request),
                ("answers", rpc.response, other.response, rpc.streams_response, other.streams_response),
            )
            for what, before, after, streamed, streams in sides:
                if _same_type(before, after) and streamed == streams:
                    continue
                if not _same_type(before, after):
                    self.used_by_removed.add(_last(before))
                was, is_now = (
                    f"{'stream ' if s else ''}{t}" for s, t in ((streamed, before), (streams, after))
                )
                yield Change(
                    True,
                    f"{call} {what} `{is_now}` in place of `{was}`; clients that were generated for the old form fail.",
                    f"rpc {what} {old.name}.{name}",
                    head_line=other.line,
                    head_path=new_path,
                    fix=f"Add fields to `{before}`, or add a new method."
                    if streamed == streams
                    else "Add a new method for the new form.",
                )

    # --- messages ---

    def _message(self, old: Message, new: Message, path: str, new_path: str) -> Iterator[Change]:
        numbers = {f.number: f for f in new.fields}
        names = {f.name: f for f in new.fields}
        short = _short(old.name)
        moved: set[int] = set()

        def told(field: Field, message: str, fix: str, severity: Severity | None = None) -> Change:
            key = f"field {old.name} {field.number} {message.partition(';')[0]}"
            return Change(
                True, message, key, head_line=field.line, head_path=new_path, fix=fix, severity=severity
            )

        for before in old.fields:
            same, named = numbers.get(before.number), names.get(before.name)
            if named is not None and named.number != before.number:
                moved.add(before.number)
                yield told(
                    named,
                    f"The number of `{short}.{before.name}` changes from {before.number} to {named.number}; "
                    "old and new programs read each other's messages wrongly.",
                    f"Keep the number {before.number}; give new fields new numbers.",
                )
            elif same is None:
                number_kept, name_kept = new.reserved.has(before.number, before.name)
                if not number_kept:
                    keep = (
                        f'reserved {before.number};{"" if name_kept else f""" reserved "{before.name}";"""}'
                    )
                    yield Change(
                        True,
                        f"`{short}.{before.name}` is removed and its number {before.number} is free to be given to another "
                        "field; clients still send and read it.",
                        f"removed field {old.name}.{before.name}",
                        base_line=before.line,
                        base_path=path,
                        head_path=new_path,
                        head_line=new.line,
                        fix=f"Write `{keep}` into the message, or keep the field as deprecated.",
                    )
            else:
                yield from (told(same, *item) for item in self._field(short, before, same, old, new))
        known = {f.number for f in old.fields}
        for field in new.fields:
            number_kept, name_kept = old.reserved.has(field.number, field.name)
            if field.number not in known and (number_kept or name_kept):
                what = f"number {field.number}" if number_kept else f"name `{field.name}`"
                yield told(
                    field,
                    f"`{short}.{field.name}` takes the {what}, which was reserved; old programs read it as what once had it.",
                    "Take a number and a name that were never used.",
                )
            elif field.number not in known and field.label == "required":
                yield told(
                    field,
                    f"`{short}.{field.name}` is new and required; messages of old programs are refused.",
                    "Make the field optional.",
                )

    def _field(
        self, short: str, old: Field, new: Field, before: Message, after: Message
    ) -> Iterator[tuple[str, str, Severity | None]]:
        if old.name != new.name:
            if not _same_type(old.type, new.type):
                yield (
                    f"The number {old.number} of `{short}` was `{old.type} {old.name}` and is now `{new.type} {new.name}`; old "
                    "and new programs read each other's messages wrongly.",
                    f"Reserve {old.number}, and give `{new.name}` a number that was never used.",
                    None,
                )
                return
            yield (
                f"`{short}.{old.name}` is renamed to `{new.name}`; JSON clients and generated code know only the old name.",
                "Keep the name, or add a new field and mark this one as deprecated.",
                None,
            )
        elif not _same_type(old.type, new.type) and not self._renamed_type(old.type):
            compatible = any({old.type, new.type} <= group for group in _WIRE)
            effect = (
                "generated code changes its type and large values are cut off"
                if compatible
                else "old and new programs read each other's messages wrongly"
            )
            yield (
                f"The type of `{short}.{old.name}` changes from `{old.type}` to `{new.type}`; {effect}.",
                _NEW_FIELD,
                Severity.WARNING if compatible else None,
            )
            return
        many = {old.label == "repeated", new.label == "repeated"}
        if len(many) == 2 and "map" not in (old.label, new.label):
            words = "one value to a list" if new.label == "repeated" else "a list to one value"
            yield (
                f"`{short}.{old.name}` changes from {words}; old programs see one of the values or fail.",
                _NEW_FIELD,
                None,
            )
        elif new.label == "required" != old.label:
            yield (
                f"`{short}.{old.name}` becomes required; messages without it are refused.",
                "Keep the field optional and check it in the program.",
                None,
            )
        if old.oneof != new.oneof and not (old.oneof and new.oneof and old.oneof not in after.oneofs):
            alone = new.oneof and new.oneof not in before.oneofs
            others = [f for f in after.fields if f.oneof == new.oneof and f.name != old.name]
            alone = alone and not any(f.number in {g.number for g in before.fields} for f in others)
            words = f"moves into the oneof `{new.oneof}`" if new.oneof else f"leaves the oneof `{old.oneof}`"
            yield (
                f"`{short}.{old.name}` {words}; programs that set it together with its neighbours lose one of the values.",
                "Keep the field where it is.",
                Severity.WARNING if alone else None,
            )
        if old.name == new.name and old.json_name != new.json_name:
            yield (
                f"The JSON name of `{short}.{old.name}` changes from `{old.json_name}` to `{new.json_name}`; JSON clients "
                "know only the old one.",
                "Keep the JSON name.",
                None,
            )

    def _renamed_type(self, name: str) -> bool:
        """Whether the type itself is gone, which is told there."""
        return any(_last(r) == _last(name) for r in self.removed)

    # --- enumerations ---

    def _enum(self, old: Enum, new: Enum, path: str, new_path: str) -> Iterator[Change]:
        names = {v.name: v for v in new.values}
        numbers: dict[int, list[Value]] = {}
        for value in new.values:
            numbers.setdefault(value.number, []).append(value)
        short = _short(old.name)
        for before in old.values:
            named, same = names.get(before.name), numbers.get(before.number)
            key = f"value {old.name}.{before.name}"
            if named is not None:
                if named.number != before.number:
                    yield Change(
                        True,
                        f"The number of `{before.name}` changes from {before.number} to {named.number}; old and new programs "
                        "take it for another value.",
                        key,
                        head_line=named.line,
                        head_path=new_path,
                        fix=f"Keep the number {before.number}; give new values new numbers.",
                    )
            elif same:
                yield Change(
                    True,
                    f"`{before.name}` of `{short}` is renamed to `{same[0].name}`; JSON clients and generated code know only "
                    "the old name.",
                    key,
                    head_line=same[0].line,
                    head_path=new_path,
                    fix="Keep the name; with `allow_alias` the number may have both.",
                )
            elif not new.reserved.has(before.number, before.name)[0]:
                yield Change(
                    True,
                    f"The value `{before.name}` is removed from `{short}` and its number {before.number} is free to be given to "
                    "another; clients still send it.",
                    key,
                    base_line=before.line,
                    base_path=path,
                    head_line=new.line,
                    head_path=new_path,
                    fix=f'Write `reserved {before.number}; reserved "{before.name}";` into the enumeration.',
                )
        known = {v.name for v in old.values}
        for value in new.values:
            if value.name not in known and old.reserved.has(value.number, value.name)[0]:
                yield Change(
                    True,
                    f"`{value.name}` takes the number {value.number}, which was reserved; old programs read it as what once had it.",
                    f"reserved {old.name} {value.number}",
                    head_line=value.line,
                    head_path=new_path,
                    fix="Take a number that was never used.",
                )


def _removal(what: str, name: str, line: int, file: ProtoFile, now: ProtoFile | None) -> Change:
    return Change(
        True,
        f"The {what} `{_short(name)}` is removed; code that uses what is generated from it no longer compiles.",
        f"removed {what} {name}",
        base_line=line,
        base_path=file.path,
        head_path="" if now is None else now.path,
        fix=f"Keep the {what}, marked as deprecated, until its clients have moved.",
    )


def _said(message: Message) -> set[tuple[int, str, str, str]]:
    return {(f.number, f.name, f.type, f.label) for f in message.fields}


def _all(file: ProtoFile) -> set[str]:
    return {*file.messages, *file.enums, *file.services}


def _dotted(package: str) -> str:
    return f"{package}." if package else ""


def _newer(old: str, new: str) -> bool:
    """Whether only the version of the package rises."""
    before, after = _VERSION.findall(old), _VERSION.findall(new)
    return bool(before and after and int(after[-1]) > int(before[-1]))


def _last(name: str) -> str:
    return name.rpartition(".")[2]


def _short(name: str) -> str:
    """The name without its package: from the first part in upper case on."""
    parts = name.split(".")
    first = next((n for n, p in enumerate(parts) if p[:1].isupper()), len(parts) - 1)
    return ".".join(parts[first:])


def _same_type(old: str, new: str) -> bool:
    """Whether two written types are one, however much of the package each spells out."""
    if old.startswith("map<") or new.startswith("map<"):
        return re.sub(r"[\w.]*\.(?=\w+[,>])", "", old) == re.sub(r"[\w.]*\.(?=\w+[,>])", "", new)
    if old in _SCALARS or new in _SCALARS:
        return old == new
    one, other = old.lstrip(".").split("."), new.lstrip(".").split(".")
    length = min(len(one), len(other))
    return one[-length:] == other[-length:]
