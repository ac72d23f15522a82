"""Frames for the examples of this family: a whole migration of each tool around the lines that matter."""

from __future__ import annotations

from collections.abc import Mapping

from checks.rules import Example


def _indent(text: str, by: int) -> str:
    return "".join(" " * by + line + "\n" if line else "\n" for line in text.strip("\n").split("\n"))


def alembic(body: str, path: str = "alembic/versions/8c1d_change.py", **more: object) -> Example:
    """An Alembic revision whose upgrade is ``body``."""
    text = (
        "from alembic import op\nimport sqlalchemy as sa\n\n"
        'revision = "8c1d"\ndown_revision = "77aa"\n\n\n'
        f"def upgrade() -> None:\n{_indent(body, 4)}"
    )
    return _example({path: text}, more)


def django(operations: str, head: str = "", attributes: str = "", **more: object) -> Example:
    """A Django migration of the app ``orders`` with these operations."""
    text = (
        "from django.db import migrations, models\n\n\n"
        + (head.strip("\n") + "\n\n\n" if head else "")
        + "class Migration(migrations.Migration):\n"
        + (_indent(attributes, 4) if attributes else "")
        + '    dependencies = [("orders", "0011_status")]\n'
        + f"    operations = [\n{_indent(operations, 8)}    ]\n"
    )
    return _example({"shop/orders/migrations/0012_change.py": text}, more)


def knex(body: str, *, typescript: bool = False, head: str = "", **more: object) -> Example:
    """A Knex migration whose up is ``body``."""
    opening = (
        'import type { Knex } from "knex";\n\nexport async function up(knex: Knex): Promise<void> {\n'
        if typescript
        else "exports.up = async (knex) => {\n"
    )
    closing = "}\n" if typescript else "};\n"
    name = "migrations/20240611120000_change." + ("ts" if typescript else "js")
    return _example({name: head + opening + _indent(body, 2) + closing}, more)


def rails(body: str, head: str = "", **more: object) -> Example:
    """A Rails migration whose change is ``body``."""
    text = (
        "class ChangeOrders < ActiveRecord::Migration[7.1]\n"
        + (_indent(head, 2) + "\n" if head else "")
        + f"  def change\n{_indent(body, 4)}  end\nend\n"
    )
    return _example({"db/migrate/20240611120000_change_orders.rb": text}, more)


def typeorm(body: str, head: str = "", **more: object) -> Example:
    """A TypeORM migration whose up is ``body``."""
    text = (
        'import { MigrationInterface, QueryRunner } from "typeorm";\n\n'
        "export class ChangeOrders1718100000000 implements MigrationInterface {\n"
        + (_indent(head, 2) + "\n" if head else "")
        + f"  public async up(queryRunner: QueryRunner): Promise<void> {{\n{_indent(body, 4)}  }}\n}}\n"
    )
    return _example({"src/migrations/1718100000000-ChangeOrders.ts": text}, more)


def sequelize(body: str, **more: object) -> Example:
    """A Sequelize migration whose up is ``body``."""
    text = f"module.exports = {{\n  async up(queryInterface, Sequelize) {{\n{_indent(body, 4)}  }},\n}};\n"
    return _example({"migrations/20240611120000-change-orders.js": text}, more)


def liquibase(body: str, attributes: str = "", **more: object) -> Example:
    """A Liquibase changelog in XML with one change set."""
    text = (
        '<databaseChangeLog xmlns="http://www.liquibase.org/xml/ns/dbchangelog">\n'
        f'  <changeSet id="12" author="ann"{attributes}>\n{_indent(body, 4)}  </changeSet>\n</databaseChangeLog>\n'
    )
    return _example({"src/main/resources/db/changelog/012-change.xml": text}, more)


def ef_core(body: str, **more: object) -> Example:
    """An Entity Framework Core migration whose Up is ``body``."""
    text = (
        "using Microsoft.EntityFrameworkCore.Migrations;\n\npublic partial class ChangeOrders : Migration\n{\n"
        "    protected override void Up(MigrationBuilder migrationBuilder)\n    {\n"
        f"{_indent(body, 8)}    }}\n}}\n"
    )
    return _example({"src/Shop/Migrations/20240611120000_ChangeOrders.cs": text}, more)


def sql(text: str, path: str = "db/migrations/0007_change.sql", **more: object) -> Example:
    """A SQL migration."""
    return _example({path: text.lstrip("\n")}, more)


def _example(files: Mapping[str, str], more: Mapping[str, object]) -> Example:
    extra = more.get("extra")
    if isinstance(extra, Mapping):
        files = {**files, **extra}
    base = more.get("base")
    sites = more.get("sites")
    note = more.get("note", "")
    return Example(
        files=files,
        base=base if isinstance(base, Mapping) else None,
        sites=sites if isinstance(sites, int) else None,
        note=str(note),
    )
