"""One series over time: limits as a pale band, target dashed, events in words, judged points by meaning."""

from collections.abc import Sequence

from dashboard import words
from dashboard.charts.axes import (
    axis_remark, hover, layout, period_ticks, plain, shown, text_at, value_axis,
)
from dashboard.charts.picture import Picture
from dashboard.theme import ACCENT, BAND, COMMON, CONTROL, INK, MARKS, MUTED
from pipelines.released import HIDDEN, SHOWN, Limits, Released, Row

BAND_WORDS = "limits of ordinary variation, and the average"
HIDDEN_WORDS = "hidden: too few to show safely; it is not 0"


def trend(answer: Released, beside: tuple[str, str] | None = None, name: str = "", height: int = 240) -> Picture:
    """The series of an answer without groups. `beside` adds a second line: a key of `more`, and its words."""
    rows, unit = answer.rows, answer.unit
    second = _beside(rows, beside[0], unit) if beside else []
    axis = value_axis(_extent(answer, second), unit)
    periods = [r.period for r in rows]
    meanings = meanings_of(answer)
    figure = {
        "data": [
            *_bands(answer.limits, periods, unit),
            *_target_line(answer),
            *_second_line(second),
            *_line(rows, unit),
            *_points(rows, meanings, unit),
        ],
        "layout": {
            **layout(period_ticks(periods), axis),
            "shapes": [_event_line(periods, e) for e in _events(answer, periods)],
            "annotations": [
                *_target_label(answer),
                *(_event_label(periods, e) for e in _events(answer, periods)),
                *_latest_label(rows, unit, name),
                *_second_label(second, beside),
                *(_hidden_label(i, axis) for i, r in enumerate(rows) if r.status == HIDDEN),
            ],
        },
    }
    return Picture(figure, height, key=_key(answer, meanings, axis))


def meanings_of(answer: Released) -> list[str]:
    """Per row: improvement, concern, change, none, or pending where it is not judged yet."""
    judged = dict(zip(answer.limits.periods, answer.limits.meaning, strict=True)) if answer.limits else {}
    return [judged.get(r.period, "none") if r.judged else "pending" for r in answer.rows]


def _extent(answer: Released, second: Sequence[float | None]) -> list[float]:
    """Every number the vertical axis must hold."""
    limits = answer.limits
    lines = [*limits.lower, *limits.upper] if limits else []
    values = [r.value for r in answer.rows if r.status == SHOWN] + lines + [answer.target]
    drawn = [shown(v, answer.unit) for v in values] + list(second)
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
        if runs and runs[-1][-1] == i - 1 and abs(limits.center[i - 1] - centre) < 1e-9:
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
    band = {**silent, "x": [*ends, *reversed(ends)], "y": [*upper, *reversed(lower)], "fill": "toself",
            "fillcolor": BAND, "line": {"width": 0}}
    return [band, {**silent, "x": ends, "y": centre, "line": {"color": INK, "width": 1.2}}]


def _line(rows: Sequence[Row], unit: str) -> list[dict]:
    """Judged points joined; a gap stays a gap."""
    y = [shown(r.value, unit) if r.status == SHOWN and r.judged else None for r in rows]
    return [{"type": "scatter", "mode": "lines", "x": list(range(len(rows))), "y": y, "hoverinfo": "skip",
             "connectgaps": False, "line": {"color": COMMON, "width": 1.6}}]


def _points(rows: Sequence[Row], meanings: Sequence[str], unit: str) -> list[dict]:
    traces = []
    for meaning, mark in MARKS.items():
        at = [i for i, r in enumerate(rows) if meanings[i] == meaning and r.status == SHOWN and r.value is not None]
        if at:
            said = mark.word if meaning != "none" else ""
            traces.append({
                "type": "scatter", "mode": "markers", "x": at, "y": [shown(rows[i].value, unit) for i in at],
                "hovertext": [hover(rows[i], unit, said) for i in at], "hoverinfo": "text",
                "marker": {"color": mark.colour, "symbol": mark.symbol, "size": mark.size,
                           "line": {"width": 1.8 if meaning == "pending" else 0, "color": mark.colour}},
            })
    return traces


def _target_line(answer: Released) -> list[dict]:
    """A trace, not a shape: a shape below would vanish under the band."""
    if answer.target is None:
        return []
    at = shown(answer.target, answer.unit)
    return [{"type": "scatter", "mode": "lines", "x": [-0.7, len(answer.rows) - 0.3], "y": [at, at],
             "hoverinfo": "skip", "line": {"color": ACCENT, "width": 1.8, "dash": "6px,4px"}}]


