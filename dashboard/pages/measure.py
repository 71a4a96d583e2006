"""Measure: one indicator whole: its trend, its breakdowns, its definition, its worked examples."""

from dataclasses import replace

from dash import dcc, html

from dashboard.drawing.bars import bands, bridge
from dashboard.drawing.blocks import grid, heading, scope_line, words_page
from dashboard.drawing.card import card
from dashboard.drawing.definition_sheet import definition, examples
from dashboard.drawing.dots import dots
from dashboard.drawing.ladder import ladder
from dashboard.drawing.readings import readings
from dashboard.drawing.trend import trend
from dashboard.drawing.verdict import has_changed, will_meet
from dashboard.pages.equity import LADDER, rung, steps_in
from dashboard.shell.address import View
from dashboard.shell.reader import Ask, Refused, answered, last_judged
from pipelines.questions.dimensions import DIMENSIONS, STEPS
from pipelines.questions.released import Released
from pipelines.questions.selection import Selection
from pipelines.words import wording


def page(ask: Ask, view: View) -> html.Div:
    """Everything about the chosen measure; what it shows depends on its kind, not on its name."""
    chosen = ask.cards.get(view.measure)
    if chosen is None:
        return words_page("There is no such measure", "Choose one in the filter row.")
    make = (
        _stepwise
        if "step" in chosen.breakdowns
        else _published
        if ask.actor.policy.published_only
        else _over_time
    )
    title, lead, cards = make(ask, view, chosen)
    return html.Div([heading(title, lead), grid(*cards), definition(chosen), examples(chosen)])


def _over_time(ask: Ask, view: View, chosen) -> tuple[str, str, list]:
    selection = ask.selection(view, chosen.id)
    answer = ask.fetch(selection)
    picture = trend(answer, height=280) if answered(answer) else None
    cards = [
        card(ask, answer, selection, picture, "trend", wide=True, above=_verdicts(answer)),
        _split(ask, view, chosen),
        _bands(ask, answer, selection),
        _bridge(ask, answer, selection),
        readings(ask, answer, selection),
    ]
    return _title(chosen, answer), f"{scope_line(ask, view)}.", cards


def _title(chosen, answer: Released | Refused) -> str:
    """The measure and where it stands now."""
    row = last_judged(answer)
    if row is None:
        return chosen.title
    return (
        f"{chosen.title}: {wording.value(row.value, answer.unit, long=True)} in {wording.period(row.period)}"
    )


def _verdicts(answer: Released | Refused) -> html.Div | None:
    if not answered(answer):
        return None
    target = "" if answer.target is None else f"Target {wording.value(answer.target, answer.unit)}: "
    return html.Div([has_changed(answer), html.Span([target, will_meet(answer)])], className="verdicts")


def _split(ask: Ask, view: View, chosen) -> html.Article | None:
    if not view.by:
        return None
    selection = ask.selection(view, chosen.id, "window", (view.by,))
    county_wide = view.by == "race" and selection.grain == "quarter"
    if county_wide:
        selection = replace(selection, grain="year", where=())
    answer = ask.fetch(selection)
    return card(
        ask,
        answer,
        selection,
        dots(answer) if answered(answer) else None,
        "split",
        f"How does it differ by {DIMENSIONS[view.by].label.lower()}?",
        # The heading may name a unit; this table is the same for everybody, and says so.
        above=html.P(_place(ask, answer), className="quiet") if county_wide and answered(answer) else None,
    )


def _place(ask: Ask, answer: Released | Refused) -> str:
    """What an answer says of its place; without an answer, what the reader answers for."""
    return answer.scope if isinstance(answer, Released) else ask.scope_words


def _bands(ask: Ask, answer: Released | Refused, selection: Selection) -> html.Article | None:
    row = last_judged(answer)
    counts = row.more.get("bands") if row else None
    if not counts:
        return None
    shares = all(isinstance(v, float) for v in counts.values())
    question = f"How is it spread, in {wording.period(row.period)}?"
    return card(ask, answer, selection, bands(counts, "percent" if shares else "count"), "bands", question)


def _bridge(ask: Ask, answer: Released | Refused, selection: Selection) -> html.Article | None:
    picture = bridge(answer) if answered(answer) else None
    return card(ask, answer, selection, picture, "bridge", "What makes up the gap?") if picture else None


def _published(ask: Ask, view: View, chosen) -> tuple[str, str, list]:
    """What the equity committee may see of a measure: the published table by race/ethnicity."""
    selection = Selection(chosen.id, f"{view.year}-01", f"{view.year}-12", "year", by=("race",))
    answer = ask.fetch(selection)
    picture = dots(answer) if answered(answer) else None
    return (
        chosen.title,
        f"{_place(ask, answer)}, {view.year}, the published table.",
        [card(ask, answer, selection, picture, "groups", wide=True, above=_choices(ask, view, False))],
    )


def _stepwise(ask: Ask, view: View, chosen) -> tuple[str, str, list]:
    """Decision points: a ladder of ratios, or one step's rates by group."""
    if chosen.direction == "parity":
        return _ladder(ask, view, chosen)
    where = (("step", (view.step,)),)
    selection = Selection(chosen.id, f"{view.year}-01", f"{view.year}-12", "year", where, LADDER)
    answer = ask.fetch(selection)
    picture = dots(answer) if answered(answer) else None
    question = f"{chosen.question} {STEPS[view.step]}"
    return (
        chosen.title,
        f"{_place(ask, answer)}, {view.year}.",
        [
            card(
                ask,
                answer,
                selection,
                picture,
                "groups",
                question,
                wide=True,
                above=_choices(ask, view, True),
            )
        ],
    )


def _ladder(ask: Ask, view: View, chosen) -> tuple[str, str, list]:
    selection = Selection(chosen.id, f"{view.year}-01", f"{view.year}-12", "year", by=LADDER)
    answer = ask.fetch(selection)
    picture = None
    if answered(answer):
        picture = ladder(
            [rung(ask, view, s, answer.rows) for s in steps_in(answer.rows)], answer.reference, "Group"
        )
    return (
        chosen.title,
        f"{_place(ask, answer)}, {view.year}.",
        [card(ask, answer, selection, picture, "ladder", wide=True, above=_choices(ask, view, False))],
    )


def _choices(ask: Ask, view: View, steps: bool) -> html.Div:
    """Year and decision point, as links: what the filter row cannot offer for one kind of measure."""
    years = {y: y for y in sorted(ask.words.words["year"])}
    return html.Div(
        [
            _toggle(ask, view, "year", "Year", years),
            _toggle(ask, view, "step", "Decision point", STEPS) if steps else None,
        ]
    )


def _toggle(ask: Ask, view: View, key: str, name: str, words_of: dict[str, str]) -> html.Nav:
    return html.Nav(
        [
            dcc.Link(
                said,
                href=ask.href("/measure", view, **{key: word}),
                className="on" if word == getattr(view, key) else "",
            )
            for word, said in words_of.items()
        ],
        className="toggle",
        **{"aria-label": name},
    )
