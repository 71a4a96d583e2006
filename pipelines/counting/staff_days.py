"""Positions and people day by day: what is authorised and filled, who is away or still in training."""

from datetime import date

import numpy as np
import pandas as pd

from pipelines.counting.facts import days_of

BUDGETED = ("active", "vacant")


def position_days(states: pd.DataFrame, first: date, last: date) -> pd.DataFrame:
    """One line a position and day: authorised, filled, empty and overfilled billionths of FTE, and whether budgeted.

    A job-share or an overfill shows as several rows of one position on one day: its budget counts
    once, its people add up. What one position has too many another is not less empty for (A21).
    """
    days = days_of(states, states["effective_from"], states["effective_to"], first, last)
    days["budgeted"] = days["status"].isin(BUDGETED)
    keys = ["position_id", "day", "budgeted"]
    kept = ["division_then", "unit_then", "division_now", "unit_now", "role", "component", "status"]
    how = {"authorised": "max", "filled": "sum", **dict.fromkeys(kept, "first")}
    held = days.groupby(keys, sort=False).agg(how).reset_index()
    left = held["authorised"] - held["filled"]
    return held.assign(empty=left.clip(lower=0), overfilled=(-left).clip(lower=0))


def staff_days(states: pd.DataFrame, first: date, last: date, ramp: tuple[float, ...]) -> pd.DataFrame:
    """One line a person and day in a budgeted position: filled, on leave, in training, available.

    Training takes (1 - share) of what leave has left; `ramp` holds the share of a full caseload by
    completed months since hire, 1 afterwards; before the day of hire it is that of the first month.
    """
    people = states[(states["filled"] > 0) & states["status"].isin(BUDGETED)]
    days = days_of(people, people["effective_from"], people["effective_to"], first, last)
    away = days["leave_from"].notna() & (days["leave_from"] <= days["day"])
    away &= days["leave_to"].isna() | (days["day"] <= days["leave_to"])
    days["leave"] = days["filled"].where(away, 0)
    tenure = _completed_months(days["hired_on"], days["day"], unknown=len(ramp))
    shares = np.append(np.asarray(ramp, dtype=float), 1.0)
    share = shares[np.clip(tenure, 0, len(ramp))]
    present = days["filled"] - days["leave"]
    days["ramp"] = present - (present * share).round().astype("int64")
    days["available"] = present - days["ramp"]
    return days


def _completed_months(since: pd.Series, day: pd.Series, unknown: int) -> np.ndarray:
    """Whole months from one date to another, negative before it; `unknown` where the first is not known."""
    whole = (day.dt.year - since.dt.year) * 12 + (day.dt.month - since.dt.month)
    return (whole - (day.dt.day < since.dt.day)).fillna(unknown).astype("int64").to_numpy()
