"""Frames for the examples of this family: a whole migration of each tool around the lines that matter."""

from __future__ import annotations

from collections.abc import Mapping

from checks.rules import Example


def _indent(text: str, by: int) -> str:
    return "".join(" " * by + line + "\n" if line else "\n" for line in text.strip("\n").split("\n"))


def alembic(body: str, path: str = "alembic/versions/8c1d_change.py", **more: object) -> Example:
    """An Alembic revision whose upgrade is ``body``."""
    text = (
        "from alembic import op\nimport sqlalchemy as sa\n\n"
        'revision = "8c1d"\ndown_revision = "77aa"\n\n\n'
        f"def upgrade() -> None:\n{_indent(body, 4)}"
    )
    return _example({path: text}, more)


def django(operations: str, head: str = "", attributes: str = "", **more: object) -> Example:
    """A Django migration of the app ``orders`` with these operations."""
    text = (
        "from django.db import migrations, models\n\n\n"
        + (head.strip("\n") + "\n\n\n" if head else "")
        + "class Migration(migrations.Migration):\n"
        + (_indent(attributes, 4) if attributes else "")
        + '    dependencies = [("orders", "0011_status")]\n'
        + f"    operations = [\n{_indent(operations, 8)}    ]\n"
    )
    return _example({"shop/orders/migrations/0012_change.py": text}, more)


def knex(body: str, *, typescript: bool = False, head: str = "", **more: object) -> Example:
    """A Knex migration whose up is ``body``."""
    opening = (
        'import type { Knex } from "knex";\n\nexport async function up(knex: Knex): Promise<void> {\n'
        if typescript
        else "exports.up = async (knex) => {\n"
    )
    closing = "}\n" if typescript else "};\n"
    name = "migrations/20240611120000_change." + ("ts" if typescript else "js")
    return _example({name: head + opening + _indent(body, 2) + closing}, more)


def sql(text: str, path: str = "db/migrations/0007_change.sql", **more: object) -> Example:
    """A SQL migration."""
    return _example({path: text.lstrip("\n")}, more)


def _example(files: Mapping[str, str], more: Mapping[str, object]) -> Example:
    extra = more.get("extra")
    if isinstance(extra, Mapping):
        files = {**files, **extra}
    base = more.get("base")
    sites = more.get("sites")
    note = more.get("note", "")
    return Example(
        files=files,
        base=base if isinstance(base, Mapping) else None,
        sites=sites if isinstance(sites, int) else None,
        note=str(note),
    )
