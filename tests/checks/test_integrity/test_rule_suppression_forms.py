"""Suppressions of every ecosystem: bare, explained, narrower than before, and merely spoken of."""

from __future__ import annotations

import pytest

from checks.changes import in_memory
from checks.engine import review
from checks.report import Severity

BARE = {
    "a.kt": '@Suppress("UNCHECKED_CAST")\nfun f(x: Any) = x as List<String>',
    "b.kt": '@file:Suppress("unused")\npackage a',
    "A.java": "class A {\n  boolean f(Object a, Object b) { return a == b; } // NOPMD\n}",
    "B.java": 'class B {\n  @SuppressFBWarnings("EI_EXPOSE_REP")\n  int[] f() { return x; }\n}',
    "a.cs": "#pragma warning disable CS8600\nclass A { }",
    "b.cs": "#nullable disable\nclass B { }",
    "c.cs": 'class C\n{\n    [SuppressMessage("Design", "CA1031")]\n    void F() { }\n}',
    "d.cs": 'class D\n{\n    [SuppressMessage("Design", "CA1031", Justification = "<Pending>")]\n    void F() { }\n}',
    "a.php": "<?php\n/** @psalm-suppress MixedAssignment */\n$x = f();",
    "b.php": "<?php\n// phpcs:disable Generic.Files.LineLength\n$x = 1;",
    "a.rs": "#[allow(clippy::too_many_arguments)]\nfn f(a: u8) {}",
    "b.rs": "/// Adds one.\n#[allow(dead_code)]\nfn f(a: u8) {}",
    "a.ts": "// biome-ignore lint/suspicious/noExplicitAny: <explanation>\nexport type A = any;",
    "b.ts": "// deno-lint-ignore no-explicit-any\nexport type A = any;",
    "a.sh": "# shellcheck disable=SC2086\necho $A",
    "a.tf": 'resource "a" "b" {\n  #tfsec:ignore:AWS001\n  acl = "public"\n}',
    "a.py": "@no_type_check\ndef f(x):\n    return x",
    "a.go": "package a\n\n//nolint:errcheck,gosec\nfunc f() { g() }",
}  # fmt: skip


@pytest.mark.parametrize("path", BARE)
def test_a_bare_suppression_of_this_form_is_noted(path, found):
    assert len(found("suppression-added", {path: BARE[path] + "\n"})) == 1


SILENT = {
    "a.kt": '@Suppress("UNCHECKED_CAST") // the map only holds what put() typed\nfun f(x: Any) = x as List<String>',
    "A.java": 'class A {\n  // Erasure hides the type that put() was given.\n  @SuppressWarnings("unchecked")\n  <T> T f(Object a) { return (T) a; }\n}',
    "B.java": 'class B {\n  @SuppressFBWarnings(value = "EI", justification = "copied by the caller")\n  int[] f() { return x; }\n}',
    "a.cs": "#pragma warning disable CS0618 // the old client until the gateway speaks v2\nclass A { }",
    "c.cs": 'class C\n{\n    [SuppressMessage("Design", "CA1031", Justification = "A plugin must not end the host.")]\n    void F() { }\n}',
    "a.rs": '#[allow(non_camel_case_types, reason = "names of the C header")]\ntype a_t = u8;',
    "b.rs": "// Called by name from C.\n#[allow(dead_code)]\nfn f(a: u8) {}",
    "a.ts": "// biome-ignore lint/suspicious/noExplicitAny: the plugin interface takes anything\nexport type A = any;",
    "a.sh": "# Words are meant to be split here.\n# shellcheck disable=SC2086\necho $A",
    "a.py": "from app.models import load as load  # noqa: F401",
    "b.py": "import driver  # type: ignore[import-untyped]",
    "settings/local.py": "from .base import *  # noqa: F403",
    "c.py": 'HELP = "write # type: ignore only with a reason"',
    "b.ts": "export const PATTERN = /eslint-disable(-next-line)?/;",
}  # fmt: skip


@pytest.mark.parametrize("path", SILENT)
def test_an_explained_or_self_explaining_suppression_is_silent(path, found):
    assert found("suppression-added", {path: SILENT[path] + "\n"}) == []


@pytest.mark.parametrize(
    ("path", "before", "after"),
    [
        ("a.py", "x = f()  # type: ignore\n", "x = f()  # type: ignore[no-any-return]\n"),
        ("a.py", "# flake8: noqa\nimport os\nx = 1\n", "import os  # noqa: F401\nx = 1\n"),
        ("a.ts", "/* eslint-disable */\nexport const a = (x: any) => x;\n", "// eslint-disable-next-line no-any\nexport const a = (x: any) => x;\n"),
        ("a.go", "package a\n\nvar x = f() //nolint\n", "package a\n\nvar x = f() //nolint:errcheck\n"),
        ("a.py", "def f():\n    x = g()  # type: ignore\n", "def f():\n    if a:\n        x = g()  # type: ignore\n"),
    ],
)  # fmt: skip
def test_a_suppression_that_was_there_as_wide_or_wider_is_silent(path, before, after, found):
    assert found("suppression-added", {path: after}, {path: before}) == []


@pytest.mark.parametrize(
    ("text", "severity"),
    [("# ruff: noqa\nx = 1\n", Severity.WARNING), ("x = f()  # type: ignore\n", Severity.NOTE)],
)
def test_a_whole_file_weighs_more_than_a_line(text, severity):
    (finding,) = review(in_memory({"a.py": text}, {}), only={"test-integrity/suppression-added"}).findings
    assert finding.severity is severity