def _target_label(answer: Released) -> list[dict]:
    """The target's name at the end of its line that the points leave free."""
    if answer.target is None:
        return []
    at = shown(answer.target, answer.unit)
    left, below = _free_side(answer, at)
    said = f"target {words.value(answer.target, answer.unit)}"
    return [text_at(0.004 if left else 0.996, at, said, ACCENT, xref="paper", xanchor="left" if left else "right",
                    yanchor="top" if below else "bottom", bgcolor="rgba(255,255,255,0.72)", borderpad=1)]


def _free_side(answer: Released, at: float) -> tuple[bool, bool]:
    """(left end, below the line): where the nearest points are farthest from the label."""
    count = len(answer.rows)
    reach = max(3, count // 5)

    def room(left: bool, below: bool) -> float:
        near = answer.rows[:reach] if left else answer.rows[-reach:]
        above = [shown(r.value, answer.unit) - at for r in near if r.status == SHOWN and r.value is not None]
        crowding = [-d if below else d for d in above]
        return -sum(1 / (1 + abs(d)) for d in crowding if d >= -1)

    corners = ((True, False), (False, False), (True, True), (False, True))
    return max(corners, key=lambda corner: room(*corner))


def _events(answer: Released, periods: Sequence[str]) -> list[tuple[str, str]]:
    return [(p, said) for p, said in answer.events if p in periods]


def _event_line(periods: Sequence[str], event: tuple[str, str]) -> dict:
    at = list(periods).index(event[0]) - 0.5
    return {"type": "line", "x0": at, "x1": at, "y0": 0, "y1": 1, "yref": "paper", "layer": "above",
            "line": {"color": MUTED, "width": 1.4, "dash": "2px,3px"}}


def _event_label(periods: Sequence[str], event: tuple[str, str]) -> dict:
    at = list(periods).index(event[0]) - 0.5
    late = at > len(periods) / 2
    return text_at(at, 1, plain(event[1]), yref="paper", yanchor="bottom", xanchor="right" if late else "left")


def _latest_label(rows: Sequence[Row], unit: str, name: str) -> list[dict]:
    """The last judged figure, above its point; with a name, below it, to leave room for a second line."""
    judged = [(i, r) for i, r in enumerate(rows) if r.status == SHOWN and r.judged and r.value is not None]
    if not judged:
        return []
    i, row = judged[-1]
    said = f"{name} {words.value(row.value, unit)}".strip()
    place = {"yshift": -9, "yanchor": "top", "xanchor": "right"} if name else {"yshift": 9, "yanchor": "bottom"}
    return [text_at(i, shown(row.value, unit), f"<b>{said}</b>", INK, size=14, **place)]


def _beside(rows: Sequence[Row], key: str, unit: str) -> list[float | None]:
    return [shown(r.more.get(key), unit) if r.status == SHOWN and r.judged else None for r in rows]


def _second_line(second: Sequence[float | None]) -> list[dict]:
    if not second:
        return []
    return [{"type": "scatter", "mode": "lines", "x": list(range(len(second))), "y": list(second),
             "hoverinfo": "skip", "connectgaps": False, "line": {"color": CONTROL, "width": 1.6, "dash": "4px,3px"}}]


def _second_label(second: Sequence[float | None], beside: tuple[str, str] | None) -> list[dict]:
    known = [(i, v) for i, v in enumerate(second) if v is not None]
    if not known or beside is None:
        return []
    i, at = known[-1]
    return [text_at(i, at, f"<b>{beside[1]} {words.number(at, 1)} h</b>", MUTED, size=14, yshift=7, yanchor="bottom",
                    xanchor="right")]


def _hidden_label(i: int, axis: dict) -> dict:
    return text_at(i, axis["range"][0], "hidden", textangle=-90, yanchor="bottom")


def _key(answer: Released, meanings: Sequence[str], axis: dict) -> list[tuple[str, str]]:
    """Only what appears in the picture."""
    seen = [(f"mark-{m}", MARKS[m].word) for m in MARKS if m in meanings and m != "none"]
    band = [("mark-band", BAND_WORDS)] if answer.limits and any(c is not None for c in answer.limits.center) else []
    hidden = [("", HIDDEN_WORDS)] if any(r.status == HIDDEN for r in answer.rows) else []
    remark = axis_remark(axis, answer.unit)
    return [*seen, *band, *hidden, *([("", remark)] if remark else [])]
