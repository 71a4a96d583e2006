"""Dates and times of day as people write them, taken apart but not yet understood."""

import re
from dataclasses import dataclass

import numpy as np
import pandas as pd

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
    numbers = {
        k: pd.to_numeric(found[k]).fillna(-1).astype("int64") for k in ("a", "b", "c", "hour", "minute")
    }
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
