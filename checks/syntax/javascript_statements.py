"""JavaScript and TypeScript statements, imports and exports."""

from __future__ import annotations

from typing import cast

from tree_sitter import Node as SyntaxNode

from checks.syntax.javascript_definitions import decorators, namespace, type_text
from checks.syntax.javascript_expressions import Low, key
from checks.syntax.javascript_text import unescape
from checks.syntax.lowering import StmtHandler
from checks.syntax.model import (
    Assign,
    Attr,
    Block,
    Case,
    Class,
    Expr,
    ExprStmt,
    Function,
    Handler,
    If,
    Import,
    Jump,
    Literal,
    Loop,
    Name,
    Node,
    OpaqueStmt,
    Pair,
    Raise,
    Return,
    Stmt,
    Switch,
    Try,
)

# --- simple statements ---------------------------------------------------------------------------------------


def expression_statement(low: Low, node: SyntaxNode) -> Stmt:
    """Assignments become statements of their own; so do namespaces, which the grammar reads as expressions."""
    inner = low.inner(node)
    if inner is not None and inner.type == "internal_module":
        return cast(Stmt, namespace(low, inner))
    value: Node = low.expr(inner)
    return value if isinstance(value, Assign) else ExprStmt(cast(Expr, value))


def declaration(low: Low, node: SyntaxNode) -> list[Stmt]:
    """``const a = 1, b = 2``: one Assign a declarator. A single one spans the whole statement."""
    f = low.f
    word = node.child_by_field_id(f.kind)
    declares = "var" if word is None else word.type
    if declares not in ("const", "let", "var"):
        declares = "const"
    made: list[Stmt] = []
    for child in node.named_children:
        if child.type == "variable_declarator":
            name = child.child_by_field_id(f.name)
            value = child.child_by_field_id(f.value)
            made.append(
                low.at(
                    Assign(
                        [low.expr(name)],
                        None if value is None else low.expr(value),
                        declares=declares,
                        annotation=type_text(low, child.child_by_field_id(f.type)),
                    ),
                    child,
                )
            )
        elif child.type == "ERROR":
            made.extend(low.stmt(child))
    if len(made) == 1:
        low.at(made[0], node)
    return made


def return_(low: Low, node: SyntaxNode) -> Stmt:
    value = low.inner(node)
    return Return(None if value is None else low.expr(value))


def throw(low: Low, node: SyntaxNode) -> Stmt:
    return Raise(low.expr(low.inner(node)))


def jump(low: Low, node: SyntaxNode) -> Stmt:
    return Jump(node.type.removesuffix("_statement"))


def nested_block(low: Low, node: SyntaxNode) -> Stmt:
    """A bare ``{ ... }`` among statements."""
    return OpaqueStmt(node.type, [low.block(node)])


def labeled(low: Low, node: SyntaxNode) -> list[Stmt]:
    """The label is dropped."""
    body = node.child_by_field_id(low.f.body)
    return [] if body is None else low.stmt(body)


# --- compound statements -------------------------------------------------------------------------------------


def body_of(low: Low, node: SyntaxNode | None) -> Block:
    """The body of an ``if`` or a loop, braces or not."""
    if node is None:
        return Block([])
    if node.type == "statement_block":
        return low.block(node)
    return low.at(Block(low.stmt(node)), node)


def if_(low: Low, node: SyntaxNode) -> Stmt:
    """``else if`` ladders are climbed in a loop, however long."""
    f = low.f
    rungs: list[tuple[SyntaxNode, If]] = []
    current: SyntaxNode | None = node
    last: Block | None = None
    while current is not None:
        made = If(
            low.expr(current.child_by_field_id(f.condition)),
            body_of(low, current.child_by_field_id(f.consequence)),
            None,
        )
        rungs.append((current, low.at(made, current)))
        clause = current.child_by_field_id(f.alternative)
        current = None
        if clause is not None:
            branch = low.inner(clause)
            if branch is not None and branch.type == "if_statement":
                current = branch
            else:
                last = body_of(low, branch)
    for syntax, rung in reversed(rungs):
        rung.orelse = last
        last = low.at(Block([rung]), syntax)
    return rungs[0][1]


def for_(low: Low, node: SyntaxNode) -> Stmt:
    f = low.f
    test = node.child_by_field_id(f.condition)
    step = node.child_by_field_id(f.increment)
    return Loop(
        "for",
        body_of(low, node.child_by_field_id(f.body)),
        init=_init(low, node.child_by_field_id(f.initializer)),
        test=None if test is None or test.type in (";", "empty_statement") else _test(low, test),
        step=None if step is None else low.expr(step),
    )


