"""Every form of a report: valid by its schema, complete, and safe to print whatever the code under review holds."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click
import jsonschema_rs
import pytest

from checks.render import json as json_form
from checks.render import markdown, sarif, text
from checks.report import Evidence, Finding, Report, RunError, Severity, SkippedFile, Suggestion
from checks.rules import Rule

ROOT = Path(__file__).parents[3]
HOSTILE = "evil\x1b[31m `x` ``` | <b> @team\n\u202eabc"


def finding(**changes: Any) -> Finding:
    values: dict[str, Any] = {
        "rule": "security/sql-injection",
        "family": "security",
        "severity": Severity.ERROR,
        "path": "src/orders list.py",
        "line": 2,
        "end_line": 3,
        "message": "The SQL text is built from `user_id`.",
        "why": "Whoever sets it can run any SQL.",
        "fix": "Pass it as a bound parameter.",
        "fingerprint": "0" * 32,
        "suggestion": Suggestion(2, 3, '    cur.execute("select 1 where id = %s", (user_id,))'),
        "cwe": "CWE-89",
        "evidence": (Evidence("src/orders list.py", 1, "assembled here"), Evidence("db.py", 0, "the driver")),
        "language": "python",
    }
    return Finding(**(values | changes))


FULL = Report(
    base="b" * 40,
    head="work tree",
    findings=(
        finding(),
        finding(rule="error-handling/swallowed-error", family="error-handling", severity=Severity.WARNING, line=9, end_line=9,
                suggestion=Suggestion(9, 9, ""), cwe=None, evidence=(), fingerprint="1" * 32),
        finding(path=HOSTILE, message=HOSTILE, why=HOSTILE, fix=HOSTILE, line=1, end_line=1, suggestion=None,
                evidence=(Evidence(HOSTILE, 4, HOSTILE),), severity=Severity.NOTE, fingerprint="2" * 32),
        finding(silenced_by="reviewed with the team", fingerprint="3" * 32, line=5, end_line=5),
    ),
    sites={"security/sql-injection": {"python": 4, "typescript": 1200}},
    reviewed=("src/orders list.py", HOSTILE),
    skipped=(SkippedFile("caf\udce9.bin", "binary file"),),
    errors=(RunError("took too long", path="a.py", rule="security/xss"),),
    timings_ms={"total": 12.34567},
    agent="claude-code",
)  # fmt: skip
RULES = {
    "security/sql-injection": Rule(
        id="security/sql-injection",
        severity=Severity.ERROR,
        languages=("python",),
        title="SQL built from text",
        what="SQL text is put together from parts.",
        why="Whoever sets a part can run any SQL.",
        fix="Bind values.",
        bad=(),
        good=(),
        references=("https://cwe.mitre.org/data/definitions/89.html", "A book"),
        site="every raw query",
        cwe="CWE-89",
    )
}
EMPTY = Report(base="b", head="h")
SOURCE = {
    "src/orders list.py": [
        "def f(user_id):",
        '    cur.execute("select 1 "',
        "        f'where id = {user_id}')\x1b]0;x\x07",
    ],
}


def source(path: str) -> Sequence[str]:
    return SOURCE.get(path, [HOSTILE] if path == HOSTILE else [])


@pytest.mark.parametrize("report", [FULL, EMPTY], ids=["full", "empty"])
def test_json_follows_its_published_schema(report: Report) -> None:
    schema = json.loads((ROOT / "config/report.schema.json").read_text())
    document = json.loads(json_form.render(report))
    jsonschema_rs.validator_for(schema).validate(document)
    assert list(document) == [
        "schema", "base", "head", "agent", "findings", "silenced", "sites", "files", "errors", "timings",
    ]  # fmt: skip


def test_json_keeps_every_finding_once_and_ignored_ones_apart() -> None:
    document = json_form.document(FULL)
    assert sorted(f["fingerprint"][0] for f in document["findings"]) == ["0", "1", "2"]
    assert [f["reason"] for f in document["silenced"]] == ["reviewed with the team"]
    assert document["findings"][1]["suggestion"]["end_line"] == 3
    assert document["files"]["skipped"] == [{"path": "caf?.bin", "reason": "binary file"}]


def validator_of_sarif() -> jsonschema_rs.Validator:
    schema = json.loads((ROOT / "tests/fixtures/sarif/sarif-2.1.0-rtm.5.json").read_text())
    # The published pattern of this member has a stray bracket, which a strict reader refuses; we never write it.
    for name in ("run", "toolComponent"):
        del schema["definitions"][name]["properties"]["language"]["pattern"]
    return jsonschema_rs.validator_for(schema)


@pytest.mark.parametrize("report", [FULL, EMPTY], ids=["full", "empty"])
def test_sarif_follows_the_official_schema(report: Report) -> None:
    validator_of_sarif().validate(json.loads(sarif.render(report, "0.1.0", RULES)))


def test_every_rule_is_described_in_sarif() -> None:
    document = sarif.document(FULL, "0.1.0")
    validator_of_sarif().validate(json.loads(json.dumps(document)))
    described = document["runs"][0]["tool"]["driver"]["rules"]
    assert len(described) > 10
    for rule in described:
        assert rule["shortDescription"]["text"]
        assert rule["help"]["markdown"]
        assert len(rule["properties"]["tags"]) <= 20


def test_sarif_has_what_code_scanning_reads() -> None:
    run = sarif.document(FULL, "0.1.0", RULES)["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    by_print = {r["partialFingerprints"]["evenhand/v1"][0]: r for r in run["results"]}
    assert len(by_print) == 4
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
    first = by_print["0"]
    assert first["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "src/orders%20list.py", "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": 2, "endLine": 3},
    }
    assert "region" not in first["relatedLocations"][1]["physicalLocation"]
    (change,) = first["fixes"][0]["artifactChanges"]
    assert change["replacements"][0]["deletedRegion"] == {"startLine": 2, "endLine": 3}
    deletion = by_print["1"]["fixes"][0]["artifactChanges"][0]["replacements"][0]
    assert deletion["deletedRegion"] == {"startLine": 9, "startColumn": 1, "endLine": 10, "endColumn": 1}
    assert by_print["3"]["suppressions"] == [{"kind": "inSource", "justification": "reviewed with the team"}]
    assert "\n" not in by_print["2"]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]


def test_text_shows_code_reason_mend_suggestion_and_the_counts() -> None:
    shown = text.render(FULL, source)
    for part in (
        "src/orders list.py\n",
        "error   line 2  security/sql-injection  CWE-89\n",
        '        2 | cur.execute("select 1 "\n',
        "why: Whoever sets it",
        "fix: Pass it",
        "see: src/orders list.py:1 assembled here",
        '- cur.execute("select 1 "',
        '+ cur.execute("select 1 where id = %s", (user_id,))',
        "Ignored by comments of this change",
        "reviewed with the team",
        "caf\\udce9.bin  binary file",
        "a.py security/xss: took too long",
        "1 error, 1 warning, 1 note: 1,204 sites in 2 files checked (1 ignored, 1 file not read, 1 error while checking)\n",
    ):
        assert part in shown, part
    assert all(len(line) <= 100 for line in shown.splitlines()[:-1])


def test_text_of_a_clean_change_is_one_line() -> None:
    assert text.render(EMPTY, source) == "No findings: 0 sites in 0 files checked, all good\n"


def test_text_lets_no_control_character_of_the_code_through() -> None:
    shown = text.render(FULL, source)
    assert all(c == "\n" or c.isprintable() for c in shown)
    coloured = text.render(FULL, source, colour=True)
    assert "\x1b[31m\x1b[1merror" in coloured
    assert click.unstyle(coloured) == shown


def test_markdown_keeps_hostile_text_in_its_place() -> None:
    shown = markdown.render(FULL, source)
    assert "### `src/orders list.py`" in shown
    assert "```python\n" in shown
    assert "```diff\n-    cur.execute(" in shown
    fenced = [line for line in shown.split("\n") if line.startswith("````")]
    assert len(fenced) == 2
    outside = [line for line in shown.split("\n") if line.startswith(("Why: evil", "Fix: evil"))]
    assert outside
    assert all("\\<b\\>" in line and "@&#8203;team" in line and "\\|" in line for line in outside)
