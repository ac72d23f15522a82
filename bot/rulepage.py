"""The rules as a list, and one rule as a page, made from the rule itself."""

from __future__ import annotations

import json
import re
import textwrap
from typing import Any

import click

from bot.localreview import LocalReviewError, did_you_mean
from checks.rules import FAMILIES, Example, Rule, find_rule, load_rules

_MARKER = re.compile(r"\s*(?:#|//|--|/\*|<!--)\s*<-- here\s*(?:\*/|-->)?\s*$", re.MULTILINE)


def listing(family: str | None, form: str) -> str:
    """All rules, or those of one family."""
    if family is not None and family not in FAMILIES:
        raise LocalReviewError(f"there is no family {family!a}; the families are {', '.join(FAMILIES)}")
    rules = [e.rule for e in load_rules().values() if family is None or e.rule.family == family]
    if form == "json":
        return json.dumps([_data(rule) for rule in rules], indent=2)
    width = max((len(rule.id) for rule in rules), default=0)
    lines = [f"{rule.id:<{width}}  {rule.severity.value:<7}  {rule.title}" for rule in rules]
    return "\n".join([*lines, "", f"{len(rules)} rules. evenhand rule ID explains one."])


def page(name: str, form: str, *, colour: bool) -> str:
    """Everything about one rule. Raises LocalReviewError with the nearest name for one that does not exist."""
    entry = find_rule(name)
    if entry is None:
        raise LocalReviewError(f"there is no rule {name!a}{did_you_mean(name)}")
    rule = entry.rule
    if form == "json":
        return json.dumps(_data(rule, full=True), indent=2)

    def head(text: str) -> str:
        return click.style(text, bold=True) if colour else text

    parts = [
        head(rule.id) + f"  {rule.severity.value}" + (f"  {rule.cwe}" if rule.cwe else ""),
        rule.title,
        "",
    ]
    for title, text in (("What", rule.what), ("Why", rule.why), ("Fix", rule.fix), ("Counted", rule.site)):
        parts += [head(title), _wrapped(text), ""]
    parts += [head("Languages"), _wrapped(", ".join(rule.languages)), ""]
    for title, examples in (("Bad", rule.bad), ("Good", rule.good)):
        for example in examples[:1]:
            parts += [head(title), _code(example), ""]
    if rule.references:
        parts += [head("References"), *(f"  {reference}" for reference in rule.references), ""]
    parts += [head("Silence one place"), f"  evenhand: ignore[{rule.slug}] reason   (as a comment)"]
    return "\n".join(parts)


def _data(rule: Rule, *, full: bool = False) -> dict[str, Any]:
    data: dict[str, Any] = {
        "id": rule.id,
        "family": rule.family,
        "severity": rule.severity.value,
        "title": rule.title,
        "languages": list(rule.languages),
        "cwe": rule.cwe,
    }
    if full:
        data |= {
            "what": rule.what,
            "why": rule.why,
            "fix": rule.fix,
            "site": rule.site,
            "references": list(rule.references),
            "bad": [_files(example) for example in rule.bad],
            "good": [_files(example) for example in rule.good],
        }
    return data


def _files(example: Example) -> dict[str, str]:
    return {path: _MARKER.sub("", code) for path, code in example.files.items()}


def _wrapped(text: str) -> str:
    return textwrap.fill(" ".join(text.split()), 96, initial_indent="  ", subsequent_indent="  ")


def _code(example: Example) -> str:
    blocks = [
        f"  {path}\n" + textwrap.indent(textwrap.dedent(code).strip("\n"), "    ")
        for path, code in _files(example).items()
    ]
    return "\n".join(blocks)
