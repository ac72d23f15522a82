"""The conventions that one service's API keeps at base, with counts and example places.

A convention is *clear* with at least five examples of which at least four in five agree (the catalogue's thresholds).
Fewer are enough where they are unanimous and a departure is no matter of taste (see ``Agreement.unanimous``).
Only the base revision teaches; the change is never its own example.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache

from checks.api_consistency.api import Api, Model
from checks.api_consistency.data_access import snake
from checks.api_consistency.model import Operation, Place, segments
from checks.api_consistency.responses import Answer, Shape
from checks.report import Evidence

CLEAR_EXAMPLES = 5
CLEAR_SHARE = 0.8

_EXEMPT = frozenset(
    {
        "health", "healthz", "healthcheck", "health-check", "livez", "readyz", "ready", "live", "liveness", "readiness",
        "ping", "status", "metrics", "version", "docs", "openapi.json", "openapi.yaml", "swagger", "swagger.json",
        "redoc", "favicon.ico", "robots.txt", ".well-known", "static", "assets", "public", "media", "uploads", "webhook",
        "webhooks", "hooks", "graphql", "sitemap.xml", "internal", "_internal", "debug", "api-docs", "csp-report",
    }
)  # fmt: skip
_AUTH = frozenset(
    {
        "auth", "login", "logout", "oauth", "oauth2", "token", "callback", "signup", "signin", "sign-in", "sign-up",
        "register", "sso", "saml", "refresh", "session", "sessions", "password", "verify-email", "jwks.json",
    }
)  # fmt: skip
_VERSION = re.compile(r"^v\d+(?:[._]\d+|beta\d*|alpha\d*)?$")
_UNCOUNTABLE = frozenset(
    {
        "me", "self", "data", "metadata", "media", "inventory", "analytics", "news", "series", "status", "feedback",
        "staff", "information", "info", "equipment", "config", "settings", "search", "health", "billing", "stock",
        "content", "software", "hardware", "audio", "video", "cart", "profile", "admin", "api", "auth", "history",
        "people", "children", "men", "women", "by", "export", "import", "public", "internal", "user-data", "access",
        "address", "process", "business", "analysis", "basis", "bus", "gas", "class", "sms", "dns", "rss", "https",
        "dashboard", "report", "summary", "webhook", "graphql", "batch", "bulk", "latest", "current", "mail", "email",
        "marketing", "commerce", "checkout", "storage", "research", "knowledge", "training", "traffic", "weather",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far the examples agree on one value."""

    value: str
    count: int
    total: int
    examples: tuple[Place, ...] = ()

    @property
    def clear(self) -> bool:
        """Enough examples, and nearly all of them alike."""
        return (
            self.total >= CLEAR_EXAMPLES
            and self.count >= CLEAR_SHARE * self.total
            and self.count >= CLEAR_EXAMPLES - 1
        )

    def unanimous(self, least: int) -> bool:
        """At least so many examples, none of which says otherwise."""
        return self.count == self.total >= least

    @property
    def counted(self) -> str:
        """``41 of 43``."""
        return f"{self.count} of {self.total}"

    def evidence(self, note: str) -> tuple[Evidence, ...]:
        """Two or three example places."""
        return tuple(Evidence(p.path, p.line, note) for p in self.examples)


def agree(votes: Iterable[tuple[str, Place]]) -> Agreement | None:
    """The value most examples share; None without examples."""
    listed = list(votes)
    if not listed:
        return None
    counts = Counter(value for value, _ in listed)
    value, count = min(counts.items(), key=lambda item: (-item[1], item[0]))
    places: list[Place] = []
    for voted, place in listed:
        if voted == value and place not in places and len(places) < 3:
            if places and len({p.path for _, p in listed}) > 2 and place.path in {p.path for p in places}:
                continue
            places.append(place)
    return Agreement(value, count, len(listed), tuple(places))


def is_operational(operation: Operation) -> bool:
    """Health, documentation, static, webhook and internal endpoints: never judged by the house style."""
    return operation.hidden or operation.path == "/" or _speaks_of(_EXEMPT, operation.path)


def is_auth(operation: Operation) -> bool:
    """Sign-in and session endpoints."""
    return _speaks_of(_AUTH, operation.path)


@lru_cache(maxsize=32_768)
def _speaks_of(words: frozenset[str], path: str) -> bool:
    return any(s.lower() in words for s in segments(path))


