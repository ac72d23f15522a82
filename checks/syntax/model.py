"""The language-neutral code model that rules are written against.

One adapter a language (``python.py``, ``javascript.py``, ``go.py``) lowers a tree-sitter tree to these nodes. The
model keeps what judging needs - calls, assignments, text building, handlers, loops, ownership - and folds the
rest into :class:`Opaque`, whose children are still walked. Every node knows its span and its parent.

Lines are 1-based and inclusive; ``start``/``end`` are byte offsets into the file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar


class Node:
    """Base of all nodes. ``parent`` is None only for the module."""

    __slots__ = ("end", "end_line", "line", "parent", "start")
    fields: tuple[str, ...] = ()

    line: int
    end_line: int
    start: int
    end: int
    parent: Node | None

    def children(self) -> Iterator[Node]:
        """Direct child nodes in source order of their fields."""
        for name in self.fields:
            value = getattr(self, name)
            if value is None:
                continue
            if isinstance(value, Node):
                yield value
            else:
                for item in value:
                    if item is not None:
                        yield item

    def walk(self) -> Iterator[Node]:
        """This node and everything below it, parents first, nested functions included."""
        stack: list[Node] = [self]
        while stack:
            node = stack.pop()
            yield node
            node._push(stack)

    def _push(self, stack: list[Node]) -> None:
        """Put the children on a stack so that the first comes off first. Walking is the hottest code there is."""
        for name in self.fields[::-1]:
            value = getattr(self, name)
            if value.__class__ is list:
                stack.extend(value[::-1])
            elif value is not None:
                stack.append(value)

    def walk_lowered(self) -> Iterator[Node]:
        """Like :meth:`walk`, without the bodies that nobody has asked for yet; their functions are met."""
        stack: list[Node] = [self]
        while stack:
            node = stack.pop()
            yield node
            if node.__class__ is Function and node.pending is not None:
                for field in (node.params, node.decorators):
                    stack.extend(field[::-1])
            else:
                node._push(stack)

    def walk_scope(self) -> Iterator[Node]:
        """Like :meth:`walk`, but does not enter functions and classes below this node (it yields them)."""
        stack: list[Node] = []
        self._push(stack)
        yield self
        while stack:
            node = stack.pop()
            yield node
            if not isinstance(node, (Function, Class)):
                node._push(stack)

    def ancestors(self) -> Iterator[Node]:
        """Parent, grandparent, ... up to the module."""
        node = self.parent
        while node is not None:
            yield node
            node = node.parent


N = TypeVar("N", bound=Node)


class Expr(Node):
    """An expression."""

    __slots__ = ()


class Stmt(Node):
    """A statement."""

    __slots__ = ()


# --- expressions ---------------------------------------------------------------------------------------------


class Name(Expr):
    """A plain identifier. ``this``/``self`` are names too."""

    __slots__ = ("id",)

    def __init__(self, id: str) -> None:
        self.id = id


class Attr(Expr):
    """``base.name`` (also ``base?.name``, ``base->name``)."""

    __slots__ = ("base", "name")
    fields = ("base",)

    def __init__(self, base: Expr, name: str) -> None:
        self.base = base
        self.name = name


class Index(Expr):
    """``base[key]``; a slice has ``key`` as :class:`Opaque`."""

    __slots__ = ("base", "key")
    fields = ("base", "key")

    def __init__(self, base: Expr, key: Expr) -> None:
        self.base = base
        self.key = key


class Literal(Expr):
    """A constant. ``value`` is the Python value (str, bytes, int, float, bool, None); ``kind`` one of ``str``,
    ``bytes``, ``int``, ``float``, ``bool``, ``none``, ``regex`` (value: its source text), ``undefined``."""

    __slots__ = ("kind", "value")

    def __init__(self, kind: str, value: object) -> None:
        self.kind = kind
        self.value = value


class Template(Expr):
    """Text with holes: f-string, template literal. ``parts`` alternate freely between ``str`` literals and other
    expressions. ``specs`` holds, for each part, the format spec of a hole (``d`` in ``{n:d}``) or ``""``."""

    __slots__ = ("parts", "specs")
    fields = ("parts",)

    def __init__(self, parts: list[Expr], specs: list[str]) -> None:
        self.parts = parts
        self.specs = specs


class TaggedTemplate(Expr):
    """``sql`...` ``: ``tag`` applied to ``template``."""

    __slots__ = ("tag", "template")
    fields = ("tag", "template")

    def __init__(self, tag: Expr, template: Template) -> None:
        self.tag = tag
        self.template = template


class Binary(Expr):
    """``left op right``; ``op`` as written, with ``and``/``or`` for ``&&``/``||`` too."""

    __slots__ = ("left", "op", "right")
    fields = ("left", "right")

    def __init__(self, op: str, left: Expr, right: Expr) -> None:
        self.op = op
        self.left = left
        self.right = right


class Unary(Expr):
    """``op operand``; ``op`` one of ``not`` (also ``!``), ``-``, ``+``, ``~``, ``typeof``, ``void``, ``delete``,
    ``&``, ``*``, ``<-``, ``++``, ``--``."""

    __slots__ = ("op", "operand")
    fields = ("operand",)

    def __init__(self, op: str, operand: Expr) -> None:
        self.op = op
        self.operand = operand


class Conditional(Expr):
    """``then if test else other`` / ``test ? then : other``."""

    __slots__ = ("other", "test", "then")
    fields = ("test", "then", "other")

    def __init__(self, test: Expr, then: Expr, other: Expr) -> None:
        self.test = test
        self.then = then
        self.other = other


class Arg(Node):
    """One argument. ``name`` is set for keyword arguments; ``spread`` is ``""``, ``*`` or ``**``."""

    __slots__ = ("name", "spread", "value")
    fields = ("value",)

    def __init__(self, value: Expr, name: str | None = None, spread: str = "") -> None:
        self.value = value
        self.name = name
        self.spread = spread


class Call(Expr):
    """``callee(args)``; ``new`` for constructor calls written with ``new``."""

    __slots__ = ("args", "callee", "new")
    fields = ("callee", "args")

    def __init__(self, callee: Expr, args: list[Arg], new: bool = False) -> None:
        self.callee = callee
        self.args = args
        self.new = new

    def positional(self, index: int) -> Expr | None:
        """The ``index``-th argument that is neither named nor spread; None from the first spread on."""
        seen = 0
        for arg in self.args:
            if arg.spread:
                return None
            if arg.name is None:
                if seen == index:
                    return arg.value
                seen += 1
        return None

    def keyword(self, name: str) -> Expr | None:
        """The keyword argument ``name``; in JavaScript, the member ``name`` of the last object argument is looked
        up by rules through :meth:`Mapping.get`."""
        return next((a.value for a in self.args if a.name == name), None)

    def has_spread(self, kind: str = "**") -> bool:
        """Whether an argument like ``**options`` (or ``*args``) may carry more than is written."""
        return any(a.spread == kind for a in self.args)


class Sequence(Expr):
    """A list, tuple, set or array literal; ``kind`` one of ``list``, ``tuple``, ``set``. Spread items are
    :class:`Spread`."""

    __slots__ = ("items", "kind")
    fields = ("items",)

    def __init__(self, kind: str, items: list[Expr]) -> None:
        self.kind = kind
        self.items = items


class Spread(Expr):
    """``*value`` / ``...value`` inside a sequence, mapping or pattern."""

    __slots__ = ("value",)
    fields = ("value",)

    def __init__(self, value: Expr) -> None:
        self.value = value


class Pair(Node):
    """One member of a mapping. ``key`` is None for a spread (``**other``, ``...other``); a plain JS member name is a
    ``str`` literal; a computed one its expression."""

    __slots__ = ("key", "value")
    fields = ("key", "value")

    def __init__(self, key: Expr | None, value: Expr) -> None:
        self.key = key
        self.value = value


class Mapping(Expr):
    """A dict or object literal, a Go composite literal with keys (``type_name`` then holds its type)."""

    __slots__ = ("pairs", "type_name")
    fields = ("pairs",)

    def __init__(self, pairs: list[Pair], type_name: str = "") -> None:
        self.pairs = pairs
        self.type_name = type_name

    def get(self, name: str) -> Expr | None:
        """Value of the member with the literal key ``name``."""
        for pair in self.pairs:
            if isinstance(pair.key, Literal) and pair.key.value == name:
                return pair.value
        return None

    def has_spread(self) -> bool:
        """Whether other members may be mixed in."""
        return any(p.key is None for p in self.pairs)


class Comprehension(Expr):
    """``[element for target in iterable if test]``; ``kind`` one of ``list``, ``set``, ``dict``, ``generator``."""

    __slots__ = ("clauses", "element", "kind")
    fields = ("clauses", "element")

    def __init__(self, kind: str, element: Expr, clauses: list[Clause]) -> None:
        self.kind = kind
        self.element = element
        self.clauses = clauses


class Clause(Node):
    """One ``for target in iterable if tests`` of a comprehension."""

    __slots__ = ("is_async", "iterable", "target", "tests")
    fields = ("target", "iterable", "tests")

    def __init__(self, target: Expr, iterable: Expr, tests: list[Expr], is_async: bool = False) -> None:
        self.target = target
        self.iterable = iterable
        self.tests = tests
        self.is_async = is_async


class Await(Expr):
    """``await value``."""

    __slots__ = ("value",)
    fields = ("value",)

    def __init__(self, value: Expr) -> None:
        self.value = value


class Yield(Expr):
    """``yield value`` / ``yield from value``."""

    __slots__ = ("value",)
    fields = ("value",)

    def __init__(self, value: Expr | None) -> None:
        self.value = value


class Opaque(Expr):
    """Anything the model has no word for. ``what`` is the grammar's node type."""

    __slots__ = ("items", "what")
    fields = ("items",)

    def __init__(self, what: str, items: list[Node]) -> None:
        self.what = what
        self.items = items


