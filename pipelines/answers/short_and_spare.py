"""Workers short in some units and to spare in others, summed apart: they are not interchangeable (A19)."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from pipelines.answers import verdict_words
from pipelines.answers.rows import rows_of
from pipelines.answers.series import is_series
from pipelines.counting.kinds.listed import KINDS
from pipelines.gate.built_version import BuiltVersion
from pipelines.gate.question import Question, Table
from pipelines.questions.periods import first_day, year_before
from pipelines.questions.released import SHOWN, Row, ShortAndSpare, given
from pipelines.questions.verdict import Today, Verdict, YearBefore
from pipelines.words import dates, joining, units
from pipelines.words.say import say, say_plural

UNIT = "unit"


def short_and_spare(
    question: Question, rows: Sequence[Row], ask: Callable[[Question], Table], built: BuiltVersion
) -> ShortAndSpare | None:
    """Of a place made of units, in its latest judged period; None for other kinds, one unit, or none."""
    if not KINDS[question.definition.kind].netted or not is_series(question) or question.selection.only(UNIT):
        return None
    told = [r for r in rows if r.judged and r.status == SHOWN and r.value is not None]
    if not told or UNIT not in question.measurable.dimensions:
        return None
    period = told[-1].period
    before = year_before(period)
    since = f"{first_day(before):%Y-%m}"
    split = replace(question, selection=replace(question.selection, by=(UNIT,), start=since))
    parted = rows_of(split, ask(split), built.names)
    found = _apart(parted, period)
    return replace(found, before=_apart(parted, before)) if found else None


def _apart(parted: Sequence[Row], period: str) -> ShortAndSpare | None:
    of_units = [r for r in parted if r.period == period and r.value is not None]
    if len(of_units) < 2:
        return None
    gaps = [given(r.value) for r in of_units]
    worst = max(of_units, key=lambda r: given(r.value))
    short, spare = [g for g in gaps if g >= units.EVEN], [-g for g in gaps if g <= -units.EVEN]
    return ShortAndSpare(
        period,
        sum(short),
        len(short),
        sum(spare),
        len(spare),
        given(worst.value),
        dict(worst.group)[UNIT],
        joining.group_words(worst.words),
    )


def told_apart(found: ShortAndSpare, verdict: Verdict) -> Verdict:
    """A verdict on what units lack, today and a year before: the net of all of them is in neither."""
    return replace(verdict, today=_today(found, verdict.today), year_before=_year_before(found))


def _year_before(found: ShortAndSpare) -> YearBefore | None:
    if found.before is None:
        return None
    words = say(
        "A year before, {period}: {short}, {spare}.",
        period=dates.period(found.before.period, short=True),
        short=_short(found.before),
        spare=_spare(found.before),
    )
    return YearBefore(found.before.period, found.before.short, words)


def _today(found: ShortAndSpare, today: Today | None) -> Today | None:
    """Against a target on the gap: what units lack counts, whatever others have over."""
    if today is None:
        return None
    distance = found.short - today.target
    return Today(today.target, distance, verdict_words.against_target(today.target, distance, "fte"))


def sentence_of(found: ShortAndSpare, verdict: Verdict | None) -> str:
    """What is lacking and what is over, side by side and never netted."""
    said = say(
        "{period}: {short}, {spare}; the two are not interchangeable",
        period=dates.period(found.period, short=True),
        short=_short(found),
        spare=_spare(found),
    )
    today = verdict.today if verdict else None
    told = say("{said}; {against}.", said=said, against=today.words) if today else say("{said}.", said=said)
    before = verdict.year_before if verdict else None
    return joining.told_after(told, before.words if before else "")


def _short(found: ShortAndSpare) -> str:
    return say_plural(
        "short {fte} in {count} unit",
        "short {fte} in {count} units",
        found.units_short,
        fte=units.value(found.short, "fte", long=True),
    )


def _spare(found: ShortAndSpare) -> str:
    return say_plural(
        "spare {fte} in {count} unit",
        "spare {fte} in {count} units",
        found.units_spare,
        fte=units.value(found.spare, "fte", long=True),
    )
