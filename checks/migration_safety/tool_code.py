"""The same schema operation in each tool's own language: what fixes show, with the table and column at hand."""

from __future__ import annotations

import re

from checks.migration_safety.operations import Kind, Operation, Tool

_OWN_SQL = {
    Tool.ALEMBIC: "op.execute({})",
    Tool.DJANGO: "migrations.RunSQL({})",
    Tool.KNEX: "await knex.raw({})",
    Tool.RAILS: "execute {}",
    Tool.TYPEORM: "await queryRunner.query({})",
    Tool.SEQUELIZE: "await queryInterface.sequelize.query({})",
    Tool.EF_CORE: "migrationBuilder.Sql({})",
}


def name_in_sql(name: str) -> str:
    """An identifier as SQL must write it: quoted where it is not plain lower case."""
    return name if re.fullmatch(r"[a-z_][a-z0-9_]*|\.\.\.", name) or "`" in name else f'"{name}"'


def names_in_sql(op: Operation) -> str:
    """The columns of an operation in SQL, ``...`` when they are not known."""
    return ", ".join(map(name_in_sql, op.columns)) or "..."


def run_sql(op: Operation, text: str) -> str:
    """A SQL statement as the tool's migrations run it."""
    frame = _OWN_SQL.get(op.tool)
    if op.tool is Tool.LIQUIBASE and op.path.endswith(".xml"):
        return f"<sql>{text};</sql>"
    if op.tool is Tool.LIQUIBASE and not op.path.endswith(".sql"):
        return f'sql: "{text}"' if '"' not in text else f"sql: '{text}'"
    if frame is None:
        return f"{text};"
    if op.tool is Tool.EF_CORE:
        return frame.format('"' + text.replace('"', '\\"') + '"')
    return frame.format(f"'{text}'" if '"' in text else f'"{text}"')


def span(op: Operation, text: str) -> str:
    """A SQL statement as the tool runs it, as inline code."""
    return code(run_sql(op, text))


def code(text: str) -> str:
    """Inline code; a text that holds backticks gets a longer fence."""
    return f"`` {text} ``" if "`" in text else f"`{text}`"


def steps(*releases: str) -> str:
    """Sentences, each one deploy: ``Release 1: ... Release 2: ...``."""
    return " ".join(f"Release {number}: {text}." for number, text in enumerate(releases, 1))


_OUTSIDE = {
    Tool.ALEMBIC: "inside `with op.get_context().autocommit_block():`",
    Tool.DJANGO: "in a migration of its own whose class says `atomic = False`",
    Tool.KNEX: "in a migration of its own that exports `config = { transaction: false }`",
    Tool.GOOSE: "in a file of its own that says `-- +goose NO TRANSACTION`",
    Tool.DBMATE: "in a file of its own that says `-- migrate:up transaction:false`",
    Tool.SQLX: "in a file of its own that starts with `-- no-transaction`",
    Tool.GOLANG_MIGRATE: "as the only statement of its migration file",
    Tool.PRISMA: "as the only statement of its migration.sql",
    Tool.FLYWAY: "in a script of its own without other statements",
    Tool.DRIZZLE: "by hand or in a script outside `drizzle-kit migrate`, which always opens a transaction",
    Tool.RAILS: "in a migration of its own whose class says `disable_ddl_transaction!`",
    Tool.TYPEORM: "in a migration of its own whose class says `transaction = false;` "
    '(with `migrationsTransactionMode: "each"`)',
    Tool.SEQUELIZE: "without the `transaction` option",
    Tool.LIQUIBASE: 'in a change set of its own that says `runInTransaction="false"`',
    Tool.EF_CORE: "with `suppressTransaction: true`",
}


def outside_transaction(op: Operation) -> str:
    """How to run a statement outside the tool's transaction, as the end of a sentence."""
    if op.tool is Tool.LIQUIBASE and not op.path.endswith(".xml"):
        return "in a change set of its own that says `runInTransaction:false`"
    return _OUTSIDE.get(op.tool, "outside any transaction")


def index_name(op: Operation) -> str:
    """The index's name, or the one that PostgreSQL would pick."""
    return op.name or f"{op.table}_{'_'.join(op.columns) or 'new'}_idx"


