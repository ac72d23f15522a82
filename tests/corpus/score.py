"""Recall and precision per rule and language over our own labelled code: ``make score``.

``python -m tests.corpus.score [PART ...]`` scores only the cases whose name or family holds one of the parts.

Labelled are the examples inside the rules (marked lines) and the change sets under ``tests/corpus/<family>/<case>`` (``head``,
``base``, ``expected.txt`` with ``slug path:line`` a line). The authors of the rules wrote these, so the figures show regressions, not
quality in the field. Every rule runs on every case: ``noise`` counts findings of *other* rules at warning or over on good examples.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from checks.changes import in_memory
from checks.engine import review
from checks.languages import language_of, reported
from checks.report import Severity
from checks.rules import load_rules

CORPUS = Path(__file__).resolve().parent
_MARK = re.compile(r"[ \t]*(?:#|//|--|/\*|<!--|\{/\*)[ \t]*<-- here[ \t]*(?:\*/\}?|-->)?[ \t]*$")


@dataclass(frozen=True, slots=True)
class Case:
    """One labelled change: ``expected`` holds (rule id, path, line); ``judged`` names the rules whose labels are complete."""

    name: str
    head: dict[str, str | bytes]
    base: dict[str, str | bytes] | None
    tip: dict[str, str | bytes] | None
    expected: frozenset[tuple[str, str, int]]
    judged: frozenset[str]
    good: bool


def cases() -> Iterator[Case]:
    """Everything that is labelled."""
    rules = load_rules()
    for entry in rules.values():
        for kind, examples in (("bad", entry.rule.bad), ("good", entry.rule.good)):
            for index, example in enumerate(examples):
                head: dict[str, str | bytes] = {}
                expected = set()
                for path, text in example.files.items():
                    lines = text.split("\n")
                    expected |= {
                        (entry.rule.id, path, n) for n, line in enumerate(lines, 1) if _MARK.search(line)
                    }
                    head[path] = "\n".join(_MARK.sub("", line) for line in lines)
                base = None if example.base is None else dict(example.base)
                name = f"{entry.rule.id} {kind} {index}"
                tip = None if example.tip is None else dict(example.tip)
                judged = frozenset({entry.rule.id})
                yield Case(name, head, base, tip, frozenset(expected), judged, kind == "good")
    for expected_file in sorted(CORPUS.glob("*/*/expected.txt")):
        folder, family = expected_file.parent, expected_file.parent.parent.name
        expected = set()
        for line in expected_file.read_text("utf-8").splitlines():
            if line.strip():
                slug, _, place = line.partition(" ")
                path, _, number = place.rpartition(":")
                expected.add((f"{family}/{slug}", path, int(number)))
        judged = frozenset(r for r in rules if r.startswith(family + "/"))
        base = _files(folder / "base") if (folder / "base").is_dir() else None
        tip = _files(folder / "tip") if (folder / "tip").is_dir() else None
        yield Case(
            f"{family}/{folder.name}",
            _files(folder / "head"),
            base,
            tip,
            frozenset(expected),
            judged,
            not expected,
        )


def _files(folder: Path) -> dict[str, str | bytes]:
    return {
        p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()
    }


def main() -> int:
    """Print the table; exit status 1 when a label was missed or a judged rule fired without one."""
    hit: Counter[tuple[str, str]] = Counter()
    missed: Counter[tuple[str, str]] = Counter()
    wrong: Counter[tuple[str, str]] = Counter()
    noise: Counter[str] = Counter()
    clean = silent = 0
    parts = sys.argv[1:]
    for case in cases():
        if parts and not any(part in case.name for part in parts):
            continue
        report = review(in_memory(case.head, case.base, case.tip))
        found = {(f.rule, f.path, f.line) for f in report.findings if f.rule in case.judged}
        for counter, places in (
            (hit, found & case.expected),
            (missed, case.expected - found),
            (wrong, found - case.expected),
        ):
            counter.update((rule, reported(language_of(path))) for rule, path, _ in places)
        if case.good:
            others = [f for f in report.at_or_over(Severity.WARNING) if f.rule not in case.judged]
            noise.update(f.rule for f in others)
            clean += 1
            silent += not others and not found
    out = sys.stdout.write
    out(f"{'rule':44} {'language':12} {'found':>6} {'missed':>7} {'wrong':>6} {'noise':>6}\n")
    for key in sorted({*hit, *missed, *wrong}):
        out(f"{key[0]:44} {key[1]:12} {hit[key]:6} {missed[key]:7} {wrong[key]:6} {noise.get(key[0], 0):6}\n")
    tp, fn, fp = sum(hit.values()), sum(missed.values()), sum(wrong.values())
    out(f"\nrecall {tp / max(1, tp + fn):.3f}  precision {tp / max(1, tp + fp):.3f}  over {tp + fn} labels\n")
    out(f"good examples on which no rule at all spoke (warning and over): {silent} of {clean}\n")
    for rule, count in noise.most_common(15):
        out(f"  {count:3} {rule}\n")
    return 1 if fn or fp else 0


if __name__ == "__main__":
    raise SystemExit(main())
