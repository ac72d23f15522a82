"""What queries written as chains of calls filter by: Django, SQLAlchemy, ActiveRecord, GORM."""

from __future__ import annotations

import re

from checks.performance.queries import continued
from checks.performance.sql_filters import Filter, conditions
from checks.syntax import model as m
from checks.syntax.flow import Flow

Link = tuple[str, m.Call]

_MANAGERS = frozenset({"objects", "_default_manager", "_base_manager"})
_EQUAL = frozenset({"exact", "iexact", "in", "gt", "gte", "lt", "lte", "range", "date", "startswith", "year"})
_WEAK = frozenset({"isnull", "contains", "icontains", "endswith", "iendswith", "istartswith", "regex", "iregex", "search"})  # fmt: skip
_DJANGO_FILTERS = frozenset({"filter", "get", "aget", "get_or_create", "aget_or_create", "update_or_create"})
_FIRST_ROWS = frozenset({"first", "last", "limit", "afirst", "alast", "take", "one"})
_SHORTCUTS = frozenset({"get_object_or_404", "get_list_or_404", "aget_object_or_404"})
_NARROWING = r"\b%s\s*=\s*%s\s*\.\s*\w|\b%s\s*\.\s*(?:filter|where|Where|filter_by|order|merge|and_)\b"


def links_of(call: m.Call) -> tuple[m.Expr, list[Link]]:
    """What a chain starts from, and its calls from first to last."""
    links: list[Link] = []
    current: m.Expr = call
    while isinstance(current, m.Call) and isinstance(current.callee, m.Attr):
        links.append((current.callee.name, current))
        current = current.callee.base
    return current, links[::-1]


def narrowed_later(flow: Flow, call: m.Call) -> bool:
    """Whether the query is kept under a name that gets more conditions further down."""
    statement = m.statement_of(call)
    if not isinstance(statement, m.Assign):
        return False
    scope = m.enclosing(call, m.Function)
    text = flow.module.text(scope) if scope is not None else ""
    for target in statement.targets:
        if isinstance(target, m.Name):
            name = re.escape(target.id)
            if re.search(_NARROWING % (name, name, name), text):
                return True
    return False


def python_filter(flow: Flow, call: m.Call) -> Filter | None:
    """The filter of a Django or SQLAlchemy chain that ends with this call."""
    if continued(call):
        return None
    if isinstance(call.callee, m.Name) and call.callee.id in _SHORTCUTS:
        model = call.positional(0)
        if isinstance(model, m.Name) and call.positional(1) is None:
            columns = _django_columns(call)
            return Filter(model.id, columns) if columns else None
        return None
    root, links = links_of(call)
    if not links or narrowed_later(flow, call):
        return None
    if isinstance(root, m.Attr) and root.name in _MANAGERS and isinstance(root.base, m.Name):
        return _django(root.base.id, links, call) if root.base.id[:1].isupper() else None
    entity = ""
    if isinstance(root, m.Call) and isinstance(root.callee, m.Name) and root.callee.id == "select":
        entity = _entity(root)
    elif links[0][0] == "query" and links[0][1].args:
        entity = _entity(links.pop(0)[1])
    elif isinstance(root, m.Attr) and root.name == "query" and isinstance(root.base, m.Name):
        entity = root.base.id if root.base.id[:1].isupper() else ""
    return _sqlalchemy(entity, links, call) if entity else None


def _django(model: str, links: list[Link], call: m.Call) -> Filter | None:
    columns: list[str] = []
    ordered, limited = "", isinstance(call.parent, m.Index)
    for name, link in links:
        if name in _DJANGO_FILTERS:
            given = _django_columns(link)
            if given is None:
                return None
            columns += given
        elif name in ("exclude", "extra", "raw", "union", "intersection", "alias", "annotate"):
            return None
        elif name in ("order_by", "latest", "earliest"):
            ordered = _order_text(link)
            limited = limited or name != "order_by"
        limited = limited or name in _FIRST_ROWS
    if not columns and any(name in _DJANGO_FILTERS for name, _ in links):
        return None
    return Filter(model, tuple(columns), "" if columns or not limited else ordered)


def _order_text(link: m.Call) -> str:
    first = link.positional(0)
    if isinstance(first, m.Literal) and isinstance(first.value, str) and "__" not in first.value:
        return first.value.lstrip("-").strip("?")
    return ""


