"""One series over time: limits as a pale band, target dashed, events in words, judged points by meaning."""

from collections.abc import Sequence

from dashboard.drawing.axes import axis_remark, hover, layout, period_ticks, shown, value_axis
from dashboard.drawing.picture import Picture
from dashboard.drawing.theme import ACCENT, BAND, COMMON, CONTROL, INK, MARKS
from dashboard.drawing.trend_labels import (
    SECOND_TOP,
    event_label,
    event_line,
    events,
    hidden_label,
    latest_label,
    room_above,
    second_label,
    target_label,
)
from dashboard.shell.address import MEASURE
from pipelines.questions.details import single_figures
from pipelines.questions.look import SecondLine
from pipelines.questions.released import HIDDEN, SHOWN, Limits, Released, Row
from pipelines.questions.template import marked
from pipelines.words import units
from pipelines.words.say import say

BAND_WORDS = marked("limits of ordinary variation, and the average")
SECOND_HEIGHT = 80
"""Pixels more for the line beneath."""
HIDDEN_WORDS = marked("hidden to protect people; it may be any number, so do not read it as 0")


def trend(answer: Released, height: int = 240, with_second: bool = False) -> Picture:
    """The series of an answer without groups. `with_second` draws the second line of its kind where it is held."""
    rows, unit = answer.rows, answer.unit
    beside = _beside(answer) if with_second else None
    second = _values_of(rows, beside.field, unit) if beside else []
    axis = value_axis(_extent(answer), unit)
    periods = [r.period for r in rows]
    meanings, seen = meanings_of(answer), events(answer, periods)
    figure = {
        "data": [
            *_bands(answer.limits, periods, unit),
            *_target_line(answer),
            *_second_line(second),
            *_line(rows, unit),
            *_points(rows, meanings, unit, answer.indicator),
        ],
        "layout": {
            **layout(period_ticks(periods), axis, top=room_above(seen)),
            **_panels(second, axis, unit, period_ticks(periods), room_above(seen)),
            "shapes": [event_line(periods, e) for e in seen],
            "annotations": [
                *target_label(answer),
                *(event_label(periods, e) for e in seen),
                *latest_label(
                    rows, unit, say(beside.first) if beside else "", axis["range"], shown(answer.target, unit)
                ),
                *(second_label(second, say(beside.name), unit) if beside else ()),
                *(hidden_label(i, axis) for i, r in enumerate(rows) if r.status == HIDDEN),
            ],
        },
    }
    return Picture(figure, height + (SECOND_HEIGHT if second else 0), key=_key(answer, meanings, axis))


def meanings_of(answer: Released) -> list[str]:
    """Per row: improvement, concern, change, none, or pending where it is not judged yet."""
    judged = dict(zip(answer.limits.periods, answer.limits.meaning, strict=True)) if answer.limits else {}
    return [judged.get(r.period, "none") if r.judged else "pending" for r in answer.rows]


def _panels(second: Sequence[float | None], axis: dict, unit: str, ticks: dict, top: int) -> dict:
    """Room of its own for a second line beneath, on an axis of its own: it must not set the scale of the first (G7)."""
    if not second:
        return {}
    beneath = value_axis([0.0, *(v for v in second if v is not None)], unit)
    beneath |= {"tickvals": beneath["tickvals"][:: max(1, len(beneath["tickvals"]) - 1)]}
    beneath |= {"ticktext": [units.on_axis(t, unit, 0) for t in beneath["tickvals"]]}
    both = layout(ticks | {"anchor": "y2"}, axis | {"domain": [0.4, 1]}, top=top)
    return {**both, "yaxis2": layout({}, beneath | {"domain": [0, SECOND_TOP]})["yaxis"]}


def _extent(answer: Released) -> list[float]:
    """Every number the vertical axis must hold."""
    limits = answer.limits
    lines = [*limits.lower, *limits.upper] if limits else []
    values = [r.value for r in answer.rows if r.status == SHOWN] + lines + [answer.target]
    drawn = [shown(v, answer.unit) for v in values]
    return [v for v in drawn if v is not None]


def _bands(limits: Limits | None, periods: Sequence[str], unit: str) -> list[dict]:
    """Per phase a pale band between its limits and a line at its centre."""
    if limits is None:
        return []
    place = {p: i for i, p in enumerate(periods)}
    return [trace for phase in _phases(limits) for trace in _band(limits, phase, place, unit)]


def _phases(limits: Limits) -> list[list[int]]:
    """Runs of neighbouring judged periods with one centre."""
    runs: list[list[int]] = []
    for i, centre in enumerate(limits.center):
        if centre is None:
            continue
        before = limits.center[i - 1] if runs and runs[-1][-1] == i - 1 else None
        if before is not None and abs(before - centre) < 1e-9:
            runs[-1].append(i)
        else:
            runs.append([i])
    return runs


