"""Python to the code model, through the tree-sitter grammar (which reads Python 3 of every minor version, and
keeps what it can of broken files)."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from functools import cache
from typing import TypeVar

import tree_sitter
import tree_sitter_python

from checks.syntax import model as m
from checks.syntax.lowering import (
    SMALL_BODY,
    Settled,
    broken_lines,
    comment_spans,
    keyed_by_kind,
    kind_ids,
    line_of_each_byte,
    settle_module,
)

T = TypeVar("T", bound=m.Node)
TsNode = tree_sitter.Node

DEPTH_LIMIT = 120
"""Levels of nested nodes that are lowered; deeper ones become opaque. Hand-written code stays below 40."""

_ESCAPE = re.compile(
    r"\\(\r\n|[0-7]{1,3}|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|N\{[^}]*\}|.)", re.DOTALL
)
_SIMPLE_ESCAPES = {
    "n": "\n",
    "t": "\t",
    "r": "\r",
    "b": "\b",
    "f": "\f",
    "v": "\v",
    "a": "\a",
    "\n": "",
    "\r\n": "",
}


_COMMENT_START = re.compile(rb"#")


@cache
def _language() -> tuple[tree_sitter.Language, frozenset[int], frozenset[int]]:
    """The grammar, the kinds that may stand anywhere without meaning, and the kinds of comments."""
    language = tree_sitter.Language(tree_sitter_python.language())
    return language, kind_ids(language, ["comment", "line_continuation"]), kind_ids(language, ["comment"])


def lower(path: str, language: str, source: bytes) -> m.Module:
    """Lower one Python file. Broken syntax costs the smallest enclosing node; nothing is raised for it."""
    grammar, _, comment_kinds = _language()
    root = tree_sitter.Parser(grammar).parse(source).root_node
    settled = Settled(source)
    body = _Lowering(source, settled).block(root)
    comments = [
        _comment(source, *span) for span in comment_spans(comment_kinds, _COMMENT_START, root, source)
    ]
    broken = broken_lines(root)
    module = m.Module(path, language, source, body, comments, broken)
    body.start = module.start = 0
    body.end = module.end = len(source)
    settle_module(module, line_of_each_byte(source))
    module.end_line = max(1, len(module.text_lines) - (1 if source.endswith(b"\n") else 0))
    settled.module = module
    return module


def _comment(source: bytes, start: int, end: int) -> m.Comment:
    text = source[start:end].decode("utf-8", "replace").lstrip("#").strip()
    line_start = source.rfind(b"\n", 0, start) + 1
    line = source.count(b"\n", 0, start) + 1
    return m.Comment(line, line, text, not source[line_start:start].strip())


def _unescape(text: str) -> str:
    def one(match: re.Match[str]) -> str:
        code = match.group(1)
        if code in _SIMPLE_ESCAPES:
            return _SIMPLE_ESCAPES[code]
        try:
            if code[0] in "xuU":
                return chr(int(code[1:], 16))
            if code[0] in "01234567":
                return chr(int(code, 8))
        except (ValueError, OverflowError):
            return match.group(0)
        return code if code in "\\'\"" else match.group(0)

    return _ESCAPE.sub(one, text) if "\\" in text else text


class _Lowering:
    """One walk over one tree. Methods named after the grammar's node types are found through two tables."""

    def __init__(self, source: bytes, settled: Settled | None = None) -> None:
        self.source = source
        self.settled = settled
        self.depth = 0
        self.place = _language()[1]
        self.expressions, self.statements = _tables()

    # --- plumbing ---

    def at(self, node: T, ts: TsNode) -> T:
        node.start, node.end = ts.start_byte, ts.end_byte
        return node

    def text(self, ts: TsNode | None) -> str:
        return "" if ts is None else self.source[ts.start_byte : ts.end_byte].decode("utf-8", "replace")

    def expr(self, ts: TsNode) -> m.Expr:
        self.depth += 1
        try:
            if self.depth > DEPTH_LIMIT:
                return self.at(m.Opaque(ts.type, []), ts)
            handler = self.expressions.get(ts.kind_id)
            if handler is None:
                return self.opaque(ts)
            return self.at(handler(self, ts), ts)
        finally:
            self.depth -= 1

    def opaque(self, ts: TsNode) -> m.Opaque:
        return self.at(
            m.Opaque(ts.type, [self.any(c) for c in ts.named_children if c.kind_id not in self.place]), ts
        )

    def any(self, ts: TsNode) -> m.Node:
        return self.stmt(ts) if ts.kind_id in self.statements else self.expr(ts)

    def opt(self, ts: TsNode | None) -> m.Expr | None:
        return None if ts is None else self.expr(ts)

    def missing(self, ts: TsNode) -> m.Expr:
        return self.at(m.Opaque("missing", []), ts)

    def field(self, ts: TsNode, name: str) -> m.Expr:
        child = ts.child_by_field_name(name)
        return self.missing(ts) if child is None else self.expr(child)

    def named(self, ts: TsNode) -> list[TsNode]:
        return [c for c in ts.named_children if c.kind_id not in self.place]

    # --- statements ---

    def stmt(self, ts: TsNode) -> m.Stmt:
        self.depth += 1
        try:
            if self.depth > DEPTH_LIMIT:
                return self.at(m.OpaqueStmt(ts.type, []), ts)
            handler = self.statements.get(ts.kind_id)
            if handler is None:
                items: list[m.Node] = [self.any(c) for c in self.named(ts)]
                return self.at(m.OpaqueStmt(ts.type, items), ts)
            return self.at(handler(self, ts), ts)
        finally:
            self.depth -= 1

    def block(self, ts: TsNode | None, owner: TsNode | None = None) -> m.Block:
        if ts is None:
            assert owner is not None
            return self.at(m.Block([]), owner)
        return self.at(m.Block([self.stmt(c) for c in self.named(ts)]), ts)

    def child_block(self, ts: TsNode) -> m.Block:
        body = ts.child_by_field_name("body") or next(
            (c for c in ts.named_children if c.type == "block"), None
        )
        return self.block(body, ts)

    def body(self, ts: TsNode) -> m.Block | m.Pending:
        """A function's body: put off for an outermost function without ``yield``."""
        settled = self.settled
        start, end = ts.start_byte, ts.end_byte
        if settled is None or end - start < SMALL_BODY:
            return self.child_block(ts)

        def later(function: m.Function) -> m.Block:
            made = _Lowering(self.source).child_block(ts)
            settled.add(function, made, self.source.count(b"\n", 0, made.start) + 1)
            return made

        return m.Pending(start, end, later)

    def stmt_expression_statement(self, ts: TsNode) -> m.Stmt:
        children = self.named(ts)
        if len(children) == 1 and children[0].type in ("assignment", "augmented_assignment"):
            return self.assignment(children[0])
        if len(children) == 1:
            return m.ExprStmt(self.expr(children[0]))
        sequence = self.at(m.Sequence("tuple", [self.expr(c) for c in children]), ts)
        return m.ExprStmt(sequence)

    def assignment(self, ts: TsNode) -> m.Assign:
        if ts.type == "augmented_assignment":
            op = self.text(ts.child_by_field_name("operator")) or "+="
            return m.Assign([self.field(ts, "left")], self.field(ts, "right"), op)
        targets = [self.field(ts, "left")]
        kind = ts.child_by_field_name("type")
        right = ts.child_by_field_name("right")
        while right is not None and right.type == "assignment":
            targets.append(self.field(right, "left"))
            right = right.child_by_field_name("right")
        return m.Assign(targets, self.opt(right), annotation=self.text(kind))

    def expr_assignment(self, ts: TsNode) -> m.Expr:
        inner = self.at(self.assignment(ts), ts)
        return m.Opaque("assignment", [inner])

    def stmt_return_statement(self, ts: TsNode) -> m.Stmt:
        children = self.named(ts)
        return m.Return(self.expr(children[0]) if children else None)

    def stmt_raise_statement(self, ts: TsNode) -> m.Stmt:
        cause = ts.child_by_field_name("cause")
        values = [c for c in self.named(ts) if cause is None or c.id != cause.id]
        return m.Raise(self.expr(values[0]) if values else None, self.opt(cause))

    def jump(self, ts: TsNode) -> m.Stmt:
        return m.Jump(ts.type.removesuffix("_statement"))

    stmt_pass_statement = stmt_break_statement = stmt_continue_statement = jump

    def stmt_if_statement(self, ts: TsNode) -> m.Stmt:
        orelse: m.Block | None = None
        for clause in reversed(ts.children_by_field_name("alternative")):
            if clause.type == "else_clause":
                orelse = self.child_block(clause)
            else:
                body = self.block(clause.child_by_field_name("consequence"), clause)
                nested = self.at(m.If(self.field(clause, "condition"), body, orelse), clause)
                if orelse is not None:
                    nested.end = orelse.end
                orelse = self.at(m.Block([nested]), clause)
        return m.If(
            self.field(ts, "condition"), self.block(ts.child_by_field_name("consequence"), ts), orelse
        )

    def orelse(self, ts: TsNode) -> m.Block | None:
        clause = ts.child_by_field_name("alternative")
        return None if clause is None else self.child_block(clause)

    def stmt_for_statement(self, ts: TsNode) -> m.Stmt:
        return m.Loop(
            "for-each",
            self.child_block(ts),
            target=self.field(ts, "left"),
            iterable=self.field(ts, "right"),
            orelse=self.orelse(ts),
            is_async=self.is_async(ts),
        )

    def stmt_while_statement(self, ts: TsNode) -> m.Stmt:
        test: m.Expr | None = self.field(ts, "condition")
        if isinstance(test, m.Literal) and test.value in (True, 1):
            test = None
        return m.Loop("while", self.child_block(ts), test=test, orelse=self.orelse(ts))

    def is_async(self, ts: TsNode) -> bool:
        return ts.child_count > 0 and ts.children[0].type == "async"

    def stmt_try_statement(self, ts: TsNode) -> m.Stmt:
        handlers: list[m.Handler] = []
        orelse = final = None
        for clause in ts.named_children:
            if clause.type in ("except_clause", "except_group_clause"):
                handlers.append(self.handler(clause))
            elif clause.type == "else_clause":
                orelse = self.child_block(clause)
            elif clause.type == "finally_clause":
                final = self.child_block(clause)
        return m.Try(self.child_block(ts), handlers, orelse, final)

    def handler(self, ts: TsNode) -> m.Handler:
        values = [c for c in self.named(ts) if c.type != "block"]
        name = None
        types: list[m.Expr] = []
        for value in values:
            inner = value
            if value.type == "as_pattern":
                alias = value.child_by_field_name("alias")
                name = self.text(alias) or None
                inner = value.named_children[0]
            if inner.type == "tuple":
                types.extend(self.expr(c) for c in self.named(inner))
            else:
                types.append(self.expr(inner))
        return self.at(m.Handler(types, name, self.child_block(ts)), ts)

    def stmt_with_statement(self, ts: TsNode) -> m.Stmt:
        items: list[m.WithItem] = []
        for clause in ts.named_children:
            if clause.type != "with_clause":
                continue
            for item in clause.named_children:
                if item.type == "with_item":
                    items.extend(self.with_items(item))
        return m.With(items, self.child_block(ts), self.is_async(ts))

    def with_items(self, ts: TsNode) -> list[m.WithItem]:
        value = ts.child_by_field_name("value")
        if value is None:
            return []
        if value.type == "tuple":  # with (a as b, c as d): reads as a tuple of patterns
            return [self.with_item(c) for c in self.named(value)]
        return [self.with_item(value)]

    def with_item(self, ts: TsNode) -> m.WithItem:
        if ts.type == "as_pattern":
            alias = ts.child_by_field_name("alias")
            return self.at(m.WithItem(self.expr(ts.named_children[0]), self.opt(alias)), ts)
        return self.at(m.WithItem(self.expr(ts), None), ts)

    def stmt_assert_statement(self, ts: TsNode) -> m.Stmt:
        children = self.named(ts)
        if not children:
            return m.Assertion(self.missing(ts), None)
        return m.Assertion(self.expr(children[0]), self.expr(children[1]) if len(children) > 1 else None)

    def stmt_delete_statement(self, ts: TsNode) -> m.Stmt:
        operands = [self.at(m.Unary("delete", self.expr(c)), c) for c in self.named(ts)]
        if len(operands) == 1:
            return m.ExprStmt(operands[0])
        return m.OpaqueStmt("delete_statement", list(operands))

    def stmt_match_statement(self, ts: TsNode) -> m.Stmt:
        cases: list[m.Case] = []
        body = ts.child_by_field_name("body")
        for clause in body.named_children if body is not None else []:
            if clause.type != "case_clause":
                continue
            tests: list[m.Expr] = [self.expr(c) for c in clause.named_children if c.type == "case_pattern"]
            if len(tests) == 1 and self.source[tests[0].start : tests[0].end].strip() == b"_":
                tests = []
            guard = clause.child_by_field_name("guard")
            if guard is not None:
                tests.extend(self.expr(c) for c in self.named(guard))
            block = self.block(clause.child_by_field_name("consequence"), clause)
            cases.append(self.at(m.Case(tests, block), clause))
        subject = ts.child_by_field_name("subject")
        return m.Switch("match", self.opt(subject), cases)

    def stmt_decorated_definition(self, ts: TsNode) -> m.Stmt:
        decorators = [
            self.expr(c) for d in ts.named_children if d.type == "decorator" for c in self.named(d)[:1]
        ]
        definition = ts.child_by_field_name("definition")
        if definition is None:
            return m.OpaqueStmt(ts.type, list(decorators))
        inner = self.stmt(definition)
        if isinstance(inner, (m.Function, m.Class)):
            inner.decorators = decorators
        return inner

    def stmt_function_definition(self, ts: TsNode) -> m.Stmt:
        parameters = ts.child_by_field_name("parameters")
        yields = b"yield" in self.source[ts.start_byte : ts.end_byte]
        body = self.child_block(ts) if yields else self.body(ts)
        return m.Function(
            self.text(ts.child_by_field_name("name")),
            [] if parameters is None else self.params(parameters),
            body,
            returns=self.text(ts.child_by_field_name("return_type")),
            is_async=self.is_async(ts),
            is_generator=isinstance(body, m.Block) and any(isinstance(n, m.Yield) for n in body.walk_scope()),
        )

    def params(self, ts: TsNode) -> list[m.Param]:
        found: list[m.Param] = []
        for child in self.named(ts):
            param = self.param(child)
            if param is not None:
                found.append(self.at(param, child))
        return found

    def param(self, ts: TsNode) -> m.Param | None:
        kind = {"list_splat_pattern": "*", "dictionary_splat_pattern": "**"}
        if ts.type == "identifier":
            return m.Param(self.text(ts))
        if ts.type in kind:
            return m.Param(self.text(ts).lstrip("*"), kind=kind[ts.type])
        if ts.type in ("default_parameter", "typed_default_parameter"):
            return m.Param(
                self.text(ts.child_by_field_name("name")),
                self.text(ts.child_by_field_name("type")),
                self.opt(ts.child_by_field_name("value")),
            )
        if ts.type == "typed_parameter":
            inner = ts.named_children[0]
            name = self.text(inner).lstrip("*")
            return m.Param(name, self.text(ts.child_by_field_name("type")), kind=kind.get(inner.type, ""))
        return None

    def stmt_class_definition(self, ts: TsNode) -> m.Stmt:
        bases: list[m.Expr] = []
        arguments = ts.child_by_field_name("superclasses")
        for child in self.named(arguments) if arguments is not None else []:
            if child.type == "keyword_argument":
                bases.append(self.opaque(child))
            else:
                bases.append(self.expr(child))
        return m.Class(self.text(ts.child_by_field_name("name")), bases, self.child_block(ts))

    def stmt_import_statement(self, ts: TsNode) -> m.Stmt:
        imports: list[m.Stmt] = []
        for child in ts.children_by_field_name("name"):
            if child.type == "aliased_import":
                module = self.text(child.child_by_field_name("name"))
                alias = self.text(child.child_by_field_name("alias"))
            else:
                module = self.text(child)
                alias = module.partition(".")[0]
            imports.append(self.at(m.Import(module, [("", alias)]), child))
        if len(imports) == 1:
            return imports[0]
        return m.OpaqueStmt("import_statement", list(imports))

    def import_from(self, ts: TsNode) -> m.Stmt:
        module_node = ts.child_by_field_name("module_name")
        module = "__future__" if module_node is None else self.text(module_node)
        level = len(module) - len(module.lstrip("."))
        names: list[tuple[str, str]] = []
        for child in ts.children_by_field_name("name"):
            if child.type == "aliased_import":
                names.append(
                    (
                        self.text(child.child_by_field_name("name")),
                        self.text(child.child_by_field_name("alias")),
                    )
                )
            else:
                names.append((self.text(child), self.text(child)))
        if any(c.type == "wildcard_import" for c in ts.named_children):
            names.append(("*", "*"))
        return m.Import(module.lstrip("."), names, level)

    # --- expressions ---

    def expr_identifier(self, ts: TsNode) -> m.Expr:
        return m.Name(self.text(ts))

    def expr_dotted_name(self, ts: TsNode) -> m.Expr:
        return self.chain(ts, [self.text(c) for c in ts.named_children])

    def chain(self, ts: TsNode, names: list[str]) -> m.Expr:
        expr: m.Expr = self.at(m.Name(names[0] if names else ""), ts)
        for name in names[1:]:
            expr = self.at(m.Attr(expr, name), ts)
        return expr

    def expr_attribute(self, ts: TsNode) -> m.Expr:
        return m.Attr(self.field(ts, "object"), self.text(ts.child_by_field_name("attribute")))

    def expr_subscript(self, ts: TsNode) -> m.Expr:
        keys = [self.expr(c) for c in ts.children_by_field_name("subscript") if c.kind_id not in self.place]
        key = keys[0] if len(keys) == 1 else self.at(m.Sequence("tuple", keys), ts)
        return m.Index(self.field(ts, "value"), key)

    def expr_literal_word(self, ts: TsNode) -> m.Expr:
        word = ts.type
        if word == "ellipsis":
            return m.Literal("ellipsis", ...)
        return m.Literal("none", None) if word == "none" else m.Literal("bool", word == "true")

    def expr_integer(self, ts: TsNode) -> m.Expr:
        text = self.text(ts)
        if text.isdecimal() and len(text) < 400 and text.isascii() and (text[0] != "0" or len(text) == 1):
            return m.Literal("int", int(text))
        try:
            value = ast.literal_eval(text) if len(text) < 400 else None
        except (ValueError, SyntaxError):
            value = None
        return m.Literal("int", value)

    def expr_float(self, ts: TsNode) -> m.Expr:
        try:
            return m.Literal("float", float(self.text(ts).replace("_", "")))
        except ValueError:
            return m.Literal("float", None)

    def string_parts(self, ts: TsNode) -> tuple[bool, list[m.Expr], list[str]]:
        prefix = ""
        parts: list[m.Expr] = []
        specs: list[str] = []
        for child in ts.named_children:
            if child.type == "string_start":
                prefix = self.text(child).rstrip("'\"").lower()
            elif child.type == "interpolation":
                spec = child.child_by_field_name("format_specifier") or next(
                    (c for c in child.named_children if c.type == "format_specifier"), None
                )
                parts.append(self.field(child, "expression"))
                specs.append(self.text(spec).lstrip(":"))
            elif child.type == "string_content":
                text = self.text(child)
                if "r" not in prefix:
                    text = _unescape(text)
                if "f" in prefix:
                    text = text.replace("{{", "{").replace("}}", "}")
                value: object = text.encode("utf-8", "replace") if "b" in prefix else text
                kind = "bytes" if "b" in prefix else "str"
                parts.append(self.at(m.Literal(kind, value), child))
                specs.append("")
        return "b" in prefix, parts, specs

    def merged(self, ts: TsNode, is_bytes: bool, parts: list[m.Expr], specs: list[str]) -> m.Expr:
        if all(isinstance(p, m.Literal) and p.kind in ("str", "bytes") for p in parts):
            texts = [p.value for p in parts if isinstance(p, m.Literal)]
            if is_bytes:
                return m.Literal("bytes", b"".join(t for t in texts if isinstance(t, bytes)))
            return m.Literal("str", "".join(t for t in texts if isinstance(t, str)))
        return m.Template(parts, specs)

    def expr_string(self, ts: TsNode) -> m.Expr:
        is_bytes, parts, specs = self.string_parts(ts)
        return self.merged(ts, is_bytes, parts, specs)

    def expr_concatenated_string(self, ts: TsNode) -> m.Expr:
        parts: list[m.Expr] = []
        specs: list[str] = []
        is_bytes = False
        for child in ts.named_children:
            if child.type == "string":
                one_bytes, one_parts, one_specs = self.string_parts(child)
                is_bytes = is_bytes or one_bytes
                parts.extend(one_parts)
                specs.extend(one_specs)
        return self.merged(ts, is_bytes, parts, specs)

    def expr_binary_operator(self, ts: TsNode) -> m.Expr:
        chain = [ts]
        left = ts.child_by_field_name("left")
        while left is not None and left.type == "binary_operator":  # thousands of additions nest to the left
            chain.append(left)
            left = left.child_by_field_name("left")
        result = self.missing(ts) if left is None else self.expr(left)
        for link in reversed(chain):
            op = self.text(link.child_by_field_name("operator"))
            result = self.at(m.Binary(op, result, self.field(link, "right")), link)
        return result

    def expr_boolean_operator(self, ts: TsNode) -> m.Expr:
        op = self.text(ts.child_by_field_name("operator"))
        return m.Binary(op, self.field(ts, "left"), self.field(ts, "right"))

    def expr_not_operator(self, ts: TsNode) -> m.Expr:
        return m.Unary("not", self.field(ts, "argument"))

    def expr_unary_operator(self, ts: TsNode) -> m.Expr:
        operand = self.field(ts, "argument")
        op = self.text(ts.child_by_field_name("operator"))
        if op == "-" and isinstance(operand, m.Literal) and isinstance(operand.value, (int, float)):
            return m.Literal(operand.kind, -operand.value)
        return m.Unary(op, operand)

    def expr_comparison_operator(self, ts: TsNode) -> m.Expr:
        operators = [self.text(c) for c in ts.children_by_field_name("operators")]
        operands = [self.expr(c) for c in self.named(ts)]
        if not operands:
            return m.Opaque(ts.type, [])
        result: m.Expr | None = None
        for index in range(len(operands) - 1):
            op = " ".join(operators[index].split()) if index < len(operators) else "?"
            pair = self.at(m.Binary(op, operands[index], operands[index + 1]), ts)
            result = pair if result is None else self.at(m.Binary("and", result, pair), ts)
        return operands[0] if result is None else result

    def expr_conditional_expression(self, ts: TsNode) -> m.Expr:
        children = [self.expr(c) for c in self.named(ts)]
        if len(children) != 3:
            return m.Opaque(ts.type, list(children))
        return m.Conditional(children[1], children[0], children[2])

    def expr_call(self, ts: TsNode) -> m.Expr:
        arguments = ts.child_by_field_name("arguments")
        args: list[m.Arg] = []
        if arguments is not None and arguments.type == "generator_expression":
            args.append(self.at(m.Arg(self.expr(arguments)), arguments))
        elif arguments is not None:
            args.extend(self.argument(c) for c in self.named(arguments))
        return m.Call(self.field(ts, "function"), args)

    def argument(self, ts: TsNode) -> m.Arg:
        if ts.type == "keyword_argument":
            return self.at(m.Arg(self.field(ts, "value"), self.text(ts.child_by_field_name("name"))), ts)
        if ts.type in ("list_splat", "dictionary_splat"):
            inner = self.named(ts)
            value = self.expr(inner[0]) if inner else self.missing(ts)
            return self.at(m.Arg(value, None, "*" if ts.type == "list_splat" else "**"), ts)
        return self.at(m.Arg(self.expr(ts)), ts)

    def expr_parenthesized_expression(self, ts: TsNode) -> m.Expr:
        inner = self.named(ts)
        return self.expr(inner[0]) if len(inner) == 1 else m.Opaque(ts.type, [self.any(c) for c in inner])

    def expr_tuple(self, ts: TsNode) -> m.Expr:
        return m.Sequence("tuple", [self.expr(c) for c in self.named(ts)])

    def expr_list(self, ts: TsNode) -> m.Expr:
        return m.Sequence("list", [self.expr(c) for c in self.named(ts)])

    def expr_set(self, ts: TsNode) -> m.Expr:
        return m.Sequence("set", [self.expr(c) for c in self.named(ts)])

    def expr_list_splat(self, ts: TsNode) -> m.Expr:
        inner = self.named(ts)
        return m.Spread(self.expr(inner[0]) if inner else self.missing(ts))

    def expr_dictionary(self, ts: TsNode) -> m.Expr:
        pairs: list[m.Pair] = []
        for child in self.named(ts):
            if child.type == "pair":
                pairs.append(self.at(m.Pair(self.field(child, "key"), self.field(child, "value")), child))
            elif child.type == "dictionary_splat":
                inner = self.named(child)
                value = self.expr(inner[0]) if inner else self.missing(child)
                pairs.append(self.at(m.Pair(None, value), child))
        return m.Mapping(pairs)

    def expr_list_comprehension(self, ts: TsNode) -> m.Expr:
        kind = {"dictionary_comprehension": "dict", "generator_expression": "generator"}.get(
            ts.type, ts.type.partition("_")[0]
        )
        clauses: list[m.Clause] = []
        for child in self.named(ts):
            if child.type == "for_in_clause":
                clause = m.Clause(
                    self.field(child, "left"), self.field(child, "right"), [], self.is_async(child)
                )
                clauses.append(self.at(clause, child))
            elif child.type == "if_clause" and clauses:
                clauses[-1].tests.extend(self.expr(c) for c in self.named(child))
        body = ts.child_by_field_name("body")
        if body is not None and body.type == "pair":
            pair = [self.field(body, "key"), self.field(body, "value")]
            element: m.Expr = self.at(m.Sequence("tuple", pair), body)
        else:
            element = self.missing(ts) if body is None else self.expr(body)
        return m.Comprehension(kind, element, clauses)

    def expr_lambda(self, ts: TsNode) -> m.Expr:
        parameters = ts.child_by_field_name("parameters")
        value = self.field(ts, "body")
        returned = self.at(m.Return(value), ts)
        block = self.at(m.Block([returned]), ts)
        return m.Function("", [] if parameters is None else self.params(parameters), block)

    def expr_await(self, ts: TsNode) -> m.Expr:
        inner = self.named(ts)
        return m.Await(self.expr(inner[0]) if inner else self.missing(ts))

    def expr_yield(self, ts: TsNode) -> m.Expr:
        inner = self.named(ts)
        return m.Yield(self.expr(inner[0]) if inner else None)

    def expr_named_expression(self, ts: TsNode) -> m.Expr:
        inner = self.at(m.Assign([self.field(ts, "name")], self.field(ts, "value"), ":="), ts)
        return m.Opaque("named_expression", [inner])


