"""Which new filters are reported for want of an index, and which are not."""

from __future__ import annotations

import pytest

from checks.changes import in_memory
from checks.engine import review
from checks.performance.sql_filters import conditions, derived_filter, sql_filter

RULE = "performance/missing-index"

DJANGO = {
    "app/models.py": """\
from django.db import models


class Account(models.Model):
    email = models.EmailField(unique=True)
    phone = models.CharField(max_length=20)
    owner = models.ForeignKey("auth.User", on_delete=models.CASCADE)
    active = models.BooleanField(default=True)
    created = models.DateTimeField(auto_now_add=True)
    plan = models.CharField(max_length=20)

    class Meta:
        indexes = [models.Index(fields=["plan", "created"], name="account_plan")]
"""
}
FLASK = {
    "app/models.py": """\
class Account(db.Model):
    __tablename__ = "accounts"

    id = db.Column(db.Integer, primary_key=True)
    email = db.Column(db.String, unique=True)
    phone = db.Column(db.String)
    region_id = db.Column(db.ForeignKey("regions.id"), index=True)
"""
}
TYPEORM = {
    "src/account.entity.ts": """\
@Entity('accounts')
@Index(['tenantId', 'createdAt'])
export class Account {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column({ unique: true })
  email: string;

  @Column()
  phone: string;

  @Column()
  tenantId: string;

  @Column()
  createdAt: Date;
}
"""
}
GORM = {
    "store/account.go": """\
package store

type Account struct {
	gorm.Model
	Email    string `gorm:"uniqueIndex"`
	Phone    string
	TenantID uint `gorm:"index:idx_tenant_kind,priority:1"`
	Kind     string `gorm:"index:idx_tenant_kind,priority:2"`
}
"""
}
RAILS = {
    "db/schema.rb": """\
ActiveRecord::Schema[7.1].define(version: 2025_01_01_000000) do
  create_table "companies", force: :cascade do |t|
    t.string "vat_number"
    t.string "slug", null: false
    t.boolean "active"
    t.index ["slug"], name: "index_companies_on_slug", unique: true
  end
end
"""
}
SQL = {
    "migrations/0001_accounts.sql": """\
CREATE TABLE accounts (
    id bigserial PRIMARY KEY,
    email text NOT NULL UNIQUE,
    phone text,
    tenant_id bigint NOT NULL,
    created_at timestamptz
);
CREATE INDEX accounts_tenant ON accounts (tenant_id, created_at);
"""
}

SEQUELIZE = {
    "migrations/20250101-accounts.js": """\
'use strict';

module.exports = {
  async up(queryInterface, Sequelize) {
    await queryInterface.createTable('Accounts', {
      id: { type: Sequelize.INTEGER, primaryKey: true, autoIncrement: true },
      email: { type: Sequelize.STRING, unique: true },
      phone: { type: Sequelize.STRING },
    });
  },
  async down(queryInterface) {
    await queryInterface.dropTable('Accounts');
  },
};
"""
}


def found(schema: dict[str, str], path: str, code: str) -> list[int]:
    report = review(in_memory({**schema, path: code}, schema), only=[RULE])
    assert not report.errors
    return [f.line for f in report.findings]


BAD = [
    (DJANGO, "app/a.py", "def f(p):\n    return Account.objects.get(phone=p)\n"),
    (DJANGO, "app/a.py", "def f(p):\n    return Account.objects.select_related('owner').filter(phone__in=p).count()\n"),
    (DJANGO, "app/a.py", "def f(p):\n    return get_object_or_404(Account, phone=p)\n"),
    (DJANGO, "app/a.py", "def f(d):\n    return Account.objects.filter(created__gte=d, active=True)\n"),
    (DJANGO, "app/a.py", "def f():\n    return Account.objects.order_by('-created')[:20]\n"),
    (FLASK, "app/a.py", "def f(p):\n    return Account.query.filter_by(phone=p).first()\n"),
    (FLASK, "app/a.py", "def f(p):\n    return db.session.query(Account).filter(Account.phone == p).first()\n"),
    (FLASK, "app/a.py", "def f(p):\n    return db.session.scalar(select(Account).where(Account.phone.in_(p)))\n"),
    (FLASK, "app/a.py", "def f(cur, p):\n    cur.execute('SELECT id FROM accounts WHERE phone = %s', (p,))\n"),
    (TYPEORM, "src/a.ts", "class S {\n  constructor(private accounts: Repository<Account>) {}\n  f(phone: string) { return this.accounts.findOne({ where: { phone } }); }\n}\n"),
    (TYPEORM, "src/a.ts", "const f = (ds, phone) =>\n  ds.getRepository(Account).findOneBy({ phone });\n"),
    (TYPEORM, "src/a.ts", "class S {\n  constructor(private accounts: Repository<Account>) {}\n  f(p: string) {\n    return this.accounts.createQueryBuilder('a').where('a.phone = :p', { p }).getOne();\n  }\n}\n"),
    (SEQUELIZE, "src/a.js", "const f = (phone) => Account.findOne({ where: { phone } });\n"),
    (GORM, "store/a.go", 'package store\n\nfunc f(db *gorm.DB, p string) (a Account) {\n\tvar out Account\n\tdb.Where("phone = ?", p).First(&out)\n\treturn out\n}\n'),
    (GORM, "store/a.go", 'package store\n\nfunc f(db *gorm.DB, k string) (n int64) {\n\tdb.Model(&Account{}).Where("kind = ?", k).Count(&n)\n\treturn n\n}\n'),
    (RAILS, "app/services/a.rb", "def f(v)\n  Company.where(vat_number: v).first\nend\n"),
    (RAILS, "app/services/a.rb", "def f(v)\n  Company.where('vat_number = ?', v).limit(1)\nend\n"),
    (SQL, "src/a.js", "async function f(pool, p) {\n  return pool.query('SELECT * FROM accounts WHERE phone = $1', [p]);\n}\n"),
    (SQL, "src/a.js", "async function f(pool, p) {\n  return pool.query('UPDATE accounts SET email = $2 WHERE phone = $1', [p, 'x']);\n}\n"),
]  # fmt: skip