# --- statements ----------------------------------------------------------------------------------------------


class Assign(Stmt):
    """``targets = value``. ``op`` is ``=`` or the augmented form (``+=``); ``declares`` is ``""``, ``const``, ``let``,
    ``var``, ``:=``. ``targets`` has one item for each chained target (``a = b = v``); destructuring patterns are
    :class:`Sequence` (kind ``tuple``) or :class:`Mapping` targets. Assignments used as expressions (walrus,
    ``a = b`` in JS) are the same node below an expression. ``value`` is None for a bare declaration. A class field may
    have ``decorators`` (``@IsEmail() email: string``)."""

    __slots__ = ("annotation", "declares", "decorators", "op", "targets", "value")
    fields = ("decorators", "targets", "value")

    def __init__(
        self,
        targets: list[Expr],
        value: Expr | None,
        op: str = "=",
        declares: str = "",
        annotation: str = "",
        decorators: list[Expr] | None = None,
    ) -> None:
        self.decorators = decorators or []
        self.targets = targets
        self.value = value
        self.op = op
        self.declares = declares
        self.annotation = annotation


class ExprStmt(Stmt):
    """An expression in statement position."""

    __slots__ = ("value",)
    fields = ("value",)

    def __init__(self, value: Expr) -> None:
        self.value = value


