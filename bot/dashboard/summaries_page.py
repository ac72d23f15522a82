"""Weekly summaries: which there are, and each as a page of its own, markdown or JSON."""

from __future__ import annotations

from flask import Blueprint, Response, render_template, request

from bot.dashboard.errors import BadAddressError
from bot.dashboard.filters import read_week
from bot.dashboard.headers import policy_for
from bot.dashboard.shown import ledger, organisation, weeks
from bot.summary import FORMATS, rule_title
from bot.summary.collect import collect

_TYPES = {"html": "text/html", "markdown": "text/markdown", "json": "application/json"}


def register(pages: Blueprint) -> None:
    """Add the addresses."""

    @pages.get("/orgs/<org>/summaries")
    def summaries(org: str) -> str:
        login = organisation(org)
        return render_template(
            "dashboard/summaries.html", org=login, weeks=weeks(login), issues=ledger().summary_issues(login)
        )

    @pages.get("/orgs/<org>/weeks/<week>/summary")
    def summary(org: str, week: str) -> Response:
        form = request.args.get("format") or "html"
        if form not in FORMATS:
            raise BadAddressError("Not a format", f"There is {', '.join(FORMATS)}.")
        text = FORMATS[form](collect(ledger(), organisation(org), read_week(week), rule_title))
        response = Response(text, content_type=f"{_TYPES[form]}; charset=utf-8")
        if form == "html":
            response.headers["Content-Security-Policy"] = policy_for(text)
        return response
