"""What a kind of figure is: how sums become a figure, its interval, and how it is told, charted and drawn."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np

from pipelines.questions.details import Detail
from pipelines.questions.look import Look
from pipelines.questions.released import Row
from pipelines.questions.template import marked

Sums = Mapping[tuple[str, int], int]
"""(part, bin) -> sum."""

CHARTS = ("p", "xmr", "")
"""Control charts there are; "" is none. What each computes stands in pipelines.answers.control_limits."""
PEOPLE = ("num", "den")
ADDS_OVER = (
    "units and periods",
    "respondents within a wave",
    "units; days within a period",
    "units",
    "groups within a period",
    "nothing",
)
NO_SAMPLE = "none: every record is counted, none is sampled"


@dataclass(frozen=True)
class Figure:
    num: float | int | None
    den: float | int
    value: float | None = None
    low: float | None = None
    high: float | None = None
    detail: Detail | None = None


Compare = Callable[[Figure, int, int, bool], Figure]
"""(a group's figure, reference num, reference den, whether it is the reference) -> figure."""


@dataclass(frozen=True)
class Phrase:
    """A whole template and what stands in its places; {figure} is the value with its interval."""

    template: str
    places: Mapping[str, str | int] = field(default_factory=dict)


def figure_alone(row: Row) -> Phrase:
    """The phrase of a kind that says no more than its figure."""
    return Phrase(marked("{figure}"))


@dataclass(frozen=True)
class Kind:
    """One row of the table of kinds, whole: a new kind touches no other file but the list of families."""

    id: str
    adds_over: str
    figure: Callable[[Sums, int], Figure]
    """(sums, days of the period that the data cover) -> figure."""
    interval: str
    method: str
    chart: str = ""
    latest: bool = False
    """True when n is that of the last period: stocks, and the same people asked wave by wave."""
    people: str = "den"
    """Which count says how many are behind a figure."""
    n_of: str = ""
    """What n counts; "" is what the indicator says its records are."""
    netted: bool = False
    """True where a sum over units lets what one has over hide what another lacks: both are then told apart."""
    none_is_adverse: bool = False
    """True where a record without a value is worse than any value: so many wait that no median is reached."""
    empty_is_zero: bool = False
    """True where a period without cells, which the data reach, holds none and not nothing to count."""
    compare: Compare | None = None
    """For comparisons: the figure of a group beside its reference."""
    difference: Callable[[float, float, float, float], tuple] | None = None
    """For before and after a phase: (num, den after, num, den before) -> (…, low, high) of the difference."""
    phrase: Callable[[Row], Phrase] = figure_alone
    """How a sentence says one shown row."""
    record: type[Detail] | None = None
    """What a figure carries beyond value and interval."""
    look: Look = field(default_factory=Look)


def number(x: float | None) -> float | None:
    """nan is no number: it leaves as None."""
    return None if x is None or not np.isfinite(x) else float(x)


def part(sums: Sums, name: str) -> int:
    return sum(v for (p, _), v in sums.items() if p == name)


def bins(sums: Sums, name: str) -> dict[int, int]:
    return {b: v for (p, b), v in sorted(sums.items()) if p == name}
