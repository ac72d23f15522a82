"""What the functions and methods of the repository's own Go packages give back, read from their declarations."""

from __future__ import annotations

import re
from posixpath import basename, dirname
from weakref import WeakKeyDictionary

from checks.syntax import model as m
from checks.views import FileView, RepoView

_DECLARED = re.compile(
    r"^func\s+(?:\([^)]*\)\s*)?(\w+)(?:\[[^\]]*\])?\(([^{]*?)\)\s*(\([^{]*\)|[\w.*\[\]]*)\s*\{", re.MULTILINE
)
_ERROR_LAST = re.compile(r"\berror\s*\)?\s*$")
_FILES = 60
"""Files of one package that are read at most."""

_folders: WeakKeyDictionary[RepoView, dict[str, list[str]]] = WeakKeyDictionary()
_results: WeakKeyDictionary[RepoView, dict[str, dict[str, str]]] = WeakKeyDictionary()


def own_results(view: FileView) -> dict[str, str]:
    """Result lists of the file's own package by name of function; see :func:`results_of`."""
    return results_of(view.repo, dirname(view.path), view.path)


def results_of(repo: RepoView, folder: str, also: str = "") -> dict[str, str]:
    """Result lists as written (``(int, error)``), by name of function or method; ``""`` where two of one name differ in
    whether they give an error."""
    kept = _results.setdefault(repo, {})
    if folder not in kept:
        found: dict[str, str] = {}
        paths = _go_folders(repo).get(folder, [])[:_FILES]
        for path in {*paths, *([also] if also else [])}:
            for match in _DECLARED.finditer(repo.text(path) or ""):
                name, result = match.group(1), match.group(3).strip()
                before = found.setdefault(name, result)
                if bool(_ERROR_LAST.search(before)) != bool(_ERROR_LAST.search(result)):
                    found[name] = ""
        kept[folder] = found
    return kept[folder]


def ends_in_error(result: str) -> bool:
    """Whether a result list has an error last."""
    return bool(_ERROR_LAST.search(result))


def result_elsewhere(view: FileView, call: m.Call) -> str | None:
    """The result list of a function in another package of the repository: ``store.Prune(n)``, a method of what
    ``store.New()`` gave, of a field declared as ``*store.Store``; None where that is not known."""
    callee = call.callee
    if not isinstance(callee, m.Attr):
        return None
    package = _package_of(view, callee)
    folder = None if package is None else _folder(view.repo, package)
    return None if folder is None else results_of(view.repo, folder).get(callee.name)


def _package_of(view: FileView, callee: m.Attr) -> str | None:
    base = callee.base
    if isinstance(base, m.Name):
        name = view.flow.resolve(base)
        if (
            "/" in name
        ):  # `example.com/x/internal/store`, or `example.com/x/internal/store.New()` for what it gave
            head, _, tail = name.rpartition("/")
            return f"{head}/{tail.partition('.')[0]}"
        return None
    if isinstance(base, m.Attr) and isinstance(base.base, m.Name):
        return _package_of_field(view, base.base, base.name)
    return None


def _package_of_field(view: FileView, receiver: m.Name, field: str) -> str | None:
    function = m.enclosing(receiver, m.Function)
    while function is not None and (function.receiver is None or function.receiver[0] != receiver.id):
        function = m.enclosing(function, m.Function)
    if function is None or function.receiver is None:
        return None
    owner = function.receiver[1].lstrip("*").partition("[")[0]
    for declared in view.flow.whole.classes():
        if declared.name != owner:
            continue
        for item in declared.body.items:
            if isinstance(item, m.Assign) and item.targets and m.dotted(item.targets[0]) == field:
                alias, dot, _ = item.annotation.lstrip("*").partition(".")
                return _imported(view, alias) if dot else None
    return None


def _imported(view: FileView, alias: str) -> str | None:
    for found in view.flow.whole.imports():
        names = [a for _, a in found.names]
        if (
            alias in names
            or (not any(names) and basename(found.module) == alias)
            or basename(found.module) == alias
        ):
            return found.module
    return None


def _go_folders(repo: RepoView) -> dict[str, list[str]]:
    """Go files of every folder, listed once a revision."""
    known = _folders.get(repo)
    if known is None:
        known = _folders[repo] = {}
        for path in repo.paths():
            if path.endswith(".go") and not path.endswith("_test.go"):
                known.setdefault(dirname(path), []).append(path)
    return known


def _folder(repo: RepoView, package: str) -> str | None:
    """The folder of a package: the longest end of its import path that is one."""
    folders = _go_folders(repo)
    parts = package.split("/")
    for start in range(1, len(parts)):
        candidate = "/".join(parts[start:])
        if candidate in folders:
            return candidate
    return None
