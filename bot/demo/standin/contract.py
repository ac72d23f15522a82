"""GitHub's published description, as rules: which operation a call is, and whether it and its answer keep to it.

The slice beside this module is made by ``scripts/vendor_github.py``. Rules that GitHub states only in prose are in
``prose.py``.
"""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs

SLICE = Path(__file__).with_name("openapi.json")

# Path parameters that may hold slashes: git refs, file paths, and label names, which GitHub's own clients send raw.
_SLASHED = frozenset({"path", "ref", "basehead", "name", "branch"})

# Where reality is known to differ from the description (each seen on the live service).
_NULL_IN_REALITY = frozenset(
    {
        "in_reply_to_id",
        "position",
        "original_position",
        "line",
        "original_line",
        "start_line",
        "pull_request_review_id",
        "webhook_secret",
        "repo",
        "performed_via_github_app",
    }
)

# The list describes each account as a user and an enterprise at once; one installation is described rightly.
_ANSWERS: dict[str, dict[str, Any]] = {
    "apps/list-installations": {"type": "array", "items": {"$ref": "#/components/schemas/installation"}},
}

# Long accepted, no longer described: the bare list of names.
_BARE_LABELS = frozenset({"issues/add-labels", "issues/set-labels"})


@dataclass(frozen=True, slots=True)
class Operation:
    """One call of the description."""

    id: str
    method: str
    template: str
    pattern: re.Pattern[str]
    query: Mapping[str, Mapping[str, Any]]
    """Query parameter -> its schema."""
    required_query: frozenset[str]
    body: Mapping[str, Any] | None
    body_required: bool
    answers: Mapping[int, Mapping[str, Any] | None]
    """Success status -> schema of the answer, None for an empty one."""

    @property
    def writes(self) -> bool:
        """Whether the call changes something."""
        return self.method not in ("GET", "HEAD")


class Contract:
    """The operations of the slice, and the checks of calls against them."""

    def __init__(self, description: Mapping[str, Any]) -> None:
        self._components = _json_schema(_with_errata(copy.deepcopy(dict(description["components"]))))
        self._strict_components = _closed(_json_schema(copy.deepcopy(dict(description["components"]))))
        self.operations: tuple[Operation, ...] = tuple(
            sorted(
                (
                    self._operation(path, method, operation)
                    for path, methods in description["paths"].items()
                    for method, operation in methods.items()
                ),
                key=lambda operation: _rank(operation.template),
            )
        )
        self.by_id: dict[str, Operation] = {operation.id: operation for operation in self.operations}
        self._validators: dict[tuple[str, str], jsonschema_rs.Validator] = {}

    def match(self, method: str, path: str) -> tuple[Operation, dict[str, str]] | None:
        """The operation of a call and its path parameters, or None when the slice has no such call."""
        for operation in self.operations:
            if operation.method == method:
                found = operation.pattern.fullmatch(path)
                if found:
                    return operation, found.groupdict()
        return None

    def knows_path(self, path: str) -> bool:
        """Whether any method of the slice has this path."""
        return any(operation.pattern.fullmatch(path) for operation in self.operations)

    def request_faults(self, operation: Operation, query: Mapping[str, str], body: Any) -> list[str]:
        """What is wrong with a request, in words; empty when it keeps the contract. Unknown members are faults."""
        faults = []
        for name, text in query.items():
            schema = operation.query.get(name)
            if schema is None:
                faults.append(f"query: {name!r} is not a parameter of {operation.id}")
                continue
            value = _typed(text, schema)
            faults += [
                f"query: {name}: {fault}" for fault in self._faults((operation.id, "?" + name), schema, value)
            ]
        faults += [f"query: {name!r} is required" for name in operation.required_query - query.keys()]
        if operation.body is None:
            if body is not None and body != {}:
                faults.append(f"body: {operation.id} takes no body")
        elif body is None:
            if operation.body_required and operation.body.get("required"):
                faults.append("body: is required")
        else:
            found = self._faults((operation.id, "body"), operation.body, body, strict=True)
            faults += [f"body{fault}" for fault in found]
        return faults

    def answer_faults(self, operation: Operation, status: int, body: Any) -> list[str]:
        """What is wrong with our own answer; empty when GitHub could have given it."""
        if status not in operation.answers:
            known = ", ".join(str(number) for number in sorted(operation.answers))
            return [f"answer: status {status} is not one of {known} for {operation.id}"]
        schema = operation.answers[status]
        if schema is None:
            return [] if body is None else ["answer: must be empty"]
        return [f"answer{fault}" for fault in self._faults((operation.id, str(status)), schema, body)]

    def _operation(self, path: str, method: str, raw: Mapping[str, Any]) -> Operation:
        parameters = [self._parameter(parameter) for parameter in raw.get("parameters", ())]
        query = {p["name"]: _json_schema(dict(p["schema"])) for p in parameters if p["in"] == "query"}
        body = raw.get("requestBody")
        if body is not None and raw["operationId"] in _BARE_LABELS:
            body = copy.deepcopy(body)
            labels = body["content"]["application/json"]["schema"]
            labels.setdefault("oneOf", []).append(
                {"type": "array", "items": {"type": "string"}, "minItems": 1}
            )
        return Operation(
            id=raw["operationId"],
            method=method.upper(),
            template=path,
            pattern=_pattern(path),
            query=query,
            required_query=frozenset(
                p["name"] for p in parameters if p["in"] == "query" and p.get("required")
            ),
            body=None if body is None else _closed(_json_schema(copy.deepcopy(_schema_of(body) or {}))),
            body_required=bool(body and body.get("required", True)),
            answers={
                int(status): None
                if (schema := _ANSWERS.get(raw["operationId"]) or _schema_of(answer)) is None
                else _json_schema(_with_errata(copy.deepcopy(schema)))
                for status, answer in raw["responses"].items()
            },
        )

    def _parameter(self, parameter: Mapping[str, Any]) -> Mapping[str, Any]:
        if "$ref" in parameter:
            found: Mapping[str, Any] = self._components["parameters"][parameter["$ref"].rsplit("/", 1)[1]]
            return found
        return parameter

    def _faults(
        self, key: tuple[str, str], schema: Mapping[str, Any], value: Any, *, strict: bool = False
    ) -> list[str]:
        validator = self._validators.get(key)
        if validator is None:
            whole = {**schema, "components": self._strict_components if strict else self._components}
            validator = jsonschema_rs.validator_for(
                json.dumps(whole), validate_formats=True, ignore_unknown_formats=True
            )
            self._validators[key] = validator
        if validator.is_valid(value):
            return []
        return [
            "".join(f".{part}" for part in error.instance_path) + f": {_short(error.message)}"
            for error in list(validator.iter_errors(value))[:5]
        ]


