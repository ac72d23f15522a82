"""The OpenAPI contracts that a change touches: each document at base with what it has become at head."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from checks.api_consistency.model import normalise
from checks.api_consistency.openapi import SUFFIXES, Document, Library, looks_like_openapi, read_document
from checks.api_consistency.openapi_diff import operations
from checks.changes import ChangedFile, Content, Status
from checks.silence import is_test_path, silent_path_reason
from checks.views import ChangeView, RepoView

_ROOTS_TRIED = 40
_ROOT_WORDS = ("openapi", "swagger", "api", "spec", "index", "root", "main", "bundle", "contract")
_FRAGMENT_WORDS = ("properties", "$ref", "schema", "responses", "type:", '"type"', "parameters")


@dataclass(frozen=True, slots=True)
class Contract:
    """One document; ``base`` is None for a new one."""

    base: Document | None
    head: Document


_KEPT: WeakKeyDictionary[ChangeView, tuple[Contract, ...]] = WeakKeyDictionary()


def contracts_of(view: ChangeView) -> tuple[Contract, ...]:
    """The contracts of a change, read once for all rules."""
    if view not in _KEPT:
        changed = [
            f
            for f in view.change.files
            if f.path.endswith(SUFFIXES) or (f.base_path or "").endswith(SUFFIXES)
        ]
        _KEPT[view] = tuple(_contracts(view, changed)) if changed else ()
    return _KEPT[view]


def _contracts(view: ChangeView, changed: list[ChangedFile]) -> Iterator[Contract]:
    base_library, head_library = Library(view.base.text), Library(view.head.text)
    added: dict[str, Document] = {}
    pairs: list[tuple[Document, str]] = []
    deleted: list[Document] = []
    fragments: list[ChangedFile] = []
    for change in changed:
        if change.content is not Content.TEXT or _silent(change.path):
            continue
        if change.base_path is None:
            document = _root(view.head, change.path, head_library)
            if document is not None:
                added[change.path] = document
            continue
        base = _root(view.base, change.base_path, base_library)
        if base is None:
            fragments.append(change)
        elif change.status is Status.DELETED:
            deleted.append(base)
        else:
            pairs.append((base, change.path))
    for base in deleted:
        path = _became(base, added)
        if path is not None:
            yield Contract(base, added.pop(path))
    for base, path in pairs:
        head = _root(view.head, path, head_library)
        if head is not None:
            yield Contract(base, head)
    for document in added.values():
        yield Contract(None, document)
    yield from _of_fragments(view, fragments, {b.path for b, _ in pairs}, base_library, head_library)


def _root(repo: RepoView, path: str, library: Library) -> Document | None:
    text = repo.text(path)
    return None if text is None else read_document(path, text, library)


def _silent(path: str) -> bool:
    return is_test_path(path) or silent_path_reason(path) is not None


def _became(base: Document, added: dict[str, Document]) -> str | None:
    """The new document that lists most of a deleted one's paths: it was moved or rewritten in another format."""
    own = {normalise(p) for p in base.paths}
    best = max(added, key=lambda p: len(own & {normalise(q) for q in added[p].paths}), default=None)
    if best is None or not own or 2 * len(own & {normalise(p) for p in added[best].paths}) < len(own):
        return None
    return best


def _of_fragments(
    view: ChangeView,
    fragments: list[ChangedFile],
    done: set[str],
    base_library: Library,
    head_library: Library,
) -> Iterator[Contract]:
    """Documents that the change leaves alone and that draw on files which it changes."""
    touched = set()
    for change in fragments:
        text = view.base.text(change.base_path or "")
        if text is not None and any(w in text for w in _FRAGMENT_WORDS):
            touched.add(change.base_path)
    if not touched:
        return
    folders = {posixpath.dirname(p or "") for p in touched}
    for path in _candidates(view.base, folders):
        if path in done:
            continue
        base = _root(view.base, path, base_library)
        head = None if base is None else _root(view.head, path, head_library)
        if base is None or head is None:
            continue
        alone = Library(view.base.text)
        fresh = _root(view.base, path, alone)
        if fresh is not None and touched & _drawn_on(fresh, alone):
            yield Contract(base, head)


def _candidates(repo: RepoView, folders: set[str]) -> list[str]:
    """Files that may be the first of a contract: in the folders of the fragments, above them, and beside those."""
    above: set[str] = set()
    for folder in folders:
        while True:
            above.add(folder)
            if not folder:
                break
            folder = posixpath.dirname(folder)
    found = []
    for path in repo.paths():
        if not path.endswith(SUFFIXES) or _silent(path):
            continue
        own, name = posixpath.split(path)
        near = own in above or (own and posixpath.dirname(own) in above - {""})
        if near and any(w in name.lower() for w in _ROOT_WORDS):
            text = repo.text(path)
            if text is not None and looks_like_openapi(path, text):
                found.append(path)
    return found[:_ROOTS_TRIED]


def _drawn_on(document: Document, library: Library) -> set[str]:
    """Files that the references of a document lead to, over one another."""
    waiting: list[object] = [document.root]
    owner: list[Document] = [document]
    seen = {document.path}
    while waiting:
        value, at = waiting.pop(), owner.pop()
        if isinstance(value, dict):
            reference = value.get("$ref")
            if isinstance(reference, str) and not reference.startswith("#") and "://" not in reference:
                file = reference.partition("#")[0]
                target = posixpath.normpath(posixpath.join(posixpath.dirname(at.path), file))
                if target not in seen and not target.startswith(".."):
                    seen.add(target)
                    inner = library.document(target)
                    if inner is not None:
                        waiting.append(inner.root)
                        owner.append(inner)
            waiting.extend(value.values())
            owner.extend([at] * len(value))
        elif isinstance(value, list):
            waiting.extend(value)
            owner.extend([at] * len(value))
    return seen


def is_new(contract: Contract) -> set[tuple[str, str]]:
    """(path, method) of the operations at head that base does not have."""
    before = set()
    if contract.base is not None:
        before = {(normalise(p), m) for p, m, *_ in operations(contract.base)}
    return {(p, m) for p, m, *_ in operations(contract.head) if (normalise(p), m) not in before}
