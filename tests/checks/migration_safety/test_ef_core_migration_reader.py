"""Entity Framework Core migrations to operations."""

from __future__ import annotations

import textwrap
from collections.abc import Callable

from checks.migration_safety.change_operations import ChangeOperations
from checks.migration_safety.operations import Database, Kind, Tool

Read = Callable[..., ChangeOperations]


def up(read: Read, body: str, **more: object) -> ChangeOperations:
    inner = textwrap.indent(textwrap.dedent(body).strip("\n"), "        ")
    text = (
        "using Microsoft.EntityFrameworkCore.Migrations;\nnamespace App.Migrations;\n"
        "public partial class Change : Migration\n{\n"
        f"    protected override void Up(MigrationBuilder migrationBuilder)\n    {{\n{inner}\n    }}\n\n"
        "    protected override void Down(MigrationBuilder migrationBuilder)\n    {\n"
        '        migrationBuilder.DropTable(name: "Gone");\n    }\n}\n'
    )
    return read({"src/App/Migrations/20240101000000_Change.cs": text}, **more)


def test_builder_calls_give_operations(read: Read) -> None:
    found = up(
        read,
        """
        migrationBuilder.AddColumn<string>(
            name: "A",
            table: "Orders",
            type: "character varying(20)",
            nullable: false);
        migrationBuilder.AddColumn<int>(name: "B", table: "Orders", nullable: false, defaultValue: 0);
        migrationBuilder.AddColumn<Guid>(name: "C", table: "Orders", type: "uuid", nullable: true, defaultValueSql: "gen_random_uuid()");
        migrationBuilder.DropColumn(name: "D", table: "Orders");
        migrationBuilder.RenameColumn(name: "E", table: "Orders", newName: "F");
        migrationBuilder.RenameTable(name: "G", newName: "H");
        migrationBuilder.AlterColumn<long>(name: "I", table: "Orders", type: "bigint", nullable: false,
            oldClrType: typeof(int), oldType: "integer", oldNullable: true);
        migrationBuilder.CreateIndex(name: "IX_A_B", table: "Orders", columns: new[] { "A", "B" }, unique: true);
        migrationBuilder.CreateIndex(name: "IX_C", table: "Orders", column: "C")
            .Annotation("Npgsql:CreatedConcurrently", true);
        migrationBuilder.AddForeignKey(
            name: "FK", table: "Orders", column: "UserId", principalTable: "Users", principalColumn: "Id");
        migrationBuilder.AddUniqueConstraint("UQ", "Orders", "A");
        migrationBuilder.AddCheckConstraint("CK", "Orders", "\\"Total\\" > 0");
        migrationBuilder.DropTable(name: "Old");
        migrationBuilder.Sql("UPDATE \\"Orders\\" SET \\"A\\" = 'x'");
        migrationBuilder.Sql("CREATE INDEX CONCURRENTLY ix ON orders (a)", suppressTransaction: true);
        """,
    )
    ops = found.added
    assert [(op.kind, op.columns, op.line) for op in ops] == [
        (Kind.ADD_COLUMN, ("A",), 7),
        (Kind.ADD_COLUMN, ("B",), 12),
        (Kind.ADD_COLUMN, ("C",), 13),
        (Kind.DROP_COLUMN, ("D",), 14),
        (Kind.RENAME_COLUMN, ("E",), 15),
        (Kind.RENAME_TABLE, (), 16),
        (Kind.ALTER_TYPE, ("I",), 17),
        (Kind.SET_NOT_NULL, ("I",), 17),
        (Kind.CREATE_INDEX, ("A", "B"), 19),
        (Kind.CREATE_INDEX, ("C",), 20),
        (Kind.ADD_FOREIGN_KEY, ("UserId",), 22),
        (Kind.ADD_UNIQUE, ("A",), 24),
        (Kind.ADD_CHECK, (), 25),
        (Kind.DROP_TABLE, (), 26),
        (Kind.UPDATE, ("A",), 27),
        (Kind.CREATE_INDEX, ("a",), 28),
    ]
    assert (ops[0].type, ops[0].not_null, ops[0].default) == ("character varying(20)", True, None)
    assert (ops[1].type, ops[1].default, ops[2].rewrites) == ("integer", "0", True)
    assert (ops[6].type, ops[6].former_type) == ("bigint", "integer")
    assert (ops[8].unique, ops[9].concurrently, ops[10].references) == (True, True, "Users")
    assert [op.in_transaction for op in ops] == [True] * 9 + [False] + [True] * 5 + [False]
    assert all(op.tool is Tool.EF_CORE and op.database is Database.POSTGRESQL for op in ops)
    assert [op.kind for op in found.backward] == [Kind.DROP_TABLE]


def test_a_new_table_is_known_with_its_columns(read: Read) -> None:
    found = up(
        read,
        """
        migrationBuilder.CreateTable(
            name: "Refunds",
            columns: table => new
            {
                Id = table.Column<int>(type: "integer", nullable: false)
                    .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                OrderId = table.Column<long>(nullable: true)
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_Refunds", x => x.Id);
                table.ForeignKey(name: "FK", column: x => x.OrderId, principalTable: "Orders", principalColumn: "Id");
            });
        migrationBuilder.CreateIndex(name: "IX", table: "Refunds", column: "OrderId");
        """,
    )
    assert found.new_tables == {"refunds"}
    key, order = found.added[0].defined
    assert (key.name, key.type, key.primary, key.indexed, key.default) == (
        "Id",
        "integer",
        True,
        True,
        "the next identity value",
    )
    assert (order.type, order.references, order.not_null) == ("bigint", "Orders", False)
    assert list(found.on_existing(Kind.CREATE_INDEX)) == []


def test_the_file_says_its_database_where_the_project_does_not(read: Read) -> None:
    body = 'migrationBuilder.AddColumn<string>(name: "A", table: "Orders", type: "nvarchar(max)", nullable: true);'
    (op,) = up(read, body).added
    assert op.database is Database.SQLSERVER
    assert not op.in_transaction


def test_designer_files_and_snapshots_are_no_migrations(read: Read) -> None:
    text = 'partial class A : Migration { void Up(MigrationBuilder migrationBuilder) { migrationBuilder.DropTable(name: "A"); } }\n'
    assert read({"Migrations/1_A.Designer.cs": text, "Migrations/AppModelSnapshot.cs": text}).added == ()