GOOD = [
    (DJANGO, "app/a.py", "def f(p, e):\n    return Account.objects.get(phone=p, email=e)\n"),
    (DJANGO, "app/a.py", "def f(p):\n    return Account.objects.filter(owner_id=p, phone='x')\n"),
    (DJANGO, "app/a.py", "def f(p):\n    return Account.objects.filter(plan=p).order_by('-created')\n"),
    (DJANGO, "app/a.py", "def f():\n    return Account.objects.filter(active=True)\n"),
    (DJANGO, "app/a.py", "def f(user, p):\n    return user.account_set.filter(phone=p)\n"),
    (DJANGO, "app/a.py", "def f(p):\n    return Account.objects.filter(owner__username=p, phone='1')\n"),
    (DJANGO, "app/a.py", "def f(q):\n    return Account.objects.filter(Q(phone=q) | Q(email=q))\n"),
    (DJANGO, "app/a.py", "def f(p, u):\n    qs = Account.objects.filter(phone=p)\n    qs = qs.filter(owner=u)\n    return qs\n"),
    (DJANGO, "app/a.py", "def f(p):\n    return Other.objects.filter(phone=p)\n"),
    (DJANGO, "app/a.py", "def f(p):\n    return Account.objects.filter(pk=p).exclude(phone='')\n"),
    (DJANGO, "app/migrations/0004_fill.py", "def f(apps, schema):\n    Account.objects.filter(phone='').update(phone='-')\n"),
    (FLASK, "app/a.py", "def f(e):\n    return Account.query.filter_by(email=e).first()\n"),
    (FLASK, "app/a.py", "def f(r):\n    return select(Account).where(Account.region_id == r, Account.phone == '1')\n"),
    (FLASK, "app/a.py", "def f(r):\n    return select(Account).join(Region).where(Account.phone == '1')\n"),
    (TYPEORM, "src/a.ts", "class S {\n  constructor(private accounts: Repository<Account>) {}\n  f(tenantId: string) { return this.accounts.find({ where: { tenantId } }); }\n}\n"),
    (GORM, "store/a.go", 'package store\n\nfunc f(db *gorm.DB, t uint) (n int64) {\n\tdb.Model(&Account{}).Where("tenant_id = ? AND kind = ?", t, "x").Count(&n)\n\treturn n\n}\n'),
    (GORM, "store/a.go", 'package store\n\nfunc f(db *gorm.DB, p string) (a Account) {\n\tdb.Where("phone = ? OR email = ?", p, p).First(&a)\n\treturn a\n}\n'),
    (TYPEORM, "src/a.ts", "class S {\n  constructor(private accounts: Repository<Account>) {}\n  f(p: string) {\n    return this.accounts.createQueryBuilder('a').where('a.phone = :p').andWhere('a.email = :e').getOne();\n  }\n}\n"),
    (SEQUELIZE, "src/a.js", "const f = (email) => Account.findOne({ where: { email } });\n"),
    (SEQUELIZE, "src/a.js", "const f = (phone) => Account.findOne({ phone });\n"),
    (RAILS, "app/services/a.rb", "def f(v, s)\n  Company.find_by(slug: s, vat_number: v)\nend\n"),
    (RAILS, "app/services/a.rb", "def f(v)\n  Company.where(active: true).count\nend\n"),
    (RAILS, "app/services/a.rb", "def f(v)\n  Company.visible_to(v).where(vat_number: 'x')\nend\n"),
    (SQL, "src/a.js", "async function f(pool, t) {\n  return pool.query('SELECT * FROM accounts WHERE tenant_id = $1 AND phone = $2', [t, 'x']);\n}\n"),
    (SQL, "src/a.js", "async function f(pool, t) {\n  return pool.query('SELECT * FROM accounts a JOIN tenants t ON t.id = a.tenant_id WHERE a.phone = $1', [t]);\n}\n"),
    (SQL, "src/a.js", "async function f(pool, t) {\n  return pool.query('SELECT * FROM elsewhere WHERE phone = $1', [t]);\n}\n"),
]  # fmt: skip


