"""Weeks are ISO weeks, and what is not one is refused with the mend."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from bot.summary.week import Week, WeekError, parse_week, week_of


@pytest.mark.parametrize(
    ("text", "week"),
    [
        ("2026-W47", Week(2026, 47)),
        (" 2026-w5 ", Week(2026, 5)),
        ("2026-W53", Week(2026, 53)),
        ("2025-W01", Week(2025, 1)),
    ],
)
def test_a_week_is_read(text: str, week: Week) -> None:
    assert parse_week(text) == week
    assert parse_week(str(week)) == week


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2025-W53", "2025 has the weeks W01 to W52"),
        ("2026-W00", "2026 has the weeks W01 to W53"),
        ("2026-47", "such as 2026-W47"),
        ("last week", "such as 2026-W47"),
        ("", "such as 2026-W47"),
        ("2026-W4７", "such as 2026-W47"),
        ("0001-W01", "years start at 1970"),
        ("9999-W52", "years start at 1970"),
    ],
)
def test_what_is_not_a_week_is_refused_with_the_mend(text: str, said: str) -> None:
    with pytest.raises(WeekError, match=said):
        parse_week(text)


def test_a_week_runs_from_monday_to_the_next_monday_in_utc() -> None:
    week = parse_week("2026-W01")
    assert (week.start, week.end) == (datetime(2025, 12, 29, tzinfo=UTC), datetime(2026, 1, 5, tzinfo=UTC))
    assert week_of(week.start) == week
    assert week_of(week.end - timedelta(microseconds=1)) == week
    assert week_of(datetime(2026, 1, 5, 1, tzinfo=timezone(timedelta(hours=2)))) == week
    assert week.back(1) == Week(2025, 52)
