"""What belongs to one organisation is neither seen nor deleted with another's."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from bot.ledger import Ledger, database
from bot.ledger.models import Base
from bot.ledger.records import ComparisonComment, PlannedStep, PostedComment, SummaryIssueRow

RULE = "security/sql-built-from-text"


def fill(ledger: Ledger, build: Any, org: str, repo_id: int, installation_id: int) -> None:
    """One row at least in every table."""
    ledger.installation_created(installation_id, org, [(repo_id, f"{org}/shop")])
    pull = build.pull(org=org, repo_id=repo_id, installation_id=installation_id)
    run_id = ledger.record_run(
        build.run(pull, findings=[build.finding("a", RULE)], sites={RULE: {"python": 2}})
    )
    ledger.save_plan(repo_id, 1, "h1", run_id, [PlannedStep("check_run", "m", {"name": "Evenhand"})])
    ledger.record_comments(repo_id, 1, [PostedComment("a", "11", "n", "app/db.py", "standing")])
    ledger.record_summary_issue(
        org, "2026-W47", SummaryIssueRow(f"{org}/shop", 3, "https://git.test", "0" * 64)
    )
    ledger.name_agent(repo_id, 1, "codex")
    ledger.ignore(repo_id, 1, RULE, "generated code")
    ledger.say(repo_id, 1, "button", {"a": (0, 1)})
    ledger.set_targets(repo_id, 1, [f"{org}/shop#4"])
    ledger.record_comparison_comment(org, f"{org}/shop#4", ComparisonComment("1", "0" * 64))
    ledger.keep_configuration(org, "organisation", "comment_limit: 5\n")


def rows(ledger: Ledger) -> dict[str, int]:
    with database.reading(ledger._engine) as connection:
        return {
            table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in Base.metadata.sorted_tables
        }


def test_uninstalling_deletes_everything_of_the_organisation_and_nothing_else(
    ledger: Ledger, build: Any
) -> None:
    fill(ledger, build, "acme", 100, 7)
    alone = rows(ledger)
    assert all(alone.values()), "the test has to fill every table"
    fill(ledger, build, "beta", 200, 8)
    assert rows(ledger) == {table: 2 * n for table, n in alone.items()}
    ledger.installation_deleted(8)
    # The tombstone of the installation is all that stays.
    assert rows(ledger) == {**alone, "installation": 2}
    assert ledger.organisations() == ["acme"]


def test_the_late_end_of_an_older_installation_does_not_delete_the_new_ones_data(
    ledger: Ledger, build: Any
) -> None:
    fill(ledger, build, "acme", 100, 7)
    ledger.installation_created(9, "acme")
    ledger.installation_deleted(7)
    assert ledger.organisations() == ["acme"]


def test_every_query_sees_its_own_organisation_only(ledger: Ledger, build: Any) -> None:
    fill(ledger, build, "acme", 100, 7)
    fill(ledger, build, "beta", 200, 8)
    for read in (ledger.adherence, ledger.pull_requests, ledger.findings):
        assert {row.repo for row in read("acme")} == {"acme/shop"}
        assert {row.repo for row in read("ACME")} == {"acme/shop"}, "GitHub does not tell cases apart"
        assert read("gamma") == []
    assert sum(row.opened for row in ledger.overview("beta")) == 1
    assert ledger.overview("gamma") == []
    assert ledger.summary_issue("acme", "2026-W47") != ledger.summary_issue("beta", "2026-W47")
    assert ledger.summary_issue("gamma", "2026-W47") is None


def test_retention_deletes_what_was_opened_before_the_day(ledger: Ledger, build: Any) -> None:
    for number in range(4):
        opened = build.time + timedelta(days=number)
        for org, repo_id, installation in (("acme", 100, 7), ("beta", 200, 8)):
            pull = build.pull(number, org=org, repo_id=repo_id, installation_id=installation, opened=opened)
            ledger.record_run(build.run(pull, sites={RULE: {"python": 1}}))
    assert ledger.expire("acme", (build.time + timedelta(days=2)).date()) == 2
    assert [row.number for row in ledger.pull_requests("acme")] == [2, 3]
    assert [row.sites for row in ledger.adherence("acme")] == [2]
    assert len(ledger.pull_requests("beta")) == 4
    assert ledger.expire("gamma", build.time.date()) == 0


@pytest.mark.parametrize(
    ("filters", "numbers"),
    [
        ({}, [1, 2, 3]),
        ({"agent": "codex"}, [1, 3]),
        ({"repo": "acme/shop"}, [1, 2]),
        ({"rule": RULE}, [1, 2]),
        ({"rule": "security"}, [1, 2]),
        ({"rule": "secur"}, []),
        ({"number": 3}, [3]),
        ({"agent": "devin", "rule": RULE}, [2]),
    ],
)
def test_the_pull_requests_behind_a_number_can_be_picked(
    ledger: Ledger, build: Any, filters: dict[str, Any], numbers: list[int]
) -> None:
    for number, agent, repo_id, rule in (
        (1, "codex", 1, RULE),
        (2, "devin", 1, RULE),
        (3, "codex", 2, "performance/x"),
    ):
        ledger.record_run(
            build.run(
                build.pull(number, repo_id=repo_id, repo=["shop", "site"][repo_id - 1]),
                findings=[build.finding("a", rule)],
                sites={rule: {"python": 1}},
                attribution=build.attributed(agent),
            )
        )
    assert [row.number for row in ledger.pull_requests("acme", **filters)] == numbers
    assert [row.number for row in ledger.findings("acme", **filters)] == numbers


def test_a_span_takes_in_its_first_moment_and_leaves_out_its_last(ledger: Ledger, build: Any) -> None:
    monday = build.time.replace(day=16, hour=0)
    for number, opened in enumerate([monday - timedelta(seconds=1), monday, monday + timedelta(days=7)]):
        pull = build.pull(number, opened=opened)
        ledger.record_run(build.run(pull, findings=[build.finding("a", RULE)], sites={RULE: {"python": 1}}))
    span = ("acme", monday, monday + timedelta(days=7))
    assert [row.number for row in ledger.pull_requests(*span)] == [1]
    assert [row.number for row in ledger.findings(*span)] == [1]
    assert [row.sites for row in ledger.adherence(*span)] == [1]
    assert [row.opened for row in ledger.overview(*span)] == [1]
