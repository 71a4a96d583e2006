"""Staffing and caseload met day by day: what is available, what is required, who carries what."""

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from pipelines.dimensions import COMPONENTS
from pipelines.facts import Facts, month_starts
from pipelines.sources import assignments, positions
from pipelines.workbands import BANDS

CARRYING = "worker"


@dataclass(frozen=True)
class Month:
    """One calendar month of day lines, clipped to what both feeds speak of."""

    period: str
    days: int
    positions: pd.DataFrame
    staff: pd.DataFrame
    cases: pd.DataFrame | None


def staffing_months(facts: Facts, sources: tuple[str, ...]) -> Iterator[Month]:
    """Month by month, so that memory holds one month of days however long the history."""
    all_states = facts.of("states", positions.states)
    lines = facts.of("primary", assignments.primary) if "assignments" in sources else None
    first, last = all_states["effective_from"].min().date(), facts.last_day(*sources)
    if lines is not None:
        first = max(first, lines["started_on"].min().date())
    for start, end in month_starts(first, last):
        standards = {c: s for c in COMPONENTS if (s := facts.profile.standard_on(c, start)) is not None}
        yield Month(
            period=f"{start:%Y-%m}",
            days=(end - start).days + 1,
            positions=positions.position_days(all_states, start, end),
            staff=positions.staff_days(all_states, start, end, facts.profile.ramp_on(start).shares),
            cases=None if lines is None else assignments.case_days(lines, start, end, standards),
        )


def carries_cases(days: pd.DataFrame) -> pd.Series:
    """Positions and people that carry cases: a worker in a service component."""
    return (days["role"] == CARRYING) & days["component"].isin(COMPONENTS)


def worker_days(month: Month) -> pd.DataFrame:
    """One line a case-carrying worker and day: load and available FTE in millionths, and the band.

    load is the sum over components of cases ÷ standard; a worker is over the standard when the load
    exceeds the FTE available that day. People away or in training without cases are left out.
    """
    staff = month.staff[carries_cases(month.staff)]
    places = ["division_then", "unit_then", "division_now", "unit_now", "component"]
    how = {"available": "sum", **dict.fromkeys(places, "first")}
    people = staff.groupby(["incumbent_id", "day"], sort=False).agg(how)
    load = month.cases.groupby(["worker_id", "day"], sort=False)["weight"].sum()
    people["load"] = load.reindex(people.index).fillna(0).astype("int64").to_numpy()
    people = people[(people["available"] > 0) | (people["load"] > 0)].reset_index()
    people["over"] = people["load"] > people["available"]
    return people.assign(band=_band(people["load"], people["available"]))


def _band(load: pd.Series, available: pd.Series) -> pd.Series:
    band = sum((load > (available * edge).round()).astype("int64") for edge in BANDS)
    return band.where(available > 0, len(BANDS))
