"""A long line of migrations is read by one search, and one migration's operations are kept by its content."""

from __future__ import annotations

import pytest

from checks.changes import in_memory
from checks.config import CheckConfig
from checks.migration_safety import migration_reading
from checks.migration_safety.change_operations import change_operations
from checks.migration_safety.revision_graph import Step, steps_in
from checks.views import ChangeView, RepoView

FOLDER = "alembic/versions"


def steps(*texts: str) -> list[Step]:
    tree = in_memory({f"{FOLDER}/r{n}.py": text for n, text in enumerate(texts)}).head_tree
    return steps_in(RepoView(tree), FOLDER, "alembic")


@pytest.mark.parametrize(
    ("text", "follows", "line"),
    [
        ('revision = "b"\ndown_revision = "a"\n', ("a",), 2),
        ('revision: str = "b"\ndown_revision: Union[str, None] = "a"\n', ("a",), 2),
        ('"""Down.\n\nRevises: a\n"""\nrevision = "b"\ndown_revision = ("a", "c")\nbranch_labels = None\n', ("a", "c"), 6),
        ('revision = "b"\ndown_revision = (\n    "a",\n    "c",\n)\nbranch_labels = ("x",)\n', ("a", "c"), 2),
        ('revision = "b"\ndown_revision = None\n', (), 2),
    ],
)  # fmt: skip
def test_a_revision_and_its_parents_are_found_by_their_lines(
    text: str, follows: tuple[str, ...], line: int
) -> None:
    assert [(s.name, s.follows, s.line) for s in steps(text)] == [("b", follows, line)]


def test_a_label_of_a_branch_is_seen() -> None:
    assert steps('revision = "b"\ndown_revision = None\nbranch_labels = ("billing",)\n')[0].labelled


def test_files_that_only_speak_of_revisions_are_no_steps() -> None:
    assert steps("def down_revision():\n    return revision\n", 'print("down_revision")\n') == []


def test_the_same_migration_is_read_once_and_another_database_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(migration_reading, "_KEPT", migration_reading.Kept(10_000))
    path, text = "db/migrations/0001_kept.sql", "ALTER TABLE kept ADD COLUMN note text;\n"
    calls: list[str] = []
    real = migration_reading.read_sql_file

    def counted(*args: object, **named: object) -> object:
        calls.append(path)
        return real(*args, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(migration_reading, "read_sql_file", counted)
    for database in ("postgresql-16", "postgresql-16", "mysql-8.0"):
        view = ChangeView(in_memory({path: text}), CheckConfig(database=database))
        assert [op.database.value for op in change_operations(view).added] == [
            "MySQL" if database.startswith("mysql") else "PostgreSQL"
        ]
    assert len(calls) == 2


def test_a_setting_beside_a_kept_migration_still_counts() -> None:
    path = "alembic/versions/a.py"
    text = (
        'from alembic import op\nrevision = "a"\ndown_revision = None\n\n\ndef upgrade():\n'
        '    op.execute("ALTER TABLE kept ADD COLUMN note text")\n'
    )

    def in_transaction(env: str) -> bool:
        head = {path: text, "alembic/env.py": env}
        return change_operations(ChangeView(in_memory(head), CheckConfig())).added[0].in_transaction

    assert in_transaction("context.configure()\n")
    assert not in_transaction("context.configure(transactional_ddl=False)\n")
