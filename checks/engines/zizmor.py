"""What zizmor (MIT, https://docs.zizmor.sh) adds to our own reading of a workflow.

Its audits pass through an allow-list: those that are wrong in few cases and that we do not judge ourselves. Messages are
ours, places are ours (a step that we know), and its other audits - opinions on triggers, pins, caches - are not taken.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from checks.engines.program import EngineError, Program

ZIZMOR = Program("zizmor", oldest=(1, 20), refused_status=3)
_ARGUMENTS = (
    "--offline", "--no-config", "--no-ignores", "--no-progress", "--no-exit-codes", "--quiet", "--format", "json-v1",
    "--collect=all",
)  # fmt: skip

TEMPLATE_INJECTION = "template-injection"
AUDITS = frozenset({TEMPLATE_INJECTION, "github-env", "insecure-commands", "unsound-contains"})
"""Audits that a rule may ask for; everything else is dropped."""


@dataclass(frozen=True, slots=True)
class Remark:
    """One finding of an allowed audit: head lines, 1-based, and the code it is about."""

    audit: str
    line: int
    end_line: int
    code: str


def remarks(path: str, text: str) -> tuple[Remark, ...]:
    """What zizmor says about one workflow or action file. Raises EngineError."""
    name = ".github/workflows/workflow.yml" if "/workflows/" in f"/{path}" else "action.yml"
    said = ZIZMOR.run([*_ARGUMENTS, name], {name: text})
    try:
        return tuple(sorted(_read(json.loads(said or b"[]")), key=lambda r: (r.line, r.audit, r.code)))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise EngineError(
            "zizmor answered in a form that is not known here; install another version"
        ) from error


def _read(findings: list[Mapping[str, object]]) -> set[Remark]:
    found = set()
    for finding in findings:
        audit = finding["ident"]
        if audit not in AUDITS or not isinstance(finding["locations"], list):
            continue
        for location in finding["locations"]:
            if location["symbolic"]["kind"] != "Primary":
                continue
            place, code = location["concrete"]["location"], location["concrete"]["feature"]
            first, last = int(place["start_point"]["row"]) + 1, int(place["end_point"]["row"]) + 1
            found.add(Remark(str(audit), first, last, str(code)))
    return found
