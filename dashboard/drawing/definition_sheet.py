"""The definition of a measure and its worked examples, from the register."""

from collections.abc import Callable, Mapping

from dash import html

from dashboard.drawing.static_parts import static_part
from dashboard.shell.private_dash import Component
from pipelines.questions.dimensions import DIMENSIONS
from pipelines.questions.door import Card, WorkedExample
from pipelines.questions.template import marked
from pipelines.words import dates, joining
from pipelines.words.dimension_words import dimension_words
from pipelines.words.say import say

Heading = Callable[[str], Component]
DIRECTIONS = {
    "higher": marked("higher is better"),
    "lower": marked("lower is better"),
    "parity": marked("1 is parity; neither side is better in itself"),
    "none": marked("no agreed direction"),
}
PROTECTED = {
    "client": marked("children and families: small counts are hidden on the equity side"),
    "respondent": marked("those who answered: scores need 5 persons, distributions 10, for every role"),
    "staff": marked("staff: workers appear as codes"),
    "none": marked("nobody in particular: it holds no personal detail"),
}


EXPECTED = {
    "num": marked("numerator {number}"),
    "den": marked("denominator {number}"),
    "value": marked("figure {number}"),
    "share_over": marked("share over the standard {number}"),
    "vacant": marked("vacant {number}"),
    "overfilled": marked("double-filled {number}"),
    "ramp": marked("in training {number}"),
}
"""What an example expects, by the name of the figure."""


def definition(chosen: Card, level: Heading = html.H2) -> html.Section:
    """What is counted, why, from what, for whom it is careful, and who answers for it."""
    pairs = [
        (say("Why it matters"), chosen.why),
        (say("Counted (numerator)"), chosen.numerator),
        (say("Out of (denominator)"), chosen.denominator),
        (say("Direction"), say(DIRECTIONS[chosen.direction])),
        (
            say("Behaviours of the practice model"),
            "; ".join(f"{item}, {label}" for item, label in chosen.behaviour_words),
        ),
        (say("Sources"), ", ".join(chosen.sources)),
        (
            say("Can be split by"),
            joining.listing(dimension_words(d).lower() for d in chosen.breakdowns if d in DIMENSIONS),
        ),
        (say("Protects"), say(PROTECTED[chosen.protects])),
        (say("Read with care"), " ".join(joining.sentence(c) for c in chosen.caveats)),
        (
            say("Owner, reviewed, version"),
            say(
                "{owner}, {day}, version {version}",
                owner=chosen.owner,
                day=dates.day(chosen.reviewed),
                version=chosen.version,
            ),
        ),
    ]
    listed = [html.Div([html.Dt(name), html.Dd(joining.sentence(text))]) for name, text in pairs if text]
    return static_part(
        html.Section([level(say("Definition")), html.Dl(listed, className="passport")], className="sheet")
    )


def examples(chosen: Card, level: Heading = html.H2) -> html.Section | None:
    """The cases that are at once the test of the measure and its explanation."""
    if not chosen.examples:
        return None
    return static_part(
        html.Section(
            [
                level(say("Worked examples")),
                html.P(say("Each is also run as a test of the measure."), className="quiet"),
                html.Ol([html.Li(example_words(e)) for e in chosen.examples]),
            ],
            className="sheet",
        )
    )


def example_words(example: WorkedExample) -> list:
    return [
        html.Strong(say("Given")),
        " ",
        joining.sentence(example.given).rstrip("."),
        ": ",
        f"{example.then} " if example.then else "",
        html.Span(f"({expected(example.expect)})", className="quiet"),
    ]


def expected(expect: Mapping[str, float | int | None] | str) -> str:
    """The expected figures: a mapping of figure to number, or words as they are."""
    if isinstance(expect, str):
        return expect
    return ", ".join(_expected(part, figure) for part, figure in expect.items())


def _expected(part: str, figure: object) -> str:
    """One expected figure by its name; a field that has none here goes by what scripts read."""
    if part in EXPECTED:
        return say(EXPECTED[part], number=_said(figure))
    return say("{field} {number}", field=part, number=_said(figure))


def _said(part: object) -> str:
    if isinstance(part, int | float) and not isinstance(part, bool):
        return f"{part:,.4g}" if isinstance(part, float) else f"{part:,}"
    return say("none") if part is None else str(part)
