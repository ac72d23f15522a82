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
    r"|\bcoverage\b|__pycache__|(?:^|/)(?:tests?|specs?|__tests__|e2e)(?:/|$)|\btests?/\*|test_|\.next|storybook|stories|fixtures|examples?\b|docs\b|(?:^|/)\.\w[\w-]*(?:/|$)|\.gen\.|\.g\.(?:dart|cs)|schema\.rb|routes\.rb|\.min\.|autogen|proto\b|^CS1591$|NET_BIND_SERVICE|third.?party|\bbin\b|\btmp\b|\btypings\b|\.config\.\w+$|\bstubs?\b",
    re.I,
)  # fmt: skip
_LEVELS = {
    "off": 0, "0": 0, "none": 0, "false": 0, "null": 0, "allow": 0, "silent": 0, "suppress": 0, "ignore": 0, "expect": 0,
    "hint": 1, "hidden": 1, "refactor": 1, "info": 2, "information": 2, "suggestion": 2, "convention": 2,
    "warn": 3, "warning": 3, "1": 3, "on": 4, "error": 4, "2": 4, "true": 4, "deny": 4, "fatal": 5, "forbid": 5,
}  # fmt: skip
_MODES = {
    "off": 0, "none": 0, "basic": 1, "minimum": 1, "default": 1, "standard": 2, "recommended": 3, "strict": 4, "all": 4,
    "disable": 0, "annotations": 1, "warnings": 1, "enable": 2, "disabled": 0, "pending": 1, "enabled": 2,
    "unconfined": 0, "localhost": 2, "runtimedefault": 2, "privileged": 0, "baseline": 1, "restricted": 3,
    "latest-none": 0, "latest-minimum": 1, "latest-default": 1, "latest": 1, "latest-recommended": 3, "latest-all": 4,
    "skip": 0, "silent": 1, "normal": 2, "security-extended": 3, "security-and-quality": 4,
}  # fmt: skip
_ALARMS = {"info": 0, "low": 0, "default": 1, "medium": 1, "warning": 1, "error": 2, "high": 2}
_TESTS_ONLY = re.compile(
    r"tests?\b|spec|__tests__|\be2e\b|\bcypress\b|fixture|stories|scripts|example|bench|mock|config", re.I
)
_SUCCESSORS = {
    "gosimple": "staticcheck", "stylecheck": "staticcheck", "megacheck": "staticcheck", "golint": "revive", "scopelint": "copyloopvar",
    "exportloopref": "copyloopvar", "gomnd": "mnd", "goerr113": "err113", "vet": "govet", "vetshadow": "govet", "maligned": "govet",
    "deadcode": "unused", "structcheck": "unused", "varcheck": "unused", "ifshort": "", "interfacer": "", "nosnakecase": "revive",
    "exhaustivestruct": "exhaustruct", "execinquery": "", "tenv": "usetesting", "depguard": "gomodguard", "C4": "C4", "typecheck": "",
}  # fmt: skip
"""Linters that another one took over; an empty text says that the linter is no more."""
_STYLE_LISTS = re.compile(
    r"^(?:I|D\d*|Q|COM|ISC|E203|E5\d*|W\d*|ANN\d*|ERA|TD|FIX|CPY|EM|T20|misspell|lll|wsl|godot|gofmt|gofumpt|goimports|gci|nlreturn|whitespace|funlen|dupword|tagalign|varnamelen|godox|nolintlint|gochecknoglobals|paralleltest|testpackage|ireturn|exhaustruct|mnd|tagliatelle|wrapcheck|nonamedreturns|forbidigo)$"
)


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
    scopes: dict[tuple[str, tuple[str, ...]], tuple[str, ...]] = {}
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
            found = settings_of(file)
            head.extend(_held(near, found, file.path))
            scopes.update(
                ((file.path, s.path[:2]), _items(s.value))
                for s in found
                if s.path[:1] == ("overrides",) and s.path[-1] in ("files", "includes", "include")
            )
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
        if now.setting.value == b.setting.value:
            continue
        if loss is not None and _made_up_for(view, b, now, head):
            loss = None
        defect = (
            None
            if loss is None
            else Defect(
                f"{_title(now)} got weaker: {loss}.", key="lowered", identity=f"{now.setting.key} {loss}"
            )
        )
        yield _site(now.path, _line_of(view, now, loss, b), defect)
    for h in head:
        place = (h.path, h.setting.path)
        if place in seen or place in moved:
            continue
        change = changes[h.path]
        if change.base_path is None or not _set_up_before(h.setting.path, base_keys[h.path]):
            continue  # a tool that is set up for the first time
        if _for_tests_only(h, scopes):
            continue
        loss = _loss(h.rail, None, h.setting.value, h.setting.path[-1])
        if loss is not None and _made_up_for(view, h, h, head):
            loss = None
        defect = (
            None
            if loss is None
            else Defect(f"{_title(h)} got weaker: {loss}.", key="lowered", identity=f"{h.setting.key} {loss}")
        )
        yield _site(h.path, _line_of(view, h, loss), defect)


