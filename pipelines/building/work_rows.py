"""Row-level work for those responsible, and the names of what numbers may be split by."""

from collections.abc import Sequence

import pandas as pd

from pipelines.counting.answer_clock import log_lines
from pipelines.counting.cells import WHOLE
from pipelines.counting.facts import Facts
from pipelines.counting.fte import FTE
from pipelines.counting.places import PLACES
from pipelines.counting.workload import work
from pipelines.questions.dimensions import UNKNOWN
from pipelines.store.built import Measured

LOAD_MONTHS = 3
NEEDS = ("inquiry_id", "received_at", "acknowledged_at")


def open_inquiries(facts: Facts) -> pd.DataFrame:
    """Inquiries not acknowledged by the end of the log, with their due instant."""
    if facts.bringing("inquiries", NEEDS).empty:
        return pd.DataFrame()
    lines = log_lines(facts, "inquiries", NEEDS)
    waiting = lines[lines["acknowledged"].isna()]
    kept = waiting[["inquiry_id", *PLACES, "role", "requester", "channel", "received", "due"]]
    return kept.rename(columns={"received": "received_at", "due": "due_at"})


def worker_loads(facts: Facts) -> pd.DataFrame:
    """Mean load and available FTE of each case-carrying worker in the last months, by code."""
    if not {"positions", "assignments"} <= set(facts.rows):
        return pd.DataFrame()
    if not {"component", "role", "incumbent_id"} <= set(facts.rows["positions"].columns):
        return pd.DataFrame()
    workers = work(facts, "positions", "assignments").workers
    recent = sorted(workers["period"].unique())[-LOAD_MONTHS:]
    kept = workers[workers["period"].isin(recent)]
    share = {c: kept[c] / (FTE * kept["days"]) for c in ("load", "available")}
    return kept[["worker_id", "period", *PLACES, "component"]].assign(**share).reset_index(drop=True)


def members(facts: Facts, measured: Sequence[Measured]) -> list[tuple[str, str, str, str]]:
    """(dimension, id, label, parent) of divisions, units, groups and domains, in display order."""
    groups = facts.profile.race_on(facts.as_of.date()).groups
    found = [*facts.organisation.members(), *(("race", g.id, g.label, "") for g in groups)]
    if not facts.organisation.known:
        recorded = {u for rows in facts.rows.values() if "unit" in rows for u in rows["unit"].unique()}
        found += [("unit", u, u, "") for u in sorted(recorded - {""})]
    return found + [("domain", d, d, "") for d in _seen(measured, "domain")]


def _seen(measured: Sequence[Measured], column: str) -> list[str]:
    values = {v for m in measured for v in m.cells[column].unique()}
    return sorted(values - {"", WHOLE, UNKNOWN})
