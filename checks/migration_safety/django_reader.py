"""Reads a Django migration: the class's ``operations`` list, SQL and Python steps, ``atomic``, state-only steps."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import PurePosixPath

from checks.migration_safety.code_walk import (
    Scope,
    called_name,
    constants,
    functions,
    is_true,
    items_of,
    text_of,
    texts_of,
)
from checks.migration_safety.django_fields import read_field
from checks.migration_safety.django_tables import columns_of
from checks.migration_safety.django_writes import read_python_step
from checks.migration_safety.operations import Database, Kind, Operation
from checks.migration_safety.sql_reader import read_fragment
from checks.syntax import model as m
from checks.views import RepoView

REASON = "Django runs a migration in a transaction unless the class says atomic = False"


def read_django(module: m.Module, template: Operation, repo: RepoView) -> list[Operation]:
    """Operations of the Migration class; a squashed migration (``replaces``) has none of its own."""
    cls = next((i for i in module.body.items if isinstance(i, m.Class) and i.name == "Migration"), None)
    if cls is None:
        return []
    members: dict[str, m.Expr] = {}
    for item in cls.body.items:
        if isinstance(item, m.Assign) and item.value is not None:
            for target in item.targets:
                if isinstance(target, m.Name):
                    members[target.id] = item.value
    scope = Scope(constants(module))
    if items_of(members.get("replaces"), scope):
        return []
    atomic = is_true(members.get("atomic"), scope) is not False and template.database is not Database.MYSQL
    scope = replace(scope, transaction=1 if atomic else None, reason=REASON if atomic else "")
    reader = _Reader(module, template, repo, scope)
    operations = members.get("operations")
    reader.many(operations)
    return reader.found


class _Reader:
    def __init__(self, module: m.Module, template: Operation, repo: RepoView, scope: Scope) -> None:
        self.template = replace(template, transaction=scope.transaction, transaction_reason=scope.reason)
        self.repo = repo
        self.scope = scope
        self.functions = functions(module)
        self.found: list[Operation] = []
        parts = PurePosixPath(template.path).parts
        self.app = ""
        if "migrations" in parts and parts.index("migrations"):
            at = parts.index("migrations")
            self.app = _label(repo, "/".join(parts[:at])) or parts[at - 1]

    def many(self, expr: m.Expr | None) -> None:
        """Reads a list of operations; concatenated lists too."""
        if isinstance(expr, m.Binary) and expr.op == "+":
            self.many(expr.left)
            self.many(expr.right)
            return
        if isinstance(expr, m.Name):
            expr = self.scope.names.get(expr.id)
        if isinstance(expr, m.Comprehension):
            self.one(expr.element)
            return
        if isinstance(expr, m.Sequence):
            for item in expr.items:
                self.one(item)

    def table(self, model: str) -> str:
        """Django's own table name of a model; its ``db_table`` where a CreateModel of the app says one."""
        return f"{self.app}_{model.casefold()}" if self.app else model.casefold()

    def _make(self, kind: Kind, call: m.Call, model: str, **fields: object) -> Operation:
        op = replace(
            self.template,
            kind=kind,
            line=call.line,
            end_line=call.end_line,
            table=self.table(model),
            model=model,
            **fields,  # type: ignore[arg-type]
        )
        self.found.append(op)
        return op

    def _text(self, call: m.Call, index: int, name: str) -> str:
        return text_of(call.keyword(name) or call.positional(index), self.scope, holes=True) or ""

    def one(self, expr: m.Node) -> None:
        """Reads one operation."""
        if isinstance(expr, m.Name) and expr.id in self.scope.names:
            expr = self.scope.names[expr.id]
        if not isinstance(expr, m.Call):
            return
        name = called_name(expr)
        text = self._text
        if name == "SeparateDatabaseAndState":
            self.many(expr.keyword("database_operations") or expr.positional(0))
        elif name == "CreateModel":
            self._create_model(expr)
        elif name == "DeleteModel":
            self._make(Kind.DROP_TABLE, expr, text(expr, 0, "name"), name="table")
        elif name == "RenameModel":
            new = text(expr, 1, "new_name")
            self._make(Kind.RENAME_TABLE, expr, text(expr, 0, "old_name"), new_name=self.table(new))
        elif name == "AlterModelTable":
            new = text(expr, 1, "table")
            if new:
                self._make(Kind.RENAME_TABLE, expr, text(expr, 0, "name"), new_name=new)
        elif name == "AddField":
            self._add_field(expr)
        elif name == "RemoveField":
            self._make(Kind.DROP_COLUMN, expr, text(expr, 0, "model_name"), columns=(text(expr, 1, "name"),))
        elif name == "RenameField":
            self._make(
                Kind.RENAME_COLUMN,
                expr,
                text(expr, 0, "model_name"),
                columns=(text(expr, 1, "old_name"),),
                new_name=text(expr, 2, "new_name"),
            )
        elif name == "AlterField":
            self._alter_field(expr)
        elif name in ("AddIndex", "AddIndexConcurrently"):
            index = expr.keyword("index") or expr.positional(1)
            columns = texts_of(index.keyword("fields"), self.scope) if isinstance(index, m.Call) else ()
            label = text_of(index.keyword("name"), self.scope) or "" if isinstance(index, m.Call) else ""
            self._make(
                Kind.CREATE_INDEX,
                expr,
                text(expr, 0, "model_name"),
                columns=tuple(c.lstrip("-") for c in columns),
                name=label,
                concurrently=name.endswith("Concurrently"),
            )
        elif name in ("RemoveIndex", "RemoveIndexConcurrently"):
            self._make(
                Kind.DROP_INDEX,
                expr,
                text(expr, 0, "model_name"),
                name=text(expr, 1, "name"),
                concurrently=name.endswith("Concurrently"),
            )
        elif name in ("AddConstraint", "AddConstraintNotValid"):
            self._add_constraint(expr, not_valid=name == "AddConstraintNotValid")
        elif name == "ValidateConstraint":
            self._make(
                Kind.VALIDATE_CONSTRAINT, expr, text(expr, 0, "model_name"), name=text(expr, 1, "name")
            )
        elif name == "AlterUniqueTogether":
            together = expr.keyword("unique_together") or expr.positional(1)
            items = items_of(together, self.scope)
            if items:
                inner = (
                    texts_of(items[0], self.scope)
                    if isinstance(items[0], m.Sequence)
                    else texts_of(together, self.scope)
                )
                self._make(Kind.ADD_UNIQUE, expr, text(expr, 0, "name"), columns=inner)
        elif name == "RunSQL":
            self._run_sql(expr)
        elif name == "RunPython":
            step = expr.keyword("code") or expr.positional(0)
            if isinstance(step, m.Name) and step.id in self.functions:
                template = replace(self.template, line=expr.line, end_line=expr.end_line)
                self.found.extend(read_python_step(self.functions[step.id], self.functions, template))

    def _create_model(self, call: m.Call) -> None:
        model = self._text(call, 0, "name")
        options = call.keyword("options") or call.positional(2)
        named = text_of(options.get("db_table"), self.scope) if isinstance(options, m.Mapping) else None
        columns = []
        for item in items_of(call.keyword("fields") or call.positional(1), self.scope) or []:
            if isinstance(item, m.Sequence) and item.items:
                columns.append(text_of(item.items[0], self.scope) or "")
        defined = columns_of(call, self.scope)
        made = self._make(Kind.CREATE_TABLE, call, model, columns=tuple(columns), defined=defined)
        if named:
            self.found.append(replace(made, table=named))

    def _add_field(self, call: m.Call) -> None:
        model, name = self._text(call, 0, "model_name"), self._text(call, 1, "name")
        declared = call.keyword("field") or call.positional(2)
        field = read_field(declared, self.scope)
        if field is None or field.many:
            return
        added = self._make(
            Kind.ADD_COLUMN,
            call,
            model,
            columns=(name,),
            type=field.type,
            not_null=not field.null,
            default=field.default,
            app_default=field.app_default,
            rewrites=field.rewrites,
        )
        if field.references and field.constraint:
            self.found.append(
                replace(added, kind=Kind.ADD_FOREIGN_KEY, inline=True, references=field.references)
            )
        if field.unique:
            self.found.append(replace(added, kind=Kind.ADD_UNIQUE, inline=True))
        elif field.indexed:
            self.found.append(replace(added, kind=Kind.CREATE_INDEX, inline=True))

    def _alter_field(self, call: m.Call) -> None:
        """Compares with the field's last declaration in the app's earlier migrations; silent where there is none."""
        model, name = self._text(call, 0, "model_name"), self._text(call, 1, "name")
        new = read_field(call.keyword("field") or call.positional(2), self.scope)
        before = self._former(model, name)
        old = read_field(before, self.scope)
        if new is None or old is None or new.many:
            return
        if old.null and not new.null:
            self._make(Kind.SET_NOT_NULL, call, model, columns=(name,), type=new.type)
        if (
            old.type != new.type
            and not (new.custom or old.custom)
            and bool(new.references) == bool(old.references)
        ):
            self._make(Kind.ALTER_TYPE, call, model, columns=(name,), type=new.type, former_type=old.type)
        if new.unique and not old.unique:
            self._make(Kind.ADD_UNIQUE, call, model, columns=(name,))
        elif new.indexed and not old.indexed and not new.references:
            self._make(Kind.CREATE_INDEX, call, model, columns=(name,))
        if new.references and new.constraint and (not old.references or not old.constraint):
            self._make(Kind.ADD_FOREIGN_KEY, call, model, columns=(name,), references=new.references)
        if new.column != old.column and (new.column or old.column):
            self._make(
                Kind.RENAME_COLUMN, call, model, columns=(old.column or name,), new_name=new.column or name
            )

    def _former(self, model: str, name: str) -> m.Expr | None:
        """The field's last declaration before this migration."""
        folder, _, own = self.template.path.rpartition("/")
        earlier = [
            p
            for p in self.repo.paths()
            if p.startswith(folder + "/")
            and p.endswith(".py")
            and "/" not in p[len(folder) + 1 :]
            and p[len(folder) + 1 :] < own
        ]
        for path in reversed(earlier):
            text = self.repo.text(path) or ""
            if not re.search(rf"['\"]{re.escape(name)}['\"]", text):
                continue
            # A squashed migration that replaces this one tells what comes after it, not before.
            if "replaces = [" in text and own.removesuffix(".py") in text:
                continue
            module = self.repo.module(path)
            found = None if module is None else _declaration(module, model, name)
            if found is not None:
                return found
        return None

    def _add_constraint(self, call: m.Call, *, not_valid: bool) -> None:
        model = self._text(call, 0, "model_name")
        constraint = call.keyword("constraint") or call.positional(1)
        if not isinstance(constraint, m.Call):
            return
        cls, label = called_name(constraint), text_of(constraint.keyword("name"), self.scope) or ""
        if cls == "CheckConstraint":
            condition = constraint.keyword("condition") or constraint.keyword("check")
            expression = " AND ".join(_not_null_names(condition))
            self._make(Kind.ADD_CHECK, call, model, name=label, not_valid=not_valid, expression=expression)
        elif cls == "UniqueConstraint":
            columns = texts_of(constraint.keyword("fields"), self.scope)
            self._make(Kind.ADD_UNIQUE, call, model, name=label, columns=columns)
        elif cls == "ExclusionConstraint":
            self._make(Kind.ADD_EXCLUSION, call, model, name=label)

    def _run_sql(self, call: m.Call) -> None:
        expr = call.keyword("sql") or call.positional(0)
        pieces = items_of(expr, self.scope) or ([expr] if expr is not None else [])
        for piece in pieces:
            if isinstance(piece, m.Sequence) and piece.items:
                piece = piece.items[0]
            text = text_of(piece, self.scope, holes=True)
            if text is None:
                continue
            read = read_fragment(text, self.template, piece.line)
            lone = len(pieces) == 1 and len({(o.line, o.end_line) for o in read}) <= 1
            for op in read:
                outside = not call.line <= op.line <= op.end_line <= call.end_line
                self.found.append(
                    replace(op, line=call.line, end_line=call.end_line) if lone or outside else op
                )


