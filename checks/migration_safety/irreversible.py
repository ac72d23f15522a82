"""A migration without a way back in a repository whose migrations have one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from checks.changes import Status
from checks.languages import language_of, reported
from checks.migration_safety.change_operations import ChangeOperations, change_operations
from checks.migration_safety.change_set_rollbacks import Appended, appended
from checks.migration_safety.code_walk import Scope as Names
from checks.migration_safety.code_walk import called_name, constants, items_of, text_of
from checks.migration_safety.example_files import django
from checks.migration_safety.judgement import LANGUAGES
from checks.migration_safety.migration_files import MigrationFile, migration_file
from checks.migration_safety.operations import Kind, Tool
from checks.migration_safety.revision_graph import alembic_step
from checks.migration_safety.way_back import Way, WayBack, way_back
from checks.report import Severity, Suggestion
from checks.rules import Defect, Example, Rule, Scope, Site
from checks.syntax import model as m
from checks.views import ChangeView, RepoView

SIBLINGS = 15
"""Earlier migrations of the folder that are looked at for its habit, the newest ones."""
_NEEDS_NONE = frozenset(
    {
        Kind.VALIDATE_CONSTRAINT, Kind.ENUM_ADD_VALUE, Kind.SET_TIMEOUT, Kind.UNCHECK_KEYS, Kind.REINDEX,
        Kind.SET_STATISTICS, Kind.VACUUM_FULL, Kind.REFRESH_VIEW, Kind.LOCK_TABLE,
    }
)  # fmt: skip
_DATA = frozenset({Kind.UPDATE, Kind.DELETE, Kind.INSERT, Kind.INSERT_SELECT, Kind.CODE})
_HARMLESS_SQL = re.compile(
    r"^\s*(?:ALTER\s+TABLE\b[^;]*\bVALIDATE\s+CONSTRAINT\b[^;]*|ALTER\s+TYPE\b[^;]*\bADD\s+VALUE\b[^;]*|SET\s[^;]*|RESET\s[^;]*"
    r"|ANALYZE\b[^;]*|VACUUM\b[^;]*|REINDEX\b[^;]*|REFRESH\s[^;]*|COMMENT\s[^;]*|SELECT\s[^;]*)?;?\s*$",
    re.IGNORECASE,
)


def check(view: ChangeView) -> Iterator[Site]:
    """Every added migration that its tool could undo is a site; in Django each RunPython and RunSQL."""
    ops = change_operations(view)
    habits: dict[tuple[str, Tool], tuple[int, int]] = {}
    for kind in ops.migrations:
        change = view.change.file(kind.path)
        if change is None or change.status not in (Status.ADDED, Status.COPIED) or kind.down:
            continue
        if kind.tool is Tool.DJANGO:
            yield from _django(view, kind.path)
            continue
        automatic = [o for o in ops.added if o.path == kind.path and o.reversible is not None]
        if automatic:
            for op in automatic:
                language = reported(language_of(op.path))
                found = None if op.reversible else _step_defect(op.tool)
                yield Site(op.path, op.line, op.end_line, language, found)
            continue
        text = view.head.text(kind.path) or ""
        back = way_back(view.head, kind, text)
        if back.way is Way.UNKNOWN or _needs_none(view, ops, kind, back):
            continue
        folder = kind.path.rpartition("/")[0]
        key = (folder, kind.tool)
        if key not in habits:
            habits[key] = _habit(view, folder, kind)
        defect = None
        written, without = habits[key]
        if back.way in (Way.NOTHING, Way.MISSING) and written > without:
            defect = _defect(view, kind, back, written)
        elif back.way is Way.PARTIAL and written >= without:
            defect = _step_defect(kind.tool)
        line = back.line if defect is not None else 1
        yield Site(kind.path, line, line, reported(language_of(kind.path)), defect, always_touched=True)
    for made in appended(view):
        missing = not made.says_how and made.written > made.without
        language = reported(language_of(made.path))
        yield Site(
            made.path, made.line, made.end_line, language, _change_set_defect(made) if missing else None
        )


def _change_set_defect(made: Appended) -> Defect:
    name = made.key.partition(":")[2]
    others = "the other one" if made.written == 1 else f"{made.written} others"
    own = "`--rollback` lines" if made.path.endswith(".sql") else "a `rollback` element"
    return Defect(
        f"The change set `{name}` has no rollback while {others} of this changelog that need one have it: `liquibase rollback` stops here.",
        fix=f"Add {own} with the reverse; where nothing is to be undone, an empty one says so.",
        key="change set",
        identity=f"change set {made.key}",
    )


def _needs_none(view: ChangeView, ops: ChangeOperations, kind: MigrationFile, back: WayBack) -> bool:
    """Nothing to undo: a merge revision, a validation, an enum value; or data with a way back that is empty on purpose."""
    kinds = {o.kind for o in ops.forward if o.path == kind.path}
    text = view.head.text(kind.path) or ""
    if kind.tool is Tool.ALEMBIC:
        step = alembic_step(kind.path, text)
        if step is None or len(step.follows) > 1:
            return True
    if not kinds:
        # Statements that no rule reads (functions, grants, views) are still changes; an empty file is none.
        return kind.tool is Tool.ALEMBIC or not re.search(
            r"^\s*(?:CREATE|ALTER|DROP|GRANT)\b", text, re.IGNORECASE | re.MULTILINE
        )
    if kinds <= _NEEDS_NONE:
        return True
    return back.way is Way.NOTHING and kinds <= _DATA | _NEEDS_NONE


def _habit(view: ChangeView, folder: str, kind: MigrationFile) -> tuple[int, int]:
    """Earlier migrations of the folder with a way back, and without."""
    repo: RepoView = view.base
    suffix = PurePosixPath(kind.path).suffix
    paths = [
        p
        for p in repo.paths()
        if p.endswith(suffix)
        and (p.rpartition("/")[0] == folder or kind.tool is Tool.PRISMA)
        and not p.endswith(".down.sql")
    ]
    written = without = 0
    for path in paths[-SIBLINGS:]:
        text = repo.text(path) or ""
        other = migration_file(path, text, sqlx=kind.tool is Tool.SQLX)
        if other is None or other.tool is not kind.tool or other.down:
            continue
        way = way_back(repo, other, text).way
        if way in (Way.WRITTEN, Way.REFUSED):
            written += 1
        elif way in (Way.NOTHING, Way.MISSING, Way.PARTIAL):
            without += 1
    return written, without


def _defect(view: ChangeView, kind: MigrationFile, back: WayBack, written: int) -> Defect:
    name = PurePosixPath(kind.path).name
    how = "an empty way back" if back.way is Way.NOTHING else "no way back"
    others = "the earlier one here has" if written == 1 else f"{written} earlier ones here have"
    return Defect(
        f"`{name}` has {how} while {others} one: a deploy that goes wrong cannot be rolled back by the tool.",
        fix=_fix(view, kind),
        key="missing" if back.way is Way.MISSING else "empty",
    )


def _fix(view: ChangeView, kind: MigrationFile) -> str:
    back = _reverse_words(view, kind)
    if kind.path.endswith(".up.sql"):
        return (
            f"Add `{PurePosixPath(kind.path).name.removesuffix('.up.sql')}.down.sql` with the reverse{back}."
        )
    place = {
        Tool.ALEMBIC: "in `downgrade()`",
        Tool.GOOSE: "below `-- +goose Down`",
        Tool.DBMATE: "below `-- migrate:down`",
        Tool.FLYWAY: f"in `U{PurePosixPath(kind.path).name[1:]}`",
    }.get(kind.tool, "in `down`")
    return f"Write the reverse {place}{back}; where there is none, raise an error there that says so."


def _reverse_words(view: ChangeView, kind: MigrationFile) -> str:
    """``: drop `orders.note` `` for what the file adds."""
    words = []
    for op in change_operations(view).forward:
        if op.path != kind.path or op.inline:
            continue
        if op.kind is Kind.CREATE_TABLE:
            words.append(f"drop table `{op.table}`")
        elif op.kind is Kind.ADD_COLUMN and op.column and not change_operations(view).is_new(op.table):
            words.append(f"drop `{op.table}.{op.column}`")
        elif op.kind is Kind.CREATE_INDEX and op.name:
            words.append(f"drop index `{op.name}`")
    return f" ({', '.join(dict.fromkeys(words[:3]))})" if words else ""


def _step_defect(tool: Tool) -> Defect:
    return Defect(
        f"{tool.value} cannot undo this step by itself, and the migration does not say how: a rollback stops here.",
        fix="Write `up` and `down`, or put the step in `reversible do |dir|`.",
        key="step",
    )


# --- Django --------------------------------------------------------------------------------------------------


def _django(view: ChangeView, path: str) -> Iterator[Site]:
    module = view.head.module(path)
    if module is None:
        return
    steps = list(_steps(module))
    if not steps:
        return
    forward_only = _django_goes_forward(view)
    language = reported(language_of(path))
    for call, name, way in steps:
        defect = None
        if way is Way.MISSING and not forward_only:
            argument = "reverse_code" if name == "RunPython" else "reverse_sql"
            defect = Defect(
                f"This {name} has no `{argument}`: `migrate` to an earlier state stops with IrreversibleError, also for every "
                "migration before it.",
                fix=f"Pass `{argument}`; where nothing needs undoing, `migrations.{name}.noop`.",
                suggestion=_suggestion(view, path, call, name),
                key=name,
            )
        yield Site(path, call.line, call.end_line, language, defect)


def _steps(module: m.Module) -> Iterator[tuple[m.Call, str, Way]]:
    """RunPython and RunSQL steps that change something, with their way back."""
    names = Names(constants(module))
    for call in module.every(m.Call):
        name = called_name(call)
        if name not in ("RunPython", "RunSQL") or not call.args:
            continue
        reverse = call.keyword("reverse_code" if name == "RunPython" else "reverse_sql") or call.positional(1)
        if call.has_spread() or call.has_spread("*"):
            continue
        first = call.keyword("code" if name == "RunPython" else "sql") or call.positional(0)
        if m.dotted(first).endswith("noop") or (name == "RunSQL" and _harmless(first, names)):
            yield call, name, Way.WRITTEN
            continue
        none = reverse is None or (isinstance(reverse, m.Literal) and reverse.value is None)
        yield call, name, Way.MISSING if none else Way.WRITTEN


def _harmless(expr: m.Expr | None, names: Names) -> bool:
    pieces: list[m.Expr | None] = [*(items_of(expr, names) or ())] or [expr]
    texts = [text_of(p, names, holes=True) for p in pieces]
    return all(
        t is not None and all(_HARMLESS_SQL.match(part) for part in re.sub(r"--[^\n]*", "", t).split(";"))
        for t in texts
    )


def _django_goes_forward(view: ChangeView) -> bool:
    """Whether the repository's own steps never say how to go back."""
    paths: list[str] = []
    for path, _, _ in view.base.search(["RunPython", "RunSQL"], suffixes=(".py",)):
        if "migrations/" in path and (not paths or paths[-1] != path):
            paths.append(path)
    total = back = 0
    for path in paths[-SIBLINGS:]:
        module = view.base.module(path)
        for _, _, way in _steps(module) if module is not None else ():
            total += 1
            back += way is Way.WRITTEN
    return total >= 2 and back == 0


