"""Months, quarters and years against the calendar on the wall."""

from datetime import date, datetime

import pytest

from pipelines.questions.periods import (
    coarser,
    complete,
    days_covered,
    first_day,
    last_day,
    months_between,
    within,
)


def on_weekdays(day: date) -> object:
    """An office open from Monday to Friday."""
    return (480, 1020) if day.weekday() < 5 else None


@pytest.mark.parametrize(
    ("period", "through", "whole"),
    [
        # May 2025 ends on Saturday the 31st, after Friday the 30th.
        ("2025-05", "2025-05-29 23:59", False),
        ("2025-05", "2025-05-30 00:00", True),
        ("2025-05", "2025-05-31 12:00", True),
        # April 2025 ends on an office day, Wednesday the 30th.
        ("2025-04", "2025-04-29 23:59", False),
        ("2025-04", "2025-04-30 08:00", True),
        ("2025-04", "2025-06-01 08:00", True),
        ("2025-Q2", "2025-06-29 12:00", False),
        ("2025-Q2", "2025-06-30 12:00", True),
        ("2025", "2025-12-30 12:00", False),
        ("2025", "2025-12-31 12:00", True),
    ],
)
def test_a_period_is_complete_once_no_office_day_of_it_is_still_to_come(period, through, whole):
    assert complete(period, datetime.fromisoformat(through), on_weekdays) is whole


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2025-12", date(2025, 12, 1), date(2025, 12, 31)),
        ("2025-Q1", date(2025, 1, 1), date(2025, 3, 31)),
        ("2025-Q4", date(2025, 10, 1), date(2025, 12, 31)),
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
    ],
)
def test_a_period_has_its_first_and_its_last_day(period, first, last):
    assert (first_day(period), last_day(period)) == (first, last)


@pytest.mark.parametrize(
    ("period", "grain", "coarse"),
    [
        ("2025-03", "quarter", "2025-Q1"),
        ("2025-04", "quarter", "2025-Q2"),
        ("2025-12", "quarter", "2025-Q4"),
        ("2025-Q4", "quarter", "2025-Q4"),
        ("2025-12", "year", "2025"),
        ("2025-12", "month", "2025-12"),
    ],
)
def test_a_month_lies_in_its_quarter_and_its_year(period, grain, coarse):
    assert coarser(period, grain) == coarse


def test_the_months_of_a_span_are_those_it_touches_at_either_end():
    assert months_between(date(2024, 11, 30), date(2025, 2, 1)) == (
        "2024-11",
        "2024-12",
        "2025-01",
        "2025-02",
    )
    assert months_between(date(2025, 3, 31), date(2025, 3, 31)) == ("2025-03",)


@pytest.mark.parametrize(
    ("period", "start", "end", "inside"),
    [
        ("2025-03", "2025-03", "2025-03", True),
        ("2025-03", "2025-04", None, False),
        ("2025-03", None, "2025-02", False),
        ("2025-Q1", "2025-03", "2025-12", True),
        ("2025-Q1", None, "2025-01", True),
        ("2025", "2025-12", None, True),
        ("2025-03", None, None, True),
    ],
)
def test_a_period_is_within_a_span_that_touches_it(period, start, end, inside):
    assert within(period, start, end) is inside


def test_the_days_of_a_period_that_the_data_speak_of_count_both_ends():
    march = "2025-03", date(2025, 3, 10), date(2025, 3, 12)
    assert days_covered(*march) == 3
    assert days_covered("2025-03", date(2020, 1, 1), date(2030, 1, 1)) == 31
    assert days_covered("2025-03", date(2025, 4, 1), date(2025, 5, 1)) == 0
