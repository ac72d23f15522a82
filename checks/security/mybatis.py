"""Text holes of MyBatis: ``${name}`` puts a value into the SQL text where ``#{name}`` binds it
(https://mybatis.org/mybatis-3/sqlmap-xml.html#string-substitution)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.rules import Defect, Site
from checks.syntax import model as m
from checks.syntax.flow import Flow
from checks.syntax.types_of_members import class_named, member_type
from checks.views import FileView

_HOLE = re.compile(r"\$\{\s*([\w.]+)[^}]*\}")
_STATEMENT = re.compile(r"^(?:org\.apache\.ibatis\.annotations\.)?(?:Select|Update|Insert|Delete)$")
_FIX = "Write `#{%s}`, which binds the value. For a column or direction, choose from a fixed list before the call or with `<choose>`."

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_ELEMENT = re.compile(r"<(select|update|insert|delete|sql)\b([^>]*)>(.*?)</\1\s*>", re.DOTALL)
_GIVEN = re.compile(r"<property\s+name=\"(\w+)\"|<bind\s+name=\"(\w+)\"")
_NUMERIC_PARAMETER = re.compile(
    r"parameterType=\"(?:_?(?:int|long|short|byte)|integer|java\.lang\.(?:Integer|Long|Short))\"", re.I
)
_COUNT = re.compile(r"(?:limit|offset|,)\s*$", re.IGNORECASE)
_GENERATED = frozenset(
    {
        "orderByClause",
        "criterion.condition",
        "prefix",
        "suffix",
        "schema",
        "tablePrefix",
        "ew.customSqlSegment",
        "ew.sqlSegment",
        "ew.sqlSelect",
        "ew.sqlSet",
    }
)
"""Holes that the code generator and the query wrappers write themselves."""


def annotated_sites(view: FileView) -> Iterator[Site]:
    """One site for each annotation of a mapper method that holds a statement."""
    if not view.mentions("ibatis"):
        return
    flow = view.flow
    for function in flow.functions():
        for decorator in function.decorators:
            if not isinstance(decorator, m.Call) or not _STATEMENT.match(flow.resolve(decorator.callee)):
                continue
            pieces = [flow.value(a.value).known_text for a in decorator.args if a.name in (None, "value")]
            holes = [name for piece in pieces for name in _HOLE.findall(piece)]
            unsafe = next((name for name in holes if _is_text(flow, function, name)), None)
            yield view.site(decorator, None if unsafe is None else _defect(unsafe))


def _is_text(flow: Flow, function: m.Function, hole: str) -> bool:
    """Whether a hole takes text of a parameter; what no parameter gives is a variable of the configuration."""
    root, _, member = hole.partition(".")
    if hole in _GENERATED:
        return False
    given = [p for p in function.params if _name_of(p) == root]
    if not given and len(function.params) == 1:
        given, member = function.params, hole
    if not given:
        return False
    kind = given[0].annotation
    typed = flow.dialect.typed_names
    if member:
        kind = member_type(flow, flow.type_named(kind, given[0]) + "()", member)
    if typed is not None and typed.match(kind):
        return False
    known = class_named(flow, flow.type_named(kind, given[0])) if kind.isidentifier() else None
    return known is None or known[1].kind != "enum"


def _name_of(param: m.Param) -> str:
    for decorator in param.decorators:
        if isinstance(decorator, m.Call) and m.dotted(decorator.callee).rpartition(".")[2] == "Param":
            given = decorator.positional(0) or decorator.keyword("value")
            if isinstance(given, m.Literal):
                return str(given.value)
    return param.name


def xml_sites(view: FileView) -> Iterator[Site]:
    """One site for each statement of a mapper file."""
    text = view.text
    if "<mapper" not in text or "namespace" not in text:
        return
    text = _COMMENT.sub(lambda c: re.sub(r"[^\n]", " ", c[0]), text)
    given = {a or b for a, b in _GIVEN.findall(text)}
    for element in _ELEMENT.finditer(text):
        first = text.count("\n", 0, element.start()) + 1
        found = _unsafe_hole(element, given)
        if found is None:
            yield view.line_site(first)
        else:
            line = first + text.count("\n", element.start(), element.start(3) + found.start())
            yield view.line_site(line, _defect(found[1]))


def _unsafe_hole(element: re.Match[str], given: set[str]) -> re.Match[str] | None:
    if _NUMERIC_PARAMETER.search(element[2]):
        return None
    body = element[3]
    for hole in _HOLE.finditer(body):
        if hole[1] in given or hole[1] in _GENERATED or _COUNT.search(body[: hole.start()]):
            continue
        return hole
    return None


def _defect(hole: str) -> Defect:
    return Defect(f"`${{{hole}}}` puts the value into the SQL text unbound.", fix=_FIX % hole)
