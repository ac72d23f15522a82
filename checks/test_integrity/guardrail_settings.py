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
from checks.test_integrity.settings import Setting, settings_of
from checks.test_integrity.tests_model import base_file
from checks.test_integrity.weaker import in_words, items_of, level_of, loss_of
from checks.views import ChangeView

_TESTS_ONLY = re.compile(
    r"tests?\b|spec|__tests__|\be2e\b|\bcypress\b|fixture|stories|scripts|example|bench|mock|config", re.I
)


_CONTAINER = re.compile(
    r"ecurityContext|automountServiceAccountToken|seccompProfile|host(?:Network|PID|IPC)|pod-security|privileged|cap_(?:add|drop)|security_opt|read_only"
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
        if all(r.kind == "container" for r in near) and not any(
            _CONTAINER.search(text)
            for text in (view.head.text(change.path), view.base.text(old) if old else None)
            if text
        ):
            continue  # most YAML has nothing of the kind, and reading it costs more than looking
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
                ((file.path, s.path[:2]), items_of(s.value))
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
                or loss_of(b.rail.weaker, b.rail.kind, b.setting.value, None) is None
                or _tool_gone(view, b, head)
            ):
                continue
            spot = remaining_place(change, b.setting.line, view.head.text(change.path))
            yield _site(
                change.path,
                spot.line,
                Defect(
                    f"{_title(b)} was removed; it was {in_words(b.setting.value)}.",
                    key="removed",
                    identity=b.setting.key,
                ),
            )
            continue
        loss = loss_of(b.rail.weaker, b.rail.kind, b.setting.value, now.setting.value, b.setting.path[-1])
        if now.setting.value == b.setting.value:
            continue
        if loss is not None and "--cov-fail-under" in loss and "from" not in loss and "coverage" in kinds_new:
            loss = None  # the threshold stands among coverage's own settings now
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
        loss = loss_of(h.rail.weaker, h.rail.kind, None, h.setting.value, h.setting.path[-1])
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
    if before.rail.weaker != "severity" or level_of(now.setting.value) != 0:
        return False
    name = now.setting.path[-1]
    tail = name.rpartition("/")[2]
    for h in head:
        other = h.setting.path[-1]
        if other != name and other.rpartition("/")[2] == tail and (level_of(h.setting.value) or 0) >= 3:
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
            if rail.file.search(path) and rail.key.match(key) and not (rail.but and rail.but.search(key)):
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
