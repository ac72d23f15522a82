"""Collections, caches and queues of a process that only ever grow."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.performance.growing_fields import Growth, closed_type, field_additions
from checks.performance.serving import is_handler, serves
from checks.performance.unbounded_growth_examples import BAD, GOOD
from checks.report import Severity
from checks.rules import Defect, Rule, Site
from checks.syntax import model as m
from checks.syntax.flow import Flow
from checks.syntax.scopes import Binding
from checks.views import FileView

_COLLECTIONS = re.compile(
    r"^(?:dict|list|set|collections\.(?:defaultdict|OrderedDict|Counter|deque)|Map|Set|Array|Object\.create)$"
)
_ADDERS = frozenset(
    {
        "append",
        "add",
        "setdefault",
        "push",
        "unshift",
        "set",
        "extend",
        "insert",
        "Store",
        "LoadOrStore",
        "update",
    }
)
_REGISTRY = re.compile(
    r"regist|handler|plugin|route|hook|subclass|convert|command|provider|factor|listener|callback|client|engine|pool|logger|instance|schema|modules?$|types?$|models?$|metrics?$|gauge|counter|stats",
    re.IGNORECASE,
)
_CLOSED_KEY = re.compile(
    r"(?:^|[._])(?:method|status|status_?code|kind|type|level|state|region|currency|locale|lang|language|env|environment|country|role|plan|category|__name__|name|cls|klass|enum|constructor|bucket|shard|day|hour)$",
    re.IGNORECASE,
)
_OPEN_KEY = re.compile(
    r"(?:^|_)(?:id|ids|user|user_?id|query|q|url|uri|email|token|text|ip|search|term|payload|body|address|key|account|customer|order|session|request|message|content|prompt|since|day|date|when|username|slug|filters?)$"
    r"|(?:Id|Url|Key)$",
    re.IGNORECASE,
)
_CLOSED_TYPE = re.compile(r"\bbool\b|Literal\[|Enum\b|^type\b|^Type\[")
_SETTINGS = re.compile(
    r"^_?(?:get_|load_|read_)?(?:settings|config|engine|client|logger|template|schema)", re.IGNORECASE
)


def check(view: FileView) -> Iterator[Site]:
    """Every write that adds to a collection of the module is a site, and every cache and queue."""
    if view.module is None:
        return
    flow = view.flow
    if view.language in ("java", "typescript"):
        for growth in field_additions(flow):
            yield view.site(m.statement_of(growth.node), _field_defect(flow, growth))
    if view.language == "java":
        for call in flow.calls():
            yield from _java_creation(view, call)
        return
    for name, bindings in _module_collections(flow).items():
        yield from _writes(view, name, bindings)
    if view.language == "python":
        for function in flow.functions():
            for decorator in function.decorators:
                yield from _cache(view, function, decorator)
        for call in flow.calls():
            yield from _thread(view, call)


_COPIES = r"list|dict|sorted|tuple|set|jsonify|Array\.from|JSON\.stringify|json\.dumps|copy|deepcopy|sum|any|all|max|min"


def _called_by_handler(flow: Flow, function: m.Function) -> bool:
    """Whether a handler of the same file calls the function."""
    name = m.function_name(function)
    if not name:
        return False
    for call in flow.whole.calls_named(name):
        caller = m.enclosing(call, m.Function)
        while caller is not None:
            if is_handler(flow, caller):
                return True
            caller = m.enclosing(caller, m.Function)
    return False


def _field_defect(flow: Flow, growth: Growth) -> Defect | None:
    if growth.evicted or growth.at_start or _REGISTRY.search(growth.name):
        return None
    if not _open(flow, growth.key) or (growth.key is not None and closed_type(flow, growth.key)):
        return None
    return Defect(
        f"`{growth.name}` lives as long as the service and gains an entry with each new call of `{m.function_name(growth.function)}`; nothing ever takes one out.",
        fix="Bound it: a cache with a size and an age limit (Caffeine, `lru-cache`), eviction, or a store outside the process.",
    )


def _java_creation(view: FileView, call: m.Call) -> Iterator[Site]:
    """A cache without a limit, and threads made for each request."""
    flow = view.flow
    text = flow.module.text(call)
    if re.match(r"(?:Caffeine|CacheBuilder)\s*\.\s*newBuilder\(\)", text) and m.dotted(call.callee).endswith(
        ".build"
    ):
        defect = None
        if not re.search(r"\.\s*(?:maximum\w+|expire\w+|weak\w+|softValues)\(", text):
            defect = Defect(
                "This cache has no limit of size or age: what is put in stays until the process ends.",
                fix="Add `maximumSize(...)`, and `expireAfterWrite(...)` where the values age.",
            )
        yield view.site(m.statement_of(call), defect)
        return
    last = m.dotted(call.callee).rpartition(".")[2]
    if last not in ("newCachedThreadPool", "Thread") or (last == "Thread" and not call.new):
        return
    function = m.enclosing(call, m.Function)
    if function is None:
        return
    defect = None
    if any(_MAPPED.search(flow.module.text(d)) for d in function.decorators) or m.function_name(function) in (
        "doGet",
        "doPost",
        "doPut",
        "doDelete",
    ):
        defect = Defect(
            f"`{m.function_name(function)}` starts threads for each request: under load there are as many threads as requests.",
            fix="Hand the work to one pool of fixed size that the service owns.",
        )
    yield view.site(m.statement_of(call), defect)


_MAPPED = re.compile(
    r"^@?(?:(?:Get|Post|Put|Delete|Patch|Request)Mapping|GET|POST|PUT|DELETE|KafkaListener|RabbitListener|JmsListener|MessageMapping)\b"
)


def _module_collections(flow: Flow) -> dict[str, Binding]:
    """Names of the module that start as an empty collection and are given nothing else."""
    found: dict[str, Binding] = {}
    for name, bindings in flow.scopes.bindings.get(id(flow.module), {}).items():
        own = [b for b in bindings if b.kind != "append"]
        if (
            len(own) == 1
            and own[0].kind == "assign"
            and isinstance(own[0].node, m.Assign)
            and _empty(flow, own[0].node)
        ):
            found[name] = own[0]
    return found


def _empty(flow: Flow, assign: m.Assign) -> bool:
    value = assign.value
    if value is None:
        return flow.module.language == "go" and assign.annotation.startswith(("map[", "[]", "sync.Map"))
    if isinstance(value, m.Sequence):
        return not value.items and value.kind != "tuple"
    if isinstance(value, m.Mapping):
        return not value.pairs and (
            flow.module.language != "go" or value.type_name.startswith(("map[", "[]", "sync.Map"))
        )
    if not isinstance(value, m.Call):
        return False
    if flow.module.language == "go":
        return (
            m.dotted(value.callee) == "make"
            and bool(value.args)
            and flow.module.text(value.args[0]).startswith(("map[", "[]"))
        )
    if value.keyword("maxlen") is not None or len(value.args) > 1:
        return False
    return bool(_COLLECTIONS.match(flow.resolve(value.callee)))


def _writes(view: FileView, name: str, binding: Binding) -> Iterator[Site]:
    flow = view.flow
    assert view.module is not None
    writes = [w for w in _additions(flow, name) if m.enclosing(w[0], m.Function) is not None]
    if not writes:
        return
    evicts = _evicts(view, name, [w[0] for w in writes])
    for node, key in writes:
        function = m.enclosing(node, m.Function)
        assert function is not None
        bad = (
            not evicts
            and not _REGISTRY.search(name)
            and not (flow.constant_name(name) and _REGISTRY.search(m.function_name(function)))
            and not re.match(
                r"^_?(?:register|subscribe|add_|define|install|setup|init)", m.function_name(function)
            )
            and _open(flow, key)
            and (serves(flow, function) or _called_by_handler(flow, function))
        )
        defect = None
        if bad:
            defect = Defect(
                f"`{name}` lives as long as the process and gains an entry with each call of `{m.function_name(function) or 'this handler'}`; nothing ever takes one out.",
                fix="Bound it: a cache with a size and an age limit (`cachetools.TTLCache`, `lru-cache`), eviction, or a store outside the process.",
            )
        yield view.site(m.statement_of(node), defect)


def _additions(flow: Flow, name: str) -> list[tuple[m.Node, m.Expr | None]]:
    """Places that add to the module's collection, with the key (or element) each adds under."""
    found: list[tuple[m.Node, m.Expr | None]] = []
    for assign in flow.module.every(m.Assign):
        for target in assign.targets:
            if (
                isinstance(target, m.Index)
                and isinstance(target.base, m.Name)
                and target.base.id == name
                and _global(flow, target.base)
            ):
                found.append((assign, target.key))
            elif (
                isinstance(target, m.Name)
                and target.id == name
                and isinstance(assign.value, m.Call)
                and m.dotted(assign.value.callee) == "append"
            ) and (
                assign.value.args and m.dotted(assign.value.args[0].value) == name and _global(flow, target)
            ):
                found.append((assign, None))
    for step in flow.module.every(m.Unary):
        counted = step.operand
        if (
            step.op == "++"
            and isinstance(counted, m.Index)
            and isinstance(counted.base, m.Name)
            and counted.base.id == name
            and _global(flow, counted.base)
        ):
            found.append((step, counted.key))
    for call in flow.calls():
        callee = call.callee
        if isinstance(callee, m.Attr) and callee.name in _ADDERS and call.args:
            base: m.Expr = callee.base
            if isinstance(base, m.Index):
                base = base.base  # LISTS[key].append(x): defaultdict of lists
                key: m.Expr | None = callee.base.key if isinstance(callee.base, m.Index) else None
            else:
                key = (
                    call.positional(0)
                    if callee.name in ("setdefault", "set", "add", "Store", "LoadOrStore")
                    else None
                )
            if isinstance(base, m.Name) and base.id == name and _global(flow, base):
                found.append((call, key))
    return found


