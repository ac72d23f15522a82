"""Recording reviews: what is stored, what a second review of the same head does, and the counts that follow."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.ledger import InstallationGoneError, Ledger
from bot.ledger.records import AdherenceRow, AgentState
from checks.report import Severity

WARNING, NOTE = Severity.WARNING, Severity.NOTE
RULE = "security/sql-built-from-text"


def test_a_recorded_run_counts_its_sites_and_findings_for_the_agent(ledger: Ledger, build: Any) -> None:
    ledger.record_run(
        build.run(build.pull(), findings=[build.finding("a", RULE)], sites={RULE: {"python": 4}})
    )
    assert ledger.adherence("acme") == [AdherenceRow("codex", RULE, "security", "acme/shop", "python", 4, 1)]
    [row] = ledger.pull_requests("acme")
    assert (row.findings_first, row.findings_last, row.fixed_before_merge, row.runs) == (1, 1, 0, 1)
    assert row.agent == "codex"
    assert row.opened_at == build.time


def test_a_rerun_of_the_same_head_replaces_the_first_and_keeps_its_id(ledger: Ledger, build: Any) -> None:
    first = ledger.record_run(
        build.run(
            build.pull(),
            findings=[build.finding("a", RULE), build.finding("b", RULE)],
            sites={RULE: {"python": 4}},
        )
    )
    again = ledger.record_run(
        build.run(build.pull(), findings=[build.finding("a", RULE)], sites={RULE: {"python": 5}})
    )
    assert again == first
    [row] = ledger.adherence("acme")
    assert (row.sites, row.findings) == (5, 1)
    assert [f.fingerprint for f in ledger.findings("acme")] == ["a"]
    assert ledger.pull_requests("acme")[0].runs == 1


def test_first_and_last_head_are_counted_apart_and_the_difference_is_fixed_before_merge(
    ledger: Ledger, build: Any
) -> None:
    ledger.record_run(
        build.run(
            build.pull(head="h1"),
            findings=[build.finding("a", RULE), build.finding("b", RULE)],
            sites={RULE: {"python": 4}},
        )
    )
    second = build.pull(head="h2", at=build.time + timedelta(hours=1))
    ledger.record_run(
        build.run(
            second,
            findings=[build.finding("b", RULE), build.finding("n", RULE, NOTE)],
            sites={RULE: {"python": 3}},
        )
    )
    assert ledger.pull_requests("acme")[0].fixed_before_merge == 0, (
        "nothing counts as fixed before it is merged"
    )
    ledger.record_state(build.pull(head="h2", state="merged", at=build.time + timedelta(hours=2)))
    [row] = ledger.pull_requests("acme")
    assert (row.state, row.findings_first, row.findings_last, row.fixed_before_merge) == ("merged", 2, 1, 1)
    [first] = ledger.adherence("acme", head="first")
    [last] = ledger.adherence("acme", head="last")
    assert (first.sites, first.findings, last.sites, last.findings) == (4, 2, 3, 2)
    found = {f.fingerprint: (f.at_first, f.at_last) for f in ledger.findings("acme")}
    assert found == {"a": (True, False), "b": (True, True), "n": (False, True)}


def test_a_push_back_to_an_earlier_commit_makes_that_one_the_last_head(ledger: Ledger, build: Any) -> None:
    for hour, head in enumerate(["h1", "h2", "h1"]):
        at = build.time + timedelta(hours=hour)
        findings = [build.finding("a", RULE)] if head == "h1" else []
        ledger.record_run(
            build.run(
                build.pull(head=head, at=at), findings=findings, sites={RULE: {"python": 1}}, ended_at=at
            )
        )
    [row] = ledger.pull_requests("acme")
    assert (row.first_head, row.last_head, row.findings_last, row.runs) == ("h1", "h1", 1, 2)


def test_a_finding_that_a_comment_of_the_change_silenced_still_counts(ledger: Ledger, build: Any) -> None:
    silenced = replace(build.finding("a", RULE), silenced_by="trust me")
    ledger.record_run(build.run(build.pull(), findings=[silenced], sites={RULE: {"python": 1}}))
    assert ledger.pull_requests("acme")[0].findings_first == 1


def test_late_deliveries_do_not_undo_newer_facts(ledger: Ledger, build: Any) -> None:
    ledger.record_pull_request(
        build.pull(state="merged", title="new", at=build.time + timedelta(hours=5)), build.attributed()
    )
    ledger.record_pull_request(build.pull(title="old", at=build.time + timedelta(hours=1)), None)
    ledger.record_run(build.run(build.pull(title="same second", at=build.time + timedelta(hours=5))))
    [row] = ledger.pull_requests("acme")
    assert (row.state, row.title, row.runs) == ("merged", "new", 1)


def test_a_reopened_pull_request_is_open_again(ledger: Ledger, build: Any) -> None:
    ledger.record_state(build.pull(state="closed", at=build.time + timedelta(hours=1)))
    ledger.record_state(build.pull(at=build.time + timedelta(hours=2)))
    [row] = ledger.pull_requests("acme")
    assert (row.state, row.closed_at) == ("open", None)


def test_a_new_attribution_moves_the_counts_to_the_other_agent(ledger: Ledger, build: Any) -> None:
    ledger.record_run(
        build.run(build.pull(), findings=[build.finding("a", RULE)], sites={RULE: {"python": 2}})
    )
    ledger.record_pull_request(build.pull(), build.attributed("devin"))
    assert [(r.agent, r.sites) for r in ledger.adherence("acme")] == [("devin", 2)]
    assert [(r.agent, r.opened) for r in ledger.overview("acme")] == [("devin", 1)]


@pytest.mark.parametrize("state", [AgentState.POSSIBLE, AgentState.MIXED, AgentState.NONE, AgentState.BOT])
def test_only_certain_attributions_count_for_an_agent(ledger: Ledger, build: Any, state: AgentState) -> None:
    agent = "codex" if state is AgentState.POSSIBLE else None
    ledger.record_run(
        build.run(build.pull(), attribution=build.attributed(agent, state), sites={RULE: {"python": 2}})
    )
    assert ledger.adherence("acme") == []
    assert [r.sites for r in ledger.adherence("acme", states=[state])] == [2]
    assert ledger.pull_requests("acme", agent="codex") == []


def test_text_that_a_database_refuses_is_made_storable(ledger: Ledger, build: Any) -> None:
    bad = replace(build.finding("a", RULE), message="a\x00b \ud800 c")
    ledger.record_run(build.run(build.pull(title="\x00 \udfff"), findings=[bad], sites={RULE: {"python": 1}}))
    assert ledger.findings("acme")[0].message == "a\ufffdb ? c"


def test_two_workers_that_record_at_once_lose_nothing(ledger: Ledger, build: Any) -> None:
    def record(i: int) -> None:
        # Eight pull requests, each recorded by several workers with the same and with different heads.
        ledger.record_run(
            build.run(
                build.pull(number=i % 8, head=f"h{i % 3}"),
                findings=[build.finding("a", RULE)],
                sites={RULE: {"python": 2, "go": 1}},
            )
        )

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(record, range(48)))
    assert {r.language: (r.sites, r.findings) for r in ledger.adherence("acme")} == {
        "python": (16, 8),
        "go": (8, 0),
    }
    [overview] = ledger.overview("acme")
    assert (overview.opened, overview.reviewed, overview.findings_first) == (8, 8, 8)


def test_a_late_job_cannot_bring_back_the_data_of_a_removed_installation(ledger: Ledger, build: Any) -> None:
    ledger.record_run(build.run(build.pull()))
    ledger.installation_deleted(7)
    with pytest.raises(InstallationGoneError, match="was removed"):
        ledger.record_run(build.run(build.pull()))
    assert ledger.organisations() == []
    ledger.installation_created(7, "acme")
    ledger.record_run(build.run(build.pull()))
    assert ledger.organisations() == ["acme"]


def test_a_transferred_repository_takes_its_history_along(ledger: Ledger, build: Any) -> None:
    ledger.record_run(build.run(build.pull(), sites={RULE: {"python": 2}}))
    moved = replace(
        build.pull(at=build.time + timedelta(days=1)), org="beta", repo="beta/shop", installation_id=8
    )
    ledger.record_state(moved)
    assert ledger.adherence("acme") == []
    assert ledger.overview("acme") == []
    assert [(r.repo, r.sites) for r in ledger.adherence("beta")] == [("beta/shop", 2)]
