"""Inquiries: who asked, when, when someone answered, and what was promised."""

from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd

from pipelines.counting.answer_clock import DIMENSIONS, READINGS, log_lines
from pipelines.counting.contract import Contract, Field, RowCheck
from pipelines.counting.facts import Facts, column, months
from pipelines.counting.lateness import business_days, story
from pipelines.counting.places import PLACES
from pipelines.counting.work_list import Row, Showing, Shown, WorkList
from pipelines.questions.dimensions import CHANNELS, LEADER_ROLES, REQUESTERS, STAFF_ROLES, UNKNOWN
from pipelines.questions.standing import Stand
from pipelines.questions.template import marked, marked_in, marked_plural
from pipelines.stats.business_time import OfficeCalendar, deemed_receipt, due, elapsed_minutes
from pipelines.words import dates, units
from pipelines.words.say import say, say_plural

ABSENT = {"role": UNKNOWN}
"""What the lines hold of a dimension that no file brings, where it is not blank."""


def _before(later: str, earlier: str) -> Callable[[pd.DataFrame], pd.Series]:
    def fails(rows: pd.DataFrame) -> pd.Series:
        if later not in rows or earlier not in rows:
            return pd.Series(False, index=rows.index)
        date_only = rows.get(f"{later}_date_only", False)
        start = rows[earlier].where(~pd.Series(date_only, index=rows.index), rows[earlier].dt.floor("D"))
        return rows[later] < start

    return fails


def to_facts(facts: Facts) -> pd.DataFrame:
    """One line an inquiry received by the end of the log, as far as the log can know it.

    Adds: period (month of receipt), organisation columns, start (deemed receipt on the office
    clock), due_A/B/C and due (the county's reading in force at receipt), acknowledged and resolved
    as text-free datetime64 blanked after the end of the log, ack_minutes and close_minutes (open
    minutes elapsed; to the end of the log where still open), leader, date_only.
    """
    rows = facts.rows["inquiries"]
    through = pd.Timestamp(facts.through["inquiries"])
    rows = rows[rows["received_at"] <= through].reset_index(drop=True)
    lines = rows.assign(
        period=months(rows["received_at"]),
        received=rows["received_at"],
        date_only=rows["received_at_date_only"],
        acknowledged=_known(rows, "acknowledged_at", through),
        resolved=_known(rows, "resolved_at", through),
        **{d: column(rows, d, ABSENT.get(d, "")) for d in DIMENSIONS},
    )
    lines["leader"] = lines["role"].isin(LEADER_ROLES)
    lines = lines.join(facts.organisation.place(column(rows, "unit"), lines["received"].dt.floor("D")))
    return _timed(lines, facts, through)


def _known(rows: pd.DataFrame, name: str, through: pd.Timestamp) -> pd.Series:
    """Instants up to the end of the log; what happened later is not known yet."""
    instants = column(rows, name, pd.NaT).astype("datetime64[s]")
    return instants.where(instants <= through)


def _timed(lines: pd.DataFrame, facts: Facts, through: pd.Timestamp) -> pd.DataFrame:
    received = lines["received"].to_numpy("datetime64[s]")
    calendar = facts.calendar
    lines["start"] = deemed_receipt(calendar, received)
    hours = lines["received"].dt.date.map(facts.profile.response_hours_on)
    reading = lines["received"].dt.date.map(facts.profile.reading_on)
    for name in READINGS:
        lines[f"due_{name}"] = _due(calendar, received, name, hours)
    lines["due"] = lines["due_A"]
    for name in READINGS:
        lines["due"] = lines["due"].where(reading != name, lines[f"due_{name}"])
    end = np.datetime64(through, "s")
    for minutes, instant in (("ack_minutes", "acknowledged"), ("close_minutes", "resolved")):
        until = lines[instant].fillna(end).to_numpy("datetime64[s]")
        lines[minutes] = elapsed_minutes(calendar, received, np.maximum(until, received))
    return lines


def _due(calendar: OfficeCalendar, received: np.ndarray, reading: str, hours: pd.Series) -> np.ndarray:
    due_at = np.empty(len(received), dtype="datetime64[s]")
    for length in hours.unique():
        these = (hours == length).to_numpy()
        due_at[these] = due(calendar, received[these], reading, hours=length)
    return due_at


WAITED_FOR = ("inquiry_id", "received_at", "acknowledged_at")
"""Without these columns nobody knows who still waits for an answer."""
DUE_SOON = 4
"""Office hours before the due instant from which an inquiry is due soon."""


def waiting(facts: Facts) -> pd.DataFrame:
    """Inquiries not acknowledged by the end of the log, with their due instant."""
    lines = log_lines(facts, "inquiries", WAITED_FOR)
    lines = lines[lines["acknowledged"].isna()]
    kept = lines[["inquiry_id", *PLACES, "role", "requester", "channel", "received", "due"]]
    return kept.rename(columns={"received": "received_at", "due": "due_at"})


def show_waiting(rows: Sequence[Row], showing: Showing) -> Shown:
    """Most urgent first, against the clock at the moment of asking."""
    ordered = sorted(rows, key=lambda r: (r["due_at"], r["inquiry_id"]))
    hours = _hours_left([r["due_at"] for r in ordered], showing)
    shown = [_shown(r, left, showing) for r, left in zip(ordered, hours, strict=True)]
    groups = {"role": STAFF_ROLES, "requester": REQUESTERS}
    return Shown(shown, dates.moment(showing.now), story(ordered, showing, groups))


