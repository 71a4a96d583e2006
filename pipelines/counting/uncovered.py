"""Primary cases that nobody carries, and those whose worker is away: as they stand on single days."""

from datetime import date

import numpy as np
import pandas as pd

from pipelines.counting.facts import Facts, month_starts
from pipelines.counting.places import PLACES
from pipelines.counting.staff_days import BUDGETED
from pipelines.counting.workload import carries_cases

COVERED, NOBODY, AWAY = "covered", "nobody", "away"
HELD = (COVERED, AWAY, NOBODY)
"""How a case can be held, the best first: of several primary workers of one case the best counts."""
COLUMNS = ("case", "component", "held", "since", *PLACES)


def month_ends(facts: Facts, staff: str, cases: str) -> pd.DataFrame:
    """One line a primary case and month: how it was held on the month's last day of which both sources speak."""
    days = month_starts(facts.first_day(staff, cases), facts.last_day(staff, cases))
    frames = [held_on(facts, staff, cases, end).assign(period=f"{end:%Y-%m}") for _, end in days]
    return pd.concat(frames, ignore_index=True) if frames else pd.DataFrame(columns=[*COLUMNS, "period"])


def last_day(facts: Facts, staff: str, cases: str) -> pd.DataFrame:
    """The cases that are not covered on the last day of which both sources speak."""
    found = held_on(facts, staff, cases, facts.last_day(staff, cases))
    return found[found["held"] != COVERED].reset_index(drop=True)


def held_on(facts: Facts, staff: str, cases: str, on: date) -> pd.DataFrame:
    """Each open primary case of a day once: by whom it is held, since when so, and where it stands.

    A worker who has left, or in a post that carries no cases, holds none: nobody does. One who is away in every
    post holds it while away.
    """
    day = pd.Timestamp(on)
    lines = facts.lines(cases)
    lines = lines[(lines["started_on"] <= day) & (lines["ended_on"].isna() | (lines["ended_on"] >= day))]
    people = _people(facts.lines(staff), day)
    found = lines.assign(
        case=_case(lines),
        held=_held(lines["worker_id"], people),
        since=_since(lines, people),
    )
    order = found["held"].map({name: i for i, name in enumerate(HELD)})
    best = found.assign(order=order).sort_values(["order", "since"], kind="stable")
    return best.drop_duplicates("case")[list(COLUMNS)].sort_values("case").reset_index(drop=True)


def _case(lines: pd.DataFrame) -> pd.Series:
    """A child once, however many lines hold it; without a child's code the family, else the assignment."""
    case = lines["child_id"].where(lines["child_id"] != "", lines["family_id"])
    return case.where(case != "", lines["assignment_id"])


def _people(states: pd.DataFrame, day: pd.Timestamp) -> pd.DataFrame:
    """Per person in a post that carries cases on a day: whether they are away in all of them, and since when."""
    stands = (states["effective_from"] <= day) & (
        states["effective_to"].isna() | (states["effective_to"] >= day)
    )
    held = states[stands & (states["filled"] > 0) & states["status"].isin(BUDGETED)]
    held = held[carries_cases(held) & (held["incumbent_id"] != "")]
    away = (held["leave_from"] <= day) & (held["leave_to"].isna() | (held["leave_to"] >= day))
    told = held.assign(away=away, left_on=held["leave_from"].where(away))
    return told.groupby("incumbent_id").agg({"away": "all", "left_on": "max"})


def _held(workers: pd.Series, people: pd.DataFrame) -> np.ndarray:
    known = workers.isin(people.index)
    away = workers.isin(people.index[people["away"].astype(bool)])
    return np.select([~known, away], [NOBODY, AWAY], COVERED)


def _since(lines: pd.DataFrame, people: pd.DataFrame) -> pd.Series:
    """From when a case has been held so: the line's first day, or the worker's leave where that came later."""
    left = pd.to_datetime(lines["worker_id"].map(people["left_on"]))
    return lines["started_on"].where(left.isna() | (left < lines["started_on"]), left)
