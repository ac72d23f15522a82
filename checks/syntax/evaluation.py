"""Evaluates expressions of one module: what each may hold where it stands, remembered and bounded."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from checks.syntax import member_calls
from checks.syntax import model as m
from checks.syntax.callers import arguments_for
from checks.syntax.formatting import braces, numeric_spec, percent
from checks.syntax.guards import allow_listed
from checks.syntax.known_calls import (
    CALLBACKS,
    FORMAT_CALLS,
    PASSING_CALLS,
    RESHAPING,
    TEXT_METHODS,
    TYPED_CALLS,
    TYPED_NAMES,
)
from checks.syntax.own_functions import bare_call
from checks.syntax.parameters import enum_type, request_parameter
from checks.syntax.reaching import reaching
from checks.syntax.rust_parameters import typed_part
from checks.syntax.scopes import Binding
from checks.syntax.values import SAFE, UNKNOWN, Taint, Value, all_taints, constant, either, joined, marked

if TYPE_CHECKING:
    from checks.syntax.flow import Flow

_BARE_NAMES = frozenset(
    {"name", "stem", "suffix", "nameWithoutExtension", "extension", "getName", "getFileName", "fileName"}
)
_PATHS = re.compile(r"(?:^|\.)(?:Path|File|Path\.of|Paths\.get|PathBuf)\(\)$")
"""The last part of a path: it leads nowhere else."""
DEPTH_LIMIT = 24
"""Steps of names, calls and operators followed from one expression."""
WORK_LIMIT = 20_000
"""Expressions evaluated per file before answers become "dynamic, origin unknown"."""


class Evaluator:
    """Evaluates expressions of one module, remembering answers."""

    def __init__(self, flow: Flow) -> None:
        self.flow = flow
        self.dialect = flow.dialect
        self.typed_names = flow.dialect.typed_names or TYPED_NAMES
        self.memo: dict[int, Value] = {}
        self.work = 0
        self.frames: list[tuple[m.Function, dict[str, Value]]] = []

    @property
    def exhausted(self) -> bool:
        """Whether :data:`WORK_LIMIT` was reached."""
        return self.work > WORK_LIMIT

    def value(self, expr: m.Expr, depth: int = 0) -> Value:
        """See :meth:`checks.syntax.flow.Flow.value`."""
        key = id(expr)
        if not self.frames and key in self.memo:
            return self.memo[key]
        self.work += 1
        if depth > DEPTH_LIMIT or self.work > WORK_LIMIT:
            return UNKNOWN
        if not self.frames:
            self.memo[key] = UNKNOWN  # a cycle ends here
        found = self._evaluate(expr, depth + 1)
        if not self.frames:
            self.memo[key] = found
        return found

    def _evaluate(self, expr: m.Expr, depth: int) -> Value:
        if isinstance(expr, m.Literal):
            return self._literal(expr)
        if isinstance(expr, m.Template):
            return self._template(expr, depth)
        if isinstance(expr, m.Binary):
            return self._binary(expr, depth)
        if isinstance(expr, (m.Name, m.Attr, m.Index, m.Call)):
            tainted = self._source(expr)
            if tainted is not None:
                return tainted
        if isinstance(expr, m.Name):
            return self._name(expr, depth)
        if isinstance(expr, m.Attr):
            return self._attr(expr, depth)
        if isinstance(expr, m.Index):
            return self._index(expr, depth)
        if isinstance(expr, m.Call):
            return self._call(expr, depth)
        if isinstance(expr, m.Conditional):
            return either([self.value(expr.then, depth), self.value(expr.other, depth)])
        if isinstance(expr, m.Assign) and expr.value is not None:
            return self.value(expr.value, depth)
        if isinstance(expr, (m.Await, m.Spread)):
            return self.value(expr.value, depth)
        if isinstance(expr, m.Unary):
            if expr.op in ("not", "-", "+", "~", "typeof"):
                return SAFE
            return self.value(expr.operand, depth)
        if isinstance(expr, m.Sequence):
            return self._plain(joined([self.value(i, depth) for i in expr.items[:100]]))
        if isinstance(expr, m.Comprehension):
            return self._plain(self.value(expr.element, depth))
        if isinstance(expr, m.Mapping):
            return self._plain(joined([self.value(p.value, depth) for p in expr.pairs[:100]]))
        if isinstance(expr, m.Opaque) and expr.what == "slice":
            return SAFE  # a range of numbers
        if isinstance(expr, m.Opaque) and len(expr.items) == 1:
            inner = expr.items[0]
            if isinstance(inner, m.Assign) and inner.value is not None:
                return self.value(inner.value, depth)
            if isinstance(inner, (m.Raise, m.Return)):
                return SAFE  # `x ?: throw ...`: no value at all
            if isinstance(
                inner, (m.Switch, m.Block)
            ):  # a switch or block that gives a value: one of those it may give
                given = [
                    y.value for y in inner.walk_scope() if isinstance(y, m.Yield) and y.value is not None
                ]
                return either([self.value(g, depth) for g in given[:100]])
        return UNKNOWN

    @staticmethod
    def _plain(value: Value) -> Value:
        """A collection: holds its items, but is no text itself."""
        return replace(value, text=None)

    @staticmethod
    def _literal(expr: m.Literal) -> Value:
        if isinstance(expr.value, bytes):
            return constant(expr.value.decode("utf-8", "replace"))
        if isinstance(expr.value, str) and expr.kind == "str":
            return constant(expr.value)
        if expr.kind in ("int", "float") and expr.value is not None:
            return constant(str(expr.value))
        return SAFE

    def _template(self, expr: m.Template, depth: int) -> Value:
        values = []
        for part, spec in zip(expr.parts, expr.specs, strict=False):
            numeric = numeric_spec(spec)
            values.append(SAFE if numeric else self.value(part, depth))
        found = joined(values, expr)
        return replace(found, built=found.dynamic)

    def _binary(self, expr: m.Binary, depth: int) -> Value:
        if expr.op == "+":
            operands: list[m.Expr] = []
            current: m.Expr = expr
            while isinstance(current, m.Binary) and current.op == "+":
                operands.append(current.right)
                current = current.left
            operands.append(current)
            return joined([self.value(o, depth) for o in reversed(operands)], expr)
        if expr.op in self.dialect.joining_operators:
            return joined([self.value(expr.left, depth), self.value(expr.right, depth)], expr)
        if expr.op == "%":
            left = self.value(expr.left, depth)
            if left.text is not None or left.built:
                return self._percent(left, expr, depth)
            return SAFE
        if expr.op == "*":
            sides = [self.value(expr.left, depth), self.value(expr.right, depth)]
            text = [s for s in sides if s.dynamic]
            return sides[0] if not text else replace(text[0], text=None)
        if expr.op in ("or", "and", "??"):
            return either([self.value(expr.left, depth), self.value(expr.right, depth)])
        if expr.op == "/":
            sides = [self.value(expr.left, depth), self.value(expr.right, depth)]
            return joined(sides)
        return SAFE

    def _percent(self, left: Value, expr: m.Binary, depth: int) -> Value:
        right = expr.right
        if isinstance(right, m.Sequence):
            values = [self.value(i, depth) for i in right.items]
            named: dict[str, Value] = {}
        elif isinstance(right, m.Mapping):
            values = []
            named = {
                str(p.key.value): self.value(p.value, depth)
                for p in right.pairs
                if isinstance(p.key, m.Literal)
            }
        else:
            values, named = [self.value(right, depth)], {}
        text = (
            left.text if left.text is not None else "".join(p if p is not None else "%s" for p in left.parts)
        )
        first = [] if left.text is not None else [replace(left, parts=(), text="")]
        return percent(text, values, named, expr, first)

    def _braces(self, text: str, args: list[m.Arg], at: m.Node, depth: int) -> Value:
        positional = [self.value(a.value, depth) for a in args if a.name is None and not a.spread]
        return braces(text, positional, {a.name: self.value(a.value, depth) for a in args if a.name}, at)

    # --- sources ---

    def _source(self, expr: m.Expr) -> Value | None:
        name = self.flow.resolve(expr)
        last = name.rpartition(".")[2]
        if not name or last in RESHAPING or self.dialect.typed_methods.match(last.removesuffix("()")):
            return None  # `req.params.id.replace(...)`: what the method does to the text counts
        sources = self.flow.sources
        if self.dialect.trusted is not None and self.dialect.trusted(expr):
            return SAFE
        what, grade = sources.request(name), "request"
        if what is None:
            what, grade = sources.command_line(name), "cli"
        if what is None:
            return None
        root: m.Node = expr
        while isinstance(root, (m.Attr, m.Index, m.Call, m.Await)):
            root = (
                root.base
                if isinstance(root, (m.Attr, m.Index))
                else (root.callee if isinstance(root, m.Call) else root.value)
            )
        if allow_listed(self.flow, expr, expr):
            return SAFE
        if isinstance(expr, m.Call) and any(
            a.name == "type" and m.dotted(a.value) == "int" for a in expr.args
        ):
            return SAFE  # Werkzeug: args.get("page", type=int)
        return Value(taint=Taint(expr, what, grade))

    # --- names ---

    def _name(self, expr: m.Name, depth: int) -> Value:
        for function, frame in reversed(self.frames):
            if expr.id in frame and self.flow.scopes.lookup(expr.id, expr)[0] is function:
                own = [b for b in self.flow.scopes.lookup(expr.id, expr)[1] if b.kind != "param"]
                if not own:
                    return SAFE if allow_listed(self.flow, expr, expr) else frame[expr.id]
            break
        scope, bindings = self.flow.scopes.lookup(expr.id, expr)
        if self.dialect.fields_visible_in_methods and isinstance(scope, m.Class):
            bindings = self._field(bindings)
        if not bindings:
            return (
                SAFE
                if self.flow.constant_name(expr.id) or expr.id in ("undefined", "__name__", "__file__")
                else UNKNOWN
            )
        if allow_listed(self.flow, expr, expr):
            return SAFE
        if self.dialect.bare_calls and len(bindings) == 1 and isinstance(bindings[0].value, m.Function):
            return self._enter(bindings[0].value, bare_call(expr), [], depth)
        if scope is self.flow.scopes.scope_of(expr) and not isinstance(scope, m.Module):
            holding = reaching(bindings, expr)
        else:
            holding = bindings
        return self._held(holding, depth)

    def _held(self, holding: list[Binding], depth: int) -> Value:
        definitions = [self._bound(b, depth) for b in holding if b.kind != "append"]
        appends = [self._bound(b, depth) for b in holding if b.kind == "append"]
        start = either(definitions) if definitions else UNKNOWN
        if not appends:
            return start
        if any(a.dynamic for a in appends) or start.dynamic:
            return joined([start, *appends])
        return replace(joined([start, *appends]), text=None)

    @staticmethod
    def _field(bindings: list[Binding]) -> list[Binding]:
        """A field without the methods of its name, and without its bare declaration where something is assigned to it."""
        found = [b for b in bindings if b.kind != "function"] or bindings
        return [b for b in found if b.kind != "assign" or b.value is not None] or found

    def _declared_only(self, binding: Binding) -> Value:
        """What a variable holds that is declared without a value."""
        node = binding.node
        if not isinstance(node, m.Assign) or not self.dialect.fields_visible_in_methods:
            return SAFE
        holder = node.parent.parent if isinstance(node.parent, m.Block) else None
        if not isinstance(holder, m.Class) or self.typed_names.match(node.annotation):
            return SAFE
        filled = [m.dotted(d.callee if isinstance(d, m.Call) else d) for d in node.decorators]
        if any(self.dialect.configured.match(name.rpartition(".")[2]) for name in filled):
            return SAFE
        return UNKNOWN

    def _bound(self, binding: Binding, depth: int) -> Value:
        if binding.kind == "param" and isinstance(binding.node, m.Param):
            return self._param(binding, depth)
        if binding.kind == "import":
            return self._imported(binding, depth)
        if binding.value is None:
            return UNKNOWN if binding.kind != "assign" else self._declared_only(binding)
        if binding.kind in ("assign", "append", "with"):
            value = self.value(binding.value, depth)
            annotation = binding.node.annotation if isinstance(binding.node, m.Assign) else ""
            trusted = self.dialect.types_enforced or not value.taint
            if annotation and self.typed_names.match(annotation) and trusted:
                return SAFE
            return value
        if binding.kind in ("each", "part"):
            return self._part(binding, depth)
        return UNKNOWN

    def _part(self, binding: Binding, depth: int) -> Value:
        assert binding.value is not None
        source = binding.value
        call_name = self.flow.resolve(source) if isinstance(source, m.Call) else ""
        if call_name in ("range()", "enumerate()") and (call_name == "range()" or binding.key == "0"):
            return SAFE
        if call_name and TYPED_CALLS.match(call_name):
            return SAFE
        if isinstance(source, m.Call) and call_name == "enumerate()" and (first := source.positional(0)):
            source = first
        if self.flow.module.language == "rust" and typed_part(self.flow, source, binding.key):
            return SAFE
        base = self.value(source, depth)
        if isinstance(self.definition(source), (m.Sequence, m.Mapping)) and not base.dynamic:
            return SAFE
        return replace(base, text=None, parts=(None,), built=False) if base.dynamic else SAFE

    def definition(self, expr: m.Expr) -> m.Expr:
        """The expression behind a name with a single definition; the expression itself otherwise."""
        return self.single_definition(expr) or expr

    def single_definition(self, expr: m.Expr, depth: int = 0) -> m.Expr | None:
        """The expression that the only assignment of a name or attribute gives it; None when there are several."""
        if depth > DEPTH_LIMIT:
            return None
        found: list[Binding] = []
        if isinstance(expr, m.Name):
            scope, bindings = self.flow.scopes.lookup(expr.id, expr)
            own_scope = scope is self.flow.scopes.scope_of(expr) and not isinstance(scope, m.Module)
            found = reaching(bindings, expr) if own_scope else bindings
            if len(found) == 1 and found[0].kind == "import":
                return self._imported_definition(found[0])
        elif isinstance(expr, m.Attr) and isinstance(expr.base, m.Name):
            if expr.base.id in ("self", "this", "cls"):
                found = self.flow.scopes.attribute(expr.name, expr)
            else:
                found = self._class_attribute(expr)
        elif isinstance(expr, m.Await):
            return self.single_definition(expr.value, depth + 1) or expr.value
        if len(found) != 1 or found[0].kind != "assign" or found[0].value is None:
            return None
        value = found[0].value
        if isinstance(value, (m.Name, m.Attr)):
            return self.single_definition(value, depth + 1) or value
        return value

    def _class_attribute(self, expr: m.Attr) -> list[Binding]:
        assert isinstance(expr.base, m.Name)
        _, bindings = self.flow.scopes.lookup(expr.base.id, expr)
        if len(bindings) == 1 and isinstance(bindings[0].node, m.Class):
            return self.flow.scopes.bound(bindings[0].node, expr.name)
        return []

    def _param(self, binding: Binding, depth: int) -> Value:
        param = binding.node
        assert isinstance(param, m.Param)
        if param.annotation and self.typed_names.match(param.annotation):
            return SAFE
        function = param.parent
        if isinstance(function, m.Function):
            known = request_parameter(self.flow, function, param, binding.key)
            if known is True:
                return SAFE
            if isinstance(known, str):
                return Value(taint=Taint(param, known))
            called_by = self._callback_of(function)
            if called_by is not None and param in function.params:
                if function.params.index(param) > 0 and not self.dialect.callbacks:
                    return SAFE  # the index
                item = self.value(called_by, depth)
                return SAFE if not item.dynamic else replace(item, text=None, parts=(None,), built=False)
            passed = self._from_callers(function, param, depth)
            if passed is not None:
                return passed
        default = param.default
        if default is not None and not isinstance(default, m.Literal):
            return either([UNKNOWN, self.value(default, depth)])
        return UNKNOWN

    def _from_callers(self, function: m.Function, param: m.Param, depth: int) -> Value | None:
        """What a caller in this file passes, where that is data from outside."""
        if param.pattern is not None or param.kind or depth > DEPTH_LIMIT // 2:
            return None
        frames, self.frames = self.frames, []
        try:
            for call, argument in arguments_for(self.flow, function, param)[:8]:
                value = self.value(argument, depth + 2)
                if value.taint is not None:
                    trail = (*value.trail, call)[-8:]
                    return Value(taint=value.taint, more=value.more, trail=trail, through=value.through)
        finally:
            self.frames = frames
        return None

    def _callback_of(self, function: m.Function) -> m.Expr | None:
        """The collection whose items a function is called with: ``items`` in ``items.map((item, index) => ...)``."""
        arg = function.parent
        call = None if arg is None else arg.parent
        if (
            isinstance(call, m.Call)
            and isinstance(call.callee, m.Attr)
            and (call.callee.name in CALLBACKS or call.callee.name in self.dialect.callbacks)
        ):
            return call.callee.base
        return None

    def _imported(self, binding: Binding, depth: int) -> Value:
        definition = self._imported_definition(binding)
        if isinstance(definition, m.Literal):
            return self._literal(definition)
        if definition is not None and isinstance(binding.node, m.Import):
            other = self.flow.imported_flow(binding.node.module, binding.node.level)
            if other is not None:
                found = other.value(definition)
                return SAFE if not found.dynamic else UNKNOWN
        return SAFE if self.flow.constant_name(binding.key or binding.name) else UNKNOWN

    def _imported_definition(self, binding: Binding) -> m.Expr | None:
        if not isinstance(binding.node, m.Import) or binding.key in ("", "*", "default"):
            return None
        other = self.flow.imported_flow(binding.node.module, binding.node.level)
        if other is None:
            return None
        found = other.scopes.bound(other.module, binding.key)
        return found[0].value if len(found) == 1 and found[0].kind == "assign" else None

    def _attr(self, expr: m.Attr, depth: int) -> Value:
        definition = self.single_definition(expr)
        if definition is not None:
            return self.value(definition, depth)
        container = self.definition(expr.base)
        if isinstance(container, m.Mapping) and (member := container.get(expr.name)) is not None:
            return self.value(member, depth)
        if self.dialect.fields_visible_in_methods and m.dotted(expr.base) == "this":
            held = self._field(self.flow.scopes.attribute(expr.name, expr))
            if held and not allow_listed(self.flow, expr, expr):
                return self._held(held, depth)
        if self.dialect.fields_followed and m.dotted(expr.base) in ("this", "self"):
            held = self._field(self.flow.scopes.attribute(expr.name, expr))
            if any(b.kind != "function" for b in held) and not allow_listed(self.flow, expr, expr):
                return self._held(held, depth)
        # Go's fields may be called URL or ID
        written_as_constant = self.flow.module.language != "go" and self.flow.constant_name(expr.name)
        if written_as_constant or expr.name in (
            "__tablename__",
            "db_table",
            "__name__",
            "__table__",
        ):
            return SAFE
        if allow_listed(self.flow, expr, expr):
            return SAFE
        annotated = [
            b
            for b in self._annotated_attribute(expr)
            if self.typed_names.match(b) or (self.dialect.classes_in_parts and enum_type(self.flow, b, expr))
        ]
        if annotated:
            return SAFE
        base = self.value(expr.base, depth)
        if expr.name in ("value", "name") and self._is_enum(expr.base):
            return SAFE
        if expr.name in _BARE_NAMES and _PATHS.search(self.flow.resolve(expr.base)):
            base = marked(base, [f"pathlib.Path.{expr.name}"])
        if expr.name in ("length", "size", "count", "rowcount", "Length", "LongLength"):
            return SAFE
        if self.dialect.accessors and not base.dynamic:
            return SAFE
        return Value(taint=base.taint, more=base.more, trail=base.trail, through=base.through)

    def _annotated_attribute(self, expr: m.Attr) -> list[str]:
        if isinstance(expr.base, m.Name) and expr.base.id in ("self", "this"):
            bindings = self.flow.scopes.attribute(expr.name, expr)
        else:
            owner = self.flow.resolve(expr.base)
            if not (owner.startswith("./") and owner.endswith("()")):
                return []
            _, classes = self.flow.scopes.lookup(owner[2:-2], expr)
            if len(classes) != 1 or not isinstance(classes[0].node, m.Class):
                return []
            bindings = self.flow.scopes.bound(classes[0].node, expr.name)
        return [b.node.annotation for b in bindings if isinstance(b.node, m.Assign) and b.node.annotation]

    def _is_enum(self, base: m.Expr) -> bool:
        name = self.flow.resolve(base)
        root = (
            name.removesuffix("()").rpartition(".")[0] if not name.endswith("()") else name.removesuffix("()")
        )
        if not root.startswith("./"):
            return False
        _, found = self.flow.scopes.lookup(root[2:].partition(".")[0], base)
        return any(
            isinstance(b.node, m.Class)
            and (b.node.kind == "enum" or any("Enum" in m.dotted(base_) for base_ in b.node.bases))
            for b in found
        )

    def _index(self, expr: m.Index, depth: int) -> Value:
        container = self.definition(expr.base)
        if isinstance(container, (m.Mapping, m.Sequence)):
            if isinstance(container, m.Mapping) and isinstance(expr.key, m.Literal):
                member = container.get(str(expr.key.value))
                if member is not None:
                    return self.value(member, depth)
            inner = self.value(container, depth)
            return SAFE if not inner.dynamic else replace(inner, text=None)
        if isinstance(expr.base, m.Name) and self.flow.constant_name(expr.base.id):
            return SAFE
        if allow_listed(self.flow, expr, expr):
            return SAFE
        base = self.value(expr.base, depth)
        if not base.dynamic:
            return SAFE
        return Value(taint=base.taint, more=base.more, trail=base.trail, through=base.through)

    # --- calls ---

    def _call(self, expr: m.Call, depth: int) -> Value:
        name = self.flow.resolve(expr)
        if TYPED_CALLS.match(name) or self.dialect.typed_calls.match(name):
            return SAFE
        callee = expr.callee
        if isinstance(callee, m.Attr) and self.dialect.typed_methods.match(callee.name):
            return SAFE
        arguments = [self.value(a.value, depth) for a in expr.args[:40]]
        if self.dialect.accessors:
            found = self._known_member(expr, name, arguments, depth)
            if found is not None:
                return found
        if PASSING_CALLS.match(name):
            return replace(joined(arguments) if arguments else UNKNOWN, text=None)
        if (
            isinstance(callee, m.Attr)
            and callee.name in ("find", "findLast")
            and self._constants(callee.base)
        ):
            return SAFE  # one of the listed, or none
        if isinstance(callee, m.Attr):
            found = self._method(expr, callee, arguments, depth)
            if found is not None:
                return found
        if FORMAT_CALLS.match(name) and expr.args:
            return self._format_call(expr, arguments)
        if name in ("strings.Join()", "bytes.Join()"):
            return joined(arguments, expr)
        if name == "strings.Repeat()" and arguments:
            return replace(arguments[0], text=None)
        local = self._local_function(callee, len(expr.args))
        if local is not None:
            if self.dialect.types_enforced and self.typed_names.match(local.returns):
                return SAFE
            return self._enter(local, expr, arguments, depth)
        if self.dialect.accessors and isinstance(callee, m.Attr) and not expr.new:
            bare = callee.name in _BARE_NAMES and _PATHS.search(self.flow.resolve(callee.base))
            if not expr.args and (bare or _looks_like_cleaning(callee.name)):  # Ruby's `name.shellescape`
                return marked(self.value(callee.base, depth), [name.removesuffix("()")])
            member = member_calls.accessed(self, expr, callee, depth)
            if member is not None:
                return member
        passed = Value(through=_through(arguments))
        if _looks_like_cleaning(name):
            taints = all_taints(arguments)
            passed = replace(passed, taint=taints[0] if taints else None, more=taints[1:])
        return marked(passed, [name.removesuffix("()")])

    def _constants(self, expr: m.Expr) -> bool:
        """Whether a collection is a list of constants."""
        found = self.definition(expr)
        return isinstance(found, m.Sequence) and all(isinstance(i, m.Literal) for i in found.items)

    def _known_member(self, expr: m.Call, name: str, arguments: list[Value], depth: int) -> Value | None:
        """Calls that the dialect of the language knows."""
        dialect, callee = self.dialect, expr.callee
        if dialect.call_value is not None:
            own = dialect.call_value(self, expr, name, arguments, depth)
            if own is not None:
                return own
        if dialect.passing_calls.match(name):
            return member_calls.made(arguments, expr) if expr.new else replace(joined(arguments), text=None)
        if dialect.joining_calls.match(name) and len(arguments) > 1:
            items, separator = (
                (arguments[1:], arguments[0])
                if name.endswith("String.join()")
                else (arguments[:1], arguments[-1])
            )
            return member_calls.separated(items, separator, expr)
        if dialect.format_calls.match(name) and arguments:
            return member_calls.formatted(arguments, expr)
        if dialect.brace_format_calls.match(name) and arguments:
            return member_calls.brace_formatted(arguments, expr)
        if not isinstance(callee, m.Attr) or expr.new:
            return None
        return member_calls.copies(name, arguments) or member_calls.member_call(
            self, expr, callee, arguments, depth
        )

    def _method(self, expr: m.Call, callee: m.Attr, arguments: list[Value], depth: int) -> Value | None:
        method = callee.name
        if method in (
            "format",
            "join",
            "get",
            "map",
            "fill",
            "repeat",
            "keys",
            "values",
            "items",
            "concat",
            "joinpath",
            "append",
        ) or (method in TEXT_METHODS or method in self.dialect.text_methods):
            base = self.value(callee.base, depth)
        else:
            return None
        if method == "format" and self.flow.module.language == "python":
            if base.text is not None:
                return self._braces(base.text, expr.args, expr, depth)
            # `.format` of an object that is no text (psycopg's `sql.SQL`): its own composition, not string building
            return joined([base, *arguments], expr) if base.built else Value(through=base.through)
        if method == "join":
            return self._join(expr, base, arguments)
        if method == "get":
            container = self.definition(callee.base)
            if isinstance(container, m.Mapping) or (
                isinstance(callee.base, m.Name) and self.flow.constant_name(callee.base.id)
            ):
                inner = self.value(container, depth) if isinstance(container, m.Mapping) else SAFE
                default = arguments[1] if len(arguments) > 1 else SAFE
                return SAFE if not inner.dynamic and not default.dynamic else either([inner, default])
            return None if not base.taint else Value(taint=base.taint, more=base.more, trail=base.trail)
        if method in ("keys", "values", "items"):
            return replace(base, text=None)
        if method == "map":
            callback = expr.positional(0)
            if isinstance(callback, m.Function):
                returned = [
                    r.value for r in callback.body.walk_scope() if isinstance(r, m.Return) and r.value
                ]
                if returned:
                    return self._plain(either([self.value(r, depth) for r in returned]))
            return self._plain(base)
        if method in ("fill", "repeat"):
            return replace(arguments[0] if method == "fill" and arguments else base, text=None)
        if method in ("replace", "replaceAll"):
            first = expr.positional(0)
            if isinstance(first, m.Literal) and isinstance(first.value, str):
                base = marked(base, [f"replace:{first.value}"])
            return joined([base, *arguments[-1:]])
        if method == "joinpath":
            return joined([base, *arguments])
        if method == "concat":
            return joined([base, *arguments], expr)
        if method in ("split", "rsplit") and arguments and arguments[0].text == ".":
            base = marked(base, ["split:."])
        return replace(
            base, text=base.text if method in ("strip", "encode", "decode", "trim", "toString") else None
        )

    def _join(self, expr: m.Call, base: Value, arguments: list[Value]) -> Value:
        """``sep.join(items)`` in Python, ``items.join(sep)`` in JavaScript."""
        python = self.flow.module.language == "python"
        items = arguments[0] if python and arguments else base
        separator = base if python else (arguments[0] if arguments else constant(","))
        more = [] if python else arguments[1:]  # Ruby's `Rails.root.join("files", name)`
        if not items.dynamic and not separator.dynamic and not any(v.dynamic for v in more):
            return replace(SAFE, parts=items.parts)
        return joined([items, separator, *more], expr)

    @staticmethod
    def _format_call(expr: m.Call, arguments: list[Value]) -> Value:
        if arguments[0].text is None:
            return joined(arguments, expr)
        return percent(arguments[0].text, arguments[1:], {}, expr)

    def _local_function(self, callee: m.Expr, given: int) -> m.Function | None:
        if self.dialect.own_function is not None:
            return self.dialect.own_function(self.flow, callee, given)
        if self.dialect.methods_apart:
            own = (
                callee.name
                if isinstance(callee, m.Attr) and m.dotted(callee.base) == "this"
                else m.dotted(callee)
            )
            found = self.flow.scopes.methods(own, callee)
            fitting = [f for f in found if len(f.params) == given] or found
            return fitting[0] if len(fitting) == 1 else None
        if isinstance(callee, m.Name):
            _, bindings = self.flow.scopes.lookup(callee.id, callee)
        elif (
            isinstance(callee, m.Attr)
            and isinstance(callee.base, m.Name)
            and callee.base.id in ("self", "this", "cls")
        ):
            bindings = self.flow.scopes.attribute(callee.name, callee)
        else:
            return None
        if len(bindings) != 1:
            return None
        target = bindings[0].value
        return target if isinstance(target, m.Function) else None

    def _enter(self, function: m.Function, call: m.Call, arguments: list[Value], depth: int) -> Value:
        if len(self.frames) >= 3 or any(f is function for f, _ in self.frames):
            return UNKNOWN
        params = [p for p in function.params if p.name not in ("self", "cls")]
        frame: dict[str, Value] = {}
        for param in params:
            if param.annotation and self.typed_names.match(param.annotation):
                frame[param.name] = SAFE
        position = 0
        for arg, value in zip(call.args, arguments, strict=False):
            if arg.name:
                frame.setdefault(arg.name, value)
            elif position < len(params):
                frame.setdefault(params[position].name, value)
                position += 1
        for param in params:
            if param.name not in frame:
                frame[param.name] = self.value(param.default, depth) if param.default is not None else UNKNOWN
        returned = [
            r.value for r in function.body.walk_scope() if isinstance(r, m.Return) and r.value is not None
        ]
        if not returned:
            return UNKNOWN
        self.frames.append((function, frame))
        try:
            found = either([self.value(r, depth) for r in returned[:8]])
            return replace(found, trail=(*found.trail, call)[-8:]) if found.built else found
        finally:
            self.frames.pop()


def _through(values: Iterable[Value]) -> frozenset[str]:
    found: frozenset[str] = frozenset()
    for value in values:
        found |= value.through
    return found


def _looks_like_cleaning(name: str) -> bool:
    """Whether an unknown function's result is still made of its argument: ``quote``, ``escape``, ``clean``, ``sanitize``."""
    word = name.removesuffix("()").rpartition(".")[2].lower()
    return any(
        w in word
        for w in ("quote", "escape", "clean", "sanit", "encode", "secure", "basename", "normal", "strip")
    )
