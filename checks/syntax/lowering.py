"""What the tree-sitter adapters share: dispatch, spans, parents, comments, broken lines, a bound on nesting.

An adapter gives two tables, node type to function, one for expressions and one for statements, and calls
:func:`lower_file`. Handlers receive the running :class:`Lowering` and a syntax node and return model nodes. The
span of what a handler returns is set here; handlers set the span of the smaller nodes they build (:meth:`Lowering.at`).
A node left without a span is taken for a made-up one and gets an empty span at the start of its parent.

Nesting deeper than :data:`DEPTH_LIMIT` is cut: the node there becomes an empty :class:`~checks.syntax.model.Opaque`, so
that no source can exhaust the stack. Chains that grow to the left (``a + b + c``, ``a.b().c()``) and ``else if`` ladders
are lowered in loops by the adapters and do not count.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar, cast

from tree_sitter import Language, Parser
from tree_sitter import Node as SyntaxNode

from checks.syntax.model import (
    Block,
    Comment,
    Expr,
    Function,
    Module,
    Name,
    Node,
    Opaque,
    OpaqueStmt,
    Pending,
    Stmt,
)

DEPTH_LIMIT = 120
"""Levels of lowering below which nothing is looked at. Hand-written code stays below 60; a level takes up to five stack frames."""

SMALL_BODY = 60
"""Bytes below which putting a body off costs more than lowering it."""

F = TypeVar("F")
M = TypeVar("M", bound=Node)
H = TypeVar("H")

ExprHandler = Callable[["Lowering[Any]", SyntaxNode], Node]
StmtHandler = Callable[["Lowering[Any]", SyntaxNode], "Stmt | list[Stmt]"]


@dataclass(frozen=True, slots=True, eq=False)
class Grammar(Generic[F]):
    """A tree-sitter language with the tables that lower it, keyed by node kind id."""

    language: Language
    fields: F
    """Field ids of the grammar, as attributes; they differ between grammars of one family."""
    expressions: Mapping[int, ExprHandler]
    statements: Mapping[int, StmtHandler]
    transparent: frozenset[int]
    """Kinds that stand for their first named child: parentheses, casts."""
    names: frozenset[int]
    """Kinds that are plain identifiers."""
    comments: frozenset[int]
    ignored: frozenset[int]
    """Kinds without meaning for judging when met among statements or operands: comments, types, empty statements."""
    comment_start: re.Pattern[bytes]
    """Where a comment may begin; the tree decides whether one does."""


def kind_ids(language: Language, names: Iterable[str]) -> frozenset[int]:
    """Every id under which the grammar knows the named node types; types it lacks are left out."""
    wanted = set(names)
    return frozenset(
        kind
        for kind in range(language.node_kind_count)
        if language.node_kind_is_named(kind) and language.node_kind_for_id(kind) in wanted
    )


def keyed_by_kind(language: Language, table: Mapping[str, H]) -> dict[int, H]:
    """A table by node type turned into one by kind id."""
    found: dict[int, H] = {}
    for kind in range(language.node_kind_count):
        if language.node_kind_is_named(kind):
            handler = table.get(language.node_kind_for_id(kind) or "")
            if handler is not None:
                found[kind] = handler
    return found


def make_grammar(
    pointer: object,
    fields: Callable[[Language], F],
    expressions: Mapping[str, ExprHandler],
    statements: Mapping[str, StmtHandler],
    *,
    transparent: Iterable[str],
    names: Iterable[str],
    comments: Iterable[str],
    ignored: Iterable[str],
    comment_start: bytes = rb"//|/\*",
) -> Grammar[F]:
    """Build the grammar of one language; done once a process, by the adapter's cached function."""
    language = Language(pointer)
    comment_ids = kind_ids(language, comments)
    return Grammar(
        language=language,
        fields=fields(language),
        expressions=keyed_by_kind(language, expressions),
        statements=keyed_by_kind(language, statements),
        transparent=kind_ids(language, transparent),
        names=kind_ids(language, names),
        comments=comment_ids,
        ignored=kind_ids(language, ignored) | comment_ids,
        comment_start=re.compile(comment_start),
    )


