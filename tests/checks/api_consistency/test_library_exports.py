"""Exports of published libraries: what breaks, what does not, and what is a library at all."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from checks.api_consistency.library_breaks import library_sites
from checks.changes import in_memory
from checks.config import CheckConfig
from checks.rules import Severity
from checks.views import ChangeView

_PYPROJECT = """[build-system]
requires = ["hatchling"]
[project]
name = "kit"
version = "{}"
license = "MIT"
classifiers = ["Typing :: Typed"]
"""
_PACKAGE = """{{"name": "kit", "version": "{}", "main": "./dist/index.js", "types": "./dist/index.d.ts", "files": ["dist"]}}"""
_POM = """<project><groupId>dev.kit</groupId><artifactId>kit</artifactId><version>{}</version>
<distributionManagement/></project>"""
_POM = _POM.replace("<distributionManagement/>", "<distributionManagement>x</distributionManagement>")


def _messages(base: Mapping[str, str], head: Mapping[str, str]) -> list[str]:
    view = ChangeView(in_memory(dict(head), dict(base)), CheckConfig())
    return [s.defect.message for s in library_sites(view) if s.defect is not None]


def _python(old: str, new: str, before: str = "1.2.0", after: str = "1.2.0") -> list[str]:
    init = 'from kit._core import *\n__all__ = ["f", "C", "E", "D"]\n'
    base = {"pyproject.toml": _PYPROJECT.format(before), "kit/__init__.py": init, "kit/_core.py": old}
    head = {"pyproject.toml": _PYPROJECT.format(after), "kit/__init__.py": init, "kit/_core.py": new}
    return _messages(base, head)


def _typescript(old: str, new: str, before: str = "1.2.0", after: str = "1.2.0") -> list[str]:
    index = "export * from './core.js';\n"
    base = {"package.json": _PACKAGE.format(before), "src/index.ts": index, "src/core.ts": old}
    return _messages(base, {**base, "package.json": _PACKAGE.format(after), "src/core.ts": new})


def _go(old: str, new: str) -> list[str]:
    base = {"go.mod": "module github.com/acme/kit\n", "kit.go": "package kit\n" + old}
    return _messages(base, {**base, "kit.go": "package kit\n" + new})


def _java(old: str, new: str) -> list[str]:
    base = {"pom.xml": _POM.format("1.2.0"), "src/main/java/dev/kit/K.java": "package dev.kit;\n" + old}
    return _messages(base, {**base, "src/main/java/dev/kit/K.java": "package dev.kit;\n" + new})


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("def f(a): ...\n", "def g(a): ...\n", "is gone"),
        ("def f(a): ...\n", "def f(a, b): ...\n", "needs `b`"),
        ("def f(a, b=1): ...\n", "def f(a): ...\n", "no longer takes `b`"),
        ("def f(a, b=1): ...\n", "def f(a, b): ...\n", "needs `b`"),
        ("def f(a, b): ...\n", "def f(b, a): ...\n", "another order"),
        ("def f(a, b=1): ...\n", "def f(a, *, b=1): ...\n", "by name only"),
        ("def f(a, b=1): ...\n", "def f(a, c=2, b=1): ...\n", "before its other parameters"),
        ("def f(a): ...\n", "async def f(a): ...\n", "asynchronous now"),
        ("def f(a: int | str): ...\n", "def f(a: int): ...\n", "no longer accepts `str`"),
        ("class C(A, B): ...\n", "class C(A): ...\n", "no longer a `B`"),
        ("class C:\n    def m(self): ...\n", "class C:\n    def n(self): ...\n", "`kit.C.m` is gone"),
        ("class E(Enum):\n    A = 1\n    B = 2\n", "class E(Enum):\n    A = 1\n", "enum member `kit.E.B`"),
        ("@dataclass\nclass D:\n    a: int\n", "@dataclass\nclass D:\n    a: int\n    b: int\n", "needs `b`"),
    ],
)
def test_a_python_export_that_changes_under_its_callers_is_found(old: str, new: str, said: str) -> None:
    messages = _python(old, new)
    assert len(messages) == 1
    assert said in messages[0]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("def f(a): ...\n", "def f(a, b=1): ...\n"),
        ("def f(a): ...\n", "def f(a, *args, **kwargs): ...\n"),
        ("def f(a: int): ...\n", "def f(a: int | str): ...\n"),
        ("def f(a: Optional[int]): ...\n", "def f(a: int | None): ...\n"),
        ("def f(a): ...\n", "def g(a): ...\nf = g\n"),
        ("def _h(a): ...\n", "def _h(a, b): ...\n"),
        ("def f(a):\n    warnings.warn('', DeprecationWarning)\n", "x = 1\n"),
        ("class C:\n    def m(self): ...\n", "class B:\n    def m(self): ...\nclass C(B): ...\n"),
        ("class C:\n    def _m(self): ...\n", "class C:\n    def _n(self): ...\n"),
        ("def f(a): ...\n", "def f(a:\n"),
    ],
)
def test_a_python_change_that_callers_survive_is_silent(old: str, new: str) -> None:
    assert _python(old, new) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("export function f(a: string) {}", "export function g(a: string) {}", "is gone"),
        ("export function f(a: string) {}", "export function f(a: string, b: number) {}", "needs `b`"),
        ("export const f = (a?: string) => 1;", "export const f = (a: string) => 1;", "was optional"),
        ("export function f(a: string, b?: string) {}", "export function f(a: string) {}", "no longer takes"),
        ("export function f(): number {}", "export async function f(): Promise<number> {}", "asynchronous"),
        ("export function f(a: 'x' | 'y') {}", "export function f(a: 'x') {}", "no longer accepts `'y'`"),
        ("export interface O { a: string }", "export interface O { b: string }", "`O.a` is gone"),
        (
            "export interface FOptions { a?: string }",
            "export interface FOptions { a: string }",
            "required now",
        ),
        ("export enum E { A, B }", "export enum E { A }", "enum member `E.B`"),
        ("export type T = 'x' | 'y';", "export type T = 'x';", "no longer allows `'y'`"),
        ("export class C { m() {} }", "export class C { private m() {} }", "method `C.m`"),
    ],
)
def test_a_typescript_export_that_changes_under_its_users_is_found(old: str, new: str, said: str) -> None:
    messages = _typescript(old, new)
    assert len(messages) == 1
    assert said in messages[0]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("export function f(a: string) {}", "export function f(b: string, c?: number) {}"),
        ("function h(a: string) {}", "function h() {}"),
        ("/** @internal */\nexport function f(a: string) {}", "const x = 1;"),
        ("export interface O { a: string }", "export interface O { a: string; b: number }"),
        ("export function f(a: string) {}", "function g(a: string) {}\nexport { g as f };"),
        ("export function f(a: string) {}", "export const f = (a: string) => 1;"),
    ],
)
def test_a_typescript_change_that_users_survive_is_silent(old: str, new: str) -> None:
    assert _typescript(old, new) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("func F(a int) {}", "func G(a int) {}", "`kit.F` is gone"),
        ("func F(a int) {}", "func F(a, b int) {}", "takes (int, int) instead of (int)"),
        ("func F() error { return nil }", "func F() (int, error) { return 0, nil }", "returns"),
        ("type I interface { M() }", "type I interface {\n M()\n N()\n}", "implement `kit.I` no longer do"),
        ("type S struct { A int }", "type S struct { A string }", "changed its type"),
        ("type S struct { A int }", "type S struct { a int }", "`kit.S.A` is gone"),
        ("type S struct{}\nfunc (s *S) M() {}", "type S struct{}", "`kit.S.M` is gone"),
        ("const A = 1", "const B = 1", "`kit.A` is gone"),
    ],
)
def test_a_go_identifier_that_changes_under_its_users_is_found(old: str, new: str, said: str) -> None:
    messages = _go(old, new)
    assert len(messages) == 1
    assert said in messages[0]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("func F(a int) {}", "func F(b int, opts ...string) {}"),
        ("func F(a interface{}) {}", "func F(a any) {}"),
        ("type S struct { A int }", "type S struct { A, B int }"),
        ("type I interface {\n M()\n m()\n}", "type I interface {\n M()\n N()\n m()\n}"),
        ("// F does.\n//\n// Deprecated: use G.\nfunc F() {}", "func G() {}"),
        ("type S struct{}\nfunc (s *S) M() {}", "type S struct{ base }"),
    ],
)
def test_a_go_change_that_users_survive_is_silent(old: str, new: str) -> None:
    assert _go(old, new) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("public class K { public void m() {} }", "public class K { void m() {} }", "`K.m` is gone"),
        (
            "public class K { public void m(int a) {} }",
            "public class K { public void m(long a) {} }",
            "takes (long)",
        ),
        ("public class K { public int m() {} }", "public class K { public long m() {} }", "returns `long`"),
        (
            "public class K { public void m() {} }",
            "public class K { public void m() throws IOException {} }",
            "checked",
        ),
        ("public class K { }", "public final class K { }", "final now"),
        ("public enum K { A, B }", "public enum K { A }", "enum member `K.B`"),
        ("public interface K { void a(); }", "public interface K { void a(); void b(); }", "implement `K`"),
        ("public record K(int a) {}", "public record K(int a, int b) {}", "takes (int, int)"),
    ],
)
def test_a_java_member_that_changes_under_its_users_is_found(old: str, new: str, said: str) -> None:
    messages = _java(old, new)
    assert len(messages) == 1
    assert said in messages[0]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("public class K { void m() {} }", "public class K { void m(int a) {} }"),
        (
            "public class K { public void m() {} }",
            "public class K { public void m() {} public void m(int a) {} }",
        ),
        ("public class K { @Deprecated public void m() {} }", "public class K { }"),
        ("public interface K { void a(); }", "public interface K { void a(); default void b() {} }"),
        ("public class K { public void m() {} }", "public class K extends Base { }"),
        ("public class K { public void m() {} }", "public class K { public void m() throws MyError {} }"),
    ],
)
def test_a_java_change_that_users_survive_is_silent(old: str, new: str) -> None:
    assert _java(old, new) == []


@pytest.mark.parametrize(("before", "after"), [("1.2.0", "2.0.0"), ("0.3.1", "0.4.0"), ("1.2.0", "2.0.0rc1")])
def test_a_release_that_may_break_is_left_alone(before: str, after: str) -> None:
    assert _python("def f(a): ...\n", "def g(a): ...\n", before, after) == []
    assert _typescript("export const f = 1;", "export const g = 1;", before, after) == []


def test_a_patch_release_may_not_break() -> None:
    assert len(_python("def f(a): ...\n", "def g(a): ...\n", "1.2.0", "1.2.1")) == 1


def test_a_name_within_reach_that_no_package_lists_is_a_warning() -> None:
    base = {
        "pyproject.toml": _PYPROJECT.format("1.0.0"),
        "kit/__init__.py": "",
        "kit/tools.py": "def f(a): ...\n",
    }
    view = ChangeView(in_memory({**base, "kit/tools.py": "def g(a): ...\n"}, base), CheckConfig())
    assert [s.defect.severity for s in library_sites(view) if s.defect is not None] == [Severity.WARNING]


@pytest.mark.parametrize(
    "manifest",
    [
        '{"name": "kit", "version": "1.0.0", "private": true, "main": "./dist/index.js", "files": ["dist"]}',
        '{"name": "kit", "version": "0.0.0", "main": "./dist/index.js", "files": ["dist"]}',
        '{"name": "kit", "version": "1.0.0", "main": "./src/index.ts", "types": "./src/index.ts"}',
        '{"name": "kit", "version": "1.0.0", "main": "index.js", "scripts": {"start": "node index.js"}}',
        "[[[",
    ],
)
def test_a_package_that_is_not_published_is_left_alone(manifest: str) -> None:
    base = {"package.json": manifest, "src/index.ts": "export const f = 1;"}
    assert _messages(base, {**base, "src/index.ts": "export const g = 1;"}) == []


def test_a_module_that_answers_for_old_names_lost_none() -> None:
    base = {
        "pyproject.toml": _PYPROJECT.format("1.0.0"),
        "kit/__init__.py": "def f(a): ...\n__all__ = ['f']\n",
    }
    head = {**base, "kit/__init__.py": "__all__ = []\ndef __getattr__(name): ...\n"}
    assert _messages(base, head) == []


def test_a_python_name_that_moves_to_another_module_and_stays_importable_is_no_break() -> None:
    base = {
        "pyproject.toml": _PYPROJECT.format("1.0.0"),
        "kit/__init__.py": "",
        "kit/a.py": "def f(a): ...\n",
    }
    moved = {**base, "kit/a.py": "from kit.b import f\n", "kit/b.py": "def f(a): ...\n"}
    assert _messages(base, moved) == []


def test_a_deleted_module_is_told_once() -> None:
    base = {
        "pyproject.toml": _PYPROJECT.format("1.0.0"),
        "kit/__init__.py": "",
        "kit/a.py": "def f(a): ...\ndef g(a): ...\n",
    }
    head = {k: v for k, v in base.items() if k != "kit/a.py"}
    assert _messages(base, head) == [
        "The public module `kit.a` is gone with 2 names; imports of users fail after they upgrade."
    ]


def test_a_go_program_with_packages_of_its_own_is_left_alone() -> None:
    base = {
        "go.mod": "module github.com/acme/shop\n",
        "cmd/shop/main.go": "package main\nfunc main() {}\n",
        "orders/o.go": "package orders\nfunc F() {}\n",
    }
    assert _messages(base, {**base, "orders/o.go": "package orders\nfunc G() {}\n"}) == []


def test_a_name_that_a_package_no_longer_offers_is_told_at_the_package() -> None:
    base = {
        "pyproject.toml": _PYPROJECT.format("1.0.0"),
        "kit/__init__.py": '"""Kit."""\n\nfrom kit._a import f, g\n\n__all__ = ["f", "g"]\n',
        "kit/_a.py": "def f(a): ...\ndef g(a): ...\n",
    }
    head = {**base, "kit/__init__.py": '"""Kit."""\n\nfrom kit._a import f\n\n__all__ = ["f"]\n'}
    view = ChangeView(in_memory(head, base), CheckConfig())
    assert [(s.path, s.line) for s in library_sites(view) if s.defect is not None] == [("kit/__init__.py", 3)]


@pytest.mark.parametrize(
    "text",
    [
        "from kit._core import *\nclass A(B): ...\nclass B(A): ...\n",
        "x: a" + ".b" * 20_000 + " = 1\n",
        "def f(a=" + "1+" * 20_000 + "1): ...\n",
        "\0",
    ],
)
def test_hostile_python_ends_in_silence(text: str) -> None:
    assert _python("class A(B): ...\nclass B(A):\n    def m(self): ...\n", text) == []


def test_types_nested_without_end_are_survived() -> None:
    deep = "public class K { " * 3_000 + "}" * 3_000
    assert _java("public class K { }", deep) == []
