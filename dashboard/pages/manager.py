"""Manager: where am I short, who is overloaded, and what is about to be late?"""

from collections.abc import Callable
from dataclasses import replace

from dash import html

from dashboard.drawing.bars import bridge, spread
from dashboard.drawing.blocks import grid, heading, scope_line, worklist_card, worklist_table
from dashboard.drawing.card import card
from dashboard.drawing.findings import join_clauses, shortage
from dashboard.drawing.static_parts import leaf
from dashboard.drawing.trend import trend
from dashboard.drawing.workers import carrying, workers
from dashboard.shell.address import View
from dashboard.shell.reader import Reader, answered
from pipelines.questions.actor import Actor
from pipelines.questions.errors import DataError
from pipelines.questions.released import EMPTY, SHOWN, Worklist
from pipelines.questions.selection import Selection
from pipelines.words import listing
from pipelines.words.say import say, say_plural, told

FIRST_ROWS = 6
"""Rows of each block at a glance; all rows stand behind the control."""


def page(reader: Reader, view: View) -> html.Div:
    """What is due, the bridge, who carries too much, how long people wait."""
    due_selection = reader.selection(view, "response_24h")
    due = _list(reader.reports.open_inquiries, reader, due_selection, say("Open inquiries"))
    loads = _list(reader.reports.worker_loads, reader, due_selection, say("Load of each coded worker"))
    gap_selection = reader.selection(view, "staffing_gap")
    gap = reader.fetch(gap_selection)
    return html.Div(
        [
            heading(
                _title(due, shortage(reader, view, gap)),
                say("{scope}. Workers and inquiries carry codes, not names.", scope=scope_line(reader, view)),
            ),
            grid(
                worklist_card(
                    due,
                    "open_inquiries",
                    say("What is about to be late?"),
                    _due_words(due),
                    due_selection,
                    glance=_glance(due),
                    wide=True,
                ),
                card(
                    reader,
                    gap,
                    gap_selection,
                    (bridge(gap) or trend(gap)) if answered(gap) else None,
                    "staffing",
                ),
                _overdue(reader, view),
                _carrying(loads, due_selection),
                _waiting(reader, view),
            ),
        ]
    )


def _list(
    method: Callable[[Actor, Selection], Worklist], reader: Reader, selection: Selection, title: str
) -> Worklist:
    """The work list, or an empty one that carries the door's sentence."""
    try:
        return method(reader.actor, selection)
    except DataError as error:
        return Worklist(title, (), (), EMPTY, told(error))


def _title(due: Worklist, short: str) -> str:
    late, soon = late_and_soon(due)
    clauses = [
        say_plural("{count} inquiry is late", "{count} inquiries are late", late) if late else "",
        say_plural("{count} is due within hours", "{count} are due within hours", soon) if soon else "",
        short,
    ]
    return join_clauses([c for c in clauses if c]) or say("Nothing is late, and the staffing holds the work")


def _glance(due: Worklist) -> html.Div:
    """What can still be answered in time, soonest first, apart from what is past its due time."""
    saved = [r for r in due.rows if r.get("state") != "late"][:FIRST_ROWS]
    late = [r for r in due.rows if r.get("state") == "late"][:FIRST_ROWS]
    blocks = ((say("Still inside the time"), saved), (say("Past the due time, longest first"), late))
    return leaf(
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


def _due_words(due: Worklist) -> str:
    late, soon = late_and_soon(due)
    rest = due.total - late - soon
    clauses = (
        say_plural("{count} inquiry is past the due time", "{count} inquiries are past the due time", late),
        say_plural(
            "{count} is due within four office hours", "{count} are due within four office hours", soon
        ),
        say_plural("{count} has more time", "{count} have more time", rest) if rest > 0 else "",
    )
    return listing.sentence(", ".join(c for c in clauses if c))


def _carrying(loads: Worklist, selection: Selection) -> html.Article:
    """Coded workers against the standard; how long each has been over stands in the table."""
    people = carrying(loads)
    over = sum(r["ratio"] > 1 for r in people)
    answer = say_plural(
        "{over} of {count} worker carry more than the standard.",
        "{over} of {count} workers carry more than the standard.",
        len(people),
        over=over,
    )
    picture = workers(loads) if loads.status == SHOWN and people else None
    return worklist_card(
        loads, "worker_loads", say("Who carries too much?"), answer, selection, picture=picture, wide=True
    )


def _waiting(reader: Reader, view: View) -> html.Article:
    selection = reader.selection(view, "time_to_acknowledgement")
    answer = reader.fetch(selection)
    picture = trend(answer, 280, with_second=True) if answered(answer) else None
    return card(reader, answer, selection, picture, "waiting", wide=True)


def _overdue(reader: Reader, view: View) -> html.Article:
    selection = reader.selection(view, "overdue_open")
    answer = reader.fetch(selection)
    picture = (spread(answer) or trend(answer)) if answered(answer) else None
    return card(reader, answer, selection, picture, "overdue")
