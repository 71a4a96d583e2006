"""The county's choices behind a figure, in words, as they stand on every chart."""

from collections.abc import Callable, Mapping
from datetime import date

from pipelines.counting.definition import Indicator
from pipelines.profile.agency import Profile
from pipelines.profile.sections import RaceScheme
from pipelines.questions.dimensions import COMPONENTS
from pipelines.questions.selection import Selection

READINGS = {
    "A": "A, counted only while the office is open",
    "B": "B, the same clock time on the next business day",
    "C": "C, close of business on the next business day",
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
    return f"{profile.response_hours_on(on)} business hours", f"reading {READINGS[profile.reading_on(on)]}"


def _office_hours(selection: Selection, profile: Profile, on: date) -> tuple[str, str]:
    return "Office hours", _hours(profile, on)


def _caseload_standards(selection: Selection, profile: Profile, on: date) -> tuple[str, str]:
    return "Caseload standards", _standards(profile, on)


def _training_ramp(selection: Selection, profile: Profile, on: date) -> tuple[str, str]:
    shares = ", ".join(f"{share:.0%}" for share in profile.ramp_on(on).shares)
    return "Training ramp", f"{shares} of a full caseload in the months since hire, then all of it"


def _race_scheme(selection: Selection, profile: Profile, on: date) -> tuple[str, str]:
    scheme = profile.race_on(on)
    return "Race/ethnicity scheme", f"{scheme.label}; reference {_label(scheme)}"


def _survey_floors(selection: Selection, profile: Profile, on: date) -> tuple[str, str]:
    floors = profile.disclosure_on(on)
    words = f"scores from {floors.score_floor} persons, distributions from {floors.distribution_floor}"
    return "Floors", words


def _organisation(selection: Selection, profile: Profile, on: date) -> tuple[str, str]:
    return "Organisation", "as it was then" if selection.organisation == "then" else "as it is now"


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
    open_days = [(name, getattr(row, name)) for name in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")]
    open_days = [(name, window) for name, window in open_days if window]
    windows = {window for _, window in open_days}
    days = f"{open_days[0][0].title()}–{open_days[-1][0].title()}"
    if len(windows) > 1:
        return "; ".join(f"{n.title()} {_clock(w)}" for n, w in open_days)
    return f"{days} {_clock(windows.pop())}"


def _clock(window: tuple[int, int]) -> str:
    return "–".join(f"{m // 60:02d}:{m % 60:02d}" for m in window)


_COUNTED = {"child": "children", "family": "families"}


def _standards(profile: Profile, on: date) -> str:
    parts = []
    for component, name in COMPONENTS.items():
        standard = profile.standard_on(component, on)
        if standard:
            mark = "" if standard.verified else ", unverified"
            parts.append(f"{name} {standard.cases_per_worker:g} ({_COUNTED[standard.counts]}{mark})")
    return "; ".join(parts) or "none set"
