"""From a path to a language name. Names are used in rules, sites and reports alike."""

from __future__ import annotations

from pathlib import PurePosixPath

_BY_SUFFIX = {
    ".py": "python",
    ".pyi": "python",
    ".js": "javascript",
    ".mjs": "javascript",
    ".cjs": "javascript",
    ".jsx": "javascript",
    ".ts": "typescript",
    ".mts": "typescript",
    ".cts": "typescript",
    ".tsx": "tsx",
    ".go": "go",
    ".java": "java",
    ".rb": "ruby",
    ".rake": "ruby",
    ".gemspec": "ruby",
    ".ru": "ruby",
    ".phtml": "php",
    ".kt": "kotlin",
    ".kts": "kotlin",
    ".cs": "csharp",
    ".php": "php",
    ".rs": "rust",
    ".sql": "sql",
    ".yml": "yaml",
    ".yaml": "yaml",
    ".json": "json",
    ".toml": "toml",
    ".ini": "ini",
    ".cfg": "ini",
    ".env": "dotenv",
    ".xml": "xml",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".j2": "html",
    ".jinja": "html",
    ".jinja2": "html",
    ".njk": "html",
    ".nunjucks": "html",
    ".twig": "html",
    ".erb": "html",
    ".rhtml": "html",
    ".haml": "html",
    ".slim": "html",
    ".ejs": "html",
    ".hbs": "html",
    ".handlebars": "html",
    ".mustache": "html",
    ".jsp": "html",
    ".jspf": "html",
    ".cshtml": "html",
    ".razor": "html",
    ".pug": "html",
    ".jade": "html",
    ".ftl": "html",
    ".ftlh": "html",
    ".gohtml": "html",
    ".tmpl": "html",
    ".astro": "html",
    ".eex": "html",
    ".heex": "html",
    ".leex": "html",
    ".vue": "typescript",
    ".svelte": "typescript",
    ".sh": "shell",
    ".bash": "shell",
    ".tf": "terraform",
    ".proto": "protobuf",
    ".graphql": "graphql",
    ".graphqls": "graphql",
    ".prisma": "prisma",
    ".md": "markdown",
    ".rst": "markdown",
    ".properties": "properties",
    ".dockerfile": "dockerfile",
    ".tfvars": "terraform",
    ".hcl": "terraform",
    ".conf": "ini",
    ".config": "xml",
    ".plist": "xml",
    ".csproj": "xml",
    ".json5": "json",
    ".jsonc": "json",
    ".zsh": "shell",
    ".ps1": "powershell",
}

_BY_NAME = {
    "Dockerfile": "dockerfile",
    "Containerfile": "dockerfile",
    "Makefile": "make",
    ".env": "dotenv",
    "Gemfile": "ruby",
    "Rakefile": "ruby",
    "Capfile": "ruby",
    "Guardfile": "ruby",
}

STATISTICS_NAME = {"tsx": "typescript"}
"""Languages that are one in reports: a TSX file is TypeScript to its reader."""


def language_of(path: str) -> str:
    """Language of a file by its name; ``text`` when unknown."""
    name = PurePosixPath(path).name
    if name in _BY_NAME:
        return _BY_NAME[name]
    if name.startswith(".env."):
        return "dotenv"
    if name.startswith(("Dockerfile.", "Dockerfile-", "Containerfile.")):
        return "dockerfile"
    if name.endswith(".blade.php"):
        return "html"
    return _BY_SUFFIX.get(PurePosixPath(path).suffix.lower(), "text")


def reported(language: str) -> str:
    """The name under which sites of this language are counted."""
    return STATISTICS_NAME.get(language, language)
