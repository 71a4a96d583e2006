"""Who carries too much: a dot for each coded worker, by unit, against the standard at 1.0."""

from collections.abc import Mapping, Sequence

from dashboard.drawing.axes import layout, nice_ticks, plain, target_line, text_at
from dashboard.drawing.dots import height_of, wrapped
from dashboard.drawing.picture import Picture
from dashboard.drawing.theme import ACCENT, COMMON, CONCERN, INK
from pipelines.questions.released import Worklist
from pipelines.questions.template import marked
from pipelines.words import numbers
from pipelines.words.say import say

OVER, WITHIN = marked("over the standard"), marked("at or under the standard")


def workers(loads: Worklist) -> Picture:
    """One row a unit, the most overloaded first; needs the columns worker, unit and ratio (G8)."""
    rows = carrying(loads)
    units = by_load(rows)
    top = max([1.5, *(r["ratio"] for r in rows if r["ratio"] is not None)]) * 1.04
    ticks = nice_ticks(0, top, 3)
    figure = {
        "data": [_dots(rows, units, over, top / 1.04) for over in (False, True)],
        "layout": {
            **layout(
                {"range": [0, top], "tickvals": ticks, "ticktext": [numbers.number(t, 1) for t in ticks]},
                {
                    "range": [len(units) - 0.4, -0.6],
                    "tickvals": list(range(len(units))),
                    "ticktext": [wrapped(u) for u in units],
                    "automargin": True,
                    "griddash": "solid",
                    "tickfont": {"size": 14, "color": INK},
                    "ticklabelstandoff": 8,
                },
                top=26,
                bottom=46,
                left=8,
                right=64,
            ),
            "shapes": [target_line(1)],
            "annotations": [
                text_at(1, 1, say("standard"), ACCENT, yref="paper", yanchor="bottom"),
                text_at(1, 0, say("standard"), ACCENT, yref="paper", yanchor="top", yshift=-18),
                *(
                    text_at(t, 1, numbers.number(t, 1), yref="paper", yanchor="bottom")
                    for t in ticks
                    if len(units) > MANY and abs(t - 1) > top / 8
                ),
                *_counts(rows, units),
            ],
        },
    }
    return Picture(figure, height_of(units), key=_key())


MANY = 12
"""Units from which the figures of the axis stand at the head too: the foot is then out of sight."""


def by_load(rows: Sequence[Mapping]) -> list[str]:
    """The units, those first of whose workers most are over by most; equal ones by name."""
    of: dict[str, list[float]] = {}
    for row in rows:
        of.setdefault(str(row["unit"]), []).append(float("inf") if row.get("away") else row["ratio"])
    return sorted(of, key=lambda u: (-_middle(of[u]), u))


def _middle(loads: Sequence[float]) -> float:
    """The median load of a unit's workers: one who carries far too much does not make a unit."""
    ordered = sorted(loads)
    return (ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2]) / 2


def carrying(loads: Worklist) -> list[Mapping]:
    """The workers with a load or hours for one. Who is away and carries cases has no ratio, and is over (A20)."""
    return [r for r in loads.rows if isinstance(r.get("ratio"), int | float) or r.get("away")]


def _dots(rows: Sequence[Mapping], units: list[str], over: bool, end: float) -> dict:
    """The workers over the standard, or the others; who is away stands at the end of the axis."""
    wanted = [r for r in rows if bool(r["times"]) == over]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [r["ratio"] if r["ratio"] is not None else end for r in wanted],
        "y": [units.index(str(r["unit"])) + _nudge(i) for i, r in enumerate(wanted)],
        "hoverinfo": "text",
        "hovertext": [_hover(r) for r in wanted],
        "marker": {
            "size": 9 if over else 8,
            "symbol": "diamond" if over else "circle-open",
            "color": CONCERN if over else COMMON,
            "opacity": 0.85,
            "line": {"width": 1.4},
        },
    }


def _hover(row: Mapping) -> str:
    load = say("load {number}", number=numbers.number(row["load"], 2))
    if row.get("away"):
        load = say("{load}, away", load=load)
    return f"{plain(str(row.get('worker', '')))}<br>{load}"


def _nudge(i: int) -> float:
    """Three lanes, so that dots of like load do not cover each other."""
    return (i % 3 - 1) * 0.17


def _counts(rows: Sequence[Mapping], units: list[str]) -> list[dict]:
    """At the right of each unit: how many of its workers are over."""
    labels = []
    for i, unit in enumerate(units):
        own = [r["times"] for r in rows if str(r["unit"]) == unit]
        over = f"<b>{sum(bool(times) for times in own)}</b>"
        said = say("{part} of {whole}", part=over, whole=len(own))
        labels.append(text_at(1, i, said, INK, size=14, xref="paper", xanchor="left", xshift=8))
    return labels


def _key() -> list[tuple[str, str]]:
    return [
        ("mark-concern", say(OVER)),
        ("mark-pending", say(WITHIN)),
        (
            "",
            say(
                "At the right: how many are over, of how many. Units by the load of the worker in the middle."
            ),
        ),
    ]
