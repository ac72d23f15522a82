"""The first page: one organisation's week."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from bot import clock
from bot.dashboard.filters import PullFilter, read_sort, read_week
from bot.dashboard.overview import overview
from bot.dashboard.pulllist import list_pulls
from bot.dashboard.shown import latest_week, ledger, organisation, weeks
from bot.summary import Week, week_of

SHOWN = 50
"""Pull requests on the overview itself; the rest is one link away."""


def register(pages: Blueprint) -> None:
    """Add the addresses."""

    @pages.get("/")
    def first_page() -> str | Response:
        logins = ledger().organisations()
        if request.args.get("org"):
            org = organisation(request.args["org"])
        elif not logins:
            return render_template("dashboard/empty.html")
        else:
            org = logins[0]
        week = read_week(request.args["week"]) if request.args.get("week") else latest_week(org)
        return _page(org, week)

    @pages.get("/orgs/<org>")
    def org_page(org: str) -> Response:
        login = organisation(org)
        return redirect(url_for("dashboard.week", org=login, week=latest_week(login)))

    @pages.get("/orgs/<org>/weeks/<week>")
    def week(org: str, week: str) -> str:
        return _page(organisation(org), read_week(week))


def _page(org: str, week: Week) -> str:
    sort = read_sort(request.args)
    known = weeks(org)
    newest = max([*known[:1], week_of(clock.now())])
    return render_template(
        "dashboard/week.html",
        org=org,
        week=week,
        page=overview(ledger(), org, week),
        listed=list_pulls(ledger(), org, PullFilter(week), sort, size=SHOWN),
        wanted=PullFilter(week),
        earlier=week.back(1) if known and week > known[-1] else None,
        later=week.back(-1) if week < newest else None,
        newest_known=known[0] if known else None,
    )
