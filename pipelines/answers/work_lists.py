"""Work lists for those responsible: what is about to be late, and who carries how much. Never for equity."""

from collections.abc import Mapping, Sequence
from datetime import datetime

import numpy as np
from sqlalchemy import Engine

from pipelines.gate.applied_scope import Scope, scope_words
from pipelines.gate.built_version import BuiltVersion
from pipelines.gate.responsibility import Responsibility, check_places
from pipelines.profile.office_calendar import office_calendar_for
from pipelines.questions.dimensions import CHANNELS, REQUESTERS, STAFF_ROLES
from pipelines.questions.errors import DataError
from pipelines.questions.released import EMPTY, NOT_MEASURABLE, SHOWN, Worklist
from pipelines.questions.selection import Selection
from pipelines.questions.template import marked, marked_in
from pipelines.stats.business_time import CalendarRangeError, elapsed_minutes
from pipelines.store import reading, schema
from pipelines.words import dates
from pipelines.words.dimensions import value_words
from pipelines.words.say import say, say_in

MOST = 200
INQUIRY_COLUMNS = (
    ("id", marked_in("column", "Inquiry")),
    ("unit", marked_in("column", "Unit")),
    ("requester", marked_in("column", "From")),
    ("channel", marked_in("column", "By")),
    ("role", marked_in("column", "To answer")),
    ("received", marked_in("column", "Received")),
    ("due", marked_in("column", "Due")),
    ("state", marked_in("column", "State")),
    ("hours", marked_in("column", "Office hours left")),
)
LOAD_COLUMNS = (
    ("worker", marked_in("column", "Worker (code)")),
    ("unit", marked_in("column", "Unit")),
    ("component", marked_in("column", "Service component")),
    ("load", marked_in("column", "Load")),
    ("available", marked_in("column", "FTE available")),
    ("ratio", marked_in("column", "Load ÷ FTE")),
    ("months_over", marked_in("column", "Months over, of last 3")),
)
LATE, OVERLOADED = marked("What is late, and what is about to be?"), marked("Who carries too much?")
BUILD_AGAIN = marked("Build again.")
NOT_RECORDED = marked("Not recorded")


def open_inquiries(
    engine: Engine, built: BuiltVersion, held: Responsibility, selection: Selection, now: datetime
) -> Worklist:
    """Open inquiries of a responsibility, most urgent first, against the clock at the moment of asking."""
    scope = _scope(held, selection)
    known = built.measurable.get("overdue_open")
    if known is None or known.why:
        why = known.why if known else say(BUILD_AGAIN)
        return Worklist(say(LATE), _headed(INQUIRY_COLUMNS), (), NOT_MEASURABLE, why)
    rows = [
        r
        for r in reading.work_rows(engine, schema.open_inquiries, built.version.version_id)
        if scope.holds(r)
    ]
    rows.sort(key=lambda r: (r["due_at"], r["inquiry_id"]))
    left = _hours_left(built, rows, now)
    shown = tuple(_inquiry(r, h, built) for r, h in zip(rows[:MOST], left, strict=False))
    return Worklist(
        say(LATE),
        _headed(INQUIRY_COLUMNS),
        shown,
        SHOWN if rows else EMPTY,
        "" if rows else say("Nothing is open."),
        scope=scope_words(scope, built),
        as_of=dates.moment(now),
        total=len(rows),
    )


def worker_loads(engine: Engine, built: BuiltVersion, held: Responsibility, selection: Selection) -> Worklist:
    """Load and available FTE of a responsibility's workers in the last month, by unit then code."""
    scope = _scope(held, selection)
    known = built.measurable.get("caseload_load")
    if known is None or known.why:
        why = known.why if known else say(BUILD_AGAIN)
        return Worklist(say(OVERLOADED), _headed(LOAD_COLUMNS), (), NOT_MEASURABLE, why)
    rows = [
        r for r in reading.work_rows(engine, schema.worker_loads, built.version.version_id) if scope.holds(r)
    ]
    latest = max((r["period"] for r in rows), default="")
    shown = [_worker(r, rows, built) for r in rows if r["period"] == latest]
    shown.sort(key=lambda r: (r["unit"], r["worker"]))
    return Worklist(
        say(OVERLOADED),
        _headed(LOAD_COLUMNS),
        tuple(shown[:MOST]),
        SHOWN if shown else EMPTY,
        "" if shown else say("No case-carrying worker in this scope."),
        scope=scope_words(scope, built),
        as_of=dates.month(latest, short=True) if latest else "",
        total=len(shown),
    )


def _headed(columns: Sequence[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """(key, heading), the headings in the reader's language."""
    return tuple((key, say_in("column", heading)) for key, heading in columns)


def _scope(held: Responsibility, selection: Selection) -> Scope:
    """The limits on rows; NotAllowed when the question names a place outside the responsibility."""
    check_places(held, selection)
    return held.scope(selection)


def _hours_left(built: BuiltVersion, rows: list, now: datetime) -> list[float]:
    """Office hours from now to due; negative once due has passed."""
    rows = rows[:MOST]
    if not rows:
        return []
    due = np.array([r["due_at"] for r in rows], dtype="datetime64[s]")
    moment = np.full(len(due), np.datetime64(now, "s"))
    calendar = office_calendar_for(built.profile)
    try:
        minutes = elapsed_minutes(calendar, np.minimum(due, moment), np.maximum(due, moment))
    except CalendarRangeError as problem:
        raise DataError(
            "{problem} In county.toml: [calendar] and [[closures]].", problem=problem
        ) from problem
    return [
        float(m) / 60 * (1 if d >= np.datetime64(now, "s") else -1) for m, d in zip(minutes, due, strict=True)
    ]


def _inquiry(row: Mapping, hours: float, built: BuiltVersion) -> dict[str, object]:
    names = built.names.get("unit", {})
    late = hours < 0
    return {
        "id": row["inquiry_id"],
        "unit": names.get(row["unit_now"], row["unit_now"]),
        "requester": say(REQUESTERS.get(row["requester"], NOT_RECORDED)),
        "channel": say(CHANNELS.get(row["channel"], NOT_RECORDED)),
        "role": say(STAFF_ROLES.get(row["role"], NOT_RECORDED)),
        "received": dates.moment(row["received_at"]),
        "due": dates.moment(row["due_at"]),
        "state": "late" if late else "due soon" if hours <= 4 else "open",
        "hours": round(hours, 1),
    }


def _worker(row: Mapping, rows: list, built: BuiltVersion) -> dict[str, object]:
    own = [r for r in rows if r["worker_id"] == row["worker_id"]]
    over = len({r["period"] for r in own if r["load"] > r["available"]})
    names = built.names.get("unit", {})
    return {
        "worker": row["worker_id"],
        "unit": names.get(row["unit_now"], row["unit_now"]),
        "component": value_words("component", row["component"]),
        "load": round(row["load"], 2),
        "available": round(row["available"], 2),
        "ratio": round(row["load"] / row["available"], 2) if row["available"] else None,
        "months_over": over,
    }
