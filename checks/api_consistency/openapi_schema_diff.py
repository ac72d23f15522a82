"""What a client notices between two versions of a schema: a request must not get narrower, an answer not wider."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from checks.api_consistency.contract_change import Change
from checks.api_consistency.openapi import Spot, resolve
from checks.api_consistency.openapi_schema import Member, Shape, shape_of, values_of, variant_names
from checks.report import Severity

_DEPTH = 14
_UPPER = {
    "maximum": "the highest value",
    "maxLength": "the greatest length",
    "maxItems": "the greatest number of items",
    "maxProperties": "the greatest number of members",
}
_LOWER = {
    "minimum": "the lowest value",
    "minLength": "the least length",
    "minItems": "the least number of items",
    "minProperties": "the least number of members",
}
_WIDER_FORMATS = {("int32", "int64"), ("float", "double")}
"""(narrow, wide)."""
_FREE_FORMATS = frozenset({"password", "textarea", "markdown", "html", "color", "phone", "currency"})
"""Formats that tell people something and restrict no value."""
_SENT = "clients that send {} are refused"
_KEEP_FIELD = "Keep the field, marked as deprecated, beside what replaces it."

Tell = Callable[..., Iterator[Change]]


@dataclass(frozen=True, slots=True)
class Where:
    """What is compared, in words, and on which side of the exchange."""

    context: str
    """``request of `POST /orders```, ``query parameter `sort` of `GET /orders```."""
    request: bool
    path: str = ""
    """Of the field, from the top of the body; empty for the whole."""

    def __str__(self) -> str:
        return f"`{self.path}` in the {self.context}" if self.path else f"the {self.context}"

    def field(self, name: str) -> Where:
        """A property."""
        return replace(self, path=f"{self.path}.{name}" if self.path else name)

    @property
    def items(self) -> Where:
        """The items of a list."""
        return replace(self, path=f"{self.path}[]")


class SchemaDiffer:
    """Compares schemas; ``tell`` makes a change of each difference that it has not made yet."""

    def __init__(self, tell: Tell) -> None:
        self._tell = tell
        self._seen: set[tuple[str, str, bool]] = set()

    def compare(self, where: Where, old: Member, new: Member, depth: int = 0) -> Iterator[Change]:
        """Differences between two schemas at one place."""
        before, after = shape_of(*old), shape_of(*new)
        if depth > _DEPTH or before is None or after is None:
            return
        pair = (before.spot.name, after.spot.name, where.request)
        if pair in self._seen:
            return
        self._seen.add(pair)
        if before.parts == after.parts and not any("$ref" in str(p) for p, _ in before.parts):
            return
        named = isinstance(new[0], dict) and "$ref" in new[0] and old[0] != new[0]
        types = list(
            self._types(where, before, after, new[1].child("$ref") if named else after.place("type"))
        )
        yield from types
        if types:
            return
        yield from self._nullable(where, before, after)
        yield from self._values(where, before, after)
        yield from self._format(where, before, after)
        yield from self._bounds(where, before, after)
        yield from self._pattern(where, before, after)
        yield from self._default(where, before, after)
        yield from self._properties(where, before, after, depth)
        yield from self._additional(where, before, after, depth)
        yield from self._variants(where, before, after, depth)
        old_items, new_items = before.word("items"), after.word("items")
        if old_items is not None and new_items is not None:
            yield from self.compare(where.items, old_items, new_items, depth + 1)

    # --- the value itself ----------------------------------------------------------------------------------------

    def _types(self, where: Where, before: Shape, after: Shape, place: Spot) -> Iterator[Change]:
        old, new = before.types, after.types
        if before.variants or after.variants:
            return
        if not old and new and before.anything and where.request:
            yield from self._tell(
                f"{_capital(str(where))} must now be {_kinds(new)}; clients that send another type are refused.",
                f"type {after.spot.name}",
                head=place,
                fix="Go on taking what was taken.",
            )
            return
        if not old or not new:
            return
        gone = _beyond(old, new) if where.request else _beyond(new, old)
        if gone:
            effect = (
                f"clients that send {_kinds(gone)} are refused"
                if where.request
                else f"clients that read {_kinds(old)} fail on {_kinds(gone)}"
            )
            yield from self._tell(
                f"The type of {where} changes from {_words(old)} to {_words(new)}; {effect}.",
                f"type {after.spot.name}",
                head=place,
                fix="Add a field with the new type beside the old one."
                if not where.request
                else "Take the old type too, or add a new field.",
            )

    def _nullable(self, where: Where, before: Shape, after: Shape) -> Iterator[Change]:
        if before.nullable == after.nullable or before.anything or after.anything:
            return
        if where.request and before.nullable:
            yield from self._tell(
                f"{_capital(str(where))} may no longer be null; {_SENT.format('null')}.",
                f"null {after.spot.name}",
                head=after.place("nullable", "type"),
                fix="Go on taking null, as if the field were left out.",
            )
        elif not where.request and after.nullable:
            yield from self._tell(
                f"{_capital(str(where))} may now be null; clients that count on a value fail.",
                f"null {after.spot.name}",
                head=after.place("nullable", "type", "anyOf", "oneOf"),
                fix="Leave the field out or keep a value for clients of this version.",
            )

    def _values(self, where: Where, before: Shape, after: Shape) -> Iterator[Change]:
        old, new = values_of(before), values_of(after)
        if new is None:
            return
        if where.request:
            if old is None:
                if before.types == {"boolean"}:
                    return
                yield from self._tell(
                    f"{_capital(str(where))} now takes only {_values_text(new)}; {_SENT.format('another value')}.",
                    f"enum {after.spot.name}",
                    head=after.place("enum", "const", "x-extensible-enum"),
                    fix="Go on taking other values.",
                )
                return
            gone = [v for v in old if v not in new]
            if gone:
                yield from self._tell(
                    f"{_capital(str(where))} no longer allows {_values_text(gone)}; {_SENT.format('it' if len(gone) == 1 else 'them')}.",
                    f"enum {after.spot.name}",
                    base=_value_spot(before, gone[0]),
                    head_parent=after.place("enum", "const", "x-extensible-enum"),
                    fix="Keep the values, as other names of what replaces them if need be.",
                )
        elif old is not None:
            more = [v for v in new if v not in old]
            if more:
                yield from self._tell(
                    f"{_capital(str(where))} may now be {_values_text(more)}; clients with a closed list of values fail on it.",
                    f"more values {after.spot.name}",
                    head=_value_spot(after, more[0]),
                    fix="Document the list as open, or give the new value only to clients that ask for it.",
                    severity=Severity.NOTE,
                )

    def _format(self, where: Where, before: Shape, after: Shape) -> Iterator[Change]:
        old, new = str(before.value("format") or ""), str(after.value("format") or "")
        if old == new or new in _FREE_FORMATS or old in _FREE_FORMATS or not before.types:
            return
        if where.request:
            breaks = (
                bool(new)
                and (old, new) not in _WIDER_FORMATS
                and not (not old and new in ("int64", "double"))
            )
        else:
            breaks = bool(old) and bool(new) and (new, old) not in _WIDER_FORMATS
        if breaks:
            words = f"from `{old}` to `{new}`" if old else f"to `{new}`"
            effect = (
                _SENT.format("values of the old form")
                if where.request
                else "clients that parse the old form fail"
            )
            yield from self._tell(
                f"The format of {where} changes {words}; {effect}.",
                f"format {after.spot.name}",
                head=after.place("format"),
                fix="Keep the format, and add a field for the new one.",
            )

    def _bounds(self, where: Where, before: Shape, after: Shape) -> Iterator[Change]:
        for words, sign in ((_UPPER, 1), (_LOWER, -1)):
            for word, meaning in words.items():
                old, new = _bound(before, word), _bound(after, word)
                if old == new:
                    continue
                tighter = new is not None and (old is None or sign * new < sign * old)
                if where.request and tighter:
                    if sign < 0 and old is None and new is not None and new <= 0:
                        continue  # no length or offset is less than 0: this documents what holds
                    change = (
                        f"falls from {_number(old)} to {_number(new)}"
                        if sign > 0
                        else f"rises from {_number(old)} to {_number(new)}"
                    )
                    if old is None:
                        change = f"is now {_number(new)}"
                    yield from self._tell(
                        f"{_capital(meaning)} of {where} {change}; {_SENT.format('more' if sign > 0 else 'less')}.",
                        f"{word} {after.spot.name}",
                        head=after.place(word, "exclusiveMaximum" if sign > 0 else "exclusiveMinimum"),
                        fix="Keep the old bound, or clamp the value instead of refusing it.",
                    )
                elif not where.request and old is not None and not tighter:
                    yield from self._tell(
                        f"{_capital(meaning)} of {where} is no longer {_number(old)}; clients that rely on it fail.",
                        f"{word} {after.spot.name}",
                        base=before.place(word),
                        head_parent=after.spot,
                        severity=Severity.NOTE,
                    )
        old_step, new_step = before.value("multipleOf"), after.value("multipleOf")
        if (
            where.request
            and new_step is not None
            and new_step != old_step
            and not _divides(new_step, old_step)
        ):
            yield from self._tell(
                f"{_capital(str(where))} must now be a multiple of {new_step}; {_SENT.format('other numbers')}.",
                f"multipleOf {after.spot.name}",
                head=after.place("multipleOf"),
            )
        if where.request and after.value("uniqueItems") is True and before.value("uniqueItems") is not True:
            yield from self._tell(
                f"{_capital(str(where))} may no longer repeat items; {_SENT.format('one twice')}.",
                f"uniqueItems {after.spot.name}",
                head=after.place("uniqueItems"),
            )

    def _pattern(self, where: Where, before: Shape, after: Shape) -> Iterator[Change]:
        old, new = before.value("pattern"), after.value("pattern")
        if not where.request or new is None or new == old or new in (".*", "^.*$"):
            return
        yield from self._tell(
            f"{_capital(str(where))} must now match `{_short(str(new))}`; {_SENT.format('other text')}."
            if old is None
            else f"The pattern of {where} changes from `{_short(str(old))}` to `{_short(str(new))}`; "
            "clients that send what only the old one matches are refused.",
            f"pattern {after.spot.name}",
            head=after.place("pattern"),
            fix="Go on taking what was taken.",
            severity=None if old is None else Severity.WARNING,
        )

    def _default(self, where: Where, before: Shape, after: Shape) -> Iterator[Change]:
        old, new = before.value("default"), after.value("default")
        if not where.request or old is None or old == new:
            return
        head = after.word("default")
        words = (
            f"changes from `{_short(str(old))}` to `{_short(str(new))}`"
            if head
            else f"`{_short(str(old))}` is gone"
        )
        yield from self._tell(
            f"The default of {where} {words}; clients that leave it out get another result.",
            f"default {after.spot.name}",
            head=head[1] if head else None,
            base=None if head else before.place("default"),
            head_parent=after.spot,
            fix=f"Keep `{_short(str(old))}` for clients that send nothing.",
            severity=Severity.WARNING,
        )

    # --- objects -------------------------------------------------------------------------------------------------

    def _properties(self, where: Where, before: Shape, after: Shape, depth: int) -> Iterator[Change]:
        hidden = "readOnly" if where.request else "writeOnly"
        in_variants = _variant_properties(after)
        for name, member in before.properties.items():
            other = after.properties.get(name)
            if _flag(member, hidden):
                continue
            if other is None:
                if _flag(member, "deprecated") or name in in_variants:
                    continue
                effect = (
                    "clients that send it are refused or ignored"
                    if where.request
                    else "clients that read it fail"
                )
                yield from self._tell(
                    f"The field `{name}` is removed from {where}; {effect}.",
                    f"removed property {name} {before.spot.name}",
                    base=member[1],
                    head_parent=after.place("properties"),
                    fix=_KEEP_FIELD,
                )
            else:
                yield from self.compare(where.field(name), member, other, depth + 1)
        if where.request:
            yield from self._newly_required(where, before, after)
            return
        for name, spot in before.required.items():
            if name in after.required or name not in after.properties or name not in before.properties:
                continue
            if _flag(after.properties[name], hidden):
                continue
            listed = after.word("required")
            yield from self._tell(
                f"{_capital(str(where.field(name)))} is no longer always present; clients that count on it fail.",
                f"optional property {name} {before.spot.name}",
                base=spot,
                head=listed[1] if listed is not None and listed[0] else None,
                head_parent=after.properties[name][1],
                fix="Go on sending the field in every answer.",
            )

    def _newly_required(self, where: Where, before: Shape, after: Shape) -> Iterator[Change]:
        for name, spot in after.required.items():
            member = after.properties.get(name)
            if name in before.required or member is None or _flag(member, "readOnly"):
                continue
            inner, _ = resolve(*member)
            known = name in before.properties
            if not known and "default" in inner:
                continue
            words = "becomes required" if known else "is new and required"
            yield from self._tell(
                f"{_capital(str(where.field(name)))} {words}; clients that do not send it are refused.",
                f"required property {name} {after.spot.name}",
                head=spot if known else member[1],
                fix="Make the field optional, with a default that keeps what happened before.",
            )

    def _additional(self, where: Where, before: Shape, after: Shape, depth: int) -> Iterator[Change]:
        old, new = before.word("additionalProperties"), after.word("additionalProperties")
        if where.request and new is not None and new[0] is False and (old is None or old[0] is not False):
            yield from self._tell(
                f"{_capital(str(where))} may no longer hold further fields; {_SENT.format('one')}.",
                f"additional {after.spot.name}",
                head=new[1],
                fix="Ignore fields that are not known instead of refusing them.",
                severity=None if old is not None else Severity.WARNING,
            )
        elif old is not None and new is not None and isinstance(old[0], dict) and isinstance(new[0], dict):
            yield from self.compare(where.field("*"), old, new, depth + 1)

    def _variants(self, where: Where, before: Shape, after: Shape, depth: int) -> Iterator[Change]:
        if not before.variants or not after.variants or after.variants_spot is None:
            yield from self._one_or_many(where, before, after, depth)
            return
        old, new = dict(variant_names(before)), dict(variant_names(after))
        for name, member in old.items():
            if name in new:
                yield from self.compare(where, member, new[name], depth + 1)
        gone = [n for n in old if n not in new and not any(_same(old[n], m) for m in new.values())]
        more = [n for n in new if n not in old and not any(_same(new[n], m) for m in old.values())]
        if where.request and gone:
            yield from self._tell(
                f"{_capital(str(where))} no longer takes {_listed(gone)}; {_SENT.format('it' if len(gone) == 1 else 'them')}.",
                f"variants {after.spot.name}",
                base=old[gone[0]][1],
                head_parent=after.variants_spot,
                head_is_parent=True,
                fix="Go on taking the old form beside the new one.",
            )
        elif not where.request and more:
            yield from self._tell(
                f"{_capital(str(where))} may now be {_listed(more)}; clients that know only the old forms fail on it.",
                f"variants {after.spot.name}",
                head=new[more[0]][1],
                fix="Give the new form only to clients that ask for it, or document the list as open.",
                severity=Severity.WARNING,
            )
        yield from self._discriminator(where, before, after)

    def _one_or_many(self, where: Where, before: Shape, after: Shape, depth: int) -> Iterator[Change]:
        """One schema on one side, several to choose from on the other."""
        many, one = (before, after) if before.variants else (after, before)
        if not many.variants or one.anything:
            return
        match = next((m for n, m in variant_names(many) if _is(m, one)), None)
        if match is None:
            return
        others = [n for n, m in variant_names(many) if m is not match]
        if many is before and where.request:
            yield from self._tell(
                f"{_capital(str(where))} no longer takes {_listed(others)}; {_SENT.format('it')}.",
                f"variants {after.spot.name}",
                base=before.variants_spot,
                head_parent=after.spot,
                fix="Go on taking the old form beside the new one.",
            )
        elif many is after and not where.request and after.variants_spot is not None:
            yield from self._tell(
                f"{_capital(str(where))} may now be {_listed(others)}; clients that know only the old form fail on it.",
                f"variants {after.spot.name}",
                head=after.variants_spot,
                severity=Severity.WARNING,
            )

    def _discriminator(self, where: Where, before: Shape, after: Shape) -> Iterator[Change]:
        old, new = before.value("discriminator"), after.value("discriminator")
        if not isinstance(old, dict) or not isinstance(new, dict):
            return
        if old.get("propertyName") != new.get("propertyName"):
            yield from self._tell(
                f"The forms of {where} are told apart by `{new.get('propertyName')}` in place of `{old.get('propertyName')}`; "
                "clients that send or read the old field fail.",
                f"discriminator {after.spot.name}",
                head=after.place("discriminator"),
            )
            return
        was, now = old.get("mapping"), new.get("mapping")
        if isinstance(was, dict) and isinstance(now, dict) and where.request:
            gone = [n for n in was if n not in now]
            if gone:
                yield from self._tell(
                    f"{_capital(str(where))} no longer knows the form {_values_text(gone)}; {_SENT.format('it')}.",
                    f"mapping {after.spot.name}",
                    base=before.place("discriminator").child("mapping", gone[0]),
                    head_parent=after.place("discriminator"),
                )


def _beyond(values: frozenset[str], allowed: frozenset[str]) -> frozenset[str]:
    """The types that are not allowed; whole numbers are numbers."""
    return frozenset(v for v in values - allowed if not (v == "integer" and "number" in allowed))


def _bound(shape: Shape, word: str) -> float | None:
    value = shape.value(word)
    exclusive = (
        shape.value("exclusive" + word[:1].upper() + word[1:]) if word in ("minimum", "maximum") else None
    )
    found = [float(v) for v in (value, exclusive) if isinstance(v, (int, float)) and not isinstance(v, bool)]
    if not found:
        return None
    edge = min(found) if word.startswith("max") else max(found)
    if exclusive is True or (value is None and exclusive is not None):
        edge += -1e-9 if word.startswith("max") else 1e-9
    return edge


def _divides(step: object, old: object) -> bool:
    return isinstance(step, int) and isinstance(old, int) and step != 0 and old % step == 0


def _number(value: float | None) -> str:
    return "nothing" if value is None else f"{round(value, 6):g}" if abs(value) < 1e6 else f"{value:.0f}"


def _value_spot(shape: Shape, value: object) -> Spot:
    found = shape.word("enum") or shape.word("x-extensible-enum")
    if found is None:
        return shape.place("const")
    return found[1].child(str(found[0].index(value))) if value in found[0] else found[1]


def _flag(member: Member, word: str) -> bool:
    inner, _ = resolve(*member)
    own = member[0]
    return inner.get(word) is True or (isinstance(own, dict) and own.get(word) is True)


def _variant_properties(shape: Shape) -> set[str]:
    found: set[str] = set()
    for _, member in variant_names(shape):
        inner = shape_of(*member)
        found.update(inner.properties if inner is not None else ())
    return found


def _same(one: Member, other: Member) -> bool:
    return resolve(*one)[0] == resolve(*other)[0]


def _is(member: Member, shape: Shape) -> bool:
    inner, at = resolve(*member)
    return any(
        inner == part or (at.pointer, at.path) == (spot.pointer, spot.path) for part, spot in shape.parts
    )


def _kinds(types: Iterable[str]) -> str:
    names = {"integer": "a whole number", "number": "a number", "string": "text", "boolean": "true or false",
             "array": "a list", "object": "an object"}  # fmt: skip
    return " or ".join(names.get(t, t) for t in sorted(types))


def _words(types: Iterable[str]) -> str:
    return " or ".join(f"`{t}`" for t in sorted(types))


def _listed(names: list[str]) -> str:
    return _values_text(list(names))


def _values_text(values: list[object]) -> str:
    shown = ", ".join(f"`{_short(str(v))}`" for v in values[:5])
    return shown if len(values) <= 5 else f"{shown} and {len(values) - 5} more"


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:57] + "..."


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
