"""The API model: operations with their full paths, whatever framework declared them.

Readers (``fastapi_routes.py``, ``express_routes.py``, ...) produce what one file *declares*; :mod:`.linking` joins the
files and yields :class:`Operation` objects, which are what the rules compare.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache

from checks.syntax.model import Class, Expr, Function

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
"""HTTP methods that readers recognise; ``ANY`` stands for a route that takes all of them."""

_PARAM = re.compile(
    r"<[^<>/]*>"  # Flask, Django: <int:id>
    r"|\{[^{}/]*\}"  # FastAPI, chi, OpenAPI: {id}, {id:path}
    r"|\(\?P<\w+>[^()]*\)"  # Django regular expressions
    r"|\[+\.{0,3}\w+\]+"  # Next.js: [id], [...slug]
)
_COLON_PARAM = re.compile(r"(?<=/):\w+(?:\([^()]*\))?[?*+]?")
_NAME_IN_PARAM = re.compile(r"[A-Za-z_]\w*(?=[^A-Za-z_]*$)")


_PATHS_KEPT = 16_384
"""Paths whose parts are remembered: base and head have nearly all of them in common."""


def join_paths(*parts: str) -> str:
    """Joins prefixes and a path with single slashes; a trailing slash survives only from the last part."""
    texts = [p for p in parts if p]
    if not texts:
        return "/"
    last = texts[-1]
    joined = "/".join(t.strip("/") for t in texts if t.strip("/"))
    path = "/" + joined
    if last.endswith("/") and path != "/":
        path += "/"
    return path


@lru_cache(maxsize=_PATHS_KEPT)
def normalise(path: str) -> str:
    """The identity of a path: parameters as ``{}``, no trailing slash, no regular-expression anchors."""
    text = path.replace("^", "").replace("$", "").replace("\\", "")
    if not text.startswith("/"):
        text = "/" + text
    text = _PARAM.sub("{}", text)
    text = _COLON_PARAM.sub("{}", text)
    text = re.sub(r"/{2,}", "/", text)
    return text.rstrip("/") or "/"


@lru_cache(maxsize=_PATHS_KEPT)
def segments(path: str) -> tuple[str, ...]:
    """Parts of a path."""
    return tuple(s for s in path.split("/") if s)


def param_names(path: str) -> tuple[str, ...]:
    """Names of the path parameters as written, in order."""
    found: list[tuple[int, str]] = []
    for match in _PARAM.finditer(path):
        text = match.group()
        name = re.search(r"\?P<(\w+)>", text)
        if name is None:
            inner = text.strip("<>{}[].")
            inner = inner.split(":")[-1] if text.startswith("<") else inner.split(":")[0]
            found.append((match.start(), inner.strip()))
        else:
            found.append((match.start(), name.group(1)))
    for match in _COLON_PARAM.finditer("/" + path if not path.startswith("/") else path):
        found.append((match.start(), re.sub(r"\W.*", "", match.group()[1:])))
    return tuple(name for _, name in sorted(found))


@dataclass(frozen=True, slots=True)
class Place:
    """Lines of a file, 1-based and inclusive."""

    path: str
    line: int
    end_line: int


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a body or one parameter. ``place`` is ``query``, ``path``, ``header``, ``body`` or ``response``."""

    name: str
    place: str
    required: bool = False
    type: str = ""
    at: Place | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Spot:
    """A function, class or expression that was read in an earlier review: the way to it from its file's root."""

    path: str
    steps: tuple[int, ...]
    start: int
    name: str = ""
    """Name of a function."""


@dataclass(frozen=True, slots=True)
class RouteOptions:
    """What a registration says about a route beside its path."""

    status: int | None = None
    response_type: str = ""
    """Source text of the declared response model, ``""`` when none is declared."""
    deprecated: bool = False
    hidden: bool = False
    """Kept out of the published API (``include_in_schema=False``)."""
    schemas: tuple[Expr | Spot, ...] = ()
    """Validation schemas named in the registration (middleware arguments, Fastify's ``schema`` member)."""