def _ruby_columns(op: Operation) -> str:
    if len(op.columns) == 1:
        return f":{op.columns[0]}"
    return "[" + ", ".join(f":{c}" for c in op.columns) + "]" if op.columns else "..."


def _listed(op: Operation, quote: str) -> str:
    return ", ".join(f"{quote}{c}{quote}" for c in op.columns)


def concurrent_index(op: Operation) -> str:
    """Building or dropping the operation's index without stopping writes, in the tool's own words."""
    dropping = op.kind is Kind.DROP_INDEX
    unique = op.unique or op.kind is Kind.ADD_UNIQUE
    if op.tool is Tool.RAILS:
        if dropping:
            return f"remove_index :{op.table}, name: :{op.name}, algorithm: :concurrently"
        extra = ", unique: true" if unique else ""
        return f"add_index :{op.table}, {_ruby_columns(op)}{extra}, algorithm: :concurrently"
    if op.tool is Tool.ALEMBIC:
        if dropping:
            return f'op.drop_index("{op.name}", postgresql_concurrently=True)'
        extra = ", unique=True" if unique else ""
        name = op.name or f"ix_{op.table}_{op.column}"
        return f'op.create_index("{name}", "{op.table}", [{_listed(op, chr(34))}]{extra}, postgresql_concurrently=True)'
    if op.tool is Tool.SEQUELIZE:
        if dropping:
            return f"await queryInterface.removeIndex('{op.table}', '{op.name}', {{ concurrently: true }})"
        extra = "unique: true, " if unique else ""
        listed = _listed(op, "'")
        return f"await queryInterface.addIndex('{op.table}', [{listed}], {{ {extra}concurrently: true }})"
    if op.tool is Tool.EF_CORE and not dropping:
        return 'migrationBuilder.CreateIndex(...).Annotation("Npgsql:CreatedConcurrently", true)'
    return run_sql(op, concurrent_index_sql(op))


def concurrent_index_sql(op: Operation) -> str:
    """The same in SQL."""
    name = name_in_sql(index_name(op))
    if op.kind is Kind.DROP_INDEX:
        return f"DROP INDEX CONCURRENTLY {name}"
    word = "UNIQUE INDEX" if op.unique or op.kind in (Kind.ADD_UNIQUE, Kind.ADD_PRIMARY_KEY) else "INDEX"
    return f"CREATE {word} CONCURRENTLY {name} ON {name_in_sql(op.table)} ({names_in_sql(op)})"


def constraint_name(op: Operation) -> str:
    """The constraint's name, or the one that PostgreSQL would pick."""
    if op.name and not (op.tool is Tool.RAILS and op.name == op.references):
        return op.name
    ending = {Kind.ADD_FOREIGN_KEY: f"{op.column or 'ref'}_fkey", Kind.ADD_CHECK: "check"}
    return f"{op.table}_{ending.get(op.kind, '_'.join(op.columns) + '_key')}"


def not_valid_constraint(op: Operation) -> str:
    """Adding the operation's foreign key or check without validating old rows, in the tool's own words."""
    if op.tool is Tool.RAILS and op.kind is Kind.ADD_FOREIGN_KEY:
        return f"add_foreign_key :{op.table}, :{op.references}, column: :{op.column}, validate: false"
    if op.tool is Tool.RAILS:
        condition = " ".join(op.expression.split())
        return (
            f'add_check_constraint :{op.table}, "{condition}", name: "{constraint_name(op)}", validate: false'
        )
    if op.tool is Tool.ALEMBIC and op.kind is Kind.ADD_FOREIGN_KEY and not op.inline:
        return (
            f'op.create_foreign_key("{constraint_name(op)}", "{op.table}", "{op.references}", '
            f'[{_listed(op, chr(34))}], ["id"], postgresql_not_valid=True)'
        )
    if op.tool is Tool.ALEMBIC and not op.inline:
        condition = " ".join(op.expression.split())
        return f'op.create_check_constraint("{constraint_name(op)}", "{op.table}", "{condition}", postgresql_not_valid=True)'
    return run_sql(op, not_valid_sql(op))


