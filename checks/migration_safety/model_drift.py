"""Models and migrations say different things: a field without its migration, or a migration without its field."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from pathlib import PurePosixPath

from checks.changes import ChangedFile, Status
from checks.languages import language_of, reported
from checks.migration_safety.change_operations import change_operations
from checks.migration_safety.judgement import site
from checks.migration_safety.migration_files import is_migration_path
from checks.migration_safety.operations import Kind, Operation, Tool
from checks.report import Evidence, Severity
from checks.rules import Defect, Example, Rule, Scope, Site
from checks.schema.declared import DeclaredColumn, DeclaredTable
from checks.schema.known_tables import declared_in
from checks.schema.rails_schema import schema_version
from checks.silence import is_test_path
from checks.views import ChangeView

_RAILS_MIGRATION = re.compile(r"(?:^|/)db/migrate/(\d{14})_\w+\.rb$")
_MIGRATION_SUFFIXES = (".py", ".sql", ".ts", ".js")
_MODEL_SUFFIXES = (".py", ".prisma", ".ts")
_PARTS = frozenset({"apps", "packages", "services", "libs", "projects"})
"""Folders whose own folders are projects of their own."""


def check(view: ChangeView) -> Iterator[Site]:
    """Every changed column of a model, and every column that a migration adds to a table with a model."""
    drift = _Drift(view)
    for change in view.change.files:
        path = change.base_path or change.path
        if change.path in view.silent or is_test_path(path) or is_migration_path(path):
            continue
        if path.endswith((".py", "schema.prisma", ".ts")) or (path.endswith(".prisma") and "prisma/" in path):
            yield from drift.of_models(change)
        elif path.endswith("db/schema.rb"):
            yield from drift.of_rails_schema(change)
    yield from drift.of_migrations()
    yield from drift.of_rails_migrations()


class _Drift:
    def __init__(self, view: ChangeView) -> None:
        self.view = view

    # --- models without a migration ---

    def of_models(self, change: ChangedFile) -> Iterator[Site]:
        """Columns of one model file that the change adds, alters or takes away."""
        view = self.view
        new = [] if change.status is Status.DELETED else list(declared_in(view.head, change.path))
        old = [] if change.base_path is None else list(declared_in(view.base, change.base_path))
        if not new and not old:
            return
        tool = self._tool(change.path, [*new, *old])
        if tool is None:
            return
        before = {t.model: t for t in old}
        now = {t.model: t for t in new}
        for name, table in now.items():
            was = before.get(name) or self._elsewhere(name, change)
            if was is None:
                yield self._site(change, table.line, self._new_table(table, tool))
                continue
            for column in table.columns.values():
                past = was.columns.get(column.name)
                if past is not None and past.same_as(column):
                    continue
                defect = self._column(table, column, tool, "added" if past is None else "changed")
                yield self._site(change, column.line, defect, column.end_line)
            for gone in was.columns.keys() - table.columns.keys():
                if table.extends and not was.extends:
                    continue  # moved to a base class
                defect = self._column(table, was.columns[gone], tool, "removed")
                yield self._site(change, table.line, defect)

    def _elsewhere(self, model: str, change: ChangedFile) -> DeclaredTable | None:
        """A model that moved here from another file."""
        for other in self.view.change.files:
            if other.path == change.path or other.base_path is None:
                continue
            if not other.base_path.endswith(_MODEL_SUFFIXES):
                continue
            for table in declared_in(self.view.base, other.base_path):
                if table.model == model:
                    return table
        return None

    def _site(
        self, change: ChangedFile, line: int, defect: Defect | None, end_line: int | None = None
    ) -> Site:
        language = reported(language_of(change.path))
        return Site(change.path, line, end_line or line, language, defect, always_touched=True)

    def _tool(self, path: str, tables: list[DeclaredTable]) -> Tool | None:
        """The tool whose migrations of this file's tables the repository keeps; None where it keeps none."""
        if path.endswith(".prisma"):
            folder = str(PurePosixPath(path).parent)
            kept = any(
                p.startswith(f"{folder}/migrations/") and p.endswith(".sql") for p in self.view.base.paths()
            )
            return Tool.PRISMA if kept else None
        if path.endswith(".ts"):
            return Tool.TYPEORM if self._typeorm_of(path) else None
        text = self.view.head.text(path) or self.view.base.text(path) or ""
        if re.search(r"\bfrom django\b|\bimport django\b|\bmodels\.\w+Field\(", text):
            app = self._app_folder(path)
            kept = app is not None and any(
                p.startswith(f"{app}/migrations/") and p.endswith(".py") and not p.endswith("__init__.py")
                for p in self.view.base.paths()
            )
            return Tool.DJANGO if kept else None
        return Tool.ALEMBIC if tables and self._alembic else None

    @staticmethod
    def _app_folder(path: str) -> str | None:
        """``shop/orders`` of ``shop/orders/models/order.py``."""
        parts = PurePosixPath(path).parts
        if parts[-1] == "models.py":
            return "/".join(parts[:-1])
        return "/".join(parts[: parts.index("models")]) if "models" in parts else None

    def _typeorm_of(self, path: str) -> bool:
        """Whether the entity's own project keeps TypeORM migrations, and no data source lets TypeORM alter the schema."""
        return _project(path) in {_project(p) for p in self._typeorm}

    @cached_property
    def _typeorm(self) -> frozenset[str]:
        base = self.view.base
        migrations = {
            p for p, _, _ in base.search(["MigrationInterface"], suffixes=(".ts",)) if is_migration_path(p)
        }
        if migrations and any(
            re.search(r"\bsynchronize\s*:\s*(?!false\b)", line) and not is_test_path(p)
            for p, _, line in base.search(["synchronize"], suffixes=(".ts", ".js", ".json"))
        ):
            return frozenset()
        return frozenset(migrations)

    @cached_property
    def _alembic(self) -> bool:
        return any(True for _ in self.view.base.search(["down_revision"], suffixes=(".py",)))

    @cached_property
    def _migrations(self) -> str:
        """Text of all migrations that the change adds or edits."""
        texts = []
        for change in self.view.change.files:
            if change.status is not Status.DELETED and change.path.endswith(_MIGRATION_SUFFIXES):
                text = self.view.head.text(change.path) or ""
                if is_migration_path(change.path) or "down_revision" in text or change.path.endswith(".sql"):
                    texts.append(text)
        return "\n".join(texts)

    def _mentions(self, *names: str) -> bool:
        return any(
            n
            and re.search(rf"(?<![A-Za-z0-9]){re.escape(n)}(?![A-Za-z0-9])", self._migrations, re.IGNORECASE)
            for n in names
        )

    def _new_table(self, table: DeclaredTable, tool: Tool) -> Defect | None:
        if self._mentions(table.model, table.table, _snake(table.model)) or self._named_before(table, tool):
            return None
        return Defect(
            f'The model `{table.model}` is new and no migration creates its table: the first query fails with "relation does not exist".',
            fix=_fix(tool),
            key="table",
        )

    def _named_before(self, table: DeclaredTable, tool: Tool) -> bool:
        """The table is older than the model: an earlier migration made it."""
        for path, _, _ in self.view.base.search(
            [table.table or table.model, table.model], suffixes=_MIGRATION_SUFFIXES
        ):
            if is_migration_path(path):
                return True
        return False

    def _column(self, table: DeclaredTable, column: DeclaredColumn, tool: Tool, what: str) -> Defect | None:
        if self._mentions(column.name, column.column, _snake(column.name)):
            return None
        label = f"`{table.model}.{column.name}`"
        if what == "added":
            if not self._migrations and self._made_before(column, table):
                return None
            message = f"{label} is new in the model and no migration adds its column: every query of the table fails once this is deployed."
        elif what == "removed":
            message = f"{label} is gone from the model and no migration changes its column: a NOT NULL column without a default breaks every insert."
        else:
            message = f"{label} is declared differently and no migration changes its column: the database keeps the old definition."
        return Defect(message, fix=_fix(tool), key=what, identity=f"{what} {table.model}.{column.name}")

    def _made_before(self, column: DeclaredColumn, table: DeclaredTable) -> bool:
        """An earlier migration names the column: the model follows it in a release of its own."""
        for path, _, line in self.view.base.search(
            [column.column, column.name], suffixes=_MIGRATION_SUFFIXES
        ):
            if is_migration_path(path) and re.search(r"add|create|column", line, re.IGNORECASE):
                text = self.view.base.text(path) or ""
                if re.search(rf"\b{re.escape(table.table or table.model)}\b", text, re.IGNORECASE):
                    return True
        return False

    # --- migrations without the model ---

    def of_migrations(self) -> Iterator[Site]:
        """Columns that Django, Alembic and Prisma migrations add to tables that have a model."""
        ops = change_operations(self.view)
        for op in ops.added:
            if op.tool not in (Tool.DJANGO, Tool.ALEMBIC, Tool.PRISMA) or op.kind is not Kind.ADD_COLUMN:
                continue
            if not op.column or not op.table or (op.tool is Tool.DJANGO and not op.model):
                continue
            table = self._model_of(op)
            if table is None:
                continue
            names = {c.name for c in table.columns.values()} | {c.column for c in table.columns.values()}
            later = any(
                o.kind is Kind.DROP_COLUMN and o.table == op.table and o.column == op.column
                for o in ops.forward
            )
            if op.column in names or later or (table.extends and self._somewhere(op, table)):
                yield site(op)
                continue
            defect = Defect(
                f"The migration adds `{op.column}` to `{op.table}`, and the model `{table.model}` has no such field: the next generated migration drops it again.",
                fix=f"Add the field to `{table.model}` in the same change, or leave the column out.",
                evidence=(Evidence(table.path, table.line, "the model of this table"),),
                key="model",
            )
            yield site(op, defect)

    def _somewhere(self, op: Operation, table: DeclaredTable) -> bool:
        """A base class may declare it."""
        return any(
            not is_migration_path(p) for p, _, _ in self.view.head.search([op.column], suffixes=(".py",))
        )

    def _model_of(self, op: Operation) -> DeclaredTable | None:
        head = self.view.head
        if op.tool is Tool.DJANGO:
            folder = op.path.rpartition("/migrations/")[0]
            for path in head.paths():
                if path == f"{folder}/models.py" or (
                    path.startswith(f"{folder}/models/") and path.endswith(".py")
                ):
                    for table in declared_in(head, path):
                        if table.model.casefold() == op.model.casefold():
                            return table
            return None
        return self._declared[Tool.PRISMA if op.tool is Tool.PRISMA else Tool.ALEMBIC].get(op.table)

    @cached_property
    def _declared(self) -> dict[Tool, dict[str, DeclaredTable]]:
        """Models of the tables that get a column, by table: one search for all of them."""
        found: dict[Tool, dict[str, DeclaredTable]] = {Tool.PRISMA: {}, Tool.ALEMBIC: {}}
        added = [o for o in change_operations(self.view).added if o.kind is Kind.ADD_COLUMN]
        for tool, suffix in ((Tool.PRISMA, ".prisma"), (Tool.ALEMBIC, ".py")):
            tables = sorted({o.table for o in added if o.tool is tool and o.table})
            if not tables:
                continue
            paths = {p for p, _, _ in self.view.head.search(tables, suffixes=(suffix,))}
            for path in sorted(paths):
                if is_migration_path(path) or is_test_path(path):
                    continue
                for table in declared_in(self.view.head, path):
                    found[tool].setdefault(table.table, table)
        return found

    # --- Rails ---

    def of_rails_migrations(self) -> Iterator[Site]:
        """A Rails migration comes with the schema file that it leads to."""
        view = self.view
        for change in view.change.files:
            match = _RAILS_MIGRATION.search(change.path)
            if match is None or change.status is not Status.ADDED or change.path in view.silent:
                continue
            root = change.path[: match.start()].rstrip("/")
            folder = f"{root}/db" if root else "db"
            schema = f"{folder}/schema.rb"
            text = view.head.text(schema)
            version = None if text is None else schema_version(text)
            if version is None:
                continue
            line = _class_line(view.head.text(change.path) or "")
            defect = None
            if version < int(match.group(1)):
                defect = Defect(
                    f"`{schema}` still stands at version {version}: databases made with `db:schema:load` (tests, new machines) lack this migration.",
                    fix=f"Run `bin/rails db:migrate` and commit `{schema}` with the migration.",
                    evidence=(Evidence(schema, 0, "the version it was dumped at"),),
                    key="schema",
                )
            yield self._site(change, line, defect)

    def of_rails_schema(self, change: ChangedFile) -> Iterator[Site]:
        """Columns in the schema file that no migration of the change makes."""
        view = self.view
        if change.status is not Status.MODIFIED or change.base_path is None:
            return
        if any(_RAILS_MIGRATION.search(f.path) for f in view.change.files):
            return
        before = {t.model: t for t in declared_in(view.base, change.base_path)}
        for table in declared_in(view.head, change.path):
            was = before.get(table.model)
            for column in table.columns.values():
                if was is not None and column.name in was.columns:
                    continue
                defect = Defect(
                    f"`{table.model}.{column.name}` is in `{change.path}` and no migration of this change adds it: deployed databases never get it.",
                    fix="Write the migration and let `bin/rails db:migrate` write this file.",
                    key="column",
                )
                yield self._site(change, column.line, defect)