def _django_columns(call: m.Call) -> tuple[str, ...] | None:
    """None when a condition is hidden (``Q``, ``**filters``) or goes to another table."""
    found = []
    for arg in call.args:
        if arg.name is None:
            if isinstance(arg.value, m.Name) and arg.value.id[:1].isupper():
                continue  # the model of a shortcut
            return None
        if arg.name == "defaults":
            continue
        column, _, lookup = arg.name.partition("__")
        if lookup in _WEAK:
            continue
        if lookup and lookup not in _EQUAL:
            return None
        found.append(column)
    return tuple(found)


def _entity(call: m.Call) -> str:
    """The one class that ``select(Order)`` or ``query(Order.id)`` reads."""
    names = set()
    for arg in call.args:
        value = arg.value
        if isinstance(value, m.Attr):
            value = value.base
        names.add(value.id if isinstance(value, m.Name) and value.id[:1].isupper() else "")
    return names.pop() if len(names) == 1 else ""


def _sqlalchemy(entity: str, links: list[Link], call: m.Call) -> Filter | None:
    columns: list[str] = []
    ordered, limited, filtered = "", isinstance(call.parent, m.Index), False
    for name, link in links:
        if name in ("where", "filter"):
            filtered = True
            for arg in link.args:
                compared = _compared(arg.value, entity)
                if compared is None:
                    return None
                columns += compared
        elif name == "filter_by":
            filtered = True
            if any(arg.name is None for arg in link.args):
                return None
            columns += [arg.name or "" for arg in link.args]
        elif name in (
            "join",
            "outerjoin",
            "select_from",
            "from_statement",
            "join_from",
            "group_by",
            "having",
        ):
            return None
        elif name == "order_by":
            ordered = _order_attribute(link, entity)
        limited = limited or name in _FIRST_ROWS
    if filtered and not columns:
        return None
    return Filter(entity, tuple(columns), "" if filtered or not limited else ordered)


def _compared(expr: m.Expr, entity: str) -> list[str] | None:
    """Columns of one condition; None when it is not read for certain."""
    if isinstance(expr, m.Binary):
        if expr.op in ("==", "<", "<=", ">", ">="):
            side = expr.left
            return [side.name] if _of(side, entity) and isinstance(side, m.Attr) else None
        return [] if expr.op in ("!=",) and _of(expr.left, entity) else None
    if isinstance(expr, m.Call) and isinstance(expr.callee, m.Attr) and _of(expr.callee.base, entity):
        column = expr.callee.base
        if isinstance(column, m.Attr):
            if expr.callee.name in ("in_", "between", "startswith"):
                return [column.name]
            if expr.callee.name in (
                "is_",
                "is_not",
                "isnot",
                "not_in",
                "like",
                "ilike",
                "contains",
                "endswith",
                "icontains",
            ):
                return []  # fmt: skip
    return None


def _of(expr: m.Expr, entity: str) -> bool:
    return isinstance(expr, m.Attr) and isinstance(expr.base, m.Name) and expr.base.id == entity


def _order_attribute(link: m.Call, entity: str) -> str:
    first = link.positional(0)
    if isinstance(first, m.Call) and isinstance(first.callee, m.Attr):
        first = first.callee.base  # Order.created_at.desc()
    elif (
        isinstance(first, m.Call) and isinstance(first.callee, m.Name) and first.callee.id in ("desc", "asc")
    ):
        first = first.positional(0)
    return first.name if isinstance(first, m.Attr) and _of(first, entity) else ""


_RUBY_FILTERS = frozenset({"where", "find_by", "find_by!", "exists?", "find_or_create_by", "find_or_create_by!", "find_or_initialize_by", "rewhere"})  # fmt: skip


def ruby_filter(flow: Flow, call: m.Call) -> Filter | None:
    """The filter of an ActiveRecord chain that ends with this call."""
    if continued(call) or narrowed_later(flow, call):
        return None
    root, links = links_of(call)
    if not isinstance(root, m.Name) or not root.id[:1].isupper():
        return None
    columns: list[str] = []
    ordered, limited = "", False
    for name, link in links:
        if name in _RUBY_FILTERS:
            given = _ruby_columns(link)
            if given is None:
                return None
            columns += given
        elif name == "order":
            ordered = next((a.name or text_in(a.value) for a in link.args), "")
        elif name in ("limit", "first", "last", "take"):
            limited = True
        elif name not in _RUBY_PLAIN:
            return None  # a scope, a join or something else that may narrow
    if not columns and any(name in _RUBY_FILTERS for name, _ in links):
        return None
    return Filter(root.id, tuple(columns), "" if columns or not limited else ordered.split(" ")[0])


