"""GraphQL: every document is held to GitHub's published schema; the few fields that Evenhand uses are resolved.

As on GitHub, errors come with status 200. A field of the schema that the stand-in does not hold is an error too, never a
silent null.
"""

from __future__ import annotations

import gzip
import json
import time
from functools import cache
from pathlib import Path
from typing import Any

from flask import Request, Response
from graphql import (
    DocumentNode,
    ExecutionResult,
    FieldNode,
    GraphQLError,
    GraphQLResolveInfo,
    GraphQLSchema,
    GraphQLSyntaxError,
    OperationDefinitionNode,
    build_schema,
    execute_sync,
    parse,
    validate,
)

from bot import clock
from bot.demo.standin import faults, rest
from bot.demo.standin.access import Actor, authenticate
from bot.demo.standin.answers import Breach, Refusal
from bot.demo.standin.graph import Graph
from bot.demo.standin.journal import CallRecord, Violation
from bot.demo.standin.world import World

_TOO_MUCH = "Resource limits for this query exceeded."
SDL = Path(__file__).with_name("schema.graphql.gz")


@cache
def schema() -> GraphQLSchema:
    """GitHub's schema; building it takes about a second, so only the first document pays for it."""
    return build_schema(gzip.decompress(SDL.read_bytes()).decode(), assume_valid=True)


def document_faults(document: str) -> list[str]:
    """What is wrong with a document, by GitHub's schema; empty when it is good."""
    try:
        return [error.message for error in validate(schema(), parse(document))]
    except GraphQLSyntaxError as error:
        return [error.message]


def answer(world: World, request: Request) -> Response:
    """Answer one document and record it."""
    started = time.perf_counter()
    fault = world.faults.take("POST", "/graphql")
    actor, given, roots = Actor("anonymous"), None, ""
    headers: dict[str, str] = {}
    try:
        if fault is not None:
            faults.before(fault)
        rest.check_headers(request)
        with world.state.lock:
            actor = authenticate(world.state, world.keys, request.headers.get("Authorization"))
        if actor.kind not in ("installation", "user"):
            raise Refusal(401, "This endpoint requires you to be authenticated.")
        headers = world.limits.spend(str(actor), "graphql")
        given = request.get_json(silent=True)
        if fault is not None and fault.kind is faults.FaultKind.RESOURCE_LIMITS:
            body = {"data": None, "errors": [{"type": "RESOURCE_LIMITS_EXCEEDED", "message": _TOO_MUCH}]}
        else:
            body, roots = _run(world, actor, given)
        if fault is not None and fault.kind is faults.FaultKind.LOST_ANSWER:
            raise Refusal(502, "Server Error")
        response = Response(json.dumps(body), 200, headers, content_type="application/json; charset=utf-8")
    except Breach as breach:
        world.journal.breach(Violation(breach.kind, "POST", "/graphql", tuple(breach.faults)))
        if breach.kind == "graphql":
            found = {"errors": [{"message": text} for text in breach.faults]}
            response = Response(
                json.dumps(found), 200, headers, content_type="application/json; charset=utf-8"
            )
        else:
            response = rest.refused(breach)
    except Refusal as refusal:
        response = rest.refused(refusal)
    world.journal.record(
        CallRecord(
            kind="graphql",
            method="POST",
            path="/graphql",
            query="",
            status=response.status_code,
            actor=str(actor),
            operation=roots,
            body=given,
            at=clock.now(),
            duration_s=time.perf_counter() - started,
            fault=fault.kind.value if fault else "",
        )
    )
    return response


def _run(world: World, actor: Actor, given: Any) -> tuple[dict[str, Any], str]:
    if not isinstance(given, dict) or not isinstance(given.get("query"), str):
        raise Breach("graphql", ["A query attribute must be specified and must be a string."])
    found = document_faults(given["query"])
    if found:
        raise Breach("graphql", found)
    document = parse(given["query"])
    with world.state.lock:
        result = execute_sync(
            schema(),
            document,
            root_value=Graph(world, actor).root(),
            variable_values=given.get("variables"),
            operation_name=given.get("operationName"),
            field_resolver=_resolve,
        )
    if result.data is None and result.errors and any(error.path is None for error in result.errors):
        raise Breach("graphql", [error.message for error in result.errors])
    return _body(result), _roots(document)


def _resolve(source: Any, info: GraphQLResolveInfo[Any], **arguments: Any) -> Any:
    if not isinstance(source, dict) or info.field_name not in source:
        raise GraphQLError(f"the stand-in does not hold {info.parent_type.name}.{info.field_name}")
    value = source[info.field_name]
    return value(**arguments) if callable(value) else value


def _body(result: ExecutionResult) -> dict[str, Any]:
    body: dict[str, Any] = {"data": result.data}
    if result.errors:
        rows = []
        for error in result.errors:
            row: dict[str, Any] = {**error.formatted}
            kind = (row.pop("extensions", None) or {}).get("type")
            rows.append({"type": kind, **row} if kind else row)
        body["errors"] = rows
    return body


def _roots(document: DocumentNode) -> str:
    """Names of the root fields, for the journal."""
    return " ".join(
        selection.name.value
        for definition in document.definitions
        if isinstance(definition, OperationDefinitionNode)
        for selection in definition.selection_set.selections
        if isinstance(selection, FieldNode)
    )
