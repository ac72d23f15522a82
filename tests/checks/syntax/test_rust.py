"""Rust lowered to the code model."""

from __future__ import annotations

import random
import time
from typing import TypeVar

import pytest

from checks.syntax import model as m
from checks.syntax.flow import Flow
from checks.syntax.rust import lower

N = TypeVar("N", bound=m.Node)


def rust(code: str) -> m.Module:
    return lower("src/orders.rs", "rust", code.encode())


def all_of(module: m.Node, kind: type[N]) -> list[N]:
    return [node for node in module.walk() if isinstance(node, kind)]


def inside(code: str) -> list[m.Stmt]:
    module = rust("fn f() {\n" + code + "\n}\n")
    assert module.broken_lines == []
    return all_of(module, m.Function)[0].body.items


def value(code: str) -> m.Expr:
    made = inside(f"let x = {code};")[0]
    assert isinstance(made, m.Assign)
    assert made.value is not None
    return made.value


SERVICE = r"""
//! Orders of the shop.
use std::{collections::HashMap, fmt::Write as _};

use actix_web::{get, web, HttpRequest, HttpResponse, Responder};
use crate::db::{self, Pool};
use serde::{Deserialize, Serialize};
use sqlx::Row;

const TABLE: &str = "orders";
static LIMITS: [u32; 2] = [10, 100];

/// What a client asks for.
#[derive(Debug, Deserialize)]
pub struct Filter {
    #[serde(rename = "q")]
    pub query: Option<String>,
    pub sort: Sort,
    limit: i64,
}

#[derive(Debug, Clone, Copy, Deserialize)]
pub enum Sort {
    Name,
    Created,
}

pub enum Failure {
    Missing,
    Database(sqlx::Error),
}

pub trait Store: Send + Sync {
    async fn find(&self, id: i64) -> Result<Order, Failure>;
    fn name(&self) -> String {
        "store".into()
    }
}

pub struct Orders {
    pool: Pool,
    cache: HashMap<i64, String>,
}

impl Orders {
    pub fn new(pool: Pool) -> Self {
        Self { pool, cache: HashMap::new() }
    }

    async fn rows(&self, filter: &Filter) -> Result<Vec<Order>, Failure> {
        let mut sql = format!("SELECT * FROM {TABLE} LIMIT {}", filter.limit);
        if let Some(query) = &filter.query {
            write!(sql, " -- {}", query)?;
        } else if filter.limit > 10 {
            return Err(Failure::Missing);
        }
        let rows = sqlx::query(&sql).bind(filter.limit).fetch_all(&self.pool).await.map_err(Failure::Database)?;
        for (index, row) in rows.iter().enumerate() {
            tracing::info!(order = %index, "read {} of {total}", row.get::<i64, _>("id"), total = rows.len());
        }
        let shown = match filter.sort {
            Sort::Name => "name",
            Sort::Created if filter.limit > 5 => "created",
            other => other.as_str(),
        };
        loop {
            if shown.is_empty() { break; }
        }
        while let Some(next) = self.next() {
            drop(next);
        }
        let names: Vec<String> = rows.iter().map(|r| r.name.clone()).collect();
        let body = serde_json::json!({ "names": names, "page": { "size": filter.limit } });
        tokio::select! {
            done = self.wait() => { finish(done).await; }
        }
        Ok(rows)
    }
}

#[get("/orders/{id}")]
pub async fn show(req: HttpRequest, path: web::Path<(String, i64)>, pool: web::Data<Pool>) -> impl Responder {
    let (name, id) = path.into_inner();
    let kind = if id > 5 { "big" } else { "small" };
    let Ok(found) = db::find(&pool, id).await else {
        return HttpResponse::NotFound().finish();
    };
    HttpResponse::Ok().body(format!("{name} {kind} {found:?}"))
}

#[cfg(test)]
mod tests {
    #[test]
    fn it_adds() {
        assert_eq!(1 + 1, 2);
    }
}
"""


def test_a_realistic_file_is_read_without_a_broken_line_or_an_unknown_construct() -> None:
    module = rust(SERVICE)
    assert module.broken_lines == []
    named = {o.what for o in all_of(module, m.Opaque)}
    assert named <= {"match_expression", "tuple_struct_pattern", "block", "tokens", "slice"}
    assert {o.what for o in all_of(module, m.OpaqueStmt)} <= {"test_module", "let_else"}


def test_imports_of_a_tree_are_bound_one_by_one() -> None:
    made = [(i.module, i.names) for i in all_of(rust(SERVICE), m.Import)]
    assert ("std.collections", [("HashMap", "HashMap")]) in made or ("std", [("fmt", "fmt")]) in made
    assert ("crate", [("db", "db")]) in made
    assert ("crate.db", [("Pool", "Pool")]) in made
    assert ("std.fmt", [("Write", "_")]) in made


