"""A report as JSON. The shape is a promise: ``config/report.schema.json`` describes it."""

from __future__ import annotations

import json
from typing import Any

from checks.render.plain import live, silenced, storable
from checks.report import SCHEMA_VERSION, Finding, Report


def document(report: Report) -> dict[str, Any]:
    """The report as JSON-able data."""
    return {
        "schema": SCHEMA_VERSION,
        "base": report.base,
        "head": report.head,
        "agent": report.agent,
        "findings": [finding(f) for f in live(report)],
        "silenced": [{**finding(f), "reason": storable(f.silenced_by or "")} for f in silenced(report)],
        "sites": {rule: dict(sorted(counts.items())) for rule, counts in sorted(report.sites.items())},
        "files": {
            "reviewed": [storable(path) for path in report.reviewed],
            "skipped": [{"path": storable(s.path), "reason": storable(s.reason)} for s in report.skipped],
        },
        "errors": [
            {"message": storable(e.message), "path": storable(e.path), "rule": e.rule} for e in report.errors
        ],
        "timings": {name: round(ms, 3) for name, ms in sorted(report.timings_ms.items())},
    }


def finding(f: Finding) -> dict[str, Any]:
    """One finding as JSON-able data."""
    suggestion = None
    if f.suggestion is not None:
        suggestion = {
            "line": f.suggestion.line,
            "end_line": f.suggestion.end_line,
            "replacement": storable(f.suggestion.replacement),
        }
    return {
        "rule": f.rule,
        "family": f.family,
        "severity": f.severity.value,
        "path": storable(f.path),
        "line": f.line,
        "end_line": f.end_line,
        "message": storable(f.message),
        "why": storable(f.why),
        "fix": storable(f.fix),
        "suggestion": suggestion,
        "fingerprint": f.fingerprint,
        "cwe": f.cwe,
        "evidence": [
            {"path": storable(e.path), "line": e.line, "note": storable(e.note)} for e in f.evidence
        ],
    }


def render(report: Report) -> str:
    """The report as indented JSON that ends in a line feed."""
    return json.dumps(document(report), indent=2, ensure_ascii=False) + "\n"
