"""Changes of contracts, one class each, of which it is known whether they break a client.

A mutation takes a contract and a random source and answers the changed contract, or None where the document has nothing that
it could change. What it changes is made unshared first (``_own``), so that one side of one operation alone is concerned.
"""

from __future__ import annotations

import copy
import random
import re
from collections.abc import Callable, Iterator
from typing import Any

from graphql import Node, parse, print_ast
from graphql.language import ast

Tree = dict[str, Any]
METHODS = ("get", "put", "post", "delete", "patch")
SUCCESS = ("200", "201", "202")


# --- OpenAPI ----------------------------------------------------------------------------------------------------------


def follow(tree: Tree, value: Any) -> Any:
    """The target of a local reference."""
    for _ in range(20):
        if not isinstance(value, dict) or "$ref" not in value:
            return value
        target: Any = tree
        for part in str(value["$ref"])[2:].split("/"):
            target = target[part.replace("~1", "/").replace("~0", "~")]
        value = target
    return value


def operations(tree: Tree) -> Iterator[tuple[str, str, Tree]]:
    """(path, method, operation)."""
    for path, item in tree["paths"].items():
        for method in METHODS:
            if method in item and not item[method].get("deprecated"):
                yield path, method, item[method]


def _own(tree: Tree, holder: Tree, key: str) -> Any:
    """The member, as a copy of its own where it was a reference."""
    holder[key] = copy.deepcopy(follow(tree, holder[key]))
    return holder[key]


def _request(tree: Tree, operation: Tree) -> Tree | None:
    body = operation.get("requestBody")
    if body is None:
        return None
    return _schema_of(tree, _own(tree, operation, "requestBody"))


def _answer(tree: Tree, operation: Tree) -> Tree | None:
    for status in SUCCESS:
        if status in operation.get("responses", {}):
            return _schema_of(tree, _own(tree, operation["responses"], status))
    return None


def _schema_of(tree: Tree, holder: Tree) -> Tree | None:
    media = (holder.get("content") or {}).get("application/json")
    if not media or "schema" not in media:
        return None
    schema = _own(tree, media, "schema")
    if isinstance(schema, dict) and schema.get("type") == "array" and "items" in schema:
        schema = _own(tree, schema, "items")
    if not isinstance(schema, dict):
        return None
    return schema if isinstance(schema.get("properties"), dict) and len(schema["properties"]) > 1 else None


def _prepared(
    tree: Tree, side: Callable[[Tree, Tree], Tree | None], rng: random.Random
) -> list[tuple[Tree, Tree]]:
    found = [(schema, op) for _, _, op in operations(tree) if (schema := side(tree, op)) is not None]
    rng.shuffle(found)
    return found


def on_schema(side: Callable[[Tree, Tree], Tree | None], edit: Callable[[Tree, random.Random], bool]) -> Any:
    """A mutation of one object schema of a side; both versions have it unshared."""

    def mutate(tree: Tree, rng: random.Random) -> tuple[Tree, Tree] | None:
        base = copy.deepcopy(tree)
        _prepared(base, side, random.Random(0))
        head = copy.deepcopy(base)
        for schema, _ in _prepared(head, side, rng):
            if edit(schema, rng):
                return base, head
        return None

    return mutate


def on_operation(edit: Callable[[Tree, str, str, Tree, random.Random], bool]) -> Any:
    """A mutation of one operation."""

    def mutate(tree: Tree, rng: random.Random) -> tuple[Tree, Tree] | None:
        head = copy.deepcopy(tree)
        found = list(operations(head))
        rng.shuffle(found)
        for path, method, operation in found:
            if edit(head, path, method, operation, rng):
                return tree, head
        return None

    return mutate


def _field(schema: Tree, rng: random.Random, wanted: Callable[[str, Tree], bool]) -> str | None:
    names = [n for n, f in schema["properties"].items() if isinstance(f, dict) and wanted(n, f)]
    return rng.choice(names) if names else None


