"""One schema operation, whatever language and tool it was written for: what every rule of this family judges."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What an operation does to the schema or its data."""

    CREATE_TABLE = "create table"
    DROP_TABLE = "drop table"
    ADD_COLUMN = "add column"
    DROP_COLUMN = "drop column"
    RENAME_COLUMN = "rename column"
    RENAME_TABLE = "rename table"
    RENAME_ENUM_VALUE = "rename enum value"
    ALTER_TYPE = "alter type"
    SET_NOT_NULL = "set not null"
    DROP_NOT_NULL = "drop not null"
    SET_DEFAULT = "set default"
    CREATE_INDEX = "create index"
    DROP_INDEX = "drop index"
    REINDEX = "reindex"
    ADD_FOREIGN_KEY = "add foreign key"
    ADD_CHECK = "add check"
    ADD_UNIQUE = "add unique"
    ADD_PRIMARY_KEY = "add primary key"
    ADD_EXCLUSION = "add exclusion"
    VALIDATE_CONSTRAINT = "validate constraint"
    DROP_CONSTRAINT = "drop constraint"
    UPDATE = "update"
    DELETE = "delete"
    INSERT = "insert"
    INSERT_SELECT = "insert from select"
    TRUNCATE = "truncate"
    DROP_SCHEMA = "drop schema"
    DROP_DATABASE = "drop database"
    DROP_OTHER = "drop other"
    CREATE_VIEW = "create view"
    ENUM_ADD_VALUE = "add enum value"
    SET_TIMEOUT = "set timeout"
    UNCHECK_KEYS = "stop checking foreign keys"
    DROP_DEFAULT = "drop default"
    RENAME_CONSTRAINT = "rename constraint"
    RENAME_INDEX = "rename index"
    CREATE_ENUM = "create enum"
    CREATE_TRIGGER = "create trigger"
    DROP_VIEW = "drop view"
    REFRESH_VIEW = "refresh view"
    ATTACH_PARTITION = "attach partition"
    DETACH_PARTITION = "detach partition"
    SET_LOGGED = "set logged"
    SET_TABLESPACE = "set tablespace"
    SET_STATISTICS = "set statistics"
    SET_STORAGE_PARAMETER = "set storage parameter"
    CLUSTER = "cluster"
    VACUUM_FULL = "vacuum full"
    LOCK_TABLE = "lock table"
    CONVERT_CHARSET = "convert character set"
    REBUILD_TABLE = "rebuild table"
    CODE = "code"
    """A step in the tool's own language that is not read as SQL (RunPython, a data migration's function)."""
    OTHER = "other"


class Tool(StrEnum):
    """The migration tool a file was written for; decides its transaction habit and the wording of a fix."""

    SQL = "plain SQL"
    FLYWAY = "Flyway"
    GOOSE = "goose"
    DBMATE = "dbmate"
    GOLANG_MIGRATE = "golang-migrate"
    SQLX = "sqlx"
    PRISMA = "Prisma"
    DRIZZLE = "Drizzle"
    ALEMBIC = "Alembic"
    DJANGO = "Django"
    KNEX = "Knex"
    RAILS = "Rails"
    TYPEORM = "TypeORM"
    SEQUELIZE = "Sequelize"
    LIQUIBASE = "Liquibase"
    EF_CORE = "EF Core"


class Database(StrEnum):
    """Database family. MariaDB is told apart only where its locks differ."""

    POSTGRESQL = "PostgreSQL"
    MYSQL = "MySQL"
    MARIADB = "MariaDB"
    SQLITE = "SQLite"
    SQLSERVER = "SQL Server"
    """Read, but without a lock table: what a lock would block is not judged."""


SCHEMA_KINDS = frozenset(
    {
        Kind.DROP_TABLE, Kind.ADD_COLUMN, Kind.DROP_COLUMN, Kind.RENAME_COLUMN, Kind.RENAME_TABLE,
        Kind.ALTER_TYPE, Kind.SET_NOT_NULL, Kind.DROP_NOT_NULL, Kind.SET_DEFAULT, Kind.CREATE_INDEX,
        Kind.DROP_INDEX, Kind.ADD_FOREIGN_KEY, Kind.ADD_CHECK, Kind.ADD_UNIQUE, Kind.ADD_PRIMARY_KEY,
        Kind.ADD_EXCLUSION, Kind.DROP_CONSTRAINT, Kind.TRUNCATE,
    }
)  # fmt: skip
"""Operations that take a strong lock on the table they name, kept until the transaction ends."""

