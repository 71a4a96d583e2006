"""Assignments: who carries which child or family, in which service component, from when to when."""

from collections.abc import Mapping
from datetime import date

import numpy as np
import pandas as pd

from pipelines.counting.contract import Contract, Field, RowCheck
from pipelines.counting.facts import Facts, column, day_number
from pipelines.counting.fte import FTE
from pipelines.counting.places import PLACES
from pipelines.profile.agency import CaseloadStandard
from pipelines.questions.dimensions import COMPONENTS

CONTRACT = Contract(
    source="assignments",
    title="Case assignments",
    key=("assignment_id",),
    name_hints=("assignment", "caseload"),
    events=("started_on", "ended_on", "report_date"),
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


def primary(facts: Facts) -> pd.DataFrame:
    """Primary assignments with their place in the organisation; secondary ones are not caseload."""
    rows = facts.rows["assignments"]
    rows = rows[rows["assignment_type"] == "primary"].reset_index(drop=True)
    lines = rows.assign(**{c: column(rows, c) for c in ("child_id", "family_id")})
    lines["ended_on"] = column(rows, "ended_on", pd.NaT)
    return facts.organisation.place_lasting(lines, "started_on", "ended_on")


def case_spells(lines: pd.DataFrame, by_family: frozenset[str], last: date) -> pd.DataFrame:
    """Disjoint spells of one worker carrying one case: columns of the first line, `start`, `end`, `case`.

    In components counted by family, siblings with one worker are one case; elsewhere each child is.
    Overlapping or touching lines of one case become one spell, so no day counts twice. Days are int64
    from 1970-01-01, both included.
    """
    family_counts = lines["component"].isin(by_family) & (lines["family_id"] != "")
    case = lines["child_id"].where(lines["child_id"] != "", lines["family_id"])
    case = lines["family_id"].where(family_counts, case)
    spells = lines.assign(
        case=case.where(case != "", lines["assignment_id"]),
        start=day_number(lines["started_on"]),
        end=day_number(lines["ended_on"].fillna(pd.Timestamp(last))),
    )
    spells = spells[spells["end"] >= spells["start"]]
    keys = ["worker_id", "component", "case", *PLACES]
    spells = spells.sort_values([*keys, "start", "end"]).reset_index(drop=True)
    group = spells.groupby(keys, sort=False).ngroup().to_numpy()
    return _united(spells, group)


def _united(spells: pd.DataFrame, group: np.ndarray) -> pd.DataFrame:
    """Rows in order of group and start, with overlapping ones joined."""
    reach = spells.groupby(group, sort=False)["end"].cummax().to_numpy()
    begins = np.ones(len(spells), dtype=bool)
    begins[1:] = (group[1:] != group[:-1]) | (spells["start"].to_numpy()[1:] > reach[:-1] + 1)
    which = np.cumsum(begins) - 1
    ends = spells["end"].groupby(which).max()
    return spells[begins].reset_index(drop=True).assign(end=ends.to_numpy())


def weights(standards: Mapping[str, CaseloadStandard]) -> dict[str, int]:
    """The billionths of a full load one case is, by component.

    Rounded down, so that exactly the standard is never read as over it.
    """
    return {c: int(FTE / s.cases_per_worker) for c, s in standards.items()}
