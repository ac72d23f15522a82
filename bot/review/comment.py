"""One inline comment: what is wrong, why it matters here, how to mend it, and where to read on."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot import markdown
from bot.github.reviews import BODY_LIMIT_BYTES
from bot.markers import finding_mark, fingerprints_of
from bot.review.anchors import Anchor
from bot.review.links import Links
from checks.report import Finding
from checks.rules import find_rule

__all__ = ["as_fixed", "fingerprints_of", "is_fixed", "place", "render", "title", "with_fingerprints"]

PLACES_SHOWN = 12
EVIDENCE_SHOWN = 4
_FIXED = markdown.marker("fixed")


def render(
    finding: Finding,
    anchor: Anchor | None,
    links: Links,
    same: Sequence[Finding] = (),
    extra: Sequence[str] = (),
) -> str:
    """The comment on ``finding``, which also stands for ``same``."""
    parts = [f"**{markdown.line(title(finding))}**", markdown.prose(finding.message)]
    if finding.why:
        parts.append(markdown.prose(finding.why))
    if finding.fix:
        parts.append(f"**Fix:** {markdown.prose(finding.fix)}")
    if finding.suggestion is not None and anchor is not None and anchor.holds_suggestion:
        block = markdown.suggestion(finding.suggestion.replacement)
        parts.extend([block] if block else [])
    parts.extend(_evidence(finding, links))
    if same:
        shown = ", ".join(place(f.path, f.line, links) for f in same[:PLACES_SHOWN])
        more = f" and {len(same) - PLACES_SHOWN} more" if len(same) > PLACES_SHOWN else ""
        parts.append(f"The same in {shown}{more}.")
    parts.append(_footer(finding, links))
    fingerprints = dict.fromkeys([finding.fingerprint, *(f.fingerprint for f in same)])
    hidden = markdown.marker("finding " + " ".join(fingerprints))
    room = BODY_LIMIT_BYTES - len(hidden.encode()) - 2
    return markdown.cut("\n\n".join(parts), room) + "\n\n" + hidden


def with_fingerprints(body: str, fingerprints: Sequence[str]) -> str:
    """The comment with another list of what it stands for."""
    mark = markdown.marker("finding " + " ".join(fingerprints))
    found = finding_mark(body)
    return body if found is None else body[: found.start()] + mark + body[found.end() :]


def is_fixed(body: str) -> bool:
    """Whether the comment is already marked as fixed."""
    found = finding_mark(body)
    return _FIXED in (body if found is None else body[found.end() :])


def as_fixed(body: str, head_sha: str) -> str:
    """The comment with its title struck out and the rest folded away. Repeating it changes nothing."""
    if is_fixed(body):
        return body
    hidden = finding_mark(body)
    visible = body.strip() if hidden is None else (body[: hidden.start()] + body[hidden.end() :]).strip()
    first, _, rest = visible.partition("\n")
    struck = f"~~{first}~~ Fixed in {head_sha[:10]}."
    tail = (hidden[0] + "\n" if hidden else "") + _FIXED
    around = "<details><summary>What it said</summary>\n\n{}\n\n</details>"
    room = BODY_LIMIT_BYTES - len((struck + around + tail).encode()) - 4
    folded = around.format(markdown.cut(rest.strip(), room)) if rest.strip() else ""
    return "\n\n".join(part for part in (struck, folded, tail) if part)


def title(finding: Finding) -> str:
    """The rule's title, or its name in words."""
    known = find_rule(finding.rule)
    if known is not None:
        return known.rule.title
    return finding.rule.rpartition("/")[2].replace("-", " ").capitalize()


def place(path: str, line: int, links: Links) -> str:
    """A link to a place at head."""
    label = f"{path} line {line}" if line > 0 else path
    return markdown.link(label, links.place(path, line))


def _evidence(finding: Finding, links: Links) -> list[str]:
    rows = [
        f"{place(e.path, e.line, links)}: {markdown.line(e.note)}" if e.note else place(e.path, e.line, links)
        for e in finding.evidence[:EVIDENCE_SHOWN]
    ]
    if len(rows) == 1:
        return [f"See {rows[0]}"]
    return ["\n".join(f"- {row}" for row in rows)] if rows else []


def _footer(finding: Finding, links: Links) -> str:
    page = links.rule(finding.rule)
    name = markdown.code(finding.rule)
    parts = [finding.severity.value, f"[{name}]({page})" if page else name]
    number = re.fullmatch(r"CWE-(\d+)", finding.cwe or "")
    if number:
        parts.append(f"[CWE-{number[1]}](https://cwe.mitre.org/data/definitions/{number[1]}.html)")
    if not page:
        parts.append(markdown.code(f"evenhand rule {finding.rule}"))
    return f"<sub>{' · '.join(parts)}</sub>"
