"""A ledger with five weeks of a team's pull requests, the same each time, and the dashboard over it."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from bot import dashboard
from bot.ledger import Ledger
from bot.ledger.records import AgentState
from bot.settings import Settings
from checks.report import Severity

HOSTILE = '<script>alert(1)</script> "quoted" \u202egnp.exe <img src=x onerror=alert(2)>'
RULES = (
    ("security/sql-injection", Severity.ERROR),
    ("error-handling/swallowed-error", Severity.WARNING),
    ("error-handling/missing-timeout", Severity.WARNING),
    ("api-consistency/status-code", Severity.WARNING),
    ("api-consistency/field-case", Severity.NOTE),
    ("migration-safety/not-null-without-default", Severity.ERROR),
    ("migration-safety/index-not-concurrent", Severity.ERROR),
)
MESSAGES = {
    "security/sql-injection": "The query text takes `status` from the request; a quote in it changes the statement.",
    "error-handling/swallowed-error": "The error of `charge_card` ends here; the caller goes on as if the payment had worked.",
    "error-handling/missing-timeout": "`requests.post` waits for ever when the mail service does not answer.",
    "api-consistency/status-code": "`POST /refunds` answers 200; the other eleven routes that create something answer 201.",
    "api-consistency/field-case": "`invoiceTotal` is written in camel case; the other 41 fields of this API are in snake case.",
    "migration-safety/not-null-without-default": "`orders.region` is NOT NULL without a default, so the old code's inserts fail.",
    "migration-safety/index-not-concurrent": "Building `ix_orders_created_at` blocks writes to `orders` until it is done.",
}
AGENTS = (
    ("claude-code", AgentState.CERTAIN, 10, 0.03),
    ("codex", AgentState.CERTAIN, 9, 0.045),
    ("copilot", AgentState.CERTAIN, 8, 0.05),
    ("devin", AgentState.CERTAIN, 6, 0.09),
    ("jules", AgentState.CERTAIN, 2, 0.05),
    ("devin", AgentState.POSSIBLE, 1, 0.1),
    (None, AgentState.NONE, 6, 0.05),
    (None, AgentState.MIXED, 2, 0.05),
    (None, AgentState.BOT, 1, 0.0),
)
REPOS = ("shop", "ledger-service", "web-gateway")
TITLES = (
    "Add refunds to the orders API",
    "Store the region of an order",
    "Retry webhooks that time out",
    "List invoices by customer",
    "Replace the payment client",
    "Export orders as CSV from the admin pages",
    "Move session storage to Redis",
    "Index orders by creation time so that the report does not time out at the end of the month",
    "Validate addresses before shipping",
    "Rename `customer_id` to `account_id`",
    "Send receipts from the queue",
    "Rate limit the public search",
)


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Ledger]:
    """A migrated ledger with nothing in it."""
    ledger = Ledger(f"sqlite:///{tmp_path / 'ledger.sqlite3'}")
    ledger.migrate()
    yield ledger
    ledger.close()


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory, build: Any) -> Iterator[Ledger]:
    """Sixty-odd pull requests of acme over five weeks up to 2026-W47, and one of another organisation. Not to be changed."""
    ledger = Ledger(f"sqlite:///{tmp_path_factory.mktemp('dashboard') / 'ledger.sqlite3'}")
    ledger.migrate()
    fill(ledger, build)
    yield ledger
    ledger.close()


def fill(ledger: Ledger, build: Any) -> None:
    """Record the five weeks."""
    dice = random.Random(2026)
    for week in reversed(range(5)):
        for i in range(13):
            agent, state, _, share = AGENTS[dice.choices(range(len(AGENTS)), [a[2] for a in AGENTS])[0]]
            opened = build.time - timedelta(weeks=week) + timedelta(minutes=dice.randrange(-1700, 7000))
            number = 400 - 20 * week + i
            record(ledger, build, dice, number, opened, build.attributed(agent, state), share)
    hostile = build.pull(999, title=HOSTILE, repo="shop", repo_id=100, opened=build.time + timedelta(hours=1))
    hostile = replace(hostile, html_url="javascript:alert(3)", head_ref="<b>branch</b>")
    finding = replace(
        build.finding("f999", "security/sql-injection", Severity.ERROR),
        message="<script>alert(4)</script>",
        path="<i>path</i>.py",
    )
    ledger.record_run(
        build.run(
            hostile,
            findings=[finding],
            sites={"security/sql-injection": {"python": 2}},
            attribution=build.attributed('<em>"agent"</em>'),
        )
    )
    ledger.record_run(
        build.run(
            build.pull(1, org="other", repo="site", repo_id=999, installation_id=8),
            sites={"security/sql-injection": {"python": 3}},
            attribution=build.attributed("jules"),
        )
    )


def record(
    ledger: Ledger,
    build: Any,
    dice: random.Random,
    number: int,
    opened: datetime,
    who: Any,
    share: float,
) -> None:
    """One pull request with one or two heads, and how it ended."""
    repo = dice.randrange(len(REPOS))
    facts = {
        "repo": REPOS[repo],
        "repo_id": 100 + repo,
        "title": dice.choice(TITLES),
        "opened": opened,
    }

    def pull(**more: Any) -> Any:
        size = random.Random(number)
        return replace(
            build.pull(number, **facts, **more),
            additions=size.randrange(10, 400),
            deletions=size.randrange(0, 90),
        )

    if dice.random() < 0.06:
        ledger.record_pull_request(pull(), who)
        return
    rules = dice.sample(RULES, 4)
    sites: dict[str, dict[str, int]] = {}
    first = []
    for rule, severity in rules:
        places = dice.randrange(1, 10)
        language = "sql" if rule.startswith("migration") else "python"
        sites[rule] = {language: places}
        broken = sum(dice.random() < share for _ in range(places))
        first += [
            replace(
                build.finding(f"{number}-{rule}-{n}", rule, severity, language),
                message=MESSAGES[rule],
                path=f"app/{rule.partition('/')[2].replace('-', '_')}.py",
                line=10 + 7 * n,
            )
            for n in range(broken)
        ]
    ledger.record_run(build.run(pull(), findings=first, sites=sites, attribution=who))
    head = "h1"
    if first:
        head = "h2"
        left = [finding for finding in first if dice.random() < 0.25]
        later = pull(head=head, at=opened + timedelta(hours=2))
        ledger.record_run(build.run(later, findings=left, sites=sites, attribution=who))
    end = dice.choices(["open", "merged", "closed"], weights=[2, 8, 1])[0]
    ledger.record_state(pull(head=head, state=end, at=opened + timedelta(hours=5)))


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings without sign-in."""
    return Settings.from_env({"EVENHAND_DATA_DIR": str(tmp_path)})


