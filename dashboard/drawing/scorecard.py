"""The scorecard: one row a measure, with the figure, the target, both verdicts and the line."""

from collections.abc import Sequence

from dash import dcc, html

from dashboard.drawing.icons import icon
from dashboard.drawing.spark import sparkline
from dashboard.drawing.static_parts import static_part
from dashboard.drawing.table import Cell, Column, table
from dashboard.drawing.verdict_marks import has_changed, meaning, will_meet
from dashboard.shell.address import OWN, View
from dashboard.shell.reader import Reader, Refused, last_judged, latest_without_figure
from pipelines.questions.periods import first_day, months_between
from pipelines.questions.released import COUNTED, Feed, Released, Row
from pipelines.questions.verdict import BETTER, CANNOT_TELL, CHANGED, STEADY, WORSE
from pipelines.words import dates, units
from pipelines.words.say import say, say_plural
from pipelines.words.statuses import status_words

ORDER = (WORSE, CHANGED, BETTER, STEADY, CANNOT_TELL)


def scorecard(reader: Reader, view: View, answers: Sequence[Released | Refused]) -> html.Section:
    """The table every director asks for first; each row leads to its measure."""
    columns = [
        Column(say("Measure")),
        Column(say("Latest"), number=True),
        Column(say("Target"), number=True),
        Column(say("Has it changed?")),
        Column(say("Will it meet the target?")),
        Column(say_plural("{count} month", "{count} months", _length(reader, view)), sortable=False),
        Column(say("Data")),
    ]
    late = reader.reports.county().late
    rows = [_row(reader, view, answer, late) for answer in answers]
    return static_part(
        html.Section(
            [
                html.H2(say("Scorecard"), className="visually-hidden"),
                table(columns, rows, say("Scorecard"), "scorecard", foldable=True),
            ],
            id="scorecard",
        )
    )


def _length(reader: Reader, view: View) -> int:
    """How many months the view asks for; those before the first that is loaded are among them."""
    start, end = reader.months(view)
    if view.months != OWN or not start or not end:
        return int(view.months)
    return len(months_between(first_day(start), first_day(end)))


def _row(reader: Reader, view: View, answer: Released | Refused, late: Sequence[Feed]) -> list[Cell]:
    title = getattr(reader.cards.get(answer.indicator), "title", answer.indicator)
    name = Cell(dcc.Link(title, href=reader.href("/measure", view, measure=answer.indicator, by="")), title)
    if isinstance(answer, Refused):
        return [name, Cell(say("not shown")), *[Cell("–")] * 4, Cell(answer.why)]
    if answer.status not in COUNTED:
        return [name, Cell(status_words(answer.status)), *[Cell("–")] * 4, Cell(answer.why)]
    return [
        name,
        _latest(answer),
        _target(answer),
        Cell(has_changed(answer), ORDER.index(answer.verdict.state if answer.verdict else CANNOT_TELL)),
        Cell(will_meet(answer)),
        Cell(sparkline(answer, meaning(answer))),
        _data(reader, answer, late),
    ]


def _latest(answer: Released) -> Cell:
    row = last_judged(answer)
    worst = latest_without_figure(answer)
    if worst is not None:
        when = html.Span(dates.period(worst.period, short=True), className="since")
        return Cell(html.Span([html.Span(say("not reached"), className="big"), when]))
    if row is None:
        return Cell(units.figure(answer.rows[-1], answer.unit))
    figure = html.Span(_said(answer, row), className="big")
    when = html.Span(dates.period(row.period, short=True), className="since")
    return Cell(html.Span([figure, when, _year_before(answer)]), row.value)


def _year_before(answer: Released) -> html.Span | None:
    """The figure of a year before."""
    before = answer.verdict.year_before if answer.verdict else None
    if before is None or before.value is None:
        return None
    value = units.value(before.value, answer.unit)
    return html.Span(say("a year before {value}", value=value), className="since")


def _said(answer: Released, row: Row) -> str:
    """The figure; of a gap over several units what some lack, which what others have over does not fill (A19)."""
    if answer.apart is not None:
        return say("{fte} short", fte=units.value(answer.apart.short, answer.unit, long=True))
    return units.value(row.value, answer.unit, long=answer.unit == "fte")


def _target(answer: Released) -> Cell:
    if answer.target is None:
        return Cell(say("none"))
    wanted = units.value(answer.target, answer.unit)
    today = answer.verdict.today if answer.verdict else None
    if today is None:
        return Cell(wanted, answer.target)
    said = (
        say("misses it")
        if today.distance is None
        else say("misses by {distance}", distance=units.distance(today.distance, answer.unit))
        if today.missed
        else say("meets it")
    )
    return Cell(html.Span([wanted, html.Span(said, className="since")]), answer.target)


def _data(reader: Reader, answer: Released, late: Sequence[Feed]) -> Cell:
    """Whether the sources of a measure are on time, and what is still coming in."""
    feed = next((f for f in late if f.source in reader.sources(answer.indicator)), None)
    if feed:
        return Cell(
            html.Span(
                [icon("late"), say_plural("{count} day late", "{count} days late", feed.late_days)],
                className="late",
            )
        )
    if answer.pending:
        return Cell(say("{count} pending", count=answer.pending))
    return Cell(say("on time"))
