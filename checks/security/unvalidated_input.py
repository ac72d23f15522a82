"""Records written straight from a request body."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.report import Severity
from checks.rules import Defect, Example, Rule, Site
from checks.security.bound_entities import go_bound, java_bound
from checks.security.carriers import carried, last_name, looked_at
from checks.security.unvalidated_input_examples import BAD, GOOD
from checks.syntax import model as m
from checks.syntax.flow import Flow
from checks.views import FileView

_BODY_PYTHON = re.compile(
    r"(?:^|\.)(?:request|req)\.(?:json|get_json\(\)|form|data|POST|values|body|json\(\)|form\(\)|to_dict\(\))(?:\.(?:to_dict|dict|copy)\(\))?$|Request\(\)\.(?:json|form)\(\)$|(?:^|\.)(?:Http|WSGI)?Request\(\)\.(?:get_json\(\)|json|form|data|POST|values)(?:\.(?:to_dict|dict|copy)\(\))?$"
)
_BODY_SCRIPT = re.compile(r"(?:^|\.)(?:req|request|ctx\.request|this\.request|c\.req)\.(?:body|json\(\)|parseBody\(\))$|Request\(\)\.(?:body|json\(\))$|readBody\(\)$")  # fmt: skip
_WRITES = frozenset(
    {
        "create", "createMany", "insert", "insertOne", "insertMany", "update", "updateOne", "updateMany", "upsert", "findOneAndUpdate", "findByIdAndUpdate",
        "findOneAndReplace", "replaceOne", "save", "build", "bulkCreate", "findAndUpdate", "patch", "insert_one", "insert_many", "update_one", "update_many",
        "replace_one", "bulk_create", "get_or_create", "update_or_create", "values", "set", "merge",
    }
)  # fmt: skip
_ASSIGNS = frozenset({"Object.assign", "_.merge", "_.assign", "_.extend", "lodash.merge", "lodash.assign"})
_NOT_STORES = re.compile(r"(?:hash|cache|redis|map|params|headers|session|stripe|axios|http|client|logger|jwt|crypto|api|dict|counter|metrics|Object|queue|service)", re.IGNORECASE)  # fmt: skip
_CHECKS = re.compile(
    r"valid|schema|parse|serializ|sanitiz|pick|omit|only|permit|allow|fields?_?(?:from|filter)|whitelist|load|check|assert|ensure",
    re.IGNORECASE,
)
_VALIDATING = ("express-validator", "celebrate", "class-validator", "ajv", "marshmallow", "pydantic", "cerberus", "wtforms", "flask_wtf", "jsonschema")  # fmt: skip
_MIDDLEWARE = re.compile(r"valid|schema|celebrate|checkBody|zod|joi", re.IGNORECASE)


def check(view: FileView) -> Iterator[Site]:
    """Every write that is built from a request body is a site."""
    if view.module is None:
        return
    flow = view.flow
    seen: set[int] = set()
    if view.language in ("java", "go"):
        for node, body, what, checked in java_bound(flow) if view.language == "java" else go_bound(flow):
            yield view.site(m.statement_of(node), None if checked else _defect(flow, body, what))
        return
    for node, body, what in _writes(flow):
        statement = m.statement_of(node)
        if id(statement) in seen:
            continue
        seen.add(id(statement))
        yield view.site(statement, None if _validated(flow, node, body) else _defect(flow, body, what))


def _defect(flow: Flow, body: m.Expr, what: str) -> Defect:
    text = " ".join(flow.module.text(body).split())[:60]
    return Defect(
        f"The whole request body (`{text}`) goes into {what}: the caller can set every field, also those that are not theirs to set."
    )


def _writes(flow: Flow) -> Iterator[tuple[m.Node, m.Expr, str]]:
    python = flow.module.language == "python"
    for call in flow.calls():
        yield from _python_call(flow, call) if python else _script_call(flow, call)
    yield from _setattr_loops(flow) if python else _key_loops(flow)


def _python_call(flow: Flow, call: m.Call) -> Iterator[tuple[m.Node, m.Expr, str]]:
    name = last_name(call.callee)
    for arg in call.args:
        given = arg.spread == "**" or (arg.name == "defaults" and name == "update_or_create")
        if not given:
            continue
        body = next((b for b in _carrying(flow, arg.value) if _is_body(flow, b)), None)
        if body is not None and (_is_model(flow, call) or _is_store(call) or _is_record(flow, call)):
            yield call, body, f"`{m.dotted(call.callee)}`"
    if name in ("insert_one", "insert_many", "replace_one", "update_one", "update_many") and call.args:
        for arg in call.args:
            found = flow.definition(arg.value)
            inner = found.get("$set") if isinstance(found, m.Mapping) else arg.value
            if inner is not None and _is_body(flow, inner):
                yield call, inner, f"`{name}`"
    elif name in ("values", "update") and len(call.args) == 1 and _is_body(flow, call.args[0].value):
        base = flow.module.text(call.callee)
        if re.search(r"\b(?:insert|update)\(|\.filter(?:_by)?\(|__dict__|\.query\b", base):
            yield call, call.args[0].value, f"`{name}`"


def _is_model(flow: Flow, call: m.Call) -> bool:
    """A call of a class that is named like one and is no schema."""
    name = last_name(call.callee)
    if not re.match(r"^[A-Z][a-z]\w*$", name) or re.search(
        r"Schema|Serializer|Form|Request|Params|Input|DTO|Dto|Create|Update|Payload|Config|Options|Filter|Query|Command|Settings|Validator|Args|In$|Body",
        name,
    ):
        return False
    full = flow.resolve(call.callee)
    if full.startswith("./"):
        for owner in flow.classes():
            if owner.name == name:
                return any(
                    re.search(r"Model$|^Base$|DeclarativeBase|Document|db\.Model|Entity", m.dotted(b))
                    for b in owner.bases
                )
        return False
    return bool(re.search(r"model|entit|db|orm|schema_?objects|tables", full, re.IGNORECASE))


def _is_store(call: m.Call) -> bool:
    text = m.dotted(call.callee)
    return (
        last_name(call.callee) in ("create", "update", "get_or_create", "update_or_create", "insert")
        and ".objects" in text
    )


def _is_record(flow: Flow, call: m.Call) -> bool:
    """``user.update(**body)`` of a record that the file's model made or found."""
    return (
        last_name(call.callee) in ("update", "save", "create")
        and isinstance(call.callee, m.Attr)
        and bool(re.search(r"(?:^|\.)(?:models?|entities)\.[\w.]*[A-Z]", flow.resolve(call.callee.base)))
    )


