"""Side by side with squawk (PyPI ``squawk-cli``, when it is on PATH) on PostgreSQL migrations: what either says where.

Two sets: the SQL files of our labelled corpus, where a label is the truth, and the statements below, each with what the manual says of
it. squawk sees one file at a time, as it is meant to; it is told when the file runs inside a transaction. Its rules are set beside ours
by what they are about; those about taste or about things that the catalogue leaves out are counted apart.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from checks.changes import in_memory
from checks.config import CheckConfig
from checks.engine import review
from checks.migration_safety.change_operations import change_operations
from checks.migration_safety.operations import Database
from checks.rules import load_rules
from checks.views import ChangeView

CORPUS = Path(__file__).resolve().parents[1] / "corpus" / "migration-safety"
FAMILY = "migration-safety/"

SAME = {
    "require-concurrent-index-creation": "index-not-concurrent",
    "require-concurrent-index-deletion": "index-not-concurrent",
    "require-concurrent-reindex": "index-not-concurrent",
    "constraint-missing-not-valid": "check-validates foreign-key-validates",
    "adding-foreign-key-constraint": "foreign-key-validates",
    "adding-field-with-default": "volatile-default",
    "changing-column-type": "type-change",
    "adding-not-nullable-field": "set-not-null-scan",
    "adding-required-field": "not-null-without-default",
    "adding-serial-primary-key-field": "unique-constraint-builds-index volatile-default",
    "renaming-column": "rename-in-place",
    "renaming-table": "rename-in-place",
    "disallowed-unique-constraint": "unique-constraint-builds-index",
    "ban-drop-database": "destructive",
    "ban-drop-table": "destructive drop-column-in-use",
    "ban-truncate-cascade": "destructive",
    "ban-drop-column": "drop-column-in-use",
    "prefer-bigint-over-int": "int-primary-key",
    "prefer-bigint-over-smallint": "int-primary-key",
    "prefer-timestamp-tz": "type-pitfall",
    "ban-char-field": "type-pitfall",
    "ban-concurrent-index-creation-in-transaction": "concurrent-in-transaction",
    "require-lock-timeout": "lock-timeout",
}
"""squawk's rule -> ours about the same thing."""
BY_CODE = frozenset({"ban-drop-column", "ban-drop-table"})
"""Ours ask the code first: nothing here uses what is dropped."""

