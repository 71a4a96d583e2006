"""Position control: every position's authorised and filled FTE through time."""

from datetime import date

import numpy as np
import pandas as pd

from pipelines.counting.contract import Contract, Field, RowCheck
from pipelines.counting.facts import Facts, column, days_of
from pipelines.counting.fte import FTE
from pipelines.questions.dimensions import COMPONENTS, STAFF_ROLES, UNKNOWN

STATUSES = ("active", "vacant", "hold", "inactive", "proposed")
"""Active and vacant are budgeted. Hold, inactive and proposed are shown apart, never as vacancy."""

CONTRACT = Contract(
    source="positions",
    title="Position control",
    key=("position_id", "effective_from", "incumbent_id"),
    name_hints=("position", "staffing", "fte"),
    events=("effective_from", "report_date"),
    fields=(
        Field(
            "position_id",
            "text",
            "One budgeted position.",
            True,
            True,
            headers=("position #", "position number", "position no"),
        ),
        Field(
            "effective_from",
            "date",
            "First day of this state of the position.",
            True,
            True,
            headers=("effective date", "from", "start date"),
        ),
        Field(
            "effective_to",
            "date",
            "Last day of this state, included; blank while it lasts.",
            headers=("end date", "to", "through"),
        ),
        Field("class", "text", "Job class.", headers=("job class", "classification", "class title")),
        Field(
            "role", "choice", "Worker, supervisor, manager, director or support.", choices=tuple(STAFF_ROLES)
        ),
        Field(
            "unit",
            "text",
            "Unit the position belongs to, as it was then.",
            True,
            True,
            headers=("unit id", "org unit"),
        ),
        Field(
            "component",
            "choice",
            "Service component, for case-carrying positions.",
            choices=tuple(COMPONENTS),
            headers=("service component", "program"),
        ),
        Field("status", "choice", "Budget and occupancy status.", True, True, choices=STATUSES),
        Field(
            "authorised_fte",
            "number",
            "Budgeted FTE.",
            True,
            True,
            minimum=0,
            maximum=20,
            headers=("budgeted fte", "authorized fte", "allocated fte"),
        ),
        Field(
            "filled_fte",
            "number",
            "FTE of the incumbent; may exceed the budget (overfill).",
            True,
            minimum=0,
            maximum=20,
            headers=("incumbent fte", "occupied fte"),
        ),
        Field(
            "incumbent_id",
            "text",
            "Code of the person in the position.",
            headers=("employee #", "employee id", "staff id", "incumbent"),
        ),
        Field("vacant_since", "date", "Since when it stands empty."),
        Field("leave_from", "date", "First day of a long leave."),
        Field("leave_to", "date", "Last day of that leave, included; blank while it lasts."),
        Field(
            "hired_on",
            "date",
            "Date the incumbent was hired; the training ramp runs from it.",
            headers=("hire date",),
        ),
        Field("report_date", "date", "Date of the extract.", headers=("as of", "report run")),
    ),
    checks=(
        RowCheck(
            "ends_before_start",
            "effective_to",
            "the state ends before it begins",
            "correct effective_from or effective_to",
            lambda r: r["effective_to"] < r["effective_from"] if "effective_to" in r else r["row"] < 0,
        ),
    ),
)

BUDGETED = ("active", "vacant")


def states(facts: Facts) -> pd.DataFrame:
    """Every dated state of a position with its place in the organisation, FTE in billionths."""
    rows = facts.rows["positions"].reset_index(drop=True)
    lines = rows.assign(
        authorised=_whole(rows["authorised_fte"]),
        filled=_whole(rows["filled_fte"]),
        **{c: column(rows, c, pd.NaT) for c in ("effective_to", "leave_from", "leave_to", "hired_on")},
        **{c: column(rows, c, UNKNOWN) for c in ("role", "component")},
        incumbent_id=column(rows, "incumbent_id"),
    )
    return facts.organisation.place_lasting(lines, "effective_from", "effective_to")


def position_days(states: pd.DataFrame, first: date, last: date) -> pd.DataFrame:
    """One line a position and day: authorised and filled billionths of FTE, and whether budgeted.

    A job-share or an overfill shows as several rows of one position on one day: its budget counts
    once, its people add up.
    """
    days = days_of(states, states["effective_from"], states["effective_to"], first, last)
    days["budgeted"] = days["status"].isin(BUDGETED)
    keys = ["position_id", "day", "budgeted"]
    kept = ["division_then", "unit_then", "division_now", "unit_now", "role", "component", "status"]
    how = {"authorised": "max", "filled": "sum", **dict.fromkeys(kept, "first")}
    return days.groupby(keys, sort=False).agg(how).reset_index()


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


def _whole(fte: pd.Series) -> pd.Series:
    return (fte.fillna(0) * FTE).round().astype("int64")
