"""Blocks that several pages use: the title that is the finding, sheets, and a page's own refusals."""

from collections.abc import Sequence

from dash import dcc, html

from dashboard import words
from dashboard.asking import Ask
from dashboard.charts.card import copy_link, disclosure, drawn, sheet
from dashboard.charts.icons import icon
from dashboard.charts.picture import Picture
from dashboard.charts.table import Cell, Column, table
from dashboard.queries import download_href
from pipelines.released import SHOWN, Worklist
from pipelines.selection import Selection

FIRST_ROWS = 8


def heading(finding: str, lead: str) -> html.Div:
    """The page title, which is the finding, with scope and dates beneath; focus lands here on arrival."""
    return html.Div([html.H1(finding, id="title", tabIndex="-1"), html.P(lead, className="lead")],
                    className="heading")


def grid(*cards: object) -> html.Div:
    return html.Div([c for c in cards if c is not None], className="grid")


def words_page(title: str, *paragraphs: object) -> html.Div:
    """A page that has only words: not found, not for this role, nothing loaded."""
    return html.Div([html.H1(title, id="title", tabIndex="-1"), *(html.P(p) for p in paragraphs)],
                    className="words")


def refused(page_label: str, why: str, home: str, home_label: str) -> html.Div:
    return words_page(f"{page_label}: not for this role", why,
                      [dcc.Link(f"Go to the {home_label} page", href=home), "."])


def worklist_card(
    found: Worklist, name: str, question: str, answer: str, selection: Selection, picture: Picture | None = None,
    wide: bool = False,
) -> html.Article:
    """A work list: its answer, its picture or most urgent rows, and all rows on request."""
    if found.status != SHOWN or not found.rows:
        absent = html.Div([html.Strong("Nothing in the list"), html.P(found.why or "There is nothing to do here.")],
                          className="absent")
        return sheet(question, [absent], name, wide)
    said = html.P(answer, className="answer", id=f"{name}-answer")
    if picture is None:
        body, all_rows = [worklist_table(found, FIRST_ROWS, "due")], f"All {len(found.rows)} rows"
    else:
        body, all_rows = drawn(picture, name, f"{question} {answer}"), "Table"
    controls = [
        disclosure(all_rows, worklist_table(found)) if picture or len(found.rows) > FIRST_ROWS else None,
        html.A("Download", href=download_href(selection, name), download=""),
        copy_link(name),
    ]
    facts = f"{found.scope} · as of {words.day(found.as_of)}" if found.as_of else found.scope
    foot = html.Footer([html.P(facts, className="facts"),
                        html.Div([c for c in controls if c], className="controls")])
    return sheet(question, [said, *body, foot], name, wide)


def worklist_table(found: Worklist, first: int | None = None, name: str = "") -> html.Div:
    """The list in its own columns; numbers to the right. The first rows alone are for a glance."""
    rows = found.rows[:first]
    numeric = {k for k, _ in found.columns
               if any(_number(r.get(k)) for r in rows) and all(_number(r.get(k)) or r.get(k) is None for r in rows)}
    columns = [Column(heading, number=key in numeric) for key, heading in found.columns]
    cells = [[_cell(k, r.get(k), k in numeric) for k, _ in found.columns] for r in rows]
    return table(columns, cells, found.title, name, foldable=True)


def _cell(key: str, value: object, numeric: bool) -> Cell:
    if key == "state" and value == "late":
        return Cell(html.Span([icon("late"), html.Strong("late")], className="late"), "0 late")
    return Cell(cell_words(value), value if numeric else None)


def _number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def cell_words(value: object) -> str:
    """A cell of a work list in words."""
    if value is None or value == "":
        return "–"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:,.1f}".replace("-", "\u2212") if isinstance(value, float) else str(value)


def bullet_list(items: Sequence[object], name: str = "") -> html.Ul:
    return html.Ul([html.Li(i) for i in items], className=name)


def scope_line(ask: Ask, view) -> str:
    organisation = "" if view.org == "then" else ", in the organisation as it is today"
    return f"{ask.where_words(view)}, {ask.period_words(view)}{organisation}"
