"""JavaScript, TypeScript and TSX lowered to the code model."""

from __future__ import annotations

from typing import TypeVar

import pytest

from checks.syntax.javascript import lower
from checks.syntax.model import (
    Assign,
    Attr,
    Await,
    Binary,
    Call,
    Class,
    Conditional,
    Expr,
    ExprStmt,
    Function,
    If,
    Import,
    Index,
    Literal,
    Loop,
    Mapping,
    Module,
    Name,
    Node,
    Opaque,
    OpaqueStmt,
    Pair,
    Raise,
    Return,
    Sequence,
    Spread,
    Stmt,
    Switch,
    TaggedTemplate,
    Template,
    Try,
    Unary,
    Yield,
    dotted,
    function_name,
    qualified_name,
)

N = TypeVar("N", bound=Node)


def ts(code: str, language: str = "typescript") -> Module:
    return lower("src/file", language, code.encode())


def js(code: str) -> Module:
    return ts(code, "javascript")


def all_of(module: Node, kind: type[N]) -> list[N]:
    return [node for node in module.walk() if isinstance(node, kind)]


def first(module: Node, kind: type[N]) -> N:
    return all_of(module, kind)[0]


def statement(code: str, language: str = "typescript") -> Stmt:
    (only,) = ts(code, language).body.items
    return only


def value(code: str, language: str = "typescript") -> Expr:
    made = statement(f"x = {code};", language)
    assert isinstance(made, Assign)
    assert made.value is not None
    return made.value


@pytest.mark.parametrize(
    ("code", "kind", "expected"),
    [
        ("'a\\n\\u0041\\x42\\u{1F600}\\ud83d\\ude00'", "str", "a\nAB\U0001f600\U0001f600"),
        ('"it\\\'s \\\n joined"', "str", "it's  joined"),
        ("'\\ud83d'", "str", "\ufffd"),
        ("`plain \\` text`", "str", "plain ` text"),
        ("0x1F", "int", 31),
        ("1_000n", "int", 1000),
        ("0b11", "int", 3),
        ("1.5e3", "float", 1500.0),
        ("/a(b)+\\/c/gi", "regex", "a(b)+\\/c"),
        ("true", "bool", True),
        ("false", "bool", False),
        ("null", "none", None),
        ("undefined", "undefined", None),
    ],
)
def test_literals_have_the_value_that_the_program_sees(code: str, kind: str, expected: object) -> None:
    for language in ("javascript", "typescript", "tsx"):
        literal = value(code, language)
        assert isinstance(literal, Literal)
        assert (literal.kind, literal.value) == (kind, expected)


def test_a_template_keeps_its_text_and_holes_in_order() -> None:
    template = value("`SELECT * FROM ${table}\\n WHERE id = ${user.id}!`")
    assert isinstance(template, Template)
    text, table, middle, hole, end = template.parts
    assert isinstance(text, Literal)
    assert text.value == "SELECT * FROM "
    assert isinstance(table, Name)
    assert isinstance(middle, Literal)
    assert middle.value == "\n WHERE id = "
    assert dotted(hole) == "user.id"
    assert isinstance(end, Literal)
    assert end.value == "!"
    assert template.specs == [""] * 5


@pytest.mark.parametrize("code", ["sql`a ${b}`", "prisma.$queryRaw<User>`a ${b}`"])
def test_a_tagged_template_is_not_a_call(code: str) -> None:
    tagged = value(code)
    assert isinstance(tagged, TaggedTemplate)
    assert dotted(tagged.tag) in ("sql", "prisma.$queryRaw")
    assert len(tagged.template.parts) == 2


@pytest.mark.parametrize("code", ["prisma.$queryRaw<User[]>`a ${b}`", "prisma.$queryRaw`a ${b}`"])
def test_an_awaited_tagged_template_is_awaited_as_a_whole(code: str) -> None:
    module = ts(f"async function f() {{ const rows = await {code}; }}")
    assert isinstance(first(module, Await).value, TaggedTemplate)
    assert module.broken_lines == []


