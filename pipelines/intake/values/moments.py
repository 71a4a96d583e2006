"""Dates taken apart, put together as times: days that never were and placeholders are not dates."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from pipelines.intake.problems import Fault
from pipelines.intake.values.date_text import Written

ORDERS = {"mdy": ("c", "a", "b"), "dmy": ("c", "b", "a"), "ymd": ("a", "b", "c")}
"""Which of the three numbers of a date is the year, the month and the day."""
PIVOT = 70
"""Two-digit years below this are 20xx, the others 19xx."""
EARLIEST, LATEST = 1902, 2199
"""Years outside stand for "no date" (1900-01-01, 9999-12-31)."""
MOST_OFFSET = 14 * 3600
"""Seconds: no zone is further from UTC."""


@dataclass(frozen=True, eq=False)
class Moments:
    """A column's times, one a line: naive datetime64[s] as written (NaT when blank, placeholder or wrong)."""

    times: np.ndarray
    date_only: np.ndarray
    offset: np.ndarray
    """Seconds east of UTC where the text says so; NaN elsewhere."""
    faults: list[Fault]


def assemble(written: Written, order: str) -> Moments:
    """The times of a column whose order is known. Texts of no date, and days that never were, are told."""
    parts, year_first = written.parts, written.parts["year_first"].to_numpy()
    year, month, day = (
        np.where(year_first, parts[first], parts[other])
        for first, other in zip(ORDERS["ymd"], ORDERS[order], strict=True)
    )
    short = ~year_first & (parts["short"].to_numpy() | (order == "ymd"))
    year = np.where(short, year + np.where(year < PIVOT, 2000, 1900), year)
    hour, hour_exists = _hour(parts)
    exists = hour_exists & _day_exists(year, month, day)
    exists &= (parts["minute"] < 60).to_numpy() & (parts["second"] < 60).to_numpy()
    offset = parts["zone"].map(_offset).to_numpy(float)
    exists &= ~(np.abs(offset) > MOST_OFFSET)
    real = written.read & exists
    placeholder = real & ((year < EARLIEST) | (year > LATEST))
    use = real & ~placeholder
    times = _times(np.where(use, year, 2000), np.where(use, month, 1), np.where(use, day, 1))
    times = times + hour * 3600 + parts["minute"].clip(0).to_numpy() * 60 + parts["second"].clip(0).to_numpy()
    times[~use] = np.datetime64("NaT")
    faults = [
        _fault(written, "date_unreadable", "this is not a date", ~written.read & ~written.blank),
        _fault(written, "no_such_date", "there is no such day or time of day", written.read & ~exists),
    ]
    date_only = (parts["hour"] < 0).to_numpy()
    codes = written.codes
    return Moments(times[codes], date_only[codes], offset[codes], faults)


def _fault(written: Written, code: str, reason: str, texts: np.ndarray) -> Fault:
    fix = "write it like 2026-03-31, with a time like 14:05 where one belongs"
    return Fault(written.field, code, reason, fix, texts[written.codes])


def _hour(parts: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """Hours 0 to 23, and whether there is such an hour: 12 AM is 0, 12 PM is 12, 24:00 and 13 PM are none."""
    hour, half = parts["hour"].clip(0).to_numpy(), parts["half"].to_numpy(object)
    twelve = np.isin(half, ("a", "p"))
    exists = np.where(twelve, (hour >= 1) & (hour <= 12), hour < 24)
    return np.where(twelve, hour % 12 + 12 * (half == "p"), hour) * exists, exists


def _day_exists(year: np.ndarray, month: np.ndarray, day: np.ndarray) -> np.ndarray:
    plausible = (month >= 1) & (month <= 12) & (day >= 1) & (day <= 31) & (year >= 1)
    months = _months(np.where(plausible, year, 2000), np.where(plausible, month, 1))
    length = ((months + 1).astype("datetime64[D]") - months.astype("datetime64[D]")).astype("int64")
    return plausible & (day <= length)


def _months(year: np.ndarray, month: np.ndarray) -> np.ndarray:
    return ((year - 1970) * 12 + month - 1).astype("datetime64[M]")


def _times(year: np.ndarray, month: np.ndarray, day: np.ndarray) -> np.ndarray:
    return (_months(year, month).astype("datetime64[D]") + (day - 1)).astype("datetime64[s]")


def _offset(zone: str) -> float:
    if not zone:
        return float("nan")
    if zone[0] not in "+-":
        return 0.0
    digits = zone[1:].replace(":", "")
    return (int(digits[:2]) * 3600 + int(digits[2:] or 0) * 60) * (-1.0 if zone[0] == "-" else 1.0)
