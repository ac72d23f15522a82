"""Which parameters a framework fills with text of a request, and which of those it has already checked."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checks.syntax import model as m
from checks.syntax.rust_parameters import rust_parameter
from checks.syntax.types_of_members import class_named

if TYPE_CHECKING:
    from checks.syntax.flow import Flow

_CONVERTER = re.compile(r"<(\w+)(?:\([^)]*\))?:(\w+)>")
_CHECKED_CONVERTERS = frozenset({"int", "float", "uuid", "any"})
_DEPENDENCIES = frozenset({"Depends", "Security"})
_CHECKED_PIPES = re.compile(r"^Parse(?:Int|Float|Bool|UUID|Enum|Date)Pipe$")
_REQUEST_MEMBERS = frozenset({"body", "query", "params", "headers", "cookies", "searchParams", "rawBody"})
_ROUTE_VERBS = frozenset({"get", "post", "put", "patch", "delete", "all", "use", "route", "del", "options", "head"})  # fmt: skip
_REQUEST_TYPE = re.compile(
    r"\b(?:Request|FastifyRequest|NextApiRequest|NextRequest|IncomingMessage|LoaderFunctionArgs|ActionFunctionArgs|RequestEvent)\b"
)
_FILE_ROUTES = re.compile(r"^(?:GET|POST|PUT|PATCH|DELETE|HEAD|load|loader|action|getServerSideProps)$")
_RESPONSES = frozenset({"res", "reply", "response", "resp"})
_TEXT_ENUM = re.compile(r"(?:^|\.)(?:\w*Enum|\w*Choices)$")


def request_parameter(flow: Flow, function: m.Function, param: m.Param, key: str) -> str | bool:
    """A few words when the parameter holds text of a request (``key`` is the member taken by a pattern), True when a
    framework or its type has checked it, False when nothing is known."""
    if param.name in ("self", "cls"):
        return False
    if _is_enum(flow, param):
        return True
    sources = flow.sources
    if flow.module.language == "rust" and (settled := rust_parameter(flow, function, param, key)) is not None:
        return settled
    decorated = [(d.callee if isinstance(d, m.Call) else d, d) for d in param.decorators]
    for target, decorator in decorated:
        if sources.parameter_decorators and sources.parameter_decorators.match(_last(target)):
            return _piped(decorator) or "a request parameter"
    language = flow.module.language
    if language == "csharp":
        return _csharp(flow, function, param)
    if language in ("java", "kotlin"):
        return _java(flow, function, param)
    if language == "python":
        return _python(flow, function, param)
    if language in ("javascript", "typescript", "tsx"):
        return _pattern_member(function, param, key)
    return False


def _last(expr: m.Node) -> str:
    return m.dotted(expr).rpartition(".")[2]


def _piped(decorator: m.Expr) -> bool:
    if not isinstance(decorator, m.Call):
        return False
    names = [_last(a.value.callee if isinstance(a.value, m.Call) else a.value) for a in decorator.args]
    return any(_CHECKED_PIPES.match(n) for n in names)


def _python(flow: Flow, function: m.Function, param: m.Param) -> str | bool:
    route = _route_decorator(flow, function)
    if route is None:
        return _django(flow, function, param)
    if _injected(flow, param):
        return False
    template = route.positional(0) if isinstance(route, m.Call) else None
    if isinstance(template, m.Literal) and isinstance(template.value, str):
        converters = {name: kind for kind, name in _CONVERTER.findall(template.value)}
        if converters.get(param.name) in _CHECKED_CONVERTERS:
            return True
    default = param.default
    if isinstance(default, m.Call) and _last(default.callee) in ("Path", "Query", "Form", "Header", "Cookie"):
        pattern = default.keyword("pattern") or default.keyword("regex")
        if isinstance(pattern, m.Literal) and str(pattern.value).endswith("$"):
            return True
    return f"the request parameter `{param.name}`"


def _route_decorator(flow: Flow, function: m.Function) -> m.Expr | None:
    pattern = flow.sources.route_decorators
    for decorator in function.decorators:
        target = decorator.callee if isinstance(decorator, m.Call) else decorator
        name = m.dotted(target)
        plain = flow.module.language != "java" and "." not in name
        if pattern is not None and not plain and pattern.search(name):
            return decorator
    return None


def _injected(flow: Flow, param: m.Param) -> bool:
    if param.name in ("self", "cls", "request", "db", "session"):
        return True
    default = param.default
    if isinstance(default, m.Call) and _last(default.callee) in _DEPENDENCIES:
        return True
    injected = flow.sources.injected
    return bool(param.annotation and injected and injected.search(param.annotation))


def _django(flow: Flow, function: m.Function, param: m.Param) -> str | bool:
    """The path parameters of a Django view: what follows ``request`` in a public function or method of a views file."""
    names = [p.name for p in function.params if p.name not in ("self", "cls")]
    if (
        not names
        or names[0] != "request"
        or param.name == "request"
        or param.kind
        or param.default is not None
    ):
        return False
    if function.name.startswith("_") or "views" not in flow.module.path:
        return False
    if not flow.imports_any("django", "rest_framework"):
        return False
    return f"the path parameter `{param.name}`"


def _is_enum(flow: Flow, param: m.Param) -> bool:
    return enum_type(flow, param.annotation, param)


_OPTION = re.compile(r"^(?:Option|Vec)<(.*)>$")


def enum_type(flow: Flow, annotation: str, at: m.Node) -> bool:
    """Whether a type's text names an enum of this file or of an imported file of the repository."""
    name = annotation.split("|")[0].strip()
    if flow.module.language == "rust":
        name = _OPTION.sub(r"\1", name)
    if not name.isidentifier():
        return False
    _, bindings = flow.scopes.lookup(name, at)
    if not bindings and flow.dialect.imports_name_classes:
        known = class_named(flow, name)
        return known is not None and known[1].kind == "enum"
    if len(bindings) != 1:
        return False
    found: m.Node | None = bindings[0].node
    if isinstance(found, m.Import):
        of = f"{found.module}.{bindings[0].key}" if flow.dialect.imports_name_classes else found.module
        other = flow.imported_flow(of, found.level)
        inner = [] if other is None else other.scopes.bound(other.module, bindings[0].key)
        found = inner[0].node if len(inner) == 1 else None
    return isinstance(found, m.Class) and (
        found.kind == "enum" or any(_TEXT_ENUM.search(m.dotted(b)) for b in found.bases)
    )


