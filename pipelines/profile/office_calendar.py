"""The office calendar of a profile, as the statistics floor wants it."""

from functools import lru_cache

from pipelines.profile.agency import Profile
from pipelines.stats.business_time import OfficeCalendar, office_calendar


@lru_cache(maxsize=8)
def office_calendar_for(profile: Profile) -> OfficeCalendar:
    """The open windows of every day from profile.calendar.first to .last; DataError where
    hours are missing."""
    return office_calendar(profile.calendar.first, profile.calendar.last, profile.hours_on)
