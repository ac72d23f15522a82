"""Compares the settings of base and head that ``guardrails.yml`` knows."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from checks.api_consistency.remaining_line import remaining_place
from checks.changes import ChangedFile, Status
from checks.languages import language_of, reported
from checks.rules import Defect, Site
from checks.test_integrity.settings import Setting, Value, settings_of
from checks.test_integrity.tests_model import base_file
from checks.views import ChangeView

_HARMLESS = re.compile(
    r"migrations?\b|^INP001$|^UP038$|node_modules|\bdist\b|\bbuild\b|__main__|conftest|_pb2|generated|vendor|\.venv|\bvenv\b|\.git\b|^S101$|^PLR2004$|^COM812$|^ISC001$|^W503$|^E203$|^D1?\d*$|\.d\.ts$"
    r"|\bcoverage\b|__pycache__|(?:^|/)tests?(?:/|$)|\btests?/\*|test_|\.next|storybook|fixtures|examples?\b|docs\b",
    re.I,
)  # fmt: skip
_LEVELS = {
    "off": 0,
    "0": 0,
    "none": 0,
    "false": 0,
    "info": 1,
    "information": 1,
    "warn": 1,
    "warning": 1,
    "1": 1,
    "on": 2,
    "error": 2,
    "2": 2,
    "true": 2,
}
_MODES = {"off": 0, "basic": 1, "standard": 2, "recommended": 2, "strict": 3, "all": 3}


@dataclass(frozen=True, slots=True)
class Guardrail:
    """One known setting."""

    id: str
    kind: str
    file: re.Pattern[str]
    key: re.Pattern[str]
    weaker: str
    but: re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class _Held:
    """A setting that a guardrail is, in one file."""

    rail: Guardrail
    setting: Setting
    path: str


@cache
def guardrails() -> tuple[Guardrail, ...]:
    """What ``guardrails.yml`` lists."""
    text = (files("checks.test_integrity") / "guardrails.yml").read_text("utf-8")
    loaded: list[dict[str, Any]] = yaml.safe_load(text)
    return tuple(
        Guardrail(
            str(i["id"]), str(i["kind"]), re.compile(r"(?:^|/)" + i["file"]), _key_pattern(str(i["key"])),
            {True: "on", False: "off"}.get(i["weaker"], str(i["weaker"])), re.compile(i["but"]) if "but" in i else None,
        )
        for i in loaded
    )  # fmt: skip


def _key_pattern(key: str) -> re.Pattern[str]:
    parts = []
    for part in key.split("."):
        parts.append("**" if part == "**" else re.escape(part).replace(r"\*", "[^\x1f]*"))
    text = ""
    for index, part in enumerate(parts):
        last = index == len(parts) - 1
        if part == "**":
            text += "[^\x1f]+(?:\x1f[^\x1f]+)*" if last else "(?:[^\x1f]+\x1f)*"
        else:
            text += part + ("" if last else "\x1f")
    return re.compile(text + r"\Z")


def lowered_settings(view: ChangeView) -> Iterator[Site]:
    """Every known setting on a touched line is a site; one that got weaker is a finding."""
    base: list[_Held] = []
    head: list[_Held] = []
    changes: dict[str, ChangedFile] = {}
    base_keys: defaultdict[str, set[tuple[str, ...]]] = defaultdict(set)
    rails = guardrails()
    for change in view.change.files:
        old = change.base_path
        near = [r for r in rails if r.file.search(change.path) or (old and r.file.search(old))]
        if not near:
            continue
        changes[change.path] = change
        before = base_file(view, change)
        if before is not None:
            found = settings_of(before)
            base_keys[change.path] |= {s.path[:n] for s in found for n in (1, 2)}
            base.extend(_held(near, found, change.path))
    for file in view.files:
        if file.path in changes:
            near = [r for r in rails if r.file.search(file.path)]
            head.extend(_held(near, settings_of(file), file.path))
    by_place = {(h.path, h.setting.path): h for h in head}
    by_id: defaultdict[tuple[str, str], list[_Held]] = defaultdict(list)
    for h in head:
        by_id[(h.rail.kind, h.setting.path[-1].rpartition(":")[2])].append(h)
    kinds_new = {
        h.rail.kind for h in head if (h.path, h.setting.path) not in {(b.path, b.setting.path) for b in base}
    }
    moved: set[tuple[str, tuple[str, ...]]] = set()
    seen: set[tuple[str, tuple[str, ...]]] = set()
    for b in base:
        place = (b.path, b.setting.path)
        seen.add(place)
        now = by_place.get(place)
        if now is None:
            others = [
                h
                for h in by_id[(b.rail.kind, b.setting.path[-1].rpartition(":")[2])]
                if (h.path, h.setting.path) not in seen
                and (h.path, h.setting.path) not in {(x.path, x.setting.path) for x in base}
            ]
            now = next((h for h in others if h.setting.value == b.setting.value), next(iter(others), None))
            if now is not None:
                moved.add((now.path, now.setting.path))
        change = changes[b.path]
        if now is None:
            if (
                b.rail.kind in kinds_new
                or _loss(b.rail, b.setting.value, None) is None
                or _tool_gone(view, b, head)
            ):
                continue
            spot = remaining_place(change, b.setting.line, view.head.text(change.path))
            yield _site(
                change.path,
                spot.line,
                Defect(
                    f"{_title(b)} was removed; it was {_word(b.setting.value)}.",
                    key="removed",
                    identity=b.setting.key,
                ),
            )
            continue
        loss = _loss(b.rail, b.setting.value, now.setting.value, b.setting.path[-1])
        touched = now.setting.value != b.setting.value
        if not touched:
            continue
        defect = (
            None
            if loss is None
            else Defect(
                f"{_title(now)} got weaker: {loss}.", key="lowered", identity=f"{now.setting.key} {loss}"
            )
        )
        yield _site(now.path, _line_of(view, now, loss), defect)
    for h in head:
        place = (h.path, h.setting.path)
        if place in seen or place in moved:
            continue
        change = changes[h.path]
        if (
            change.base_path is None
            or h.setting.path[: 2 if len(h.setting.path) > 2 else 1] not in base_keys[h.path]
        ):
            continue  # a tool that is set up for the first time
        loss = _loss(h.rail, None, h.setting.value, h.setting.path[-1])
        defect = (
            None
            if loss is None
            else Defect(f"{_title(h)} got weaker: {loss}.", key="lowered", identity=f"{h.setting.key} {loss}")
        )
        yield _site(h.path, _line_of(view, h, loss), defect)


def _held(near: list[Guardrail], found: tuple[Setting, ...], path: str) -> Iterator[_Held]:
    for setting in found:
        key = "\x1f".join(setting.path)
        for rail in near:
            if (
                rail.file.search(path)
                and rail.key.match(key)
                and not (rail.but and rail.but.search(setting.path[-1]))
            ):
                yield _Held(rail, setting, path)
                break


def _tool_gone(view: ChangeView, b: _Held, head: list[_Held]) -> bool:
    """The tool itself was dropped or replaced: nothing of its kind of file or section is left to set."""
    change = view.change.file(b.path)
    family = b.rail.kind.partition("-")[0]
    if any(h.rail.kind.partition("-")[0] == family for h in head if h.path != b.path):
        return True
    return change is not None and change.status is Status.DELETED and b.rail.weaker in ("grows", "on")


def _site(path: str, line: int, defect: Defect | None) -> Site:
    return Site(path, line, line, reported(language_of(path)), defect, always_touched=True)


def _line_of(view: ChangeView, held: _Held, loss: str | None) -> int:
    """The added line of the item that made a list weaker, else the setting's own line."""
    if loss is None or not isinstance(held.setting.value, tuple):
        return held.setting.line
    change = view.change.file(held.path)
    lines = (view.head.text(held.path) or "").split("\n")
    item = re.search(r"`([^`]+)`", loss)
    for number in range(held.setting.line, min(len(lines), held.setting.line + 200) + 1):
        if (
            change is not None
            and number in change.added
            and item is not None
            and item.group(1)[:40] in lines[number - 1]
        ):
            return number
    return held.setting.line


