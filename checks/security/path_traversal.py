"""Paths that a request or an archive chooses."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.report import Evidence, Severity
from checks.rules import Defect, Example, Rule, Site
from checks.security.archives import joined_member, unchecked_extractions
from checks.security.carriers import Carried, carried, last_name, looked_at, validated, validating_name
from checks.security.file_sinks import FileSink, file_sinks
from checks.syntax import model as m
from checks.syntax.flow import Flow, Taint
from checks.views import FileView

_CLEANING = frozenset(
    {
        "secure_filename", "basename", "safe_join", "Base", "get_valid_filename", "sanitize-filename", "sanitize", "slugify",
        "SecureJoin", "IsLocal", "encodeURIComponent", "name", "stem", "suffix", "splitext", "parse", "extname", "hexdigest",
        "secureFilename", "sanitizeFilename", "sanitize_filename", "quote_plus", "base64url",
    }
)  # fmt: skip
_KEEPING = frozenset(
    {"normpath", "normalize", "strip", "lstrip", "normalise", "encode", "normalizePath", "normalize_path"}
)
"""Names that look like cleaning but leave ``..`` at the front of a path alone."""
_PREFIX_TESTS = frozenset({"startswith", "startsWith", "HasPrefix", "is_relative_to", "relative_to", "commonpath", "commonprefix",
                           "IsLocal", "relative", "Rel", "isSubPath", "isPathInside", "is-path-inside", "isInside"})  # fmt: skip
_PATTERN_TESTS = frozenset({"match", "fullmatch", "search", "test", "MatchString", "exec", "ValidPath"})
_DOTS = frozenset({"..", "../", "/", "\\", "/..", "..\\"})
_SERVER_NAMED = re.compile(r"\bfiles?\b.*\.(?:path|filename|destination)$")
"""Multer's own names of what it stored: ``req.file.path``."""


def check(view: FileView) -> Iterator[Site]:
    """Every file access with a dynamic path and every unpacking of an archive is a site."""
    if view.module is None:
        return
    flow = view.flow
    extractions = {id(call): unsafe for call, unsafe in unchecked_extractions(view)}
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
        fix=_FIXES.get(view.language, _FIXES["javascript"]),
        evidence=evidence,
    )


def _from_archive(view: FileView, sink: FileSink) -> Defect | None:
    flow = view.flow
    if not flow.imports_any("zipfile", "tarfile", "archive/zip", "archive/tar", "adm-zip", "yauzl", "unzipper", "tar-stream",
                            "jszip", "node-stream-zip", "py7zr", "rarfile"):  # fmt: skip
        return None
    value = carried(flow, sink.path)
    member = joined_member(flow, value)
    if member is None or _guarded(flow, value) or _cleaned_inside(flow, value):
        return None
    return Defect(
        f"The name of an archive member (`{_short(flow.module.text(member))}`) becomes part of a path: a member called `../../x` is"
        " written outside the target folder.",
        fix="Resolve the target path and refuse a member whose path does not lie below the target folder.",
        key="archive",
    )


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
    "go": "Test `filepath.IsLocal(name)` before joining, or open it through `os.Root`.",
}


def _cleaned(taint: Taint) -> bool:
    for name in taint.through:
        last = name.rpartition(".")[2]
        if last in _CLEANING or name in _CLEANING:
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
            if name in ("includes", "Contains", "ContainsAny", "indexOf", "has", "count"):
                words = [flow.constant(a.value) for a in node.args]
                if any(w in _DOTS for w in words) or (
                    name in ("includes", "has") and any(value.mentioned_in(flow, a) for a in node.args)
                ):
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
        elif isinstance(node, m.Attr) and node.name in ("parents", "parent"):
            return True
    return False


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


