"""A new error response of another shape than the service's errors."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.api_consistency.api import Api, api_of
from checks.api_consistency.example_controllers import aspnet, spring
from checks.api_consistency.example_services import EXPRESS, FASTAPI
from checks.api_consistency.house_style import HouseStyle, error_signature, is_operational, style_of
from checks.api_consistency.model import Operation
from checks.api_consistency.placing import one_per_place, place_site
from checks.api_consistency.responses import Answer, Shape, shown
from checks.api_consistency.spring_advice import advice_of
from checks.report import Evidence
from checks.rules import Defect, Example, Rule, Scope, Severity, Site
from checks.views import ChangeView

_ORDERS = FASTAPI["app/routers/orders.py"]
_TS_ORDERS = EXPRESS["src/routes/orders.ts"]

RULE = Rule(
    id="api-consistency/error-format",
    severity=Severity.WARNING,
    languages=("python", "javascript", "typescript", "go", "java", "csharp", "ruby", "php"),
    title="Error body of another shape",
    what="A new error response whose body has other keys or another nesting than the errors the service already sends.",
    why="Clients read one error shape. From another they show an empty message, or fail while they handle the failure.",
    fix="Send the error in the shape of its siblings.",
    bad=(
        spring(
            (
                'new ApiError("not_found", "No such refund"));',
                'Map.of("message", "No such refund")); // <-- here',
            )
        ),
        aspnet(
            (
                '            return NotFound(new { code = "not_found", message = "No such refund" });',
                '            return NotFound(new { error = "No such refund" }); // <-- here',
            )
        ),
        Example(
            base=FASTAPI,
            files={
                **FASTAPI,
                "app/routers/orders.py": _ORDERS
                + '\n\n@router.post("/{item_id}/refund", status_code=202)\n'
                + "def refund(item_id: str, db: Session = Depends(get_db)):\n"
                + "    order = db.get(Order, item_id)\n"
                + "    if order is None:\n"
                + '        raise HTTPException(status_code=404, detail="Order not found")  # <-- here\n'
                + "    return start_refund(db, order)\n",
            },
        ),
        Example(
            base=FASTAPI,
            files={
                **FASTAPI,
                "app/routers/orders.py": _ORDERS
                + '\n\n@router.post("/{item_id}/refund", status_code=202)\n'
                + "def refund(item_id: str, db: Session = Depends(get_db)):\n"
                + "    if not refundable(db, item_id):\n"
                + '        return JSONResponse(status_code=409, content={"error": "not refundable"})  # <-- here\n'
                + "    return start_refund(db, item_id)\n",
            },
        ),
        Example(
            base=EXPRESS,
            files={
                **EXPRESS,
                "src/routes/orders.ts": _TS_ORDERS.replace(
                    "export default router;",
                    "router.post('/:id/refund', async (req, res) => {\n"
                    "  const row = await prisma.order.findUnique({ where: { id: req.params.id } });\n"
                    "  if (!row) {\n"
                    "    return res.status(404).json({ message: 'Order not found' }); // <-- here\n"
                    "  }\n  res.status(202).json(row);\n});\n\nexport default router;",
                ),
            },
        ),
    ),
    good=(
        spring(),
        aspnet(),
        Example(
            base=FASTAPI,
            files={
                **FASTAPI,
                "app/routers/orders.py": _ORDERS
                + '\n\n@router.post("/{item_id}/refund", status_code=202)\n'
                + "def refund(item_id: str, db: Session = Depends(get_db)):\n"
                + "    if db.get(Order, item_id) is None:\n"
                + "        raise HTTPException(\n            status_code=404,\n"
                + '            detail={"code": "not_found", "message": "No such order", "details": {"id": item_id}},\n'
                + "        )\n    return start_refund(db, item_id)\n",
            },
            sites=1,
        ),
        Example(
            base=EXPRESS,
            files={
                **EXPRESS,
                "src/routes/orders.ts": _TS_ORDERS.replace(
                    "export default router;",
                    "router.post('/:id/refund', async (req, res) => {\n"
                    "  if (!(await refundable(req.params.id))) {\n"
                    "    return res.status(409).json({ error: { code: 'conflict', message: 'Not refundable' } });\n"
                    "  }\n  res.status(202).json({ id: req.params.id });\n});\n\nexport default router;",
                ),
            },
            sites=1,
        ),
        Example(
            base={
                "package.json": "{}",
                "src/app.ts": "import express from 'express';\nexport const app = express();\n",
            },
            files={
                "package.json": "{}",
                "src/app.ts": "import express from 'express';\nexport const app = express();\n"
                "app.get('/x/:id', (req, res) => {\n  res.status(404).json({ message: 'no such x' });\n});\n",
            },
            note="Nothing to be like yet.",
        ),
    ),
    references=("https://www.rfc-editor.org/rfc/rfc9457", "https://google.aip.dev/193"),
    site="Every new error response.",
    scope=Scope.CHANGE,
)


def check(view: ChangeView) -> list[Site]:
    """One site an error response that the change wrote, in new handlers and old ones."""
    return one_per_place(list(_sites(api_of(view))))


def _sites(api: Api) -> Iterator[Site]:
    if not api.touches_code:
        return
    base_answers: dict[str, set[tuple[str, str, int | None]]] = {}
    for operation in api.head.operations:
        file = operation.handler_file
        if (
            operation.code is None
            or file not in api.changed_files
            or file in api.silent
            or is_operational(operation)
        ):
            continue
        style = style_of(api, operation.group)
        if operation.group not in base_answers:
            base_answers[operation.group] = {(a.place.path, s, a.status) for s, a in style.error_answers}
        for answer in api.head.facts(operation).answers:
            if not answer.is_error or not api.touched(answer.place):
                continue
            defect = _judge(api, operation, answer, style)
            if defect is not None and _was_there(api, operation, answer):
                defect = None
            yield place_site(answer.place, defect)


def _was_there(api: Api, operation: Operation, answer: Answer) -> bool:
    """The same handler told the same error in the same way at base: the line was moved or reworded."""
    signature = error_signature(answer)
    for before in api.base.operations:
        if (before.group, before.method, before.path) == (operation.group, operation.method, operation.path):
            return any(
                error_signature(a) == signature and a.status == answer.status
                for a in api.base.facts(before).answers
            )
    return False


def _judge(api: Api, operation: Operation, answer: Answer, style: HouseStyle) -> Defect | None:
    house = style.errors
    own = error_signature(answer)
    if operation.framework == "spring" and (house is None or not house.clear):
        inline = house is not None and any(s != "exception" for s, _ in style.error_answers)
        return None if inline else _beside_advice(api, operation, answer)
    if house is None or not house.clear or own is None or own == house.value:
        return None
    if answer.via in ("helper", "exception", "abort"):
        return _judge_mechanism(api, operation, answer, style)
    if house.value == "abort":
        return None
    if house.value in ("helper", "exception"):
        if answer.via == "framework" and _handles_framework_errors(api, operation.group):
            return None
        if answer.via == "inline" and _shape_known_elsewhere(api, operation, answer.shape, style):
            return None
        names = sorted({a.name for s, a in style.error_answers if s == house.value and a.name})[:2]
        way = " or ".join(f"`{n}`" for n in names)
        return Defect(
            f"This error is answered with `{shown(answer.shape or ())}` written in place; {house.counted} errors here go "
            f"through {way}, which gives them all one body.",
            fix=f"Use {way} here too.",
            evidence=house.evidence("an error of the usual kind"),
        )
    if (
        answer.via == "framework"
        and house.value.startswith("body ")
        and _handles_framework_errors(api, operation.group)
    ):
        return None
    usual = house.value.partition(" ")[2]
    if answer.via == "inline" and house.value.startswith("HTTPException") and _same_body(answer.shape, usual):
        return None
    return Defect(
        f"This error has the body `{shown(answer.shape or ())}`; {house.counted} errors here answer `{usual}`.",
        fix=f"Answer `{usual}`.",
        evidence=house.evidence(f"an error as `{usual}`"),
    )


def _beside_advice(api: Api, operation: Operation, answer: Answer) -> Defect | None:
    """A body written in place where exception handlers alone have told errors so far."""
    if answer.via != "inline" or not answer.shape:
        return None
    advice = advice_of(api, operation.group)
    keys = {k for k, _ in answer.shape}
    if advice is None or keys & {"plain text"} or keys <= advice.keys:
        return None
    return Defect(
        f"This error has the body `{shown(answer.shape)}`; all {advice.count} exception handlers here answer `{advice.name}`.",
        fix=f"Throw an exception that a handler turns into `{advice.name}`, or answer one.",
        evidence=tuple(Evidence(p.path, p.line, f"answers `{advice.name}`") for p in advice.examples),
    )


def _judge_mechanism(api: Api, operation: Operation, answer: Answer, style: HouseStyle) -> Defect | None:
    """Flask's bare ``abort`` where errors are JSON and nothing turns HTML errors into it."""
    house = style.errors
    if answer.via != "abort" or house is None or not house.value.startswith("body "):
        return None
    if operation.framework != "flask" or _handles_framework_errors(api, operation.group):
        return None
    known = api.head.sources.declared(operation.handler_file)
    taken = known.imports.get("abort") if known is not None else None
    if taken is None or taken[0] != "flask":
        return None
    usual = house.value.partition(" ")[2]
    return Defect(
        f"`abort` answers with an HTML page; {house.counted} errors here answer `{usual}`.",
        fix=f"Answer `{usual}` with the status, or register an error handler that does.",
        evidence=house.evidence(f"an error as `{usual}`"),
    )


