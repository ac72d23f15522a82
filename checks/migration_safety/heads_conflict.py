"""After the merge the migrations no longer form one line: two heads, a version taken twice, a missing parent."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from checks.changes import Status
from checks.languages import language_of, reported
from checks.migration_safety.change_set_ids import ChangeSetId, repeated_ids
from checks.migration_safety.judgement import LANGUAGES
from checks.migration_safety.migration_files import MigrationFile, migration_file
from checks.migration_safety.operations import Tool
from checks.migration_safety.revision_graph import (
    Step,
    alembic_step,
    ancestors,
    django_step,
    heads,
    numbered,
    roots,
    steps_in,
    version_of,
    without_replaced,
)
from checks.report import Evidence, Severity, Suggestion
from checks.rules import Defect, Example, Rule, Scope, Site
from checks.views import ChangeView

_ALONE = " The tip of the base branch was not known here, so the branch was judged by itself."
_NUMBERED = frozenset(
    {"FLYWAY", "GOLANG_MIGRATE", "GOOSE", "DBMATE", "SQLX", "SQL", "DRIZZLE", "RAILS"}
)  # fmt: skip
_EVERY_NUMBER = frozenset({"SQL", "DRIZZLE"})
"""Tools of which it is not known for sure that a number may stand only once: the folder's own habit decides."""


def check(view: ChangeView) -> Iterator[Site]:
    """Every added or changed migration that has a place in a line is a site."""
    folders: dict[tuple[str, str], list[Step]] = defaultdict(list)
    files: list[MigrationFile] = []
    cargo = view.head.text("Cargo.toml")
    for file in view.files:
        if not file.path.endswith((".py", ".sql", ".rb")):
            continue
        kind = migration_file(file.path, file.text, sqlx=bool(cargo and "sqlx" in cargo))
        if kind is None:
            continue
        folder = file.path.rpartition("/")[0]
        if kind.tool is Tool.ALEMBIC:
            step = alembic_step(file.path, file.text)
            if step is not None:
                folders[(folder, "alembic")].append(step)
        elif kind.tool is Tool.DJANGO:
            step = django_step(file.path, file.text)
            if step is not None:
                folders[(folder, "django")].append(step)
        elif kind.tool.name in _NUMBERED and not kind.down:
            files.append(kind)
    for change in view.change.files:
        # A deleted revision leaves its children without a parent, also when nothing is added beside it.
        if change.status is Status.DELETED and change.path.endswith(".py"):
            text = view.base.text(change.path) or ""
            folder = change.path.rpartition("/")[0]
            if alembic_step(change.path, text) is not None:
                folders.setdefault((folder, "alembic"), [])
            elif "/migrations" in f"/{folder}" and django_step(change.path, text) is not None:
                folders.setdefault((folder, "django"), [])
    for (folder, name), own in folders.items():
        yield from _Line(view, folder, name, own).sites()
    yield from _versions(view, files)
    for clash in repeated_ids(view):
        yield _site(clash.path, clash.line, None if clash.other is None else _id_twice(view, clash))


def _id_twice(view: ChangeView, clash: ChangeSetId) -> Defect:
    author, _, name = clash.key.partition(":")
    where = "on the base branch" if clash.on_tip else "in this file"
    return Defect(
        f'The change set `{name}` of `{author}` stands twice: another one {where} has the same id; Liquibase stops with "duplicate '
        'identifiers" before it runs anything.',
        _why(view),
        "Give this change set an id of its own.",
        evidence=(Evidence(clash.path, clash.other or 1, "has the same id"),),
        key="change set",
    )


def _site(path: str, line: int, defect: Defect | None) -> Site:
    return Site(path, line, line, reported(language_of(path)), defect, always_touched=True)


def _why(view: ChangeView) -> str:
    return "" if view.change.base_tip or view.change.tip_tree else RULE.why + _ALONE


