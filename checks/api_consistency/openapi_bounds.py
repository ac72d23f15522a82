"""Lengths, ranges and steps of values in two versions of a schema."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from checks.api_consistency.contract_change import Change
from checks.api_consistency.openapi_schema import Shape
from checks.api_consistency.openapi_words import SENT, Where, capital, number
from checks.report import Severity

Tell = Callable[..., Iterator[Change]]

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


def bounds_changed(tell: Tell, where: Where, before: Shape, after: Shape) -> Iterator[Change]:
    """A request that is bounded tighter, an answer that is bounded wider."""
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
                    f"falls from {number(old)} to {number(new)}"
                    if sign > 0
                    else f"rises from {number(old)} to {number(new)}"
                )
                if old is None:
                    change = f"is now {number(new)}"
                yield from tell(
                    f"{capital(meaning)} of {where} {change}; {SENT.format('more' if sign > 0 else 'less')}.",
                    f"{word} {after.spot.name}",
                    head=after.place(word, "exclusiveMaximum" if sign > 0 else "exclusiveMinimum"),
                    fix="Keep the old bound, or clamp the value instead of refusing it.",
                )
            elif not where.request and old is not None and not tighter:
                yield from tell(
                    f"{capital(meaning)} of {where} is no longer {number(old)}; clients that rely on it fail.",
                    f"{word} {after.spot.name}",
                    base=before.place(word),
                    head_parent=after.spot,
                    severity=Severity.NOTE,
                )
    old_step, new_step = before.value("multipleOf"), after.value("multipleOf")
    if where.request and new_step is not None and new_step != old_step and not _divides(new_step, old_step):
        yield from tell(
            f"{capital(str(where))} must now be a multiple of {new_step}; {SENT.format('other numbers')}.",
            f"multipleOf {after.spot.name}",
            head=after.place("multipleOf"),
        )
    if where.request and after.value("uniqueItems") is True and before.value("uniqueItems") is not True:
        yield from tell(
            f"{capital(str(where))} may no longer repeat items; {SENT.format('one twice')}.",
            f"uniqueItems {after.spot.name}",
            head=after.place("uniqueItems"),
        )


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