def _label(repo: RepoView, folder: str) -> str:
    """The label that an app's configuration gives it in place of its folder's name."""
    match = re.search(r"^\s+label\s*=\s*['\"](\w+)['\"]", repo.text(f"{folder}/apps.py") or "", re.M)
    return match.group(1) if match else ""


def _declaration(module: m.Module, model: str, name: str) -> m.Expr | None:
    """The last declaration of a field in one migration module."""
    scope = Scope(constants(module))
    found: m.Expr | None = None
    for node in module.walk():
        if not isinstance(node, m.Call):
            continue
        what = called_name(node)
        if what in ("AddField", "AlterField"):
            owner = text_of(node.keyword("model_name") or node.positional(0), scope) or ""
            field = text_of(node.keyword("name") or node.positional(1), scope)
            if owner.casefold() == model.casefold() and field == name:
                found = node.keyword("field") or node.positional(2)
        elif what == "CreateModel":
            owner = text_of(node.keyword("name") or node.positional(0), scope) or ""
            if owner.casefold() != model.casefold():
                continue
            for item in items_of(node.keyword("fields") or node.positional(1), scope) or []:
                if (
                    isinstance(item, m.Sequence)
                    and len(item.items) == 2
                    and text_of(item.items[0], scope) == name
                ):
                    found = item.items[1]
    return found


def _not_null_names(condition: m.Expr | None) -> list[str]:
    """``Q(x__isnull=False)`` as ``x IS NOT NULL``."""
    if condition is None:
        return []
    return [
        f"{arg.name.removesuffix('__isnull')} IS NOT NULL"
        for node in condition.walk()
        if isinstance(node, m.Arg)
        and (arg := node).name
        and arg.name.endswith("__isnull")
        and isinstance(arg.value, m.Literal)
        and arg.value.value is False
    ]
