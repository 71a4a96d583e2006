"""Which answers are one series through time, and what bears on it: its place, its phases, its target, its end."""

from dataclasses import replace
from datetime import date
from typing import Any

from pipelines.answers import phases
from pipelines.answers.changes import judge
from pipelines.answers.control_limits import Series
from pipelines.answers.growing import growth_of
from pipelines.answers.last_year import last_year
from pipelines.answers.rows import rows_of
from pipelines.counting.kinds.listed import KINDS
from pipelines.gate.built_version import BuiltVersion
from pipelines.gate.question import Question, Table, is_equity
from pipelines.profile.sections import Target
from pipelines.questions.periods import last_day, within
from pipelines.questions.released import Limits, Row
from pipelines.questions.selection import Selection
from pipelines.questions.verdict import Verdict

GRAINS = ("month", "quarter")
OF_ONE_PLACE = {"division", "unit", "domain"}


def is_series(question: Question) -> bool:
    """Whether verdicts belong to it: an indicator in one place, perhaps in one domain, and no other filter."""
    chosen = question.selection
    return not (
        chosen.by
        or chosen.grain not in GRAINS
        or is_equity(question.actor)
        or not {d for d, _ in chosen.where} <= OF_ONE_PLACE
        or any(len(v) > 1 for _, v in chosen.where)
    )


def end_of(question: Question) -> date:
    """The last day of what was asked, or of the data where that comes first."""
    through, end = question.through.date(), question.selection.end
    return min(through, last_day(end)) if end else through


def target_of(question: Question) -> Target | None:
    """The target in force on the last day of what was asked."""
    return question.profile.target_on(question.definition.id, end_of(question))


def judged(question: Question, table: Table, built: BuiltVersion) -> tuple[Limits, Verdict] | None:
    """Limits as far as they are in view, and the verdict at the end of what was asked; None where it is no series.

    What came later is not known yet: it moves neither. What came before the window is: limits are those of the
    phase, never of the window.
    """
    if not is_series(question):
        return None
    chosen = question.selection
    # The table holds every period already: only the window is taken off.
    whole = replace(question, selection=replace(chosen, start=None, end=None))
    rows = [r for r in rows_of(whole, table, built.names) if within(r.period, None, chosen.end)]
    series = series_of(question, rows, phases.Place(table.scope, built.organisation))
    limits, verdict = judge(series)
    verdict = replace(verdict, year_before=last_year(question.definition, series), growth=growth_of(series))
    return _window(limits, chosen), verdict


def series_of(question: Question, rows: list[Row], place: phases.Place) -> Series:
    """The rows of one place as a series, with the phases of the places that contain it."""
    kind, target = KINDS[question.definition.kind], target_of(question)
    begun = phases.declared(question.profile.phases, question.definition.id, end_of(question))
    return Series(
        rows,
        kind.chart,
        question.selection.grain,
        question.definition.direction,
        question.definition.unit,
        target.value if target else None,
        kind.difference,
        tuple(p for p in begun if place.inside(p)),
        question.selection.start,
    )


def events_of(question: Question, table: Table, built: BuiltVersion) -> tuple[tuple[str, str], ...]:
    """(month, words) of each declared phase that is drawn."""
    begun = phases.declared(question.profile.phases, question.definition.id, end_of(question))
    return phases.events(begun, phases.Place(table.scope, built.organisation), built)


def _window(limits: Limits, selection: Selection) -> Limits:
    """The part of the limits that is on screen."""
    keep = [i for i, p in enumerate(limits.periods) if within(p, selection.start, selection.end)]
    cut: dict[str, Any] = {
        f: tuple(getattr(limits, f)[i] for i in keep)
        for f in ("periods", "center", "lower", "upper", "meaning")
    }
    return replace(limits, **cut)