def _band(limits: Limits, phase: list[int], place: dict[str, int], unit: str) -> list[dict]:
    at = [place[limits.periods[i]] for i in phase if limits.periods[i] in place]
    if not at:
        return []
    ends = [at[0] - 0.35, *at[1:-1], at[-1] + 0.35] if len(at) > 1 else [at[0] - 0.35, at[0] + 0.35]
    take = phase if len(phase) > 1 else phase * 2
    lower, upper = ([shown(side[i], unit) for i in take] for side in (limits.lower, limits.upper))
    centre = [shown(limits.center[i], unit) for i in take]
    silent = {"type": "scatter", "mode": "lines", "hoverinfo": "skip"}
    band = {
        **silent,
        "x": [*ends, *reversed(ends)],
        "y": [*upper, *reversed(lower)],
        "fill": "toself",
        "fillcolor": BAND,
        "line": {"width": 0},
    }
    return [band, {**silent, "x": ends, "y": centre, "line": {"color": INK, "width": 1.2}}]


def _line(rows: Sequence[Row], unit: str) -> list[dict]:
    """Judged points joined; a gap stays a gap."""
    y = [shown(r.value, unit) if r.status == SHOWN and r.judged else None for r in rows]
    return [
        {
            "type": "scatter",
            "mode": "lines",
            "x": list(range(len(rows))),
            "y": y,
            "hoverinfo": "skip",
            "connectgaps": False,
            "line": {"color": COMMON, "width": 1.6},
        }
    ]


def _points(rows: Sequence[Row], meanings: Sequence[str], unit: str, indicator: str) -> list[dict]:
    """The judged marks by meaning; a click on one leads to its measure (G4)."""
    traces = []
    for meaning, mark in MARKS.items():
        at = [
            i
            for i, r in enumerate(rows)
            if meanings[i] == meaning and r.status == SHOWN and r.value is not None
        ]
        if at:
            said = say(mark.word) if meaning != "none" else ""
            traces.append(
                {
                    "type": "scatter",
                    "mode": "markers",
                    "x": at,
                    "y": [shown(rows[i].value, unit) for i in at],
                    "hovertext": [hover(rows[i], unit, said) for i in at],
                    "hoverinfo": "text",
                    "cliponaxis": False,
                    "customdata": [[MEASURE, indicator]] * len(at),
                    "marker": {
                        "color": mark.colour,
                        "symbol": mark.symbol,
                        "size": mark.size,
                        "line": {"width": 1.8 if meaning == "pending" else 0, "color": mark.colour},
                    },
                }
            )
    return traces


def _target_line(answer: Released) -> list[dict]:
    """A trace, not a shape: a shape below would vanish under the band."""
    if answer.target is None:
        return []
    at = shown(answer.target, answer.unit)
    return [
        {
            "type": "scatter",
            "mode": "lines",
            "x": [-0.7, len(answer.rows) - 0.3],
            "y": [at, at],
            "hoverinfo": "skip",
            "line": {"color": ACCENT, "width": 1.8, "dash": "6px,4px"},
        }
    ]


def _beside(answer: Released) -> SecondLine | None:
    """The second line of the kind, where any row holds its figure."""
    line = answer.look.second_line
    return line if line and any(line.field in single_figures(r.detail) for r in answer.rows) else None


def _values_of(rows: Sequence[Row], field: str, unit: str) -> list[float | None]:
    return [
        shown(single_figures(r.detail).get(field), unit) if r.status == SHOWN and r.judged else None
        for r in rows
    ]


def _second_line(second: Sequence[float | None]) -> list[dict]:
    if not second:
        return []
    return [
        {
            "type": "scatter",
            "mode": "lines",
            "x": list(range(len(second))),
            "y": list(second),
            "hoverinfo": "skip",
            "connectgaps": False,
            "yaxis": "y2",
            "line": {"color": CONTROL, "width": 1.6, "dash": "4px,3px"},
        }
    ]


def _key(answer: Released, meanings: Sequence[str], axis: dict) -> list[tuple[str, str]]:
    """Only what appears in the picture."""
    seen = [(f"mark-{m}", say(MARKS[m].word)) for m in MARKS if m in meanings and m != "none"]
    band = (
        [("mark-band", say(BAND_WORDS))]
        if answer.limits and any(c is not None for c in answer.limits.center)
        else []
    )
    hidden = [("", say(HIDDEN_WORDS))] if any(r.status == HIDDEN for r in answer.rows) else []
    remark = axis_remark(axis, answer.unit)
    return [*seen, *band, *hidden, *([("", remark)] if remark else [])]