def _set_up_before(path: tuple[str, ...], known: set[tuple[str, ...]]) -> bool:
    """Whether base had the section of this setting, so that the tool itself is not new."""
    if path[0] in ("files", "overrides"):
        return bool({("rules",), ("extends",), ("files",), ("overrides",)} & known) or any(
            k[0] == "files" for k in known
        )
    if path[0].startswith("mypy-"):
        return any(k[0].startswith("mypy") for k in known)
    if path[: 2 if len(path) > 2 else 1] in known:
        return True
    # a module's own table beside the tool's, or a cop of its own in a file of cops
    return path[-1] in ("Enabled", "Max", "Exclude") and bool(known)


_STYLE_RULES = re.compile(
    r"indent|quotes|semi|comma|max-len|spacing|brace-style|linebreak|eol-last|arrow-parens|newline|padded|operator-linebreak|prettier/"
)


def _made_up_for(view: ChangeView, before: _Held, now: _Held, head: list[_Held]) -> bool:
    """A rule that is off because the same rule of a plugin is on, or because a formatter does its work."""
    if before.rail.weaker != "severity" or _level(now.setting.value) != 0:
        return False
    name = now.setting.path[-1]
    tail = name.rpartition("/")[2]
    for h in head:
        other = h.setting.path[-1]
        if other != name and other.rpartition("/")[2] == tail and (_level(h.setting.value) or 0) >= 3:
            return True
    if name.startswith(("react/react-in-jsx-scope", "react/prop-types", "@typescript-eslint/explicit-")):
        return True
    return bool(_STYLE_RULES.search(tail)) and "prettier" in (view.head.text(now.path) or "")


def _for_tests_only(held: _Held, scopes: dict[tuple[str, tuple[str, ...]], tuple[str, ...]]) -> bool:
    """A rule of an override whose files are tests, scripts or configuration."""
    path = held.setting.path
    if path[0] == "files":
        named = [n for _, n in re.findall(r"(['\"`])(.*?)\1", path[1])] or [path[1]]
        return all(_TESTS_ONLY.search(n) for n in named)
    if path[0] == "overrides":
        inside = scopes.get((held.path, path[:2]), ())
        return bool(inside) and all(_TESTS_ONLY.search(n) for n in inside)
    return False


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


