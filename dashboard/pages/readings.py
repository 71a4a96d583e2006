"""The same share under each reading of "24 business hours", side by side."""

from dash import html

from dashboard import words
from dashboard.asking import Ask, Refused, last_judged
from dashboard.charts.card import card
from dashboard.charts.picture import Picture
from dashboard.charts.table import Cell, Column, table
from dashboard.leaf import leaf
from pipelines.released import Released
from pipelines.selection import Selection

READINGS = {
    "A": "24 hours counted only while the office is open",
    "B": "the same clock time on the next business day",
    "C": "the close of the next business day",
}


def readings(ask: Ask, answer: Released | Refused, selection: Selection) -> html.Article | None:
    """How much the figure depends on the reading of "24 business hours"; None where none is held."""
    row = last_judged(answer)
    held = row.more.get("readings") if row else None
    if not held:
        return None
    columns = [
        Column("Reading"),
        Column("In time", number=True),
        Column("Of", number=True),
        Column("Share", number=True),
    ]
    cells = [
        [
            Cell([html.Strong(name), f" {READINGS[name]}"], name),
            _count(part, "num"),
            _count(part, "den"),
            Cell(words.value(part["value"], "percent"), part["value"]),
        ]
        for name, part in held.items()
        if name in READINGS
    ]
    shares = [part["value"] for part in held.values()]
    spread = (
        f"Between {words.value(min(shares), 'percent')} and {words.value(max(shares), 'percent')} in "
        f"{words.period(row.period)}, depending on what \u201c24 business hours\u201d is taken to mean."
    )
    body = leaf(html.Div(table(columns, cells, "The three readings", "plain")))
    return card(
        ask,
        answer,
        selection,
        Picture(body=body),
        "readings",
        "What if the rule is read another way?",
        spread,
    )


def _count(part: dict, key: str) -> Cell:
    return Cell(words.amount(part[key]), part[key])
