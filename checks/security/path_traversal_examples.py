"""Examples of the rule path traversal, by language."""

from checks.rules import Example

BAD = (
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
    Example(
        {
            "src/main/java/shop/files/FileController.java": """\
package shop.files;

import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.UrlResource;
import org.springframework.util.StringUtils;
import org.springframework.web.bind.annotation.*;
import org.springframework.web.multipart.MultipartFile;

@RestController
@RequestMapping("/files")
class FileController {
    private static final String ROOT = "/srv/files";
    private final Path uploads = Paths.get("/srv/uploads");

    @GetMapping("/{name}")
    byte[] show(@PathVariable String name) throws Exception {
        return Files.readAllBytes(Paths.get(ROOT, name)); // <-- here
    }

    @GetMapping("/download")
    Resource download(@RequestParam("file") String fileName) throws Exception {
        Path path = uploads.resolve(fileName).normalize();
        return new UrlResource(path.toUri()); // <-- here
    }

    @GetMapping("/report")
    Resource report(@RequestParam String report) {
        return new FileSystemResource(ROOT + "/reports/" + report + ".pdf"); // <-- here
    }

    @PostMapping
    void upload(@RequestParam MultipartFile file) throws Exception {
        String name = StringUtils.cleanPath(file.getOriginalFilename());
        Files.copy(file.getInputStream(), uploads.resolve(name)); // <-- here
        file.transferTo(new File(ROOT, file.getOriginalFilename())); // <-- here
    }

    @DeleteMapping("/{name}")
    void remove(@PathVariable String name) {
        File target = new File(ROOT + File.separator + name);
        target.delete(); // <-- here
    }

    void unzip(InputStream archive, File target) throws Exception {
        ZipInputStream zip = new ZipInputStream(archive);
        ZipEntry entry;
        while ((entry = zip.getNextEntry()) != null) {
            File file = new File(target, entry.getName());
            zip.transferTo(new FileOutputStream(file)); // <-- here
        }
    }
}
"""
        },
        sites=7,
    ),
    Example(
        {
            "app/controllers/files_controller.rb": """\
class FilesController < ApplicationController
  UPLOADS = Rails.root.join("uploads")

  def show
    send_file Rails.root.join("files", params[:name]) # <-- here
  end

  def report
    path = "/srv/reports/#{params[:report]}.pdf"
    send_data File.binread(path), type: "application/pdf" # <-- here
  end

  def create
    upload = params[:file]
    File.open(UPLOADS.join(upload.original_filename), "wb") do |file| # <-- here
      file.write(upload.read)
    end
  end

  def destroy
    FileUtils.rm_f(File.join("/srv/files", params[:name])) # <-- here
    head :no_content
  end

  def note
    render plain: read_note(params[:id])
  end

  private

  def read_note(id)
    File.read("/srv/notes/#{id}.md") # <-- here
  end
end
"""
        },
        sites=5,
    ),
    Example(
        {
            "app/Http/Controllers/FileController.php": """\
<?php

namespace App\\Http\\Controllers;

use Illuminate\\Http\\Request;

class FileController extends Controller
{
    public function show(Request $request)
    {
        $name = $request->query('name');
        return response()->download(storage_path('files/' . $name)); // <-- here
    }

    public function page()
    {
        include 'pages/' . $_GET['page'] . '.php'; // <-- here
    }

    public function read(Request $request): string
    {
        $path = sprintf('/srv/notes/%s.md', $request->input('note'));
        return file_get_contents($path); // <-- here
    }

    public function upload(): void
    {
        $target = '/srv/uploads/' . $_POST['folder'] . '/' . basename($_FILES['file']['name']);
        move_uploaded_file($_FILES['file']['tmp_name'], $target); // <-- here
    }

    public function remove(Request $request): void
    {
        unlink("/srv/files/{$request->input('name')}"); // <-- here
    }

    public function unzip(string $archive, string $target): void
    {
        $zip = new \\ZipArchive();
        $zip->open($archive);
        for ($i = 0; $i < $zip->numFiles; $i++) {
            $name = $zip->getNameIndex($i);
            file_put_contents($target . '/' . $name, $zip->getFromIndex($i)); // <-- here
        }
    }
}
"""
        },
        sites=6,
    ),
    Example(
        {
            "src/files.rs": """\
use actix_files::NamedFile;
use axum::extract::{Path, Query};
use std::fs;
use std::path::PathBuf;

#[derive(serde::Deserialize)]
struct Download {
    file: String,
}

async fn show(Path(name): Path<String>) -> String {
    fs::read_to_string(format!("/srv/files/{name}")).unwrap_or_default() // <-- here
}

async fn download(Query(query): Query<Download>) -> std::io::Result<Vec<u8>> {
    let path = PathBuf::from("/srv/files").join(&query.file);
    tokio::fs::read(path).await // <-- here
}

async fn remove(Path(name): Path<String>) -> std::io::Result<()> {
    let mut path = PathBuf::from("/srv/files");
    path.push(&name);
    fs::remove_file(&path) // <-- here
}

async fn send(query: actix_web::web::Query<Download>) -> std::io::Result<NamedFile> {
    NamedFile::open(format!("static/{}", query.file)) // <-- here
}
"""
        },
        sites=4,
    ),
    Example(
        {
            "src/Files/FilesController.cs": """\
using System.IO.Compression;
using Microsoft.AspNetCore.Mvc;

namespace Shop.Files;

[ApiController]
[Route("files")]
public class FilesController : ControllerBase
{
    private const string Root = "/srv/files";

    [HttpGet("{name}")]
    public IActionResult Show(string name)
    {
        var bytes = System.IO.File.ReadAllBytes(Path.Combine(Root, name)); // <-- here
        return File(bytes, "application/octet-stream");
    }

    [HttpGet("download")]
    public IActionResult Download([FromQuery] string file)
    {
        return PhysicalFile($"{Root}/{file}", "application/pdf"); // <-- here
    }

    [HttpPost]
    public async Task<IActionResult> Upload(IFormFile file)
    {
        var target = Path.Combine(Root, file.FileName);
        using var stream = new FileStream(target, FileMode.Create); // <-- here
        await file.CopyToAsync(stream);
        return Ok();
    }

    [HttpDelete("{name}")]
    public IActionResult Remove(string name)
    {
        System.IO.File.Delete(Root + "/" + name); // <-- here
        return NoContent();
    }

    [HttpGet("note")]
    public string Note()
    {
        using var reader = new StreamReader(Path.Combine(Root, Request.Query["name"])); // <-- here
        return reader.ReadToEnd();
    }

    public void Unzip(string archive, string target)
    {
        using var zip = ZipFile.OpenRead(archive);
        foreach (ZipArchiveEntry entry in zip.Entries)
        {
            entry.ExtractToFile(Path.Combine(target, entry.FullName)); // <-- here
        }
    }
}
"""
        },
        sites=6,
    ),
    Example(
        {
            "src/main/kotlin/shop/files/FileRoutes.kt": """\
package shop.files

import io.ktor.http.content.*
import io.ktor.server.application.*
import io.ktor.server.request.*
import io.ktor.server.response.*
import io.ktor.server.routing.*
import java.io.File
import java.nio.file.Files
import java.nio.file.Paths
import org.springframework.web.bind.annotation.*

private val root = File("/srv/files")

fun Route.files() {
    get("/files/{name}") {
        val name = call.parameters["name"]!!
        call.respondFile(File(root, name)) // <-- here
    }
    get("/notes") {
        val note = call.request.queryParameters["note"] ?: ""
        call.respondText(File("/srv/notes/$note.md").readText()) // <-- here
    }
    delete("/files/{name}") {
        root.resolve(call.parameters["name"]!!).delete() // <-- here
    }
}

@RestController
class FileController {
    @GetMapping("/reports/{report}")
    fun report(@PathVariable report: String): ByteArray =
        Files.readAllBytes(Paths.get("/srv/reports", report)) // <-- here

    @PostMapping("/files")
    fun save(@RequestParam name: String, @RequestBody text: String) {
        val target = File("/srv/files/" + name)
        target.writeText(text) // <-- here
        File(root, name).inputStream().use { it.readBytes() } // <-- here
    }
}
"""
        },
        sites=6,
    ),
)

