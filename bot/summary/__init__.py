"""The weekly summary: from the ledger to words, tables and a chart."""

from __future__ import annotations

from bot.ledger import Ledger
from bot.summary import render_html, render_json, render_markdown
from bot.summary.collect import collect
from bot.summary.data import WeekSummary
from bot.summary.week import Week, WeekError, parse_week, week_of

FORMATS = {"markdown": render_markdown.render, "json": render_json.render, "html": render_html.render}


class SummaryError(ValueError):
    """A summary cannot be made of what was asked for; the text says why and what would do."""


def summarise(ledger: Ledger, org: str, week: Week | str) -> WeekSummary:
    """The data of a week's summary. Raises SummaryError for an organisation that the ledger does not know."""
    known = {login.lower(): login for login in ledger.organisations()}
    if org.lower() not in known:
        names = ", ".join(known.values()) or "none yet"
        raise SummaryError(f"there is no organisation {org!r} in the ledger; known: {names}")
    at = parse_week(week) if isinstance(week, str) else week
    return collect(ledger, known[org.lower()], at, rule_title)


def render(ledger: Ledger, org: str, week: Week | str, format: str = "markdown") -> str:
    """A week's summary as ``markdown``, ``json`` or ``html``."""
    if format not in FORMATS:
        raise SummaryError(f"there is no format {format!r}; choose one of {', '.join(FORMATS)}")
    return FORMATS[format](summarise(ledger, org, week))


def rule_title(rule: str) -> str:
    """A rule's title; for a rule that this version no longer has, its id in words."""
    from checks.rules import find_rule  # imports every rule, which only a summary with findings needs

    found = find_rule(rule)
    return found.rule.title if found else rule.partition("/")[2].replace("-", " ").capitalize() or rule


__all__ = [
    "FORMATS",
    "SummaryError",
    "Week",
    "WeekError",
    "parse_week",
    "render",
    "rule_title",
    "summarise",
    "week_of",
]
