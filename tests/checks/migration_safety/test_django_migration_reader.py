"""Django migrations to operations."""

from __future__ import annotations

import textwrap
from collections.abc import Callable

import pytest

from checks.migration_safety.change_operations import ChangeOperations
from checks.migration_safety.operations import Kind, Operation

Read = Callable[..., ChangeOperations]
PATH = "shop/orders/migrations/0005_change.py"


def migration(operations: str, head: str = "", attributes: str = "") -> str:
    return (
        "from django.db import migrations, models\n\n"
        + head
        + "\nclass Migration(migrations.Migration):\n"
        + textwrap.indent(attributes, "    ")
        + "    operations = [\n"
        + textwrap.indent(textwrap.dedent(operations).strip("\n"), "        ")
        + "\n    ]\n"
    )


def added(
    read: Read, operations: str, head: str = "", attributes: str = "", **more: object
) -> tuple[Operation, ...]:
    return read({PATH: migration(operations, head, attributes)}, **more).added


INITIAL = {
    "shop/orders/migrations/0001_initial.py": migration(
        """
        migrations.CreateModel(
            name="Order",
            fields=[
                ("id", models.BigAutoField(primary_key=True)),
                ("code", models.CharField(max_length=20, null=True)),
                ("qty", models.IntegerField(null=True)),
            ],
        ),
        """
    ),
    "shop/orders/migrations/0003_qty.py": migration(
        'migrations.AlterField("order", "qty", models.IntegerField()),'
    ),
}


def test_plain_operations_are_read_with_djangos_table_names(read: Read) -> None:
    ops = added(
        read,
        """
        migrations.RemoveField(model_name="order", name="a"),
        migrations.RenameField("Order", "b", "c"),
        migrations.RenameModel("Old", "New"),
        migrations.DeleteModel("Gone"),
        migrations.AddIndex("order", models.Index(fields=["-d", "e"], name="ix")),
        migrations.RemoveIndex("order", "ix2"),
        migrations.AddConstraint("order", models.CheckConstraint(check=models.Q(f__gt=0), name="ck")),
        migrations.AlterUniqueTogether(name="order", unique_together={("g", "h")}),
        migrations.AlterModelOptions(name="order", options={}),
        """,
    )
    assert [(op.kind, op.table, op.columns) for op in ops] == [
        (Kind.DROP_COLUMN, "orders_order", ("a",)),
        (Kind.RENAME_COLUMN, "orders_order", ("b",)),
        (Kind.RENAME_TABLE, "orders_old", ()),
        (Kind.DROP_TABLE, "orders_gone", ()),
        (Kind.CREATE_INDEX, "orders_order", ("d", "e")),
        (Kind.DROP_INDEX, "orders_order", ()),
        (Kind.ADD_CHECK, "orders_order", ()),
        (Kind.ADD_UNIQUE, "orders_order", ("g", "h")),
    ]
    assert ops[2].new_name == "orders_new"


@pytest.mark.parametrize(
    ("field", "not_null", "default", "app_default"),
    [
        ("models.IntegerField()", True, None, False),
        ("models.IntegerField(null=True)", False, None, False),
        ("models.IntegerField(default=0)", True, None, True),
        ("models.IntegerField(db_default=0)", True, "0", False),
        ("models.CharField(max_length=9, blank=True)", True, None, True),
        ("models.DateTimeField(auto_now_add=True)", True, None, True),
        ("models.ForeignKey('users.User', null=True, on_delete=models.CASCADE)", False, None, False),
    ],
)
def test_a_field_says_what_the_database_keeps(
    read: Read, field: str, not_null: bool, default: str | None, app_default: bool
) -> None:
    op = added(read, f'migrations.AddField("order", "x", {field}),')[0]
    assert (op.not_null, op.default, op.app_default) == (not_null, default, app_default)


def test_a_foreign_key_names_its_table(read: Read) -> None:
    ops = added(
        read,
        'migrations.AddField("order", "u", models.ForeignKey("crm.Customer", default=1, on_delete=models.CASCADE)),',
    )
    assert [(op.kind, op.references) for op in ops] == [
        (Kind.ADD_COLUMN, ""),
        (Kind.ADD_FOREIGN_KEY, "crm_customer"),
    ]
    free = added(
        read,
        'migrations.AddField("order", "u", models.ForeignKey("crm.Customer", db_constraint=False, on_delete=1)),',
    )
    assert [op.kind for op in free] == [Kind.ADD_COLUMN]


