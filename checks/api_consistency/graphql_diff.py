"""What changed between two versions of GraphQL schemas: queries that no longer validate, answers that clients do not expect."""

from __future__ import annotations

from collections.abc import Iterator

from checks.api_consistency.contract_change import Change
from checks.api_consistency.graphql_schema import Argument, Field, Schema, Type, accepts, named, written
from checks.report import Severity

_OUTPUT = frozenset({"object", "interface"})


def differences(base: Schema, head: Schema) -> tuple[Change, ...]:
    """Differences between two schemas, or between the parts of them that the change holds."""
    return tuple(_Differ(base, head).run())


class _Differ:
    def __init__(self, base: Schema, head: Schema) -> None:
        self.base = base
        self.head = head
        self.renamed = dict(self._renames())
        self.told_types: set[str] = set()
        self.outputs = {named(f.type) for t in head.types.values() for f in t.fields.values()}

    def _renames(self) -> Iterator[tuple[str, str]]:
        new = [t for n, t in self.head.types.items() if n not in self.base.types]
        for name, old in self.base.types.items():
            if name in self.head.types or not old.whole:
                continue
            for other in new:
                same = (old.fields.keys(), old.inputs.keys(), old.values.keys()) == (
                    other.fields.keys(), other.inputs.keys(), other.values.keys(),
                )  # fmt: skip
                if other.kind == old.kind and same and (old.fields or old.inputs or old.values):
                    yield name, other.name
                    break

    def run(self) -> Iterator[Change]:
        """All changes: of members first, then of whole types that no change of a member explains."""
        gone: list[Type] = []
        for old in self.base.types.values():
            if old.hidden or (old.kind == "directive" and not old.locations):
                continue
            new = self.head.types.get(self.renamed.get(old.name, old.name))
            if new is None:
                gone.append(old)
                continue
            if new.name != old.name:
                yield from self._renamed(old, new)
            if new.kind != old.kind:
                self.told_types.add(old.name)
                yield _at(
                    new.path,
                    new.line,
                    f"`{old.name}` was {_article(old.kind)} and is now {_article(new.kind)}; queries that use it are refused.",
                    f"kind {old.name}",
                    "Add a new type beside it.",
                )
                continue
            found = list(self._type(old, new))
            yield from found
            if not found and not _equal(old, new):
                yield Change(False, "", f"type {old.name}", head_line=new.line, head_path=new.path)
        for old in gone:
            yield from self._gone(old)
        for operation, name in self.base.roots.items():
            if self.head.roots and operation not in self.head.roots and name in self.head.types:
                new = self.head.types[name]
                yield _at(
                    new.path, new.line, f"The schema no longer has a {operation} type; every {operation} is refused.",
                    f"root {operation}", f"Keep `{operation}: {name}` in the schema.",
                )  # fmt: skip

    def _renamed(self, old: Type, new: Type) -> Iterator[Change]:
        if old.kind in ("input", "object", "interface", "enum"):
            effect = (
                "clients that declare variables of it are refused"
                if old.kind in ("input", "enum")
                else "fragments on it and code that reads `__typename` fail"
            )
            yield _at(
                new.path,
                new.line,
                f"The type `{old.name}` is renamed to `{new.name}`; {effect}.",
                f"removed type {old.name}",
                "Keep the name.",
            )

    def _gone(self, old: Type) -> Iterator[Change]:
        if not old.whole:
            for field in old.fields.values():
                yield from self._removed_field(old, field, None)
            for name in old.inputs:
                yield from self._removed_input(old, old.inputs[name], None)
            return
        if old.name in self.told_types or (
            old.fields and all(f.deprecated or f.hidden for f in old.fields.values())
        ):
            return
        name = f"directive `{old.name}`" if old.kind == "directive" else f"type `{old.name}`"
        yield _gone(old.path, old.line, f"The {name} is removed; queries that name it are refused.",
                    f"removed type {old.name}", "Mark its fields as deprecated, and remove it when no client asks for it.")  # fmt: skip

    def _type(self, old: Type, new: Type) -> Iterator[Change]:
        for name, field in old.fields.items():
            if field.hidden:
                continue
            other = new.fields.get(name)
            if other is None:
                yield from self._removed_field(old, field, new)
            else:
                yield from self._field(old, field, other)
        for name, item in old.inputs.items():
            now = new.inputs.get(name)
            if now is None:
                yield from self._removed_input(old, item, new)
            else:
                yield from self._input(f"`{old.name}.{name}`", item, now)
        for name, item in new.inputs.items():
            if name not in old.inputs and item.required:
                yield _at(
                    item.path, item.line,
                    f"`{new.name}.{name}` is new and required; mutations and queries that do not send it are refused.",
                    f"required {new.name}.{name}", "Make it nullable, or give it a default.",
                )  # fmt: skip
        yield from self._values(old, new)
        yield from self._members(old, new)
        if old.kind == "directive" and old.locations - new.locations:
            listed = ", ".join(f"`{x}`" for x in sorted(old.locations - new.locations))
            yield _at(new.path, new.line, f"`{old.name}` may no longer stand on {listed}; queries that have it there are refused.",
                      f"locations {old.name}", "Keep the locations.")  # fmt: skip

    def _removed_field(self, owner: Type, field: Field, new: Type | None) -> Iterator[Change]:
        self.told_types.add(named(field.type))
        self.told_types.update(named(a.type) for a in field.arguments.values())
        if field.deprecated or field.hidden:
            return
        yield _gone(
            field.path, field.line,
            f"The field `{owner.name}.{field.name}` is removed; queries that ask for it are refused.",
            f"removed field {owner.name}.{field.name}",
            'Keep the field with `@deprecated(reason: "...")` until no client asks for it.',
            parent=new,
        )  # fmt: skip

    def _removed_input(self, owner: Type, item: Argument, new: Type | None) -> Iterator[Change]:
        self.told_types.add(named(item.type))
        if not item.deprecated:
            yield _gone(
                item.path, item.line,
                f"`{owner.name}.{item.name}` is removed; clients that send it are refused.",
                f"removed input {owner.name}.{item.name}",
                "Keep it with `@deprecated`, and ignore it or map it to what replaces it.",
                parent=new,
            )  # fmt: skip

    def _field(self, owner: Type, old: Field, new: Field) -> Iterator[Change]:
        name = f"`{owner.name}.{old.name}`"
        if not accepts(old.type, new.type, self.renamed) and not self._narrower(old, new):
            self.told_types.add(named(old.type))
            effect = (
                "clients that count on a value fail on null"
                if accepts(new.type, old.type, self.renamed)
                else "clients read another type than they know"
            )
            yield _at(
                new.path, new.line,
                f"The type of {name} changes from `{written(old.type)}` to `{written(new.type)}`; {effect}.",
                f"type {owner.name}.{old.name}", "Add a field with the new type and mark this one as deprecated.",
            )  # fmt: skip
        for key, item in old.arguments.items():
            now = new.arguments.get(key)
            if now is not None:
                yield from self._input(f"The argument `{key}` of {name}", item, now)
            elif not item.deprecated:
                self.told_types.add(named(item.type))
                yield _at(
                    new.path, new.line,
                    f"The argument `{key}` of {name} is removed; queries that send it are refused.",
                    f"removed argument {owner.name}.{old.name}.{key}",
                    "Keep the argument with `@deprecated`.",
                )  # fmt: skip
        for key, item in new.arguments.items():
            if key not in old.arguments and item.required:
                yield _at(
                    item.path, item.line,
                    f"The argument `{key}` of {name} is new and required; queries that do not send it are refused.",
                    f"required argument {owner.name}.{old.name}.{key}", "Make it nullable, or give it a default.",
                )  # fmt: skip

    def _narrower(self, old: Field, new: Field) -> bool:
        """Whether the field now answers one of the types that it could answer before."""
        was, now = named(old.type), named(new.type)
        before, kind = self.base.types.get(was), self.head.types.get(now)
        one_of = before is not None and now in before.members and before.kind == "union"
        implements = kind is not None and was in kind.members
        shape = written(old.type).replace(was, "_"), written(new.type).replace(now, "_")
        return (
            (one_of or implements)
            and shape[0].replace("!", "") == shape[1].replace("!", "")
            and all(a == b or b == "!" for a, b in zip(shape[0][::-1], shape[1][::-1], strict=False))
        )

    def _input(self, name: str, old: Argument, new: Argument) -> Iterator[Change]:
        if not accepts(new.type, old.type, self.renamed):
            if accepts(old.type, new.type, self.renamed):
                if new.default is not None:
                    return
                effect = "clients that leave it out or send null are refused"
            else:
                effect = "clients that send the old type are refused"
                self.told_types.add(named(old.type))
            subject = name if name.startswith("The") else f"The type of {name}"
            yield _at(
                new.path, new.line,
                f"{subject} changes from `{written(old.type)}` to `{written(new.type)}`; {effect}.",
                f"input type {name}", "Go on taking the old type, or add a new argument or field.",
            )  # fmt: skip
        elif old.default is not None and old.default != new.default:
            words = (
                f"changes from `{old.default}` to `{new.default}`"
                if new.default is not None
                else f"`{old.default}` is gone"
            )
            subject = "of " + name[:1].lower() + name[1:]
            yield _at(
                new.path, new.line, f"The default {subject} {words}; clients that leave it out get another result.",
                f"default {name}", f"Keep `{old.default}` for clients that send nothing.", Severity.WARNING,
            )  # fmt: skip

    def _values(self, old: Type, new: Type) -> Iterator[Change]:
        gone = [v for v in old.values if v not in new.values and not old.values[v][1]]
        if gone:
            listed = ", ".join(f"`{v}`" for v in gone[:5])
            yield _gone(
                old.value_paths[gone[0]], old.values[gone[0]][0],
                f"{listed} {'is' if len(gone) == 1 else 'are'} removed from `{old.name}`; queries that send "
                f"{'it' if len(gone) == 1 else 'them'} are refused.",
                f"removed value {old.name}", "Keep the value with `@deprecated`.", parent=new,
            )  # fmt: skip
        more = [v for v in new.values if v not in old.values]
        if more and old.kind == "enum" and new.name in self.outputs:
            listed = ", ".join(f"`{v}`" for v in more[:5])
            yield _at(
                new.value_paths[more[0]], new.values[more[0]][0],
                f"`{new.name}` may now answer {listed}; clients with a closed list of values fail on it.",
                f"more values {new.name}", "Let clients treat unknown values as such before it is sent.", Severity.NOTE,
            )  # fmt: skip

    def _members(self, old: Type, new: Type) -> Iterator[Change]:
        gone = [m for m in old.members if self.renamed.get(m, m) not in new.members]
        for member in gone:
            known, now = self.base.types.get(member), self.head.types.get(member)
            if known is not None and now is not None and known.kind != now.kind:
                continue  # told at the member
            self.told_types.add(member)
            words = (
                f"`{member}` is no longer one of `{old.name}`; queries with a fragment on it are refused"
                if old.kind == "union"
                else f"`{old.name}` no longer implements `{member}`; queries that reach it by that interface lose it"
            )
            yield _at(
                new.path, new.line, words + ".", f"member {old.name} {member}", f"Keep `{member}` there."
            )
        more = [m for m in new.members if m not in old.members and m not in self.renamed.values()]
        if old.kind == "union" and more:
            listed = ", ".join(f"`{m}`" for m in more[:5])
            yield _at(
                new.path, new.members[more[0]],
                f"`{new.name}` may now answer {listed}; clients without a fragment for it get nothing of it.",
                f"more members {new.name}", "Tell clients before it is sent.", Severity.NOTE,
            )  # fmt: skip


def _equal(old: Type, new: Type) -> bool:
    """Whether the members have the same names and types."""

    def said(kind: Type) -> object:
        fields = {
            n: (written(f.type), {a: written(x.type) for a, x in f.arguments.items()})
            for n, f in kind.fields.items()
        }
        return (
            fields,
            {n: written(a.type) for n, a in kind.inputs.items()},
            set(kind.values),
            set(kind.members),
        )

    return said(old) == said(new)


def _at(path: str, line: int, message: str, key: str, fix: str, severity: Severity | None = None) -> Change:
    return Change(True, message, key, head_line=line, head_path=path, fix=fix, severity=severity)


def _gone(path: str, line: int, message: str, key: str, fix: str, parent: Type | None = None) -> Change:
    at = (parent.path, parent.line) if parent is not None else ("", 0)
    return Change(
        True, message, key, base_line=line, base_path=path, head_path=at[0], head_line=at[1], fix=fix
    )


def _article(kind: str) -> str:
    return f"an {kind}" if kind[0] in "aeiou" else f"a {kind}"
