from __future__ import annotations

from collections.abc import Callable

import pytest

RULE = "performance/query-in-loop"

PY_BAD = {
    "flask-sqlalchemy": "def f(ids):\n    out = []\n    for i in ids:\n        out.append(User.query.get(i))\n    return out\n",
    "filter_by first": "def f(rows, session):\n    for r in rows:\n        u = session.query(User).filter_by(id=r.user_id).first()\n        yield r, u\n",
    "cursor": "def f(cur, ids):\n    for i in ids:\n        cur.execute('SELECT name FROM users WHERE id = %s', (i,))\n        print(cur.fetchone())\n",
    "asyncpg": "async def f(conn, ids):\n    return [await conn.fetchrow('SELECT * FROM users WHERE id = $1', i) for i in ids]\n",
    "insert rows": "def f(cur, rows):\n    for r in rows:\n        cur.execute('INSERT INTO t (a) VALUES (%s)', (r.a,))\n",
    "django create": "def f(rows):\n    for r in rows:\n        Line.objects.create(sku=r.sku)\n",
    "same update": "def f(ids):\n    for i in ids:\n        Order.objects.filter(pk=i).update(state='sent')\n",
    "filter iterated": "def f(users):\n    for u in users:\n        for o in Order.objects.filter(user=u):\n            print(o)\n",
    "filter listed": "def f(users):\n    return {u.id: list(Order.objects.filter(user=u)) for u in users}\n",
    "exists": "def f(names):\n    return [n for n in names if not Tag.objects.filter(name=n).exists()]\n",
    "mongo": "def f(db, ids):\n    return [db.users.find_one({'_id': i}) for i in ids]\n",
    "redis": "import redis\nr = redis.Redis()\ndef f(ids):\n    return [r.get(f'user:{i}') for i in ids]\n",
    "http": "import requests\nAPI = 'https://x.example'\ndef f(ids):\n    return [requests.get(f'{API}/users/{i}', timeout=3).json() for i in ids]\n",
    "method helper": "class S:\n    def owner(self, i):\n        return self.session.query(User).get(i)\n    def f(self, rows):\n        return [self.owner(r.user_id) for r in rows]\n",
    "session.execute select": "from sqlalchemy import select\nasync def f(session, ids):\n    for i in ids:\n        row = await session.execute(select(User).where(User.id == i))\n        print(row)\n",
    "serializer": "from rest_framework import serializers\nclass OrderSerializer(serializers.ModelSerializer):\n    def get_total(self, obj):\n        return Line.objects.filter(order=obj).count()\n",
    "related filter": "def f():\n    for o in Order.objects.all():\n        print(o.lines.filter(open=True).count())\n",
    "repository": "def f(self, rows):\n    return [self.user_repository.get_by_id(r.user_id) for r in rows]\n",
    "while none but rows": "def f(rows, db):\n    result = []\n    for index, row in enumerate(rows):\n        result.append(db.session.get(User, row.user_id))\n    return result\n",
    "lambda map": "def f(ids, session):\n    return list(map(lambda i: session.get(User, i), ids))\n",
}  # fmt: skip