def _init(low: Low, node: SyntaxNode | None) -> Stmt | None:
    if node is None or not node.is_named:
        return None
    if node.type in (
        "lexical_declaration",
        "variable_declaration",
        "expression_statement",
        "empty_statement",
    ):
        made = low.stmt(node)
    else:
        value: Node = low.expr(node)
        made = [value if isinstance(value, Assign) else low.at(ExprStmt(cast(Expr, value)), node)]
    if len(made) > 1:
        return low.at(OpaqueStmt(node.type, list(made)), node)
    return made[0] if made else None


def _test(low: Low, node: SyntaxNode) -> Expr:
    return low.expr(low.inner(node) if node.type == "expression_statement" else node)


def for_each(low: Low, node: SyntaxNode) -> Stmt:
    """``for (x of xs)``, ``for await``; ``for (k in o)`` too, over ``o`` itself."""
    f = low.f
    return Loop(
        "for-each",
        body_of(low, node.child_by_field_id(f.body)),
        target=low.expr(node.child_by_field_id(f.left)),
        iterable=low.expr(node.child_by_field_id(f.right)),
        is_async=any(child.type == "await" for child in node.children[:2]),
    )


def while_(low: Low, node: SyntaxNode) -> Stmt:
    f = low.f
    return Loop(
        "while",
        body_of(low, node.child_by_field_id(f.body)),
        test=low.expr(node.child_by_field_id(f.condition)),
    )


def switch(low: Low, node: SyntaxNode) -> Stmt:
    """``case 1: case 2: ...`` is one Case with two tests."""
    f = low.f
    cases: list[Case] = []
    body = node.child_by_field_id(f.body)
    waiting: list[Expr] = []
    start: SyntaxNode | None = None
    for child in [] if body is None else low.operands(body):
        if child.type not in ("switch_case", "switch_default"):
            cases.append(
                low.at(
                    Case(
                        [], low.at(Block([low.at(OpaqueStmt(child.type, low.anything(child)), child)]), child)
                    ),
                    child,
                )
            )
            continue
        statements = child.children_by_field_id(f.body)
        value = child.child_by_field_id(f.value)
        tests = [] if value is None else [low.expr(value)]
        if tests and not statements:
            waiting += tests
            start = start or child
            continue
        if not tests and waiting and start is not None:
            cases.append(_bodiless(low, waiting, start))
            waiting, start = [], None
        if len(statements) == 1 and statements[0].type == "statement_block":
            block = low.block(statements[0])
        else:
            block = Block(low.stmts(statements))
            if statements:
                block.start, block.end = statements[0].start_byte, statements[-1].end_byte
        case = low.at(Case(waiting + tests, block), child)
        if start is not None:
            case.start = start.start_byte
        cases.append(case)
        waiting, start = [], None
    if waiting and start is not None:
        cases.append(_bodiless(low, waiting, start))
    return Switch("switch", low.expr(node.child_by_field_id(f.value)), cases)


def _bodiless(low: Low, tests: list[Expr], start: SyntaxNode) -> Case:
    """Cases before ``default:`` or at the end that have no statements."""
    made = low.at(Case(tests, Block([])), start)
    made.end = max(made.end, tests[-1].end)
    return made


def try_(low: Low, node: SyntaxNode) -> Stmt:
    """A destructured binding, ``catch ({ message })``, is named by its first name."""
    f = low.f
    handlers: list[Handler] = []
    clause = node.child_by_field_id(f.handler)
    if clause is not None:
        parameter = clause.child_by_field_id(f.parameter)
        name: str | None = None
        if parameter is not None:
            name = next((one.id for one in low.expr(parameter).walk() if isinstance(one, Name)), None)
        handlers.append(low.at(Handler([], name, low.block(clause.child_by_field_id(f.body))), clause))
    final = node.child_by_field_id(f.finalizer)
    return Try(
        low.block(node.child_by_field_id(f.body)),
        handlers,
        final=None if final is None else low.block(final.child_by_field_id(f.body)),
    )


# --- modules -------------------------------------------------------------------------------------------------


def _module(low: Low, node: SyntaxNode | None) -> str:
    return "" if node is None else unescape(low.text(node)[1:-1])


def import_(low: Low, node: SyntaxNode) -> Stmt:
    f = low.f
    source = node.child_by_field_id(f.source)
    names: list[tuple[str, str]] = []
    for clause in node.named_children:
        if clause.type == "import_require_clause":
            source = clause.child_by_field_id(f.source)
            local = low.inner(clause)
            names.append(("", "" if local is None else low.text(local)))
        elif clause.type == "import_clause":
            for part in low.operands(clause):
                if part.type == "identifier":
                    names.append(("default", low.text(part)))
                elif part.type == "namespace_import":
                    local = low.inner(part)
                    names.append(("", "" if local is None else low.text(local)))
                elif part.type == "named_imports":
                    names.extend(
                        _specifier(low, one) for one in low.operands(part) if one.type == "import_specifier"
                    )
    return Import(_module(low, source), names)


