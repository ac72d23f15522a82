"""Which packages of a repository are libraries that others install, and whether a change announces a breaking release."""

from __future__ import annotations

import json
import posixpath
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from checks.changes import Status
from checks.views import ChangeView, RepoView

_APPLICATION_FILES = (
    "manage.py",
    "Procfile",
    "alembic.ini",
    "Dockerfile",
    "fly.toml",
    "app.yaml",
    "serverless.yml",
)
_VERSION = re.compile(r"(\d{1,6})\.(\d{1,6})(?:\.(\d{1,9}))?([-.+\w]*)")
_PRE = re.compile(r"^(?:[-.]?(?:dev|a|b|rc|alpha|beta|next|canary|pre|SNAPSHOT|M)\d*)", re.IGNORECASE)
_BUILT = re.compile(r"^(?:\./)?(?:dist|lib|build|out|esm|cjs|es)/(?:(?:esm|cjs|es|types|src|node|browser)/)?")
_PUBLISHES = re.compile(
    r"maven-publish|com\.vanniktech\.maven|mavenPublishing\s*\{|nexusPublishing|com\.gradleup\.nmcp"
)
_SETUP_NAME = re.compile(r"""\bname\s*=\s*['"]([\w.-]+)['"]""")
_CFG_NAME = re.compile(r"^name\s*=\s*([\w.-]+)\s*$", re.MULTILINE)
_SOURCE = re.compile(r"(?<!\.d)\.[mc]?tsx?$")
_CLAUSE = re.compile(r"^package\s+(\w+)", re.MULTILINE)
_ASIDE = re.compile(r"(?:_?examples?|tools?|internal|scripts|hack|testdata)/")
_DYNAMIC = re.compile(r"""^__version__\s*(?::\s*\w+\s*)?=\s*['"]([^'"\n]+)['"]""", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Package:
    """A published library. ``root`` is the folder of its manifest with a slash at its end, or ``""``."""

    language: str
    root: str
    name: str
    version: str
    manifest: str
    entries: tuple[str, ...]
    """Python: ``folder/package``; TypeScript: paths of entry modules as the manifest gives them; else empty."""


def package_of(repo: RepoView, path: str) -> Package | None:
    """The library that a source file belongs to; None where nothing is published with it."""
    if path.endswith(".py"):
        return next(
            (
                p
                for m, r in _above(repo, path, ("pyproject.toml", "setup.cfg", "setup.py"))
                if (p := _python(repo, m, r))
            ),
            None,
        )
    if path.endswith((".ts", ".tsx", ".mts", ".cts", ".js", ".mjs", ".jsx")):
        for manifest, root in _above(repo, path, ("package.json",)):
            return _npm(repo, manifest, root)
    if path.endswith(".go"):
        for manifest, root in _above(repo, path, ("go.mod",)):
            return _go(repo, manifest, root)
    if path.endswith(".java"):
        for manifest, root in _above(repo, path, ("pom.xml", "build.gradle", "build.gradle.kts")):
            return _java(repo, manifest, root)
    return None


def _above(repo: RepoView, path: str, names: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    folder = posixpath.dirname(path)
    while True:
        root = f"{folder}/" if folder else ""
        for name in names:
            if repo.text(root + name) is not None:
                yield root + name, root
        if not folder:
            return
        folder = posixpath.dirname(folder)


def _table(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _toml(text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError):
        return {}


def _json(text: str) -> dict[str, Any]:
    try:
        return _table(json.loads(text))
    except (ValueError, RecursionError):
        return {}


def _python(repo: RepoView, manifest: str, root: str) -> Package | None:
    text = repo.text(manifest) or ""
    if manifest.endswith(".toml"):
        loaded = _toml(text)
        poetry = _table(_table(loaded.get("tool")).get("poetry"))
        project = _table(loaded.get("project")) or poetry
        name, version = project.get("name"), project.get("version")
        dynamic = project.get("dynamic")
        if isinstance(dynamic, list) and "version" in dynamic:
            version = "dynamic"
        classifiers = project.get("classifiers")
        listed = [str(c) for c in classifiers] if isinstance(classifiers, list) else []
        if not loaded.get("build-system") or poetry.get("package-mode") is False:
            return None
        if any(c.startswith("Private ::") for c in listed):
            return None
        offered = bool(listed or project.get("urls") or project.get("license") or project.get("keywords"))
        offered = offered or bool(project.get("homepage") or project.get("repository"))
        runs = bool(project.get("scripts") or project.get("gui-scripts"))
    else:
        pattern = _CFG_NAME if manifest.endswith(".cfg") else _SETUP_NAME
        match = pattern.search(text)
        if match is None or ("setup(" not in text and "[metadata]" not in text) or "Private ::" in text:
            return None
        name, version, listed = match.group(1), "dynamic", ["yes"] if "classifiers" in text else []
        found = re.search(r"""\bversion\s*=\s*['"]?(\d[^'"\s]*)""", text)
        version = found.group(1) if found else version
        offered = bool(listed) or "license" in text
        runs = "entry_points" in text
    if not isinstance(name, str) or not isinstance(version, str) or not name or not version:
        return None
    wanted = re.sub(r"[-.]+", "_", name).lower()
    entry = next(
        (
            f"{folder}{each}"
            for folder in (f"{root}src/", root, f"{root}lib/")
            for each in dict.fromkeys(
                (wanted, name, wanted.removeprefix("python_"), wanted.replace("_", "/"))
            )
            if repo.text(f"{folder}{each}/__init__.py") is not None
        ),
        None,
    )
    if entry is None:
        return None
    initial = repo.text(f"{entry}/__init__.py") or ""
    typed = repo.text(f"{entry}/py.typed") is not None
    exports = "__all__" in initial or bool(re.search(r"^from\s+\S+\s+import\s", initial, re.MULTILINE))
    told = "__all__" in initial and not runs and repo.text(f"{entry}/__main__.py") is None
    if not (offered or typed or told) or (not listed and not exports and not typed):
        return None
    if not listed and _is_application(repo, root):
        return None
    if version == "dynamic":
        version = _dynamic_version(repo, entry)
    return Package("python", root, name, version, manifest, (entry,))


def _dynamic_version(repo: RepoView, entry: str) -> str:
    for name in ("__init__.py", "_version.py", "version.py", "__version__.py", "__about__.py"):
        match = _DYNAMIC.search(repo.text(f"{entry}/{name}") or "")
        if match is not None:
            return match.group(1)
    return ""


def _is_application(repo: RepoView, root: str) -> bool:
    return any(repo.text(root + name) is not None for name in _APPLICATION_FILES)


def _npm(repo: RepoView, manifest: str, root: str) -> Package | None:
    loaded = _json(repo.text(manifest) or "")
    name, version = loaded.get("name"), loaded.get("version")
    if not isinstance(name, str) or not isinstance(version, str) or loaded.get("private"):
        return None
    entries = tuple(dict.fromkeys(_entries(loaded)))
    offered = any(loaded.get(k) for k in ("exports", "types", "typings", "module", "files", "publishConfig"))
    offered = offered or bool(loaded.get("repository") and loaded.get("license") and loaded.get("main"))
    scripts = _table(loaded.get("scripts"))
    runs = bool(re.search(r"\b(?:node|next|nest|ts-node|tsx)\b", str(scripts.get("start", ""))))
    closed = not any(loaded.get(k) for k in ("publishConfig", "files", "exports"))
    if version == "0.0.0" or (not loaded.get("publishConfig") and any(_SOURCE.search(e) for e in entries)):
        return None  # shared within the repository
    if not entries or not offered or (closed and (runs or _is_application(repo, root))):
        return None
    return Package("typescript", root, name, version, manifest, entries)


def _entries(loaded: dict[str, Any]) -> Iterator[str]:
    for key in ("types", "typings", "module", "main"):
        value = loaded.get(key)
        if isinstance(value, str):
            yield value
    stack: list[tuple[object, int]] = [(loaded.get("exports"), 0)]
    while stack:
        value, depth = stack.pop()
        if isinstance(value, str) and "*" not in value and not value.endswith((".json", ".css")):
            yield value
        elif isinstance(value, dict) and depth < 6:
            stack += [(v, depth + 1) for k, v in value.items() if "internal" not in str(k)]


def source_of(root: str, entry: str) -> tuple[str, ...]:
    """Where the source of a built entry module may stand, best first."""
    path = entry.removeprefix("./")
    stem = re.sub(r"(?:\.d)?\.[mc]?[jt]sx?$", "", _BUILT.sub("", path))
    source = re.sub(r"(?:\.d)?\.[mc]?[jt]sx?$", "", path)
    tried = [source, f"src/{stem}", stem, f"source/{stem}", f"lib/{stem}"]
    return tuple(dict.fromkeys(posixpath.normpath(root + t) for t in tried))


def _go(repo: RepoView, manifest: str, root: str) -> Package | None:
    match = re.search(r"^module\s+\"?([\w./~-]+)", repo.text(manifest) or "", re.MULTILINE)
    if match is None or "." not in match.group(1).split("/")[0]:
        return None
    depth = root.count("/")
    at_root = [
        p
        for p in repo.paths()
        if p.startswith(root) and p.count("/") == depth and p.endswith(".go") and not p.endswith("_test.go")
    ]
    if at_root:
        clauses = {m.group(1) for p in at_root if (m := _CLAUSE.search(repo.text(p) or ""))}
        if clauses <= {"main"}:
            return None
        return Package("go", root, match.group(1), "", manifest, ())
    for path, _, text in repo.search(("main",), suffixes=(".go",)):
        outside = path.startswith(root) and not _ASIDE.match(path[len(root) :])
        if outside and text.startswith("package main"):
            return None  # a program with packages of its own
    return Package("go", root, match.group(1), "", manifest, ())


def _java(repo: RepoView, manifest: str, root: str) -> Package | None:
    text = repo.text(manifest) or ""
    above = [
        repo.text(m) or ""
        for m, _ in _above(repo, root.rstrip("/"), ("pom.xml", "build.gradle", "build.gradle.kts"))
    ]
    whole = "\n".join((text, *above[:4]))
    if manifest.endswith("pom.xml"):
        if re.search(
            r"<packaging>\s*(?:war|ear|pom)\s*</packaging>|spring-boot-maven-plugin|<mainClass>", text
        ):
            return None
        if re.search(r"<maven\.deploy\.skip>\s*true|<maven\.install\.skip>\s*true", text):
            return None
        offered = re.search(
            r"<distributionManagement>|central-publishing-maven-plugin|nexus-staging-maven-plugin|maven-source-plugin"
            r"|<artifactId>oss-parent<",
            whole,
        )
        own = re.sub(r"<(parent|dependencies|build|dependencyManagement)>.*?</\1>", "", text, flags=re.DOTALL)
        artifact = re.search(r"<artifactId>\s*([\w.-]+)\s*<", own)
        version = re.search(r"<version>\s*([\w.$\{\}-]+)\s*<", own) or re.search(
            r"<version>\s*([\w.-]+)\s*<", text
        )
        if offered is None or artifact is None or version is None:
            return None
        return Package("java", root, artifact.group(1), version.group(1), manifest, ())
    if not _PUBLISHES.search(whole) or re.search(
        r"org\.springframework\.boot['\"]|\bid[ (]['\"]application['\"]", text
    ):
        return None
    found = re.search(r"^\s*version\s*=?\s*['\"]([\w.-]+)['\"]", whole, re.MULTILINE)
    properties = repo.text(f"{root}gradle.properties") or repo.text("gradle.properties") or ""
    found = found or re.search(r"^\s*(?:VERSION_NAME|version)\s*=\s*([\w.-]+)", properties, re.MULTILINE)
    return Package("java", root, root.strip("/") or "library", found.group(1) if found else "", manifest, ())


def announced(view: ChangeView, base: Package, head: Package | None) -> bool:
    """Whether the release that this change goes into may break: the version rises enough, or is already on its way there."""
    if head is None or base.name != head.name:
        return True  # another package, or none any more
    before, after = _numbers(base.version), _numbers(head.version)
    if before is not None and after is not None and _breaking_step(before[:2], after[:2]):
        return True
    if after is not None and _PRE.match(after[3]) and after[2] == 0 and (after[1] == 0 or after[0] == 0):
        return True  # X.0.0-alpha, X.0.0.dev0, 0.Y.0-rc.1: the breaking release is being made
    start = after or before
    for change in view.change.files:
        name = change.path.rpartition("/")[2].lower()
        if change.status is Status.DELETED or not name.endswith((".md", ".rst", ".txt")):
            continue
        lines = (view.head.text(change.path) or "").split("\n")
        added = [lines[n - 1] for n in sorted(change.added) if n <= len(lines)]
        if change.path.startswith(".changeset/") or "/.changeset/" in change.path:
            pattern = rf"""^['"]?{re.escape(head.name)}['"]?\s*:\s*(\w+)"""
            steps = [m.group(1) for t in added if (m := re.match(pattern, t))]
            if "major" in steps or (start is not None and start[0] == 0 and "minor" in steps):
                return True
        elif start is not None and re.match(r"change|history|news|release|migrat|upgrad", name):
            for text in added:
                heading = re.match(r"(?:#+\s*|=+\s*|[Vv]ersion\s+)?\[?v?(\d+)\.(\d+)\b", text)
                if heading and _breaking_step(start[:2], (int(heading.group(1)), int(heading.group(2)))):
                    return True
    return False


def _breaking_step(before: tuple[int, int], after: tuple[int, int]) -> bool:
    return after[0] > before[0] or (before[0] == after[0] == 0 and after[1] > before[1])


def _numbers(version: str) -> tuple[int, int, int, str] | None:
    match = _VERSION.match(version)
    if match is None:
        return None
    return int(match.group(1)), int(match.group(2)), int(match.group(3) or 0), match.group(4)
