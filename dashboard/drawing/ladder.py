"""Ratios on a logarithmic track with 1 in the middle: a ladder over sections, as a table with drawings.

The rows are real table rows (name, track, figure), so the picture reads aloud and folds on a phone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log

from dash import html

from dashboard.drawing.axes import ratio_end
from dashboard.drawing.picture import Picture
from dashboard.drawing.static_parts import static_part
from dashboard.drawing.trend import HIDDEN_WORDS
from dashboard.shell.aria import aria
from dashboard.shell.private_dash import Children
from pipelines.questions.adverse_gap import NEITHER, side_of
from pipelines.questions.details import is_apart
from pipelines.questions.released import HIDDEN, SHOWN, Row
from pipelines.words import units
from pipelines.words.say import say

TICKS = (0.1, 0.2, 0.5, 1, 2, 5, 10)


@dataclass(frozen=True)
class Section:
    """One block of the ladder: a heading (text or link) and its (name, row) lines in a fixed order."""

    heading: Children
    lines: Sequence[tuple[str, Row]]
    name: str = ""
    """The heading in plain words, for the table's caption."""
    chosen: bool = False


def ladder(sections: Sequence[Section], reference: str, first_column: str, narrow: bool = False) -> Picture:
    """All sections on one axis, so that their lengths compare; narrow ones stand three abreast."""
    rows = [r for s in sections for _, r in s.lines]
    end = ratio_end([r.value for r in rows if r.status == SHOWN and r.value])
    blocks = [_section(s, reference, end, first_column) for s in sections]
    return Picture(
        body=static_part(html.Div(blocks, className="ladder narrow" if narrow else "ladder")),
        key=_key(rows, reference),
    )


def _section(section: Section, reference: str, end: float, first_column: str) -> html.Div:
    head = html.Thead(
        html.Tr(
            [
                html.Th(first_column, scope="col", className="visually-hidden"),
                html.Th(_axis(end), scope="col", className="track-head"),
                html.Th(say("Ratio and interval"), scope="col", className="number"),
            ]
        )
    )
    body = html.Tbody([_line(name, row, reference, end) for name, row in section.lines])
    caption = html.Caption(section.name, className="visually-hidden")
    name = "rungs chosen" if section.chosen else "rungs"
    return html.Div([html.H3(section.heading), html.Table([caption, head, body])], className=name)


def _axis(end: float) -> list:
    """The tick labels above the tracks."""
    ticks = [
        html.Span(f"{t:g}", style={"left": f"{_across(t, end):.2f}%"}, className="tick") for t in _ticks(end)
    ]
    return [
        html.Span(say("Ratio, logarithmic scale"), className="visually-hidden"),
        html.Span(ticks, className="ticks", **aria(hidden="true")),
    ]


def _ticks(end: float) -> list[float]:
    inside = [t for t in TICKS if 1 / end <= t <= end]
    return inside if len(inside) > 2 else [1 / end, 1, end]


def _across(ratio: float, end: float) -> float:
    """Place of a ratio along the track, 0 to 100, kept inside it."""
    return min(100.0, max(0.0, 50 + 50 * log(ratio) / log(end)))


def _line(name: str, row: Row, reference: str, end: float) -> html.Tr:
    is_reference = bool(reference) and reference in row.words
    return html.Tr(
        [
            html.Th(name, scope="row"),
            html.Td(_track(row, end, is_reference), className="track-cell"),
            html.Td(_said(row, is_reference), className="number strong" if differs(row) else "number"),
        ],
        className="reference" if is_reference else None,
    )


def differs(row: Row) -> bool:
    """True when the door sets the ratio apart from 1 by more than chance, at a decision with an adverse side (D2)."""
    return is_apart(row.detail) and side_of(row) != NEITHER


def _said(row: Row, is_reference: bool) -> list | str:
    if is_reference and row.status == SHOWN:
        return say("reference")
    interval = units.interval(row, "ratio") and f" ({units.dashed(row, 'ratio')})"
    return [units.figure(row, "ratio"), html.Span(interval, className="interval")]


def _track(row: Row, end: float, is_reference: bool) -> html.Span:
    parts = [html.Span(className="parity")]
    if row.status == SHOWN and row.value:
        if row.low and row.high:
            left, right = _across(row.low, end), _across(row.high, end)
            parts.append(
                html.Span(
                    className=_whisker(row, row.low, row.high, end),
                    style={"left": f"{left:.2f}%", "width": f"{right - left:.2f}%"},
                )
            )
        name = "point hollow" if is_reference else "point clear" if differs(row) else "point"
        parts.append(html.Span(className=name, style={"left": f"{_across(row.value, end):.2f}%"}))
    return html.Span(parts, className="track", **aria(hidden="true"))


def _whisker(row: Row, low: float, high: float, end: float) -> str:
    """An interval that runs off the track ends in an arrow."""
    off = (" off-left" if low < 1 / end else "") + (" off-right" if high > end else "")
    return f"whisker{' clear' if differs(row) else ''}{off}"


def _key(rows: Sequence[Row], reference: str) -> list[tuple[str, str]]:
    hidden = [("", say(HIDDEN_WORDS))] if any(r.status == HIDDEN for r in rows) else []
    named = [("mark-hollow", say("reference: {group}", group=reference))] if reference else []
    return [
        ("mark-dot", say("apart from 1 by more than chance among so many: look here")),
        ("mark-quiet", say("not set apart from 1")),
        *named,
        *hidden,
        ("", say("Logarithmic scale, 1 in the middle.")),
    ]
