"""The county whose pages the machine reads, whole, without each of its sources, and with each of them alone.

The screen's small county, with what a reader of sentences must not be misled by: a unit that has ended, one that
has moved, a month in which nobody asked anything, and a wave that was never held.
"""

from collections.abc import Mapping

from tests.dashboard import small_county
from tests.dashboard.small_county import AS_OF, Rows, Tables

MOVED, MOVED_NAME, MOVED_ON = "M-1", "Mill Family", "2026-01-01"
"""In Central Division until 2025, in North Division from 2026."""
SILENT_MONTH, SILENT_WAVE = "2025-07", "2025-Q3"
LIKE = "S-1"
"""The unit after which the moved one is made."""

ROLES = ("director", "manager", "supervisor", "equity")
PLACES = {"county": "", "division": "north", "unit": "N-2", "ended unit": "S-3", "moved unit": MOVED}
PERIODS = {
    "12 months": {"months": "12"},
    "24 months": {},
    "36 months": {"months": "36"},
    "past quarter": {"months": "own", "since": "2026-01", "until": "2026-03"},
    "silent month": {"months": "own", "since": SILENT_MONTH, "until": SILENT_MONTH},
}


def tables() -> Tables:
    """All seven sources."""
    made = small_county.tables()
    asked = [r for r in made["inquiries"] if not r["received_at"].startswith(SILENT_MONTH)]
    return {
        "organisation": made["organisation"] + _moved_lines(),
        "inquiries": asked + _moved([r for r in asked if r["received_at"] < "2026-10-18"], "inquiry_id"),
        "positions": made["positions"] + _moved(made["positions"], "position_id", "incumbent_id"),
        "assignments": made["assignments"]
        + _moved(made["assignments"], "assignment_id", "worker_id", "child_id")
        + _without_worker(made["assignments"]),
        "surveys": _surveys(made["surveys"]),
        "decisions": made["decisions"],
        "roster": _roster(),
    }


def variants() -> Mapping[str, Tables]:
    """Name -> the sources of a county: whole, each left out, each alone."""
    whole = tables()
    return {
        "full": whole,
        **{f"without {s}": {k: v for k, v in whole.items() if k != s} for s in whole},
        **{f"{s} alone": {s: whole[s]} for s in whole},
    }


def _without_worker(rows: Rows) -> Rows:
    """Two children of North Family whom nobody carries, and three with the worker who is on leave."""
    like = {r["unit"]: r for r in rows}
    away = "-".join(map(str, small_county.AWAY))
    held = [("N-2", ""), ("N-2", ""), *[(small_county.AWAY[0], away)] * 3]
    return [
        like[unit] | {"worker_id": worker, "assignment_id": f"x{n}", "child_id": f"child x{n}"}
        for n, (unit, worker) in enumerate(held)
    ]


def _moved_lines() -> Rows:
    before, after = ("central", "Central Division"), ("north", "North Division")
    spans = ((before, "2023-01-01", "2025-12-31"), (after, MOVED_ON, ""))
    return [
        {
            "unit": MOVED,
            "unit_name": MOVED_NAME,
            "division": division,
            "division_name": name,
            "valid_from": since,
            "valid_to": until,
            "successor": "",
        }
        for (division, name), since, until in spans
    ]


def _moved(rows: Rows, *ids: str) -> Rows:
    """The rows of the unit after which it is made, under its own name and ids."""
    own = [r for r in rows if r["unit"] == LIKE]
    return [r | {"unit": MOVED} | {i: f"M{r[i]}" for i in ids if r.get(i)} for r in own]


def _surveys(rows: Rows) -> Rows:
    held = [r for r in rows if r["wave"] != SILENT_WAVE]
    like = [r for r in held if r["unit"] == "C-1" and r["rater"] == "direct_report"]
    return held + [r | {"unit": MOVED, "response_id": f"M{r['response_id']}"} for r in like]


def _roster() -> Rows:
    return [
        {
            "staff_id": f"{unit}-{n}",
            "role": "worker",
            "unit": unit,
            "valid_from": "2025-10-01",
            "report_date": AS_OF,
        }
        for unit in small_county.STAFFED
        for n in (1, 2, 3, 4)
    ]
