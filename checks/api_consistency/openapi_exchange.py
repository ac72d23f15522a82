"""What one operation of an OpenAPI document takes and answers, the same for Swagger 2 and OpenAPI 3."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from checks.api_consistency.openapi import Document, Spot, resolve
from checks.api_consistency.openapi_schema import Member

_NOT_SCHEMA = frozenset({"name", "in", "required", "description", "allowEmptyValue", "collectionFormat"})
_IGNORED_HEADERS = frozenset({"accept", "content-type", "authorization"})

Grant = frozenset[tuple[str, str]]
"""One way to be let in: pairs of a scheme and a scope; the scope is empty for the scheme itself."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter that is not the body."""

    name: str
    place: str
    value: dict[str, Any]
    spot: Spot

    @property
    def required(self) -> bool:
        """Whether every call must have it."""
        return self.value.get("required") is True and "default" not in self.value

    @property
    def schema(self) -> Member:
        """Its schema; of Swagger 2 the parameter itself."""
        if "schema" in self.value:
            return self.value["schema"], self.spot.child("schema")
        content = self.value.get("content")
        if isinstance(content, dict) and content:
            kind = next(iter(content))
            media = content[kind]
            inner = media.get("schema") if isinstance(media, dict) else None
            return inner, self.spot.child("content", kind, "schema")
        return {k: v for k, v in self.value.items() if k not in _NOT_SCHEMA}, self.spot

    @property
    def form(self) -> str:
        """How lists and objects are written, in words; empty for single values."""
        schema, _ = resolve(*self.schema)
        if schema.get("type") not in ("array", "object") or "content" in self.value:
            return ""
        if "collectionFormat" in self.value or "schema" not in self.value:
            return f"`{self.value.get('collectionFormat', 'csv')}`"
        style = str(self.value.get("style") or ("form" if self.place in ("query", "cookie") else "simple"))
        explode = self.value.get("explode", style == "form")
        return f"`{style}`{' with a name for each value' if explode is True else ''}"


@dataclass(frozen=True, slots=True)
class Media:
    """One content type."""

    spot: Spot
    schema: Member | None


@dataclass(frozen=True, slots=True)
class Answer:
    """One response."""

    spot: Spot
    content: dict[str, Media]
    headers: dict[str, tuple[Spot, bool]]


@dataclass(slots=True)
class Exchange:
    """An operation as its clients see it."""

    spot: Spot
    swagger: bool
    parameters: dict[tuple[str, str], Parameter] = field(default_factory=dict)
    parameters_spot: Spot | None = None
    in_path: list[Parameter] = field(default_factory=list)
    """The path's parameters in the order in which they stand in the path."""
    body: dict[str, Media] = field(default_factory=dict)
    body_required: bool = False
    body_spot: Spot = field(default_factory=lambda: Spot(Document("", {}), ()))
    answers: dict[str, Answer] = field(default_factory=dict)
    grants: dict[Grant, tuple[str, Spot]] = field(default_factory=dict)
    """Ways to be let in, each with words for it; the empty one lets everybody in."""


def exchange_of(document: Document, item: dict[str, Any], spot: Spot, method: str) -> Exchange:
    """Reads the operation ``method`` of a path item that stands at ``spot``."""
    operation: dict[str, Any] = item[method]
    at = spot.child(method)
    made = Exchange(at, "swagger" in document.root)
    made.body_spot = at
    made.parameters_spot = at.child("parameters")
    path = spot.pointer[1] if len(spot.pointer) > 1 else ""
    for owner, where in ((item, spot), (operation, at)):
        listed = owner.get("parameters")
        for index, raw in enumerate(listed if isinstance(listed, list) else []):
            value, param_spot = resolve(raw, where.child("parameters", str(index)))
            _parameter(document, made, operation, value, param_spot)
    named = [p for k, p in made.parameters.items() if k[0] == "path"]
    order = {name: index for index, name in enumerate(re.findall(r"\{([^}]*)\}", path))}
    made.in_path = sorted(named, key=lambda p: order.get(p.name, len(order)))
    if "requestBody" in operation:
        body, made.body_spot = resolve(operation["requestBody"], at.child("requestBody"))
        made.body_required = body.get("required") is True
        made.body = _content(body, made.body_spot)
    _answers(document, made, operation, at)
    _security(document, made, operation, at)
    return made


def _parameter(
    document: Document, made: Exchange, operation: dict[str, Any], value: dict[str, Any], spot: Spot
) -> None:
    place, name = str(value.get("in")), str(value.get("name") or "")
    if place == "body":  # Swagger 2
        made.body_spot = spot
        made.body_required = value.get("required") is True
        media = Media(spot, (value.get("schema"), spot.child("schema")))
        made.body = dict.fromkeys(_kinds(document, operation, "consumes"), media)
    elif name:
        key = name.lower() if place == "header" else name
        if not (place == "header" and key in _IGNORED_HEADERS):
            made.parameters[place, key] = Parameter(name, place, value, spot)


