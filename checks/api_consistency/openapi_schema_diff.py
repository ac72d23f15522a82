"""What a client notices between two versions of a schema: a request must not get narrower, an answer not wider."""

from __future__ import annotations

from collections.abc import Iterator

from checks.api_consistency.contract_change import Change
from checks.api_consistency.openapi import Spot, resolve
from checks.api_consistency.openapi_bounds import Tell, bounds_changed
from checks.api_consistency.openapi_schema import Member, Shape, shape_of, values_of, variant_names
from checks.api_consistency.openapi_words import (
    SENT,
    Where,
    capital,
    kinds,
    listed,
    shortened,
    type_words,
    values_text,
)
from checks.report import Severity

_DEPTH = 14
_WIDER_FORMATS = {("int32", "int64"), ("float", "double")}
"""(narrow, wide)."""
_FREE_FORMATS = frozenset({"password", "textarea", "markdown", "html", "color", "phone", "currency"})
"""Formats that tell people something and restrict no value."""
_KEEP_FIELD = "Keep the field, marked as deprecated, beside what replaces it."


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
        yield from bounds_changed(self._tell, where, before, after)
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
                f"{capital(str(where))} must now be {kinds(new)}; clients that send another type are refused.",
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
                f"clients that send {kinds(gone)} are refused"
                if where.request
                else f"clients that read {kinds(old)} fail on {kinds(gone)}"
            )
            yield from self._tell(
                f"The type of {where} changes from {type_words(old)} to {type_words(new)}; {effect}.",
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
                f"{capital(str(where))} may no longer be null; {SENT.format('null')}.",
                f"null {after.spot.name}",
                head=after.place("nullable", "type"),
                fix="Go on taking null, as if the field were left out.",
            )
        elif not where.request and after.nullable:
            yield from self._tell(
                f"{capital(str(where))} may now be null; clients that count on a value fail.",
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
                    f"{capital(str(where))} now takes only {values_text(new)}; {SENT.format('another value')}.",
                    f"enum {after.spot.name}",
                    head=after.place("enum", "const", "x-extensible-enum"),
                    fix="Go on taking other values.",
                )
                return
            gone = [v for v in old if v not in new]
            if gone:
                yield from self._tell(
                    f"{capital(str(where))} no longer allows {values_text(gone)}; {SENT.format('it' if len(gone) == 1 else 'them')}.",
                    f"enum {after.spot.name}",
                    base=_value_spot(before, gone[0]),
                    head_parent=after.place("enum", "const", "x-extensible-enum"),
                    fix="Keep the values, as other names of what replaces them if need be.",
                )
        elif old is not None:
            more = [v for v in new if v not in old]
            if more:
                yield from self._tell(
                    f"{capital(str(where))} may now be {values_text(more)}; clients with a closed list of values fail on it.",
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
                SENT.format("values of the old form")
                if where.request
                else "clients that parse the old form fail"
            )
            yield from self._tell(
                f"The format of {where} changes {words}; {effect}.",
                f"format {after.spot.name}",
                head=after.place("format"),
                fix="Keep the format, and add a field for the new one.",
            )

    def _pattern(self, where: Where, before: Shape, after: Shape) -> Iterator[Change]:
        old, new = before.value("pattern"), after.value("pattern")
        if not where.request or new is None or new == old or new in (".*", "^.*$"):
            return
        yield from self._tell(
            f"{capital(str(where))} must now match `{shortened(str(new))}`; {SENT.format('other text')}."
            if old is None
            else f"The pattern of {where} changes from `{shortened(str(old))}` to `{shortened(str(new))}`; "
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
            f"changes from `{shortened(str(old))}` to `{shortened(str(new))}`"
            if head
            else f"`{shortened(str(old))}` is gone"
        )
        yield from self._tell(
            f"The default of {where} {words}; clients that leave it out get another result.",
            f"default {after.spot.name}",
            head=head[1] if head else None,
            base=None if head else before.place("default"),
            head_parent=after.spot,
            fix=f"Keep `{shortened(str(old))}` for clients that send nothing.",
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
                f"{capital(str(where.field(name)))} is no longer always present; clients that count on it fail.",
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
                f"{capital(str(where.field(name)))} {words}; clients that do not send it are refused.",
                f"required property {name} {after.spot.name}",
                head=spot if known else member[1],
                fix="Make the field optional, with a default that keeps what happened before.",
            )

    def _additional(self, where: Where, before: Shape, after: Shape, depth: int) -> Iterator[Change]:
        old, new = before.word("additionalProperties"), after.word("additionalProperties")
        if where.request and new is not None and new[0] is False and (old is None or old[0] is not False):
            yield from self._tell(
                f"{capital(str(where))} may no longer hold further fields; {SENT.format('one')}.",
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
                f"{capital(str(where))} no longer takes {listed(gone)}; {SENT.format('it' if len(gone) == 1 else 'them')}.",
                f"variants {after.spot.name}",
                base=old[gone[0]][1],
                head_parent=after.variants_spot,
                head_is_parent=True,
                fix="Go on taking the old form beside the new one.",
            )
        elif not where.request and more:
            yield from self._tell(
                f"{capital(str(where))} may now be {listed(more)}; clients that know only the old forms fail on it.",
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
                f"{capital(str(where))} no longer takes {listed(others)}; {SENT.format('it')}.",
                f"variants {after.spot.name}",
                base=before.variants_spot,
                head_parent=after.spot,
                fix="Go on taking the old form beside the new one.",
            )
        elif many is after and not where.request and after.variants_spot is not None:
            yield from self._tell(
                f"{capital(str(where))} may now be {listed(others)}; clients that know only the old form fail on it.",
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
                    f"{capital(str(where))} no longer knows the form {values_text(gone)}; {SENT.format('it')}.",
                    f"mapping {after.spot.name}",
                    base=before.place("discriminator").child("mapping", gone[0]),
                    head_parent=after.place("discriminator"),
                )


def _beyond(values: frozenset[str], allowed: frozenset[str]) -> frozenset[str]:
    """The types that are not allowed; whole numbers are numbers."""
    return frozenset(v for v in values - allowed if not (v == "integer" and "number" in allowed))


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