class _Line:
    """The steps of one folder after the merge, and those of them that the change brings."""

    def __init__(self, view: ChangeView, folder: str, kind: str, own: list[Step]) -> None:
        self.view = view
        self.kind = kind
        read = steps_in(view.merged, folder, kind)
        by_path = {s.path: s for s in read}
        # Read again among its folder: only there the app's label is known.
        self.own = {s.path: by_path.get(s.path, s) for s in own}
        self.every = without_replaced(read)
        self.names = {s.name for s in self.every}
        self.others = [s for s in self.every if s.path not in self.own]
        self.known = self.names | {n for s in read for n in s.replaces}

    def sites(self) -> Iterator[Site]:
        """A site each own step, and one for the child of a step that the change took away."""
        forks = self._forks()
        taken = Counter(s.name for s in self.every)
        complete = all(f in self.known for s in self.others for f in s.follows) and bool(self.others)
        for path, step in self.own.items():
            defect = None
            line = step.line
            if taken[step.name] > 1 and self.kind == "alembic":
                defect = self._taken_twice(step)
            elif complete and (missing := next((f for f in step.follows if self._is_missing(f)), "")):
                defect = self._missing(missing)
            elif path in forks:
                defect = self._fork(step, forks[path])
            elif self.kind == "django" and (far := self._missing_elsewhere(step)) is not None:
                line, defect = far
            yield _site(path, line, defect)
        yield from self._orphans()

    def _is_missing(self, name: str) -> bool:
        """Whether a parent is missing from a folder that holds the rest of its line; of a part of a history nothing is known."""
        if name in self.known:
            return False
        if self.kind == "alembic":
            return len(self.others) > 1
        return _follows_on(name, (s.name for s in self.others))

    def _forks(self) -> dict[str, Step]:
        """Own steps at which the line splits -> the other head."""
        last = heads(self.every)
        if len(last) < 2:
            return {}
        before = heads(self.others)
        found: dict[str, Step] = {}
        reported_heads: set[str] = set()
        for step in sorted(self.own.values(), key=lambda s: s.path, reverse=True):
            if step.labelled or step.path not in {s.path for s in self.every}:
                continue
            mine = [h for h in last if step.name in ancestors(self.every, h)]
            if not mine or (not step.follows and self.kind == "alembic" and len(before) != 1):
                continue
            here = roots(self.every, mine[0])
            rest = [h for h in last if h not in mine and not h.labelled]
            rivals = [
                h for h in rest if self.kind == "django" or roots(self.every, h) & here or not step.follows
            ]
            rivals = [h for h in rivals if h.name not in reported_heads]
            was = {h.name for h in before}
            siblings = [s for s in self.every if s.name != step.name and set(s.follows) & set(step.follows)]
            splits = bool(siblings) or not step.follows
            if not rivals or not splits:
                continue
            if len([h for h in last if h.name in was or h in mine]) <= len(before) and len(before) > 1:
                continue  # the base branch had as many heads before
            found[step.path] = rivals[-1]
            reported_heads.update(h.name for h in mine)
        return found

    def _fork(self, step: Step, rival: Step) -> Defect:
        parent = step.follows[0] if step.follows else "the beginning"
        if self.kind == "alembic":
            message = (
                f"After the merge there are two heads: `{step.name}` here and `{rival.name}` both come after "
                f'`{parent}`; `alembic upgrade head` stops with "Multiple head revisions".'
            )
            fix = (
                f'Set `down_revision = "{rival.name}"` here, or join the two with '
                f'`alembic merge -m "merge heads" {step.name} {rival.name}`.'
            )
        else:
            message = (
                f"After the merge `{step.name}` and `{rival.name}` are both leaves of the app; `migrate` stops with "
                '"Conflicting migrations detected".'
            )
            fix = (
                f"Make this migration depend on `{rival.name}` (and give it the next number), or run "
                "`python manage.py makemigrations --merge`."
            )
        evidence = (Evidence(rival.path, rival.line, "the other head"),)
        return Defect(message, _why(self.view), fix, None, evidence, self._suggestion(step, rival), "heads")

    def _suggestion(self, step: Step, rival: Step) -> Suggestion | None:
        """The line of the parent with the other head's name in its place, where that alone mends it."""
        if len(step.follows) != 1 or len(heads(self.every)) != 2:
            return None
        text = self.view.head.text(step.path) or ""
        line = text.split("\n")[step.line - 1]
        old = step.follows[0]
        if line.count(old) != 1:
            return None
        return Suggestion(step.line, step.line, line.replace(old, rival.name))

    def _taken_twice(self, step: Step) -> Defect:
        other = next(s for s in self.every if s.name == step.name and s.path != step.path)
        return Defect(
            f"Revision `{step.name}` is also that of `{PurePosixPath(other.path).name}`: Alembic cannot tell the two apart.",
            _why(self.view),
            "Give this revision an id of its own (`alembic revision` makes one).",
            evidence=(Evidence(other.path, 1, "has the same revision id"),),
            key="taken",
        )

    def _missing(self, name: str) -> Defect:
        last = [h.name for h in heads(self.others)]
        mend = f"Set it to `{last[0]}`, the last one there is." if len(last) == 1 else "Name one that exists."
        return Defect(
            f"It follows `{name}`, which is not in the repository after the merge: no migration can be run.",
            _why(self.view),
            mend,
            key="missing",
        )

    def _missing_elsewhere(self, step: Step) -> tuple[int, Defect] | None:
        """A dependency on another app of the repository that has no such migration."""
        for app, name, line in step.outside:
            if name in ("__first__", "__latest__"):
                continue
            folders = {
                p.rpartition("/")[0]
                for p in self.view.merged.paths()
                if f"/{p}".endswith(".py") and f"/{p.rpartition('/')[0]}".endswith(f"/{app}/migrations")
            }
            if len(folders) != 1:
                continue
            steps = steps_in(self.view.merged, folders.pop(), "django")
            known = {s.name for s in steps} | {n for s in steps for n in s.replaces}
            if len(steps) < 2 or name in known or any(f not in known for s in steps for f in s.follows):
                continue
            if not _follows_on(name, known):
                continue
            return line, Defect(
                f"It depends on `{app}.{name}`, and the app `{app}` has no such migration: no migration can be run.",
                _why(self.view),
                f"Name one of the app's migrations; the last is `{heads(steps)[-1].name}`.",
                key="missing",
            )
        return None

    def _orphans(self) -> Iterator[Site]:
        gone = {
            f.path: s
            for f in self.view.change.files
            if f.status is Status.DELETED
            and (s := self._read(f.path, self.view.base.text(f.path) or "")) is not None
        }
        for path, step in gone.items():
            child = next(
                (s for s in self.others if step.name in s.follows and step.name not in self.known), None
            )
            if child is None:
                continue
            defect = Defect(
                f"`{PurePosixPath(child.path).name}` follows `{step.name}`, which is deleted here: no migration can be run after the merge.",
                _why(self.view),
                "Restore the file, or remove its children too where nothing has run them.",
                evidence=(Evidence(child.path, child.line, "names it as its parent"),),
                key="orphan",
                identity=f"orphan {path}",
            )
            yield _site(path, 1, defect)

    def _read(self, path: str, text: str) -> Step | None:
        return (alembic_step if self.kind == "alembic" else django_step)(path, text)


