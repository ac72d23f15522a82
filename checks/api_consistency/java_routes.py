"""Reads routes of Spring (MVC and WebFlux, annotated) and JAX-RS from one Java file."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.api_consistency.model import Declared, Route, RouteOptions, Router
from checks.api_consistency.reading import FileReader, status_code
from checks.api_consistency.sources import Sources
from checks.syntax.model import (
    Attr,
    Block,
    Call,
    Class,
    Expr,
    Function,
    Literal,
    Mapping,
    Module,
    Node,
    OpaqueStmt,
    Sequence,
    dotted,
)

MARKERS = ("org.springframework.web", "ws.rs")
"""A file that imports neither declares no route that this reader knows."""

_SPRING_VERBS = {
    "GetMapping": "GET", "PostMapping": "POST", "PutMapping": "PUT", "PatchMapping": "PATCH", "DeleteMapping": "DELETE",
}  # fmt: skip
_SPRING_CONTROLLERS = frozenset({"RestController", "Controller", "RepositoryRestController"})
_JAX_VERBS = frozenset({"GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"})
_CLIENTS = frozenset({"FeignClient", "RegisterRestClient", "HttpExchange"})
"""Annotations of interfaces that call somebody else's API."""
_HIDDEN = frozenset({"Hidden", "ApiIgnore"})


def read(module: Module, sources: Sources) -> Declared | None:
    """Controllers and resources of the file, and JAX-RS's application path."""
    spring = b"org.springframework.web" in module.source
    reader = FileReader(module, sources, "spring" if spring else "jaxrs")
    application: tuple[str | None, ...] = ()
    for cls in classes_in(module):
        marks = marked(cls.decorators)
        if _CLIENTS & marks.keys():
            continue
        if "ApplicationPath" in marks:
            application = (*_texts(marks["ApplicationPath"], reader), None)
        if spring and (_SPRING_CONTROLLERS & marks.keys() or _is_contract(cls)):
            _spring_controller(cls, marks, reader)
        elif spring and b"RouterFunction" in module.source:
            for member in cls.body.items:
                if isinstance(member, Function) and "RouterFunction" in member.returns:
                    _functional(member.body, "", cls, reader, 0)
        elif not spring and "Path" in marks and cls.kind != "interface":
            _jax_resource(cls, marks, reader)
    found = reader.result()
    if not application:
        return found if found.routers else None
    return Declared(
        module.path,
        "jaxrs",
        found.routers,
        found.routes,
        global_prefix=application[0],
        starts_application=True,
        reads_others=reader.reads_others,
    )


def _is_contract(cls: Class) -> bool:
    """An interface whose mappings a controller inherits."""
    return cls.kind == "interface" and cls.name.endswith(
        ("Api", "Operations", "Controller", "Resource", "Endpoint")
    )


def classes_in(module: Module) -> Iterator[Class]:
    """Classes of the file, nested ones included, without going into functions."""
    pending: list[Node] = list(module.body.items)
    while pending:
        item = pending.pop(0)
        if isinstance(item, Class):
            yield item
            pending.extend(i for i in item.body.items if isinstance(i, Class))
        elif isinstance(item, OpaqueStmt):  # a namespace of C#
            pending.extend(i for i in item.items if isinstance(i, (Class, Block)))
        elif isinstance(item, Block):
            pending.extend(item.items)


def marked(decorators: list[Expr]) -> dict[str, Expr]:
    """Annotations by their simple name."""
    found: dict[str, Expr] = {}
    for decorator in decorators:
        name = dotted(decorator.callee if isinstance(decorator, Call) else decorator).rpartition(".")[2]
        found.setdefault(name, decorator)
    return found


def annotation_value(annotation: Expr | None, *names: str) -> Expr | None:
    """A member of an annotation, its only value included."""
    if not isinstance(annotation, Call):
        return None
    for name in names:
        given = annotation.keyword(name)
        if given is not None:
            return given
    return annotation.positional(0) if "value" in names else None


def _texts(annotation: Expr | None, reader: FileReader) -> tuple[str, ...]:
    """Paths that an annotation names: ``"/x"``, ``{"/x", "/y"}``, a constant."""
    given = annotation_value(annotation, "value", "path")
    if given is None:
        return ("",)
    items: list[Expr] = [given]
    if isinstance(given, Sequence):
        items = given.items
    elif isinstance(given, Mapping):
        items = [p.value for p in given.pairs]
    return tuple(text for text in map(reader.constant, items) if text is not None)


def _rooted(path: str) -> str:
    return path if not path or path.startswith("/") else "/" + path


# --- Spring ------------------------------------------------------------------------------------------------------


def _spring_controller(cls: Class, marks: dict[str, Expr], reader: FileReader) -> None:
    mapping = marks.get("RequestMapping")
    prefixes = _texts(mapping, reader) if mapping is not None else ("",)
    pages = "Controller" in marks and "ResponseBody" not in marks
    at = mapping or next((marks[m] for m in _SPRING_CONTROLLERS & marks.keys()), cls)
    for index, prefix in enumerate(prefixes or (None,)):
        key = cls.name if index == 0 else f"{cls.name}#{index}"
        reader.routers[key] = Router(
            key,
            prefix if prefix is None else _rooted(prefix),
            True,
            at.line,
            at.end_line,
            deprecated="Deprecated" in marks,
            hidden=bool(_HIDDEN & marks.keys()),
        )
        for member in cls.body.items:
            if isinstance(member, Function):
                _spring_handler(member, cls, key, pages, reader)