def not_valid_sql(op: Operation) -> str:
    """The same in SQL."""
    add = f"ALTER TABLE {name_in_sql(op.table)} ADD CONSTRAINT {name_in_sql(constraint_name(op))}"
    if op.kind is Kind.ADD_FOREIGN_KEY:
        target = name_in_sql(op.references or "...")
        return f"{add} FOREIGN KEY ({names_in_sql(op)}) REFERENCES {target} NOT VALID"
    return f"{add} CHECK ({' '.join(op.expression.split()) or '...'}) NOT VALID"


def validate_constraint(op: Operation) -> str:
    """Validating that constraint later."""
    if op.tool is Tool.RAILS and op.kind is Kind.ADD_FOREIGN_KEY:
        return f"validate_foreign_key :{op.table}, :{op.references}"
    if op.tool is Tool.RAILS:
        return f'validate_check_constraint :{op.table}, name: "{constraint_name(op)}"'
    if op.tool is Tool.DJANGO and op.kind is Kind.ADD_CHECK:
        return f'ValidateConstraint(model_name="{op.model.lower()}", name="{constraint_name(op)}")'
    table, name = name_in_sql(op.table), name_in_sql(constraint_name(op))
    return run_sql(op, f"ALTER TABLE {table} VALIDATE CONSTRAINT {name}")


_RUBY_TYPES = {
    "varchar": "string",
    "numeric": "decimal",
    "timestamp": "datetime",
    "double precision": "float",
}


def add_plain_column(op: Operation, name: str = "") -> str:
    """Adding the operation's column (or one called ``name`` of its type) nullable and without a default."""
    label = name or op.column or "the_column"
    if op.tool is Tool.RAILS:
        word = re.sub(r"\(.*", "", op.type)
        return f"add_column :{op.table}, :{label}, :{_RUBY_TYPES.get(word, word or 'text')}"
    if op.tool is Tool.DJANGO:
        return f'migrations.AddField("{op.model.lower()}", "{label}", models....(null=True))'
    if op.tool is Tool.SEQUELIZE:
        return f"await queryInterface.addColumn('{op.table}', '{label}', {{ type: ..., allowNull: true }})"
    if op.tool is Tool.ALEMBIC:
        return f'op.add_column("{op.table}", sa.Column("{label}", ..., nullable=True))'
    kind = op.type or "text"
    return run_sql(op, f"ALTER TABLE {name_in_sql(op.table)} ADD COLUMN {name_in_sql(label)} {kind}")


def fill_in_batches(op: Operation, value: str = "...") -> str:
    """One batch of a backfill."""
    table, name = name_in_sql(op.table), name_in_sql(op.column or "the_column")
    if op.tool is Tool.RAILS:
        return f"Model.unscoped.where({op.column}: nil).in_batches {{ |rows| rows.update_all({op.column}: {value}) }}"
    return (
        f"UPDATE {table} SET {name} = {value} WHERE id IN "
        f"(SELECT id FROM {table} WHERE {name} IS NULL LIMIT 1000)"
    )


def set_not_null(op: Operation) -> str:
    """Making the column NOT NULL."""
    if op.tool is Tool.RAILS:
        return f"change_column_null :{op.table}, :{op.column}, false"
    if op.tool is Tool.ALEMBIC:
        return f'op.alter_column("{op.table}", "{op.column}", nullable=False)'
    table, name = name_in_sql(op.table), name_in_sql(op.column or "the_column")
    return run_sql(op, f"ALTER TABLE {table} ALTER COLUMN {name} SET NOT NULL")


def drop_column(op: Operation, name: str = "") -> str:
    """Dropping the column."""
    label = name or op.column or "the_column"
    if op.tool is Tool.RAILS:
        return f"remove_column :{op.table}, :{label}"
    if op.tool is Tool.ALEMBIC:
        return f'op.drop_column("{op.table}", "{label}")'
    if op.tool is Tool.DJANGO:
        return f'migrations.RemoveField("{op.model.lower()}", "{label}")'
    return run_sql(op, f"ALTER TABLE {name_in_sql(op.table)} DROP COLUMN {name_in_sql(label)}")
