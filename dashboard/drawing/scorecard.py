"""The scorecard: one row a measure, with the figure, the target, both verdicts and the line."""

from collections.abc import Sequence

from dash import dcc, html

from dashboard.drawing.icons import icon
from dashboard.drawing.spark import sparkline
from dashboard.drawing.static_parts import leaf
from dashboard.drawing.table import Cell, Column, table
from dashboard.drawing.verdict import has_changed, meaning, verdict, will_meet
from dashboard.shell.address import View
from dashboard.shell.reader import Ask, Refused, last_judged
from pipelines.questions.released import SHOWN, Feed, Released
from pipelines.words import wording

ORDER = ("concern", "changed", "improving", "no change")


def scorecard(ask: Ask, view: View, answers: Sequence[Released | Refused]) -> html.Section:
    """The table every director asks for first; each row leads to its measure."""
    columns = [
        Column("Measure"),
        Column("Latest", number=True),
        Column("Target", number=True),
        Column("Has it changed?"),
        Column("Will it meet the target?"),
        Column(f"{view.months} months", sortable=False),
        Column("Data"),
    ]
    late = ask.reports.county().late
    rows = [_row(ask, view, answer, late) for answer in answers]
    return leaf(
        html.Section(
            [
                html.H2("Scorecard", className="visually-hidden"),
                table(columns, rows, "Scorecard", "scorecard", foldable=True),
            ],
            id="scorecard",
        )
    )


def _row(ask: Ask, view: View, answer: Released | Refused, late: Sequence[Feed]) -> list[Cell]:
    title = getattr(ask.cards.get(answer.indicator), "title", answer.indicator)
    name = Cell(dcc.Link(title, href=ask.href("/measure", view, measure=answer.indicator, by="")), title)
    if isinstance(answer, Refused):
        return [name, Cell("not shown"), *[Cell("–")] * 4, Cell(answer.why)]
    if answer.status != SHOWN:
        return [name, Cell(wording.STATUS_WORDS[answer.status]), *[Cell("–")] * 4, Cell(answer.why)]
    return [
        name,
        _latest(answer),
        _target(answer),
        Cell(has_changed(answer), _rank(verdict(answer))),
        Cell(will_meet(answer)),
        Cell(sparkline(answer, meaning(answer))),
        _data(ask, answer, late),
    ]


def _latest(answer: Released) -> Cell:
    row = last_judged(answer)
    if row is None:
        return Cell(wording.figure(answer.rows[-1], answer.unit))
    figure = html.Span(wording.value(row.value, answer.unit, long=answer.unit == "fte"), className="big")
    when = html.Span(wording.period(row.period, short=True), className="since")
    return Cell(html.Span([figure, when]), row.value)


def _target(answer: Released) -> Cell:
    if answer.target is None:
        return Cell("none")
    return Cell(wording.value(answer.target, answer.unit), answer.target)


def _rank(said: str) -> int:
    return ORDER.index(said) if said in ORDER else len(ORDER)


def _data(ask: Ask, answer: Released, late: Sequence[Feed]) -> Cell:
    """Whether the sources of a measure are on time, and what is still coming in."""
    feed = next((f for f in late if f.source in ask.sources(answer.indicator)), None)
    if feed:
        return Cell(html.Span([icon("late"), f"{wording.days(feed.late_days)} late"], className="late"))
    if answer.pending:
        return Cell(f"{wording.number(answer.pending)} pending")
    return Cell("on time")
