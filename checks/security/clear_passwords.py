"""Passwords that are stored as they were typed: in the values of an INSERT, in an object that a model keeps."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.security.wording import called, callee_name
from checks.syntax import model as m
from checks.syntax.flow import Flow

_INSERT = re.compile(
    r"(?is)\binsert\s+into\s+[\"`\[]?(?:\w+\.)?\w*(?:user|account|member|customer|person|client|admin|employee)\w*[\"`\]]?\s*\([^)]*\bpass(?:word|wd)\b"
)
_HASHES = re.compile(r"(?i)bcrypt|argon2|scrypt|pbkdf2|hash|encrypt|\.pre\(\s*['\"]save|setter")
_KEEPS = frozenset({"create", "insertOne", "findOrCreate", "insert", "insertMany"})


def stored_clear(flow: Flow) -> Iterator[tuple[m.Call, m.Expr]]:
    """Every call that keeps the password of the request itself, with the place of the password in it."""
    for call in flow.calls():
        value = _inserted(flow, call) or _kept(flow, call)
        if value is not None and _as_typed(flow, value):
            yield call, value


def _as_typed(flow: Flow, value: m.Expr) -> bool:
    taint = flow.value(value).taint
    return taint is not None and taint.grade == "request" and not taint.through


def _inserted(flow: Flow, call: m.Call) -> m.Expr | None:
    """The password among the values that are bound to an INSERT."""
    if len(call.args) < 2:
        return None
    text = next(
        (t for a in call.args[:2] if isinstance(t := flow.constant(a.value), str) and _INSERT.search(t)), None
    )
    if text is None:
        return None
    for arg in call.args:
        bound = flow.definition(arg.value)
        items: list[m.Expr] = [arg.value]
        if isinstance(bound, m.Sequence):
            items = list(bound.items)
        elif isinstance(bound, m.Mapping):
            items = [p.value for p in bound.pairs]
        for item in items:
            if re.fullmatch(r"(?i)(?:raw_?|plain_?)?pass(?:word|wd)", called(item)):
                return item
    return None


def _kept(flow: Flow, call: m.Call) -> m.Expr | None:
    """``password`` of the object given to ``User.create`` or ``new User`` whose model, in this repository, hashes nothing."""
    if flow.module.language not in ("javascript", "typescript", "tsx") or not call.args:
        return None
    model = call.callee.base if isinstance(call.callee, m.Attr) else call.callee
    if not isinstance(model, m.Name) or not model.id[:1].isupper():
        return None
    if not (callee_name(call) in _KEEPS or (call.new and isinstance(call.callee, m.Name))):
        return None
    record = flow.definition(call.args[0].value)
    value = record.get("password") if isinstance(record, m.Mapping) else None
    return value if value is not None and _hashes_nothing(flow, model) else None


def _hashes_nothing(flow: Flow, model: m.Name) -> bool:
    for binding in flow.scopes.lookup(model.id, model)[1]:
        if isinstance(binding.node, m.Import):
            other = flow.imported_flow(binding.node.module, binding.node.level)
            if other is not None:
                text = other.module.text(other.module)
                kept = re.search(r"(?i)schema|sequelize|\.init\(|extends Model|@Entity", text)
                return bool(kept) and not _HASHES.search(text)
    return False
