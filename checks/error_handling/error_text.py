"""How much of an error's own text a value carries: the message, the trace, or only the parts made to be shown."""

from __future__ import annotations

import re

from checks.report import Evidence
from checks.rules import Defect
from checks.syntax import model as m
from checks.views import FileView

PYTHON_ANSWER = re.compile(
    r"(?:^|\.)(?:jsonify|Response|\w*JSONResponse|PlainTextResponse|HTMLResponse|HttpResponse\w*|JsonResponse|make_response|HTTPException|abort|json_response|HTTP\w*Error"
    r"|HTTPInternalServerError|APIException|InternalServerError)$"
)
"""Calls that build a response in Python's frameworks."""
_TRACE = re.compile(
    r"(?:^|\.)(?:ExceptionUtils\.getStackTrace|Throwables\.getStackTraceAsString)$|^traceback\.(?:format_exc|format_exception|format_tb|format_stack)$|^(?:runtime/)?debug\.Stack$"
)


class Leak:
    """The part of an answer that carries the error's text. ``what`` is ``text`` or ``trace``."""

    def __init__(self, node: m.Node, what: str) -> None:
        self.node = node
        self.what = what

    def defect(self, view: FileView, statement: m.Node) -> Defect:
        """The finding, with the place where the text was taken if that lies elsewhere."""
        shown = "the stack trace" if self.what == "trace" else "the error's own text"
        evidence: tuple[Evidence, ...] = ()
        if not statement.line <= self.node.line <= statement.end_line:
            evidence = (Evidence(view.path, self.node.line, "the text is taken here"),)
        return Defect(f"This answer gives the client {shown}.", evidence=evidence)


def payload(answer: m.Node) -> list[m.Node]:
    """What of an answer can carry text: the arguments, or the returned value."""
    if isinstance(answer, m.Call):
        return [*answer.args]
    return [answer.value] if isinstance(answer, m.Return) and answer.value is not None else []


def leak(view: FileView, parts: list[m.Node] | list[m.Arg], name: str, body: m.Block) -> Leak | None:
    """What of the error called ``name`` the parts carry, also through names given in ``body``."""
    for part in parts:
        found = _carried(view, part, name, body, 0)
        if found is not None:
            return found
    return None


def _carried(view: FileView, part: m.Node, name: str, body: m.Block, depth: int) -> Leak | None:
    for node in part.walk():
        if isinstance(node, m.Call) and _TRACE.search(view.flow.resolve(node.callee)):
            return Leak(node, "trace")
        if not isinstance(node, m.Name):
            continue
        if name and node.id == name:
            what = _taken(node, view.language)
            if what:
                return Leak(node, what)
        elif depth == 0 and not isinstance(node.parent, m.Attr):
            made = _made_in(node, body)
            if made is not None:
                found = _carried(view, made, name, body, 1)
                if found is not None:
                    return found
    return None


_SAFE_MEMBERS = frozenset(
    {"status", "statusCode", "status_code", "code", "name", "errors", "detail", "public_message", "publicMessage", "safe_message",
     "user_message", "userMessage", "expose", "title", "description", "messages", "error_code", "errorCode", "kind", "type", "Code", "Status",
     "response", "headers", "issues", "details", "http_status", "StatusCode", "__class__"}
)  # fmt: skip


def _taken(name: m.Name, language: str) -> str:
    """What of the error is used: ``text``, ``trace``, or ``""`` for a part that is made to be shown."""
    if _of_known_type(name):
        return ""
    parent = name.parent
    if isinstance(parent, m.Attr):
        if parent.name in ("stack", "__traceback__", "stackTrace", "getStackTrace", "printStackTrace"):
            return "trace"
        if parent.name in _SAFE_MEMBERS:
            return ""
        return (
            "text"
            if parent.name
            in (
                "message",
                "args",
                "Error",
                "toString",
                "msg",
                "orig",
                "sqlMessage",
                "__str__",
                "cause",
                "getMessage",
                "getLocalizedMessage",
                "getCause",
                "getMostSpecificCause",
                "getRootCause",
                "original_exception",
                "detailMessage",
            )
            else ""
        )
    call = parent.parent if isinstance(parent, m.Arg) else None
    if isinstance(call, m.Call):
        written = m.dotted(call.callee).rpartition(".")[2]
        if written in (
            "isinstance",
            "type",
            "map_error",
            "sanitize",
            "safe_message",
            "len",
            "getattr",
            "Is",
            "As",
        ):
            return ""
        known = written in (
            "str",
            "repr",
            "String",
            "format",
            "stringify",
            "inspect",
            "Sprintf",
            "Sprint",
            "valueOf",
            "jsonify",
            "json",
            "send",
            "abort",
        )
        return "text" if known or language == "go" or PYTHON_ANSWER.search(written) else ""
    if isinstance(parent, (m.Conditional, m.Binary)):
        if isinstance(parent, m.Binary) and parent.op not in ("+", "%", "or", "??"):
            return ""
        return "" if isinstance(parent, m.Conditional) and parent.test is name else "text"
    return "text" if isinstance(parent, (m.Template, m.Pair, m.Sequence)) else ""


def _of_known_type(name: m.Name) -> bool:
    """``err instanceof OrderError ? err.message : "internal"``: only an error that was made to be shown is taken."""
    node: m.Node = name
    for parent in name.ancestors():
        if isinstance(parent, m.Conditional) and parent.then is node:
            test = parent.test
            if isinstance(test, m.Binary) and test.op == "instanceof" and m.dotted(test.left) == name.id:
                return m.dotted(test.right) != "Error"
            if isinstance(test, m.Call) and m.dotted(test.callee) == "isinstance" and len(test.args) == 2:
                return m.dotted(test.args[0].value) == name.id and m.dotted(test.args[1].value) not in (
                    "Exception",
                    "BaseException",
                )
        if isinstance(parent, m.Stmt):
            return False
        node = parent
    return False


def _made_in(name: m.Name, body: m.Block) -> m.Expr | None:
    """What a name was given inside the handler."""
    for node in body.walk_scope():
        if not isinstance(node, m.Assign) or node.start >= name.start or node.value is None:
            continue
        if any(isinstance(t, m.Name) and t.id == name.id for t in node.targets):
            return node.value
    return None
