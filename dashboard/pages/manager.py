"""Manager: where am I short, who is overloaded, and what is about to be late?"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from dash import html

from dashboard.drawing.bars import bridge, spread
from dashboard.drawing.blocks import (
    carried_on,
    grid,
    heading,
    scope_line,
    worklist_card,
    worklist_table,
)
from dashboard.drawing.card import card
from dashboard.drawing.change_list import what_changed
from dashboard.drawing.findings import NOBODY, at_the_time, join_clauses, shortage
from dashboard.drawing.picture import Picture
from dashboard.drawing.static_parts import static_part
from dashboard.drawing.trend import trend
from dashboard.drawing.workers import carrying, workers
from dashboard.shell.address import View
from dashboard.shell.reader import Reader, answered, last_judged
from pipelines.questions.door import Card
from pipelines.questions.released import EMPTY, SHOWN, ListCard, Released, Worklist
from pipelines.questions.selection import Selection
from pipelines.questions.standing import Stand
from pipelines.questions.template import marked
from pipelines.words import joining
from pipelines.words.say import say, say_plural

Due = tuple[ListCard, Worklist, Stand]
ALL_WELL = marked("Nothing is late, and no unit lacks half a position")
STAFFED = marked("No unit lacks half a position")
FIRST_ROWS = 6
"""Rows of each block at a glance; all rows stand behind the control."""


def page(reader: Reader, view: View) -> html.Div:
    """What is due, the bridge, who carries too much, how long people wait, and every other list."""
    asked = reader.work(view)
    due = [(named, reader.work_list(named, asked), stand) for named, stand in reader.lists("manager.due")]
    return html.Div(
        [
            heading(
                _title(reader, view, due),
                [_lead(reader, view, due), *carried_on(reader, view, "/manager")],
            ),
            what_changed(reader, view, reader.changes(view)),
            grid(
                *(_due(*one, asked) for one in due),
                *_charts(reader, view, "manager.staffing", lambda answer: bridge(answer) or trend(answer)),
                *_charts(reader, view, "manager.ages", _ages),
                *(_carrying(reader, *one, asked) for one in reader.lists("manager.loads")),
                *_charts(reader, view, "manager.waiting", _waiting, wide=True),
                *(_plain(reader, *one, asked) for one in reader.lists("manager.list")),
            ),
        ]
    )


def _lead(reader: Reader, view: View, due: Sequence[Due]) -> str:
    """Place and period; lists are of the day they were made, whatever period is chosen, and then say so."""
    said = say("{scope}. Workers and inquiries carry codes, not names.", scope=scope_line(reader, view))
    days = [found.as_of for _, found, _ in due if found.as_of]
    if not (days and reader.is_past(view)):
        return said
    return say("{said} The lists below are of the day that each names, not of this period.", said=said)


def _title(reader: Reader, view: View, due: Sequence[Due]) -> str:
    """What is late and where workers are short; what cannot be said is named, and then nothing is called well (A9).

    Of a past period it is about the staffing alone: what is late is late today.
    """
    if reader.ended(view) is not None:
        return at_the_time(reader, view, "")
    now = () if reader.is_past(view) else due
    clauses = [c for _, found, stand in now for c in _urgent(found, stand)]
    told = [c for c in (*clauses, shortage(reader, view).words) if c]
    unseen = [say("{what}: cannot be said", what=what) for what in _unseen(reader, view, now)]
    if told or unseen:
        return at_the_time(reader, view, join_clauses([*told, *unseen]))
    if not (due and reader.standing("shortage")):
        return say(NOBODY)
    well = STAFFED if reader.is_past(view) else ALL_WELL
    return at_the_time(reader, view, say(well))


def _unseen(reader: Reader, view: View, due: Sequence[Due]) -> list[str]:
    """What the title would be about and no source or figure is there for."""
    lists = [named.title for named, found, _ in due if not _looked_at(found)]
    asked = ((card, reader.fetch(reader.selection(view, card.id))) for card, _ in reader.standing("shortage"))
    return [*lists, *(card.title for card, answer in asked if last_judged(answer) is None)]


def _looked_at(found: Worklist) -> bool:
    """Whether rows were looked for, as of a moment, be there any or none."""
    return found.status == SHOWN or (found.status == EMPTY and bool(found.as_of))


def _urgent(due: Worklist, stand: Stand) -> tuple[str, str]:
    """What is late, and what will be within hours; "" where nothing is."""
    late, soon = late_and_soon(due)
    return (
        say_plural(*stand.forms("late"), late) if late else "",
        say_plural("{count} is due within hours", "{count} are due within hours", soon) if soon else "",
    )


def _due(named: ListCard, found: Worklist, stand: Stand, selection: Selection) -> html.Article:
    return worklist_card(
        found,
        named.id,
        named.title,
        " ".join((*found.story, _due_words(found, stand))),
        selection,
        glance=_glance(found),
        wide=True,
    )


def _glance(due: Worklist) -> html.Div:
    """What can still be answered in time, soonest first, apart from what is past its due time."""
    saved = [r for r in due.rows if r.get("state") != "late"][:FIRST_ROWS]
    late = [r for r in due.rows if r.get("state") == "late"][:FIRST_ROWS]
    blocks = ((say("Still inside the time"), saved), (say("Past the due time, longest first"), late))
    return static_part(
        html.Div(
            [
                part
                for name, rows in blocks
                if rows
                for part in (html.H3(name), worklist_table(replace(due, title=name, rows=tuple(rows)), "due"))
            ],
            className="glance",
        )
    )


def late_and_soon(due: Worklist) -> tuple[int, int]:
    """How many of the listed rows are past their due time, and how many will be within hours."""
    states = [row.get("state") for row in due.rows]
    return states.count("late"), states.count("due soon")


def _due_words(due: Worklist, stand: Stand) -> str:
    late, soon = late_and_soon(due)
    rest = due.total - late - soon
    clauses = (
        "" if due.story else say_plural(*stand.forms("past_due"), late),
        say_plural(
            "{count} is due within four office hours", "{count} are due within four office hours", soon
        )
        if soon
        else say("none is due within four office hours"),
        say_plural("{count} has more time", "{count} have more time", rest) if rest > 0 else "",
    )
    return joining.sentence(", ".join(c for c in clauses if c))


def _carrying(reader: Reader, named: ListCard, stand: Stand, selection: Selection) -> html.Article:
    """Coded workers against the standard; how many are over how often, and for how long, is the list's to say."""
    loads = reader.work_list(named, selection)
    picture = workers(loads) if loads.status == SHOWN and carrying(loads) else None
    answer = " ".join(loads.story)
    return worklist_card(loads, named.id, named.title, answer, selection, picture=picture, wide=True)


