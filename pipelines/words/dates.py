"""Months, quarters, spans and days as people write them. Their arithmetic is in questions.periods."""

import re
from datetime import date, datetime

from pipelines.questions.periods import first_day, last_day
from pipelines.questions.template import marked, marked_in
from pipelines.words.say import say, say_in

MONTHS = (
    marked("January"),
    marked("February"),
    marked("March"),
    marked("April"),
    marked("May"),
    marked("June"),
    marked("July"),
    marked("August"),
    marked("September"),
    marked("October"),
    marked("November"),
    marked("December"),
)

SHORT_MONTHS = (
    marked_in("short month", "Jan"),
    marked_in("short month", "Feb"),
    marked_in("short month", "Mar"),
    marked_in("short month", "Apr"),
    marked_in("short month", "May"),
    marked_in("short month", "Jun"),
    marked_in("short month", "Jul"),
    marked_in("short month", "Aug"),
    marked_in("short month", "Sep"),
    marked_in("short month", "Oct"),
    marked_in("short month", "Nov"),
    marked_in("short month", "Dec"),
)
MONTH, QUARTER, DAY = re.compile(r"\d{4}-\d\d"), re.compile(r"\d{4}-Q[1-4]"), re.compile(r"\d{4}-\d\d-\d\d")


def month_name(month: int, short: bool = False) -> str:
    """The name of month 1 to 12."""
    return say_in("short month", SHORT_MONTHS[month - 1]) if short else say(MONTHS[month - 1])


def month(text: str, short: bool = False) -> str:
    """ "2026-10" -> October 2026, or Oct 2026."""
    return say("{month} {year}", month=month_name(int(text[5:7]), short), year=text[:4])


def quarter(text: str, short: bool = False) -> str:
    """ "2026-Q3" -> Jul–Sep 2026, or Q3 2026."""
    if short:
        return say("Q{quarter} {year}", quarter=text[6], year=text[:4])
    first, last = (month_name(end(text).month, short=True) for end in (first_day, last_day))
    return say("{first}–{last} {year}", first=first, last=last, year=text[:4])


def period(text: str, short: bool = False) -> str:
    """A period of any grain in words; a form unknown here prints as it is."""
    if ".." in text:
        first, _, last = text.partition("..")
        return span(first, last, short)
    if QUARTER.fullmatch(text):
        return quarter(text, short)
    return month(text, short) if MONTH.fullmatch(text) else text


def span(first: str, last: str, short: bool = False) -> str:
    """From one period to another; one that is open at an end by the end it has."""
    ends = list(dict.fromkeys(period(end, short) for end in (first, last) if end))
    if len(ends) == 2:
        return say("{first} to {last}", first=ends[0], last=ends[1])
    return ends[0] if ends else say("All periods")


def day(when: date | str) -> str:
    """A day, given as such or as "2026-10-31": 31 Oct 2026. Text that is no day prints as it is."""
    if isinstance(when, str):
        if not DAY.fullmatch(when[:10]):
            return when
        when = date.fromisoformat(when[:10])
    name = month_name(when.month, short=True)
    return say("{day} {month} {year}", day=str(when.day), month=name, year=str(when.year))


def moment(when: datetime) -> str:
    """A day and its clock time: 31 Oct 2026 17:05."""
    return say("{day} {clock}", day=day(when), clock=f"{when:%H:%M}")