def case_of(segment: str) -> str | None:
    """``kebab``, ``snake``, ``camel`` or ``Pascal``; None for a single lower-case word, which fits them all."""
    text = segment.partition(":")[0]
    if "{" in text or not re.fullmatch(r"[A-Za-z][\w.~-]*", text) or "." in text or _VERSION.match(text):
        return None
    if "-" in text:
        return "kebab" if text == text.lower() else "mixed"
    if "_" in text:
        return "snake" if text == text.lower() else "mixed"
    if text == text.lower():
        return None
    return "Pascal" if text[0].isupper() else "camel"


def is_plural(segment: str) -> bool | None:
    """Whether the last word of a segment is plural; None where the word does not tell."""
    word = snake(segment).replace("-", "_").rpartition("_")[2]
    if not word or segment.lower() in _UNCOUNTABLE or word in _UNCOUNTABLE or len(word) < 3 or "{" in word:
        return None
    if not word.isalpha() or _VERSION.match(word):
        return None
    if word.endswith(("ss", "us", "is", "ics", "ing", "ment", "ware", "ed")):
        return None
    return word.endswith("s")


def version_prefix(path: str) -> str | None:
    """``/api/v1`` of ``/api/v1/orders``; ``""`` for a path without a version; None where a parameter comes first."""
    parts: list[str] = []
    for segment in path.split("/")[1:4]:
        if "{" in segment:
            return ""
        parts.append(segment)
        if _VERSION.match(segment):
            return "/" + "/".join(parts)
    return ""


class HouseStyle:
    """Conventions of one service at base, each computed when first asked."""

    def __init__(self, model: Model, group: str) -> None:
        self.model = model
        self.group = group

    @cached_property
    def operations(self) -> tuple[Operation, ...]:
        """The operations that teach: the service's own, without the operational ones."""
        return tuple(o for o in self.model.in_group(self.group) if not is_operational(o))

    @cached_property
    def path_case(self) -> Agreement | None:
        """Case of segments of more than one word; one vote a route."""
        votes: list[tuple[str, Place]] = []
        for operation in self.operations:
            cases = {c for c in map(case_of, operation.segments) if c is not None}
            votes.extend((c, operation.place) for c in sorted(cases))
        return agree(votes)

    @cached_property
    def plurality(self) -> Agreement | None:
        """Number of the nouns that stand before a parameter; one vote a route."""
        votes = []
        for operation in self.operations:
            kinds = {k for s in resource_segments(operation.segments) if (k := is_plural(s)) is not None}
            if len(kinds) == 1:
                votes.append(("plural" if kinds.pop() else "singular", operation.place))
        return agree(votes)

    @cached_property
    def trailing_slash(self) -> Agreement | None:
        """Whether paths end in a slash."""
        return agree(("slash" if o.trailing_slash else "no slash", o.place) for o in self.operations)

    @cached_property
    def version(self) -> Agreement | None:
        """The version prefix, with the number left open: ``/api/v#``."""
        return agree(
            (re.sub(r"/v\d[^/]*$", "/v#", version_prefix(o.path) or ""), o.place)
            for o in self.operations
            if o.prefix_known and not is_auth(o)
        )

    @cached_property
    def newest_version(self) -> str:
        """The highest full version prefix in use, for advice."""
        found = {version_prefix(o.path) or "" for o in self.operations} - {""}
        return max(found, key=lambda p: (len(p), p), default="")

    @cached_property
    def lists(self) -> tuple[Operation, ...]:
        """Endpoints that answer with a collection."""
        return tuple(o for o in self.operations if o.method == "GET" and self.model.facts(o).lists)

    @cached_property
    def paging(self) -> Agreement | None:
        """Whether list endpoints page."""
        return agree(("pages" if self.model.facts(o).pages else "whole", o.place) for o in self.lists)

    @cached_property
    def paging_names(self) -> Agreement | None:
        """Which parameters list endpoints page by: their names, sorted and joined by a comma."""
        return agree(
            (",".join(names), o.place) for o in self.lists if (names := self.model.facts(o).inputs.paging)
        )

    @cached_property
    def errors(self) -> Agreement | None:
        """How errors are told."""
        return agree((signature, answer.place) for signature, answer in self.error_answers)

    @cached_property
    def error_answers(self) -> tuple[tuple[str, Answer], ...]:
        """Every error answer of the service with its signature, each place once."""
        seen: dict[tuple[Place, str], Answer] = {}
        for operation in self.operations:
            for answer in self.model.facts(operation).answers:
                if answer.is_error and (signature := error_signature(answer)) is not None:
                    seen.setdefault((answer.place, signature), answer)
        return tuple((signature, answer) for (_, signature), answer in seen.items())

    def statuses(self, method: str) -> Agreement | None:
        """Success status of creates (``POST``) or deletes (``DELETE``)."""
        votes = []
        for operation in self.operations:
            if operation.method == method and (method != "POST" or is_create(operation)):
                status = success_status(operation, self.model)
                if status is not None:
                    votes.append((str(status), operation.place))
        return agree(votes)

    @cached_property
    def envelope(self) -> Agreement | None:
        """Keys of the object that a page is wrapped in."""
        return agree(
            (shape, o.place) for o in self.lists if (shape := list_envelope(o, self.model)) is not None
        )

    @cached_property
    def field_case(self) -> Agreement | None:
        """Case of JSON names of more than one word, one vote a place that writes one."""
        names: dict[tuple[str, Place], None] = {}
        for operation in self.operations:
            names.update(dict.fromkeys(json_names(operation, self.model)))
        return agree((case, place) for name, place in names if (case := case_of(name)) in ("snake", "camel"))


