"""Which version of a package the repository asks for, read from its manifests."""

from __future__ import annotations

import re

from checks.views import RepoView

_MANIFESTS = (
    "requirements.txt",
    "pyproject.toml",
    "setup.cfg",
    "setup.py",
    "pom.xml",
    "build.gradle",
    "build.gradle.kts",
    "gradle/libs.versions.toml",
    "Gemfile.lock",
    "Gemfile",
    "composer.json",
    "package.json",
)


def declared_version(repo: RepoView, package: str) -> tuple[int, ...] | None:
    """The lowest version that a manifest at the root allows; None where none names the package with a number."""
    name = re.escape(package)
    patterns = (
        rf"(?im)^[\s\"']*{name}[\"']?\s*(?:[=:]\s*)?[\"']?\s*(?:==|>=|~=|~>|\^|~|\()?\s*v?(\d+(?:\.\d+)*)",
        rf"(?is)<artifactId>\s*{name}\s*</artifactId>\s*<version>\s*(\d+(?:\.\d+)*)",
        rf"(?i)[\w.-]+:{name}:(\d+(?:\.\d+)*)",
        rf"(?i)id\s*\(?[\"']{name}[\"']\)?\s*version\s*[\"'](\d+(?:\.\d+)*)",
        rf"(?i)gem\s+[\"']{name}[\"']\s*,\s*[\"'][~>=^\s]*(\d+(?:\.\d+)*)",
    )
    for path in _MANIFESTS:
        text = repo.text(path)
        if not text or package not in text:
            continue
        for pattern in patterns:
            found = re.search(pattern, text)
            if found:
                return tuple(int(part) for part in found[1].split("."))
    return None