def _global(flow: Flow, name: m.Name) -> bool:
    if flow.scopes.scope_of(name) is flow.module:
        return True
    scope, bindings = flow.scopes.lookup(name.id, name)
    if scope is flow.module:
        return True
    return bool(bindings) and all(b.kind == "append" for b in bindings)


def _open(flow: Flow, key: m.Expr | None) -> bool:
    """Whether the key may be anything: it comes from a value of the call and is no member of a small closed set."""
    if key is None:
        return True
    if isinstance(key, m.Literal) or flow.constant(key) is not ...:
        return False
    if _CLOSED_KEY.search(flow.module.text(key)):
        return False
    return any(
        isinstance(n, m.Name)
        and (isinstance(flow.scopes.lookup(n.id, n)[0], m.Function) or flow.resolve(n) == "flask.request")
        for n in key.walk()
    )


def _evicts(view: FileView, name: str, writes: list[m.Node]) -> bool:
    """Whether anything takes entries out, looks at the size, replaces the collection or is handed it."""
    quoted = re.escape(name)
    pattern = (
        rf"\b{quoted}(?:\[[^\]\n]*\])?\.(?:pop|popitem|popleft|clear|remove|discard|delete|Delete|LoadAndDelete|CompareAndDelete|shift|splice|difference_update|intersection_update|expire|size|length)\b"
        rf"|\bdel\s+{quoted}\b|\bdelete[\s(]+{quoted}\b|\blen\(\s*{quoted}\s*\)|\b{quoted}\[:|\bglobal\s[^\n]*\b{quoted}\b|[(,]\s*&?{quoted}\s*[,)]"
        rf"|=\s*&?{quoted}\s*(?:$|;|\n)"
    )
    text = re.sub(rf"append\(\s*{quoted}\s*,", "append(", view.text)
    text = re.sub(rf"\b(?:{_COPIES})\(\s*{quoted}\s*(?=[,)])", "(", text)
    if re.search(pattern, text, re.MULTILINE):
        return True
    spans = [(w.start, w.end) for w in writes]
    assert view.module is not None
    for assign in view.module.every(m.Assign):
        if (
            any(isinstance(t, m.Name) and t.id == name for t in assign.targets)
            and m.enclosing(assign, m.Function) is not None
        ) and (assign.start, assign.end) not in spans:
            return True
    return _evicted_elsewhere(view, name)


