"""Assignments: who carries which child or family, in which service component, from when to when."""

from collections.abc import Sequence

import pandas as pd

from pipelines.counting.contract import Contract, Field, OneAtATime, RowCheck
from pipelines.counting.facts import Facts, column
from pipelines.counting.fte import FTE
from pipelines.counting.places import PLACES
from pipelines.counting.work_list import Row, Showing, Shown, WorkList
from pipelines.counting.workload import CASES, STAFF, work
from pipelines.questions.dimensions import COMPONENTS
from pipelines.questions.standing import Stand
from pipelines.questions.template import marked, marked_in
from pipelines.words import dates
from pipelines.words.dimension_words import value_words

TWELVE_CHILDREN = """
[[caseload_standards]]
from = 2020-01-01
component = "er"
cases_per_worker = 12.0
counts = "child"
source = "CWLA initial assessment, 12 active"
"""
"""Choices of a county under which a drawn case can be counted by hand."""


def primary(facts: Facts) -> pd.DataFrame:
    """Primary assignments with their place in the organisation; secondary ones are not caseload."""
    rows = facts.rows["assignments"]
    rows = rows[rows["assignment_type"] == "primary"].reset_index(drop=True)
    lines = rows.assign(**{c: column(rows, c) for c in ("child_id", "family_id")})
    lines["ended_on"] = column(rows, "ended_on", pd.NaT)
    return facts.organisation.place_lasting(lines, "started_on", "ended_on")


MONTHS_SHOWN = 3
"""Over how many months a worker's load is held against the standard."""


def loads(facts: Facts) -> pd.DataFrame:
    """Mean load and available FTE of each case-carrying worker in the last months, by code."""
    workers = work(facts, "positions", "assignments").workers
    recent = sorted(workers["period"].unique())[-MONTHS_SHOWN:]
    kept = workers[workers["period"].isin(recent)]
    share = {c: kept[c] / (FTE * kept["days"]) for c in ("load", "available")}
    return kept[["worker_id", "period", *PLACES, "component"]].assign(**share).reset_index(drop=True)


def show_loads(rows: Sequence[Row], showing: Showing) -> Shown:
    """The workers of the last month, by unit then code, with the months in which they were over."""
    latest = max((str(r["period"]) for r in rows), default="")
    shown = [_shown(r, rows, showing) for r in rows if r["period"] == latest]
    shown.sort(key=lambda r: (r["unit"], r["worker"]))
    return Shown(shown, dates.month(latest, short=True) if latest else "")


def _shown(row: Row, rows: Sequence[Row], showing: Showing) -> dict[str, object]:
    own = [r for r in rows if r["worker_id"] == row["worker_id"]]
    load, available = row["load"], row["available"]
    return {
        "worker": row["worker_id"],
        "unit": showing.named("unit", row["unit_now"]),
        "component": value_words("component", row["component"]),
        "load": round(load, 2),
        "available": round(available, 2),
        "ratio": round(load / available, 2) if available else None,
        "months_over": len({r["period"] for r in own if r["load"] > r["available"]}),
    }


WORKER_LOADS = WorkList(
    id="worker_loads",
    title=marked("Who carries too much?"),
    needs={"positions": STAFF, "assignments": CASES},
    make=loads,
    kept={
        "worker_id": "text",
        "period": "text",
        "component": "text",
        "load": "number",
        "available": "number",
    },
    columns=(
        ("worker", marked_in("column", "Worker (code)")),
        ("unit", marked_in("column", "Unit")),
        ("component", marked_in("column", "Service component")),
        ("load", marked_in("column", "Load")),
        ("available", marked_in("column", "FTE available")),
        ("ratio", marked_in("column", "Load ÷ FTE")),
        ("months_over", marked_in("column", "Months over, of last 3")),
    ),
    show=show_loads,
    none=marked("No case-carrying worker in this scope."),
    stands=(Stand("manager.loads", 10),),
)

CONTRACT = Contract(
    source="assignments",
    title="Case assignments",
    key=("assignment_id",),
    name_hints=("assignment", "caseload"),
    events=("started_on", "ended_on", "report_date"),
    begins="started_on",
    lines=primary,
    partition=("worker_id",),
    work_lists=(WORKER_LOADS,),
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


def case(number: int, worker: str, **more: str) -> dict[str, str]:
    """One child carried all April 2025, for drawn cases."""
    return {
        "assignment_id": f"a{number}",
        "worker_id": worker,
        "assignment_type": "primary",
        "component": "er",
        "child_id": f"c{number}",
        "unit": "U",
        "started_on": "2025-04-01",
        "report_date": "2025-04-30",
        **more,
    }
