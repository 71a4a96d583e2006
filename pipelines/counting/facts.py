"""Rows of every source, typed and placed: what the indicators count from."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any, TypeVar

import numpy as np
import pandas as pd

from pipelines.counting.contract import Contract
from pipelines.counting.places import Organisation
from pipelines.profile.agency import Profile
from pipelines.profile.office_calendar import office_calendar_for
from pipelines.questions.periods import first_day, last_day, months_between
from pipelines.stats.business_time import OfficeCalendar

Made = TypeVar("Made")


@dataclass(frozen=True)
class Facts:
    """Accepted rows by source, as of one instant, with what a county decided.

    `rows[source]` are contract columns plus `file`; `held[file]` are the columns that file brought;
    `through[source]` is the last instant the source speaks of; `contracts[source]` says what the source is.
    """

    rows: Mapping[str, pd.DataFrame]
    held: Mapping[str, frozenset[str]]
    through: Mapping[str, datetime]
    profile: Profile
    as_of: datetime
    contracts: Mapping[str, Contract]
    made: dict[str, Any] = field(default_factory=dict, repr=False)

    @cached_property
    def calendar(self) -> OfficeCalendar:
        return office_calendar_for(self.profile)

    @cached_property
    def organisation(self) -> Organisation:
        tree = next((c.source for c in self.contracts.values() if c.places), "")
        return Organisation(self.rows.get(tree), self.as_of.date())

    def of(self, name: str, make: Callable[["Facts"], Made]) -> Made:
        """The facts called `name`, made once however many indicators ask."""
        if name not in self.made:
            self.made[name] = make(self)
        return self.made[name]

    def lines(self, source: str) -> pd.DataFrame:
        """The source's rows as they are counted, made once."""
        make = self.contracts[source].lines
        if make is None:
            raise ValueError(f"{source} declares no lines: nothing counts its rows.")
        return self.of(f"lines of {source}", make)

    def first_day(self, *sources: str) -> date:
        """The first day all these sources speak of."""
        return max(self.rows[s][self.contracts[s].begins].min() for s in sources).date()

    def bringing(self, source: str, columns: tuple[str, ...]) -> pd.DataFrame:
        """Rows of the source from files that hold all these columns."""
        rows = self.rows.get(source)
        if rows is None:
            return pd.DataFrame()
        able = [f for f in rows["file"].unique() if set(columns) <= self.held[f]]
        return rows[rows["file"].isin(able)]

    def lacking(self, source: str, columns: tuple[str, ...]) -> tuple[str, ...]:
        """The needed columns that no file of the source brings together with the others."""
        files = self.rows[source]["file"].unique() if source in self.rows else ()
        gaps = [tuple(c for c in columns if c not in self.held[f]) for f in files]
        return min(gaps, key=len, default=columns)

    def last_day(self, *sources: str) -> date:
        """The last day all these sources speak of."""
        return min(self.through[s] for s in sources).date()


def months(instants: pd.Series) -> pd.Series:
    """The calendar month of each instant, as text "YYYY-MM"."""
    return instants.dt.strftime("%Y-%m")


def column(rows: pd.DataFrame, name: str, default: object = "") -> pd.Series:
    """A column of the rows, or the default all the way down where the source lacks it."""
    return rows[name] if name in rows else pd.Series(default, index=rows.index)


def day_number(days: pd.Series) -> np.ndarray:
    """Days from 1970-01-01 as int64."""
    return days.to_numpy("datetime64[D]").astype("int64")


def days_of(rows: pd.DataFrame, start: pd.Series, end: pd.Series, first: date, last: date) -> pd.DataFrame:
    """Each row repeated for each day of [start, end] that lies in [first, last]; adds `day`.

    start and end are inclusive datetime64; an empty end lasts. Days are datetime64[s] midnights.
    """
    low = np.maximum(start.to_numpy("datetime64[D]"), np.datetime64(first, "D"))
    high = np.minimum(end.fillna(pd.Timestamp(last)).to_numpy("datetime64[D]"), np.datetime64(last, "D"))
    lengths = np.maximum((high - low).astype("int64") + 1, 0)
    which = np.repeat(np.arange(len(rows)), lengths)
    offset = np.arange(lengths.sum()) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    days = rows.iloc[which].reset_index(drop=True)
    return days.assign(day=(low[which] + offset).astype("datetime64[s]"))


def month_starts(first: date, last: date) -> list[tuple[date, date]]:
    """(first day, last day) of each calendar month touching [first, last], clipped to it."""
    months = months_between(first, last) if first <= last else ()
    return [(max(first, first_day(m)), min(last, last_day(m))) for m in months]
