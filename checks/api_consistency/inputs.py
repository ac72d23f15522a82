"""What a handler takes from the request: query parameters, a body, and whether it pages."""

from __future__ import annotations

import re
from dataclasses import dataclass

from checks.api_consistency.data_access import PAGE_WORDS, snake
from checks.api_consistency.model import Field, Operation, Place, param_names
from checks.api_consistency.schemas import class_of_type, fields_of_class, fields_of_schema, fields_of_type
from checks.api_consistency.sources import Sources
from checks.syntax.model import (
    Assign,
    Attr,
    Call,
    Expr,
    Function,
    Index,
    Literal,
    Mapping,
    Name,
    Param,
    Unary,
    dotted,
    enclosing,
)

_QUERY_OWNERS = frozenset(
    {
        "request.args", "request.GET", "request.query_params", "self.request.query_params", "self.request.GET",
        "req.query", "request.query", "ctx.query", "ctx.request.query", "c.req.query", "searchParams", "params",
        "request.nextUrl.searchParams", "req.nextUrl.searchParams", "url.searchParams", "query", "args", "query_params",
        "ctx.req.query",
    }
)  # fmt: skip
_QUERY_CALLS = frozenset(
    {
        "get",
        "getlist",
        "integer",
        "input",
        "getAll",
        "get_list",
        "Get",
        "Query",
        "DefaultQuery",
        "QueryInt",
        "QueryParam",
        "query",
    }
)
_GO_QUERY = re.compile(
    r"^(?:\w+\.URL\.Query\(\)\.Get|c\.(?:Query|DefaultQuery|QueryParam|QueryInt)|q\.Get|query\.Get)$"
)
_SCALAR = re.compile(
    r"^(?:Annotated\[)?\s*(?:Optional\[|Union\[)?\s*(?:int|str|float|bool|UUID|uuid\.UUID|date|datetime|Decimal|list\[|List\[|Literal\[|conint|constr|EmailStr|None|"
    r"Positive(?:Int|Float)|NonNegativeInt)"
)
_SERVICES = re.compile(
    r"\b(?:Session|AsyncSession|Request|Response|BackgroundTasks|WebSocket|Connection|Depends|Security|Service|Repository|Client)\b|Dep\b|CurrentUser|UploadFile"
)
_BODY_READS = frozenset(
    {
        "request.get_json", "request.json", "req.body", "request.body", "request.form", "request.data", "request.POST",
        "request.files", "ctx.request.body", "c.req.json", "r.Body", "c.ShouldBindJSON", "c.BindJSON", "c.Bind",
        "c.req.parseBody", "req.json", "request.formData", "c.req.valid", "request.get_data", "req.files", "req.file",
        "c.BodyParser", "self.request.data", "request.text", "req.text", "request.stream", "request.FILES",
    }
)  # fmt: skip


_GO_BINDS = frozenset({"Decode", "ShouldBindJSON", "BindJSON", "ShouldBind", "Bind", "BodyParser"})


@dataclass(frozen=True, slots=True)
class Inputs:
    """What a handler takes."""

    params: tuple[Field, ...] = ()
    """Query and header parameters that can be named."""
    body: tuple[Field, ...] | None = None
    """Fields of the declared body model; None when it is not declared or not readable."""
    reads_body: bool = False
    body_at: Place | None = None
    pages_by_helper: bool = False
    """Paging whose parameter names are hidden in a helper or a library."""
    unresolved: frozenset[str] = frozenset()
    """Dependencies that may take more parameters but could not be read."""

    @property
    def paging(self) -> tuple[str, ...]:
        """Names of the paging parameters as written, sorted."""
        return tuple(sorted(p.name for p in self.params if snake(p.name) in PAGE_WORDS))


def inputs_of(operation: Operation, function: Function, file: str, sources: Sources) -> Inputs:
    """Reads the signature where the framework binds it, and the body of the function otherwise."""
    collected = Collector(file, sources, set(param_names(operation.shown)))
    if operation.framework in ("fastapi",):
        for param in function.params:
            collected.fastapi(param, operation)
    elif operation.framework == "nest":
        for param in function.params:
            collected.nest(param)
    elif operation.framework in ("spring", "jaxrs"):
        from checks.api_consistency.java_inputs import java_parameter

        for param in function.params:
            java_parameter(param, operation, collected, file, sources)
    elif operation.framework == "aspnet":
        from checks.api_consistency.csharp_inputs import csharp_parameter

        for param in function.params:
            csharp_parameter(param, operation, collected, file, sources)
    collected.body_reads(function)
    for schema in operation.options.schemas:
        collected.schema(sources.expr_at(schema))
    return Inputs(
        tuple(collected.params.values()),
        collected.body,
        collected.reads_body,
        collected.body_at,
        collected.helper,
        frozenset(collected.unresolved),
    )


