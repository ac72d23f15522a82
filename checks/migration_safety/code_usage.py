"""Where code names a table or a column: the search behind the drop and rename rules.

A line counts only when the table is plain there too: a qualified name, a model or entity of the table, or a query that
names the table nearby. The bare column name alone never does; too many tables have a ``status``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from checks.changes import Tree
from checks.migration_safety.migration_files import is_migration_path
from checks.silence import is_test_path, silent_path_reason

_SUFFIXES = (
    ".py", ".ts", ".js", ".tsx", ".jsx", ".mjs", ".cjs", ".mts", ".cts", ".go", ".java", ".kt", ".rb", ".cs", ".php", ".rs",
    ".sql", ".prisma", ".scala", ".ex", ".graphql",
)  # fmt: skip
_CODE_SUFFIXES = tuple(s for s in _SUFFIXES if s != ".graphql")
WINDOW = 25
"""Lines around a column name in which its query may name the table."""
PLACES = 5
"""Places that a finding lists."""
_HITS = 20_000
_COMMENT = re.compile(r"^\s*(?:#|//|--|\*|/\*|<!--)")
_ANY_ROW = frozenset(
    {
        "self",
        "this",
        "row",
        "r",
        "result",
        "rows",
        "req",
        "body",
        "data",
        "input",
        "payload",
        "objects",
        "c",
        "record",
    }
)
"""Names before a dot that say nothing of the table."""
MODEL_LINES = 400
"""Lines within which a class is looked for above one of its members."""
_DECLARATION = re.compile(
    r"\s*(?:export\s+|public\s+|final\s+|data\s+|default\s+|abstract\s+)*(?:class|model|type|struct|record)\s+(\w+)"
)
_TABLE_NAME = re.compile(
    r"__tablename__\s*=\s*[\"'](\w+)[\"']|db_table\s*=\s*[\"'](\w+)[\"']|@Table\(\s*(?:name\s*=\s*)?[\"'](\w+)[\"']"
    r"|@Entity\(\s*(?:\{\s*name:\s*)?[\"'`](\w+)[\"'`]|@@map\(\"(\w+)\"\)|bun:\"table:(\w+)"
)
_MODEL_MARK = re.compile(
    r"models\.Model|\(Base\b|db\.Model|DeclarativeBase|table=True|@Entity|`[a-z]*(?:db|gorm|bun):|ActiveRecord|ApplicationRecord"
    r"|\bmapped_column\b|\bColumn\("
)
_NOT_CODE = frozenset({"docs", "doc", "seeds", "seed", "schema.sql", "structure.sql"})


@dataclass(frozen=True, slots=True)
class Usage:
    """A place in the code and its line."""

    path: str
    line: int
    text: str


def _singulars(table: str) -> set[str]:
    name = table.casefold()
    found = {name}
    if name.endswith("ies"):
        found.add(name[:-3] + "y")
    if name.endswith(("ses", "xes", "ches", "shes", "zes")):
        found.add(name[:-2])
    if name.endswith("s") and not name.endswith("ss"):
        found.add(name[:-1])
    return found


def owners(table: str, model: str = "") -> set[str]:
    """Names in any case, without underscores, under which code holds the table or a row of it."""
    found = {n.replace("_", "") for n in _singulars(table)}
    if model:
        found |= {n.replace("_", "") for n in _singulars(model)}
        found.add(model.casefold() + "s")
    return found


def spellings(column: str) -> set[str]:
    """The column's name and its camel-case twins."""
    parts = column.split("_")
    camel = parts[0] + "".join(p[:1].upper() + p[1:] for p in parts[1:])
    pascal = "".join(p[:1].upper() + p[1:] for p in parts)
    return {column, camel, pascal, re.sub(r"Id\b", "ID", pascal)}


_DUMPED = re.compile(r"(?:^|/)db/(?:\w+_)?(?:schema\.rb|structure\.sql)$|ModelSnapshot\.cs$")
"""The schema as a tool writes it down after each migration."""


