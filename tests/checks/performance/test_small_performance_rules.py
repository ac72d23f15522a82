from __future__ import annotations

import pytest

from checks.changes import in_memory
from checks.engine import review

CASES = [
    ("work-in-loop", "app/a.py", "import re\ndef f(xs):\n    for x in xs:\n        if re.compile('a+').match(x):\n            print(x)\n", 1),
    ("work-in-loop", "app/a.py", "import requests\ndef f(xs):\n    for x in xs:\n        s = requests.Session()\n        s.get(x)\n", 1),
    ("work-in-loop", "app/a.py", "import re\ndef f(xs):\n    return [re.compile(x) for x in xs]\n", 0),
    ("work-in-loop", "app/a.py", "import re\ndef f(xs):\n    p = 'a'\n    for x in xs:\n        p = p + x\n        print(re.compile(p))\n", 0),
    ("work-in-loop", "app/a.py", "import re\nfor n in ('a', 'b'):\n    print(re.compile('x'))\n", 0),
    ("work-in-loop", "app/a.py", "import boto3\ndef f(regions):\n    for r in regions:\n        boto3.client('ec2', region_name=r)\n", 0),
    ("work-in-loop", "src/a.ts", "const f = (xs) => xs.map((x) => x.replace(new RegExp('a+'), ''));\n", 1),
    ("work-in-loop", "src/a.ts", "const f = (xs) => xs.map((x) => new RegExp(`^${x.name}$`));\n", 0),
    ("work-in-loop", "src/a.ts", "const f = (xs) => xs.map((x) => new Intl.NumberFormat('en').format(x));\n", 1),
    ("work-in-loop", "a.go", 'package a\n\nimport "regexp"\n\nfunc F(xs []string) {\n\tfor _, x := range xs {\n\t\tregexp.MatchString("a+", x)\n\t}\n}\n', 1),
    ("work-in-loop", "a.go", 'package a\n\nimport "regexp"\n\nfunc F(xs []string) {\n\tfor _, x := range xs {\n\t\tregexp.MatchString(x, "a")\n\t}\n}\n', 0),
    ("count-by-loading", "app/a.py", "def f():\n    return len(Order.query.filter_by(open=True).all())\n", 1),
    ("count-by-loading", "app/a.py", "def f(rows):\n    orders = Order.objects.all()\n    return len(orders), len(rows)\n", 1),
    ("count-by-loading", "app/a.py", "def f(rows):\n    orders = Order.objects.all()\n    return len(orders), [o.id for o in orders]\n", 0),
    ("count-by-loading", "src/a.ts", "const f = async () => { const rows = await prisma.user.findMany({ take: 11 }); return rows.length > 10; };\n", 0),
    ("count-by-loading", "a.go", "package a\nimport \"gorm.io/gorm\"\nfunc f(db *gorm.DB) int {\n\tvar rows []Row\n\tdb.Where(\"a = 1\").Find(&rows)\n\treturn len(rows)\n}\n", 1),
    ("count-by-loading", "a.go", "package a\nimport \"gorm.io/gorm\"\nfunc f(db *gorm.DB) (int, []Row) {\n\tvar rows []Row\n\tdb.Find(&rows)\n\treturn len(rows), rows\n}\n", 0),
    ("count-by-loading", "app/a.py", "def f(user):\n    return len(user.orders.all())\n", 0),
    ("count-by-loading", "app/a.py", "async def f(s):\n    return len((await s.execute(select(Order))).scalars().all())\n", 1),
    ("count-by-loading", "src/a.ts", "const f = async () => (await User.findAll({ where: { open: true } })).length;\n", 1),
    ("count-by-loading", "src/a.ts", "const f = async (xs) => (await load(xs)).length;\n", 0),
    ("select-star", "app/a.py", "from sqlalchemy import text\ndef f(s):\n    return s.execute(text('select * from orders where id = :i'), {'i': 1})\n", 1),
    ("select-star", "app/a.py", "def f(c):\n    c.execute('INSERT INTO a SELECT * FROM b')\n", 0),
    ("select-star", "app/a.py", "def f(c):\n    c.execute('SELECT a * 2 FROM b')\n", 0),
    ("select-star", "app/a.py", "def f(c):\n    c.execute('SELECT * FROM (SELECT id FROM b) t')\n", 0),
    ("select-star", "app/a.py", "def f(c):\n    c.execute('SELECT * FROM pg_stat_activity')\n", 0),
    ("select-star", "app/a.py", "HELP = 'SELECT * FROM orders'\n", 0),
    ("select-star", "a.go", 'package a\n\nimport "database/sql"\n\nfunc F(db *sql.DB) {\n\tdb.Query("SELECT * FROM orders WHERE id = $1", 1)\n}\n', 1),
    ("leading-wildcard", "app/a.py", "def f(q):\n    return Post.objects.filter(Q(title=q) | Q(body__icontains=q))\n", 1),
    ("leading-wildcard", "app/a.py", "def f(q):\n    return Post.objects.filter(author__icontains=q)\n", 0),
    ("leading-wildcard", "app/a.py", "def f(q):\n    return q.filter(lambda body: 'x' in body)\n", 0),
    ("leading-wildcard", "app/a.py", "def f(s, q):\n    return s.query(Post).filter(Post.body.like(q + '%'))\n", 0),
    ("leading-wildcard", "src/a.ts", "const f = (pool) => pool.query(\"SELECT id FROM posts WHERE body ILIKE '%x%'\");\n", 1),
]  # fmt: skip


@pytest.mark.parametrize(("slug", "path", "code", "count"), CASES)
def test_small_rules_find_what_they_say_and_nothing_else(slug: str, path: str, code: str, count: int) -> None:
    rule = f"performance/{slug}"
    report = review(in_memory({path: code}), only={rule})
    assert report.errors == ()
    assert len(report.findings) == count