@cache
def github() -> Contract:
    """The vendored contract, read once a process."""
    return Contract(json.loads(SLICE.read_text(encoding="utf-8")))


def _short(message: str) -> str:
    return message if len(message) <= 400 else f"{message[:200]} ... {message[-180:]}"


def _rank(template: str) -> tuple[int, int, str]:
    """More literal segments first, so that ``/pulls/comments`` wins over ``/pulls/{pull_number}``."""
    segments = template.split("/")
    literal = sum(1 for segment in segments if "{" not in segment)
    return (-literal, -len(segments), template)


def _pattern(template: str) -> re.Pattern[str]:
    def group(match: re.Match[str]) -> str:
        name = match.group(1)
        if name in _SLASHED:
            return f"(?P<{name}>.+)"
        if name.endswith(("_number", "_id")):
            return rf"(?P<{name}>\d+)"
        return f"(?P<{name}>[^/]+)"

    parts = re.split(r"(\{\w+\})", template)
    pattern = "".join(re.sub(r"\{(\w+)\}", group, p) if p.startswith("{") else re.escape(p) for p in parts)
    return re.compile(pattern.replace("(?P<path>.+)", "?(?P<path>.*)"))


def _schema_of(body: Mapping[str, Any]) -> dict[str, Any] | None:
    schema = body.get("content", {}).get("application/json", {}).get("schema")
    return None if schema is None else dict(schema)


def _typed(text: str, schema: Mapping[str, Any]) -> Any:
    kind = schema.get("type")
    if kind == "integer":
        return int(text) if re.fullmatch(r"-?\d+", text) else text
    if kind == "boolean":
        return {"true": True, "false": False}.get(text, text)
    return text


def _with_errata(node: Any) -> Any:
    """Allow in answers what the live service is known to send against its own description."""
    if isinstance(node, list):
        return [_with_errata(item) for item in node]
    if not isinstance(node, dict):
        return node
    node = {key: _with_errata(value) for key, value in node.items()}
    if isinstance(node.get("properties"), dict):
        for name in _NULL_IN_REALITY & node["properties"].keys():
            node["properties"][name] = {**node["properties"][name], "nullable": True}
    return node


def _json_schema(node: Any) -> Any:
    """OpenAPI 3.0 schema -> JSON Schema: ``nullable`` becomes a type."""
    if isinstance(node, list):
        return [_json_schema(item) for item in node]
    if not isinstance(node, dict):
        return node
    node = {key: _json_schema(value) for key, value in node.items()}
    if node.get("nullable") is True:
        del node["nullable"]
        if isinstance(node.get("type"), str) and "enum" not in node:
            return {**node, "type": [node["type"], "null"]}
        if node.keys() == {"anyOf"}:
            return {"anyOf": [*node["anyOf"], {"type": "null"}]}
        return {"anyOf": [node, {"type": "null"}]}
    return node


def _closed(node: Any) -> Any:
    """Refuse unknown members wherever the description lists the known ones."""
    if isinstance(node, list):
        return [_closed(item) for item in node]
    if not isinstance(node, dict):
        return node
    branches = any(key in node for key in ("oneOf", "anyOf", "allOf"))
    closed = {key: _closed(value) for key, value in node.items()}
    if isinstance(node.get("properties"), dict) and "additionalProperties" not in node and not branches:
        closed["additionalProperties"] = False
    return closed
