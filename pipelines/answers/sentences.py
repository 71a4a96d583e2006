"""The answer to a chart's question in one sentence, made from gated rows only."""

from collections.abc import Sequence

from pipelines.counting.definition import Indicator
from pipelines.counting.kinds.listed import KINDS
from pipelines.questions.details import is_apart, is_reference
from pipelines.questions.dimensions import ADVERSE_BELOW
from pipelines.questions.released import HIDDEN, SHOWN, Row, given
from pipelines.questions.verdict import Verdict
from pipelines.stats.multiple import differ
from pipelines.words import dates, joining
from pipelines.words.numbers import number
from pipelines.words.say import say
from pipelines.words.units import bare, value

WHOLE_NAMED = ("percent of possible",)
"""Units whose whole the sentence names itself: 66% of the possible score."""


def _value(amount: float | None, unit: str) -> str:
    """A value as a sentence says it: 93%, 6.5 office hours, 4.4 FTE."""
    return value(amount, unit, long=unit not in WHOLE_NAMED)


def _figure(row: Row, unit: str) -> str:
    """A row's value, with its interval in brackets where it has one."""
    said = _value(row.value, unit)
    if row.low is None or row.high is None:
        return said
    return say("{value} ({low} to {high})", value=said, low=bare(row.low, unit), high=bare(row.high, unit))


def sentence(
    definition: Indicator, rows: Sequence[Row], verdict: Verdict | None, target: float | None
) -> str:
    """One sentence for the whole answer; says so when all of it is hidden or empty."""
    shown = [r for r in rows if r.status == SHOWN and r.value is not None]
    if not shown:
        return _nothing(rows)
    if KINDS[definition.kind].compare:
        return _comparison(definition, shown)
    end = max(r.period for r in shown if r.judged) if any(r.judged for r in shown) else shown[-1].period
    latest = [r for r in shown if r.period == end]
    if any(r.group for r in latest):
        return _groups(definition, latest, rows)
    return _latest(definition, latest[0], verdict, target)


def _nothing(rows: Sequence[Row]) -> str:
    if any(r.status == HIDDEN for r in rows):
        return "These figures are hidden to protect the people behind small counts."
    return "Nothing to count in this period."


def _latest(definition: Indicator, row: Row, verdict: Verdict | None, target: float | None) -> str:
    phrase = KINDS[definition.kind].phrase(row)
    figure = say(phrase.template, figure=_figure(row, definition.unit), **phrase.places)
    places = {"period": dates.period(row.period, short=True), "figure": figure}
    if verdict is not None and verdict.today is not None:
        said = say("{period}: {figure}; {against}.", against=verdict.today.words, **places)
    elif target is not None:
        said = say("{period}: {figure}; target {target}.", target=_value(target, definition.unit), **places)
    else:
        said = say("{period}: {figure}.", **places)
    return said if verdict is None or not KINDS[definition.kind].chart else f"{said} {changed(verdict)}"


def changed(verdict: Verdict) -> str:
    """The verdict on change as sentences: the state, and the rule behind it."""
    return f"{joining.sentence(verdict.words)} {verdict.reason}"


def _groups(definition: Indicator, latest: Sequence[Row], rows: Sequence[Row]) -> str:
    """Highest and lowest with their intervals; said to differ only when the intervals lie apart."""
    when = f"{dates.period(latest[0].period, short=True)}: "
    ordered = sorted(latest, key=lambda r: given(r.value))
    low, high = ordered[0], ordered[-1]
    hidden = sum(r.status == HIDDEN for r in rows if r.period == latest[0].period)
    tail = f" {hidden} hidden." if hidden else ""
    if len(ordered) == 1:
        return f"{when}{_named(low)} {_value(low.value, definition.unit)}.{tail}"
    text = (
        f"{when}from {_figure(low, definition.unit)} in {_named(low)} "
        f"to {_figure(high, definition.unit)} in {_named(high)}"
    )
    if any(None in (r.low, r.high) for r in ordered):
        return f"{text}.{tail}"
    pairs = len(ordered) * (len(ordered) - 1) // 2
    apart = differ(_with_interval(low), _with_interval(high), pairs)
    return f"{text}; {_APART if apart else _CHANCE}.{tail}"


_APART = "the two differ by more than chance, even as the extremes of the groups"
_CHANCE = "the extremes of so many groups may lie this far apart by chance"


def _with_interval(row: Row) -> tuple[float, float, float]:
    return given(row.value), given(row.low), given(row.high)


def _named(row: Row) -> str:
    return ", ".join(row.words)


def _comparison(definition: Indicator, shown: Sequence[Row]) -> str:
    """The largest ratio of the last period that its interval sets apart from 1, or that none is."""
    end = max(r.period for r in shown)
    compared = [r for r in shown if r.period == end and r.low is not None and not is_reference(r.detail)]
    if not compared:
        return f"{dates.period(end, short=True)}: no group is large enough to compare."
    apart = [r for r in compared if is_apart(r.detail)]
    if not apart:
        return f"{dates.period(end, short=True)}: among {len(compared)} ratios none is set apart from 1 by more than chance."
    widest = max(apart, key=_adversity)
    *where, who = widest.words
    ratio, low, high = _with_interval(widest)
    place = "".join(f", {w[0].lower()}{w[1:]}" for w in where)
    return (
        f"{dates.period(end, short=True)}{place}: the rate for {who} is {number(ratio, 1)} times the reference "
        f"({number(low, 1)} to {number(high, 1)}); {len(apart)} of {len(compared)} ratios lie apart from 1 "
        "by more than chance."
    )


def _adversity(row: Row) -> float:
    """How many times worse off than the reference: a low ratio is adverse only at some decisions."""
    step = dict(row.group).get("step", "")
    ratio = given(row.value)
    return 1 / ratio if step in ADVERSE_BELOW else ratio