def resource_segments(segments: tuple[str, ...]) -> tuple[str, ...]:
    """The nouns that a parameter follows: ``orders`` and ``items`` of ``/orders/{}/items/{}``."""
    return tuple(a for a, b in itertools.pairwise(segments) if b == "{}" and "{" not in a)


def is_create(operation: Operation) -> bool:
    """A POST on a collection: its path ends in a plural noun and is no action on one resource."""
    if operation.method != "POST" or not operation.segments or is_auth(operation):
        return False
    last = operation.segments[-1]
    return "{" not in last and ":" not in last and is_plural(last) is True


def success_status(operation: Operation, model: Model) -> int | None:
    """The status of the handler's success, when it is the same everywhere; the framework's default counts."""
    facts = model.facts(operation)
    if operation.options.status is not None:
        return operation.options.status
    if operation.framework == "drf" and operation.code is None:
        return {"POST": 201, "DELETE": 204}.get(operation.method, 200)
    if not facts.read:
        return None
    if facts.plain_status is not None:
        return facts.plain_status
    found = {a.status or 200 for a in facts.answers if not a.is_error}
    if len(found) == 1:
        status = found.pop()
        if operation.framework == "nest" and operation.method == "POST":
            return 201
        return status
    if not found:
        return {"fastapi": 200, "nest": 201 if operation.method == "POST" else 200}.get(operation.framework)
    return None


def error_signature(answer: Answer) -> str | None:
    """What tells one way of answering an error from another; None where it cannot be read."""
    if answer.via == "inline":
        return None if answer.shape is None or not answer.shape else "body " + _essential(answer.shape)
    if answer.via == "framework":
        return f"{answer.name} " + _essential(answer.shape) if answer.shape else None
    if answer.via == "helper":
        return "helper"
    return answer.via


_OPTIONAL_KEYS = frozenset(
    {
        "details", "detail", "fields", "field", "errors", "hint", "request_id", "requestId", "trace_id", "traceId",
        "timestamp", "path", "retry_after", "retryAfter", "meta", "help", "instance", "issues", "params",
    }
)  # fmt: skip
"""Keys that an error body of one house carries now and then."""


def _essential(shape: Shape, depth: int = 0) -> str:
    keys = [(k, s) for k, s in shape if k not in _OPTIONAL_KEYS or (len(shape) == 1 and depth == 0)]
    keys = keys or list(shape)
    return "{" + ", ".join(k if s is None else f"{k}: {_essential(s, depth + 1)}" for k, s in keys) + "}"


def list_envelope(operation: Operation, model: Model) -> str | None:
    """``{items, next_cursor}`` of a list answer written inline; None where it is not."""
    shapes = [a.shape for a in model.facts(operation).answers if not a.is_error and a.shape]
    return "{" + ", ".join(k for k, _ in shapes[-1]) + "}" if len(shapes) == 1 and shapes[0] else None


def json_names(operation: Operation, model: Model) -> tuple[tuple[str, Place], ...]:
    """Names of request and response fields with a place each."""
    facts = model.facts(operation)
    found: list[tuple[str, Place]] = []
    for item in (*(facts.response or ()), *(facts.inputs.body or ())):
        if item.at is not None:
            found.append((item.name, item.at))
    for answer in facts.answers:
        if not answer.is_error:
            found.extend((key, answer.place) for key, _ in answer.shape or ())
    return tuple(found)


def style_of(api: Api, group: str) -> HouseStyle:
    """The style of one service at base, computed once a change."""
    if group not in api.styles:
        api.styles[group] = HouseStyle(api.base, group)
    style: HouseStyle = api.styles[group]  # type: ignore[assignment]
    return style
