"""The check-run's words: title, table by family, what was not read, every finding as an annotation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot import markdown
from bot.github.check_runs import MESSAGE_LIMIT_BYTES, TEXT_LIMIT_BYTES, TITLE_LIMIT
from bot.ledger.records import AgentState, Attribution
from bot.names import agent_name, family_name
from bot.review import comment
from bot.review.links import Links
from bot.review.placement import Place, Placed
from checks.report import Finding, Report, Severity
from checks.rules import FAMILIES

ANNOTATION_LIMIT = 500
"""GitHub names no limit, its page does; the rest is counted and listed in the text."""
LISTED = 200
PATHS_SHOWN = 20
_LEVEL = {Severity.ERROR: "failure", Severity.WARNING: "warning", Severity.NOTE: "notice"}
_PLURAL = {Severity.ERROR: "errors", Severity.WARNING: "warnings", Severity.NOTE: "notes"}


@dataclass(frozen=True, slots=True)
class CheckRunText:
    """The texts of one check-run, all within GitHub's limits."""

    title: str
    summary: str
    text: str
    annotations: tuple[dict[str, Any], ...]


def conclusion(report: Report, shown: Sequence[Finding], fail_on: Severity | None) -> str:
    """``failure`` at or over the level; ``neutral`` for lesser warnings or an incomplete review; else ``success``."""
    worst = max((f.severity.rank for f in shown), default=-1)
    if fail_on is not None and worst >= fail_on.rank:
        return "failure"
    if report.errors or worst >= Severity.WARNING.rank:
        return "neutral"
    return "success"


def render(
    report: Report,
    placed: Placed,
    attribution: Attribution,
    links: Links,
    notes: Sequence[str] = (),
    fixed: int = 0,
) -> CheckRunText:
    """All texts of the check-run. ``notes`` are remarks on the configuration, ``fixed`` counts comments now fixed."""
    shown = placed.shown
    parts = [
        _headline(report, shown, fixed),
        _table(report, shown),
        _uncommented(placed),
        _ignored(report, placed),
        _unread(report),
        _errors(report),
        "\n".join(f"- {markdown.line(note)}" for note in notes),
        _agent(attribution),
    ]
    annotations = tuple(_annotation(f) for f in shown[:ANNOTATION_LIMIT])
    return CheckRunText(
        title=title(report, shown)[:TITLE_LIMIT],
        summary=markdown.cut("\n\n".join(p for p in parts if p), TEXT_LIMIT_BYTES),
        text=markdown.cut(_list(shown, links), TEXT_LIMIT_BYTES) if shown else "",
        annotations=annotations,
    )


def title(report: Report, shown: Sequence[Finding]) -> str:
    """What the list of checks shows beside our name."""
    if shown:
        return _counted(shown)
    if report.errors:
        return "The review is incomplete"
    sites = _sites(report)
    return f"Clean: {_number(sites, 'place')} checked" if sites else "Nothing to judge in this change"


def _headline(report: Report, shown: Sequence[Finding], fixed: int) -> str:
    sites = _sites(report)
    read = _number(len(report.reviewed), "file")
    if shown:
        files = len({f.path for f in shown})
        words = f"{_counted(shown)} in {_number(files, 'file')}; {_number(sites, 'place')} checked in {read}."
    elif sites:
        every = "The one place" if sites == 1 else f"Every one of the {sites} places"
        words = f"{every} checked in {read} keeps the rules."
    else:
        words = f"{read} read; none has a place that a rule speaks about."
    return words + (f" Fixed since the last review: {fixed}." if fixed else "")


def _table(report: Report, shown: Sequence[Finding]) -> str:
    sites: Counter[str] = Counter()
    for rule, counts in report.sites.items():
        sites[rule.partition("/")[0]] += sum(counts.values())
    found = Counter(f.family for f in shown)
    families = [f for f in FAMILIES if sites[f] or found[f]]
    families += sorted(f for f in found if f not in FAMILIES)
    if not families:
        return ""
    rows = [[markdown.cell(family_name(f)), str(found[f]), str(sites[f])] for f in families]
    return markdown.table(("Family", "Findings", "Places checked"), rows, numeric=(1, 2))


def _uncommented(placed: Placed) -> str:
    if not placed.reasons:
        return ""
    total = placed.count(Place.ANNOTATION)
    why = "; ".join(f"{count} {reason.value}" for reason, count in placed.reasons.items())
    return f"Listed here without a comment on the diff: {total} ({why})."