def _setattr_loops(flow: Flow) -> Iterator[tuple[m.Node, m.Expr, str]]:
    for loop in flow.module.every(m.Loop):
        source = loop.iterable
        if (
            not isinstance(source, m.Call)
            or last_name(source.callee) != "items"
            or not isinstance(source.callee, m.Attr)
        ):
            continue
        if not _is_body(flow, source.callee.base):
            continue
        for node in loop.body.walk_scope():
            if isinstance(node, m.Call) and m.dotted(node.callee) == "setattr" and not _filtered(loop, node):
                yield node, source.callee.base, "`setattr`"


def _filtered(loop: m.Loop, call: m.Node) -> bool:
    """`if key in ALLOWED:` or `hasattr` alone: only the first chooses fields."""
    for node in loop.body.walk_scope():
        if isinstance(node, m.If) and re.search(
            r"(?:includes|has)\(",
            " ".join(m.dotted(c.callee) + "(" for c in node.test.walk() if isinstance(c, m.Call)),
        ):
            return True
        if isinstance(node, m.If) and any(
            isinstance(n, m.Binary) and n.op in ("in", "not in", "==", "!=", "===", "!==")
            for n in node.test.walk()
        ):
            return True
    return False


def _made_here(flow: Flow, name: m.Name) -> bool:
    """Whether a name began as an object literal: what is collected in it is no record yet."""
    bindings = flow.scopes.lookup(name.id, name)[1]
    return any(isinstance(b.value, (m.Mapping, m.Sequence)) for b in bindings)


