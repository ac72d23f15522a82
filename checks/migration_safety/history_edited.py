"""A migration that the base branch already has is changed, deleted or renamed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from checks.changes import ChangedFile, Status
from checks.languages import language_of, reported
from checks.migration_safety import changelogs
from checks.migration_safety.forward_part import forward_part, keeps_checksum
from checks.migration_safety.judgement import LANGUAGES
from checks.migration_safety.migration_files import MigrationFile, migration_file
from checks.migration_safety.operations import Tool
from checks.report import Severity
from checks.rules import Defect, Example, Rule, Scope, Site
from checks.views import ChangeView

_REVISION = re.compile(r"^revision(?:\s*:\s*\w+)?\s*=\s*['\"](\w+)['\"]", re.MULTILINE)
_REPLACES = re.compile(r"\breplaces\s*=\s*\[(.*?)\]", re.DOTALL)
_CODE_LINE = re.compile(r"^\s*(?!--|#|//|/?\*|$)\S")
_BY_NUMBER = frozenset({"GOLANG_MIGRATE", "GOOSE", "DBMATE", "SQLX", "RAILS"})
_NEW_STEP = {
    Tool.ALEMBIC: "a new revision (`alembic revision -m ...`)",
    Tool.DJANGO: "a new migration (`python manage.py makemigrations`)",
    Tool.KNEX: "a new migration (`npx knex migrate:make ...`)",
    Tool.FLYWAY: "a new script with the next version",
    Tool.PRISMA: "a new migration (`npx prisma migrate dev --name ...`)",
    Tool.DRIZZLE: "a new migration (`npx drizzle-kit generate`)",
    Tool.GOOSE: "a new migration (`goose create ... sql`)",
    Tool.DBMATE: "a new migration (`dbmate new ...`)",
    Tool.GOLANG_MIGRATE: "a new pair of files (`migrate create -ext sql ...`)",
    Tool.SQLX: "a new migration (`sqlx migrate add ...`)",
}


def check(view: ChangeView) -> Iterator[Site]:
    """Every migration that base has and the change touches is a site."""
    history = _History(view)
    for change in view.change.files:
        path = change.base_path
        if path is None or change.status is Status.COPIED or not _maybe(path):
            continue
        text = view.base.text(path)
        if text is None:
            continue
        steps = changelogs.change_sets(path, text)
        if steps is not None:
            yield from _changelog(view, change, steps)
            continue
        kind = migration_file(path, text, sqlx=history.sqlx)
        if kind is None or kind.down or (kind.tool is Tool.FLYWAY and PurePosixPath(path).name[0] in "RU"):
            continue
        defect, line = history.judge(change, kind, text)
        language = reported(language_of(change.path))
        yield Site(change.path, line, line, language, defect, always_touched=True)


def _maybe(path: str) -> bool:
    return path.endswith(
        (".sql", ".py", ".js", ".ts", ".mjs", ".cjs", ".mts", ".cts", ".rb", ".cs", ".xml", ".yml", ".yaml", ".json")
    )  # fmt: skip


class _History:
    """Judges one file of history after the other."""

    def __init__(self, view: ChangeView) -> None:
        self.view = view
        cargo = view.base.text("Cargo.toml")
        self.sqlx = bool(cargo and "sqlx" in cargo)
        self._added: dict[str, MigrationFile] | None = None
        self._squashed: frozenset[str] | None = None

    def judge(self, change: ChangedFile, kind: MigrationFile, text: str) -> tuple[Defect | None, int]:
        """The defect, and the line of head where it stands."""
        if change.status is Status.DELETED:
            return self._deleted(change, kind, text), 1
        new = self.view.head.text(change.path)
        if new is None:
            return None, 1
        before = forward_part(self.view.base, kind, text)
        now = forward_part(self.view.head, MigrationFile(change.path, kind.tool), new)
        line = _first_line(change, new)
        if before != now and not _squash_finished(text, new):
            return _edited(kind, change.path), line
        if change.path != kind.path and identity(kind, text) != identity(
            MigrationFile(change.path, kind.tool), new
        ):
            return _renamed(kind, change.path), line
        return None, line

    def _deleted(self, change: ChangedFile, kind: MigrationFile, text: str) -> Defect | None:
        path = PurePosixPath(change.path)
        if path.stem in self.squashed or self._has_baseline(kind):
            return None
        moved = self._moved_to(kind, text)
        if moved is not None:
            same = identity(kind, text) == identity(moved, self.view.head.text(moved.path) or "")
            return None if same else _renamed(kind, moved.path)
        name = path.parent.name if kind.tool is Tool.PRISMA else path.name
        return Defect(
            f"`{name}` is on the base branch and is deleted here: databases that ran it keep its changes and its entry in the "
            "migration table, new ones never get them.",
            fix=f"Restore the file and undo what it did in {_new_step(kind)}.",
            key="deleted",
            identity=f"deleted {change.path}",
        )

    @property
    def squashed(self) -> frozenset[str]:
        """Names of Django migrations that a squashed one replaces, at base or at head."""
        if self._squashed is None:
            found: set[str] = set()
            for repo in (self.view.head, self.view.base):
                for change in self.view.change.files:
                    path = change.path if repo is self.view.head else change.base_path
                    if path is None or not path.endswith(".py") or "/migrations/" not in f"/{path}":
                        continue
                    for match in _REPLACES.finditer(repo.text(path) or ""):
                        found |= set(re.findall(r"['\"](\w+)['\"]\s*\)", match.group(1)))
            if not found and any(f.status is Status.DELETED for f in self.view.change.files):
                for path, _, _ in self.view.head.search(["replaces"], suffixes=(".py",)):
                    if "migrations/" in path:
                        for match in _REPLACES.finditer(self.view.head.text(path) or ""):
                            found |= set(re.findall(r"['\"](\w+)['\"]\s*\)", match.group(1)))
            self._squashed = frozenset(found)
        return self._squashed

    def _has_baseline(self, kind: MigrationFile) -> bool:
        """Flyway's baseline script stands for every version up to its own."""
        if kind.tool is not Tool.FLYWAY:
            return False
        return any(
            f.status is Status.ADDED and re.match(r"B\d", PurePosixPath(f.path).name)
            for f in self.view.change.files
        )

    def _moved_to(self, kind: MigrationFile, text: str) -> MigrationFile | None:
        """The added file that holds the same migration, where git did not pair the two."""
        if self._added is None:
            self._added = {}
            for change in self.view.change.files:
                if change.status is not Status.ADDED or not _maybe(change.path):
                    continue
                content = self.view.head.text(change.path) or ""
                found = migration_file(change.path, content, sqlx=self.sqlx)
                if found is not None:
                    self._added[change.path] = found
        before = forward_part(self.view.base, kind, text)
        for path, other in self._added.items():
            if other.tool is kind.tool:
                content = self.view.head.text(path) or ""
                if forward_part(self.view.head, other, content) == before:
                    return other
        return None