@pytest.mark.parametrize(("schema", "path", "code"), BAD)
def test_a_filter_that_no_index_serves_is_found(schema, path, code):
    assert found(schema, path, code)


@pytest.mark.parametrize(("schema", "path", "code"), GOOD)
def test_a_filter_that_an_index_serves_or_that_is_not_known_stays_silent(schema, path, code):
    assert found(schema, path, code) == []


def test_an_index_written_as_plain_sql_in_another_tool_is_seen():
    more = {
        "ops/tune.py": "SQL = 'CREATE INDEX CONCURRENTLY account_phone ON app_account (phone)'  # Account\n"
    }
    assert found({**DJANGO, **more}, "app/a.py", "def f(p):\n    return Account.objects.get(phone=p)\n") == []


MIGRATED = """\
from django.db import migrations, models


class Migration(migrations.Migration):
    operations = [
        migrations.CreateModel(
            name="Parcel",
            fields=[
                ("id", models.AutoField(primary_key=True)),
                ("label", models.CharField(max_length=20, db_index=True)),
                ("code", models.CharField(max_length=20)),
                ("owner", models.ForeignKey(to="auth.User", on_delete=models.CASCADE)),
            ],
        ),
        migrations.AddField("parcel", "sender", models.ForeignKey(to="auth.User", on_delete=models.CASCADE)),
        migrations.AddField("parcel", "batch", models.CharField(max_length=9, unique=True)),
        migrations.AlterField("parcel", "code", models.CharField(max_length=20%s)),
    ]
"""


@pytest.mark.parametrize("column", ["label", "owner", "sender", "batch"])
def test_keys_and_indexes_of_django_migrations_are_known(column):
    schema = {"app/migrations/0001_initial.py": MIGRATED % ""}
    assert found(schema, "app/a.py", f"def f(p):\n    return Parcel.objects.filter({column}=p)\n") == []
    assert found(schema, "app/a.py", "def f(p):\n    return Parcel.objects.filter(code=p)\n") == [2]


def test_an_index_that_a_migration_adds_to_an_old_column_is_known():
    schema = {"app/migrations/0001_initial.py": MIGRATED % ", db_index=True"}
    assert found(schema, "app/a.py", "def f(p):\n    return Parcel.objects.filter(code=p)\n") == []


def test_columns_that_a_model_inherits_are_not_judged():
    schema = {
        "app/models.py": "from django.db import models\n\n\nclass Parcel(Tracked, models.Model):\n    code = models.CharField()\n",
        "app/migrations/0001_initial.py": MIGRATED % "",
    }
    assert found(schema, "app/a.py", "def f(p):\n    return Parcel.objects.filter(route=p)\n") == []


def test_a_filter_that_was_there_before_is_not_found_again():
    old = "def f(p):\n    return Account.objects.get(phone=p)\n"
    report = review(
        in_memory({**DJANGO, "app/a.py": old + "\n\nX = 1\n"}, {**DJANGO, "app/a.py": old}), only=[RULE]
    )
    assert report.findings == ()


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("a = ? AND b > ?", ("a", "b")),
        ("t.a = ? and b is null", ("a",)),
        ("a between ? and ? and b in (?)", ("a", "b")),
        ("a = ? or b = ?", None),
        ("lower(a) = ?", None),
    ],
)
def test_conditions_are_read_or_left_alone(text, columns):
    assert conditions(text) == columns


def test_a_statement_names_its_table_and_columns():
    read = sql_filter('SELECT a, b FROM shop."orders" AS o WHERE o.state = $1 ORDER BY b LIMIT 5')
    assert read is not None
    assert (read.table, read.columns) == ("orders", ("state",))
    assert sql_filter("SELECT 1 FROM a, b WHERE a.x = b.x") is None


def test_a_repository_methods_name_is_read():
    read = derived_filter("findTop5ByStateAndCreatedAtAfterOrderByIdDesc", "Order")
    assert read is not None
    assert read.columns == ("state", "createdAt")
    assert derived_filter("findByStateOrOwner", "Order") is None
