"""What an expression may hold: constant text, text built with holes, request data, typed or sanitised values."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from checks.syntax import model as m
from checks.syntax.callers import arguments_for
from checks.syntax.guards import allow_listed
from checks.syntax.parameters import request_parameter
from checks.syntax.scopes import Binding

if TYPE_CHECKING:
    from checks.syntax.flow import Flow

DEPTH_LIMIT = 24
"""Steps of names, calls and operators followed from one expression."""
WORK_LIMIT = 20_000
"""Expressions evaluated per file before answers become "dynamic, origin unknown"."""
PARTS_LIMIT = 200

_TYPED_CALLS = re.compile(
    r"^(?:int|float|bool|len|ord|round|abs|hash|id|decimal\.Decimal|Decimal|uuid\.UUID|UUID|uuid\.uuid[1-8]"
    r"|datetime\.(?:datetime|date)\.\w+|date\.\w+|ipaddress\.ip_\w+|parseInt|parseFloat|Number(?:\.parse\w+)?|BigInt|Boolean"
    r"|Math\.\w+|Date\.now|strconv\.(?:Itoa|Atoi|ParseInt|ParseUint|ParseFloat|ParseBool|FormatInt|FormatUint)|int64|int32|uint64"
    r"|uint32|uint|float64|github\.com/google/uuid\.\w+|uuid\.(?:Parse|MustParse|New|NewString)|time\.Now|crypto\.randomUUID|uuid\.v[147])\(\)"
)
_SCALAR = (
    r"(?:u?int(?:8|16|32|64)?|float(?:32|64)?|bool|complex|Decimal|decimal\.Decimal|UUID[1-8]?|uuid\.UUID|datetime|date"
    r"|datetime\.\w+|time\.Time|time\.Duration|timedelta|number|boolean|bigint|Date|Literal\[|PositiveInt|NonNegativeInt|conint"
    r"|byte|rune|IPv[46]Address|StrictInt)(?![\w.])"
)
_TYPED_NAMES = re.compile(
    rf"^(?:(?:Optional|Annotated|typing\.\w+)\[)?\s*[*&]?(?:(?:list|set|tuple|frozenset|List|Set|Tuple|Sequence|Iterable|Collection|Array|ReadonlyArray"
    rf"|collections\.abc\.\w+)[\[<]|\[\]|readonly )?\s*{_SCALAR}"
)
"""Annotations of values that cannot carry text of an attacker: numbers, UUIDs, times, and lists of them."""
_CALLBACKS = frozenset({"map", "forEach", "filter", "flatMap", "some", "every", "find", "findIndex", "each"})
"""Methods that call their argument with (item, index)."""
_TEXT_METHODS = frozenset(
    {
        "strip", "lstrip", "rstrip", "lower", "upper", "title", "capitalize", "casefold", "encode", "decode", "trim",
        "trimStart", "trimEnd", "toLowerCase", "toUpperCase", "toString", "slice", "substring", "substr", "format_map",
        "expandtabs", "zfill", "ljust", "rjust", "center", "removeprefix", "removesuffix", "String", "getvalue", "copy",
        "normalize", "concat", "replace", "replaceAll", "padStart", "padEnd", "at", "charAt", "valueOf", "filter", "sort",
        "reverse", "flat", "resolve", "absolute", "expanduser", "with_suffix", "as_posix", "splitlines", "partition", "rpartition", "rsplit", "split", "pop", "shift", "text",
    }
)  # fmt: skip
"""Methods whose result is made of their receiver's (and arguments') text."""
_RESHAPING = frozenset(
    f"{name}()" for name in _TEXT_METHODS - {"text", "pop", "shift", "at", "copy", "filter", "format_map"}
)
_PASSING_CALLS = re.compile(
    r"^(?:str|repr|bytes|bytearray|list|tuple|set|sorted|reversed|dict|iter|next|String|Array\.from|Object\.\w+|JSON\.(?:parse|stringify)|json\.(?:loads|dumps)"
    r"|ujson\.\w+|orjson\.\w+|os\.path\.(?:join|normpath|abspath|realpath|expanduser|expandvars|dirname)|os\.fspath|posixpath\.\w+|pathlib\.(?:Path|PurePath)|Path"
    r"|path\.(?:join|resolve|normalize)|urllib\.parse\.(?:urljoin|unquote|unquote_plus|urlunparse|urlunsplit|urlparse|urlsplit)|url\.(?:parse|resolve)|URL|decodeURIComponent|decodeURI|Buffer\.from|atob|btoa|base64\.\w+"
    r"|textwrap\.dedent|strings\.(?:TrimSpace|Trim\w*|ToLower|ToUpper|Title|Replace|ReplaceAll|Split|Fields|Clone)|(?:path/)?filepath\.(?:Join|Clean|Abs|FromSlash|ToSlash|EvalSymlinks)|path\.(?:Join|Clean)|io(?:/ioutil)?\.ReadAll|(?:net/)?url\.(?:Parse|PathUnescape|QueryUnescape|ParseRequestURI|JoinPath)"
    r"|bytes\.NewBufferString|(?:encoding/)?(?:json|xml)\.NewDecoder|string|\[\]byte|strings\.NewReader|StringIO|io\.StringIO|html\.unescape|cast|typing\.cast|copy\.\w+)(?:\(\))$"
)
"""Functions whose result carries their arguments' text on (by documentation, they neither check nor escape it)."""
_FORMAT_CALLS = re.compile(
    r"^(?:fmt\.(?:Sprintf|Errorf|Sprint|Sprintln|Appendf)|util\.format|node:util\.format|sprintf|format)\(\)$"
)
_PERCENT = re.compile(r"%(?:%|(?:\((\w+)\))?[-+ #0]*(?:\*|\d+)?(?:\.\d+)?([a-zA-Z]))")
_BRACES = re.compile(r"\{\{|\}\}|\{([^{}:!]*)(?:![rsa])?(?::([^{}]*))?\}")
_NUMERIC_SPEC = re.compile(r"[dxXobneEfFgG%]$")
_NUMERIC_VERBS = frozenset("dioxXeEfFgGbtcp")


