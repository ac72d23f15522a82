"""Paths that a request or an archive chooses."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.languages import reported
from checks.report import Evidence, Severity
from checks.rules import Defect, Rule, Site
from checks.security.archives import joined_member, reads_archives, unchecked_extractions
from checks.security.carriers import Carried, carried, last_name, looked_at, validated, validating_name
from checks.security.file_sinks import FileSink, file_sinks
from checks.security.path_traversal_examples import BAD, GOOD
from checks.syntax import model as m
from checks.syntax.flow import Flow, Taint
from checks.views import FileView

_CLEANING = frozenset(
    {
        "secure_filename", "basename", "safe_join", "Base", "get_valid_filename", "sanitize-filename", "sanitize", "slugify",
        "SecureJoin", "IsLocal", "encodeURIComponent", "name", "stem", "suffix", "splitext", "parse", "extname", "hexdigest",
        "secureFilename", "sanitizeFilename", "sanitize_filename", "quote_plus", "base64url", "FilenameUtils.getName", "FilenameUtils.getBaseName",
        "getFileName", "GetFileName", "GetFileNameWithoutExtension", "file_name", "enclosed_name", "parameterize", "nameWithoutExtension",
    }
)  # fmt: skip
_KEEPING = frozenset(
    {
        "normpath",
        "normalize",
        "strip",
        "lstrip",
        "normalise",
        "encode",
        "normalizePath",
        "normalize_path",
        "cleanPath",
        "FilenameUtils.normalize",
    }
)
"""Names that look like cleaning but leave ``..`` at the front of a path alone."""
_PREFIX_TESTS = frozenset({"startswith", "startsWith", "HasPrefix", "is_relative_to", "relative_to", "commonpath", "commonprefix",
                           "IsLocal", "relative", "Rel", "isSubPath", "isPathInside", "is-path-inside", "isInside",
                           "start_with?", "StartsWith", "str_starts_with", "starts_with", "strip_prefix", "directoryContains"})  # fmt: skip
_PATTERN_TESTS = frozenset(
    {
        "match",
        "fullmatch",
        "search",
        "test",
        "MatchString",
        "exec",
        "ValidPath",
        "matches",
        "IsMatch",
        "match?",
        "preg_match",
        "is_match",
        "matchesPattern",
    }
)
_HOLDS = frozenset({"includes", "Contains", "ContainsAny", "indexOf", "has", "count", "contains", "include?", "str_contains", "strpos",
                    "IndexOf", "IndexOfAny", "containsKey", "in_array", "containsAny"})  # fmt: skip
_COMPARING = frozenset({"in", "not in", "==", "!=", "===", "!=="})
_FOLDER_MAKERS = frozenset({"mkdir", "mkdirSync", "makedirs", "MkdirAll", "Mkdir", "mkdirs", "mkdir_p", "ensureDir", "ensureDirSync",
                            "createDirectory", "createDirectories", "CreateDirectory", "create_dir_all", "create_dir"})  # fmt: skip
_DOTS = frozenset({"..", "../", "/", "\\", "/..", "..\\"})
_SERVER_NAMED = re.compile(r"\bfiles?\b.*\.(?:path|filename|destination)$")
"""Multer's own names of what it stored: ``req.file.path``."""


def check(view: FileView) -> Iterator[Site]:
    """Every file access with a dynamic path and every unpacking of an archive is a site."""
    if view.module is None:
        return
    flow = view.flow
    extractions = {id(call): unsafe for call, unsafe in unchecked_extractions(view)}
    found: list[_Access] = []
    reported: set[int] = set()
    for call in flow.calls():
        if id(call) in extractions:
            defect = _extraction(call) if extractions[id(call)] else None
            yield view.site(m.statement_of(call), defect)
    for sink in file_sinks(flow):
        value = flow.value(sink.path)
        if not value.dynamic:
            continue
        statement = m.statement_of(sink.call)
        defect = None if sink.rooted or id(statement) in reported else _defect(view, sink, value.taints)
        if defect is not None:
            reported.add(id(statement))
        found.append((statement, sink.call, sink.path, defect))
    found = list(_once_a_path(flow, found))
    used = {id(flow.scopes.scope_of(c)) for _, c, _, d in found if d is not None and not _makes_folder(c)}
    for statement, call, _, defect in found:
        if _makes_folder(call) and id(flow.scopes.scope_of(call)) in used:
            defect = None  # the file that is written into the folder is the finding
        yield view.site(statement, defect)


