"""What directors, managers and supervisors see of client and staffing figures: exact, in their scope."""

from dataclasses import replace

from pipelines.gate.question import Ask, Gated, Table, coarsened, exact, scope_of
from pipelines.questions.actor import DIRECTOR, MANAGER
from pipelines.questions.errors import NotAllowed
from pipelines.questions.periods import within

OWN = "now"
"""Scope goes by the organisation as it is now: who leads a unit today sees its history."""


def view(ask: Ask) -> Table:
    """Exact sums by period and group, all periods of the indicator at the asked grain."""
    if ask.definition.base_grain == "":
        return summed(_own_division(ask), ())
    return summed(ask, scope_of(ask.actor, OWN))


def aside(ask: Ask) -> Table | None:
    """Exact sums over the whole question, for what stands outside its figures; None where counts do not add."""
    if ask.definition.base_grain == "":
        return None
    return view(replace(ask, selection=replace(ask.selection, by=(), grain="window")))


def summed(ask: Ask, scope: tuple) -> Table:
    """Exact sums inside a scope; () is the whole county."""
    if ask.definition.base_grain == "":
        return {k: Gated(s) for k, s in exact(ask, ask.selection.grain, scope).items()}
    found = exact(ask, ask.definition.base_grain, scope)
    if ask.selection.grain == "window":
        found = {k: s for k, s in found.items() if within(k[0], ask.selection.start, ask.selection.end)}
    latest = _latest_month(ask)
    window = f"{ask.selection.start or ''}..{ask.selection.end or ''}"
    summed = coarsened(found, ask.selection.grain, ask.definition.last, window, latest)
    return {key: Gated(sums) for key, sums in summed.items()}


def _latest_month(ask: Ask) -> str:
    """The last month of the data, or of the question where that ends earlier."""
    through = f"{ask.measurable.through:%Y-%m}"
    return (
        min(through, ask.selection.end) if ask.selection.end and ask.selection.grain == "window" else through
    )


def _own_division(ask: Ask) -> Ask:
    """Counts that do not add: a manager of one division sees that division's own line."""
    if len(ask.selection.only("division")) > 1 and "division" not in ask.selection.by:
        raise NotAllowed("These counts do not add up over divisions. Choose one, or split by division.")
    if ask.actor.role == DIRECTOR:
        return ask
    if ask.actor.role != MANAGER:
        raise NotAllowed("Decision points are counted by division and county, not by unit. Ask as a manager.")
    own = ask.actor.divisions
    asked = ask.selection.only("division") or own
    allowed = tuple(d for d in asked if d in own)
    if not allowed or (len(allowed) > 1 and "division" not in ask.selection.by):
        raise NotAllowed("These counts do not add up over divisions. Choose one division of your own.")
    where = tuple((d, v) for d, v in ask.selection.where if d != "division")
    limited = replace(ask.selection, where=(*where, ("division", allowed)))
    if "division" in limited.by:
        raise NotAllowed("Choose one division of your own instead of a split by division.")
    return replace(ask, selection=limited)