_ALIASES = {
    "true": "literal_word", "false": "literal_word", "none": "literal_word", "ellipsis": "literal_word",
    "tuple_pattern": "tuple", "pattern_list": "tuple", "expression_list": "tuple", "list_pattern": "list",
    "list_splat_pattern": "list_splat", "dictionary_comprehension": "list_comprehension",
    "set_comprehension": "list_comprehension", "generator_expression": "list_comprehension",
    "as_pattern_target": "parenthesized_expression",
}  # fmt: skip
"""Node types that are lowered like another."""

_Expressions = dict[int, Callable[[_Lowering, TsNode], m.Expr]]
_Statements = dict[int, Callable[[_Lowering, TsNode], m.Stmt]]


@cache
def _tables() -> tuple[_Expressions, _Statements]:
    """Methods by the kind id of the node they lower: they are named after the grammar's node types."""
    methods = vars(_Lowering)
    expressions = {name[5:]: method for name, method in methods.items() if name.startswith("expr_")}
    expressions |= {alias: methods[f"expr_{name}"] for alias, name in _ALIASES.items()}
    statements = {name[5:]: method for name, method in methods.items() if name.startswith("stmt_")}
    statements |= dict.fromkeys(("import_from_statement", "future_import_statement"), _Lowering.import_from)
    grammar = _language()[0]
    return keyed_by_kind(grammar, expressions), keyed_by_kind(grammar, statements)
