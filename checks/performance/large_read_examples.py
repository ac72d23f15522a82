"""Examples of whole reads of what comes from outside."""

from __future__ import annotations

from checks.rules import Example

BAD = (
    Example(
        {
            "api/files.py": """\
import requests
from fastapi import APIRouter, UploadFile
from flask import request

router = APIRouter()


@router.post("/files")
async def upload(file: UploadFile):
    return len(await file.read())  # <-- here


def import_rows():
    upload = request.files["rows"]
    return upload.read().decode().splitlines()  # <-- here


def picture(url):
    response = requests.get(url, timeout=5)
    return response.content  # <-- here
"""
        },
        sites=3,
    ),
    Example(
        {
            "src/uploads.ts": """\
import multer from 'multer';

const upload = multer({ storage: multer.memoryStorage() }); // <-- here

export function body(req) {
  return new Promise((resolve) => {
    let text = '';
    req.on('data', (chunk) => { text += chunk; }); // <-- here
    req.on('end', () => resolve(text));
  });
}
"""
        },
        sites=2,
    ),
    Example(
        {
            "api/hooks.go": """\
package api

import (
	"io"
	"net/http"
)

func Hook(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body) // <-- here
	if err != nil {
		http.Error(w, "cannot read", http.StatusBadRequest)
		return
	}
	accept(body)
}
"""
        },
        sites=1,
    ),
    Example(
        {
            "src/main/java/shop/Ingest.java": """\
package shop;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;

class Ingest {
    byte[] body(HttpServletRequest request) throws IOException {
        return request.getInputStream().readAllBytes(); // <-- here
    }
}
"""
        },
        sites=1,
    ),
)

GOOD = (
    Example(
        {
            "api/files.py": """\
import requests
from fastapi import APIRouter, HTTPException, UploadFile

router = APIRouter()
MAX_BYTES = 1 << 20


@router.post("/files")
async def upload(file: UploadFile):
    if file.size is None or file.size > MAX_BYTES:
        raise HTTPException(413)
    return len(await file.read())


def rates():
    return requests.get("https://rates.example.com/latest", timeout=5).content


def template(path):
    with open(path) as file:
        return file.read()
"""
        },
        sites=1,
    ),
    Example(
        {
            "src/uploads.ts": """\
import multer from 'multer';

const upload = multer({ storage: multer.memoryStorage(), limits: { fileSize: 1 << 20 } });
const toDisk = multer({ dest: 'uploads' });

export async function profile(id: string) {
  const res = await fetch(`https://api.example.com/profiles/${id}`);
  return res.arrayBuffer();
}
"""
        },
    ),
    Example(
        {
            "api/hooks.go": """\
package api

import (
	"io"
	"net/http"
)

func Hook(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, 1<<20)
	body, err := io.ReadAll(r.Body)
	if err != nil {
		http.Error(w, "too large", http.StatusRequestEntityTooLarge)
		return
	}
	accept(body)
}
"""
        },
        sites=1,
    ),
    Example(
        {
            "src/main/java/shop/Ingest.java": """\
package shop;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;

class Ingest {
    byte[] body(HttpServletRequest request) throws IOException {
        return request.getInputStream().readNBytes(1 << 20);
    }
}
"""
        },
    ),
)
