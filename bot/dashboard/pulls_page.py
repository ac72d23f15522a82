"""Lists of pull requests, and one pull request."""

from __future__ import annotations

from flask import Blueprint, render_template, request

from bot.dashboard.errors import NotThereError
from bot.dashboard.filters import FIRST, STATES, read_filter, read_page, read_sort
from bot.dashboard.pulllist import list_pulls, repositories
from bot.dashboard.shown import latest_week, ledger, organisation
from bot.summary import words as say
from checks.report import Severity
from checks.rules import FAMILIES


def register(pages: Blueprint) -> None:
    """Add the addresses."""

    @pages.get("/orgs/<org>/pulls")
    def pulls(org: str) -> str:
        login = organisation(org)
        wanted = read_filter(request.args, latest_week(login))
        every = ledger().pull_requests(login, wanted.start.start, wanted.week.end)
        return render_template(
            "dashboard/pulls.html",
            org=login,
            week=wanted.week,
            wanted=wanted,
            listed=list_pulls(ledger(), login, wanted, read_sort(request.args), read_page(request.args)),
            agent_options=[
                (agent, say.agent_name(agent))
                for agent in sorted({p.agent for p in every if p.agent}, key=say.by_name)
            ],
            repo_options=[(repo, repo) for repo in repositories(every)],
            states=STATES,
            firsts=FIRST,
            family_options=[(family, say.family_name(family)) for family in FAMILIES],
        )

    @pages.get("/orgs/<org>/repos/<owner>/<name>/pulls/<int:number>")
    def pull(org: str, owner: str, name: str, number: int) -> str:
        login = organisation(org)
        repo = f"{owner}/{name}"
        # A number that no database holds is no pull request either.
        detail = ledger().pull_request(login, repo, number) if number < 2**31 else None
        if detail is None:
            raise NotThereError(
                "No such pull request",
                "Evenhand has not seen this pull request, or you may not see its repository on GitHub.",
            )
        findings = sorted(
            ledger().findings(login, repo=detail.pull.repo, number=number),
            key=lambda f: (not f.at_last, -Severity(f.severity).rank, f.path, f.line, f.rule),
        )
        return render_template(
            "dashboard/pull.html",
            org=login,
            pull=detail.pull,
            detail=detail,
            standing=[f for f in findings if f.at_last],
            gone=[f for f in findings if not f.at_last],
        )
