"""Collections that live as long as the service because the object that holds them does: static fields, singletons."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from checks.syntax import model as m
from checks.syntax.flow import Flow

_SINGLE = re.compile(
    r"^(?:Service|Component|RestController|Controller|Repository|Singleton|ApplicationScoped|Injectable|WebSocketGateway|Gateway|Resolver|Path|WebServlet|ControllerAdvice|RestControllerAdvice)$"
)
_COLLECTION = re.compile(
    r"^new\s+(?:java\.util\.(?:concurrent\.)?)?(?:HashMap|ConcurrentHashMap|LinkedHashMap|TreeMap|HashSet|LinkedHashSet|ArrayList|LinkedList|CopyOnWriteArrayList|ConcurrentLinkedQueue|ConcurrentSkipListMap|Map|Set|Array|Vector|Hashtable|ArrayDeque)\b\s*(?:<[^()]*>)?\s*\(\s*\)"
    r"|^(?:Collections\.synchronized\w+\(\s*new\s+\w+(?:<[^()]*>)?\(\)\s*\)|ConcurrentHashMap\.newKeySet\(\)|\[\]|\{\})$"
)
_CLOSED_TYPES = re.compile(
    r"^(?:Class|Type|Method|Field|Locale|Currency|TimeUnit|ZoneId|DayOfWeek|Month|HttpMethod|HttpStatus|Enum|boolean|Boolean|JavaType|KClass)\b"
)
_ADDS = frozenset(
    {"put", "putIfAbsent", "computeIfAbsent", "compute", "merge", "add", "addAll", "offer", "push", "addLast", "addFirst", "set"}
)  # fmt: skip
_KEYED = frozenset({"put", "putIfAbsent", "computeIfAbsent", "compute", "merge", "set", "add"})
_STARTING = re.compile(
    r"^_?(?:constructor|init\w*|load\w*|register\w*|subscribe\w*|setup\w*|warm\w*|start|configure\w*|on(?:Module|Application)\w*|afterPropertiesSet|postConstruct|set[A-Z]\w*|refresh\w*|define\w*|install\w*|main)$",
    re.IGNORECASE,
)
_AT_START = re.compile(r"PostConstruct|EventListener|Bean|Autowired|Inject$|BeforeAll|BeforeEach")


@dataclass(frozen=True, slots=True)
class Growth:
    """One addition: ``name`` is the field, ``key`` what it is added under, ``evicted`` whether the class takes entries out."""

    node: m.Call
    name: str
    key: m.Expr | None
    function: m.Function
    evicted: bool
    at_start: bool


def field_additions(flow: Flow) -> Iterator[Growth]:
    """Every addition to a long-lived collection of a class, from its own methods."""
    for owner in flow.classes():
        fields = dict(_fields(flow, owner))
        if not fields:
            continue
        text = flow.module.text(owner)
        for call in flow.calls():
            callee = call.callee
            if not isinstance(callee, m.Attr) or callee.name not in _ADDS or not call.args:
                continue
            name = _field_name(callee.base)
            if name not in fields or m.enclosing(call, m.Class) is not owner:
                continue
            function = _method(call)
            if function is None or _shadowed(flow, callee.base):
                continue
            key = call.positional(0) if callee.name in _KEYED else None
            yield Growth(
                call, name, key, function, _evicted(text, name), _runs_at_start(flow, function, owner)
            )


def _fields(flow: Flow, owner: m.Class) -> Iterator[tuple[str, m.Assign]]:
    single = any(_SINGLE.match(_decorator(flow, d)) for d in owner.decorators) or any(
        m.dotted(b).endswith(("HttpServlet", "OncePerRequestFilter")) for b in owner.bases
    )
    lines = flow.whole.module.text_lines
    for item in owner.body.items:
        if not isinstance(item, m.Assign) or item.value is None or not isinstance(item.targets[0], m.Name):
            continue
        head = lines[item.line - 1] if item.line <= len(lines) else ""
        if not _COLLECTION.match(flow.module.text(item.value).strip()):
            continue
        if single or re.search(r"\bstatic\b", head):
            yield item.targets[0].id, item


def _decorator(flow: Flow, decorator: m.Expr) -> str:
    return m.dotted(decorator.callee if isinstance(decorator, m.Call) else decorator).rpartition(".")[2]


def _field_name(base: m.Expr) -> str:
    """``CACHE``, ``this.cache`` and ``Prices.CACHE``; also the list behind a key: ``cache.get(k).add(x)`` is none."""
    if isinstance(base, m.Name):
        return base.id
    if isinstance(base, m.Attr) and isinstance(base.base, m.Name):
        return base.name if base.base.id == "this" or base.base.id[:1].isupper() else ""
    return ""


def _shadowed(flow: Flow, base: m.Expr) -> bool:
    return isinstance(base, m.Name) and isinstance(flow.scopes.lookup(base.id, base)[0], m.Function)


def _method(node: m.Node) -> m.Function | None:
    """The method around a node, lambdas left behind."""
    found: m.Function | None = None
    for ancestor in node.ancestors():
        if isinstance(ancestor, m.Class):
            break
        if isinstance(ancestor, m.Function):
            found = ancestor
    return found


def _evicted(text: str, name: str) -> bool:
    """Whether the class takes entries out, looks at the size, replaces the collection or hands it out."""
    quoted = re.escape(name)
    return bool(
        re.search(
            rf"\b{quoted}\s*\.\s*(?:remove\w*|clear|poll\w*|pop\w*|retainAll|size|delete|shift|splice|length|drainTo|iterator|entrySet\(\)\s*\.\s*(?:remove|iterator)|keySet\(\)\s*\.\s*(?:remove|retain)|values\(\)\s*\.\s*remove|computeIfPresent|replaceAll)\b"
            rf"|(?:^|[^.\w])(?:this\.)?{quoted}\s*=\s*new\b(?=[\s\S]*\b{quoted}\s*=\s*new\b)|[(,]\s*(?:this\.)?{quoted}\s*[,)]|return\s+(?:this\.)?{quoted}\s*;",
            text,
        )
    )


def _runs_at_start(flow: Flow, function: m.Function, owner: m.Class) -> bool:
    name = m.function_name(function)
    return (
        bool(_STARTING.match(name))
        or name == owner.name
        or any(_AT_START.search(_decorator(flow, d)) for d in function.decorators)
    )


def closed_type(flow: Flow, key: m.Expr) -> bool:
    """Whether a key is of a type with few values: an enum of the repository, a class, a locale."""
    if not isinstance(key, m.Name):
        return False
    _, bindings = flow.scopes.lookup(key.id, key)
    for binding in bindings:
        annotation = getattr(binding.node, "annotation", "")
        if not annotation:
            continue
        if _CLOSED_TYPES.match(annotation):
            return True
        if flow.repo is not None and re.fullmatch(r"[A-Z]\w+", annotation):
            declared = re.compile(rf"\benum\s+(?:class\s+)?{annotation}\b")
            if any(declared.search(text) for _, _, text in flow.repo.search([annotation])):
                return True
    return False
