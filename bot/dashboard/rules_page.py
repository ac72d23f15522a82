"""The rules: a list, and a page for each, made from the rule itself."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta

from flask import Blueprint, render_template

from bot import clock
from bot.compare.interval import wilson
from bot.dashboard.errors import NotThereError
from bot.dashboard.shown import ledger
from bot.ledger.records import Usefulness
from checks.configfile import ReviewSettings, load
from checks.rules import FAMILIES, Example, Rule, find_rule, load_rules
from checks.yamlfile import ConfigError

_MARKER = re.compile(r"[ \t]*(?:#|//|--|/\*|<!--)\s*<-- here\s*(?:\*/|-->)?[ \t]*$", re.MULTILINE)


SPAN = timedelta(days=182)
"""The time over which the reviews judge a rule by what people say of it."""


def register(pages: Blueprint) -> None:
    """Add the addresses."""

    @pages.get("/rules")
    def rules() -> str:
        families: dict[str, list[Rule]] = {family: [] for family in FAMILIES}
        for entry in load_rules().values():
            families[entry.rule.family].append(entry.rule)
        return render_template("dashboard/rules.html", families=families, opinions=_opinions())

    @pages.get("/rules/<family>/<slug>")
    def rule(family: str, slug: str) -> str:
        entry = find_rule(f"{family}/{slug}")
        if entry is None:
            raise NotThereError(
                "No such rule", "This version of Evenhand has no rule of this name. The list has them all."
            )
        return render_template("dashboard/rule.html", rule=entry.rule, code=_code)


@dataclass(frozen=True, slots=True)
class Opinion:
    """What an organisation's people think of one rule."""

    org: str
    rule: Rule
    use: Usefulness
    low: float
    high: float
    quiet: bool
    """Whether it only makes notes there for now."""


def _opinions() -> list[Opinion]:
    """Of every organisation that the reader may see, the rules that somebody spoke about, the least useful first."""
    found = []
    for org in ledger().organisations():
        kept = ledger().ledger.good_configuration(org, ["organisation"]).get("organisation")
        settings = _settings(kept)
        for name, use in ledger().usefulness(org, clock.now() - SPAN).items():
            entry = find_rule(name)
            if entry is not None:
                range_ = wilson(use.not_useful, use.known)
                quiet = use.known >= settings.min_votes and range_.low > settings.demote_over
                found.append(Opinion(org, entry.rule, use, range_.low, range_.high, quiet))
    return sorted(found, key=lambda o: (not o.quiet, -o.low, o.rule.id))


def _settings(text: str | None) -> ReviewSettings:
    try:
        return load(organisation=None if text is None else text.encode()).review
    except ConfigError:
        return ReviewSettings()


def _code(example: Example) -> list[tuple[str, str]]:
    """Paths and code of an example, without the marks that only its test reads."""
    return [(path, _MARKER.sub("", code).strip("\n")) for path, code in example.files.items()]