def test_an_awaited_call_with_type_arguments_is_awaited_as_a_whole() -> None:
    module = ts("async function f() { const { rows } = await this.pool.query<Row>(text, values); }")
    call = first(module, Await).value
    assert isinstance(call, Call)
    assert isinstance(call.callee, Attr)
    assert call.callee.name == "query"
    assert len(call.args) == 2


def test_a_negated_call_with_type_arguments_is_negated_as_a_whole() -> None:
    call = first(ts("if (!cache.has<Key>(name)) { load(); }"), Unary).operand
    assert isinstance(call, Call)
    assert isinstance(call.callee, Attr)
    assert call.callee.name == "has"


def test_optional_chaining_reads_like_plain_access() -> None:
    call = value("a?.b?.[key]?.(arg)")
    assert isinstance(call, Call)
    assert isinstance(call.callee, Index)
    assert dotted(call.callee.base) == "a.b"
    assert isinstance(call.positional(0), Name)


def test_casts_and_parentheses_stand_for_what_they_hold() -> None:
    for code in ("(y)", "y as Foo", "y!", "y satisfies Foo", "<Foo>y", "((y as unknown) as Foo)!"):
        inner = value(code)
        assert isinstance(inner, Name), code
        assert inner.id == "y"


def test_operators_are_written_alike_in_all_languages() -> None:
    both = value("a && b || !c")
    assert isinstance(both, Binary)
    assert both.op == "or"
    assert isinstance(both.left, Binary)
    assert both.left.op == "and"
    assert isinstance(both.right, Unary)
    assert both.right.op == "not"
    for op in ("??", "===", "!=", "+", "instanceof", "in", ">>>", "**"):
        binary = value(f"a {op} b")
        assert isinstance(binary, Binary)
        assert binary.op == op
    assert isinstance(value("a ? b : c"), Conditional)
    unary = value("typeof a")
    assert isinstance(unary, Unary)
    assert unary.op == "typeof"


def test_arguments_know_spreads_and_construction() -> None:
    call = value("new Pool(config, ...rest)")
    assert isinstance(call, Call)
    assert call.new
    assert [arg.spread for arg in call.args] == ["", "*"]
    bare = value("new Foo")
    assert isinstance(bare, Call)
    assert bare.args == []


def test_object_members_of_every_kind_become_pairs() -> None:
    mapping = value(
        "{ a, 'b-c': 1, [key]: 2, ...rest, async load() { return 1 }, get size() { return 2 }, 7: x }"
    )
    assert isinstance(mapping, Mapping)
    assert mapping.has_spread()
    shorthand = mapping.get("a")
    assert isinstance(shorthand, Name)
    assert isinstance(mapping.get("b-c"), Literal)
    assert isinstance(mapping.pairs[2].key, Name)
    load = mapping.get("load")
    assert isinstance(load, Function)
    assert load.is_async
    assert function_name(load) == "load"
    assert isinstance(mapping.get("size"), Function)


def test_declarations_keep_their_word_and_type() -> None:
    one, two = ts("export const limit: number = 5, page = 1;").body.items
    assert isinstance(one, Assign)
    assert (one.declares, one.annotation) == ("const", "number")
    assert isinstance(two, Assign)
    bare = statement("let later: string | null;")
    assert isinstance(bare, Assign)
    assert bare.value is None
    assert bare.annotation == "string | null"


def test_destructuring_gives_pattern_targets() -> None:
    made = statement("const { a, b: { c }, d = 1, ...rest } = req.body;")
    assert isinstance(made, Assign)
    (target,) = made.targets
    assert isinstance(target, Mapping)
    assert [pair.key.value if isinstance(pair.key, Literal) else None for pair in target.pairs] == [
        "a",
        "b",
        "d",
        None,
    ]
    assert isinstance(target.pairs[1].value, Mapping)
    default = target.pairs[2].value
    assert isinstance(default, Assign)
    assert isinstance(default.targets[0], Name)
    array = statement("const [x, , y = 2, ...z] = rows;")
    assert isinstance(array, Assign)
    (sequence,) = array.targets
    assert isinstance(sequence, Sequence)
    assert sequence.kind == "tuple"
    assert [type(item) for item in sequence.items] == [Name, Opaque, Assign, Spread]


