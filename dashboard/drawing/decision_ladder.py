"""The ladder of decision points: ratios by group, a block a step, each leading to its own trail on the Equity page."""

from collections.abc import Sequence

from dash import dcc, html

from dashboard.drawing.ladder import Section, ladder
from dashboard.drawing.picture import Picture
from dashboard.shell.address import FIRST_TO_LOOK_AT, View
from dashboard.shell.reader import Reader, Refused
from pipelines.questions.adverse_gap import gaps_of, is_sideless
from pipelines.questions.dimensions import STEPS
from pipelines.questions.released import Released, Row
from pipelines.words.dimension_words import value_words
from pipelines.words.say import say

SPLIT = ("step", "race")
"""What a question must be split by to be drawn as a ladder."""


ENTRY = "entry"


def decision_ladder(reader: Reader, view: View, found: Released, followed: str = "") -> Picture:
    """Every decision point of an answer, in the order children meet them; one of them may be followed below."""
    blocks = [_block(reader, view, step, found.rows, step == followed) for step in steps_in(found.rows)]
    return ladder(blocks, found.reference, say("Group"))


def step_to_follow(view: View, found: Released | Refused | None) -> str:
    """The decision point that the reader chose, else that of the gap that comes first, else entry into care."""
    if view.step != FIRST_TO_LOOK_AT:
        return view.step
    gaps = gaps_of(found.rows) if isinstance(found, Released) else None
    return dict(gaps.adverse[0].group)["step"] if gaps and gaps.adverse else ENTRY


def steps_in(rows: Sequence[Row]) -> list[str]:
    """The decision points of an answer in the order children meet them."""
    present = {dict(r.group).get("step") for r in rows}
    return [s for s in STEPS if s in present]


def step_word(row: Row) -> str:
    """The row's decision point in words."""
    return _word(row, "step")


def group_word(row: Row) -> str:
    """The row's group in words."""
    return _word(row, "race")


def _word(row: Row, dimension: str) -> str:
    return dict(zip((d for d, _ in row.group), row.words, strict=True)).get(dimension, "")


def _block(reader: Reader, view: View, step: str, rows: Sequence[Row], followed: bool) -> Section:
    name = value_words("step", step)
    own = [r for r in rows if dict(r.group).get("step") == step]
    lines = [(group_word(r), r) for r in own]
    beside = [html.Span(say("followed below"), className="since")] if followed else []
    if is_sideless(own):
        # Beside the name, where the dark marks of the other blocks are missing (D2).
        said = say("no adverse side: it says again what happened at entry")
        beside.append(html.Span(said, className="since"))
    if followed:
        return Section([name, *beside], lines, name, True)
    link = dcc.Link(
        [name, html.Span(say(": follow this decision point"), className="visually-hidden")],
        href=reader.href("/equity", view, step=step),
    )
    return Section([link, *beside], lines, name)