WRITE_KINDS = frozenset({Kind.UPDATE, Kind.DELETE, Kind.INSERT_SELECT})
"""Operations that rewrite rows that are already there."""


DIALECTS = {
    Database.POSTGRESQL: frozenset({"postgresql", "postgres", "pg"}),
    Database.MYSQL: frozenset({"mysql", "mysql2", "mariadb"}),
    Database.MARIADB: frozenset({"mysql", "mysql2", "mariadb"}),
    Database.SQLITE: frozenset({"sqlite", "sqlite3"}),
    Database.SQLSERVER: frozenset({"mssql", "sqlserver"}),
}
"""Names that migrations and folders give to a database."""


@dataclass(frozen=True, slots=True)
class ColumnDef:
    """A column as a CREATE TABLE declares it, table constraints of one column folded in."""

    name: str
    type: str
    """As written in SQL, or the tool's type in PostgreSQL's words."""
    not_null: bool = False
    default: str | None = None
    """Text of the default, ``nextval``/identity included; None without one."""
    primary: bool = False
    """Part of the primary key."""
    indexed: bool = False
    """First column of a primary key, unique constraint or index that is made with the table."""
    references: str = ""
    """Table of the foreign key, ``""`` without one."""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Operation:
    """One step of a migration, in source order within its file. Names are without quotes and schema."""

    kind: Kind
    path: str
    line: int
    end_line: int
    tool: Tool
    table: str = ""
    columns: tuple[str, ...] = ()
    name: str = ""
    """Of the index or constraint; ``""`` when the database picks one."""
    new_name: str = ""
    """What a rename gives; the added value of an enum."""
    type: str = ""
    """Column type as written (added or new type)."""
    former_type: str = ""
    """Type before an ALTER_TYPE, where the migration itself says it."""
    not_null: bool = False
    default: str | None = None
    """Text of the default that the database keeps; None without one."""
    rewrites: bool = False
    """The column is filled by rewriting the table: volatile default, serial, identity, stored generated column."""
    app_default: bool = False
    """The tool fills old rows once with a default and then drops it from the database (Django ``default=``)."""
    concurrently: bool = False
    not_valid: bool = False
    using_index: bool = False
    inline: bool = False
    """The constraint is part of a column added by the same command."""
    only_parent: bool = False
    """``ON ONLY``: the index of a partitioned table, made without touching its partitions."""
    references: str = ""
    expression: str = ""
    """Of a check or a USING clause."""
    cascade: bool = False
    online: bool | None = None
    """What ALGORITHM/LOCK/ONLINE clauses ask for: True online, False blocking, None not said."""
    bounded: bool = False
    """An UPDATE or DELETE whose conditions name a part of the table, or which runs in batches."""
    transaction: int | None = None
    """Number of the transaction within the file; None outside any."""
    transaction_reason: str = ""
    down: bool = False
    database: Database = Database.POSTGRESQL
    model: str = ""
    """Django model name."""
    version: tuple[int, int] = (0, 0)
    """Major and minor version of the server, ``(0, 0)`` when neither configuration nor a compose file says."""
    defined: tuple[ColumnDef, ...] = ()
    """Of a CREATE TABLE: its columns, in order. Empty for other kinds."""
    unique: bool = False
    """A unique index."""
    reversible: bool | None = None
    """Of a step in code or raw SQL that a tool undoes by itself (Django, Rails ``change``): whether the step says how. None
    where it does not apply: the file has a direction of its own, or the tool knows the reverse."""
    raw: str = ""
    """Source text with white space folded, for comparing with the base revision."""

    @property
    def column(self) -> str:
        """The first column, or ``""``."""
        return self.columns[0] if self.columns else ""

    @property
    def in_transaction(self) -> bool:
        """Whether the database runs it inside a transaction."""
        return self.transaction is not None
