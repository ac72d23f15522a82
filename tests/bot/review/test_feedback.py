"""Reactions are collected with few calls, and a rule that people find not useful goes quiet, visibly."""

from __future__ import annotations

from typing import Any

import pytest

from bot.jobs import context, feedback, repositories
from bot.jobs.events import Account, Event, Kind
from bot.ledger.records import Usefulness
from bot.review import usefulness
from checks.config import CheckConfig
from checks.configfile import ReviewSettings
from checks.report import Severity
from tests.bot.review.organisation import FLAWED, Org

SQL = "security/sql-injection"


@pytest.fixture
def here(org: Org, redis: Any) -> Any:
    made = context.JobContext(org.settings, None, None, redis)  # type: ignore[arg-type]
    made.__dict__["ledger"] = org.ledger
    return made


def open_flawed(org: Org, count: int) -> None:
    for n in range(1, count + 1):
        org.commit(f"flawed-{n}", {"app/users.py": FLAWED})
        pull = org.open(f"flawed-{n}")
        org.review(pull)
    repo = org.github.repository("acme/shop")
    event = Event(
        Kind.INSTALLATION,
        "added",
        "d",
        "",
        pull.installation_id,
        account=Account("acme", ((repo.id, "acme/shop"),)),
    )
    redis: Any = org.redis
    repositories.remember(redis, event)


def test_reactions_are_collected_ten_pull_requests_a_call_and_change(org: Org, redis: Any, here: Any) -> None:
    org.redis = redis
    org.github.create_user("ann")
    open_flawed(org, 12)
    comment = org.comments(1)[0]
    org.github.react("acme/shop", 1, comment.id, "ann", "-1")
    org.github.react("acme/shop", 2, org.comments(2)[0].id, "ann", "+1")
    org.github.reset_calls()
    feedback.run(here, "acme")
    assert len(org.calls()) == 2
    known = org.ledger.usefulness("acme", org.pull(1).created_at - usefulness.SPAN)
    assert known == {SQL: Usefulness(1, 1)}
    feedback.run(here, "acme")
    assert org.review(org.pull(1)).conclusion == "success", "a thumbs-down is a dismissal"
    org.github.react("acme/shop", 1, comment.id, "ann", "-1")
    feedback.run(here, "acme")
    assert org.ledger.usefulness("acme", org.pull(1).created_at - usefulness.SPAN) == {SQL: Usefulness(1, 0)}


def test_a_repository_that_went_away_stops_nothing(org: Org, redis: Any, here: Any) -> None:
    org.redis = redis
    open_flawed(org, 1)
    org.github.delete_repository("acme/shop")
    feedback.run(here, "acme")


@pytest.mark.parametrize(
    ("use", "goes_quiet"),
    [
        (Usefulness(10, 10), True),
        (Usefulness(0, 20), True),
        (Usefulness(0, 19), False),  # fewer than the team wants to hear from
        (Usefulness(27, 3), False),  # one in ten: not over the limit for certain
        (Usefulness(175, 25), False),
        (Usefulness(160, 40), True),
        (Usefulness(500, 0), False),
    ],
)
def test_a_rule_is_demoted_when_the_interval_is_clear_of_the_limit(use: Usefulness, goes_quiet: bool) -> None:
    settings = ReviewSettings(demote_over=0.1, min_votes=20)
    assert (SQL in usefulness.demoted({SQL: use}, settings)) is goes_quiet


def test_a_demoted_rule_makes_notes_says_so_and_comes_back(org: Org, monkeypatch: pytest.MonkeyPatch) -> None:
    org.commit("flawed", {"app/users.py": FLAWED})
    pull = org.open("flawed")
    monkeypatch.setattr(org.ledger, "usefulness", lambda *_: {SQL: Usefulness(2, 30)}, raising=False)
    outcome = org.review(pull)
    assert (outcome.conclusion, outcome.comments) == ("success", 0)
    (check,) = org.github.check_runs("acme/shop")
    assert "people found 30 of 32 of its findings not useful" in check.output["summary"]
    assert any(a["annotation_level"] == "notice" for a in check.annotations)
    monkeypatch.setattr(org.ledger, "usefulness", lambda *_: {SQL: Usefulness(30, 2)}, raising=False)
    assert org.review(pull).conclusion == "failure"


def test_a_severity_that_the_team_set_stays(org: Org, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(org.ledger, "usefulness", lambda *_: {SQL: Usefulness(0, 50)}, raising=False)
    config = CheckConfig(severities={SQL: Severity.ERROR})
    assert usefulness.applied(config, ReviewSettings(), org.ledger, "acme") == (config, ())
    changed, notes = usefulness.applied(CheckConfig(), ReviewSettings(), org.ledger, "acme")
    assert changed.severities == {SQL: Severity.NOTE}
    assert len(notes) == 1