@dataclass(frozen=True, slots=True)
class Taint:
    """Where outside data entered: the expression, a few words on it, and ``request`` or ``cli``."""

    source: m.Node
    what: str
    grade: str = "request"
    through: frozenset[str] = frozenset()
    """Canonical names of the unknown functions that this very data passed through, and marks such as ``replace:/``."""


@dataclass(frozen=True, slots=True)
class Value:
    """What an expression may hold."""

    text: str | None = None
    """The exact text when it is one known constant."""
    parts: tuple[str | None, ...] = (None,)
    """The text it is built from: literal strings, and None for each hole whose text is not known."""
    dynamic: bool = True
    """Not built from literals and constants alone. Numbers, UUIDs and allow-listed values do not count as dynamic."""
    built: bool = False
    """Assembled as text with a dynamic part: concatenation, formatting, interpolation, join."""
    taint: Taint | None = None
    trail: tuple[m.Node, ...] = ()
    """Nodes where it was assembled, first to last, for evidence."""
    through: frozenset[str] = frozenset()
    """Canonical names of unknown functions that it passed through (``shlex.quote``): rules know their sanitizers."""

    more: tuple[Taint, ...] = ()
    """Further outside data in the same text."""

    @property
    def taints(self) -> tuple[Taint, ...]:
        """All outside data in the text, each with what it passed through."""
        return self.more if self.taint is None else (self.taint, *self.more)

    @property
    def known_text(self) -> str:
        """The literal parts joined, holes left out."""
        return "".join(p or "" for p in self.parts)


SAFE = Value(text=None, parts=(None,), dynamic=False)
UNKNOWN = Value()


def _taints(values: Iterable[Value]) -> tuple[Taint, ...]:
    seen: dict[tuple[int, frozenset[str]], Taint] = {}
    for value in values:
        for taint in value.taints:
            seen.setdefault((id(taint.source), taint.through), taint)
    return tuple(seen.values())[:6]


def _marked(value: Value, names: Iterable[str]) -> Value:
    """The value after it passed through functions of these names."""
    marks = frozenset(names)
    found = tuple(replace(t, through=t.through | marks) for t in value.taints)
    return replace(value, taint=found[0] if found else None, more=found[1:], through=value.through | marks)


def constant(text: str) -> Value:
    """A known constant."""
    return Value(text=text, parts=(text,), dynamic=False)


