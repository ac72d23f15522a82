"""Where dots and whiskers stand, in percent of the chart's width; the templates draw them as SVG."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.compare.adherence import Adherence
from bot.summary import Week
from bot.summary.data import WeekPoint
from bot.summary.words import kept, plausible


@dataclass(frozen=True, slots=True)
class Axis:
    """One axis for every chart of a page, from ``low`` to 1: shares can then be compared by eye."""

    low: float

    @property
    def ticks(self) -> tuple[tuple[str, float], ...]:
        """Labels and where they stand."""
        middle = (1 + self.low) / 2
        return tuple((f"{round(100 * share)} %", self.at(share)) for share in (self.low, middle, 1.0))

    @property
    def words(self) -> str:
        """What the axis spans."""
        return f"{round(100 * self.low)} to 100 %"

    def at(self, share: float) -> float:
        """Where a share stands, in percent of the width."""
        return round(100 * (share - self.low) / (1 - self.low), 2)


@dataclass(frozen=True, slots=True)
class Whisker:
    """One dot on its line."""

    low: float
    dot: float
    high: float
    name: str
    """What a reader who cannot see it is told."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One week: how many pull requests were reviewed, and how many of them were clean. Heights and places in pixels."""

    week: Week
    reviewed: int
    clean: int
    x: int
    whole: float
    part: float


BAR_STEP, BAR_WIDTH, BAR_HEIGHT = 48, 30, 84


def bars(points: Sequence[WeekPoint]) -> tuple[Bar, ...]:
    """The drawing of a trend; nothing for a single week, which shows none."""
    if len(points) < 2:
        return ()
    scale = BAR_HEIGHT / max(1, *(point.reviewed for point in points))
    return tuple(
        Bar(
            point.week,
            point.reviewed,
            point.clean_first,
            BAR_STEP * place + (BAR_STEP - BAR_WIDTH) // 2,
            round(point.reviewed * scale, 1),
            round(point.clean_first * scale, 1),
        )
        for place, point in enumerate(points)
    )


def axis_of(adherences: Iterable[Adherence]) -> Axis:
    """An axis on which all of them have room. It starts at a multiple of 20 %, so that it does not jump from week to week."""
    lows = [a.interval.low for a in adherences if a.interval is not None]
    return Axis(min(int(min(lows, default=0.0) * 5) / 5, 0.8))


def whisker(axis: Axis, adherence: Adherence, about: str) -> Whisker | None:
    """The drawing of one adherence, None where nothing is stated about it."""
    if adherence.interval is None or adherence.share is None:
        return None
    return Whisker(
        axis.at(adherence.interval.low),
        axis.at(adherence.share),
        axis.at(adherence.interval.high),
        f"{about}: {kept(adherence)} kept, plausible range {plausible(adherence)}",
    )
