"""Everything the rules know of one operation's handler, put together."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from checks.api_consistency.data_access import Access, access_of
from checks.api_consistency.inputs import Inputs, inputs_of
from checks.api_consistency.java_answers import default_status
from checks.api_consistency.model import Field, Operation
from checks.api_consistency.responses import Answer, answers_of
from checks.api_consistency.schemas import fields_of_class, fields_of_type
from checks.api_consistency.sources import Sources
from checks.syntax.model import Assign, Call, Class, Function, Literal, Name, dotted

_LIST_TYPE = re.compile(
    r"^(?:Promise<|Observable<)?\s*(?:list|List|Sequence|Iterable|Array|Collection|Set|Flux|Multi|IEnumerable|IList|"
    r"IReadOnlyList|ICollection|IReadOnlyCollection|IAsyncEnumerable|IQueryable)\s*[\[<]|\[\]\s*>*$|QuerySet"
)
_PAGE_TYPE = re.compile(
    r"(?<![a-z])(?:\w*Page[d]?|Paginated\w*|\w*PageResponse|CursorPage|LimitOffsetPage|Connection|Slice|PagedModel)\s*(?:[\[<>]|$)"
)

_ITEMS = frozenset(
    {"items", "data", "results", "rows", "records", "entries", "values", "list", "content", "edges"}
)
"""Names under which an envelope carries the items of a page."""

_SUMMARIES = frozenset(
    {
        "dashboard", "summary", "stats", "statistics", "count", "counts", "total", "totals", "report", "metrics", "overview",
        "analytics", "export", "download", "latest", "current", "next", "me", "csv", "chart", "balance", "usage", "tree",
    }
)  # fmt: skip
"""Last words of paths that answer with one thing made from many rows, or with a file."""


@dataclass(frozen=True, slots=True)
class HandlerFacts:
    """What a handler takes, does and answers. Empty for a handler that could not be read (``read`` is False)."""

    read: bool = False
    inputs: Inputs = field(default_factory=Inputs)
    access: Access = field(default_factory=Access)
    answers: tuple[Answer, ...] = ()
    response: tuple[Field, ...] | None = None
    """Fields of the declared response model."""
    lists: bool = False
    """The endpoint answers with a collection."""
    pages: bool = False
    """It takes paging parameters, or pages through a helper or library."""
    plain_status: int | None = None
    """The status that the framework gives to what the handler returns as it is."""


def read_handler(operation: Operation, sources: Sources) -> HandlerFacts:
    """Facts of one operation."""
    if operation.framework == "drf" and operation.code is None:
        return _viewset_facts(operation, sources)
    function = operation.handler
    if function is None:
        return HandlerFacts()
    file = operation.handler_file
    inputs = inputs_of(operation, function, file, sources)
    access = access_of(function, file, sources)
    declared = operation.options.response_type or (
        function.returns if operation.framework in ("fastapi", "nest") else ""
    )
    paged_type = bool(declared and _PAGE_TYPE.search(declared))
    lists = bool(declared and (_LIST_TYPE.search(declared) or paged_type))
    fields = fields_of_type(declared, file, sources, "response") if declared else None
    wrapped = any(f.name in _ITEMS and _LIST_TYPE.search(f.type) for f in fields or ())
    lists = lists or (wrapped and not operation.path.endswith("{}"))
    one = (
        bool(fields)
        or operation.path.endswith("{}")
        or operation.path.rpartition("/")[2].lower() in _SUMMARIES
    )
    if not lists and not one and operation.method in ("GET", "ANY"):
        lists = bool(access.reads)
    return HandlerFacts(
        True,
        inputs,
        access,
        answers_of(function, file, sources),
        fields,
        lists,
        bool(inputs.paging) or inputs.pages_by_helper or paged_type,
        default_status(operation.framework, function) if operation.framework in ("spring", "jaxrs") else None,
    )


def _viewset_facts(operation: Operation, sources: Sources) -> HandlerFacts:
    """Django REST framework: what the generic view does with the class's attributes."""
    view = operation.owner
    if view is None:
        return HandlerFacts()
    lists = operation.handler_name == "list" or (
        operation.handler_name == "get" and any("List" in dotted(b) for b in view.bases)
    )
    paging = attribute(view, "pagination_class")
    if isinstance(paging, Literal) and paging.value is None:
        pages = False
    else:
        pages = paging is not None or _default_pagination(sources)
    serializer = attribute(view, "serializer_class")
    found = sources.cls(operation.handler_file, dotted(serializer)) if serializer is not None else None
    response = fields_of_class(found[1], found[0], sources, "response") if found is not None else None
    return HandlerFacts(True, Inputs(pages_by_helper=pages), Access(), (), response, lists, lists and pages)


def attribute(cls: Class, name: str) -> Call | Name | Literal | None:
    """What a class attribute is bound to."""
    for member in cls.body.items:
        if isinstance(member, Assign) and any(isinstance(t, Name) and t.id == name for t in member.targets):
            return member.value  # type: ignore[return-value]
    return None


def _default_pagination(sources: Sources) -> bool:
    for path in sources.settings():
        text = sources.text(path) or ""
        match = re.search(r"DEFAULT_PAGINATION_CLASS['\"]\s*:\s*(\S+)", text)
        if match:
            return not match.group(1).startswith("None")
    return False


__all__ = ["Function", "HandlerFacts", "attribute", "read_handler"]
