"""What a test tests, and whether that code stayed, changed or went away with the change."""

from __future__ import annotations

import re
from weakref import WeakKeyDictionary

from checks.changes import ChangedFile, Status
from checks.languages import language_of
from checks.silence import is_test_path, silent_path_reason
from checks.syntax import model as m
from checks.test_integrity import found_tests
from checks.test_integrity.strength import words
from checks.test_integrity.tests_model import Case
from checks.views import ChangeView

_CODE = frozenset(
    {"python", "javascript", "typescript", "tsx", "go", "java", "ruby", "kotlin", "csharp", "php", "rust"}
)
_SUFFIXES = {
    "python": (".py",),
    "go": (".go",),
    "java": (".java", ".kt"),
    "kotlin": (".kt", ".java"),
    "csharp": (".cs",),
    "php": (".php",),
    "ruby": (".rb",),
    "rust": (".rs",),
    "javascript": (".js", ".jsx", ".mjs", ".cjs", ".ts", ".tsx", ".vue"),
}
_COMMENT = re.compile(r"(?:#|//).*$|^\s*\*.*$")
_COMMON = frozenset(
    [
        "self",
        "this",
        "true",
        "false",
        "none",
        "null",
        "undefined",
        "expect",
        "assert",
        "assertEqual",
        "client",
        "response",
        "result",
        "request",
        "status_code",
        "json",
        "data",
        "test",
        "tests",
        "describe",
        "name",
        "value",
        "items",
        "list",
        "dict",
        "string",
        "number",
        "async",
        "await",
        "const",
        "return",
        "import",
        "from",
        "with",
        "mock",
        "patch",
        "Mock",
        "MagicMock",
        "object",
        "type",
        "error",
        "Error",
        "length",
        "body",
        "headers",
        "status",
        "append",
        "print",
        "format",
        "join",
        "split",
        "range",
        "enumerate",
        "sorted",
        "isinstance",
        "should",
        "equal",
        "toBe",
        "toEqual",
        "fatal",
        "Fatalf",
        "Errorf",
        "Errorf",
        "error",
        "func",
        "nil",
        "context",
        "Background",
        "Done",
        "make",
        "close",
        "open",
        "read",
        "write",
        "send",
        "fixture",
        "parametrize",
        "mark",
        "pytest",
        "get",
        "post",
        "put",
        "patch",
        "delete",
        "fetch",
        "call",
        "then",
        "catch",
        "push",
        "keys",
        "values",
        "copy",
        "parse",
        "stringify",
        "Date",
        "Promise",
        "setTimeout",
        "require",
        "render",
        "screen",
        "click",
        "user",
        "add",
        "remove",
        "create",
        "update",
        "find",
        "all",
        "one",
        "first",
    ]
)

_WORD_OF_TESTS = re.compile(
    r"(?:assert|Assert|verify|Verify|expect|should|Should|isEqualTo|isNot|isTrue|isFalse|isPresent|isEmpty|hasSize|contains|then|when|given|mock|any|doReturn|willReturn|Setup|Returns|return|EqualTo|println|unwrap|to_|have_|raise_|described)"
)
_GONE: WeakKeyDictionary[ChangeView, frozenset[str]] = WeakKeyDictionary()


def source_changed(view: ChangeView, language: str = "") -> bool:
    """Whether the change alters code that is no test (of the same language family, where one is given)."""
    return any(
        f.base_path is not None and language_of(f.path) in _CODE and not is_test_path(f.path) and not _tests_alone(view, f)
        and silent_path_reason(f.path) is None and (not language or family(language_of(f.path)) == family(language))
        for f in view.change.files
    ) or any(
        f.status is Status.ADDED and language_of(f.path) in _CODE and not is_test_path(f.path) for f in view.change.files
    )  # fmt: skip


def _tests_alone(view: ChangeView, change: ChangedFile) -> bool:
    """Whether a Rust file was changed in its test module only."""
    if not change.path.endswith(".rs") or change.base_path is None:
        return False
    before, after = (
        _first_test_line(view.base.text(change.base_path)),
        _first_test_line(view.head.text(change.path)),
    )
    return all(n >= after for n in change.added) and all(n >= before for n in change.removed)


def _first_test_line(text: str | None) -> int:
    lines = (text or "").split("\n")
    return next(
        (n for n, line in enumerate(lines, 1) if line.lstrip().startswith("#[cfg(test)]")), len(lines) + 1
    )


def family(language: str) -> str:
    """TypeScript and JavaScript test each other's code."""
    return "javascript" if language in ("typescript", "tsx") else language


