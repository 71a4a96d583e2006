"""Methods: every measure as the register holds it, and how far they reach the practice model."""

from collections import Counter
from collections.abc import Sequence

from dash import dcc, html

from dashboard.drawing.blocks import heading, section
from dashboard.drawing.definition_sheet import definition, examples
from dashboard.drawing.table import Cell, Column, table
from dashboard.shell.address import View
from dashboard.shell.reader import Reader
from pipelines.questions.door import BehaviourReached, Card, ItemReached
from pipelines.questions.template import marked
from pipelines.words import numbers
from pipelines.words.say import say, say_plural
from pipelines.words.statuses import coverage_words

STATES = ("measured", "partly", "not yet")
NO_CROSSWALK = marked("The crosswalk between the editions is not followed: each item is named or it is not.")
RULES = (
    marked("Counts are added first and divided last; nothing is averaged twice."),
    marked(
        "Hidden means: not shown, to protect people. It may be any number; the word is the same for every cause."
    ),
    marked(
        "Nothing to count means 0 of 0. Not measurable means the source lacks a column. A true 0 prints 0."
    ),
    marked("A period still coming in is drawn hollow and stays out of limits and verdicts."),
    marked("Limits come from the declared phase, never from the period on screen."),
    marked(
        "Stocks such as vacancies drift from month to month: they are shown without limits and get no verdict."
    ),
    marked("Improvement and concern mean: beyond ordinary variation, look here. They do not say why."),
    marked(
        "Leaders' duties and all staff's duties are counted apart; self-ratings are never mixed with others'."
    ),
)


def page(reader: Reader, view: View) -> html.Div:
    """Rules that hold everywhere, the measures one by one, and the coverage of behaviours."""
    covered = reader.reports.coverage()
    return html.Div(
        [
            heading(
                _title(covered, len(reader.cards)),
                say(
                    "Made from the same register that counts the figures, so that it cannot say something else."
                ),
            ),
            rules(),
            _measures(reader, view),
            _coverage(reader, covered),
            _coverage_2023(reader.reports.coverage_2023()),
        ]
    )


def _title(covered: Sequence[BehaviourReached], measures: int) -> str:
    reached = sum(c.status != "not yet" for c in covered)
    return say_plural(
        "{count} measure reach {reached} of {all} leadership behaviours",
        "{count} measures reach {reached} of {all} leadership behaviours",
        measures,
        reached=reached,
        all=len(covered),
    )


def rules() -> html.Section:
    """The promises that hold for every figure on every page."""
    return section(say("Rules for every figure"), html.Ul([html.Li(say(rule)) for rule in RULES]))


def _measures(reader: Reader, view: View) -> html.Section:
    return section(say("The measures"), *(_measure(reader, view, chosen) for chosen in reader.cards.values()))


def _measure(reader: Reader, view: View, chosen: Card) -> html.Details:
    body = [html.P(chosen.question), definition(chosen, html.H3), examples(chosen, html.H3)]
    if chosen.id in reader.words.words["measure"]:
        body.append(
            html.P(
                dcc.Link(
                    say("See {measure}", measure=chosen.title),
                    href=reader.href("/measure", view, measure=chosen.id, by=""),
                )
            )
        )
    return html.Details(
        [html.Summary(chosen.title), html.Div([b for b in body if b], className="opened")],
        id=chosen.id,
        className="standing",
    )


def _coverage(reader: Reader, covered: Sequence[BehaviourReached]) -> html.Section:
    columns = [
        Column(say("Behaviour")),
        Column(say("Element")),
        Column(say("Reached")),
        Column(say("Items measured"), number=True),
        Column(say("Measures")),
    ]
    rows = [_behaviour(reader, i, c) for i, c in enumerate(covered)]
    return section(
        say("How far this reaches the 16 leadership behaviours of 2016"),
        html.P(say("An item counts as measured when a measure names that very item."), className="quiet"),
        table(columns, rows, say("Coverage of the leadership behaviours"), foldable=True),
    )


def _behaviour(reader: Reader, place: int, covered: BehaviourReached) -> list[Cell]:
    titles = "; ".join(reader.cards[i].title for i in covered.indicators if i in reader.cards)
    measured = len(covered.measured_items)
    return [
        Cell(covered.label, place),
        Cell(covered.element),
        Cell(coverage_words(covered.status), STATES.index(covered.status)),
        Cell(say("{part} of {whole}", part=measured, whole=len(covered.items)), measured),
        Cell(titles or say("none yet")),
    ]


def _coverage_2023(covered: Sequence[ItemReached]) -> html.Section:
    of = Counter(c.element for c in covered)
    reached = Counter(c.element for c in covered if c.status == "measured")
    columns = [
        Column(say("Element")),
        Column(say("Items"), number=True),
        Column(say("Measured"), number=True),
    ]
    rows = [
        [Cell(e or say("Across the elements")), *(Cell(numbers.number(n), n) for n in (of[e], reached[e]))]
        for e in of
    ]
    return section(
        say("How far this reaches the framework of 2023"),
        html.P(say(NO_CROSSWALK), className="quiet"),
        table(columns, rows, say("Coverage of the 2023 elements"), foldable=True),
    )
