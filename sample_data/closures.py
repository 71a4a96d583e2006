"""The days the synthetic county keeps its offices closed, year by year, as its board resolved them."""

from collections.abc import Iterator
from datetime import date, timedelta

FIRST_YEAR, LAST_YEAR = 2019, 2028
HALF_DAY = "08:00-12:00"


def closures() -> list[tuple[date, str, str]]:
    """(date, name, hours that stay open or "") for every weekday closure, in order of date.

    The days follow the pattern of California Government Code 6700 without the days a county must
    adopt of its own (Lincoln, Native American Day, Columbus), plus the Friday after Thanksgiving.
    A Sunday holiday is kept on Monday and a Saturday one on Friday; the last is this county's own.
    """
    listed = [day for year in range(FIRST_YEAR, LAST_YEAR + 2) for day in _year(year)]
    within = [day for day in listed if FIRST_YEAR <= day[0].year <= LAST_YEAR]
    return sorted(within)


def _year(year: int) -> Iterator[tuple[date, str, str]]:
    yield _kept(date(year, 1, 1)), "New Year's Day", ""
    yield _nth_weekday(year, 1, 0, 3), "Martin Luther King Jr. Day", ""
    yield _nth_weekday(year, 2, 0, 3), "Presidents' Day", ""
    yield _kept(date(year, 3, 31)), "Cesar Chavez Day", ""
    yield _last_monday(year, 5), "Memorial Day", ""
    if year >= 2022:
        yield _kept(date(year, 6, 19)), "Juneteenth", ""
    yield _kept(date(year, 7, 4)), "Independence Day", ""
    yield _nth_weekday(year, 9, 0, 1), "Labor Day", ""
    yield _kept(date(year, 11, 11)), "Veterans Day", ""
    thanksgiving = _nth_weekday(year, 11, 3, 4)
    yield thanksgiving, "Thanksgiving Day", ""
    yield thanksgiving + timedelta(1), "Day after Thanksgiving", ""
    yield _kept(date(year, 12, 25)), "Christmas Day", ""
    eve = date(year, 12, 24)
    if eve.weekday() < 5 and _kept(date(year, 12, 25)) != eve:
        yield eve, "Christmas Eve (offices close at noon)", HALF_DAY


def _kept(day: date) -> date:
    return day + timedelta({5: -1, 6: 1}.get(day.weekday(), 0))


def _nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    first = date(year, month, 1)
    return first + timedelta((weekday - first.weekday()) % 7 + 7 * (nth - 1))


def _last_monday(year: int, month: int) -> date:
    last = date(year, month + 1, 1) - timedelta(1)
    return last - timedelta(last.weekday())
