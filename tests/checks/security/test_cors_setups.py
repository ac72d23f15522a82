"""Cross-origin set-ups that are not one call with its options, and the allow-list tests that make them fine."""

from __future__ import annotations

import pytest

from checks.changes import in_memory
from checks.engine import review

RULE = "security/permissive-cors"

OPTIONS = """import type { CorsOptions } from 'cors';

export const options: CorsOptions = {
  origin: %s,
  credentials: true,
};
"""
HEADERS = """export function allow(req, res, next) {
  const { origin } = req.headers;
  %s
  res.setHeader('Access-Control-Allow-Origin', origin);
  res.setHeader('Access-Control-Allow-Credentials', 'true');
  next();
}
"""
NEXT = """module.exports = {
  async headers() {
    return [{ source: '/api/:path*', headers: [
      { key: 'Access-Control-Allow-Credentials', value: 'true' },
      { key: 'Access-Control-Allow-Origin', value: '%s' },
    ] }];
  },
};
"""
GIN = """package web

import "github.com/gin-contrib/cors"

func config() cors.Config {
	config := cors.DefaultConfig()
	config.AllowAllOrigins = true
	config.AllowCredentials = %s
	return config
}
"""
GORILLA = """package web

import "github.com/gorilla/handlers"

func wrap(h http.Handler) http.Handler {
	return handlers.CORS(handlers.AllowedOrigins([]string{"%s"}), handlers.AllowCredentials())(h)
}
"""
LITESTAR = """from litestar.config.cors import CORSConfig

cors = CORSConfig(allow_origins=[%s], allow_credentials=True)
"""
DJANGO = """CORS_ALLOWED_ORIGIN_REGEXES = [r"%s"]
CORS_ALLOW_CREDENTIALS = True
"""


@pytest.mark.parametrize(
    ("path", "text", "found"),
    [
        ("src/cors.ts", OPTIONS % "true", [4]),
        ("src/cors.ts", OPTIONS % "(origin, done) => done(null, true)", [4]),
        ("src/cors.ts", OPTIONS % "(origin, done) => done(null, allowed.has(origin))", []),
        ("src/cors.ts", OPTIONS % "['https://app.example.com']", []),
        ("src/allow.js", HEADERS % "", [4]),
        ("src/allow.js", HEADERS % "if (!isAllowed(origin)) { next(); return; }", []),
        ("src/allow.js", HEADERS % "if (origin === undefined) { next(); return; }", [4]),
        ("next.config.js", NEXT % "*", [5]),
        ("next.config.js", NEXT % "https://app.example.com", []),
        ("web/cors.go", GIN % "true", [7]),
        ("web/cors.go", GIN % "false", []),
        ("web/handlers.go", GORILLA % "*", [6]),
        ("web/handlers.go", GORILLA % "https://app.example.com", []),
        ("web/app.py", LITESTAR % '"*"', [3]),
        ("web/app.py", LITESTAR % '"https://app.example.com"', []),
        ("shop/settings/production.py", DJANGO % "^https?://.*$", [1]),
        ("shop/settings/production.py", DJANGO % r"^https://\w+\.example\.com$", []),
    ],
)
def test_setups_that_admit_every_origin_are_found(path: str, text: str, found: list[int]) -> None:
    assert [f.line for f in review(in_memory({path: text})).findings if f.rule == RULE] == found