def _spring_handler(member: Function, cls: Class, router: str, pages: bool, reader: FileReader) -> None:
    marks = marked(member.decorators)
    if pages and "ResponseBody" not in marks and "ResponseEntity" not in member.returns:
        return  # answers with the name of a page
    for name, decorator in marks.items():
        if name in _SPRING_VERBS:
            methods: tuple[str, ...] = (_SPRING_VERBS[name],)
        elif name == "RequestMapping":
            methods = _request_methods(decorator)
        else:
            continue
        status = status_code(annotation_value(marks.get("ResponseStatus"), "value", "code"))
        for path in _texts(decorator, reader):
            reader.routes.append(
                Route(
                    router,
                    methods,
                    _rooted(path),
                    decorator.line,
                    decorator.end_line,
                    member,
                    "spring",
                    _options(marks, member, status),
                    owner=cls,
                )
            )


_NESTED = frozenset({"path", "nest"})


def _functional(body: Node, prefix: str, cls: Class, reader: FileReader, depth: int) -> None:
    """WebFlux's ``route().path("/x", b -> b.GET("/{id}", handler::get))`` and ``route(GET("/x"), handler::list)``."""
    if "<functions>" not in reader.routers:
        reader.routers["<functions>"] = Router("<functions>", "", True, cls.line, cls.line)
    pending: list[Node] = [body]
    while pending:
        node = pending.pop()
        if isinstance(node, Call):
            name = node.callee.name if isinstance(node.callee, Attr) else dotted(node.callee)
            inner = next((a.value for a in node.args if isinstance(a.value, Function)), None)
            first = node.positional(0)
            if name in _NESTED and inner is not None and depth < 5:
                if isinstance(first, Call) and dotted(first.callee) == "path":
                    first = first.positional(0)
                text = first.value if isinstance(first, Literal) and isinstance(first.value, str) else None
                if text is not None:
                    _functional(inner.body, prefix + _rooted(text), cls, reader, depth + 1)
                pending.append(node.callee)
                continue
            handled = isinstance(node.positional(1), (Attr, Function)) or name in ("route", "andRoute")
            if (
                name in _JAX_VERBS
                and isinstance(first, Literal)
                and (handled or not isinstance(node.callee, Attr))
            ):
                target = node.args[-1].value
                handler = dotted(target) if isinstance(target, Attr) else None
                path = prefix + _rooted(str(first.value or ""))
                reader.routes.append(
                    Route(
                        "<functions>", (name,), path, node.callee.end_line, node.end_line, handler, "spring"
                    )
                )
        pending.extend(node.children())


def _request_methods(decorator: Expr) -> tuple[str, ...]:
    given = annotation_value(decorator, "method")
    if given is None:
        return ("ANY",)
    items = given.items if isinstance(given, Sequence) else [given]
    return tuple(dotted(i).rpartition(".")[2] for i in items if dotted(i)) or ("ANY",)


def _options(marks: dict[str, Expr], member: Function, status: int | None) -> RouteOptions:
    return RouteOptions(
        status=status,
        response_type=answered_type(member.returns),
        deprecated="Deprecated" in marks,
        hidden=bool(_HIDDEN & marks.keys()),
    )


def answered_type(returns: str) -> str:
    """The body's type inside ``ResponseEntity<...>``, ``Mono<...>`` and their like; ``""`` where it says nothing."""
    text = returns.strip()
    while match := re.fullmatch(
        r"(?:\w+\.)*(?:ResponseEntity|HttpEntity|Mono|Uni|CompletableFuture|CompletionStage|Callable|DeferredResult|"
        r"RestResponse|Optional|Task|ValueTask|ActionResult)\s*<(.*)>",
        text,
        re.DOTALL,
    ):
        text = match.group(1).strip()
    if text in (
        "?",
        "void",
        "Void",
        "Object",
        "Response",
        "String",
        "ResponseEntity",
        "IActionResult",
        "Task",
    ):
        return ""
    return text


# --- JAX-RS ------------------------------------------------------------------------------------------------------


def _jax_resource(cls: Class, marks: dict[str, Expr], reader: FileReader) -> None:
    at = marks["Path"]
    prefixes = _texts(at, reader)
    reader.routers[cls.name] = Router(
        cls.name,
        _rooted(prefixes[0]) if prefixes else None,
        True,
        at.line,
        at.end_line,
        deprecated="Deprecated" in marks,
        hidden=bool(_HIDDEN & marks.keys()),
    )
    for member in cls.body.items:
        if not isinstance(member, Function):
            continue
        own = marked(member.decorators)
        for method in _JAX_VERBS & own.keys():
            paths = _texts(own.get("Path"), reader)
            places = [own[method], *([own["Path"]] if "Path" in own else [])]
            for path in paths:
                reader.routes.append(
                    Route(
                        cls.name,
                        (method,),
                        _rooted(path),
                        min(p.line for p in places),
                        max(p.end_line for p in places),
                        member,
                        "jaxrs",
                        _options(
                            own, member, status_code(annotation_value(own.get("ResponseStatus"), "value"))
                        ),
                        owner=cls,
                    )
                )
