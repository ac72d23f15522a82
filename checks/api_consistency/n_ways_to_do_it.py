"""A second library for a job that the service already has one for."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from checks.api_consistency.api import Api, api_of
from checks.api_consistency.model import Place
from checks.api_consistency.placing import one_per_place, place_site
from checks.api_consistency.sources import Sources
from checks.languages import language_of
from checks.report import Evidence
from checks.rules import Defect, Example, Rule, Scope, Severity, Site
from checks.silence import is_test_path, silent_path_reason
from checks.syntax.model import Assign, Call, Import, Literal, Node, dotted
from checks.views import ChangeView

_JOBS: dict[str, dict[str, tuple[str, ...]]] = {
    "python": {
        "HTTP client": ("requests", "httpx", "urllib3", "pycurl", "treq"),
        "database mapper": ("sqlalchemy", "peewee", "tortoise", "pony", "sqlmodel"),
        "validation library": ("pydantic", "marshmallow", "cerberus", "voluptuous", "schematics"),
        "logging library": ("loguru", "structlog", "logbook"),
        "date library": ("arrow", "pendulum", "delorean"),
    },
    "javascript": {
        "HTTP client": ("axios", "got", "node-fetch", "superagent", "ky", "undici", "request", "needle"),
        "database mapper": (
            "@prisma/client", "typeorm", "sequelize", "drizzle-orm", "@mikro-orm/core", "objection", "mongoose", "bookshelf",
        ),
        "validation library": ("zod", "joi", "yup", "ajv", "superstruct", "valibot", "express-validator", "class-validator"),
        "logging library": ("winston", "pino", "bunyan", "log4js", "loglevel", "signale"),
        "date library": ("moment", "dayjs", "date-fns", "luxon"),
    },
    "java": {
        "HTTP client": (
            "org.springframework.web.client", "org.springframework.web.reactive.function.client", "okhttp3", "retrofit2",
            "org.apache.http", "org.apache.hc.client5", "java.net.http", "feign", "kong.unirest", "com.google.api.client.http",
        ),
        "JSON library": ("com.fasterxml.jackson", "com.google.gson", "org.json", "com.alibaba.fastjson", "jakarta.json"),
        "database mapper": ("jakarta.persistence", "org.mybatis", "org.jooq", "org.jdbi", "org.apache.ibatis"),
        "logging library": ("org.slf4j", "java.util.logging", "org.apache.logging.log4j", "org.apache.log4j", "org.jboss.logging"),
        "date library": ("java.time", "org.joda.time"),
    },
    "go": {
        "database mapper": ("gorm.io/gorm", "github.com/jmoiron/sqlx", "entgo.io/ent", "github.com/uptrace/bun"),
        "logging library": ("github.com/sirupsen/logrus", "go.uber.org/zap", "github.com/rs/zerolog"),
        "router": ("github.com/go-chi/chi/v5", "github.com/gin-gonic/gin", "github.com/labstack/echo/v4", "github.com/gorilla/mux"),
    },
}  # fmt: skip
_SHARED = {"typescript": "javascript", "tsx": "javascript"}
_USED = 3
"""Files of base that use a library before it counts as the service's own."""

_CLIENT = "import httpx\n\n\ndef load(url):\n    return httpx.get(url, timeout=5).json()\n"
_BASE = {
    "pyproject.toml": "[project]\nname = 'shop'\n",
    **{f"shop/{n}.py": _CLIENT for n in ("tax", "mail", "stock", "geo")},
}
_TS = "import axios from 'axios';\nexport const load = (url: string) => axios.get(url);\n"
_TS_BASE = {"package.json": "{}", **{f"src/{n}.ts": _TS for n in ("tax", "mail", "stock", "geo")}}

_JAVA_BASE = {
    "pom.xml": "<project/>\n",
    **{
        f"src/main/java/shop/{n}.java": "package shop;\n\nimport org.springframework.web.client.RestTemplate;\n\n"
        f"class {n} {{\n    private RestTemplate http;\n}}\n"
        for n in ("Tax", "Mail", "Stock", "Geo")
    },
}

