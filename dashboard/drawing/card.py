"""The chart card: question, answer, picture, then n and the four controls. The one maker of graphs."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from dash import dcc, html

from dashboard.drawing.icons import icon
from dashboard.drawing.passport import facts, passport
from dashboard.drawing.picture import Picture
from dashboard.drawing.static_parts import static_part
from dashboard.drawing.table import released_table
from dashboard.shell.aria import aria
from dashboard.shell.download_address import download_href
from dashboard.shell.private_dash import Child, Children
from dashboard.shell.reader import Reader, Refused, answered, last_judged
from pipelines.questions.periods import first_day, last_day
from pipelines.questions.released import SHOWN, Released
from pipelines.questions.selection import Selection
from pipelines.words import joining
from pipelines.words.say import say
from pipelines.words.statuses import status_heading

QUIET: Any = {
    "showSendToCloud": False,
    "displaylogo": False,
    "displayModeBar": False,
    "scrollZoom": False,
    "doubleClick": False,
    "showAxisDragHandles": False,
}
"""No modebar (plotly's default has an upload to another host), and nothing that catches a finger."""
Also = tuple[str, Released, Selection]
"""A further answer of a card: its name, the answer, and the question it answers."""


def card(
    reader: Reader,
    answer: Released | Refused,
    selection: Selection,
    picture: Picture | None,
    card_id: str,
    question: str = "",
    sentence: str = "",
    wide: bool = False,
    also: Sequence[Also] = (),
    above: Child = None,
) -> html.Article:
    """One question answered. Whatever its status, the sheet keeps its place and says what is missing.

    `also` are further answers drawn in the same picture: each has its own table and download. `above`
    stands between the question and the answer.
    """
    asked = question or _question(reader, answer)
    also = (*also, *_units_apart(reader, answer, selection))
    if isinstance(answer, Refused) or answer.status != SHOWN or picture is None:
        body: list[Child] = [_absent(answer)]
    else:
        said = joining.opening(sentence or answer.sentence)
        body = [
            html.P(said, className="answer", id=f"{card_id}-answer"),
            *drawn(picture, card_id, f"{asked} {said}"),
        ]
    return sheet(
        asked, [above, *body, _footer(reader, answer, selection, card_id, asked, also)], card_id, wide
    )


def sheet(question: str, body: Sequence[Child], card_id: str, wide: bool = False) -> html.Article:
    """The frame of a card around any body."""
    heading = html.H2(question, id=f"{card_id}-question")
    name = "card wide" if wide else "card"
    return html.Article(
        [heading, *body], className=name, id=card_id, **aria(labelledby=f"{card_id}-question")
    )


def _units_apart(reader: Reader, answer: Released | Refused, selection: Selection) -> list[Also]:
    """Of a gap that is told by its units: those units, so that what the sentence adds up stands beneath it (A19)."""
    latest = last_judged(answer)
    if not isinstance(answer, Released) or answer.apart is None or latest is None:
        return []
    start, end = (f"{day:%Y-%m}" for day in (first_day(latest.period), last_day(latest.period)))
    of_units = replace(selection, start=start, end=end, by=("unit",))
    found = reader.fetch(of_units)
    return [(say("By unit"), found, of_units)] if answered(found) else []


def _question(reader: Reader, answer: Released | Refused) -> str:
    if isinstance(answer, Released):
        return answer.question
    return getattr(reader.cards.get(answer.indicator), "question", "") or say("Question not known")


def _absent(answer: Released | Refused) -> html.Div:
    heading = status_heading("" if isinstance(answer, Refused) else answer.status)
    return html.Div([html.Strong(heading), html.P(answer.why)], className="absent")


def drawn(picture: Picture, card_id: str, alternative: str) -> list[Child]:
    """The picture as a named group, and the key to its marks."""
    return [_figure(picture, card_id, alternative), _key(picture.key)]


def _figure(picture: Picture, card_id: str, alternative: str) -> html.Figure:
    shown = (
        picture.body
        if picture.figure is None
        else html.Div(
            graph(picture.figure, picture.height),
            role="img",
            style={"height": f"{picture.height}px"},
            **aria(
                label=say("{description} The same figures stand in the table below.", description=alternative)
            ),
        )
    )
    return html.Figure(shown, role="group", **aria(labelledby=f"{card_id}-question {card_id}-answer"))


def graph(figure: dict, height: int) -> dcc.Graph:
    return dcc.Graph(figure=figure, config=QUIET, responsive=True, style={"height": f"{height}px"})


def _key(entries: Sequence[tuple[str, str]]) -> html.Ul | None:
    if not entries:
        return None
    marks = [html.Li([icon(name, "sign"), said] if name else said) for name, said in entries]
    return static_part(html.Ul(marks, className="key"))


def _footer(
    reader: Reader,
    answer: Released | Refused,
    selection: Selection,
    card_id: str,
    asked: str,
    also: Sequence[Also],
) -> html.Footer | None:
    if isinstance(answer, Refused):
        return None
    controls = [
        disclosure(say("Table"), tables(answer, asked, also)) if answer.rows else None,
        html.A(say("Download"), href=download_href(selection), download=""),
        *(_download(name, s) for name, _, s in also),
        copy_link(card_id),
        disclosure(say("How is this counted?"), passport(reader, answer)),
    ]
    return foot(facts(answer), controls)


def _download(name: str, selection: Selection) -> html.A:
    """The link of a further answer."""
    label = say("Download {answer}", answer=name.lower())
    return html.A(label, href=download_href(selection), download="")


def foot(said: str, controls: Sequence[Child]) -> html.Footer:
    """The line of facts and the controls beneath a picture."""
    row = html.Div([c for c in controls if c], className="controls")
    return static_part(html.Footer([html.P(said, className="facts"), row]))


def tables(answer: Released, asked: str, also: Sequence[Also]) -> list:
    """The rows of the picture; each further answer under its own name."""
    first = released_table(answer, f"{asked} {answer.scope}")
    more = [(name, released_table(one, f"{asked} {name}, {one.scope}")) for name, one, _ in also]
    return [first, *(part for name, grid in more for part in (html.H3(name), grid))]


def disclosure(label: str, body: Children) -> html.Details:
    return html.Details([html.Summary(label), html.Div(body, className="opened")])


def copy_link(card_id: str) -> html.Button:
    for_script: dict[str, Any] = {"data-card": card_id}
    return html.Button(say("Copy link"), type="button", className="copy-link", **for_script)
