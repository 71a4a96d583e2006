"""Staffing and caseload by month, met day by day: what is available, what is required, who carries what.

Days are expanded one month at a time, so memory holds one month however long the history; what stays is
one line a position, a person or a case and month, in FTE-days of a billionth.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from pipelines.counting.case_spells import case_spells, weights
from pipelines.counting.facts import Facts, month_starts
from pipelines.counting.fte import BANDS
from pipelines.counting.places import PLACES
from pipelines.counting.staff_days import position_days, staff_days
from pipelines.questions.dimensions import COMPONENTS

CARRYING = "worker"
STAFF = (
    "position_id",
    "effective_from",
    "unit",
    "status",
    "authorised_fte",
    "filled_fte",
    "role",
    "component",
    "incumbent_id",
)
"""Columns without which nobody knows who may carry cases, and for how many hours."""
CASES = ("assignment_id", "worker_id", "assignment_type", "component", "unit", "started_on")
"""Columns without which nobody knows who carries what, and since when."""


@dataclass(frozen=True)
class Month:
    """One calendar month, clipped to what the feeds speak of. `first` counts days from 1970-01-01."""

    period: str
    start: date
    end: date

    @property
    def days(self) -> int:
        return (self.end - self.start).days + 1

    @property
    def first(self) -> int:
        return (self.start - date(1970, 1, 1)).days


def months(facts: Facts, *sources: str) -> Iterator[Month]:
    """Months that all these feeds speak of."""
    for start, end in month_starts(facts.first_day(*sources), facts.last_day(*sources)):
        yield Month(f"{start:%Y-%m}", start, end)


def position_months(facts: Facts, staff: str, *beside: str) -> pd.DataFrame:
    """One line a position, state and month of the source `staff`: authorised, empty and overfilled FTE-days.

    Only months of which the sources `beside` it speak too.
    """
    states = facts.lines(staff)
    frames = []
    for month in months(facts, staff, *beside):
        days = position_days(states, month.start, month.end)
        keys = ["position_id", "budgeted", "status", "role", "component", *PLACES]
        sums = days.groupby(keys, sort=False)[["authorised", "empty", "overfilled"]].sum()
        frames.append(sums.reset_index().assign(period=month.period))
    return pd.concat(frames, ignore_index=True)


@dataclass(frozen=True)
class Work:
    """Month lines of both feeds: `staff` (leave, ramp), `cases` (required, covered), `workers` (load)."""

    staff: pd.DataFrame
    cases: pd.DataFrame
    workers: pd.DataFrame


def work(facts: Facts, staff: str, cases: str) -> Work:
    """Staff, cases and workers of these two sources month by month, over the days both speak of; made once."""
    return facts.of(f"work of {staff} and {cases}", lambda f: _work(f, staff, cases))


def _work(facts: Facts, positions: str, assignments: str) -> Work:
    states, lines = facts.lines(positions), facts.lines(assignments)
    last = facts.last_day(positions, assignments)
    staff, cases, workers = [], [], []
    for month in months(facts, positions, assignments):
        standards = {c: s for c in COMPONENTS if (s := facts.profile.standard_on(c, month.start)) is not None}
        by_family = frozenset(c for c, s in standards.items() if s.counts == "family")
        spells = _spells(facts, lines, by_family, last)
        ramp = facts.profile.ramp_on(month.start).shares
        people = staff_days(states, month.start, month.end, ramp)
        people = people[carries_cases(people)].assign(period=month.period)
        carried = _in_month(spells, month, weights(standards))
        staff.append(people.groupby(["period", *PLACES, "component"], sort=False)[["leave", "ramp"]].sum())
        month_workers, covered_days = _worker_days(people, carried, month)
        workers.append(month_workers)
        cases.append(carried.assign(uncovered=carried["days"] - covered_days))
    return Work(
        pd.concat(staff).reset_index(),
        pd.concat(cases, ignore_index=True),
        pd.concat(workers, ignore_index=True),
    )


def _spells(facts: Facts, lines: pd.DataFrame, by_family: frozenset[str], last: date) -> pd.DataFrame:
    return facts.of(f"spells {sorted(by_family)}", lambda _: case_spells(lines, by_family, last))


def carries_cases(days: pd.DataFrame) -> pd.Series:
    """Positions and people that carry cases: a worker in a service component."""
    return (days["role"] == CARRYING) & days["component"].isin(COMPONENTS)


def _in_month(spells: pd.DataFrame, month: Month, weights: dict[str, int]) -> pd.DataFrame:
    """Spells touching the month, clipped to it: first day (0-based), days, weight, required FTE-days."""
    start = np.maximum(spells["start"].to_numpy(), month.first)
    end = np.minimum(spells["end"].to_numpy(), month.first + month.days - 1)
    active = end >= start
    kept = spells.loc[active, ["worker_id", "component", *PLACES]].assign(
        period=month.period, offset=(start - month.first)[active], days=(end - start + 1)[active]
    )
    weight = kept["component"].map(weights)
    kept["without_standard"] = kept["days"].where(weight.isna(), 0)
    kept["weight"] = weight.fillna(0).astype("int64")
    return kept.assign(required=kept["weight"] * kept["days"])


def _worker_days(people: pd.DataFrame, cases: pd.DataFrame, month: Month) -> tuple[pd.DataFrame, np.ndarray]:
    """One line a case-carrying worker, and of each case how many days such a worker was in post for it.

    A worker's day is over the standard when the load, the sum of its cases' weights, exceeds the FTE
    available that day. Days away or in training without any case are left out; cases left on somebody
    who is not in post that day are nobody's load.
    """
    # Day by day, because a month's mean hides what the rule is about: twice the standard for half a month and
    # nothing after it is half a month over, not a month at standard. Every worker's days lie end to end in one
    # flat array, and worker and day make a slot number: sums over a million case-days are then one bincount.
    ids, place = _workers(people)
    size = len(ids) * month.days
    day = people["day"].to_numpy("datetime64[D]").astype("int64") - month.first
    slot = people["incumbent_id"].map(ids).to_numpy() * month.days + day
    in_post = _added(slot, np.ones(len(slot)), size) > 0
    available = _added(slot, people["available"].to_numpy(), size)
    case, case_slot = _case_days(cases, ids, month)
    # In post, not available: somebody on leave still carries the cases, and that is what must be seen. Who has
    # left carries nothing; those days count as covered by nobody instead of vanishing.
    held = in_post[case_slot]
    load = _added(case_slot[held], cases["weight"].to_numpy()[case[held]], size)
    covered = np.bincount(case[held], minlength=len(cases))
    lines = place.assign(
        period=month.period, days=month.days, **_by_worker(load, available, len(ids), month.days)
    )
    return lines[lines["worker_days"] > 0], covered


def _by_worker(load: np.ndarray, available: np.ndarray, workers: int, days: int) -> dict[str, np.ndarray]:
    """Sums over each worker's days: load, available FTE, days counted, days over, days in each band."""
    present = (available > 0) | (load > 0)
    band = np.where(
        available > 0, sum((load > np.round(available * e)).astype(int) for e in BANDS), len(BANDS)
    )
    table = {"load": load, "available": available, "over": load > available, "worker_days": present}
    table |= {f"band_{b}": band == b for b in range(len(BANDS) + 1)}
    return {
        name: np.where(present, x, 0).reshape(workers, days).sum(axis=1).astype("int64")
        for name, x in table.items()
    }