def _plain(reader: Reader, named: ListCard, stand: Stand, selection: Selection) -> html.Article:
    """A list as it is, with how many rows there are."""
    found = reader.work_list(named, selection)
    answer = " ".join(found.story) or say_plural("{count} row.", "{count} rows.", found.total)
    return worklist_card(found, named.id, named.title, answer, selection, wide=True)


def _charts(
    reader: Reader, view: View, slot: str, draw: Callable[[Released], Picture | None], wide: bool = False
) -> list[html.Article]:
    """A card for each measure that stands in the slot."""
    return [_chart(reader, view, *one, draw, wide) for one in reader.standing(slot)]


def _chart(
    reader: Reader,
    view: View,
    measure: Card,
    stand: Stand,
    draw: Callable[[Released], Picture | None],
    wide: bool,
) -> html.Article:
    selection = reader.selection(view, measure.id)
    answer = reader.fetch(selection)
    picture = draw(answer) if answered(answer) else None
    return card(reader, answer, selection, picture, stand.anchor(measure.id), wide=wide)


def _waiting(answer: Released) -> Picture | None:
    """The median month by month, with the second line of its kind where it is known."""
    return trend(answer, 280, with_second=True)


def _ages(answer: Released) -> Picture | None:
    """How old what stands open is, in the last judged period; else how much there has been."""
    return spread(answer) or trend(answer)