class UsageSearch:
    """Searches one revision; texts are split once."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._lines: dict[str, list[str]] = {}
        self._code: dict[str, bool] = {}

    def _hits(self, words: set[str], *, comments: bool = False) -> Iterator[Usage]:
        count = 0
        for path, line, text in self._tree.search(sorted(words), suffixes=_CODE_SUFFIXES):
            if not self._is_code(path) or (not comments and (_COMMENT.match(text) or len(text) > 2000)):
                continue
            count += 1
            if count > _HITS:
                return
            yield Usage(path, line, text)

    def _is_code(self, path: str) -> bool:
        if path not in self._code:
            parts = set(path.casefold().split("/"))
            other = (
                is_migration_path(path)
                or _DUMPED.search(path)
                or is_test_path(path)
                or silent_path_reason(path)
                or _NOT_CODE & parts
            )
            self._code[path] = not other
        return self._code[path]

    def _text(self, path: str) -> list[str]:
        if path not in self._lines:
            content = self._tree.read(path)
            self._lines[path] = [] if content is None else content.decode("utf-8", "replace").split("\n")
        return self._lines[path]

    def _class_name(self, model: str) -> str:
        """A Django model's name as its class is written: migrations say ``orderitem`` for ``OrderItem``."""
        if model and model == model.casefold():
            for path in self._tree.paths():
                if re.search(r"(?:^|/)models(?:\.py$|/)", path) and path.endswith(".py"):
                    for line in self._text(path):
                        match = re.match(r"class (\w+)\(", line)
                        if match and match.group(1).casefold() == model:
                            return match.group(1)
        return model

    def column(self, table: str, column: str, model: str = "") -> list[Usage]:
        """Lines that use the table's column."""
        if not column or not table:
            return []
        names = owners(table, model)
        # Files that name the table at all come first: a column like ``name`` is in every file, its table in few.
        paths = sorted({u.path for u in self._hits(_written(table, self._class_name(model)), comments=True)})
        word = re.compile(
            rf"(?<![A-Za-z0-9_])(?:{'|'.join(map(re.escape, spellings(column)))})(?![A-Za-z0-9_])"
        )
        found = []
        for path in paths:
            for number, text in enumerate(self._text(path), 1):
                if word.search(text) and not _COMMENT.match(text) and len(text) <= 2000:
                    if "ignored_columns" in text:
                        # Rails is told to forget the column: the first step of dropping it.
                        continue
                    usage = Usage(path, number, text)
                    if self._uses_column(usage, table, column, names):
                        found.append(usage)
        return found

    def table(self, table: str, model: str = "") -> list[Usage]:
        """Lines that use the table: a query that names it, its model's declaration, or a query through the model."""
        if not table:
            return []
        words = {table}
        singular = {"".join(p[:1].upper() + p[1:] for p in n.split("_")) for n in _singulars(table)}
        if model:
            words.add(model)
        found = []
        named = _query_name(table)
        for usage in self._hits(words | (singular - {table})):
            text = usage.text
            if (
                named.search(text)
                or (
                    model
                    and re.search(rf"\b(?:class {re.escape(model)}|{re.escape(model)}\.objects)\b", text)
                )
                or re.search(rf"\bmodel (?:{'|'.join(map(re.escape, singular))})\s*\{{", text)
            ):
                found.append(usage)
        return found

    def _uses_column(self, usage: Usage, table: str, column: str, names: set[str]) -> bool:
        words = "|".join(re.escape(w) for w in sorted(spellings(column)))
        text = usage.text
        owner = re.findall(rf"([A-Za-z_][\w$]*)[\"'`\])]?\s*(?:\?\.|->|\.|\[[\"'])[\"'`]?(?:{words})\b", text)
        aliases = []
        for name in owner:
            plain = name.casefold().replace("_", "")
            if plain in names or any(
                plain in (f"{w}{n}" for n in names)
                for w in ("new", "old", "the", "updated", "existing", "this")
            ):
                return True
            if plain not in _ANY_ROW:
                aliases.append(name)
        lines = self._text(usage.path)
        model = self._inside_model(lines, usage.line, table, names, usage.path)
        if model is not None:
            return model
        near = lines[max(0, usage.line - 1 - WINDOW) : usage.line + WINDOW]
        own, at = _same_statement(near, min(WINDOW, usage.line - 1))
        block = "\n".join(own)
        if not _query_name(table).search(block):
            if aliases or not _as_column(text, words):
                return False
            return _names_model(block, names) or self._file_of_table(usage, words, table, names)
        if len(owner) == 1 and aliases:
            # ``o.legacy_code``: the alias must stand for this table in the query, and not for another.
            return bool(
                re.search(rf"{re.escape(table)}[\"'`\])]?\s+(?:AS\s+)?{re.escape(aliases[0])}\b", block, re.I)
            )
        return _as_column(text, words) and _nearest_table(own, at) in ("", table.casefold())

    def _file_of_table(self, usage: Usage, words: str, table: str, names: set[str]) -> bool:
        """A quoted column in a file named after the table, whose queries name it elsewhere: ``order_repository.py``."""
        stem = re.split(r"[._-]", usage.path.rpartition("/")[2].casefold())
        if not names & {*stem, "".join(stem[:2])} or not re.search(rf"[\"'`](?:{words})[\"'`]", usage.text):
            return False
        return bool(_query_name(table).search("\n".join(self._text(usage.path))))

    def _inside_model(
        self, lines: list[str], line: int, table: str, names: set[str], path: str
    ) -> bool | None:
        """Whether the line stands in the declaration of the table's model; None when it stands in no model."""
        own = lines[line - 1] if line <= len(lines) else ""
        indent = len(own) - len(own.lstrip())
        for index in range(line - 2, max(-1, line - MODEL_LINES), -1):
            text = lines[index]
            if not text.strip() or len(text) - len(text.lstrip()) >= indent:
                continue
            match = _DECLARATION.match(text)
            if match is None:
                if re.search(
                    rf"(?:pgTable|mysqlTable|sqliteTable|Table|define)\(\s*[\"'`]{re.escape(table)}[\"'`]",
                    text,
                ):
                    return True
                if re.match(r"\s*(?:async\s+)?(?:def|func|function)\b", text):
                    return None
                continue
            return _is_model_of(lines, index, match.group(1), table, names, path)
        return None


