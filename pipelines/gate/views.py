"""What each role sees of each kind of figure: one table, and what is not in it is refused.

respondent  people who answered a survey: floors for every role, fixed cuts; rounded for equity.
client      families and children: exact for those responsible, in their scope; for equity the published
            tables alone, small counts hidden and the others rounded.
staff       people at work: exact for those responsible; never for equity, in no table.
none        nobody: exact for those responsible; for equity what is published, as it is, since there is
            nobody behind it whom a mask could protect.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from pipelines.gate import exact_view, published_tables, survey_nodes
from pipelines.gate.question import Ask, Table
from pipelines.questions.actor import DIRECTOR, EQUITY, MANAGER, SUPERVISOR, Actor
from pipelines.questions.errors import NotAllowed
from pipelines.questions.selection import Selection


@dataclass(frozen=True)
class View:
    """`table` gives the gated sums of a question; `aside` those of what is left out and pending, or None.

    `places` are the places of the actor's own that a question without a place means; None where it means
    all there is.
    """

    table: Callable[[Ask], Table]
    aside: Callable[[Ask], Table | None]
    places: Callable[[Actor], tuple[str, tuple[str, ...]]] | None = None


def _nothing(ask: Ask) -> None:
    return None


def _divisions(actor: Actor) -> tuple[str, tuple[str, ...]]:
    return "division", actor.divisions


def _units(actor: Actor) -> tuple[str, tuple[str, ...]]:
    return "unit", actor.units


EXACT = View(exact_view.view, exact_view.aside)
VIEWS: Mapping[tuple[str, str], View] = {
    ("respondent", DIRECTOR): View(survey_nodes.view, _nothing),
    ("respondent", MANAGER): View(survey_nodes.view, _nothing, _divisions),
    ("respondent", SUPERVISOR): View(survey_nodes.view, _nothing, _units),
    ("respondent", EQUITY): View(published_tables.scores, _nothing),
    ("client", DIRECTOR): EXACT,
    ("client", MANAGER): EXACT,
    ("client", SUPERVISOR): EXACT,
    ("client", EQUITY): View(published_tables.view, _nothing),
    ("staff", DIRECTOR): EXACT,
    ("staff", MANAGER): EXACT,
    ("staff", SUPERVISOR): EXACT,
    ("none", DIRECTOR): EXACT,
    ("none", MANAGER): EXACT,
    ("none", SUPERVISOR): EXACT,
    ("none", EQUITY): View(published_tables.as_they_are, _nothing),
}
"""(whom a figure protects, who asks) -> view."""


def view_of(protects: str, role: str) -> View:
    """The view of this pair; NotAllowed where the table has none."""
    if (protects, role) not in VIEWS:
        raise NotAllowed("This measure is not shown to this role.")
    return VIEWS[protects, role]


def at_home(actor: Actor, protects: str, selection: Selection) -> Selection:
    """The question as this role means it: survey questions without a place mean the asker's own.

    It only ever narrows a question. Whether there is an answer is for `view_of` to say.
    """
    view = VIEWS.get((protects, actor.role))
    if view is None or view.places is None or selection.grain == "year":
        return selection
    if {"unit", "division"} & {*selection.by, *dict(selection.where)}:
        return selection
    dimension, own = view.places(actor)
    return selection.limited(dimension, *own)
