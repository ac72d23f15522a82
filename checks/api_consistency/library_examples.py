"""Published libraries in several languages, as examples of what breaks their users and what does not."""

from __future__ import annotations

from checks.rules import Example

_PYPROJECT = """[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"

[project]
name = "parcelkit"
version = "2.4.1"
license = "MIT"
classifiers = ["Development Status :: 5 - Production/Stable"]
"""
_PYTHON = {
    "pyproject.toml": _PYPROJECT,
    "src/parcelkit/__init__.py": 'from parcelkit._client import track\n\n__all__ = ["track"]\n',
    "src/parcelkit/_client.py": "def track(number: str, carrier: str | None = None) -> str:\n    return number\n",
}
_NPM = {
    "package.json": '{"name": "parcelkit", "version": "1.8.2", "main": "./dist/index.js", "files": ["dist"]}\n',
    "src/index.ts": "export { track, Status } from './track.js';\n",
    "src/track.ts": (
        "export enum Status {\n  Moving = 'moving',\n  Held = 'held',\n}\n\n"
        "export function track(number: string, carrier?: string): Status {\n  return Status.Moving;\n}\n"
    ),
}
_GO = {
    "go.mod": "module github.com/acme/parcelkit\n\ngo 1.22\n",
    "store.go": (
        "package parcelkit\n\n// Store remembers what was fetched.\ntype Store interface {\n\tGet(key string) (string, bool)\n}\n"
        "\n// Label is the status in words.\nfunc Label(status string) string {\n\treturn status\n}\n"
    ),
}
_POM = """<project>
  <groupId>dev.parcelkit</groupId>
  <artifactId>parcelkit</artifactId>
  <version>1.6.3</version>
  <distributionManagement><repository><id>central</id></repository></distributionManagement>
</project>
"""
_JAVA_PATH = "src/main/java/dev/parcelkit/Tracker.java"
_JAVA = {
    "pom.xml": _POM,
    _JAVA_PATH: (
        "package dev.parcelkit;\n\npublic class Tracker {\n    public String track(String number) {\n"
        "        return number;\n    }\n}\n"
    ),
}


def _changed(base: dict[str, str], path: str, *pairs: tuple[str, str]) -> Example:
    text = base[path]
    for old, new in pairs:
        text = text.replace(old, new)
    return Example(base=base, files={**base, path: text})


LIBRARY_BAD = (
    _changed(
        _PYTHON,
        "src/parcelkit/_client.py",
        (
            "def track(number: str, carrier: str | None = None) -> str:",
            "def track(number: str, region: str, carrier: str | None = None) -> str:  # <-- here",
        ),
    ),
    _changed(
        _NPM,
        "src/track.ts",
        ("  Moving = 'moving',\n  Held = 'held',\n", "  Moving = 'moving', // <-- here\n"),
        (
            "(number: string, carrier?: string): Status {",
            "(number: string, carrier: string): Status { // <-- here",
        ),
    ),
    _changed(
        _GO,
        "store.go",
        ("(string, bool)\n", "(string, bool)\n\tForget(key string) // <-- here\n"),
        ("func Label(status string) string {", "func Label(status, language string) string { // <-- here"),
    ),
    _changed(
        _JAVA,
        _JAVA_PATH,
        ("track(String number) {", "track(String number, String carrier) { // <-- here"),
    ),
)
LIBRARY_GOOD = (
    _changed(
        _PYTHON,
        "src/parcelkit/_client.py",
        ("carrier: str | None = None)", "carrier: str | None = None, *, region: str | None = None)"),
    ),
    Example(
        base=_PYTHON,
        files={
            **_PYTHON,
            "pyproject.toml": _PYPROJECT.replace("2.4.1", "3.0.0"),
            "src/parcelkit/_client.py": "def track(number: str, region: str) -> str:\n    return number\n",
        },
        note="The major version rises with the change.",
    ),
    Example(
        base={"src/orders/pricing.py": "def gross(total):\n    return total\n"},
        files={"src/orders/pricing.py": "def gross_total(total, country):\n    return total\n"},
        note="Nothing publishes this package.",
    ),
    _changed(_NPM, "src/track.ts", ("carrier?: string)", "carrier?: string, region = 'eu')")),
    _changed(
        _GO,
        "store.go",
        (
            "// Label is",
            "// Forgetter is a Store that can drop what it knows.\ntype Forgetter interface {\n\tForget(key string)\n}\n\n// Label is",
        ),
    ),
    _changed(
        _JAVA,
        _JAVA_PATH,
        (
            "    public String track(String number) {\n        return number;\n",
            "    public String track(String number) {\n        return track(number, null);\n    }\n\n"
            "    public String track(String number, String carrier) {\n        return number;\n",
        ),
    ),
)
