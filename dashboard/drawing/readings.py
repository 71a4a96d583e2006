"""The same share under each reading of "24 business hours", side by side."""

from dash import html

from dashboard.drawing.card import card
from dashboard.drawing.picture import Picture
from dashboard.drawing.static_parts import static_part
from dashboard.drawing.table import Cell, Column, table
from dashboard.shell.reader import Reader, Refused, last_judged
from pipelines.questions.details import Reading, Readings
from pipelines.questions.released import Released
from pipelines.questions.selection import Selection
from pipelines.questions.template import marked
from pipelines.words import dates, joining, units
from pipelines.words.say import say, say_in

READINGS = {
    "A": marked("24 hours counted only while the office is open"),
    "B": marked("the same clock time on the next business day"),
    "C": marked("the close of the next business day"),
}


def readings(reader: Reader, answer: Released | Refused, selection: Selection) -> html.Article | None:
    """How much the figure depends on the reading of "24 business hours"; None where none is held."""
    row = last_judged(answer)
    if row is None or not isinstance(row.detail, Readings):
        return None
    held = row.detail.readings
    columns = [
        Column(say("Reading")),
        Column(say("In time"), number=True),
        Column(say_in("column", "Of"), number=True),
        Column(say("Share"), number=True),
    ]
    cells = [
        [
            Cell([html.Strong(name), f" {say(READINGS[name])}"], name),
            _count(part.num),
            _count(part.den),
            Cell(units.value(part.value, "percent"), part.value),
        ]
        for name, part in held.items()
        if name in READINGS
    ]
    ordered = sorted(held.values(), key=lambda part: part.value)
    least, most = (units.value(part.value, "percent") for part in (ordered[0], ordered[-1]))
    period = dates.period(row.period)
    if least == most:
        spread = say(
            "{share} in {period}, whatever \u201c24 business hours\u201d is taken to mean.",
            share=least,
            period=period,
        )
    else:
        spread = say(
            "Between {least} ({few}) and {most} ({many}) in {period}, "
            "depending on what \u201c24 business hours\u201d is taken to mean.",
            least=least,
            few=_counts(ordered[0]),
            most=most,
            many=_counts(ordered[-1]),
            period=period,
        )
    if len({part.den for part in held.values()}) > 1:
        spread = joining.told_after(
            spread,
            say("What is not yet due by a reading is not counted in it, so that they differ in number."),
        )
    body = static_part(html.Div(table(columns, cells, say("The three readings"), "plain")))
    return card(
        reader,
        answer,
        selection,
        Picture(body=body),
        "readings",
        say("What if the rule is read another way?"),
        spread,
    )


def _counts(part: Reading) -> str:
    return say("{count} of {all}", count=units.amount(part.num), all=units.amount(part.den))


def _count(number: int) -> Cell:
    return Cell(units.amount(number), number)