TABLES = {
    "db/migrations/0001_tables.sql": "CREATE TABLE accounts (id bigint PRIMARY KEY, name text NOT NULL);\n"
    "CREATE TABLE orders (id bigint PRIMARY KEY, account_id bigint, code varchar(20), total numeric(10, 2), state text, note text,"
    " made timestamptz);\n"
    "CREATE INDEX orders_account ON orders (account_id);\nCREATE UNIQUE INDEX orders_code ON orders (code);\n"
    "CREATE TABLE parts (id bigint NOT NULL) PARTITION BY RANGE (id);\n",
}
TIMEOUT = "SET lock_timeout = '2s';\nSET statement_timeout = '5s';\n"
STATEMENTS: dict[str, tuple[str, ...]] = {
    "CREATE INDEX i ON orders (state);": ("index-not-concurrent",),
    "CREATE INDEX CONCURRENTLY i ON orders (state);": (),
    "CREATE UNIQUE INDEX i ON orders (state, id);": ("index-not-concurrent",),
    "CREATE INDEX i ON ONLY parts (id);": (),
    "DROP INDEX orders_account;": ("index-not-concurrent",),
    "DROP INDEX CONCURRENTLY orders_code;": (),
    "REINDEX TABLE orders;": ("index-not-concurrent",),
    "REINDEX INDEX CONCURRENTLY orders_code;": (),
    "BEGIN;\nCREATE INDEX CONCURRENTLY i ON orders (state);\nCOMMIT;": ("concurrent-in-transaction",),
    "BEGIN;\nDROP INDEX CONCURRENTLY orders_code;\nCOMMIT;": ("concurrent-in-transaction",),
    "ALTER TABLE orders ADD COLUMN x bigint NOT NULL;": ("not-null-without-default",),
    "ALTER TABLE orders ADD COLUMN x bigint NOT NULL DEFAULT 0;": (),
    "ALTER TABLE orders ADD COLUMN x bigint;": (),
    "ALTER TABLE orders ADD COLUMN x timestamptz DEFAULT now();": (),
    "ALTER TABLE orders ADD COLUMN x timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP;": (),
    "ALTER TABLE orders ADD COLUMN x uuid DEFAULT gen_random_uuid();": ("volatile-default",),
    "ALTER TABLE orders ADD COLUMN x double precision DEFAULT random();": ("volatile-default",),
    "ALTER TABLE orders ADD COLUMN x timestamptz DEFAULT clock_timestamp();": ("volatile-default",),
    "ALTER TABLE orders ADD COLUMN x bigserial;": ("volatile-default",),
    "ALTER TABLE orders ADD COLUMN x bigint GENERATED ALWAYS AS IDENTITY;": ("volatile-default",),
    "ALTER TABLE orders ADD COLUMN x numeric GENERATED ALWAYS AS (total * 2) STORED;": ("volatile-default",),
    "ALTER TABLE orders ADD COLUMN x jsonb NOT NULL DEFAULT '{}'::jsonb;": (),
    "ALTER TABLE orders ADD COLUMN x text[] DEFAULT ARRAY[]::text[];": (),
    "ALTER TABLE orders ADD COLUMN x boolean DEFAULT false NOT NULL;": (),
    "ALTER TABLE orders ALTER COLUMN note SET NOT NULL;": ("set-not-null-scan",),
    "ALTER TABLE orders ADD CONSTRAINT c CHECK (note IS NOT NULL) NOT VALID;\nALTER TABLE orders VALIDATE CONSTRAINT c;\n"
    "ALTER TABLE orders ALTER COLUMN note SET NOT NULL;": (),
    "ALTER TABLE orders ALTER COLUMN code TYPE text;": (),
    "ALTER TABLE orders ALTER COLUMN code TYPE varchar(40);": (),
    "ALTER TABLE orders ALTER COLUMN code TYPE varchar(10);": ("type-change",),
    "ALTER TABLE orders ALTER COLUMN total TYPE numeric(12, 2);": (),
    "ALTER TABLE orders ALTER COLUMN total TYPE numeric(12, 4);": ("type-change",),
    "ALTER TABLE orders ALTER COLUMN account_id TYPE integer;": ("type-change",),
    "ALTER TABLE orders ALTER COLUMN state TYPE integer USING state::integer;": ("type-change",),
    "ALTER TABLE orders ALTER COLUMN made TYPE timestamptz;": (),
    "ALTER TABLE orders ADD CONSTRAINT f FOREIGN KEY (account_id) REFERENCES accounts (id);": ("foreign-key-validates",),
    "ALTER TABLE orders ADD CONSTRAINT f FOREIGN KEY (account_id) REFERENCES accounts (id) NOT VALID;": (),
    "ALTER TABLE orders VALIDATE CONSTRAINT f;": (),
    "ALTER TABLE orders ADD CONSTRAINT c CHECK (total > 0);": ("check-validates",),
    "ALTER TABLE orders ADD CONSTRAINT c CHECK (total > 0) NOT VALID;": (),
    "ALTER TABLE orders ADD CONSTRAINT u UNIQUE (state);": ("unique-constraint-builds-index",),
    "ALTER TABLE orders ADD CONSTRAINT u UNIQUE USING INDEX orders_code;": (),
    "ALTER TABLE orders ADD EXCLUDE USING gist (note WITH =);": ("unique-constraint-builds-index",),
    "ALTER TABLE orders ADD COLUMN x text UNIQUE;": ("unique-constraint-builds-index",),
    "ALTER TABLE orders RENAME COLUMN note TO remark;": ("rename-in-place",),
    "ALTER TABLE orders RENAME TO purchases;": ("rename-in-place",),
    "ALTER INDEX orders_code RENAME TO orders_code_key;": (),
    "TRUNCATE orders CASCADE;": ("destructive",),
    "TRUNCATE orders;": ("destructive",),
    "DROP TABLE orders;": ("destructive",),
    "DROP SCHEMA old CASCADE;": ("destructive",),
    "UPDATE orders SET state = 'new';": ("unbatched-write",),
    "DELETE FROM orders;": ("unbatched-write",),
    "CREATE TABLE items (id bigint PRIMARY KEY, n integer NOT NULL);\nCREATE INDEX items_n ON items (n);": (),
    "CREATE TABLE items (id bigint PRIMARY KEY, order_id bigint REFERENCES orders (id));\nCREATE INDEX items_o ON items (order_id);": (),
    "CREATE TABLE items (id bigint PRIMARY KEY);\nALTER TABLE items ADD CONSTRAINT c CHECK (id > 0);": (),
    "CREATE TABLE items (id serial PRIMARY KEY);": ("int-primary-key",),
    "CREATE TABLE items (id integer PRIMARY KEY);": ("int-primary-key",),
    "CREATE TABLE items (id bigint PRIMARY KEY, at timestamp);": ("type-pitfall",),
    "CREATE TABLE items (id bigint PRIMARY KEY, country char(2));": ("type-pitfall",),
    "CREATE TABLE items (id bigint PRIMARY KEY, price real);": ("type-pitfall",),
    "CREATE TABLE items (id bigint PRIMARY KEY, order_id bigint REFERENCES orders (id));": ("unindexed-foreign-key",),
    "ALTER TABLE orders ADD COLUMN x bigint REFERENCES accounts (id);\nCREATE INDEX CONCURRENTLY orders_x ON orders (x);": (),
    "COMMENT ON TABLE orders IS 'x';": (),
    "CREATE FUNCTION f() RETURNS void LANGUAGE sql AS $$ DELETE FROM orders; $$;": (),
    "CREATE VIEW recent AS SELECT id FROM orders;": (),
    "ALTER TABLE orders ALTER COLUMN note DROP NOT NULL;": (),
    "ALTER TABLE orders ALTER COLUMN note SET DEFAULT '';": (),
    "ALTER TABLE orders DROP CONSTRAINT c;": (),
    "VACUUM FULL orders;": (),
}  # fmt: skip
"""Statement -> our rules of which the manual says that they hold. Timeouts are set above each, and the file runs outside a
transaction of its tool's."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """One change and what is true of it: (path, line, rule)."""

    name: str
    head: dict[str, str | bytes]
    base: dict[str, str | bytes]
    truth: frozenset[tuple[str, int, str]]
    tip: dict[str, str | bytes] | None = None


def squawk(path: str, text: str, *, in_transaction: bool) -> Iterator[tuple[int, int, str]]:
    """(first line, last line, rule) of each of squawk's findings."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "migration.sql"
        file.write_text(text, "utf-8")
        options = ["--reporter", "json", "--pg-version", "16.0"]
        done = subprocess.run(
            [
                "squawk",
                *options,
                *(["--assume-in-transaction"] if in_transaction else []),
                file,
            ],
            capture_output=True,
            text=True,
            cwd=folder,
            check=False,
        )
    if not done.stdout.strip().startswith("["):
        sys.exit(f"squawk failed on {path}: {done.stderr}")
    for found in json.loads(done.stdout):
        yield found["line"] + 1, found["line_end"] + 1, found["rule_name"]