def _evicted_elsewhere(view: FileView, name: str) -> bool:
    """Whether another file takes entries out of the collection."""
    pattern = re.compile(
        rf"\b{re.escape(name)}\b(?:\[[^\]]*\])?\.(?:pop|popitem|clear|remove|discard|delete)\b|\bdel\s+(?:\w+\.)?{re.escape(name)}\b"
    )
    suffix = "." + view.path.rpartition(".")[2]
    for seen, (path, _line, text) in enumerate(view.repo.search([name], suffixes=(suffix,))):
        if seen > 200:
            return True
        if path != view.path and pattern.search(text):
            return True
    return False


def _cache(view: FileView, function: m.Function, decorator: m.Expr) -> Iterator[Site]:
    flow = view.flow
    call = decorator if isinstance(decorator, m.Call) else None
    name = flow.resolve(call.callee if call is not None else decorator)
    if name not in ("functools.lru_cache", "functools.cache"):
        return
    unbounded = name == "functools.cache"
    if call is not None and not unbounded:
        size = call.keyword("maxsize") or call.positional(0)
        unbounded = isinstance(size, m.Literal) and size.value is None
    params = [p for p in function.params if p.name]
    method = isinstance(function.parent, m.Block) and isinstance(function.parent.parent, m.Class)
    static = any("staticmethod" in flow.module.text(d) for d in function.decorators)
    bound = bool(method and not static and params and params[0].name == "self")
    keys = params[1:] if bound or (method and params and params[0].name == "cls") else params
    grows = [p for p in keys if _OPEN_KEY.search(p.name) and not _CLOSED_TYPE.search(p.annotation)]
    defect = None
    if unbounded and bound:
        defect = Defect(
            f"The cache on the method `{function.name}` has no limit and keeps every object it was called on alive, for good.",
            fix="Use `functools.cached_property`, a cache held by the object, or a limit on a function without `self`.",
        )
    elif unbounded and grows and not _SETTINGS.match(function.name):
        shown = grows[0].name
        defect = Defect(
            f"The cache of `{function.name}` has no limit: each new `{shown}` stays in memory until the process ends.",
            fix="Give it a limit, for example `@lru_cache(maxsize=1024)`.",
        )
    yield view.site(decorator, defect)


