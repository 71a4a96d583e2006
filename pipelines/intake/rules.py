"""What typed rows must keep: the time they may speak of, the contract's own checks, one row a key."""

from collections.abc import Iterator
from datetime import datetime

import numpy as np
import pandas as pd

from pipelines.counting.contract import REFUSED, Contract
from pipelines.intake.problems import Fault
from pipelines.profile.agency import Profile

NOT_AFTER_AS_OF = ("received_at", "started_on", "effective_from", "recorded_at")
"""Nothing begins after the data's own date. What ends later (resolved_at, ended_on …) is kept."""
MOST_OUTSIDE = 0.01
"""More than one row and more than this share beyond the calendar: it is the calendar that is too short."""
LOAD_AGAIN = "correct it at the source and load the file again"


def time_faults(rows: pd.DataFrame, contract: Contract, profile: Profile, as_of: datetime) -> list[Fault]:
    """Beginnings after `as_of`, and times of day beyond the office calendar, by which their clock runs.

    Dates without a clock (a hire date, a case opened years ago) may lie before the calendar.
    """
    faults = [
        Fault(
            name,
            "after_as_of",
            f"it lies after {as_of:%Y-%m-%d %H:%M}, the date the data are for",
            LOAD_AGAIN,
            (rows[name] > as_of).to_numpy(bool),
        )
        for name in NOT_AFTER_AS_OF
        if name in rows
    ]
    instants = [f.name for f in contract.fields if f.kind == "instant" and f.name in rows]
    return faults + [f for name in instants for f in _beyond_calendar(rows, name, profile, as_of)]


def _beyond_calendar(rows: pd.DataFrame, name: str, profile: Profile, as_of: datetime) -> list[Fault]:
    times = rows[name]
    first, last = profile.calendar.first, profile.calendar.last
    before = (times < pd.Timestamp(first)).to_numpy(bool)
    after = ((times >= pd.Timestamp(last) + pd.Timedelta(days=1)) & (times <= as_of)).to_numpy(bool)
    outside = before | after
    count, dated = rows["row"][outside].nunique(), rows["row"][times.notna()].nunique()
    if count > max(1, MOST_OUTSIDE * dated):
        reason = f"{count / dated:.0%} of the times lie outside the office calendar ({first} to {last})"
        fix = "extend [calendar] and the [[closures]] in county.toml, or correct the dates"
        return [Fault(name, "outside_calendar", reason, fix, outside, REFUSED)]
    covers = f"the office calendar ({first} to {last})"
    return [
        Fault(name, "before_calendar", f"it lies before {covers}", LOAD_AGAIN, before),
        Fault(name, "after_calendar", f"it lies after {covers}", LOAD_AGAIN, after),
    ]


def contract_faults(rows: pd.DataFrame, contract: Contract) -> list[Fault]:
    """The checks the contract itself declares. `rows` has the column `row` beside the typed ones."""
    return [
        Fault(c.field, c.code, c.reason, c.fix, c.fails(rows).fillna(False).to_numpy(bool), c.outcome)
        for c in contract.checks
    ]


def key_faults(rows: pd.DataFrame, contract: Contract, sound: np.ndarray) -> Iterator[Fault]:
    """Repeats of a key among the sound lines, all but the first: the same row again, or another one."""
    key = [name for name in contract.key if name in rows]
    again = np.zeros(len(rows), dtype=bool)
    again[sound] = rows.loc[sound, key].duplicated().to_numpy()
    if not again.any():
        return
    shared = sound.copy()
    shared[sound] = rows.loc[sound, key].duplicated(keep=False).to_numpy()
    same = np.zeros(len(rows), dtype=bool)
    same[shared] = rows.loc[shared].drop(columns="row").duplicated().to_numpy()
    named = ", ".join(key)
    yield Fault(
        key[0],
        "repeated_row",
        "this row is the same as an earlier one",
        "nothing to do: the first counts",
        same,
    )
    yield Fault(
        key[0],
        "repeated_key",
        f"an earlier row has the same {named} but other content",
        "keep the row that is right; the first was counted",
        again & ~same,
    )