def _workers(people: pd.DataFrame) -> tuple[dict[str, int], pd.DataFrame]:
    """Worker -> row number, and each worker's place: the one of the month's last day."""
    last = people.drop_duplicates("incumbent_id", keep="last")
    place = last[["incumbent_id", *PLACES, "component"]].rename(columns={"incumbent_id": "worker_id"})
    place = place.reset_index(drop=True)
    return {w: i for i, w in enumerate(place["worker_id"])}, place


def _case_days(cases: pd.DataFrame, ids: dict[str, int], month: Month) -> tuple[np.ndarray, np.ndarray]:
    """(row of the case, worker-day slot) for every day of every case whose worker is known this month."""
    known = np.flatnonzero(cases["worker_id"].isin(ids).to_numpy())
    days = cases["days"].to_numpy()[known]
    worker = cases["worker_id"].iloc[known].map(ids).to_numpy().astype("int64")
    start = worker * month.days + cases["offset"].to_numpy()[known]
    step = np.arange(days.sum()) - np.repeat(np.cumsum(days) - days, days)
    return np.repeat(known, days), (np.repeat(start, days) + step).astype("int64")


def _added(slot: np.ndarray, amount: np.ndarray, size: int) -> np.ndarray:
    """Amounts summed by slot, exactly (whole numbers below 2**53)."""
    return np.bincount(slot.astype("int64"), weights=amount, minlength=size).astype("int64")
