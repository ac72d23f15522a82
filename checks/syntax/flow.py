"""Data flow on demand: what a name stands for, what an expression may hold, where it came from.

Nothing is computed until a rule asks, and every answer is remembered. Inside a function assignments are followed
backwards from the use, stopping at one that certainly ran; closures and constants of the file and of imported files
of the same repository are looked up; functions of the same file are entered with their arguments. Depth and work
are bounded, so an answer may be "dynamic, origin unknown", never a hang.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from checks.syntax import model as m
from checks.syntax.evaluation import Evaluator
from checks.syntax.own_functions import called_name
from checks.syntax.scopes import Binding, Scopes
from checks.syntax.sources import sources_for
from checks.syntax.values import Taint, Value

if TYPE_CHECKING:
    from checks.views import RepoView

__all__ = ["Flow", "Taint", "Value"]

_RESOLVE_DEPTH = 12
_CONSTANT_NAME = re.compile(r"^_*[A-Z][A-Z0-9_]*$")
_OPTIONAL = re.compile(
    r"^(?:Optional|typing\.Optional|Annotated|typing\.Annotated|Readonly|Promise|Awaitable)[\[<]\s*"
)
_FLAG_NAME = re.compile(r"^[\w.]+$")


class Flow:
    """Names and values of one module."""

    def __init__(self, module: m.Module, repo: RepoView | None = None) -> None:
        self.module = module
        self.whole: Flow = self
        """The flow that lists everything; another object than this one only where this one is focused."""
        self.repo = repo
        self.scopes = Scopes.of(module)
        self.dialect = self.scopes.dialect
        self.sources = sources_for(module.language)
        self._resolved: dict[int, str] = {}
        self._evaluator = Evaluator(self)
        self._imported: dict[str, Flow | None] = {}
        self.memo: dict[str, object] = {}
        """What several rules compute from one file, by the name of the fact."""

    def focused(self, left_out: frozenset[int]) -> Flow:
        """The same flow with listings that leave out some functions (their ``id``): see :class:`model.Focused`."""
        made = copy.copy(self)
        made.module = m.Focused(self.module, left_out)
        made.whole = self
        made.memo = {}
        return made

    # --- listings ---

    def calls(self) -> Iterator[m.Call]:
        """Every call of the file in source order."""
        return iter(self.module.every(m.Call))

    def calls_named(self, name: str) -> list[m.Call]:
        """Every call of the file, focused or not, whose callee's last name is this."""
        return self.scopes.calls_named(name)

    def functions(self) -> Iterator[m.Function]:
        """Every function of the file in source order, lambdas included."""
        return iter(self.module.every(m.Function))

    def classes(self) -> Iterator[m.Class]:
        """Every class of the file in source order."""
        return iter(self.scopes.classes())

    def imports(self) -> Iterator[m.Import]:
        """Every import of the file in source order."""
        return iter(self.scopes.imports())

    def imports_any(self, *modules: str) -> bool:
        """Whether the file imports one of these modules or something below them (``require`` calls count)."""
        wanted = tuple(modules)

        def fits(name: str) -> bool:
            return any(name == w or name.startswith((w + ".", w + "/")) for w in wanted)

        if any(fits(i.module) or any(fits(f"{i.module}.{n}") for n, _ in i.names) for i in self.imports()):
            return True
        return any(
            isinstance(c.callee, m.Name)
            and isinstance(first := c.positional(0), m.Literal)
            and fits(str(first.value))
            for c in self.calls_named("require")
        )

    # --- names ---

    def resolve(self, expr: m.Node | None) -> str:
        """Canonical dotted name of what an expression refers to, through imports, single-assignment aliases and
        type annotations: ``requests.get``, ``sqlalchemy.text``; a member of a constructed (or annotated) object is
        ``requests.Session().get``; a function or class of this file is ``./name``; otherwise as written, and ``""`` for what
        has no name."""
        if expr is None:
            return ""
        known = self._resolved.get(id(expr))
        if known is None:
            self._resolved[id(expr)] = ""  # stops cycles
            known = self._resolve(expr, 0)
            self._resolved[id(expr)] = known
        return known

    def _resolve(self, expr: m.Node, depth: int) -> str:
        names: list[str] = []
        current: m.Node = expr
        while True:  # chains of attributes and calls can be thousands long
            if isinstance(current, m.Attr):
                own = self._own_attribute(current, depth)
                if own:
                    names.append(own)
                    break
                names.append("." + current.name)
                current = current.base
            elif isinstance(current, m.Call):
                if isinstance(current.callee, m.Name) and current.callee.id == "require":
                    first = current.positional(0)
                    if isinstance(first, m.Literal) and isinstance(first.value, str):
                        names.append(first.value.removeprefix("node:"))
                        break
                names.append("()")
                current = current.callee
            elif isinstance(current, m.Await):
                current = current.value
            elif isinstance(current, m.Index):
                names.append("[]")
                current = current.base
            elif isinstance(current, m.Name):
                names.append(self._resolve_name(current, depth))
                break
            elif isinstance(current, m.Unary) and current.op in ("&", "*"):
                current = current.operand
            elif isinstance(current, m.Mapping) and current.type_name:
                names.append(self._type_name(current.type_name, current, depth) + "()")
                break
            else:
                return ""
        return "".join(reversed(names))

    def _own_attribute(self, expr: m.Attr, depth: int) -> str:
        """``self.x`` through the class's own assignments and annotations; "" when that says nothing."""
        if (
            not (isinstance(expr.base, m.Name) and expr.base.id in ("self", "this", "cls"))
            or depth > _RESOLVE_DEPTH
        ):
            return ""
        bindings = self.scopes.attribute(expr.name, expr)
        for binding in bindings:
            if isinstance(binding.node, m.Assign) and binding.node.annotation:
                made = binding.value if self.dialect.types_enforced else None
                if isinstance(made, m.Call) and made.new:
                    break  # the class that is made says more than the declared one
                return self._type_name(binding.node.annotation, binding.node, depth) + "()"
        assigned = [b for b in bindings if b.kind == "assign" and b.value is not None]
        if len(assigned) == 1 and assigned[0].value is not None:
            return self._resolve(assigned[0].value, depth + 1)
        return self._parameter_property(expr, depth)

    def _parameter_property(self, expr: m.Attr, depth: int) -> str:
        """TypeScript's ``constructor(private readonly repo: Repository)`` declares ``this.repo``."""
        owner = m.enclosing(expr, m.Class)
        if owner is None or not self.dialect.constructor_properties:
            return ""
        for item in owner.body.items:
            if isinstance(item, m.Function) and item.name == "constructor":
                for param in item.params:
                    if param.name == expr.name and param.annotation:
                        return self._type_name(param.annotation, item, depth) + "()"
        return ""

    def _resolve_name(self, name: m.Name, depth: int) -> str:
        if depth > _RESOLVE_DEPTH:
            return name.id
        if self.dialect.own_function is not None:
            called = called_name(self, name)
            if called is not None:
                return called
        call = name.parent if self.dialect.methods_apart else None
        if (
            isinstance(call, m.Call)
            and call.callee is name
            and not call.new
            and self.scopes.methods(name.id, name)
        ):
            return f"./{name.id}"
        scope, bindings = self.scopes.lookup(name.id, name)
        if not bindings:
            return self._known_type(name.id)
        imported = next((b for b in bindings if b.kind == "import"), None)
        if imported is not None and len({b.kind for b in bindings}) == 1:
            return self._import_name(imported)
        if all(b.kind in ("function", "class") for b in bindings):
            return f"./{name.id}"
        defining = [b for b in bindings if b.kind != "append"]
        if self.dialect.types_enforced:
            defining = _declaring(scope, defining, name) or defining
        if len(defining) != 1:
            return name.id
        return self._resolve_binding(name, defining[0], depth)

    def _receiver_of(self, param: m.Param, depth: int) -> str:
        """``statement`` of ``connection.createStatement().use { statement -> ... }`` is what stands before ``use``."""
        arg = None if param.parent is None else param.parent.parent
        call = None if arg is None else arg.parent
        callee = call.callee if isinstance(call, m.Call) else None
        if isinstance(callee, m.Attr) and callee.name in self.dialect.receiving_lambdas:
            return self._resolve(callee.base, depth + 1)
        return ""

    def _resolve_binding(self, name: m.Name, binding: Binding, depth: int) -> str:
        node = binding.node
        if binding.kind == "param" and isinstance(node, m.Param):
            if node.annotation:
                return self._type_name(node.annotation, node, depth) + "()"
            return self._receiver_of(node, depth) or name.id
        if binding.kind in ("assign", "with") and binding.value is not None:
            value = binding.value
            made = isinstance(value, m.Call) and (value.new or not self.dialect.types_enforced)
            if isinstance(node, (m.Assign, m.WithItem)) and node.annotation and not made:
                return self._type_name(node.annotation, node, depth) + "()"
            if isinstance(value, (m.Name, m.Attr, m.Call, m.Await, m.Mapping)) or (
                isinstance(value, m.Unary) and value.op == "&"
            ):
                return self._resolve(value, depth + 1) or name.id
            return name.id
        if binding.kind == "assign" and isinstance(node, m.Assign) and node.annotation:
            return self._type_name(node.annotation, node, depth) + "()"
        if binding.kind == "each" and isinstance(node, m.Loop) and node.annotation:
            return self._type_name(node.annotation, node, depth) + "()"
        if binding.kind == "part" and binding.value is not None and binding.key:
            base = self._resolve(binding.value, depth + 1)
            if binding.key.isdigit():  # Go's `resp, err := http.Get(u)`: the first result is the thing itself
                return base if binding.key == "0" and base else name.id
            return f"{base}.{binding.key}" if base else name.id
        return name.id

    def _import_name(self, binding: Binding) -> str:
        node = binding.node
        if not isinstance(node, m.Import):
            return binding.name
        module = node.module.removeprefix("node:")
        if binding.key in ("", "default", "*"):
            if self.module.language == "python" and module.partition(".")[0] == binding.name:
                return binding.name  # `import os.path` binds `os`
            return module
        dots = "." * node.level
        return f"{dots}{module}.{binding.key}" if module else f"{dots}{binding.key}"

    def _type_name(self, annotation: str, at: m.Node, depth: int) -> str:
        """Canonical name of an annotation's class: quotes, ``Optional[]``, ``| None``, ``*`` and ``[]`` taken off."""
        text = annotation.strip().strip("'\"").lstrip("*&:").strip()
        while True:
            shorter = _OPTIONAL.sub("", text)
            if shorter == text:
                break
            text = shorter.rstrip("]>").split(",")[0].strip()
        parts = [p.strip() for p in text.split("|") if p.strip() not in ("None", "null", "undefined")]
        text = parts[0] if len(parts) == 1 else text
        text = text.split("[")[0].split("<")[0].strip().lstrip("*")
        if not _FLAG_NAME.match(text):
            return text
        head, _, rest = text.partition(".")
        _, bindings = self.scopes.lookup(head, at)
        if bindings and bindings[0].kind == "import":
            base = self._import_name(bindings[0])
            return f"{base}.{rest}" if rest else base
        if bindings and bindings[0].kind == "class":
            return f"./{text}"
        return text if bindings or rest else self._known_type(text)

    def type_named(self, annotation: str, at: m.Node) -> str:
        """Canonical name of the class that a declared type names, as seen from a node."""
        return self._type_name(annotation, at, 0)

    def _known_type(self, name: str) -> str:
        """A plain name that nothing binds: a type of a library whose whole namespace is imported, where that is known."""
        return name if self.dialect.namespaces is None else self.dialect.namespaces(self, name)

    def imported_flow(self, module: str, level: int = 0) -> Flow | None:
        """Flow of the repository's own file behind an import, where it resolves to one; None otherwise."""
        key = f"{level}:{module}"
        if key not in self._imported:
            self._imported[key] = None
            path = None if self.repo is None else self._imported_path(module, level)
            if path is not None and self.repo is not None:
                found = self.repo.module(path)
                self._imported[key] = None if found is None else Flow(found, self.repo)
        return self._imported[key]

    def _imported_path(self, module: str, level: int) -> str | None:
        from checks.syntax.imports import resolve_import

        assert self.repo is not None
        return resolve_import(self.repo, self.module.path, self.module.language, module, level)

    def constant_name(self, name: str) -> bool:
        """Whether a name is written the way constants are (``TABLE``, ``_MAX_ROWS``)."""
        return bool(_CONSTANT_NAME.match(name)) and len(name) > 1

    # --- values ---

    @property
    def exhausted(self) -> bool:
        """Whether the limit of work for this file was reached: later answers are "dynamic, origin unknown"."""
        return self._evaluator.exhausted

    def value(self, expr: m.Expr) -> Value:
        """What the expression may hold where it stands."""
        return self._evaluator.value(expr)

    def constant(self, expr: m.Expr | None) -> object:
        """The constant an expression certainly is (str, int, bool, None, ...), or ``...`` when it is not one."""
        if expr is None:
            return ...
        if isinstance(expr, m.Literal):
            return expr.value
        if isinstance(expr, (m.Name, m.Attr)):
            found = self._evaluator.single_definition(expr)
            if isinstance(found, m.Literal):
                return found.value
        if isinstance(expr, (m.Template, m.Binary)):
            text = self.value(expr).text
            return ... if text is None else text
        return ...

    def definition(self, expr: m.Expr) -> m.Expr:
        """The expression a name was given by its only assignment (followed through names); itself otherwise."""
        return self._evaluator.single_definition(expr) or expr


def _declaring(scope: m.Node, bindings: list[Binding], use: m.Node) -> list[Binding]:
    """Where a language fixes a variable's type: the nearest declaration whose block holds the use."""
    declared = [
        b
        for b in bindings
        if b.kind != "function" and (not isinstance(b.node, m.Assign) or b.node.declares or b.node.annotation)
    ]
    if len(declared) < 2 or isinstance(scope, (m.Class, m.Module)):
        return declared[:1]
    around = {id(n) for n in use.ancestors()}
    seen = [b for b in declared if b.kind == "param" or _holder(b.node) in around]
    return [b for b in seen if b.node.start <= use.start][-1:] or seen[:1]


def _holder(node: m.Node) -> int:
    """``id`` of what a declared name is visible in: its loop, its handler, the statement with its resources, its block."""
    if isinstance(node, (m.Loop, m.Handler)):
        return id(node)
    return next((id(n) for n in node.ancestors() if isinstance(n, (m.Block, m.Loop, m.With))), 0)