def test_assignments_chain_and_augment_also_below_expressions() -> None:
    chained = statement("a = module.exports = run();")
    assert isinstance(chained, Assign)
    assert [dotted(target) for target in chained.targets] == ["a", "module.exports"]
    augmented = statement("a.total ??= 1;")
    assert isinstance(augmented, Assign)
    assert augmented.op == "??="
    loop = statement("while ((match = re.exec(text)) !== null) use(match);")
    assert isinstance(loop, Loop)
    assert isinstance(loop.test, Binary)
    assert isinstance(loop.test.left, Assign)


def test_loops_of_every_form() -> None:
    module = ts(
        "for (const [k, v] of pairs) {}\nfor (const k in object) {}\nfor await (const row of rows) {}\n"
        "for (let i = 0, n = xs.length; i < n; i++) {}\nfor (;;) {}\nwhile (a) b();\ndo { c() } while (d);"
    )
    of, within, each, three, endless, while_, do = module.body.items
    assert isinstance(of, Loop)
    assert of.kind == "for-each"
    assert isinstance(of.target, Sequence)
    assert isinstance(within, Loop)
    assert isinstance(within.iterable, Name)
    assert isinstance(each, Loop)
    assert each.is_async
    assert isinstance(three, Loop)
    assert isinstance(three.init, OpaqueStmt)
    assert len(all_of(three.init, Assign)) == 2
    assert isinstance(three.step, Unary)
    assert isinstance(endless, Loop)
    assert endless.init is endless.test is endless.step is None
    assert isinstance(while_, Loop)
    assert len(while_.body.items) == 1
    assert isinstance(do, Loop)
    assert isinstance(do.test, Name)


def test_else_if_is_an_if_inside_orelse() -> None:
    made = statement("if (a) b(); else if (c) { d(); } else e();")
    assert isinstance(made, If)
    assert made.orelse is not None
    (second,) = made.orelse.items
    assert isinstance(second, If)
    assert second.orelse is not None
    assert isinstance(second.orelse.items[0], ExprStmt)


def test_cases_without_a_body_join_the_next_one() -> None:
    made = statement("switch (kind) { case 'a': case 'b': run(); break; case 'c': default: stop(); }")
    assert isinstance(made, Switch)
    assert [len(case.tests) for case in made.cases] == [2, 1, 0]
    assert [len(case.body.items) for case in made.cases] == [2, 0, 1]


def test_cases_without_a_body_before_default_span_their_tests() -> None:
    module = ts("switch (kind) {\n  case 'a':\n  case 'b':\n  default: stop();\n}")
    first_case = first(module, Switch).cases[0]
    assert (first_case.line, first_case.end_line, len(first_case.tests)) == (2, 3, 2)


def test_try_with_and_without_a_binding() -> None:
    module = ts(
        "try { a() } catch { }\ntry { a() } catch (error) { throw new Error('x', { cause: error }) } finally { b() }\n"
        "try { a() } catch ({ message }) { log(message) }"
    )
    bare, full, pattern = all_of(module, Try)
    assert bare.handlers[0].name is None
    assert bare.handlers[0].body.items == []
    assert bare.final is None
    assert full.handlers[0].name == "error"
    assert isinstance(full.handlers[0].body.items[0], Raise)
    assert full.final is not None
    assert pattern.handlers[0].name == "message"


