"""Assignments: who carries which child or family, in which service component, from when to when."""

import pandas as pd

from pipelines.counting.contract import Contract, Field, OneAtATime, RowCheck
from pipelines.counting.facts import Facts, column
from pipelines.questions.dimensions import COMPONENTS


def primary(facts: Facts) -> pd.DataFrame:
    """Primary assignments with their place in the organisation; secondary ones are not caseload."""
    rows = facts.rows["assignments"]
    rows = rows[rows["assignment_type"] == "primary"].reset_index(drop=True)
    lines = rows.assign(**{c: column(rows, c) for c in ("child_id", "family_id")})
    lines["ended_on"] = column(rows, "ended_on", pd.NaT)
    return facts.organisation.place_lasting(lines, "started_on", "ended_on")


CONTRACT = Contract(
    source="assignments",
    title="Case assignments",
    key=("assignment_id",),
    name_hints=("assignment", "caseload"),
    events=("started_on", "ended_on", "report_date"),
    begins="started_on",
    lines=primary,
    partition=("worker_id",),
    one_at_a_time=(OneAtATime(("child_id", "assignment_type"), "started_on", "ended_on"),),
    fields=(
        Field("assignment_id", "text", "One assignment.", True, True, headers=("assignment #",)),
        Field(
            "worker_id",
            "text",
            "Code of the worker; blank when nobody carries the case.",
            True,
            headers=("staff id", "caseworker id"),
        ),
        Field(
            "assignment_type",
            "choice",
            "Only primary assignments count as caseload.",
            True,
            True,
            choices=("primary", "secondary"),
            headers=("type", "role on case"),
        ),
        Field(
            "component",
            "choice",
            "Service component.",
            True,
            True,
            choices=tuple(COMPONENTS),
            headers=("service component",),
        ),
        Field("child_id", "text", "The child.", headers=("client id",)),
        Field("family_id", "text", "The family or sibling group.", headers=("case id", "household id")),
        Field("unit", "text", "The worker's unit, as it was then.", True, True, headers=("unit id",)),
        Field("started_on", "date", "First day.", True, True, headers=("start date", "assigned on")),
        Field("ended_on", "date", "Last day, included; blank while it lasts.", headers=("end date",)),
        Field("report_date", "date", "Date of the extract.", headers=("as of", "report run")),
    ),
    checks=(
        RowCheck(
            "ends_before_start",
            "ended_on",
            "the assignment ends before it begins",
            "correct started_on or ended_on",
            lambda r: r["ended_on"] < r["started_on"] if "ended_on" in r else r["row"] < 0,
        ),
    ),
)
