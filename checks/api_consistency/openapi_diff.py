"""What changed between two versions of an OpenAPI document, judged by what a client notices."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from checks.api_consistency.model import normalise
from checks.api_consistency.openapi import Document, Pointer

_METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
_SCHEMA_DEPTH = 12


@dataclass(frozen=True, slots=True)
class Change:
    """One difference that breaks a client, or (``breaking`` False) a changed operation that breaks none.

    ``base_line`` is set for what was removed; ``head_line`` where the head document shows it.
    """

    breaking: bool
    message: str
    key: str
    head_line: int = 0
    base_line: int = 0
    operation: tuple[str, str] = ("", "")


def differences(base: Document, head: Document, head_time_s: int | None = None) -> tuple[Change, ...]:
    """Differences of all operations of base, each told once."""
    if _major(head.version) > _major(base.version):
        return ()
    return tuple(_Differ(base, head, head_time_s).run())


def _major(version: str) -> int:
    text = version.lstrip("vV").partition(".")[0]
    return int(text) if text.isdigit() and len(text) < 9 else 0


class _Differ:
    def __init__(self, base: Document, head: Document, head_time_s: int | None) -> None:
        self.base = base
        self.head = head
        self.today = datetime.fromtimestamp(head_time_s, UTC).date() if head_time_s is not None else date.max
        self.told: set[str] = set()
        self.seen: set[tuple[Pointer, Pointer, bool]] = set()

    def run(self) -> Iterator[Change]:
        heads = {normalise(p): p for p in self.head.paths}
        for path, item in self.base.paths.items():
            if not isinstance(item, dict):
                continue
            item, item_pointer = self.base.resolve(item, ("paths", path))
            if item.get("x-internal") is True:
                continue
            other_path = heads.get(normalise(path))
            other, other_pointer = (
                self.head.resolve(self.head.paths[other_path], ("paths", other_path))
                if other_path is not None
                else ({}, ())
            )
            live = [m for m in _METHODS if isinstance(item.get(m), dict) and not self._may_go(item[m])]
            if other_path is None:
                if live:
                    methods = "/".join(m.upper() for m in live)
                    yield from self._tell(
                        f"`{methods} {path}` is removed; clients that call it get 404.",
                        f"removed {path}",
                        base_line=self.base.line(("paths", path)),
                        operation=(methods, path),
                    )
                continue
            for method in live:
                if not isinstance(other.get(method), dict):
                    yield from self._tell(
                        f"`{method.upper()} {path}` is removed; clients that call it get 405.",
                        f"removed {method} {path}",
                        base_line=self.base.line((*item_pointer, method)),
                        operation=(method.upper(), path),
                    )
                    continue
                found = list(
                    self._operation(
                        f"{method.upper()} {path}",
                        item,
                        item_pointer,
                        other,
                        other_pointer,
                        method,
                    )
                )
                yield from found
                if not found and item[method] != other[method]:
                    yield Change(False, "", f"{method} {path}", self.head.line((*other_pointer, method)))

    def _may_go(self, operation: dict[str, Any]) -> bool:
        """Internal, or deprecated and not promised until a later date."""
        if operation.get("x-internal") is True:
            return True
        sunset = operation.get("x-sunset")
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
        head_line: int = 0,
        base_line: int = 0,
        operation: tuple[str, str] = ("", ""),
    ) -> Iterator[Change]:
        if key not in self.told:
            self.told.add(key)
            yield Change(True, message, key, head_line, base_line, operation)

    # --- one operation -------------------------------------------------------------------------------------------

    def _operation(
        self,
        name: str,
        item: dict[str, Any],
        pointer: Pointer,
        other: dict[str, Any],
        other_pointer: Pointer,
        method: str,
    ) -> Iterator[Change]:
        yield from self._parameters(name, item, pointer, other, other_pointer, method)
        yield from self._body(name, item[method], (*pointer, method), other[method], (*other_pointer, method))
        yield from self._responses(
            name, item[method], (*pointer, method), other[method], (*other_pointer, method)
        )

    def _params_of(
        self, document: Document, item: dict[str, Any], pointer: Pointer, method: str
    ) -> dict[tuple[str, str], tuple[dict[str, Any], Pointer]]:
        found: dict[tuple[str, str], tuple[dict[str, Any], Pointer]] = {}
        for owner, where in ((item, pointer), (item.get(method), (*pointer, method))):
            listed = owner.get("parameters") if isinstance(owner, dict) else None
            for index, raw in enumerate(listed if isinstance(listed, list) else []):
                param, at = document.resolve(raw, (*where, "parameters", str(index)))
                if param.get("name"):
                    found[str(param.get("in")), str(param["name"])] = (param, at)
        return found

    def _parameters(
        self,
        name: str,
        item: dict[str, Any],
        pointer: Pointer,
        other: dict[str, Any],
        other_pointer: Pointer,
        method: str,
    ) -> Iterator[Change]:
        before = self._params_of(self.base, item, pointer, method)
        after = self._params_of(self.head, other, other_pointer, method)
        for key, (param, at) in before.items():
            if key[0] in ("path", "body"):
                continue
            if key not in after:
                if not param.get("deprecated"):
                    yield from self._tell(
                        f"The {key[0]} parameter `{key[1]}` of `{name}` is removed; clients that send it are refused or ignored.",
                        f"removed parameter {key} {name}",
                        base_line=self.base.line(at),
                    )
                continue
            now, now_at = after[key]
            if now.get("required") is True and param.get("required") is not True:
                yield from self._tell(
                    f"The {key[0]} parameter `{key[1]}` of `{name}` becomes required; clients that leave it out are refused.",
                    f"required parameter {key} {'/'.join(now_at)}",
                    head_line=self.head.line((*now_at, "required")),
                )
            yield from self._schema(
                f"the {key[0]} parameter `{key[1]}` of `{name}`",
                param.get("schema", param),
                (*at, "schema") if "schema" in param else at,
                now.get("schema", now),
                (*now_at, "schema") if "schema" in now else now_at,
                True,
                0,
            )
        for key, (param, at) in after.items():
            if key not in before and key[0] not in ("path", "body") and param.get("required") is True:
                yield from self._tell(
                    f"`{name}` now requires the {key[0]} parameter `{key[1]}`; clients that do not send it are refused.",
                    f"new required parameter {key} {'/'.join(at)}",
                    head_line=self.head.line(at),
                )

    def _body_of(
        self, document: Document, operation: dict[str, Any], pointer: Pointer
    ) -> tuple[dict[str, Any], Pointer]:
        if "requestBody" in operation:
            return document.resolve(operation["requestBody"], (*pointer, "requestBody"))
        listed = operation.get("parameters")
        for index, raw in enumerate(listed if isinstance(listed, list) else []):
            param, at = document.resolve(raw, (*pointer, "parameters", str(index)))
            if param.get("in") == "body":  # Swagger 2
                return {
                    "required": param.get("required"),
                    "content": {"*": {"schema": param.get("schema")}},
                }, at
        return {}, pointer

    def _body(
        self, name: str, before: dict[str, Any], at: Pointer, after: dict[str, Any], now_at: Pointer
    ) -> Iterator[Change]:
        body, body_at = self._body_of(self.base, before, at)
        now, body_now = self._body_of(self.head, after, now_at)
        if now.get("required") is True and body.get("required") is not True:
            yield from self._tell(
                f"`{name}` now requires a request body.",
                f"required body {name}",
                head_line=self.head.line(body_now),
            )
        yield from self._content(f"request of `{name}`", body, body_at, now, body_now, True)

    def _responses(
        self, name: str, before: dict[str, Any], at: Pointer, after: dict[str, Any], now_at: Pointer
    ) -> Iterator[Change]:
        old, new = before.get("responses"), after.get("responses")
        if not isinstance(old, dict) or not isinstance(new, dict):
            return
        for status, raw in old.items():
            if status not in new:
                if status.startswith("2"):
                    yield from self._tell(
                        f"`{name}` no longer answers {status}; clients that wait for it fail.",
                        f"removed status {status} {name}",
                        base_line=self.base.line((*at, "responses", status)),
                    )
                continue
            answer, answer_at = self.base.resolve(raw, (*at, "responses", status))
            now, answer_now = self.head.resolve(new[status], (*now_at, "responses", status))
            if status.startswith("2"):
                yield from self._content(
                    f"{status} answer of `{name}`", answer, answer_at, now, answer_now, False
                )

    def _content(
        self,
        where: str,
        before: dict[str, Any],
        at: Pointer,
        after: dict[str, Any],
        now_at: Pointer,
        request: bool,
    ) -> Iterator[Change]:
        if "schema" in before or "schema" in after:  # Swagger 2 response
            yield from self._schema(
                where,
                before.get("schema"),
                (*at, "schema"),
                after.get("schema"),
                (*now_at, "schema"),
                request,
                0,
            )
            return
        old, new = before.get("content"), after.get("content")
        if not isinstance(old, dict) or not isinstance(new, dict):
            return
        for kind, media in old.items():
            if kind not in new:
                yield from self._tell(
                    f"The content type `{kind}` is gone from the {where}.",
                    f"removed content {kind} {where}",
                    base_line=self.base.line((*at, "content", kind)),
                )
            elif isinstance(media, dict) and isinstance(new[kind], dict):
                yield from self._schema(
                    where,
                    media.get("schema"),
                    (*at, "content", kind, "schema"),
                    new[kind].get("schema"),
                    (*now_at, "content", kind, "schema"),
                    request,
                    0,
                )

    # --- schemas -------------------------------------------------------------------------------------------------

    def _schema(
        self, where: str, old: object, at: Pointer, new: object, now_at: Pointer, request: bool, depth: int
    ) -> Iterator[Change]:
        before, at = self.base.resolve(old, at)
        after, now_at = self.head.resolve(new, now_at)
        if depth > _SCHEMA_DEPTH or not before or not after or (at, now_at, request) in self.seen:
            return
        self.seen.add((at, now_at, request))
        here = "/".join(now_at)
        side = "request" if request else "response"
        old_types, new_types = _types(before), _types(after)
        if old_types and new_types:
            gone = old_types - new_types if request else new_types - old_types
            if request and "number" in new_types:
                gone -= {"integer"}
            if not request and "number" in old_types:
                gone -= {"integer"}
            if gone:
                yield from self._tell(
                    f"The type of {where} changes from {_words(old_types)} to {_words(new_types)}.",
                    f"type {side} {here}",
                    head_line=self.head.line((*now_at, "type")),
                )
                return
        yield from self._enum(where, before, after, at, now_at, request, here)
        yield from self._properties(where, before, after, at, now_at, request, depth)
        if isinstance(before.get("items"), dict):
            yield from self._schema(
                f"the items of {where}",
                before["items"],
                (*at, "items"),
                after.get("items"),
                (*now_at, "items"),
                request,
                depth + 1,
            )
        for word in ("allOf",):
            olds, news = before.get(word), after.get(word)
            if isinstance(olds, list) and isinstance(news, list) and len(olds) == len(news):
                for index, part in enumerate(olds):
                    yield from self._schema(
                        where,
                        part,
                        (*at, word, str(index)),
                        news[index],
                        (*now_at, word, str(index)),
                        request,
                        depth + 1,
                    )

    def _enum(
        self,
        where: str,
        before: dict[str, Any],
        after: dict[str, Any],
        at: Pointer,
        now_at: Pointer,
        request: bool,
        here: str,
    ) -> Iterator[Change]:
        old, new = before.get("enum"), after.get("enum")
        if not request or not isinstance(new, list):
            return
        if isinstance(old, list):
            gone = [str(v) for v in old if v not in new]
            if gone:
                yield from self._tell(
                    f"{_capital(where)} no longer allows {', '.join(f'`{g}`' for g in gone)}.",
                    f"enum {here}",
                    base_line=self.base.line(
                        (*at, "enum", str(old.index(next(v for v in old if str(v) == gone[0]))))
                    ),
                )
        else:
            yield from self._tell(
                f"{_capital(where)} is narrowed to {len(new)} values.",
                f"enum {here}",
                head_line=self.head.line((*now_at, "enum")),
            )

    def _properties(
        self,
        where: str,
        before: dict[str, Any],
        after: dict[str, Any],
        at: Pointer,
        now_at: Pointer,
        request: bool,
        depth: int,
    ) -> Iterator[Change]:
        old = before.get("properties") if isinstance(before.get("properties"), dict) else {}
        new = after.get("properties") if isinstance(after.get("properties"), dict) else {}
        assert isinstance(old, dict)
        assert isinstance(new, dict)
        was = {str(v) for v in before.get("required") or [] if isinstance(v, str)}
        now = {str(v) for v in after.get("required") or [] if isinstance(v, str)}
        here = "/".join(now_at)
        for name, schema in old.items():
            if name not in new:
                if not (isinstance(schema, dict) and schema.get("deprecated") is True):
                    effect = (
                        "clients that send it are refused or ignored"
                        if request
                        else "clients that read it fail"
                    )
                    yield from self._tell(
                        f"The field `{name}` is removed from the {where}; {effect}.",
                        f"removed property {name} {'/'.join(at)}",
                        base_line=self.base.line((*at, "properties", name)),
                    )
                continue
            yield from self._schema(
                f"the field `{name}` in the {where}",
                schema,
                (*at, "properties", name),
                new[name],
                (*now_at, "properties", name),
                request,
                depth + 1,
            )
        if request:
            for name in sorted(now - was):
                if name in new:
                    words = "becomes required" if name in old else "is new and required"
                    yield from self._tell(
                        f"The field `{name}` in the {where} {words}; clients that do not send it are refused.",
                        f"required property {name} {here}",
                        head_line=self.head.line(
                            (*now_at, "properties", name) if name not in old else (*now_at, "required")
                        ),
                    )
        else:
            for name in sorted(was - now):
                if name in new and name in old:
                    yield from self._tell(
                        f"The field `{name}` in the {where} is no longer always present.",
                        f"optional property {name} {here}",
                        base_line=self.base.line((*at, "required")),
                        head_line=self.head.line((*now_at, "required")) if now else 0,
                    )


def _types(schema: dict[str, Any]) -> set[str]:
    given = schema.get("type")
    found = (
        {given} if isinstance(given, str) else {str(t) for t in given} if isinstance(given, list) else set()
    )
    if found and schema.get("nullable") is True:
        found.add("null")
    return found


def _words(types: set[str]) -> str:
    return " or ".join(f"`{t}`" for t in sorted(types))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