_RUBY_PLAIN = frozenset(
    {
        "all", "select", "pluck", "count", "exists?", "any?", "find_each", "find_in_batches", "in_batches", "includes", "preload",
        "update_all", "delete_all", "destroy_all", "each", "map", "to_a", "lock", "sum", "ids", "pick", "readonly", "present?",
        "empty?", "size", "length", "unscoped", "reorder", "offset", "distinct", "maximum", "minimum", "none?", "sole", "first!",
    }
)  # fmt: skip


def _ruby_columns(link: m.Call) -> list[str] | None:
    found: list[str] = []
    for index, arg in enumerate(link.args):
        if arg.spread:
            return None
        if arg.name is not None:
            if isinstance(arg.value, m.Mapping):
                return None  # a joined table
            if not (isinstance(arg.value, m.Literal) and arg.value.value is None):
                found.append(arg.name)
        elif index == 0 and isinstance(arg.value, m.Literal) and isinstance(arg.value.value, str):
            read = conditions(arg.value.value)
            if read is None:
                return None
            found += read
            break
        else:
            return None
    return found


def text_in(expr: m.Expr) -> str:
    """The text of a literal, else ``""``."""
    return expr.value if isinstance(expr, m.Literal) and isinstance(expr.value, str) else ""


_GORM_ROOT = re.compile(
    r"(?:^|\.)(?:db|tx|DB|gdb|gormDB|conn|database|orm)(?:\(\))?$|\.(?:getDB|GetDB|Conn)\(\)$"
)
_GORM_ENDS = frozenset({"First", "Find", "Take", "Last", "Count", "Pluck", "Scan", "Updates", "Update", "Delete", "FirstOrCreate"})  # fmt: skip
_GORM_PLAIN = frozenset({"WithContext", "Where", "Model", "Preload", "Order", "Select", "Unscoped", "Debug", "Session", "Limit", "Offset", "Clauses", "Omit", "Distinct"})  # fmt: skip


def gorm_filter(flow: Flow, call: m.Call) -> Filter | None:
    """The filter of a GORM chain; ``.Error`` behind it is no part of it."""
    root, links = links_of(call)
    if not links or links[-1][0] not in _GORM_ENDS or not _GORM_ROOT.search(m.dotted(root)):
        return None
    columns: list[str] = []
    model = ""
    for name, link in links:
        if name == "Where":
            first = link.positional(0)
            read = (
                conditions(str(first.value)) if isinstance(first, m.Literal) and first.kind == "str" else None
            )
            if read is None:
                return None
            columns += read
        elif name == "Model":
            model = _go_type(flow, call, link.positional(0))
        elif name in _GORM_ENDS:
            if name in ("First", "Find", "Take", "Last", "Delete") and len(link.args) > 1:
                return None
            if name not in ("Count", "Pluck", "Scan", "Updates", "Update"):
                model = model or _go_type(flow, call, link.positional(0))
        elif name not in _GORM_PLAIN:
            return None
    return Filter(model, tuple(columns)) if model and columns else None


def _go_type(flow: Flow, call: m.Call, given: m.Expr | None) -> str:
    """``User`` for ``&user`` whose declaration stands in the function, and for ``&User{}``."""
    if given is None:
        return ""
    text = flow.module.text(given).lstrip("&")
    direct = re.match(r"(?:\[\]\*?)?(?:\w+\.)?([A-Z]\w*)\{", text)
    if direct:
        return direct.group(1)
    scope = m.enclosing(call, m.Function)
    if scope is None or not re.fullmatch(r"\w+", text):
        return ""
    around = flow.module.text(scope)
    found = re.search(
        rf"\bvar\s+{text}\s+(?:\[\])?\*?(?:\w+\.)?([A-Z]\w*)\b|\b{text}\s*:?=\s*(?:&|new\()?(?:\[\])?\*?(?:\w+\.)?([A-Z]\w*)[{{)]"
        rf"|\b{text}\s*:?=\s*make\(\[\]\*?(?:\w+\.)?([A-Z]\w*)",
        around,
    )
    return next((g for g in found.groups() if g), "") if found else ""
