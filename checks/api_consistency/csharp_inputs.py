"""What the parameters of an ASP.NET Core handler take from the request."""

from __future__ import annotations

import re

from checks.api_consistency.inputs import Collector
from checks.api_consistency.java_routes import annotation_value, marked
from checks.api_consistency.model import Operation, Place
from checks.api_consistency.schemas import class_of_type, fields_of_class, fields_of_type
from checks.api_consistency.sources import Sources
from checks.syntax.model import Literal, Param

_SCALAR = re.compile(
    r"^(?:int|long|short|string|bool|decimal|double|float|Guid|DateTime\w*|DateOnly|\w+\[\])\??$"
)
_SERVED = frozenset({"FromRoute", "FromServices", "FromForm", "FromKeyedServices"})


def csharp_parameter(
    param: Param, operation: Operation, into: Collector, file: str, sources: Sources
) -> None:
    """Adds one parameter of the handler to what it takes."""
    marks = marked(param.decorators)
    at = Place(file, param.line, param.end_line)
    if _SERVED & marks.keys():
        return
    if "FromBody" in marks:
        into.reads_body, into.body_at = True, at
        into.body = fields_of_type(param.annotation, file, sources, "body")
        return
    given = annotation_value(marks.get("FromQuery"), "Name")
    name = given.value if isinstance(given, Literal) and isinstance(given.value, str) else param.name
    scalar = bool(_SCALAR.match(param.annotation))
    if "FromHeader" in marks:
        into.add(name, False, param.annotation, param.line, param.end_line, "header")
    elif scalar:
        required = bool(marks.keys() & {"Required", "BindRequired"})
        into.add(name, required, param.annotation, param.line, param.end_line)
    elif "FromQuery" in marks or "AsParameters" in marks or operation.method in ("GET", "DELETE"):
        found = class_of_type(param.annotation, file, sources)
        fields = fields_of_class(found[1], found[0], sources, "query") if found is not None else None
        for item in fields or () if found is not None and found[1].kind != "interface" else ():
            into.params.setdefault(item.name, item)
        into.helper = into.helper or ("FromQuery" in marks and not fields)
    elif class_of_type(param.annotation, file, sources) is not None and not re.match(
        r"I[A-Z]", param.annotation
    ):
        into.reads_body, into.body_at = True, at
        into.body = into.body or fields_of_type(param.annotation, file, sources, "body")
    elif re.search(r"(?:Request|Dto|Input|Command|Model)\??$", param.annotation):
        into.reads_body = True
