"""What templates may call: words for numbers and names, addresses made from filters."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from flask import g, url_for
from markupsafe import Markup, escape

from bot.dashboard.errors import NotThereError
from bot.dashboard.filters import PullFilter
from bot.dashboard.visible import VisibleLedger
from bot.ledger.records import PullRequestRow
from bot.markdown import visible
from bot.summary import Week, rule_title, week_of
from bot.summary import words as say

_CODE = re.compile(r"`([^`]+)`")
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def ledger() -> VisibleLedger:
    """The ledger as the reader of this request may see it."""
    found: VisibleLedger = g.ledger
    return found


def organisation(login: str) -> str:
    """The organisation as its name is written. Raises NotThereError for one that is not there to see."""
    known = {name.lower(): name for name in ledger().organisations()}
    if login.lower() not in known:
        raise NotThereError(
            "No such organisation",
            "There is no organisation of this name here, or you may not see it on GitHub. Check the spelling, or start "
            "from the first page.",
        )
    return known[login.lower()]


def weeks(org: str) -> list[Week]:
    """Weeks with pull requests, newest first."""
    days = ledger().opened_days(org)
    return sorted({Week(*day.isocalendar()[:2]) for day in days}, reverse=True)


def latest_week(org: str) -> Week:
    """The newest week with pull requests; the current one where there are none at all."""
    from bot import clock

    return next(iter(weeks(org)), week_of(clock.now()))


def visible_text(text: str) -> str:
    """Text from outside on one line, with what would hide or turn around spelt out."""
    return " ".join(visible(text).split()) or "(empty)"


def coded(text: str) -> Markup:
    """As :func:`visible_text`, with `code spans` set as code."""
    # Escaping leaves backticks alone and adds none, so the spans can be found in what is escaped already.
    return Markup(_CODE.sub(r"<code>\1</code>", str(escape(visible_text(text)))))


def day(moment: datetime) -> str:
    """``17 Nov 2026``."""
    return f"{moment.day} {MONTHS[moment.month - 1][:3]} {moment.year}"


def span(week: Week) -> str:
    """``16 to 22 November 2026``."""
    first, last = week.first_day, week.last_day
    start = f"{first.day}"
    if first.month != last.month:
        start += f" {MONTHS[first.month - 1]}"
    if first.year != last.year:
        start += f" {first.year}"
    return f"{start} to {last.day} {MONTHS[last.month - 1]} {last.year}"


def pulls_url(org: str, wanted: PullFilter, **more: str) -> str:
    """The list of pull requests that the filter describes."""
    values: dict[str, Any] = {**wanted.args(), **more}
    return url_for("dashboard.pulls", org=org, **values)


def pull_url(org: str, pull: PullRequestRow) -> str:
    """A pull request's page."""
    owner, _, name = pull.repo.partition("/")
    return url_for("dashboard.pull", org=org, owner=owner, name=name, number=pull.number)


def web_url(url: str) -> str:
    """The address if it is a web address, else nothing: an address of another kind could run something."""
    return url if url.startswith(("https://", "http://")) else ""


def for_templates() -> Mapping[str, Any]:
    """Names that every template has."""
    return {
        "say": say,
        "day": day,
        "span": span,
        "pulls_url": pulls_url,
        "pull_url": pull_url,
        "web_url": web_url,
        "rule_title": rule_title,
        "seen_name": visible_text,
        "reader": g.get("reader", ""),
        "organisations": g.ledger.organisations() if "ledger" in g else [],
    }