def _line_of(view: ChangeView, held: _Held, loss: str | None, before: _Held | None = None) -> int:
    """The added line of the item that made a list weaker or the line where a lost one stood, else the setting's own."""
    if loss is None or not isinstance(held.setting.value, tuple):
        return held.setting.line
    change = view.change.file(held.path)
    items = re.findall(r"`([^`]+)`", loss)
    if change is None or not items:
        return held.setting.line
    text = view.head.text(held.path)
    if loss.startswith("it no longer has") and before is not None:
        old = (view.base.text(change.base_path or "") or "").split("\n")
        for number in range(before.setting.line + 1, min(len(old), before.setting.line + 200) + 1):
            if number in change.removed and items[0][:40] in old[number - 1]:
                return remaining_place(change, number, text).line
        return held.setting.line
    if not loss.startswith(("it now takes in", "from `plugin", "from `@", "from `stylelint")):
        return held.setting.line
    lines = (text or "").split("\n")
    wanted = items[0] if loss.startswith("it now") else items[-1]
    if wanted.startswith("{") and (first := re.search(r":\s*([^,}]+)", wanted)):
        wanted = first.group(1)
    for number in range(held.setting.line, min(len(lines), held.setting.line + 200) + 1):
        if number in change.added and wanted[:40] in lines[number - 1]:
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
            by_default = way == "higher" and not rail.kind.startswith(("lint", "security"))
            return None if by_default else "it is no longer set"
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
            if _GENERATED.search(name):
                return None
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
            and not any(i == n.partition("=")[0] for n in new)
            and not {"ALL", "all"} & {*new}
            and not (i in _SUCCESSORS and _SUCCESSORS[i] in ("", *new))
        ]
        weighty = [i for i in lost if not _STYLE_LISTS.search(i)]
        gained = [i for i in new if i not in old]
        return (
            f"it no longer has {_word(tuple(weighty or lost))}" if weighty or (lost and not gained) else None
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
        if now < was:
            return f"from {_word(before)} to {_word(after)}"
        old_limit, new_limit = _limit(before), _limit(after)
        if old_limit is not None and new_limit is not None and now == was and _LIMITED.search(name):
            return f"its limit went from {old_limit:g} to {new_limit:g}" if new_limit > old_limit else None
        return None
    if way == "mode":
        was, now = _mode(before), _mode(after)
        return (
            f"from {_word(before)} to {_word(after)}"
            if was is not None and now is not None and now < was
            else None
        )
    return _loss_of_its_own(way, before, after)


def _loss_of_its_own(way: str, before: Value, after: Value) -> str | None:
    """The ways that need more than one comparison."""
    if way == "alarm":
        low, high = _ALARMS.get(str(before).lower()), _ALARMS.get(str(after).lower())
        if low is None or high is None:
            return None
        return f"only faults from {_word(after)} on count now" if high > low else None
    if way == "switched-off":
        return "it is off now" if before is True and after is not True else None
    if way == "negations":
        left_out = [
            i
            for i in _items(after)
            if i.startswith("!") and i not in _items(before) and not _HARMLESS.search(i)
        ]
        return f"it now takes in {_word(tuple(left_out))}" if left_out and before is not None else None
    if way in ("words", "branches"):
        if before is None or after is None:
            return None
        old, new = (
            tuple(w.strip() for i in _items(v) for w in i.split(",") if w.strip()) for v in (before, after)
        )
        lost = [w for w in old if w not in new]
        gained = [w for w in new if w not in old]
        return f"it no longer has {_word(tuple(lost))}" if lost and not gained else None
    if way == "switched-on":
        return "it is on now" if before is False and after is True else None
    if way == "zero":
        return "it is 0 now" if after == 0.0 and before != 0.0 else None
    if way == "set":
        return f"it now has {_word(after)}" if before is None and after is not None else None
    if way == "unset":
        return "it is no longer set" if after is None and before is not None else None
    if way == "owners":
        if after is None or before is None:
            return "nobody is asked for these files now" if before else None
        lost = [o for o in _items(before) if o not in _items(after)]
        gained = [o for o in _items(after) if o not in _items(before)]
        return f"{_word(tuple(lost))} no longer has to look" if lost and not gained else None
    if way == "presets":
        if before is None or after is None:
            return None
        return _presets(_items(before), _items(after))
    if way == "options":
        now = " ".join(_items(after))
        lost = [o for o in _OPTIONS.findall(" ".join(_items(before))) if o not in now]
        return f"it no longer has {_word(tuple(lost))}" if lost and after is not None else None
    return None


_OPTIONS = re.compile(r"--strict-markers|--strict-config|--strict(?![\w-])|-W[ =]?error\b|--doctest-modules")
_LIMITED = re.compile(r"complexity|max-|max_|-max|Max|-limit|length|specificity|depth")
_PRESETS = (("all", 5), ("strict-type-checked", 5), ("strict", 4), ("recommended-type-checked", 4),
            ("recommended-requiring-type-checking", 4), ("airbnb", 4), ("recommended", 3), ("standard", 3), ("essential", 2),
            ("base", 1), ("eslint-recommended", 1))  # fmt: skip


def _presets(old: tuple[str, ...], new: tuple[str, ...]) -> str | None:
    """A rule set that was put in the place of a stricter one of the same plugin, or dropped without another."""
    lost = [i for i in old if i not in new]
    gained = [i for i in new if i not in old]
    for item in lost:
        plugin, _, level = item.rpartition("/")
        same = [g.rpartition("/")[2] for g in gained if g.rpartition("/")[0] == plugin]
        if plugin and same and max(dict(_PRESETS).get(g, 3) for g in same) < dict(_PRESETS).get(level, 3):
            return f"from `{item}` to `{plugin}/{same[0]}`"
    plain = [i for i in lost if "prettier" not in i]
    return f"it no longer has {_word(tuple(plain))}" if plain and not gained else None


def _limit(value: Value) -> float | None:
    """The number among a lint rule's options."""
    if isinstance(value, tuple):
        for item in value[1:]:
            found = re.search(r"(?<![\w.])\d+(?:\.\d+)?", item)
            if found:
                return float(found.group(0))
        if value and re.fullmatch(r"\d+(?:\.\d+)?", value[0]):
            return float(value[0])
    return value if isinstance(value, float) else None


def _mode(value: Value) -> int | None:
    return _MODES.get("off" if value is False else str(value).lower())


_GENERATED = re.compile(
    r"_pb2|generated|migrations|^tests?\b|/tests?/|test_|\*_test|conftest|vendor|docs\b|examples?\b|\.gen\."
)


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
    if value is None:
        return None
    text = str(value).lower()
    if text.startswith("{"):
        found = re.search(r"(?:level|severity)\W+(\w+)", text)
        text = found.group(1) if found else text
    return _LEVELS.get(text)
