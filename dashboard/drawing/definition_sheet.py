"""The definition of a measure and its worked examples, from the register."""

from dash import html

from dashboard.drawing.static_parts import leaf
from pipelines.catalog.behaviours import item
from pipelines.questions.dimensions import DIMENSIONS
from pipelines.questions.door import Card, WorkedExample
from pipelines.words import wording

DIRECTIONS = {
    "higher": "higher is better",
    "lower": "lower is better",
    "parity": "1 is parity; neither side is better in itself",
    "none": "no agreed direction",
}
PROTECTED = {
    "client": "children and families: small counts are hidden on the equity side",
    "respondent": "those who answered: scores need 5 persons, distributions 10, for every role",
    "staff": "staff: workers appear as codes",
    "none": "nobody in particular: it holds no personal detail",
}


def definition(chosen: Card, level=html.H2) -> html.Section:
    """What is counted, why, from what, for whom it is careful, and who answers for it."""
    pairs = [
        ("Why it matters", chosen.why),
        ("Counted (numerator)", chosen.numerator),
        ("Out of (denominator)", chosen.denominator),
        ("Direction", DIRECTIONS.get(chosen.direction, chosen.direction)),
        ("Behaviours of the practice model", "; ".join(map(_behaviour, chosen.behaviours))),
        ("Sources", ", ".join(chosen.sources)),
        (
            "Can be split by",
            wording.listing(DIMENSIONS[d].label.lower() for d in chosen.breakdowns if d in DIMENSIONS),
        ),
        ("Protects", PROTECTED.get(chosen.protects, chosen.protects)),
        ("Read with care", " ".join(wording.sentence(c) for c in chosen.caveats)),
        (
            "Owner, reviewed, version",
            f"{chosen.owner}, {wording.day(chosen.reviewed)}, version {chosen.version}",
        ),
    ]
    listed = [html.Div([html.Dt(name), html.Dd(wording.sentence(text))]) for name, text in pairs if text]
    return leaf(html.Section([level("Definition"), html.Dl(listed, className="passport")], className="sheet"))


def _behaviour(item_id: str) -> str:
    """The id with the catalogue's own words for it."""
    return f"{item_id}, {item(item_id).label}"


def examples(chosen: Card, level=html.H2) -> html.Section | None:
    """The cases that are at once the test of the measure and its explanation."""
    if not chosen.examples:
        return None
    return leaf(
        html.Section(
            [
                level("Worked examples"),
                html.P("Each is also run as a test of the measure.", className="quiet"),
                html.Ol([html.Li(example_words(e)) for e in chosen.examples]),
            ],
            className="sheet",
        )
    )


def example_words(example: WorkedExample) -> list:
    return [
        html.Strong("Given "),
        wording.sentence(example.given).rstrip("."),
        ": ",
        f"{example.then} " if example.then else "",
        html.Span(f"({expected(example.expect)})", className="quiet"),
    ]


def expected(expect) -> str:
    """The expected figures: a mapping of figure to number, or words as they are."""
    if isinstance(expect, str):
        return expect
    names = {"num": "numerator", "den": "denominator"}
    return ", ".join(f"{names.get(k, k)} {_said(v)}" for k, v in expect.items())


def _said(part: object) -> str:
    if isinstance(part, int | float) and not isinstance(part, bool):
        return f"{part:,.4g}" if isinstance(part, float) else f"{part:,}"
    return "none" if part is None else str(part)
