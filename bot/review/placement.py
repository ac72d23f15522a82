"""Where each finding of a report goes. Nothing is lost: every finding has exactly one place.

The law ``in = inline + annotations only + folded + suppressed`` is checked whenever a review is placed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.ledger.records import PostedComment
from bot.review.anchors import Anchor, find_anchor
from checks.changes import ChangedFile
from checks.report import Finding, Severity


class Place(StrEnum):
    """Where a finding is shown first."""

    INLINE = "inline"
    """Has its own comment on the diff, new or standing."""
    ANNOTATION = "annotation"
    """Listed in the check-run only."""
    FOLDED = "folded"
    """Named in the comment or line of an equal finding."""
    SUPPRESSED = "suppressed"
    """A comment in the code silences it, or a person dismissed it."""


class Why(StrEnum):
    """Why a finding has no comment of its own."""

    MINOR = "of lesser weight"
    LIMIT = "over the limit of comments"
    OUTSIDE = "on lines that are not in the diff"
    DRAFT = "the pull request is a draft"


class ConservationError(AssertionError):
    """A finding would have been lost or shown twice: a fault in the placement itself."""


@dataclass(frozen=True, slots=True)
class InlineComment:
    """A comment to write: on ``finding``, standing for ``same`` as well."""

    finding: Finding
    anchor: Anchor
    same: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Placed:
    """Every finding with its place."""

    places: tuple[tuple[Finding, Place], ...]
    comments: tuple[InlineComment, ...]
    """New ones, worst first."""
    reopened: tuple[InlineComment, ...]
    """Findings that are back after their comment was marked fixed or outdated."""
    reasons: Mapping[Why, int]

    def count(self, place: Place) -> int:
        """Number of findings at a place."""
        return sum(p is place for _, p in self.places)

    @property
    def shown(self) -> tuple[Finding, ...]:
        """Findings that are not suppressed, worst first."""
        return tuple(f for f, p in self.places if p is not Place.SUPPRESSED)


def place_findings(
    findings: Sequence[Finding],
    posted: Sequence[PostedComment],
    files: Sequence[ChangedFile],
    *,
    comment_limit: int,
    comment_level: Severity,
    comments_wanted: bool,
) -> Placed:
    """Decide for every finding. ``comments_wanted`` is False for a draft that gets the check-run only."""
    by_path = {f.path: f for f in files}
    state = {c.fingerprint: c.state for c in posted}
    ordered = sorted(findings, key=gravity)
    places: dict[int, Place] = {}
    reasons: Counter[Why] = Counter()
    fresh: list[int] = []
    reopened: list[InlineComment] = []
    seen: set[str] = set()
    for at, finding in enumerate(ordered):
        known = state.get(finding.fingerprint)
        if finding.silenced_by is not None or known == "dismissed":
            places[at] = Place.SUPPRESSED
        elif finding.fingerprint in seen:
            places[at] = Place.FOLDED
        elif known == "standing":
            places[at] = Place.INLINE
        elif finding.severity.rank < comment_level.rank:
            places[at] = Place.ANNOTATION
            reasons[Why.MINOR] += 1
        elif not comments_wanted:
            places[at] = Place.ANNOTATION
            reasons[Why.DRAFT] += 1
        elif known in {"fixed", "outdated"}:
            places[at] = Place.INLINE
            anchor = find_anchor(finding, by_path) or Anchor(finding.path, finding.line)
            reopened.append(InlineComment(finding, anchor))
        else:
            fresh.append(at)
        seen.add(finding.fingerprint)
    standing = [at for at, p in places.items() if p is Place.INLINE]
    room = max(0, comment_limit - len(_equal(ordered, standing)))  # equal ones share a comment
    comments: list[InlineComment] = []
    for members in _equal(ordered, fresh):
        anchors = [(at, find_anchor(ordered[at], by_path)) for at in members]
        lead = next(((at, anchor) for at, anchor in anchors if anchor is not None), None)
        if lead is None or len(comments) >= room:
            reason = Why.OUTSIDE if lead is None else Why.LIMIT
            reasons[reason] += len(members)
            places.update(dict.fromkeys(members, Place.ANNOTATION))
            continue
        others = [at for at in members if at != lead[0]]
        places[lead[0]] = Place.INLINE
        places.update(dict.fromkeys(others, Place.FOLDED))
        comments.append(InlineComment(ordered[lead[0]], lead[1], tuple(ordered[at] for at in others)))
    _conserve(findings, places, len(standing), comments)
    return Placed(
        tuple((f, places[at]) for at, f in enumerate(ordered)),
        tuple(comments),
        tuple(reopened),
        dict(reasons),
    )


def gravity(finding: Finding) -> tuple[int, str, int, str]:
    """Sort key: worst first, then by place."""
    return -finding.severity.rank, finding.path, finding.line, finding.rule


def _equal(ordered: Sequence[Finding], indexes: Sequence[int]) -> list[list[int]]:
    """Indexes of equal findings together, in the order of the worst of each group."""
    groups: dict[tuple[str, str, str, str], list[int]] = {}
    for at in indexes:
        f = ordered[at]
        groups.setdefault((f.rule, f.severity.value, f.message, f.fix), []).append(at)
    return list(groups.values())


def _conserve(
    findings: Sequence[Finding], places: Mapping[int, Place], standing: int, comments: Sequence[InlineComment]
) -> None:
    inline = sum(p is Place.INLINE for p in places.values())
    if len(places) != len(findings) or inline != standing + len(comments):
        raise ConservationError(
            f"{len(findings)} findings came in, {len(places)} have a place, {inline} are inline, "
            f"{standing} stood and {len(comments)} are new"
        )
