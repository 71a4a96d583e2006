"""One way to write a value of each unit. Every figure on a page, in a sentence and in a file's words is written here."""

from collections.abc import Mapping
from dataclasses import dataclass

from pipelines.questions.details import is_too_few
from pipelines.questions.released import SHOWN, Row
from pipelines.questions.template import marked, marked_plural
from pipelines.words.numbers import number, trimmed
from pipelines.words.say import say, say_plural
from pipelines.words.statuses import not_computable, status_words, too_few

BARE = "{number}"
LOG, SHARE, FROM_ZERO = "logarithmic", "share", "from zero"
"""Axes: with 1 in the middle; within 0 to 100, beginning where the values do; beginning at 0."""
EVEN = 0.05
"""FTE of less than this print as 0.0."""


@dataclass(frozen=True)
class Unit:
    """How a value of one unit is written: scaled, rounded, and with its name where there is room."""

    scale: float
    decimals: int
    short: str
    long: str = ""
    longs: tuple[str, str] = ("", "")
    """The long forms of one and of several, where they differ."""
    trimmed: bool = False
    """Whether zeros at the end of the decimals are left out: 3.25, 8.5, 14."""
    axis: str = ""
    """How it is drawn: LOG, SHARE, FROM_ZERO, or "" (from the least to the most)."""
    of_whole: bool = False
    """Whether "9 of 10" can be said beside it."""

    def number(self, amount: float) -> str:
        """A value as its number alone: 0.934 percent -> 93."""
        return (trimmed if self.trimmed else number)(amount * self.scale, self.decimals)

    def named(self, written: str, long: bool) -> str:
        """A written number with the unit's name."""
        if long and any(self.longs):
            one, many = self.longs
            return say_plural(one, many, 1 if written == "1" else 2, number=written)
        template = self.long if long and self.long else self.short
        return say(template, number=written)


PERCENT = marked("{number}%")
UNITS: Mapping[str, Unit] = {
    "percent": Unit(100, 0, PERCENT, axis=SHARE, of_whole=True),
    "percent of possible": Unit(1, 0, PERCENT, marked("{number}% of possible"), axis=SHARE),
    "hours": Unit(
        1,
        2,
        marked("{number} h"),
        longs=marked_plural("{number} office hour", "{number} office hours"),
        trimmed=True,
        axis=FROM_ZERO,
    ),
    "count": Unit(1, 0, BARE, axis=FROM_ZERO),
    "fte": Unit(1, 1, BARE, marked("{number} FTE"), axis=FROM_ZERO),
    "ratio": Unit(1, 2, BARE, axis=LOG),
    "per 1,000": Unit(1, 1, BARE, marked("{number} per 1,000"), axis=FROM_ZERO, of_whole=True),
}
UNKNOWN_UNIT = Unit(1, 1, BARE)


def unit_of(name: str) -> Unit:
    return UNITS.get(name, UNKNOWN_UNIT)


def value(amount: float | None, unit: str, long: bool = False) -> str:
    """A value in its unit: 0.934 percent -> 93%. None says that it cannot be computed, never 0."""
    if amount is None:
        return not_computable()
    how = unit_of(unit)
    return how.named(how.number(amount), long)


def distance(amount: float, unit: str) -> str:
    """How far two values of a unit lie apart: shares in points. "6 points", "1.5 office hours"."""
    how = unit_of(unit)
    if how.axis != SHARE:
        return value(amount, unit, long=True)
    points = amount * how.scale
    if 0 < points < 1:
        return say("less than 1 point")
    return say_plural("{count} point", "{count} points", round(points))


def bare(amount: float, unit: str) -> str:
    """A value in its unit, without the unit's name, where a sentence has named it already: 0.934 -> 93."""
    return unit_of(unit).number(amount)


def on_axis(amount: float, unit: str, decimals: int) -> str:
    """A number that stands on the axis of its unit already: 93 -> 93%."""
    return unit_of(unit).named(number(amount, decimals), long=False)


def figure(row: Row, unit: str, long: bool = False) -> str:
    """A row's figure, or the words for why there is none."""
    if row.status != SHOWN:
        return status_words(row.status)
    if row.value is None and is_too_few(row.detail):
        return too_few()
    return value(row.value, unit, long)


def interval(row: Row, unit: str) -> str:
    """ "90% to 95%", or "" where the row has none."""
    if row.status != SHOWN or row.low is None or row.high is None:
        return ""
    return say("{low} to {high}", low=value(row.low, unit), high=value(row.high, unit))


def dashed(row: Row, unit: str) -> str:
    """The interval in little room: "0.90–0.95"."""
    return say("{low}–{high}", low=value(row.low, unit), high=value(row.high, unit))


def amount(part: float | None) -> str:
    """A numerator or denominator: whole where it is whole. None prints nothing."""
    if part is None:
        return ""
    return number(part, 0 if float(part).is_integer() else 1)
