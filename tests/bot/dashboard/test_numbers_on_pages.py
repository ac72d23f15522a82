"""Numbers equal the ledger, and each leads to exactly what it counts."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from bot.ledger import Ledger
from bot.ledger.records import AgentState
from bot.summary import parse_week

WEEK = parse_week("2026-W47")
COLUMNS = {
    "found": "Warnings, errors at first push",
    "fixed": "Fixed before merge",
    "places": "Places",
    "broken": "Broken",
}
PAGES = (
    "/",
    "/orgs/acme/weeks/2026-W47",
    "/orgs/acme/weeks/2026-W45",
    "/orgs/acme/weeks/2026-W43",
    "/orgs/acme/agents/claude-code",
    "/orgs/acme/agents/copilot?week=2026-W46",
    "/orgs/other/weeks/2026-W47",
)


@pytest.mark.parametrize("address", PAGES)
def test_every_number_leads_to_as_many_pull_requests_or_counts_as_it_says(
    client: FlaskClient, read: Callable[[str], Any], address: str
) -> None:
    numbers = read(client.get(address).text).numbers
    assert len(numbers) > 5
    for counts, link, value in numbers:
        page = read(client.get(link).text)
        if counts == "pulls":
            assert (len(page.rows), f"{value} pull request" in page.text) == (value, True), link
        else:
            assert page.total(COLUMNS[counts]) == value, link


def test_the_overview_counts_what_the_ledger_counts(
    client: FlaskClient, read: Callable[[str], Any], filled: Ledger
) -> None:
    page = read(client.get("/orgs/acme/weeks/2026-W47").text)
    for own in filled.overview("acme", WEEK.start, WEEK.end):
        if own.agent == "copilot" and own.agent_state is AgentState.CERTAIN:
            break
    row = page.row("GitHub Copilot")
    assert own.opened > 1
    assert [row[name] for name in ("Opened", "Merged", "Closed", "Clean at first push")] == [
        str(own.opened),
        str(own.merged),
        str(own.closed),
        f"{own.clean_first} of {own.reviewed}",
    ]
    assert row["Warnings, errors"] == str(own.findings_first)
    assert row["Fixed before merge"] == str(own.fixed_before_merge)


def test_groups_of_no_certain_agent_stand_apart_and_agents_come_by_name(
    client: FlaskClient, read: Callable[[str], Any]
) -> None:
    names = [row[""] for row in read(client.get("/orgs/acme/weeks/2026-W46").text).rows if "Opened" in row]
    agents = [name for name in names if name in ("Claude Code", "Devin", "GitHub Copilot", "OpenAI Codex")]
    assert agents == sorted(agents)
    assert len(agents) > 2
    assert names.index("No agent seen") > names.index(agents[-1])


def test_an_agent_with_few_pull_requests_has_counts_and_no_rate(client: FlaskClient) -> None:
    text = client.get("/orgs/acme/weeks/2026-W47").text
    assert "1 pull request so far. We start counting at 5." in text


def test_the_drawing_of_an_interval_says_its_values(client: FlaskClient, read: Callable[[str], Any]) -> None:
    html = client.get("/orgs/acme/weeks/2026-W47").text
    assert html.count('<svg class="whisker" role="img"') > 8
    assert "<title>Claude Code, Error handling: 94 % kept, plausible range 86–99 %</title>" in html
    kept = [dict(attrs) for tag, attrs in read(html).tags if tag == "circle" and attrs.get("class") == "dot"]
    assert all(0 <= float(str(dot["cx"]).rstrip("%")) <= 100 for dot in kept)


@pytest.mark.parametrize(
    "sort", ["opened", "-opened", "title", "repo", "agent", "state", "-findings", "fixed"]
)
def test_sorting_changes_the_order_and_nothing_else(
    client: FlaskClient, read: Callable[[str], Any], sort: str
) -> None:
    address = "/orgs/acme/pulls?week=2026-W47&since=2026-W43"
    plain, sorted_ = (
        read(client.get(address + more).text).rows for more in ("&sort=opened", f"&sort={sort}")
    )
    assert len(plain) == 66
    assert sorted(map(str, plain)) == sorted(map(str, sorted_))


def test_most_findings_first_when_sorted_so(client: FlaskClient, read: Callable[[str], Any]) -> None:
    rows = read(client.get("/orgs/acme/pulls?week=2026-W47&since=2026-W43&sort=-findings").text).rows
    found = [int(row[COLUMNS["found"]]) for row in rows if row[COLUMNS["found"]].isdigit()]
    assert found == sorted(found, reverse=True)
    assert found[0] > 1


def test_a_long_list_comes_in_pages_that_hold_everything_once(
    app: Callable[[Ledger], Flask], empty: Ledger, build: Any, read: Callable[[str], Any]
) -> None:
    for number in range(1, 231):
        empty.record_pull_request(build.pull(number, title=f"Change {number}"), build.attributed())
    client = app(empty).test_client()
    pages = [read(client.get(f"/orgs/acme/pulls?week=2026-W47&page={n}").text) for n in (1, 2, 3)]
    titles = [row[""] for page in pages for row in page.rows]
    assert [len(page.rows) for page in pages] == [100, 100, 30]
    assert len(set(titles)) == 230
    assert "230 pull requests" in pages[0].text


def test_the_pull_request_page_shows_findings_of_both_heads_reviews_and_evidence(
    client: FlaskClient, filled: Ledger
) -> None:
    pull = next(p for p in filled.pull_requests("acme") if p.runs == 2 and p.findings_last < p.findings_first)
    text = client.get(f"/orgs/acme/repos/{pull.repo}/pulls/{pull.number}").text
    findings = filled.findings("acme", repo=pull.repo, number=pull.number)
    assert text.count('<li class="finding">') == len(findings)
    assert "Gone since" in text
    assert "branch-prefix" in text
    assert text.count("<code>h1</code>") == text.count("<code>h2</code>") == 1
    assert f'href="{pull.url}"' in text


def test_the_csv_holds_the_overview(client: FlaskClient, filled: Ledger) -> None:
    answer = client.get("/export/orgs/acme/weeks/2026-W47/agents.csv")
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert answer.content_type == "text/csv; charset=utf-8"
    assert sum(int(row["opened"]) for row in rows) == len(filled.pull_requests("acme", WEEK.start, WEEK.end))
    adherence = list(
        csv.DictReader(io.StringIO(client.get("/export/orgs/acme/weeks/2026-W47/adherence.csv").text))
    )
    codex = next(row for row in adherence if (row["agent"], row["family"]) == ("codex", "security"))
    assert 0 <= float(codex["kept_low"]) <= float(codex["kept"]) <= float(codex["kept_high"]) <= 1


def test_the_json_agrees_with_the_csv(client: FlaskClient) -> None:
    data = json.loads(client.get("/export/orgs/acme/weeks/2026-W47.json").text)
    rows = list(csv.DictReader(io.StringIO(client.get("/export/orgs/acme/weeks/2026-W47/agents.csv").text)))
    assert [str(row["opened"]) for row in data["agents"]] == [row["opened"] for row in rows]
    assert data["week"] == "2026-W47"


def test_a_week_without_pull_requests_still_has_the_head_of_its_csv(client: FlaskClient) -> None:
    text = client.get("/export/orgs/acme/weeks/2020-W01/agents.csv").text
    assert text.startswith("agent,origin,opened,")


def test_an_agents_name_is_no_formula_for_a_spreadsheet(
    app: Callable[[Ledger], Flask], empty: Ledger, build: Any
) -> None:
    empty.record_pull_request(build.pull(1), build.attributed("=cmd|calc"))
    text = app(empty).test_client().get("/export/orgs/acme/weeks/2026-W47/agents.csv").text
    assert "\n'=cmd|calc," in text


def test_summaries_are_listed_and_shown_under_a_policy_that_lets_their_own_style_through(
    client: FlaskClient, read: Callable[[str], Any]
) -> None:
    page = read(client.get("/orgs/acme/summaries").text)
    assert [row[""] for row in page.rows] == [f"2026-W{n}" for n in (47, 46, 45, 44, 43)]
    answer = client.get("/orgs/acme/weeks/2026-W47/summary")
    assert "style-src 'sha256-" in answer.headers["Content-Security-Policy"]
    markdown = client.get("/orgs/acme/weeks/2026-W47/summary?format=markdown")
    assert markdown.content_type == "text/markdown; charset=utf-8"
    assert "W47" in markdown.text
