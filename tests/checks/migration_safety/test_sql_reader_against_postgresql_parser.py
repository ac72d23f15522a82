"""PostgreSQL's own parser as a witness: our tolerant token reader cuts the same statements and sees the same commands.

The reader of the checks stays our own: it keeps the line of each command, reads every dialect and broken text, and costs no import.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest

from checks.migration_safety.operations import Kind, Operation, Tool
from checks.migration_safety.sql_reader import read_fragment
from checks.migration_safety.sql_tokens import Statement, statements
from checks.rules import load_rules

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import postgast

CORPUS = Path(__file__).resolve().parents[2] / "corpus" / "migration-safety"
TRICKY = [
    "SELECT 'a;b', \"c;d\", $$e;f$$, $x$ ; $$ ; $x$; DROP TABLE t;",
    "/* a; /* nested; */ b; */ DROP TABLE t; -- DROP TABLE u;\nDROP TABLE v",
    "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN UPDATE t SET a = 1; RETURN NEW; END $$; DROP TABLE t;",
    "CREATE FUNCTION g() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT 1; SELECT 2; END; DROP TABLE t;",
    "INSERT INTO t VALUES (E'it\\'s; fine'), ('it''s; fine'), (U&'\\0041;'); DELETE FROM t;",
    'ALTER TABLE ONLY public."Order Items" ADD COLUMN IF NOT EXISTS "a;b" numeric(10, 2)[] DEFAULT \'{}\'::numeric[] NOT NULL;',
    "ALTER TABLE t ADD CONSTRAINT c EXCLUDE USING gist (room WITH =, during WITH &&) WHERE (a > 0);",
    "ALTER TABLE t ALTER a TYPE bigint USING a::bigint, ALTER COLUMN b SET DEFAULT now(), ALTER c DROP NOT NULL, DROP d CASCADE;",
    "CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS ix ON ONLY s.t USING btree (lower(a), b DESC) INCLUDE (c) WHERE d IS NULL;",
    "WITH gone AS (DELETE FROM a WHERE b RETURNING *) INSERT INTO c SELECT * FROM gone;",
    "ALTER TABLE t ADD a int REFERENCES u (id) ON DELETE SET NULL, ADD CHECK (a > 0) NOT VALID, VALIDATE CONSTRAINT z;",
    "COMMENT ON TABLE t IS 'x;y'; GRANT SELECT ON t TO u; ALTER TYPE mood ADD VALUE IF NOT EXISTS 'ok' AFTER 'sad';",
    "SET lock_timeout = '2s'; BEGIN; ALTER TABLE t RENAME a TO b; ALTER TABLE t RENAME TO u; COMMIT;",
    "DO $do$ BEGIN IF true THEN EXECUTE 'DROP TABLE t'; END IF; END $do$; TRUNCATE a, b RESTART IDENTITY CASCADE;",
]
COMMANDS = {
    "AT_AddColumn": {Kind.ADD_COLUMN},
    "AT_DropColumn": {Kind.DROP_COLUMN},
    "AT_AlterColumnType": {Kind.ALTER_TYPE},
    "AT_SetNotNull": {Kind.SET_NOT_NULL},
    "AT_DropNotNull": {Kind.DROP_NOT_NULL},
    "AT_ValidateConstraint": {Kind.VALIDATE_CONSTRAINT},
    "AT_DropConstraint": {Kind.DROP_CONSTRAINT},
    "AT_AddConstraint": {
        Kind.ADD_CHECK,
        Kind.ADD_UNIQUE,
        Kind.ADD_PRIMARY_KEY,
        Kind.ADD_FOREIGN_KEY,
        Kind.ADD_EXCLUSION,
    },
}
STATEMENTS = {
    "index_stmt": {Kind.CREATE_INDEX},
    "create_stmt": {Kind.CREATE_TABLE},
    "truncate_stmt": {Kind.TRUNCATE},
    "reindex_stmt": {Kind.REINDEX},
}


def texts() -> list[str]:
    found = list(TRICKY)
    for entry in load_rules().values():
        if entry.rule.family == "migration-safety":
            for example in (*entry.rule.bad, *entry.rule.good):
                found.extend(text for path, text in example.files.items() if path.endswith(".sql"))
    found.extend(p.read_text("utf-8", "replace") for p in sorted(CORPUS.rglob("*.sql")))
    return list(dict.fromkeys(found))


def parsed(text: str) -> postgast.ParseResult | None:
    try:
        return postgast.parse(text)
    except postgast.PgQueryError:
        return None


def starts(text: str, result: postgast.ParseResult) -> Iterator[int]:
    """Line of each statement's first token; the parser counts bytes and what stands before the statement as its own."""
    raw = text.encode()
    for statement in result.stmts:
        end = statement.stmt_location + (statement.stmt_len or len(raw))
        piece = raw[statement.stmt_location : end].decode("utf-8", "replace")
        first = next(s for s in statements(piece) if isinstance(s, Statement))
        yield raw[: statement.stmt_location].count(b"\n") + first.line


def test_statements_are_cut_where_postgresql_cuts_them() -> None:
    compared = 0
    for text in texts():
        result = parsed(text)
        if result is None or "BEGIN ATOMIC" in text:
            continue
        own = [s.line for s in statements(text) if isinstance(s, Statement)]
        assert own == list(starts(text, result)), text
        compared += len(own)
    assert compared > 150


def expected_kinds(result: postgast.ParseResult) -> Iterator[set[Kind]]:
    for statement in result.stmts:
        name = statement.stmt.WhichOneof("node")
        if name in STATEMENTS:
            yield STATEMENTS[name]
        elif name == "alter_table_stmt":
            for command in statement.stmt.alter_table_stmt.cmds:
                subtype = postgast.pg_query_pb2.AlterTableType.Name(command.alter_table_cmd.subtype)
                if subtype in COMMANDS:
                    yield COMMANDS[subtype]


def test_commands_are_seen_as_postgresql_sees_them() -> None:
    judged = set().union(*COMMANDS.values(), *STATEMENTS.values())
    compared = 0
    for text in texts():
        result = parsed(text)
        if result is None or "DO $" in text or "TRUNCATE a, b" in text:
            continue
        ops = read_fragment(text, Operation(Kind.OTHER, "a.sql", 1, 1, Tool.SQL), 1)
        own = [op.kind for op in ops if op.kind in judged and not op.inline]
        expected = list(expected_kinds(result))
        assert len(own) == len(expected), text
        for kind, allowed in zip(own, expected, strict=True):
            assert kind in allowed, text
            compared += 1
    assert compared > 100


def test_a_routine_with_a_sql_body_is_one_statement() -> None:
    text = next(t for t in TRICKY if "BEGIN ATOMIC" in t)
    result = parsed(text)
    assert result is not None
    assert len([s for s in statements(text) if isinstance(s, Statement)]) == len(result.stmts)


@pytest.mark.parametrize(
    "text", ["ALTER TABLE `t` ADD INDEX ix (a);", "ALTER TABLE {{ t }} DROP COLUMN a;\nDROP TABLE b;"]
)
def test_what_postgresql_cannot_parse_is_still_read(text: str) -> None:
    assert parsed(text) is None
    assert read_fragment(text, Operation(Kind.OTHER, "a.sql", 1, 1, Tool.SQL), 1)