PY_GOOD = {
    "chunks": "def f(ids):\n    for chunk in chunked(ids, 500):\n        Order.objects.filter(pk__in=chunk).delete()\n",
    "first match": "def f(keys):\n    for k in keys:\n        if k.startswith('x'):\n            return User.objects.get(pk=k)\n",
    "in the iterable": "def f():\n    return [u.name for u in User.objects.filter(active=True)]\n",
    "tables": "def f(cur, tables):\n    for t in tables:\n        cur.execute(f'SELECT count(*) FROM {t}')\n",
    "models of an app": "def f(config):\n    for model in config.get_models():\n        print(Log.objects.filter(kind=model.__name__).count())\n",
    "models": "def f(models):\n    for model in models:\n        print(model.objects.count())\n",
    "executemany": "def f(cur, parts):\n    for p in parts:\n        cur.executemany('INSERT INTO t (a) VALUES (%s)', p.rows)\n",
    "different values": "def f(cur, rows):\n    for r in rows:\n        cur.execute('UPDATE t SET a = %s WHERE id = %s', (r.a, r.id))\n",
    "lazy filters": "def f(terms):\n    qs = Tag.objects.all()\n    for t in terms:\n        qs = qs.filter(name__icontains=t)\n    return qs\n",
    "Q objects": "def f(terms):\n    sets = [Tag.objects.filter(name=t) for t in terms]\n    return sets[0].union(*sets[1:])\n",
    "dict get": "def f(rows, session):\n    return [session.get('user', r) for r in rows]\n",
    "retry": "def f(session, i):\n    for attempt in range(MAX_ATTEMPTS):\n        try:\n            return session.get(User, i)\n        except OperationalError:\n            continue\n",
    "poll": "def f(session, i):\n    while True:\n        job = session.get(Job, i)\n        if job.done:\n            return job\n",
    "messages": "async def f(consumer, session):\n    async for message in consumer:\n        await session.execute(select(User).where(User.id == message.user_id))\n",
    "constants": "from app.models import State\ndef f():\n    return {s: Order.objects.filter(state=s).count() for s in State}\n",
    "known": "def f(rows):\n    cache = {}\n    for r in rows:\n        if r.user_id not in cache:\n            cache[r.user_id] = User.objects.get(pk=r.user_id)\n",
    "cached helper": "from functools import lru_cache\n@lru_cache(maxsize=100)\ndef user(i):\n    return User.objects.get(pk=i)\ndef f(rows):\n    return [user(r.user_id) for r in rows]\n",
    "work per item": "def process_order(i):\n    order = Order.objects.get(pk=i)\n    order.ship()\ndef f(ids):\n    for i in ids:\n        process_order(i)\n",
    "hooks": "import requests\ndef f(hooks):\n    for h in hooks:\n        requests.get(h.url, timeout=2)\n",
    "links": "import httpx\ndef f(links):\n    return [httpx.get(link).status_code for link in links]\n",
    "in a page loop": "def f(session, last):\n    for page in range(0, 10000, 500):\n        session.execute(select(User).offset(page).limit(500))\n",
    "a helper without item": "def config(session):\n    return session.query(Config).first()\ndef f(rows, session):\n    return [r.total * config.rate for r in rows]\n",
    "upsert": "def f(rows):\n    for r in rows:\n        Tag.objects.update_or_create(name=r.name, defaults={'color': r.color})\n",
}  # fmt: skip

JS_BAD = {
    "typeorm": "async function f(ids, userRepository) {\n  for (const id of ids) {\n    await userRepository.findOneBy({ id });\n  }\n}\n",
    "sequelize": "async function f(rows) {\n  for (const row of rows) {\n    row.user = await User.findByPk(row.userId);\n  }\n}\n",
    "forEach": "const f = (ids) => ids.forEach(async (id) => {\n  const u = await prisma.user.findUnique({ where: { id } });\n  use(u);\n});\n",
    "knex": "async function f(ids) {\n  for (const id of ids) {\n    const u = await knex('users').where({ id }).first();\n    use(u);\n  }\n}\n",
    "drizzle": "async function f(ids) {\n  for (const id of ids) {\n    const u = await db.select().from(users).where(eq(users.id, id));\n    use(u);\n  }\n}\n",
    "pg": "async function f(ids, client) {\n  return Promise.all(ids.map((id) => client.query('SELECT * FROM users WHERE id = $1', [id])));\n}\n",
    "fetch": "async function f(ids) {\n  const out = [];\n  for (const id of ids) {\n    const r = await fetch(`https://x.example/users/${id}`);\n    out.push(await r.json());\n  }\n  return out;\n}\n",
    "builder": "async function f(users, repo) {\n  for (const u of users) {\n    u.n = await repo.createQueryBuilder('o').where('o.userId = :id', { id: u.id }).getCount();\n  }\n}\n",
    "index loop": "async function f(rows) {\n  for (let i = 0; i < rows.length; i++) {\n    rows[i].user = await prisma.user.findUnique({ where: { id: rows[i].userId } });\n  }\n}\n",
    "helper": "const load = async (id) => prisma.user.findUnique({ where: { id } });\nexport async function f(rows) {\n  return Promise.all(rows.map(async (r) => ({ ...r, user: await load(r.userId) })));\n}\n",
    "prisma create": "async function f(rows) {\n  for (const r of rows) {\n    await prisma.line.create({ data: { sku: r.sku } });\n  }\n}\n",
    "this.prisma": "class S {\n  constructor(private readonly prisma: PrismaService) {}\n  async f(ids) {\n    for (const id of ids) {\n      await this.prisma.order.count({ where: { userId: id } });\n    }\n  }\n}\n",
}  # fmt: skip

