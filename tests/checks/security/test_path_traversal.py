"""Ways that real code writes path traversal, and look-alikes that are fine."""

from __future__ import annotations

import pytest

RULE = "security/path-traversal"

PYTHON = {
    "django view with a path parameter": """
from django.http import FileResponse
import os
MEDIA = "/srv/media"
def download(request, filename):
    path = os.path.join(MEDIA, filename)
    return FileResponse(open(path, "rb"))  # <-- here
""",
    "django query parameter": """
from django.conf import settings
from django.http import HttpResponse
class Export:
    def get(self, request):
        name = request.GET.get("file")
        with open(settings.MEDIA_ROOT + "/" + name) as f:  # <-- here
            return HttpResponse(f.read())
""",
    "body field": """
from flask import request
import shutil
def copy():
    data = request.get_json()
    shutil.copy("/srv/a", f"/srv/{data['target']}")  # <-- here
""",
    "pathlib join": """
from pathlib import Path
from flask import request
def read():
    p = Path("/srv").joinpath(request.args["p"])
    return p.read_text()  # <-- here
""",
    "rmtree of a header": """
import shutil
from flask import request
def wipe():
    shutil.rmtree("/cache/" + request.headers["X-Tenant"])  # <-- here
""",
    "naive strip of dots keeps the way open": """
import os
from flask import request
def read():
    name = os.path.normpath(request.args["name"])
    return open(os.path.join("/srv", name)).read()  # <-- here
""",
    "an existence test is no guard": """
import os
from flask import request
def read():
    path = os.path.join("/srv", request.args["name"])
    if not os.path.exists(path):
        return "", 404
    return open(path).read()  # <-- here
""",
    "extension test is no guard": """
import os
from flask import request
def read():
    name = request.args["name"]
    if not name.endswith(".csv"):
        return "", 400
    return open(os.path.join("/srv", name)).read()  # <-- here
""",
    "class method helper": """
from flask import request
class Store:
    root = "/srv"
    def _open(self, name):
        return open(self.root + "/" + name)  # <-- here
    def post(self):
        return self._open(request.form["name"]).read()
""",
    "pydantic body": """
from fastapi import APIRouter
from pydantic import BaseModel
router = APIRouter()
class Job(BaseModel):
    template: str
@router.post("/render")
def render(job: Job):
    with open(f"templates/{job.template}") as f:  # <-- here
        return f.read()
""",
    "trusted extraction filter": """
import tarfile
def unpack(p, d):
    with tarfile.open(p) as t:
        t.extractall(d, filter="fully_trusted")  # <-- here
""",
    "unpack_archive": """
import shutil
def unpack(upload, d):
    shutil.unpack_archive(upload, d)  # <-- here
""",
    # --- fine
    "imported validator": """
from flask import request
from app.paths import ensure_inside
def read():
    path = "/srv/" + request.args["name"]
    ensure_inside("/srv", path)
    return open(path).read()
""",
    "imported cleaner": """
from flask import request
from app.paths import clean_filename
def read():
    return open("/srv/" + clean_filename(request.args["name"])).read()
""",
    "local resolver with the test inside": """
from pathlib import Path
from flask import request, abort
ROOT = Path("/srv").resolve()
def _resolve(name):
    target = (ROOT / name).resolve()
    if ROOT not in target.parents:
        abort(404)
    return target
def read():
    return _resolve(request.args["name"]).read_text()
""",
    "relative_to raises": """
from pathlib import Path
from flask import request
ROOT = Path("/srv").resolve()
def read():
    target = (ROOT / request.args["name"]).resolve()
    try:
        target.relative_to(ROOT)
    except ValueError:
        return "", 404
    return target.read_text()
""",
    "dots refused": """
from flask import request, abort
def read():
    name = request.args["name"]
    if ".." in name or name.startswith("/"):
        abort(400)
    return open("/srv/" + name).read()
""",
    "pattern": """
import re
from flask import request, abort
NAME = re.compile(r"^[a-z0-9_-]+$")
def read():
    name = request.args["name"]
    if not NAME.match(name):
        abort(400)
    return open(f"/srv/{name}.json").read()
""",
    "listed": """
import os
from flask import request, abort
def read():
    name = request.args["name"]
    if name not in os.listdir("/srv"):
        abort(404)
    return open("/srv/" + name).read()
""",
    "bare name of a path": """
from pathlib import Path
from flask import request
def store():
    f = request.files["f"]
    f.save(Path("/srv") / Path(f.filename).name)
""",
    "row from the database": """
from flask import request, send_file
from app.models import Report
def send():
    report = Report.query.filter_by(slug=request.args["slug"]).first_or_404()
    return send_file(report.path)
""",
    "command-line tool": """
import argparse, sys
def main():
    parser = argparse.ArgumentParser()
    args = parser.parse_args()
    open(sys.argv[1]).read()
    return open(args.path).read()
""",
    "substitution": """
import re
from flask import request
def store():
    name = re.sub(r"[^A-Za-z0-9_.-]", "_", request.args["name"])
    open("/srv/" + name, "w").write("x")
""",
    "hash of the name": """
import hashlib
from flask import request
def store():
    key = hashlib.sha256(request.args["u"].encode()).hexdigest()
    open("/cache/" + key, "wb").write(b"")
""",
    "content, not path": """
from flask import request
def store():
    with open("/srv/log.txt", "a") as f:
        f.write(request.args["line"])
""",
    "enum": """
from enum import Enum
from fastapi import APIRouter
router = APIRouter()
class Kind(str, Enum):
    A = "a"
@router.get("/x/{kind}")
def x(kind: Kind):
    return open(f"/srv/{kind.value}.txt").read()
""",
    "fixed dictionary with default": """
from flask import request
FILES = {"a": "/srv/a.txt"}
def x():
    return open(FILES.get(request.args["k"], "/srv/none.txt")).read()
""",
    "members filtered": """
import tarfile
def safe_members(t):
    return [m for m in t.getmembers() if not m.name.startswith(("/", ".."))]
def unpack(p, d):
    with tarfile.open(p) as t:
        t.extractall(d, members=safe_members(t))
""",
}