class Return(Stmt):
    """``return value``; Go's several results are a ``tuple`` :class:`Sequence`."""

    __slots__ = ("value",)
    fields = ("value",)

    def __init__(self, value: Expr | None) -> None:
        self.value = value


class Raise(Stmt):
    """``raise value from cause`` / ``throw value``; both None for a bare re-raise."""

    __slots__ = ("cause", "value")
    fields = ("value", "cause")

    def __init__(self, value: Expr | None, cause: Expr | None = None) -> None:
        self.value = value
        self.cause = cause


class Jump(Stmt):
    """``break``, ``continue``, ``goto``, ``fallthrough``, ``pass``: ``kind`` holds the word."""

    __slots__ = ("kind",)

    def __init__(self, kind: str) -> None:
        self.kind = kind


class Block(Node):
    """A sequence of statements."""

    __slots__ = ("items",)
    fields = ("items",)

    def __init__(self, items: list[Stmt]) -> None:
        self.items = items


class If(Stmt):
    """``if test: body else: orelse``; ``elif`` is an If inside ``orelse``. ``init`` is Go's simple statement."""

    __slots__ = ("body", "init", "orelse", "test")
    fields = ("init", "test", "body", "orelse")

    def __init__(self, test: Expr, body: Block, orelse: Block | None, init: Stmt | None = None) -> None:
        self.test = test
        self.body = body
        self.orelse = orelse
        self.init = init


