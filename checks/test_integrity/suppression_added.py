"""A comment that silences a tool without saying why."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.report import Severity
from checks.rules import Defect, Example, Rule, Site
from checks.views import FileView

_QUICK = (
    "noqa", "type: ignore", "type:ignore", "eslint-disable", "@ts-", "nolint", "SuppressWarnings", "nosec", "pylint:", "pyright:", "NOSONAR", "nosemgrep",
    "rubocop:disable", "mypy:", "tslint:disable", "stylelint-disable", "oxlint-disable", "istanbul ignore", "#[allow(", "phpcs:ignore", "noinspection", "@phpstan-ignore",
    "NOPMD", "CHECKSTYLE", "@Suppress", ":Suppress", "SuppressFBWarnings", "SuppressLint", "#pragma warning disable", "SuppressMessage", "#nullable disable", "#[expect(", "#![",
    "@psalm-suppress", "phpcs:disable", "@codingStandardsIgnore", "biome-ignore", "deno-lint-ignore", "shellcheck disable", "hadolint ignore", "checkov:skip", "tfsec:ignore",
    "trivy:ignore", "gitleaks:allow", "yamllint disable", "-- noqa", "ktlint-disable", "pyre-ignore", "pyre-fixme", "pytype:", "c8 ignore", "v8 ignore", "lint:ignore",
    "standard:disable", "brakeman:ignore", "no_type_check", "lgtm[", "ts-nocheck", "nosec", "skipcq", "semgrep",
)  # fmt: skip
_FORMS = re.compile(
    r"""(?P<word>
      (?:ruff:|flake8:)?\s*noqa\b(?:\s*:\s*[A-Z]+\d+(?:[\s,]+[A-Z]+\d+)*)?
    | type:\s*ignore(?:\[[^\]]*\])?
    | pyright:\s*(?:ignore(?:\[[^\]]*\])?|basic)
    | mypy:\s*(?:ignore-errors|disable-error-code=[\w,"-]+)
    | pylint:\s*(?:disable(?:-next|-all)?\s*=\s*[\w,\s-]*?(?=\s+-|\s*[#(]|$)|skip-file)
    | (?:eslint|oxlint|tslint|stylelint)[-:]disable(?:-next-line|-line|:next-line)?(?:[\s:]+[@\w/-]+(?:\s*,\s*[@\w/-]+)*)?
    | @ts-(?:ignore|expect-error|nocheck)
    | nolint(?::\s*[\w-]+(?:\s*,\s*[\w-]+)*)?
    | NOPMD\b | CHECKSTYLE[:.]\s?(?:OFF|SUPPRESS)\S* | ktlint-disable(?:\s+[\w-]+)*
    | @psalm-suppress\s+\w+ | phpcs:disable(?:\s+[\w.,]+)? | @codingStandardsIgnore\w*
    | biome-ignore(?:-all)?\s+[\w/]+ | deno-lint-ignore(?:-file)?(?:\s+[\w-]+(?:[\s,]+[\w]+-[\w-]+)*)?
    | shellcheck\s+disable=[\w,]+ | hadolint\s+ignore=[\w,]+ | checkov:skip=\w+ | (?:tfsec|trivy):ignore:[\w-]+ | gitleaks:allow
    | yamllint\s+disable(?:-line)?(?:\s+rule:[\w-]+)* | pyre-(?:ignore|fixme)(?:\[[^\]]*\])? | pytype:\s*(?:disable=[\w,-]+|skip-file)
    | (?:c8|v8)\s+ignore\s+(?:next|start|file|if|else)(?:\s+\d+)? | lint:ignore\s+[\w,]+ | standard:disable\s+[\w/,\s]+ | skipcq(?::\s*[\w-]+)?
    | nosec(?:[\s:]+[BG]\d+(?:[\s,]+[BG]\d+)*)?
    | nosemgrep(?::\s*[\w.,-]+)?
    | NOSONAR
    | rubocop:disable\s+[\w/,\s]+?(?=\s+--|$)
    | phpcs:ignore(?:\s+[\w.,]+)? | @phpstan-ignore[\w-]*
    | istanbul\s+ignore\s+(?:next|if|else|file)
    | noinspection\s+\w+
    )(?P<rest>.*)$""",
    re.X,
)  # fmt: skip
_START = re.compile(r"^[\s#/*!<{-]*$")
_WHOLE_FILE = re.compile(
    r"^(?:ruff:|flake8:)\s*noqa|^@ts-nocheck|^mypy:\s*ignore-errors|^pylint:\s*skip-file|ignore\s+file|^eslint-disable(?!-)|^oxlint-disable(?!-)|^biome-ignore-all|-file\b|^#nullable disable"
)
_ATTRIBUTES = {
    "java": re.compile(r"^\s*@(?:SuppressWarnings|SuppressFBWarnings|SuppressLint)\s*\("),
    "kotlin": re.compile(r"^\s*@(?:file:)?(?:Suppress|SuppressLint|SuppressFBWarnings)\s*\("),
    "rust": re.compile(r"^\s*#!?\[(?:allow|expect)\("),
    "csharp": re.compile(
        r"^\s*(?:#pragma warning disable\b|#nullable disable\b|\[(?:assembly:\s*)?SuppressMessage\()"
    ),
    "python": re.compile(r"^\s*@(?:typing\.|t\.)?no_type_check\b"),
}
_GIVEN = re.compile(r"\b[Jj]ustification\s*[=:]\s*\"(?!<?[Pp]ending|TODO|\")|\breason\s*=\s*\"[^\"]{4,}")
_WHY = re.compile(
    r"\b(?:because|since|requires?|required|needs?|needed|must|by reflection|called|used|generated|until|cannot|can't|only|never|not|upstream|names? of|for compatibility|guaranteed|checked|safe|known|erasure|erased|intended|intentional|deliberate|legacy|works? around|workaround|stays?|kept|keeps?|ships?|lacks?|missing|demands?|has no|no types?|bug|via|as the|so that|to avoid|to keep|in order|here|already|above|below)\b",
    re.I,
)


def check(view: FileView) -> Iterator[Site]:
    """Every suppression is a site; one without a reason is a finding."""
    text = view.text
    if not any(q in text for q in _QUICK):
        return
    for line, comment in _comments(view):
        match = _suppression(comment)
        if match is None:
            continue
        word = " ".join(match.group("word").split())
        if (
            _reason(match.group("rest"))
            or _explained_above(view, line)
            or _self_explaining(view, word, line)
            or _narrowed(view, line, word)
        ):
            yield view.line_site(line)
            continue
        whole = " for the whole file" if _WHOLE_FILE.search(word) else ""
        message = f"`{word[:60]}` silences the tool{whole} without saying why."
        weight = Severity.WARNING if whole else None
        yield view.line_site(line, Defect(message, key=word[:40], severity=weight))
    pattern = _ATTRIBUTES.get(view.language)
    if pattern is None:
        return
    for number, text_line in enumerate(view.lines, 1):
        if pattern.search(text_line) is None:
            continue
        trailing = re.search(r"(?<!:)//(.*)$", text_line)
        whole_call = (
            " ".join(view.lines[number - 1 : number + 4])
            if "(" in text_line and ")" not in text_line
            else text_line
        )
        if (
            (trailing is not None and _reason(trailing.group(1)))
            or _GIVEN.search(whole_call)
            or _explained_above(view, number)
            or (view.is_test and "dead_code" in text_line)
            or _narrowed(view, number, text_line.strip())
        ):
            yield view.line_site(number)
            continue
        whole = (
            " for the whole file" if re.search(r"@file:|#!\[|#nullable disable|assembly:", text_line) else ""
        )
        shown = re.sub(r"\s*(?://.*)?$", "", text_line).strip()
        yield view.line_site(
            number,
            Defect(f"`{shown[:60]}` silences the compiler{whole} without saying why.", key="attribute"),
        )


def _narrowed(view: FileView, line: int, word: str) -> bool:
    """Base silenced the same tool on the same code, or in the whole file, and that went: the new one asks for more."""
    base = view.base
    if base is None or line not in view.change.added:
        return False
    tool = _tool_of(word)
    if not tool:
        return False
    head_line = view.lines[line - 1]
    code = _code_of(head_line, tool)
    for number in view.change.removed:
        if number > len(base.lines) or tool not in base.lines[number - 1]:
            continue
        old = base.lines[number - 1]
        if code and _code_of(old, tool) == code:
            return len(head_line) >= len(old) or head_line.strip() == old.strip()
        if (
            not _code_of(old, tool)
            and _WHOLE_FILE.search(old.lstrip("#/* \t"))
            and not _WHOLE_FILE.search(word)
        ):
            return True
    return False


def _tool_of(word: str) -> str:
    """The word that names the tool, without its rules."""
    short = re.match(r"(?:ruff:\s*|flake8:\s*)?(noqa|nolint|nosec|nosemgrep|NOSONAR)", word)
    if short is not None:
        return short.group(1)
    found = re.match(r"[@#!\[]*\s*([a-zA-Z]+(?:[-: ]\s?[a-z]{3,})?)", word)
    return "" if found is None else found.group(1)


def _code_of(line: str, tool: str) -> str:
    """What stands before the suppression."""
    return re.sub(r"(?:#|//|/\*)[^#/]*$", "", line[: max(0, line.find(tool))]).strip()


def _comments(view: FileView) -> Iterator[tuple[int, str]]:
    module = view.module
    if module is not None:
        for comment in module.comments:
            for offset, part in enumerate(comment.text.split("\n")):
                if any(q in part for q in _QUICK):
                    yield comment.line + offset, part
        return
    if view.language in (
        "java",
        "kotlin",
        "csharp",
        "php",
        "rust",
        "ruby",
        "shell",
        "yaml",
        "dockerfile",
        "html",
        "terraform",
        "sql",
        "swift",
    ):
        for number, line in enumerate(view.lines, 1):
            if any(q in line for q in _QUICK):
                found = re.search(r"(?:#|//|/\*|<!--|-- )\s*(.*)$", line)
                if found:
                    yield number, found.group(1)


def _suppression(comment: str) -> re.Match[str] | None:
    """The suppression in a comment, where the comment is one and does not merely speak of it."""
    for part in re.split(r"(?:^|\s)#\s*|\s//\s*", comment):
        match = _FORMS.search(part)
        if match and _START.match(part[: match.start()]):
            rest = comment[comment.find(match.group("word")) + len(match.group("word")) :]
            return _FORMS.search(match.group("word") + rest) or match
    return None


def _reason(rest: str) -> bool:
    """Words after the suppression, other suppressions taken off."""
    while (match := _FORMS.search(rest)) is not None and _START.match(rest[: match.start()]):
        rest = match.group("rest")
    words = re.findall(r"[A-Za-z]{2,}", re.sub(r"\*/|-->|\}", "", rest))
    return len(words) >= 2 or bool(re.search(r"https?://|#\d+|[A-Z]{2,}-\d+", rest))


def _explained_above(view: FileView, line: int) -> bool:
    """A comment of its own on the line before says why."""
    if line < 2:
        return False
    above = view.lines[line - 2].strip()
    if not above.startswith(("#", "//", "*", "/*")) or any(q in above for q in _QUICK):
        return False
    if above.startswith(("///", "*", "/**")) and not _WHY.search(above):
        return False  # what it does, not why a tool is silenced
    return len(re.findall(r"[A-Za-z]{2,}", above)) >= 3


def _self_explaining(view: FileView, word: str, line: int) -> bool:
    """The code of the rule tells all: a long line, an import that must come late, a library without types, a re-export."""
    if "import-untyped" in word:
        return True
    codes = set(re.findall(r"\b[A-Z]+\d+\b", word))
    if codes and codes <= {"E501", "W505", "E402", "PLC0415", "I001"}:
        return True
    if codes and codes <= {"F401", "F403", "F405"} and re.search(r"settings|(?:^|/)conf(?:ig)?/", view.path):
        return True  # settings that build on other settings
    again = re.search(r"\bimport (\w+) as (\w+)", view.lines[line - 1])
    return codes == {"F401"} and (
        view.path.endswith("__init__.py") or (again is not None and again.group(1) == again.group(2))
    )


RULE = Rule(
    id="test-integrity/suppression-added",
    severity=Severity.NOTE,
    languages=("any",),
    title="Suppression without a reason",
    what="A comment that silences a linter, type checker or scanner (`noqa`, `type: ignore`, `eslint-disable`, `@ts-ignore`, `nolint`, "
    "`nosec`, `@SuppressWarnings`) and does not say why.",
    why="Nobody can later tell whether the warning was wrong or merely in the way.",
    fix="Mend what the tool reports, or write the reason behind the suppression.",
    bad=(
        Example(files={"app/orders.py": "def total(items):\n    return items.sum()  # type: ignore # <-- here\n\n\ndef run(command):\n    import subprocess\n    subprocess.run(command)  # nosec # <-- here\n"}),
        Example(files={"src/cart.ts": "// eslint-disable-next-line @typescript-eslint/no-explicit-any // <-- here\nexport const parse = (x: any) => x.value;\n\n// @ts-ignore // <-- here\nparse(1, 2);\n"}),
        Example(files={"cart/cart.go": "package cart\n\nfunc Close(f File) {\n\tf.Close() //nolint:errcheck // <-- here\n}\n"}),
    ),
    good=(
        Example(
            files={
                "app/orders.py": "def total(items):\n    return items.sum()  # type: ignore[no-any-return]  # pandas has no types for this\n\n\n"
                "# The driver registers itself when it is imported.\nimport app.driver  # noqa: F401\n",
                "app/__init__.py": "from app.orders import total  # noqa: F401\n",
                "src/cart.ts": "// eslint-disable-next-line no-console -- the command line prints its result\nconsole.log(1);\n// @ts-expect-error the types of v2 lack this overload\nparse(1, 2);\n",
                "cart/cart.go": "package cart\n\nfunc Close(f File) {\n\tf.Close() //nolint:errcheck // read-only file, nothing to lose\n}\n",
            }
        ),
        Example(files={"docs/lint.py": 'NOTE = "write # noqa to silence"\n# A noqa comment needs a reason.\n'}),
    ),
    references=("https://docs.astral.sh/ruff/linter/#error-suppression", "https://eslint.org/docs/latest/use/configure/rules#comment-descriptions"),
    site="Every suppression comment.",
    yields_to=("test-integrity/guardrail-lowered",),
    applies_to_tests=True,
)  # fmt: skip
