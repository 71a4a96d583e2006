"""What all figures share: the quiet layout, axes that start where the question needs it, ticks in words."""

from collections.abc import Sequence
from html import escape
from math import ceil, floor, log10
from typing import Any

from dashboard.drawing.theme import ACCENT, FONT, HAIRLINE, INK, MUTED, SHEET
from pipelines.questions.released import Row
from pipelines.words import dates, joining, units
from pipelines.words.say import say

RATIO_ENDS = (1.25, 1.5, 2, 3, 4, 5, 8, 10, 20, 50)


def plain(text: str) -> str:
    """Text that a figure prints as it is, and never reads as markup."""
    return escape(text, quote=False)


def layout(x: dict, y: dict, top: int = 28, bottom: int = 44, left: int = 48, right: int = 24) -> dict:
    """No title, no legend, horizontal hairlines only; nothing to drag or zoom."""
    still = {"fixedrange": True, "zeroline": False, "showline": False, "ticks": "", "tickangle": 0}
    return {
        "autosize": True,
        "margin": {"t": top, "b": bottom, "l": left, "r": right, "pad": 0},
        "font": {"family": FONT, "size": 13, "color": MUTED},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "showlegend": False,
        "dragmode": False,
        "hovermode": "closest",
        "hoverlabel": {
            "bgcolor": SHEET,
            "bordercolor": INK,
            "align": "left",
            "font": {"family": FONT, "size": 14, "color": INK},
        },
        "xaxis": {"showgrid": False, **still, **x},
        "yaxis": {"gridcolor": HAIRLINE, "gridwidth": 1, **still, **y},
    }


def shown(amount: float | None, unit: str) -> float | None:
    """A value on the axis of its unit: 0.93 percent stands at 93, a ratio at its logarithm."""
    how = units.unit_of(unit)
    if amount is None or (how.axis == units.LOG and amount <= 0):
        return None
    return log10(amount) if how.axis == units.LOG else amount * how.scale


def value_axis(values: Sequence[float], unit: str) -> dict:
    """Range and labelled ticks for values already on the axis of their unit."""
    if units.unit_of(unit).axis == units.LOG:
        return ratio_axis([10**v for v in values])
    low, high = _ends(values, unit)
    ticks = nice_ticks(low, high)
    decimals = 0 if all(float(t).is_integer() for t in ticks) else 1
    return {
        "range": [low, high],
        "tickvals": ticks,
        "ticktext": [units.on_axis(t, unit, decimals) for t in ticks],
    }


def _ends(values: Sequence[float], unit: str) -> tuple[float, float]:
    low, high = min(values, default=0), max(values, default=1)
    if units.unit_of(unit).axis == units.SHARE:
        start = 10 * floor((low - 2) / 10)
        return (0 if start < 20 else start), min(100.0, 10 * ceil((high + 1) / 10)) + 2
    if units.unit_of(unit).axis == units.FROM_ZERO:
        low = min(0, low)
    room = (high - low) * 0.12 or 1
    return (low - room if low < 0 else low), high + room


def ratio_axis(values: Sequence[float]) -> dict:
    """A logarithmic axis with 1 in the middle."""
    end = ratio_end(values)
    ticks = [t for t in (0.1, 0.2, 0.25, 0.5, 0.67, 0.8, 1, 1.25, 1.5, 2, 4, 5, 10) if 1 / end <= t <= end]
    if end > 2:
        ticks = [t for t in ticks if t in (0.1, 0.25, 0.5, 1, 2, 4, 10)]
    # Drawn on a plain axis of logarithms: labels and lines then share one coordinate.
    return {
        "range": [-log10(end), log10(end)],
        "tickvals": [log10(t) for t in ticks],
        "ticktext": [f"{t:g}" for t in ticks],
    }


def ratio_end(values: Sequence[float]) -> float:
    """How far a ratio axis reaches on both sides of 1."""
    reach = max((max(v, 1 / v) for v in values if v and v > 0), default=1)
    return next((e for e in RATIO_ENDS if e >= reach * 1.05), RATIO_ENDS[-1])


def nice_ticks(low: float, high: float, wanted: int = 4) -> list[float]:
    """About `wanted` round numbers between low and high."""
    span = (high - low) or 1
    base = 10 ** floor(log10(span / wanted))
    step = next(s * base for s in (1, 2, 2.5, 5, 10) if span / (s * base) <= wanted + 0.5)
    first = ceil(low / step - 1e-9)
    return [round(i * step, 10) for i in range(first, floor(high / step + 1e-9) + 1)]


def axis_remark(axis: dict, unit: str) -> str:
    """Says where the axis starts when that is not 0."""
    if units.unit_of(unit).axis == units.LOG:
        return say("The axis is logarithmic, with 1 in the middle.")
    start = axis["range"][0]
    if start <= 0:
        return ""
    return say("The axis starts at {start}.", start=units.on_axis(start, unit, 0))


def period_ticks(periods: Sequence[str]) -> dict:
    """Ticks along numbered periods: months by the quarter or half-year, the year under its first tick."""
    wanted = [i for i, p in enumerate(periods) if _marked(p, len(periods))] or list(range(len(periods)))
    labels, year = [], ""
    for i in wanted:
        name, its_year = _split(periods[i])
        labels.append(f"{name}<br>{its_year}" if its_year != year and name else name or its_year)
        year = its_year
    return {"tickvals": wanted, "ticktext": labels, "range": [-0.7, len(periods) - 0.3]}


def _marked(period: str, count: int) -> bool:
    if len(period) == 7 and period[5] != "Q":
        return (int(period[5:]) - 1) % (3 if count <= 24 else 6) == 0
    if len(period) == 7:
        return count <= 8 or period.endswith(("Q1", "Q3"))
    return True


def _split(period: str) -> tuple[str, str]:
    """A month or quarter in short, and its year; a year stands alone."""
    if len(period) != 7:
        return "", period
    if period[5] == "Q":
        return say("Q{quarter}", quarter=period[6]), period[:4]
    return dates.month_name(int(period[5:]), short=True), period[:4]


def hover(row: Row, unit: str, *more: str) -> str:
    """What a pointer over a point says; the same words stand in the table."""
    heading = " · ".join(p for p in (joining.group_words(row.words), dates.period(row.period)) if p)
    parts = row.num is not None and row.den and units.unit_of(unit).of_whole
    interval = units.interval(row, unit)
    lines = [
        f"<b>{plain(heading)}</b>",
        units.figure(row, unit, long=True),
        say("{part} of {whole}", part=units.amount(row.num), whole=units.amount(row.den)) if parts else "",
        say("interval {interval}", interval=interval) if interval else "",
        *more,
    ]
    return "<br>".join(line for line in lines if line)


def text_at(x: float | str, y: float | str, text: str, colour: str = MUTED, **how: Any) -> dict:
    """A label inside a figure, without arrow."""
    size = how.pop("size", 13)
    return {"x": x, "y": y, "text": text, "showarrow": False, "font": {"size": size, "color": colour}, **how}


def target_line(at: float) -> dict:
    """The dashed upright of a target, in figures whose values run across."""
    return {
        "type": "line",
        "x0": at,
        "x1": at,
        "y0": 0,
        "y1": 1,
        "yref": "paper",
        "layer": "below",
        "line": {"color": ACCENT, "width": 1.8, "dash": "6px,4px"},
    }
