"""A phase declared for a part of what is shown, against the parts that did not change: never credited to the whole."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from pipelines.answers import phases
from pipelines.answers.last_step import sums
from pipelines.answers.rows import rows_of
from pipelines.answers.series import end_of, is_series
from pipelines.counting.kinds.listed import KINDS
from pipelines.gate.built_version import BuiltVersion
from pipelines.gate.question import Question, Table
from pipelines.profile.sections import Phase
from pipelines.questions.periods import within
from pipelines.questions.released import HIDDEN, Row
from pipelines.words import dates, units
from pipelines.words.say import say


@dataclass(frozen=True)
class Sides:
    """Numerators and denominators before a phase and after it began."""

    before: tuple[float, float]
    after: tuple[float, float]

    @property
    def known(self) -> bool:
        return bool(self.before[1] and self.after[1])


def changed_parts(
    question: Question, table: Table, ask: Callable[[Question], Table], built: BuiltVersion
) -> tuple[str, ...]:
    """A sentence for each phase that began in a part of the series only; () for kinds without a test of two phases."""
    difference = KINDS[question.definition.kind].difference
    if difference is None or not is_series(question):
        return ()
    place = phases.Place(table.scope, built.organisation)
    begun = phases.declared(question.profile.phases, question.definition.id, end_of(question))
    told = (_told(question, p, ask, built, difference) for p in begun if place.holds_part(p))
    return tuple(words for words in told if words)


def _told(
    question: Question,
    phase: Phase,
    ask: Callable[[Question], Table],
    built: BuiltVersion,
    difference: Callable,
) -> str:
    """The part and the rest side by side; "" where either has no complete period on both sides, or is hidden."""
    dimension, own = ("unit", phase.unit) if phase.unit else ("division", phase.division)
    chosen = replace(question.selection, start=None, end=None, by=(dimension,))
    if dict(chosen.where).get(dimension):
        return ""
    split = replace(question, selection=chosen)
    rows = [
        r for r in rows_of(split, ask(split), built.names) if within(r.period, None, question.selection.end)
    ]
    if any(r.status == HIDDEN for r in rows):
        return ""
    inside, outside = (
        _sides([r for r in rows if (r.group[0][1] == own) is wanted], phase.since) for wanted in (True, False)
    )
    if not (inside.known and outside.known):
        return ""
    unit = question.definition.unit
    return say(
        "{place} since {month} ({event}): {there}. Elsewhere: {elsewhere}.",
        place=built.names.get(dimension, {}).get(own, own),
        month=dates.month(f"{phase.since:%Y-%m}", short=True),
        event=phase.label,
        there=_words(inside, unit, difference),
        elsewhere=_words(outside, unit, difference),
    )


def _sides(rows: Sequence[Row], since: date) -> Sides:
    return Sides(sums(rows, date.min, since), sums(rows, since, date.max))


def _words(sides: Sides, unit: str, difference: Callable) -> str:
    (x2, n2), (x1, n1) = sides.before, sides.after
    low, high = difference(x1, n1, x2, n2)[-2:]
    points, least, most = (units.bare(d, unit) for d in (x1 / n1 - x2 / n2, low, high))
    return say(
        "{now} against {then} before, {points} points ({least} to {most})",
        now=units.value(x1 / n1, unit),
        then=units.value(x2 / n2, unit),
        points=points,
        least=least,
        most=most,
    )
