"""From an import to the repository's own file, where there is one."""

from __future__ import annotations

from posixpath import dirname, join, normpath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from checks.views import RepoView

_JS_ENDINGS = ("", ".ts", ".tsx", ".js", ".jsx", ".mjs", ".cjs", "/index.ts", "/index.tsx", "/index.js")


def resolve_import(repo: RepoView, importer: str, language: str, module: str, level: int) -> str | None:
    """Path of the file that ``module`` names, seen from ``importer``; None for what lies outside the repository."""
    if language == "python":
        return _python(repo, importer, module, level)
    if language in ("javascript", "typescript", "tsx"):
        return _javascript(repo, importer, module)
    if language == "java":
        return _java(repo, importer, module)
    if language == "rust":
        return _rust(repo, importer, module)
    return None


def _first(repo: RepoView, candidates: list[str]) -> str | None:
    return next((c for c in candidates if repo.text(c) is not None), None)


def _python(repo: RepoView, importer: str, module: str, level: int) -> str | None:
    tail = module.replace(".", "/")
    if level:
        base = dirname(importer)
        for _ in range(level - 1):
            base = dirname(base)
        roots = [base]
    else:
        # Absolute imports start at the repository, at `src`, or at any folder above the importing file.
        roots = ["", "src"]
        base = dirname(importer)
        while base:
            roots.append(base)
            base = dirname(base)
    candidates = []
    for root in roots:
        stem = join(root, tail) if tail else root
        candidates += [f"{stem}.py", f"{stem}/__init__.py"]
    return _first(repo, candidates)


def _javascript(repo: RepoView, importer: str, module: str) -> str | None:
    if module.startswith("."):
        stem = normpath(join(dirname(importer), module))
    elif module.startswith(("@/", "~/")):
        stem = join("src", module[2:])
    else:
        return None
    if stem.startswith(".."):
        return None
    stems = [stem, stem.removesuffix(".js")] if stem.endswith(".js") else [stem]
    return _first(repo, [s + ending for s in stems for ending in _JS_ENDINGS])


def _rust(repo: RepoView, importer: str, module: str) -> str | None:
    """``crate.models`` below the importer's ``src``; ``super`` and ``self`` beside it."""
    parts = module.split(".")
    own = importer.removesuffix(".rs")
    here = dirname(own) if own.endswith(("/mod", "/lib", "/main")) else own
    if parts[0] == "crate":
        root, found, _ = importer.partition("src/")
        base = f"{root}src" if found else dirname(importer)
    elif parts[0] == "self":
        base = here
    elif parts[0] == "super":
        base = here
        while parts and parts[0] == "super":
            base, parts = dirname(base), parts[1:]
        parts = ["super", *parts]
    else:
        return None
    stem = join(base, *parts[1:])
    return _first(repo, [f"{stem}.rs", f"{stem}/mod.rs", f"{stem}/lib.rs"])


def _java(repo: RepoView, importer: str, module: str) -> str | None:
    """``com.acme.Order`` below the importer's root of sources; a plain name is a class of the same package."""
    folder = dirname(importer)
    if "." not in module:
        return _first(repo, [join(folder, f"{module}.java")]) if module.isidentifier() else None
    tail = module.replace(".", "/") + ".java"
    candidates = [join(folder, tail)]
    while folder:
        folder = dirname(folder)
        candidates.append(join(folder, tail))
    return _first(repo, candidates)