class Collector:
    """Gathers what one handler takes."""

    def __init__(self, file: str, sources: Sources, path_params: set[str]) -> None:
        self.file = file
        self.sources = sources
        self.path_params = path_params
        self.params: dict[str, Field] = {}
        self.body: tuple[Field, ...] | None = None
        self.reads_body = False
        self.body_at: Place | None = None
        self.helper = False
        self.unresolved: set[str] = set()

    def add(
        self, name: str, required: bool, type_text: str, line: int, end_line: int, place: str = "query"
    ) -> None:
        """One query or header parameter."""
        if name not in self.path_params:
            self.params.setdefault(
                name, Field(name, place, required, type_text, Place(self.file, line, end_line))
            )

    # --- signatures ----------------------------------------------------------------------------------------------

    def fastapi(self, param: Param, operation: Operation, depth: int = 0) -> None:
        """One parameter of a FastAPI handler or of one of its dependencies."""
        note = param.annotation
        default = param.default
        made = dotted(default.callee).rpartition(".")[2] if isinstance(default, Call) else ""
        if param.name in self.path_params or made == "Path" or "Path(" in note or param.kind:
            return
        if made in ("Depends", "Security") or "Depends(" in note or "Security(" in note:
            self._dependency(param, operation, depth)
            return
        if made in ("Header", "Cookie") or "Header(" in note or "Cookie(" in note:
            self.add(param.name, _required(default, note), note, param.line, param.end_line, "header")
            return
        if made in ("File", "Form", "Body") or re.search(r"\b(?:File|Form|Body)\(", note):
            self.reads_body = True
            return
        if made == "Query" or "Query(" in note or _SCALAR.match(note) or (not note and default is not None):
            name = _alias(default, note) or param.name
            found = class_of_type(note, self.file, self.sources) if "Query(" in note else None
            if (
                found is not None
                and found[1].kind == "class"
                and not _SCALAR.match(note.removeprefix("Annotated["))
            ):
                fields = fields_of_class(found[1], found[0], self.sources, "query")
                if fields:
                    for item in fields:
                        self.params.setdefault(item.name, item)
                    return
            self.add(name, _required(default, note), note, param.line, param.end_line)
            return
        if _SERVICES.search(note):
            alias = self.sources.value(self.file, note) if re.fullmatch(r"\w+", note) else None
            del alias
            return
        if re.search(r"pagina|\bpage|params\b", note, re.IGNORECASE):
            self._page_type(note)
            return
        found = class_of_type(note, self.file, self.sources)
        if found is None:
            if re.fullmatch(r"\w+", note):
                alias = self.sources.value(self.file, note)  # PageDep = Annotated[Page, Depends()]
                self.helper = self.helper or (alias is not None and "pag" in note.lower())
            return
        fields = fields_of_class(found[1], found[0], self.sources, "body")
        if fields is None:  # an enumeration: a query parameter
            self.add(param.name, _required(default, note), note, param.line, param.end_line)
            return
        if depth == 0:
            self.reads_body = True
            self.body_at = Place(self.file, param.line, param.end_line)
            self.body = fields if self.body is None else self.body

    def _page_type(self, note: str) -> None:
        self.helper = True
        for item in fields_of_type(note, self.file, self.sources, "query") or ():
            self.params.setdefault(item.name, item)

    def _dependency(self, param: Param, operation: Operation, depth: int) -> None:
        target = ""
        if isinstance(param.default, Call) and param.default.args:
            target = dotted(param.default.args[0].value)
        elif "Depends(" in param.annotation:
            match = re.search(r"Depends\(\s*([\w.]*)", param.annotation)
            target = match.group(1) if match else ""
        if not target:
            words = re.findall(r"[A-Z]\w+", param.annotation)
            target = next((w for w in words if w not in ("Annotated", "Depends")), "")
        if re.search(r"pag(?:e|ing|ina)", target + param.name, re.IGNORECASE):
            self.helper = True
        if not target or depth > 2:
            return
        called = self.sources.function(self.file, target)
        if called is None:
            called = self.sources.function(self.file, f"{target}.__init__")
        if called is not None:
            inner = Collector(called[0], self.sources, self.path_params)
            for item in called[1].params:
                if item.name not in ("self", "cls"):
                    inner.fastapi(item, operation, depth + 1)
            for name, found in inner.params.items():
                self.params.setdefault(name, found)
            return
        cls = self.sources.cls(self.file, target)
        if cls is not None:
            for given in fields_of_class(cls[1], cls[0], self.sources, "query") or ():
                self.params.setdefault(given.name, given)
            return
        self.unresolved.add(target)

    def nest(self, param: Param) -> None:
        """One decorated parameter of a NestJS handler."""
        for decorator in param.decorators:
            if not isinstance(decorator, Call):
                continue
            kind = dotted(decorator.callee)
            first = decorator.positional(0)
            name = first.value if isinstance(first, Literal) and isinstance(first.value, str) else ""
            if kind == "Query" and name:
                module = self.sources.module(self.file)
                text = module.text(param) if module is not None else ""
                optional = param.default is not None or bool(re.search(rf"\b{param.name}\s*\?", text))
                # A bare @Query('x') binds undefined when it is left out; only a validating pipe refuses.
                strict = (
                    bool(re.search(r"Parse\w+Pipe", text))
                    and "optional: true" not in text
                    and "DefaultValue" not in text
                )
                self.add(name, strict and not optional, param.annotation, param.line, param.end_line)
            elif kind == "Query":
                fields = fields_of_type(param.annotation, self.file, self.sources, "query")
                for item in fields or ():
                    self.params.setdefault(item.name, item)
                if not fields and re.search(
                    r"pag(?:e|ing|ina)|Query|List|Filter", param.annotation, re.IGNORECASE
                ):
                    self.helper = True
            elif kind == "Body":
                self.reads_body = True
                if not name:
                    self.body_at = Place(self.file, param.line, param.end_line)
                    self.body = fields_of_type(param.annotation, self.file, self.sources, "body")
            elif "pag" in kind.lower():
                self.helper = True

    # --- reads in the body of the function ------------------------------------------------------------------------

    def body_reads(self, function: Function) -> None:
        """``request.args.get("x")``, ``req.query.x``, ``const { x } = req.query``, ``schema.parse(req.query)``."""
        for node in self.sources.nodes_of(function):
            if isinstance(node, Attr):
                if dotted(node) in _BODY_READS:
                    self.reads_body = True
                if _is_query(node.base) and not _called(node):
                    self.add(node.name, False, "", node.line, node.end_line)
            elif isinstance(node, Index) and _is_query(node.base):
                if isinstance(node.key, Literal) and isinstance(node.key.value, str):
                    self.add(node.key.value, self.file.endswith(".py"), "", node.line, node.end_line)
            elif isinstance(node, Assign) and node.value is not None and _is_query(node.value):
                for target in node.targets:
                    if isinstance(target, Mapping):
                        for pair in target.pairs:
                            if isinstance(pair.key, Literal) and isinstance(pair.key.value, str):
                                self.add(pair.key.value, False, "", pair.line, pair.end_line)
            elif isinstance(node, Call):
                self._call(node)

    def _call(self, node: Call) -> None:
        name = dotted(node.callee)
        last = node.callee.name if isinstance(node.callee, Attr) else name
        first = node.positional(0)
        if (
            isinstance(node.callee, Attr)
            and last in _QUERY_CALLS
            and isinstance(first, Literal)
            and isinstance(first.value, str)
        ) and (
            _is_query(node.callee.base)
            or _GO_QUERY.match(name)
            or name in ("c.req.query", "req.query", "ctx.req.query")
            or (self.file.endswith(".php") and dotted(node.callee.base) == "request")
        ):
            self.add(first.value, False, "", node.line, node.end_line)
        if re.search(
            r"pagina|(?:^|[_.])page|Page(?:s|d|Params)?$|cursor", name, re.IGNORECASE
        ) and not name.startswith("render"):
            self.helper = True
        if self.file.endswith(".php") and name in (
            "request.all",
            "request.validated",
            "request.validate",
            "request.post",
        ):
            self.reads_body = True
        if self.file.endswith(".go") and last in _GO_BINDS and node.args:
            self._go_body(node)
        if last in ("parse", "safeParse", "parseAsync", "validate", "validateAsync") and isinstance(
            node.callee, Attr
        ):
            if first is not None and _is_query(first):
                for item in fields_of_schema(node.callee.base, self.file, self.sources, "query") or ():
                    self.params.setdefault(item.name, item)
            elif first is not None and dotted(first) in _BODY_READS:
                fields = fields_of_schema(node.callee.base, self.file, self.sources, "body")
                if fields is not None and self.body is None:
                    self.body = fields

    def _go_body(self, node: Call) -> None:
        """``json.NewDecoder(r.Body).Decode(&body)``, ``c.ShouldBindJSON(&body)``: the fields of the variable's type."""
        argument = node.args[0].value
        name = dotted(argument.operand) if isinstance(argument, Unary) else ""
        scope = enclosing(node, Function)
        self.reads_body = self.reads_body or name != ""
        for found in scope.body.walk() if scope is not None and name else ():
            if isinstance(found, Assign) and any(dotted(t) == name for t in found.targets):
                made = found.value.type_name if isinstance(found.value, Mapping) else ""
                cls = self.sources.cls(self.file, (found.annotation or made).lstrip("*&"))
                if cls is not None and self.body is None:
                    self.body = fields_of_class(cls[1], cls[0], self.sources, "body")
                return

    def schema(self, expr: Expr) -> None:
        """A schema that the registration names: zod or Joi in a ``validate(...)`` middleware, Fastify's ``schema``."""
        if isinstance(expr, Mapping):
            query = expr.get("querystring") or expr.get("query")
            body = expr.get("body")
            for place, part in (("query", query), ("body", body)):
                if part is None:
                    continue
                fields = _json_schema(part, self.file, place) or fields_of_schema(
                    part, self.file, self.sources, place
                )
                if fields is None:
                    continue
                if place == "query":
                    for item in fields:
                        self.params.setdefault(item.name, item)
                elif self.body is None:
                    self.body = fields
            return
        if isinstance(expr, Name):
            bound = self.sources.value(self.file, expr.id)
            if bound is not None and isinstance(bound[1], Mapping):
                self.schema(bound[1])
                return
            fields = fields_of_schema(expr, self.file, self.sources, "body")
            if fields is not None:
                if any(snake(f.name) in PAGE_WORDS for f in fields):
                    for item in fields:
                        self.params.setdefault(item.name, item)
                elif self.body is None:
                    self.body = fields


