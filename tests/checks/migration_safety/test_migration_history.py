"""Revision graphs, versions, change sets and the way back of migrations."""

from __future__ import annotations

import pytest

from checks.changes import MemoryTree, in_memory
from checks.engine import review
from checks.migration_safety.changelogs import change_sets
from checks.migration_safety.migration_files import migration_file
from checks.migration_safety.revision_graph import (
    alembic_step,
    django_step,
    heads,
    own_labels,
    steps_in,
    version_of,
    without_replaced,
)
from checks.migration_safety.way_back import Way, way_back
from checks.views import RepoView


@pytest.mark.parametrize(
    ("name", "flyway", "version"),
    [
        ("V2_1__a.sql", True, (2, 1)),
        ("V2__a.sql", True, (2,)),
        ("V1.0__a.sql", True, (1,)),
        ("R__a.sql", True, None),
        ("000012_a.up.sql", False, (12,)),
        ("readme.sql", False, None),
    ],
)
def test_versions_are_read_as_the_tools_read_them(
    name: str, flyway: bool, version: tuple[int, ...] | None
) -> None:
    assert version_of(name, flyway=flyway) == version


@pytest.mark.parametrize(
    ("line", "follows"),
    [
        ("down_revision = None", ()),
        ('down_revision: Union[str, None] = "aa"', ("aa",)),
        ("down_revision: str | Sequence[str] | None = (\n    'aa',\n    'bb',\n)", ("aa", "bb")),
    ],
)
def test_an_alembic_parent_is_read_in_every_spelling(line: str, follows: tuple[str, ...]) -> None:
    step = alembic_step("versions/x.py", f'revision: str = "cc"\n{line}\nbranch_labels = None\n')
    assert step is not None
    assert (step.name, step.follows, step.line, step.labelled) == ("cc", follows, 2, False)


def django(name: str, *dependencies: tuple[str, str], replaces: str = "") -> tuple[str, str]:
    pairs = "".join(f'        ("{a}", "{n}"),\n' for a, n in dependencies)
    text = f"class Migration(migrations.Migration):\n{replaces}    dependencies = [\n{pairs}    ]\n"
    return f"site/admin/migrations/{name}.py", text


def test_an_app_whose_label_is_not_its_folder_is_one_chain() -> None:
    files = dict(
        [
            django("0001_initial", ("auth", "0001_initial")),
            django("0002_a-b", ("siteadmin", "0001_initial")),
            django("0003_c", ("siteadmin", "0002_a-b")),
        ]
    )
    assert own_labels(files) == {"siteadmin", "admin"}
    repo = RepoView(MemoryTree({p: t.encode() for p, t in files.items()}))
    steps = steps_in(repo, "site/admin/migrations", "django")
    assert [s.name for s in heads(steps)] == ["0003_c"]


def test_a_squashed_migration_stands_for_those_that_it_replaces() -> None:
    texts = [
        django("0001_initial"),
        django("0002_b", ("admin", "0001_initial")),
        django("0001_squashed", replaces='    replaces = [("admin", "0001_initial"), ("admin", "0002_b")]\n'),
        django("0003_c", ("admin", "0002_b")),
    ]
    steps = [s for p, t in texts if (s := django_step(p, t)) is not None]
    assert {(s.name, s.follows) for s in without_replaced(steps)} == {
        ("0001_squashed", ()),
        ("0003_c", ("0001_squashed",)),
    }


def test_change_sets_of_every_format_are_told_apart() -> None:
    sql = "--liquibase formatted sql\n--changeset kim:1\nSELECT 1;\n--changeset kim:2 runOnChange:true\nSELECT 2;\n"
    xml = '<databaseChangeLog><changeSet id="1" author="kim"><!-- x --><sql>a</sql></changeSet></databaseChangeLog>'
    yaml = "databaseChangeLog:\n  - changeSet:\n      id: 1\n      author: kim\n      changes: []\n"
    found = change_sets("a.sql", sql)
    assert found is not None
    assert {k: (v.line, v.rerun) for k, v in found.items()} == {"kim:1": (2, False), "kim:2": (4, True)}
    plain = change_sets("a.xml", xml.replace("<!-- x -->", ""))
    assert plain is not None
    assert (change_sets("a.xml", xml) or {})["kim:1"].text == plain["kim:1"].text.replace("><sql", "> <sql")
    assert list(change_sets("a.yaml", yaml) or ()) == ["kim:1"]
    assert change_sets("a.yaml", "key: value\n") is None