def _files(folder: Path) -> dict[str, str | bytes]:
    return {
        p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()
    }


def corpus() -> Iterator[Labelled]:
    """The labelled corpus."""
    for expected in sorted(CORPUS.glob("*/expected.txt")):
        labels = set()
        for line in expected.read_text("utf-8").split("\n"):
            if line:
                slug, _, place = line.partition(" ")
                path, _, number = place.rpartition(":")
                labels.add((path, int(number), slug))
        folder = expected.parent
        tip = _files(folder / "tip") if (folder / "tip").is_dir() else None
        yield Labelled(folder.name, _files(folder / "head"), _files(folder / "base"), frozenset(labels), tip)


def own_statements() -> Iterator[Labelled]:
    """The statements above, each in a file of its own."""
    for number, (statement, slugs) in enumerate(STATEMENTS.items()):
        path = "db/migrations/0002_step.sql"
        text = f"{TIMEOUT}{statement}\n"
        line = text[: text.index(statement)].count("\n") + 1
        last = text.count("\n")
        if statement.startswith("BEGIN"):
            line, last = line + 1, last - 1
        base: dict[str, str | bytes] = dict(TABLES)
        truth = frozenset((path, line, slug) for slug in slugs)
        yield Labelled(f"{number} {statement}", {**base, path: text}, base, truth)