def gone_words(view: ChangeView) -> frozenset[str]:
    """Words of removed code lines that the changed code no longer has anywhere, and names of deleted files."""
    known = _GONE.get(view)
    if known is not None:
        return known
    removed: set[str] = set()
    kept: set[str] = set()
    for change in view.change.files:
        if language_of(change.path) not in _CODE or is_test_path(change.path):
            continue
        before = None if change.base_path is None else view.base.text(change.base_path)
        if before is not None:
            lines = before.split("\n")
            for n in change.removed:
                if n <= len(lines):
                    removed |= words(_COMMENT.sub("", lines[n - 1]))
        if change.status is Status.DELETED:
            removed.add(change.path.rpartition("/")[2].partition(".")[0])
        else:
            kept |= words(view.head.text(change.path) or "")
    found = frozenset(w for w in removed - kept if w not in _COMMON)
    _GONE[view] = found
    return found


def raise_went(view: ChangeView, demand: str) -> bool:
    """Whether the change removed a statement from the code that raised an error which the demand names."""
    kinds = {w for w in words(demand) if w[0].isupper()}
    for change in view.change.files:
        if language_of(change.path) not in _CODE or is_test_path(change.path) or change.base_path is None:
            continue
        before = (view.base.text(change.base_path) or "").split("\n")
        head = view.head.text(change.path) or ""
        for n in change.removed:
            line = before[n - 1] if n <= len(before) else ""
            if re.search(r"\b(?:raise|throw)\b", line) and kinds & words(line) and line.strip() not in head:
                return True
    return False


def targets(case: Case) -> tuple[str, ...]:
    """Names that a test calls, most telling first: what it imports, then what it calls, then words of the paths it asks for."""
    if case.body is None:
        return ()
    imported = {
        alias for i in case.module.every(m.Import) if not _framework(i.module) for _, alias in i.names
    }
    local = {m.function_name(f) for f in case.module.every(m.Function)}
    local |= {alias for i in case.module.every(m.Import) if _framework(i.module) for _, alias in i.names}
    first: list[str] = []
    second: list[str] = []
    third: list[str] = []
    for node in case.body.walk():
        if isinstance(node, m.Name) and node.id in imported:
            first.append(node.id)
        elif isinstance(node, m.Call):
            name = m.dotted(node.callee).rpartition(".")[2]
            if len(name) > 3 and name not in _COMMON and name not in local and not (
                case.language in found_tests.LANGUAGES and _WORD_OF_TESTS.match(name)
            ):  # fmt: skip
                second.append(name)
        elif isinstance(node, m.Literal) and isinstance(node.value, str) and node.value.startswith("/"):
            third.extend(w for w in re.findall(r"[A-Za-z_]{4,}", node.value) if w not in _COMMON)
    stem = re.match(r"(\w{4,}?)(?:Tests?|Spec|IT|_spec|_test)\.\w+$", case.path.rpartition("/")[2])
    if stem and case.language in found_tests.LANGUAGES:
        third.append(stem.group(1))  # the class that the file is named after
    return tuple(dict.fromkeys([*first, *second, *third]))


def _framework(module: str) -> bool:
    return module.partition(".")[0].partition("/")[0] in (
        "pytest", "unittest", "datetime", "java", "javax", "kotlin", "kotlinx", "Xunit", "NUnit", "Moq", "System", "FluentAssertions", "PHPUnit",
        "Microsoft", "Shouldly", "std", "Mockery", "Illuminate", "decimal", "json", "os", "re", "typing", "pathlib", "vitest", "jest", "@jest", "chai", "sinon",
        "supertest", "node:test", "node:assert", "assert", "@playwright", "@testing-library", "react", "django", "flask", "fastapi",
        "testing", "time", "context", "errors", "fmt", "net", "strings", "httptest", "github.com", "bytes", "io", "collections", "uuid",
        "sqlalchemy", "requests", "httpx", "mock", "freezegun", "mocha", "path", "fs", "__future__",
    ) or module.startswith(("org.junit", "org.mockito", "org.assertj", "org.hamcrest", "org.springframework", "io.mockk", "io.kotest"))  # fmt: skip


def tested_code_went(view: ChangeView, case: Case) -> bool:
    """Whether something that the test names was removed from the code by this change."""
    gone = gone_words(view)
    if not gone:
        return False
    if gone & case.words:
        return True
    title = re.sub(r"[^a-z]", "", case.name.lower())
    return any(
        len(w) > 4 and re.sub(r"[^a-z]", "", w.lower()) in title
        for w in gone
        if re.sub(r"[^a-z]", "", w.lower())
    )


def tested_code_stays(view: ChangeView, case: Case) -> str | None:
    """A name that the test calls and that the code at head still has; None when nothing like that is found."""
    suffixes = _SUFFIXES.get(family(case.language), ())
    for name in targets(case)[:6]:
        for path, _, line in view.head.search([name], suffixes=suffixes):
            if not is_test_path(path) and _COMMENT.sub("", line).strip():
                return name
    return None
