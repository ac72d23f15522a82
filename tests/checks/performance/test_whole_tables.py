from __future__ import annotations

from collections.abc import Callable

import pytest

Found = Callable[..., list[int]]

RULE = "performance/unbounded-result"

_SPRING = "class Reports {\n  private final OrderRepository orders;\n  private final EntityManager em;\n  private final JdbcTemplate jdbc;\n  %s\n}\n"
_RUBY = "class ReportJob < ApplicationJob\n  def perform\n    %s\n  end\nend\n"
_PHP = "<?php\nclass OrderController {\n  public function f($id) {\n    return %s;\n  }\n}\n"
_CS = "class Reports {\n  private readonly ShopContext _db;\n  public async Task F(int id) {\n    var x = await %s;\n  }\n}\n"

BAD = {
    "spring": ("Reports.java", _SPRING % "List<Order> f() { return orders.findAll(); }", [5]),
    "spring sorted": ("Reports.java", _SPRING % 'List<Order> f() { return orders.findAll(Sort.by("id")); }', [5]),
    "jpql": ("Reports.java", _SPRING % 'List<Order> f() { return em.createQuery("select o from Order o", Order.class).getResultList(); }', [5]),
    "jdbc": ("Reports.java", _SPRING % 'List<Order> f() { return jdbc.query("SELECT id FROM orders", MAPPER); }', [5]),
    "ruby": ("app/jobs/report_job.rb", _RUBY % "Order.all.each { |o| p o }", [3]),
    "ruby with a relation": ("app/jobs/report_job.rb", _RUBY % "Order.includes(:user).map(&:total)", [3]),
    "eloquent": ("app/Http/Controllers/OrderController.php", _PHP % "Order::all()", [4]),
    "eloquent with a relation": ("app/Http/Controllers/OrderController.php", _PHP % "Order::with('items')->get()", [4]),
    "ef core": ("Services/Reports.cs", _CS % "_db.Orders.Include(o => o.Lines).ToListAsync()", [4]),
}  # fmt: skip
GOOD = {
    "spring page": ("Reports.java", _SPRING % "Page<Order> f(Pageable p) { return orders.findAll(p); }"),
    "spring keys": ("Reports.java", _SPRING % "List<Order> f(List<Long> ids) { return orders.findAllById(ids); }"),
    "jpql with a key": ("Reports.java", _SPRING % 'List<Order> f(long u) { return em.createQuery("select o from Order o where o.user = :u", Order.class).setParameter("u", u).getResultList(); }'),
    "jdbc by row": ("Reports.java", _SPRING % 'void f() { jdbc.query("SELECT id FROM orders", rs -> { use(rs); }); }'),
    "at the start": ("Reports.java", _SPRING % "void init() { orders.findAll(); }"),
    "ruby batches": ("app/jobs/report_job.rb", _RUBY % "Order.all.find_each { |o| p o }"),
    "ruby sums": ("app/jobs/report_job.rb", _RUBY % "Order.all.sum(:total)"),
    "eloquent key": ("app/Http/Controllers/OrderController.php", _PHP % "Order::where('user_id', $id)->get()"),
    "eloquent page": ("app/Http/Controllers/OrderController.php", _PHP % "Order::with('items')->paginate(20)"),
    "eloquent categories": ("app/Http/Controllers/OrderController.php", _PHP % "Category::all()"),
    "ef core key": ("Services/Reports.cs", _CS % "_db.Orders.Where(o => o.UserId == id).ToListAsync()"),
    "a seeder": ("app/seeders/OrderSeeder.php", _PHP % "Order::all()"),
}  # fmt: skip


@pytest.mark.parametrize(("path", "code", "lines"), BAD.values(), ids=BAD.keys())
def test_a_whole_table_is_found(path: str, code: str, lines: list[int], found: Found) -> None:
    assert found(code, path) == lines


@pytest.mark.parametrize(("path", "code"), GOOD.values(), ids=GOOD.keys())
def test_a_bounded_read_is_silent(path: str, code: str, found: Found) -> None:
    assert found(code, path) == []


def test_a_table_that_its_model_calls_reference_data_is_silent(found: Found) -> None:
    code = _SPRING % "List<Order> f() { return orders.findAll(); }"
    model = "/** Reference data, filled by a migration. */\n@Entity\npublic class Order {\n}\n"
    assert found(code, "Reports.java", Order_DOT_java=model) == []


def test_a_table_that_a_migration_fills_is_silent(found: Found) -> None:
    code = _SPRING % "List<Order> f() { return orders.findAll(); }"
    filled = "INSERT INTO orders (id) VALUES (1), (2);\n"
    assert found(code, "Reports.java", db__migrations__V2_DOT_sql=filled) == []


def test_rows_that_go_hands_on_one_at_a_time_are_silent(found: Found) -> None:
    read = 'package store\n\nfunc (s *Store) Each(ctx context.Context, fn func(Order) error) error {\n\trows, err := s.db.QueryContext(ctx, "SELECT id FROM orders")\n\tfor rows.Next() {\n%s\t}\n\treturn err\n}\n'
    assert found(read % "\t\tfn(scan(rows))\n", "internal/store/orders.go") == []
    assert found(read % "\t\tall = append(all, scan(rows))\n", "internal/store/orders.go") == [4]
