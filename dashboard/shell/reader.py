"""One reader's questions to the door: a view becomes selections, a refusal becomes words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TypeGuard, TypeVar

from dashboard.shell.address import EVERYWHERE, OWN, View, Vocabulary, vocabulary, write
from pipelines.questions.actor import Actor
from pipelines.questions.door import Card, Door
from pipelines.questions.errors import DataError
from pipelines.questions.periods import last_day, months_later
from pipelines.questions.released import EMPTY, SHOWN, Choice, ListCard, Options, Released, Row, Worklist
from pipelines.questions.selection import Selection
from pipelines.questions.standing import Stand
from pipelines.questions.template import marked
from pipelines.questions.verdict import Changes
from pipelines.words.dates import span
from pipelines.words.say import say, told

Stands = TypeVar("Stands", Card, ListCard)
UNAVAILABLE = marked("The question could not be answered.")


@dataclass(frozen=True)
class Refused:
    """The door's sentence in place of an answer, fit to show."""

    indicator: str
    why: str


@dataclass(frozen=True)
class Reader:
    """The door, seen by one actor. Pages hold nothing else."""

    reports: Door
    actor: Actor

    @cached_property
    def options(self) -> Options:
        return self.reports.options(self.actor)

    @cached_property
    def words(self) -> Vocabulary:
        return vocabulary(self.options)

    @cached_property
    def cards(self) -> Mapping[str, Card]:
        """Indicator id -> its card in the register."""
        return {card.id: card for card in self.reports.register()}

    def fetch(self, selection: Selection) -> Released | Refused:
        """The answer, or the sentence with which the door declines."""
        try:
            return self.reports.fetch(self.actor, selection)
        except DataError as error:
            return Refused(selection.indicator, told(error) or say(UNAVAILABLE))

    def changes(self, view: View) -> Changes:
        """What moved in the view; nothing looked at where the door declines."""
        start, end = self.months(view)
        try:
            return self.reports.changes(
                self.actor, Selection("", start, end, where=self.place(view), organisation=view.org)
            )
        except DataError:
            return Changes((), 0, 0, ())

    def selection(self, view: View, indicator: str, grain: str = "", by: tuple[str, ...] = ()) -> Selection:
        """The question for the view's place and period; the grain is the indicator's own if not given."""
        start, end = self.months(view)
        own = self.cards[indicator].grain
        if grain == "window" and self.cards[indicator].stock:
            grain = own
        # Waves are not summed over a window, and stand in the organisation as it was when people answered.
        grain, org = (own, "then") if own == "quarter" else (grain or own, view.org)
        return Selection(indicator, start, end, grain, self.place(view), by, org)

    def work(self, view: View) -> Selection:
        """The question for a work list: the view's place, in its organisation."""
        return Selection("", where=self.place(view), organisation=view.org)

    def place(self, view: View) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The part of the organisation chosen, as limits of a question; () is all in one's scope."""
        if view.unit == EVERYWHERE:
            return ()
        divisions = {c.id for c in self.options.divisions}
        return (("division" if view.unit in divisions else "unit", (view.unit,)),)

    def months(self, view: View) -> tuple[str | None, str | None]:
        """First and last month of the view's period, inclusive; (None, None) when nothing is loaded."""
        last = self.options.last_month
        if not last:
            return None, None
        if view.months == OWN:
            # Whichever of the two was said first: a period runs from the earlier month to the later.
            return min(view.since, view.until), max(view.since, view.until)
        start = months_later(last, 1 - int(view.months))
        return max(start, self.options.first_month), last

    def standing(self, slot: str) -> list[tuple[Card, Stand]]:
        """The measures that stand in a slot of a page, in order, each with what it says there."""
        return _standing(self.cards.values(), slot)

    def lists(self, slot: str) -> list[tuple[ListCard, Stand]]:
        """The work lists that stand in a slot of a page, in order."""
        return _standing(self.reports.work_lists(), slot)

    def work_list(self, named: ListCard, selection: Selection) -> Worklist:
        """The work list, or an empty one that carries the sentence with which the door declines."""
        try:
            return self.reports.work_list(self.actor, named.id, selection)
        except DataError as error:
            return Worklist(named.title, (), (), EMPTY, told(error))

    def sources(self, indicator: str) -> tuple[str, ...]:
        """Ids of the sources an indicator needs."""
        return tuple(getattr(self.cards.get(indicator), "required", ()))

    def href(self, path: str, view: View, **changes: str) -> str:
        """A link to a page that keeps the view."""
        return path + write(view, self.words, **changes)

    def where_words(self, view: View) -> str:
        names = {c.id: c.label for c in (*self.options.divisions, *self.options.units)}
        return names.get(view.unit) or self.scope_words

    @cached_property
    def scope_words(self) -> str:
        """What "all" means for this reader: the county, or their own divisions or units."""
        return self.options.scope or say("Whole county")

    def ended(self, view: View) -> Choice | None:
        """The unit of the view, where it stood no longer at the end of the period."""
        _, end = self.months(view)
        unit = next((c for c in self.options.units if c.id == view.unit), None)
        if unit is None or not unit.ended or not end:
            return None
        return unit if date.fromisoformat(unit.ended) < last_day(end) else None

    def is_past(self, view: View) -> bool:
        """Whether the period ends before the data do, so that what is true today is no part of it."""
        _, end = self.months(view)
        return bool(end) and end != self.options.last_month

    def period_words(self, view: View) -> str:
        start, end = self.months(view)
        return span(start, end) if start and end else say("nothing loaded yet")


def _standing(things: Iterable[Stands], slot: str) -> list[tuple[Stands, Stand]]:
    found = [(thing, stand) for thing in things for stand in thing.stands if stand.slot == slot]
    return sorted(found, key=lambda pair: (pair[1].order, pair[0].id))


def answered(answer: Released | Refused | None) -> TypeGuard[Released]:
    """True for an answer with figures in it."""
    return isinstance(answer, Released) and answer.status == SHOWN


def latest_rows(answer: Released) -> tuple[Row, ...]:
    """The rows of the last period that is no longer coming in: the groups of a comparison."""
    judged = [r.period for r in answer.rows if r.judged] or [r.period for r in answer.rows]
    last = max(judged, default="")
    return tuple(r for r in answer.rows if r.period == last)


def last_judged(answer: Released | Refused | None) -> Row | None:
    """The latest row that is shown, has a figure and is no longer coming in."""
    if not isinstance(answer, Released):
        return None
    judged = [r for r in answer.rows if r.status == SHOWN and r.judged and r.value is not None]
    return judged[-1] if judged else None


def latest_without_figure(answer: Released | Refused | None) -> Row | None:
    """The latest judged row, where it is worse than any figure; None where there is a figure as late."""
    if not isinstance(answer, Released):
        return None
    told = [r for r in answer.rows if r.judged and (r.adverse or (r.status == SHOWN and r.value is not None))]
    return told[-1] if told and told[-1].adverse else None
