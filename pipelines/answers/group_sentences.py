"""What is said of groups side by side: the highest and the lowest, whether they differ, the widest adverse ratio."""

from collections.abc import Sequence

from pipelines.counting.definition import Indicator
from pipelines.questions.adverse_gap import gaps_of, recorded
from pipelines.questions.released import HIDDEN, Row, given
from pipelines.stats.multiple import differ
from pipelines.words import dates, joining
from pipelines.words.numbers import number
from pipelines.words.say import say, say_plural
from pipelines.words.units import bare, value

WHOLE_NAMED = ("percent of possible",)
"""Units whose whole the sentence names itself: 66% of the possible score."""
UNLIKE = ("step",)
"""Dimensions whose values are different quantities: children reported and children re-entering care have no order."""


def named(amount: float | None, unit: str) -> str:
    """A value as a sentence says it: 93%, 6.5 office hours, 4.4 FTE."""
    return value(amount, unit, long=unit not in WHOLE_NAMED)


def figure(row: Row, unit: str) -> str:
    """A row's value, with its interval in brackets where it has one."""
    said = named(row.value, unit)
    if row.low is None or row.high is None:
        return said
    return say("{value} ({low} to {high})", value=said, low=bare(row.low, unit), high=bare(row.high, unit))


def groups(definition: Indicator, latest: Sequence[Row], rows: Sequence[Row]) -> str:
    """Highest and lowest of the recorded groups with their intervals, and whether they differ.

    "Not recorded" is shown and never an extreme (A15); unlike things are not compared (A16).
    """
    period = latest[0].period
    when, unit = dates.period(period, short=True), definition.unit
    ordered = sorted((r for r in latest if recorded(r) and r.value is not None), key=lambda r: given(r.value))
    hidden = sum(r.status == HIDDEN for r in rows if r.period == period)
    if not ordered:
        said = say("{period}: no group is recorded.", period=when)
    elif len(ordered) == 1:
        said = say(
            "{period}: {group} {value}.",
            period=when,
            group=_words(ordered[0]),
            value=named(ordered[0].value, unit),
        )
    elif any(d in UNLIKE for d, _ in ordered[0].group):
        said = say_plural(
            "{period}: {count} figure of different decisions, each with its own base: they are not compared.",
            "{period}: {count} figures of different decisions, each with its own base: they are not compared.",
            len(ordered),
            period=when,
        )
    else:
        said = _extremes(when, ordered, unit)
    return joining.told_after(
        said, say_plural("{count} hidden.", "{count} hidden.", hidden) if hidden else ""
    )


def _extremes(when: str, ordered: Sequence[Row], unit: str) -> str:
    low, high = ordered[0], ordered[-1]
    places = {
        "period": when,
        "low": figure(low, unit),
        "lowest": _words(low),
        "high": figure(high, unit),
        "highest": _words(high),
    }
    if named(low.value, unit) == named(high.value, unit):
        return say(
            "{period}: {value} in each of {groups} groups.",
            period=when,
            value=named(low.value, unit),
            groups=len(ordered),
        )
    if any(None in (r.low, r.high) for r in ordered):
        return say("{period}: from {low} in {lowest} to {high} in {highest}.", **places)
    pairs = len(ordered) * (len(ordered) - 1) // 2
    if differ(_with_interval(low), _with_interval(high), pairs):
        return say_plural(
            "{period}: from {low} in {lowest} to {high} in {highest}; the two differ by more than chance, "
            "at 95%.",
            "{period}: from {low} in {lowest} to {high} in {highest}; the two differ by more than chance, "
            "at 95% over all {count} pairs of groups.",
            pairs,
            **places,
        )
    if pairs == 1:
        return say(
            "{period}: from {low} in {lowest} to {high} in {highest}; the two may lie this far apart by chance.",
            **places,
        )
    return say(
        "{period}: from {low} in {lowest} to {high} in {highest}; "
        "the highest and the lowest of {groups} groups may lie this far apart by chance.",
        groups=len(ordered),
        **places,
    )


def _with_interval(row: Row) -> tuple[float, float, float]:
    return given(row.value), given(row.low), given(row.high)


def _words(row: Row) -> str:
    return ", ".join(row.words)


def ratios(shown: Sequence[Row]) -> str:
    """The adverse gap of the last period that comes first, or that none is set apart from 1 (A13)."""
    end = max(r.period for r in shown)
    when = dates.period(end, short=True)
    found = gaps_of(r for r in shown if r.period == end)
    if not found.compared:
        return say("{period}: no group is large enough to compare.", period=when)
    if not found.adverse:
        return say_plural(
            "{period}: {count} ratio was compared, and it is not set apart from 1 on the adverse side.",
            "{period}: {count} ratios were compared, and none is set apart from 1 on the adverse side.",
            found.compared,
            period=when,
        )
    first = found.adverse[0]
    ratio, low, high = _with_interval(first)
    *where, who = first.words
    return say_plural(
        "{place}: the rate for {group} is {ratio} times the reference ({low} to {high}); "
        "{apart} of {count} ratio lies on the adverse side of 1 by more than chance.",
        "{place}: the rate for {group} is {ratio} times the reference ({low} to {high}); "
        "{apart} of {count} ratios lie on the adverse side of 1 by more than chance.",
        found.compared,
        place=", ".join((when, *(w[0].lower() + w[1:] for w in where))),
        group=who,
        ratio=number(ratio, 2),
        low=number(low, 2),
        high=number(high, 2),
        apart=len(found.adverse),
    )
