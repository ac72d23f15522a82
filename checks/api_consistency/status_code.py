"""A new response with another status than its siblings give, or one that says the opposite of its body."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.api_consistency.api import Api, api_of
from checks.api_consistency.example_controllers import aspnet, spring
from checks.api_consistency.example_services import EXPRESS, FASTAPI
from checks.api_consistency.house_style import (
    Agreement,
    HouseStyle,
    is_create,
    is_operational,
    style_of,
    success_status,
)
from checks.api_consistency.model import Operation, Place
from checks.api_consistency.placing import one_per_place, place_site, route_site
from checks.api_consistency.responses import Answer, sets_status
from checks.rules import Defect, Example, Rule, Scope, Severity, Site
from checks.views import ChangeView

_ERROR_KEYS = frozenset(
    {"error", "errors", "message", "code", "success", "ok", "detail", "details", "status", "msg"}
)
_CLIENT_FAULT = re.compile(
    r"not[ _]?found|does ?n[o']t exist|no such|invalid|is required|are required|missing|must be",
    re.IGNORECASE,
)
_SERVER_FAULT = re.compile(r"internal (?:server )?error|something went wrong|unexpected error", re.IGNORECASE)

_ORDERS = FASTAPI["app/routers/orders.py"]
_TS_ORDERS = EXPRESS["src/routes/orders.ts"]


def _with(route: str) -> dict[str, str]:
    return {
        **EXPRESS,
        "src/routes/orders.ts": _TS_ORDERS.replace(
            "export default router;", route + "\nexport default router;"
        ),
    }


RULE = Rule(
    id="api-consistency/status-code",
    severity=Severity.WARNING,
    languages=("python", "javascript", "typescript", "go", "java", "csharp", "ruby", "php"),
    title="Status that says something else",
    what=(
        "A new create or delete that answers with another status than its siblings, an error body sent with a success "
        "status, or a client's fault told as a server's (and the other way round)."
    ),
    why=(
        "Clients, retries and alerts go by the status alone: an error under 200 is taken for success, a 500 for a bad "
        "request pages someone and is retried."
    ),
    fix="Answer with the status that the siblings use, or that HTTP gives this outcome.",
    bad=(
        spring(
            (
                "return ResponseEntity.status(HttpStatus.CREATED).body(RefundDto.of(saved));",
                "return ResponseEntity.ok(RefundDto.of(saved)); // <-- here",
            )
        ),
        aspnet(
            ("return CreatedAtAction(nameof(Get), new { id = row.Id }, row);", "return Ok(row); // <-- here")
        ),
        Example(
            base=FASTAPI,
            files={
                **FASTAPI,
                "app/routers/orders.py": _ORDERS
                + '\n\n@router.post("/{item_id}/notes")  # <-- here\n'
                + "def add_note(item_id: str, body: OrderIn, db: Session = Depends(get_db)):\n"
                + "    note = Note(order_id=item_id, name=body.name)\n    db.add(note)\n    db.commit()\n    return note\n",
            },
        ),
        Example(
            base=EXPRESS,
            files=_with(
                "router.post('/:id/notes', async (req, res) => {\n"
                "  const note = await prisma.note.create({ data: { text: req.body.text } });\n"
                "  res.json({ id: note.id }); // <-- here\n});\n"
            ),
        ),
        Example(
            base=EXPRESS,
            files=_with(
                "router.get('/:id/label', async (req, res) => {\n"
                "  const order = await prisma.order.findUnique({ where: { id: req.params.id } });\n"
                "  if (!order) {\n"
                "    return res.json({ error: { code: 'not_found', message: 'No such order' } }); // <-- here\n"
                "  }\n  res.json({ label: order.label });\n});\n"
            ),
            note="An error that is sent as a success.",
        ),
        Example(
            base=FASTAPI,
            files={
                **FASTAPI,
                "app/routers/orders.py": _ORDERS
                + '\n\n@router.get("/{item_id}/label")\n'
                + "def label(item_id: str, db: Session = Depends(get_db)):\n"
                + "    order = db.get(Order, item_id)\n    if order is None:\n"
                + '        raise HTTPException(status_code=500, detail={"code": "x", "message": "Order not found"})  # <-- here\n'
                + "    return order.label\n",
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
                + '\n\n@router.post("/{item_id}/notes", status_code=201)\n'
                + "def add_note(item_id: str, body: OrderIn, db: Session = Depends(get_db)):\n"
                + "    note = Note(order_id=item_id, name=body.name)\n    db.add(note)\n    db.commit()\n    return note\n"
                + '\n\n@router.post("/search")\n'
                + "def search(body: OrderIn, db: Session = Depends(get_db)):\n    return find(db, body)\n",
            },
            note="A search makes nothing, so 200 is right for it.",
        ),
        Example(
            base=EXPRESS,
            files=_with(
                "router.post('/:id/notes', async (req, res) => {\n"
                "  const note = await prisma.note.create({ data: { text: req.body.text } });\n"
                "  res.status(201).json({ id: note.id });\n});\n"
                "router.post('/:id/exports', async (req, res) => {\n"
                "  const job = await queue.add('export', { id: req.params.id });\n"
                "  res.status(202).json({ id: job.id });\n});\n"
            ),
            note="202 says that the work goes on.",
        ),
        Example(
            base=EXPRESS,
            files=_with(
                "router.get('/:id/label', async (req, res) => {\n"
                "  if (!req.params.id) {\n    res.status(400);\n    return res.json({ error: { code: 'a', message: 'b' } });\n  }\n"
                "  res.json({ label: 'x' });\n});\n"
            ),
            note="The status is set in a statement of its own.",
        ),
    ),
    references=("https://www.rfc-editor.org/rfc/rfc9110#section-15", "https://google.aip.dev/193"),
    site="Every new response of a create or delete, and every new response written with a body or status.",
    scope=Scope.CHANGE,
)


def check(view: ChangeView) -> list[Site]:
    """Sites at responses; at the registration where the status is declared there."""
    api = api_of(view)
    return one_per_place([*_siblings(api), *_meanings(api)])


# --- against the siblings ----------------------------------------------------------------------------------------


def _siblings(api: Api) -> Iterator[Site]:
    for operation in api.new_here:
        if is_operational(operation) or operation.method not in ("POST", "DELETE"):
            continue
        if operation.method == "POST" and not (
            is_create(operation) and api.head.facts(operation).access.writes
        ):
            continue
        status = success_status(operation, api.head)
        if status is None:
            continue
        house = style_of(api, operation.group).statuses(operation.method)
        place = _place(api, operation, status)
        defect = None
        wanted = {"POST": ("200", "201"), "DELETE": ("200", "204")}[operation.method]
        if (
            house is not None
            and _settled(house, operation.method)
            and house.value != str(status)
            and str(status) in wanted
        ):
            what = "creates" if operation.method == "POST" else "deletes"
            defect = Defect(
                f"`{operation.name}` answers {status}; {house.counted} {what} here answer {house.value}.",
                fix=f"Answer {house.value}.",
                evidence=house.evidence(f"answers {house.value}"),
                key="sibling",
            )
        yield place_site(place, defect) if place != operation.place else route_site(operation, defect)


def _settled(house: Agreement, method: str) -> bool:
    """A clear habit; two creates or three deletes are enough where all do what HTTP itself asks for."""
    own, least = ("201", 2) if method == "POST" else ("204", 3)
    return house.clear or (house.value == own and house.unanimous(least))


def _place(api: Api, operation: Operation, status: int) -> Place:
    if operation.framework in ("fastapi", "nest"):
        return operation.place
    answers = [a for a in api.head.facts(operation).answers if not a.is_error and (a.status or 200) == status]
    return answers[0].place if answers and api.touched(answers[0].place) else operation.place


# --- against HTTP itself -----------------------------------------------------------------------------------------


def _meanings(api: Api) -> Iterator[Site]:
    if not api.touches_code:
        return
    for operation in api.head.operations:
        file = operation.handler_file
        if operation.code is None or file not in api.changed_files or file in api.silent:
            continue
        style = style_of(api, operation.group)
        for answer in api.head.facts(operation).answers:
            if not api.touched(answer.place) or (answer.status is None and answer.shape is None):
                continue
            defect = _swapped(api, file, answer) or _error_as_success(operation, answer, style)
            yield place_site(answer.place, defect)


def _error_as_success(operation: Operation, answer: Answer, style: HouseStyle) -> Defect | None:
    if answer.is_error or answer.via != "inline" or not answer.shape or "graphql" in operation.path:
        return None
    keys = {k for k, _ in answer.shape}
    if "error" not in keys or not keys <= _ERROR_KEYS:
        return None
    if operation.handler is not None and sets_status(operation.handler):
        return None
    told = [
        a
        for o in style.operations
        for a in style.model.facts(o).answers
        if not a.is_error and a.shape and "error" in dict(a.shape)
    ]
    if len(told) >= 2:
        return None  # this house tells errors under 200
    return Defect(
        f"This answer carries an error but has the status {answer.status or 200}; clients take it for a success.",
        fix="Set the 4xx or 5xx status that the error has.",
        key="error-as-success",
    )


def _swapped(api: Api, file: str, answer: Answer) -> Defect | None:
    module = api.head.sources.module(file)
    if answer.status is None or module is None or answer.via == "helper":
        return None
    text = "\n".join(module.text_lines[answer.place.line - 1 : answer.place.end_line])
    if answer.status in (500, 501) and (match := _CLIENT_FAULT.search(text)) and not answer.in_handler:
        return Defect(
            f"This answers {answer.status}, a server's fault, for what its text calls a client's (`{match.group()}`).",
            fix="Answer 404 for what is not there, 400 or 422 for what is not valid.",
            key="swapped",
        )
    if 400 <= answer.status < 500 and _SERVER_FAULT.search(text):
        return Defect(
            f"This answers {answer.status}, a client's fault, for a failure of the server.",
            fix="Answer 500, or 502 to 504 for a failure of a service behind this one.",
            key="swapped",
        )
    return None
