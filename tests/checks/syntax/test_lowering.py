"""What holds for every adapter: spans nest, parents are set, nothing is too broken or too deep to be lowered."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks.syntax.go import lower as lower_go
from checks.syntax.javascript import lower as lower_javascript
from checks.syntax.model import Module, Opaque, OpaqueStmt

JAVASCRIPT = """
import express, { Router } from 'express';
const app = express(); // the app
/* routes */
app.post('/orders/:id', auth, async (req, res, next) => {
  const { items, note = 'none', ...rest } = req.body;
  try {
    const sql = `INSERT INTO orders VALUES (${req.params.id}, '${note}')`;
    const rows = await Promise.all(items.map(async ([a, , b]) => ({ a, b: b?.c ?? 1, ...rest })));
    for (let i = 0, n = rows.length; i < n; i++) { if (!rows[i]) continue; else if (i > 3) break; }
    switch (req.query.kind) { case 'a': case 'b': await db.query(sql); break; default: throw new Error('x' + 1); }
    res.status(201).json({ ok: true, rows, get size() { return rows.length; } });
  } catch ({ message }) { next(message); } finally { done(); }
});
export default class Orders extends Base { static #n = 1; async *all() { yield* this.rows; } }
export { app as server };
"""

TYPESCRIPT = """
@Controller('orders')
export class OrdersController extends Base<Order> implements OnInit {
  @Column({ nullable: true }) private readonly total?: number = 1;
  constructor(@Inject(Foo) private readonly foo: Foo, { a, b = 2 }: Options, ...rest: string[]) { super(); }
  @Get(':id') @UseGuards(Guard)
  async one(@Param('id') id: string): Promise<Order | null> {
    const rows = await this.prisma.$queryRaw<Order[]>`SELECT * FROM orders WHERE id = ${id}`;
    return (rows as unknown as Order[])[0]! satisfies Order;
  }
}
export interface Options<T> extends Base { a: string; run(x: T): void }
enum State { Open = 'open', Closed }
type Row = Base & { id: string };
declare module 'm' { const z: number }
namespace N { export const f = <T,>(x: T) => x; }
"""

TSX = """
export const Page: FC<Props> = ({ html, items }) => {
  const [open, setOpen] = useState<boolean>(false);
  return (
    <Layout.Main title="a &amp; b" wide {...items} onClick={() => setOpen(!open)}>
      {/* trusted */}
      <div dangerouslySetInnerHTML={{ __html: html }} />
      {items.map((item) => (item.ok ? <Item key={item.id}>text {item.name}</Item> : <></>))}
    </Layout.Main>
  );
};
"""

GO = """// Package orders serves.
package orders

import (
	"fmt"
	db "database/sql"
)

type Handler struct {
	*Base
	a, b int `json:"a"`
}

type Store interface { Find(id string) (*Order, error) }

const ( A = iota; B )

func (h *Handler[T]) List(w http.ResponseWriter, r *http.Request, rest ...string) (n int, err error) {
	rows, err := h.db.Query(fmt.Sprintf("SELECT %s", r.URL.Query().Get("q")), rest...)
	if err != nil { return 0, err } else if v, ok := m[k]; ok { use(v.(string)) } else { panic(err) }
	defer rows.Close()
	go func() { ch <- []Case{{Name: "a"}, {Name: "b"}} }()
	for i, x := range rows[1:n] { switch y := x.(type) { case int, *T: fallthrough; default: i++ } }
	select { case v := <-ch: fmt.Println(v, 'a', 0x1f); case <-done: return }
	c := &http.Client{Timeout: 5 * time.Second} // why
	return len(map[string]any{"a": 1, key: c}), nil
}
"""

SOURCES = {"javascript": JAVASCRIPT, "typescript": TYPESCRIPT, "tsx": TSX, "go": GO}
LANGUAGES = sorted(SOURCES)
TOKEN = re.compile(r"\s+|\w+|[^\w\s]")


def lower(language: str, source: bytes) -> Module:
    return (lower_go if language == "go" else lower_javascript)("file", language, source)


def check_tree(module: Module) -> None:
    """Every node knows its parent, lies within it, and has lines that fit its bytes."""
    lines = module.source.count(b"\n") + 1
    for node in module.walk():
        for child in node.children():
            assert child.parent is node
            assert node.start <= child.start <= child.end <= node.end, (node, child, module.text(child))
            assert 1 <= child.line <= child.end_line <= lines
            assert child.line == module.source.count(b"\n", 0, child.start) + 1
    assert [c.line for c in module.comments] == sorted(c.line for c in module.comments)
    assert module.broken_lines == sorted(set(module.broken_lines))


@pytest.mark.parametrize("language", LANGUAGES)
def test_realistic_sources_are_sound_and_spans_nest(language: str) -> None:
    module = lower(language, SOURCES[language].encode())
    assert module.broken_lines == []
    check_tree(module)


@pytest.mark.parametrize("language", LANGUAGES)
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_no_mutation_of_a_source_breaks_the_lowering(language: str, data: st.DataObject) -> None:
    tokens = TOKEN.findall(SOURCES[language])
    alphabet = st.sampled_from([*sorted(set(tokens)), "\x00", "\ufeff", "`", "${", "/*", "//", "<", "\\u{"])
    for _ in range(data.draw(st.integers(1, 8), label="edits")):
        at = data.draw(st.integers(0, len(tokens) - 1), label="at")
        edit = data.draw(st.sampled_from(["delete", "duplicate", "insert", "cut"]), label="edit")
        if edit == "delete":
            del tokens[at]
        elif edit == "duplicate":
            tokens.insert(at, tokens[at])
        elif edit == "insert":
            tokens.insert(at, data.draw(alphabet, label="token"))
        else:
            del tokens[at : at + data.draw(st.integers(1, 30), label="length")]
        tokens = tokens or [" "]
    check_tree(lower(language, "".join(tokens).encode()))


@pytest.mark.parametrize("language", LANGUAGES)
@settings(max_examples=60, deadline=None)
@given(noise=st.binary(max_size=200), at=st.integers(0, 800))
def test_no_bytes_break_the_lowering(language: str, noise: bytes, at: int) -> None:
    source = SOURCES[language].encode()
    check_tree(lower(language, source[:at] + noise + source[at:]))
    check_tree(lower(language, noise))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "source", [b"", b"\n", b"\x00", b"\xff\xfe", b"\xef\xbb\xbfx", b"a\r\nb\r\n", b"//", b"/*", b"'\\"]
)
def test_tiny_and_odd_files_are_lowered(language: str, source: bytes) -> None:
    check_tree(lower(language, source))


DEEP = {
    "parentheses": (b"x = " + b"(" * 100_000 + b"1" + b")" * 100_000, ""),
    "arrays": (b"x = " + b"[" * 50_000 + b"]" * 50_000, ""),
    "blocks": (b"{" * 50_000 + b"}" * 50_000, ""),
    "unclosed": (b"(" * 50_000, ""),
    "functions": (b"f(function () {" * 2_000 + b"})" * 2_000, ""),
    "arrows": (b"a => " * 5_000 + b"1", ""),
    "templates": (b"`${" * 2_000 + b"1" + b"}`" * 2_000, ""),
    "conditions": (b"x = " + b"a ? b : " * 5_000 + b"c", ""),
    "members": (b"x = a" + b".b(1)" * 10_000, "Call"),
    "sums": (b"x = a" + b" + b" * 10_000, "Binary"),
    "ladder": (b"if (a) {}" + b" else if (b) { c() }" * 2_000, "If"),
    "elements": (b"x = " + b"<a>" * 2_000 + b"</a>" * 2_000, ""),
    "patterns": (b"const " + b"[{a:" * 2_000 + b"b" + b"}]" * 2_000 + b" = c", ""),
    "classes": (b"class A { x = " * 2_000 + b"}" * 2_000, ""),
}


@pytest.mark.parametrize("shape", sorted(DEEP))
def test_deep_javascript_takes_bounded_time_and_leaves_the_rest(shape: str) -> None:
    source, _ = DEEP[shape]
    started = time.perf_counter()
    module = lower("tsx", source + b";\nlast();\n")
    assert time.perf_counter() - started < 10
    assert module.end_line == 2


@pytest.mark.parametrize(("shape", "count"), [("members", 10_000), ("sums", 10_000), ("ladder", 2_001)])
def test_long_chains_are_lowered_whole(shape: str, count: int) -> None:
    source, kind = DEEP[shape]
    module = lower("typescript", source)
    assert sum(1 for node in module.walk() if type(node).__name__ == kind) >= count
    assert not any(isinstance(node, (Opaque, OpaqueStmt)) for node in module.walk())


@pytest.mark.parametrize(
    "body",
    [
        b"x = " + b"(" * 50_000 + b"1" + b")" * 50_000,
        b"func() {" * 2_000 + b"}()" * 2_000,
        b"x := " + b"T{" * 2_000 + b"}" * 2_000,
        b"x := " + b"[]T{" * 2_000 + b"}" * 2_000,
        b"if a {" * 2_000 + b"}" * 2_000,
        b"switch { case a: " * 2_000 + b"}" * 2_000,
        b"x := a" + b".b(1)" * 10_000,
        b"if a {}" + b" else if b { c() }" * 2_000,
        b"{" * 50_000,
    ],
)
def test_deep_go_takes_bounded_time(body: bytes) -> None:
    started = time.perf_counter()
    module = lower("go", b"package p\nfunc f() {\n" + body + b"\n}\n")
    assert time.perf_counter() - started < 10
    assert module.body.items