def _suggestion(view: ChangeView, path: str, call: m.Call, name: str) -> Suggestion | None:
    if call.line != call.end_line or name != "RunPython" or len(call.args) != 1:
        return None
    line = (view.head.text(path) or "").split("\n")[call.line - 1]
    match = re.search(r"(RunPython\()([^()]*)\)", line)
    if match is None or line.count("RunPython(") != 1:
        return None
    given = match.group(2).rstrip().rstrip(",")
    new = f"{line[: match.start()]}{match.group(1)}{given}, migrations.RunPython.noop){line[match.end() :]}"
    return Suggestion(call.line, call.line, new) if "migrations.RunPython(" in line else None


_UP = 'from alembic import op\nimport sqlalchemy as sa\n\nrevision = "{0}"\ndown_revision = "{1}"\n\n\ndef upgrade():\n    op.add_column("orders", sa.Column("{2}", sa.Text()))\n\n\n'
_WITH = _UP.format("77aa", "66bb", "note") + 'def downgrade():\n    op.drop_column("orders", "note")\n'
_GOOSE = "-- +goose Up\nALTER TABLE orders ADD COLUMN note text;\n-- +goose Down\nALTER TABLE orders DROP COLUMN note;\n"
_FILL = (
    "def fill(apps, schema_editor):\n    Order = apps.get_model('orders', 'Order')\n"
    "    Order.objects.filter(source='').update(source='web')"
)