def test_functions_know_their_attributes_types_and_extractors() -> None:
    module = rust(SERVICE)
    show = next(f for f in all_of(module, m.Function) if f.name == "show")
    assert show.is_async
    assert show.exported
    assert show.returns == "Responder"
    assert [m.dotted(d.callee) for d in show.decorators if isinstance(d, m.Call)] == ["get"]
    assert [(p.name, p.annotation) for p in show.params] == [
        ("req", "HttpRequest"),
        ("path", "(String, i64)"),
        ("pool", "Pool"),
    ]
    assert [m.dotted(p.decorators[0]) for p in show.params[1:]] == ["Path", "Data"]


def test_types_and_their_implementations_are_classes_of_one_name() -> None:
    classes = [(c.name, c.kind) for c in all_of(rust(SERVICE), m.Class)]
    assert classes == [
        ("Filter", "struct"),
        ("Sort", "enum"),
        ("Failure", "union"),
        ("Store", "interface"),
        ("Orders", "struct"),
        ("Orders", "impl"),
    ]


def test_members_of_self_resolve_through_the_declared_fields() -> None:
    module = rust(SERVICE)
    flow = Flow(module)
    names = {flow.resolve(a) for a in all_of(module, m.Attr) if m.dotted(a) == "self.pool"}
    assert names == {"crate.db.Pool()"}


def test_calls_resolve_through_imports() -> None:
    module = rust(SERVICE)
    flow = Flow(module)
    called = {flow.resolve(c.callee) for c in all_of(module, m.Call)}
    assert "sqlx.query" in called
    assert "crate.db.find" in called
    assert "tracing.info!" in called


def test_a_macro_that_binds_is_not_the_function_of_its_name() -> None:
    made = value('sqlx::query!("select {}", id)')
    assert isinstance(made, m.Call)
    assert m.dotted(made.callee) == "sqlx.query!"
    assert [type(a.value) for a in made.args] == [m.Literal, m.Name]


def test_format_becomes_a_template_with_its_values() -> None:
    made = value('format!("{{}} {} {name} {0:>5} {x:?}\\n", first, x = 1 + 1)')
    assert isinstance(made, m.Template)
    shown = [p.value if isinstance(p, m.Literal) else type(p).__name__ for p in made.parts]
    assert shown == ["{} ", "Name", " ", "Name", " ", "Opaque", " ", "Binary", "\n"]
    assert made.specs[5] == ">5"


def test_a_name_in_a_format_text_stands_where_it_is_written() -> None:
    code = 'fn f() {\n    let x = format!("a {name} b");\n}\n'
    name = next(n for n in all_of(rust(code), m.Name) if n.id == "name")
    assert code[name.start : name.end] == "name"


def test_writing_to_a_text_is_a_call_on_it() -> None:
    (made,) = inside('write!(out, "{}", x);')
    assert isinstance(made, m.ExprStmt)
    assert isinstance(made.value, m.Call)
    assert m.dotted(made.value.callee) == "out.write_fmt"
    assert isinstance(made.value.args[0].value, m.Template)


def test_json_is_a_mapping() -> None:
    made = value('json!({"a": x, "b": [1, {"c": y.z()}]})')
    assert isinstance(made, m.Mapping)
    inner = made.get("b")
    assert isinstance(inner, m.Sequence)
    assert len(inner.items) == 2


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ('"a\\n\\u{41}\\x42"', "a\nAB"),
        ('r#"raw "x" \\n"#', 'raw "x" \\n'),
        ("'c'", "c"),
        ("1_000u32", 1000),
        ("0xff", 255),
        ("1.5f64", 1.5),
        ("true", True),
        ("()", None),
    ],
)
def test_literals_have_their_values(code: str, expected: object) -> None:
    made = value(code)
    assert isinstance(made, m.Literal)
    assert made.value == expected


def test_bytes_are_bytes() -> None:
    made = value('b"abc"')
    assert isinstance(made, m.Literal)
    assert made.value == b"abc"


def test_the_last_expression_of_a_function_is_returned_from_every_branch() -> None:
    module = rust("fn f(a: bool) -> i32 { if a { 1 } else { match b { 1 => 2, _ => 3 } } }")
    returned = [r.value.value for r in all_of(module, m.Return) if isinstance(r.value, m.Literal)]
    assert returned == [1, 2, 3]


def test_a_trailing_semicolon_returns_nothing() -> None:
    assert all_of(rust("fn f() { g(); }"), m.Return) == []


def test_blocks_as_values_yield_what_they_end_with() -> None:
    made = value("if a { let y = 1; y } else { 2 }")
    assert isinstance(made, m.Conditional)
    assert isinstance(made.then, m.Opaque)
    assert len(all_of(made.then, m.Yield)) == 1


def test_question_mark_borrow_and_cast_stand_for_what_they_hold() -> None:
    made = value("(&mut g(x)? as i64)")
    assert isinstance(made, m.Call)
    assert m.dotted(made.callee) == "g"


def test_an_arm_that_binds_a_name_assigns_what_was_matched() -> None:
    (made,) = inside("match g() { Ok(v) => use_it(v), Err(_) => {} }")
    assert isinstance(made, m.Switch)
    assert isinstance(made.init, m.Assign)
    bound = made.cases[0].body.items[0]
    assert isinstance(bound, m.Assign)
    assert m.dotted(bound.targets[0]) == "v"
    assert len(all_of(made, m.Call)) == 2


