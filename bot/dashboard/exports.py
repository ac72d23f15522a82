"""The overview's tables as CSV and JSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from typing import Any

from flask import Blueprint, Response

from bot.dashboard.filters import read_week
from bot.dashboard.overview import Group, Overview, overview
from bot.dashboard.shown import ledger, organisation

_AGENTS = (
    "agent", "origin", "opened", "merged", "closed", "open", "reviewed", "clean_at_first_push",
    "warnings_and_errors_at_first_push", "fixed_before_merge",
)  # fmt: skip
_ADHERENCE = (
    "family", "agent", "week_places", "week_broken", "window_places", "window_broken", "window_pull_requests", "kept",
    "kept_low", "kept_high",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def register(pages: Blueprint) -> None:
    """Add the addresses."""

    @pages.get("/export/orgs/<org>/weeks/<week>/agents.csv")
    def agents_csv(org: str, week: str) -> Response:
        page = _overview(org, week)
        return _csv(_AGENTS, agent_rows(page), f"evenhand-{page.summary.week}-agents.csv")

    @pages.get("/export/orgs/<org>/weeks/<week>/adherence.csv")
    def adherence_csv(org: str, week: str) -> Response:
        page = _overview(org, week)
        return _csv(_ADHERENCE, adherence_rows(page), f"evenhand-{page.summary.week}-adherence.csv")

    @pages.get("/export/orgs/<org>/weeks/<week>.json")
    def week_json(org: str, week: str) -> Response:
        page = _overview(org, week)
        data = {
            "schema": 1,
            "org": page.summary.org,
            "week": str(page.summary.week),
            "window_from": str(page.summary.since),
            "agents": agent_rows(page),
            "adherence": adherence_rows(page),
        }
        return Response(json.dumps(data, indent=2) + "\n", content_type="application/json")


def agent_rows(page: Overview) -> list[dict[str, Any]]:
    """Pull requests by agent in the week; groups that count for no agent have none."""
    return [_agent_row(group) for group in (*page.agents, *page.quiet, *page.others)]


def adherence_rows(page: Overview) -> list[dict[str, Any]]:
    """How well each family was kept: counts of the week and of the window, shares where they are stated."""
    rows = []
    for family in page.families:
        for row in family.rows:
            window = row.line.window
            rows.append(
                {
                    "family": family.id,
                    "agent": row.agent,
                    "week_places": row.line.week_sites,
                    "week_broken": row.line.week_findings,
                    "window_places": window.sites,
                    "window_broken": window.findings,
                    "window_pull_requests": window.pulls,
                    "kept": _rounded(window.share),
                    "kept_low": _rounded(window.interval.low if window.interval else None),
                    "kept_high": _rounded(window.interval.high if window.interval else None),
                }
            )
    return rows


def _overview(org: str, week: str) -> Overview:
    return overview(ledger(), organisation(org), read_week(week))


def _agent_row(group: Group) -> dict[str, Any]:
    flow = group.flow
    return {
        "agent": group.agent,
        "origin": group.pulls.origin or "certain",
        "opened": flow.opened,
        "merged": flow.merged,
        "closed": flow.closed,
        "open": flow.open,
        "reviewed": flow.reviewed,
        "clean_at_first_push": flow.clean_first,
        "warnings_and_errors_at_first_push": flow.findings_first,
        "fixed_before_merge": flow.fixed_before_merge,
    }


def _rounded(share: float | None) -> float | None:
    return None if share is None else round(share, 4)


def _csv(columns: Sequence[str], rows: list[dict[str, Any]], name: str) -> Response:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([_cell(row[column]) for column in columns] for row in rows)
    response = Response(out.getvalue(), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _cell(value: Any) -> Any:
    """An agent's name comes from a team's labels; a spreadsheet must not take it for a formula."""
    if isinstance(value, str) and value.startswith(_FORMULA):
        return "'" + value
    return "" if value is None else value