class Lowering(Generic[F]):
    """One file being lowered."""

    __slots__ = (
        "_depth",
        "_expressions",
        "_names",
        "_settled",
        "_statements",
        "_transparent",
        "f",
        "grammar",
        "ignored",
        "inside",
        "source",
    )

    def __init__(self, grammar: Grammar[F], source: bytes, settled: Settled | None = None) -> None:
        self.grammar = grammar
        self.inside = settled is None
        """Whether a function's body is being lowered: what is nested in it is lowered with it."""
        self._settled = settled
        self.source = source
        self.f = grammar.fields
        self.ignored = grammar.ignored
        self._expressions = grammar.expressions
        self._statements = grammar.statements
        self._transparent = grammar.transparent
        self._names = grammar.names
        self._depth = 0

    # --- text and spans

    def text(self, node: SyntaxNode) -> str:
        """Source text of a node."""
        return self.source[node.start_byte : node.end_byte].decode("utf-8", "replace")

    def at(self, made: M, node: SyntaxNode) -> M:
        """Give a model node the span of a syntax node."""
        made.start = node.start_byte
        made.end = node.end_byte
        return made

    def operands(self, node: SyntaxNode) -> list[SyntaxNode]:
        """Named children without comments."""
        ignored = self.grammar.comments
        return [child for child in node.named_children if child.kind_id not in ignored]

    def inner(self, node: SyntaxNode) -> SyntaxNode | None:
        """First named child that is no comment."""
        ignored = self.grammar.comments
        return next((child for child in node.named_children if child.kind_id not in ignored), None)

    def is_transparent(self, node: SyntaxNode) -> bool:
        """Whether the node stands for its first named child."""
        return node.kind_id in self._transparent

    # --- expressions

    def expr(self, node: SyntaxNode | None) -> Expr:
        """Lower an expression; what the tables do not know becomes Opaque around its lowered children."""
        while node is not None:
            kind = node.kind_id
            if kind in self._names:
                name = Name(self.source[node.start_byte : node.end_byte].decode("utf-8", "replace"))
                name.start = node.start_byte
                name.end = node.end_byte
                return name
            if kind not in self._transparent:
                break
            node = self.inner(node)
        if node is None:
            return Opaque("MISSING", [])
        if self._depth >= DEPTH_LIMIT:
            return self.at(Opaque(node.type, []), node)
        self._depth += 1
        handler = self._expressions.get(kind)
        made = Opaque(node.type, self.anything(node)) if handler is None else handler(self, node)
        self._depth -= 1
        made.start = node.start_byte
        made.end = node.end_byte
        return cast(Expr, made)

    def guarded(self, node: SyntaxNode, lower: Callable[[], Expr]) -> Expr:
        """Lower an expression in a way of its own, with the same bound on depth and the same span."""
        if self._depth >= DEPTH_LIMIT:
            return self.at(Opaque(node.type, []), node)
        self._depth += 1
        made = lower()
        self._depth -= 1
        return self.at(made, node)

    def anything(self, node: SyntaxNode) -> list[Node]:
        """Lower all named children, whatever they are: statements, expressions or neither."""
        made: list[Node] = []
        for child in node.named_children:
            kind = child.kind_id
            if kind in self.ignored:
                continue
            if kind in self._statements:
                made.extend(self.stmt(child))
            else:
                made.append(self.expr(child))
        return made

    # --- statements

    def stmt(self, node: SyntaxNode) -> list[Stmt]:
        """Lower one statement; most give one, a declaration list several, an empty statement none."""
        kind = node.kind_id
        if kind in self.ignored:
            return []
        handler = self._statements.get(kind)
        made: Stmt | list[Stmt]
        if self._depth >= DEPTH_LIMIT:
            made = OpaqueStmt(node.type, [])
        else:
            self._depth += 1
            made = OpaqueStmt(node.type, self.anything(node)) if handler is None else handler(self, node)
            self._depth -= 1
        if isinstance(made, list):
            return made
        if not hasattr(made, "end"):
            made.start = node.start_byte
            made.end = node.end_byte
        return [made]

    def stmts(self, nodes: Iterable[SyntaxNode]) -> list[Stmt]:
        """Lower statements in order."""
        made: list[Stmt] = []
        for node in nodes:
            made.extend(self.stmt(node))
        return made

    def block(self, node: SyntaxNode | None) -> Block:
        """Lower a braced block."""
        if node is None:
            return Block([])
        made = Block(self.stmts(node.named_children))
        made.start = node.start_byte
        made.end = node.end_byte
        return made

    def body(
        self, node: SyntaxNode | None, lower: Callable[[Lowering[F], SyntaxNode], Block] | None = None
    ) -> Block | Pending:
        """The braced body of a function: left for later when the function is an outermost one. ``lower`` is another
        way than :meth:`block` to lower it."""
        if node is None:
            return Block([])
        settled = self._settled
        if self.inside or settled is None or node.end_byte - node.start_byte < SMALL_BODY:
            return self.block(node) if lower is None else lower(self, node)

        def later(function: Function) -> Block:
            inner = Lowering(self.grammar, self.source, settled)
            inner.inside = True
            made = inner.block(node) if lower is None else lower(inner, node)
            if not hasattr(made, "end"):
                inner.at(made, node)
            skipped = self.source.count(b"\n", node.start_byte, max(made.start, node.start_byte))
            settled.add(function, made, node.start_point[0] + 1 + skipped)
            return made

        return Pending(node.start_byte, node.end_byte, later)