def either(values: Sequence[Value]) -> Value:
    """One of several: anything bad in one is bad in all."""
    if not values:
        return UNKNOWN
    if len(values) == 1:
        return values[0]
    texts = {v.text for v in values}
    taints = _taints(values)
    longest = max(values, key=lambda v: (v.built, v.dynamic, len(v.parts)))
    return Value(
        text=texts.pop() if len(texts) == 1 else None,
        parts=longest.parts,
        dynamic=any(v.dynamic for v in values),
        built=any(v.built for v in values),
        taint=taints[0] if taints else None,
        more=taints[1:],
        trail=_join_trails(v.trail for v in values),
        through=frozenset.intersection(*(v.through for v in values if v.dynamic))
        if any(v.dynamic for v in values)
        else frozenset(),
    )


def joined(values: Sequence[Value], at: m.Node | None = None) -> Value:
    """Texts put after one another."""
    parts: list[str | None] = []
    for value in values:
        parts.extend(value.parts)
    dynamic = [v for v in values if v.dynamic]
    known = all(v.text is not None for v in values)
    trail = _join_trails(v.trail for v in values)
    if at is not None and dynamic:
        trail = (*trail, at)
    taints = _taints(values)
    return Value(
        text="".join(v.text or "" for v in values) if known else None,
        parts=tuple(parts[:PARTS_LIMIT]),
        dynamic=bool(dynamic),
        built=any(v.built for v in values) or (bool(dynamic) and len(values) > 1),
        taint=taints[0] if taints else None,
        more=taints[1:],
        trail=trail[-8:],
        through=frozenset.intersection(*(v.through for v in dynamic)) if dynamic else frozenset(),
    )


def _join_trails(trails: Iterable[tuple[m.Node, ...]]) -> tuple[m.Node, ...]:
    seen: dict[int, m.Node] = {}
    for trail in trails:
        for node in trail:
            seen.setdefault(id(node), node)
    return tuple(seen.values())[-8:]


