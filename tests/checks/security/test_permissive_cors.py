"""CORS set-ups that let everyone in, and those that do not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

RULE = "security/permissive-cors"

PYTHON = {
    "regex": """
from fastapi.middleware.cors import CORSMiddleware
app.add_middleware(CORSMiddleware, allow_origin_regex=".*", allow_credentials=True)  # <-- here
app.add_middleware(CORSMiddleware, allow_origin_regex=r"https://.*\\.example\\.com", allow_credentials=True)
""",
    "constant list": """
from starlette.middleware.cors import CORSMiddleware
ORIGINS = ["*"]
app.add_middleware(CORSMiddleware, allow_origins=ORIGINS, allow_credentials=True)  # <-- here
""",
    "django": """
CORS_ALLOW_ALL_ORIGINS = True  # <-- here
CORS_ALLOW_CREDENTIALS = True
""",
    "django public": """
CORS_ALLOW_ALL_ORIGINS = True
""",
    "resources": """
from flask_cors import CORS
CORS(app, resources={r"/api/*": {"origins": "*"}}, supports_credentials=True)  # <-- here
CORS(app, resources={r"/api/*": {"origins": ["https://a.example"]}}, supports_credentials=True)
""",
    "reflected with an allow-list": """
from flask import request
ALLOWED = {"https://a.example"}
def after(response):
    origin = request.headers.get("Origin")
    if origin in ALLOWED:
        response.headers["Access-Control-Allow-Origin"] = origin
        response.headers["Access-Control-Allow-Credentials"] = "true"
    return response
""",
}
TYPESCRIPT = {
    "functions": """
import cors from 'cors';
app.use(cors({ origin: (origin, cb) => cb(null, true), credentials: true }));  // <-- here
app.enableCors({ origin: '*', credentials: true });  // <-- here
app.enableCors({ origin: process.env.ORIGIN, credentials: true });
app.use(cors({ origin: '*' }));
app.use(cors({ origin: process.env.NODE_ENV === 'production' ? list : true, credentials: true }));
""",
    "options in a variable": """
import cors from 'cors';
const options = {
  origin: '*',  // <-- here
  credentials: true,
};
app.use(cors(options));
""",
    "fastify": """
import cors from '@fastify/cors';
app.register(cors, { origin: true, credentials: true });  // <-- here
""",
}


@pytest.mark.parametrize("name", PYTHON)
def test_python_origins_are_judged_rightly(name: str, expect: Callable[..., None]) -> None:
    expect(RULE, "app/thing.py", PYTHON[name])


@pytest.mark.parametrize("name", TYPESCRIPT)
def test_typescript_origins_are_judged_rightly(name: str, expect: Callable[..., None]) -> None:
    expect(RULE, "src/thing.ts", TYPESCRIPT[name])
