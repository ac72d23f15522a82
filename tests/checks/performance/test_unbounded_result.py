from __future__ import annotations

from collections.abc import Callable

import pytest

from checks.performance.growing_tables import grows

RULE = "performance/unbounded-result"

PY_BAD = {
    "query all": "def f(session):\n    return session.query(Order).all()\n",
    "flask": "def f():\n    return [o.total for o in Order.query.all()]\n",
    "listed": "def f():\n    return list(Event.objects.all())\n",
    "serializer": "def f(request):\n    return Response(OrderSerializer(Order.objects.all(), many=True).data)\n",
    "execute scalars": "from sqlalchemy import select\n\n\nasync def f(session):\n    return (await session.execute(select(Payment))).scalars().all()\n",
    "stmt by name": "from sqlalchemy import select\n\n\ndef f(session):\n    stmt = select(Message).order_by(Message.id)\n    return session.scalars(stmt).all()\n",
    "sql": "def f(cur):\n    cur.execute('SELECT id, total FROM orders')\n    return cur.fetchall()\n",
    "motor": "async def f(db):\n    return await db.events.find({}).to_list(None)\n",
    "loop over a name": "def f():\n    users = User.objects.filter(is_active=True)\n    for u in users:\n        mail(u)\n",
}  # fmt: skip
PY_GOOD = {
    "limit": "def f(session):\n    return session.query(Order).limit(50).all()\n",
    "key": "def f(session, user_id):\n    return session.query(Order).filter(Order.user_id == user_id).all()\n",
    "filter_by": "def f(user_id):\n    return Order.query.filter_by(user_id=user_id).all()\n",
    "slice": "def f():\n    return list(Order.objects.all()[:20])\n",
    "iterator": "def f():\n    for o in Order.objects.all().iterator():\n        print(o)\n",
    "lazy": "def f():\n    return Order.objects.all()\n",
    "view set": "class V(ModelViewSet):\n    queryset = Order.objects.all()\n",
    "small": "def f(session):\n    return session.query(Role).all()\n",
    "type table": "def f(session):\n    return session.query(OrderType).all()\n",
    "aggregate": "def f(session):\n    return session.query(func.count(Order.id)).scalar()\n",
    "grouped": "from sqlalchemy import select\n\n\ndef f(session):\n    return session.execute(select(Order.state, func.count()).group_by(Order.state)).all()\n",
    "steps": "def f(session, state):\n    q = session.query(Order)\n    if state:\n        q = q.filter(Order.state == state)\n    q = q.filter(Order.user_id == state)\n    return q.all()\n",
    "stream": "from sqlalchemy import select\n\n\ndef f(session):\n    for o in session.scalars(select(Order).execution_options(yield_per=100)):\n        print(o)\n",
    "sql with key": "def f(cur, i):\n    cur.execute('SELECT id FROM orders WHERE user_id = %s', (i,))\n    return cur.fetchall()\n",
    "sql count": "def f(cur):\n    cur.execute('SELECT count(*) FROM orders')\n    return cur.fetchall()\n",
    "fetchone": "def f(cur):\n    cur.execute('SELECT max(id), state FROM orders ORDER BY id')\n    return cur.fetchone()\n",
    "ids": "def f(ids):\n    return list(Order.objects.filter(pk__in=ids))\n",
    "due": "def f():\n    for r in Reservation.objects.filter(expires_at__lt=timezone.now()):\n        r.expire()\n",
    "related manager": "def f(user):\n    return list(user.orders.all())\n",
}  # fmt: skip
JS_BAD = {
    "mongoose": "export async function f() {\n  return Order.find({});\n}\n",
    "mongoose lean": "export async function f() {\n  const all = await Event.find().lean();\n  return all;\n}\n",
    "sequelize": "export const f = async () => {\n  const users = await User.findAll();\n  return users;\n};\n",
    "typeorm": "export class S {\n  constructor(private readonly orderRepository: Repository<Order>) {}\n  async all() {\n    return this.orderRepository.find();\n  }\n}\n",
    "constant filter": "export async function f() {\n  return prisma.message.findMany({ where: { read: false } });\n}\n",
}  # fmt: skip
JS_GOOD = {
    "array": "export const f = (orders) => orders.find((o) => o.open);\n",
    "where": "export async function f(userId) {\n  return Order.find({ userId });\n}\n",
    "limit": "export async function f() {\n  return Order.find({}).limit(20);\n}\n",
    "take": "export async function f() {\n  return prisma.order.findMany({ take: 10 });\n}\n",
    "options from a caller": "export async function f(options) {\n  return User.findAll(options);\n}\n",
    "req": "export async function f(req, res) {\n  res.json(await prisma.order.findMany({ where: { userId: req.user.id } }));\n}\n",
    "small": "export async function f() {\n  return prisma.currency.findMany();\n}\n",
    "sql limit": "export async function f(pool) {\n  return pool.query('SELECT id FROM orders ORDER BY id DESC LIMIT 10');\n}\n",
    "sql key": "export async function f(pool, id) {\n  return pool.query('SELECT id FROM orders WHERE user_id = $1', [id]);\n}\n",
}  # fmt: skip


def _params(cases: dict[str, str]) -> list[object]:
    return [pytest.param(code, id=name) for name, code in cases.items()]


@pytest.mark.parametrize("code", _params(PY_BAD))
def test_a_whole_table_in_python_is_found(code: str, found: Callable[..., list[int]]) -> None:
    assert len(found(code, "app/services/orders.py")) == 1


@pytest.mark.parametrize("code", _params(PY_GOOD))
def test_a_bounded_read_in_python_is_silent(code: str, found: Callable[..., list[int]]) -> None:
    assert found(code, "app/services/orders.py") == []


@pytest.mark.parametrize("code", _params(JS_BAD))
def test_a_whole_table_in_typescript_is_found(code: str, found: Callable[..., list[int]]) -> None:
    assert len(found(code, "src/services/orders.ts")) == 1


@pytest.mark.parametrize("code", _params(JS_GOOD))
def test_a_bounded_read_in_typescript_is_silent(code: str, found: Callable[..., list[int]]) -> None:
    assert found(code, "src/services/orders.ts") == []


def test_a_script_may_read_everything(found: Callable[..., list[int]]) -> None:
    assert found(PY_BAD["query all"], "scripts/report.py") == []


def test_a_route_of_which_missing_pagination_speaks_is_left_to_it(found: Callable[..., list[int]]) -> None:
    code = (
        "from fastapi import APIRouter\n\nrouter = APIRouter()\n\n\n@router.get('/orders')\ndef orders(limit: int = 50, offset: int = 0):\n"
        "    return session.query(Order).limit(limit).offset(offset).all()\n\n\n@router.get('/invoices')\ndef invoices(limit: int = 50, offset: int = 0):\n"
        "    return session.query(Invoice).limit(limit).offset(offset).all()\n\n\n@router.get('/payments')\ndef payments():\n    return session.query(Payment).all()\n"
    )
    assert found(code, "app/routers/orders.py") == []


@pytest.mark.parametrize(
    ("name", "growing"),
    [
        ("Order", True),
        ("audit_logs", True),
        ("OrderLine", True),
        ("order_types", False),
        ("Country", False),
        ("UserRole", False),
    ],
)
def test_growing_tables_are_told_by_their_names(name: str, growing: bool) -> None:
    assert grows(name) is growing
