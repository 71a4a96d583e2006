"""Arithmetic with months, quarters and years, against a calendar."""

from datetime import date, timedelta

import pytest

from pipelines.counting.facts import month_starts
from pipelines.questions.periods import first_day, last_day, months_between, months_later, year_before


@pytest.mark.parametrize(
    ("month", "count", "found"),
    [
        ("2026-01", -1, "2025-12"),
        ("2025-07", -1, "2025-06"),
        ("2025-12", 1, "2026-01"),
        ("2026-10", -23, "2024-11"),
        ("2026-10", 0, "2026-10"),
        ("2026-02", 24, "2028-02"),
    ],
)
def test_a_month_so_many_months_later_or_earlier(month, count, found):
    assert months_later(month, count) == found


@pytest.mark.parametrize(
    ("period", "before"), [("2026-10", "2025-10"), ("2026-Q1", "2025-Q1"), ("2026", "2025")]
)
def test_the_same_period_a_year_before(period, before):
    assert year_before(period) == before


@pytest.mark.parametrize("period", ["2024-02", "2026-02", "2025-12", "2026-Q1", "2025-Q4", "2024", "2026"])
def test_a_period_ends_on_the_day_before_the_next_one_begins(period):
    """Day by day: no date is left between a period and the one that follows."""
    after = last_day(period) + timedelta(days=1)
    assert after.day == 1
    assert first_day(period) < last_day(period)
    assert (after.year, after.month) != (last_day(period).year, last_day(period).month)


def test_every_month_that_two_days_touch():
    assert months_between(date(2025, 11, 30), date(2026, 2, 1)) == (
        "2025-11",
        "2025-12",
        "2026-01",
        "2026-02",
    )
    assert months_between(date(2026, 2, 3), date(2026, 2, 28)) == ("2026-02",)


def test_months_are_clipped_to_the_days_asked_for():
    assert month_starts(date(2025, 12, 15), date(2026, 2, 10)) == [
        (date(2025, 12, 15), date(2025, 12, 31)),
        (date(2026, 1, 1), date(2026, 1, 31)),
        (date(2026, 2, 1), date(2026, 2, 10)),
    ]
    assert month_starts(date(2026, 2, 10), date(2026, 2, 5)) == []
