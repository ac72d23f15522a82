"""Exports of a TypeScript or JavaScript package: what its entry modules offer, re-exports followed."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, replace
from functools import cache

import tree_sitter_typescript
from tree_sitter import Language, Node, Parser

from checks.api_consistency.exports import Parameter, Symbol
from checks.api_consistency.model import Place
from checks.views import RepoView

SIZE_LIMIT = 400_000
"""Characters of a module that is read; longer ones are built."""
MODULES = 300
"""Modules that are followed from the entries."""

_ENDINGS = (".ts", ".tsx", ".mts", ".cts", ".d.ts", ".js", ".jsx", ".mjs", ".cjs")
_COMMENT = re.compile(r"/\*.*?\*/|^[ \t]*//[^\n]*", re.DOTALL | re.MULTILINE)
_FROM = re.compile(
    r"""^[ \t]*export\s+(?:type\s+)?(?:\{([^{}]*)\}|(\*)(?:\s+as\s+([\w$]+))?)\s*from\s*['"]([^'"\n]+)['"]""",
    re.MULTILINE,
)
_LOCAL = re.compile(r"^[ \t]*export\s+(?:type\s+)?\{([^{}]*)\}(?!\s*from)", re.MULTILINE)
_IMPORT = re.compile(r"""^[ \t]*import\s+(?:type\s+)?([^'";]*?)\s*from\s*['"]([^'"\n]+)['"]""", re.MULTILINE)
_DECLARED = re.compile(
    r"^[ \t]*export\s+(default\s+)?(?:declare\s+)?(?:abstract\s+)?(?:async\s+)?"
    r"(?:function\*?|class|interface|type|enum|const\s+enum|const|let|var|namespace)\s*([\w$]+)",
    re.MULTILINE,
)
_HIDDEN = re.compile(r"@(?:internal|deprecated|alpha|beta|experimental|private)\b")
_INPUT = re.compile(r"(?:Options|Opts|Props|Config|Configuration|Params|Args|Settings|Init|Input)$")


@dataclass(frozen=True, slots=True)
class Export:
    """An exported name: the module and the name there that it stands for; no module where it is outside of the package."""

    module: str
    name: str


@cache
def _parser(tsx: bool) -> Parser:
    made = tree_sitter_typescript.language_tsx if tsx else tree_sitter_typescript.language_typescript
    return Parser(Language(made()))


class TypescriptModules:
    """The modules of a package at one revision."""

    def __init__(self, repo: RepoView) -> None:
        self._repo = repo
        self._paths = frozenset(repo.paths())
        self._exports: dict[str, dict[str, Export] | None] = {}
        self._symbols: dict[str, dict[str, Symbol]] = {}
        self.unclear = False
        """Whether something may be exported that was not seen."""

    def find(self, path: str) -> str | None:
        """The source file behind an import path."""
        stem = re.sub(r"(?:\.d)?\.[mc]?[jt]sx?$", "", path)
        typed = [path] if path.endswith("ts") else []
        tried = [*typed, *(stem + e for e in _ENDINGS), *(path + e for e in _ENDINGS)]
        tried += [f"{path}/index{e}" for e in _ENDINGS]
        return next((p for p in tried if p in self._paths and p.endswith(_ENDINGS)), None)

    def _text(self, path: str) -> str:
        text = self._repo.text(path) or ""
        return "" if len(text) > SIZE_LIMIT else text

    def exports(self, path: str) -> dict[str, Export]:
        """Names that a module offers."""
        known = self._exports.get(path)
        if known is not None or path in self._exports:
            return known or {}
        if len(self._exports) >= MODULES:
            self.unclear = True
            return {}
        self._exports[path] = None
        text = _COMMENT.sub(lambda m: "\n" * m.group().count("\n"), self._text(path))
        found = {}
        for match in _DECLARED.finditer(text):
            found["default" if match.group(1) else match.group(2)] = Export(path, match.group(2))
        if re.search(r"^[ \t]*export\s+default\b", text, re.MULTILINE):
            found.setdefault("default", Export(path, "default"))
        if re.search(r"^[ \t]*(?:module\.exports|exports\.\w+)\s*=|^[ \t]*export\s*=", text, re.MULTILINE):
            self.unclear = True
        imports = self._imports(path, text)
        for match in _LOCAL.finditer(text):
            for local, name in _listed(match.group(1)):
                found[name] = imports.get(local, Export(path, local))
        stars: dict[str, Export] = {}
        for match in _FROM.finditer(text):
            target = self._resolve(path, match.group(4))
            if match.group(1) is not None:
                for local, name in _listed(match.group(1)):
                    found[name] = Export("", local) if target is None else self._through(target, local)
            elif match.group(3):
                found[match.group(3)] = Export("", match.group(3))
            elif target is None:
                self.unclear = True
            else:
                stars.update({n: e for n, e in self.exports(target).items() if n != "default"})
        merged = {**stars, **found}
        self._exports[path] = merged
        return merged

    def _through(self, target: str, name: str) -> Export:
        return self.exports(target).get(name, Export(target, name))

    def _resolve(self, path: str, module: str) -> str | None:
        if not module.startswith("."):
            return None
        return self.find(posixpath.normpath(posixpath.join(posixpath.dirname(path), module)))

    def _imports(self, path: str, text: str) -> dict[str, Export]:
        found: dict[str, Export] = {}
        for match in _IMPORT.finditer(text):
            target = self._resolve(path, match.group(2))
            clause = match.group(1)
            names = re.search(r"\{([^{}]*)\}", clause)
            for imported, local in _listed(names.group(1)) if names else ():
                found[local] = Export("", imported) if target is None else self._through(target, imported)
            default = re.match(r"([\w$]+)", clause)
            if default:
                found[default.group(1)] = Export(target or "", "default")
            space = re.search(r"\*\s+as\s+([\w$]+)", clause)
            if space:
                found[space.group(1)] = Export("", "*")
        return found

    def line_of(self, path: str, name: str) -> int:
        """Where a module names an export; 1 when it is not found."""
        pattern = re.compile(rf"(?<![\w$]){re.escape(name)}(?![\w$])")
        return next((n for n, t in enumerate(self._text(path).split("\n"), 1) if pattern.search(t)), 1)

    def symbol(self, export: Export) -> Symbol | None:
        """The declaration behind an export."""
        if not export.module:
            return None
        if export.module not in self._symbols:
            self._symbols[export.module] = typescript_symbols(export.module, self._text(export.module))
        return self._symbols[export.module].get(export.name)


def _listed(text: str) -> list[tuple[str, str]]:
    """(name there, name here) of a list between braces."""
    found = []
    for item in text.split(","):
        words = re.sub(r"^\s*type\s+(?=[\w$])", "", item).split()
        if words:
            found.append((words[0], words[-1]))
    return found


def typescript_symbols(path: str, text: str) -> dict[str, Symbol]:
    """Top-level declarations of a module by local name."""
    root = _parser(path.endswith(("x", ".js", ".mjs", ".cjs"))).parse(text.encode()).root_node
    typed = not path.endswith((".js", ".jsx", ".mjs", ".cjs"))
    found: dict[str, Symbol] = {}
    for node in root.named_children:
        declaration = node.child_by_field_name("declaration") if node.type == "export_statement" else node
        while declaration is not None and declaration.type == "ambient_declaration":
            declaration = next(iter(declaration.named_children), None)
        if declaration is None:
            continue
        for symbol in _declared(path, declaration):
            hidden = symbol.deprecated or _deprecated(node)
            if not typed:
                symbol = replace(symbol, params=(), members={}, is_async=False)
            if symbol.name in found:
                # Overloads: calls fit one of several signatures, which is not judged.
                symbol = replace(symbol, params=(), members={}, is_async=False, kind=found[symbol.name].kind)
            found[symbol.name] = replace(symbol, deprecated=hidden)
        if any(_text(c) == "default" for c in node.children) and declaration is not None:
            name = _text(declaration.child_by_field_name("name"))
            if name in found:
                found["default"] = found[name]
    return found


def _text(node: Node | None) -> str:
    return (
        "" if node is None or node.text is None else re.sub(r"\s+", " ", node.text.decode("utf-8", "replace"))
    )


def _place(path: str, node: Node) -> Place:
    line = node.start_point.row + 1
    return Place(path, line, line)


def _deprecated(node: Node) -> bool:
    before = node.prev_sibling
    return before is not None and before.type == "comment" and bool(_HIDDEN.search(_text(before)))


def _annotation(node: Node) -> str:
    return _text(node.child_by_field_name("type")).removeprefix(":").strip()


def _is_async(node: Node) -> bool:
    returns = _text(node.child_by_field_name("return_type")).removeprefix(":").strip()
    return any(c.type == "async" for c in node.children) or returns.startswith(("Promise<", "PromiseLike<"))


def _params(node: Node | None) -> tuple[Parameter, ...]:
    found = []
    for item in node.named_children if node is not None else ():
        if item.type not in ("required_parameter", "optional_parameter"):
            continue
        pattern = item.child_by_field_name("pattern")
        if _text(pattern) == "this":
            continue
        rest = pattern is not None and pattern.type == "rest_pattern"
        optional = item.type == "optional_parameter" or item.child_by_field_name("value") is not None or rest
        written = _annotation(item)
        if re.search(r"\|\s*undefined\b|\bundefined\s*\|", written) or written == "any":
            optional = True
        name = (
            "options"
            if pattern is not None and pattern.type == "object_pattern"
            else _text(pattern).lstrip(".")
        )
        found.append(Parameter(name.lstrip("_"), written, not optional, "*" if rest else ""))
    return tuple(found)


def _declared(path: str, node: Node) -> list[Symbol]:
    name = node.child_by_field_name("name")
    if (
        node.type in ("function_declaration", "function_signature", "generator_function_declaration")
        and name is not None
    ):
        return [_callable(path, _text(name), "function", name, node)]
    if node.type in ("class_declaration", "abstract_class_declaration") and name is not None:
        return [_class(path, name, node)]
    if node.type == "interface_declaration" and name is not None:
        extends = any(c.type.startswith("extends") for c in node.children)
        members = _properties(path, node.child_by_field_name("body"))
        return [_shape(path, name, "interface", members, extends=extends)]
    if node.type == "type_alias_declaration" and name is not None:
        value = node.child_by_field_name("value")
        if value is not None and value.type == "object_type":
            return [_shape(path, name, "interface", _properties(path, value), extends=False)]
        return [Symbol(_text(name), "type", _place(path, name), returns=_text(value))]
    if node.type == "enum_declaration" and name is not None:
        body = node.child_by_field_name("body")
        members = {}
        for item in body.named_children if body is not None else ():
            inner = item.child_by_field_name("name") if item.type == "enum_assignment" else item
            if inner is not None and inner.type in ("property_identifier", "string"):
                label = _text(inner)
                members[label] = Symbol(label, "member", _place(path, inner), deprecated=_deprecated(item))
        return [Symbol(_text(name), "enum", _place(path, name), members=members)]
    if node.type in ("lexical_declaration", "variable_declaration"):
        return [s for d in node.named_children if d.type == "variable_declarator" for s in _variable(path, d)]
    return []


def _variable(path: str, node: Node) -> list[Symbol]:
    name, value = node.child_by_field_name("name"), node.child_by_field_name("value")
    if name is None or name.type != "identifier":
        return []
    if (
        value is not None
        and value.type in ("arrow_function", "function_expression")
        and not _annotation(node)
    ):
        return [_callable(path, _text(name), "function", name, value)]
    return [Symbol(_text(name), "constant", _place(path, name))]


def _callable(path: str, name: str, kind: str, at: Node, node: Node) -> Symbol:
    return Symbol(
        name,
        kind,
        _place(path, at),
        params=_params(node.child_by_field_name("parameters")),
        is_async=_is_async(node),
        deprecated=_deprecated(node),
    )


def _shape(path: str, name: Node, kind: str, members: dict[str, Symbol], *, extends: bool) -> Symbol:
    marks = {"open"} if extends else set()
    if _INPUT.search(_text(name)):
        marks.add("input")
        members = {k: replace(m, marks=m.marks | {"input"}) for k, m in members.items()}
    return Symbol(_text(name), kind, _place(path, name), members=members, marks=frozenset(marks))


def _properties(path: str, body: Node | None) -> dict[str, Symbol]:
    found: dict[str, Symbol] = {}
    for item in body.named_children if body is not None else ():
        name = item.child_by_field_name("name")
        if name is None or item.type not in ("property_signature", "method_signature"):
            continue
        optional = any(c.type == "?" for c in item.children) or "undefined" in _annotation(item)
        marks = frozenset(("optional",)) if optional else frozenset[str]()
        label = _text(name)
        kind = "method" if item.type == "method_signature" else "field"
        made = Symbol(label, kind, _place(path, name), deprecated=_deprecated(item), marks=marks)
        found[label] = made
    return found


def _class(path: str, name: Node, node: Node) -> Symbol:
    body = node.child_by_field_name("body")
    members: dict[str, Symbol] = {}
    for item in body.named_children if body is not None else ():
        inner = item.child_by_field_name("name")
        if inner is None or inner.type == "private_property_identifier":
            continue
        access = next((_text(c) for c in item.children if c.type == "accessibility_modifier"), "")
        label = _text(inner)
        if access == "private" or label.startswith(("_", "[")):
            continue
        static = (
            frozenset(("static",)) if any(c.type == "static" for c in item.children) else frozenset[str]()
        )
        if item.type in ("method_definition", "method_signature", "abstract_method_signature"):
            if any(c.type in ("get", "set") for c in item.children):
                made = Symbol(label, "field", _place(path, inner), deprecated=_deprecated(item))
            else:
                kind = "constructor" if label == "constructor" else "method"
                made = replace(_callable(path, label, kind, inner, item), marks=static)
            if label in members and made.kind != "field":
                made = replace(made, params=(), is_async=members[label].is_async)
            members[label] = made
        elif item.type == "public_field_definition":
            value = item.child_by_field_name("value")
            if value is not None and value.type == "arrow_function":
                members[label] = replace(_callable(path, label, "method", inner, value), marks=static)
            else:
                members[label] = Symbol(label, "field", _place(path, inner), deprecated=_deprecated(item))
    heritage = next((c for c in node.children if c.type == "class_heritage"), None)
    extends = next((c for c in heritage.children if c.type == "extends_clause"), None) if heritage else None
    bases = () if extends is None else (_text(extends.child_by_field_name("value")),)
    abstract = {"abstract"} if node.type.startswith("abstract") else set()
    return Symbol(
        _text(name), "class", _place(path, name), bases=bases, members=members, marks=frozenset(abstract)
    )