def test_functions_of_every_form() -> None:
    module = ts(
        "async function load(id: string, { a }: Options = {}, ...rest: number[]): Promise<Row> { return 1 }\n"
        "function* ids() { yield 1; yield* more() }\n"
        "const f = async x => await x;\nconst g = function named() {};\nconst h = ({ a }, [b]) => ({ a });\n"
    )
    load, ids, f, g, h = all_of(module, Function)
    assert (load.name, load.is_async, load.returns) == ("load", True, "Promise<Row>")
    assert [(p.name, p.annotation, p.kind) for p in load.params] == [
        ("id", "string", ""),
        ("", "Options", ""),
        ("rest", "number[]", "*"),
    ]
    assert isinstance(load.params[1].pattern, Mapping)
    assert isinstance(load.params[1].default, Mapping)
    assert ids.is_generator
    assert len(all_of(ids, Yield)) == 2
    assert function_name(f) == "f"
    assert f.is_async
    (returned,) = f.body.items
    assert isinstance(returned, Return)
    assert isinstance(returned.value, Await)
    assert g.name == "named"
    assert isinstance(h.params[1].pattern, Sequence)
    assert isinstance(all_of(h, Return)[0].value, Mapping)


def test_plain_javascript_parameters_have_defaults_and_rest() -> None:
    function = first(js("function f(a, b = 1, { c }, ...d) {}"), Function)
    assert [p.name for p in function.params] == ["a", "b", "", "d"]
    assert isinstance(function.params[1].default, Literal)
    assert function.params[3].kind == "*"


def test_an_async_arrow_in_map_is_an_argument() -> None:
    call = value("await Promise.all(ids.map(async (id) => { await load(id); }))")
    assert isinstance(call, Await)
    arrow = first(call, Function)
    assert arrow.is_async
    assert arrow.parent is not None
    assert isinstance(arrow.parent.parent, Call)
    assert dotted(arrow.parent.parent.callee) == "ids.map"


NEST = """
import { Body, Controller, Get, Param, Post, UseGuards } from '@nestjs/common';

@Controller('orders')
@UseGuards(AuthGuard)
export class OrdersController extends Base<Order> implements OnInit, x.Other {
  @Inject() private readonly mail?: Mail = make();
  static #count = 0;
  handler = async (a) => { await a; };

  constructor(private readonly orders: OrdersService, @InjectRepository(Order) public repo: Repository<Order>) {
    super();
  }

  @Get(':id')
  @UseGuards(Owner)
  async one(this: Foo, @Param('id') id: string, @Body() body?: Dto): Promise<Order> {
    return this.orders.find(id);
  }

  get size(): number { return 1; }
  abstract later(): void;
}
"""


def test_a_nest_controller_keeps_decorators_of_class_methods_fields_and_parameters() -> None:
    module = ts(NEST)
    assert module.broken_lines == []
    controller = first(module, Class)
    assert controller.exported
    assert [dotted(d.callee) for d in controller.decorators if isinstance(d, Call)] == [
        "Controller",
        "UseGuards",
    ]
    assert [dotted(base) for base in controller.bases] == ["Base", "OnInit", "x.Other"]
    field = controller.body.items[0]
    assert isinstance(field, Assign)
    assert (dotted(field.targets[0]), field.annotation, len(field.decorators)) == ("mail", "Mail", 1)
    methods = {item.name: item for item in controller.body.items if isinstance(item, Function)}
    assert list(methods) == ["constructor", "one", "size"]
    assert [p.name for p in methods["constructor"].params] == ["orders", "repo"]
    assert len(methods["constructor"].params[1].decorators) == 1
    one = methods["one"]
    assert [dotted(d.callee) for d in one.decorators if isinstance(d, Call)] == ["Get", "UseGuards"]
    assert [p.name for p in one.params] == ["id", "body"]
    assert [dotted(p.decorators[0]) for p in one.params] == ["Param()", "Body()"]
    assert qualified_name(one) == "OrdersController.one"
    assert one.line == NEST[: NEST.index("@Get(':id')")].count("\n") + 1


