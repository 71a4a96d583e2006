"""Position control: every position's authorised and filled FTE through time."""

import pandas as pd

from pipelines.counting.contract import Contract, Field, OneAtATime, RowCheck
from pipelines.counting.facts import Facts, column
from pipelines.counting.fte import FTE
from pipelines.questions.dimensions import COMPONENTS, STAFF_ROLES, UNKNOWN

STATUSES = ("active", "vacant", "hold", "inactive", "proposed")
"""Active and vacant are budgeted. Hold, inactive and proposed are shown apart, never as vacancy."""


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


def _whole(fte: pd.Series) -> pd.Series:
    return (fte.fillna(0) * FTE).round().astype("int64")


CONTRACT = Contract(
    source="positions",
    title="Position control",
    key=("position_id", "effective_from", "incumbent_id"),
    name_hints=("position", "staffing", "fte"),
    events=("effective_from", "report_date"),
    begins="effective_from",
    lines=states,
    partition=("position_id",),
    one_at_a_time=(OneAtATime(("position_id", "incumbent_id"), "effective_from", "effective_to"),),
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
            "Number of the person in the position; kept as a random code.",
            headers=("employee #", "employee id", "staff id", "incumbent"),
            person=True,
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


def post(worker: str, **more: str) -> dict[str, str]:
    """A full-time post of emergency response in April 2025, for drawn cases."""
    return {
        "position_id": worker,
        "effective_from": "2025-04-01",
        "unit": "U",
        "status": "active",
        "authorised_fte": "1",
        "filled_fte": "1",
        "role": "worker",
        "component": "er",
        "incumbent_id": worker,
        "report_date": "2025-04-30",
        **more,
    }
