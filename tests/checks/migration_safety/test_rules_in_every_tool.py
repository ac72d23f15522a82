"""Every rule on every tool that can express it: the defect is found on its line, its safe twin is silent."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from checks.changes import in_memory
from checks.config import CheckConfig
from checks.engine import review
from checks.report import Finding

RAILS = """class Change < ActiveRecord::Migration[7.1]
{head}
  def change
    {body}
  end
end
"""
TYPEORM = """import {{ MigrationInterface, QueryRunner, Table, TableColumn }} from "typeorm";

export class Change1 implements MigrationInterface {{
{head}
  public async up(queryRunner: QueryRunner): Promise<void> {{
    {body}
  }}

  public async down(queryRunner: QueryRunner): Promise<void> {{
    await queryRunner.query(`SELECT 1`);
  }}
}}
"""
SEQUELIZE = """'use strict';

module.exports = {{
  async up(queryInterface, Sequelize) {{
    {body}
  }},
  async down(queryInterface) {{}},
}};
"""
LIQUIBASE = """<?xml version="1.0" encoding="UTF-8"?>
<databaseChangeLog xmlns="http://www.liquibase.org/xml/ns/dbchangelog">
  <changeSet id="1" author="ann" {head}>
    {body}
    <rollback/>
  </changeSet>
</databaseChangeLog>
"""
LIQUIBASE_YAML = """databaseChangeLog:
  - changeSet:
      id: 1
      author: ann
      changes:
        - {body}
"""
EF_CORE = """using Microsoft.EntityFrameworkCore.Migrations;

