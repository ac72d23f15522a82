"""Which calls open, send, change or unpack files, and which of their arguments is the path."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from checks.security.carriers import last_name
from checks.syntax import model as m
from checks.syntax.flow import Flow

_PYTHON_FIRST = re.compile(
    r"^(?:open|io\.open|codecs\.open|aiofiles\.open|aiofiles\.os\.\w+|anyio\.open_file|os\.(?:open|remove|unlink|mkdir|makedirs|rmdir|removedirs|listdir|scandir|truncate|chmod)"
    r"|shutil\.rmtree|(?:flask\.|quart\.|django_sendfile\.|sendfile\.)?send_?file|tarfile\.open|zipfile\.ZipFile|PIL\.Image\.open|fileinput\.input|linecache\.getlines"
    r"|(?:fastapi\.responses|starlette\.responses|aiohttp\.web|sanic\.response)\.(?:FileResponse|file|file_stream)|FileResponse)$"
)
_PYTHON_BOTH = re.compile(
    r"^(?:os\.(?:rename|replace|link|symlink)|shutil\.(?:copy|copy2|copyfile|copytree|move))$"
)
_PYTHON_ROOTED = re.compile(r"(?:^|\.)send_from_directory$")
_PATH_METHODS = frozenset({"read_text", "read_bytes", "write_text", "write_bytes"})
_PATH_METHODS_TYPED = frozenset({"open", "unlink", "mkdir", "rmdir", "iterdir", "rename", "touch"})
_NODE = re.compile(r"^(?:fs|fs/promises|fs-extra|graceful-fs|memfs)(?:\.promises)?\.(\w+)$")
_NODE_FIRST = frozenset(
    {
        "readFile", "readFileSync", "writeFile", "writeFileSync", "appendFile", "appendFileSync", "createReadStream",
        "createWriteStream", "unlink", "unlinkSync", "rm", "rmSync", "rmdir", "rmdirSync", "readdir", "readdirSync", "open",
        "openSync", "mkdir", "mkdirSync", "truncate", "outputFile", "outputFileSync", "readJson", "readJSON", "readJsonSync",
        "writeJson", "writeJSON", "remove", "removeSync", "opendir", "ensureDir", "ensureDirSync", "emptyDir", "outputJson",
    }
)  # fmt: skip
_NODE_BOTH = frozenset({"rename", "renameSync", "copyFile", "copyFileSync", "copy", "move", "cp", "cpSync", "link", "symlink"})  # fmt: skip
_GO_FIRST = re.compile(
    r"^(?:os\.(?:Open|OpenFile|ReadFile|WriteFile|Create|Remove|RemoveAll|Mkdir|MkdirAll|ReadDir|Truncate|Rename)|(?:io/)?ioutil\.(?:ReadFile|WriteFile|ReadDir)"
    r"|github\.com/gin-gonic/gin\.Context\(\)\.(?:File|FileAttachment)|github\.com/labstack/echo(?:/v\d+)?\.Context\(\)\.(?:File|Attachment|Inline)"
    r"|github\.com/gofiber/fiber(?:/v\d+)?\.Ctx\(\)\.(?:SendFile|Download))$"
)
_GO_LATER = {"net/http.ServeFile": 2, "github.com/gin-gonic/gin.Context().SaveUploadedFile": 1}
_RESPONSES = frozenset({"res", "response"})


@dataclass(frozen=True, slots=True)
class FileSink:
    """One path argument. ``rooted`` when the callee itself refuses paths that leave a fixed folder."""

    call: m.Call
    path: m.Expr
    rooted: bool = False


def file_sinks(flow: Flow) -> Iterator[FileSink]:
    """Every path argument of a call that touches files, in source order."""
    language = flow.module.language
    for call in flow.calls():
        if language == "python":
            yield from _python(flow, call)
        elif language == "go":
            yield from _go(flow, call)
        else:
            yield from _node(flow, call)


def _all(call: m.Call, *paths: m.Expr | None, rooted: bool = False) -> Iterator[FileSink]:
    for path in paths:
        if path is not None:
            yield FileSink(call, path, rooted)


def _python(flow: Flow, call: m.Call) -> Iterator[FileSink]:
    callee = call.callee
    method = last_name(callee)
    if isinstance(callee, m.Attr):
        if method in _PATH_METHODS:
            yield from _all(call, callee.base)
            return
        if method in _PATH_METHODS_TYPED and _is_path(flow, callee.base):
            yield from _all(call, callee.base)
            return
        if method == "save" and call.args and not call.args[0].spread:
            received = flow.value(callee.base).taint
            if received is not None and received.grade == "request":
                yield from _all(call, call.positional(0) or call.keyword("dst"))
            return
    name = flow.resolve(callee)
    if _PYTHON_ROOTED.search(name):
        yield from _all(
            call, call.positional(1) or call.keyword("path") or call.keyword("filename"), rooted=True
        )
    elif _PYTHON_FIRST.match(name):
        first = call.positional(0) or next(
            (v for k in ("file", "path", "path_or_file", "filename_or_fp", "name") if (v := call.keyword(k))),
            None,
        )
        yield from _all(call, first)
    elif _PYTHON_BOTH.match(name):
        yield from _all(
            call, call.positional(0) or call.keyword("src"), call.positional(1) or call.keyword("dst")
        )


def _is_path(flow: Flow, expr: m.Expr) -> bool:
    found = flow.definition(expr)
    if (
        isinstance(found, m.Call)
        and isinstance(found.callee, m.Attr)
        and found.callee.name in ("resolve", "joinpath", "absolute")
    ):
        found = found.callee.base
    if isinstance(found, m.Binary) and found.op == "/":
        return True
    return flow.resolve(found).startswith(("pathlib.Path()", "pathlib.PurePath()", "anyio.Path()"))


def _node(flow: Flow, call: m.Call) -> Iterator[FileSink]:
    callee = call.callee
    method = last_name(callee)
    if method in ("sendFile", "sendfile", "download") and isinstance(callee, m.Attr):
        base = m.dotted(callee.base).removesuffix("()")
        if base.rpartition(".")[2].removesuffix("()") in _RESPONSES or ".status" in base:
            options = [flow.definition(a.value) for a in call.args[1:]]
            rooted = any(isinstance(o, m.Mapping) and o.get("root") is not None for o in options)
            yield from _all(call, call.positional(0), rooted=rooted)
        return
    if method not in _NODE_FIRST and method not in _NODE_BOTH and not isinstance(callee, m.Name):
        return
    match = _NODE.match(flow.resolve(callee))
    if match is None:
        return
    if match.group(1) in _NODE_FIRST:
        yield from _all(call, call.positional(0))
    elif match.group(1) in _NODE_BOTH:
        yield from _all(call, call.positional(0), call.positional(1))


def _go(flow: Flow, call: m.Call) -> Iterator[FileSink]:
    name = flow.resolve(call.callee)
    if _GO_FIRST.match(name):
        yield from _all(call, call.positional(0))
        if name == "os.Rename":
            yield from _all(call, call.positional(1))
    elif name in _GO_LATER:
        yield from _all(call, call.positional(_GO_LATER[name]))
