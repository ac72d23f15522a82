"""Uploads, request bodies and downloads that are read whole with no limit."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.performance.large_read_examples import BAD, GOOD
from checks.report import Severity
from checks.rules import Defect, Rule, Site
from checks.syntax import model as m
from checks.syntax.flow import Flow
from checks.views import FileView

_GATE = (
    "upload", "files", ".body", "get_data", ".content", "urlopen", "multer", "fileupload", ".on(", "arraybuffer",
    "formdata", "readall", "formfile", "inputstream", "getreader", "of chunk", " of req", "byte[].class", ".read(",
)  # fmt: skip
_BOUND = re.compile(
    r"content.?length|(?:max|limit)\w*[_.]?(?:size|bytes?|content|upload|body|length|len|kb|mb)\b|size_?limit|too.?large|too.?big|\b413\b"
    r"|REQUEST_ENTITY_TOO_LARGE|PAYLOAD_TOO_LARGE|EntityTooLarge|Limit(?:ed)?Reader|MaxBytes|\.size\s*(?:is\b|[<>])|\bgetSize\(|bodyLimit|\.Size\s*[<>]"
    r"|\.(?:byteLength|length)\s*[<>]|validate_?(?:size|upload|file)|check_?(?:size|upload|file_?size)|ensure_?\w*size|readNBytes|SEEK_END|seek\(0, ?2\)|\.size\(\)\s*[<>]",
    re.IGNORECASE,
)
_LIMITS_OF_ALL = (
    "MAX_CONTENT_LENGTH", "MaxBytesHandler", "MaxBytesReader", "BodyLimit", "bodyLimit", "client_max_body_size", "RequestSizeLimit", "LimitUploadSize",
    "ContentSizeLimit", "MaxBodySize", "max_request_size", "MAX_UPLOAD_SIZE", "max-http-post-size", "max-request-size", "SizeLimitMiddleware",
)  # fmt: skip
_SIGNED = re.compile(r"hmac|signature|webhook|construct_event", re.IGNORECASE)
_URL = re.compile(r"(?:^|[._])(?:\w*url|\w*link|href|src|uri)$|Ur[li]$|Link$", re.IGNORECASE)
_FIXED = re.compile(r"^(?:settings|config|cfg|self\._?base|[A-Z][A-Z_]+)\b")


def check(view: FileView) -> Iterator[Site]:
    """Every whole read of what comes from outside is a site."""
    if view.module is None or not view.mentions(*_GATE):
        return
    flow = view.flow
    find = {"python": _python, "go": _go, "java": _java}.get(view.language, _javascript)
    seen: set[int] = set()
    for call in flow.calls():
        found = find(flow, call)
        if found is not None:
            yield from _site(view, call, found, seen)
    if view.language == "python":
        for attr in view.module.every(m.Attr):
            if attr.name == "content" and _downloads(flow, attr.base):
                yield from _site(view, attr, "a download", seen)
    if view.language in ("javascript", "typescript"):
        for loop in view.module.every(m.Loop):
            if (
                loop.is_async
                and loop.iterable is not None
                and _request_stream(loop.iterable)
                and _keeps(flow, loop.body)
            ):
                yield from _site(view, loop, "the body of a request", seen)


def _site(view: FileView, node: m.Node, what: str, seen: set[int]) -> Iterator[Site]:
    statement = m.statement_of(node)
    where: m.Node = (
        statement
        if statement.line == node.line and not isinstance(statement, (m.Function, m.Class))
        else node
    )
    if where.start in seen:
        return
    seen.add(where.start)
    yield view.site(where, None if _bounded(view, node, what) else _defect(what))


def _bounded(view: FileView, node: m.Node, what: str) -> bool:
    """Whether a limit stands in the function, in what it calls here, or is set for all requests."""
    if what == "files in memory":
        return False
    scope: m.Node = m.enclosing(node, m.Function) or view.module or node
    while (outer := m.enclosing(scope, m.Function)) is not None:
        scope = outer
    text = view.flow.module.text(scope)
    if isinstance(scope, m.Function):
        if _BOUND.search(text):
            return True
        if what != "a download" and re.search(
            r"\b[A-Z_]*MAX[A-Z_]*(?:SIZE|BYTES|LENGTH)|\bmax(?:Body|Upload|File|Bytes)\w*", view.text
        ):
            return True
    if what == "a download":
        return False
    return next(iter(view.repo.search(_LIMITS_OF_ALL)), None) is not None


def _function_text(flow: Flow, node: m.Node) -> str:
    function = m.enclosing(node, m.Function)
    return flow.module.text(function) if function is not None else ""


def _param_type(flow: Flow, expr: m.Expr) -> str:
    """The written type of a parameter that an expression starts from."""
    root = expr
    while isinstance(root, (m.Attr, m.Index, m.Call)):
        root = root.callee if isinstance(root, m.Call) else root.base
    if not isinstance(root, m.Name):
        return ""
    _, bindings = flow.scopes.lookup(root.id, root)
    return next((b.node.annotation for b in bindings if isinstance(b.node, m.Param)), "")


# --- Python ---
_PY_UPLOADS = re.compile(r"\b(?:request|req|self\.request)\.(?:files|FILES)\b")


def _python(flow: Flow, call: m.Call) -> str | None:
    callee = call.callee
    if not isinstance(callee, m.Attr) or call.args:
        return None
    base = callee.base
    text = flow.module.text(base)
    if callee.name == "read":
        built = flow.definition(base)
        if _PY_UPLOADS.search(text) or (built is not base and _PY_UPLOADS.search(flow.module.text(built))):
            return "an upload"
        if isinstance(base, (m.Name, m.Attr)) and "UploadFile" in _param_type(flow, base):
            return "an upload"
        if re.search(
            r"^(?:request|req|self\.request)\.(?:stream|bounded_stream|environ\[.wsgi\.input.\])$", text
        ):
            return "the body of a request"
        if _opened_url(flow, base) and not re.search(r"\bjson\.load", _function_text(flow, call)):
            return "a download"
        return None
    if callee.name in ("get_data", "body") and text in ("request", "req", "flask.request"):
        awaited = isinstance(call.parent, m.Await)
        if (callee.name == "body") != awaited or _SIGNED.search(_function_text(flow, call)):
            return None
        return "the body of a request"
    return None


def _opened_url(flow: Flow, base: m.Expr) -> bool:
    """Whether a reader is what ``urlopen(url)`` gave, by name or by a ``with``."""
    found = flow.definition(base)
    if isinstance(base, m.Name) and found is base:
        for item in flow.module.every(m.WithItem):
            if isinstance(item.target, m.Name) and item.target.id == base.id and item.start < base.start:
                found = item.value
    return (
        isinstance(found, m.Call)
        and flow.resolve(found.callee) == "urllib.request.urlopen"
        and _foreign(flow, found.positional(0))
    )


def _downloads(flow: Flow, base: m.Expr) -> bool:
    """Whether a response is that of a GET of an address that is a value as a whole."""
    found = flow.definition(base)
    if isinstance(found, m.Await):
        found = found.value
    if not isinstance(found, m.Call) or not isinstance(found.callee, m.Attr) or found.callee.name != "get":
        return False
    if not re.match(r"^(?:requests|httpx)\.", flow.resolve(found.callee)):
        return False
    return _foreign(flow, found.positional(0))


def _foreign(flow: Flow, url: m.Expr | None) -> bool:
    """Whether an address comes to the function ready made: ``fetch(image_url)``, not ``fetch(BASE + "/users")``."""
    if not isinstance(url, (m.Name, m.Attr)):
        return False
    shown = m.dotted(url)
    if (
        not _URL.search(shown)
        or _FIXED.match(shown)
        or re.search(r"base|api|endpoint|settings|config", shown, re.I)
    ):
        return False
    built = flow.definition(url)
    return isinstance(built, (m.Name, m.Attr)) and not _FIXED.match(m.dotted(built))


# --- JavaScript ---
def _javascript(flow: Flow, call: m.Call) -> str | None:
    callee = call.callee
    name = m.dotted(callee)
    last = name.rpartition(".")[2]
    if last == "multer" or last == "fileUpload":
        return _upload_settings(flow, call, last)
    if not isinstance(callee, m.Attr):
        return None
    if callee.name == "on" and _request_stream(callee.base):
        event, handler = call.positional(0), call.positional(1)
        if (
            isinstance(event, m.Literal)
            and event.value == "data"
            and isinstance(handler, m.Function)
            and _keeps(flow, handler.body)
        ):
            return "the body of a request"
    if callee.name in ("arrayBuffer", "blob", "buffer") and not call.args:
        return _whole_buffer(flow, callee.base)
    if (
        last in ("readFile", "readFileSync")
        and call.args
        and re.match(r"^(?:req|request|ctx\.req)\.files?\b", flow.module.text(call.args[0].value))
    ):
        return "an upload"
    if last == "get" and flow.resolve(callee.base).startswith("axios") and _foreign(flow, call.positional(0)):
        options = call.positional(1)
        if (
            isinstance(options, m.Mapping)
            and isinstance(kind := options.get("responseType"), m.Literal)
            and kind.value == "arraybuffer"
        ):
            return "a download"
    return None


def _upload_settings(flow: Flow, call: m.Call, last: str) -> str | None:
    """Multer in memory, or express-fileupload, with no limit."""
    resolved = flow.resolve(call.callee)
    if resolved.split(".")[0] not in ("multer", "express-fileupload") and not flow.imports_any(
        "multer", "express-fileupload"
    ):
        return None
    options = call.positional(0)
    if options is not None:
        options = flow.definition(options)
        if not isinstance(options, m.Mapping) or options.has_spread():
            return None
        if options.get("dest") or options.get("useTempFiles") or options.get("limits"):
            return None
        storage = options.get("storage")
        if (
            last == "multer"
            and storage is not None
            and "memoryStorage" not in flow.module.text(flow.definition(storage))
        ):
            return None
    return "files in memory"


def _request_stream(expr: m.Expr) -> bool:
    return bool(re.match(r"^(?:req|request|ctx\.req|this\.req|message|incoming)$", m.dotted(expr)))


def _keeps(flow: Flow, body: m.Node) -> bool:
    """Whether each chunk is put with those before it."""
    text = flow.module.text(body)
    return bool(re.search(r"\.push\(|\+=|Buffer\.concat", text))


def _whole_buffer(flow: Flow, base: m.Expr) -> str | None:
    found = flow.definition(base)
    if isinstance(found, m.Await):
        found = found.value
    text = flow.module.text(found)
    if re.match(
        r"^\(?\s*(?:\w*[fF]orm(?:Data)?|data|body)\.get\(", text
    ) and "formData()" in flow.module.text(m.enclosing(base, m.Function) or flow.module):
        return "an upload"
    if (
        isinstance(found, m.Call)
        and m.dotted(found.callee) == "fetch"
        and _foreign(flow, found.positional(0))
    ):
        return "a download"
    return None


# --- Go ---
def _go(flow: Flow, call: m.Call) -> str | None:
    if m.dotted(call.callee) == "c.GetRawData":
        return "the body of a request"
    if (
        flow.resolve(call.callee) not in ("io.ReadAll", "io/ioutil.ReadAll", "ioutil.ReadAll")
        or len(call.args) != 1
    ):
        return None
    given = call.args[0].value
    shown = m.dotted(given)
    if shown.endswith(".Body") and isinstance(given, m.Attr):
        annotation = _param_type(flow, given)
        if (
            "http.Request" in annotation
            or re.search(r"gin\.Context|echo\.Context", annotation)
            or shown.endswith((".Request.Body", ".Request().Body"))
        ):
            return "the body of a request"
        return "a download" if _go_download(flow, given, call) else None
    if isinstance(given, m.Name):
        for assign in flow.module.every(m.Assign):
            names = [n.id for t in assign.targets for n in t.walk() if isinstance(n, m.Name)]
            same = m.enclosing(assign, m.Function) is m.enclosing(call, m.Function)
            if same and names[:1] == [given.id] and isinstance(assign.value, m.Call):
                last = m.dotted(assign.value.callee).rpartition(".")[2]
                if last == "FormFile" or (
                    last == "Open"
                    and re.search(r"FileHeader|FormFile|MultipartForm", _function_text(flow, call))
                ):
                    return "an upload"
    return None


def _go_download(flow: Flow, body: m.Attr, call: m.Call) -> bool:
    text = _function_text(flow, call)
    if "Unmarshal(" in text or not isinstance(body.base, m.Name):
        return False
    if any("StatusCode" in flow.module.text(a.test) for a in call.ancestors() if isinstance(a, m.If)):
        return False  # what the other side says of its failure
    asked = re.search(
        r"\.Get\((?P<a>[\w.]+)\)|NewRequest(?:WithContext)?\((?:\w[\w.()]*,\s*)?(?:http\.MethodGet|\"GET\"),\s*(?P<b>[\w.]+),",
        text,
    )
    if asked is None:
        return False
    url = asked.group("a") or asked.group("b")
    return bool(_URL.search(url)) and not re.search(r"base|api|endpoint|config|cfg", url, re.IGNORECASE)


# --- Java ---
_JAVA_WHOLE = re.compile(
    r"(?:^|\.)(?:readAllBytes|IOUtils\.(?:toByteArray|toString)|(?:File|Stream)Utils\.copyTo(?:ByteArray|String)|ByteStreams\.toByteArray|CharStreams\.toString)$"
)
_JAVA_REQUEST = re.compile(
    r"\b(?:request|req|httpRequest|servletRequest|httpServletRequest|exchange)\.(?:getInputStream|getReader|getRequestBody)\(\)|\b\w*[pP]art\.getInputStream\(\)"
)


def _java(flow: Flow, call: m.Call) -> str | None:
    shown = m.dotted(call.callee).replace("()", "")
    if (
        shown.endswith(".getForObject")
        and len(call.args) >= 2
        and flow.module.text(call.args[1]) == "byte[].class"
    ):
        return "a download" if _foreign(flow, call.positional(0)) else None
    if shown.endswith((".lines.collect", ".collect")) and re.search(
        r"\b(?:request|req)\.getReader\(\)\s*\.lines\(\)", flow.module.text(call)
    ):
        return "the body of a request"
    if not _JAVA_WHOLE.search(shown) or not isinstance(call.callee, m.Attr):
        return None
    source = call.callee.base if call.callee.name == "readAllBytes" else call.positional(0)
    if source is None:
        return None
    built = flow.definition(source)
    if built is source and isinstance(source, m.Name):
        built = next(
            (
                i.value
                for i in flow.module.every(m.WithItem)
                if isinstance(i.target, m.Name) and i.target.id == source.id
            ),
            source,
        )
    text = flow.module.text(built)
    if _JAVA_REQUEST.search(text):
        return "the body of a request"
    if (
        re.match(r"^(?:new URL\(|URI\.create\()\s*\w*(?:url|link|uri)\w*\s*\)", text, re.IGNORECASE)
        and "openStream" in text
    ):
        return "a download"
    return None


def _defect(what: str) -> Defect:
    if what == "files in memory":
        return Defect(
            "Every file that is sent is held in memory whole, with no limit on its size: a few large ones take the process down.",
            fix="Set `limits: { fileSize: ... }`, or write uploads to disk as they come.",
        )
    return Defect(
        f"This reads {what} into memory whole, with no limit: whoever sends it decides how much memory the process takes.",
        fix="Read at most a fixed number of bytes and refuse more, or handle it piece by piece.",
    )


RULE = Rule(
    id="performance/large-read",
    severity=Severity.NOTE,
    languages=("python", "javascript", "typescript", "go", "java"),
    title="Upload, body or download read whole with no limit",
    what="A read of a whole upload, request body or file behind a link into memory, where neither the function nor the application limits"
    " its size. JSON that a framework parses, answers of a known service, local files and reads in pieces are fine.",
    why="The size is someone else's choice: one large file, or a few at once, takes all the memory of the process.",
    fix="Limit the size before or while reading, or stream.",
    local=True,
    site="every whole read of an upload, a request body or a download",
    cwe="CWE-770",
    references=(
        "https://cwe.mitre.org/data/definitions/770.html",
        "https://pkg.go.dev/net/http#MaxBytesReader",
        "https://flask.palletsprojects.com/en/stable/patterns/fileuploads/#improving-uploads",
        "https://github.com/expressjs/multer#limits",
    ),
    bad=BAD,
    good=GOOD,
)
