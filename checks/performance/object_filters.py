"""What queries filter by that take their conditions as an object or through a builder: Prisma, TypeORM, Sequelize."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.performance.chain_filters import links_of, text_in
from checks.performance.sql_filters import Filter, conditions
from checks.syntax import model as m
from checks.syntax.flow import Flow

_SEQUELIZE = frozenset({"findOne", "findAll", "count", "findAndCountAll"})
_BUILDER_ENDS = frozenset({"getOne", "getMany", "getCount", "getManyAndCount", "getOneOrFail", "getRawMany", "getRawOne"})  # fmt: skip
_BUILDER_PLAIN = frozenset({"createQueryBuilder", "where", "andWhere", "orderBy", "addOrderBy", "take", "skip", "limit", "offset", "select", "addSelect", "leftJoinAndSelect", "leftJoin", "getOne", "getMany", "getCount", "getManyAndCount", "getOneOrFail", "getRawMany", "getRawOne", "setLock"})  # fmt: skip


def _builder(flow: Flow, call: m.Call) -> Filter | None:
    """``orders.createQueryBuilder("o").where("o.email = :email")``: all conditions in one chain, on its own alias."""
    root, links = links_of(call)
    names = [name for name, _ in links]
    if (
        "createQueryBuilder" not in names
        or not set(names[names.index("createQueryBuilder") :]) <= _BUILDER_PLAIN
    ):
        return None
    start = names.index("createQueryBuilder")
    maker = links[start][1]
    base = maker.callee.base if isinstance(maker.callee, m.Attr) else root
    first = maker.positional(0)
    entity, alias = _typeorm_entity(flow, base), text_in(first) if first is not None else ""
    columns: list[str] = []
    for name, link in links[start + 1 :]:
        if name in ("where", "andWhere"):
            given = link.positional(0)
            text = text_in(given) if given is not None else ""
            read = conditions(text) if text else None
            if read is None or not all(f"{alias}.{column}" in text for column in read):
                return None
            columns += read
    return Filter(entity, tuple(columns)) if entity and columns else None


def object_filters(flow: Flow, call: m.Call) -> Iterator[Filter]:
    """Finders of Prisma, TypeORM and Sequelize, which take their conditions as an object; TypeORM's query builder."""
    callee = call.callee
    if isinstance(callee, m.Attr) and callee.name in _BUILDER_ENDS:
        built = _builder(flow, call)
        if built is not None:
            yield built
        return
    if not isinstance(callee, m.Attr) or not callee.name.startswith(
        ("find", "count", "update", "delete", "exist")
    ):
        return
    options = call.args[0].value if call.args else None
    model = ""
    if isinstance(callee.base, m.Attr) and re.search(
        r"(?:^|\.)(?:\w*[pP]risma\w*|tx|trx|db|client)(?:\(\))?$", m.dotted(callee.base.base)
    ):
        model = callee.base.name[:1].upper() + callee.base.name[1:]
    else:
        model = _typeorm_entity(flow, callee.base)
        if (
            not model
            and len(call.args) == 2
            and re.search(r"(?:^|\.)(?:em|manager|entityManager)$", m.dotted(callee.base))
        ):
            first = call.positional(0)
            model = first.id if isinstance(first, m.Name) else ""
            options = call.args[1].value
    if (
        not model
        and isinstance(callee.base, m.Name)
        and callee.name in _SEQUELIZE
        and callee.base.id[:1].isupper()
    ):
        model = callee.base.id
    if not model or not isinstance(options, m.Mapping) or options.has_spread():
        return
    where: m.Expr | None = options if callee.name in ("findBy", "findOneBy", "findOneByOrFail", "countBy", "existsBy", "findAndCountBy") else options.get("where")  # fmt: skip
    if isinstance(where, m.Name):
        where = flow.definition(where)
    if where is None:
        ordered = options.get("orderBy") or options.get("order")
        if isinstance(ordered, m.Sequence) and ordered.items:
            ordered = ordered.items[0]
        if isinstance(ordered, m.Mapping) and len(ordered.pairs) == 1 and options.get("take") is not None:
            yield Filter(model, (), text_in(ordered.pairs[0].key) if ordered.pairs[0].key is not None else "")
        return
    if not isinstance(where, m.Mapping) or where.has_spread():
        return
    columns = []
    for pair in where.pairs:
        name = text_in(pair.key) if pair.key is not None else ""
        if not name or name in ("AND", "OR", "NOT"):
            return
        if isinstance(pair.value, m.Literal) and pair.value.kind in ("none", "undefined"):
            continue
        if isinstance(pair.value, m.Mapping) and (
            pair.value.get("contains") or pair.value.get("endsWith") or pair.value.get("not")
        ):
            continue
        columns.append(name)
    if columns:
        yield Filter(model, tuple(columns))


def _typeorm_entity(flow: Flow, base: m.Expr) -> str:
    """``Order`` for a field declared as ``Repository<Order>`` and for ``getRepository(Order)``."""
    if isinstance(base, m.Name) or (isinstance(base, m.Attr) and isinstance(base.base, m.Name)):
        base_name = base.id if isinstance(base, m.Name) else base.name
        built = flow.definition(base)
        source = flow.module.text(flow.module)
        found = re.search(rf"\b{re.escape(base_name)}\s*[?!]?\s*:\s*Repository<\s*(\w+)\s*>", source)
        if found:
            return found.group(1)
        base = built
    if isinstance(base, m.Call) and m.dotted(base.callee).rpartition(".")[2] == "getRepository":
        first = base.positional(0)
        return first.id if isinstance(first, m.Name) else ""
    return ""
