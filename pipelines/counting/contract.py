"""What a table must be before it may be counted: fields, types, keys and checks."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

import pandas as pd

from pipelines.counting.work_list import WorkList

if TYPE_CHECKING:
    from pipelines.counting.facts import Facts

KINDS = ("text", "integer", "number", "date", "instant", "flag", "choice")
REFUSED, SET_ASIDE, WARNED = "refused", "set aside", "warned"
OUTCOMES = (REFUSED, SET_ASIDE, WARNED)


@dataclass(frozen=True)
class Field:
    """One column of a contract.

    `needed` columns must stand in the file, or the file is refused. `filled` values must be there,
    or the row is set aside. `headers` are other headings this column is known by, matched without
    regard to case, spaces and punctuation.
    """

    name: str
    kind: str
    about: str
    needed: bool = False
    filled: bool = False
    choices: tuple[str, ...] = ()
    headers: tuple[str, ...] = ()
    minimum: float | None = None
    maximum: float | None = None
    person: bool = False
    """True of what names a person of the agency: rows are kept with a random code in its place (C7)."""


@dataclass(frozen=True)
class RowCheck:
    """A rule over typed rows: `fails(frame)` is True where the row breaks it."""

    code: str
    field: str
    reason: str
    fix: str
    fails: Callable[[pd.DataFrame], pd.Series]
    outcome: str = SET_ASIDE


@dataclass(frozen=True)
class OneAtATime:
    """Rows of one `of` (fields that name it together) whose dated lines may not lie over each other."""

    of: tuple[str, ...]
    start: str
    end: str


@dataclass(frozen=True)
class Contract:
    """What a source's table must be, and what the source says of itself.

    `key` columns together name a row; a repeat is set aside.
    """

    source: str
    title: str
    fields: tuple[Field, ...]
    key: tuple[str, ...]
    name_hints: tuple[str, ...]
    """A file whose name contains one of these (any case) is taken for this source."""
    checks: tuple[RowCheck, ...] = ()
    events: tuple[str, ...] = ()
    """Date or instant fields whose latest value says how far the feed reaches."""
    reach: Callable[[pd.DataFrame, datetime], datetime] | None = None
    """How far the rows reach at an instant, for a source that has no such field."""
    begins: str = ""
    """The field in which a row begins; the earliest says since when the feed speaks."""
    grain: str = "month"
    """The period its figures come in."""
    lines: Callable[["Facts"], pd.DataFrame] | None = None
    """Accepted rows -> the lines that are counted, typed and placed; None for a source nothing counts."""
    partition: tuple[str, ...] = ()
    """Fields by whose values the rows can be counted apart: what is counted never spans two of them."""
    one_at_a_time: tuple[OneAtATime, ...] = ()
    places: bool = False
    """True for the source whose rows are the organisation itself."""
    leads: bool = False
    """True for the source whose end the frame of every page names as the county's data date."""
    protects: str = ""
    """Whom every count of its rows must protect (pipelines.counting.definition.PROTECTS); "" leaves it to the count."""

    work_lists: tuple[WorkList, ...] = ()
    """The rows of it, alone or with another source's, that somebody responsible can act on today."""

    def field(self, name: str) -> Field:
        return next(f for f in self.fields if f.name == name)


@dataclass(frozen=True)
class Issue:
    """One problem, told without any value from the row."""

    row: int | None
    """As a spreadsheet numbers it: the header is row 1 when the file starts with it."""
    field: str
    code: str
    reason: str
    fix: str
    outcome: str


@dataclass(frozen=True)
class Checked:
    """A file held against its contract.

    `rows` has the contract's columns that the file holds, typed: text, choice and flag as str ("" or
    "unknown" when empty; flags are "yes"/"no"/""), integer as Int64, number as float64, date and
    instant as naive local datetime64[s]; each instant field also has a bool `<name>_date_only`; and
    `row` (int64) is the spreadsheet row.
    """

    source: str
    file: str
    digest: str
    rows: pd.DataFrame
    issues: tuple[Issue, ...]
    held: frozenset[str] = field(default_factory=frozenset)
    rows_read: int = 0

    @property
    def refused(self) -> bool:
        return any(i.outcome == REFUSED for i in self.issues)
