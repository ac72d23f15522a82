"""TypeORM entities and their migrations say the same."""

from __future__ import annotations

import pytest

from checks.changes import in_memory
from checks.engine import review
from checks.schema.typeorm_entities import typeorm_entities

ENTITY = (
    "import { Column, Entity, Index, ManyToOne, PrimaryGeneratedColumn } from 'typeorm';\n\n@Entity({ name: 'orders' })\n"
    "@Index(['state', 'id'])\nexport class Order extends BaseEntity {\n  @PrimaryGeneratedColumn('uuid')\n  id!: string;\n\n"
    "  @Column({ type: 'varchar', default: () => \"now()\" })\n  state: string;\n\nMORE"
    "  @ManyToOne(() => Customer, (c) => c.orders)\n  customer: Customer;\n}\n"
)
NOTE = "  @Index()\n  @Column({ name: 'delivery_note', nullable: true })\n  deliveryNote?: string;\n\n"
PATH = "src/orders/order.entity.ts"
FIRST = "src/migrations/1700000000000-Init.ts"
SECOND = "src/migrations/1700000000001-Note.ts"


def migration(statement: str) -> str:
    return (
        "import { MigrationInterface, QueryRunner } from 'typeorm';\n\nexport class M implements MigrationInterface {\n"
        f"  async up(queryRunner: QueryRunner): Promise<void> {{\n    await queryRunner.query(`{statement}`);\n  }}\n"
        "  async down(queryRunner: QueryRunner): Promise<void> {\n    await queryRunner.query(`SELECT 1`);\n  }\n}\n"
    )


BASE = {
    PATH: ENTITY.replace("MORE", ""),
    FIRST: migration('CREATE TABLE "orders" ("id" uuid, "state" varchar)'),
}


def drift(head: dict[str, str], base: dict[str, str]) -> list[tuple[str, int]]:
    report = review(in_memory(head, base))
    assert report.errors == ()
    return [(f.path, f.line) for f in report.findings if f.rule == "migration-safety/model-drift"]


def test_columns_tables_and_indexes_are_read() -> None:
    (table,) = typeorm_entities(PATH, ENTITY.replace("MORE", NOTE))
    assert (table.model, table.table, table.extends) == ("Order", "orders", False)
    assert {c.name: (c.column, c.indexed) for c in table.columns.values()} == {
        "id": ("id", True),
        "state": ("state", False),
        "deliveryNote": ("delivery_note", True),
    }
    assert table.leading == {"state"}


def test_a_new_column_without_a_migration_is_found() -> None:
    assert drift({**BASE, PATH: ENTITY.replace("MORE", NOTE)}, BASE) == [(PATH, 13)]


@pytest.mark.parametrize(
    "more",
    [
        {SECOND: migration('ALTER TABLE "orders" ADD "delivery_note" varchar')},
        {"src/other.ts": "export const x = 1;\n", SECOND: migration("SELECT add_delivery('delivery_note')")},
    ],
)
def test_a_new_column_with_its_migration_is_fine(more: dict[str, str]) -> None:
    assert drift({**BASE, PATH: ENTITY.replace("MORE", NOTE), **more}, BASE) == []


@pytest.mark.parametrize(
    "base",
    [
        {PATH: BASE[PATH]},
        {**BASE, "src/data-source.ts": "export const ds = new DataSource({ synchronize: true });\n"},
        {"apps/a/" + PATH: BASE[PATH], "apps/b/" + FIRST: BASE[FIRST]},
    ],
)
def test_without_migrations_of_its_own_or_with_synchronize_nothing_is_said(base: dict[str, str]) -> None:
    path = next(p for p in base if p.endswith("order.entity.ts"))
    assert drift({**base, path: ENTITY.replace("MORE", NOTE)}, base) == []


def test_a_column_that_only_moves_or_changes_its_options_is_left_alone() -> None:
    changed = BASE[PATH].replace("type: 'varchar', default", "type: 'varchar', select: false, default")
    assert drift({**BASE, PATH: changed}, BASE) == []
