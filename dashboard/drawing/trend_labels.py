"""The words inside a trend: target, events, the latest figure, and what is hidden."""

from collections.abc import Sequence
from textwrap import wrap

from dashboard.drawing.axes import plain, shown, text_at
from dashboard.drawing.theme import ACCENT, INK, MUTED
from pipelines.questions.released import HIDDEN, SHOWN, Released, Row
from pipelines.words import units
from pipelines.words.say import say
from pipelines.words.statuses import status_words

EVENT_WIDTH, LINE = 22, 16
"""Letters of a line of an event's label; pixels a line."""
FIGURE_ROOM = 0.2
"""The share of a picture's height that a figure and its distance from its point take."""
SECOND_TOP = 0.24
"""The share of a picture's height that a second line has beneath the first."""
VEIL = "rgba(255,255,255,0.78)"
"""Behind a label that may lie on a line."""


def target_label(answer: Released) -> list[dict]:
    """The target's name at the end of its line that the points leave free."""
    at = shown(answer.target, answer.unit)
    if at is None:
        return []
    left, below = _free_side(answer, at)
    said = say("target {value}", value=units.value(answer.target, answer.unit))
    return [
        text_at(
            0.004 if left else 0.996,
            at,
            said,
            ACCENT,
            xref="paper",
            xanchor="left" if left else "right",
            yanchor="top" if below else "bottom",
            bgcolor=VEIL,
            borderpad=1,
        )
    ]


def _free_side(answer: Released, at: float) -> tuple[bool, bool]:
    """(left end, below the line): where the nearest points are farthest from the label."""
    count = len(answer.rows)
    reach = max(3, count // 5)

    def room(left: bool, below: bool) -> float:
        near = answer.rows[:reach] if left else answer.rows[-reach:]
        places = [shown(r.value, answer.unit) for r in near if r.status == SHOWN]
        above = [place - at for place in places if place is not None]
        crowding = [-d if below else d for d in above]
        return -sum(1 / (1 + abs(d)) for d in crowding if d >= -1)

    corners = ((True, False), (False, False), (True, True), (False, True))
    return max(corners, key=lambda corner: room(*corner))


def events(answer: Released, periods: Sequence[str]) -> list[tuple[str, str]]:
    """(period, words) of the events on screen."""
    return [(p, said) for p, said in answer.events if p in periods]


def event_line(periods: Sequence[str], event: tuple[str, str]) -> dict:
    """A dotted upright before the period in which something began."""
    at = list(periods).index(event[0]) - 0.5
    return {
        "type": "line",
        "x0": at,
        "x1": at,
        "y0": 0,
        "y1": 1,
        "yref": "paper",
        "layer": "above",
        "line": {"color": MUTED, "width": 1.4, "dash": "2px,3px"},
    }


def event_label(periods: Sequence[str], event: tuple[str, str]) -> dict:
    """The words of an event, above the picture, on the side that has room, in lines that a phone holds."""
    at = list(periods).index(event[0]) - 0.5
    late = at > len(periods) / 2
    side = "right" if late else "left"
    said = "<br>".join(map(plain, event_lines(event[1])))
    return text_at(at, 1, said, yref="paper", yanchor="bottom", xanchor=side, align=side)


def event_lines(words: str) -> list[str]:
    """The lines of an event's label."""
    return wrap(words, EVENT_WIDTH, break_on_hyphens=False) or [""]


def room_above(seen: Sequence[tuple[str, str]]) -> int:
    """Pixels above the picture that the labels of these events take."""
    return 12 + LINE * max((len(event_lines(words)) for _, words in seen), default=1)


def latest_label(
    rows: Sequence[Row], unit: str, name: str, ends: Sequence[float], target: float | None = None
) -> list[dict]:
    """The last judged figure beside its point, with a name to tell it from a second line.

    `ends` of the axis and `target` are as drawn: the figure stands above its point, or below where the line of the
    target would run through it.
    """
    judged = [(i, r) for i, r in enumerate(rows) if r.status == SHOWN and r.judged and r.value is not None]
    if not judged:
        return []
    i, row = judged[-1]
    said = f"{name} {units.value(row.value, unit)}".strip()
    place = {"xanchor": "right"} if name else {}
    at = shown(row.value, unit)
    if at is None:
        return []
    below = target is not None and _crossed(at, target, ends)
    side = {"yshift": -8, "yanchor": "top"} if below else {"yshift": 8, "yanchor": "bottom"}
    return [text_at(i, at, f"<b>{said}</b>", INK, size=14, bgcolor=VEIL, **side, **place)]


def _crossed(at: float, target: float, ends: Sequence[float]) -> bool:
    """Whether the target's line would run through a figure above its point, and there is room below."""
    span = (ends[1] - ends[0]) or 1
    return 0 <= (target - at) / span < FIGURE_ROOM <= (at - ends[0]) / span


def second_label(second: Sequence[float | None], name: str, unit: str) -> list[dict]:
    """The name and last figure of the second line, above the room that it has of its own."""
    known = [v for v in second if v is not None]
    if not known:
        return []
    said = f"<b>{name} {units.value(known[-1], unit)}</b>"
    return [
        text_at(1, SECOND_TOP, said, MUTED, yref="paper", xref="paper", yanchor="bottom", xanchor="right")
    ]


def hidden_label(i: int, axis: dict) -> dict:
    """The word, upright in the place of its point."""
    return text_at(i, axis["range"][0], status_words(HIDDEN), textangle=-90, yanchor="bottom")
