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
from types import MappingProxyType

from pipelines.gate import exact_view, published_tables, survey_nodes
from pipelines.gate.question import Question, Table
from pipelines.questions.errors import NotAllowed
from pipelines.questions.policy import DIRECTOR, EQUITY, MANAGER, SUPERVISOR


@dataclass(frozen=True)
class GateView:
    """`table` gives the gated sums of a question; `aside` those of what is left out and pending, or None.

    `then`: its groups stand in the organisation as it was when people answered, so that places are held
    against that, and a question without a place means the asker's own.
    """

    table: Callable[[Question], Table]
    aside: Callable[[Question], Table | None]
    then: bool = False


def _nothing(question: Question) -> None:
    return None


EXACT = GateView(exact_view.view, exact_view.aside)
SCORES = GateView(survey_nodes.view, _nothing, then=True)
VIEWS: Mapping[tuple[str, str], GateView] = MappingProxyType(
    {
        ("respondent", DIRECTOR): SCORES,
        ("respondent", MANAGER): SCORES,
        ("respondent", SUPERVISOR): SCORES,
        ("respondent", EQUITY): GateView(published_tables.scores, _nothing, then=True),
        ("client", DIRECTOR): EXACT,
        ("client", MANAGER): EXACT,
        ("client", SUPERVISOR): EXACT,
        ("client", EQUITY): GateView(published_tables.view, _nothing),
        ("staff", DIRECTOR): EXACT,
        ("staff", MANAGER): EXACT,
        ("staff", SUPERVISOR): EXACT,
        ("none", DIRECTOR): EXACT,
        ("none", MANAGER): EXACT,
        ("none", SUPERVISOR): EXACT,
        ("none", EQUITY): GateView(published_tables.as_they_are, _nothing),
    }
)
"""(whom a figure protects, who asks) -> view. Nobody adds a row at run time."""


def view_of(protects: str, role: str) -> GateView:
    """The view of this pair; NotAllowed where the table has none."""
    if (protects, role) not in VIEWS:
        raise NotAllowed("This measure is not shown to this role.")
    return VIEWS[protects, role]