JS_GOOD = {
    "array find": "function f(rows, users) {\n  return rows.map((r) => users.find((u) => u.id === r.userId));\n}\n",
    "chunks": "async function f(ids) {\n  for (const chunk of chunks(ids, 500)) {\n    await prisma.user.deleteMany({ where: { id: { in: chunk } } });\n  }\n}\n",
    "step": "async function f(ids) {\n  for (let i = 0; i < ids.length; i += 100) {\n    await prisma.user.findMany({ where: { id: { in: ids.slice(i, i + 100) } } });\n  }\n}\n",
    "cursor loop": "async function f() {\n  let cursor;\n  do {\n    const rows = await prisma.user.findMany({ take: 100, cursor });\n    cursor = rows.at(-1)?.id;\n  } while (cursor);\n}\n",
    "map get": "const f = (rows, byId) => rows.map((r) => byId.get(r.id));\n",
    "fixed": "async function f() {\n  for (const s of ['open', 'paid']) {\n    await prisma.order.count({ where: { state: s } });\n  }\n}\n",
    "hooks": "async function f(hooks) {\n  await Promise.all(hooks.map((h) => fetch(h.url, { method: 'POST' })));\n}\n",
    "dataloader": "export const users = new DataLoader(async (ids) => {\n  const rows = await prisma.user.findMany({ where: { id: { in: [...ids] } } });\n  return ids.map((id) => rows.find((r) => r.id === id));\n});\n",
    "queue": "async function f(ids, mailQueue) {\n  for (const id of ids) {\n    await mailQueue.add('mail', { id });\n  }\n}\n",
    "updates": "async function f(rows) {\n  for (const r of rows) {\n    await prisma.item.update({ where: { id: r.id }, data: { rank: r.rank } });\n  }\n}\n",
    "handler": "router.get('/x', async (req, res) => {\n  const u = await prisma.user.findUnique({ where: { id: req.query.id } });\n  res.json(u);\n});\n",
    "save many": "async function f(groups, repo) {\n  for (const g of groups) {\n    await lineRepository.save([g.a, g.b]);\n  }\n}\n",
}  # fmt: skip

GO_HEAD = 'package p\n\nimport (\n\t"context"\n\t"database/sql"\n\n\t"gorm.io/gorm"\n)\n\n'
GO_BAD = {
    "rows next": 'func F(ctx context.Context, db *sql.DB, rows *sql.Rows) {\n\tfor rows.Next() {\n\t\tvar id int\n\t\trows.Scan(&id)\n\t\tdb.QueryRowContext(ctx, "SELECT name FROM users WHERE id = $1", id)\n\t}\n}\n',
    "gorm": "func F(db *gorm.DB, os []Order) {\n\tfor i := range os {\n\t\tdb.First(&os[i].User, os[i].UserID)\n\t}\n}\n",
    "repo": "func (s *S) F(ctx context.Context, os []Order) {\n\tfor _, o := range os {\n\t\tu, err := s.userRepo.FindByID(ctx, o.UserID)\n\t\tuse(u, err)\n\t}\n}\n",
    "own method": 'func (s *S) name(ctx context.Context, id int) string {\n\tvar n string\n\ts.db.QueryRowContext(ctx, "SELECT name FROM users WHERE id = $1", id).Scan(&n)\n\treturn n\n}\n\nfunc (s *S) F(ctx context.Context, ids []int) {\n\tfor _, id := range ids {\n\t\tn := s.name(ctx, id)\n\t\tuse(n)\n\t}\n}\n',
}  # fmt: skip
GO_GOOD = {
    "order lines": 'func F(ctx context.Context, tx *sql.Tx, o Order) {\n\tfor _, l := range o.Lines {\n\t\ttx.ExecContext(ctx, "INSERT INTO lines (sku) VALUES ($1)", l.SKU)\n\t}\n}\n',
    "prepared": "func F(ctx context.Context, stmt *sql.Stmt, rows []Row) {\n\tfor _, r := range rows {\n\t\tstmt.ExecContext(ctx, r.A)\n\t}\n}\n",
    "retries": 'func F(ctx context.Context, db *sql.DB) {\n\tfor i := 0; i < maxRetries; i++ {\n\t\tdb.QueryRowContext(ctx, "SELECT 1 FROM t")\n\t}\n}\n',
    "tables": 'func F(ctx context.Context, db *sql.DB) {\n\tfor _, t := range []string{"a", "b"} {\n\t\tdb.ExecContext(ctx, "DELETE FROM a WHERE b = $1", t)\n\t}\n}\n',
}  # fmt: skip


