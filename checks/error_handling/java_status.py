"""Error answers of Java's web frameworks with a status that says something else."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.error_handling import java_answers
from checks.error_handling.answer_status import server, success
from checks.error_handling.java_answers import Answer, ErrorContext, is_route, status_of
from checks.rules import Defect, Site
from checks.syntax import model as m
from checks.views import FileView

_SAYS_ERROR = re.compile(
    r"(?i)\"[^\"]*(?:error|fail|exception|invalid|not found|denied)[^\"]*\"|\bnew \w*(?:Error|Failure|Problem)\w*\s*[<(]|\.(?:error|fail|failure|failed)\(|getMessage\(\)"
)
_ERROR_MAP = re.compile(
    r"(?:Map\.of|singletonMap|ImmutableMap\.of)\(\s*\"(?:error|errors|err|errorMessage|error_message)\"|\bnew (?:Api)?Error(?:Response|Dto|DTO|Body|Details|Message|Info)?\s*\("
)
_CLIENT_TYPES = re.compile(
    r"^(?:MethodArgumentNotValid|ConstraintViolation|BindException|Bind|HttpMessageNotReadable|MissingServletRequestParameter|MethodArgumentTypeMismatch|WebExchangeBind|HandlerMethodValidation|\w*Validation)(?:Exception)?$"
)
_CHECKS_INPUT = re.compile(
    r"\.isBlank\(\)|\.isEmpty\(\)|hasErrors\(\)|isValid|== null|\.length\(\)|!\s*\w+\.matches\(|isBlank\(|hasText\("
)
_OWN_STATUS = frozenset({"ProblemDetail", "ModelAndView", "void", "ErrorResponse", "View"})


def sites(view: FileView) -> Iterator[Site]:
    """Every answer where an error is handled, and every answer of a route that reports an error."""
    seen: set[int] = set()
    for context in java_answers.contexts(view):
        for answer in java_answers.answers(view, context):
            seen.add(id(answer.statement))
            yield view.site(answer.statement, _handled(view, context, answer))
    assert view.module is not None
    for node in view.module.every(m.Return):
        function = m.enclosing(node, m.Function)
        if node.value is None or id(node) in seen or not is_route(view, function):
            continue
        status = status_of(view, node.value)
        text = view.module.text(node.value)
        if status is None or not re.match(r"\s*(?:new\s+)?(?:\w+\.)*(?:ResponseEntity|Response)\b", text):
            continue
        if 200 <= status < 300 and _ERROR_MAP.search(text):
            yield view.site(node, success(status))
        elif status == 500 and _on_bad_input(view, node, function):
            yield view.site(node, server())
        elif status >= 400:
            yield view.site(node)


def _handled(view: FileView, context: ErrorContext, answer: Answer) -> Defect | None:
    assert view.module is not None
    status = answer.status
    text = view.module.text(answer.statement)
    if status is None:
        return None
    if 200 <= status < 300:
        if answer.plain:
            return _plain(view, context, text, status)
        written = isinstance(answer.statement, m.ExprStmt)
        return success(status) if _SAYS_ERROR.search(text) and (not written or status == 200) else None
    if status == 500 and context.types and all(_CLIENT_TYPES.match(t) for t in context.types):
        return server()
    return None


def _plain(view: FileView, context: ErrorContext, text: str, status: int) -> Defect | None:
    """A value that becomes the body of an answer; the method does not say another status than 200."""
    function = context.function
    assert view.module is not None
    if function is None or function.returns.rpartition(".")[2].partition("<")[0] in _OWN_STATUS:
        return None
    body = view.module.text(function.body)
    if re.search(r"setStatus\(|sendError\(|setStatusCode\(", body):
        return None
    if context.mapper:
        owner = m.enclosing(function, m.Class)
        rest = owner is not None and any(
            "Rest" in m.dotted(d.callee if isinstance(d, m.Call) else d) for d in owner.decorators
        )
        rest = rest or any(m.dotted(d) == "ResponseBody" for d in function.decorators)
        return (
            success(status) if rest and not re.search(r"^return\s+ResponseEntity|\bstatus\(", text) else None
        )
    return success(status) if _ERROR_MAP.search(text) else None


def _on_bad_input(view: FileView, node: m.Node, function: m.Function | None) -> bool:
    assert view.module is not None
    branch = m.enclosing(node, m.If)
    if branch is None or function is None or m.enclosing(node, m.Handler) is not None:
        return False
    if not branch.body.start <= node.start < branch.body.end:
        return False
    test = view.module.text(branch.test)
    names = {p.name for p in function.params}
    return bool(_CHECKS_INPUT.search(test)) and any(
        re.search(rf"\b{re.escape(n)}\b", test) for n in names if n
    )
