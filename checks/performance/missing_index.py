"""New filters and orders on columns that no index of the repository's schema starts with."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.migration_safety.migration_files import is_migration_path
from checks.performance.chain_filters import gorm_filter, python_filter, ruby_filter
from checks.performance.growing_tables import grows
from checks.performance.missing_index_examples import BAD, GOOD
from checks.performance.object_filters import object_filters
from checks.performance.sql_filters import Filter, derived_filter, sql_filter
from checks.report import Severity
from checks.rules import Defect, Rule, Site
from checks.schema.known_tables import KnownTable, known_model
from checks.security.sql_text import sql_argument
from checks.syntax import model as m
from checks.syntax.flow import Flow
from checks.views import FileView, RepoView

_QUICK = re.compile(
    r"filter|\bwhere\b|\.Where\(|\bWHERE\b|\.get\(|order_by|find|count|exist|By[A-Z]|get_\w+_or_404|\.order\b|orderBy|latest|earliest"
)
_TINY = re.compile(
    r"(?:types?|kinds?|status(?:es)?|states?|categor(?:y|ies)|roles?|permissions?|settings?|config(?:uration)?s?|templates?|plans?|options?|flags?|countr(?:y|ies)"
    r"|currenc(?:y|ies)|languages?|locales?|regions?|time_?zones?|units?|tenants?|sites?|providers?|features?|levels?|tiers?|parameters?|migrations?|rates?|tax(?:es)?"
    r"|warehouses?|stores?|branch(?:es)?|offices?|departments?|carriers?|shop|rules?|schedules?)$",
    re.IGNORECASE,
)
_ONCE = re.compile(r"(?:^|/)(?:management/commands|scripts?|tools?|seeds?|seeders|fixtures|bin|rake|tasks/\w+\.rake|admin)(?:/|\.)|seed\w*\.\w+$")  # fmt: skip
_KEYS = frozenset({"id", "pk", "ID", "uuid", "_id"})
_INDEX_WORD = re.compile(r"index|unique|primary.key|\bixs?_|constraint", re.IGNORECASE)
_ELSEWHERE = re.compile(r"changelog|liquibase|mapping|hbm|orm\.xml")
"""Schema files whose indexes stand on other lines than their columns."""
_REPOSITORY = re.compile(r"\binterface\s+(\w+)[^{]*?\b\w*Repository\s*<\s*(\w+)\s*,")
_METHOD = re.compile(r"\b(\w+By[A-Z]\w*)\s*\(")
_QUERY = re.compile(r"@Query\s*\(\s*(?:value\s*=\s*)?(\"\"\".*?\"\"\"|\"(?:[^\"\\]|\\.)*\"(?:\s*\+\s*\"(?:[^\"\\]|\\.)*\")*)([^)]*)\)", re.DOTALL)  # fmt: skip


def check(view: FileView) -> Iterator[Site]:
    """Every filter or order on a table that the repository declares is a site."""
    if view.module is None or is_migration_path(view.path) or _ONCE.search(view.path):
        return
    if not any(_QUICK.search(text) for _, text in view.near_added):
        return
    if view.language in ("java", "kotlin"):
        yield from _spring_data(view)
        if view.language == "kotlin":
            return
    flow = view.flow
    for call in flow.calls():
        if view.repo is not view.view.base and not view.touched(call):
            continue
        for found in _filters(flow, call):
            known = _known(view.repo, found)
            if known is not None:
                yield view.site(call, _defect(view.repo, found, known))


def _filters(flow: Flow, call: m.Call) -> Iterator[Filter]:
    language = flow.module.language
    found: Filter | None = None
    if language == "python":
        found = python_filter(flow, call)
    elif language == "ruby":
        found = ruby_filter(flow, call)
    elif language == "go":
        found = gorm_filter(flow, call)
    elif language in ("javascript", "typescript", "tsx"):
        yield from object_filters(flow, call)
    if found is None:
        argument = sql_argument(flow, call)
        if argument is not None:
            parts = flow.value(argument[0]).parts
            found = sql_filter("".join("\0" if p is None else p for p in parts))
    if found is not None:
        yield found


def _spring_data(view: FileView) -> Iterator[Site]:
    text = view.text
    repository = _REPOSITORY.search(text)
    if repository is None:
        return
    entity = repository.group(2)
    written: set[int] = set()
    for query in _QUERY.finditer(text):
        line = text.count("\n", 0, query.start()) + 1
        last = text.count("\n", 0, query.end()) + 1
        written |= {last, last + 1, last + 2}
        sql = " ".join(re.findall(r"\"\"\"(.*?)\"\"\"|\"((?:[^\"\\]|\\.)*)\"", query.group(1), re.DOTALL)[0])
        found = sql_filter(" ".join(sql.split()))
        known = _known(view.repo, found) if found is not None else None
        if found is not None and known is not None:
            yield view.line_site(line, _defect(view.repo, found, known), end_line=last)
    for method in _METHOD.finditer(text, repository.end()):
        line = text.count("\n", 0, method.start()) + 1
        if line in written or text[
            text.rfind("\n", 0, method.start()) + 1 : method.start()
        ].lstrip().startswith(("*", "//")):
            continue
        found = derived_filter(method.group(1), entity)
        known = _known(view.repo, found) if found is not None else None
        if found is not None and known is not None:
            yield view.line_site(line, _defect(view.repo, found, known))


def _known(repo: RepoView, found: Filter) -> KnownTable | None:
    """The table, when all columns of the query are its own."""
    if _TINY.search(found.table):
        return None
    columns = found.columns or ((found.sorted_by,) if found.sorted_by else ())
    if not columns:
        return None
    known = known_model(repo, found.table)
    if known is None or not all(c in known.columns or c in _KEYS for c in columns):
        return None
    return known


def _defect(repo: RepoView, found: Filter, known: KnownTable) -> Defect | None:
    columns = found.columns or (found.sorted_by,)
    if any(c in known.leading or c in _KEYS for c in columns):
        return None
    if not found.columns and not grows(found.table):
        return None
    telling = [c for c in columns if c not in known.booleans]
    if not telling or any(_spoken_of(repo, known, c) for c in columns):
        return None
    shown = " and ".join(f"`{c}`" for c in dict.fromkeys(columns))
    asks = "filters" if found.columns else "sorts"
    return Defect(
        f"This query {asks} `{found.table}` by {shown}, and no index of the repository's schema starts with "
        f"{'it' if len(set(columns)) == 1 else 'one of them'}: the database reads the whole table each time.",
        fix=f"Add an index that starts with `{telling[0]}` in a migration (built without blocking writes), or narrow the query by a"
        " column that has one.",
    )


def _spoken_of(repo: RepoView, known: KnownTable, column: str) -> bool:
    """Whether a line about an index names the column first, beside its table: an index written in a way that is not read."""
    tables = "|".join(re.escape(t) for t in sorted({known.name, *known.tables}))
    first = re.compile(
        rf"(?:[(\[{{:=]\s*|(?:{tables})[\"'`]?\s*[,.]\s*)[\"'`:]*{re.escape(column)}\b", re.IGNORECASE
    )
    beside = re.compile(tables, re.IGNORECASE)
    for path, _, line in repo.search((column,)):
        if _INDEX_WORD.search(line.replace(column, "")) and beside.search(line) and first.search(line):
            return True
        if path.endswith((".xml", ".yaml", ".yml")) and _ELSEWHERE.search(path):
            return True
    return False


RULE = Rule(
    id="performance/missing-index",
    severity=Severity.WARNING,
    languages=("python", "javascript", "typescript", "go", "java", "kotlin", "ruby"),
    title="Filter on a column without an index",
    what="A new filter (or the order of a limited list) on a table that the repository's models, schema file or migrations declare, by columns"
    " with which no index, unique constraint or key of that table starts. Read are Django, SQLAlchemy, ActiveRecord, Prisma, TypeORM, GORM,"
    " Spring Data and SQL text.",
    why="Without an index the database reads every row for each call. It is quick on a laptop and slow once the table has grown.",
    fix="Add an index that starts with the column.",
    local=True,
    site="every filter or limited order on a table whose schema the repository holds",
    references=("https://use-the-index-luke.com/sql/where-clause",),
    bad=BAD,
    good=GOOD,
)