@dataclass(frozen=True, slots=True)
class Router:
    """A router, application, blueprint, controller or plugin that one file declares.

    ``name`` identifies it within its file; routers local to a function are ``function::variable``.
    """

    name: str
    prefix: str | None
    """The prefix it carries itself; None when it is not a constant."""
    root: bool
    line: int
    end_line: int
    deprecated: bool = False
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Route:
    """One registration: a router, methods, a path and a handler. ``handler`` is the function itself or a dotted name."""

    router: str
    methods: tuple[str, ...]
    path: str
    line: int
    end_line: int
    handler: Function | Spot | str | None
    framework: str
    options: RouteOptions = RouteOptions()
    owner: Class | Spot | None = None
    """Class of a class-based view, view set or controller."""
    file: str = ""
    """File of ``line`` where it is not the file that declares the route (a view set's extra action)."""


@dataclass(frozen=True, slots=True)
class Mount:
    """``child`` (a name as written in the file) is reachable below ``prefix`` of the router ``parent``."""

    parent: str
    prefix: str | None
    child: str
    line: int
    end_line: int
    deprecated: bool = False
    hidden: bool = False
    replaces: bool = False
    """Whether ``prefix`` stands in place of the child's own (Flask's ``register_blueprint(url_prefix=)``)."""


@dataclass(frozen=True, slots=True)
class Declared:
    """Everything about routes that one file says on its own."""

    path: str
    framework: str
    routers: tuple[Router, ...] = ()
    routes: tuple[Route, ...] = ()
    mounts: tuple[Mount, ...] = ()
    aliases: tuple[tuple[str, str], ...] = ()
    """(name, router): other names that stand for a router, such as the function that returns it."""
    global_prefix: str | None = ""
    """Prefix that the file sets for every controller of its service; None when it is not a constant."""
    starts_application: bool = False
    """Whether the file starts the application whose controllers ``global_prefix`` is for."""
    reads_others: bool = False
    """Whether this rests on other files too (a view class, a constant), so that it may change when they do."""


@dataclass(frozen=True, slots=True)
class Operation:
    """One method of one path, as a client sees it."""

    method: str
    path: str
    """Full path with ``{}`` for parameters: the identity, together with ``method``."""
    shown: str
    """Full path with parameter names, for messages."""
    local_path: str
    """The path without the prefixes of mounts and routers."""
    prefix_known: bool
    trailing_slash: bool
    framework: str
    language: str
    group: str
    """Folder of the service the operation belongs to; ``""`` for the repository's root."""
    file: str
    line: int
    end_line: int
    router: str
    handler_file: str = ""
    handler_name: str = ""
    code: Callable[[], Function] | None = field(default=None, compare=False, repr=False)
    """Finds the handler's function; None when there is none that can be read."""
    view: Callable[[], Class] | None = field(default=None, compare=False, repr=False)
    """Finds the class of a class-based view, view set or controller."""
    told_by: tuple[object, ...] = field(default=(), compare=False, repr=False)
    """Tells apart two operations that differ in nothing but their code."""
    options: RouteOptions = field(default=RouteOptions(), compare=False, repr=False)
    mounts: tuple[Place, ...] = ()
    """Mounts and routers with a prefix on the way to it, outermost first."""
    deprecated: bool = False
    hidden: bool = False

    @property
    def handler(self) -> Function | None:
        """The handler's function. Asking for it may parse its file; ``code is None`` tells whether there is one."""
        return self.code() if self.code is not None else None

    @property
    def owner(self) -> Class | None:
        """Class of a class-based view, view set or controller."""
        return self.view() if self.view is not None else None

    @property
    def key(self) -> tuple[str, str]:
        """Identity within a service."""
        return self.method, self.path

    @property
    def segments(self) -> tuple[str, ...]:
        """Parts of the full path; parameters are ``{}``."""
        return segments(self.path)

    @property
    def name(self) -> str:
        """``GET /api/orders/{id}``, for messages."""
        return f"{self.method} {self.shown}"

    @property
    def place(self) -> Place:
        """Where it is registered."""
        return Place(self.file, self.line, self.end_line)
