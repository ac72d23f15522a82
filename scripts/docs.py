"""Write the pages that are made from the code: docs/rules/ from the rules themselves.

``--check`` writes nothing and fails when a page is out of date.
"""

from __future__ import annotations

import re
import sys
from importlib.resources import files
from pathlib import Path

import yaml

from checks.knowledge import knowledge
from checks.rules import FAMILIES, Example, Rule, load_rules

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "rules"
LONGEST = 60
"""Lines of an example that a page shows."""
_MARK = re.compile(r"[ \t]*(?:#|//|--|/\*|<!--)[ \t]*<-- here.*$")
_FENCE = {
    ".py": "python",
    ".ts": "typescript",
    ".tsx": "tsx",
    ".js": "javascript",
    ".go": "go",
    ".sql": "sql",
    ".yaml": "yaml",
    ".yml": "yaml",
}


def _code(example: Example) -> str:
    marked = {path: text for path, text in example.files.items() if any(map(_MARK.search, text.split("\n")))}
    blocks = []
    for path, text in (marked or dict(list(example.files.items())[-1:])).items():
        lines = [
            _MARK.sub("", line) + ("   ← here" if _MARK.search(line) else "")
            for line in text.rstrip().split("\n")
        ]
        if len(lines) > LONGEST:
            lines = [*lines[:LONGEST], "..."]
        code = "\n".join(lines)
        blocks.append(f"`{path}`\n\n```{_FENCE.get(Path(path).suffix, '')}\n{code}\n```\n")
    return "\n".join(blocks)


def _page(rule: Rule) -> str:
    cwe = f" · {rule.cwe}" if rule.cwe else ""
    parts = [
        f"## `{rule.id}`\n",
        f"**{rule.title}** · {rule.severity.value} · {', '.join(rule.languages)}{cwe}\n",
        f"{rule.what}\n",
        f"*Why:* {rule.why}\n",
        f"*How to fix:* {rule.fix}\n",
        f"*Counted as one site:* {rule.site}.\n",
        "<details><summary>Bad</summary>\n",
        _code(rule.bad[0]),
        "</details>\n",
        "<details><summary>Good</summary>\n",
        _code(rule.good[0]),
        "</details>\n",
        "References: " + ", ".join(f"<{r}>" for r in rule.references) + "\n",
    ]
    return "\n".join(parts)


def rule_pages() -> dict[Path, str]:
    """Text of every rule page by its path."""
    rules = [entry.rule for entry in load_rules().values()]
    index = [
        "# Rules\n",
        "Made by `make docs` from the rules themselves; `evenhand rule ID` prints the same page in the terminal.",
        "An **error** is what a reviewer would block, a **warning** what they would ask to change, a **note** what is"
        " worth knowing. Every rule counts its *sites*: the places where it could have been broken.\n",
        "| rule | severity | languages | what |\n|---|---|---|---|",
    ]
    pages = {}
    for family in FAMILIES:
        own = [r for r in rules if r.family == family]
        for rule in own:
            link = f"{family}.md#{rule.id.replace('/', '')}"
            languages = ", ".join(rule.languages)
            index.append(f"| [`{rule.id}`]({link}) | {rule.severity.value} | {languages} | {rule.title} |")
        if own:
            pages[FOLDER / f"{family}.md"] = f"# {family}\n\n" + "\n".join(_page(r) for r in own)
    return {FOLDER / "README.md": "\n".join(index) + "\n", **pages}


_KIND = re.compile(r"^- `([a-z-]+)`: ([^.;`]+)", re.MULTILINE)
_NAMES = {
    "csharp": "C#", "go": "Go", "java": "Java", "javascript": "JavaScript and TypeScript", "kotlin": "Kotlin",
    "php": "PHP", "python": "Python", "ruby": "Ruby", "rust": "Rust",
}  # fmt: skip


def frameworks_page() -> str:
    """The list of frameworks and libraries that the rules know, from the data they read."""
    folder = files("checks.knowledge")
    kinds = dict(_KIND.findall(folder.joinpath("README.md").read_text("utf-8")))
    sources = yaml.safe_load(files("checks.syntax").joinpath("sources.yml").read_text("utf-8"))
    parts = [
        "# Frameworks and libraries\n",
        "Made by `make docs` from `checks/knowledge/` and `checks/syntax/sources.yml`, the data that the rules read. Rules about one"
        " subject (ciphers, cookies, tokens, ORMs) also know names of their own; their pages in [rules](rules/README.md) show them."
        " A library that is not listed is judged by names and shapes where that is safe, and not at all where it is not.\n",
    ]
    for language, name in sorted(_NAMES.items(), key=lambda item: item[1].lower()):
        known = knowledge(language)
        parts.append(f"## {name}\n")
        if sources.get(language, {}).get("frameworks"):
            parts.append("Requests enter through: " + ", ".join(sources[language]["frameworks"]) + ".\n")
        if known.libraries:
            parts.append("| library | versions | what is known |\n|---|---|---|")
            for library in sorted(known.libraries, key=lambda one: one["library"].lower()):
                facts = [*library.get("calls", ()), *library.get("options", ())]
                said = sorted({kinds.get(f["fact"], f["fact"]) for f in facts})
                link = f"[{library['library']}]({library['docs']})"
                parts.append(f"| {link} | {library['versions']} | {'; '.join(said)} |")
            parts.append("")
    return "\n".join(parts)


def main(arguments: list[str]) -> int:
    """Write or check the generated pages."""
    stale = []
    for path, text in {**rule_pages(), ROOT / "docs" / "frameworks.md": frameworks_page()}.items():
        if path.is_file() and path.read_text("utf-8") == text:
            continue
        if "--check" in arguments:
            stale.append(path.relative_to(ROOT).as_posix())
        else:
            path.parent.mkdir(exist_ok=True, parents=True)
            path.write_text(text, "utf-8")
            sys.stdout.write(f"wrote {path.relative_to(ROOT)}\n")
    if stale:
        sys.stderr.write(f"out of date: {', '.join(stale)}; run `make docs`\n")
    return 1 if stale else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