_HANDLER = re.compile(
    r"exception_handler\(\s*(?:\w+\.)?(?:Starlette)?HTTPException|add_exception_handler\(|errorhandler\(|"
    r"register_error_handler\(|@Catch\(|useGlobalFilters|EXCEPTION_HANDLER|ControllerAdvice|implements ExceptionMapper|"
    r"UseExceptionHandler|IExceptionHandler|rescue_from"
)


def _handles_framework_errors(api: Api, group: str) -> bool:
    """Whether the service turns the framework's own errors into its shape."""
    for path in api.head.sources.paths:
        if (
            not path.endswith((".py", ".ts", ".js", ".java", ".cs", ".rb"))
            or api.head.sources.group(path) != group
        ):
            continue
        if _HANDLER.search(api.head.sources.text(path) or ""):
            return True
    return False


def _shape_known_elsewhere(api: Api, operation: Operation, shape: Shape | None, style: HouseStyle) -> bool:
    """Whether the helper or exception of the house builds a body with the same keys: its files name them all."""
    if not shape:
        return True
    keys = {k for k, s in shape} | {k for _, s in shape for k, _ in s or ()}
    for path in api.base.sources.paths:
        name = path.rpartition("/")[2].lower()
        if (
            "error" in name
            or "exception" in name
            or "response" in name
            or "problem" in name
            or name.startswith("app.")
        ):
            text = api.base.sources.text(path) or ""
            if keys and all(re.search(rf"['\"]?\b{re.escape(k)}\b['\"]?\s*:", text) for k in keys):
                return True
    return False


def _same_body(shape: Shape | None, usual: str) -> bool:
    return shape is not None and shown(shape) == usual