TYPESCRIPT = {
    "fs.promises": """
import { promises as fs } from 'fs';
export async function show(req, res) {
  const data = await fs.readFile('./data/' + req.query.file);  // <-- here
  res.send(data);
}
""",
    "stream to response": """
const fs = require('fs');
const path = require('path');
exports.get = (req, res) => {
  const p = path.join(__dirname, '..', 'files', req.params[0]);
  fs.createReadStream(p).pipe(res);  // <-- here
};
""",
    "nest param": """
import { Controller, Get, Param, Res } from '@nestjs/common';
import { createReadStream } from 'fs';
import { join } from 'path';
@Controller('files')
export class FilesController {
  @Get(':name')
  get(@Param('name') name: string) {
    return createReadStream(join(process.cwd(), 'files', name));  // <-- here
  }
}
""",
    "next route handler": """
import fs from 'node:fs/promises';
export async function GET(request: Request, { params }: { params: { slug: string } }) {
  const text = await fs.readFile(`content/${params.slug}.md`, 'utf8');  // <-- here
  return new Response(text);
}
""",
    "sendFile without root": """
app.get('/f', (req, res) => {
  res.sendFile(path.join(__dirname, 'public', req.query.f as string));  // <-- here
});
""",
    "koa": """
const fs = require('fs');
router.get('/f', async (ctx) => {
  ctx.body = fs.readFileSync('/srv/' + ctx.query.f);  // <-- here
});
""",
    "original name of an upload": """
import fs from 'fs';
app.post('/u', upload.single('f'), (req, res) => {
  fs.renameSync(req.file.path, `/srv/uploads/${req.file.originalname}`);  // <-- here
  res.end();
});
""",
    # --- fine
    "regex": """
import fs from 'fs';
app.get('/f/:id', (req, res) => {
  const { id } = req.params;
  if (!/^[a-z0-9-]+$/i.test(id)) return res.sendStatus(400);
  res.send(fs.readFileSync(`/srv/${id}.json`));
});
""",
    "replace of all else": """
import fs from 'fs';
app.get('/f/:id', (req, res) => {
  const id = req.params.id.replace(/[^a-zA-Z0-9_-]/g, '');
  res.send(fs.readFileSync(`/srv/${id}.json`));
});
""",
    "relative": """
import fs from 'fs';
import path from 'path';
function inside(root: string, p: string) {
  const rel = path.relative(root, p);
  return !rel.startsWith('..') && !path.isAbsolute(rel);
}
app.get('/f', (req, res) => {
  const full = path.resolve('/srv', req.query.p as string);
  const rel = path.relative('/srv', full);
  if (rel.startsWith('..') || path.isAbsolute(rel)) return res.sendStatus(403);
  res.send(fs.readFileSync(full));
});
""",
    "own helper": """
import fs from 'fs';
import { resolveSafe } from './paths';
app.get('/f', (req, res) => {
  res.send(fs.readFileSync(resolveSafe('/srv', req.query.p)));
});
""",
    "zod": """
import fs from 'fs';
import { z } from 'zod';
const q = z.object({ name: z.string().regex(/^[a-z]+$/) });
app.get('/f', (req, res) => {
  const { name } = q.parse(req.query);
  res.send(fs.readFileSync(`/srv/${name}`));
});
""",
    "numeric": """
import fs from 'fs';
app.get('/f/:id', (req, res) => {
  const id = Number(req.params.id);
  res.send(fs.readFileSync(`/srv/${id}.json`));
});
""",
    "config": """
import fs from 'fs';
export function load(file: string) { return JSON.parse(fs.readFileSync(file, 'utf8')); }
load(process.env.CONFIG ?? 'config.json');
""",
}

