"""A report as JSON-able data and back, without loss: how it crosses a process border."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from checks.changes import ChangedFile, Content, Hunk, Status
from checks.config import CheckConfig
from checks.report import (
    Evidence,
    Finding,
    IgnoreUse,
    Report,
    RunError,
    Severity,
    SkippedFile,
    Suggestion,
)


def to_dict(report: Report) -> dict[str, Any]:
    """The report as dictionaries, lists, texts and numbers."""
    return {
        "base": report.base,
        "head": report.head,
        "agent": report.agent,
        "findings": [_finding_to(f) for f in report.findings],
        "sites": {rule: dict(counts) for rule, counts in report.sites.items()},
        "reviewed": list(report.reviewed),
        "skipped": [[s.path, s.reason] for s in report.skipped],
        "ignores": [
            [i.path, i.line, list(i.rules), i.reason, i.added_here, i.silenced] for i in report.ignores
        ],
        "errors": [[e.message, e.path, e.rule] for e in report.errors],
        "timings_ms": dict(report.timings_ms),
    }


def from_dict(data: Mapping[str, Any]) -> Report:
    """The report that :func:`to_dict` took apart. Raises KeyError, TypeError or ValueError for anything else."""
    return Report(
        base=str(data["base"]),
        head=str(data["head"]),
        agent=data["agent"],
        findings=tuple(_finding_from(f) for f in data["findings"]),
        sites={
            str(rule): {str(k): int(n) for k, n in counts.items()} for rule, counts in data["sites"].items()
        },
        reviewed=tuple(data["reviewed"]),
        skipped=tuple(SkippedFile(path, reason) for path, reason in data["skipped"]),
        ignores=tuple(
            IgnoreUse(path, line, tuple(rules), reason, added, silenced)
            for path, line, rules, reason, added, silenced in data["ignores"]
        ),
        errors=tuple(RunError(message, path, rule) for message, path, rule in data["errors"]),
        timings_ms={str(k): float(v) for k, v in data["timings_ms"].items()},
    )


def file_to_dict(file: ChangedFile) -> dict[str, Any]:
    """A changed file without its line sets: what a comment needs to find its place."""
    return {
        "path": file.path,
        "old_path": file.old_path,
        "status": file.status.value,
        "content": file.content.value,
        "hunks": [[h.base_start, h.base_length, h.head_start, h.head_length] for h in file.hunks],
    }


def file_from_dict(data: Mapping[str, Any]) -> ChangedFile:
    """The changed file that :func:`file_to_dict` took apart; its line sets are empty."""
    return ChangedFile(
        path=str(data["path"]),
        status=Status(data["status"]),
        content=Content(data["content"]),
        old_path=data["old_path"],
        hunks=tuple(Hunk(*(int(n) for n in hunk)) for hunk in data["hunks"]),
    )


def config_to_dict(config: CheckConfig) -> dict[str, Any]:
    """A configuration as JSON-able data."""
    return {
        "families_off": sorted(config.families_off),
        "rules_off": sorted(config.rules_off),
        "severities": {rule: severity.value for rule, severity in config.severities.items()},
        "ignore_paths": list(config.ignore_paths),
        "languages": None if config.languages is None else sorted(config.languages),
        "database": config.database,
        "time_limit_s": config.time_limit_s,
        "fingerprint_key": config.fingerprint_key,
    }


def config_from_dict(data: Mapping[str, Any]) -> CheckConfig:
    """The configuration that :func:`config_to_dict` took apart."""
    languages = data["languages"]
    return CheckConfig(
        families_off=frozenset(data["families_off"]),
        rules_off=frozenset(data["rules_off"]),
        severities={rule: Severity(name) for rule, name in data["severities"].items()},
        ignore_paths=tuple(data["ignore_paths"]),
        languages=None if languages is None else frozenset(languages),
        database=data["database"],
        time_limit_s=float(data["time_limit_s"]),
        fingerprint_key=str(data["fingerprint_key"]),
    )


def _finding_to(finding: Finding) -> dict[str, Any]:
    suggestion = finding.suggestion
    return {
        "rule": finding.rule,
        "family": finding.family,
        "severity": finding.severity.value,
        "path": finding.path,
        "line": finding.line,
        "end_line": finding.end_line,
        "message": finding.message,
        "why": finding.why,
        "fix": finding.fix,
        "fingerprint": finding.fingerprint,
        "suggestion": suggestion and [suggestion.line, suggestion.end_line, suggestion.replacement],
        "cwe": finding.cwe,
        "evidence": [[e.path, e.line, e.note] for e in finding.evidence],
        "language": finding.language,
        "silenced_by": finding.silenced_by,
    }


def _finding_from(data: Mapping[str, Any]) -> Finding:
    suggestion = data["suggestion"]
    return Finding(
        rule=data["rule"],
        family=data["family"],
        severity=Severity(data["severity"]),
        path=data["path"],
        line=int(data["line"]),
        end_line=int(data["end_line"]),
        message=data["message"],
        why=data["why"],
        fix=data["fix"],
        fingerprint=data["fingerprint"],
        suggestion=None if suggestion is None else Suggestion(*suggestion),
        cwe=data["cwe"],
        evidence=tuple(Evidence(path, int(line), note) for path, line, note in data["evidence"]),
        language=data["language"],
        silenced_by=data["silenced_by"],
    )