def _set(wanted: Callable[[Tree], bool], **members: Any) -> Callable[[Tree, random.Random], bool]:
    def edit(schema: Tree, rng: random.Random) -> bool:
        name = _field(schema, rng, lambda _, f: wanted(f) and "oneOf" not in f and "anyOf" not in f)
        if name is None:
            return False
        schema["properties"][name] = {**schema["properties"][name], **members}
        return True

    return edit


def _plain(kind: str) -> Callable[[Tree], bool]:
    return lambda f: f.get("type") == kind and "enum" not in f and "format" not in f and "pattern" not in f


def _drop_field(schema: Tree, rng: random.Random) -> bool:
    name = _field(schema, rng, lambda n, f: not f.get("deprecated"))
    if name is None:
        return False
    del schema["properties"][name]
    schema["required"] = [r for r in schema.get("required", []) if r != name]
    return True


def _rename_field(schema: Tree, rng: random.Random) -> bool:
    name = _field(schema, rng, lambda n, f: not f.get("deprecated"))
    if name is None:
        return False
    schema["properties"] = {f"{n}_renamed" if n == name else n: f for n, f in schema["properties"].items()}
    schema["required"] = [f"{n}_renamed" if n == name else n for n in schema.get("required", [])]
    return True


def _require(schema: Tree, rng: random.Random) -> bool:
    name = _field(schema, rng, lambda n, f: n not in schema.get("required", []))
    if name is None:
        return False
    schema["required"] = [*schema.get("required", []), name]
    return True


def _release(schema: Tree, rng: random.Random) -> bool:
    listed = [n for n in schema.get("required", []) if n in schema["properties"]]
    if not listed:
        return False
    gone = rng.choice(listed)
    schema["required"] = [n for n in schema["required"] if n != gone]
    return True


def _add_field(required: bool) -> Callable[[Tree, random.Random], bool]:
    def edit(schema: Tree, rng: random.Random) -> bool:
        schema["properties"]["added_by_test"] = {"type": "string"}
        if required:
            schema["required"] = [*schema.get("required", []), "added_by_test"]
        return True

    return edit


def _enum(narrow: bool) -> Callable[[Tree, random.Random], bool]:
    def edit(schema: Tree, rng: random.Random) -> bool:
        name = _field(schema, rng, lambda _, f: len(f.get("enum", ())) > 1)
        if name is None:
            return False
        values = schema["properties"][name]["enum"]
        field = copy.deepcopy(schema["properties"][name])
        field["enum"] = [v for v in values if v != values[-1]] if narrow else [*values, "added_by_test"]
        if field.get("default") not in (None, *field["enum"]):
            field.pop("default")
        schema["properties"][name] = field
        return True

    return edit


def _shuffle(schema: Tree, rng: random.Random) -> bool:
    items = list(schema["properties"].items())
    rng.shuffle(items)
    schema["properties"] = dict(items)
    return True