def _hours_left(due_at: Sequence[object], showing: Showing) -> np.ndarray:
    """Office hours from now to each due instant; negative once it has passed."""
    if not due_at:
        return np.zeros(0)
    at = np.array(due_at, dtype="datetime64[s]")
    now = np.full(len(at), np.datetime64(showing.now, "s"))
    minutes = elapsed_minutes(showing.calendar, np.minimum(at, now), np.maximum(at, now))
    return np.where(at >= now, minutes, -minutes) / 60


def _shown(row: Row, hours: float, showing: Showing) -> dict[str, object]:
    return {
        "id": row["inquiry_id"],
        "unit": showing.named("unit", row["unit_now"]),
        "requester": say(REQUESTERS.get(row["requester"], NOT_RECORDED)),
        "channel": say(CHANNELS.get(row["channel"], NOT_RECORDED)),
        "role": say(STAFF_ROLES.get(row["role"], NOT_RECORDED)),
        "received": dates.moment(row["received_at"]),
        "due": dates.moment(row["due_at"]),
        "state": "late" if hours < 0 else "due soon" if hours <= DUE_SOON else "open",
        "hours": round(float(hours), 1),
        "left": _left(row, hours, showing),
    }


def _left(row: Row, hours: float, showing: Showing) -> str:
    """What is left of the time, or how long it is past: nobody counts five months in hours (G11)."""
    if hours >= 0:
        return units.value(round(float(hours), 1), "hours", long=True)
    late = business_days(row["due_at"], showing.now, showing.profile)
    if not late:
        return say("less than a business day late")
    return say_plural("{count} business day late", "{count} business days late", late)


NOT_RECORDED = marked("Not recorded")
LATE = marked_plural("{count} inquiry is late", "{count} inquiries are late")
PAST_DUE = marked_plural("{count} inquiry is past the due time", "{count} inquiries are past the due time")
OPEN_INQUIRIES = WorkList(
    id="open_inquiries",
    title=marked("What is late, and what is about to be?"),
    needs={"inquiries": WAITED_FOR},
    make=waiting,
    kept={
        "inquiry_id": "text",
        "role": "text",
        "requester": "text",
        "channel": "text",
        "received_at": "instant",
        "due_at": "instant",
    },
    columns=(
        ("id", marked_in("column", "Inquiry")),
        ("unit", marked_in("column", "Unit")),
        ("requester", marked_in("column", "From")),
        ("channel", marked_in("column", "By")),
        ("role", marked_in("column", "To answer")),
        ("received", marked_in("column", "Received")),
        ("due", marked_in("column", "Due")),
        ("state", marked_in("column", "State")),
        ("left", marked_in("column", "Time left")),
    ),
    show=show_waiting,
    none=marked("Nothing is open."),
    stands=(Stand("manager.due", 10, words={"late": LATE, "past_due": PAST_DUE}),),
)

CONTRACT = Contract(
    source="inquiries",
    title="Inquiries and concerns",
    key=("inquiry_id",),
    name_hints=("inquir", "concern", "ticket", "response_log"),
    events=("received_at", "acknowledged_at", "resolved_at"),
    begins="received_at",
    lines=to_facts,
    partition=("inquiry_id",),
    leads=True,
    protects="client",
    work_lists=(OPEN_INQUIRIES,),
    fields=(
        Field(
            "inquiry_id",
            "text",
            "One inquiry, one id; a thread is one inquiry.",
            True,
            True,
            headers=("id", "ticket id", "ticket number", "case id", "inquiry number"),
        ),
        Field(
            "received_at",
            "instant",
            "When the agency received it, not when it was logged.",
            True,
            True,
            headers=("received", "date received", "date/time received", "opened", "created at", "date in"),
        ),
        Field(
            "acknowledged_at",
            "instant",
            "First human reply; an automatic reply does not count.",
            headers=("acknowledged", "first response", "first reply", "date acknowledged", "first ack at"),
        ),
        Field(
            "expectation_set",
            "flag",
            "Was follow-up agreed: what happens next, and by when?",
            headers=("follow-up agreed", "expectation", "expectation set"),
        ),
        Field(
            "promised_by", "date", "The date follow-up was promised for.", headers=("promised", "promised by")
        ),
        Field(
            "resolved_at",
            "instant",
            "When it was closed.",
            headers=("resolved", "closed", "date closed", "closed at"),
        ),
        Field("channel", "choice", "How it came.", choices=tuple(CHANNELS), headers=("source", "method")),
        Field(
            "requester",
            "choice",
            "Who asked.",
            choices=tuple(REQUESTERS),
            headers=("requester type", "from", "who", "caller type"),
        ),
        Field(
            "language", "text", "The requester's language, as a short code.", headers=("preferred language",)
        ),
        Field(
            "race",
            "text",
            "Race/ethnicity in the county's scheme, where held.",
            headers=("race/ethnicity", "race ethnicity", "ethnicity"),
        ),
        Field(
            "unit",
            "text",
            "The unit responsible, as it was then.",
            headers=("unit id", "team", "assigned unit", "responsible unit"),
        ),
        Field(
            "role",
            "choice",
            "Role of the person responsible for answering.",
            choices=tuple(STAFF_ROLES),
            headers=("responder role", "assigned role", "answered by"),
        ),
        Field("topic", "text", "What it was about.", headers=("category", "subject")),
    ),
    checks=(
        RowCheck(
            "acknowledged_before_received",
            "acknowledged_at",
            "it was acknowledged before it was received",
            "correct the two times in the log and load the file again",
            _before("acknowledged_at", "received_at"),
        ),
        RowCheck(
            "resolved_before_received",
            "resolved_at",
            "it was closed before it was received",
            "correct the two times in the log and load the file again",
            _before("resolved_at", "received_at"),
        ),
    ),
)