class Loop(Stmt):
    """Any loop. ``kind`` is ``for-each`` (``target``, ``iterable`` set), ``while`` (``test`` set or None when endless) or
    ``for`` (three-part: ``init``, ``test``, ``step``). ``annotation`` is the declared type of the target."""

    __slots__ = (
        "annotation",
        "body",
        "init",
        "is_async",
        "iterable",
        "kind",
        "orelse",
        "step",
        "target",
        "test",
    )
    fields = ("init", "target", "iterable", "test", "step", "body", "orelse")

    def __init__(
        self,
        kind: str,
        body: Block,
        *,
        target: Expr | None = None,
        iterable: Expr | None = None,
        test: Expr | None = None,
        init: Stmt | None = None,
        step: Node | None = None,
        orelse: Block | None = None,
        is_async: bool = False,
        annotation: str = "",
    ) -> None:
        self.annotation = annotation
        self.kind = kind
        self.body = body
        self.target = target
        self.iterable = iterable
        self.test = test
        self.init = init
        self.step = step
        self.orelse = orelse
        self.is_async = is_async


class Handler(Node):
    """``except types as name: body`` / ``catch (name) body``. ``types`` is empty for a bare handler."""

    __slots__ = ("body", "name", "types")
    fields = ("types", "body")

    def __init__(self, types: list[Expr], name: str | None, body: Block) -> None:
        self.types = types
        self.name = name
        self.body = body


class Try(Stmt):
    """``try body handlers else orelse finally final``."""

    __slots__ = ("body", "final", "handlers", "orelse")
    fields = ("body", "handlers", "orelse", "final")

    def __init__(
        self, body: Block, handlers: list[Handler], orelse: Block | None = None, final: Block | None = None
    ) -> None:
        self.body = body
        self.handlers = handlers
        self.orelse = orelse
        self.final = final


class WithItem(Node):
    """``value as target`` of a with statement. ``annotation`` is the declared type of the target."""

    __slots__ = ("annotation", "target", "value")
    fields = ("value", "target")

    def __init__(self, value: Expr, target: Expr | None, annotation: str = "") -> None:
        self.annotation = annotation
        self.value = value
        self.target = target


class With(Stmt):
    """``with items: body`` (also try-with-resources, ``using``)."""

    __slots__ = ("body", "is_async", "items")
    fields = ("items", "body")

    def __init__(self, items: list[WithItem], body: Block, is_async: bool = False) -> None:
        self.items = items
        self.body = body
        self.is_async = is_async


class Case(Node):
    """One case of a switch; ``tests`` is empty for the default."""

    __slots__ = ("body", "tests")
    fields = ("tests", "body")

    def __init__(self, tests: list[Expr], body: Block) -> None:
        self.tests = tests
        self.body = body


class Switch(Stmt):
    """``switch``/``match``/``select``. ``kind`` holds the word."""

    __slots__ = ("cases", "init", "kind", "subject")
    fields = ("init", "subject", "cases")

    def __init__(self, kind: str, subject: Expr | None, cases: list[Case], init: Stmt | None = None) -> None:
        self.kind = kind
        self.subject = subject
        self.cases = cases
        self.init = init


class Deferred(Stmt):
    """Go's ``defer call`` and ``go call``: ``kind`` holds the word."""

    __slots__ = ("call", "kind")
    fields = ("call",)

    def __init__(self, kind: str, call: Expr) -> None:
        self.kind = kind
        self.call = call


class Assertion(Stmt):
    """Python's ``assert test, message``."""

    __slots__ = ("message", "test")
    fields = ("test", "message")

    def __init__(self, test: Expr, message: Expr | None) -> None:
        self.test = test
        self.message = message


class Import(Stmt):
    """An import. ``module`` is the dotted or quoted module; ``names`` holds (name, local alias) of what is taken
    from it: (``"*"``, ``"*"``) for all, (``""``, alias) for the module itself, (``"default"``, alias) for a JS default.
    ``level`` counts Python's leading dots."""

    __slots__ = ("level", "module", "names")

    def __init__(self, module: str, names: list[tuple[str, str]], level: int = 0) -> None:
        self.module = module
        self.names = names
        self.level = level


class Param(Node):
    """One parameter. ``annotation`` is the type's source text, ``kind`` ``""``, ``*`` or ``**``. ``decorators`` holds
    parameter decorators (NestJS ``@Body()``). A destructured parameter has ``name`` ``""`` and a ``pattern``."""

    __slots__ = ("annotation", "decorators", "default", "kind", "name", "pattern")
    fields = ("decorators", "pattern", "default")

    def __init__(
        self,
        name: str,
        annotation: str = "",
        default: Expr | None = None,
        kind: str = "",
        pattern: Expr | None = None,
        decorators: list[Expr] | None = None,
    ) -> None:
        self.name = name
        self.annotation = annotation
        self.default = default
        self.kind = kind
        self.pattern = pattern
        self.decorators = decorators or []


