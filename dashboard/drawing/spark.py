"""A line the size of a word, for a table cell; its alternative says what it shows."""

from collections.abc import Sequence
from operator import itemgetter

from dash import html

from dashboard.drawing.icons import data_uri
from dashboard.drawing.theme import COMMON, CONTROL, MARKS
from pipelines.questions.released import SHOWN, Released, Row
from pipelines.words import dates, units
from pipelines.words.say import say, say_plural

WIDTH, HEIGHT, EDGE = 132, 32, 5


def sparkline(answer: Released, meaning: str = "none") -> html.Img | html.Span:
    """The series of an answer in small, ending in the mark of what the last judged point means."""
    rows = _with_values(answer.rows)
    if len(rows) < 2:
        return html.Span(say("too few points"), className="quiet")
    return html.Img(
        src=data_uri(_svg(answer.rows, meaning)),
        alt=_alternative(rows, answer.unit),
        className="spark",
        width=str(WIDTH),
        height=str(HEIGHT),
    )


def _with_values(rows: Sequence[Row]) -> list[tuple[int, Row, float]]:
    """(place in the series, row, value) of every row that shows a value."""
    return [(i, r, r.value) for i, r in enumerate(rows) if r.status == SHOWN and r.value is not None]


def _alternative(rows: Sequence[tuple[int, Row, float]], unit: str) -> str:
    def said(place: int, row: Row, value: float) -> str:
        when = dates.period(row.period, short=True)
        return say("{value} in {period}", value=units.value(value, unit), period=when)

    return say_plural(
        "From {first} to {last}; lowest {lowest}, highest {highest}; {count} point.",
        "From {first} to {last}; lowest {lowest}, highest {highest}; {count} points.",
        len(rows),
        first=said(*rows[0]),
        last=said(*rows[-1]),
        lowest=said(*min(rows, key=itemgetter(2))),
        highest=said(*max(rows, key=itemgetter(2))),
    )


def _svg(rows: Sequence[Row], meaning: str) -> str:
    shown = _with_values(rows)
    low, high = min(v for _, _, v in shown), max(v for _, _, v in shown)
    across = (WIDTH - 2 * EDGE) / max(1, len(rows) - 1)
    up = (HEIGHT - 2 * EDGE) / ((high - low) or 1)
    points = [(EDGE + i * across, HEIGHT - EDGE - (v - low) * up, r) for i, r, v in shown]
    judged = [p for p in points if p[2].judged]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y, _ in judged)
    head = f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}">'
    stroke = f'fill="none" stroke="{CONTROL}" stroke-width="1.5" stroke-linejoin="round"'
    line = f'<polyline points="{path}" {stroke}/>'
    return head + line + _ends(judged, points, meaning) + "</svg>"


def _ends(judged: list, points: list, meaning: str) -> str:
    """The mark of the last judged point, and hollow rings for what is still coming in."""
    rings = [
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="#fff" stroke="{COMMON}" stroke-width="1.4"/>'
        for x, y, row in points
        if not row.judged
    ]
    if not judged:
        return "".join(rings)
    x, y, _ = judged[-1]
    return _mark(x, y, meaning) + "".join(rings)


def _mark(x: float, y: float, meaning: str) -> str:
    colour = MARKS[meaning if meaning in MARKS else "none"].colour
    if meaning == "concern":
        return f'<path d="M{x:.1f} {y - 4.6:.1f}l4.6 4.6-4.6 4.6-4.6-4.6z" fill="{colour}"/>'
    if meaning == "change":
        return f'<rect x="{x - 3.5:.1f}" y="{y - 3.5:.1f}" width="7" height="7" fill="{colour}"/>'
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.8" fill="{colour}"/>'