class Settled:
    """The module whose bodies are lowered piece by piece: sets parents and lines of each piece and tells who waits."""

    __slots__ = ("module", "source")

    def __init__(self, source: bytes) -> None:
        self.source = source
        self.module: Module | None = None

    def add(self, function: Function, body: Block, line: int) -> None:
        """Join a body that has just been lowered to its function."""
        body.parent = function
        low, high = body.start, body.end
        _settle(body, line_of_each_byte(self.source[low : high + 1], line), low)
        function.body = body
        if self.module is not None:
            self.module.tell_lowered(body)


# --- the whole file ------------------------------------------------------------------------------------------


def lower_file(
    grammar: Grammar[F],
    path: str,
    language: str,
    source: bytes,
    finish: Callable[[Block], None] | None = None,
    read: Callable[[Parser, bytes], SyntaxNode] | None = None,
) -> Module:
    """Parse and lower one file. ``finish`` may mend the top-level statements before parents are set. ``read`` parses in a way of
    its own, where a grammar has weaknesses; all places must stay what they are."""
    parser = Parser(grammar.language)
    root = parser.parse(source).root_node if read is None else read(parser, source)
    settled = Settled(source)
    body = Lowering(grammar, source, settled).block(root)
    if finish is not None:
        finish(body)
    lines = line_of_each_byte(source)
    module = Module(path, language, source, body, _comments(grammar, root, source, lines), broken_lines(root))
    body.start = module.start = 0
    body.end = module.end = len(source)
    settle_module(module, lines)
    settled.module = module
    return module


def line_of_each_byte(source: bytes, first: int = 1) -> list[int]:
    """The line number of every byte, and of the one after the last."""
    lines: list[int] = []
    for number, line in enumerate(source.split(b"\n"), first):
        lines.extend([number] * (len(line) + 1))
    return lines


def settle_module(module: Module, lines: list[int]) -> None:
    """Set parents and lines, from the module down, bodies that wait left out."""
    module.parent = None
    module.line = 1
    module.end_line = lines[max(module.end - 1, 0)]
    _settle(module, lines, 0)