def test_decorators_in_plain_javascript_sit_on_their_member() -> None:
    made = first(js("class A { @field x = 1; @get() m() {} static { go() } }"), Class)
    field, method, block = made.body.items
    assert isinstance(field, Assign)
    assert len(field.decorators) == 1
    assert isinstance(method, Function)
    assert len(method.decorators) == 1
    assert isinstance(block, OpaqueStmt)
    assert len(all_of(block, Call)) == 1


def test_interfaces_enums_and_object_types_are_classes() -> None:
    module = ts(
        "export interface Order extends Base { id: string; total?: number; send(to: string): void }\n"
        "type Row = Base & { id: string };\nenum State { Open = 'open', Closed }\ntype Id = string | number;"
    )
    order, row, state = all_of(module, Class)
    assert (order.kind, order.exported, dotted(order.bases[0])) == ("interface", True, "Base")
    assert [dotted(item.targets[0]) for item in order.body.items if isinstance(item, Assign)] == [
        "id",
        "total",
    ]
    assert first(order, Function).name == "send"
    assert (row.kind, dotted(row.bases[0])) == ("interface", "Base")
    assert (state.kind, len(state.body.items)) == ("enum", 2)
    assert isinstance(module.body.items[-1], OpaqueStmt)


def test_imports_of_every_form() -> None:
    module = ts(
        "import axios, { get as fetch, type Post } from 'axios';\nimport * as fs from \"fs\";\nimport './side';\n"
        "import http = require('http');\nconst express = require('express');"
    )
    assert [(one.module, one.names) for one in all_of(module, Import)] == [
        ("axios", [("default", "axios"), ("get", "fetch"), ("Post", "Post")]),
        ("fs", [("", "fs")]),
        ("./side", []),
        ("http", [("", "http")]),
    ]
    last = module.body.items[-1]
    assert isinstance(last, Assign)
    assert dotted(last.value) == "require()"


def test_exports_mark_what_they_name() -> None:
    module = ts(
        "export function a() {}\nexport const b = () => 1;\nfunction c() {}\nconst d = async () => 2;\n"
        "function hidden() {}\nexport { c, d as e };\nexport default class F {}\nexport { x as y } from './m';\n"
        "export * from './n';"
    )
    assert {function_name(f): f.exported for f in all_of(module, Function)} == {
        "a": True,
        "b": True,
        "c": True,
        "d": True,
        "hidden": False,
    }
    assert first(module, Class).exported
    listed = [one for one in module.body.items if isinstance(one, OpaqueStmt)]
    assert [one.what for one in listed] == ["export_clause"] * 3
    source, pair = listed[1].items
    assert isinstance(source, Literal)
    assert source.value == "./m"
    assert isinstance(pair, Pair)


def test_a_default_export_of_a_value_assigns_it() -> None:
    made = statement("export default defineConfig({ a: 1 });")
    assert isinstance(made, Assign)
    assert dotted(made.targets[0]) == "exports.default"
    handler = statement("export default async function handler(req, res) {}")
    assert isinstance(handler, Function)
    assert handler.exported
    module = js("const app = () => 1;\nexport default app;")
    assert first(module, Function).exported


def test_an_express_router_reads_as_calls_with_handlers() -> None:
    module = js(
        "const router = express.Router();\n"
        "router.get('/users/:id', auth, async (req, res, next) => {\n"
        "  const rows = await db.query('SELECT * FROM users WHERE id = ' + req.params.id);\n"
        "  res.status(200).json({ user: rows[0] });\n});\nmodule.exports = router;"
    )
    route = next(call for call in all_of(module, Call) if dotted(call.callee) == "router.get")
    assert isinstance(route.positional(0), Literal)
    handler = route.positional(2)
    assert isinstance(handler, Function)
    assert [p.name for p in handler.params] == ["req", "res", "next"]
    query = next(call for call in all_of(module, Call) if dotted(call.callee) == "db.query")
    text = query.positional(0)
    assert isinstance(text, Binary)
    assert dotted(text.right) == "req.params.id"
    assert any(dotted(call.callee) == "res.status().json" for call in all_of(module, Call))


