"""A JSON field named in another case than the service's fields."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.api_consistency.api import Api, api_of
from checks.api_consistency.data_access import snake
from checks.api_consistency.example_controllers import spring_order
from checks.api_consistency.example_services import FASTAPI
from checks.api_consistency.house_style import case_of, is_operational, style_of
from checks.api_consistency.model import Operation, Place
from checks.api_consistency.placing import one_per_place, place_site
from checks.api_consistency.responses import Shape
from checks.rules import Defect, Example, Rule, Scope, Severity, Site
from checks.views import ChangeView

_FOREIGN = re.compile(r"webhook|integration|external|vendor|stripe|github|slack|client", re.IGNORECASE)
_SCHEMAS = FASTAPI["app/schemas.py"]

RULE = Rule(
    id="api-consistency/field-case",
    severity=Severity.NOTE,
    languages=("python", "javascript", "typescript", "go", "java", "csharp", "ruby", "php"),
    title="Field named in another case",
    what="A new request or response field whose name is written in another case (snake_case, camelCase) than the service's fields.",
    why="Generated and hand-written clients map names by rule; one exception is read as missing until someone looks at the wire.",
    fix="Name the field as its siblings are named.",
    bad=(
        spring_order(("String createdAt) {}", "String createdAt, String order_state) {} // <-- here")),
        Example(
            base=FASTAPI,
            files={
                **FASTAPI,
                "app/schemas.py": _SCHEMAS.replace(
                    "class OrderOut(BaseModel):\n    id: str\n",
                    "class OrderOut(BaseModel):\n    id: str\n    paidAt: str | None = None  # <-- here\n",
                ),
            },
        ),
    ),
    good=(
        spring_order(("String createdAt)", "String createdAt, String orderState)")),
        Example(
            base=FASTAPI,
            files={
                **FASTAPI,
                "app/schemas.py": _SCHEMAS.replace(
                    "class OrderOut(BaseModel):\n    id: str\n",
                    "class OrderOut(BaseModel):\n    id: str\n    paid_at: str | None = None\n    total: int = 0\n",
                ),
            },
            sites=2,
        ),
    ),
    references=("https://opensource.zalando.com/restful-api-guidelines/#118", "https://google.aip.dev/140"),
    site="Every new request or response field.",
    scope=Scope.CHANGE,
    yields_to=("api-consistency/breaking-change",),
)


def check(view: ChangeView) -> list[Site]:
    """One site a field that the change wrote."""
    return one_per_place(list(_sites(api_of(view))))


def _sites(api: Api) -> Iterator[Site]:
    if not api.touches_code:
        return
    for operation in api.head.operations:
        if is_operational(operation) or _FOREIGN.search(operation.path):
            continue
        if not any(f in api.changed_files for f in api.head.sources.reach(operation.handler_file)):
            continue
        for name, place in _names(api, operation):
            if api.touched(place) and not _FOREIGN.search(place.path):
                yield place_site(place, _judge(api, operation, name))


def _names(api: Api, operation: Operation) -> Iterator[tuple[str, Place]]:
    facts = api.head.facts(operation)
    for item in (*(facts.response or ()), *(facts.inputs.body or ())):
        if item.at is not None:
            yield item.name, item.at
    for answer in facts.answers:
        if answer.is_error or not api.touched(answer.place):
            continue
        module = api.head.sources.module(answer.place.path)
        if module is None:
            continue
        for key in _keys(answer.shape or ()):
            for line in range(answer.place.line, answer.place.end_line + 1):
                if re.search(rf"\b{re.escape(key)}\b", module.text_lines[line - 1]):
                    yield key, Place(answer.place.path, line, line)
                    break


def _keys(shape: Shape) -> Iterator[str]:
    for key, inner in shape:
        yield key
        yield from _keys(inner or ())


def _judge(api: Api, operation: Operation, name: str) -> Defect | None:
    house = style_of(api, operation.group).field_case
    case = case_of(name)
    if house is None or not house.clear or case not in ("snake", "camel") or case == house.value:
        return None
    words = snake(name).split("_")
    better = "_".join(words) if house.value == "snake" else words[0] + "".join(w.title() for w in words[1:])
    shown = {"snake": "snake_case", "camel": "camelCase"}
    return Defect(
        f"The field `{name}` is {shown[case]}; {house.counted} fields of more than one word here are {shown[house.value]}.",
        fix=f"Call it `{better}`.",
        evidence=house.evidence(f"a field in {shown[house.value]}"),
    )
