"""Temporary files that someone else can put in place first."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.knowledge import Fact, known_call
from checks.report import Severity
from checks.rules import Defect, Rule, Site
from checks.security.insecure_temp_file_examples import BAD, GOOD
from checks.security.wording import callee_name
from checks.syntax import model as m
from checks.syntax.flow import Flow
from checks.views import FileView

_SHARED = re.compile(r"^(?:/tmp|/var/tmp|/dev/shm)/")
_UNIQUE = re.compile(
    r"uuid|random|token|secrets|mkdtemp|nanoid|urandom|getRandom|CreateTemp|MkdirTemp|TemporaryDirectory|createTemp|nanoTime|UUID|Random"
)
_FOLDER = re.compile(
    r"\bgettempdir\(\)|\btmpdir\(\)|os\.TempDir\(\)|java\.io\.tmpdir|FileUtils\.getTempDirectory(?:Path)?\(\)"
    r"|\(\s*[\"'`](?:/tmp|/var/tmp|/dev/shm)/?[\"'`]\s*[,)]"
)
"""The shared temporary folder, asked for or written out: ``Path("/tmp") / name``, ``join("/tmp", name)``."""


def check(view: FileView) -> Iterator[Site]:
    """Every temporary path that is made is a site."""
    if view.module is None:
        return
    flow = view.flow
    for call in flow.calls():
        made = known_call(flow, call, "temp-file")
        if made is not None:
            says = made.more.get("says")
            written = m.dotted(call.callee) or callee_name(call)
            yield view.site(m.statement_of(call), Defect(f"`{written}` {says}.") if says else None)
            continue
        fact = known_call(flow, call, "writes")
        path = None if fact is None else fact.given(call)
        if fact is None or path is None or not _writes(flow, call, fact):
            continue
        if _predictable(flow, path):
            yield view.site(
                m.statement_of(call),
                Defect("This writes to a name in the shared temporary folder that others can foresee."),
            )


def _writes(flow: Flow, call: m.Call, fact: Fact) -> bool:
    """Whether an ``open`` writes, and takes a file that is there already."""
    creates = fact.more.get("creates")
    if creates:
        text = flow.module.text(call)
        return creates in text and "O_EXCL" not in text
    places = fact.more.get("mode")
    if places is None:
        return not re.search(r"CREATE_NEW|wx|O_EXCL", flow.module.text(call))
    stated = next(
        (
            v
            for p in places
            if (v := call.positional(p) if isinstance(p, int) else call.keyword(p)) is not None
        ),
        None,
    )
    mode = flow.constant(stated)
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
    behind = _definitions(flow, path)
    return bool(_FOLDER.search(f"{source} {behind}")) and not _UNIQUE.search(behind)


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
    languages=("python", "javascript", "typescript", "go", "java"),
    title="Temporary file with a foreseeable name",
    what="`mktemp`, or a file written under a fixed name in the shared temporary folder.",
    why="Another user of the machine can put a file or a link there first, and read or redirect what is written.",
    fix="Use `tempfile.mkstemp` or `TemporaryDirectory`, `fs.mkdtemp`, `os.CreateTemp`, `Files.createTempFile`.",
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