def _key_loops(flow: Flow) -> Iterator[tuple[m.Node, m.Expr, str]]:
    """``for (const key of Object.keys(req.body)) user[key] = req.body[key]``."""
    for loop in flow.module.every(m.Loop):
        source = loop.iterable
        if not isinstance(source, m.Call) or m.dotted(source.callee) not in ("Object.keys", "Object.entries"):
            continue
        body = source.positional(0)
        if body is None or not _is_body(flow, body):
            continue
        for node in loop.body.walk_scope():
            target = node.targets[0] if isinstance(node, m.Assign) and len(node.targets) == 1 else None
            if (
                isinstance(node, m.Assign)
                and isinstance(target, m.Index)
                and isinstance(target.key, m.Name)
                and isinstance(target.base, m.Name)
                and not _made_here(flow, target.base)
                and not _filtered(loop, node)
            ):
                yield node, body, f"`{target.base.id}`"


def _script_call(flow: Flow, call: m.Call) -> Iterator[tuple[m.Node, m.Expr, str]]:
    method = last_name(call.callee)
    if m.dotted(call.callee) in _ASSIGNS and len(call.args) >= 2:
        target = call.args[0].value
        if not isinstance(target, m.Mapping) and _is_body(flow, call.args[1].value):
            yield call, call.args[1].value, f"`{' '.join(flow.module.text(target).split())[:40]}`"
        return
    if (
        call.new
        and isinstance(call.callee, m.Name)
        and len(call.args) == 1
        and _is_body(flow, call.args[0].value)
    ):
        name = call.callee.id
        if re.match(r"^[A-Z][a-z]\w*$", name) and not re.search(
            r"Dto|Schema|Error|Request|Params|Date|Map|Set|Buffer|Response|Command|Query|Validator|Form", name
        ):
            yield call, call.args[0].value, f"`{name}`"
        return
    if method not in _WRITES or not isinstance(call.callee, m.Attr):
        return
    base = flow.module.text(call.callee.base)
    store = base.split("(")[0].rpartition(".")[2]
    if _NOT_STORES.search(store) and "prisma" not in base:
        return
    if method in (
        "set",
        "merge",
        "patch",
        "values",
        "insert",
        "update",
        "create",
        "save",
    ) and not _looks_like_store(flow, base, call.callee.base):
        return
    for arg in call.args:
        for inner in _carrying(flow, arg.value):
            if _is_body(flow, inner):
                yield call, inner, f"`{' '.join(base.split())[-30:]}.{method}`"
                return


def _found_record(flow: Flow, receiver: m.Expr) -> bool:
    """Whether a name holds what a model made or found: ``await User.findByPk(id)``, ``new User()``."""
    made = flow.definition(receiver)
    made = made.value if isinstance(made, m.Await) else made
    if not isinstance(made, m.Call):
        return False
    owner = m.dotted(made.callee)
    if made.new:
        return bool(re.match(r"(?!Map|Set|Headers|FormData|URL|Hash|Weak)[A-Z][a-z]\w*$", owner))
    return bool(re.match(r"[A-Z][a-z]\w*\.(?:find|create|build)\w*$", owner))


def _looks_like_store(flow: Flow, base: str, receiver: m.Expr | None = None) -> bool:
    last = base.rpartition(".")[2]
    return bool(
        re.match(r"^[A-Z]", last)
        or (receiver is not None and _found_record(flow, receiver))
        or re.search(
            r"prisma|repo|model|db\b|knex|collection|dao|insert\(|update\(|em$|manager|table\(|orm",
            base,
            re.IGNORECASE,
        )
        or "prisma" in base
    )


def _carrying(flow: Flow, expr: m.Expr) -> Iterator[m.Expr]:
    """The expression, or what an object takes over whole: spread, ``data: body``, ``$set: body``."""
    if isinstance(expr, m.Mapping):
        for pair in expr.pairs:
            key = pair.key.value if isinstance(pair.key, m.Literal) else None
            if pair.key is None:
                yield pair.value.value if isinstance(pair.value, m.Spread) else pair.value
            elif key in ("data", "$set", "create", "update", "set"):
                yield from _carrying(flow, pair.value)
    else:
        yield expr


def _is_body(flow: Flow, expr: m.Expr) -> bool:
    pattern = _BODY_PYTHON if flow.module.language == "python" else _BODY_SCRIPT
    inner = expr.value if isinstance(expr, (m.Spread, m.Await)) else expr
    if pattern.search(flow.resolve(inner)):
        return True
    made = flow.definition(inner)
    if isinstance(made, m.Binary) and made.op in ("or", "??"):
        made = made.left
    if made is not inner and pattern.search(flow.resolve(made)):
        return True
    return _untyped_body(flow, inner) or _untyped_parameter(flow, inner) or _read_by_helper(flow, made)