_BEAN = re.compile(
    r"^(?!\w*(?:Servlet|Http|Web|Server|Container|Portlet|Multipart)\w*Request$).*(?:Request|Dto|DTO|Form|Command|Payload|Input|Body|Criteria|Filter|Params?)$"
)
_RESOURCE_VERBS = re.compile(r"^(?:GET|POST|PUT|PATCH|DELETE|Get|Post|Put|Patch|Delete)$")


def _java(flow: Flow, function: m.Function, param: m.Param) -> str | bool:
    """A Spring handler binds a plain parameter from the query by its name, JAX-RS the one parameter without an annotation from
    the body, Micronaut any."""
    if param.decorators or not function.decorators or _route_decorator(flow, function) is None:
        return False
    kind = param.annotation
    jax = any(
        _RESOURCE_VERBS.match(_last(d.callee if isinstance(d, m.Call) else d)) for d in function.decorators
    )
    if kind in (
        "String",
        "String?",
        "List<String>",
        "String[]",
        "Map<String, String>",
        "JsonNode",
    ) or _BEAN.search(kind):
        return f"the request {'body' if jax else 'parameter'} `{param.name}`"
    return False


_MAPS = re.compile(r"^Map(?:Get|Post|Put|Patch|Delete|Methods|Fallback)?$")
_TEXTS = frozenset(
    {"string", "string?", "string[]", "String", "List<string>", "IEnumerable<string>", "StringValues"}
)


def _csharp(flow: Flow, function: m.Function, param: m.Param) -> str | bool:
    """A controller's action and a lambda given to ``app.MapGet`` bind plain texts from the request by their name."""
    if param.annotation not in _TEXTS or param.decorators:
        return False
    arg = function.parent
    call = None if arg is None else arg.parent
    mapped = isinstance(call, m.Call) and isinstance(call.callee, m.Attr) and _MAPS.match(call.callee.name)
    if not mapped and _route_decorator(flow, function) is None:
        pattern = flow.sources.route_decorators
        names = [m.dotted(d.callee if isinstance(d, m.Call) else d) for d in function.decorators]
        if pattern is None or not any(pattern.search(name) for name in names):
            return False
    return f"the request parameter `{param.name}`"


def _pattern_member(function: m.Function, param: m.Param, key: str) -> str | bool:
    """``({ body, params: { id } }, res) => ...`` and the arguments of file-based routes."""
    if not isinstance(param.pattern, m.Mapping):
        return False
    member = _outer_member(param.pattern, key)
    if member not in _REQUEST_MEMBERS or param not in function.params:
        return False
    position = function.params.index(param)
    if _FILE_ROUTES.match(m.function_name(function)) and position < 2:
        return "request data"
    if position == 0 and (
        _REQUEST_TYPE.search(param.annotation)
        or (len(function.params) > 1 and function.params[1].name in _RESPONSES)
        or _routed(function)
    ):
        return "request data"
    return False


def _outer_member(pattern: m.Mapping, key: str) -> str:
    from checks.syntax.scopes import pattern_names

    for pair in pattern.pairs:
        outer = str(pair.key.value) if isinstance(pair.key, m.Literal) else ""
        if outer and isinstance(pair.value, m.Expr):
            names = pattern_names(pair.value)
            if outer == key or any(key in (name, inner) for name, inner, _ in names):
                return outer
    return ""


def _routed(function: m.Function) -> bool:
    arg = function.parent
    call = None if arg is None else arg.parent
    return (
        isinstance(call, m.Call)
        and isinstance(call.callee, m.Attr)
        and call.callee.name in _ROUTE_VERBS
        and len(call.args) > 1
        and arg is not call.args[0]
    )
