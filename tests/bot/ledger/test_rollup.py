"""The roll-ups always equal what the facts say, whatever happened and in whatever order."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from bot.ledger import Ledger, database
from bot.ledger.models import DailyAdherence, DailyPulls, FindingIdentity, Pull, Run, Sighting, SiteCount
from bot.ledger.records import AgentState
from checks.report import Severity

RULES = ("security/sql-built-from-text", "error-handling/swallowed-error")

severities = st.sampled_from(list(Severity))
findings = st.dictionaries(st.sampled_from("abcd"), st.tuples(st.sampled_from(RULES), severities), max_size=4)
sites = st.dictionaries(
    st.sampled_from(RULES), st.dictionaries(st.sampled_from(["python", "go"]), st.integers(0, 5)), max_size=2
)
attributions = st.sampled_from(
    [
        ("codex", AgentState.CERTAIN),
        ("devin", AgentState.CERTAIN),
        (None, AgentState.MIXED),
        (None, AgentState.NONE),
    ]
)
step = st.one_of(
    st.tuples(
        st.just("run"), st.integers(1, 3), st.sampled_from(["h1", "h2", "h3"]), findings, sites, attributions
    ),
    st.tuples(st.just("state"), st.integers(1, 3), st.sampled_from(["open", "merged", "closed"])),
    st.tuples(st.just("attribute"), st.integers(1, 3), attributions),
    st.tuples(st.just("transfer"), st.sampled_from(["acme", "beta"])),
    st.tuples(st.just("expire"), st.integers(0, 3)),
)


def play(ledger: Ledger, build: Any, steps: list[Any]) -> None:
    org = "acme"
    for hour, (kind, *rest) in enumerate(steps):
        at = build.time + timedelta(hours=hour)

        def pull(number: int, head: str = "h1", state: str = "open", at: Any = at, org: str = org) -> Any:
            opened = build.time + timedelta(days=number)
            return build.pull(
                number, org=org, head=head, state=state, opened=opened, at=at, installation_id=len(org)
            )

        match kind, rest:
            case "run", [number, head, found, counted, (agent, state)]:
                ledger.record_run(
                    build.run(
                        pull(number, head),
                        findings=[build.finding(f, rule, severity) for f, (rule, severity) in found.items()],
                        sites=counted,
                        attribution=build.attributed(agent, state),
                    )
                )
            case "state", [number, state]:
                ledger.record_state(pull(number, state=state))
            case "attribute", [number, (agent, state)]:
                ledger.record_pull_request(pull(number), build.attributed(agent, state))
            case "transfer", [owner]:
                org = owner
            case "expire", [days]:
                ledger.expire(org, (build.time + timedelta(days=days)).date())


def rollups(ledger: Ledger) -> list[Any]:
    with database.reading(ledger._engine) as connection:
        return [
            tuple(row)
            for model in (DailyAdherence, DailyPulls)
            for row in connection.execute(select(model).order_by(*model.__table__.primary_key))
        ]


def counted_by_hand(ledger: Ledger) -> tuple[int, int, int]:
    """Sites and findings at first heads, and pull requests, straight from the facts."""
    with database.reading(ledger._engine) as connection:
        first = {
            run.pull_id: run.id
            for run in connection.execute(select(Run.id, Run.pull_id).order_by(Run.id.desc()))
        }
        n_sites = sum(row.n for row in connection.execute(select(SiteCount)) if row.run_id in first.values())
        n_findings = sum(row.run_id in first.values() for row in connection.execute(select(Sighting)))
        return n_sites, n_findings, len(connection.execute(select(Pull.id)).all())


def holds(ledger: Ledger, build: Any, steps: list[Any]) -> None:
    play(ledger, build, steps)
    incremental = rollups(ledger)
    every = list(AgentState)
    rows = [row for org in ledger.organisations() for row in ledger.adherence(org, states=every)]
    opened = sum(row.opened for org in ledger.organisations() for row in ledger.overview(org))
    assert (sum(r.sites for r in rows), sum(r.findings for r in rows), opened) == counted_by_hand(ledger)
    for org in ledger.organisations():
        ledger.rebuild(org)
    assert rollups(ledger) == incremental
    with database.reading(ledger._engine) as connection:
        seen = set(connection.scalars(select(Sighting.finding_id)))
        assert set(connection.scalars(select(FindingIdentity.id))) == seen, (
            "a finding nobody ever saw is kept"
        )


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(step, max_size=12))
def test_incremental_roll_ups_equal_those_rebuilt_from_the_facts(build: Any, steps: list[Any]) -> None:
    with TemporaryDirectory() as folder:
        ledger = Ledger(f"sqlite:///{Path(folder) / 'ledger.sqlite3'}")
        ledger.migrate()
        holds(ledger, build, steps)
        ledger.close()


@pytest.fixture(scope="module")
def shared(postgres: str) -> Any:
    import psycopg
    from sqlalchemy import make_url

    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute("CREATE DATABASE rollups")
    ledger = Ledger(make_url(postgres).set(database="rollups").render_as_string(hide_password=False))
    ledger.migrate()
    yield ledger
    ledger.close()


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(step, max_size=10))
def test_incremental_roll_ups_equal_those_rebuilt_on_postgresql(
    shared: Ledger, build: Any, steps: list[Any]
) -> None:
    shared.installation_deleted(4)  # forget the example before; both organisations have installation 4
    shared.installation_created(4, "acme")
    holds(shared, build, steps)
