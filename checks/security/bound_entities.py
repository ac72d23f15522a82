"""Request bodies that are bound to a stored record as they are: Spring and JAX-RS entities, Go models."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.security.carriers import last_name
from checks.syntax import model as m
from checks.syntax.flow import Flow

_STORE = re.compile(
    r"(?:^|\.)(?:this\.)?\w*(?:[rR]epo(?:sitory|sitories)?|[dD]ao|entityManager|em|session|Repository|sessionFactory|users|orders|accounts|products|customers|items|posts|profiles)$"
)
_SAVES = frozenset({"save", "saveAndFlush", "persist", "merge", "insert", "saveAll", "update", "saveOrUpdate", "replace"})  # fmt: skip
_COPIES = frozenset({"copyProperties", "updateValue", "map"})
_DATA_OBJECT = re.compile(
    r"(?:Dto|DTO|Request|Req|Form|Command|Input|Payload|Body|Params|Patch|Create|Update|Vo|VO|Message|Event|Resource)$|^New|^Create|^Update"
)
_ROUTES = re.compile(r"^(?:POST|PUT|PATCH)$|(?:Post|Put|Patch|Request)Mapping$")


def java_bound(flow: Flow) -> Iterator[tuple[m.Node, m.Expr, str, bool]]:
    """(write, body, what it goes into, whether it was validated) of each whole body that is stored."""
    for function in flow.functions():
        names = {_bare(d) for d in function.decorators}
        if not any(_ROUTES.search(n) for n in names):
            continue
        for param in function.params:
            marks = {_bare(d) for d in param.decorators}
            plain = not marks and bool(names & {"POST", "PUT", "PATCH"})
            if not (marks & {"RequestBody", "ModelAttribute", "Body"} or plain):
                continue
            checked = bool(marks & {"Valid", "Validated"}) or _checked(flow, function, param.name)
            for call, body, what in _stored(flow, function, param):
                yield call, body, what, checked


def _bare(decorator: m.Expr) -> str:
    return m.dotted(decorator.callee if isinstance(decorator, m.Call) else decorator).rpartition(".")[2]


def _checked(flow: Flow, function: m.Function, name: str) -> bool:
    return any(
        isinstance(node, m.Call)
        and re.search(r"(?i)valid|check|sanitiz|verify", last_name(node.callee))
        and any(m.dotted(a.value) == name for a in node.args)
        for node in function.body.walk_scope()
    )


def _stored(flow: Flow, function: m.Function, param: m.Param) -> Iterator[tuple[m.Call, m.Expr, str]]:
    kind = flow.type_named(param.annotation, param).rpartition(".")[2]
    for call in function.body.walk_scope():
        if not isinstance(call, m.Call) or not isinstance(call.callee, m.Attr):
            continue
        method, base = call.callee.name, m.dotted(call.callee.base)
        given = next((a.value for a in call.args if m.dotted(a.value) == param.name), None)
        if method in _SAVES and given is not None and not _DATA_OBJECT.search(kind):
            held = flow.resolve(call.callee.base)
            if (
                _STORE.search(base) or re.search(r"Repository\(\)$|Dao\(\)$|EntityManager\(\)$", held)
            ) and not re.search(r"(?i)service|client|cache|producer", base):
                yield call, given, f"`{base}.{method}`"
        elif method in ("persist", "persistAndFlush") and base == param.name:
            yield call, call.callee.base, f"`{method}`"
        elif method in _COPIES and given is not None and len(call.args) == 2:
            target = call.args[1].value if method != "updateValue" else call.args[0].value
            if _saved_later(function, m.dotted(target), call):
                yield call, given, f"`{m.dotted(target)}`"


def _saved_later(function: m.Function, name: str, after: m.Node) -> bool:
    return bool(name) and any(
        isinstance(node, m.Call)
        and node.start > after.start
        and last_name(node.callee) in _SAVES
        and any(m.dotted(a.value) == name for a in node.args)
        for node in function.body.walk_scope()
    )


_DECODES = frozenset({"Decode", "ShouldBindJSON", "BindJSON", "ShouldBind", "Bind", "BodyParser", "ShouldBindBodyWith", "DecodeJSON", "MustBindWith"})  # fmt: skip
_GO_WRITES = frozenset({"Create", "Save", "Updates", "InsertOne", "Insert", "FirstOrCreate", "ReplaceOne", "NamedExec", "NamedExecContext", "UpdateColumns", "CreateInBatches"})  # fmt: skip
_GO_STORE = re.compile(
    r"(?i)(?:^|\.)(?:\w*db|tx|gorm|orm|conn|\w*coll(?:ection)?|database|\w*repo(?:sitory)?|\w*store)(?:\(\))?$"
)


def go_bound(flow: Flow) -> Iterator[tuple[m.Node, m.Expr, str, bool]]:
    """As :func:`java_bound`, of bodies decoded into a variable that is then stored."""
    for call in flow.calls():
        if last_name(call.callee) not in _DECODES or not call.args:
            continue
        name = _pointed(call.args[0].value)
        function = m.enclosing(call, m.Function)
        if name is None or function is None or not _of_request(flow, call):
            continue
        kind = flow.resolve(name).removesuffix("()").rpartition(".")[2]
        if _DATA_OBJECT.search(kind):
            continue
        checked = any(
            isinstance(n, m.Call)
            and re.search(r"(?i)valid|^Struct(?:Ctx)?$|sanitiz", last_name(n.callee))
            and any(name.id == getattr(_pointed(a.value), "id", "") for a in n.args)
            for n in function.body.walk_scope()
        )
        for other in function.body.walk_scope():
            if (
                not isinstance(other, m.Call)
                or other.start < call.end
                or not isinstance(other.callee, m.Attr)
            ):
                continue
            if other.callee.name not in _GO_WRITES or not _GO_STORE.search(_root(other.callee.base)):
                continue
            given = next(
                (a.value for a in other.args if getattr(_pointed(a.value), "id", "") == name.id), None
            )
            if given is not None:
                yield other, given, f"`{other.callee.name}`", checked


def _root(expr: m.Expr) -> str:
    """``h.db`` of ``h.db.WithContext(ctx).Model(&user)``."""
    while isinstance(expr, m.Call) and isinstance(expr.callee, m.Attr):
        expr = expr.callee.base
    return m.dotted(expr)


def _pointed(expr: m.Expr) -> m.Name | None:
    inner = expr.operand if isinstance(expr, m.Unary) and expr.op in ("&", "*") else expr
    return inner if isinstance(inner, m.Name) else None


def _of_request(flow: Flow, call: m.Call) -> bool:
    if last_name(call.callee) != "Decode":
        return True
    return bool(
        re.search(
            r"\b\w*[rR](?:eq(?:uest)?)?\.Body\b|Request\.Body|Request\(\)\.Body",
            flow.module.text(call.callee),
        )
    )