_PLAIN_DICT = re.compile(r"^(?:dict|Dict|Mapping|MutableMapping|Any)\b|^Annotated\[\s*(?:dict|Dict|Any)\b")


def _untyped_parameter(flow: Flow, expr: m.Expr) -> bool:
    """FastAPI's ``data: dict``: a body that no model checks."""
    bindings = flow.scopes.lookup(expr.id, expr)[1] if isinstance(expr, m.Name) else []
    param = bindings[0].node if len(bindings) == 1 else None
    if flow.module.language != "python" or not isinstance(param, m.Param):
        return False
    function = m.enclosing(param, m.Function)
    return (
        function is not None
        and bool(_PLAIN_DICT.match(param.annotation))
        and "Depends" not in flow.module.text(param)
        and any(
            isinstance(d, m.Call)
            and re.search(r"(?:router|app|api)\.(?:post|put|patch)$", m.dotted(d.callee))
            for d in function.decorators
        )
    )


_VALIDATES_NOTHING = re.compile(r"^(?:Prisma\.|any$|unknown$|object$|Partial<|Record<|\{)")


def _untyped_body(flow: Flow, expr: m.Expr) -> bool:
    """Nest's ``@Body() body: Prisma.ProjectUpdateInput``: a type that no pipe can check at run time."""
    bindings = flow.scopes.lookup(expr.id, expr)[1] if isinstance(expr, m.Name) else []
    param = bindings[0].node if len(bindings) == 1 else None
    return (
        isinstance(param, m.Param)
        and bool(_VALIDATES_NOTHING.match(param.annotation.lstrip(": ")))
        and any(
            isinstance(d, m.Call) and m.dotted(d.callee) == "Body" and not d.args for d in param.decorators
        )
    )


def _read_by_helper(flow: Flow, made: m.Expr) -> bool:
    """``_body(request)`` of the same file, which returns ``json.loads(request.body)``."""
    if not isinstance(made, m.Call):
        return False
    if m.dotted(made.callee) == "json.loads" and made.args:
        return bool(_BODY_PYTHON.search(m.dotted(made.args[0].value)))
    if not isinstance(made.callee, m.Name) or not made.args or flow.module.language != "python":
        return False
    bindings = flow.scopes.lookup(made.callee.id, made)[1]
    own = bindings[0].value if len(bindings) == 1 else None
    return isinstance(own, m.Function) and any(
        isinstance(r, m.Return)
        and isinstance(r.value, m.Call)
        and m.dotted(r.value.callee) == "json.loads"
        and _read_by_helper(flow, r.value)
        for r in own.body.walk_scope()
    )


def _validated(flow: Flow, node: m.Node, body: m.Expr) -> bool:
    way = carried(flow, body)
    for test in looked_at(flow, way):
        if any(
            isinstance(n, m.Call)
            and _CHECKS.search(last_name(n.callee))
            and last_name(n.callee) not in ("get_json", "json", "loads")
            for n in test.walk()
        ):
            return True
    if flow.imports_any(*_VALIDATING) and flow.module.language != "python":
        return True
    function = m.enclosing(node, m.Function)
    if function is None:
        return False
    if any(_MIDDLEWARE.search(flow.module.text(d)) for d in function.decorators):
        return True
    registration = function.parent.parent if isinstance(function.parent, m.Arg) else None
    if isinstance(registration, m.Call):
        others = [a.value for a in registration.args if a.value is not function]
        if any(_MIDDLEWARE.search(flow.module.text(o)) for o in others):
            return True
    # a handler that is registered elsewhere in the file behind a validating middleware
    name = m.function_name(function)
    return bool(name) and any(
        any(isinstance(a.value, (m.Name, m.Attr)) and last_name(a.value) == name for a in c.args)
        and any(_MIDDLEWARE.search(flow.module.text(a)) for a in c.args)
        for c in flow.whole.calls()
    )