def _project(path: str) -> str:
    """``apps/shop`` of ``apps/shop/src/order.entity.ts``; ``""`` where the repository is one project."""
    parts = path.split("/")
    return "/".join(parts[:2]) if parts[0] in _PARTS and len(parts) > 2 else ""


def _snake(name: str) -> str:
    """``createdAt`` as a naming strategy writes it: ``created_at``."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).casefold()


def _class_line(text: str) -> int:
    return next((n for n, line in enumerate(text.split("\n"), 1) if line.startswith("class ")), 1)


def _fix(tool: Tool) -> str:
    return {
        Tool.DJANGO: "Run `python manage.py makemigrations` and commit the migration with the model.",
        Tool.PRISMA: "Run `npx prisma migrate dev --name ...` and commit the migration with schema.prisma.",
        Tool.TYPEORM: "Run `typeorm migration:generate`, read it, and commit it with the entity.",
    }.get(tool, "Run `alembic revision --autogenerate -m ...`, read it, and commit it with the model.")


_MODELS = "from django.db import models\n\n\nclass Order(models.Model):\n    number = models.CharField(max_length=20)\n"
_FIRST = {
    "shop/orders/migrations/0001_initial.py": (
        "from django.db import migrations, models\n\n\nclass Migration(migrations.Migration):\n    operations = [\n"
        '        migrations.CreateModel("Order", [("number", models.CharField(max_length=20))]),\n    ]\n'
    ),
}
_SECOND = (
    "from django.db import migrations, models\n\n\nclass Migration(migrations.Migration):\n"
    '    dependencies = [("orders", "0001_initial")]\n    operations = [\n'
    '        migrations.AddField("order", "note", models.TextField(null=True)),{}\n    ]\n'
)
_PRISMA = "model Order {\n  id     Int    @id\n  number String\n}\n"
_PRISMA_FIRST = {
    "prisma/migrations/20240101_init/migration.sql": 'CREATE TABLE "Order" ("id" INTEGER NOT NULL, "number" TEXT NOT NULL);\n'
}
_SA = (
    "from sqlalchemy.orm import Mapped, mapped_column\n\nfrom shop.db import Base\n\n\nclass Order(Base):\n"
    '    __tablename__ = "orders"\n\n    id: Mapped[int] = mapped_column(primary_key=True)\n'
)
_SA_FIRST = {
    "alembic/versions/0001_orders.py": (
        'from alembic import op\nimport sqlalchemy as sa\n\nrevision = "0001"\ndown_revision = None\n\n\n'
        'def upgrade():\n    op.create_table("orders", sa.Column("id", sa.BigInteger(), primary_key=True))\n'
    )
}

RULE = Rule(
    id="migration-safety/model-drift",
    severity=Severity.WARNING,
    languages=("python", "prisma", "sql", "ruby"),
    title="Model and migrations drift apart",
    what="A column of an ORM model is added, changed or removed without a migration, or a migration adds a column that the model does not have "
    "(Django, SQLAlchemy with Alembic, Prisma, Rails' schema.rb).",
    why="Code and database disagree after the deploy: queries name columns that are not there, or the next generated migration silently carries the "
    "difference into somebody else's change.",
    fix="Generate the migration and commit it with the model.",
    site="each changed column of a model, each column that a migration adds to a table with a model, each Rails migration beside a schema.rb",
    scope=Scope.CHANGE,
    yields_to=("migration-safety/drop-column-in-use",),
    references=(
        "https://docs.djangoproject.com/en/5.2/ref/django-admin/#cmdoption-makemigrations-check",
        "https://alembic.sqlalchemy.org/en/latest/autogenerate.html",
        "https://www.prisma.io/docs/orm/prisma-migrate/workflows/development-and-production",
    ),
    bad=(
        Example(
            {
                **_FIRST,
                "shop/orders/models.py": _MODELS + "    note = models.TextField(null=True) # <-- here\n",
            },
            {**_FIRST, "shop/orders/models.py": _MODELS},
            sites=1,
        ),
        Example(
            {
                **_FIRST,
                "shop/orders/models.py": _MODELS,
                "shop/orders/migrations/0002_note.py": _SECOND.format(" # <-- here"),
            },
            {**_FIRST, "shop/orders/models.py": _MODELS},
        ),
        Example(
            {
                **_PRISMA_FIRST,
                "prisma/schema.prisma": _PRISMA.replace(
                    "number String", "number String\n  note   String? // <-- here"
                ),
            },
            {**_PRISMA_FIRST, "prisma/schema.prisma": _PRISMA},
        ),
        Example(
            {**_SA_FIRST, "shop/models.py": _SA + "    note: Mapped[str | None] # <-- here\n"},
            {**_SA_FIRST, "shop/models.py": _SA},
        ),
    ),
    good=(
        Example(
            {
                **_FIRST,
                "shop/orders/models.py": _MODELS + "    note = models.TextField(null=True)\n",
                "shop/orders/migrations/0002_note.py": _SECOND.format(""),
            },
            {**_FIRST, "shop/orders/models.py": _MODELS},
            sites=2,
        ),
        Example(
            {
                **_FIRST,
                "shop/orders/models.py": _MODELS.replace(
                    "max_length=20", 'max_length=20, help_text="As printed"'
                ),
            },
            {**_FIRST, "shop/orders/models.py": _MODELS},
            sites=0,
        ),
        Example(
            {"shop/orders/models.py": _MODELS + "    note = models.TextField(null=True)\n"},
            {"shop/orders/models.py": _MODELS},
            sites=0,
        ),
        Example(
            {**_SA_FIRST, "shop/models.py": _SA + '    lines: Mapped[list["Line"]] = relationship()\n'},
            {**_SA_FIRST, "shop/models.py": _SA},
            sites=0,
        ),
    ),
)
