"""Assignments: who carries which child or family, in which service component, from when to when."""

from collections.abc import Mapping
from datetime import date

import pandas as pd

from pipelines.cells import MICRO
from pipelines.contracts import Contract, Field, RowCheck
from pipelines.dimensions import COMPONENTS
from pipelines.facts import Facts, column, days_of
from pipelines.profile import CaseloadStandard

CONTRACT = Contract(
    source="assignments",
    title="Case assignments",
    key=("assignment_id",),
    name_hints=("assignment", "caseload"),
    events=("started_on", "ended_on", "report_date"),
    fields=(
        Field("assignment_id", "text", "One assignment.", True, True, headers=("assignment #",)),
        Field("worker_id", "text", "Code of the worker; blank when nobody carries the case.", True,
              headers=("staff id", "caseworker id")),
        Field("assignment_type", "choice", "Only primary assignments count as caseload.", True, True,
              choices=("primary", "secondary"), headers=("type", "role on case")),
        Field("component", "choice", "Service component.", True, True, choices=tuple(COMPONENTS),
              headers=("service component",)),
        Field("child_id", "text", "The child.", headers=("client id",)),
        Field("family_id", "text", "The family or sibling group.", headers=("case id", "household id")),
        Field("unit", "text", "The worker's unit, as it was then.", True, True, headers=("unit id",)),
        Field("started_on", "date", "First day.", True, True, headers=("start date", "assigned on")),
        Field("ended_on", "date", "Last day, included; blank while it lasts.", headers=("end date",)),
        Field("report_date", "date", "Date of the extract.", headers=("as of", "report run")),
    ),
    checks=(
        RowCheck("ends_before_start", "ended_on", "the assignment ends before it begins",
                 "correct started_on or ended_on",
                 lambda r: r["ended_on"] < r["started_on"] if "ended_on" in r else r["row"] < 0),
    ),
)


def primary(facts: Facts) -> pd.DataFrame:
    """Primary assignments with their place in the organisation; secondary ones are not caseload."""
    rows = facts.rows["assignments"]
    rows = rows[rows["assignment_type"] == "primary"].reset_index(drop=True)
    lines = rows.assign(**{c: column(rows, c) for c in ("child_id", "family_id")})
    lines["ended_on"] = column(rows, "ended_on", pd.NaT)
    return lines.join(facts.organisation.place(rows["unit"], rows["started_on"]))


def case_days(
    lines: pd.DataFrame, first: date, last: date, standards: Mapping[str, CaseloadStandard]
) -> pd.DataFrame:
    """One line a worker, case and day, with `weight`: the millionths of a full load one case is.

    A standard that counts families makes siblings with one worker one case. The weight is rounded
    down, so that exactly the standard is never read as over it. A component without a standard
    weighs nothing and is marked `without_standard`.
    """
    days = days_of(lines, lines["started_on"], lines["ended_on"], first, last)
    by_family = {c for c, s in standards.items() if s.counts == "family"}
    family_counts = days["component"].isin(by_family) & (days["family_id"] != "")
    case = days["child_id"].where(days["child_id"] != "", days["family_id"])
    case = days["family_id"].where(family_counts, case)
    days["case"] = case.where(case != "", days["assignment_id"])
    days = days.drop_duplicates(["worker_id", "component", "case", "day"])
    weights = {c: int(MICRO / s.cases_per_worker) for c, s in standards.items()}
    days["without_standard"] = ~days["component"].isin(weights)
    return days.assign(weight=days["component"].map(weights).fillna(0).astype("int64"))