def _ignored(report: Report, placed: Placed) -> str:
    silenced = sum(1 for f, p in placed.places if p is Place.SUPPRESSED and f.silenced_by is not None)
    dismissed = placed.count(Place.SUPPRESSED) - silenced
    words = []
    if silenced:
        words.append(f"Silenced by a comment that this change adds: {silenced}.")
    before = sum(use.silenced for use in report.ignores if not use.added_here)
    if before:
        words.append(f"Silenced by comments that were there before: {before}.")
    if dismissed:
        words.append(f"Dismissed earlier on this pull request: {dismissed}.")
    return " ".join(words)


def _unread(report: Report) -> str:
    if not report.skipped:
        return ""
    reasons = Counter(s.reason for s in report.skipped)
    why = ", ".join(f"{markdown.line(reason)}: {count}" for reason, count in reasons.most_common())
    rows = [f"- {markdown.code(s.path)}: {markdown.line(s.reason)}" for s in report.skipped[:PATHS_SHOWN]]
    if len(report.skipped) > PATHS_SHOWN:
        rows.append(f"- and {len(report.skipped) - PATHS_SHOWN} more")
    summary = f"<summary>Not read: {_number(len(report.skipped), 'file')} ({why})</summary>"
    return f"<details>{summary}\n\n" + "\n".join(rows) + "\n\n</details>"


def _errors(report: Report) -> str:
    if not report.errors:
        return ""
    rows = []
    for error in report.errors[:PATHS_SHOWN]:
        where = " ".join(markdown.code(part) for part in (error.rule, error.path) if part)
        rows.append(f"- {where + ': ' if where else ''}{markdown.line(error.message)}")
    if len(report.errors) > PATHS_SHOWN:
        rows.append(f"- and {len(report.errors) - PATHS_SHOWN} more")
    return "**Not everything could be judged:**\n\n" + "\n".join(rows)


def _agent(attribution: Attribution) -> str:
    evidence = next((s for s in attribution.evidence if s.agent == attribution.agent), None)
    seen = f", from {markdown.code(evidence.text[:120])}" if evidence and evidence.text else ""
    match attribution.state:
        case AgentState.CERTAIN:
            return f"Counted for {markdown.line(agent_name(attribution.agent))}{seen}."
        case AgentState.POSSIBLE:
            return f"Possibly by {markdown.line(agent_name(attribution.agent))}{seen}; not counted for it."
        case AgentState.MIXED:
            names = sorted({s.agent for s in attribution.evidence})
            return f"More than one agent took part: {markdown.line(', '.join(map(agent_name, names)))}."
        case AgentState.BOT:
            return "Opened by a bot that writes no code of its own."
        case _:
            return ""


def _list(shown: Sequence[Finding], links: Links) -> str:
    rows = [
        f"- **{f.severity.value}** {comment.place(f.path, f.line, links)}: {markdown.line(f.message)} "
        f"({markdown.code(f.rule)})"
        for f in shown[:LISTED]
    ]
    if len(shown) > LISTED:
        rows.append(f"- and {len(shown) - LISTED} more, as annotations below")
    return "\n".join(rows)


def _annotation(finding: Finding) -> dict[str, Any]:
    """An annotation is shown as plain text, so it is only made visible, not escaped."""
    parts = [finding.message, finding.why, f"Fix: {finding.fix}" if finding.fix else "", f"({finding.rule})"]
    line = max(1, finding.line)
    return {
        "path": finding.path,
        "start_line": line,
        "end_line": max(line, finding.end_line),
        "annotation_level": _LEVEL[finding.severity],
        "title": markdown.visible(comment.title(finding))[:TITLE_LIMIT],
        "message": markdown.cut(
            markdown.visible("\n\n".join(p for p in parts if p)), MESSAGE_LIMIT_BYTES - 1
        ),
    }


def _counted(shown: Sequence[Finding]) -> str:
    counts = Counter(f.severity for f in shown)
    return ", ".join(
        f"{counts[s]} {s.value if counts[s] == 1 else _PLURAL[s]}"
        for s in (Severity.ERROR, Severity.WARNING, Severity.NOTE)
        if counts[s]
    )


def _sites(report: Report) -> int:
    return sum(n for counts in report.sites.values() for n in counts.values())


def _number(count: int, word: str) -> str:
    return f"{count} {word}" if count == 1 else f"{count} {word}s"
