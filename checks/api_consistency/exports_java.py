"""Public types and members of a Java file."""

from __future__ import annotations

import re
from functools import cache

import tree_sitter_java
from tree_sitter import Language, Node, Parser

from checks.api_consistency.exports import Parameter, Symbol
from checks.api_consistency.model import Place

_KINDS = {
    "class_declaration": "class",
    "record_declaration": "class",
    "interface_declaration": "interface",
    "enum_declaration": "enum",
}
_CHECKED = re.compile(
    r"^(?:Exception|Throwable|InterruptedException|ExecutionException|TimeoutException|URISyntaxException|CloneNotSupportedException"
    r"|ClassNotFoundException|ParseException|GeneralSecurityException|\w*IOException|SQLException|FileNotFoundException)$"
)
_HIDDEN = re.compile(
    r"@(?:Internal|InternalApi|VisibleForTesting|Beta|Experimental|Deprecated|API\b)|@Incubating"
)

_NESTED = 20
"""Types within types that are read."""


@cache
def _parser() -> Parser:
    return Parser(Language(tree_sitter_java.language()))


def java_symbols(path: str, text: str) -> dict[str, Symbol]:
    """Public types of a file by qualified name."""
    root = _parser().parse(text.encode()).root_node
    package = next(
        (_text(n.named_children[-1]) for n in root.named_children if n.type == "package_declaration"), ""
    )
    found = {}
    for node in root.named_children:
        if node.type in _KINDS and "public" in _words(node):
            symbol = _type(path, node)
            found[f"{package}.{symbol.name}" if package else symbol.name] = symbol
    return found


def checked(name: str, symbols: dict[str, Symbol], depth: int = 0) -> bool:
    """Whether an exception is known to be checked."""
    if _CHECKED.match(name):
        return True
    own = next((s for k, s in symbols.items() if k.rpartition(".")[2] == name), None)
    return own is not None and depth < 5 and any(checked(b, symbols, depth + 1) for b in own.bases)


def _text(node: Node | None) -> str:
    return (
        "" if node is None or node.text is None else re.sub(r"\s+", " ", node.text.decode("utf-8", "replace"))
    )


def _place(path: str, node: Node) -> Place:
    line = node.start_point.row + 1
    return Place(path, line, line)


def _modifiers(node: Node) -> str:
    return next((_text(c) for c in node.children if c.type == "modifiers"), "")


def _words(node: Node) -> frozenset[str]:
    return frozenset(
        re.findall(r"(?<![@\w.])[a-z]+(?:-sealed)?\b", re.sub(r"@\w+(?:\([^)]*\))?", "", _modifiers(node)))
    )


def _deprecated(node: Node) -> bool:
    before = node.prev_sibling
    doc = _text(before) if before is not None and before.type == "block_comment" else ""
    return bool(_HIDDEN.search(_modifiers(node)) or re.search(r"@deprecated|@hidden", doc))


def _type(path: str, node: Node, depth: int = 0) -> Symbol:
    name = node.child_by_field_name("name") or node
    kind = _KINDS[node.type]
    words = _words(node)
    body = node.child_by_field_name("body")
    members: dict[str, Symbol] = {}
    inner: list[Node] = []
    for item in body.named_children if body is not None and depth < _NESTED else ():
        inner += item.named_children if item.type == "enum_body_declarations" else [item]
    for item in inner:
        for made in _members(path, item, kind, depth, final="final" in words or kind == "enum"):
            members[made.name + _types(made) if made.kind in ("method", "constructor") else made.name] = made
    if node.type == "record_declaration":
        params = _params(node.child_by_field_name("parameters"))
        made = Symbol(_text(name), "constructor", _place(path, name), params=params)
        members[made.name + _types(made)] = made
        for param in params:
            members.setdefault(
                f"{param.name}()", Symbol(param.name, "method", _place(path, name), returns=param.type)
            )
    bases = [
        _plain(_text(t))
        for c in node.children
        if c.type in ("superclass", "super_interfaces", "extends_interfaces")
        for lst in c.named_children
        for t in (lst.named_children if lst.type == "type_list" else [lst])
    ]
    marks = (
        set(words & {"final", "abstract", "static", "sealed"}) if kind == "class" else set(words & {"sealed"})
    )
    constructors = [i for i in inner if i.type == "constructor_declaration"]
    if (
        kind == "class"
        and constructors
        and not any(_words(c) & {"public", "protected"} for c in constructors)
    ):
        marks.add("final")  # nobody outside could extend it
    return Symbol(
        _text(name),
        kind,
        _place(path, name),
        bases=tuple(bases),
        members=members,
        deprecated=_deprecated(node),
        marks=frozenset(marks - {"static"}),
    )


def _plain(written: str) -> str:
    return written.partition("<")[0].rpartition(".")[2].strip()


def _types(symbol: Symbol) -> str:
    return f"({', '.join(p.type for p in symbol.params)})"


def _members(path: str, node: Node, owner: str, depth: int, *, final: bool) -> list[Symbol]:
    words = _words(node)
    if node.type == "enum_constant":
        name = node.child_by_field_name("name") or node
        return [Symbol(_text(name), "member", _place(path, name), deprecated=_deprecated(node))]
    seen = "public" in words or (owner == "interface" and "private" not in words)
    if not seen and ("protected" not in words or final):
        return []
    if node.type in _KINDS:
        return [_type(path, node, depth + 1)]
    if node.type in ("field_declaration", "constant_declaration"):
        written = _text(node.child_by_field_name("type"))
        return [
            Symbol(_text(n), "field", _place(path, n), returns=written, deprecated=_deprecated(node))
            for d in node.children_by_field_name("declarator")
            if (n := d.child_by_field_name("name")) is not None
        ]
    if node.type not in ("method_declaration", "constructor_declaration"):
        return []
    name = node.child_by_field_name("name") or node
    throws = [_plain(_text(t)) for c in node.children if c.type == "throws" for t in c.named_children]
    marks = set(words & {"static", "abstract"}) | (words & {"final"} if not final else set())
    if owner == "interface":
        marks -= {"abstract"}
        if node.child_by_field_name("body") is not None:
            marks.add("optional")
    return [
        Symbol(
            _text(name),
            "method" if node.type == "method_declaration" else "constructor",
            _place(path, name),
            params=_params(node.child_by_field_name("parameters")),
            returns=_text(node.child_by_field_name("type")),
            deprecated=_deprecated(node),
            marks=frozenset(marks),
            throws=frozenset(throws),
        )
    ]


def _params(node: Node | None) -> tuple[Parameter, ...]:
    found = []
    for item in node.named_children if node is not None else ():
        if item.type == "formal_parameter":
            written = _text(item.child_by_field_name("type"))
            found.append(Parameter(_text(item.child_by_field_name("name")), written))
        elif item.type == "spread_parameter":
            kinds = [c for c in item.named_children if c.type not in ("modifiers", "variable_declarator")]
            found.append(Parameter("", f"{_text(kinds[0]) if kinds else ''}...", required=False, kind="*"))
    return tuple(found)