class Pending:
    """The body of a function that nothing has looked into yet; ``lower`` makes and settles it."""

    __slots__ = ("end", "lower", "start")

    def __init__(self, start: int, end: int, lower: Callable[[Function], Block]) -> None:
        self.start = start
        self.end = end
        self.lower = lower


class Function(Stmt, Expr):
    """A function, method, arrow function or lambda; a lambda's body is a block of one :class:`Return`.

    The body of an outermost function is lowered when it is first asked for; such a function is a ``unit``.

    ``name`` is ``""`` when anonymous; a function bound by ``const f = () => ...`` keeps ``""`` (the :class:`Assign` has
    the name; :func:`function_name` looks there). ``receiver`` is Go's receiver as (name, type)."""

    __slots__ = (
        "_body",
        "decorators",
        "exported",
        "is_async",
        "is_generator",
        "name",
        "params",
        "receiver",
        "returns",
        "unit",
    )
    fields = ("decorators", "params", "body")

    def __init__(
        self,
        name: str,
        params: list[Param],
        body: Block | Pending,
        *,
        decorators: list[Expr] | None = None,
        returns: str = "",
        is_async: bool = False,
        is_generator: bool = False,
        receiver: tuple[str, str] | None = None,
        exported: bool = False,
    ) -> None:
        self.name = name
        self.params = params
        self._body = body
        self.unit = body.__class__ is Pending
        """Whether the body was left for later when the file was lowered."""
        self.decorators = decorators or []
        self.returns = returns
        self.is_async = is_async
        self.is_generator = is_generator
        self.receiver = receiver
        self.exported = exported

    @property
    def body(self) -> Block:
        """The statements; lowered now when nobody has asked before."""
        found = self._body
        if isinstance(found, Pending):
            self._body = found = found.lower(self)
        return found

    @body.setter
    def body(self, body: Block) -> None:
        self._body = body

    @property
    def pending(self) -> Pending | None:
        """What stands for the body while nobody has asked for it."""
        return self._body if isinstance(self._body, Pending) else None


class Class(Stmt, Expr):
    """A class (also a Go struct type or a TS interface: ``kind`` says ``class``, ``struct``, ``interface``, ``enum``)."""

    __slots__ = ("bases", "body", "decorators", "exported", "kind", "name")
    fields = ("decorators", "bases", "body")

    def __init__(
        self,
        name: str,
        bases: list[Expr],
        body: Block,
        *,
        decorators: list[Expr] | None = None,
        kind: str = "class",
        exported: bool = False,
    ) -> None:
        self.name = name
        self.bases = bases
        self.body = body
        self.decorators = decorators or []
        self.kind = kind
        self.exported = exported


class OpaqueStmt(Stmt):
    """A statement the model has no word for (also ERROR nodes of broken syntax: ``what`` is ``ERROR``)."""

    __slots__ = ("items", "what")
    fields = ("items",)

    def __init__(self, what: str, items: list[Node]) -> None:
        self.what = what
        self.items = items


# --- the file ------------------------------------------------------------------------------------------------


class Comment:
    """A comment: ``text`` without its marks, stripped; ``alone`` when no code shares its (first) line."""

    __slots__ = ("alone", "end_line", "line", "text")

    def __init__(self, line: int, end_line: int, text: str, alone: bool) -> None:
        self.line = line
        self.end_line = end_line
        self.text = text
        self.alone = alone