def identity(kind: MigrationFile, text: str) -> str:
    """What the tool's own table of migrations knows the file by."""
    path = PurePosixPath(kind.path)
    if kind.tool is Tool.ALEMBIC:
        match = _REVISION.search(text)
        return match.group(1) if match else path.name
    if kind.tool is Tool.DJANGO:
        return f"{path.parent.parent.name}.{path.stem}"
    if kind.tool is Tool.PRISMA:
        return path.parent.name
    if kind.tool.name in _BY_NUMBER:
        match = re.match(r"[vV]?0*(\d+)", path.name)
        return match.group(1) if match else path.name
    if kind.tool.name == "TYPEORM":
        match = re.search(r"\bclass\s+(\w+)", text)
        return match.group(1) if match else path.name
    return path.name


def _new_step(kind: MigrationFile) -> str:
    return _NEW_STEP.get(kind.tool, "a new migration")


def _edited(kind: MigrationFile, path: str) -> Defect:
    pure = PurePosixPath(path)
    name = pure.parent.name if kind.tool is Tool.PRISMA else pure.name
    if keeps_checksum(kind.tool):
        effect = (
            f"{kind.tool.value} keeps a checksum of what it ran and refuses to go on where the file differs."
        )
    else:
        effect = "databases that ran it will not run it again, so they and new ones drift apart."
    return Defect(
        f"`{name}` is already on the base branch; {effect}",
        fix=f"Restore it (`git checkout <base branch> -- {path}`) and put the change in {_new_step(kind)}.",
        key="edited",
    )


def _renamed(kind: MigrationFile, path: str) -> Defect:
    known = "revision" if kind.tool is Tool.ALEMBIC else "name or number"
    return Defect(
        f"The migration gets another {known} (`{PurePosixPath(path).name}`): databases that ran it take it for a new one and run it again.",
        fix="Give it back the name that it has on the base branch; only its place may change where the tool does not keep it.",
        key="renamed",
    )


def _squash_finished(old: str, new: str) -> bool:
    """The last step of a Django squash: only the ``replaces`` list goes."""
    if not _REPLACES.search(old) or _REPLACES.search(new):
        return False
    rest = re.sub(r"[\s,]+", "", _REPLACES.sub("", old))
    return rest == re.sub(r"[\s,]+", "", new)


def _first_line(change: ChangedFile, text: str) -> int:
    """First added line that is code, else the first place where something went."""
    lines = text.split("\n")
    added = sorted(n for n in change.added if n <= len(lines))
    code = next((n for n in added if _CODE_LINE.match(lines[n - 1])), None)
    if code is not None:
        return code
    places = [max(1, g) for g in change.deletion_gaps] + added
    return min(places, default=1)


