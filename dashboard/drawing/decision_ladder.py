"""The ladder of decision points: ratios by group, a block a step, each leading to its own trail on the Equity page."""

from collections.abc import Sequence

from dash import dcc, html

from dashboard.drawing.ladder import Section, ladder
from dashboard.drawing.picture import Picture
from dashboard.shell.address import View
from dashboard.shell.reader import Reader
from pipelines.questions.dimensions import STEPS
from pipelines.questions.released import Released, Row
from pipelines.words.dimension_words import value_words
from pipelines.words.say import say

SPLIT = ("step", "race")
"""What a question must be split by to be drawn as a ladder."""


def decision_ladder(reader: Reader, view: View, found: Released) -> Picture:
    """Every decision point of an answer, in the order children meet them."""
    blocks = [_block(reader, view, step, found.rows) for step in steps_in(found.rows)]
    return ladder(blocks, found.reference, say("Group"))


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


def _block(reader: Reader, view: View, step: str, rows: Sequence[Row]) -> Section:
    name = value_words("step", step)
    lines = [(group_word(r), r) for r in rows if dict(r.group).get("step") == step]
    if step == view.step:
        return Section([name, html.Span(say("followed below"), className="since")], lines, name, True)
    link = dcc.Link(
        [name, html.Span(say(": follow this decision point"), className="visually-hidden")],
        href=reader.href("/equity", view, step=step),
    )
    return Section(link, lines, name)