@pytest.mark.parametrize(
    ("path", "text", "way"),
    [
        ("m/migrations/1_a.sql", "-- +goose Up\nSELECT 1;\n-- +goose Down\nDROP TABLE a;\n", Way.WRITTEN),
        ("m/migrations/1_a.sql", "-- +goose Up\nSELECT 1;\n-- +goose Down\n", Way.NOTHING),
        ("m/migrations/1_a.sql", "-- +goose Up\nSELECT 1;\n-- +goose Down\n-- irreversible\n", Way.REFUSED),
        ("m/migrations/1_a.sql", "-- migrate:up\nCREATE TABLE a (b int);\n", Way.MISSING),
        ("m/migrations/1_a.sql", "CREATE TABLE a (b int);\n", Way.UNKNOWN),
        ("db/migrate/1_a.rb", "class A < ActiveRecord::Migration[7.1]\n  def up\n  end\nend\n", Way.MISSING),
        ("db/migrate/1_a.rb", "class A < ActiveRecord::Migration[7.1]\n  def change\n    execute 'x'\n  end\nend\n", Way.PARTIAL),
        ("db/migrate/1_a.rb", "class A < ActiveRecord::Migration[7.1]\n  def change\n    add_column :a, :b, :text\n  end\nend\n", Way.WRITTEN),
    ],
)  # fmt: skip
def test_the_way_back_of_a_file_is_known(path: str, text: str, way: Way) -> None:
    kind = migration_file(path, text)
    assert kind is not None
    assert way_back(RepoView(MemoryTree({path: text.encode()})), kind, text).way is way


def test_a_suggested_parent_ends_the_conflict() -> None:
    def revision(name: str, down: str) -> str:
        return f'from alembic import op\nrevision = "{name}"\ndown_revision = {down}\n\n\ndef upgrade():\n    pass\n'

    base = {"v/versions/a.py": revision("a", "None")}
    tip = {**base, "v/versions/b.py": revision("b", '"a"')}
    path = "v/versions/c.py"
    head = {**base, path: revision("c", '"a"')}
    only = {"migration-safety/heads-conflict"}
    (found,) = review(in_memory(head, base, tip), only=only).findings
    assert found.suggestion is not None
    lines = head[path].split("\n")
    lines[found.suggestion.line - 1 : found.suggestion.end_line] = [found.suggestion.replacement]
    assert lines[2] == 'down_revision = "b"'
    assert review(in_memory({**head, path: "\n".join(lines)}, base, tip), only=only).findings == ()


@pytest.mark.parametrize(
    ("rule", "path", "text"),
    [
        ("lock-timeout", "db/migrations/0001_a.sql", "ALTER TABLE orders ADD COLUMN note text;\n"),
        ("int-primary-key", "db/migrations/0001_a.sql", "CREATE TABLE a (\n    id SERIAL PRIMARY KEY\n);\n"),
        (
            "irreversible",
            "shop/migrations/0002_a.py",
            "from django.db import migrations\n\n\ndef fill(apps, schema_editor):\n    apps.get_model('a', 'B').objects.update(c=1)\n\n\n"
            "class Migration(migrations.Migration):\n    operations = [migrations.RunPython(fill)]\n",
        ),
    ],
)
def test_a_suggestion_mends_what_it_is_for(rule: str, path: str, text: str) -> None:
    only = {f"migration-safety/{rule}"}
    (found,) = review(in_memory({path: text}), only=only).findings
    assert found.suggestion is not None
    lines = text.split("\n")
    lines[found.suggestion.line - 1 : found.suggestion.end_line] = found.suggestion.replacement.split("\n")
    report = review(in_memory({path: "\n".join(lines)}), only=only)
    assert report.findings == ()
    assert report.errors == ()
