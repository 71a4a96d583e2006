"""Blocks that several pages use: the title that is the finding, sheets, and a page's own refusals."""

from collections.abc import Sequence
from typing import Any

from dash import dcc, html

from dashboard.drawing.card import copy_link, disclosure, drawn, foot, sheet
from dashboard.drawing.icons import icon
from dashboard.drawing.picture import Picture
from dashboard.drawing.static_parts import static_part
from dashboard.drawing.table import Cell, Column, table
from dashboard.shell.address import View
from dashboard.shell.download_address import download_href
from dashboard.shell.private_dash import Child, Children
from dashboard.shell.reader import Reader
from pipelines.questions.released import SHOWN, Worklist
from pipelines.questions.selection import Selection
from pipelines.words import joining, numbers
from pipelines.words.say import say, say_plural
from pipelines.words.statuses import work_words


def heading(finding: str, lead: str | Sequence[Child]) -> html.Div:
    """The page title, which is the finding, with scope and dates beneath; focus lands here on arrival."""
    return html.Div(
        [html.H1(finding, id="title", tabIndex="-1"), html.P(lead, className="lead")], className="heading"
    )


def grid(*cards: html.Article | None) -> html.Div:
    """Cards two abreast; one that would stand alone in its row takes the whole of it."""
    # Dash does not declare the properties of a component as attributes.
    shown: list[Any] = [c for c in cards if c is not None]
    alone = None
    for one in [*shown, None]:
        if one is None or "wide" in one.className:
            if alone is not None:
                alone.className = "card wide"
            alone = None
        else:
            alone = one if alone is None else None
    return html.Div(shown, className="grid")


def words_page(title: str, *paragraphs: Children) -> html.Div:
    """A page that has only words: not found, not for this role, nothing loaded."""
    return html.Div(
        [html.H1(title, id="title", tabIndex="-1"), *(html.P(p) for p in paragraphs)], className="words"
    )


def refused(page_label: str, why: str, home: str, home_label: str) -> html.Div:
    return words_page(
        say("{page}: not for this role", page=page_label),
        why,
        [dcc.Link(say("Go to the {page} page", page=home_label), href=home), "."],
    )


def not_made(page_label: str, why: str, home: str, home_label: str) -> html.Div:
    """In place of a page that could not be made from the data: the door's sentence, and two ways on."""
    again = html.A(say("Try again"), href="")
    elsewhere = dcc.Link(say("Go to the {page} page", page=home_label), href=home)
    return words_page(
        say("{page}: this page could not be made", page=page_label), why, [again, " · ", elsewhere]
    )


def left_out_of_address(dropped: Sequence[str]) -> html.P:
    """Above a page: what its address asked for and is not known here, so that nobody takes it for that (A28)."""
    said = say_plural(
        "The address asks for {words}, which is not known here or does not fit the rest; it was left out.",
        "The address asks for {words}, which are not known here or do not fit the rest; they were left out.",
        len(dropped),
        words=joining.listing(dropped),
    )
    return html.P(said, className="unknown", role="note")


def worklist_card(
    found: Worklist,
    name: str,
    question: str,
    answer: str,
    selection: Selection,
    picture: Picture | None = None,
    glance: html.Div | None = None,
    wide: bool = False,
) -> html.Article:
    """A work list: its answer, its picture or a glance at the most urgent rows, and all rows on request."""
    if found.status != SHOWN or not found.rows:
        absent = html.Div(
            [
                html.Strong(say("Nothing in the list")),
                html.P(found.why or say("There is nothing to do here.")),
            ],
            className="absent",
        )
        return sheet(question, [absent], name, wide)
    said = html.P(answer, className="answer", id=f"{name}-answer")
    body = drawn(picture, name, f"{question} {answer}") if picture else [glance]
    controls = [
        disclosure(say("Table") if picture else _all_rows(found), worklist_table(found)),
        html.A(say("Download"), href=download_href(selection, name), download=""),
        copy_link(name),
    ]
    facts = " · ".join(
        p for p in (found.scope, say("as of {day}", day=found.as_of) if found.as_of else "") if p
    )
    return sheet(question, [said, *body, foot(joining.opening(facts), controls)], name, wide)


def _all_rows(found: Worklist) -> str:
    return say_plural("The only row", "All {count} rows", len(found.rows))


def worklist_table(found: Worklist, name: str = "") -> html.Div:
    """The list in its own columns; numbers to the right."""
    rows = found.rows
    numeric = {
        k
        for k, _ in found.columns
        if any(_number(r.get(k)) for r in rows) and all(_number(r.get(k)) or r.get(k) is None for r in rows)
    }
    columns = [Column(heading, number=key in numeric) for key, heading in found.columns]
    cells = [[_cell(k, r.get(k), k in numeric) for k, _ in found.columns] for r in rows]
    return table(columns, cells, found.title, name, foldable=True)


def _cell(key: str, value: object, numeric: bool) -> Cell:
    if key == "state" and value == "late":
        return Cell(html.Span([icon("late"), html.Strong(work_words("late"))], className="late"), "0 late")
    if key == "state":
        return Cell(work_words(str(value)))
    return Cell(cell_words(value), value if numeric and isinstance(value, int | float) else None)


def _number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def cell_words(value: object) -> str:
    """A cell of a work list in words."""
    if value is None or value == "":
        return "–"
    if isinstance(value, bool):
        return say("yes") if value else say("no")
    return numbers.number(value, 1) if isinstance(value, float) else str(value)


def section(title: str, *parts: Child, class_name: str = "sheet") -> html.Section:
    """A sheet of words and tables under a heading, folded into one leaf."""
    return static_part(html.Section([html.H2(title), *parts], className=class_name))


def note(mark: str, *said: Child) -> html.Li:
    """A line of a list that begins with a mark."""
    return html.Li([icon(mark), html.Span(list(said))])


def carried_on(reader: Reader, view: View, path: str) -> list[Child]:
    """After the words for place and period: who carries on the work of a unit that has ended, and the way there."""
    ended = reader.ended(view)
    if ended is None:
        return []
    named = {c.id: c.label for c in reader.options.units}
    if ended.successor not in named:
        return [" ", say("What stands here is its past: no unit is named that carries on its work.")]
    there = dcc.Link(named[ended.successor], href=reader.href(path, view, unit=ended.successor))
    return [" ", say("What stands here is its past. Its work is carried on by:"), " ", there]


def scope_line(reader: Reader, view: View) -> str:
    """Which place and which period a page is about."""
    place, period = reader.where_words(view), reader.period_words(view)
    if view.org == "then":
        return say("{place}, {period}", place=place, period=period)
    return say("{place}, {period}, in the organisation as it is today", place=place, period=period)
