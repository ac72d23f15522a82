"""Where the tests of Java, Kotlin, C#, PHP, Ruby and Rust files stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from checks.syntax import model as m
from checks.syntax import parse
from checks.test_integrity.assertion_words import words_of

LANGUAGES = ("java", "kotlin", "csharp", "php", "ruby", "rust")
_MARKS = {
    "java": frozenset({"Test", "ParameterizedTest", "RepeatedTest", "TestFactory", "TestTemplate", "Property"}),
    "kotlin": frozenset({"Test", "ParameterizedTest", "RepeatedTest", "TestFactory", "Property"}),
    "csharp": frozenset(
        {"Fact", "Theory", "Test", "TestCase", "TestCaseSource", "TestMethod", "DataTestMethod", "SkippableFact", "SkippableTheory"}
    ),
    "php": frozenset({"Test"}),
    "rust": frozenset({"test", "rstest", "test_case", "wasm_bindgen_test", "quickcheck", "gpui_test"}),
}  # fmt: skip
_TABLES = words_of(
    "ParameterizedTest TestFactory Property Theory TestCase TestCaseSource DataTestMethod DataProvider TestWith rstest test_case quickcheck "
    "SkippableTheory"
)
_CALLS = {
    "ruby": frozenset({"it", "specify", "example", "scenario", "test", "xit", "fit", "focus", "xspecify", "fspecify", "its"}),
    "kotlin": frozenset({"test", "it", "should", "expect", "xtest", "xit", "scenario", "then"}),
    "php": frozenset({"it", "test"}),
}  # fmt: skip
_SUITES = words_of(
    "describe context feature xdescribe xcontext fdescribe fcontext shared_examples shared_context given when"
)
_SPECS = re.compile(
    rb"\bclass (?=\w+ ?: ?(?:\w+\.)*(?:StringSpec|FunSpec|DescribeSpec|ShouldSpec|BehaviorSpec|WordSpec|FreeSpec|FeatureSpec|ExpectSpec|AnnotationSpec)\()(\w+) ?: ?"
)
_CFG_TEST = re.compile(rb"#\[cfg\(\s*(?:all\(\s*)?test\b[^\]\n]*\]")
_ANNOTATED = re.compile(r"@test\b|@dataProvider\b")


@dataclass(frozen=True, slots=True)
class Found:
    """One test as it stands in the file."""

    name: str
    full_name: str
    line: int
    start: int
    node: m.Node
    body: m.Block | None
    parametrised: bool


def may_hold(language: str, text: str) -> bool:
    """Cheap first look, for languages whose tests stand among the code."""
    return language != "rust" or "test]" in text or "test(" in text or "#[rstest" in text


def readable(module: m.Module) -> m.Module:
    """The module with the parts that the code model leaves out for other rules: Rust's test modules, Kotest's specifications."""
    source = module.source
    if module.language == "rust":
        changed = _CFG_TEST.sub(lambda found: b" " * len(found.group(0)), source)
    elif module.language == "kotlin":
        changed = _SPECS.sub(
            lambda found: (b"val " + found.group(1) + b" = ").ljust(len(found.group(0))), source
        )
    else:
        return module
    if changed == source:
        return module
    again = parse(module.path, module.language, changed)
    return module if again is None else again


def tests(module: m.Module) -> Iterator[Found]:
    """Every test of a file, in source order."""
    language = module.language
    marks = _MARKS.get(language, frozenset())
    for function in module.every(m.Function):
        found = _marked(module, function, marks)
        if found is not None:
            yield found
    calls = _CALLS.get(language)
    if calls is not None:
        for call in module.every(m.Call):
            block = _block(module, call, calls)
            if block is not None:
                yield block


def _name(decorator: m.Expr) -> str:
    return m.dotted(decorator.callee if isinstance(decorator, m.Call) else decorator).rpartition(".")[2]


def _marked(module: m.Module, function: m.Function, marks: frozenset[str]) -> Found | None:
    if not function.name:
        return None
    names = {_name(d).removesuffix("Attribute") for d in function.decorators}
    owner = function.parent.parent if function.parent is not None else None
    by_name = False
    if module.language == "php":
        by_name = bool(re.match(r"test[A-Z_0-9]|test$", function.name)) and isinstance(owner, m.Class)
        above = "\n".join(module.text_lines[max(0, function.line - 12) : function.line - 1])
        comment = above.rpartition("/**")[2] if above.rstrip().endswith("*/") else ""
        by_name = by_name or (isinstance(owner, m.Class) and bool(re.search(r"@test\b", comment)))
        if "@dataProvider" in comment:
            names.add("DataProvider")
    elif module.language == "ruby":
        by_name = bool(re.match(r"test_\w", function.name)) and isinstance(owner, m.Class)
    elif module.language == "java":
        by_name = bool(re.match(r"test[A-Z_0-9]", function.name)) and isinstance(owner, m.Class) and any(
            m.dotted(b).endswith("TestCase") for b in owner.bases
        )  # fmt: skip
    if not (names & marks or by_name):
        return None
    line = _definition(module, function)
    return Found(
        function.name, m.qualified_name(function), line, function.line, function, function.body, bool(names & _TABLES)
    )  # fmt: skip


def _definition(module: m.Module, function: m.Function) -> int:
    """The line that names the function, after its annotations."""
    pattern = re.compile(r"\b" + re.escape(function.name) + r"`?\s*(?:<[^>]*>)?\s*\(")
    for number in range(function.line, min(function.end_line, function.line + 15) + 1):
        text = module.text_lines[number - 1]
        if pattern.search(text) and not text.lstrip().startswith(("@", "[", "#[")):
            return number
    return function.line


def _block(module: m.Module, call: m.Call, names: frozenset[str]) -> Found | None:
    callee = call.callee
    config = False
    if isinstance(callee, m.Attr) and callee.name == "config":
        callee, config = callee.base, True
    function = next((a.value for a in call.args if isinstance(a.value, m.Function)), None)
    if function is None:
        return None
    if isinstance(callee, m.Literal) and module.language == "kotlin" and isinstance(callee.value, str):
        if any(isinstance(n, m.Call) and isinstance(n.callee, m.Literal) for n in function.body.walk()):
            return None  # a suite
        title = callee.value
    elif (
        isinstance(callee, m.Attr)
        and module.language == "kotlin"
        and callee.name in ("should", "When", "Then")
        and isinstance(callee.base, m.Literal)
    ):
        title = str(callee.base.value)
    elif isinstance(callee, m.Name) and callee.id in names:
        first = call.positional(0)
        if isinstance(first, m.Literal) and isinstance(first.value, str):
            title = first.value
        elif module.language == "ruby" and (first is None or isinstance(first, m.Function)):
            title = module.text(function.body)[:60]
        else:
            return None
        if module.language == "kotlin" and m.enclosing(call, m.Function) is None:
            return None
    else:
        return None
    del config
    outer = [title]
    for parent in call.ancestors():
        if isinstance(parent, m.Call):
            name = m.dotted(parent.callee).rpartition(".")[2]
            first = parent.positional(0)
            if name in _SUITES and first is not None and not isinstance(first, m.Function):
                outer.append(str(first.value) if isinstance(first, m.Literal) else module.text(first))
    one_liner = module.language == "ruby" and not isinstance(call.positional(0), m.Literal)
    return Found(
        title, " > ".join(reversed(outer)), call.line, call.line, call, None if one_liner else function.body, False
    )  # fmt: skip
