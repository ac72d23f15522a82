"""Archives: extraction of all members, and paths that are joined from member names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.security.carriers import Carried, last_name
from checks.syntax import model as m
from checks.syntax.flow import Flow
from checks.views import FileView

_LIBRARIES = (
    "zipfile", "tarfile", "py7zr", "rarfile", "archive/zip", "archive/tar", "adm-zip", "yauzl", "unzipper", "tar-stream",
    "jszip", "node-stream-zip", "tar", "yauzl-promise", "unzip-stream",
)  # fmt: skip
_LISTINGS = frozenset({"namelist", "infolist", "getmembers", "getnames", "getEntries", "Next", "getNextEntry", "getNextZipEntry", "getNextTarEntry", "getNextJarEntry",
                       "nextElement", "entries", "by_index", "by_name", "getNameIndex", "statIndex", "each", "getFileHeaders"})  # fmt: skip
_MEMBER_NAMES = frozenset(
    {
        "filename",
        "name",
        "Name",
        "path",
        "fileName",
        "entryName",
        "getName",
        "FullName",
        "getFileName",
        "full_name",
        "Key",
    }
)
_MEMBERS = re.compile(
    r"^(?:entry|header|hdr|member|info|zip_?info|zip_?entry|tarinfo|file|zf|zip_?file|f|h|e|ze|(?:tar|zip|archive|jar)_?(?:archive)?_?entry)$",
    re.IGNORECASE,
)
_WORDS = re.compile(
    r"java\.util\.(?:zip|jar)|commons\.compress|net\.lingala\.zip4j|ZipArchive|TarReader|Zip::|rubygems/package|Gem::Package|\bzip::|\btar::|ZipEntry|ZipInputStream"
    r"|System\.IO\.Compression|System\.Formats\.Tar|SharpCompress|SharpZipLib"
)
"""Words of a file that reads archives."""
_REQUIRES = re.compile(r"""requires-python\s*=\s*["'][^"']*>=?\s*3\.(\d+)""")
_TAR_DEFAULT_SAFE = 14
"""Python minor version whose ``tarfile`` refuses members outside the target by default (PEP 706)."""


_ENTRY_TYPES = re.compile(r"(?:zip\.File|tar\.Header|ZipInfo|TarInfo|Entry|FileHeader)\b")


def reads_archives(flow: Flow) -> bool:
    """Whether the file uses a library that reads archives."""
    known = flow.module.facts.get("reads archives")
    if known is None:
        text = flow.module.source.decode("utf-8", "replace")
        known = flow.imports_any(*_LIBRARIES) or bool(_WORDS.search(text))
        flow.module.facts["reads archives"] = known
    return bool(known)


def joined_member(flow: Flow, value: Carried) -> m.Expr | None:
    """The member name of an archive that a path was made of, or None."""
    if not reads_archives(flow):
        return None
    for expr in value.expressions:
        for node in expr.walk_scope():
            if isinstance(node, m.Call) and last_name(node.callee) in (
                "namelist",
                "getnames",
                "getNameIndex",
            ):
                return node
            if (
                isinstance(node, m.Attr)
                and node.name in _MEMBER_NAMES
                and isinstance(node.base, m.Name)
                and _MEMBERS.match(node.base.id)
                and _from_archive(flow, node.base)
            ):
                return node
    return None


def _from_archive(flow: Flow, name: m.Name) -> bool:
    _, bindings = flow.scopes.lookup(name.id, name)
    for binding in bindings:
        if binding.kind == "param":
            node = binding.node
            function = node.parent
            annotation = node.annotation if isinstance(node, m.Param) else ""
            if _ENTRY_TYPES.search(annotation):
                return True
            if isinstance(function, m.Function) and _entry_callback(flow, function):
                return True
            continue
        declared = binding.node.annotation if isinstance(binding.node, (m.Assign, m.Loop)) else ""
        if declared and _ENTRY_TYPES.search(declared):
            return True
        if binding.value is None:
            continue
        source = flow.definition(binding.value)
        if isinstance(source, m.Call) and last_name(source.callee) in _LISTINGS:
            return True
        if isinstance(source, m.Attr) and source.name in ("File", "files", "entries", "Entries"):
            return True
        if _piped_into_parser(flow, source) or _block_over_archive(flow, binding.kind, source):
            return True
        if re.search(r"tarfile\.open\(\)|zipfile\.ZipFile\(\)", flow.resolve(source)):
            return True
    return False


def _piped_into_parser(flow: Flow, source: m.Expr) -> bool:
    """``stream.pipe(unzipper.Parse())``, whose result gives the members one after another."""
    return (
        isinstance(source, m.Call)
        and last_name(source.callee) == "pipe"
        and any(
            isinstance(a.value, m.Call)
            and flow.resolve(a.value.callee).startswith(("unzipper.", "unzip-stream.", "tar.", "tar-stream."))
            for a in source.args
        )
    )


def _block_over_archive(flow: Flow, kind: str, source: m.Expr) -> bool:
    """``archive.each do |entry|`` in Ruby, where members have no types."""
    return (
        flow.module.language == "ruby"
        and kind == "each"
        and bool(_ARCHIVE.search(flow.module.text(source)[:200]))
    )


_ITERATING = frozenset({"forEach", "map", "filter"})
_ARCHIVE = re.compile(r"zip|tar(?:_|\b|Reader)|archive|Gem::Package", re.IGNORECASE)


def _entry_callback(flow: Flow, function: m.Function) -> bool:
    """``zip.on('entry', (entry) => ...)`` and ``zip.getEntries().forEach((entry) => ...)``."""
    call = function.parent.parent if function.parent is not None else None
    if not isinstance(call, m.Call):
        return False
    first = call.positional(0)
    if last_name(call.callee) in ("on", "once") and isinstance(first, m.Literal):
        return first.value == "entry"
    callee = call.callee
    if not isinstance(callee, m.Attr) or callee.name not in _ITERATING:
        return False
    return any(
        isinstance(n, m.Call) and last_name(n.callee) == "getEntries" for n in callee.base.walk_scope()
    )


def unchecked_extractions(view: FileView) -> Iterator[tuple[m.Call, bool]]:
    """Calls that unpack a tar archive, and whether members may leave the target folder."""
    flow = view.flow
    if view.language != "python":
        return
    for call in flow.calls():
        method = last_name(call.callee)
        if method not in ("extractall", "extract", "unpack_archive"):
            continue
        name = flow.resolve(call.callee)
        if name == "shutil.unpack_archive":
            yield call, not (_filtered(call) or _refused_by_default(view) or _other_format(flow, call))
        elif re.match(r"^(?:tarfile\.|zipfile\.ZipFile\(\)|py7zr\.)", name) or (
            flow.imports_any("tarfile") and method == "extractall"
        ):
            unsafe = not name.startswith(("zipfile.", "py7zr."))  # zipfile takes `..` and leading slashes off
            yield (
                call,
                unsafe and not (_filtered(call) or _refused_by_default(view) or _members_checked(flow, call)),
            )


def _filtered(call: m.Call) -> bool:
    chosen = call.keyword("filter")
    if isinstance(chosen, m.Literal):
        return chosen.value in ("data", "tar")
    if m.dotted(chosen).endswith("fully_trusted_filter"):
        return False
    return chosen is not None or call.keyword("members") is not None or call.has_spread()


def _refused_by_default(view: FileView) -> bool:
    match = _REQUIRES.search(view.repo.text("pyproject.toml") or "")
    return match is not None and int(match.group(1)) >= _TAR_DEFAULT_SAFE


def _other_format(flow: Flow, call: m.Call) -> bool:
    kind = flow.constant(call.positional(2) or call.keyword("format"))
    named = flow.value(call.args[0].value).text if call.args else None
    return kind == "zip" or (named or "").endswith(".zip")


def _members_checked(flow: Flow, call: m.Call) -> bool:
    """Whether a loop over the members before the extraction tests them, or a function named a check gets the archive."""
    scope = flow.scopes.scope_of(call)
    receiver = call.callee.base if isinstance(call.callee, m.Attr) else None
    archive = m.dotted(receiver)
    for node in scope.walk_scope():
        if node.start >= call.end:
            continue
        if isinstance(node, m.Loop) and node.iterable is not None:
            listing = flow.module.text(node.iterable)
            # `for m in tar:` and `for m in tar.getmembers():`, with a test that stops or skips
            over = "getmembers" in listing or "getnames" in listing or listing == archive
            if over and any(isinstance(n, (m.If, m.Assertion)) for n in node.body.walk_scope()):
                return True
        if isinstance(node, m.Call) and node is not call and archive:
            words = last_name(node.callee).lower()
            if any(
                w in words for w in ("check", "valid", "safe", "verify", "ensure", "any", "all", "assert")
            ) and (any(isinstance(n, m.Name) and n.id == archive for a in node.args for n in a.walk())):
                return True
    return False