def _defect(view: FileView, sink: FileSink, taints: tuple[Taint, ...]) -> Defect | None:
    flow = view.flow
    open_ways = [t for t in taints if t.grade == "request" and not _cleaned(t) and not _harmless(flow, t)]
    value: Carried | None = None
    if open_ways:
        value = carried(flow, sink.path)
        if _guarded(flow, value):
            return None
        return _from_request(view, sink, open_ways[0])
    if taints:
        return None
    return _from_archive(view, sink)


def _from_request(view: FileView, sink: FileSink, taint: Taint) -> Defect:
    callee = m.dotted(sink.call.callee) or last_name(sink.call.callee) or "this call"
    source = _short(view.flow.module.text(taint.source))
    what = taint.what[:1].upper() + taint.what[1:]
    evidence: tuple[Evidence, ...] = ()
    statement = m.statement_of(sink.call)
    if not statement.line <= taint.source.line <= statement.end_line:
        evidence = (Evidence(view.path, taint.source.line, "the path comes from here"),)
    return Defect(
        f"{what} (`{source}`) becomes part of the path given to `{_short(callee)}`: with `../` in it, it leaves the folder.",
        fix=_FIXES.get(reported(view.language), _FIXES["javascript"]),
        evidence=evidence,
    )


def _from_archive(view: FileView, sink: FileSink) -> Defect | None:
    flow = view.flow
    if not reads_archives(flow):
        return None
    value = carried(flow, sink.path)
    member = joined_member(flow, value)
    if member is None or _guarded(flow, value) or _cleaned_inside(value, member):
        return None
    return Defect(
        f"The name of an archive member (`{_short(flow.module.text(member))}`) becomes part of a path: a member called `../../x` is"
        " written outside the target folder.",
        fix="Resolve the target path and refuse a member whose path does not lie below the target folder.",
        key="archive",
    )


_Access = tuple[m.Node, m.Call, m.Expr, Defect | None]
"""The statement, the call, its path and what is wrong with it."""


def _once_a_path(flow: Flow, found: list[_Access]) -> Iterator[_Access]:
    """One finding for a path that one function uses several times: a file that is saved and then opened."""
    seen: set[tuple[int, str, int]] = set()
    for statement, call, path, defect in found:
        if defect is not None and isinstance(path, m.Name) and not _makes_folder(call):
            made = flow.definition(path)
            key = (id(flow.scopes.scope_of(call)), path.id, id(made))
            if made is not path and key in seen:
                yield statement, call, path, None
                continue
            seen.add(key)
        yield statement, call, path, defect


def _makes_folder(call: m.Call) -> bool:
    return last_name(call.callee) in _FOLDER_MAKERS


def _extraction(call: m.Call) -> Defect:
    return Defect(
        f"`{_short(m.dotted(call.callee) or last_name(call.callee))}` unpacks every member of the archive, also one whose name leads out"
        " of the target folder.",
        fix='Pass `filter="data"`, which refuses such members (Python 3.12, and the later patch releases of 3.8 to 3.11).',
        key="archive",
    )


_FIXES = {
    "python": "Take the bare name with `werkzeug.utils.secure_filename`, or resolve the path and test `path.is_relative_to(folder)` before use.",
    "javascript": "Take `path.basename(name)`, or resolve the path and test that it starts with the folder and a separator before use.",
    "java": "Take the bare name with `FilenameUtils.getName`, or test `folder.resolve(name).normalize().startsWith(folder)` before use.",
    "kotlin": "Take the bare name with `File(name).name`, or test `folder.resolve(name).normalize().startsWith(folder)` before use.",
    "csharp": "Take the bare name with `Path.GetFileName`, or test that `Path.GetFullPath` of it starts with the folder before use.",
    "ruby": "Take the bare name with `File.basename`, or test that `File.expand_path` of it starts with the folder before use.",
    "php": "Take the bare name with `basename`, or test that `realpath` of it starts with the folder before use.",
    "rust": "Take the bare name with `Path::file_name`, or test that the canonical path starts with the folder before use.",
    "go": "Test `filepath.IsLocal(name)` before joining, or open it through `os.Root`.",
}


def _cleaned(taint: Taint) -> bool:
    for name in taint.through:
        last = name.rpartition(".")[2]
        if last in _CLEANING or ".".join(name.split(".")[-2:]) in _CLEANING:
            return True
        if name.startswith("replace:"):
            if "[^" in name or name[8:] in ("/", "/g", "[\\/]", "\\/", "\\W", "\\W+"):
                return True
        elif name == "split:." or (
            last not in _KEEPING and (validating_name(last) or re.search("clean|slug|secure", last, re.I))
        ):
            return True
    return False


