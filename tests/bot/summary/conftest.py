"""A ledger with some weeks of a small team's pull requests, the same each time."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.ledger import Ledger
from bot.ledger.records import AgentState
from checks.report import Severity

RULES = {
    "security/sql-built-from-text": Severity.ERROR,
    "error-handling/swallowed-error": Severity.WARNING,
    "migration-safety/not-null-without-default": Severity.ERROR,
    "migration-safety/lock-timeout": Severity.NOTE,
    "api-consistency/status-code": Severity.WARNING,
}
AUTHORS = (
    ("claude-code", AgentState.CERTAIN),
    ("codex", AgentState.CERTAIN),
    ("copilot", AgentState.CERTAIN),
    ("devin", AgentState.POSSIBLE),
    (None, AgentState.NONE),
    (None, AgentState.MIXED),
    (None, AgentState.BOT),
)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    """A migrated, empty ledger."""
    opened = Ledger(f"sqlite:///{tmp_path / 'ledger.sqlite3'}")
    opened.migrate()
    yield opened
    opened.close()


@pytest.fixture
def filled(ledger: Ledger, build: Any) -> Ledger:
    """Three weeks up to 2026-W47, and a little of another organisation."""
    dice = random.Random(47)
    for week in range(3):
        for i in range(16):
            agent, state = AUTHORS[dice.choices(range(7), weights=[6, 5, 1, 1, 3, 1, 1])[0]]
            record(ledger, build, dice, week, i, build.attributed(agent, state))
    record(
        ledger, build, dice, 0, 900, build.attributed("jules"), org="other", repo_id=999, installation_id=8
    )
    return ledger


def record(
    ledger: Ledger, build: Any, dice: random.Random, week: int, i: int, who: Any, **place: Any
) -> None:
    """One pull request with one or two heads, and how it ended."""
    opened = build.time - timedelta(weeks=week) + timedelta(hours=dice.randrange(-24, 72))
    number = 100 * (week + 1) + i
    place = place or {"repo": ["shop", "site"][i % 2], "repo_id": 100 + i % 2}
    facts = {"opened": opened, "title": f"Change {number}", **place}
    if dice.random() < 0.08:
        ledger.record_pull_request(build.pull(number, **facts), who)
        return
    rules = dice.sample(sorted(RULES), 3)
    sites = {rule: {"python": dice.randrange(1, 9)} for rule in rules}
    first = [build.finding(f"{number}-{rule}", rule, RULES[rule]) for rule in rules if dice.random() < 0.25]
    ledger.record_run(build.run(build.pull(number, **facts), findings=first, sites=sites, attribution=who))
    head = "h1"
    if first:
        head = "h2"
        left = [finding for finding in first if dice.random() < 0.3]
        later = build.pull(number, head=head, at=opened + timedelta(hours=2), **facts)
        ledger.record_run(build.run(later, findings=left, sites=sites, attribution=who))
    end = dice.choices(["open", "merged", "closed"], weights=[2, 7, 1])[0]
    ledger.record_state(build.pull(number, head=head, state=end, at=opened + timedelta(hours=5), **facts))
