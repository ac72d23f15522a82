"""A report as SARIF 2.1.0 that GitHub code scanning takes as it is.

What GitHub reads of it: https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from checks.render.plain import in_order, storable
from checks.report import Finding, Report, Severity
from checks.rules import Rule, load_rules

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
RESULTS_LIMIT = 25_000
"""GitHub refuses a run with more results."""

_SECURITY_SCORE = {Severity.ERROR: "8.0", Severity.WARNING: "5.5", Severity.NOTE: "2.0"}
"""GitHub shows 7.0 and over as high, 4.0 and over as medium."""


def render(report: Report, version: str, rules: Mapping[str, Rule] | None = None) -> str:
    """The report as SARIF text. ``version`` is that of Evenhand; ``rules`` are all known ones unless given."""
    return json.dumps(document(report, version, rules), indent=2, ensure_ascii=False) + "\n"


def document(report: Report, version: str, rules: Mapping[str, Rule] | None = None) -> dict[str, Any]:
    """The report as SARIF data: one run, every known rule described, worst results kept where there are too many."""
    if rules is None:
        rules = {rule_id: entry.rule for rule_id, entry in load_rules().items()}
    ids = sorted(rules.keys() | {f.rule for f in report.findings})
    index = {rule_id: number for number, rule_id in enumerate(ids)}
    findings = in_order(report.findings)
    if len(findings) > RESULTS_LIMIT:
        findings = in_order(sorted(findings, key=lambda f: -f.severity.rank)[:RESULTS_LIMIT])
    driver = {
        "name": "Evenhand",
        "version": version,
        "semanticVersion": version,
        "rules": [_descriptor(rules[i]) if i in rules else {"id": i} for i in ids],
    }
    run = {
        "tool": {"driver": driver},
        "automationDetails": {"id": "evenhand/"},
        "columnKind": "utf16CodeUnits",
        "results": [_result(f, index[f.rule]) for f in findings],
        "invocations": [
            {
                "executionSuccessful": True,
                "toolExecutionNotifications": [
                    *({"level": "error", **_note(e.message, e.path)} for e in report.errors),
                    *({"level": "note", **_note(f"not read: {s.reason}", s.path)} for s in report.skipped),
                ],
            }
        ],
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def uri(path: str) -> str:
    """A path as a relative URI reference."""
    return quote(path.encode("utf-8", "replace"), safe="/-._~")


def _descriptor(rule: Rule) -> dict[str, Any]:
    properties: dict[str, Any] = {
        "tags": [rule.family, *([f"external/cwe/{rule.cwe.lower()}"] if rule.cwe else [])],
        "precision": "high",
        "problem.severity": {"note": "recommendation"}.get(rule.severity.value, rule.severity.value),
    }
    if rule.family == "security":
        properties["security-severity"] = _SECURITY_SCORE[rule.severity]
    text = f"{rule.what}\n\n{rule.why}\n\nHow to fix: {rule.fix}"
    markdown = f"{rule.what}\n\n**Why**: {rule.why}\n\n**How to fix**: {rule.fix}"
    if rule.references:
        markdown += "\n\n" + "\n".join(
            f"- <{r}>" if r.startswith("http") else f"- {r}" for r in rule.references
        )
    descriptor: dict[str, Any] = {
        "id": rule.id,
        "name": "".join(part.capitalize() for part in rule.slug.split("-")),
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": rule.what},
        "help": {"text": text, "markdown": markdown},
        "defaultConfiguration": {"level": rule.severity.value},
        "properties": properties,
    }
    link = next((r for r in rule.references if r.startswith("https://")), None)
    if link:
        descriptor["helpUri"] = link
    return descriptor


def _result(f: Finding, rule_index: int) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": f.rule,
        "ruleIndex": rule_index,
        "level": f.severity.value,
        "message": {"text": storable(" ".join(t for t in (f.message, f.why, f.fix) if t))},
        "locations": [{"physicalLocation": _place(f.path, f.line, f.end_line)}],
        "partialFingerprints": {
            "primaryLocationLineHash": f"{f.fingerprint}:1",
            "evenhand/v1": f.fingerprint,
        },
    }
    if f.evidence:
        result["relatedLocations"] = [
            {
                "id": n,
                "physicalLocation": _place(e.path, e.line, e.line),
                "message": {"text": storable(e.note)},
            }
            for n, e in enumerate(f.evidence, 1)
        ]
    if f.suggestion is not None:
        region: dict[str, int] = {"startLine": f.suggestion.line, "endLine": f.suggestion.end_line}
        if not f.suggestion.replacement:
            region = {"startLine": f.suggestion.line, "startColumn": 1, "endLine": f.suggestion.end_line + 1}
            region["endColumn"] = 1
        result["fixes"] = [
            {
                "description": {"text": storable(f.fix)},
                "artifactChanges": [
                    {
                        "artifactLocation": {"uri": uri(f.path), "uriBaseId": "%SRCROOT%"},
                        "replacements": [
                            {
                                "deletedRegion": region,
                                "insertedContent": {"text": storable(f.suggestion.replacement)},
                            }
                        ],
                    }
                ],
            }
        ]
    if f.silenced_by is not None:
        result["suppressions"] = [{"kind": "inSource", "justification": storable(f.silenced_by)}]
    return result


def _place(path: str, line: int, end_line: int) -> dict[str, Any]:
    place: dict[str, Any] = {"artifactLocation": {"uri": uri(path), "uriBaseId": "%SRCROOT%"}}
    if line > 0:
        place["region"] = {"startLine": line, "endLine": max(line, end_line)}
    return place


def _note(text: str, path: str) -> dict[str, Any]:
    note: dict[str, Any] = {"message": {"text": storable(text)}}
    if path:
        note["locations"] = [{"physicalLocation": _place(path, 0, 0)}]
    return note