def test_an_altered_field_is_compared_with_its_last_declaration(read: Read) -> None:
    files = {
        **INITIAL,
        PATH: migration('migrations.AlterField("order", "code", models.CharField(max_length=40)),'),
    }
    assert [(op.kind, op.former_type, op.type) for op in read(files, INITIAL).added] == [
        (Kind.SET_NOT_NULL, "", "varchar(40)"),
        (Kind.ALTER_TYPE, "varchar(20)", "varchar(40)"),
    ]
    unchanged = {
        **INITIAL,
        PATH: migration('migrations.AlterField("order", "qty", models.IntegerField(help_text="x")),'),
    }
    assert read(unchanged, INITIAL).added == ()
    unknown = {PATH: migration('migrations.AlterField("order", "code", models.CharField(max_length=40)),')}
    assert read(unknown).added == ()


def test_state_only_and_squashed_operations_change_no_schema(read: Read) -> None:
    ops = added(
        read,
        """
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL("DROP TABLE a")],
            state_operations=[migrations.DeleteModel("B")],
        ),
        """,
    )
    assert [(op.kind, op.table) for op in ops] == [(Kind.DROP_TABLE, "a")]
    squashed = added(
        read, 'migrations.DeleteModel("B"),', attributes='replaces = [("orders", "0001_initial")]\n'
    )
    assert squashed == ()


def test_atomic_decides_the_transaction(read: Read) -> None:
    assert added(read, 'migrations.DeleteModel("B"),')[0].in_transaction
    assert not added(read, 'migrations.DeleteModel("B"),', attributes="atomic = False\n")[0].in_transaction


def test_sql_steps_stand_on_their_statement(read: Read) -> None:
    ops = added(
        read,
        """
        migrations.RunSQL("UPDATE a SET b = 1", migrations.RunSQL.noop),
        migrations.RunSQL([
            "UPDATE c SET d = 1",
            ("DELETE FROM e WHERE f = %s", [1]),
        ]),
        """,
    )
    first = 6
    assert [(op.table, op.line - first, op.bounded) for op in ops] == [
        ("a", 0, False),
        ("c", 2, False),
        ("e", 3, True),
    ]


def test_python_steps_are_read_through_local_functions(read: Read) -> None:
    head = textwrap.dedent(
        """
        def forwards(apps, schema_editor):
            Order = apps.get_model("orders", "Order")
            Order.objects.update(a=1)
            Order.objects.filter(pk__lt=100).update(a=1)
            Order.objects.filter(a__isnull=True).delete()
            rows = Order.objects.filter(a__isnull=True)
            rows.update(a=1)
            for order in Order.objects.all():
                order.a = 2
                order.save()
            helper(apps)


        def helper(apps):
            User = apps.get_model("users.User")
            User.objects.all().delete()
        """
    )
    ops = added(read, "migrations.RunPython(forwards),", head=head)
    assert [(op.kind, op.table, op.bounded) for op in ops] == [
        (Kind.UPDATE, "orders_order", False),
        (Kind.UPDATE, "orders_order", True),
        (Kind.DELETE, "orders_order", False),
        (Kind.UPDATE, "orders_order", False),
        (Kind.UPDATE, "orders_order", False),
        (Kind.DELETE, "users_user", False),
    ]


def test_a_squash_tells_nothing_about_what_it_replaces_and_the_app_may_have_a_label(read: Read) -> None:
    head = "from django.db import migrations, models\n\n\nclass Migration(migrations.Migration):\n"
    files = {
        "shop/pages/apps.py": "class PagesConfig(AppConfig):\n    label = 'shoppages'\n",
        "shop/pages/migrations/0001_initial.py": head
        + "    operations = [migrations.CreateModel('Page', [('path', models.CharField(max_length=255))])]\n",
        "shop/pages/migrations/0001_squashed_0003_text.py": head
        + "    replaces = [('pages', '0001_initial'), ('pages', '0002_path'), ('pages', '0003_text')]\n"
        + "    operations = [migrations.CreateModel('Page', [('path', models.TextField())])]\n",
    }
    step = {
        "shop/pages/migrations/0002_path.py": head
        + "    operations = [migrations.AlterField('page', 'path', models.CharField(max_length=300))]\n"
    }
    (op,) = read({**files, **step}, files).added
    assert (op.table, op.former_type, op.type) == ("shoppages_page", "varchar(255)", "varchar(300)")
