"""What changed between two versions of an OpenAPI document, judged by what a client notices."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import urlsplit

from checks.api_consistency.contract_change import Change
from checks.api_consistency.model import normalise
from checks.api_consistency.openapi import Document, Spot, resolve
from checks.api_consistency.openapi_exchange import Exchange, Parameter, exchange_of, refused_by
from checks.api_consistency.openapi_schema_diff import SchemaDiffer
from checks.api_consistency.openapi_words import Where
from checks.report import Severity

_NAMED = frozenset({"required", "optional", "removed"})
"""Kinds of change of which several may stand at one place, each with a name."""
METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace", "query")


def differences(base: Document, head: Document, head_time_s: int | None = None) -> tuple[Change, ...]:
    """Differences of all operations of base, each told once."""
    if newer_major(base.version, head.version):
        return ()
    return tuple(_Differ(base, head, head_time_s).run())


def newer_major(old: str, new: str) -> bool:
    """Whether a version says that clients must move: the first number rises, or a dated version gets another date."""
    dates = [bool(re.match(r"\d{4}-\d{2}", v)) for v in (old, new)]
    if all(dates):
        return new[:10] > old[:10]
    return _major(new) > _major(old)


def _major(version: str) -> int:
    text = version.strip().lstrip("vV").partition(".")[0]
    return int(text) if text.isdigit() and len(text) < 9 else 0


def operations(document: Document) -> Iterator[tuple[str, str, dict[str, Any], dict[str, Any], Spot]]:
    """(path, method, operation, path item, spot of the path item) of every operation."""
    for path, raw in document.paths.items():
        item, spot = resolve(raw, document.spot("paths", path))
        for method in METHODS:
            if isinstance(item.get(method), dict):
                yield path, method, item[method], item, spot


@dataclass(frozen=True, slots=True)
class _Found:
    path: str
    item: dict[str, Any]
    spot: Spot


class _Differ:
    def __init__(self, base: Document, head: Document, head_time_s: int | None) -> None:
        self.base = base
        self.head = head
        self.today = datetime.fromtimestamp(head_time_s, UTC).date() if head_time_s is not None else date.max
        self.told: set[str] = set()
        self.operation: tuple[str, str] = ("", "")
        self.schemas = SchemaDiffer(self._tell)

    def run(self) -> Iterator[Change]:
        """All changes, path by path."""
        found = self._heads()
        if self.moved:
            old, new = (
                ", ".join(f"`{p or '/'}`" for p in sorted(_prefixes(d))) for d in (self.base, self.head)
            )
            yield from self._tell(
                f"The API moves from {old} to {new}; clients that call the old address get 404.",
                "base path",
                head=self.head.spot("servers" if "servers" in self.head.root else "basePath"),
                fix="Keep serving the old address beside the new one, or raise the major version.",
            )
        for path, raw in self.base.paths.items():
            item, spot = resolve(raw, self.base.spot("paths", path))
            if not item or _internal(item):
                continue
            yield from self._path(path, item, spot, found(path))

    def _heads(self) -> Any:
        heads = {}
        for path, raw in self.head.paths.items():
            item, spot = resolve(raw, self.head.spot("paths", path))
            heads[normalise(path)] = _Found(path, item, spot)
        before, after = _prefixes(self.base), _prefixes(self.head)
        declared = _has_servers(self.base) and _has_servers(self.head)
        whole = {normalise(p + key): found for key, found in heads.items() for p in after}
        full = [whole.get(normalise(p + path)) for path in self.base.paths for p in before]
        self.moved = (
            declared
            and not before & after
            and not any(full)
            and any(normalise(p) in heads for p in self.base.paths)
        )

        def lookup(path: str) -> _Found | None:
            if declared and not self.moved:
                for prefix in before:
                    if normalise(prefix + path) in whole:
                        return whole[normalise(prefix + path)]
            return heads.get(normalise(path))

        return lookup

    def _path(self, path: str, item: dict[str, Any], spot: Spot, other: _Found | None) -> Iterator[Change]:
        live = [m for m in METHODS if isinstance(item.get(m), dict) and not self._may_go(item[m])]
        if other is None:
            if live:
                methods = "/".join(m.upper() for m in live)
                self.operation = (methods, path)
                yield from self._tell(
                    f"`{methods} {path}` is removed; clients that call it get 404.",
                    f"removed {path}",
                    base=self.base.spot("paths", path),
                    head_parent=self.head.spot("paths"),
                    fix="Keep the old path beside the new one, marked as deprecated with an `x-sunset` date.",
                )
            return
        for method in live:
            self.operation = (method.upper(), path)
            if not isinstance(other.item.get(method), dict):
                yield from self._tell(
                    f"`{method.upper()} {path}` is removed; clients that call it get 405.",
                    f"removed {method} {path}",
                    base=spot.child(method),
                    head_parent=other.spot,
                    fix="Mark the operation as deprecated with an `x-sunset` date, and remove it after that.",
                )
                continue
            before = exchange_of(self.base, item, spot, method)
            after = exchange_of(self.head, other.item, other.spot, method)
            found = list(self._operation(f"{method.upper()} {path}", before, after))
            yield from found
            if not found and item[method] != other.item[method]:
                place = other.spot.child(method)
                yield Change(False, "", f"{method} {path}", place.line, head_path=place.path)

    def _may_go(self, operation: dict[str, Any]) -> bool:
        """Internal, a draft, or deprecated and not promised until a later date."""
        if _internal(operation) or str(operation.get("x-stability-level", "")).lower() in ("draft", "alpha"):
            return True
        sunset = operation.get("x-sunset") or operation.get("x-sunset-date") or operation.get("sunset")
        if sunset is not None:
            try:
                return date.fromisoformat(str(sunset)[:10]) <= self.today
            except ValueError:
                return bool(operation.get("deprecated"))
        return operation.get("deprecated") is True

    def _tell(
        self,
        message: str,
        key: str,
        *,
        head: Spot | None = None,
        base: Spot | None = None,
        head_parent: Spot | None = None,
        head_is_parent: bool = False,
        fix: str = "",
        severity: Severity | None = None,
    ) -> Iterator[Change]:
        """One change a key. Without ``head`` it stands where ``base`` stood, or (when that file is not part of the change)
        at ``head_parent``; ``head_is_parent`` prefers the latter."""
        kind, shown = key.partition(" ")[0], head or base
        place = f"{kind} at {shown.name}" if shown is not None and kind not in _NAMED else key
        if key in self.told or place in self.told:
            return
        self.told.update((key, place))
        at = head or (head_parent if head_is_parent else None)
        fallback = at or head_parent
        yield Change(
            True,
            message,
            key,
            head_line=0 if fallback is None else fallback.line,
            head_path="" if fallback is None else fallback.path,
            base_line=0 if at is not None or base is None else base.line,
            base_path="" if at is not None or base is None else base.path,
            operation=self.operation,
            fix=fix,
            severity=severity,
        )

    # --- one operation -------------------------------------------------------------------------------------------

    def _operation(self, name: str, before: Exchange, after: Exchange) -> Iterator[Change]:
        yield from self._parameters(name, before, after)
        yield from self._body(name, before, after)
        yield from self._responses(name, before, after)
        lost = refused_by(before, after)
        if lost is not None:
            yield from self._tell(
                f"`{name}` now needs {lost[0]}; clients without it get 401 or 403.",
                f"security {lost[1].name}",
                head=lost[1],
                fix="Go on accepting what was accepted, until clients have the new credentials.",
            )

    def _parameters(self, name: str, before: Exchange, after: Exchange) -> Iterator[Change]:
        matched: set[tuple[str, str]] = set()
        for key, param in before.parameters.items():
            now = after.parameters.get(key)
            if key[0] == "path":
                continue
            if now is None:
                elsewhere = next(
                    (p for k, p in after.parameters.items() if k[1] == key[1] and k not in before.parameters),
                    None,
                )
                if elsewhere is not None:
                    matched.add((elsewhere.place, key[1]))
                    yield from self._tell(
                        f"The parameter `{param.name}` of `{name}` moves from the {param.place} to the {elsewhere.place}; "
                        "clients that send it in the old place are not heard.",
                        f"moved parameter {elsewhere.spot.name}",
                        head=elsewhere.spot,
                        fix="Read it from both places until clients have moved.",
                    )
                elif not param.value.get("deprecated") and (key[0] != "formData" or after.swagger):
                    yield from self._tell(
                        f"The {param.place} parameter `{param.name}` of `{name}` is removed; clients that send it are "
                        "refused or ignored.",
                        f"removed parameter {key} {param.spot.name}",
                        base=param.spot,
                        head_parent=after.parameters_spot,
                        fix="Keep taking the old name beside the new one.",
                    )
                continue
            yield from self._parameter(name, param, now)
        for old, new in zip(before.in_path, after.in_path, strict=False):
            yield from self._parameter(name, old, new)
        for key, param in after.parameters.items():
            if key not in before.parameters and key not in matched and key[0] != "path" and param.required:
                yield from self._tell(
                    f"`{name}` now requires the {param.place} parameter `{param.name}`; clients that do not send it are refused.",
                    f"new required parameter {key} {param.spot.name}",
                    head=param.spot,
                    fix="Make the parameter optional, with a default that keeps what happened before.",
                )

    def _parameter(self, name: str, old: Parameter, new: Parameter) -> Iterator[Change]:
        what = f"{old.place} parameter `{old.name}` of `{name}`"
        if new.required and not old.required:
            yield from self._tell(
                f"The {what} becomes required; clients that leave it out are refused.",
                f"required parameter {new.spot.name}",
                head=new.spot.child("required"),
                fix="Keep it optional, with a default that keeps what happened before.",
            )
        if old.form and new.form and old.form != new.form:
            yield from self._tell(
                f"The {what} is now written as {new.form} in place of {old.form}; lists and objects that clients send are misread.",
                f"style {new.spot.name}",
                head=new.spot.child("style" if "style" in new.value else "explode"),
                fix="Keep the way in which it is written.",
            )
        yield from self.schemas.compare(Where(what, True), old.schema, new.schema)

    def _body(self, name: str, before: Exchange, after: Exchange) -> Iterator[Change]:
        if after.body_required and not before.body_required:
            yield from self._tell(
                f"`{name}` now requires a request body; clients that send none are refused.",
                f"required body {after.body_spot.name}",
                head=after.body_spot.child("required") if before.body else after.body_spot,
                fix="Treat a missing body as an empty one.",
            )
        if before.body and not after.body and before.swagger == after.swagger:
            yield from self._tell(
                f"`{name}` no longer takes a request body; what clients send is refused or ignored.",
                f"removed body {name}",
                base=before.body_spot,
                head_parent=after.spot,
                fix="Go on reading the body.",
            )
            return
        yield from self._content(
            Where(f"request of `{name}`", True), before.body, after.body, after.body_spot
        )

    def _responses(self, name: str, before: Exchange, after: Exchange) -> Iterator[Change]:
        for status, answer in before.answers.items():
            if not status.startswith("2"):
                continue
            now = after.answers.get(status) or after.answers.get(status[0] + "XX")
            if now is None and status.endswith("XX"):
                now = next((a for s, a in after.answers.items() if s.startswith("2")), None)
            if now is None:
                if not after.answers:
                    continue
                successes = [s for s in after.answers if s.startswith("2")]
                instead = f" but {', '.join(successes)}" if successes else ""
                yield from self._tell(
                    f"`{name}` no longer answers {status}{instead}; clients that wait for it take it for a failure.",
                    f"removed status {status} {name}",
                    base=answer.spot,
                    head_parent=after.spot.child("responses"),
                    fix=f"Keep answering {status}.",
                )
                continue
            where = Where(f"{status} answer of `{name}`", False)
            if answer.content and not now.content:
                yield from self._tell(
                    f"The {where.context} no longer has a body; clients that read it fail.",
                    f"removed answer body {now.spot.name}",
                    base=next(iter(answer.content.values())).spot,
                    head_parent=now.spot,
                    fix="Keep sending the body.",
                )
            else:
                yield from self._content(where, answer.content, now.content, now.spot)
            for header, (spot, required) in answer.headers.items():
                if header not in now.headers:
                    yield from self._tell(
                        f"The header `{header}` is gone from the {where.context}; clients that read it fail.",
                        f"removed header {spot.name}",
                        base=spot,
                        head_parent=now.spot,
                        fix="Keep sending the header.",
                        severity=None if required else Severity.WARNING,
                    )
                elif required and not now.headers[header][1]:
                    yield from self._tell(
                        f"The header `{header}` of the {where.context} is no longer always sent; clients that count on it fail.",
                        f"optional header {now.headers[header][0].name}",
                        head=now.headers[header][0],
                        fix="Go on sending the header.",
                    )

    def _content(self, where: Where, old: Any, new: Any, parent: Spot) -> Iterator[Change]:
        if not old or not new:
            return
        for kind, media in old.items():
            now = new.get(kind) or new.get(kind.partition("/")[0] + "/*") or new.get("*/*")
            if now is None and kind == "*/*":
                now = next(iter(new.values()))
            if now is None:
                effect = (
                    "clients that send it get 415"
                    if where.request
                    else "clients that ask for it get 406 or what they cannot read"
                )
                yield from self._tell(
                    f"The content type `{kind}` is gone from the {where.context}; {effect}.",
                    f"removed content {kind} {media.spot.name}",
                    base=media.spot,
                    head_parent=parent,
                    fix="Keep the old content type beside the new one.",
                )
                fresh = [m for k, m in new.items() if k not in old]
                now = fresh[0] if len(fresh) == 1 else None
            if now is not None and media.schema is not None and now.schema is not None:
                yield from self.schemas.compare(where, media.schema, now.schema)


def _internal(value: dict[str, Any]) -> bool:
    return (
        value.get("x-internal") is True
        or str(value.get("x-visibility", "")).lower() in ("internal", "private")
        or str(value.get("x-audience", "")).lower() in ("component-internal", "internal", "team-internal")
    )


def _has_servers(document: Document) -> bool:
    return bool(document.root.get("servers")) or "basePath" in document.root


def _prefixes(document: Document) -> frozenset[str]:
    """The path parts of the addresses that the API is served under."""
    base_path = document.root.get("basePath")
    if isinstance(base_path, str):
        return frozenset({base_path.rstrip("/")})
    found = set()
    servers = document.root.get("servers")
    for server in servers if isinstance(servers, list) else []:
        if not isinstance(server, dict) or not isinstance(server.get("url"), str):
            continue
        url = server["url"]
        variables = server.get("variables")
        for name, value in variables.items() if isinstance(variables, dict) else ():
            if isinstance(value, dict):
                url = url.replace("{" + str(name) + "}", str(value.get("default", "")))
        try:
            found.add(urlsplit(url).path.rstrip("/"))
        except ValueError:
            continue
    return frozenset(found) or frozenset({""})
