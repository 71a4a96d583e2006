"""Assignments: who carries which child or family, in which service component, from when to when."""

from collections.abc import Mapping, Sequence
from datetime import date

import pandas as pd

from pipelines.counting.contract import Contract, Field, OneAtATime, RowCheck
from pipelines.counting.facts import Facts, column
from pipelines.counting.fte import FTE
from pipelines.counting.overload import load_story, months_in_a_row, times_over
from pipelines.counting.places import PLACES
from pipelines.counting.uncovered import AWAY, NOBODY, last_day
from pipelines.counting.work_list import Row, Showing, Shown, WorkList
from pipelines.counting.workload import CASES, STAFF, work
from pipelines.questions.dimensions import COMPONENTS
from pipelines.questions.standing import Stand
from pipelines.questions.template import marked, marked_in
from pipelines.words import dates
from pipelines.words.dimension_words import value_words
from pipelines.words.say import say, say_plural

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


MONTHS_KEPT = 12
"""Over how many months back a worker's load is held against the standard."""


def loads(facts: Facts) -> pd.DataFrame:
    """Mean load and available FTE of each case-carrying worker in the last months, by code."""
    workers = work(facts, "positions", "assignments").workers
    recent = sorted(workers["period"].unique())[-MONTHS_KEPT:]
    kept = workers[workers["period"].isin(recent)]
    share = {c: kept[c] / (FTE * kept["days"]) for c in ("load", "available")}
    return kept[["worker_id", "period", *PLACES, "component"]].assign(**share).reset_index(drop=True)


def show_loads(rows: Sequence[Row], showing: Showing) -> Shown:
    """The workers of the last month, by unit then code, and for how many months in a row each has been over."""
    latest = max((str(r["period"]) for r in rows), default="")
    of: dict[str, dict[str, Row]] = {}
    for row in rows:
        of.setdefault(row["worker_id"], {})[str(row["period"])] = row
    shown = [_shown(months[latest], months, showing) for months in of.values() if latest in months]
    shown.sort(key=lambda r: (r["unit"], r["worker"]))
    story = (*load_story(shown), *_by_which(showing)) if shown else ()
    return Shown(shown, dates.month(latest, short=True) if latest else "", story)


def _by_which(showing: Showing) -> tuple[str, ...]:
    """That the standards a load is held against are not verified, where one is not: the first thing asked back."""
    if all(s.verified for s in showing.profile.caseload_standards):
        return ()
    return (say("The caseload standards of the county's profile are not all verified."),)


def _shown(row: Row, months: Mapping[str, Row], showing: Showing) -> dict[str, object]:
    load, available = row["load"], row["available"]
    return {
        "worker": row["worker_id"],
        "unit": showing.named("unit", row["unit_now"]),
        "component": value_words("component", row["component"]),
        "load": round(load, 2),
        "available": round(available, 2),
        "ratio": round(load / available, 2) if available else None,
        "months_over": months_in_a_row({m: r["load"] > r["available"] for m, r in months.items()}),
        # Not shown as columns: what the rounded ratio no longer tells.
        "times": times_over(load, available),
        "away": bool(load) and not available,
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
        ("months_over", marked_in("column", "Months over in a row")),
    ),
    show=show_loads,
    none=marked("No case-carrying worker in this scope."),
    stands=(Stand("manager.loads", 10),),
)


def without_worker(facts: Facts) -> pd.DataFrame:
    """The open cases that nobody carries, or a worker who is away, on the last day of which both sources speak."""
    found = last_day(facts, "positions", "assignments")
    return found.rename(columns={"held": "why"}).assign(
        since=found["since"].dt.strftime("%Y-%m-%d"),
        on=f"{facts.last_day('positions', 'assignments'):%Y-%m-%d}",
    )


WHY = {NOBODY: marked("nobody carries it"), AWAY: marked("its worker is away")}


def show_without_worker(rows: Sequence[Row], showing: Showing) -> Shown:
    """The longest without a worker first, with how many days; what is nobody's and what is left is told apart."""
    shown = [_without(r, showing) for r in sorted(rows, key=lambda r: (r["since"], r["case"]))]
    if not rows:
        return Shown((), "")
    nobody = sum(r["why"] == NOBODY for r in rows)
    away = len(rows) - nobody
    day = dates.day(str(rows[0]["on"]))
    longest = {why: _longest(rows, why) for why in WHY}
    story = say(
        "{day}: {nobody}; {away}.",
        day=day,
        nobody=say_plural(
            "{count} case is carried by nobody, the longest for {days}",
            "{count} cases are carried by nobody, the longest for {days}",
            nobody,
            days=longest[NOBODY],
        )
        if nobody
        else say("no case is carried by nobody"),
        away=say_plural(
            "{count} by a worker who is away, the longest for {days}",
            "{count} by workers who are away, the longest for {days}",
            away,
            days=longest[AWAY],
        )
        if away
        else say("none by a worker who is away"),
    )
    return Shown(shown, day, (story,))


def _longest(rows: Sequence[Row], why: str) -> str:
    return say_plural(
        "{count} day", "{count} days", max((_days(r) for r in rows if r["why"] == why), default=0)
    )


def _days(row: Row) -> int:
    return (date.fromisoformat(row["on"]) - date.fromisoformat(row["since"])).days


def _without(row: Row, showing: Showing) -> dict[str, object]:
    return {
        "case": row["case"],
        "unit": showing.named("unit", row["unit_now"]),
        "component": value_words("component", row["component"]),
        "why": say(WHY[row["why"]]),
        "since": dates.day(row["since"]),
        "days": _days(row),
    }


WITHOUT_WORKER = WorkList(
    id="cases_without_worker",
    title=marked("Cases without a worker, the longest first"),
    needs={"positions": STAFF, "assignments": CASES},
    make=without_worker,
    kept={"case": "text", "component": "text", "why": "text", "since": "text", "on": "text"},
    columns=(
        ("case", marked_in("column", "Case (code)")),
        ("unit", marked_in("column", "Unit")),
        ("component", marked_in("column", "Service component")),
        ("why", marked_in("column", "Why")),
        ("since", marked_in("column", "Since")),
        ("days", marked_in("column", "Days")),
    ),
    show=show_without_worker,
    none=marked("No case here was without a worker on the last day of the data."),
    stands=(Stand("manager.list", 10),),
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
    work_lists=(WORKER_LOADS, WITHOUT_WORKER),
    one_at_a_time=(OneAtATime(("child_id", "assignment_type"), "started_on", "ended_on"),),
    fields=(
        Field("assignment_id", "text", "One assignment.", True, True, headers=("assignment #",)),
        Field(
            "worker_id",
            "text",
            "Number of the worker, kept as a random code; blank when nobody carries the case.",
            True,
            headers=("staff id", "caseworker id"),
            person=True,
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