def _all_of(schema: Tree, rng: random.Random) -> bool:
    if "allOf" in schema:
        return False
    names = list(schema["properties"])
    first, second = names[: len(names) // 2], names[len(names) // 2 :]
    required = schema.pop("required", [])
    properties = schema.pop("properties")
    schema["allOf"] = [
        {
            "type": "object",
            "properties": {n: properties[n] for n in part},
            "required": [r for r in required if r in part],
        }
        for part in (first, second)
    ]
    return True


def _drop_path(tree: Tree, path: str, method: str, operation: Tree, rng: random.Random) -> bool:
    del tree["paths"][path]
    return True


def _drop_method(tree: Tree, path: str, method: str, operation: Tree, rng: random.Random) -> bool:
    del tree["paths"][path][method]
    return True


def _rename_path(tree: Tree, path: str, method: str, operation: Tree, rng: random.Random) -> bool:
    tree["paths"] = {f"{p}/renamed" if p == path else p: i for p, i in tree["paths"].items()}
    return True


def _queries(tree: Tree, operation: Tree) -> list[Tree]:
    listed = operation.get("parameters", [])
    operation["parameters"] = [copy.deepcopy(follow(tree, p)) for p in listed]
    return [p for p in operation["parameters"] if p.get("in") == "query" and not p.get("deprecated")]


def _drop_parameter(tree: Tree, path: str, method: str, operation: Tree, rng: random.Random) -> bool:
    queries = _queries(tree, operation)
    if not queries:
        return False
    operation["parameters"].remove(rng.choice(queries))
    return True


def _parameter(edit: Callable[[Tree, Tree], bool]) -> Callable[..., bool]:
    def change(tree: Tree, path: str, method: str, operation: Tree, rng: random.Random) -> bool:
        return any(
            edit(p, p["schema"]) for p in _queries(tree, operation) if isinstance(p.get("schema"), dict)
        )

    return change


def _put(member: str, key: str, value: Any) -> Callable[[Tree, Tree], bool]:
    def edit(parameter: Tree, schema: Tree) -> bool:
        target = parameter if member == "parameter" else schema
        if target.get(key) == value:
            return False
        target[key] = value
        return True

    return edit


def _other_type(parameter: Tree, schema: Tree) -> bool:
    schema.clear()
    schema["type"] = "boolean"
    return True


def _fewer(parameter: Tree, schema: Tree) -> bool:
    if len(schema.get("enum", ())) < 2:
        return False
    default = schema.get("default")
    schema["enum"] = [v for v in schema["enum"] if v == default] or schema["enum"][:1]
    return True


def _more(parameter: Tree, schema: Tree) -> bool:
    if "enum" not in schema:
        return False
    schema["enum"] = [*schema["enum"], "added_by_test"]
    return True


def _add_parameter(required: bool) -> Callable[..., bool]:
    def change(tree: Tree, path: str, method: str, operation: Tree, rng: random.Random) -> bool:
        added = {"name": "added_by_test", "in": "query", "required": required, "schema": {"type": "string"}}
        operation["parameters"] = [*operation.get("parameters", []), added]
        return True

    return change


def _status(tree: Tree, path: str, method: str, operation: Tree, rng: random.Random) -> bool:
    for status, other in (("200", "202"), ("201", "200"), ("204", "200")):
        if status in operation["responses"] and other not in operation["responses"]:
            operation["responses"][other] = operation["responses"].pop(status)
            return True
    return False


def _media(request: bool) -> Callable[..., bool]:
    def change(tree: Tree, path: str, method: str, operation: Tree, rng: random.Random) -> bool:
        if request:
            holders = [_own(tree, operation, "requestBody")] if "requestBody" in operation else []
        else:
            holders = [_own(tree, operation["responses"], s) for s in SUCCESS if s in operation["responses"]]
        for holder in holders:
            if "application/json" in (holder.get("content") or {}):
                holder["content"]["application/xml"] = holder["content"].pop("application/json")
                return True
        return False

    return change


def _security(tree: Tree, path: str, method: str, operation: Tree, rng: random.Random) -> bool:
    tree.setdefault("components", {})["securitySchemes"] = {
        "key": {"type": "apiKey", "in": "header", "name": "X-Key"}
    }
    operation["security"] = [{"key": []}]
    return True


def _benign_error(tree: Tree, path: str, method: str, operation: Tree, rng: random.Random) -> bool:
    operation["responses"]["429"] = {"description": "Too many requests"}
    return True


def _describe(tree: Tree, path: str, method: str, operation: Tree, rng: random.Random) -> bool:
    operation["description"] = "Written anew."
    operation["tags"] = ["other"]
    operation["x-owner"] = "team"
    return True


def _reorder_paths(tree: Tree, path: str, method: str, operation: Tree, rng: random.Random) -> bool:
    items = list(tree["paths"].items())
    rng.shuffle(items)
    tree["paths"] = dict(items)
    return True


def _add_path(tree: Tree, path: str, method: str, operation: Tree, rng: random.Random) -> bool:
    tree["paths"]["/added/by/test"] = {"get": {"responses": {"200": {"description": "Fine"}}}}
    return True


def _rename_path_parameter(tree: Tree, path: str, method: str, operation: Tree, rng: random.Random) -> bool:
    if "{" not in path or "$ref" in str(tree["paths"][path].get("parameters", "")):
        return False
    name = re.findall(r"\{([^}]*)\}", path)[-1]
    item = tree["paths"].pop(path)
    for holder in (item, *(item[m] for m in METHODS if m in item)):
        if "parameters" in holder:
            holder["parameters"] = [
                {**p, "name": name + "Id"} if p.get("in") == "path" and p.get("name") == name else p
                for p in (copy.deepcopy(follow(tree, q)) for q in holder["parameters"])
            ]
    tree["paths"][path.replace("{" + name + "}", "{" + name + "Id}")] = item
    return True


def _inline_all(tree: Tree, path: str, method: str, operation: Tree, rng: random.Random) -> bool:
    return any(_schema is not None for _schema in (_answer(tree, operation), _request(tree, operation)))


def _rename_component(tree: Tree, path: str, method: str, operation: Tree, rng: random.Random) -> bool:
    schemas = tree.get("components", {}).get("schemas", {})
    if not schemas:
        return False
    name = rng.choice(sorted(schemas))

    def walk(value: Any) -> None:
        if isinstance(value, dict):
            if value.get("$ref") == f"#/components/schemas/{name}":
                value["$ref"] = f"#/components/schemas/{name}_renamed"
            for inner in value.values():
                walk(inner)
        elif isinstance(value, list):
            for inner in value:
                walk(inner)

    walk(tree)
    schemas[f"{name}_renamed"] = schemas.pop(name)
    return True


OPENAPI_BREAKING: dict[str, Any] = {
    "path removed": on_operation(_drop_path),
    "path renamed": on_operation(_rename_path),
    "method removed": on_operation(_drop_method),
    "parameter removed": on_operation(_drop_parameter),
    "required parameter added": on_operation(_add_parameter(True)),
    "parameter becomes required": on_operation(_parameter(_put("parameter", "required", True))),
    "parameter type": on_operation(_parameter(_other_type)),
    "parameter values": on_operation(_parameter(_fewer)),
    "parameter maximum": on_operation(_parameter(_put("schema", "maximum", 3))),
    "success status": on_operation(_status),
    "answer content type": on_operation(_media(False)),
    "request content type": on_operation(_media(True)),
    "security added": on_operation(_security),
    "request field removed": on_schema(_request, _drop_field),
    "request field required": on_schema(_request, _require),
    "new required request field": on_schema(_request, _add_field(True)),
    "request field type": on_schema(_request, _set(_plain("string"), type="integer")),
    "request field pattern": on_schema(_request, _set(_plain("string"), pattern="^[a-z]{1,3}$")),
    "request field length": on_schema(_request, _set(_plain("string"), maxLength=3)),
    "request field values": on_schema(_request, _set(_plain("string"), enum=["a", "b"])),
    "request value removed": on_schema(_request, _enum(True)),
    "answer field removed": on_schema(_answer, _drop_field),
    "answer field renamed": on_schema(_answer, _rename_field),
    "answer field optional": on_schema(_answer, _release),
    "answer field type": on_schema(_answer, _set(_plain("string"), type="object")),
    "answer field null": on_schema(_answer, _set(lambda f: f.get("type") == "string" and not f.get("nullable"), nullable=True)),
    "answer field format": on_schema(_answer, _set(lambda f: f.get("format") == "date-time", format="date")),
}  # fmt: skip
OPENAPI_BENIGN: dict[str, Any] = {
    "path added": on_operation(_add_path),
    "paths in another order": on_operation(_reorder_paths),
    "words": on_operation(_describe),
    "optional parameter added": on_operation(_add_parameter(False)),
    "parameter values added": on_operation(_parameter(_more)),
    "error status added": on_operation(_benign_error),
    "path parameter renamed": on_operation(_rename_path_parameter),
    "references written out": on_operation(_inline_all),
    "component renamed": on_operation(_rename_component),
    "answer field added": on_schema(_answer, _add_field(True)),
    "optional request field added": on_schema(_request, _add_field(False)),
    "request field no longer required": on_schema(_request, _release),
    "request value added": on_schema(_request, _enum(False)),
    "answer value removed": on_schema(_answer, _enum(True)),
    "answer field always there": on_schema(_answer, _require),
    "request fields in another order": on_schema(_request, _shuffle),
    "answer put together with allOf": on_schema(_answer, _all_of),
    "request put together with allOf": on_schema(_request, _all_of),
    "request field takes null": on_schema(_request, _set(_plain("string"), nullable=True)),
}  # fmt: skip


# --- protobuf ---------------------------------------------------------------------------------------------------------

_FIELD = re.compile(
    r"^  (?P<label>repeated |optional )?(?P<type>[a-z]\w+) (?P<name>\w+) = (?P<number>\d+)(?P<rest>.*;)$",
    re.M,
)
_VALUE = re.compile(r"^  (?P<name>[A-Z][A-Z0-9_]+) = (?P<number>\d+);$", re.M)
_RPC = re.compile(r"^  rpc (?P<name>\w+)\((?P<request>[\w.]+)\)\s+returns \((?P<response>[\w.]+)\)", re.M)


def on_lines(pattern: re.Pattern[str], write: Callable[[re.Match[str]], str]) -> Any:
    """A mutation of one line that the pattern finds."""

    def mutate(text: str, rng: random.Random) -> tuple[str, str] | None:
        found = list(pattern.finditer(text))
        if not found:
            return None
        match = rng.choice(found)
        return text, text[: match.start()] + write(match) + text[match.end() :]

    return mutate


def _line(match: re.Match[str], **changed: str) -> str:
    parts = {k: v or "" for k, v in match.groupdict().items()} | changed
    return f"  {parts['label']}{parts['type']} {parts['name']} = {parts['number']}{parts['rest']}"


PROTO_BREAKING: dict[str, Any] = {
    "field removed": on_lines(_FIELD, lambda m: ""),
    "field number": on_lines(_FIELD, lambda m: _line(m, number="977")),
    "field type": on_lines(_FIELD, lambda m: _line(m, type="string" if m["type"] != "string" else "double")),
    "field renamed": on_lines(_FIELD, lambda m: _line(m, name=m["name"] + "_renamed")),
    "field label": on_lines(
        _FIELD, lambda m: _line(m, label="" if m["label"] == "repeated " else "repeated ")
    ),
    "JSON name": on_lines(_FIELD, lambda m: _line(m, rest=' [json_name = "other"];')),
    "value removed": on_lines(_VALUE, lambda m: ""),
    "value number": on_lines(_VALUE, lambda m: f"  {m['name']} = 977;"),
    "value renamed": on_lines(_VALUE, lambda m: f"  {m['name']}_RENAMED = {m['number']};"),
    "method renamed": on_lines(
        _RPC, lambda m: m.group().replace(f"rpc {m['name']}", f"rpc {m['name']}Renamed")
    ),
    "request streams": on_lines(
        _RPC, lambda m: m.group().replace("(" + m["request"], "(stream " + m["request"], 1)
    ),
    "answer streams": on_lines(_RPC, lambda m: m.group().replace("returns (", "returns (stream ")),
    "answer type": on_lines(_RPC, lambda m: m.group().replace("returns (", "returns (Other")),
    "package": on_lines(re.compile(r"^package .*;$", re.M), lambda m: "package other.things;"),
}
PROTO_BENIGN: dict[str, Any] = {
    "comment": on_lines(_FIELD, lambda m: "  // Written anew.\n" + m.group()),
    "field added": on_lines(_FIELD, lambda m: m.group() + "\n  string added_by_test = 977;"),
    "field removed and reserved": on_lines(_FIELD, lambda m: f'  reserved {m["number"]};\n  reserved "{m["name"]}";'),
    "field deprecated": on_lines(_FIELD, lambda m: _line(m, rest=" [deprecated = true];")),
    "value added": on_lines(_VALUE, lambda m: m.group() + "\n  ADDED_BY_TEST = 977;"),
    "value removed and reserved": on_lines(_VALUE, lambda m: f'  reserved {m["number"]};\n  reserved "{m["name"]}";'),
    "method added": on_lines(_RPC, lambda m: f"  rpc Added({m['request']}) returns ({m['response']});\n{m.group()}"),
    "message added": on_lines(re.compile(r"\Z"), lambda m: "\nmessage AddedByTest {\n  string a = 1;\n}\n"),
    "option": on_lines(re.compile(r"^package .*;$", re.M), lambda m: m.group() + '\noption csharp_namespace = "Other";'),
    "block comment": on_lines(re.compile(r"^message ", re.M), lambda m: "/* a } in\n   a comment */\nmessage "),
}  # fmt: skip


# --- GraphQL ----------------------------------------------------------------------------------------------------------


def on_nodes(edit: Callable[[ast.DocumentNode, Any, random.Random], bool], *kinds: type[Node]) -> Any:
    """A mutation of one definition of one of these kinds."""

    def mutate(text: str, rng: random.Random) -> tuple[str, str] | None:
        document = parse(text)
        found = [d for d in document.definitions if isinstance(d, kinds)]
        rng.shuffle(found)
        for definition in found:
            if edit(document, definition, rng):
                return text, print_ast(document)
        return None

    return mutate


def _assign(node: Any, member: str, value: Any) -> None:
    """Sets a member of a syntax node, which newer versions of the library freeze."""
    object.__setattr__(node, member, value)


def _pick(nodes: Any, rng: random.Random) -> Any:
    live = [n for n in nodes or () if "deprecated" not in {d.name.value for d in n.directives or ()}]
    return rng.choice(live) if live else None


def _without(owner: Any, member: str, node: Any) -> bool:
    if node is None or len(getattr(owner, member)) < 2:
        return False
    _assign(owner, member, tuple(n for n in getattr(owner, member) if n is not node))
    return True


def _parsed_field(text: str) -> Any:
    return parse(f"type T {{ {text} }}").definitions[0].fields[0]  # type: ignore[attr-defined]


def _parsed_input(text: str) -> Any:
    return parse(f"input T {{ {text} }}").definitions[0].fields[0]  # type: ignore[attr-defined]


def _retype(write: Callable[[str], str | None]) -> Callable[..., bool]:
    def edit(document: ast.DocumentNode, owner: Any, rng: random.Random) -> bool:
        plain = [f for f in owner.fields if getattr(f, "default_value", None) is None]
        fields = [f for f in plain if write(print_ast(f.type)) is not None]
        node = _pick(fields, rng)
        if node is None:
            return False
        _assign(node, "type", _parsed_field(f"x: {write(print_ast(node.type))}").type)
        return True

    return edit


def _with_argument(text: str) -> Callable[..., bool]:
    def edit(document: ast.DocumentNode, owner: Any, rng: random.Random) -> bool:
        node = _pick(owner.fields, rng)
        added = _parsed_field(f"x({text}): Int").arguments[0]
        _assign(node, "arguments", (*(node.arguments or ()), added))
        return True

    return edit


def _drop_argument(document: ast.DocumentNode, owner: Any, rng: random.Random) -> bool:
    fields = [f for f in owner.fields if f.arguments]
    node = _pick(fields, rng)
    if node is None:
        return False
    _assign(node, "arguments", node.arguments[1:])
    return True


def _with_field(text: str) -> Callable[..., bool]:
    def edit(document: ast.DocumentNode, owner: Any, rng: random.Random) -> bool:
        is_input = isinstance(owner, ast.InputObjectTypeDefinitionNode)
        _assign(owner, "fields", (*owner.fields, _parsed_input(text) if is_input else _parsed_field(text)))
        return True

    return edit


def _drop_definition(document: ast.DocumentNode, owner: Any, rng: random.Random) -> bool:
    _assign(document, "definitions", tuple(d for d in document.definitions if d is not owner))
    return True


def _reorder(document: ast.DocumentNode, owner: Any, rng: random.Random) -> bool:
    items = list(document.definitions)
    rng.shuffle(items)
    _assign(document, "definitions", tuple(items))
    _assign(owner, "fields", tuple(reversed(owner.fields)))
    return True


def _undescribe(document: ast.DocumentNode, owner: Any, rng: random.Random) -> bool:
    _assign(owner, "description", None)
    return True


def _split(document: ast.DocumentNode, owner: Any, rng: random.Random) -> bool:
    if len(owner.fields) < 2:
        return False
    rest = owner.fields[1:]
    _assign(owner, "fields", owner.fields[:1])
    text = "extend type " + owner.name.value + " {\n" + "\n".join(print_ast(f) for f in rest) + "\n}"
    _assign(document, "definitions", (*document.definitions, parse(text).definitions[0]))
    return True


_OBJECT, _INPUT = ast.ObjectTypeDefinitionNode, ast.InputObjectTypeDefinitionNode
_ENUM, _UNION = ast.EnumTypeDefinitionNode, ast.UnionTypeDefinitionNode

GRAPHQL_BREAKING: dict[str, Any] = {
    "field removed": on_nodes(lambda d, o, r: _without(o, "fields", _pick(o.fields, r)), _OBJECT),
    "field may be null": on_nodes(_retype(lambda t: t[:-1] if t.endswith("!") else None), _OBJECT),
    "field type": on_nodes(_retype(lambda t: "OtherType"), _OBJECT),
    "field becomes a list": on_nodes(_retype(lambda t: f"[{t}]"), _OBJECT),
    "required argument": on_nodes(_with_argument("added: Int!"), _OBJECT),
    "argument removed": on_nodes(_drop_argument, _OBJECT, ast.InterfaceTypeDefinitionNode),
    "input field removed": on_nodes(lambda d, o, r: _without(o, "fields", _pick(o.fields, r)), _INPUT),
    "input field required": on_nodes(_retype(lambda t: None if t.endswith("!") else t + "!"), _INPUT),
    "new required input field": on_nodes(_with_field("added: Int!"), _INPUT),
    "value removed": on_nodes(lambda d, o, r: _without(o, "values", _pick(o.values, r)), _ENUM),
    "member removed": on_nodes(lambda d, o, r: _without(o, "types", o.types[0]), _UNION),
    "interface dropped": on_nodes(lambda d, o, r: _without(o, "interfaces", o.interfaces[0] if o.interfaces else None), _OBJECT),
    "type removed": on_nodes(_drop_definition, _ENUM, _UNION, _INPUT),
}  # fmt: skip
GRAPHQL_BENIGN: dict[str, Any] = {
    "field added": on_nodes(_with_field("added: Int"), _OBJECT),
    "field never null": on_nodes(_retype(lambda t: None if t.endswith("!") else t + "!"), _OBJECT),
    "optional argument": on_nodes(_with_argument("added: Int"), _OBJECT),
    "argument with a default": on_nodes(_with_argument("added: Int! = 3"), _OBJECT),
    "optional input field": on_nodes(_with_field("added: Int"), _INPUT),
    "input field with a default": on_nodes(_with_field("added: Int! = 1"), _INPUT),
    "input field may be null": on_nodes(_retype(lambda t: t[:-1] if t.endswith("!") else None), _INPUT),
    "order": on_nodes(_reorder, _OBJECT),
    "description": on_nodes(_undescribe, _OBJECT, _INPUT, _ENUM),
    "split over an extension": on_nodes(_split, _OBJECT),
}