def _thread(view: FileView, call: m.Call) -> Iterator[Site]:
    """A thread for each request, or a queue without a limit that requests fill."""
    flow = view.flow
    last = (
        call.callee.id
        if isinstance(call.callee, m.Name)
        else call.callee.name
        if isinstance(call.callee, m.Attr)
        else ""
    )
    if last == "Thread":
        function = m.enclosing(call, m.Function)
        if function is None or flow.resolve(call.callee) != "threading.Thread":
            return
        defect = None
        if is_handler(flow, function):
            defect = Defect(
                f"`{m.function_name(function)}` starts a thread for each request: under load there are as many threads as requests.",
                fix="Hand the work to a pool of fixed size or a job queue.",
            )
        yield view.site(m.statement_of(call), defect)
    elif last in ("Queue", "LifoQueue", "SimpleQueue") and re.match(
        r"^(?:queue|asyncio)\.", flow.resolve(call.callee)
    ):
        defect = None
        parent = call.parent
        if (
            not call.args
            and isinstance(parent, m.Assign)
            and m.enclosing(call, m.Function) is None
            and isinstance(parent.targets[0], m.Name)
        ):
            name = parent.targets[0].id
            for put in flow.calls():
                if (
                    isinstance(put.callee, m.Attr)
                    and put.callee.name in ("put", "put_nowait")
                    and m.dotted(put.callee.base) == name
                ):
                    where = m.enclosing(put, m.Function)
                    if where is not None and is_handler(flow, where):
                        defect = Defect(
                            f"`{name}` has no limit and `{m.function_name(where)}` fills it: when its readers are slow, it takes all memory.",
                            fix="Give it a `maxsize` and answer that the service is busy when it is full.",
                        )
        yield view.site(m.statement_of(call), defect)


RULE = Rule(
    id="performance/unbounded-growth",
    severity=Severity.WARNING,
    languages=("python", "javascript", "typescript", "go", "java"),
    title="Collection or cache that only grows",
    what="A collection of the module that request or job code only adds to under keys from outside, a cache without a limit on a method"
    " or on arguments without end, an unlimited queue that requests fill, a thread for each request.",
    why="Memory grows with every distinct request until the process is killed, usually far from the line that did it.",
    fix="Give it a limit and an age, or keep the data outside the process.",
    site="every write that adds to a module's collection, every cache, thread and queue",
    cwe="CWE-770",
    references=(
        "https://cwe.mitre.org/data/definitions/770.html",
        "https://docs.python.org/3/library/functools.html#functools.lru_cache",
        "https://cachetools.readthedocs.io/en/stable/",
    ),
    bad=BAD,
    good=GOOD,
)
