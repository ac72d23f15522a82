"""What pages refuse, escape and forbid."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from bot import dashboard
from bot.dashboard.visible import VisibleLedger
from bot.ledger import Ledger
from bot.ledger.records import AgentState
from bot.settings import Settings
from bot.summary import parse_week
from checks.rules import load_rules

WITH_HOSTILE_TEXT = (
    "/orgs/acme/weeks/2026-W47",
    "/orgs/acme/pulls?week=2026-W47",
    "/orgs/acme/repos/acme/shop/pulls/999",
    '/orgs/acme/agents/<em>"agent"<%2Fem>',
    "/orgs/acme/pulls?week=2026-W47&agent=<em>%22agent%22</em>&repo=<script>alert(9)</script>",
    "/orgs/acme/weeks/2026-W47/summary",
)


@pytest.mark.parametrize("address", WITH_HOSTILE_TEXT)
def test_text_of_pull_requests_is_shown_and_does_nothing(
    client: FlaskClient, read: Callable[[str], Any], address: str
) -> None:
    answer = client.get(address)
    assert answer.status_code == 200
    page = read(answer.text)
    names = {tag for tag, _ in page.tags}
    assert not names & {"script", "em", "i", "b", "img", "iframe", "object"}
    assert not any(link.startswith("javascript:") for link in page.links)
    assert not any(name.startswith("on") or name == "style" for _, attrs in page.tags for name in attrs)


def test_characters_that_turn_text_around_are_spelt_out(client: FlaskClient) -> None:
    for address in ("/orgs/acme/repos/acme/shop/pulls/999", "/orgs/acme/weeks/2026-W47"):
        text = client.get(address).text
        assert "\u202e" not in text
        assert "\\u202egnp.exe" in text


@pytest.mark.parametrize(
    "address", ["/", "/rules", "/static/evenhand.css", "/orgs/nobody", "/orgs/acme/pulls"]
)
def test_every_answer_forbids_scripts_frames_and_guessing_types(client: FlaskClient, address: str) -> None:
    headers = client.get(address, buffered=True).headers
    policy = headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; style-src 'self'; ")
    assert "script-src" not in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"


def test_pages_are_asked_for_again_and_the_style_sheet_is_kept(
    client: FlaskClient, read: Callable[[str], Any]
) -> None:
    page = client.get("/orgs/acme/weeks/2026-W47")
    assert page.headers["Cache-Control"] == "private, no-cache"
    again = client.get("/orgs/acme/weeks/2026-W47", headers={"If-None-Match": page.headers["ETag"]})
    assert again.status_code == 304
    style = next(
        str(attrs["href"]) for tag, attrs in read(page.text).tags if attrs.get("rel") == "stylesheet"
    )
    assert "immutable" in client.get(style, buffered=True).headers["Cache-Control"]


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/orgs/acme/weeks/2026-W54", "2026 has the weeks W01 to W53"),
        ("/orgs/acme/weeks/yesterday", "write the year and the ISO week"),
        ("/?week=9", "write the year and the ISO week"),
        ("/orgs/acme/pulls?state=lost", "choose from closed, merged, open"),
        ("/orgs/acme/pulls?sort=luck", "Nothing is sorted by"),
        ("/orgs/acme/pulls?page=0", "give a number from 1 on"),
        ("/orgs/acme/pulls?week=2026-W40&since=2026-W41", "swap them"),
        ("/orgs/acme/pulls?agent=" + "a" * 500, "at most 200 are read"),
        ("/orgs/acme/weeks/2026-W47/summary?format=pdf", "There is markdown, json, html"),
    ],
)
def test_an_address_that_means_nothing_is_answered_in_words(
    client: FlaskClient, address: str, words: str
) -> None:
    answer = client.get(address)
    assert answer.status_code == 400
    assert words in answer.text.replace("&#39;", "'")


@pytest.mark.parametrize(
    "address",
    [
        "/orgs/nobody/weeks/2026-W47",
        "/?org=nobody",
        "/orgs/acme/agents/nobody",
        "/orgs/acme/repos/acme/shop/pulls/12345",
        "/orgs/acme/repos/acme/shop/pulls/99999999999999999999",
        "/orgs/other/repos/acme/shop/pulls/999",
        "/rules/security/nothing",
        "/export/orgs/nobody/weeks/2026-W47.json",
    ],
)
def test_what_is_not_there_is_a_page_that_says_so(client: FlaskClient, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 404
    assert "<h1>No such" in answer.text


def test_an_empty_ledger_says_what_to_do_next(app: Callable[[Ledger], Flask], empty: Ledger) -> None:
    answer = app(empty).test_client().get("/")
    assert answer.status_code == 200
    assert "Install the GitHub App" in answer.text


def test_an_organisation_without_pull_requests_says_what_to_do_next(
    app: Callable[[Ledger], Flask], empty: Ledger
) -> None:
    empty.installation_created(7, "acme", [(100, "acme/shop")])
    client = app(empty).test_client()
    for address in ("/", "/orgs/acme/pulls", "/orgs/acme/summaries"):
        assert client.get(address).status_code == 200
    assert "evenhand backfill acme/REPOSITORY" in client.get("/").text


def test_a_week_without_pull_requests_leads_to_the_newest_with_some(client: FlaskClient) -> None:
    text = client.get("/orgs/acme/weeks/2026-W20").text
    assert "No pull request was opened in acme in week 2026-W20." in text
    assert 'href="/orgs/acme/weeks/2026-W47"' in text


def test_a_ledger_without_tables_is_a_page_and_not_a_traceback(
    app: Callable[[Ledger], Flask], settings: Settings
) -> None:
    answer = app(Ledger(settings.database)).test_client().get("/")
    assert answer.status_code == 503
    assert "evenhand migrate" in answer.text


@pytest.mark.parametrize(
    ("address", "headers"),
    [
        ("203.0.113.9", {}),
        ("::ffff:203.0.113.9", {}),
        ("127.0.0.1", {"Host": "evenhand.example.com"}),
        ("127.0.0.1", {"Host": "127.0.0.1.example.com"}),
        ("127.0.0.1", {"X-Forwarded-For": "203.0.113.9"}),
        ("127.0.0.1", {"Forwarded": "for=203.0.113.9"}),
    ],
)
def test_without_sign_in_nobody_but_the_machine_itself_sees_a_page(
    client: FlaskClient, address: str, headers: dict[str, str]
) -> None:
    for page in ("/", "/orgs/acme/weeks/2026-W47", "/export/orgs/acme/weeks/2026-W47.json"):
        answer = client.get(page, headers=headers, environ_base={"REMOTE_ADDR": address})
        assert answer.status_code == 403
        assert "EVENHAND_OAUTH_CLIENT_ID" in answer.text
        assert "acme" not in answer.text


@pytest.mark.parametrize(
    ("address", "host"), [("127.0.0.1", "127.0.0.1:8000"), ("::1", "[::1]:8000"), ("127.0.0.1", "localhost")]
)
def test_the_machine_itself_sees_pages(client: FlaskClient, address: str, host: str) -> None:
    answer = client.get("/", headers={"Host": host}, environ_base={"REMOTE_ADDR": address})
    assert answer.status_code == 200


def test_rules_can_be_read_by_everyone_and_name_no_organisation(client: FlaskClient) -> None:
    for page in ("/rules", "/rules/error-handling/swallowed-error", "/static/evenhand.css"):
        answer = client.get(page, environ_base={"REMOTE_ADDR": "203.0.113.9"}, buffered=True)
        assert answer.status_code == 200
        assert "acme" not in answer.text


def test_every_rule_has_a_page_without_the_marks_of_its_examples(client: FlaskClient) -> None:
    for rule_id, entry in load_rules().items():
        answer = client.get(f"/rules/{rule_id}")
        assert answer.status_code == 200
        assert re.sub(r"[`&]", "", entry.rule.title)[:8] in answer.text
        assert "-- here" not in answer.text


def test_a_reader_of_one_repository_sees_nothing_of_another(filled: Ledger) -> None:
    shop = VisibleLedger(filled, frozenset({"acme/shop"}))
    week = parse_week("2026-W47")
    assert shop.organisations() == ["acme"]
    assert {pull.repo for pull in shop.pull_requests("acme")} == {"acme/shop"}
    assert {row.repo for row in shop.adherence("acme", None, None, "first", list(AgentState))} == {
        "acme/shop"
    }
    assert sum(r.opened for r in shop.overview("acme", week.start, week.end)) == len(
        shop.pull_requests("acme", week.start, week.end)
    )
    other = next(p for p in filled.pull_requests("acme") if p.repo != "acme/shop")
    assert shop.pull_request("acme", other.repo, other.number) is None


def test_counts_of_visible_pull_requests_equal_the_roll_ups_when_all_are_visible(filled: Ledger) -> None:
    every = frozenset(pull.repo for pull in filled.pull_requests("acme"))
    counted = VisibleLedger(filled, every).overview("acme", None, None)
    rolled = VisibleLedger(filled).overview("acme", None, None)
    assert sorted(map(str, counted)) == sorted(map(str, rolled))
    assert VisibleLedger(filled, every).opened_days("acme") == VisibleLedger(filled).opened_days("acme")


def test_the_blueprint_opens_the_ledger_of_the_settings(settings: Settings, build: Any) -> None:
    ledger = Ledger(settings.database)
    ledger.migrate()
    ledger.record_pull_request(build.pull(5, title="Only this"), build.attributed())
    ledger.close()
    app = Flask("service", static_folder=None)
    app.register_blueprint(dashboard.blueprint(settings))
    assert "Only this" in app.test_client().get("/").text