RULE = Rule(
    id="api-consistency/n-ways-to-do-it",
    severity=Severity.NOTE,
    languages=("python", "javascript", "typescript", "go", "java"),
    title="Second library for the same job",
    what="A new import of an HTTP client, database mapper, validation, logging or date library where the service already uses another.",
    why="Two libraries for one job mean two configurations, two failure modes and two sets of updates to follow.",
    fix="Use the library that the service already has.",
    bad=(
        Example(
            base=_JAVA_BASE,
            files={
                **_JAVA_BASE,
                "src/main/java/shop/Rates.java": "package shop;\n\nimport okhttp3.OkHttpClient; // <-- here\n\n"
                "class Rates {\n    private final OkHttpClient http = new OkHttpClient();\n}\n",
            },
        ),
        Example(
            base=_BASE,
            files={
                **_BASE,
                "shop/rates.py": "import requests  # <-- here\n\n\ndef load(url):\n    return requests.get(url, timeout=5)\n",
            },
        ),
        Example(
            base=_TS_BASE,
            files={
                **_TS_BASE,
                "src/rates.ts": "import got from 'got'; // <-- here\nexport const load = (url: string) => got(url);\n",
            },
        ),
    ),
    good=(
        Example(
            base=_JAVA_BASE,
            files={
                **_JAVA_BASE,
                "src/main/java/shop/Rates.java": "package shop;\n\nimport org.springframework.web.client.RestTemplate;\n\n"
                "class Rates {\n    private RestTemplate http;\n}\n",
            },
        ),
        Example(base=_BASE, files={**_BASE, "shop/rates.py": _CLIENT}, sites=1),
        Example(
            base=_BASE,
            files={p: t.replace("httpx", "requests") for p, t in _BASE.items()},
            note="The whole service moves to another library.",
        ),
    ),
    references=("https://martinfowler.com/bliki/TechnicalDebt.html",),
    site="Every new import of a library for one of these jobs.",
    scope=Scope.CHANGE,
)


def check(view: ChangeView) -> list[Site]:
    """One site a new import of such a library."""
    api = api_of(view)
    return one_per_place(list(_sites(api)))


def _sites(api: Api) -> Iterator[Site]:
    used: dict[tuple[str, str], dict[str, list[Place]]] = {}
    for path in sorted(api.changed_files):
        language = language_of(path)
        jobs = _JOBS.get(_SHARED.get(language, language))
        if jobs is None or is_test_path(path) or silent_path_reason(path) or path in api.silent:
            continue
        for library, job, place in _imports(api.head.sources, path, jobs):
            if not api.touched(place):
                continue
            key = (api.head.sources.group(path), _SHARED.get(language, language))
            if key not in used:
                used[key] = _used(api, *key)
            yield place_site(place, _judge(api, library, job, jobs[job], used[key], path))


def _imports(
    sources: Sources, path: str, jobs: dict[str, tuple[str, ...]]
) -> Iterator[tuple[str, str, Place]]:
    text = sources.text(path) or ""
    if not any(library in text for libraries in jobs.values() for library in libraries):
        return
    module = sources.module(path)
    if module is None:
        return
    named: list[tuple[str, Node]] = [
        (n.module, n)
        for n in module.every(Import)
        if n.level == 0 and not module.text(n).startswith("import type")  # erased: nothing of it runs
    ]
    for assign in module.every(Assign):
        if isinstance(assign.value, Call) and dotted(assign.value.callee) == "require":
            argument = assign.value.positional(0)
            if isinstance(argument, Literal):
                named.append((str(argument.value), assign))
    for name, node in named:
        for job, libraries in jobs.items():
            found = next(
                (lib for lib in libraries if name == lib or name.startswith((lib + ".", lib + "/"))), None
            )
            if found is not None:
                yield found, job, Place(path, node.line, node.end_line)


def _used(api: Api, group: str, language: str) -> dict[str, list[Place]]:
    """Library -> the places of base that import it."""
    found: dict[str, list[Place]] = defaultdict(list)
    names = [lib for libraries in _JOBS[language].values() for lib in libraries]
    pattern = re.compile(
        r"^\s*(?:import|from|const|let|var|export)?\b.*?(?<![\w./@-])("
        + "|".join(re.escape(n) for n in names)
        + r")(?![\w-])"
    )
    for path in api.base.sources.paths:
        if _SHARED.get(language_of(path), language_of(path)) != language or is_test_path(path):
            continue
        text = api.base.sources.text(path) or ""
        if (
            silent_path_reason(path)
            or api.base.sources.group(path) != group
            or not any(n in text for n in names)
        ):
            continue
        for number, line in enumerate(text.split("\n")[:120], 1):
            if re.match(r"\s*import\s+type\b", line):
                continue
            if not re.match(r"\s*(?:import\b|from\b|const\b|let\b|var\b|\}\s*from|\"|\w+\s+\")", line):
                continue
            if language != "go" and not re.search(r"import|from|require", line):
                continue
            match = pattern.match(line)
            if match:
                found[match.group(1)].append(Place(path, number, number))
    return found


def _judge(
    api: Api, library: str, job: str, rivals: tuple[str, ...], used: dict[str, list[Place]], path: str
) -> Defect | None:
    if used.get(library):
        return None
    house = max((r for r in rivals if r != library), key=lambda r: len(used.get(r, ())), default="")
    places = used.get(house, [])
    others = sum(len(used.get(r, ())) for r in rivals if r != library)
    if len(places) < _USED or len(places) < 0.8 * others:
        return None
    left = [p for p in places if house in (api.head.sources.text(p.path) or "")]
    if len(left) * 2 < len(places):
        return None  # the service is moving from one to the other
    return Defect(
        f"`{library}` is a second {job}; {len(places)} files here use `{house}`.",
        fix=f"Use `{house}`.",
        evidence=tuple(Evidence(p.path, p.line, f"imports `{house}`") for p in places[:3]),
    )
