"""Readers never fail on damaged files: a slip in one migration must not silence the family on all others."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checks.changes import in_memory
from checks.config import CheckConfig
from checks.engine import review
from checks.migration_safety.change_operations import ChangeOperations, change_operations
from checks.migration_safety.migration_files import MigrationFile
from checks.migration_safety.operations import Operation
from checks.report import Severity
from checks.views import ChangeView, RepoView

_spec = importlib.util.spec_from_file_location(
    "migration_frames", Path(__file__).with_name("test_rules_in_every_tool.py")
)
assert _spec is not None
assert _spec.loader is not None
_frames = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(_frames)


def whole(tool: str) -> tuple[str, str]:
    """One file of the tool with every step that the other tests know."""
    path, frame = _frames.TOOLS[tool]
    bodies = [pair[0] for rule in _frames.DEFECTS.values() if (pair := rule.get(tool))]
    joined = "\n        - ".join(bodies) if tool == "yaml" else "\n    ".join(bodies)
    return path, frame.format(head="", body=joined)


def read(files: dict[str, str]) -> ChangeOperations:
    return change_operations(ChangeView(in_memory(files), CheckConfig(database="postgresql-16")))


@pytest.mark.parametrize("tool", list(_frames.TOOLS))
def test_a_whole_file_of_many_steps_is_read(tool: str) -> None:
    path, text = whole(tool)
    assert len(read({path: text}).added) > 1


@pytest.mark.parametrize("tool", list(_frames.TOOLS))
@given(data=st.data())
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_damaged_file_is_read_without_failing(tool: str, data: st.DataObject) -> None:
    path, text = whole(tool)
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(text)))
        end = min(len(text), start + data.draw(st.integers(0, 60)))
        filler = data.draw(
            st.sampled_from(["", "(", ")", "{", "'", '"', "`", "\n", "null", "[]", ": {}", "\x00", "é"])
        )
        text = text[:start] + filler + text[end:]
    read({path: text})


@pytest.fixture
def failing_on_broken(monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader with a fault of its own, for files named so."""
    from checks.migration_safety import safe_reading

    real = safe_reading.read_migration

    def read_unless_broken(repo: RepoView, kind: MigrationFile, *rest: Any) -> list[Operation]:
        if "broken" in kind.path:
            raise AttributeError("no such part")
        return real(repo, kind, *rest)

    monkeypatch.setattr(safe_reading, "read_migration", read_unless_broken)


@pytest.mark.usefixtures("failing_on_broken")
def test_a_reader_that_fails_costs_only_its_file_and_is_reported() -> None:
    step = "ALTER TABLE orders ALTER COLUMN note SET NOT NULL;\n"
    base = {"migrations/0001_a.sql": "CREATE TABLE orders (id bigint PRIMARY KEY, note text);\n"}
    head = {**base, "migrations/0002_broken.sql": step, "migrations/0003_b.sql": step}
    report = review(in_memory(head, base))
    assert [(f.rule, f.path) for f in report.at_or_over(Severity.WARNING)] == [
        ("migration-safety/set-not-null-scan", "migrations/0003_b.sql")
    ]
    assert {error.path for error in report.errors} == {"migrations/0002_broken.sql"}
    assert "could not be read" in report.errors[0].message


@pytest.mark.usefixtures("failing_on_broken")
def test_an_earlier_migration_that_cannot_be_read_costs_only_what_it_would_have_told() -> None:
    base = {
        "migrations/0001_a.sql": "CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint);\n",
        "migrations/0002_broken.sql": "CREATE INDEX orders_customer ON orders (customer_id);\n",
    }
    step = "ALTER TABLE orders ADD FOREIGN KEY (customer_id) REFERENCES customers (id) NOT VALID;\n"
    report = review(in_memory({**base, "migrations/0003_b.sql": step}, base))
    assert "migration-safety/unindexed-foreign-key" in {f.rule for f in report.findings}
    assert {error.path for error in report.errors} == {"migrations/0002_broken.sql"}
