"""The colours and marks of every figure. The style sheet (assets/panel.css) holds the same tokens."""

from collections.abc import Mapping
from dataclasses import dataclass

from pipelines.questions.template import marked
from pipelines.words.statuses import MEANINGS

INK, MUTED = "#16242f", "#4b5b69"
SHEET, HAIRLINE, CONTROL = "#ffffff", "#d3dbe2", "#7b8894"
IMPROVEMENT, CONCERN, COMMON, CHANGED, ACCENT = "#0a5ea8", "#b3470a", "#5d6a76", "#6b3fa0", "#0f5257"
BAND = "#e6edf2"
FONT = '"Public Sans", system-ui, "Segoe UI", sans-serif'


@dataclass(frozen=True)
class Mark:
    """How one meaning looks: never colour alone, always a shape and a word with it."""

    word: str
    colour: str
    symbol: str
    size: int


MARKS: Mapping[str, Mark] = {
    "improvement": Mark(MEANINGS["improvement"], IMPROVEMENT, "circle", 10),
    "concern": Mark(MEANINGS["concern"], CONCERN, "diamond", 11),
    "change": Mark(MEANINGS["change"], CHANGED, "square", 9),
    "none": Mark(MEANINGS["none"], COMMON, "circle", 6),
    "pending": Mark(marked("still coming in, not judged"), COMMON, "circle-open", 9),
}