def _json_schema(expr: Expr, file: str, place: str) -> tuple[Field, ...] | None:
    if not isinstance(expr, Mapping):
        return None
    properties = expr.get("properties")
    from checks.api_consistency.reading import strings_in

    required = set(strings_in(expr.get("required")))
    if not isinstance(properties, Mapping):
        return None
    return tuple(
        Field(str(p.key.value), place, p.key.value in required, "", Place(file, p.line, p.end_line))
        for p in properties.pairs
        if isinstance(p.key, Literal)
    )


def _is_query(expr: Expr) -> bool:
    return dotted(expr) in _QUERY_OWNERS or dotted(expr) in (
        "r.URL.Query()",
        "new URL().searchParams",
        "URL().searchParams",
    )


def _called(node: Attr) -> bool:
    parent = node.parent
    return isinstance(parent, Call) and parent.callee is node


def _required(default: Expr | None, note: str) -> bool:
    if default is None:
        return True
    if isinstance(default, Literal):
        return default.value is Ellipsis
    if isinstance(default, Call) and dotted(default.callee).rpartition(".")[2] in (
        "Query",
        "Header",
        "Cookie",
    ):
        given = default.positional(0)
        given = given if given is not None else default.keyword("default")
        if default.keyword("default_factory") is not None:
            return False
        return given is None or (isinstance(given, Literal) and given.value is Ellipsis)
    return False


def _alias(default: Expr | None, note: str) -> str:
    if isinstance(default, Call):
        alias = default.keyword("alias")
        if isinstance(alias, Literal) and isinstance(alias.value, str):
            return alias.value
    match = re.search(r"alias\s*=\s*['\"]([^'\"]+)['\"]", note)
    return match.group(1) if match else ""
