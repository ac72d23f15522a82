"""Breaks of published libraries by a change, for every language whose exports are read."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from checks.api_consistency.exports import GO, JAVA, TYPESCRIPT, Break, Symbol, compare, removed
from checks.api_consistency.exports_go import go_symbols
from checks.api_consistency.exports_java import checked, java_symbols
from checks.api_consistency.exports_typescript import Export, TypescriptModules
from checks.api_consistency.model import Place
from checks.api_consistency.placing import place_site
from checks.api_consistency.published import Package, announced, package_of, source_of
from checks.api_consistency.remaining_line import remaining_place
from checks.changes import ChangedFile, Status
from checks.rules import Defect, Severity, Site
from checks.silence import is_test_path
from checks.views import ChangeView

_SOURCES = (".py", ".ts", ".tsx", ".mts", ".cts", ".js", ".mjs", ".jsx", ".go", ".java", ".d.ts")
_FILES = 400
"""Changed source files of a package that are compared; a change of more is a move of everything."""
_WHY = (
    "Code that was written against the library stops working with a release that promises to be compatible."
)
_INTERNAL = re.compile(
    r"(?:^|[./])(?:internals?|impl|experimental|testdata|examples?|test|tests|benchmarks?)(?=[./]|$)"
)


def library_sites(view: ChangeView) -> Iterator[Site]:
    """One site for every public symbol that the change alters or removes."""
    groups: dict[Package, list[ChangedFile]] = defaultdict(list)
    known: dict[tuple[str, str], Package | None] = {}
    for change in view.change.files:
        path = change.base_path
        manifest = change.path.endswith(("package.json",)) and change.status is Status.MODIFIED
        if path is None or (not path.endswith(_SOURCES) and not manifest) or is_test_path(path):
            continue
        folder, _, name = path.rpartition("/")
        sought = "index.ts" if manifest else name
        key = (folder, sought.rpartition(".")[2])
        if key not in known:
            known[key] = package_of(view.base, f"{folder}/{sought}".lstrip("/"))
        package = known[key]
        if package is not None:
            groups[package].append(change)
    for package, files in groups.items():
        if len(files) > _FILES:
            continue
        after = _after(view, package)
        quiet = announced(view, package, after)
        every = [f for f in view.change.files if f.path.startswith(package.root)]
        told: dict[Place, list[Break]] = defaultdict(list)
        for item in _breaks(view, package, after, files, every):
            if isinstance(item, Symbol):
                if _touched(item.place, every):
                    yield place_site(item.place, None, always=True)
                continue
            place = _place(view, item, every)
            if place is not None:
                told[place].append(item)
        for place, items in told.items():
            yield place_site(place, None if quiet else _defect(items), always=True)


def _after(view: ChangeView, package: Package) -> Package | None:
    ending = {"python": ".py", "typescript": ".ts", "go": ".go", "java": ".java"}[package.language]
    name = f"{package.entries[0]}/__init__" if package.language == "python" else f"{package.root}index"
    return package_of(view.head, name + ending)


def _touched(place: Place, files: list[ChangedFile]) -> bool:
    change = next((f for f in files if f.path == place.path and f.status is not Status.DELETED), None)
    return change is not None and change.touches(place.line, place.end_line)


def _defect(items: list[Break]) -> Defect:
    """One finding for all that stands on a line."""
    first = next((i for i in items if i.exported), items[0])
    message = first.message
    if len(items) > 1:
        names = [f"`{i.symbol}`" for i in items if i is not first]
        message += f" The same goes for {', '.join(names[:3])}"
        message += f" and {len(names) - 3} more." if len(names) > 3 else "."
    severity = None if first.exported else Severity.WARNING
    key = f"export {first.symbol}"
    return Defect(message, why=_WHY, fix=first.fix, severity=severity, key=key, identity=key)


def _place(view: ChangeView, item: Break, files: list[ChangedFile]) -> Place | None:
    head = item.head
    if head is not None and any(f.path == head.path and f.status is not Status.DELETED for f in files):
        return head
    if item.base is None:
        return None
    change = next((f for f in files if f.base_path == item.base.path), None)
    return None if change is None else remaining_place(change, item.base.line, view.head.text(change.path))


def _breaks(
    view: ChangeView,
    package: Package,
    after: Package | None,
    files: list[ChangedFile],
    every: list[ChangedFile],
) -> Iterator[Break | Symbol]:
    if package.language == "python":
        # Griffe takes a fifth of a second to import, which only changes of Python libraries are to pay.
        from checks.api_consistency.exports_python import PythonModules, python_breaks

        root, _, name = package.entries[0].rpartition("/")
        folder = f"{root}/" if root else ""
        base, head = PythonModules(view.base, folder, name), PythonModules(view.head, folder, name)
        now = [f.path for f in every if f.status is not Status.DELETED]
        yield from python_breaks(base, head, [f.base_path or "" for f in files], now)
    elif package.language == "typescript":
        yield from _typescript(view, package, after, files)
    else:
        yield from _by_file(view, package.language, files, every)


def _by_file(
    view: ChangeView, language: str, files: list[ChangedFile], every: list[ChangedFile]
) -> Iterator[Break | Symbol]:
    read, ending, manner = (go_symbols, ".go", GO) if language == "go" else (java_symbols, ".java", JAVA)
    base: dict[str, Symbol] = {}
    head: dict[str, Symbol] = {}
    packages: dict[str, str] = {}
    for side, found in ((False, base), (True, head)):
        for change in every if side else files:
            path = change.path if side else change.base_path
            if path is None or not path.endswith(ending) or path.endswith("_test.go") or is_test_path(path):
                continue
            if side and change.status is Status.DELETED:
                continue
            text = (view.head if side else view.base).text(path) or ""
            if language == "go":
                folder = path.rpartition("/")[0]
                clause = re.search(r"^package\s+(\w+)", text, re.MULTILINE)
                if clause is None or clause.group(1) == "main" or _INTERNAL.search(folder):
                    continue
                packages[folder] = clause.group(1)
                found.update({f"{folder}\0{k}": v for k, v in read(path, text).items()})
            else:
                found.update({k: v for k, v in read(path, text).items() if not _INTERNAL.search(k)})
    known = base | head
    for key, symbol in base.items():
        folder, _, name = key.rpartition("\0")
        shown = f"{packages[folder]}.{name}" if folder in packages and language == "go" else symbol.name
        other = head.get(key)
        owner = name.partition(".")[0]
        if other is None:
            inherited = language == "go" and "." in name and _embeds(head.get(f"{folder}\0{owner}"))
            gone_owner = "." in name and f"{folder}\0{owner}" in base and f"{folder}\0{owner}" not in head
            if not symbol.deprecated and not inherited and not (language == "go" and gone_owner):
                yield removed(symbol, shown)
            continue
        if language == "java":
            other = _known_throws(other, known)
        told = list(compare(symbol, other, manner, shown, partial(_inherits, head, symbol)))
        yield from told or (other,)


def _embeds(symbol: Symbol | None) -> bool:
    return symbol is not None and "open" in symbol.marks


def _inherits(head: dict[str, Symbol], was: Symbol, owner: Symbol, name: str) -> bool:
    if set(owner.bases) - set(was.bases):
        return True
    parents = [s for k, s in head.items() if k.rpartition(".")[2] in owner.bases]
    return any(m.name == name for p in parents for m in p.members.values())


def _known_throws(symbol: Symbol, known: dict[str, Symbol]) -> Symbol:
    """The same type without the exceptions that are not known to be checked."""
    members = {
        k: replace(m, throws=frozenset(t for t in m.throws if checked(t, known)))
        for k, m in symbol.members.items()
    }
    return replace(symbol, members=members)


def _typescript(
    view: ChangeView, package: Package, after: Package | None, files: list[ChangedFile]
) -> Iterator[Break | Symbol]:
    base, head = TypescriptModules(view.base), TypescriptModules(view.head)
    changed = {f.base_path for f in files}
    told: set[tuple[str, str]] = set()
    for entry in package.entries:
        before = next((p for s in source_of(package.root, entry) if (p := base.find(s))), None)
        now = next((p for s in source_of(package.root, entry) if (p := head.find(s))), None)
        if before is None or now is None or (now != before and before not in changed):
            continue
        old, new = base.exports(before), head.exports(now)
        if base.unclear or head.unclear:
            continue
        for name, export in old.items():
            identity = (export.module or before, name)
            if identity in told or "/internal/" in f"/{export.module}":
                continue
            told.add(identity)
            if export.module not in changed and (export.module or before) not in changed and name in new:
                continue
            symbol = base.symbol(export)
            if symbol is not None and symbol.deprecated:
                continue
            shown = symbol.name if name == "default" and symbol is not None else name
            if name not in new:
                line = base.line_of(before, name)
                yield removed(symbol or Symbol(name, "export", Place(before, line, line)), shown)
                continue
            other = head.symbol(new[name])
            if symbol is None or other is None or _same_elsewhere(export, new[name]):
                continue
            yield from list(compare(symbol, other, TYPESCRIPT, shown, partial(_inherits, {}, symbol))) or (
                other,
            )


def _same_elsewhere(before: Export, after: Export) -> bool:
    return not before.module or not after.module
