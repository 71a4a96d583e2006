"""Months, quarters and years as text that sorts: 2026-10, 2026-Q4, 2026."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def quarter_of(month: str) -> str:
    year, number = month.split("-")
    return f"{year}-Q{(int(number) + 2) // 3}"


def coarser(period: str, grain: str) -> str:
    """The quarter or year a finer period lies in; the period itself when it is no finer."""
    if grain == "year":
        return period[:4]
    return quarter_of(period) if grain == "quarter" and "Q" not in period else period


def first_day(period: str) -> date:
    if "Q" in period:
        return date(int(period[:4]), 3 * int(period[-1]) - 2, 1)
    return date.fromisoformat(f"{period}-01") if "-" in period else date(int(period), 1, 1)


def last_day(period: str) -> date:
    start = first_day(period)
    months = 3 if "Q" in period else 1 if "-" in period else 12
    index = start.year * 12 + start.month - 1 + months
    return date(index // 12, index % 12 + 1, 1) - timedelta(days=1)


def months_between(first: date, last: date) -> tuple[str, ...]:
    """Every month touching [first, last]."""
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    indices = range(first.year * 12 + first.month - 1, first.year * 12 + first.month - 1 + count)
    return tuple(f"{i // 12:04d}-{i % 12 + 1:02d}" for i in indices)


def within(period: str, start: str | None, end: str | None) -> bool:
    """True when the whole or a part of the period lies in the months start..end."""
    return (start is None or last_day(period) >= first_day(start)) and (
        end is None or first_day(period) <= last_day(end)
    )


def complete(period: str, through: datetime, opens: Callable[[date], object]) -> bool:
    """True when no office day of the period is still to come after the data end."""
    day = through.date() + timedelta(days=1)
    end = last_day(period)
    while day <= end:
        if opens(day) is not None:
            return False
        day += timedelta(days=1)
    return True


def days_covered(period: str, first: date, through: date) -> int:
    """Days of the period that the data speak of."""
    return max(0, (min(last_day(period), through) - max(first_day(period), first)).days + 1)


def words(period: str) -> str:
    """October as "Oct 2026"; quarters and years as people write them."""
    if "Q" in period:
        return f"{period[-2:]} {period[:4]}"
    return f"{MONTHS[int(period[-2:]) - 1]} {period[:4]}" if "-" in period else period


def day_words(day: date | datetime) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