def test_a_next_route_handler_is_an_exported_function() -> None:
    module = ts(
        "export async function GET(request: Request, { params }: Ctx) { return Response.json({ ok: true }); }"
    )
    handler = first(module, Function)
    assert (handler.name, handler.exported, handler.is_async) == ("GET", True, True)
    assert handler.params[1].annotation == "Ctx"


def test_jsx_reads_like_create_element() -> None:
    module = ts(
        "export const Page = ({ html }: Props) => (\n"
        '  <Layout.Main title="a &amp; b" wide {...rest}>\n'
        "    {/* evenhand: ignore[xss] trusted */}\n"
        "    <div dangerouslySetInnerHTML={{ __html: html }} />\n"
        "    {items.map((item) => <Item key={item.id}>text</Item>)}\n"
        "    <></>\n"
        "  </Layout.Main>\n);",
        "tsx",
    )
    assert module.broken_lines == []
    page, div, mapped, item, fragment = all_of(module, Call)
    assert dotted(page.callee) == "Layout.Main"
    attributes = page.positional(0)
    assert isinstance(attributes, Mapping)
    title = attributes.get("title")
    assert isinstance(title, Literal)
    assert title.value == "a & b"
    assert attributes.has_spread()
    assert isinstance(attributes.get("wide"), Literal)
    assert isinstance(div.callee, Literal)
    options = div.positional(0)
    assert isinstance(options, Mapping)
    inner = options.get("dangerouslySetInnerHTML")
    assert isinstance(inner, Mapping)
    assert dotted(inner.get("__html")) == "html"
    assert dotted(mapped.callee) == "items.map"
    assert isinstance(item.positional(1), Literal)
    assert dotted(fragment.callee) == "React.Fragment"
    (comment,) = module.comments
    assert (comment.text, comment.line, comment.alone) == ("evenhand: ignore[xss] trusted", 3, True)


def test_a_dynamic_import_is_a_call_and_super_a_name() -> None:
    call = value("await import(`./${name}`)")
    assert dotted(call) == "import()"
    assert isinstance(value("import.meta.env"), Attr)
    assert dotted(value("import.meta.env")) == "import.meta.env"


def test_namespaces_and_ambient_modules_are_opaque_around_their_statements() -> None:
    module = ts("namespace N { export const a = f(); }\ndeclare module 'm' { const z: number }")
    assert [one.what for one in module.body.items if isinstance(one, OpaqueStmt)] == [
        "internal_module",
        "ambient_declaration",
    ]
    assert len(all_of(module, Call)) == 1


def test_comments_lose_their_marks_and_know_whether_they_stand_alone() -> None:
    module = js(
        "// one\nrun(); // two\n/** three\n * lines */\n/* a */ /* b */\nf(/* c */ 'http://x', `// no ${a /* d */}`);\n"
    )
    assert [(c.line, c.end_line, c.text, c.alone) for c in module.comments] == [
        (1, 1, "one", True),
        (2, 2, "two", False),
        (3, 4, "three\nlines", True),
        (5, 5, "a", True),
        (5, 5, "b", True),
        (6, 6, "c", False),
        (6, 6, "d", False),
    ]


def test_broken_syntax_costs_only_its_neighbourhood() -> None:
    module = ts("before();\nfunction f() { const a = ; after(); }\nclass A { m( { x() } }\nlast();\n")
    assert module.broken_lines
    names = {dotted(call.callee) for call in all_of(module, Call)}
    assert {"before", "after"} <= names


def test_spans_are_those_of_the_source() -> None:
    code = "const a = 1;\n\ncall(\n  a,\n  'b',\n);\n"
    module = js(code)
    statement_, call = module.body.items[1], first(module, Call)
    assert (statement_.line, statement_.end_line) == (3, 6)
    assert module.text(call) == "call(\n  a,\n  'b',\n)"
    assert [module.text(arg) for arg in call.args] == ["a", "'b'"]
    assert module.end_line == 6
