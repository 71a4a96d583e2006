"""What those who answer for places see of client and staffing figures: exact, in their scope."""

from dataclasses import replace

from pipelines.gate.applied_scope import Scope
from pipelines.gate.question import Gated, Question, Table, coarsened, exact
from pipelines.gate.responsibility import named_places
from pipelines.questions.errors import NotAllowed
from pipelines.questions.periods import within


def view(question: Question) -> Table:
    """Exact sums by period and group, all periods of the indicator at the asked grain."""
    if question.definition.base_grain == "":
        return _unadded(_own_division(question))
    return summed(question, question.held.scope(question.selection))


def aside(question: Question) -> Table | None:
    """Exact sums over the whole question, for what stands outside its figures; None where counts do not add."""
    if question.definition.base_grain == "":
        return None
    return view(replace(question, selection=replace(question.selection, by=(), grain="window")))


def summed(question: Question, scope: Scope) -> Table:
    """Exact sums inside a scope; without limits it is the whole county."""
    if question.definition.base_grain == "":
        return _unadded(question)
    chosen = question.selection
    found = exact(question, question.definition.base_grain, scope.cells())
    if chosen.grain == "window":
        found = {k: s for k, s in found.items() if within(k[0], chosen.start, chosen.end)}
    latest = _latest_month(question)
    window = f"{chosen.start or ''}..{chosen.end or ''}"
    added = coarsened(found, chosen.grain, question.definition.last, window, latest)
    return Table({key: Gated(sums) for key, sums in added.items()}, scope)


def _unadded(question: Question) -> Table:
    """Counts as the source made them, of the places named."""
    found = exact(question, question.selection.grain)
    scope = Scope(named=named_places(question.selection))
    return Table({key: Gated(sums) for key, sums in found.items()}, scope)


def _latest_month(question: Question) -> str:
    """The last month of the data, or of the question where that ends earlier."""
    through, chosen = f"{question.measurable.through:%Y-%m}", question.selection
    return min(through, chosen.end) if chosen.end and chosen.grain == "window" else through


def _own_division(question: Question) -> Question:
    """Counts that do not add: who answers for one division sees that division's own line."""
    chosen, held = question.selection, question.held
    if len(chosen.only("division")) > 1 and "division" not in chosen.by:
        raise NotAllowed("These counts do not add up over divisions. Choose one, or split by division.")
    if held.county:
        return question
    if not held.divisions:
        raise NotAllowed("Decision points are counted by division and county, not by unit. Ask as a manager.")
    if "division" in chosen.by:
        raise NotAllowed("Choose one division of your own instead of a split by division.")
    own = tuple(sorted(held.divisions.intersection(chosen.only("division") or held.divisions)))
    if len(own) != 1:
        raise NotAllowed("These counts do not add up over divisions. Choose one division of your own.")
    return replace(question, selection=chosen.limited("division", *own))
