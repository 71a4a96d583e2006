"""The sections of the agency profile: one frozen row each, and how its TOML is read."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass

from pipelines.profile.toml_table import (
    Reader,
    day,
    filled_text,
    list_of,
    number,
    one_of,
    rows_of,
    shape,
    text,
    time_zone,
    whole,
    yes_no,
)
from pipelines.questions.dimensions import COMPONENTS
from pipelines.questions.errors import DataError

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
Window = tuple[int, int]
"""(opening, closing) in minutes after local midnight, 0 to 1440."""


@dataclass(frozen=True)
class CountyChoices:
    name: str
    synthetic: bool = False
    time_zone: str = "America/Los_Angeles"


@dataclass(frozen=True)
class OfficeHours:
    """One window a day from `since` on; None is closed."""

    since: dt.date
    mon: Window | None = None
    tue: Window | None = None
    wed: Window | None = None
    thu: Window | None = None
    fri: Window | None = None
    sat: Window | None = None
    sun: Window | None = None

    def on(self, day: dt.date) -> Window | None:
        return getattr(self, WEEKDAYS[day.weekday()])


@dataclass(frozen=True)
class Coverage:
    """The closures are complete from `first` to `last`, both included."""

    first: dt.date
    last: dt.date


@dataclass(frozen=True)
class Closure:
    date: dt.date
    name: str
    source: str
    hours: Window | None = None
    """The hours that stay open on a half day."""


@dataclass(frozen=True)
class Response:
    """What "24 business hours" means from `since` on: A counts office hours only, B is the same time on
    the next business day, C the end of the next business day."""

    since: dt.date
    reading: str = "B"
    hours: int = 24


@dataclass(frozen=True)
class CaseloadStandard:
    since: dt.date
    component: str
    cases_per_worker: float
    counts: str
    """Whether a case is a child or a family."""
    source: str
    verified: bool = False


@dataclass(frozen=True)
class TraineeRamp:
    """Share of a full caseload a new worker carries, by whole months since hire; 1.0 after the last."""

    since: dt.date
    shares: tuple[float, ...]
    source: str = ""


@dataclass(frozen=True)
class Target:
    """`value` in the indicator's own unit; percentages as 0 to 1."""

    since: dt.date
    indicator: str
    value: float
    source: str


@dataclass(frozen=True)
class RaceGroup:
    id: str
    label: str


@dataclass(frozen=True)
class RaceScheme:
    """How race/ethnicity is grouped; the order of the groups is the order on screen."""

    since: dt.date
    id: str
    label: str
    reference: str
    groups: tuple[RaceGroup, ...]

    @property
    def labels(self) -> dict[str, str]:
        return {g.id: g.label for g in self.groups}


@dataclass(frozen=True)
class Disclosure:
    """The floors of what may be shown. A county may be stricter than these defaults, never laxer."""

    since: dt.date
    mask_upto: int = 12
    round_to: int = 5
    score_floor: int = 5
    distribution_floor: int = 10


@dataclass(frozen=True)
class FeedAllowance:
    source: str
    every_days: int


@dataclass(frozen=True)
class Phase:
    """A declared break in a series: control limits start anew on `since`."""

    since: dt.date
    indicator: str
    label: str
    reason: str
    division: str = ""
    unit: str = ""


def office_window(value: object, where: str) -> Window | None:
    """Minutes of "08:00-17:00", or None for "closed"."""
    word = text(value, where)
    found = re.fullmatch(r"(\d\d):([0-5]\d)-(\d\d):([0-5]\d)", word)
    if word == "closed":
        return None
    if found:
        opening, closing = (int(found[h]) * 60 + int(found[m]) for h, m in ((1, 2), (3, 4)))
        if opening < closing <= 1440:
            return opening, closing
    raise DataError('{where} must be written "08:00-17:00" (24-hour clock) or "closed".', where=where)


_GROUP = shape(RaceGroup, id=filled_text, label=filled_text)

SECTIONS: Mapping[str, Reader] = {
    "county": shape(CountyChoices, name=filled_text, synthetic=yes_no, time_zone=time_zone),
    "office_hours": rows_of(shape(OfficeHours, None, from_=day, **{d: office_window for d in WEEKDAYS})),
    "calendar": shape(Coverage, named={"from": "first", "to": "last"}, from_=day, to=day),
    "closures": rows_of(shape(Closure, date=day, name=filled_text, source=filled_text, hours=office_window)),
    "response": rows_of(shape(Response, from_=day, reading=one_of("A", "B", "C"), hours=whole(1, 240))),
    "caseload_standards": rows_of(
        shape(
            CaseloadStandard,
            from_=day,
            component=one_of(*COMPONENTS),
            cases_per_worker=number(0.1, 1000),
            counts=one_of("child", "family"),
            source=filled_text,
            verified=yes_no,
        )
    ),
    "trainee_ramp": rows_of(shape(TraineeRamp, from_=day, shares=list_of(number(0, 1)), source=text)),
    "targets": rows_of(shape(Target, from_=day, indicator=filled_text, value=number(), source=filled_text)),
    "race_scheme": rows_of(
        shape(
            RaceScheme,
            from_=day,
            id=filled_text,
            label=filled_text,
            reference=filled_text,
            groups=rows_of(_GROUP),
        )
    ),
    "disclosure": rows_of(
        shape(
            Disclosure,
            from_=day,
            mask_upto=whole(12, 1000),
            round_to=whole(5, 1000),
            score_floor=whole(5, 1000),
            distribution_floor=whole(10, 1000),
        )
    ),
    "feeds": rows_of(shape(FeedAllowance, source=filled_text, every_days=whole(1, 3660))),
    "phases": rows_of(
        shape(
            Phase,
            from_=day,
            indicator=filled_text,
            division=text,
            unit=text,
            label=filled_text,
            reason=filled_text,
        )
    ),
}
"""Every section of the profile, in the order of the documentation, and how it is read."""