def _harmless(flow: Flow, taint: Taint) -> bool:
    """Names that the server itself made, and Go's multipart names, which are bare file names already."""
    text = flow.module.text(taint.source)
    if flow.module.language == "go":
        return "FormFile" in text or text.endswith(".Filename")
    return bool(_SERVER_NAMED.search(text)) and flow.module.language != "python"


def _guarded(flow: Flow, value: Carried) -> bool:
    return (
        _rooted_join(flow, value)
        or validated(flow, value)
        or any(_tests_path(flow, value, test) for test in looked_at(flow, value))
    )


def _tests_path(flow: Flow, value: Carried, test: m.Expr) -> bool:
    for node in test.walk():
        if isinstance(node, m.Call):
            name = last_name(node.callee)
            if name in _PREFIX_TESTS and not _about_scheme(flow, node):
                return True
            if name in _PATTERN_TESTS and node is not test:
                return True
            if name in _HOLDS:
                words = [flow.constant(a.value) for a in node.args]
                if any(w in _DOTS for w in words) or (
                    name in ("includes", "has", "contains", "include?", "in_array", "Contains", "containsKey")
                    and any(value.mentioned_in(flow, a) for a in node.args)
                ):
                    return True
        elif isinstance(node, m.Binary) and node.op in _COMPARING and _tests_folders(node):
            return True
        elif isinstance(node, m.Binary) and node.op in ("in", "not in"):
            if flow.constant(node.left) in _DOTS or value.mentioned_in(flow, node.left):
                return True
        elif isinstance(node, m.Binary) and node.op in ("==", "!=", "===", "!=="):
            for side in (node.left, node.right):
                if isinstance(side, m.Call) and last_name(side.callee) in (
                    "basename",
                    "Base",
                    "secure_filename",
                    "dirname",
                    "commonpath",
                    "Dir",
                ):
                    return True
    return False


def _tests_folders(test: m.Binary) -> bool:
    """``root in path.parents`` and ``path.parent == root``, but not ``path.parent.mkdir()``."""
    return any(
        isinstance(node, m.Attr)
        and node.name in ("parents", "parent")
        and not isinstance(node.parent, m.Attr)
        for side in (test.left, test.right)
        for node in side.walk_scope()
    )


def _about_scheme(flow: Flow, call: m.Call) -> bool:
    words = [flow.constant(a.value) for a in call.args]
    return any(
        isinstance(w, str) and (w.startswith((".", "http", "image", "text")) and w not in _DOTS)
        for w in words
    )


def _rooted_join(flow: Flow, value: Carried) -> bool:
    """``filepath.Clean("/" + name)``: cleaned as an absolute path, ``..`` cannot lead above the root."""
    for expr in value.expressions:
        for node in expr.walk_scope():
            if (
                isinstance(node, m.Call)
                and last_name(node.callee) in ("Clean", "normalize", "Join", "join")
                and node.args
            ):
                inner = flow.value(node.args[0].value)
                text = inner.known_text
                if inner.parts[:1] == ("/",) or (text == "/" and len(node.args) > 1):
                    return True
    return False


def _cleaned_inside(value: Carried, member: m.Expr) -> bool:
    return any(
        isinstance(node, m.Call)
        and node.callee is not member
        and (last_name(node.callee) in _CLEANING or validating_name(last_name(node.callee)))
        for expr in value.expressions
        for node in expr.walk_scope()
    )


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 60 else line[:57] + "..."


RULE = Rule(
    id="security/path-traversal",
    severity=Severity.ERROR,
    languages=("python", "javascript", "typescript", "go", "java", "ruby", "kotlin", "csharp", "php", "rust"),
    title="Path chosen by the request",
    what="Request data that becomes part of a path which is opened, sent, written, moved or deleted, without a step that keeps it inside"
    " its folder; and archives that are unpacked without looking at where their members lead.",
    why="A name such as `../../etc/passwd` reads or overwrites files outside the folder with the rights of this service.",
    fix="Take the bare file name, or resolve the whole path and test that it lies below the folder before using it.",
    local=True,
    site="every file access with a dynamic path, and every unpacking of an archive",
    cwe="CWE-22",
    references=(
        "https://cwe.mitre.org/data/definitions/22.html",
        "https://owasp.org/www-community/attacks/Path_Traversal",
        "https://docs.python.org/3/library/tarfile.html#extraction-filters",
        "https://pkg.go.dev/path/filepath#IsLocal",
        "https://nodejs.org/api/path.html#pathresolvepaths",
    ),
    bad=BAD,
    good=GOOD,
)
