"""Dates and times of day as people write them, to local time. What could be read in two ways is never guessed."""

import re
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from pipelines.contracts import REFUSED
from pipelines.intake.problems import Fault

WRITTEN = (
    r"^(?P<a>\d{1,4})(?P<mark>[-/.])(?P<b>\d{1,2})(?P=mark)(?P<c>\d{4}|\d{1,2})"
    r"(?:(?:T|,?\s+)(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:\.\d+)?)?"
    r"\s*(?:(?P<half>[AaPp])\.?[Mm]\.?)?\s*(?P<zone>Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?)?$"
)
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAMED = (
    re.compile(r"^(?P<day>\d{1,2})[- ](?P<month>[A-Za-z]{3,9})[-, ]+(?P<year>\d{4})(?P<rest>.*)$"),
    re.compile(r"^(?P<month>[A-Za-z]{3,9})\.? (?P<day>\d{1,2}),? (?P<year>\d{4})(?P<rest>.*)$"),
)
_EIGHT = re.compile(r"^(\d{4})(\d{2})(\d{2})$")
ORDERS = {"mdy": ("c", "a", "b"), "dmy": ("c", "b", "a"), "ymd": ("a", "b", "c")}
"""Which of the three numbers of a date is the year, the month and the day."""
FEW = 0.01
"""Up to this share of a column may be written against its rule and be set aside; above, the file is refused."""
PIVOT = 70
"""Two-digit years below this are 20xx, the others 19xx."""
EARLIEST, LATEST = 1902, 2199
"""Years outside stand for "no date" (1900-01-01, 9999-12-31)."""
MOST_OFFSET = 14 * 3600
TWO_ORDERS = "some dates can only be day first and others only month first"
AMBIGUOUS = "it cannot be told whether day or month comes first in the dates"
SAY_ORDER = 'say which in a mapping file: dates = "mdy" (month first) or dates = "dmy"'


@dataclass(frozen=True, eq=False)
class Written:
    """The different texts of a column taken apart, and which of them each line has.

    `parts` has a row for each text: a, b, c (the numbers of the date), hour, minute, second (-1 when not
    given), half ("a", "p" or ""), zone, `year_first` and `short` (c has two digits); `read` tells which texts
    are dates at all.
    """

    field: str
    codes: np.ndarray
    parts: pd.DataFrame
    read: np.ndarray
    blank: np.ndarray

    @property
    def counts(self) -> np.ndarray:
        return np.bincount(self.codes, minlength=len(self.parts))


def take_apart(field: str, column: pd.Series, order: str | None) -> Written:
    """A column of plain text taken apart; `order` "ymd" also admits 20260331."""
    codes, texts = pd.factorize(column)
    spelled = pd.Series([_in_numbers(t, order) for t in texts], dtype=object)
    found = spelled.str.extract(WRITTEN)
    numbers = {k: pd.to_numeric(found[k]).fillna(-1).astype("int64") for k in ("a", "b", "c", "hour", "minute")}
    parts = pd.DataFrame(numbers)
    parts["second"] = pd.to_numeric(found["second"]).fillna(-1).astype("int64")
    parts["half"] = found["half"].fillna("").str.lower()
    parts["zone"] = found["zone"].fillna("")
    parts["year_first"] = (found["a"].str.len() == 4) & (found["c"].str.len() <= 2)
    parts["short"] = found["c"].str.len() == 2
    year_last = (found["a"].str.len() <= 2) & found["c"].str.len().isin((2, 4))
    read = (parts["year_first"] | year_last).to_numpy(bool)
    return Written(field, codes, parts, read, np.array([t == "" for t in texts], dtype=bool))


def _in_numbers(text: str, order: str | None) -> str:
    """Dates with the name of a month, or of eight digits where declared, written as 2026-03-31."""
    if order == "ymd" and (eight := _EIGHT.match(text)):
        return "-".join(eight.groups())
    for form in _NAMED:
        found = form.match(text)
        if found and found["month"][:3].lower() in MONTHS:
            month = MONTHS.index(found["month"][:3].lower()) + 1
            return f"{found['year']}-{month:02d}-{found['day']}{found['rest']}"
    return text


def evident_order(written: Written) -> str | None:
    """"mdy" or "dmy" where the column's own dates leave one choice, all but a few; else None."""
    day_first, month_first = _leanings(written)
    if day_first <= FEW * month_first and month_first:
        return "mdy"
    return "dmy" if month_first <= FEW * day_first and day_first else None


def _leanings(written: Written) -> tuple[int, int]:
    """How many lines can only be day first, and how many only month first."""
    loose = written.read & ~written.parts["year_first"].to_numpy()
    day_first = loose & (written.parts["a"] > 12).to_numpy()
    month_first = loose & (written.parts["b"] > 12).to_numpy()
    return int(written.counts[day_first].sum()), int(written.counts[month_first].sum())


def settle_order(written: Written, declared: str | None, others: str | None) -> tuple[str, list[Fault]]:
    """The order of a column's dates: declared, evident, or that of the file's other columns; a Fault that
    refuses the file when it is none of these. `others` is None where the other columns do not tell."""
    loose = written.read & ~written.parts["year_first"].to_numpy()
    if declared or not loose.any():
        return declared or "ymd", []
    day_first, month_first = _leanings(written)
    order = evident_order(written) or (None if day_first or month_first else others)
    if order:
        return order, []
    reason = TWO_ORDERS if day_first else AMBIGUOUS
    code = "dates_mixed" if day_first else "dates_ambiguous"
    return "mdy", [Fault(written.field, code, reason, SAY_ORDER, loose[written.codes], REFUSED)]


def mixed_styles(written: Written) -> list[Fault]:
    """2026-03-31 beside 3/31/2026 in one column: two hands or two exports. A few are set aside."""
    year_first = written.parts["year_first"].to_numpy()
    styles = [written.read & year_first, written.read & ~year_first]
    rare = min(styles, key=lambda s: written.counts[s].sum())
    few, all_ = written.counts[rare].sum(), written.counts[written.read].sum()
    if few == 0:
        return []
    fault = Fault(
        written.field,
        "date_styles_mixed",
        "dates are written in two ways in this column",
        "write all dates in one way, best as 2026-03-31",
        rare[written.codes],
    )
    return [fault if few <= FEW * all_ else replace(fault, outcome=REFUSED)]


@dataclass(frozen=True, eq=False)
class Moments:
    """A column's times, one a line: naive datetime64[s] as written (NaT when blank, placeholder or wrong)."""

    times: np.ndarray
    date_only: np.ndarray
    offset: np.ndarray
    """Seconds east of UTC where the text says so; NaN elsewhere."""
    faults: list[Fault]


def assemble(written: Written, order: str) -> Moments:
    """The times of a column whose order is known. Texts that are no date, and days that never were, are faults."""
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