def _specifier(low: Low, node: SyntaxNode) -> tuple[str, str]:
    name = node.child_by_field_id(low.f.name)
    alias = node.child_by_field_id(low.f.alias)
    text = "" if name is None else low.text(name).strip("\"'")
    return text, text if alias is None else low.text(alias).strip("\"'")


def export(low: Low, node: SyntaxNode) -> Stmt | list[Stmt]:
    """``export`` before a declaration only marks what it declares. ``export default value`` assigns
    ``exports.default``; a list of names, with or without ``from``, is an opaque ``export_clause``."""
    f = low.f
    inner = node.child_by_field_id(f.declaration)
    if inner is not None:
        return _exported(low, node, low.stmt(inner))
    value = node.child_by_field_id(f.value)
    if value is not None:
        made: Node = low.expr(value)
        if isinstance(made, (Function, Class)) and value.type != "arrow_function":
            return _exported(low, node, [made])
        if isinstance(made, Function):
            made.exported = True
        return Assign([Attr(Name("exports"), "default")], cast(Expr, made))
    items: list[Node] = []
    source = node.child_by_field_id(f.source)
    if source is not None:
        items.append(low.expr(source))
    if source is not None and any(child.type == "*" for child in node.children):
        items.append(Pair(Literal("str", "*"), Name("*")))
    for clause in low.operands(node):
        if clause.type == "namespace_export":
            items.append(low.at(Pair(key(low, low.inner(clause)), Name("*")), clause))
        elif clause.type == "export_clause":
            for one in low.operands(clause):
                local = one.child_by_field_id(f.name)
                shown = one.child_by_field_id(f.alias) or local
                if local is None:
                    items.append(low.expr(one))
                else:
                    items.append(low.at(Pair(key(low, shown), low.at(Name(low.text(local)), local)), one))
        elif clause.type not in ("string", "decorator", "import_attribute"):
            items.append(low.expr(clause))
    return OpaqueStmt("export_clause", items)


def _exported(low: Low, node: SyntaxNode, made: list[Stmt]) -> list[Stmt]:
    marks = decorators(low, node)
    for one in made:
        mark_exported(one)
        if marks and isinstance(one, (Class, Function)):
            one.decorators = marks + one.decorators
            one.start = node.start_byte
    return made


def mark_exported(made: Stmt) -> None:
    """Mark a function or class, or one that is bound to a name, as seen from outside the file."""
    if isinstance(made, (Function, Class)):
        made.exported = True
    elif isinstance(made, Assign) and isinstance(made.value, (Function, Class)):
        made.value.exported = True


def mark_listed_exports(body: Block) -> None:
    """Apply ``export { a, b }`` and ``export default a`` to the declarations they name."""
    listed: set[str] = set()
    for one in body.items:
        if isinstance(one, OpaqueStmt) and one.what == "export_clause":
            if not isinstance(next(iter(one.items), None), Literal):
                listed.update(
                    p.value.id for p in one.items if isinstance(p, Pair) and isinstance(p.value, Name)
                )
        elif isinstance(one, Assign) and isinstance(one.value, Name):
            target = one.targets[0]
            if isinstance(target, Attr) and isinstance(target.base, Name) and target.base.id == "exports":
                listed.add(one.value.id)
    if not listed:
        return
    for one in body.items:
        if isinstance(one, (Function, Class)):
            name = one.name
        elif isinstance(one, Assign) and isinstance(one.targets[0], Name):
            name = one.targets[0].id
        else:
            continue
        if name in listed:
            mark_exported(one)


def type_only(low: Low, node: SyntaxNode) -> Stmt:
    """A statement that leaves nothing at run time."""
    return OpaqueStmt(node.type, [])


STATEMENTS: dict[str, StmtHandler] = {
    "break_statement": jump,
    "continue_statement": jump,
    "debugger_statement": type_only,
    "do_statement": while_,
    "export_statement": export,
    "expression_statement": expression_statement,
    "for_in_statement": for_each,
    "for_statement": for_,
    "if_statement": if_,
    "import_alias": type_only,
    "import_statement": import_,
    "internal_module": lambda low, node: cast(Stmt, namespace(low, node)),
    "labeled_statement": labeled,
    "lexical_declaration": declaration,
    "module": lambda low, node: cast(Stmt, namespace(low, node)),
    "return_statement": return_,
    "statement_block": nested_block,
    "switch_statement": switch,
    "throw_statement": throw,
    "try_statement": try_,
    "using_declaration": declaration,
    "variable_declaration": declaration,
    "while_statement": while_,
}
