"""Groups side by side: one ink, a fixed order, names on the axis, intervals as lines."""

from collections.abc import Sequence

from dashboard.drawing.axes import axis_remark, hover, layout, plain, shown, target_line, text_at, value_axis
from dashboard.drawing.picture import Picture
from dashboard.drawing.theme import ACCENT, INK, SHEET
from dashboard.drawing.trend import HIDDEN_WORDS
from dashboard.shell.address import PLACE
from dashboard.shell.reader import latest_rows
from pipelines.questions.details import is_few
from pipelines.questions.dimensions import ORGANISATION, UNKNOWN
from pipelines.questions.released import HIDDEN, SHOWN, Released, Row
from pipelines.words import joining, units
from pipelines.words.say import say

ROW, TALL_ROW, WRAP = 32, 40, 20
"""Pixels a row, and where names take two lines; letters of a name before it breaks."""


def dots(answer: Released, beside: Released | None = None, said: tuple[str, str] = ("", "")) -> Picture:
    """One row a group, of the latest period. `beside` adds a hollow mark a group; `said` names the two."""
    rows, unit = latest_rows(answer), answer.unit
    others = _matched(rows, beside)
    drawn = [r for r in (*rows, *others) if r is not None and r.status == SHOWN]
    target = shown(answer.target, unit)
    extent = [shown(v, unit) for r in drawn for v in (r.value, r.low, r.high)] + [target]
    axis = value_axis([v for v in extent if v is not None], unit)
    lift = 0.14 if others else 0.0
    figure = {
        "data": [
            *_marks(rows, unit, answer.reference, -lift),
            *(_marks(others, unit, "", lift, hollow=True) if others else ()),
        ],
        "layout": {
            **layout(
                axis | {"showgrid": False, "side": "bottom"},
                _names(rows),
                top=24,
                bottom=28,
                left=8,
                right=56,
            ),
            "shapes": [] if target is None else [target_line(target)],
            "annotations": [*_figures(rows, unit), *_absences(rows, axis, unit), *_target(answer)],
        },
    }
    return Picture(
        figure, height_of(names_of(rows)), key=_key(answer, rows, axis, said if others else ("", ""))
    )


def height_of(names: Sequence[str]) -> int:
    """Pixels for rows with these names."""
    row = TALL_ROW if any(len(n) > WRAP and " " in n for n in names) else ROW
    return max(180, row * len(names) + 64)


def _matched(rows: Sequence[Row], beside: Released | None) -> list[Row | None]:
    """The rows of the second answer in the order of the first."""
    if beside is None:
        return []
    found = {r.group: r for r in latest_rows(beside)}
    return [found.get(r.group) for r in rows]


def _names(rows: Sequence[Row]) -> dict:
    return {
        "range": [len(rows) - 0.4, -0.6],
        "tickvals": list(range(len(rows))),
        "ticktext": [wrapped(name) for name in names_of(rows)],
        "automargin": True,
        "tickfont": {"size": 14, "color": INK},
        "ticklabelstandoff": 8,
    }


def names_of(rows: Sequence[Row]) -> list[str]:
    """The groups' names, without what all of them share: the decision point of a table by group."""
    shared = {r.words[:-1] for r in rows}
    return [r.words[-1] if len(shared) == 1 and r.words else joining.group_words(r.words) for r in rows]


def wrapped(name: str) -> str:
    """A long name on two lines, broken at a space."""
    if len(name) <= WRAP:
        return plain(name)
    gaps = [i for i, c in enumerate(name) if c == " "]
    if not gaps:
        return plain(name)
    middle = min(gaps, key=lambda i: abs(i - len(name) / 2))
    return f"{plain(name[:middle])}<br>{plain(name[middle + 1 :])}"


def _marks(
    rows: Sequence[Row | None], unit: str, reference: str, lift: float, hollow: bool = False
) -> list[dict]:
    at = [(i, r) for i, r in enumerate(rows) if r is not None and r.status == SHOWN and r.value is not None]
    lines = [t for i, r in at for t in _interval(i + lift, r, unit)]
    empty = [
        hollow or is_few(r.detail) or bool(reference and r.words and r.words[-1] == reference) for _, r in at
    ]
    marks = {
        "type": "scatter",
        "mode": "markers",
        "x": [shown(r.value, unit) for _, r in at],
        "y": [i + lift for i, _ in at],
        "hoverinfo": "text",
        "cliponaxis": False,
        "hovertext": [hover(r, unit) for _, r in at],
        "customdata": [leads_to(r) for _, r in at],
        "marker": {
            "size": 8 if hollow else 10,
            "symbol": "diamond" if hollow else "circle",
            "color": [SHEET if e else INK for e in empty],
            "line": {"width": 1.8, "color": INK},
        },
    }
    return [*lines, marks]


def leads_to(row: Row) -> list[str] | None:
    """Where a click on a group's mark leads: (key of the address, word); None where it is no place (G4)."""
    place = next(((d, v) for d, v in row.group if d in ORGANISATION and v != UNKNOWN), None)
    return [PLACE, place[1]] if place else None


def _interval(y: float, row: Row, unit: str) -> list[dict]:
    low, high = shown(row.low, unit), shown(row.high, unit)
    if low is None or high is None:
        return []
    return [
        {
            "type": "scatter",
            "mode": "lines",
            "x": [low, high],
            "y": [y, y],
            "hoverinfo": "skip",
            "line": {"color": INK, "width": 1.8},
        }
    ]


def _figures(rows: Sequence[Row], unit: str) -> list[dict]:
    """Each group's figure in a column at the right."""
    return [
        text_at(1, i, f"<b>{units.figure(r, unit)}</b>", INK, size=14, xref="paper", xanchor="left", xshift=8)
        for i, r in enumerate(rows)
        if r.status == SHOWN and r.value is not None
    ]


def _absences(rows: Sequence[Row], axis: dict, unit: str) -> list[dict]:
    """In its place, the word for why a group has no mark."""
    start = axis["range"][0]
    return [
        text_at(start, i, f"<i>{units.figure(r, unit)}</i>", xanchor="left", bgcolor=SHEET, borderpad=2)
        for i, r in enumerate(rows)
        if r.status != SHOWN or r.value is None
    ]


def _target(answer: Released) -> list[dict]:
    at = shown(answer.target, answer.unit)
    if at is None:
        return []
    said = say("target {value}", value=units.value(answer.target, answer.unit))
    return [text_at(at, 1, said, ACCENT, yref="paper", yanchor="bottom")]


def _key(answer: Released, rows: Sequence[Row], axis: dict, said: tuple[str, str]) -> list[tuple[str, str]]:
    has_interval = any(r.low is not None for r in rows)
    first = said[0] or (say("figure and its interval") if has_interval else say("figure"))
    second = [("mark-hollow-diamond", said[1])] if said[1] else []
    reference = (
        [("mark-hollow", say("reference: {group}", group=answer.reference))] if answer.reference else []
    )
    hidden = [("", say(HIDDEN_WORDS))] if any(r.status == HIDDEN for r in rows) else []
    remark = axis_remark(axis, answer.unit)
    few = [("mark-hollow", say("few answered: unstable"))] if any(is_few(r.detail) for r in rows) else []
    return [("mark-dot", first), *second, *few, *reference, *hidden, *([("", remark)] if remark else [])]
