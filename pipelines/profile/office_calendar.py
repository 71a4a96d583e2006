"""The office calendar of a profile, as the statistics floor wants it."""

from functools import lru_cache

from pipelines.profile.agency import Profile
from pipelines.questions.errors import DataError
from pipelines.stats.business_time import CalendarRangeError, OfficeCalendar, office_calendar


@lru_cache(maxsize=8)
def office_calendar_for(profile: Profile) -> OfficeCalendar:
    """The open windows of every day from profile.calendar.first to .last; DataError where
    hours are missing."""
    return office_calendar(profile.calendar.first, profile.calendar.last, profile.hours_on)


def calendar_too_short(problem: CalendarRangeError) -> DataError:
    """What to do about a time that the office calendar does not cover."""
    covered, needed = problem.covered, problem.needed
    return DataError(
        "The office calendar covers {first} to {last}, but {needed_first} to {needed_last} is needed: extend it "
        "and its dated closures. In county.toml: [calendar] from/to, and [[closures]].",
        first=str(covered[0]),
        last=str(covered[1]),
        needed_first=str(needed[0]),
        needed_last=str(needed[1]),
    )
