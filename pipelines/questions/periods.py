"""Months, quarters and years as text that sorts: 2026-10, 2026-Q4, 2026. All arithmetic with them is here."""

from collections.abc import Callable
from datetime import date, datetime, timedelta


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
    months = 3 if "Q" in period else 1 if "-" in period else 12
    index = _index(first_day(period)) + months
    return date(index // 12, index % 12 + 1, 1) - timedelta(days=1)


def months_between(first: date, last: date) -> tuple[str, ...]:
    """Every month touching [first, last]."""
    return tuple(_month(i) for i in range(_index(first), _index(last) + 1))


def months_later(month: str, count: int) -> str:
    """The month so many months later; earlier for a negative count."""
    return _month(_index(first_day(month)) + count)


def year_before(period: str) -> str:
    """The same month, quarter or year a year earlier."""
    return f"{int(period[:4]) - 1:04d}{period[4:]}"


def _index(day: date) -> int:
    """Months since the year 0."""
    return day.year * 12 + day.month - 1


def _month(index: int) -> str:
    return f"{index // 12:04d}-{index % 12 + 1:02d}"


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