def _is_model_of(
    lines: list[str], index: int, name: str, table: str, names: set[str], path: str
) -> bool | None:
    """Whether the class, struct or model declared at ``index`` is the table's; None when it is no model at all."""
    first = index
    while first > 0 and index - first < 8 and re.match(r"\s*(?:@|\)|\}|[\w]+\s*[:=].*,?$)", lines[first - 1]):
        first -= 1
    last = index + 1
    margin = len(lines[index]) - len(lines[index].lstrip())
    while last < len(lines) and last - index < MODEL_LINES:
        text = lines[last]
        if text.strip() and len(text) - len(text.lstrip()) <= margin and not re.match(r"\s*[})\]]", text):
            break
        last += 1
    body = "\n".join(lines[first:last])
    whole = "\n".join(lines) if path.endswith(".go") else ""
    declared = _TABLE_NAME.search(body) or re.search(
        rf"func \(\w*\s*\*?{re.escape(name)}\) TableName\(\)[^{{]*\{{\s*return\s+\"(\w+)\"", whole
    )
    if declared:
        return table.casefold() in {g.casefold() for g in declared.groups() if g}
    if path.endswith(".prisma") or _MODEL_MARK.search(body):
        return name.casefold().replace("_", "") in names
    return None


def _written(table: str, model: str) -> set[str]:
    """Whole words under which a file may speak of the table: its name, a row's name, the model's, in the usual cases."""
    found: set[str] = set()
    for name in {n for word in (table, model) if word for n in (word, *_singulars(word))}:
        parts = name.split("_")
        pascal = "".join(p[:1].upper() + p[1:] for p in parts)
        found |= {name, name.upper(), pascal, pascal[:1].lower() + pascal[1:]}
    if model:
        found |= {
            model.casefold(),
            model.capitalize(),
            re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", model).casefold(),
        }
    return found


@lru_cache(maxsize=64)
def _query_name(table: str) -> re.Pattern[str]:
    """The table as queries name it: after FROM, JOIN, INTO, UPDATE, or quoted where a query builder takes its table."""
    name = re.escape(table)
    return re.compile(
        rf"\b(?:from|join|into|update|table|only|references)\s+[\"`\[]?(?:\w+[\"`\]]?\.[\"`\[]?)?{name}\b(?![\w/-])"
        r"|\b(?:knex|db|trx|tx|client|conn|pool|from|into|\w*table\w*|\w*join\w*|entity|define|model|supabase|qb"
        r"|insertinto|selectfrom|deletefrom|updatetable)\b(?:<[^>]*>)?\s*[(=:]\s*\{?\s*(?:name\s*[:=]\s*)?"
        rf"[\"'`](?:\w+\.)?{name}(?:\s+as\s+\w+)?[\"'`]",
        re.IGNORECASE,
    )


def _names_model(block: str, names: set[str]) -> bool:
    """Whether the statement works on the table's model: ``Order.objects``, ``select(Order)``, ``prisma.order.findMany``."""
    for match in re.finditer(r"\b([A-Z]\w*)(?=\s*[.(){\[,>])|\bprisma\.(\w+)\.", block):
        if (match.group(1) or match.group(2)).casefold().replace("_", "") in names:
            return True
    return bool(re.search(r"\bmodel\s*=\s*(\w+)", block)) and any(
        m.casefold().replace("_", "") in names for m in re.findall(r"\bmodel\s*=\s*(\w+)", block)
    )


def _same_statement(lines: list[str], at: int) -> tuple[list[str], int]:
    """The lines around ``at`` up to a blank line or the border of a function, and where ``at`` is among them."""
    first, last = at, at
    border = re.compile(r"^\s*$|^\s*(?:async\s+)?(?:def|func|function|class|export)\b|^\}")
    while first > 0 and not border.match(lines[first]) and not re.match(r"^\s*$|^\}", lines[first - 1]):
        first -= 1
    while last + 1 < len(lines) and not border.match(lines[last + 1]):
        last += 1
    return lines[first : last + 1], at - first


_ANY_TABLE = re.compile(
    r"\b(?:FROM|JOIN|INTO|UPDATE|from|join|into|update)\s+\"?(?:\w+\.)?(\w+)|\b(?:knex|db|trx|from|into|table)(?:<[^>]*>)?\(\s*[\"'`](\w+)"
)


def _nearest_table(lines: list[str], at: int) -> str:
    """The table that the lines name nearest to line ``at``: on it, or else before or behind it; ``""`` for none."""
    best, distance = "", len(lines) + 1
    for index, line in enumerate(lines):
        if re.match(r"\s*(?:import\b|from\s+[\w.]+\s+import\b)", line):
            continue
        for match in _ANY_TABLE.finditer(line):
            if abs(index - at) < distance:
                best, distance = (match.group(1) or match.group(2)).casefold(), abs(index - at)
    return best


def _as_column(text: str, words: str) -> bool:
    """Whether the name stands as a column in this line, not as a local variable or a function."""
    return not re.match(rf"\s*(?:def|func|function|class|import|from)\s+(?:{words})\b", text)