def compare(
    cases: Iterator[Labelled],
) -> None:
    """Print the table of one set, and each place where one of the two is right alone or wrong."""
    out = sys.stdout.write
    ours_right: Counter[str] = Counter()
    ours_wrong: Counter[str] = Counter()
    theirs_right: Counter[str] = Counter()
    theirs_wrong: Counter[str] = Counter()
    labelled: Counter[str] = Counter()
    apart: Counter[str] = Counter()
    notes: list[str] = []
    files = 0
    only = frozenset(rule for rule in load_rules() if rule.startswith(FAMILY))
    for case in cases:
        name, head, truth = case.name, case.head, case.truth
        change = in_memory(head, case.base, case.tip)
        config = CheckConfig()
        ops = change_operations(ChangeView(change, config))
        sql = {
            op.path for op in ops.forward if op.path.endswith(".sql") and op.database is Database.POSTGRESQL
        }
        added = {f.path for f in change.files if f.path in sql and f.base_path is None}
        if not added:
            continue
        files += len(added)
        report = review(change, config, only=only)
        ours = {(f.path, f.line, f.rule.removeprefix(FAMILY)) for f in report.findings if f.path in added}
        right = {t for t in truth if t[0] in added}
        for place in right:
            labelled[place[2]] += 1
        ours_right.update(slug for _, _, slug in ours & right)
        ours_wrong.update(slug for _, _, slug in ours - right)
        notes += [f"ours, missed: {slug} at {name}" for _, _, slug in right - ours]
        notes += [f"ours, wrong: {slug} at {name}" for _, _, slug in ours - right if slug != "lock-timeout"]
        for path in sorted(added):
            content = head[path]
            text = content.decode("utf-8", "replace") if isinstance(content, bytes) else content
            inside = any(op.in_transaction for op in ops.forward if op.path == path)
            own = {(line, slug) for p, line, slug in right if p == path}
            hit: set[tuple[int, str]] = set()
            missed_by_us: set[tuple[int, str]] = set()
            forward = _forward(text)
            for first, last, rule in squawk(path, forward, in_transaction=inside):
                if rule not in SAME:
                    apart[rule] += 1
                    continue
                slugs = SAME[rule].split()
                found = {(n, slug) for n, slug in own if first <= n <= last and slug in slugs}
                hit |= found
                if not found:
                    if (first, slugs[0]) not in missed_by_us:
                        theirs_wrong[slugs[0]] += 1
                        line_text = text.split("\n")[first - 1].strip()
                        if rule not in BY_CODE and slugs[0] != "lock-timeout":
                            notes.append(
                                f"squawk alone: {rule} at {name.split()[0]} {path}:{first} {line_text[:90]}"
                            )
                    missed_by_us.add((first, slugs[0]))
            theirs_right.update(slug for _, slug in hit)
    out(f"{files} files\n\n{'rule':32} {'true':>5} {'ours':>5} {'wrong':>6} {'squawk':>7} {'wrong':>6}\n")
    for slug in sorted({*labelled, *ours_wrong, *theirs_wrong}):
        out(
            f"{slug:32} {labelled[slug]:5} {ours_right[slug]:5} {ours_wrong[slug]:6} {theirs_right[slug]:7} {theirs_wrong[slug]:6}\n"
        )
    sums = [sum(c.values()) for c in (labelled, ours_right, ours_wrong, theirs_right, theirs_wrong)]
    out(f"{'all':32} {sums[0]:5} {sums[1]:5} {sums[2]:6} {sums[3]:7} {sums[4]:6}\n")
    if apart:
        out(
            "squawk, about what the catalogue leaves out: "
            + ", ".join(f"{r} {n}" for r, n in apart.most_common())
            + "\n"
        )
    out("".join(f"  {note}\n" for note in notes) + "\n")


def _forward(text: str) -> str:
    """The text without its way back, with the lines where they were: squawk does not know the tools' marks."""
    lines = text.split("\n")
    down = next(
        (
            i
            for i, line in enumerate(lines)
            if re.match(r"\s*--\s*(?:\+goose\s+Down|migrate:down|rollback)", line, re.I)
        ),
        len(lines),
    )
    return "\n".join(lines[:down]) + "\n"


def main() -> int:
    """Both sets."""
    if shutil.which("squawk") is None:
        sys.stdout.write("squawk is not on PATH (PyPI: squawk-cli); nothing to compare with\n")
        return 0
    version = subprocess.run(
        ["squawk", "--version"], capture_output=True, text=True, check=True
    ).stdout.strip()
    sys.stdout.write(f"{version}\n\nlabelled corpus, PostgreSQL SQL files that a case adds: ")
    compare(corpus())
    sys.stdout.write("statements of this module: ")
    compare(own_statements())
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
