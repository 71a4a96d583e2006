"""The county's choices behind a figure, in words, as they stand on every chart."""

from collections.abc import Callable, Mapping
from datetime import date

from pipelines.counting.definition import Indicator
from pipelines.profile.agency import Profile
from pipelines.profile.sections import RaceScheme
from pipelines.questions.dimensions import COMPONENTS
from pipelines.questions.selection import Selection
from pipelines.questions.template import marked
from pipelines.words.say import say

READINGS = {
    "A": marked("reading A, counted only while the office is open"),
    "B": marked("reading B, the same clock time on the next business day"),
    "C": marked("reading C, close of business on the next business day"),
}


BROUGHT = {"race": "race_scheme"}
"""Choices that a split or a limit brings along, by its dimension."""


def choices(
    definition: Indicator, selection: Selection, profile: Profile, on: date
) -> tuple[tuple[str, str], ...]:
    """(what, choice) pairs in force on the data date, of those choices that decide this question's figures."""
    named = {*selection.by, *dict(selection.where)}
    used = {*definition.choices, *(choice for dimension, choice in BROUGHT.items() if dimension in named)}
    return tuple(TELLS[choice](selection, profile, on) for choice in TELLS if choice in used)


def _response_hours(selection: Selection, profile: Profile, on: date) -> tuple[str, str]:
    hours = say("{hours} business hours", hours=str(profile.response_hours_on(on)))
    return hours, say(READINGS[profile.reading_on(on)])


def _office_hours(selection: Selection, profile: Profile, on: date) -> tuple[str, str]:
    return say("Office hours"), _hours(profile, on)


def _caseload_standards(selection: Selection, profile: Profile, on: date) -> tuple[str, str]:
    return say("Caseload standards"), _standards(profile, on)


def _training_ramp(selection: Selection, profile: Profile, on: date) -> tuple[str, str]:
    shares = ", ".join(f"{share:.0%}" for share in profile.ramp_on(on).shares)
    return say("Training ramp"), say(
        "{shares} of a full caseload in the months since hire, then all of it", shares=shares
    )


def _race_scheme(selection: Selection, profile: Profile, on: date) -> tuple[str, str]:
    scheme = profile.race_on(on)
    return say("Race/ethnicity scheme"), say(
        "{scheme}; reference {group}", scheme=scheme.label, group=_label(scheme)
    )


def _survey_floors(selection: Selection, profile: Profile, on: date) -> tuple[str, str]:
    floors = profile.disclosure_on(on)
    return say("Floors"), say(
        "scores from {persons} persons, distributions from {more}",
        persons=str(floors.score_floor),
        more=str(floors.distribution_floor),
    )


def _organisation(selection: Selection, profile: Profile, on: date) -> tuple[str, str]:
    then = selection.organisation == "then"
    return say("Organisation"), say("as it was then") if then else say("as it is now")


TELLS: Mapping[str, Callable[[Selection, Profile, date], tuple[str, str]]] = {
    "response_hours": _response_hours,
    "office_hours": _office_hours,
    "caseload_standards": _caseload_standards,
    "training_ramp": _training_ramp,
    "race_scheme": _race_scheme,
    "survey_floors": _survey_floors,
    "organisation": _organisation,
}
"""Choice (pipelines.counting.definition.CHOICES) -> how it is told, in the order they are printed."""


def _label(scheme: RaceScheme) -> str:
    return next((g.label for g in scheme.groups if g.id == scheme.reference), scheme.reference)


def _hours(profile: Profile, on: date) -> str:
    row = max((h for h in profile.office_hours if h.since <= on), key=lambda h: h.since)
    open_days = [(day, window) for name, day in WEEKDAYS.items() if (window := getattr(row, name))]
    windows = {window for _, window in open_days}
    if len(windows) > 1:
        return "; ".join(_open(say(day), window) for day, window in open_days)
    days = say("{first}–{last}", first=say(open_days[0][0]), last=say(open_days[-1][0]))
    return _open(days, windows.pop())


WEEKDAYS = {
    "mon": marked("Mon"),
    "tue": marked("Tue"),
    "wed": marked("Wed"),
    "thu": marked("Thu"),
    "fri": marked("Fri"),
    "sat": marked("Sat"),
    "sun": marked("Sun"),
}


def _open(days: str, window: tuple[int, int]) -> str:
    start, end = (f"{m // 60:02d}:{m % 60:02d}" for m in window)
    return say("{days} {start}–{end}", days=days, start=start, end=end)


STANDARDS = {
    ("child", True): marked("{component} {cases} (children)"),
    ("child", False): marked("{component} {cases} (children, unverified)"),
    ("family", True): marked("{component} {cases} (families)"),
    ("family", False): marked("{component} {cases} (families, unverified)"),
}


def _standards(profile: Profile, on: date) -> str:
    found = ((name, profile.standard_on(component, on)) for component, name in COMPONENTS.items())
    parts = [
        say(STANDARDS[s.counts, s.verified], component=say(name), cases=f"{s.cases_per_worker:g}")
        for name, s in found
        if s
    ]
    return "; ".join(parts) or say("none set")
