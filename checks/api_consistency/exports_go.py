"""Exported identifiers of a Go package, by the files of a change."""

from __future__ import annotations

import re
from functools import cache

import tree_sitter_go
from tree_sitter import Language, Node, Parser

from checks.api_consistency.exports import Parameter, Symbol
from checks.api_consistency.model import Place

_DEPRECATED = re.compile(r"\bDeprecated:")


@cache
def _parser() -> Parser:
    return Parser(Language(tree_sitter_go.language()))


def go_symbols(path: str, text: str) -> dict[str, Symbol]:
    """Exported identifiers by name; methods as ``Type.Method``."""
    root = _parser().parse(text.encode()).root_node
    found: dict[str, Symbol] = {}
    for node in root.named_children:
        if node.type in ("function_declaration", "method_declaration"):
            symbol = _function(path, node)
            owner = _receiver(node)
            if symbol.name[:1].isupper() and (not owner or owner[:1].isupper()):
                found[f"{owner}.{symbol.name}" if owner else symbol.name] = symbol
        elif node.type == "type_declaration":
            for spec in node.named_children:
                made = _type(path, spec, _deprecated(node))
                if made is not None and made.name[:1].isupper():
                    found[made.name] = made
        elif node.type in ("const_declaration", "var_declaration"):
            for symbol in _values(path, node):
                found[symbol.name] = symbol
    return found


def _text(node: Node | None) -> str:
    if node is None or node.text is None:
        return ""
    text = re.sub(r"\s+", " ", node.text.decode("utf-8", "replace"))
    return re.sub(r"\binterface ?\{ ?\}", "any", text).strip()


def _place(path: str, node: Node) -> Place:
    line = node.start_point.row + 1
    return Place(path, line, line)


def _deprecated(node: Node) -> bool:
    comment = node.prev_sibling
    row = node.start_point.row
    while comment is not None and comment.type == "comment" and comment.end_point.row >= row - 1:
        if _DEPRECATED.search(_text(comment)):
            return True
        row = comment.start_point.row
        comment = comment.prev_sibling
    return False


def _receiver(node: Node) -> str:
    receiver = node.child_by_field_name("receiver")
    match = re.search(r"([A-Za-z_]\w*)\s*(?:\[[^\]]*\])?\s*\)$", _text(receiver))
    return match.group(1) if match else ""


def _function(path: str, node: Node) -> Symbol:
    name = node.child_by_field_name("name")
    is_method = node.type != "function_declaration"
    return Symbol(
        _text(name),
        "method" if is_method else "function",
        _place(path, name or node),
        params=_params(node.child_by_field_name("parameters")),
        returns=", ".join(p.type for p in _results(node.child_by_field_name("result"))),
        deprecated=_deprecated(node),
        marks=frozenset(("generic",)) if node.child_by_field_name("type_parameters") else frozenset(),
    )


def _results(node: Node | None) -> tuple[Parameter, ...]:
    if node is None:
        return ()
    return _params(node) if node.type == "parameter_list" else (Parameter("", _text(node)),)


def _params(node: Node | None) -> tuple[Parameter, ...]:
    found = []
    for item in node.named_children if node is not None else ():
        if item.type not in ("parameter_declaration", "variadic_parameter_declaration"):
            continue
        kind = "*" if item.type.startswith("variadic") else ""
        written = _text(item.child_by_field_name("type"))
        names = [_text(n) for n in item.children_by_field_name("name")] or [""]
        found += [Parameter(n, ("..." if kind else "") + written, not kind, kind) for n in names]
    return tuple(found)


def _type(path: str, spec: Node, deprecated: bool) -> Symbol | None:
    name, body = spec.child_by_field_name("name"), spec.child_by_field_name("type")
    if name is None or body is None:
        return None
    deprecated = deprecated or _deprecated(spec)
    members: dict[str, Symbol] = {}
    marks = set()
    kind = {"interface_type": "interface", "struct_type": "class"}.get(body.type, "type")
    if body.type == "interface_type":
        for item in body.named_children:
            if item.type == "method_elem":
                method = _function(path, item)
                members[method.name] = method
                if not method.name[:1].isupper():
                    marks.add("sealed")
            elif item.type == "type_elem":
                marks.add("open")
    elif body.type == "struct_type":
        for item in (f for lst in body.named_children for f in lst.named_children):
            if item.type != "field_declaration":
                continue
            names = item.children_by_field_name("name")
            if not names:
                marks.add("open")  # an embedded type gives its fields
            for each in names:
                if _text(each)[:1].isupper():
                    written = _text(item.child_by_field_name("type"))
                    members[_text(each)] = Symbol(
                        _text(each),
                        "field",
                        _place(path, each),
                        returns=written,
                        deprecated=_deprecated(item),
                    )
    return Symbol(
        _text(name), kind, _place(path, name), members=members, deprecated=deprecated, marks=frozenset(marks)
    )


def _values(path: str, node: Node) -> list[Symbol]:
    found = []
    specs = [s for s in node.named_children if s.type in ("const_spec", "var_spec")]
    specs += [s for lst in node.named_children if lst.type == "var_spec_list" for s in lst.named_children]
    for spec in specs:
        gone = _deprecated(spec) or _deprecated(node)
        written = _text(spec.child_by_field_name("type")) if node.type == "var_declaration" else ""
        for name in spec.children_by_field_name("name"):
            if _text(name)[:1].isupper():
                found.append(
                    Symbol(_text(name), "constant", _place(path, name), returns=written, deprecated=gone)
                )
    return found
