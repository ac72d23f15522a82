"""Temporary files that someone else can put in place first."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.report import Severity
from checks.rules import Defect, Rule, Site
from checks.security.insecure_temp_file_examples import BAD, GOOD
from checks.security.wording import callee_name
from checks.syntax import model as m
from checks.syntax.flow import Flow
from checks.views import FileView

_SAFE = re.compile(
    r"^tempfile\.(?:mkstemp|mkdtemp|NamedTemporaryFile|TemporaryFile|TemporaryDirectory|SpooledTemporaryFile)$|^os\.(?:CreateTemp|MkdirTemp)$|^io/ioutil\.Temp(?:File|Dir)$"
    r"|^fs(?:/promises|\.promises)?(?:\.default)?\.(?:mkdtemp|mkdtempSync)$|^tmp(?:-promise)?(?:\.default)?\.\w+$"
)
_WRITERS = re.compile(
    r"^open$|^io\.open$|^codecs\.open$|\.write_text$|\.write_bytes$|^os\.(?:Create|OpenFile|WriteFile|mkdir|makedirs|open|Mkdir|MkdirAll)$|^io/ioutil\.WriteFile$"
    r"|^fs(?:/promises|\.promises)?(?:\.default)?\.(?:writeFile|writeFileSync|createWriteStream|appendFile|appendFileSync|openSync|open)$|^fs-extra(?:\.default)?\.(?:writeFile|writeFileSync|outputFile|createWriteStream)$"
)
_NAMES = frozenset({"mktemp", "mkstemp", "mkdtemp", "NamedTemporaryFile", "TemporaryFile", "TemporaryDirectory", "SpooledTemporaryFile", "CreateTemp", "MkdirTemp", "TempFile", "TempDir", "mkdtempSync", "open", "write_text", "write_bytes", "Create",
                    "OpenFile", "WriteFile", "writeFile", "writeFileSync", "createWriteStream", "appendFile", "appendFileSync", "openSync", "outputFile", "file", "dir", "fileSync", "dirSync", "tempnam", "tmpnam"})  # fmt: skip
_SHARED = re.compile(r"^(?:/tmp|/var/tmp|/dev/shm)/")
_UNIQUE = re.compile(
    r"uuid|random|token|secrets|mkdtemp|nanoid|urandom|getRandom|CreateTemp|MkdirTemp|TemporaryDirectory"
)


def check(view: FileView) -> Iterator[Site]:
    """Every temporary path that is made is a site."""
    if view.module is None:
        return
    flow = view.flow
    for call in flow.calls():
        name = callee_name(call)
        if name not in _NAMES:
            continue
        resolved = flow.resolve(call.callee)
        if resolved in ("tempfile.mktemp", "os.tempnam", "os.tmpnam"):
            yield view.site(
                m.statement_of(call),
                Defect(
                    f"`{m.dotted(call.callee)}` only names a file: another program can create it before this one does."
                ),
            )
        elif _SAFE.match(resolved):
            yield view.site(m.statement_of(call))
        elif _WRITERS.search(resolved):
            path = (
                call.callee.base
                if name in ("write_text", "write_bytes") and isinstance(call.callee, m.Attr)
                else call.positional(0)
            )
            if path is None or not _writes(flow, call, name):
                continue
            if _predictable(flow, path):
                yield view.site(
                    m.statement_of(call),
                    Defect("This writes to a name in the shared temporary folder that others can foresee."),
                )


def _writes(flow: Flow, call: m.Call, name: str) -> bool:
    if name not in ("open", "openSync"):
        return name != "OpenFile" or (
            "O_CREATE" in flow.module.text(call) and "O_EXCL" not in flow.module.text(call)
        )
    mode = flow.constant(call.positional(1) or call.keyword("mode"))
    return isinstance(mode, str) and bool(set(mode) & set("wa")) and "x" not in mode


def _predictable(flow: Flow, path: m.Expr) -> bool:
    value = flow.value(path)
    start = value.parts[0] if value.parts else None
    text = value.text if value.text is not None else (start if isinstance(start, str) else None)
    source = flow.module.text(flow.definition(path)) + flow.module.text(path)
    if _UNIQUE.search(source) or any(_UNIQUE.search(name) for name in value.through):
        return False
    if text is not None and _SHARED.match(text):
        return not _UNIQUE.search(_definitions(flow, path))
    return bool(
        re.search(r"tempfile\.gettempdir\(\)|os\.tmpdir\(\)|\btmpdir\(\)|os\.TempDir\(\)", source)
    ) and not _UNIQUE.search(_definitions(flow, path))


def _definitions(flow: Flow, path: m.Expr) -> str:
    """Source of everything the path is made of, one step deep."""
    found = []
    for node in flow.definition(path).walk():
        if isinstance(node, m.Name):
            found.append(flow.module.text(flow.definition(node)))
    return " ".join(found)


RULE = Rule(
    id="security/insecure-temp-file",
    severity=Severity.WARNING,
    languages=("python", "javascript", "typescript", "go"),
    title="Temporary file with a foreseeable name",
    what="`mktemp`, or a file written under a fixed name in the shared temporary folder.",
    why="Another user of the machine can put a file or a link there first, and read or redirect what is written.",
    fix="Use `tempfile.mkstemp` or `TemporaryDirectory`, `fs.mkdtemp`, `os.CreateTemp`.",
    local=True,
    site="every temporary path that is made",
    cwe="CWE-377",
    references=(
        "https://cwe.mitre.org/data/definitions/377.html",
        "https://docs.python.org/3/library/tempfile.html#deprecated-functions-and-variables",
        "https://nodejs.org/api/fs.html#fspromisesmkdtempprefix-options",
        "https://pkg.go.dev/os#CreateTemp",
    ),
    bad=BAD,
    good=GOOD,
)
