"""A suggestion is applied as GitHub would apply it, and the file it gives is clean."""

from __future__ import annotations

import ast
import textwrap
from collections.abc import Mapping

import pytest

from checks.changes import in_memory
from checks.config import CheckConfig
from checks.engine import review
from checks.report import Finding

RULES = {
    f"migration-safety/{slug}"
    for slug in (
        "index-not-concurrent",
        "concurrent-in-transaction",
        "foreign-key-validates",
        "check-validates",
        "unique-constraint-builds-index",
        "not-null-without-default",
    )
}

RAILS = """
class Change < ActiveRecord::Migration[7.1]
  def change
    {}
  end
end
"""
ALEMBIC = """
from alembic import op

revision = "8c1d"
down_revision = "77aa"


def upgrade() -> None:
    {}
"""
DJANGO = """
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("orders", "0011_status")]
    operations = [
        {}
    ]
"""
TYPEORM = """
import {{ MigrationInterface, QueryRunner }} from "typeorm";

export class Change1 implements MigrationInterface {{
  public async up(queryRunner: QueryRunner): Promise<void> {{
    {}
  }}
}}
"""
SEQUELIZE = """
module.exports = {{
  async up(queryInterface, Sequelize) {{
    {}
  }},
}};
"""
EF_CORE = """
public partial class Change : Migration
{{
    protected override void Up(MigrationBuilder migrationBuilder)
    {{
        {}
    }}
}}
"""

CASES: Mapping[str, tuple[str, str]] = {
    "plain index": ("db/migrations/1_x.sql", "CREATE UNIQUE INDEX ix\n  ON orders (a);\n"),
    "plain drop": ("db/migrations/1_x.sql", "DROP INDEX ix_old;\n"),
    "golang-migrate": ("migrations/000002_x.up.sql", "CREATE INDEX IF NOT EXISTS ix ON orders (a);\n"),
    "goose": (
        "migrations/1_x.sql",
        "-- +goose Up\nCREATE INDEX ix ON orders (a);\n\n-- +goose Down\nDROP INDEX ix;\n",
    ),
    "goose with concurrently": (
        "migrations/1_x.sql",
        "-- +goose Up\nCREATE INDEX CONCURRENTLY ix ON orders (a);\n",
    ),
    "dbmate": ("db/migrations/1_x.sql", "-- migrate:up\nCREATE INDEX ix ON orders (a);\n\n-- migrate:down\n"),
    "liquibase sql": (
        "db/changelog/1.sql",
        "--liquibase formatted sql\n--changeset a:1\nCREATE INDEX ix ON orders (a);\n",
    ),
    "rails": ("db/migrate/1_x.rb", RAILS.format("add_index :orders, :a")),
    "rails with parentheses": (
        "db/migrate/1_x.rb",
        RAILS.format("add_index(:orders, [:a, :b], unique: true)"),
    ),
    "rails with concurrently": (
        "db/migrate/1_x.rb",
        RAILS.format("add_index :orders, :a, algorithm: :concurrently"),
    ),
    "rails foreign key": ("db/migrate/1_x.rb", RAILS.format("add_foreign_key :orders, :users")),
    "rails check": (
        "db/migrate/1_x.rb",
        RAILS.format('add_check_constraint :orders, "total > 0", name: "total_check"'),
    ),
    "alembic": (
        "alembic/versions/8c1d_x.py",
        ALEMBIC.format('op.create_index("ix", "orders", ["a"], unique=False)'),
    ),
    "alembic over lines": (
        "alembic/versions/8c1d_x.py",
        ALEMBIC.format('op.create_index(\n        "ix",\n        "orders",\n        ["a"],\n    )'),
    ),
    "alembic with concurrently": (
        "alembic/versions/8c1d_x.py",
        ALEMBIC.format('op.create_index("ix", "orders", ["a"], postgresql_concurrently=True)'),
    ),
    "alembic sql": (
        "alembic/versions/8c1d_x.py",
        ALEMBIC.format('op.execute("CREATE INDEX ix ON orders (a)")'),
    ),
    "alembic foreign key": (
        "alembic/versions/8c1d_x.py",
        ALEMBIC.format('op.create_foreign_key("fk", "orders", "users", ["user_id"], ["id"])'),
    ),
    "alembic check": (
        "alembic/versions/8c1d_x.py",
        ALEMBIC.format('op.create_check_constraint("ck", "orders", "total > 0")'),
    ),
    "django": (
        "orders/migrations/0012_x.py",
        DJANGO.format('migrations.AddIndex("order", models.Index(fields=["a"], name="ix")),'),
    ),
    "typeorm sql": (
        "src/migrations/1-X.ts",
        TYPEORM.format('await queryRunner.query(`CREATE INDEX "ix" ON "orders" ("a")`);'),
    ),
    "typeorm foreign key": (
        "src/migrations/1-X.ts",
        TYPEORM.format(
            'await queryRunner.query(`ALTER TABLE "orders" ADD CONSTRAINT "fk" FOREIGN KEY ("u") REFERENCES "users"("id")`);'
        ),
    ),
    "sequelize": (
        "migrations/1-x.js",
        SEQUELIZE.format("await queryInterface.addIndex('orders', ['a']);"),
    ),
    "sequelize with options": (
        "migrations/1-x.js",
        SEQUELIZE.format("await queryInterface.addIndex('orders', ['a'], { name: 'ix' });"),
    ),
    "ef core": (
        "Migrations/1_X.cs",
        EF_CORE.format(
            'migrationBuilder.CreateIndex(\n            name: "IX", table: "orders", column: "a");'
        ),
    ),
    "foreign key": (
        "db/migrations/1_x.sql",
        "ALTER TABLE orders\n  ADD CONSTRAINT fk FOREIGN KEY (u) REFERENCES users (id);\n",
    ),
    "check": ("db/migrations/1_x.sql", "ALTER TABLE orders ADD CONSTRAINT ck CHECK (total > 0);\n"),
    "check among others": (
        "db/migrations/1_x.sql",
        "ALTER TABLE orders\n  ADD CONSTRAINT ck CHECK (total > 0),\n  ADD COLUMN a int;\n",
    ),
}


