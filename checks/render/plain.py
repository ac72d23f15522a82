"""Words and numbers that every form of a report shares, and text made safe to print."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from checks.report import Finding, Report, Severity


def printable(text: str) -> str:
    """The text with control, direction and invisible characters spelt out: code under review may hold terminal
    escapes, and file names line feeds. Tabs become four spaces."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(_spelt(c) for c in text.replace("\t", "    "))


def storable(text: str) -> str:
    """The text without lone surrogates, which JSON readers refuse."""
    return text.encode("utf-8", "replace").decode("utf-8")


def counted(number: int, noun: str) -> str:
    """``1 error``, ``2 errors``, ``1,204 sites``."""
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """By path, then line, then worst first, then rule."""
    return sorted(findings, key=lambda f: (f.path, f.line, -f.severity.rank, f.rule, f.fingerprint))


def live(report: Report) -> list[Finding]:
    """Findings that no ignore comment silenced, in order."""
    return in_order(f for f in report.findings if f.silenced_by is None)


def silenced(report: Report) -> list[Finding]:
    """Findings that an ignore comment silenced, in order."""
    return in_order(f for f in report.findings if f.silenced_by is not None)


def severity_counts(findings: Iterable[Finding]) -> dict[Severity, int]:
    """Number of findings at each severity, worst first."""
    counts = dict.fromkeys((Severity.ERROR, Severity.WARNING, Severity.NOTE), 0)
    for finding in findings:
        counts[finding.severity] += 1
    return counts


def site_count(report: Report) -> int:
    """Number of places that were judged, good ones included."""
    return sum(sum(by_language.values()) for by_language in report.sites.values())


def summary(report: Report) -> str:
    """One sentence: what was found, on how many sites, in how many files."""
    counts = severity_counts(live(report))
    found = [counted(n, severity.value) for severity, n in counts.items() if n]
    what = ", ".join(found) if found else "No findings"
    where = f"{counted(site_count(report), 'site')} in {counted(len(report.reviewed), 'file')}"
    return f"{what}: {where} checked" if found else f"{what}: {where} checked, all good"


def _spelt(char: str) -> str:
    if unicodedata.category(char) not in {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}:
        return char
    number = ord(char)
    if number < 256:
        return f"\\x{number:02x}"
    return f"\\u{number:04x}" if number <= 0xFFFF else f"\\U{number:08x}"
