"""Methods: every measure as the register holds it, and how far they reach the practice model."""

from collections import Counter
from collections.abc import Sequence

from dash import dcc, html

from dashboard.drawing.blocks import heading, section
from dashboard.drawing.definition_sheet import definition, examples
from dashboard.drawing.table import Cell, Column, table
from dashboard.shell.address import View
from dashboard.shell.reader import Ask
from pipelines.questions.door import BehaviourReached, Card, ItemReached
from pipelines.words import wording

STATES = ("measured", "partly", "not yet")
NO_CROSSWALK = "The crosswalk between the editions is not followed: each item is named or it is not."
RULES = (
    "Counts are added first and divided last; nothing is averaged twice.",
    "Hidden means: not shown, to protect people. It may be any number; the word is the same for every cause.",
    "Nothing to count means 0 of 0. Not measurable means the source lacks a column. A true 0 prints 0.",
    "A period still coming in is drawn hollow and stays out of limits and verdicts.",
    "Limits come from the declared phase, never from the period on screen.",
    "Stocks such as vacancies drift from month to month: they are shown without limits and get no verdict.",
    "Improvement and concern mean: beyond ordinary variation, look here. They do not say why.",
    "Leaders' duties and all staff's duties are counted apart; self-ratings are never mixed with others'.",
)


def page(ask: Ask, view: View) -> html.Div:
    """Rules that hold everywhere, the measures one by one, and the coverage of behaviours."""
    covered = ask.reports.coverage()
    return html.Div(
        [
            heading(
                _title(covered, len(ask.cards)),
                "Made from the same register that counts the figures, so that it cannot say something else.",
            ),
            rules(),
            _measures(ask, view),
            _coverage(ask, covered),
            _coverage_2023(ask.reports.coverage_2023()),
        ]
    )


def _title(covered: Sequence[BehaviourReached], measures: int) -> str:
    reached = sum(c.status != "not yet" for c in covered)
    return f"{wording.plural(measures, 'measure')} reach {reached} of {len(covered)} leadership behaviours"


def rules() -> html.Section:
    """The promises that hold for every figure on every page."""
    return section("Rules for every figure", html.Ul([html.Li(rule) for rule in RULES]))


def _measures(ask: Ask, view: View) -> html.Section:
    return section("The measures", *(_measure(ask, view, chosen) for chosen in ask.cards.values()))


def _measure(ask: Ask, view: View, chosen: Card) -> html.Details:
    body = [html.P(chosen.question), definition(chosen, html.H3), examples(chosen, html.H3)]
    if chosen.id in ask.words.words["measure"]:
        body.append(
            html.P(dcc.Link(f"See {chosen.title}", href=ask.href("/measure", view, measure=chosen.id, by="")))
        )
    return html.Details(
        [html.Summary(chosen.title), html.Div([b for b in body if b], className="opened")],
        id=chosen.id,
        className="standing",
    )


def _coverage(ask: Ask, covered: Sequence[BehaviourReached]) -> html.Section:
    headings = ("Behaviour", "Element", "Reached", "Items measured", "Measures")
    columns = [Column(h, number=h == "Items measured") for h in headings]
    rows = [_behaviour(ask, i, c) for i, c in enumerate(covered)]
    return section(
        "How far this reaches the 16 leadership behaviours of 2016",
        html.P("An item counts as measured when a measure names that very item.", className="quiet"),
        table(columns, rows, "Coverage of the leadership behaviours", foldable=True),
    )


def _behaviour(ask: Ask, place: int, covered: BehaviourReached) -> list[Cell]:
    titles = "; ".join(ask.cards[i].title for i in covered.indicators if i in ask.cards)
    measured = len(covered.measured_items)
    return [
        Cell(covered.label, place),
        Cell(covered.element),
        Cell(covered.status, STATES.index(covered.status)),
        Cell(f"{measured} of {len(covered.items)}", measured),
        Cell(titles or "none yet"),
    ]


def _coverage_2023(covered: Sequence[ItemReached]) -> html.Section:
    of = Counter(c.element for c in covered)
    reached = Counter(c.element for c in covered if c.status == "measured")
    columns = [Column("Element"), Column("Items", number=True), Column("Measured", number=True)]
    rows = [
        [Cell(e or "Across the elements"), *(Cell(wording.number(n), n) for n in (of[e], reached[e]))]
        for e in of
    ]
    return section(
        "How far this reaches the framework of 2023",
        html.P(NO_CROSSWALK, className="quiet"),
        table(columns, rows, "Coverage of the 2023 elements", foldable=True),
    )