def _kinds(document: Document, operation: dict[str, Any], word: str) -> list[str]:
    listed = operation.get(word, document.root.get(word))
    return [_kind(str(k)) for k in listed] if isinstance(listed, list) and listed else ["*/*"]


def _kind(text: str) -> str:
    return text.partition(";")[0].strip().lower()


def _content(holder: dict[str, Any], spot: Spot) -> dict[str, Media]:
    content = holder.get("content")
    found = {}
    for kind, media in content.items() if isinstance(content, dict) else ():
        at = spot.child("content", kind)
        schema = media.get("schema") if isinstance(media, dict) else None
        found[_kind(kind)] = Media(at, None if schema is None else (schema, at.child("schema")))
    return found


def _answers(document: Document, made: Exchange, operation: dict[str, Any], at: Spot) -> None:
    responses = operation.get("responses")
    for status, raw in responses.items() if isinstance(responses, dict) else ():
        answer, _ = resolve(raw, at.child("responses", status))
        own = at.child("responses", status)
        answer, inner = resolve(raw, own)
        if made.swagger:
            content = {}
            if "schema" in answer:
                media = Media(inner.child("schema"), (answer["schema"], inner.child("schema")))
                content = dict.fromkeys(_kinds(document, operation, "produces"), media)
        else:
            content = _content(answer, inner)
        headers = {}
        given = answer.get("headers")
        for name, header in given.items() if isinstance(given, dict) else ():
            value, _ = resolve(header, inner.child("headers", name))
            headers[str(name)] = (inner.child("headers", name), value.get("required") is True)
        made.answers[str(status).upper() if str(status) != "default" else "default"] = Answer(
            own, content, headers
        )


def _security(document: Document, made: Exchange, operation: dict[str, Any], at: Spot) -> None:
    own = isinstance(operation.get("security"), list)
    listed = operation["security"] if own else document.root.get("security")
    security = at.child("security") if own else document.spot("security")
    schemes, where = document.root.get("securityDefinitions"), document.spot("securityDefinitions")
    components = document.root.get("components")
    if isinstance(components, dict):
        schemes, where = components.get("securitySchemes"), document.spot("components", "securitySchemes")
    for index, way in enumerate(listed if isinstance(listed, list) and listed else [{}]):
        pairs: set[tuple[str, str]] = set()
        words = []
        for name, scopes in way.items() if isinstance(way, dict) else ():
            raw = schemes.get(name) if isinstance(schemes, dict) else None
            scheme, _ = resolve(raw, where.child(name))
            known = scheme_identity(str(name), scheme)
            pairs.add((known, ""))
            named = [str(s) for s in scopes] if isinstance(scopes, list) else []
            pairs.update((known, s) for s in named)
            words.append(f"`{name}`" + (f" with {', '.join(f'`{s}`' for s in named)}" if named else ""))
        made.grants[frozenset(pairs)] = (" and ".join(words), security.child(str(index)))


def scheme_identity(name: str, scheme: dict[str, Any]) -> str:
    """What a client must send, so that a renamed scheme is still the same one."""
    kind = str(scheme.get("type", ""))
    if kind == "http":
        return f"http {str(scheme.get('scheme', '')).lower()}"
    if kind == "basic":
        return "http basic"
    if kind == "apiKey":
        return f"apiKey {scheme.get('in')} {str(scheme.get('name', '')).lower()}"
    addresses = [str(scheme.get("openIdConnectUrl") or "")]
    flows = scheme.get("flows")
    for flow in [scheme, *(flows.values() if isinstance(flows, dict) else ())]:
        if isinstance(flow, dict):
            addresses += [str(flow.get(w) or "") for w in ("authorizationUrl", "tokenUrl")]
    known = " ".join(sorted({a for a in addresses if a}))
    return f"{kind} {known or name}"


def refused_by(before: Exchange, after: Exchange) -> tuple[str, Spot] | None:
    """Words for what is needed now by clients that were let in before and are no longer, and where that is asked for; None
    when all are still let in."""
    lost = [old for old in before.grants if not any(new <= old for new in after.grants)]
    if not lost:
        return None
    nearest = min(after.grants, key=lambda new: len(new - lost[0]))
    missing, spot = nearest - lost[0], after.grants[nearest][1]
    scopes = sorted(scope for _, scope in missing if scope)
    if scopes and len(scopes) == len(missing):
        listed = ", ".join(f"`{s}`" for s in scopes)
        return (f"the scope {listed}" if len(scopes) == 1 else f"the scopes {listed}"), spot
    return " or ".join(words for words, _ in after.grants.values() if words) or "credentials", spot