class Evaluator:
    """Evaluates expressions of one module, remembering answers."""

    def __init__(self, flow: Flow) -> None:
        self.flow = flow
        self.memo: dict[int, Value] = {}
        self.work = 0
        self.frames: list[tuple[m.Function, dict[str, Value]]] = []

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
        if isinstance(expr, m.Opaque) and len(expr.items) == 1:
            inner = expr.items[0]
            if isinstance(inner, m.Assign) and inner.value is not None:
                return self.value(inner.value, depth)
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
            numeric = bool(spec and _NUMERIC_SPEC.search(spec))
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
        pieces: list[Value] = [] if left.text is not None else [replace(left, parts=(), text="")]
        last = position = 0
        for match in _PERCENT.finditer(text):
            pieces.append(constant(text[last : match.start()]))
            last = match.end()
            if match.group(0) == "%%":
                pieces.append(constant("%"))
                continue
            if match.group(1):
                value = named.get(match.group(1), UNKNOWN)
            else:
                value = values[position] if position < len(values) else UNKNOWN
                position += 1
            pieces.append(SAFE if match.group(2) in _NUMERIC_VERBS else value)
        pieces.append(constant(text[last:]))
        found = joined(pieces, expr)
        return replace(found, built=found.dynamic)

    def _braces(self, text: str, args: list[m.Arg], at: m.Node, depth: int) -> Value:
        positional = [self.value(a.value, depth) for a in args if a.name is None and not a.spread]
        named = {a.name: self.value(a.value, depth) for a in args if a.name}
        pieces: list[Value] = []
        last = position = 0
        for match in _BRACES.finditer(text):
            pieces.append(constant(text[last : match.start()]))
            last = match.end()
            if match.group(0) in ("{{", "}}"):
                pieces.append(constant(match.group(0)[0]))
                continue
            field = re.split(r"[.\[]", match.group(1), maxsplit=1)[0]
            if field == "" or field.isdigit():
                index = position if field == "" else int(field)
                position += 1
                value = positional[index] if index < len(positional) else UNKNOWN
            else:
                value = named.get(field, UNKNOWN)
            numeric = bool(match.group(2) and _NUMERIC_SPEC.search(match.group(2)))
            pieces.append(SAFE if numeric else value)
        pieces.append(constant(text[last:]))
        found = joined(pieces, at)
        return replace(found, built=found.dynamic)

    # --- sources ---

    def _source(self, expr: m.Expr) -> Value | None:
        name = self.flow.resolve(expr)
        if not name or name.rpartition(".")[2] in _RESHAPING:
            return None  # `req.params.id.replace(...)`: what the method does to the text counts
        sources = self.flow.sources
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
        if not bindings:
            return (
                SAFE
                if self.flow.constant_name(expr.id) or expr.id in ("undefined", "__name__", "__file__")
                else UNKNOWN
            )
        if allow_listed(self.flow, expr, expr):
            return SAFE
        if scope is self.flow.scopes.scope_of(expr) and not isinstance(scope, m.Module):
            reaching = self._reaching(bindings, expr)
        else:
            reaching = bindings
        definitions = [self._bound(b, depth) for b in reaching if b.kind != "append"]
        appends = [self._bound(b, depth) for b in reaching if b.kind == "append"]
        start = either(definitions) if definitions else UNKNOWN
        if not appends:
            return start
        if any(a.dynamic for a in appends) or start.dynamic:
            return joined([start, *appends])
        return replace(joined([start, *appends]), text=None)

    def _reaching(self, bindings: list[Binding], use: m.Expr) -> list[Binding]:
        """Bindings of the use's own scope that may hold at the use, in source order: backwards from the use, until
        one that certainly ran."""
        found: list[Binding] = []
        for binding in reversed(bindings):
            if isinstance(binding.node, m.Clause):
                # `f(k) for k in keys`: the target stands after its use, and only inside its comprehension
                if any(n is binding.node.parent for n in use.ancestors()):
                    return [binding]
                continue
            if binding.node.start >= use.start and binding.kind != "param":
                if binding.kind != "append" or not _same_loop(binding.node, use):
                    continue
            elif _contains(binding.node, use) and binding.kind in ("assign", "append", "part"):
                continue
            if _other_branch(binding.node, use):
                continue
            found.append(binding)
            if binding.kind != "append" and _dominates(binding, use):
                break
        found.reverse()
        return found

    def _bound(self, binding: Binding, depth: int) -> Value:
        if binding.kind == "param" and isinstance(binding.node, m.Param):
            return self._param(binding, depth)
        if binding.kind == "import":
            return self._imported(binding, depth)
        if binding.value is None:
            return UNKNOWN if binding.kind != "assign" else SAFE
        if binding.kind in ("assign", "append", "with"):
            value = self.value(binding.value, depth)
            annotation = binding.node.annotation if isinstance(binding.node, m.Assign) else ""
            if annotation and _TYPED_NAMES.match(annotation) and not value.taint:
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
        if call_name and _TYPED_CALLS.match(call_name):
            return SAFE
        if isinstance(source, m.Call) and call_name == "enumerate()" and (first := source.positional(0)):
            source = first
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
            found = self._reaching(bindings, expr) if own_scope else bindings
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
        if param.annotation and _TYPED_NAMES.match(param.annotation):
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
                if function.params.index(param) > 0:
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

    @staticmethod
    def _callback_of(function: m.Function) -> m.Expr | None:
        """The collection whose items a function is called with: ``items`` in ``items.map((item, index) => ...)``."""
        arg = function.parent
        call = None if arg is None else arg.parent
        if isinstance(call, m.Call) and isinstance(call.callee, m.Attr) and call.callee.name in _CALLBACKS:
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
        annotated = [b for b in self._annotated_attribute(expr) if _TYPED_NAMES.match(b)]
        if annotated:
            return SAFE
        base = self.value(expr.base, depth)
        if expr.name in ("value", "name") and self._is_enum(expr.base):
            return SAFE
        if expr.name in ("name", "stem", "suffix") and self.flow.resolve(expr.base).endswith("Path()"):
            base = _marked(base, [f"pathlib.Path.{expr.name}"])
        if expr.name in ("length", "size", "count", "rowcount"):
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
        if _TYPED_CALLS.match(name):
            return SAFE
        callee = expr.callee
        arguments = [self.value(a.value, depth) for a in expr.args[:40]]
        if _PASSING_CALLS.match(name):
            return replace(joined(arguments) if arguments else UNKNOWN, text=None)
        if isinstance(callee, m.Attr):
            found = self._method(expr, callee, arguments, depth)
            if found is not None:
                return found
        if _FORMAT_CALLS.match(name) and expr.args:
            return self._format_call(expr, arguments, depth)
        if name in ("strings.Join()", "bytes.Join()"):
            return joined(arguments, expr)
        if name == "strings.Repeat()" and arguments:
            return replace(arguments[0], text=None)
        local = self._local_function(callee)
        if local is not None:
            return self._enter(local, expr, arguments, depth)
        passed = Value(through=_through(arguments))
        if _looks_like_cleaning(name):
            taints = _taints(arguments)
            passed = replace(passed, taint=taints[0] if taints else None, more=taints[1:])
        return _marked(passed, [name.removesuffix("()")])

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
        ) or (method in _TEXT_METHODS):
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
                base = _marked(base, [f"replace:{first.value}"])
            return joined([base, *arguments[-1:]])
        if method == "joinpath":
            return joined([base, *arguments])
        if method == "concat":
            return joined([base, *arguments], expr)
        if method in ("split", "rsplit") and arguments and arguments[0].text == ".":
            base = _marked(base, ["split:."])
        return replace(
            base, text=base.text if method in ("strip", "encode", "decode", "trim", "toString") else None
        )

    def _join(self, expr: m.Call, base: Value, arguments: list[Value]) -> Value:
        """``sep.join(items)`` in Python, ``items.join(sep)`` in JavaScript."""
        python = self.flow.module.language == "python"
        items = arguments[0] if python and arguments else base
        separator = base if python else (arguments[0] if arguments else constant(","))
        if not items.dynamic and not separator.dynamic:
            return replace(SAFE, parts=items.parts)
        return joined([items, separator], expr)

    def _format_call(self, expr: m.Call, arguments: list[Value], depth: int) -> Value:
        template = arguments[0]
        if template.text is None:
            return joined(arguments, expr)
        pieces: list[Value] = []
        last, position = 0, 1
        for match in _PERCENT.finditer(template.text):
            pieces.append(constant(template.text[last : match.start()]))
            last = match.end()
            if match.group(0) == "%%":
                pieces.append(constant("%"))
                continue
            value = arguments[position] if position < len(arguments) else UNKNOWN
            position += 1
            pieces.append(SAFE if match.group(2) in _NUMERIC_VERBS else value)
        pieces.append(constant(template.text[last:]))
        found = joined(pieces, expr)
        return replace(found, built=found.dynamic)

    def _local_function(self, callee: m.Expr) -> m.Function | None:
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
            if param.annotation and _TYPED_NAMES.match(param.annotation):
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