GOOD = (
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
    Example(
        {
            "src/main/java/shop/files/FileController.java": """\
package shop.files;

import java.io.File;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Set;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.commons.io.FilenameUtils;
import org.springframework.core.io.Resource;
import org.springframework.core.io.UrlResource;
import org.springframework.util.StringUtils;
import org.springframework.web.bind.annotation.*;
import org.springframework.web.multipart.MultipartFile;

@RestController
@RequestMapping("/files")
class FileController {
    private static final Set<String> LOCALES = Set.of("en", "de");
    private final Path uploads = Paths.get("/srv/uploads");

    @GetMapping("/{name}")
    byte[] show(@PathVariable String name) throws Exception {
        Path path = uploads.resolve(name).normalize();
        if (!path.startsWith(uploads)) {
            throw new IllegalArgumentException("outside of the folder");
        }
        return Files.readAllBytes(path);
    }

    @GetMapping("/canonical/{name}")
    byte[] canonical(@PathVariable String name) throws Exception {
        File file = new File("/srv/files", name);
        if (!file.getCanonicalPath().startsWith("/srv/files/")) {
            throw new IllegalArgumentException("outside of the folder");
        }
        return Files.readAllBytes(file.toPath());
    }

    @GetMapping("/invoices/{id}")
    Resource invoice(@PathVariable UUID id, @RequestParam int page) throws Exception {
        return new UrlResource(uploads.resolve(id + "-" + page + ".pdf").toUri());
    }

    @GetMapping("/locales/{locale}")
    String locale(@PathVariable String locale) throws Exception {
        if (!LOCALES.contains(locale)) {
            throw new IllegalArgumentException("no such locale");
        }
        return Files.readString(Path.of("/srv/locales/" + locale + ".json"));
    }

    @PostMapping
    void upload(@RequestParam MultipartFile file) throws Exception {
        Files.copy(file.getInputStream(), uploads.resolve(UUID.randomUUID() + ".bin"));
        file.transferTo(uploads.resolve(FilenameUtils.getName(file.getOriginalFilename())));
        String name = StringUtils.cleanPath(file.getOriginalFilename());
        if (name.contains("..")) {
            throw new IllegalArgumentException("not a plain name");
        }
        Files.write(uploads.resolve(name), file.getBytes());
    }

    void unzip(InputStream archive, File target) throws Exception {
        ZipInputStream zip = new ZipInputStream(archive);
        ZipEntry entry;
        while ((entry = zip.getNextEntry()) != null) {
            File file = new File(target, entry.getName());
            if (!file.getCanonicalPath().startsWith(target.getCanonicalPath() + File.separator)) {
                throw new IllegalArgumentException("outside of the folder");
            }
            zip.transferTo(new FileOutputStream(file));
        }
    }
}
"""
        },
    ),
    Example(
        {
            "app/controllers/files_controller.rb": """\
class FilesController < ApplicationController
  ROOT = "/srv/files"
  LOCALES = %w[en de].freeze

  def show
    path = File.expand_path(params[:name], ROOT)
    return head :not_found unless path.start_with?("#{ROOT}/")

    send_file path
  end

  def avatar
    send_file File.join(ROOT, File.basename(params[:name]))
  end

  def invoice
    send_file Rails.root.join("invoices", "#{params[:id].to_i}.pdf")
  end

  def locale
    return head :not_found unless LOCALES.include?(params[:locale])

    render json: File.read(Rails.root.join("locales", "#{params[:locale]}.json"))
  end

  def attachment
    send_file Attachment.find(params[:id]).path
  end
end
"""
        },
    ),
    Example(
        {
            "app/Http/Controllers/FileController.php": """\
<?php

namespace App\\Http\\Controllers;

use Illuminate\\Http\\Request;
use Illuminate\\Support\\Facades\\Storage;
use Illuminate\\Support\\Str;

class FileController extends Controller
{
    private const PAGES = ['home', 'about'];

    public function show(Request $request)
    {
        return response()->download('/srv/files/' . basename($request->query('name')));
    }

    public function page()
    {
        $page = $_GET['page'] ?? 'home';
        if (!in_array($page, self::PAGES, true)) {
            abort(404);
        }
        include 'pages/' . $page . '.php';
    }

    public function read(Request $request): string
    {
        $path = realpath('/srv/notes/' . $request->input('note'));
        if ($path === false || !str_starts_with($path, '/srv/notes/')) {
            abort(404);
        }
        return file_get_contents($path);
    }

    public function upload(Request $request): string
    {
        move_uploaded_file($_FILES['file']['tmp_name'], '/srv/uploads/' . bin2hex(random_bytes(16)));
        require_once __DIR__ . '/helpers.php';
        return $request->file('avatar')->store('avatars');
    }

    public function invoice(int $id)
    {
        return response()->file("/srv/invoices/{$id}.pdf");
    }

    public function stored(Request $request)
    {
        return Storage::disk('local')->download($request->query('name'));
    }
}
"""
        },
    ),
    Example(
        {
            "src/files.rs": """\
use axum::extract::Path;
use std::fs;
use std::path::PathBuf;
use uuid::Uuid;

const ROOT: &str = "/srv/files";

async fn show(Path(name): Path<String>) -> Result<String, Error> {
    if name.contains("..") || name.contains('/') {
        return Err(Error::NotFound);
    }
    Ok(fs::read_to_string(format!("{ROOT}/{name}"))?)
}

async fn canonical(Path(name): Path<String>) -> Result<String, Error> {
    let path = PathBuf::from(ROOT).join(name).canonicalize()?;
    if !path.starts_with(ROOT) {
        return Err(Error::NotFound);
    }
    Ok(fs::read_to_string(path)?)
}

async fn invoice(Path(id): Path<u64>) -> Result<Vec<u8>, Error> {
    Ok(tokio::fs::read(format!("{ROOT}/invoices/{id}.pdf")).await?)
}

async fn avatar(Path(id): Path<Uuid>) -> Result<Vec<u8>, Error> {
    Ok(fs::read(format!("{ROOT}/avatars/{id}.png"))?)
}

fn settings(path: &str) -> std::io::Result<String> {
    fs::read_to_string(path)
}
"""
        },
    ),
    Example(
        {
            "src/Files/FilesController.cs": """\
using System.IO.Compression;
using Microsoft.AspNetCore.Mvc;

namespace Shop.Files;

[ApiController]
[Route("files")]
public class FilesController : ControllerBase
{
    private const string Root = "/srv/files/";
    private static readonly HashSet<string> Locales = new() { "en", "de" };

    [HttpGet("{name}")]
    public IActionResult Show(string name)
    {
        var path = Path.GetFullPath(Path.Combine(Root, name));
        if (!path.StartsWith(Root, StringComparison.Ordinal))
        {
            return NotFound();
        }
        return PhysicalFile(path, "application/pdf");
    }

    [HttpGet("invoices/{id:guid}")]
    public IActionResult Invoice(Guid id, [FromQuery] int page)
    {
        return PhysicalFile(Path.Combine(Root, $"{id}-{page}.pdf"), "application/pdf");
    }

    [HttpGet("locales/{locale}")]
    public IActionResult Locale(string locale)
    {
        if (!Locales.Contains(locale))
        {
            return NotFound();
        }
        return Ok(System.IO.File.ReadAllText(Path.Combine(Root, locale + ".json")));
    }

    [HttpPost]
    public async Task<IActionResult> Upload(IFormFile file)
    {
        using var stream = new FileStream(Path.Combine(Root, Path.GetRandomFileName()), FileMode.Create);
        await file.CopyToAsync(stream);
        using var named = System.IO.File.Create(Path.Combine(Root, Path.GetFileName(file.FileName)));
        using var reader = new StreamReader(file.OpenReadStream());
        using var body = new StreamReader(Request.Body);
        return Ok(await body.ReadToEndAsync());
    }

    public void Unzip(string archive, string target)
    {
        ZipFile.ExtractToDirectory(archive, target);
        using var zip = ZipFile.OpenRead(archive);
        foreach (var entry in zip.Entries)
        {
            var path = Path.GetFullPath(Path.Combine(target, entry.FullName));
            if (path.StartsWith(target, StringComparison.Ordinal))
            {
                entry.ExtractToFile(path);
            }
        }
    }
}
"""
        },
    ),
    Example(
        {
            "src/main/kotlin/shop/files/FileRoutes.kt": """\
package shop.files

import io.ktor.server.application.*
import io.ktor.server.response.*
import io.ktor.server.routing.*
import java.io.File
import java.nio.file.Files
import java.nio.file.Paths
import java.util.UUID
import org.springframework.web.bind.annotation.*

private val root = File("/srv/files")
private val locales = setOf("en", "de")

fun Route.files() {
    get("/files/{name}") {
        val file = root.resolve(call.parameters["name"]!!).canonicalFile
        if (!file.startsWith(root)) {
            return@get call.respond(404)
        }
        call.respondFile(file)
    }
    get("/safe/{name}") {
        call.respondFile(root, call.parameters["name"]!!)
    }
    get("/locales/{locale}") {
        val locale = call.parameters["locale"]!!
        if (locale !in locales) {
            return@get call.respond(404)
        }
        call.respondText(File("/srv/locales/$locale.json").readText())
    }
}

@RestController
class FileController {
    @GetMapping("/reports/{id}")
    fun report(@PathVariable id: UUID, @RequestParam page: Int): ByteArray =
        Files.readAllBytes(Paths.get("/srv/reports", "$id-$page.pdf"))

    @GetMapping("/files/{name}")
    fun show(@PathVariable name: String): ByteArray = File(root, File(name).name).readBytes()
}

fun settings(path: String): String = File(path).readText()
"""
        },
    ),
)