@pytest.fixture
def app(settings: Settings) -> Callable[[Ledger], Flask]:
    """Makes an application that is nothing but the dashboard over a ledger."""

    def make(ledger: Ledger) -> Flask:
        flask = Flask("dashboard-under-test", static_folder=None)
        flask.testing = True
        flask.register_blueprint(dashboard.blueprint(settings, ledger))
        return flask

    return make


@pytest.fixture
def client(app: Callable[[Ledger], Flask], filled: Ledger) -> FlaskClient:
    """Reads the dashboard of the five weeks."""
    return app(filled).test_client()


@dataclass
class Page:
    """What a test asks of a page."""

    numbers: list[tuple[str, str, int]] = field(default_factory=list)
    """Every number that is a link: what it counts, its address, its value."""
    links: list[str] = field(default_factory=list)
    tags: list[tuple[str, dict[str, str | None]]] = field(default_factory=list)
    text: str = ""
    rows: list[dict[str, str]] = field(default_factory=list)
    """Cells of the rows of all table bodies, by their labels; the row's own header has the label ``""``."""

    def total(self, label: str) -> int:
        """Sum of a column."""
        return sum(int(row[label]) for row in self.rows if row.get(label, "").isdigit())

    def row(self, header: str) -> dict[str, str]:
        """The first row that begins with this text."""
        return next(row for row in self.rows if row.get("", "").startswith(header))


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.page = Page()
        self._number: tuple[str, str] | None = None
        self._part = ""
        self._cell: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.page.tags.append((tag, given))
        if tag == "a" and given.get("href"):
            self.page.links.append(given["href"] or "")
            if given.get("class") == "n":
                self._number = (given["data-counts"] or "", given["href"] or "")
        if tag in ("thead", "tbody", "tfoot"):
            self._part = tag
        if tag == "tr" and self._part == "tbody":
            self.page.rows.append({})
        if tag in ("td", "th"):
            self._cell = "" if tag == "th" else given.get("data-label")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th"):
            self._cell = None

    def handle_data(self, data: str) -> None:
        self.page.text += data
        if self._number is not None and data.strip():
            self.page.numbers.append((*self._number, int(data.replace(",", ""))))
            self._number = None
        if self._cell is not None and self._part == "tbody":
            row = self.page.rows[-1]
            row[self._cell] = f"{row.get(self._cell, '')} {data.strip()}".strip()


@pytest.fixture(scope="session")
def read() -> Callable[[str], Page]:
    """Reads a page as a program."""

    def parse(html: str) -> Page:
        reader = _Reader()
        reader.feed(html)
        return reader.page

    return parse