def _settle(top: Module | Block, lines: list[int], offset: int) -> None:
    """Parents and lines below ``top``; ``lines`` begins at byte ``offset``. Nodes without a span get an empty one."""
    stack: list[Node] = [top]
    is_module = top.__class__ is Module
    while stack:
        node = stack.pop()
        for field in node.fields:
            if field == "body" and node.__class__ is Function and node.pending is not None:
                continue
            value = getattr(node, field)
            if value.__class__ is list:
                for child in value:
                    child.parent = node
                stack.extend(value)
            elif value is not None:
                value.parent = node
                stack.append(value)
        if is_module and node is top:
            continue
        try:
            start, end = node.start, node.end
        except AttributeError:
            parent = cast(Node, node.parent)
            start = end = node.start = node.end = parent.start
        node.line = line = lines[start - offset]
        node.end_line = lines[end - 1 - offset] if end > start else line


# --- comments and broken syntax ------------------------------------------------------------------------------

_LINE_MARK = re.compile(r"^//+!?")
_BLOCK_MARK = re.compile(r"^/\*+!?|\*+/$")
_STAR = re.compile(r"^[ \t]*\*+[ \t]?", re.MULTILINE)


def comment_text(raw: str) -> str:
    """The words of a C-style comment without its marks."""
    if raw.startswith("/*"):
        inner = _BLOCK_MARK.sub("", raw)
        return (_STAR.sub("", inner) if "\n" in inner else inner).strip()
    if raw.startswith("//"):
        return _LINE_MARK.sub("", raw).strip()
    return raw.removeprefix("<!--").removesuffix("-->").strip()


def comment_spans(
    kinds: frozenset[int], beginning: re.Pattern[bytes], root: SyntaxNode, source: bytes
) -> list[tuple[int, int]]:
    """Spans of the comment nodes in order. Only nodes that hold something like a comment's beginning are entered: a
    query, or a walk over everything, costs far more (and a query takes quadratic time over broad or deep trees)."""
    places = [match.start() for match in beginning.finditer(source)]
    spans: list[tuple[int, int]] = []
    stack = [(root, 0, len(places))]
    while stack:
        node, low, high = stack.pop()
        for child in node.children:
            end = child.end_byte
            first = bisect_left(places, child.start_byte, low, high)
            low = bisect_left(places, end, first, high)
            if first < low:
                if child.kind_id in kinds:
                    spans.append((child.start_byte, end))
                else:
                    stack.append((child, first, low))
            if low >= high:
                break
    return sorted(spans)


def _comments(grammar: Grammar[Any], root: SyntaxNode, source: bytes, lines: list[int]) -> list[Comment]:
    comments: list[Comment] = []
    edge = 0
    for start, end in comment_spans(grammar.comments, grammar.comment_start, root, source):
        while end > start and source[end - 1] in b"\r\n":
            end -= 1
        line_start = source.rfind(b"\n", 0, start) + 1
        # Another comment before this one on its line is not code.
        before = source[max(line_start, edge) : start].strip()
        if edge > line_start and comments and not comments[-1].alone:
            before = b"code"
        line_end = source.find(b"\n", end)
        after = source[end : line_end if line_end >= 0 else len(source)].strip()
        first_line_only = b"\n" not in source[start:end]
        alone = (
            before == b"" and (not first_line_only or after == b"" or after.startswith((b"//", b"/*")))
        ) or (
            # A comment between JSX children stands in braces of its own.
            before == b"{" and after == b"}"
        )
        text = comment_text(source[start:end].decode("utf-8", "replace"))
        comments.append(Comment(lines[start], lines[max(end - 1, start)], text, alone))
        edge = end
    return comments


def broken_lines(root: SyntaxNode) -> list[int]:
    """First lines of what the grammar could not read."""
    if not root.has_error:
        return []
    broken: set[int] = set()
    # A missing "!" is how the TypeScript grammar reads a tagged template with type arguments, which is sound.
    stack = [root]
    while stack:
        node = stack.pop()
        if node.is_error or (node.is_missing and node.type != "!"):
            broken.add(node.start_point[0] + 1)
        if node.has_error:
            stack.extend(node.children)
    return sorted(broken)