# --- where statements stand to one another ---


def _block_path(node: m.Node) -> list[m.Node]:
    return [node, *node.ancestors()]


def _contains(outer: m.Node, inner: m.Node) -> bool:
    return (
        outer.start <= inner.start
        and inner.end <= outer.end
        and not isinstance(outer, (m.Loop, m.With, m.Handler))
    )


def _same_loop(a: m.Node, b: m.Node) -> bool:
    loops = {id(n) for n in a.ancestors() if isinstance(n, m.Loop)}
    return any(id(n) in loops for n in b.ancestors() if isinstance(n, m.Loop))


def _dominates(binding: Binding, use: m.Node) -> bool:
    """Whether the binding certainly ran before the use: its block also holds the use (at any depth)."""
    node = binding.node
    if binding.kind == "param":
        return True
    if isinstance(node, (m.Loop, m.With, m.WithItem, m.Clause, m.Handler)):
        return any(n is node or n is node.parent for n in use.ancestors()) or isinstance(node, m.WithItem)
    block = next((n for n in node.ancestors() if isinstance(n, m.Block)), None)
    return block is not None and any(n is block for n in use.ancestors())


def _other_branch(a: m.Node, b: m.Node) -> bool:
    """Whether two nodes stand in different branches of one if or switch, so that one run never sees both."""
    path = {id(n): n for n in _block_path(a)}
    previous: m.Node = b
    for node in b.ancestors():
        if id(node) in path:
            if isinstance(node, m.If):
                in_body = any(n is node.body for n in _block_path(a))
                return (previous is node.orelse and in_body) or (
                    previous is node.body
                    and node.orelse is not None
                    and any(n is node.orelse for n in _block_path(a))
                )
            return (
                isinstance(node, m.Switch)
                and isinstance(previous, m.Case)
                and not any(n is previous for n in _block_path(a))
            )
        previous = node
    return False