class Module(Node):
    """One parsed file."""

    __slots__ = (
        "_by_kind",
        "_waiting",
        "body",
        "broken_lines",
        "comments",
        "facts",
        "language",
        "path",
        "source",
        "text_lines",
    )
    fields = ("body",)

    def __init__(
        self,
        path: str,
        language: str,
        source: bytes,
        body: Block,
        comments: list[Comment],
        broken_lines: list[int],
    ) -> None:
        self.path = path
        self.language = language
        self.source = source
        self.body = body
        self.comments = comments
        self.broken_lines = broken_lines
        """First lines of nodes that the grammar could not read."""
        self.text_lines = source.decode("utf-8", "replace").split("\n")
        self._by_kind: dict[type[Node], list[Node]] | None = None
        self._waiting: list[Callable[[Block], None]] = []
        self.facts: dict[str, object] = {}
        """What was found out about the file once, by the name of the fact."""

    def when_lowered(self, told: Callable[[Block], None]) -> None:
        """Have ``told`` called with every function body that is lowered from now on."""
        self._waiting.append(told)

    def tell_lowered(self, body: Block) -> None:
        """A body that was put off is there now."""
        for told in self._waiting:
            told(body)

    def every(self, kind: type[N]) -> list[N]:
        """All nodes of exactly this class in source order, from one walk that all rules share."""
        if self._by_kind is None:
            self._by_kind = {}
            for node in self.walk():
                self._by_kind.setdefault(type(node), []).append(node)
        return self._by_kind.get(kind, [])  # type: ignore[return-value]

    def text(self, node: Node) -> str:
        """Source text of a node."""
        return self.source[node.start : node.end].decode("utf-8", "replace")


class Focused(Module):
    """A module whose listings leave out some functions: for rules that judge each place by itself."""

    __slots__ = ("left_out",)

    def __init__(self, whole: Module, left_out: frozenset[int]) -> None:
        for name in (*Module.__slots__, *Node.__slots__):
            setattr(self, name, getattr(whole, name))
        self._by_kind = None
        self.left_out = left_out
        """``id`` of the functions that are not listed."""

    def walk(self) -> Iterator[Node]:
        """Everything but the functions that are left out."""
        left_out = self.left_out
        stack: list[Node] = [self]
        while stack:
            node = stack.pop()
            if id(node) in left_out:
                continue
            yield node
            node._push(stack)


# --- looking around ------------------------------------------------------------------------------------------


def enclosing(node: Node, kind: type[N]) -> N | None:
    """Nearest ancestor of the given kind."""
    for parent in node.ancestors():
        if isinstance(parent, kind):
            return parent
    return None


def statement_of(node: Node) -> Node:
    """The smallest statement that holds the node (the node itself when it is one): what a finding spans.

    A function or class is never returned for a node in its decorators or parameters; the node itself is."""
    current: Node = node
    previous: Node = node
    while True:
        if isinstance(current, Stmt) and not isinstance(current, (Function, Class)):
            if isinstance(current, (If, Loop, With, Try, Switch, OpaqueStmt)) and current is not node:
                return previous  # a header's expression, or what is left of broken syntax
            return current
        parent = current.parent
        if isinstance(parent, Opaque) and parent.what == "ERROR":
            return current
        if parent is None or isinstance(parent, (Module, Block)) or isinstance(current, (Function, Class)):
            return previous if isinstance(current, (Function, Class)) and current is not node else current
        previous, current = current, parent


def function_name(function: Function) -> str:
    """Declared name, or that of the variable, member or property the function is bound to, or ``""``."""
    if function.name:
        return function.name
    parent = function.parent
    if isinstance(parent, Assign) and parent.value is function and parent.targets:
        target = parent.targets[0]
        if isinstance(target, Name):
            return target.id
        if isinstance(target, Attr):
            return target.name
    if isinstance(parent, Pair) and isinstance(parent.key, Literal) and isinstance(parent.key.value, str):
        return parent.key.value
    return ""


def qualified_name(node: Node) -> str:
    """Names of the enclosing classes and functions, dotted: ``Orders.create``; ``""`` at module level."""
    names: list[str] = []
    current: Node | None = node
    while current is not None:
        if isinstance(current, Class):
            names.append(current.name)
        elif isinstance(current, Function):
            names.append(function_name(current) or "<anonymous>")
        current = current.parent
    return ".".join(reversed(names))


def dotted(expr: Node | None) -> str:
    """``a.b.c`` of a chain of names and attributes as written; ``""`` for anything else. Calls inside the chain
    are written ``()``: ``a.b().c``."""
    parts: list[str] = []
    while expr is not None:
        if isinstance(expr, Name):
            parts.append(expr.id)
            return "".join(reversed(parts))
        if isinstance(expr, Attr):
            parts.append("." + expr.name)
            expr = expr.base
        elif isinstance(expr, Call):
            parts.append("()")
            expr = expr.callee
        elif isinstance(expr, Await):
            expr = expr.value
        else:
            return ""
    return ""
