"""Can we trust the group field? The share of records without a group, year by year."""

from collections.abc import Sequence

from dash import html

from dashboard import words
from dashboard.asking import Ask, answered
from dashboard.charts.card import card
from dashboard.charts.picture import Picture
from dashboard.charts.table import Cell, Column, table
from dashboard.leaf import leaf
from pipelines.dimensions import UNKNOWN
from pipelines.released import HIDDEN, SHOWN, Released, Row
from pipelines.selection import Selection

INDICATOR = "response_24h"


def trust(ask: Ask) -> html.Article | None:
    """From the published counts alone, so that it tells no more than they do."""
    if INDICATOR not in ask.cards:
        return None
    selection = Selection(INDICATOR, grain="year", by=("race",))
    found = ask.fetch(selection)
    if not answered(found):
        return card(ask, found, selection, None, "trust", "Can we trust the group field?", wide=True)
    lines = [(period, unrecorded(rows)) for period, rows in by_period(found).items()]
    columns = [Column("Share", sortable=False), *(Column(words.period(p), True, False) for p, _ in lines)]
    cells = [[Cell("Inquiries without a recorded group"), *(Cell(said) for _, said in lines)]]
    return card(
        ask,
        found,
        selection,
        Picture(body=leaf(html.Div(table(columns, cells, "Share not recorded, by year", "plain")))),
        "trust",
        "Can we trust the group field?",
        _sentence(lines),
        wide=True,
    )


def by_period(found: Released) -> dict[str, list[Row]]:
    periods: dict[str, list[Row]] = {}
    for row in found.rows:
        periods.setdefault(row.period, []).append(row)
    return periods


def unrecorded(rows: Sequence[Row]) -> str:
    """The share of records whose group is not recorded, in words; hidden where its count is hidden."""
    unknown = [r for r in rows if dict(r.group).get("race") == UNKNOWN]
    total = sum(r.den for r in rows if r.status == SHOWN and r.den)
    if any(r.status == HIDDEN for r in unknown):
        return words.STATUS_WORDS[HIDDEN]
    if not total:
        return "nothing to count"
    missing = sum(r.den for r in unknown if r.status == SHOWN and r.den)
    return words.value(missing / total, "percent")


def _sentence(lines: Sequence[tuple[str, str]]) -> str:
    period, said = lines[-1]
    return (
        f"In {words.period(period)}, {said} of inquiries with a shown count carry no recorded group. "
        "A group of its own here, never dropped: where it grows, every ratio on this page is less sure."
    )
