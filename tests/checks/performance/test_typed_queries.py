"""Loops over rows in Java, Kotlin, C# and Rust, and what only looks like one."""

from __future__ import annotations

import pytest

from checks.changes import in_memory
from checks.engine import review

ORDERS = """\
package a;
import java.util.*;

class Orders {
    private final UserRepository users;
    private final OrderRepository orders;

    Orders(UserRepository users, OrderRepository orders) {
        this.users = users;
        this.orders = orders;
    }

    %s
}
"""


def found(path: str, text: str) -> list[int]:
    report = review(in_memory({path: text}, {}))
    return [f.line for f in report.findings if f.rule == "performance/query-in-loop"]


@pytest.mark.parametrize(
    "body",
    [
        "Optional<Order> one(Long id) { return users.findById(id).map(u -> orders.findFirstByUser(u.getId())); }",
        "Optional<Order> two(Optional<User> u) { return u.map(x -> orders.findFirstByUser(x.getId())); }",
        "Mono<Order> three(Long id) { return users.findById(id).flatMap(u -> orders.findByUser(u.getId())); }",
        "void four(List<List<Long>> batches) { for (List<Long> batch : batches) { orders.findByKeys(batch); } }",
        "void five(List<Long> ids) { for (Long id : ids) { orders.findByIdIn(List.of(id)); } }",
    ],
)
def test_one_value_and_whole_batches_are_no_loop_over_rows(body: str) -> None:
    assert found("src/Orders.java", ORDERS % body) == []


@pytest.mark.parametrize(
    "body",
    [
        "void one(List<Long> ids) { for (Long id : ids) { orders.findById(id); } }",
        "List<Order> two(List<Long> ids) { return ids.stream().map(id -> orders.getReferenceById(id)).toList(); }",
        "void three(List<Long> ids) { ids.forEach(id -> orders.deleteByUser(id)); }",
    ],
)
def test_a_repository_asked_once_an_item_is_reported(body: str) -> None:
    assert found("src/Orders.java", ORDERS % body) == [13]


def test_a_subquery_in_a_projection_is_one_query() -> None:
    text = """\
using Microsoft.EntityFrameworkCore;
class Totals {
    private readonly ShopContext _db;
    Totals(ShopContext db) { _db = db; }
    public Task<List<Total>> All() =>
        _db.Orders.Select(o => new Total(o.Id, _db.Lines.Where(l => l.OrderId == o.Id).Sum(l => l.Price))).ToListAsync();
}
"""
    assert found("src/Totals.cs", text) == []


def test_a_loop_over_chunks_of_keys_is_a_batch() -> None:
    text = """\
class Totals(private val orders: OrderRepository) {
    fun all(ids: List<Long>) = ids.chunked(500).flatMap { chunk -> orders.findByKeys(chunk) }
}
"""
    assert found("src/Totals.kt", text) == []


def test_an_option_in_rust_is_no_loop() -> None:
    text = """\
pub fn go(pool: &PgPool, id: Option<i64>) {
    let x = id.map(|i| sqlx::query("SELECT a FROM t WHERE id = $1").bind(i).fetch_one(pool));
}
"""
    assert found("src/a.rs", text) == []