public partial class Change : Migration
{{
    protected override void Up(MigrationBuilder migrationBuilder)
    {{
        {body}
    }}

    protected override void Down(MigrationBuilder migrationBuilder)
    {{
    }}
}}
"""
TOOLS = {
    "rails": ("db/migrate/20240101000000_change.rb", RAILS),
    "typeorm": ("src/migrations/1700000000000-Change.ts", TYPEORM),
    "sequelize": ("migrations/20240101000000-change.js", SEQUELIZE),
    "liquibase": ("src/main/resources/db/changelog/001-change.xml", LIQUIBASE),
    "yaml": ("src/main/resources/db/changelog/001-change.yaml", LIQUIBASE_YAML),
    "ef core": ("src/Shop/Migrations/20240101000000_Change.cs", EF_CORE),
}
DEFECTS: dict[str, dict[str, tuple[str, str]]] = {
    "not-null-without-default": {
        "rails": (
            "add_column :orders, :state, :string, null: false",
            'add_column :orders, :state, :string, null: false, default: "new"',
        ),
        "typeorm": (
            'await queryRunner.addColumn("orders", new TableColumn({ name: "state", type: "text" }));',
            'await queryRunner.addColumn("orders", new TableColumn({ name: "state", type: "text", isNullable: true }));',
        ),
        "sequelize": (
            "await queryInterface.addColumn('orders', 'state', { type: Sequelize.STRING, allowNull: false });",
            "await queryInterface.addColumn('orders', 'state', { type: Sequelize.STRING, allowNull: false, defaultValue: 'new' });",
        ),
        "liquibase": (
            '<addColumn tableName="orders"><column name="state" type="text"><constraints nullable="false"/></column></addColumn>',
            '<addColumn tableName="orders"><column name="state" type="text" defaultValue="new"><constraints nullable="false"/></column></addColumn>',
        ),
        "yaml": (
            "addColumn: { tableName: orders, columns: [{ column: { name: a, type: text, constraints: { nullable: false } } }] }",
            "addColumn: { tableName: orders, columns: [{ column: { name: a, type: text } }] }",
        ),
        "ef core": (
            'migrationBuilder.AddColumn<string>(name: "state", table: "orders", type: "text", nullable: false);',
            'migrationBuilder.AddColumn<string>(name: "state", table: "orders", type: "text", nullable: false, defaultValue: "");',
        ),
    },
    "volatile-default": {
        "rails": (
            'add_column :orders, :code, :uuid, default: -> { "gen_random_uuid()" }',
            'add_column :orders, :at, :datetime, default: -> { "now()" }',
        ),
        "typeorm": (
            'await queryRunner.addColumn("orders", new TableColumn({ name: "a", type: "uuid", default: "uuid_generate_v4()" }));',
            'await queryRunner.addColumn("orders", new TableColumn({ name: "a", type: "timestamptz", default: "now()" }));',
        ),
        "sequelize": (
            "await queryInterface.addColumn('orders', 'a', { type: Sequelize.UUID, defaultValue: Sequelize.literal('gen_random_uuid()') });",
            "await queryInterface.addColumn('orders', 'a', { type: Sequelize.DATE, defaultValue: Sequelize.literal('CURRENT_TIMESTAMP') });",
        ),
        "liquibase": (
            '<addColumn tableName="orders"><column name="a" type="uuid" defaultValueComputed="gen_random_uuid()"/></addColumn>',
            '<addColumn tableName="orders"><column name="a" type="timestamp" defaultValueComputed="now()"/></addColumn>',
        ),
        "ef core": (
            'migrationBuilder.AddColumn<Guid>(name: "a", table: "orders", type: "uuid", nullable: false, defaultValueSql: "gen_random_uuid()");',
            'migrationBuilder.AddColumn<DateTime>(name: "a", table: "orders", type: "timestamptz", nullable: false, defaultValueSql: "now()");',
        ),
    },
    "set-not-null-scan": {
        "rails": ("change_column_null :orders, :state, false", "change_column_null :orders, :state, true"),
        "typeorm": (
            'await queryRunner.query(`ALTER TABLE "orders" ALTER COLUMN "state" SET NOT NULL`);',
            'await queryRunner.query(`ALTER TABLE "orders" ALTER COLUMN "state" DROP NOT NULL`);',
        ),
        "sequelize": (
            "await queryInterface.changeColumn('orders', 'state', { type: Sequelize.TEXT, allowNull: false });",
            "await queryInterface.changeColumn('orders', 'state', { type: Sequelize.TEXT, allowNull: true });",
        ),
        "liquibase": (
            '<addNotNullConstraint tableName="orders" columnName="state" columnDataType="text"/>',
            '<dropNotNullConstraint tableName="orders" columnName="state" columnDataType="text"/>',
        ),
        "ef core": (
            'migrationBuilder.AlterColumn<string>(name: "a", table: "orders", type: "text", nullable: false, oldType: "text", oldNullable: true);',
            'migrationBuilder.AlterColumn<string>(name: "a", table: "orders", type: "text", nullable: true, oldType: "text");',
        ),
    },
    "rename-in-place": {
        "rails": ("rename_column :orders, :a, :b", "rename_index :orders, :a, :b"),
        "typeorm": (
            'await queryRunner.renameColumn("orders", "a", "b");',
            'await queryRunner.query(`ALTER INDEX "a" RENAME TO "b"`);',
        ),
        "sequelize": (
            "await queryInterface.renameTable('orders', 'purchases');",
            "await queryInterface.sequelize.query('ALTER INDEX a RENAME TO b');",
        ),
        "liquibase": (
            '<renameColumn tableName="orders" oldColumnName="a" newColumnName="b"/>',
            '<tagDatabase tag="v1"/>',
        ),
        "ef core": (
            'migrationBuilder.RenameColumn(name: "a", table: "orders", newName: "b");',
            'migrationBuilder.RenameIndex(name: "a", table: "orders", newName: "b");',
        ),
    },
    "type-change": {
        "rails": ("change_column :orders, :id, :bigint", "change_column :orders, :note, :text"),
        "typeorm": (
            'await queryRunner.query(`ALTER TABLE "orders" ALTER COLUMN "id" TYPE bigint`);',
            'await queryRunner.query(`ALTER TABLE "orders" ALTER COLUMN "note" TYPE text`);',
        ),
        "sequelize": (
            "await queryInterface.changeColumn('orders', 'id', { type: Sequelize.BIGINT });",
            "await queryInterface.changeColumn('orders', 'note', { type: Sequelize.TEXT });",
        ),
        "liquibase": (
            '<modifyDataType tableName="orders" columnName="id" newDataType="bigint"/>',
            '<modifyDataType tableName="orders" columnName="note" newDataType="text"/>',
        ),
        "ef core": (
            'migrationBuilder.AlterColumn<long>(name: "id", table: "orders", type: "bigint", nullable: false, oldType: "integer");',
            'migrationBuilder.AlterColumn<string>(name: "a", table: "orders", type: "character varying(40)", nullable: false, oldType: "character varying(20)");',
        ),
    },
    "index-not-concurrent": {
        "rails": (
            "add_index :orders, :state",
            "create_table(:refunds) { |t| t.bigint :order_id }\n    add_index :refunds, :order_id",
        ),
        "typeorm": (
            'await queryRunner.createIndex("orders", new TableIndex({ name: "ix", columnNames: ["state"] }));',
            'await queryRunner.query(`CREATE TABLE "refunds" (id int)`);\n    await queryRunner.query(`CREATE INDEX ix ON refunds (id)`);',
        ),
        "sequelize": (
            "await queryInterface.addIndex('orders', ['state']);",
            "await queryInterface.addIndex('orders', ['state'], { concurrently: true });",
        ),
        "liquibase": (
            '<createIndex tableName="orders" indexName="ix"><column name="state"/></createIndex>',
            '<sql dbms="mysql">CREATE INDEX ix ON orders (state)</sql>',
        ),
        "yaml": (
            "createIndex: { tableName: orders, indexName: ix, columns: [{ column: { name: state } }] }",
            "tagDatabase: { tag: v1 }",
        ),
        "ef core": (
            'migrationBuilder.CreateIndex(name: "IX", table: "orders", column: "state");',
            'migrationBuilder.CreateIndex(name: "IX", table: "orders", column: "state").Annotation("Npgsql:CreatedConcurrently", true);',
        ),
    },
    "concurrent-in-transaction": {
        "rails": (
            "add_index :orders, :state, algorithm: :concurrently",
            "add_index :orders, :state, algorithm: :concurrently\x00  disable_ddl_transaction!",
        ),
        "typeorm": (
            'await queryRunner.query("CREATE INDEX CONCURRENTLY ix ON orders (state)");',
            'await queryRunner.query("CREATE INDEX CONCURRENTLY ix ON orders (state)");\x00  transaction = false;',
        ),
        "sequelize": (
            "const transaction = await queryInterface.sequelize.transaction(); await queryInterface.addIndex('orders', ['a'], { concurrently: true, transaction });",
            "await queryInterface.addIndex('orders', ['a'], { concurrently: true });",
        ),
        "liquibase": (
            "<sql>CREATE INDEX CONCURRENTLY ix ON orders (state)</sql>",
            '<sql>CREATE INDEX CONCURRENTLY ix ON orders (state)</sql>\x00runInTransaction="false"',
        ),
        "ef core": (
            'migrationBuilder.Sql("CREATE INDEX CONCURRENTLY ix ON orders (state)");',
            'migrationBuilder.Sql("CREATE INDEX CONCURRENTLY ix ON orders (state)", suppressTransaction: true);',
        ),
    },
    "foreign-key-validates": {
        "rails": (
            "add_foreign_key :orders, :users",
            "add_foreign_key :orders, :users, validate: false",
        ),
        "typeorm": (
            'await queryRunner.createForeignKey("orders", new TableForeignKey({ columnNames: ["user_id"], referencedTableName: "users", referencedColumnNames: ["id"] }));',
            'await queryRunner.query("ALTER TABLE orders ADD CONSTRAINT fk FOREIGN KEY (user_id) REFERENCES users (id) NOT VALID");',
        ),
        "sequelize": (
            "await queryInterface.addConstraint('orders', { fields: ['user_id'], type: 'foreign key', name: 'fk', references: { table: 'users', field: 'id' } });",
            "await queryInterface.addColumn('orders', 'user_id', { type: Sequelize.INTEGER, references: { model: 'users', key: 'id' } });",
        ),
        "liquibase": (
            '<addForeignKeyConstraint baseTableName="orders" baseColumnNames="user_id" constraintName="fk" referencedTableName="users" referencedColumnNames="id"/>',
            "<sql>ALTER TABLE orders ADD CONSTRAINT fk FOREIGN KEY (user_id) REFERENCES users (id) NOT VALID</sql>",
        ),
        "ef core": (
            'migrationBuilder.AddForeignKey(name: "fk", table: "orders", column: "user_id", principalTable: "users", principalColumn: "id");',
            'migrationBuilder.Sql("ALTER TABLE orders ADD CONSTRAINT fk FOREIGN KEY (user_id) REFERENCES users (id) NOT VALID");',
        ),
    },
    "check-validates": {
        "rails": (
            'add_check_constraint :orders, "total > 0", name: "ck"',
            'add_check_constraint :orders, "total > 0", name: "ck", validate: false',
        ),
        "typeorm": (
            'await queryRunner.createCheckConstraint("orders", new TableCheck({ name: "ck", expression: "total > 0" }));',
            'await queryRunner.query("ALTER TABLE orders ADD CONSTRAINT ck CHECK (total > 0) NOT VALID");',
        ),
        "sequelize": (
            "await queryInterface.addConstraint('orders', { fields: ['total'], type: 'check', name: 'ck', where: {} });",
            "await queryInterface.sequelize.query('ALTER TABLE orders ADD CONSTRAINT ck CHECK (total > 0) NOT VALID');",
        ),
        "ef core": (
            'migrationBuilder.AddCheckConstraint(name: "ck", table: "orders", sql: "total > 0");',
            'migrationBuilder.DropCheckConstraint(name: "ck", table: "orders");',
        ),
    },
    "unique-constraint-builds-index": {
        "rails": (
            'add_unique_constraint :orders, [:number], name: "uq"',
            'add_unique_constraint :orders, name: "uq", using_index: "ix"',
        ),
        "typeorm": (
            'await queryRunner.createUniqueConstraint("orders", new TableUnique({ columnNames: ["number"] }));',
            'await queryRunner.query("ALTER TABLE orders ADD CONSTRAINT uq UNIQUE USING INDEX ix");',
        ),
        "sequelize": (
            "await queryInterface.addConstraint('orders', { fields: ['number'], type: 'unique', name: 'uq' });",
            "await queryInterface.sequelize.query('ALTER TABLE orders ADD CONSTRAINT uq UNIQUE USING INDEX ix');",
        ),
        "liquibase": (
            '<addUniqueConstraint tableName="orders" columnNames="number" constraintName="uq"/>',
            '<addUniqueConstraint tableName="orders" columnNames="number" constraintName="uq" forIndexName="ix"/>',
        ),
        "ef core": (
            'migrationBuilder.AddUniqueConstraint(name: "uq", table: "orders", column: "number");',
            'migrationBuilder.DropUniqueConstraint(name: "uq", table: "orders");',
        ),
    },
    "unbatched-write": {
        "rails": ("Order.update_all(state: 1)", "Order.where(id: 1..9).update_all(state: 1)"),
        "typeorm": (
            'await queryRunner.query("UPDATE orders SET state = 1");',
            'await queryRunner.query("UPDATE orders SET state = 1 WHERE id < 10");',
        ),
        "sequelize": (
            "await queryInterface.bulkUpdate('orders', { state: 1 }, {});",
            "await queryInterface.bulkUpdate('orders', { state: 1 }, { id: 4 });",
        ),
        "liquibase": (
            '<update tableName="orders"><column name="state" value="1"/></update>',
            '<update tableName="orders"><column name="state" value="1"/><where>id &lt; 9</where></update>',
        ),
        "ef core": (
            'migrationBuilder.Sql("UPDATE orders SET state = 1");',
            'migrationBuilder.UpdateData(table: "orders", keyColumn: "id", keyValue: 1, column: "state", value: 1);',
        ),
    },
    "destructive": {
        "rails": ("drop_table :old_orders", "create_table :orders_copy"),
        "typeorm": (
            'await queryRunner.dropTable("old_orders");',
            'await queryRunner.hasTable("old_orders");',
        ),
        "sequelize": (
            "await queryInterface.dropTable('old_orders');",
            "await queryInterface.showAllTables();",
        ),
        "liquibase": ('<dropTable tableName="old_orders"/>', '<tagDatabase tag="v1"/>'),
        "ef core": (
            'migrationBuilder.DropTable(name: "old_orders");',
            'migrationBuilder.EnsureSchema(name: "x");',
        ),
    },
}


def cases() -> Iterator[object]:
    for rule, tools in DEFECTS.items():
        for tool, (bad, good) in tools.items():
            yield pytest.param(rule, tool, bad, good, id=f"{rule} in {tool}")


def review_of(tool: str, body: str) -> tuple[list[Finding], int, int]:
    path, frame = TOOLS[tool]
    body, _, head = body.partition("\x00")
    text = frame.format(head=head, body=body)
    report = review(in_memory({path: text}), CheckConfig(database="postgresql-16"))
    assert report.errors == ()
    line = text[: text.index(body)].count("\n") + 1
    return (
        [f for f in report.findings if f.family == "migration-safety"],
        line,
        sum(sum(found.values()) for found in report.sites.values()),
    )


@pytest.mark.parametrize(("rule", "tool", "bad", "good"), list(cases()))
def test_the_defect_is_found_and_its_twin_is_silent(rule: str, tool: str, bad: str, good: str) -> None:
    findings, line, _ = review_of(tool, bad)
    own = [f for f in findings if f.rule == f"migration-safety/{rule}"]
    assert [f.line for f in own] == [line]
    assert own[0].fix
    findings, _, _ = review_of(tool, good)
    assert [f for f in findings if f.rule == f"migration-safety/{rule}"] == []


def test_a_message_quotes_the_lock_table() -> None:
    findings, _, _ = review_of("rails", "add_foreign_key :orders, :users")
    (finding,) = [f for f in findings if f.rule.endswith("foreign-key-validates")]
    assert finding.message == (
        "Adding this foreign key takes SHARE ROW EXCLUSIVE on `orders` and `users`, scans the table and blocks writes until it ends."
    )
    assert finding.fix == (
        "Release 1: `add_foreign_key :orders, :users, column: :user_id, validate: false`. "
        "Release 2: `validate_foreign_key :orders, :users`, in a migration of its own."
    )
