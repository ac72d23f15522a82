"""Reads a Liquibase changelog in XML, YAML or JSON: its change sets' changes, SQL texts and rollbacks.

Each change set runs in a transaction of its own unless it says ``runInTransaction="false"``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from checks.migration_safety.changelog_elements import Element, read_elements
from checks.migration_safety.column_types import volatile_function
from checks.migration_safety.operations import DIALECTS, ColumnDef, Database, Kind, Operation
from checks.migration_safety.sql_conditions import limits
from checks.migration_safety.sql_reader import read_fragment
from checks.migration_safety.sql_tokens import Token, tokens_of
from checks.views import RepoView

REASON = 'Liquibase runs a change set in a transaction unless it says runInTransaction="false"'

_DEFAULTS = (
    "defaultValue", "defaultValueNumeric", "defaultValueBoolean", "defaultValueDate", "defaultValueComputed",
    "defaultValueSequenceNext",
)  # fmt: skip
_VALUES = ("value", "valueNumeric", "valueBoolean", "valueDate", "valueComputed")


def read_changelog(text: str, template: Operation, repo: RepoView) -> list[Operation]:
    """Operations of all change sets. SQL files that a change set names are read where they stand in the repository."""
    suffix = "." + template.path.rpartition(".")[2]
    root = read_elements(text, ".yaml" if suffix == ".yml" else suffix)
    found: list[Operation] = []
    for number, changes in enumerate((e for e in root.walk() if e.name == "changeSet"), 1):
        if not _for_database(changes.get("dbms"), template.database):
            continue
        wrapped = changes.true("runInTransaction") is not False and template.database is Database.POSTGRESQL
        here = replace(
            template, transaction=number if wrapped else None, transaction_reason=REASON if wrapped else ""
        )
        reader = _ChangeSet(here, repo, changes)
        reader.read(changes.children, down=False)
        for rollback in changes.each("rollback"):
            reader.read([rollback, *rollback.children], down=True)
        found.extend(reader.found)
    return found


def _for_database(dbms: str, database: Database) -> bool:
    names = [n.strip().casefold() for n in dbms.split(",") if n.strip()]
    if not names or "all" in names:
        return True
    own = DIALECTS[database]
    if any(n.startswith("!") for n in names):
        return not any(n.removeprefix("!") in own for n in names)
    return bool(own & set(names))


class _ChangeSet:
    def __init__(self, template: Operation, repo: RepoView, changes: Element) -> None:
        self.template = template
        self.repo = repo
        self.found: list[Operation] = []
        # Liquibase has no attribute for it: CONCURRENTLY is written into the generated SQL.
        self.rewritten = " ".join(
            e.get("with", "value") for m in changes.each("modifySql") for e in m.children
        ).upper()

    def read(self, elements: list[Element], *, down: bool) -> None:
        """Adds the operations of these changes."""
        self.template = replace(self.template, down=down)
        for element in elements:
            self._change(element)

    def _make(self, kind: Kind, at: Element, **fields: object) -> Operation:
        op = replace(self.template, kind=kind, line=at.line, end_line=at.end_line, **fields)  # type: ignore[arg-type]
        self.found.append(op)
        return op

    def _change(self, e: Element) -> None:
        table = e.get("tableName")
        name = e.name
        if name == "createTable":
            defined = tuple(self._definition(c) for c in e.each("column"))
            types = "\n".join(c.type for c in defined)
            self._make(
                Kind.CREATE_TABLE,
                e,
                table=table,
                columns=tuple(c.name for c in defined),
                type=types,
                defined=defined,
            )
        elif name == "addColumn":
            columns = list(e.each("column"))
            for column in columns:
                self._add_column(e if len(columns) == 1 else column, column, table)
        elif name == "dropColumn":
            named = (
                [e.get("columnName")] if e.get("columnName") else [c.get("name") for c in e.each("column")]
            )
            for label in named:
                self._make(Kind.DROP_COLUMN, e, table=table, columns=(label,))
        elif name == "renameColumn":
            self._make(
                Kind.RENAME_COLUMN,
                e,
                table=table,
                columns=(e.get("oldColumnName"),),
                new_name=e.get("newColumnName"),
            )
        elif name == "renameTable":
            self._make(Kind.RENAME_TABLE, e, table=e.get("oldTableName"), new_name=e.get("newTableName"))
        elif name == "dropTable":
            cascade = e.true("cascadeConstraints") is True
            self._make(Kind.DROP_TABLE, e, table=table, name="table", cascade=cascade)
        elif name == "modifyDataType":
            kind = _type(e.get("newDataType"))
            self._make(Kind.ALTER_TYPE, e, table=table, columns=(e.get("columnName"),), type=kind)
        elif name == "addNotNullConstraint":
            tightened = (e.get("columnName"),)
            if e.get("defaultNullValue"):
                self._make(Kind.UPDATE, e, table=table, columns=tightened)
            self._make(
                Kind.SET_NOT_NULL, e, table=table, columns=tightened, type=_type(e.get("columnDataType"))
            )
        elif name == "dropNotNullConstraint":
            self._make(Kind.DROP_NOT_NULL, e, table=table, columns=(e.get("columnName"),))
        elif name == "addDefaultValue":
            self._make(
                Kind.SET_DEFAULT,
                e,
                table=table,
                columns=(e.get("columnName"),),
                default=e.get(*_DEFAULTS) or "set",
            )
        elif name == "dropDefaultValue":
            self._make(Kind.DROP_DEFAULT, e, table=table, columns=(e.get("columnName"),))
        elif name in ("createIndex", "dropIndex"):
            self._make(
                Kind.CREATE_INDEX if name == "createIndex" else Kind.DROP_INDEX,
                e,
                table=table,
                name=e.get("indexName"),
                columns=tuple(c.get("name") for c in e.each("column")),
                unique=e.true("unique") is True,
                concurrently="CONCURRENTLY" in self.rewritten,
            )
        elif name in ("addUniqueConstraint", "addPrimaryKey"):
            self._make(
                Kind.ADD_UNIQUE if name == "addUniqueConstraint" else Kind.ADD_PRIMARY_KEY,
                e,
                table=table,
                name=e.get("constraintName"),
                columns=_names(e.get("columnNames")),
                using_index=bool(e.get("forIndexName")),
            )
        elif name == "addForeignKeyConstraint":
            self._make(
                Kind.ADD_FOREIGN_KEY,
                e,
                table=e.get("baseTableName"),
                name=e.get("constraintName"),
                columns=_names(e.get("baseColumnNames")),
                references=e.get("referencedTableName"),
                not_valid="NOT VALID" in self.rewritten,
            )
        elif name == "addCheckConstraint":
            self._make(
                Kind.ADD_CHECK,
                e,
                table=table,
                name=e.get("constraintName"),
                expression=e.get("constraintBody") or e.text.strip(),
                not_valid="NOT VALID" in self.rewritten or e.true("validate") is False,
            )
        elif name in (
            "dropForeignKeyConstraint",
            "dropUniqueConstraint",
            "dropPrimaryKey",
            "dropCheckConstraint",
        ):
            self._make(
                Kind.DROP_CONSTRAINT, e, table=table or e.get("baseTableName"), name=e.get("constraintName")
            )
        elif name in ("update", "delete"):
            kind = Kind.UPDATE if name == "update" else Kind.DELETE
            written = tuple(c.get("name") for c in e.each("column"))
            self._make(kind, e, table=table, columns=written, bounded=_bounded(e))
        elif name in ("insert", "loadData", "loadUpdateData"):
            self._make(Kind.INSERT, e, table=table, bounded=True)
        elif name == "createView":
            self._make(Kind.CREATE_VIEW, e, table=e.get("viewName"))
        elif name in ("sql", "createProcedure", "rollback"):
            self._sql(e)
        elif name == "sqlFile":
            self._sql_file(e)

    def _definition(self, column: Element) -> ColumnDef:
        rules = next(column.each("constraints"), Element("", 0, 0))
        primary = rules.true("primaryKey") is True
        default = _default(column)
        return ColumnDef(
            column.get("name"),
            _type(column.get("type")),
            rules.true("nullable") is False or primary,
            default,
            primary,
            primary or rules.true("unique") is True,
            _referenced(rules),
            column.line,
        )

    def _add_column(self, at: Element, column: Element, table: str) -> None:
        what = self._definition(column)
        computed = column.get("defaultValueComputed")
        numbered = what.default == "the next number"
        added = self._make(
            Kind.ADD_COLUMN,
            at,
            table=table,
            columns=(what.name,),
            type=what.type,
            not_null=what.not_null,
            default=what.default,
            rewrites=numbered
            or bool(column.get("defaultValueSequenceNext"))
            or bool(volatile_function(computed)),
        )
        beside = replace(added, inline=True)
        if what.references:
            self.found.append(replace(beside, kind=Kind.ADD_FOREIGN_KEY, references=what.references))
        if what.primary:
            self.found.append(replace(beside, kind=Kind.ADD_PRIMARY_KEY))
        elif what.indexed:
            self.found.append(replace(beside, kind=Kind.ADD_UNIQUE))
        if column.get(*_VALUES):
            # The old rows are filled by one UPDATE behind the ALTER TABLE.
            self.found.append(replace(added, kind=Kind.UPDATE, default=None))

    def _sql(self, e: Element) -> None:
        if not _for_database(e.get("dbms"), self.template.database):
            return
        text = e.get("sql") or e.text
        line = e.text_line or e.line
        if not text.strip():
            return
        read = read_fragment(text, self.template, line)
        lone = len({(o.line, o.end_line) for o in read}) <= 1
        for op in read:
            outside = not e.line <= op.line <= op.end_line <= e.end_line
            self.found.append(
                replace(op, line=e.line, end_line=e.end_line) if outside or (lone and not e.text_line) else op
            )

    def _sql_file(self, e: Element) -> None:
        """The statements of a SQL file, placed on the element that names it; silent where the file is not found."""
        path = e.get("path").removeprefix("classpath:").lstrip("/")
        folder = self.template.path.rpartition("/")[0]
        candidates = [f"{folder}/{path}"] if e.true("relativeToChangelogFile") else [path, f"{folder}/{path}"]
        candidates += [f"src/main/resources/{path}"]
        text = next((t for c in candidates if (t := self.repo.text(c)) is not None), None)
        if text is not None:
            for op in read_fragment(text, self.template, 1):
                self.found.append(replace(op, line=e.line, end_line=e.end_line))


def _names(text: str) -> tuple[str, ...]:
    return tuple(n.strip() for n in text.split(",") if n.strip())


def _type(text: str) -> str:
    return re.sub(r"^(?:java\.sql\.Types\.|\$\{)|\}$", "", text.strip())


def _default(column: Element) -> str | None:
    if column.true("autoIncrement"):
        return "the next number"
    if column.get("defaultValueSequenceNext"):
        return f"nextval('{column.get('defaultValueSequenceNext')}')"
    given = column.get(*_DEFAULTS)
    return None if not given or given.upper() == "NULL" else given


def _referenced(rules: Element) -> str:
    if rules.get("referencedTableName"):
        return rules.get("referencedTableName")
    match = re.match(r"\s*([\w.\"]+)\s*\(", rules.get("references"))
    return match.group(1).rpartition(".")[2].strip('"') if match else ""


def _bounded(e: Element) -> bool:
    where = e.get("where") or next((c.text or c.get("where") for c in e.each("where")), "")
    return limits(tuple(_tokens(where)))


def _tokens(text: str) -> Iterator[Token]:
    return (t for t in tokens_of(text) if isinstance(t, Token))
