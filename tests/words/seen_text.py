"""Everything a reader can see or hear of a page, and what of it was made past the one function that says words."""

import json
import re
from collections.abc import Iterable, Iterator

from dash.development.base_component import Component

from pipelines.questions.template import PLACE
from tests.words.catalogue import ACCENTED

SEEN = frozenset(
    {"children", "alt", "aria-label", "title", "placeholder", "label", "labels", "data-label", "options"}
)
"""What of a component is read by people. Besides: the texts of a figure, and what is folded into a leaf."""
IN_FIGURES = frozenset({"text", "ticktext", "hovertext"})
SAID = re.escape("".join(map(chr, ACCENTED.values())))
PIECE = re.compile(rf"[^⟦⟧{SAID}]+")
MARKUP = re.compile(r"<[^>]*>")
SENTENCE = re.compile(r"(?<=[.:;?!])\s+| · ")
FIGURE = re.compile(r"[\u2212-]?\d[\d,.:]*")


def texts(part: object) -> Iterator[str]:
    """Every text of a component, of the components in it, and of its figures."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, Component):
        yield from _of_component(part.to_plotly_json()["props"])
    elif isinstance(part, list | tuple):
        if len(part) == 3 and isinstance(part[1], dict):
            yield from _of_component({**part[1], "children": part[2]})
        else:
            for inner in part:
                yield from texts(inner)


def _of_component(props: dict) -> Iterator[str]:
    for name, value in props.items():
        if name == "data-leaf":
            yield from texts(json.loads(value))
        elif name == "data-said":
            yield from _leaves(json.loads(value))
        elif name == "figure":
            yield from _of_figure(value)
        elif name == "options":
            yield from (option["label"] for option in value)
        elif name == "data":
            yield from _labels(value)
        elif name in SEEN:
            yield from texts(value)


def _of_figure(part: object, seen: bool = False) -> Iterator[str]:
    if isinstance(part, dict):
        for name, value in part.items():
            yield from _of_figure(value, name in IN_FIGURES)
    elif isinstance(part, list | tuple):
        for value in part:
            yield from _of_figure(value, seen)
    elif isinstance(part, str) and seen:
        yield part


def _labels(vocabulary: object) -> Iterator[str]:
    """The words of controls that are sent to the browser: any text under a key `labels`, at any depth."""
    if isinstance(vocabulary, dict):
        for name, value in vocabulary.items():
            yield from _leaves(value) if name == "labels" else _labels(value)
    elif isinstance(vocabulary, list):
        for value in vocabulary:
            yield from _labels(value)


def _leaves(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for inner in value.values():
            yield from _leaves(inner)
    elif isinstance(value, str):
        yield value


def unsaid(text: str, own_names: Iterable[str]) -> Iterator[str]:
    """The pieces of a text that nobody said: no accent in them, and no name of the county's. Figures are #.

    `own_names` are what a county calls its places, groups and choices, the longest first.
    """
    text = PLACE.sub(" ", MARKUP.sub(" ", text))
    for name in own_names:
        text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", "◇", text)
    for piece in PIECE.findall(text):
        for part in SENTENCE.split(piece):
            plain = " ".join(FIGURE.sub("#", part).split()).strip(" ,;:.()–")
            if re.search(r"[A-Za-z]", plain):
                yield plain
