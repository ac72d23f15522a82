"""Speed of the migration rules on a long history: 5,000 migrations at base and a change of 20 more.

Printed are seconds and, since machines differ, ratios to one ``git grep`` over the same tree. The second figure is the same change
reviewed again in the same process, where the operations of earlier migrations are kept by their content: what is left is git's.
Aims: under 3 s the first time, under 0.5 s the second.
"""

from __future__ import annotations

import gc
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from checks.config import CheckConfig
from checks.engine import review
from checks.gitrepo import open_change
from checks.rules import load_rules

OLD, NEW, TABLES = 5000, 20, 400
COLD_S, WARM_S = 3.0, 0.5


def sql(number: int, table: str) -> tuple[str, str]:
    """golang-migrate and plain folders."""
    return f"db/migrations/{number:06}_{table}.sql", (
        f"ALTER TABLE {table} ADD COLUMN c{number} bigint REFERENCES accounts (id);\n"
        if number >= TABLES
        else f"CREATE TABLE {table} (\n  id bigint PRIMARY KEY,\n  name text NOT NULL,\n  created_at timestamptz NOT NULL DEFAULT now()\n);\n"
        f"CREATE INDEX {table}_name ON {table} (name);\n"
    )


def alembic(number: int, table: str) -> tuple[str, str]:
    """Alembic revisions in one chain."""
    down = f'"r{number - 1:06}"' if number else "None"
    step = (
        f'op.add_column("{table}", sa.Column("c{number}", sa.BigInteger(), sa.ForeignKey("accounts.id")))'
        if number >= TABLES
        else f'op.create_table("{table}", sa.Column("id", sa.BigInteger(), primary_key=True), sa.Column("name", sa.Text()))'
    )
    back = f'op.drop_column("{table}", "c{number}")' if number >= TABLES else f'op.drop_table("{table}")'
    return f"alembic/versions/r{number:06}_{table}.py", (
        f'"""Change {table}."""\nimport sqlalchemy as sa\nfrom alembic import op\n\nrevision = "r{number:06}"\ndown_revision = {down}\n\n\n'
        f"def upgrade():\n    {step}\n\n\ndef downgrade():\n    {back}\n"
    )


def django(number: int, table: str) -> tuple[str, str]:
    """One Django application of each hundred migrations."""
    app, own = f"app{number // 100}", number % 100
    depends = f'[("{app}", "{own - 1:04}_change")]' if own else "[]"
    step = (
        f'migrations.AddField("{table}", "c{number}", models.ForeignKey("accounts.Account", models.CASCADE, null=True))'
        if own
        else f'migrations.CreateModel("{table}", fields=[("id", models.BigAutoField(primary_key=True)), ("name", models.TextField())])'
    )
    return f"shop/{app}/migrations/{own:04}_change.py", (
        "from django.db import migrations, models\n\n\nclass Migration(migrations.Migration):\n"
        f"    dependencies = {depends}\n    operations = [\n        {step},\n    ]\n"
    )


def rails(number: int, table: str) -> tuple[str, str]:
    """Rails migrations with ``change``."""
    step = (
        f"add_reference :{table}, :c{number}, foreign_key: {{ to_table: :accounts }}"
        if number >= TABLES
        else f"create_table :{table} do |t|\n      t.string :name, null: false\n      t.timestamps\n    end"
    )
    return f"db/migrate/{20200101000000 + number}_change_{number}.rb", (
        f"class Change{number} < ActiveRecord::Migration[7.1]\n  def change\n    {step}\n  end\nend\n"
    )


TOOLS: Mapping[str, Callable[[int, str], tuple[str, str]]] = {
    "SQL": sql,
    "Alembic": alembic,
    "Django": django,
    "Rails": rails,
}


def commit(folder: Path, message: str) -> None:
    """Records everything in the folder."""
    who = ("-c", "user.name=bench", "-c", "user.email=bench@example.com")
    subprocess.run(["git", "-C", folder, "add", "-A"], check=True, capture_output=True)
    subprocess.run(
        ["git", "-C", folder, *who, "commit", "-q", "-m", message], check=True, capture_output=True
    )


def repository(folder: Path, make: Callable[[int, str], tuple[str, str]]) -> None:
    """A repository with the history, and the new migrations on a second commit."""
    subprocess.run(["git", "init", "-q", "-b", "main", folder], check=True)
    for number in range(OLD + NEW):
        if number == OLD:
            commit(folder, "history")
        path, text = make(number, f"orders{number % TABLES}")
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, "utf-8")
    commit(folder, "change")
    # What is fetched comes in packs.
    subprocess.run(["git", "-C", folder, "gc", "--quiet"], check=True)


def timed(work: Callable[[], object]) -> float:
    """Seconds of one run."""
    gc.collect()
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def measure(name: str, make: Callable[[int, str], tuple[str, str]]) -> tuple[float, float, float]:
    """(one search of the tree, first review, second review) in seconds."""
    with tempfile.TemporaryDirectory(prefix="evenhand-bench-") as temporary:
        folder = Path(temporary)
        repository(folder, make)

        def searching() -> None:
            subprocess.run(
                ["git", "-C", folder, "grep", "-c", "-w", "-F", "orders7", "HEAD"],
                check=True,
                capture_output=True,
            )

        def judging() -> None:
            only = frozenset(r for r in load_rules() if r.startswith("migration-safety/"))
            with open_change(folder, "HEAD~1", "HEAD") as change:
                report = review(change, CheckConfig(), only=only)
            if report.errors:
                raise SystemExit(f"{name}: {report.errors}")

        alone = statistics.median(timed(searching) for _ in range(5))
        return alone, timed(judging), statistics.median(timed(judging) for _ in range(3))


def main() -> int:
    """Print the table; exit status 1 when an aim is missed."""
    load_rules()
    out = sys.stdout.write
    out(f"{OLD:,} earlier migrations, {NEW} new ones, the rules of migration-safety\n\n")
    out(
        f"{'tool':10} {'first':>8} {'again':>8} {'first/search':>13} {'again/search':>13} {'again, ms a new migration':>26}\n"
    )
    missed = False
    for name, make in TOOLS.items():
        search, first, again = measure(name, make)
        missed |= first > COLD_S or again > WARM_S
        out(
            f"{name:10} {first:6.2f} s {again:6.2f} s {first / search:13.1f} {again / search:13.1f} {again / NEW * 1000:26.1f}\n"
        )
    out(f"\naims: {COLD_S} s, {WARM_S} s: {'missed' if missed else 'met'}\n")
    return 1 if missed else 0


if __name__ == "__main__":
    raise SystemExit(main())
