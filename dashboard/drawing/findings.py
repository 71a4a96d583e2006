"""What a page says first: what moved in the reader's view, by the door's one judgement, and the shortage."""

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.shell.address import View
from dashboard.shell.reader import Reader, last_judged
from pipelines.questions.door import Card
from pipelines.questions.released import Released, given
from pipelines.questions.standing import Stand
from pipelines.questions.template import marked
from pipelines.questions.verdict import BETTER, CHANGED, WORSE, Change, Changes
from pipelines.words import dates, numbers
from pipelines.words.say import say

MOST_CLAUSES = 2
NOBODY = marked("No measure stands on this page")
"""The title of a page whose slots are empty: it has looked at nothing, so that nothing is known."""


def title(changes: Changes, shortage: str = "") -> str:
    """The first improvement and the first concern that are fit for a title, then the shortage; else that all is quiet."""
    clauses = [change.words for change in titled(changes)]
    return join_clauses([c for c in (*clauses, shortage) if c][:MOST_CLAUSES]) or quiet(changes)


def titled(changes: Changes) -> list[Change]:
    """The changes that a title speaks of, in its order: what got better, then worse, then what has no better side."""
    of = {
        state: next((c for c in changes.found if c.titled and c.verdict.state == state), None)
        for state in (BETTER, WORSE, CHANGED)
    }
    return [change for change in of.values() if change is not None][:MOST_CLAUSES]


def at_the_time(reader: Reader, view: View, finding: str) -> str:
    """A finding as the title of its view: of a unit that has ended the end, of a past period its last month (A18)."""
    ended = reader.ended(view)
    if ended is not None:
        return say("{place} ended on {day}", place=ended.label, day=dates.day(ended.ended))
    _, end = reader.months(view)
    if not (end and reader.is_past(view)):
        return finding
    return say("{finding}, as of {month}", finding=finding, month=dates.month(end))


def quiet(changes: Changes) -> str:
    """Nothing to say for a title: that all is quiet only where all that was looked at could be judged."""
    if not changes.judged:
        return say("Nothing could be judged for change")
    if changes.judged < changes.series:
        return say("No measure that could be judged has moved beyond its ordinary variation")
    if changes.found:
        return say("Nothing that a second period bears out has moved beyond its ordinary variation")
    return say("No measure has moved beyond its ordinary variation")


def join_clauses(clauses: Sequence[str]) -> str:
    """ "Leaders answer faster; practice is slipping in North"."""
    head, *rest = [*clauses] or [""]
    return "; ".join([head, *(c[0].lower() + c[1:] for c in rest)])


@dataclass(frozen=True)
class Shortage:
    """Where workers are short, in words, and the place that a link to it must keep (G5)."""

    words: str = ""
    place: str = ""
    """The division or unit, as an address names it; "" for that of the view."""


def shortage(reader: Reader, view: View) -> Shortage:
    """The first shortage of workers there is, among the measures that stand for it."""
    said = (_shortage(reader, view, card, stand) for card, stand in reader.standing("shortage"))
    return next((found for found in said if found.words), Shortage())


def _shortage(reader: Reader, view: View, card: Card, stand: Stand) -> Shortage:
    """What a place lacks; of several units what those lack that are short, never net of others (A19)."""
    gap = reader.fetch(reader.selection(view, card.id))
    row = last_judged(gap)
    if row is None or not isinstance(gap, Released):
        return Shortage()
    apart = gap.apart
    if apart is None:
        lacking = given(row.value)
        if lacking < SHORT:
            return Shortage()
        said = say(stand.template("whole"), fte=numbers.number(lacking, 1))
        return Shortage(_of_month(reader, view, said, row.period))
    if apart.most < SHORT:
        return Shortage()
    places = {"fte": numbers.number(apart.short, 1), "place": apart.most_words}
    several = {"units": apart.units_short} if apart.units_short > 1 else {}
    said = say(stand.template("several" if several else "part"), **places, **several)
    return Shortage(_of_month(reader, view, said, row.period), apart.most_unit)


def _of_month(reader: Reader, view: View, said: str, period: str) -> str:
    """With the month it is of, which what stands beside it may not be of; a title of the past names it itself."""
    if reader.is_past(view):
        return said
    return say("{finding} ({month})", finding=said, month=dates.period(period, short=True))


SHORT = 0.5
"""FTE from which a gap is worth a title."""
