"""Counts in bands, as horizontal bars from 0; and the staffing bridge, from authorised to available."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from dashboard.drawing.axes import layout, plain, text_at
from dashboard.drawing.picture import Picture
from dashboard.drawing.theme import ACCENT, CONCERN, IMPROVEMENT, INK, SHEET
from dashboard.shell.reader import Refused, last_judged
from pipelines.questions.details import Gap, Spread
from pipelines.questions.released import Released, Row
from pipelines.questions.template import marked
from pipelines.words import dates, numbers, units
from pipelines.words.say import say

ROW = 34
VACANT, ON_LEAVE, IN_TRAINING = marked("Vacant"), marked("On leave"), marked("In training")
DOUBLE = marked("Double-filled")


def bands(counts: Mapping[str, float], unit: str = "count") -> Picture:
    """One bar a band, in the order given, each with its figure."""
    values = list(counts.values())
    figure: dict[str, Any] = {
        "data": [_bar(range(len(values)), values, INK, [units.value(v, unit) for v in values])],
        "layout": _layout([plain(b) for b in counts], max(values, default=0), right=44),
    }
    figure["layout"]["annotations"] = [_label(v, i, units.value(v, unit), INK) for i, v in enumerate(values)]
    return Picture(figure, ROW * len(values) + 40)


def spread(answer: Released | Refused) -> Picture | None:
    """How the last judged figure is spread over its bands; None where no band is held."""
    row = last_judged(answer)
    held = row.detail if row else None
    if not isinstance(held, Spread) or not held.bands:
        return None
    return bands({say(word): amount for word, amount in held.bands.items()}, held.band_unit)


def _layout(names: Sequence[str], longest: float, right: int) -> dict:
    across = {"range": [0, (longest or 1) * 1.02], "showticklabels": False}
    down = {
        "range": [len(names) - 0.4, -0.6],
        "tickvals": list(range(len(names))),
        "ticktext": list(names),
        "showgrid": False,
        "automargin": True,
        "tickfont": {"size": 14, "color": INK},
        "ticklabelstandoff": 8,
    }
    return {
        **layout(across, down, top=8, bottom=8, left=8, right=right),
        "bargap": 0.35,
        "barmode": "overlay",
    }


def _bar(
    at: Iterable[int],
    values: Sequence[float],
    colour: object,
    said: Sequence[str],
    base: Sequence[float] | None = None,
) -> dict:
    return {
        "type": "bar",
        "orientation": "h",
        "y": list(at),
        "x": list(values),
        "base": list(base or [0] * len(values)),
        "marker": {"color": colour},
        "hoverinfo": "text",
        "hovertext": list(said),
    }


def _label(x: float, y: int, said: str, colour: str, **how: Any) -> dict:
    return text_at(x, y, f"<b>{said}</b>", colour, size=14, xanchor="left", xshift=6, **how)


def bridge(answer: Released) -> Picture | None:
    """Authorised less vacant, on leave and in training is available; beside it what the work needs.

    Drawn from the last judged row of an answer in FTE, with the gap marked. None if the parts are not held.
    """
    row = last_judged(answer)
    if row is None or not isinstance(row.detail, Gap):
        return None
    steps = _steps(row.detail)
    needed, available = row.detail.required, row.detail.available
    longest = max(row.detail.authorised, needed, available)
    figure: dict[str, Any] = {
        "data": [
            _bar(
                range(len(steps)),
                [s[2] for s in steps],
                [s[3] for s in steps],
                [say("{step}: {number} FTE", step=s[0], number=s[4]) for s in steps],
                [s[1] for s in steps],
            ),
            _gap_bar(available, needed, len(steps) - 2),
        ],
        "layout": _layout([s[0] for s in steps], longest, right=72),
    }
    figure["layout"]["annotations"] = [
        *(
            _label(base + size, i, said, INK)
            for i, (_, base, size, _, said) in enumerate(steps)
            if i != len(steps) - 2
        ),
        _gap_label(answer, available, needed, len(steps) - 2),
    ]
    return Picture(figure, ROW * len(steps) + 24, key=bridge_key(row))


def _steps(gap: Gap) -> list[tuple[str, float, float, str, str]]:
    """(name, base, length, colour, figure) from authorised down to available, then needed."""
    left = gap.authorised
    steps = [(say("Authorised"), 0.0, left, INK, numbers.number(left, 1))]
    for lost, name in ((gap.vacant, VACANT), (gap.leave, ON_LEAVE), (gap.ramp, IN_TRAINING)):
        left -= lost
        steps.append((say(name), left, lost, CONCERN, numbers.number(-lost, 1)))
    if gap.overfilled >= units.EVEN:
        # Last of the steps, so that what is empty, away and in training stands as it is (A21).
        steps.append((say(DOUBLE), left, gap.overfilled, INK, f"+{numbers.number(gap.overfilled, 1)}"))
    return [
        *steps,
        (say("Available"), 0.0, gap.available, INK, numbers.number(gap.available, 1)),
        (say("Needed"), 0.0, gap.required, ACCENT, numbers.number(gap.required, 1)),
    ]


def _gap_bar(available: float, needed: float, at: int) -> dict:
    """The missing piece, outlined: from what is there to what is needed."""
    start, length = min(available, needed), abs(needed - available)
    colour = CONCERN if needed > available else IMPROVEMENT
    return {
        "type": "bar",
        "orientation": "h",
        "y": [at],
        "x": [length],
        "base": [start],
        "hoverinfo": "skip",
        "marker": {
            "color": SHEET,
            "line": {"color": colour, "width": 2},
            "pattern": {"shape": "/", "fgcolor": colour, "bgcolor": SHEET, "size": 7, "solidity": 0.18},
        },
    }


def _gap_label(answer: Released, available: float, needed: float, at: int) -> dict:
    """What is available in ink, and what is missing or to spare in its colour and in words.

    Of several units what some lack is said: what others have over does not fill it (A19).
    """
    short = needed > available or bool(answer.apart and answer.apart.short)
    size = numbers.number(abs(needed - available), 1)
    if answer.apart and answer.apart.short:
        said = say("short {number}", number=numbers.number(answer.apart.short, 1))
    else:
        said = say("gap {number}", number=size) if short else say("spare {number}", number=size)
    colour = CONCERN if short else IMPROVEMENT
    both = f'{numbers.number(available, 1)}  <span style="color:{colour}">{said}</span>'
    return _label(max(available, needed), at, both, INK)


def bridge_key(row: Row) -> list[tuple[str, str]]:
    said = say(
        "Full-time equivalents (FTE) of posts that carry cases, {period}; the vacancy rate counts all posts. "
        "Needed: the cases in hand, held against the caseload standards.",
        period=dates.period(row.period),
    )
    return [("", said)]
