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
    | nolint(?::\s*[\w,-]+)?
    | nosec(?:[\s:]+B\d+(?:[\s,]+B\d+)*)?
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
    r"^(?:ruff:|flake8:)\s*noqa|^@ts-nocheck|^mypy:\s*ignore-errors|^pylint:\s*skip-file|ignore\s+file|^eslint-disable(?!-)"
)
_ATTRIBUTE = re.compile(r"@SuppressWarnings\s*\(|^\s*#!?\[allow\(")


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
        if _reason(match.group("rest")) or _explained_above(view, line) or _self_explaining(view, word):
            yield view.line_site(line)
            continue
        whole = " for the whole file" if _WHOLE_FILE.search(word) else ""
        yield view.line_site(
            line, Defect(f"`{word[:60]}` silences the tool{whole} without saying why.", key=word[:40])
        )
    for number, text_line in enumerate(view.lines, 1):
        if _ATTRIBUTE.search(text_line) and view.language in ("java", "kotlin", "rust"):
            explained = re.search(r"//\s*\w+ \w+", text_line) or _explained_above(view, number)
            name = _ATTRIBUTE.search(text_line)
            words = "" if name is None else name.group(0).strip().rstrip("(")
            defect = (
                None
                if explained
                else Defect(f"`{words}` silences the compiler without saying why.", key="attribute")
            )
            yield view.line_site(number, defect)


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
    ):
        for number, line in enumerate(view.lines, 1):
            if any(q in line for q in _QUICK):
                found = re.search(r"(?:#|//|/\*|<!--)\s*(.*)$", line)
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
    return len(re.findall(r"[A-Za-z]{2,}", above)) >= 3


def _self_explaining(view: FileView, word: str) -> bool:
    """Imports for re-export in a package's front file."""
    return ("F401" in word and view.path.endswith("__init__.py")) or "E402" in word or "PLC0415" in word


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
    applies_to_tests=True,
)  # fmt: skip