def _follows_on(name: str, known: Iterable[str]) -> bool:
    """Whether a Django migration's number lies within the numbers that are there, or comes right after them."""
    numbers = [int(n[:4]) for n in known if n[:4].isdigit()]
    return name[:4].isdigit() and bool(numbers) and int(name[:4]) <= max(numbers) + 1


class _Folders:
    """Versions of the numbered files of each folder after the merge; the tree's names are gone through once a folder."""

    def __init__(self, view: ChangeView) -> None:
        self._paths = view.merged.paths()
        self._kept: dict[tuple[str, bool], dict[tuple[int, ...], list[str]]] = {}

    def versions(self, folder: str, *, flyway: bool) -> dict[tuple[int, ...], list[str]]:
        """Version -> paths of the files that have it."""
        key = (folder, flyway)
        if key not in self._kept:
            found: dict[tuple[int, ...], list[str]] = defaultdict(list)
            for path in numbered(self._paths, folder):
                version = _forward_version(path, flyway)
                if version is not None:
                    found[version].append(path)
            self._kept[key] = found
        return self._kept[key]


def _versions(view: ChangeView, files: list[MigrationFile]) -> Iterator[Site]:
    """Numbered files: one version, one file."""
    folders = _Folders(view)
    own = {f.path for f in files}
    for kind in files:
        flyway = kind.tool is Tool.FLYWAY
        change = view.change.file(kind.path)
        path = PurePosixPath(kind.path)
        version = version_of(path.name, flyway=flyway)
        if (
            version is None
            or change is None
            or change.status not in (Status.ADDED, Status.COPIED, Status.RENAMED)
        ):
            continue
        here = folders.versions(kind.path.rpartition("/")[0], flyway=flyway)
        same = [other for other in here.get(version, ()) if other != kind.path]
        same = [s for s in same if s not in own or s < kind.path]
        if not same:
            yield _site(kind.path, 1, None)
            continue
        counts = {v: n for v, paths in here.items() if (n := sum(p not in own for p in paths))}
        habit = kind.tool.name not in _EVERY_NUMBER or (
            len(counts) > 1 and max(counts.values()) == 1 and _counts_up(version)
        )
        if not habit:
            yield _site(kind.path, 1, None)
            continue
        shown = path.name.split("__")[0] if flyway else path.name.split("_")[0].split("-")[0]
        top = max([*counts, version])
        following = ".".join(map(str, (top[0] + 1,)))
        yield _site(
            kind.path,
            1,
            Defect(
                f"Version `{shown}` is already that of `{PurePosixPath(same[0]).name}`: {_effect(kind.tool)}",
                _why(view),
                f"Give this file the next free version ({following})"
                + (", and its down file too." if ".up." in path.name else "."),
                evidence=(Evidence(same[0], 1, "has the same version"),),
                key="version",
            ),
        )


