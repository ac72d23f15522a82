"""TypeORM migrations to operations."""

from __future__ import annotations

import textwrap
from collections.abc import Callable

from checks.migration_safety.change_operations import ChangeOperations
from checks.migration_safety.operations import Kind, Operation, Tool

Read = Callable[..., ChangeOperations]


def up(read: Read, body: str, members: str = "", **more: object) -> tuple[Operation, ...]:
    inner = textwrap.indent(textwrap.dedent(body).strip("\n"), "    ")
    text = (
        'import { MigrationInterface, QueryRunner, Table, TableColumn, TableIndex } from "typeorm";\n'
        f"export class Change1700000000000 implements MigrationInterface {{\n{members}"
        f"  public async up(queryRunner: QueryRunner): Promise<void> {{\n{inner}\n  }}\n"
        "  public async down(queryRunner: QueryRunner): Promise<void> {\n"
        '    await queryRunner.dropTable("gone");\n  }\n}\n'
    )
    return read({"src/migrations/1700000000000-Change.ts": text}, **more).added


def test_sql_texts_are_read_with_their_place_and_transaction(read: Read) -> None:
    ops = up(
        read,
        """
        await queryRunner.query(`ALTER TABLE "orders" ADD "state" character varying(20) NOT NULL`);
        await queryRunner.query(
          `CREATE INDEX "IDX_1" ON "orders" ("state") `,
        );
        """,
    )
    assert [(op.kind, op.table, op.line, op.end_line) for op in ops] == [
        (Kind.ADD_COLUMN, "orders", 4, 4),
        (Kind.CREATE_INDEX, "orders", 5, 7),
    ]
    assert all(op.tool is Tool.TYPEORM and op.in_transaction for op in ops)
    assert (ops[0].type, ops[0].not_null, ops[0].default) == ("character varying(20)", True, None)


def test_objects_give_columns_indexes_and_constraints(read: Read) -> None:
    ops = up(
        read,
        """
        await queryRunner.addColumn("orders", new TableColumn({ name: "a", type: "varchar", length: "40" }));
        await queryRunner.addColumns("orders", [
          new TableColumn({ name: "b", type: "int", isNullable: true }),
          new TableColumn({ name: "c", type: "uuid", default: "uuid_generate_v4()" }),
        ]);
        await queryRunner.createIndex("orders", new TableIndex({ name: "ix", columnNames: ["a", "b"], isUnique: true }));
        await queryRunner.createForeignKey("orders", new TableForeignKey({
          columnNames: ["user_id"], referencedTableName: "users", referencedColumnNames: ["id"],
        }));
        await queryRunner.dropColumn("orders", "d");
        await queryRunner.renameColumn("orders", "e", "f");
        await queryRunner.changeColumn("orders", "g", new TableColumn({ name: "g", type: "bigint", isNullable: false }));
        await queryRunner.createUniqueConstraint("orders", new TableUnique({ columnNames: ["h"] }));
        await queryRunner.createCheckConstraint("orders", new TableCheck({ name: "k", expression: "h > 0" }));
        await queryRunner.dropTable("old");
        """,
    )
    assert [(op.kind, op.columns, op.line) for op in ops] == [
        (Kind.ADD_COLUMN, ("a",), 4),
        (Kind.ADD_COLUMN, ("b",), 6),
        (Kind.ADD_COLUMN, ("c",), 7),
        (Kind.CREATE_INDEX, ("a", "b"), 9),
        (Kind.ADD_FOREIGN_KEY, ("user_id",), 10),
        (Kind.DROP_COLUMN, ("d",), 13),
        (Kind.RENAME_COLUMN, ("e",), 14),
        (Kind.ALTER_TYPE, ("g",), 15),
        (Kind.SET_NOT_NULL, ("g",), 15),
        (Kind.ADD_UNIQUE, ("h",), 16),
        (Kind.ADD_CHECK, (), 17),
        (Kind.DROP_TABLE, (), 18),
    ]
    assert (ops[0].type, ops[0].not_null) == ("varchar(40)", True)
    assert not ops[1].not_null
    assert ops[2].rewrites
    assert (ops[3].unique, ops[4].references, ops[10].expression) == (True, "users", "h > 0")


