"""Each declared phase against the one just before it, within the place where it was declared: one test."""

from collections.abc import Sequence
from datetime import date

from pipelines.answers.control_limits import Series
from pipelines.profile.sections import Phase
from pipelines.questions.periods import first_day, last_day
from pipelines.questions.released import SHOWN, Row, given
from pipelines.questions.verdict import CANNOT_TELL, OF_MEANING, Step, Verdict
from pipelines.stats import spc
from pipelines.words import dates, units
from pipelines.words.say import say


def steps_of(series: Series) -> tuple[Step, ...]:
    """A step for each phase with complete periods on both sides; () for kinds without a test of two phases.

    A period that holds the first day of a phase, and days before it, belongs to neither side.
    """
    if series.difference is None:
        return ()
    begins = [date.min, *(p.since for p in series.phases), date.max]
    found = (_step(series, phase, begins[i], begins[i + 2]) for i, phase in enumerate(series.phases))
    return tuple(step for step in found if step is not None)


def step_notes(verdict: Verdict) -> tuple[str, ...]:
    """Every step but the one that the verdict itself tells."""
    return tuple(step.words for step in verdict.steps if step.words != verdict.reason)


def _step(series: Series, phase: Phase, before: date, after: date) -> Step | None:
    x2, n2 = sums(series.rows, before, phase.since)
    x1, n1 = sums(series.rows, phase.since, after)
    if not (n1 and n2) or series.difference is None:
        return None
    low, high = series.difference(x1, n1, x2, n2)[-2:]
    side = (low > 0) - (high < 0)
    return Step(
        since=f"{phase.since:%Y-%m}",
        label=phase.label,
        state=OF_MEANING[spc.meaning(side, series.direction)] if side else CANNOT_TELL,
        words=_words(series.unit, phase, (x1 / n1, x2 / n2), (low, high)),
    )


def sums(rows: Sequence[Row], start: date, end: date) -> tuple[float, float]:
    """Numerators and denominators of complete periods that lie wholly in start <= day < end."""
    inside = [
        r
        for r in rows
        if r.status == SHOWN and r.judged and first_day(r.period) >= start and last_day(r.period) < end
    ]
    return sum(given(r.num) for r in inside), sum(given(r.den) for r in inside)


def _words(unit: str, phase: Phase, shares: tuple[float, float], interval: tuple[float, float]) -> str:
    now, then = (units.value(share, unit) for share in shares)
    points, least, most = (units.bare(d, unit) for d in (shares[0] - shares[1], *interval))
    return say(
        "Since {month} ({event}): {now} against {then} before, "
        "a difference of {points} points ({least} to {most}).",
        month=dates.month(f"{phase.since:%Y-%m}", short=True),
        event=phase.label,
        now=now,
        then=then,
        points=points,
        least=least,
        most=most,
    )
