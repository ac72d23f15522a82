"""What the parameters of a Spring or JAX-RS handler take from the request."""

from __future__ import annotations

from checks.api_consistency.inputs import Collector
from checks.api_consistency.java_routes import annotation_value, marked
from checks.api_consistency.model import Field, Operation, Place
from checks.api_consistency.schemas import class_of_type, fields_of_class, fields_of_type
from checks.api_consistency.sources import Sources
from checks.syntax.model import Assign, Class, Expr, Literal, Param

_OF_THE_SERVER = frozenset(
    {
        "Principal", "Authentication", "HttpServletRequest", "HttpServletResponse", "ServerHttpRequest", "Model", "Locale",
        "BindingResult", "HttpHeaders", "UriInfo", "SecurityContext", "AsyncResponse", "HttpSession", "ServerWebExchange",
        "UriComponentsBuilder", "Errors", "MultipartFile", "Request", "Jwt", "UserDetails", "WebRequest",
    }
)  # fmt: skip
_NOT_TAKEN = frozenset(
    {
        "PathVariable", "PathParam", "AuthenticationPrincipal", "Context", "Suspended", "RequestAttribute", "SessionAttribute",
        "CurrentUser", "MatrixVariable", "CookieValue", "CookieParam", "RequestPart", "FormParam",
    }
)  # fmt: skip


def java_parameter(param: Param, operation: Operation, into: Collector, file: str, sources: Sources) -> None:
    """Adds one parameter of the handler to what it takes."""
    marks = marked(param.decorators)
    at = Place(file, param.line, param.end_line)
    kind = param.annotation.partition("<")[0].rpartition(".")[2]
    if kind in ("Pageable", "PageRequest") and not marks.keys() & {"BeanParam"}:
        for name in ("page", "size"):
            into.params.setdefault(name, Field(name, "query", False, "int", at))
        return
    for mark, place in (
        ("RequestParam", "query"), ("QueryParam", "query"), ("RestQuery", "query"), ("RequestHeader", "header"),
        ("HeaderParam", "header"),
    ):  # fmt: skip
        if mark in marks:
            into.add(*_named(param, marks, mark), param.line, param.end_line, place)
            return
    if _NOT_TAKEN & marks.keys() or kind in _OF_THE_SERVER:
        return
    bare = not marks.keys() - {"Valid", "NotNull", "Nullable", "Parameter"}
    if "RequestBody" in marks or (operation.framework == "jaxrs" and bare):
        into.reads_body = True
        into.body_at = at
        into.body = fields_of_type(param.annotation, file, sources, "body")
        return
    # What has no annotation is bound from the query: a filter object, or Spring's own resolvers.
    found = class_of_type(param.annotation, file, sources)
    if found is None:
        if "BeanParam" in marks or "ParameterObject" in marks or "page" in kind.lower():
            into.helper = True
        return
    fields = (
        _bean(found[1], found[0]) if "BeanParam" in marks else fields_of_class(*found[::-1], sources, "query")
    )
    into.helper = into.helper or "page" in kind.lower()
    for item in fields or ():
        into.params.setdefault(item.name, Field(item.name, "query", False, item.type, item.at))


def _named(param: Param, marks: dict[str, Expr], mark: str) -> tuple[str, bool, str]:
    """Name, whether it must be sent, and type."""
    given = annotation_value(marks[mark], "value", "name")
    name = given.value if isinstance(given, Literal) and isinstance(given.value, str) else param.name
    required = annotation_value(marks[mark], "required")
    optional = isinstance(required, Literal) and required.value is False
    optional = (
        optional or annotation_value(marks[mark], "defaultValue") is not None or "DefaultValue" in marks
    )
    optional = optional or param.annotation.startswith("Optional") or "Nullable" in marks
    # JAX-RS binds null (or zero) for what is left out; only a constraint refuses it.
    must = mark == "RequestParam" or mark == "RequestHeader" or bool(marks.keys() & {"NotNull", "NotBlank"})
    return name, must and not optional, param.annotation


def _bean(cls: Class, file: str) -> tuple[Field, ...]:
    """Members of a ``@BeanParam`` class by their ``@QueryParam`` names."""
    found = []
    for member in cls.body.items:
        if not isinstance(member, Assign):
            continue
        marks = marked(member.decorators)
        given = annotation_value(marks.get("QueryParam"), "value")
        if isinstance(given, Literal) and isinstance(given.value, str):
            at = Place(file, member.line, member.end_line)
            found.append(Field(given.value, "query", False, member.annotation, at))
    return tuple(found)
