"""Can we trust the group field? The share of records without a group, year by year."""

from collections.abc import Sequence

from dash import html

from dashboard.drawing.card import card
from dashboard.drawing.picture import Picture
from dashboard.drawing.static_parts import static_part
from dashboard.drawing.table import Cell, Column, table
from dashboard.shell.reader import Reader, answered
from pipelines.questions.dimensions import UNKNOWN
from pipelines.questions.door import Card
from pipelines.questions.released import EMPTY, HIDDEN, SHOWN, Released, Row
from pipelines.questions.selection import Selection
from pipelines.questions.standing import Stand
from pipelines.words import dates, units
from pipelines.words.say import say
from pipelines.words.statuses import status_words


def trust(reader: Reader, measure: Card, stand: Stand) -> html.Article:
    """From the published counts alone, so that it tells no more than they do."""
    selection = Selection(measure.id, grain="year", by=("race",))
    found = reader.fetch(selection)
    question, anchor = say("Can we trust the group field?"), stand.anchor(measure.id)
    if not answered(found):
        return card(reader, found, selection, None, anchor, question, wide=True)
    every = reader.fetch(Selection(measure.id, grain="year"))
    totals = {r.period: r for r in every.rows} if answered(every) else {}
    lines = [(period, unrecorded(rows, totals.get(period))) for period, rows in by_period(found).items()]
    period, share = lines[-1]
    return card(
        reader,
        found,
        selection,
        Picture(body=static_part(html.Div(_table(lines, say(stand.template("row")))))),
        anchor,
        question,
        _sentence(stand, dates.period(period), share),
        wide=True,
    )


def _sentence(stand: Stand, period: str, share: str) -> str:
    """The share, and on whose chart it bears; a share that is hidden or none is said to be so."""
    if share == status_words(HIDDEN):
        return say("In {period} the share without a recorded group is hidden.", period=period)
    if share == status_words(EMPTY):
        return say("In {period} there is nothing of which a group could be recorded.", period=period)
    return say(stand.template("sentence"), period=period, share=share)


def _table(lines: Sequence[tuple[str, str]], name: str) -> html.Div:
    columns = [
        Column(say("Share"), sortable=False),
        *(Column(dates.period(p), True, False) for p, _ in lines),
    ]
    cells = [[Cell(name), *(Cell(said) for _, said in lines)]]
    return table(columns, cells, say("Share not recorded, by year"), "plain")


def by_period(found: Released) -> dict[str, list[Row]]:
    periods: dict[str, list[Row]] = {}
    for row in found.rows:
        periods.setdefault(row.period, []).append(row)
    return periods


def unrecorded(rows: Sequence[Row], total: Row | None) -> str:
    """The share of the published total whose group is not recorded, in words; hidden where either is."""
    unknown = [r for r in rows if dict(r.group).get("race") == UNKNOWN]
    if any(r.status == HIDDEN for r in (*unknown, *([total] if total else []))):
        return status_words(HIDDEN)
    if total is None or not total.den:
        return status_words(EMPTY)
    missing = sum(r.den for r in unknown if r.status == SHOWN and r.den)
    return units.value(missing / total.den, "percent")
