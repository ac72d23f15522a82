"""Recording a finished review: the run, its findings and sites, and the roll-ups, in one transaction."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, delete, exists, insert, select

from bot.ledger import pulls, rollup
from bot.ledger.models import FindingIdentity, Run, Sighting, SiteCount
from bot.ledger.records import RunRecord
from bot.ledger.storable import document, text, upsert
from checks.report import Finding


def record_run(connection: Connection, record: RunRecord) -> int:
    """Store one review. A second review of the same head takes the place of the first and keeps its id."""
    pull_id, before = pulls.lock(connection, record.pull)
    pulls.store(connection, pull_id, record.pull, record.attribution)
    run_id = _store_run(connection, pull_id, record)
    findings = _unique(record)
    ids = _store_findings(connection, pull_id, findings)
    if findings:
        connection.execute(
            insert(Sighting),
            [
                {
                    "run_id": run_id,
                    "finding_id": ids[fingerprint],
                    "severity": finding.severity.value,
                    "path": text(finding.path),
                    "line": finding.line,
                    "end_line": finding.end_line,
                    "silenced_by": None if finding.silenced_by is None else text(finding.silenced_by),
                }
                for fingerprint, (finding, _) in findings.items()
            ],
        )
    sites = [
        {"run_id": run_id, "rule": text(rule), "language": text(language), "n": n}
        for rule, languages in record.report.sites.items()
        for language, n in languages.items()
        if n
    ]
    if sites:
        connection.execute(insert(SiteCount), sites)
    seen = exists().where(Sighting.finding_id == FindingIdentity.id)
    connection.execute(delete(FindingIdentity).where(FindingIdentity.pull_id == pull_id, ~seen))
    rollup.apply(connection, before, rollup.refresh(connection, pull_id))
    return run_id


def _store_run(connection: Connection, pull_id: int, record: RunRecord) -> int:
    report = record.report
    values: dict[str, Any] = {
        "base_sha": record.pull.base_sha,
        "rule_set": text(record.rule_set),
        "conclusion": record.conclusion,
        "delivery_id": text(record.delivery_id),
        "started_at": record.started_at,
        "ended_at": record.ended_at,
        "files_reviewed": len(report.reviewed),
        "skipped": [document(asdict(skipped)) for skipped in report.skipped],
        "errors": [document(asdict(error)) for error in report.errors],
        "timings_ms": document(report.timings_ms),
    }
    run_id = connection.execute(
        upsert(connection, Run)
        .values(pull_id=pull_id, head_sha=record.pull.head_sha, **values)
        .on_conflict_do_update(index_elements=["pull_id", "head_sha"], set_=values)
        .returning(Run.id)
    ).scalar_one()
    connection.execute(delete(Sighting).where(Sighting.run_id == run_id))
    connection.execute(delete(SiteCount).where(SiteCount.run_id == run_id))
    return int(run_id)


def _unique(record: RunRecord) -> dict[str, tuple[Finding, str]]:
    """Fingerprint -> finding and its language. One fingerprint is one defect, so the first of its kind stands for all."""
    findings: dict[str, tuple[Finding, str]] = {}
    for finding in record.report.findings:
        languages = record.report.sites.get(finding.rule, {})
        only = next(iter(languages)) if len(languages) == 1 else ""
        findings.setdefault(finding.fingerprint, (finding, finding.language or only))
    return findings


def _store_findings(
    connection: Connection, pull_id: int, findings: dict[str, tuple[Finding, str]]
) -> dict[str, int]:
    if not findings:
        return {}
    statement = upsert(connection, FindingIdentity)
    connection.execute(
        statement.on_conflict_do_update(
            index_elements=["pull_id", "fingerprint"],
            set_={name: statement.excluded[name] for name in ("cwe", "message", "why", "fix")},
        ),
        [
            {
                "pull_id": pull_id,
                "fingerprint": fingerprint,
                "rule": text(finding.rule),
                "family": text(finding.family),
                "language": text(language),
                "cwe": finding.cwe,
                "message": text(finding.message),
                "why": text(finding.why),
                "fix": text(finding.fix),
            }
            for fingerprint, (finding, language) in sorted(findings.items())
        ],
    )
    rows = connection.execute(
        select(FindingIdentity.fingerprint, FindingIdentity.id).where(FindingIdentity.pull_id == pull_id)
    )
    return {row.fingerprint: row.id for row in rows}
