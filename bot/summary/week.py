"""ISO weeks, such as 2026-W47: Monday to Sunday, in UTC."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

_FORM = re.compile(r"(\d{4})-W(\d{1,2})", re.IGNORECASE | re.ASCII)


class WeekError(ValueError):
    """A text does not name a week; the message says what would."""


@dataclass(frozen=True, order=True, slots=True)
class Week:
    """One ISO week."""

    year: int
    number: int

    def __str__(self) -> str:
        return f"{self.year}-W{self.number:02d}"

    @property
    def first_day(self) -> date:
        """Its Monday."""
        return date.fromisocalendar(self.year, self.number, 1)

    @property
    def last_day(self) -> date:
        """Its Sunday."""
        return date.fromisocalendar(self.year, self.number, 7)

    @property
    def start(self) -> datetime:
        """Its first moment."""
        return datetime.combine(self.first_day, time(), UTC)

    @property
    def end(self) -> datetime:
        """The first moment after it."""
        return self.start + timedelta(days=7)

    def back(self, weeks: int) -> Week:
        """The week so many weeks earlier."""
        return week_of(self.start - timedelta(weeks=weeks))


def week_of(moment: datetime) -> Week:
    """The week that a moment lies in."""
    year, number, _ = moment.astimezone(UTC).isocalendar()
    return Week(year, number)


def parse_week(text: str) -> Week:
    """Read ``2026-W47``. Raises WeekError with the mend for anything else."""
    match = _FORM.fullmatch(text.strip())
    if match is None:
        raise WeekError(f"{text!r} is not a week: write the year and the ISO week, such as 2026-W47")
    year, number = int(match[1]), int(match[2])
    if not 1970 <= year <= 9998:
        raise WeekError(f"{text!r} is not a week that pull requests can be from: years start at 1970")
    last = date(year, 12, 28).isocalendar().week  # 28 December lies in the last ISO week of every year
    if not 1 <= number <= last:
        raise WeekError(f"{text!r} is not a week: {year} has the weeks W01 to W{last}")
    return Week(year, number)