def test_a_new_table_is_known_with_its_columns(read: Read) -> None:
    ops = read(
        {
            "src/migrations/1-Add.ts": textwrap.dedent(
                """
                import { MigrationInterface } from "typeorm";
                export class Add implements MigrationInterface {
                  async up(queryRunner) {
                    await queryRunner.createTable(new Table({
                      name: "refunds",
                      columns: [
                        { name: "id", type: "int", isPrimary: true, isGenerated: true, generationStrategy: "increment" },
                        { name: "order_id", type: "int" },
                      ],
                      foreignKeys: [{ columnNames: ["order_id"], referencedTableName: "orders", referencedColumnNames: ["id"] }],
                    }), true);
                    await queryRunner.createIndex("refunds", new TableIndex({ columnNames: ["order_id"] }));
                  }
                }
                """
            )
        }
    )
    assert ops.new_tables == {"refunds"}
    key, order = ops.added[0].defined
    assert (key.primary, key.default, key.indexed) == (True, "the next number", True)
    assert (order.references, order.indexed, order.not_null) == ("orders", False, True)
    assert list(ops.on_existing(Kind.CREATE_INDEX)) == []


def test_the_class_the_data_source_and_commit_decide_the_transaction(read: Read) -> None:
    body = 'await queryRunner.dropTable("a");'
    assert up(read, body)[0].in_transaction
    assert not up(read, body, members="  transaction = false;\n")[0].in_transaction
    ops = up(read, "await queryRunner.commitTransaction();\n" + body)
    assert not ops[0].in_transaction
    text = "export class A implements MigrationInterface {\n  async up(q: QueryRunner) {\n    await q.dropTable('a');\n  }\n}\n"
    source = (
        "export const source = new DataSource({ type: 'postgres', migrationsTransactionMode: 'none' });\n"
    )
    found = read({"src/migrations/1-A.ts": text, "src/data-source.ts": source})
    assert [op.in_transaction for op in found.added] == [False]


def test_members_helpers_and_loops_are_followed(read: Read) -> None:
    ops = read(
        {
            "src/migrations/1-Add.ts": textwrap.dedent(
                """
                export class Add implements MigrationInterface {
                  private readonly table = "orders";

                  public async up(queryRunner: QueryRunner): Promise<void> {
                    for (const name of ["a", "b"]) {
                      await queryRunner.dropColumn(this.table, name);
                    }
                    await this.drop(queryRunner, "c");
                  }

                  private async drop(queryRunner: QueryRunner, name: string) {
                    await queryRunner.query(`ALTER TABLE ${this.table} DROP COLUMN ${name}`);
                  }
                }
                """
            )
        }
    ).added
    assert [(op.kind, op.table, op.columns, op.line) for op in ops] == [
        (Kind.DROP_COLUMN, "orders", ("a",), 7),
        (Kind.DROP_COLUMN, "orders", ("b",), 7),
        (Kind.DROP_COLUMN, "orders", ("c",), 9),
    ]


def test_down_is_kept_apart(read: Read) -> None:
    text = (
        "export class A implements MigrationInterface {\n"
        "  async up(q: QueryRunner) {\n    await q.dropColumn('a', 'b');\n  }\n"
        "  async down(q: QueryRunner) {\n    await q.addColumn('a', new TableColumn({ name: 'b', type: 'int' }));\n  }\n}\n"
    )
    found = read({"src/migrations/1-A.ts": text})
    assert [op.kind for op in found.forward] == [Kind.DROP_COLUMN]
    assert [op.kind for op in found.backward] == [Kind.ADD_COLUMN]
