"""Which way a setting is weaker: base and head compared, and the difference in words."""

from __future__ import annotations

import re

from checks.test_integrity.setting import Value

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


def in_words(value: Value) -> str:
    """The value as a reader sees it."""
    if isinstance(value, tuple):
        return ", ".join(f"`{v[:40]}`" for v in value[:4]) or "empty"
    if isinstance(value, float):
        return f"{value:g}"
    return str(value).lower() if isinstance(value, bool) else f"`{str(value)[:60]}`"


def loss_of(way: str, kind: str, before: Value, after: Value, name: str = "") -> str | None:
    """How a setting got weaker, in words; None when it did not. ``None`` stands for "not set"."""
    if way in ("lower", "higher"):
        if before is None:
            return None
        if after is None:
            by_default = way == "higher" and not kind.startswith(("lint", "security"))
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
        old, new = items_of(before), items_of(after)
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
            return f"it now takes in {in_words(tuple(gained))}" if gained else None
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
            f"it no longer has {in_words(tuple(weighty or lost))}"
            if weighty or (lost and not gained)
            else None
        )
    if way == "warnings":
        old, new = items_of(before), items_of(after)
        if "error" in old and "error" not in new:
            return "warnings are no longer errors"
        broad = [
            i
            for i in new
            if i not in old and re.fullmatch(r"(?:ignore|default|once|always)(?:::\w*Warning)?", i)
        ]
        return f"it now takes in {in_words(tuple(broad))}" if broad and "error" in old else None
    if way == "severity":
        was, now = level_of(before), level_of(after)
        if now is None:
            return None
        if was is None:
            return "the rule is off now" if now == 0 and before is None else None
        if now < was:
            return f"from {in_words(before)} to {in_words(after)}"
        old_limit, new_limit = _limit(before), _limit(after)
        if old_limit is not None and new_limit is not None and now == was and _LIMITED.search(name):
            return f"its limit went from {old_limit:g} to {new_limit:g}" if new_limit > old_limit else None
        return None
    if way == "mode":
        was, now = _mode(before), _mode(after)
        return (
            f"from {in_words(before)} to {in_words(after)}"
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
        return f"only faults from {in_words(after)} on count now" if high > low else None
    if way == "switched-off":
        return "it is off now" if before is True and after is not True else None
    if way == "negations":
        left_out = [
            i
            for i in items_of(after)
            if i.startswith("!") and i not in items_of(before) and not _HARMLESS.search(i)
        ]
        return f"it now takes in {in_words(tuple(left_out))}" if left_out and before is not None else None
    if way in ("words", "branches"):
        if before is None or after is None:
            return None
        old, new = (
            tuple(w.strip() for i in items_of(v) for w in i.split(",") if w.strip()) for v in (before, after)
        )
        lost = [w for w in old if w not in new]
        gained = [w for w in new if w not in old]
        return f"it no longer has {in_words(tuple(lost))}" if lost and not gained else None
    if way == "switched-on":
        return "it is on now" if before is False and after is True else None
    if way == "zero":
        return "it is 0 now" if after == 0.0 and before != 0.0 else None
    if way == "set":
        return f"it now has {in_words(after)}" if before is None and after is not None else None
    if way == "unset":
        return "it is no longer set" if after is None and before is not None else None
    if way == "owners":
        if after is None or before is None:
            return "nobody is asked for these files now" if before else None
        lost = [o for o in items_of(before) if o not in items_of(after)]
        gained = [o for o in items_of(after) if o not in items_of(before)]
        return f"{in_words(tuple(lost))} no longer has to look" if lost and not gained else None
    if way == "presets":
        if before is None or after is None:
            return None
        return _presets(items_of(before), items_of(after))
    if way == "options":
        now = " ".join(items_of(after))
        least = [_LEAST.search(" ".join(items_of(v))) for v in (before, after)]
        if (
            least[0] is not None
            and least[1] is not None
            and float(least[1].group(1)) < float(least[0].group(1))
        ):
            return f"its coverage threshold went from {least[0].group(1)} to {least[1].group(1)}"
        lost = [o for o in _OPTIONS.findall(" ".join(items_of(before))) if o not in now]
        return f"it no longer has {in_words(tuple(lost))}" if lost and after is not None else None
    return None


_LEAST = re.compile(r"--cov-fail-under[= ](\d+(?:\.\d+)?)")
_OPTIONS = re.compile(
    r"--cov-fail-under|--strict-markers|--strict-config|--strict(?![\w-])|-W[ =]?error\b|--doctest-modules"
)
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
    return f"it no longer has {in_words(tuple(plain))}" if plain and not gained else None


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


def items_of(value: Value) -> tuple[str, ...]:
    """The items of a list; a single value is a list of one."""
    if value is None:
        return ()
    return value if isinstance(value, tuple) else (str(value),)


def level_of(value: Value) -> int | None:
    """How severe a level is, 0 for off; None for what is no level."""
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
