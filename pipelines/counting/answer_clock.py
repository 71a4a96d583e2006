"""Counting answers against the clock: on time, pending, and how long people wait."""

import numpy as np
import pandas as pd

from pipelines.counting.cells import merge, tally
from pipelines.counting.definition import PublishedTable
from pipelines.counting.facts import Facts, column
from pipelines.counting.kinds.waiting import bin_of
from pipelines.questions.template import marked
from pipelines.stats.business_time import elapsed_minutes

READINGS = ("A", "B", "C")
DIMENSIONS = ("race", "language", "requester", "channel", "role")
"""Fields of a log by which its answers are counted apart; where a file lacks one, its lines hold the word for none."""
SPLITS = ("division", "unit", *DIMENSIONS)
"""What every measure of answers may be split by, in the order of the filter."""
ON_TIME = ("num", "den", "pending", *(f"{part}_{r}" for r in READINGS for part in ("num", "den")))
WAITING = ("event", "censored")
OVERDUE = ("num", "den")
"""The parts of the three kinds of cells below."""
PUBLISHED = (
    PublishedTable("year"),
    PublishedTable("quarter"),
    PublishedTable("year", ("race",)),
    PublishedTable("quarter", ("race",)),
    PublishedTable("year", ("division", "race")),
)
"""The tables in which shares of answers in time are published."""
NO_TIME = marked("received or answered without a time of day")


def log_lines(facts: Facts, source: str, columns: tuple[str, ...]) -> pd.DataFrame:
    """The lines of a log of questions and answers, from the files that bring all these columns."""
    lines = facts.lines(source)
    return lines[lines["file"].isin(facts.bringing(source, columns)["file"].unique())]


def on_time_cells(
    facts: Facts, source: str, lines: pd.DataFrame, duty: pd.Series | None = None
) -> pd.DataFrame:
    """Cells of "answered by the due instant": num, den, pending, and num/den under each reading.

    The outcome is known when it was acknowledged, or when its due instant has passed; an open one not
    yet due is pending, outside both. `duty` is a further condition of success (an expectation set).
    A log that keeps dates without times can only be held against reading C.
    """
    through = pd.Timestamp(facts.through[source])
    hours_known = ~(lines["date_only"] | _date_only(lines, "acknowledged"))
    policy = lines["received"].dt.date.map(facts.profile.reading_on)
    usable = hours_known | (policy == "C")
    parts = _outcome(lines, "due", through, usable, duty)
    for name in READINGS:
        able = hours_known | (name == "C")
        reading = _outcome(lines, f"due_{name}", through, able, duty)
        parts |= {f"num_{name}": reading["num"], f"den_{name}": reading["den"]}
    parts[f"excluded:{NO_TIME}"] = ~usable
    return tally(lines, parts, DIMENSIONS)


def _outcome(
    lines: pd.DataFrame, due: str, through: pd.Timestamp, usable: pd.Series, duty: pd.Series | None
) -> dict[str, pd.Series]:
    answered = lines["acknowledged"].notna()
    known = answered | (lines[due] < through)
    met = answered & (lines["acknowledged"] <= lines[due])
    met = met if duty is None else met & duty
    return {"num": met & usable, "den": known & usable, "pending": ~known & usable}


def _date_only(lines: pd.DataFrame, event: str) -> pd.Series:
    """Where the event is known by its date alone, so that hours cannot be counted to it."""
    marked = column(lines, f"{event}_at_date_only", False)
    return marked & lines[event].notna()


def waiting_cells(lines: pd.DataFrame, minutes: str, event: str) -> pd.DataFrame:
    """Cells of elapsed open time in bins: events, and items still open at the end of the log."""
    timed = lines[~(lines["date_only"] | _date_only(lines, event))]
    happened = timed[event].notna()
    spread = bin_of(timed[minutes].to_numpy())
    parts = {"event": happened, "censored": ~happened}
    return tally(timed, parts, DIMENSIONS, bins={"event": spread, "censored": spread})


def overdue_cells(facts: Facts, source: str, lines: pd.DataFrame) -> pd.DataFrame:
    """Open inquiries at the end of each month (the last at the end of the log), late ones by age."""
    through = pd.Timestamp(facts.through[source])
    frames = []
    for period in pd.period_range(lines["received"].min(), through, freq="M"):
        moment = min(period.end_time.floor("s"), through)
        standing = lines[(lines["received"] <= moment) & ~(lines["acknowledged"] <= moment)]
        # Without a time of day only the close of the next business day is surely past.
        due = standing["due"].where(~standing["date_only"], standing["due_C"])
        late = due < moment
        spread = _age_band(facts, due, moment)
        frames.append(
            tally(
                standing.assign(period=str(period)),
                {"num": late, "den": late | True},
                DIMENSIONS,
                bins={"num": spread},
            )
        )
    return merge(frames)


def _age_band(facts: Facts, due: pd.Series, moment: pd.Timestamp) -> np.ndarray:
    """0: up to one open day late; 1: to five; 2: to twenty; 3: more. An open day is nine hours."""
    start = due.to_numpy("datetime64[s]")
    end = np.maximum(np.full(len(start), np.datetime64(moment, "s")), start)
    minutes = elapsed_minutes(facts.calendar, start, end)
    return np.searchsorted(np.array([540, 2700, 10800]), minutes, side="left")