def _changelog(
    view: ChangeView, change: ChangedFile, steps: dict[str, changelogs.ChangeSet]
) -> Iterator[Site]:
    """A Liquibase changelog grows at its end: only its change sets are history."""
    text = None if change.status is Status.DELETED else view.head.text(change.path)
    now = None if text is None else changelogs.change_sets(change.path, text)
    language = reported(language_of(change.path))
    if now is None:
        if change.status is Status.DELETED and not _included_elsewhere(view, steps):
            kind = MigrationFile(change.path, Tool.SQL)
            name = PurePosixPath(change.path).name
            yield Site(
                change.path,
                1,
                1,
                language,
                Defect(
                    f"`{name}` holds change sets that ran and is deleted here: new databases never get them.",
                    fix=f"Restore the file and undo its change sets in {_new_step(kind)}.",
                    key="deleted",
                    identity=f"deleted {change.path}",
                ),
                always_touched=True,
            )
        return
    for name, step in steps.items():
        new = now.get(name)
        if new is None or step.rerun or new.rerun:
            continue
        if new.text == step.text:
            continue
        line = next((n for n in sorted(change.added) if new.line <= n <= new.end_line), new.line)
        yield Site(
            change.path,
            line,
            line,
            language,
            Defect(
                f"Change set `{name}` is already on the base branch; Liquibase keeps a checksum of what it ran and refuses to go on "
                "where the text differs.",
                fix="Restore it and put the change in a new changeSet with an id of its own.",
                key="edited",
            ),
            always_touched=True,
        )


def _included_elsewhere(view: ChangeView, steps: dict[str, changelogs.ChangeSet]) -> bool:
    for change in view.change.files:
        if change.status is Status.DELETED:
            continue
        found = changelogs.change_sets(change.path, view.head.text(change.path) or "")
        if found and steps.keys() <= found.keys():
            return True
    return False


_V2 = "ALTER TABLE orders ADD COLUMN note text;\n"
_REV = (
    'from alembic import op\nimport sqlalchemy as sa\n\nrevision = "77aa"\ndown_revision = "66bb"\n\n\n'
    'def upgrade():\n    op.add_column("orders", sa.Column("note", sa.Text()))\n\n\n'
    'def downgrade():\n    op.drop_column("orders", "note")\n'
)
_DJANGO = (
    "from django.db import migrations, models\n\n\nclass Migration(migrations.Migration):\n"
    '    dependencies = [("orders", "0001_initial")]\n    operations = [\n'
    '        migrations.AddField("order", "note", models.CharField(max_length=20, null=True)),\n    ]\n'
)
_GOOSE = "-- +goose Up\nALTER TABLE orders ADD COLUMN note text;\n-- +goose Down\nALTER TABLE orders DROP COLUMN note;\n"

RULE = Rule(
    id="migration-safety/history-edited",
    severity=Severity.ERROR,
    languages=(*LANGUAGES, "xml", "yaml"),
    title="Merged migration is changed",
    what="A migration that the base branch already has is edited, deleted or given another name or number.",
    why="Databases that ran the old text never run the new one, so they and freshly made ones drift apart; tools with checksums stop the deploy.",
    fix="Restore the merged file and put the change in a new migration.",
    site="each migration of the base branch that the change edits, renames or deletes",
    scope=Scope.CHANGE,
    references=(
        "https://documentation.red-gate.com/fd/migrations-184127470.html",
        "https://www.prisma.io/docs/orm/prisma-migrate/understanding-prisma-migrate/migration-histories",
        "https://docs.djangoproject.com/en/5.2/topics/migrations/#squashing-migrations",
    ),
    bad=(
        Example(
            {"db/migration/V2__note.sql": "ALTER TABLE orders ADD COLUMN note varchar(200); -- <-- here\n"},
            {"db/migration/V2__note.sql": _V2},
            sites=1,
        ),
        Example(
            {"alembic/versions/77aa_note.py": _REV.replace("sa.Text()))", "sa.String(80))) # <-- here")},
            {"alembic/versions/77aa_note.py": _REV},
        ),
        Example(
            {
                "shop/orders/migrations/0002_note.py": _DJANGO.replace(
                    "null=True)),", "default='')), # <-- here"
                )
            },
            {"shop/orders/migrations/0002_note.py": _DJANGO},
        ),
        Example(
            {
                "db/migrations/0002_note.sql": _GOOSE.replace(
                    "note text;\n", "note text;\nCREATE INDEX orders_note ON orders (note); -- <-- here\n"
                )
            },
            {"db/migrations/0002_note.sql": _GOOSE},
        ),
    ),
    good=(
        Example(
            {
                "db/migration/V2__note.sql": _V2,
                "db/migration/V3__length.sql": "ALTER TABLE orders ADD COLUMN more text;\n",
            },
            {"db/migration/V2__note.sql": _V2},
            sites=0,
        ),
        Example(
            {"alembic/versions/77aa_note.py": '"""Add the note that support asked for."""\n' + _REV},
            {"alembic/versions/77aa_note.py": _REV},
            sites=1,
        ),
        Example(
            {"db/migrations/0002_note.sql": _GOOSE.replace("DROP COLUMN note", "DROP COLUMN IF EXISTS note")},
            {"db/migrations/0002_note.sql": _GOOSE},
            sites=1,
        ),
        Example(
            {"db/migration/R__totals.sql": "CREATE OR REPLACE VIEW totals AS SELECT 2;\n"},
            {"db/migration/R__totals.sql": "CREATE OR REPLACE VIEW totals AS SELECT 1;\n"},
            sites=0,
        ),
    ),
)
