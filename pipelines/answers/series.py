"""One series through time: the declared breaks drawn on it, its periods, and its limits as far as they are in view."""

from dataclasses import replace
from datetime import date
from typing import Any

from pipelines.answers.control_limits import Series, limits_of
from pipelines.answers.rows import rows_of
from pipelines.counting.kinds.table import KINDS
from pipelines.gate.built_version import BuiltVersion
from pipelines.gate.question import Question, Table, is_equity
from pipelines.profile.sections import Phase, Target
from pipelines.questions.periods import within
from pipelines.questions.released import Limits, Row
from pipelines.questions.selection import Selection


def phases_of(question: Question) -> tuple[Phase, ...]:
    """Declared breaks drawn on this series: its own, and those of parts of it."""
    chosen = question.selection
    divisions, units = chosen.only("division"), chosen.only("unit")
    return tuple(
        p
        for p in question.profile.phases
        if p.indicator in (question.definition.id, "*")
        and (not divisions or p.division in ("", *divisions))
        and (not units or p.unit in ("", *units))
    )


def events_of(question: Question, built: BuiltVersion) -> tuple[tuple[str, str], ...]:
    """(month, words) of each declared break, as it is drawn."""
    chosen = question.selection
    return tuple((f"{p.since:%Y-%m}", _event_words(p, chosen, built)) for p in phases_of(question))


def _event_words(phase: Phase, selection: Selection, built: BuiltVersion) -> str:
    """The phase's label, with the place it holds for where that is only a part of what is shown."""
    if _restarts(phase, selection):
        return phase.label
    names = built.names
    place = names.get("unit", {}).get(phase.unit) or names.get("division", {}).get(
        phase.division, phase.division
    )
    return f"{place}: {phase.label}"


def _restarts(phase: Phase, selection: Selection) -> bool:
    """Limits start anew only where the whole series is meant."""
    return phase.division in ("", *selection.only("division")) and phase.unit in ("", *selection.only("unit"))


def series_of(question: Question, table: Table, built: BuiltVersion) -> tuple[Row, ...] | None:
    """All periods of one place, for limits and before-and-after; None when the question is not a series.

    Verdicts belong to an indicator and a unit, division or the county, not to any filter.
    """
    chosen = question.selection
    of_one_place = {d for d, _ in chosen.where} <= {"division", "unit", "domain"}
    several = any(len(v) > 1 for _, v in chosen.where)
    if (
        chosen.by
        or chosen.grain not in ("month", "quarter")
        or is_equity(question.actor)
        or not of_one_place
        or several
    ):
        return None
    whole = replace(question, selection=replace(chosen, start=None, end=None))
    # The table holds every period already: only the window is taken off.
    return rows_of(whole, table, built.names)


def limits_in_view(question: Question, series: tuple[Row, ...], target: Target | None) -> Limits:
    """Limits from the phase in force, never from the window; cut to the window afterwards."""
    chosen, kind = question.selection, KINDS[question.definition.kind]
    begins = [p.since for p in phases_of(question) if _restarts(p, chosen)]
    limits = limits_of(
        Series(
            series,
            kind.chart,
            chosen.grain,
            question.definition.direction,
            target.value if target else None,
            max(begins, default=date.min),
        )
    )
    return _window(limits, chosen)


def _window(limits: Limits, selection: Selection) -> Limits:
    """The part of the limits that is on screen; limits and verdict stay those of the phase."""
    keep = [i for i, p in enumerate(limits.periods) if within(p, selection.start, selection.end)]
    cut: dict[str, Any] = {
        f: tuple(getattr(limits, f)[i] for i in keep)
        for f in ("periods", "center", "lower", "upper", "meaning")
    }
    return replace(limits, **cut)