def _title(held: _Held) -> str:
    return f"The setting `{held.setting.path[-1]}` ({held.rail.id})"


def _word(value: Value) -> str:
    if isinstance(value, tuple):
        return ", ".join(f"`{v[:40]}`" for v in value[:4]) or "empty"
    if isinstance(value, float):
        return f"{value:g}"
    return str(value).lower() if isinstance(value, bool) else f"`{str(value)[:60]}`"


def _loss(rail: Guardrail, before: Value, after: Value, name: str = "") -> str | None:
    """How a setting got weaker, in words; None when it did not. ``None`` stands for "not set"."""
    way = rail.weaker
    if way in ("lower", "higher"):
        if before is None:
            return None
        if after is None:
            return "it is no longer set"
        if (
            isinstance(before, float)
            and isinstance(after, float)
            and (after < before if way == "lower" else after > before)
        ):
            if way == "lower" and before < 0 and after < 0:
                return None
            return f"from {before:g} to {after:g}"
        return None
    if way == "off":
        if after is None:
            return "it is no longer on" if before is True else None
        return "it is off now" if after is False and before is not False else None
    if way == "on":
        return "it is on now" if after is True and before is not True else None
    if way in ("grows", "shrinks"):
        old, new = _items(before), _items(after)
        if way == "grows":
            gained = [
                i
                for i in new
                if i not in old
                and not _HARMLESS.search(i)
                and not (name.endswith("__init__.py") and i.startswith("F4"))
                and not any(i.startswith(o) and o for o in old)
            ]
            return f"it now takes in {_word(tuple(gained))}" if gained else None
        if before is None:
            return None
        if after is None:
            return "it is no longer set"
        lost = [
            i
            for i in old
            if i not in new
            and not any(i.startswith(n) for n in new)
            and "ALL" not in new
            and "all" not in new
        ]
        gained = [i for i in new if i not in old]
        return (
            f"it no longer has {_word(tuple(lost))}"
            if lost and not (gained and len(gained) >= len(lost))
            else None
        )
    if way == "warnings":
        old, new = _items(before), _items(after)
        if "error" in old and "error" not in new:
            return "warnings are no longer errors"
        broad = [
            i
            for i in new
            if i not in old and re.fullmatch(r"(?:ignore|default|once|always)(?:::\w*Warning)?", i)
        ]
        return f"it now takes in {_word(tuple(broad))}" if broad and "error" in old else None
    if way == "severity":
        was, now = _level(before), _level(after)
        if now is None:
            return None
        if was is None:
            return "the rule is off now" if now == 0 and before is None else None
        return f"from {_word(before)} to {_word(after)}" if now < was else None
    if way == "mode":
        was, now = _MODES.get(str(before)), _MODES.get(str(after))
        return (
            f"from {_word(before)} to {_word(after)}"
            if was is not None and now is not None and now < was
            else None
        )
    return None


def _items(value: Value) -> tuple[str, ...]:
    if value is None:
        return ()
    return value if isinstance(value, tuple) else (str(value),)


def _level(value: Value) -> int | None:
    if isinstance(value, tuple):
        value = value[0] if value else None
    if isinstance(value, float):
        value = f"{value:g}"
    if isinstance(value, bool):
        value = str(value).lower()
    return None if value is None else _LEVELS.get(str(value).lower())
