"""The rules page says what people think of a rule's findings, and whether it went quiet for that."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from bot import dashboard
from bot.ledger import Ledger
from bot.settings import Settings

SQL, CATCH = "security/sql-injection", "error-handling/swallowed-error"


@pytest.fixture
def page(tmp_path: Path, build: Any) -> str:
    ledger = Ledger(f"sqlite:///{tmp_path / 'ledger.sqlite3'}")
    ledger.migrate()
    for number in range(1, 31):
        pull = build.pull(number=number)
        found = [build.finding(f"a{number}", SQL), build.finding(f"b{number}", CATCH)]
        ledger.record_run(build.run(pull, findings=found, sites={SQL: {"python": 1}}))
        votes = {f"a{number}": (0, 1) if number <= 24 else (1, 0), f"b{number}": (1, 0)}
        ledger.say(pull.repo_id, number, "reaction", votes)
    app = Flask("opinions", static_folder=None)
    settings = Settings.from_env({"EVENHAND_DATA_DIR": str(tmp_path / "d")})
    app.register_blueprint(dashboard.blueprint(settings, ledger))
    text = app.test_client().get("/rules").text
    ledger.close()
    return text


def test_counts_range_and_state_are_shown_the_quiet_ones_first(page: str) -> None:
    rows = re.findall(r"<tr><th scope=\"row\">.*?</tr>", page.replace("\n", ""))
    cells = [re.sub(r"<[^>]+>", "|", row) for row in rows]
    assert len(cells) == 2
    assert "|24||30||63 to 90 %||quiet|" in cells[0].replace(" |", "|")
    assert "|0||30||0 to 11 %||as usual|" in cells[1].replace(" |", "|")


def test_without_opinions_there_is_no_empty_table(tmp_path: Path) -> None:
    ledger = Ledger(f"sqlite:///{tmp_path / 'ledger.sqlite3'}")
    ledger.migrate()
    app = Flask("opinions", static_folder=None)
    app.register_blueprint(
        dashboard.blueprint(Settings.from_env({"EVENHAND_DATA_DIR": str(tmp_path)}), ledger)
    )
    assert "What people think" not in app.test_client().get("/rules").text
    ledger.close()