def found(path: str, text: str) -> list[Finding]:
    report = review(in_memory({path: text}), CheckConfig(database="postgresql-16"))
    assert report.errors == ()
    return [f for f in report.findings if f.rule in RULES]


def test_sqlx_gets_its_mark_on_the_first_line() -> None:
    files = {"Cargo.toml": 'sqlx = "0.8"\n', "migrations/1_x.sql": "CREATE INDEX ix ON orders (a);\n"}
    (finding,) = [f for f in review(in_memory(files)).findings if f.rule in RULES]
    files["migrations/1_x.sql"] = applied(files["migrations/1_x.sql"], finding)
    assert files["migrations/1_x.sql"].startswith("-- no-transaction\n")
    assert [f for f in review(in_memory(files)).findings if f.rule in RULES] == []


def applied(text: str, finding: Finding) -> str:
    edit = finding.suggestion
    assert edit is not None
    lines = text.split("\n")
    assert 1 <= edit.line <= finding.line <= finding.end_line <= edit.end_line <= len(lines)
    return "\n".join([*lines[: edit.line - 1], *edit.replacement.split("\n"), *lines[edit.end_line :]])


@pytest.mark.parametrize("case", CASES)
def test_applying_the_suggestion_leaves_nothing_to_find(case: str) -> None:
    path, text = CASES[case]
    text = text.lstrip("\n")
    (finding,) = found(path, text)
    mended = applied(text, finding)
    assert found(path, mended) == [], mended
    if path.endswith(".py"):
        ast.parse(mended)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("migrations/1_x.sql", "-- +goose Up\nALTER TABLE a ADD b int;\nCREATE INDEX ix ON orders (a);\n"),
        ("drizzle/0001_x.sql", "CREATE INDEX ix ON orders (a);\n"),
        ("db/migrate/1_x.rb", RAILS.format("add_reference :orders, :user")),
        ("db/migrate/1_x.rb", RAILS.format("add_index :orders, :a\n    remove_column :orders, :b")),
        ("db/migrate/1_x.rb", RAILS.format("add_index :orders, :a if ready?")),
        ("db/migrations/1_x.sql", "ALTER TABLE orders ADD CONSTRAINT ck CHECK (total > 0) -- why\n;\n"),
    ],
)
def test_there_is_no_suggestion_where_one_edit_does_not_mend_it(path: str, text: str) -> None:
    findings = found(path, textwrap.dedent(text).lstrip("\n"))
    assert findings
    assert all(f.suggestion is None for f in findings)
    assert all(f.fix for f in findings)