def _params(cases: dict[str, str]) -> list[object]:
    return [pytest.param(code, id=name) for name, code in cases.items()]


@pytest.mark.parametrize("code", _params(PY_BAD))
def test_a_python_query_for_each_item_is_found(code: str, found: Callable[..., list[int]]) -> None:
    assert len(found(code)) == 1


@pytest.mark.parametrize("code", _params(PY_GOOD))
def test_python_that_asks_once_or_on_purpose_is_silent(code: str, found: Callable[..., list[int]]) -> None:
    assert found(code) == []


@pytest.mark.parametrize("code", _params(JS_BAD))
def test_a_typescript_query_for_each_item_is_found(code: str, found: Callable[..., list[int]]) -> None:
    assert len(found(code, "src/service.ts")) == 1


@pytest.mark.parametrize("code", _params(JS_GOOD))
def test_typescript_that_asks_once_or_on_purpose_is_silent(
    code: str, found: Callable[..., list[int]]
) -> None:
    assert found(code, "src/service.ts") == []


@pytest.mark.parametrize("code", _params(GO_BAD))
def test_a_go_query_for_each_item_is_found(code: str, found: Callable[..., list[int]]) -> None:
    assert len(found(GO_HEAD + code, "internal/p/p.go")) == 1


@pytest.mark.parametrize("code", _params(GO_GOOD))
def test_go_that_asks_once_or_on_purpose_is_silent(code: str, found: Callable[..., list[int]]) -> None:
    assert found(GO_HEAD + code, "internal/p/p.go") == []


def test_a_helper_of_another_file_is_followed(found: Callable[..., list[int]]) -> None:
    caller = "from app.store import load_user\n\n\ndef f(rows, session):\n    return [load_user(session, r.user_id) for r in rows]\n"
    helper = "def load_user(session, i):\n    return session.query(User).filter(User.id == i).first()\n"
    assert found(caller, app__store_DOT_py=helper) == [5]


def test_an_injected_service_is_followed(found: Callable[..., list[int]]) -> None:
    caller = (
        "import { UsersService } from './users';\n\nexport class Orders {\n  constructor(private readonly users: UsersService) {}\n"
        "  async list(rows: Order[]) {\n    for (const row of rows) {\n      row.user = await this.users.byId(row.userId);\n    }\n  }\n}\n"
    )
    service = "export class UsersService {\n  async byId(id: string) {\n    return this.prisma.user.findUnique({ where: { id } });\n  }\n}\n"
    assert found(caller, "src/orders.ts", src__users_DOT_ts=service) == [7]


def test_an_sqlalchemy_relationship_is_found_unless_it_is_loaded(found: Callable[..., list[int]]) -> None:
    models = (
        "from sqlalchemy.orm import relationship\n\n\nclass Order(Base):\n    customer = relationship('Customer')\n"
        "    lines = relationship('Line', lazy='selectin')\n"
    )
    bad = (
        "from sqlalchemy import select\nfrom app.models import Order\n\n\ndef f(session):\n    orders = session.scalars(select(Order)).all()\n"
        "    return [(o.customer.name, o.lines.sku) for o in orders]\n"
    )
    good = bad.replace("select(Order)", "select(Order).options(selectinload(Order.customer))")
    assert found(bad, app__models_DOT_py=models) == [7]
    assert found(good, app__models_DOT_py=models) == []


def test_migrations_and_seeds_are_left_alone(found: Callable[..., list[int]]) -> None:
    code = "def f(apps):\n    for o in rows:\n        Order.objects.get(pk=o)\n"
    assert found(code, "shop/migrations/0007_fill.py") == []
    assert found(code, "scripts/seed_data.py") == []
