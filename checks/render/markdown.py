"""A report as GitHub markdown: for a job summary or a paste. What comes from the code under review stands in code
spans and fences that it cannot leave; the rest of its characters lose their meaning."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from checks.render.plain import live, printable, silenced, summary
from checks.render.text import CODE_LINES, Source
from checks.report import Finding, Report
from checks.security.secret_formats import masked_line

_SYNTAX = re.compile(r"([\\*_\[\]{}()<>#|~!&$@])")


def render(report: Report, source: Source) -> str:
    """The report as markdown that ends in a line feed."""
    parts = ["## Evenhand", "", _prose(summary(report)) + ".", ""]
    for path, group in groupby(live(report), key=lambda f: f.path):
        parts += [f"### {_code(path)}", ""]
        lines = source(path)
        for f in group:
            parts += _finding(f, lines)
    quiet = silenced(report)
    if quiet:
        parts += ["### Ignored by comments of this change", ""]
        parts += [f"- {_code(f'{f.path}:{f.line}')} {f.rule}: {_prose(f.silenced_by or '')}" for f in quiet]
        parts.append("")
    if report.skipped:
        parts += ["### Not read", ""]
        parts += [f"- {_code(s.path)}: {_prose(s.reason)}" for s in report.skipped[:100]]
        if len(report.skipped) > 100:
            parts.append(f"- and {len(report.skipped) - 100:,} more")
        parts.append("")
    if report.errors:
        parts += ["### Could not be checked", ""]
        for error in report.errors:
            place = ", ".join(_code(p) for p in (error.path, error.rule) if p)
            parts.append(f"- {place + ': ' if place else ''}{_prose(error.message)}")
        parts.append("")
    return "\n".join(parts).rstrip("\n") + "\n"


def _finding(f: Finding, lines: Sequence[str]) -> list[str]:
    parts = [f"**{f.severity.value}** line {f.line}, `{f.rule}`: {_prose(f.message)}", ""]
    shown = [
        printable(masked_line(line.rstrip("\r")))
        for line in lines[f.line - 1 : min(f.end_line, f.line + CODE_LINES - 1)]
    ]
    if shown:
        parts += [_fence("\n".join(shown), f.language), ""]
    if f.why:
        parts += [f"Why: {_prose(f.why)}", ""]
    if f.fix:
        parts += [f"Fix: {_prose(f.fix)}", ""]
    for e in f.evidence:
        parts.append(f"- {_code(f'{e.path}:{e.line}' if e.line else e.path)} {_prose(e.note)}")
    if f.evidence:
        parts.append("")
    if f.suggestion is not None:
        old = [
            f"-{printable(masked_line(line.rstrip(chr(13))))}"
            for line in lines[f.suggestion.line - 1 : f.suggestion.end_line]
        ]
        new = [f"+{printable(masked_line(line))}" for line in f.suggestion.replacement.split("\n")]
        parts += [_fence("\n".join([*old, *(new if f.suggestion.replacement else [])]), "diff"), ""]
    return parts


def _prose(text: str) -> str:
    """Words, with `code spans` kept and everything else of markdown taken away."""
    pieces = re.split(r"(`[^`\n]+`)", printable(" ".join(text.split())))
    return "".join(
        piece if number % 2 else _SYNTAX.sub(r"\\\1", piece.replace("`", "\\`")).replace("\\@", "@&#8203;")
        for number, piece in enumerate(pieces)
    )


def _code(text: str) -> str:
    inner = printable(text)
    ticks = "`" * (_longest_run(inner) + 1)
    pad = " " if "`" in inner else ""
    return f"{ticks}{pad}{inner}{pad}{ticks}"


def _fence(text: str, language: str) -> str:
    fence = "`" * max(3, _longest_run(text) + 1)
    return f"{fence}{language if language.isalnum() else ''}\n{text}\n{fence}"


def _longest_run(text: str) -> int:
    return max((len(run) for run in re.findall(r"`+", text)), default=0)
