"""The county's choices behind a figure, in words, as they stand on every chart."""

from datetime import date

from pipelines.counting.definition import Indicator
from pipelines.profile.agency import Profile
from pipelines.questions.dimensions import COMPONENTS
from pipelines.questions.selection import Selection

READINGS = {
    "A": "A, counted only while the office is open",
    "B": "B, the same clock time on the next business day",
    "C": "C, close of business on the next business day",
}


def choices(
    definition: Indicator, selection: Selection, profile: Profile, on: date
) -> tuple[tuple[str, str], ...]:
    """(what, choice) pairs in force on the data date that decide this indicator's figures."""
    found: list[tuple[str, str]] = []
    if "inquiries" in definition.sources:
        hours = profile.response_hours_on(on)
        found.append((f"{hours} business hours", f"reading {READINGS[profile.reading_on(on)]}"))
        found.append(("Office hours", _hours(profile, on)))
    if "assignments" in definition.sources:
        found.append(("Caseload standards", _standards(profile, on)))
    if "decisions" in definition.sources or "race" in selection.by:
        scheme = profile.race_on(on)
        found.append(("Race/ethnicity scheme", f"{scheme.label}; reference {_label(scheme)}"))
    if definition.protects == "respondent":
        floors = profile.disclosure_on(on)
        found.append(
            (
                "Floors",
                (f"scores from {floors.score_floor} persons, distributions from {floors.distribution_floor}"),
            )
        )
    then = selection.organisation == "then"
    found.append(("Organisation", "as it was then" if then else "as it is now"))
    return tuple(found)


def _label(scheme) -> str:
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
