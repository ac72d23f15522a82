"""Tables as models, schema files and migrations declare them."""

from __future__ import annotations

from checks.changes import MemoryTree
from checks.schema.known_tables import declared_in, known_table
from checks.schema.rails_schema import schema_version
from checks.views import RepoView

DJANGO = """\
from django.db import models


class Base(models.Model):
    made_at = models.DateTimeField()

    class Meta:
        abstract = True


class Order(Base):
    number = models.CharField(max_length=20, unique=True)
    customer = models.ForeignKey("shop.Customer", on_delete=models.CASCADE)
    tags = models.ManyToManyField("shop.Tag")
    state = models.CharField(max_length=9, help_text="x")

    class Meta:
        db_table = "orders"
        indexes = [models.Index(fields=["-state", "number"])]
"""
SQLALCHEMY = """\
import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship


class Order(Base):
    __tablename__ = "orders"
    __table_args__ = (sa.Index("ix", "state", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str]
    state: Mapped[str] = mapped_column("status", sa.String(9))
    customer_id: Mapped[int] = mapped_column(sa.ForeignKey("customers.id"), index=True)
    customer: Mapped["Customer"] = relationship()
"""
PRISMA = """\
model Order {
  id         String   @id @map("order_id")
  number     String?  @unique // as printed
  customer   Customer @relation(fields: [customerId], references: [id])
  customerId String

  @@index([customerId, number])
  @@map("orders")
}

model Customer {
  id String @id
}
"""
RAILS = """\
ActiveRecord::Schema[7.1].define(version: 2024_06_01_000000) do
  create_table "orders", force: :cascade do |t|
    t.string "number", null: false
    t.bigint "customer_id"
    t.index ["customer_id", "number"], name: "ix"
  end

  add_foreign_key "orders", "customers"
end
"""


def repo(**files: str) -> RepoView:
    return RepoView(MemoryTree({path.replace("__", "/"): text.encode() for path, text in files.items()}))


def test_django_models_give_their_columns_and_leading_indexes() -> None:
    (order,) = declared_in(repo(**{"shop__models.py": DJANGO}), "shop/models.py")
    assert (order.model, order.table, order.extends) == ("Order", "orders", True)
    assert {n: (c.column, c.indexed) for n, c in order.columns.items()} == {
        "number": ("number", True),
        "customer": ("customer_id", True),
        "state": ("state", True),
    }


def test_what_the_database_cannot_see_is_no_difference() -> None:
    (old,) = declared_in(repo(**{"a__models.py": DJANGO}), "a/models.py")
    (new,) = declared_in(
        repo(**{"a__models.py": DJANGO.replace('help_text="x"', "blank=True")}), "a/models.py"
    )
    assert old.columns["state"].same_as(new.columns["state"])
    (wider,) = declared_in(
        repo(**{"a__models.py": DJANGO.replace("max_length=9", "max_length=90")}), "a/models.py"
    )
    assert not old.columns["state"].same_as(wider.columns["state"])


def test_sqlalchemy_models_leave_relationships_out() -> None:
    (order,) = declared_in(repo(**{"app__models.py": SQLALCHEMY}), "app/models.py")
    assert order.table == "orders"
    assert {n: (c.column, c.indexed, c.references) for n, c in order.columns.items()} == {
        "id": ("id", True, ""),
        "number": ("number", False, ""),
        "state": ("status", True, ""),
        "customer_id": ("customer_id", True, "customers"),
    }


def test_old_and_new_style_of_sqlalchemy_are_not_compared() -> None:
    (new,) = declared_in(repo(**{"m.py": SQLALCHEMY}), "m.py")
    plain = SQLALCHEMY.replace(
        'state: Mapped[str] = mapped_column("status", sa.String(9))', 'state = Column("status", String(9))'
    )
    (old,) = declared_in(repo(**{"m.py": plain}), "m.py")
    assert old.columns["state"].same_as(new.columns["state"])


def test_prisma_models_have_scalar_fields_only() -> None:
    order, customer = declared_in(repo(**{"prisma__schema.prisma": PRISMA}), "prisma/schema.prisma")
    assert (order.table, order.line, list(order.columns)) == ("orders", 1, ["id", "number", "customerId"])
    assert (order.columns["id"].column, order.columns["number"].line) == ("order_id", 3)
    assert order.leading == {"customerId"}
    assert customer.model == "Customer"


def test_a_rails_schema_gives_version_columns_and_keys() -> None:
    (orders,) = declared_in(repo(**{"db__schema.rb": RAILS}), "db/schema.rb")
    assert schema_version(RAILS) == 20240601000000
    assert orders.columns["customer_id"].indexed
    assert orders.columns["customer_id"].references == "customers"
    assert orders.columns["number"].line == 3


def test_a_known_table_joins_models_and_migrations() -> None:
    sql = "CREATE TABLE orders (id bigint PRIMARY KEY, state text);\nCREATE INDEX i ON orders (region, state);\n"
    view = repo(**{"db__migrations__0001_orders.sql": sql, "app__models.py": SQLALCHEMY})
    table = known_table(view, "orders")
    assert table is not None
    assert {"id", "status", "number", "state"} <= table.columns
    assert table.leading == {"id", "region", "state", "status", "customer_id"}
    assert known_table(view, "nothing") is None