GO = {
    "echo": """
package main
import ("os"; "github.com/labstack/echo/v4")
func h(c echo.Context) error {
	b, err := os.ReadFile("./data/" + c.QueryParam("f")) // <-- here
	return c.Blob(200, "text/plain", b)
}
""",
    "decoded body": """
package main
import ("encoding/json"; "net/http"; "os"; "path")
type in struct { Name string }
func h(w http.ResponseWriter, r *http.Request) {
	var body in
	json.NewDecoder(r.Body).Decode(&body)
	os.WriteFile(path.Join("/srv", body.Name), nil, 0o600) // <-- here
}
""",
    "mux vars": """
package main
import ("net/http"; "os"; "path/filepath"; "github.com/gorilla/mux")
func h(w http.ResponseWriter, r *http.Request) {
	vars := mux.Vars(r)
	f, err := os.Open(filepath.Join("/srv", vars["name"])) // <-- here
	_ = f
	_ = err
}
""",
    "contains dots refused": """
package main
import ("net/http"; "os"; "path/filepath"; "strings")
func h(w http.ResponseWriter, r *http.Request) {
	name := r.FormValue("name")
	if strings.Contains(name, "..") {
		return
	}
	os.Open(filepath.Join("/srv", name))
}
""",
    "multipart name is bare": """
package main
import ("path/filepath"; "github.com/gin-gonic/gin")
func h(c *gin.Context) {
	file, _ := c.FormFile("f")
	c.SaveUploadedFile(file, filepath.Join("/srv", filepath.Base(file.Filename)))
}
""",
    "config path": """
package main
import "os"
func Load(path string) ([]byte, error) { return os.ReadFile(path) }
""",
}


@pytest.mark.parametrize("name", PYTHON)
def test_python(expect, name):  # type: ignore[no-untyped-def]
    expect(RULE, "app/views.py", PYTHON[name])


@pytest.mark.parametrize("name", TYPESCRIPT)
def test_typescript(expect, name):  # type: ignore[no-untyped-def]
    expect(RULE, "src/routes.ts", TYPESCRIPT[name])


@pytest.mark.parametrize("name", GO)
def test_go(expect, name):  # type: ignore[no-untyped-def]
    expect(RULE, "internal/http/files.go", GO[name])


def test_a_project_of_python_3_14_extracts_safely_by_default(expect):  # type: ignore[no-untyped-def]
    text = "import tarfile\ndef f(p, d):\n    with tarfile.open(p) as t:\n        t.extractall(d)\n"
    expect(RULE, "app/x.py", text, others={"pyproject.toml": '[project]\nrequires-python = ">=3.14"\n'})


def test_a_folder_made_before_the_write_is_no_finding_of_its_own(expect) -> None:
    expect(
        RULE,
        "app/upload.py",
        """
from pathlib import Path
from flask import request
def store():
    sent = request.files["file"]
    target = Path("/srv") / sent.filename
    target.parent.mkdir(parents=True, exist_ok=True)
    sent.save(target)  # <-- here
    return target.read_bytes()
""",
    )


def test_a_method_of_a_declared_helper_is_entered_from_the_route(expect) -> None:
    expect(
        RULE,
        "app/exports.py",
        """
from fastapi import APIRouter
router = APIRouter()
class Files:
    def __init__(self, root):
        self.root = root
    def read(self, name):
        with open(f"{self.root}/{name}.json") as file:  # <-- here
            return file.read()
@router.get("/summary")
async def summary(name: str, store: Files):
    return store.read(name)
""",
    )


def test_members_of_piped_and_iterated_archives_are_followed(expect) -> None:
    expect(
        RULE,
        "lib/themes.js",
        """
const fs = require('fs');
const unzipper = require('unzipper');
async function install(stream, target) {
  const entries = stream.pipe(unzipper.Parse({ forceStream: true }));
  for await (const entry of entries) {
    entry.pipe(fs.createWriteStream(target + '/' + entry.path)); // <-- here
  }
}
""",
    )
    expect(
        RULE,
        "app/services/installer.rb",
        """
require "zip"
class Installer
  def call(upload)
    Zip::File.open(upload.path) do |archive|
      archive.each do |entry|
        target = File.join(@root, entry.name)
        FileUtils.mkdir_p(File.dirname(target))
        File.binwrite(target, entry.get_input_stream.read) # <-- here
      end
    end
  end
end
""",
    )
