"""Which lines of code use a table's column, and which only share its name."""

from __future__ import annotations

import pytest

from checks.changes import MemoryTree
from checks.migration_safety.code_usage import UsageSearch


def lines(
    path: str, text: str, table: str = "orders", column: str = "legacy_code", model: str = ""
) -> list[int]:
    tree = MemoryTree({path: text.encode()})
    return [u.line for u in UsageSearch(tree).column(table, column, model)]


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("a.py", 'cursor.execute("SELECT legacy_code FROM orders WHERE id = %s", [1])\n', [1]),
        ("a.py", 'SQL = """\nSELECT o.id,\n       o.legacy_code\nFROM shop.orders AS o\n"""\n', [3]),
        ("a.py", "def f(order):\n    return order.legacy_code\n", [2]),
        ("a.py", "def f(new_order):\n    new_order.legacy_code = 1\n    return Order(id=1)\n", [2]),
        ("a.py", "rows = session.query(Order).filter_by(legacy_code='x')\n", [1]),
        ("a.py", "stmt = select(Order.id, Order.legacy_code)\n", [1]),
        (
            "a.ts",
            "const rows = await db<Order>('orders')\n  .where({ id })\n  .select('id', 'legacy_code');\n",
            [3],
        ),
        ("a.ts", "const row = await prisma.order.findMany({\n  select: { legacyCode: true },\n});\n", [2]),
        ("a.ts", "export const label = (order) => order.legacyCode;\n", [1]),
        ("a.ts", "const q = sql`\n  UPDATE orders\n  SET legacy_code = ${x}\n`;\n", [3]),
        ("a.ts", "export const orders = pgTable('orders', {\n  legacyCode: text('legacy_code'),\n});\n", [2]),
        ("a.ts", "const ORDERS = 'orders';\nconst q = db(ORDERS).select('legacy_code');\n", [2]),
        (
            "order.go",
            'type Order struct {\n\tID int `db:"id"`\n\tLegacyCode string `db:"legacy_code"`\n}\n',
            [3],
        ),
        (
            "row.go",
            'type row struct {\n\tCode string `gorm:"column:legacy_code"`\n}\n\nfunc (row) TableName() string {\n\treturn "orders"\n}\n',
            [2],
        ),
        (
            "Order.java",
            '@Entity\n@Table(name = "orders")\npublic class Order {\n    @Column(name = "legacy_code")\n    String c;\n}\n',
            [4],
        ),
        ("schema.prisma", 'model Order {\n  id Int @id\n  legacyCode String? @map("legacy_code")\n}\n', [3]),
        (
            "order_repository.py",
            'TABLE = "orders"\n\n\ndef f(conn):\n    q(f"select * from {TABLE}")\n\n\nCOLUMNS = ["id"]\n',
            [],
        ),
    ],
)
def test_a_use_of_the_column_is_found(path: str, text: str, expected: list[int]) -> None:
    assert lines(path, text) == expected


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("a.py", 'cursor.execute("SELECT legacy_code FROM invoices")\n'),
        ("a.py", "def f(invoice):\n    return invoice.legacy_code\n"),
        ("a.py", "# orders.legacy_code is gone\nORDERS = 1\n"),
        ("a.py", "def legacy_code():\n    return 1\n\n\ndef orders():\n    return []\n"),
        (
            "a.ts",
            "const a = await db('orders').select('id');\nconst b = await db('users').select('legacy_code');\n",
        ),
        (
            "a.ts",
            "router.get('/orders', (req, res) => {\n  const legacy_code = req.query.code;\n  res.json({ legacy_code });\n});\n",
        ),
        (
            "a.py",
            'class Invoice(Base):\n    __tablename__ = "invoices"\n    legacy_code = Column(String)\n    orders = relationship("Order")\n',
        ),
        ("db/migrations/0001_orders.sql", "ALTER TABLE orders ADD COLUMN legacy_code text;\n"),
        ("tests/test_orders.py", 'assert order.legacy_code == "x"\n'),
        ("README.md", "orders.legacy_code\n"),
        ("a.sql", "SELECT u.legacy_code FROM users u JOIN orders o ON o.user_id = u.id;\n"),
    ],
)
def test_a_name_alone_is_no_use(path: str, text: str) -> None:
    assert lines(path, text) == []


def test_a_django_model_is_known_by_its_class() -> None:
    tree = MemoryTree(
        {
            "shop/models.py": b"class OrderItem(models.Model):\n    sku = models.CharField()\n",
            "shop/views.py": b"def f():\n    return OrderItem.objects.filter(legacy_code=1)\n",
        }
    )
    found = UsageSearch(tree).column("shop_orderitem", "legacy_code", "orderitem")
    assert [(u.path, u.line) for u in found] == [("shop/views.py", 2)]


@pytest.mark.parametrize(
    ("text", "used"),
    [
        ('conn.execute("DELETE FROM sessions WHERE id = 1")\n', True),
        ('class Session(Base):\n    __tablename__ = "sessions"\n', True),
        ("q = db.table('sessions')\n", True),
        ('cache.get("sessions")\n', False),
        ("sessions = []\nfor s in sessions:\n    pass\n", False),
        ('path = "/api/sessions"\n', False),
    ],
)
def test_a_table_is_used_where_a_query_or_model_names_it(text: str, used: bool) -> None:
    tree = MemoryTree({"app.py": text.encode()})
    assert bool(UsageSearch(tree).table("sessions")) is used


def test_what_rails_is_told_to_forget_and_dumped_schemas_are_no_use() -> None:
    forgotten = 'class Order < ApplicationRecord\n  self.ignored_columns += ["legacy_code"]\nend\n'
    assert lines("app/models/order.rb", forgotten) == []
    dumped = 'create_table "orders" do |t|\n  t.string "legacy_code"\nend\n'
    assert lines("db/schema.rb", dumped) == []
    used = "class Order < ApplicationRecord\n  scope :coded, -> { where.not(legacy_code: nil) }\nend\n"
    assert lines("app/models/order.rb", used) == [2]
