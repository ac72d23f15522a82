"""The rules: a list, and a page for each, made from the rule itself."""

from __future__ import annotations

import re

from flask import Blueprint, render_template

from bot.dashboard.errors import NotThereError
from checks.rules import FAMILIES, Example, Rule, find_rule, load_rules

_MARKER = re.compile(r"[ \t]*(?:#|//|--|/\*|<!--)\s*<-- here\s*(?:\*/|-->)?[ \t]*$", re.MULTILINE)


def register(pages: Blueprint) -> None:
    """Add the addresses."""

    @pages.get("/rules")
    def rules() -> str:
        families: dict[str, list[Rule]] = {family: [] for family in FAMILIES}
        for entry in load_rules().values():
            families[entry.rule.family].append(entry.rule)
        return render_template("dashboard/rules.html", families=families)

    @pages.get("/rules/<family>/<slug>")
    def rule(family: str, slug: str) -> str:
        entry = find_rule(f"{family}/{slug}")
        if entry is None:
            raise NotThereError(
                "No such rule", "This version of Evenhand has no rule of this name. The list has them all."
            )
        return render_template("dashboard/rule.html", rule=entry.rule, code=_code)


def _code(example: Example) -> list[tuple[str, str]]:
    """Paths and code of an example, without the marks that only its test reads."""
    return [(path, _MARKER.sub("", code).strip("\n")) for path, code in example.files.items()]