RULE = Rule(
    id="security/unvalidated-input",
    severity=Severity.WARNING,
    languages=("python", "javascript", "typescript", "go", "java"),
    title="Whole request body written to a record",
    what="A request body that is spread into a model, an ORM write or an existing object (`Model(**request.json)`, `Object.assign(user, req.body)`,"
    " `create(req.body)`, `$set: req.body`, a `setattr` loop) without a schema or a list of fields.",
    why="The caller chooses which columns are written, so they can also set `is_admin`, `owner_id` or `balance`.",
    fix="Validate the body with a schema that names its fields, or write the fields one by one.",
    local=True,
    site="every write that is built from a request body as a whole",
    cwe="CWE-915",
    references=(
        "https://cwe.mitre.org/data/definitions/915.html",
        "https://cheatsheetseries.owasp.org/cheatsheets/Mass_Assignment_Cheat_Sheet.html",
    ),
    bad=(
        Example(
            {
                "app/users.py": """\
from flask import Blueprint, jsonify, request

from app.models import User, db

bp = Blueprint("users", __name__)


@bp.post("/users")
def create_user():
    user = User(**request.get_json())  # <-- here
    db.session.add(user)
    db.session.commit()
    return jsonify(user.to_dict()), 201


@bp.patch("/users/<int:user_id>")
def update_user(user_id):
    user = db.get_or_404(User, user_id)
    data = request.json
    for key, value in data.items():
        setattr(user, key, value)  # <-- here
    db.session.commit()
    return jsonify(user.to_dict())
"""
            },
            sites=2,
        ),
        Example(
            {
                "src/users.ts": """\
import { Router } from 'express';
import { prisma } from './db';
import { User } from './models/user';

export const users = Router();

users.post('/users', async (req, res) => {
  const user = await User.create(req.body);  // <-- here
  res.status(201).json(user);
});

users.put('/users/:id', async (req, res) => {
  const user = await prisma.user.update({ where: { id: Number(req.params.id) }, data: req.body });  // <-- here
  res.json(user);
});

users.patch('/users/:id', async (req, res) => {
  const user = await User.findById(req.params.id);
  Object.assign(user, req.body);  // <-- here
  await user.save();
  res.json(user);
});

users.patch('/profiles/:id', async (req, res) => {
  await User.updateOne({ _id: req.params.id }, { $set: req.body });  // <-- here
  res.sendStatus(204);
});
"""
            },
            sites=4,
        ),
        *BAD,
    ),
    good=(
        Example(
            {
                "app/users.py": """\
from flask import Blueprint, jsonify, request

from app.models import User, db
from app.schemas import UserSchema

bp = Blueprint("users", __name__)
EDITABLE = {"name", "email"}


@bp.post("/users")
def create_user():
    data = UserSchema().load(request.get_json())
    user = User(**data)
    db.session.add(user)
    return jsonify(user.to_dict()), 201


@bp.patch("/users/<int:user_id>")
def update_user(user_id):
    user = db.get_or_404(User, user_id)
    for key, value in request.json.items():
        if key in EDITABLE:
            setattr(user, key, value)
    return jsonify(user.to_dict())


@bp.post("/names")
def rename():
    payload = request.get_json()
    user = User(name=payload["name"], email=payload["email"])
    return jsonify(user.to_dict())


@bp.post("/schemas")
def schema():
    form = UserCreate(**request.get_json())
    return jsonify(form.model_dump())
"""
            },
        ),
        Example(
            {
                "src/users.ts": """\
import { Router } from 'express';
import { z } from 'zod';
import { prisma } from './db';
import { validate } from './validation';
import { User } from './models/user';

const NewUser = z.object({ name: z.string(), email: z.string().email() });
export const users = Router();

users.post('/users', async (req, res) => {
  const data = NewUser.parse(req.body);
  res.status(201).json(await prisma.user.create({ data }));
});

users.put('/users/:id', validate(NewUser), async (req, res) => {
  res.json(await User.findByIdAndUpdate(req.params.id, req.body));
});

users.patch('/users/:id', async (req, res) => {
  const { name, email } = req.body;
  await User.updateOne({ _id: req.params.id }, { $set: { name, email } });
  res.sendStatus(204);
});

users.post('/copies', (req, res) => {
  const copy = Object.assign({}, req.body);
  cache.set('last', req.body);
  res.json(copy);
});
"""
            },
        ),
        *GOOD,
    ),
)