def test_tests_in_a_source_file_are_left_out() -> None:
    assert not [f for f in all_of(rust(SERVICE), m.Function) if f.name == "it_adds"]


def test_long_chains_and_sums_do_not_nest() -> None:
    made = value("a" + ".b()" * 5000)
    assert isinstance(made, m.Call)
    added = value(" + ".join(["a"] * 5000))
    assert isinstance(added, m.Binary)


@pytest.mark.parametrize(
    "opening", ["(", "[", "{", "f(", "if a {", "|x| ", "!", "&", "format!(", "Some(", "match a { _ => "]
)
def test_deep_nesting_is_cut_in_bounded_time(opening: str) -> None:
    started = time.monotonic()
    module = lower("a.rs", "rust", ("fn f() { let x = " + opening * 100_000).encode())
    assert len(all_of(module, m.Function)) <= 1_000
    assert time.monotonic() - started < 20


def test_a_broken_line_costs_only_its_place() -> None:
    module = rust("fn a() { ok(); }\nfn b( { let = ; }\nfn c() { fine(); }\n")
    assert module.broken_lines
    assert "ok" in {m.dotted(c.callee) for c in all_of(module, m.Call)}
    assert "fine" in {m.dotted(c.callee) for c in all_of(module, m.Call)}


def test_truncated_files_are_read_without_an_error() -> None:
    source = SERVICE.encode()
    chance = random.Random(7)
    for _ in range(60):
        module = lower("a.rs", "rust", source[: chance.randrange(len(source))])
        for node in module.walk():
            assert node is module or node.parent is not None


def test_every_node_lies_inside_the_file_on_its_line() -> None:
    module = rust(SERVICE)
    lines = SERVICE.count("\n") + 1
    for node in module.walk():
        assert 0 <= node.start <= node.end <= len(module.source)
        assert 1 <= node.line <= node.end_line <= lines


def taints(code: str) -> list[bool]:
    """Whether each argument of a call of ``sink`` is text of a request."""
    module = rust(code)
    flow = Flow(module)
    return [
        flow.value(c.args[0].value).taint is not None for c in flow.calls() if m.dotted(c.callee) == "sink"
    ]


def dynamic(code: str) -> list[bool]:
    module = rust(code)
    flow = Flow(module)
    return [flow.value(c.args[0].value).dynamic for c in flow.calls() if m.dotted(c.callee) == "sink"]


def test_extractors_bring_text_of_the_request_unless_their_type_is_none() -> None:
    code = """
use axum::extract::{Path, Query, State};
pub struct Page { q: String, limit: i64, sort: Sort }
pub enum Sort { Name, Date }
async fn f(Path(name): Path<String>, Path(id): Path<i64>, Query(page): Query<Page>, Query(Page { q, limit, .. }): Query<Page>,
           Path((a, b)): Path<(String, Uuid)>, State(pool): State<PgPool>) {
    sink(name); sink(id); sink(&page.q); sink(page.limit); sink(page.sort); sink(q); sink(limit); sink(a); sink(b);
}
"""
    assert taints(code) == [True, False, True, False, False, True, False, True, False]


def test_requests_of_actix_rocket_and_warp_bring_text() -> None:
    code = """
#[get("/x/<name>?<id>")]
fn rocket(name: &str, id: i64, db: &Db) { sink(name); sink(id); sink(db); }
async fn actix(req: HttpRequest, info: web::Path<(String, u32)>) {
    let (name, id) = info.into_inner();
    sink(req.match_info().get("x").unwrap()); sink(name); sink(id);
}
fn routes() { warp::path!("x" / String).map(|n: String| sink(n)); }
"""
    assert taints(code) == [True, False, False, True, True, False, True]


def test_texts_are_followed_through_builders_matches_and_helpers() -> None:
    code = """
fn f(Query(q): Query<String>) {
    let mut a = String::from("x"); a.push_str(&q); sink(a);
    let mut b = String::new(); write!(b, "{}", q).unwrap(); sink(&b);
    let c = match q.get(0) { Some(v) => v.to_string(), None => String::new() }; sink(c);
    let d = if q.is_empty() { "a" } else { "b" }; sink(d);
    let e = match q.as_str() { "a" => "x", _ => "y" }; sink(e);
    sink(helper(&q)); sink(q.len()); sink(format!("{}", 1));
    let g: u32 = q.parse().unwrap(); sink(g); sink(q.parse::<i64>()?);
}
fn helper(x: &str) -> String { format!("<{x}>") }
"""
    assert taints(code) == [True, True, True, False, False, True, False, False, False, False]


def test_lists_of_what_is_allowed_make_a_value_safe() -> None:
    code = """
const ALLOWED: [&str; 2] = ["a", "b"];
fn f(Query(q): Query<String>) {
    if ALLOWED.contains(&q.as_str()) { sink(&q); }
    if !matches!(q.as_str(), "a" | "b") { return; }
    sink(format!("{q}"));
}
"""
    assert dynamic(code) == [False, False]
