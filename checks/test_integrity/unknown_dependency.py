"""A new dependency whose name is one keystroke away from a popular one."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

import yaml

from checks.report import Severity
from checks.rules import Defect, Example, Rule, Site
from checks.test_integrity.settings import settings_of
from checks.views import FileView

_REQUIREMENTS = re.compile(
    r"(?:^|/)(?:requirements[\w.-]*|[\w.-]*requirements)\.(?:txt|in)$|(?:^|/)requirements/[\w.-]+\.(?:txt|in)$"
)
_NAME = re.compile(r"^\s*([A-Za-z0-9][A-Za-z0-9._-]*)\s*(?:\[[^\]]*\])?\s*(?:[=<>!~;@]|$|#)")
_SHORT = 5
_SECTIONS = ("dependencies", "devDependencies", "peerDependencies", "optionalDependencies")


def check(view: FileView) -> Iterator[Site]:
    """Every dependency of a manifest is a site."""
    registry, found = _dependencies(view)
    for name, line in found:
        near = _popular_neighbour(registry, name)
        if near is None:
            yield view.line_site(line)
            continue
        message = (
            f"`{name}` is one keystroke away from the well-known `{near}`, and no well-known name itself."
        )
        yield view.line_site(line, Defect(message, key=name))


def _dependencies(view: FileView) -> tuple[str, list[tuple[str, int]]]:
    name = view.path.rpartition("/")[2]
    if _REQUIREMENTS.search(view.path):
        found = []
        for number, line in enumerate(view.lines, 1):
            match = None if line.lstrip().startswith(("#", "-", "git+", "http")) else _NAME.match(line)
            if match:
                found.append((match.group(1), number))
        return "pypi", found
    if name == "pyproject.toml":
        return "pypi", list(_pyproject(view))
    if name == "package.json":
        held = [s for s in settings_of(view) if len(s.path) == 2 and s.path[0] in _SECTIONS]
        return "npm", [
            (s.path[1], s.line)
            for s in held
            if not str(s.value).startswith(("workspace:", "file:", "link:", "git"))
        ]
    return "", []


def _pyproject(view: FileView) -> Iterator[tuple[str, int]]:
    try:
        loaded = tomllib.loads(view.text)
    except (tomllib.TOMLDecodeError, RecursionError):
        return
    project = loaded.get("project")
    names: list[str] = []
    if isinstance(project, dict):
        listed = project.get("dependencies", [])
        names += [str(d) for d in listed] if isinstance(listed, list) else []
        extras = project.get("optional-dependencies", {})
        for group in extras.values() if isinstance(extras, dict) else ():
            names += [str(d) for d in group] if isinstance(group, list) else []
    groups = loaded.get("dependency-groups")
    for group in groups.values() if isinstance(groups, dict) else ():
        names += [d for d in group if isinstance(d, str)] if isinstance(group, list) else []
    for text in names:
        match = _NAME.match(text)
        if match:
            needle = re.compile(r"""["']""" + re.escape(match.group(1)) + r"(?![\w.-])")
            line = next((n for n, raw in enumerate(view.lines, 1) if needle.search(raw)), 0)
            if line:
                yield match.group(1), line
    for setting in settings_of(view):
        if (
            setting.path[:2] == ("tool", "poetry")
            and "dependencies" in setting.path[2:-1]
            and setting.path[-1] != "python"
        ):
            at = setting.path.index("dependencies")
            if len(setting.path) == at + 2:
                yield setting.path[-1], setting.line


@cache
def _popular(registry: str) -> frozenset[str]:
    text = (files("checks.test_integrity") / "popular.yml").read_text("utf-8")
    return frozenset(str(yaml.safe_load(text).get(registry, "")).split())


def _popular_neighbour(registry: str, name: str) -> str | None:
    plain = re.sub(r"[._-]+", "-", name.lower()) if registry == "pypi" else name
    known = _popular(registry)
    if len(plain) < _SHORT or plain in known or plain.startswith("@"):
        return None
    for other in sorted(known):
        if (
            len(other) >= _SHORT
            and abs(len(other) - len(plain)) <= 1
            and _one_edit(plain, other)
            and not _version_twin(plain, other)
        ):
            return other
    return None


def _version_twin(name: str, other: str) -> bool:
    """``mysql2`` beside ``mysql``: a digit more or less is the habit of a successor, not a slip."""
    return re.sub(r"\d", "", name) == re.sub(r"\d", "", other)


def _one_edit(a: str, b: str) -> bool:
    """One letter put in, left out, replaced, or two neighbours swapped."""
    if a == b:
        return False
    start = 0
    while start < min(len(a), len(b)) and a[start] == b[start]:
        start += 1
    rest_a, rest_b = a[start:], b[start:]
    if rest_a[1:] == rest_b or rest_a == rest_b[1:] or rest_a[1:] == rest_b[1:]:
        return True
    return (
        len(rest_a) > 1
        and len(rest_b) > 1
        and rest_a[0] == rest_b[1]
        and rest_a[1] == rest_b[0]
        and rest_a[2:] == rest_b[2:]
    )


RULE = Rule(
    id="test-integrity/unknown-dependency",
    severity=Severity.WARNING,
    languages=("any",),
    title="Dependency with a suspicious name",
    what="A dependency added to a manifest whose name differs by one keystroke from a very popular one.",
    why="Such names are mostly slips or made up, and they are the ones that attackers register.",
    fix="Check the name in the registry; take the well-known package, or say in the pull request why it is this one.",
    bad=(
        Example(
            base={"requirements.txt": "flask==3.1.0\n"},
            files={"requirements.txt": "flask==3.1.0\nreqeusts==2.32.0 # <-- here\n"},
        ),
        Example(
            base={"package.json": '{\n  "dependencies": {\n    "react": "^18.0.0"\n  }\n}\n'},
            files={"package.json": '{\n  "dependencies": {\n    "react": "^18.0.0",\n    "expresss": "^4.0.0" // <-- here\n  }\n}\n'},
        ),
        Example(files={"pyproject.toml": '[project]\nname = "shop"\ndependencies = [\n    "sqlalchemy>=2",\n    "pydantc>=2", # <-- here\n]\n'}),
    ),
    good=(
        Example(files={"requirements.txt": "boto3\nboto\npsycopg\npsycopg2\nmysqlclient\nrequests-toolbelt\n-r base.txt\ngit+https://example.org/x.git\n"}),
        Example(files={"package.json": '{\n  "name": "expres",\n  "dependencies": {\n    "preact": "^10.0.0",\n    "mysql2": "^3.0.0",\n    "@acme/expres": "workspace:*",\n    "pg": "8"\n  }\n}\n'}),
    ),
    references=("https://owasp.org/www-project-top-10-ci-cd-security-risks/CICD-SEC-03-Dependency-Chain-Abuse", "https://docs.npmjs.com/threats-and-mitigations"),
    site="Every dependency of a manifest.",
    cwe="CWE-1357",
    applies_to_tests=True,
)  # fmt: skip
