"""A report for people at a terminal: by file, each finding with its code, the reason, the mend and the suggestion."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Sequence
from itertools import groupby

import click

from checks.render.plain import counted, live, printable, silenced, summary
from checks.report import Finding, Report, Severity
from checks.security.secret_formats import masked_line

Source = Callable[[str], Sequence[str]]
"""Lines of a file at head; empty when it cannot be read."""

CODE_LINES = 6
"""Lines of a finding's code that are shown; the rest is counted."""
_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}


def render(report: Report, source: Source, *, colour: bool = False, width: int = 100) -> str:
    """The report as text that ends in a line feed."""
    paint = _Paint(colour)
    width = max(40, min(width, 120))
    parts: list[str] = []
    for path, group in groupby(live(report), key=lambda f: f.path):
        lines = source(path)
        parts.append(paint(printable(path), bold=True, underline=True) + "\n")
        parts.extend(_finding(f, lines, paint, width) for f in group)
    quiet = silenced(report)
    if quiet:
        parts.append(paint("Ignored by comments of this change", bold=True) + "\n")
        for f in quiet:
            reason = printable(f.silenced_by or "") or "no reason given"
            parts.append(f"  {printable(f.path)}:{f.line}  {f.rule}  {paint(reason, dim=True)}\n")
        parts.append("\n")
    if report.skipped:
        parts.append(paint("Not read", bold=True) + "\n")
        shown = report.skipped[:20]
        parts.extend(f"  {printable(s.path)}  {paint(printable(s.reason), dim=True)}\n" for s in shown)
        if len(report.skipped) > len(shown):
            parts.append(paint(f"  and {len(report.skipped) - len(shown):,} more\n", dim=True))
        parts.append("\n")
    if report.errors:
        parts.append(paint("Could not be checked", bold=True, fg="red") + "\n")
        for error in report.errors:
            place = " ".join(printable(p) for p in (error.path, error.rule) if p)
            parts.append(f"  {place + ': ' if place else ''}{printable(error.message)}\n")
        parts.append("\n")
    parts.append(_last_line(report, paint))
    return "".join(parts)


class _Paint:
    def __init__(self, colour: bool) -> None:
        self.colour = colour

    def __call__(
        self,
        text: str,
        *,
        fg: str | None = None,
        bold: bool = False,
        dim: bool = False,
        underline: bool = False,
    ) -> str:
        if not self.colour or not text:
            return text
        return click.style(text, fg=fg, bold=bold or None, dim=dim or None, underline=underline or None)


def _finding(f: Finding, lines: Sequence[str], paint: _Paint, width: int) -> str:
    head = (
        f"  {paint(f'{f.severity.value:<7}', fg=_COLOURS[f.severity], bold=True)} "
        f"{paint(f'line {f.line}', bold=True)}  {paint(f.rule, fg='blue')}"
        f"{paint('  ' + f.cwe, dim=True) if f.cwe else ''}\n"
    )
    body = [head, _code(f, lines, paint, width), _paragraph("", f.message, width)]
    body.append(_paragraph("why: ", f.why, width, paint))
    body.append(_paragraph("fix: ", f.fix, width, paint))
    for e in f.evidence:
        place = f"{e.path}:{e.line}" if e.line else e.path
        body.append(_paragraph("see: ", f"{place} {e.note}", width, paint))
    body.append(_suggestion(f, lines, paint, width))
    return "".join(body) + "\n"


def _code(f: Finding, lines: Sequence[str], paint: _Paint, width: int) -> str:
    last = min(f.end_line, f.line + CODE_LINES - 1, len(lines))
    shown = [printable(masked_line(line.rstrip("\r"))) for line in lines[f.line - 1 : last]]
    if not any(line.strip() for line in shown):
        return ""
    margin = min(len(line) - len(line.lstrip()) for line in shown if line.strip())
    out = []
    for number, line in enumerate(shown, f.line):
        out.append(f"{paint(f'{number:>9} |', dim=True)} {_clipped(line[margin:], width - 12)}\n")
    if f.end_line > last >= f.line:
        out.append(paint(f"{'...':>9} | {counted(f.end_line - last, 'more line')}\n", dim=True))
    return "".join(out)


def _suggestion(f: Finding, lines: Sequence[str], paint: _Paint, width: int) -> str:
    if f.suggestion is None:
        return ""
    old = [
        printable(masked_line(line.rstrip("\r")))
        for line in lines[f.suggestion.line - 1 : f.suggestion.end_line]
    ]
    new = (
        [printable(masked_line(line)) for line in f.suggestion.replacement.split("\n")]
        if f.suggestion.replacement
        else []
    )
    filled = [line for line in (*old, *new) if line.strip()]
    margin = min((len(line) - len(line.lstrip()) for line in filled), default=0)
    out = [f"{'':11} {paint('suggestion:', dim=True)}\n"]
    out += [f"{'':11} {paint('- ' + _clipped(line[margin:], width - 14), fg='red')}\n" for line in old]
    out += [f"{'':11} {paint('+ ' + _clipped(line[margin:], width - 14), fg='green')}\n" for line in new]
    return "".join(out)


def _paragraph(label: str, text: str, width: int, paint: _Paint | None = None) -> str:
    if not text:
        return ""
    indent = " " * 12
    wrapped = textwrap.wrap(
        printable(" ".join(text.split())),
        width,
        initial_indent=indent + label,
        subsequent_indent=indent + " " * len(label),
        break_on_hyphens=False,
    )
    filled = "\n".join(wrapped) + "\n"
    if paint is not None and label:
        return filled.replace(indent + label, indent + paint(label, dim=True), 1)
    return filled


def _clipped(line: str, width: int) -> str:
    return line if len(line) <= width else line[: width - 3] + "..."


def _last_line(report: Report, paint: _Paint) -> str:
    found = live(report)
    worst = max((f.severity for f in found), key=lambda s: s.rank, default=None)
    line = paint(summary(report), bold=True, fg=_COLOURS[worst] if worst else "green")
    extra = []
    quiet = silenced(report)
    if quiet:
        extra.append(f"{len(quiet):,} ignored")
    if report.skipped:
        extra.append(f"{counted(len(report.skipped), 'file')} not read")
    if report.errors:
        extra.append(f"{counted(len(report.errors), 'error')} while checking")
    return line + (f" ({', '.join(extra)})" if extra else "") + "\n"