RULE = Rule(
    id="migration-safety/irreversible",
    severity=Severity.WARNING,
    languages=LANGUAGES,
    title="Migration has no way back",
    what="A migration has no down part, or an empty one, in a repository whose earlier migrations have one; or a Django RunPython or RunSQL has no reverse.",
    why="When the deploy goes wrong, the tool cannot take the schema back, and somebody has to write the reverse by hand under pressure.",
    fix="Write the reverse, or an explicit no-op where nothing needs undoing.",
    site="each added migration with a direction (in Django each RunPython and RunSQL)",
    scope=Scope.CHANGE,
    references=(
        "https://docs.djangoproject.com/en/5.2/ref/migration-operations/#runpython",
        "https://alembic.sqlalchemy.org/en/latest/tutorial.html#downgrading",
        "https://pressly.github.io/goose/documentation/annotations/",
    ),
    bad=(
        Example(
            {
                "alembic/versions/77aa_note.py": _WITH,
                "alembic/versions/8c1d_code.py": _UP.format("8c1d", "77aa", "code")
                + "def downgrade(): # <-- here\n    pass\n",
            },
            {"alembic/versions/77aa_note.py": _WITH},
            sites=1,
        ),
        Example(
            {
                "db/migrations/0002_note.sql": _GOOSE,
                "db/migrations/0003_code.sql": "-- +goose Up -- <-- here\nALTER TABLE orders ADD COLUMN code text;\n",
            },
            {"db/migrations/0002_note.sql": _GOOSE},
        ),
        Example(
            {
                "migrations/000001_a.up.sql": "CREATE TABLE a (id bigint);\n",
                "migrations/000001_a.down.sql": "DROP TABLE a;\n",
                "migrations/000002_b.up.sql": "CREATE TABLE b (id bigint); -- <-- here\n",
            },
            {
                "migrations/000001_a.up.sql": "CREATE TABLE a (id bigint);\n",
                "migrations/000001_a.down.sql": "DROP TABLE a;\n",
            },
        ),
        django("migrations.RunPython(fill), # <-- here", head=_FILL, sites=1),
    ),
    good=(
        Example(
            {
                "alembic/versions/77aa_note.py": _WITH,
                "alembic/versions/8c1d_merge.py": (
                    'revision = "8c1d"\ndown_revision = ("77aa", "78bb")\n\n\ndef upgrade():\n    pass\n\n\ndef downgrade():\n    pass\n'
                    "# from alembic import op\n"
                ),
            },
            {"alembic/versions/77aa_note.py": _WITH},
            sites=0,
        ),
        Example(
            {
                "db/migrations/0002_note.sql": _GOOSE,
                "db/migrations/0003_check.sql": (
                    "-- +goose Up\nALTER TABLE orders VALIDATE CONSTRAINT note_set;\n-- +goose Down\n"
                ),
            },
            {"db/migrations/0002_note.sql": _GOOSE},
        ),
        django(
            "migrations.RunPython(fill, migrations.RunPython.noop),\n"
            'migrations.RunSQL("ALTER TABLE orders_order VALIDATE CONSTRAINT note_set"),',
            head=_FILL,
            sites=2,
        ),
        Example(
            {
                "alembic/versions/8c1d_code.py": _UP.format("8c1d", "77aa", "code")
                + "def downgrade():\n    pass\n"
            }
        ),
    ),
)