def _counts_up(version: tuple[int, ...]) -> bool:
    """A plain running number, not a date, which several files of one day may share."""
    return len(version) == 1 and version[0] < 1_000_000


def _forward_version(path: str, flyway: bool) -> tuple[int, ...] | None:
    name = path.rpartition("/")[2]
    if not name.endswith((".sql", ".rb", ".go")) or name.endswith((".down.sql", ".undo.sql", "_test.go")):
        return None
    if any(word in name.casefold() for word in (".down.", "_down.", "rollback", "_undo.")):
        return None
    return version_of(name, flyway=flyway)


def _effect(tool: Tool) -> str:
    return {
        "FLYWAY": 'Flyway stops with "Found more than one migration with version".',
        "GOLANG_MIGRATE": "golang-migrate refuses to start on a duplicate migration file.",
        "GOOSE": "goose refuses to start on a duplicate version.",
        "RAILS": "Rails stops with DuplicateMigrationVersionError.",
        "DBMATE": "dbmate records a version once and runs only one of the two.",
        "SQLX": "sqlx records a version once and fails on the second.",
    }.get(tool.name, "one of the two is skipped or run out of order.")


_FOLDER = "alembic/versions"


def _revision(name: str, down: str, mark: str = "") -> str:
    return (
        f'from alembic import op\nimport sqlalchemy as sa\n\nrevision = "{name}"\ndown_revision = {down}{mark}\n\n\n'
        f'def upgrade():\n    op.add_column("orders", sa.Column("c_{name}", sa.Text()))\n\n\n'
        f'def downgrade():\n    op.drop_column("orders", "c_{name}")\n'
    )


def _django(parent: str, field: str, mark: str = "") -> str:
    return (
        "from django.db import migrations, models\n\n\nclass Migration(migrations.Migration):\n"
        f'    dependencies = [("orders", "{parent}")]{mark}\n'
        f'    operations = [migrations.AddField("order", "{field}", models.TextField(null=True))]\n'
    )


