"""The tests of a file: what each is called, where it stands, what it demands, how it is switched off. Read once a file.

``cases_of(file)`` gives the tests of one revision of one file; ``pairs(view)`` lays base and head side by side: by name,
across files, then by what the body says.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from weakref import WeakKeyDictionary

from checks.changes import ChangedFile, Content
from checks.languages import language_of
from checks.silence import is_test_path, silent_path_reason
from checks.syntax import model as m
from checks.syntax.flow import Flow
from checks.test_integrity import found_tests, python_tests, switched_off
from checks.test_integrity.readers import reader_of
from checks.test_integrity.strength import Assertion, Strength, plain, words
from checks.test_integrity.switched_off import Off
from checks.views import ChangeView, FileView

LANGUAGES = ("python", "javascript", "typescript", "tsx", "go", *found_tests.LANGUAGES)
_SCRIPT = ("javascript", "typescript", "tsx")
_TEST_CALLS = frozenset({"it", "test", "xit", "fit", "xtest", "specify", "xspecify", "Deno.test"})
_SUITE_CALLS = frozenset({"describe", "suite", "context", "xdescribe", "fdescribe", "xcontext"})
_MODIFIERS = frozenset(
    [
        "skip",
        "only",
        "each",
        "todo",
        "failing",
        "fails",
        "fixme",
        "fail",
        "concurrent",
        "sequential",
        "serial",
        "parallel",
        "skipIf",
        "runIf",
        "for",
        "extend",
        "describe",
        "slow",
    ]
)
_TEST_FOLDER = re.compile(
    r"(?:Tests?|Specs?|Test)/[^/]*\.(?:cs|kt|java|php)$|[^/]+Tests?/.*\.cs$|(?:Spec|Specs)\.kt$"
)
_SIMILAR = 0.62
_COMPARED = 150
"""Tests without a partner that are compared by body, at most, on either side."""


@dataclass(frozen=True, eq=False)
class Case:
    """One test."""

    path: str
    language: str
    name: str
    full_name: str
    """With the names of the suites or classes around it."""
    line: int
    """Of the definition itself: ``def``, ``it(``, ``func``."""
    start: int
    """First line, decorators included."""
    end_line: int
    node: m.Node
    body: m.Block | None
    module: m.Module
    offs: tuple[Off, ...]
    """Ways in which this test alone is switched off."""
    parametrised: bool
    helpers: frozenset[str]

    @cached_property
    def assertions(self) -> tuple[Assertion, ...]:
        """Every demand, in source order."""
        if self.body is None:
            return ()
        reader = reader_of(self.language)
        found = {(a.node.start, a.text): a for a in reader(self.module, self.body, self.helpers)}
        return tuple(found[place] for place in sorted(found))

    @property
    def demands(self) -> tuple[Assertion, ...]:
        """The assertions that can fail."""
        return tuple(
            a for a in self.assertions if not a.tautology and not a.swallowed and a.strength > Strength.NONE
        )

    @cached_property
    def text(self) -> str:
        """The body without the differences that mean nothing."""
        return "" if self.body is None else plain(self.module.text(self.body))

    @cached_property
    def words(self) -> frozenset[str]:
        """Identifiers and words of the body."""
        return words(self.text)


@dataclass(frozen=True, slots=True)
class FileCases:
    """The tests of one file, and what switches off several of them at once."""

    path: str
    cases: tuple[Case, ...]
    offs: tuple[Off, ...]
    """Of suites, classes and the whole file."""
    flow: Flow | None


@dataclass(frozen=True, slots=True)
class Pair:
    """A test at base and at head; one side is None for a new or a lost one."""

    base: Case | None
    head: Case | None


_EMPTY = FileCases("", (), (), None)


def holds_tests(path: str) -> bool:
    """Whether a path may hold tests that are read here."""
    if language_of(path) not in LANGUAGES or silent_path_reason(path) is not None:
        return False
    if path.endswith(".go"):
        return path.endswith("_test.go")
    return path.endswith(".rs") or is_test_path(path) or bool(_TEST_FOLDER.search(path))


def cases_of(file: FileView) -> FileCases:
    """The tests of a file at its revision."""
    if not holds_tests(file.path) or file.module is None:
        return _EMPTY
    flow = file.flow
    known = flow.memo.get("tests")
    if not isinstance(known, FileCases):
        known = flow.memo["tests"] = _read(file.path, flow)
    return known


def _read(path: str, flow: Flow) -> FileCases:
    module = flow.module
    language = module.language
    if language in found_tests.LANGUAGES:
        if not found_tests.may_hold(language, "\n".join(module.text_lines)):
            return FileCases(path, (), (), flow)
        module = found_tests.readable(module)
        helpers = _asserting_functions(module)
        return FileCases(path, tuple(_found_cases(path, module, helpers)), (), flow)
    helpers = _asserting_functions(module)
    if language == "python":
        found = list(_python_cases(path, module, helpers))
        offs = switched_off.python_suites(module)
    elif language == "go":
        found = list(_go_cases(path, module, helpers))
        offs = switched_off.go_file(module)
    else:
        found = list(_script_cases(path, flow, helpers))
        offs = switched_off.script_suites(module, flow, _head_words)
    return FileCases(path, tuple(found), tuple(offs), flow)


def _asserting_functions(module: m.Module) -> frozenset[str]:
    """Names of the file's own functions that assert, also through one another."""
    bodies = [(m.function_name(f), f) for f in module.every(m.Function)]
    named = [(name, f) for name, f in bodies if name and not _is_test_name(name, module.language)]
    reader = reader_of(module.language)
    found: set[str] = set()
    for _ in range(3):
        before = len(found)
        for name, function in named:
            if name not in found and any(
                not (a.helper and a.strength is Strength.WEAK and module.language == "rust")
                for a in reader(module, function.body, frozenset(found))
            ):
                found.add(name)
        if len(found) == before:
            break
    return frozenset(found)


def _is_test_name(name: str, language: str) -> bool:
    if language == "python":
        return bool(re.match(r"test(?:_|[A-Z0-9]|$)", name))
    return language == "go" and bool(re.match(r"Test([A-Z_0-9]|$)", name))


# --- Python ---


def _python_cases(path: str, module: m.Module, helpers: frozenset[str]) -> Iterator[Case]:
    for function in module.every(m.Function):
        if not _is_test_name(function.name, "python") or isinstance(function.parent, m.Assign):
            continue
        owner = function.parent.parent if function.parent is not None else None
        if isinstance(owner, m.Function) or m.enclosing(function, m.Function) is not None:
            continue
        if any(
            m.dotted(_callee(d)).rpartition(".")[2] in ("fixture", "property", "staticmethod", "route")
            for d in function.decorators
        ):
            continue
        if any(
            isinstance(s, m.Return) and s.value is not None and not isinstance(s.value, (m.Literal, m.Call))
            for s in function.body.items
        ):
            continue  # it gives something back: a helper that looks like a test
        line = _definition_line(module, function)
        yield Case(
            path, "python", function.name, m.qualified_name(function), line, function.line, function.end_line, function,
            function.body, module, tuple(switched_off.python_test(module, function)), python_tests.is_parametrised(function), helpers,
        )  # fmt: skip


def _callee(node: m.Expr) -> m.Expr:
    return node.callee if isinstance(node, m.Call) else node


def _definition_line(module: m.Module, function: m.Function) -> int:
    if not function.decorators:
        return function.line
    for number in range(function.line, function.end_line + 1):
        if re.match(r"\s*(?:async\s+)?def\s", module.text_lines[number - 1]):
            return number
    return function.line


# --- JavaScript ---


def _head_words(call: m.Call) -> tuple[str, tuple[str, ...]] | None:
    """(kind, modifiers) of a call that defines a test or a suite: ``("test", ("skip",))`` for ``it.skip(...)``."""
    callee: m.Expr = call.callee
    if isinstance(callee, m.Call):
        callee = callee.callee
    elif isinstance(callee, m.TaggedTemplate):
        callee = callee.tag
    modifiers: list[str] = []
    while isinstance(callee, m.Attr):
        if callee.name not in _MODIFIERS:
            return None
        modifiers.append(callee.name)
        callee = callee.base
        if isinstance(callee, m.Call):
            callee = callee.callee
    if not isinstance(callee, m.Name):
        return None
    kind = "test" if callee.id in _TEST_CALLS else "suite" if callee.id in _SUITE_CALLS else ""
    if not kind:
        return None
    if "describe" in modifiers:
        kind = "suite"
    prefix = (
        {"x": "skip", "f": "only"}.get(callee.id[0], "")
        if callee.id[1:] in ("it", "test", "describe", "specify", "context")
        else ""
    )
    return kind, tuple(reversed(modifiers)) + ((prefix,) if prefix else ())


def _title(call: m.Call, module: m.Module) -> str | None:
    first = call.positional(0)
    if isinstance(first, m.Literal) and isinstance(first.value, str):
        return first.value
    return module.text(first) if isinstance(first, (m.Template, m.Name, m.Attr, m.Binary)) else None


def _script_cases(path: str, flow: Flow, helpers: frozenset[str]) -> Iterator[Case]:
    module = flow.module
    for call in flow.calls():
        head = _head_words(call)
        if head is None or head[0] != "test":
            continue
        title = _title(call, module)
        if title is None:
            continue
        function = next((a.value for a in call.args[1:] if isinstance(a.value, m.Function)), None)
        modifiers = head[1]
        if function is None and "todo" not in modifiers and not ("skip" in modifiers and len(call.args) == 1):
            continue
        names = [title]
        for parent in call.ancestors():
            if (
                isinstance(parent, m.Call)
                and (outer := _head_words(parent)) is not None
                and outer[0] == "suite"
            ):
                names.append(_title(parent, module) or "")
        yield Case(
            path, module.language, title, " > ".join(reversed(names)), call.line, call.line, call.end_line, call,
            None if function is None else function.body, module,
            tuple(switched_off.script_test(module, call, modifiers, function)), bool({"each", "for"} & set(modifiers)), helpers,
        )  # fmt: skip


# --- Go ---


def _go_cases(path: str, module: m.Module, helpers: frozenset[str]) -> Iterator[Case]:
    for function in module.every(m.Function):
        if not _is_test_name(function.name, "go") or function.name == "TestMain":
            continue
        if function.receiver is None and not any("testing.T" in p.annotation for p in function.params):
            continue
        if function.receiver is not None and function.params:
            continue
        table = any(isinstance(n, m.Loop) for n in function.body.walk())
        name = (
            function.name
            if function.receiver is None
            else f"{function.receiver[1].lstrip('*')}.{function.name}"
        )
        yield Case(
            path, "go", function.name, name, function.line, function.line, function.end_line, function, function.body, module,
            tuple(switched_off.go_test(module, function)), table, helpers,
        )  # fmt: skip


# --- Java, Kotlin, C#, PHP, Ruby, Rust ---


def _found_cases(path: str, module: m.Module, helpers: frozenset[str]) -> Iterator[Case]:
    for test in found_tests.tests(module):
        yield Case(
            path, module.language, test.name, test.full_name, test.line, test.start, test.node.end_line, test.node, test.body,
            module, (), test.parametrised, helpers - {test.name},
        )  # fmt: skip


# --- base and head ---

_PAIRS: WeakKeyDictionary[ChangeView, tuple[Pair, ...]] = WeakKeyDictionary()
_BASES: WeakKeyDictionary[ChangeView, dict[str, FileView]] = WeakKeyDictionary()


def base_file(view: ChangeView, change: ChangedFile) -> FileView | None:
    """The base version of a changed file, also of a deleted one; one object a file."""
    path = change.base_path
    if path is None or change.content is not Content.TEXT:
        return None
    known = _BASES.setdefault(view, {})
    if path not in known:
        known[path] = FileView(change, path, view.base, view)
    return known[path]


def base_cases(view: ChangeView) -> Iterator[FileCases]:
    """The tests that the changed files held at base."""
    for change in view.change.files:
        if change.base_path is not None and holds_tests(change.base_path):
            file = base_file(view, change)
            if file is not None:
                yield cases_of(file)


def pairs(view: ChangeView) -> tuple[Pair, ...]:
    """The tests of all changed files, base beside head."""
    known = _PAIRS.get(view)
    if known is None:
        known = _PAIRS[view] = tuple(_pair(view))
    return known


def _pair(view: ChangeView) -> Iterator[Pair]:
    head = [c for file in view.files for c in cases_of(file).cases]
    base = [c for file in base_cases(view) for c in file.cases]
    moved = {f.old_path: f.path for f in view.change.files if f.old_path}
    for key in (
        lambda c: (moved.get(c.path, c.path), c.full_name),
        lambda c: ("", c.full_name),
        lambda c: (moved.get(c.path, c.path), c.name),
        lambda c: ("", c.text if len(c.text) > 40 else c.full_name),
    ):
        by_key: defaultdict[object, list[Case]] = defaultdict(list)
        for case in base:
            by_key[key(case)].append(case)
        left = []
        for case in head:
            same = by_key[key(case)]
            if same:
                yield Pair(same.pop(0), case)
            else:
                left.append(case)
        head = left
        base = [case for rest in by_key.values() for case in rest]
    commented = _commented(view)
    gone = [
        c
        for c in base
        if re.search(r"(?<!\w)" + re.escape(c.name) + r"(?!\w)", commented.get(moved.get(c.path, c.path), ""))
    ]
    for case in gone:
        yield Pair(case, None)
    yield from _by_body([c for c in base if c not in gone], head)


def _commented(view: ChangeView) -> dict[str, str]:
    """Path -> the comments that the change adds to a file of tests."""
    found: dict[str, str] = {}
    for file in view.files:
        if holds_tests(file.path) and file.module is not None:
            added = file.change.added
            found[file.path] = "\n".join(
                c.text for c in file.module.comments if any(n in added for n in range(c.line, c.end_line + 1))
            )
    return found


def _by_body(base: list[Case], head: list[Case]) -> Iterator[Pair]:
    taken: set[int] = set()
    scored: list[tuple[float, int, int]] = []
    if len(base) <= _COMPARED and len(head) <= _COMPARED:
        for i, old in enumerate(base):
            for j, new in enumerate(head):
                if old.language != new.language or not old.text or not new.text:
                    continue
                common = len(old.words & new.words) / (len(old.words | new.words) or 1)
                if common < 0.4:
                    continue
                matcher = SequenceMatcher(None, old.text[:3000], new.text[:3000], autojunk=False)
                if matcher.quick_ratio() >= _SIMILAR and (ratio := matcher.ratio()) >= _SIMILAR:
                    scored.append((-ratio, i, j))
    matched: dict[int, int] = {}
    for _, i, j in sorted(scored):
        if i not in matched and j not in taken:
            matched[i] = j
            taken.add(j)
    for i, old in enumerate(base):
        yield Pair(old, head[matched[i]] if i in matched else None)
    for j, new in enumerate(head):
        if j not in taken:
            yield Pair(None, new)
