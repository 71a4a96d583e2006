"""Manager: where am I short, who is overloaded, and what is about to be late?"""

from collections.abc import Callable
from dataclasses import replace

from dash import html

from dashboard.drawing.bars import bands, bridge
from dashboard.drawing.blocks import grid, heading, scope_line, worklist_card, worklist_table
from dashboard.drawing.card import card
from dashboard.drawing.findings import join_clauses, shortage
from dashboard.drawing.static_parts import leaf
from dashboard.drawing.trend import trend
from dashboard.drawing.workers import carrying, workers
from dashboard.shell.address import View
from dashboard.shell.reader import Ask, answered, last_judged
from pipelines.questions.actor import Actor
from pipelines.questions.errors import DataError
from pipelines.questions.released import EMPTY, SHOWN, Worklist
from pipelines.questions.selection import Selection
from pipelines.words import wording

P90 = ("p90", "9 in 10 within")
FIRST_ROWS = 6
"""Rows of each block at a glance; all rows stand behind the control."""


def page(ask: Ask, view: View) -> html.Div:
    """What is due, the bridge, who carries too much, how long people wait."""
    due_selection = ask.selection(view, "response_24h")
    due = _list(ask.reports.open_inquiries, ask, due_selection, "Open inquiries")
    loads = _list(ask.reports.worker_loads, ask, due_selection, "Load of each coded worker")
    gap_selection = ask.selection(view, "staffing_gap")
    gap = ask.fetch(gap_selection)
    return html.Div(
        [
            heading(
                _title(due, shortage(ask, view, gap)),
                f"{scope_line(ask, view)}. Workers and inquiries carry codes, not names.",
            ),
            grid(
                worklist_card(
                    due,
                    "open_inquiries",
                    "What is about to be late?",
                    _due_words(due),
                    due_selection,
                    glance=_glance(due),
                    wide=True,
                ),
                card(
                    ask,
                    gap,
                    gap_selection,
                    (bridge(gap) or trend(gap)) if answered(gap) else None,
                    "staffing",
                ),
                _overdue(ask, view),
                _carrying(loads, due_selection),
                _waiting(ask, view),
            ),
        ]
    )


def _list(
    method: Callable[[Actor, Selection], Worklist], ask: Ask, selection: Selection, title: str
) -> Worklist:
    """The work list, or an empty one that carries the door's sentence."""
    try:
        return method(ask.actor, selection)
    except DataError as error:
        return Worklist(title, (), (), EMPTY, str(error))


def _title(due: Worklist, short: str) -> str:
    late, soon = late_and_soon(due)
    clauses = [
        f"{wording.plural(late, 'inquiry is', 'inquiries are')} late" if late else "",
        f"{wording.plural(soon, 'is', 'are')} due within hours" if soon else "",
        short,
    ]
    return join_clauses([c for c in clauses if c]) or "Nothing is late, and the staffing holds the work"


def _glance(due: Worklist) -> html.Div:
    """What can still be answered in time, soonest first, apart from what is past its due time."""
    saved = [r for r in due.rows if r.get("state") != "late"][:FIRST_ROWS]
    late = [r for r in due.rows if r.get("state") == "late"][:FIRST_ROWS]
    blocks = (("Still inside the time", saved), ("Past the due time, longest first", late))
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
    others = f", {wording.plural(rest, 'has', 'have')} more time" if rest > 0 else ""
    return (
        f"{wording.plural(late, 'inquiry is', 'inquiries are')} past the due time, "
        f"{wording.plural(soon, 'is', 'are')} due within four office hours{others}."
    )


def _carrying(loads: Worklist, selection: Selection) -> html.Article:
    """Coded workers against the standard; how long each has been over stands in the table."""
    people = carrying(loads)
    over = sum(r["ratio"] > 1 for r in people)
    answer = (
        f"{wording.number(over)} of {wording.plural(len(people), 'worker')} carry more than the standard."
    )
    picture = workers(loads) if loads.status == SHOWN and people else None
    return worklist_card(
        loads, "worker_loads", "Who carries too much?", answer, selection, picture=picture, wide=True
    )


def _waiting(ask: Ask, view: View) -> html.Article:
    selection = ask.selection(view, "time_to_acknowledgement")
    answer = ask.fetch(selection)
    has_p90 = answered(answer) and any(isinstance(r.more.get("p90"), int | float) for r in answer.rows)
    picture = (
        trend(answer, P90 if has_p90 else None, "half within" if has_p90 else "", 280)
        if answered(answer)
        else None
    )
    return card(ask, answer, selection, picture, "waiting", wide=True)


def _overdue(ask: Ask, view: View) -> html.Article:
    selection = ask.selection(view, "overdue_open")
    answer = ask.fetch(selection)
    row = last_judged(answer)
    ages = row.more.get("bands") if row else None
    picture = bands(ages) if ages else trend(answer) if answered(answer) else None
    return card(ask, answer, selection, picture, "overdue")