def _cleaned_inside(flow: Flow, value: Carried) -> bool:
    return any(
        isinstance(node, m.Call)
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
    languages=("python", "javascript", "typescript", "go"),
    title="Path chosen by the request",
    what="Request data that becomes part of a path which is opened, sent, written, moved or deleted, without a step that keeps it inside"
    " its folder; and archives that are unpacked without looking at where their members lead.",
    why="A name such as `../../etc/passwd` reads or overwrites files outside the folder with the rights of this service.",
    fix="Take the bare file name, or resolve the whole path and test that it lies below the folder before using it.",
    site="every file access with a dynamic path, and every unpacking of an archive",
    cwe="CWE-22",
    references=(
        "https://cwe.mitre.org/data/definitions/22.html",
        "https://owasp.org/www-community/attacks/Path_Traversal",
        "https://docs.python.org/3/library/tarfile.html#extraction-filters",
        "https://pkg.go.dev/path/filepath#IsLocal",
        "https://nodejs.org/api/path.html#pathresolvepaths",
    ),
    bad=(
        Example(
            {
                "app/files.py": """\
import os
from pathlib import Path

from flask import Blueprint, current_app, request, send_file

bp = Blueprint("files", __name__)
UPLOADS = Path("/srv/uploads")


@bp.get("/download")
def download():
    name = request.args.get("name", "")
    return send_file(os.path.join(current_app.config["UPLOAD_DIR"], name))  # <-- here


@bp.post("/avatar")
def avatar():
    picture = request.files["picture"]
    picture.save(UPLOADS / picture.filename)  # <-- here
    return "", 204


@bp.delete("/reports/<path:report>")
def remove(report):
    target = UPLOADS / "reports" / report
    target.unlink()  # <-- here
    return "", 204


@bp.get("/notes/<note>")
def note(note):
    return _read_note(note)


def _read_note(name):
    with open(f"/srv/notes/{name}.md", encoding="utf-8") as handle:  # <-- here
        return handle.read()
"""
            },
            sites=4,
        ),
        Example(
            {
                "api/exports.py": """\
import os
import tarfile
import zipfile

import aiofiles
from fastapi import APIRouter, UploadFile
from fastapi.responses import FileResponse

router = APIRouter()


@router.get("/exports/{name:path}")
async def export(name: str) -> FileResponse:
    return FileResponse(f"/var/exports/{name}")  # <-- here


@router.post("/imports")
async def store(file: UploadFile) -> dict[str, str]:
    target = os.path.join("/var/imports", os.path.normpath(file.filename))
    async with aiofiles.open(target, "wb") as out:  # <-- here
        await out.write(await file.read())
    return {"stored": target}


def unpack(archive: str, folder: str) -> None:
    with tarfile.open(archive) as tar:
        tar.extractall(folder)  # <-- here


def unpack_zip(archive: str, folder: str) -> None:
    with zipfile.ZipFile(archive) as bundle:
        for name in bundle.namelist():
            with open(os.path.join(folder, name), "wb") as out:  # <-- here
                out.write(bundle.read(name))
"""
            },
        ),
        Example(
            {
                "src/files.ts": """\
import { Router } from 'express';
import fs from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';

const ROOT = path.resolve('data');
export const files = Router();

files.get('/files/:name', async (req, res) => {
  const target = path.join(ROOT, req.params.name);
  const text = await readFile(target, 'utf8');  // <-- here
  res.type('text/plain').send(text);
});

files.get('/download', (req, res) => {
  const { file } = req.query;
  res.download(`${ROOT}/${file}`);  // <-- here
});

files.post('/themes', (req, res) => {
  saveTheme(req.body.theme, req.body.css);
  res.sendStatus(204);
});

function saveTheme(theme: string, css: string) {
  fs.writeFileSync(path.resolve(ROOT, 'themes', theme + '.css'), css);  // <-- here
}
"""
            },
            sites=3,
        ),
        Example(
            {
                "src/unzip.js": """\
const fs = require('fs');
const path = require('path');
const AdmZip = require('adm-zip');

function unzip(archive, target) {
  const zip = new AdmZip(archive);
  zip.getEntries().forEach((entry) => {
    const file = path.join(target, entry.entryName);
    fs.writeFileSync(file, entry.getData());  // <-- here
  });
}

module.exports = { unzip };
"""
            },
            sites=1,
        ),
        Example(
            {
                "internal/files/files.go": """\
package files

import (
	"archive/zip"
	"io"
	"net/http"
	"os"
	"path/filepath"

	"github.com/gin-gonic/gin"
)

const root = "/srv/files"

func Show(w http.ResponseWriter, r *http.Request) {
	name := r.URL.Query().Get("name")
	data, err := os.ReadFile(filepath.Join(root, name)) // <-- here
	if err != nil {
		http.Error(w, "not found", http.StatusNotFound)
		return
	}
	w.Write(data)
}

func Download(c *gin.Context) {
	c.File(root + "/" + c.Param("path")) // <-- here
}

func Unzip(archive, target string) error {
	reader, err := zip.OpenReader(archive)
	if err != nil {
		return err
	}
	defer reader.Close()
	for _, f := range reader.File {
		out, err := os.Create(filepath.Join(target, f.Name)) // <-- here
		if err != nil {
			return err
		}
		in, err := f.Open()
		if err != nil {
			return err
		}
		if _, err := io.Copy(out, in); err != nil {
			return err
		}
	}
	return nil
}
"""
            },
            sites=3,
        ),
    ),
    good=(
        Example(
            {
                "app/files.py": """\
import os
import uuid
from pathlib import Path

from flask import Blueprint, abort, current_app, request, send_file, send_from_directory
from werkzeug.utils import secure_filename

bp = Blueprint("files", __name__)
UPLOADS = Path("/srv/uploads")
KINDS = {"invoice": "invoice.html", "receipt": "receipt.html"}


@bp.get("/download/<path:name>")
def download(name):
    return send_from_directory(current_app.config["UPLOAD_DIR"], name)


@bp.post("/avatar")
def avatar():
    picture = request.files["picture"]
    picture.save(os.path.join(current_app.config["UPLOAD_DIR"], secure_filename(picture.filename)))
    extension = picture.filename.rsplit(".", 1)[-1]
    picture.save(UPLOADS / f"{uuid.uuid4()}.{extension}")
    return "", 204


@bp.get("/reports")
def report():
    target = (UPLOADS / request.args["name"]).resolve()
    if not target.is_relative_to(UPLOADS):
        abort(404)
    return send_file(target)


@bp.get("/templates/<kind>")
def template(kind):
    return send_file(UPLOADS / KINDS[kind])


@bp.get("/invoices/<int:number>")
def invoice(number):
    return send_file(f"/srv/invoices/{number}.pdf")


def load(path: str) -> str:
    with open(path, encoding="utf-8") as handle:
        return handle.read()
"""
            },
        ),
        Example(
            {
                "api/exports.py": """\
import os
import tarfile
import zipfile
from uuid import UUID

from fastapi import APIRouter, HTTPException, UploadFile
from fastapi.responses import FileResponse

router = APIRouter()
BASE = os.path.realpath("/var/exports")


@router.get("/exports/{export_id}")
async def export(export_id: UUID) -> FileResponse:
    return FileResponse(f"/var/exports/{export_id}.csv")


@router.get("/logs/{name}")
async def log(name: str) -> FileResponse:
    full = os.path.realpath(os.path.join(BASE, name))
    if os.path.commonpath([BASE, full]) != BASE:
        raise HTTPException(404)
    return FileResponse(full)


def unpack(archive: str, folder: str) -> None:
    with tarfile.open(archive) as tar:
        tar.extractall(folder, filter="data")


def unpack_checked(archive: str, folder: str) -> None:
    with tarfile.open(archive) as tar:
        for member in tar.getmembers():
            if not os.path.realpath(os.path.join(folder, member.name)).startswith(folder + os.sep):
                raise ValueError(member.name)
        tar.extractall(folder)


def unpack_zip(archive: str, folder: str) -> None:
    with zipfile.ZipFile(archive) as bundle:
        bundle.extractall(folder)
"""
            },
        ),
        Example(
            {
                "src/files.ts": """\
import { Router } from 'express';
import { readFile, unlink } from 'node:fs/promises';
import path from 'node:path';
import multer from 'multer';

const ROOT = path.resolve('data');
const LOCALES = new Set(['en', 'de']);
const upload = multer({ dest: '/tmp/uploads' });
export const files = Router();

files.get('/files/:name', async (req, res) => {
  const target = path.resolve(ROOT, req.params.name);
  if (!target.startsWith(ROOT + path.sep)) {
    return res.sendStatus(404);
  }
  res.send(await readFile(target, 'utf8'));
});

files.get('/avatars/:name', (req, res) => {
  res.sendFile(path.join(ROOT, path.basename(req.params.name)));
});

files.get('/docs/:name', (req, res) => {
  res.sendFile(req.params.name, { root: ROOT });
});

files.get('/locales/:locale', async (req, res) => {
  const { locale } = req.params;
  if (!LOCALES.has(locale)) {
    return res.sendStatus(404);
  }
  res.json(JSON.parse(await readFile(`${ROOT}/locales/${locale}.json`, 'utf8')));
});

files.post('/imports', upload.single('file'), async (req, res) => {
  const rows = await readFile(req.file.path, 'utf8');
  await unlink(req.file.path);
  res.json({ rows: rows.length });
});
"""
            },
        ),
        Example(
            {
                "internal/files/files.go": """\
package files

import (
	"archive/zip"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

const root = "/srv/files"

func Show(w http.ResponseWriter, r *http.Request) {
	name := r.URL.Query().Get("name")
	if !filepath.IsLocal(name) {
		http.Error(w, "not found", http.StatusNotFound)
		return
	}
	data, _ := os.ReadFile(filepath.Join(root, name))
	w.Write(data)
}

func Avatar(w http.ResponseWriter, r *http.Request) {
	http.ServeFile(w, r, filepath.Join(root, filepath.Base(r.PathValue("name"))))
}

func Rooted(w http.ResponseWriter, r *http.Request) {
	http.ServeFile(w, r, filepath.Join(root, filepath.Clean("/"+r.PathValue("name"))))
}

func Invoice(w http.ResponseWriter, r *http.Request) {
	id, err := strconv.Atoi(r.PathValue("id"))
	if err != nil {
		http.Error(w, "bad id", http.StatusBadRequest)
		return
	}
	http.ServeFile(w, r, filepath.Join(root, strconv.Itoa(id)+".pdf"))
}

func Unzip(archive, target string) error {
	reader, err := zip.OpenReader(archive)
	if err != nil {
		return err
	}
	for _, f := range reader.File {
		path := filepath.Join(target, f.Name)
		if !strings.HasPrefix(path, filepath.Clean(target)+string(os.PathSeparator)) {
			continue
		}
		if _, err := os.Create(path); err != nil {
			return err
		}
	}
	return nil
}
"""
            },
        ),
    ),
)