_A, _B = _revision("aaa1", "None"), _revision("bbb2", '"aaa1"')
_ALEMBIC_BASE = {f"{_FOLDER}/aaa1_orders.py": _A, f"{_FOLDER}/bbb2_note.py": _B}
_DJANGO_BASE = {
    "shop/orders/migrations/0001_initial.py": (
        "from django.db import migrations\n\n\nclass Migration(migrations.Migration):\n    dependencies = []\n    operations = []\n"
    ),
    "shop/orders/migrations/0002_note.py": _django("0001_initial", "note"),
}
_FLYWAY_BASE = {
    "db/migration/V1__orders.sql": "CREATE TABLE orders (id bigint);\n",
    "db/migration/V2__note.sql": "ALTER TABLE orders ADD COLUMN note text;\n",
}

RULE = Rule(
    id="migration-safety/heads-conflict",
    severity=Severity.ERROR,
    languages=LANGUAGES,
    title="Migrations do not form one line after the merge",
    what="After the merge with the base branch a migration tool finds two heads, a version that two files claim, or a migration whose parent is missing.",
    why="Each branch is right on its own, so no test of the branch fails; the first deploy after the merge does, or skips one of the two.",
    fix="Put the new migration behind the last one of the base branch, or join the two heads with a merge migration.",
    site="each added or changed migration that has a parent or a version number",
    scope=Scope.CHANGE,
    references=(
        "https://alembic.sqlalchemy.org/en/latest/branches.html",
        "https://docs.djangoproject.com/en/5.2/topics/migrations/#version-control",
        "https://documentation.red-gate.com/fd/versioned-migrations-273973333.html",
    ),
    bad=(
        Example(
            {**_ALEMBIC_BASE, f"{_FOLDER}/ccc3_code.py": _revision("ccc3", '"bbb2"', " # <-- here")},
            _ALEMBIC_BASE,
            tip={**_ALEMBIC_BASE, f"{_FOLDER}/ddd4_state.py": _revision("ddd4", '"bbb2"')},
            sites=1,
        ),
        Example(
            {**_ALEMBIC_BASE, f"{_FOLDER}/ccc3_code.py": _revision("ccc3", '"b0b0"', " # <-- here")},
            _ALEMBIC_BASE,
        ),
        Example(
            {
                **_DJANGO_BASE,
                "shop/orders/migrations/0003_code.py": _django("0002_note", "code", " # <-- here"),
            },
            _DJANGO_BASE,
            tip={
                **_DJANGO_BASE,
                "shop/orders/migrations/0003_state.py": _django("0002_note", "state"),
            },
        ),
        Example(
            {
                **_FLYWAY_BASE,
                "db/migration/V2__code.sql": "ALTER TABLE orders ADD COLUMN code text; -- <-- here\n",
            },
            _FLYWAY_BASE,
        ),
    ),
    good=(
        Example(
            {
                **_ALEMBIC_BASE,
                f"{_FOLDER}/ccc3_code.py": _revision("ccc3", '"bbb2"'),
                f"{_FOLDER}/ddd4_state.py": _revision("ddd4", '"bbb2"'),
                f"{_FOLDER}/eee5_merge.py": _revision("eee5", '("ccc3", "ddd4")'),
            },
            _ALEMBIC_BASE,
            sites=3,
        ),
        Example(
            {
                **_DJANGO_BASE,
                "shop/orders/migrations/0003_code.py": _django("0002_note", "code"),
                "shop/orders/migrations/0003_state.py": _django("0003_code", "state"),
            },
            _DJANGO_BASE,
        ),
        Example(
            {
                **_FLYWAY_BASE,
                "db/migration/V2_1__code.sql": "ALTER TABLE orders ADD COLUMN code text;\n",
            },
            _FLYWAY_BASE,
        ),
        Example({f"{_FOLDER}/ccc3_code.py": _revision("ccc3", '"bbb2"')}),
    ),
)
