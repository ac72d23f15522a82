"""PHP declarations: namespaces, imports, classes, properties, constants."""

from __future__ import annotations

from tree_sitter import Node as SyntaxNode

from checks.syntax.lowering import StmtHandler
from checks.syntax.model import Assign, Block, Call, Class, Expr, Function, Import, Name, OpaqueStmt, Stmt
from checks.syntax.php_expressions import Low, bases_of, decorators_of, function, params, type_text


def namespace(low: Low, node: SyntaxNode) -> list[Stmt]:
    """``namespace App;`` and ``namespace App { ... }``, whose statements follow."""
    named = node.child_by_field_id(low.f.name)
    name = "" if named is None else low.text(named).replace("\\", ".")
    said = low.at(Name(name), node if named is None else named)
    made: list[Stmt] = [low.at(OpaqueStmt(node.type, [said]), node if named is None else named)]
    body = node.child_by_field_id(low.f.body)
    return made if body is None else [*made, *low.block(body).items]


def uses(low: Low, node: SyntaxNode) -> list[Stmt]:
    r"""``use App\Models\{User, Post as P};``: each name is an Import from its namespace."""
    prefix = ""
    made: list[Stmt] = []
    clauses: list[SyntaxNode] = []
    for child in low.operands(node):
        if child.type == "namespace_name":
            prefix = _path(low, child)
        elif child.type == "namespace_use_group":
            clauses.extend(one for one in low.operands(child) if one.type == "namespace_use_clause")
        elif child.type == "namespace_use_clause":
            clauses.append(child)
    for clause in clauses:
        alias = clause.child_by_field_id(low.f.alias)
        named = next(
            (c for c in clause.named_children if c.type in ("name", "qualified_name", "namespace_name")), None
        )
        if named is None:
            continue
        path = ".".join(part for part in (prefix, _path(low, named)) if part)
        module, _, name = path.rpartition(".")
        shown = name if alias is None else low.text(alias)
        names = [(name, shown)] if module else [("", shown)]
        made.append(low.at(Import(module or name, names), clause if len(clauses) > 1 else node))
    return made


def _path(low: Low, node: SyntaxNode) -> str:
    return "".join(low.text(node).split()).replace("\\", ".").strip(".")


# --- classes -------------------------------------------------------------------------------------------------

_KINDS = {"interface_declaration": "interface", "trait_declaration": "trait", "enum_declaration": "enum"}


def declared(low: Low, node: SyntaxNode) -> Stmt:
    """A class, interface, trait or enum; promoted parameters of its constructor are fields."""
    f = low.f
    named = node.child_by_field_id(f.name)
    name = "" if named is None else low.text(named)
    body = node.child_by_field_id(f.body)
    block = Block([]) if body is None else low.at(Block([]), body)
    for child in [] if body is None else body.named_children:
        if child.type == "enum_case":
            block.items.append(_case(low, child, name))
            continue
        if child.type == "method_declaration":
            block.items.extend(_promoted(low, child))
        block.items.extend(low.stmt(child))
    return Class(
        name,
        bases_of(low, node),
        block,
        decorators=decorators_of(low, node),
        kind=_KINDS.get(node.type, "class"),
        exported=True,
    )


def _promoted(low: Low, method: SyntaxNode) -> list[Stmt]:
    listed = method.child_by_field_id(low.f.parameters)
    found = (
        []
        if listed is None
        else [c for c in listed.named_children if c.type == "property_promotion_parameter"]
    )
    if not found:
        return []
    by_place = {param.start: param for param in params(low, listed)}
    made: list[Stmt] = []
    for one in found:
        param = by_place[one.start_byte]
        readonly = any(c.type == "readonly_modifier" for c in one.named_children)
        field = Assign(
            [low.at(Name(param.name), one)],
            None,
            declares="const" if readonly else "let",
            annotation=param.annotation,
            decorators=param.decorators,
        )
        made.append(low.at(field, one))
    return made


def _case(low: Low, node: SyntaxNode, owner: str) -> Stmt:
    """``case Hearts = 'H';`` is an object of the enum; its value is the argument."""
    f = low.f
    value = node.child_by_field_id(f.value)
    held: Expr
    if value is None:
        held = low.at(Call(low.at(Name(owner), node), [], new=True), node)
    else:
        held = low.expr(value)
    return low.at(Assign([low.expr(node.child_by_field_id(f.name))], held, declares="const"), node)


def method(low: Low, node: SyntaxNode) -> Function:
    return function(low, node)


def properties(low: Low, node: SyntaxNode) -> list[Stmt]:
    """``private ?Repo $repo = null, $x;``."""
    f = low.f
    annotation = type_text(low, node.child_by_field_id(f.type))
    declares = "const" if any(c.type == "readonly_modifier" for c in node.named_children) else "let"
    found = [c for c in node.named_children if c.type == "property_element"]
    made: list[Stmt] = []
    for one in found:
        value = one.child_by_field_id(f.default_value)
        field = Assign(
            [low.expr(one.child_by_field_id(f.name))],
            None if value is None else low.expr(value),
            declares=declares,
            annotation=annotation,
            decorators=decorators_of(low, node) if one is found[0] else None,
        )
        made.append(low.at(field, one if len(found) > 1 else node))
    if len(made) > 1:
        made[0].start = node.start_byte
        made[-1].end = node.end_byte
    return made


def constants(low: Low, node: SyntaxNode) -> list[Stmt]:
    """``const A = 1, B = 2;``."""
    annotation = type_text(low, node.child_by_field_id(low.f.type))
    found = [c for c in node.named_children if c.type == "const_element"]
    made: list[Stmt] = []
    for one in found:
        parts = low.operands(one)
        assign = Assign(
            [low.expr(parts[0] if parts else None)],
            low.expr(parts[1]) if len(parts) > 1 else None,
            declares="const",
            annotation=annotation,
        )
        made.append(low.at(assign, one if len(found) > 1 else node))
    return made


def traits(low: Low, node: SyntaxNode) -> Stmt:
    """``use HasFactory;`` in a class."""
    named = [c for c in low.operands(node) if c.type in ("name", "qualified_name")]
    return OpaqueStmt(node.type, [low.expr(one) for one in named])


STATEMENTS: dict[str, StmtHandler] = {
    "class_declaration": declared,
    "const_declaration": constants,
    "enum_declaration": declared,
    "function_definition": function,
    "interface_declaration": declared,
    "method_declaration": method,
    "namespace_definition": namespace,
    "namespace_use_declaration": uses,
    "property_declaration": properties,
    "trait_declaration": declared,
    "use_declaration": traits,
}
