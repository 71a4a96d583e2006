"""Measure: one indicator whole: its trend, its breakdowns, its definition, its worked examples."""

from collections.abc import Callable
from dataclasses import replace

from dash import dcc, html

from dashboard.drawing.bars import bridge, spread
from dashboard.drawing.blocks import carried_on, grid, heading, scope_line, words_page
from dashboard.drawing.card import card
from dashboard.drawing.decision_ladder import SPLIT, decision_ladder, step_to_follow
from dashboard.drawing.definition_sheet import definition, examples
from dashboard.drawing.dots import dots
from dashboard.drawing.readings import readings
from dashboard.drawing.trend import trend
from dashboard.drawing.verdict_marks import has_changed, will_meet
from dashboard.shell.address import EVERYWHERE, View
from dashboard.shell.aria import aria
from dashboard.shell.private_dash import Child
from dashboard.shell.reader import Reader, Refused, answered, last_judged, latest_without_figure
from pipelines.questions.dimensions import ORGANISATION, STEPS
from pipelines.questions.door import Card
from pipelines.questions.released import Released
from pipelines.questions.selection import Selection
from pipelines.words import dates, joining, units
from pipelines.words.dimension_words import dimension_words, value_words
from pipelines.words.say import say
from pipelines.words.statuses import assurance_sentence

Lead = str | list[Child]


def page(reader: Reader, view: View) -> html.Div:
    """Everything about the chosen measure; what it shows depends on its kind, not on its name."""
    chosen = reader.cards.get(view.measure)
    if chosen is None:
        return words_page(say("There is no such measure"), say("Choose one in the filter row."))
    make: Callable[[Reader, View, Card], tuple[str, Lead, list]] = (
        _stepwise
        if "step" in chosen.breakdowns
        else _published
        if reader.actor.policy.published_only
        else _over_time
    )
    title, lead, cards = make(reader, view, chosen)
    return html.Div([heading(title, lead), grid(*cards), definition(chosen), examples(chosen)])


def _over_time(reader: Reader, view: View, chosen: Card) -> tuple[str, Lead, list]:
    selection = _in_domain(view, chosen, reader.selection(view, chosen.id))
    answer = reader.fetch(selection)
    picture = trend(answer, height=280) if answered(answer) else None
    cards = [
        card(
            reader,
            answer,
            selection,
            picture,
            "trend",
            wide=True,
            above=_verdicts(answer, reader.is_past(view)),
        ),
        _split(reader, view, chosen),
        *_further(reader, answer, selection),
    ]
    return _title(chosen, answer, *selection.only("domain")), _lead(reader, view, selection), cards


def _in_domain(view: View, chosen: Card, selection: Selection) -> Selection:
    """The question of one domain of practice, where the address names one and the measure has them."""
    if view.domain == EVERYWHERE or "domain" not in chosen.breakdowns:
        return selection
    return selection.limited("domain", view.domain)


def _lead(reader: Reader, view: View, selection: Selection) -> list[Child]:
    """The place and period, and the domain that the series is of, with the way back to all of them."""
    said = [joining.sentence(scope_line(reader, view)), *carried_on(reader, view, "/measure")]
    if not selection.only("domain"):
        return said
    every = dcc.Link(say("All domains"), href=reader.href("/measure", view, domain=EVERYWHERE))
    return [*said, " ", say("The trend is of one domain: {domain}.", domain=view.domain), " ", every]


def _title(chosen: Card, answer: Released | Refused, *domain: str) -> str:
    """The measure, the domain it is of where one was asked for, and where it stands now."""
    measure = say("{measure}, {domain}", measure=chosen.title, domain=domain[0]) if domain else chosen.title
    row = last_judged(answer)
    worst = latest_without_figure(answer)
    if worst is not None:
        return say("{measure}: not reached in {period}", measure=measure, period=dates.period(worst.period))
    if row is None or not isinstance(answer, Released):
        return measure
    if answer.apart is not None:
        return say(
            "{measure}: {fte} short in {period}",
            measure=measure,
            fte=units.value(answer.apart.short, answer.unit, long=True),
            period=dates.period(row.period),
        )
    return say(
        "{measure}: {value} in {period}",
        measure=measure,
        value=units.value(row.value, answer.unit, long=True),
        period=dates.period(row.period),
    )


def _verdicts(answer: Released | Refused, past: bool) -> html.Div | None:
    if not answered(answer):
        return None
    return html.Div([has_changed(answer), html.Span(_against_target(answer, past))], className="verdicts")


def _against_target(answer: Released, past: bool) -> str:
    if answer.target is None:
        return will_meet(answer)
    assurance = answer.verdict.assurance if answer.verdict else ""
    return assurance_sentence(assurance, units.value(answer.target, answer.unit, long=True), past)


def _split(reader: Reader, view: View, chosen: Card) -> html.Article | None:
    if not view.by:
        return None
    selection = reader.selection(view, chosen.id, "window", (view.by,))
    county_wide = view.by == "race" and selection.grain == "quarter"
    if county_wide:
        selection = replace(selection, grain="year", where=())
    answer = reader.fetch(selection)
    if view.by in ORGANISATION and answered(answer) and _of_one_place(answer, selection):
        answer = Refused(
            chosen.id,
            say(
                "There is nothing to compare: these figures are of one place. Choose a wider place, or group by something else."
            ),
        )
    return card(
        reader,
        answer,
        selection,
        dots(answer) if answered(answer) else None,
        "split",
        say("How does it differ by {dimension}?", dimension=dimension_words(view.by).lower()),
        # The heading may name a unit; this table is the same for everybody, and says so.
        above=html.P(_place(reader, answer), className="quiet") if county_wide and answered(answer) else None,
    )


def _of_one_place(answer: Released, selection: Selection) -> bool:
    """Whether the parts would be the unit itself: under the name of a division its figure would pass for the division's."""
    return bool(selection.only("unit")) or len({row.group for row in answer.rows}) < 2


def _place(reader: Reader, answer: Released | Refused) -> str:
    """What an answer says of its place; without an answer, what the reader answers for."""
    return answer.scope if isinstance(answer, Released) else reader.scope_words


def _further(reader: Reader, answer: Released | Refused, selection: Selection) -> list[html.Article | None]:
    """The further pictures of the answer's kind."""
    if not answered(answer):
        return []
    return [PICTURES[picture](reader, answer, selection) for picture in answer.look.pictures]


def _bands(reader: Reader, answer: Released, selection: Selection) -> html.Article | None:
    picture, row = spread(answer), last_judged(answer)
    if picture is None or row is None:
        return None
    question = say("How is it spread, in {period}?", period=dates.period(row.period))
    return card(reader, answer, selection, picture, "bands", question)


def _bridge(reader: Reader, answer: Released, selection: Selection) -> html.Article | None:
    picture = bridge(answer)
    return (
        card(reader, answer, selection, picture, "bridge", say("What makes up the gap?")) if picture else None
    )


PICTURES = {"bands": _bands, "bridge": _bridge, "readings": readings}
"""Every picture that a kind may ask for, and the card it makes."""


def _published(reader: Reader, view: View, chosen: Card) -> tuple[str, Lead, list]:
    """What the equity committee may see of a measure: the published table by race/ethnicity."""
    selection = Selection(chosen.id, f"{view.year}-01", f"{view.year}-12", "year", by=("race",))
    answer = reader.fetch(selection)
    picture = dots(answer) if answered(answer) else None
    return (
        chosen.title,
        say("{place}, {year}, the published table.", place=_place(reader, answer), year=view.year),
        [card(reader, answer, selection, picture, "groups", wide=True, above=_choices(reader, view, False))],
    )


def _stepwise(reader: Reader, view: View, chosen: Card) -> tuple[str, Lead, list]:
    """Decision points: a ladder of ratios, or one step's rates by group."""
    if chosen.direction == "parity":
        return _ladder(reader, view, chosen)
    step = step_to_follow(view, None)
    where = (("step", (step,)),)
    selection = Selection(chosen.id, f"{view.year}-01", f"{view.year}-12", "year", where, SPLIT)
    answer = reader.fetch(selection)
    picture = dots(answer) if answered(answer) else None
    question = f"{chosen.question} {value_words('step', step)}"
    return (
        chosen.title,
        say("{place}, {year}.", place=_place(reader, answer), year=view.year),
        [
            card(
                reader,
                answer,
                selection,
                picture,
                "groups",
                question,
                wide=True,
                above=_choices(reader, view, True),
            )
        ],
    )


def _ladder(reader: Reader, view: View, chosen: Card) -> tuple[str, Lead, list]:
    selection = Selection(chosen.id, f"{view.year}-01", f"{view.year}-12", "year", by=SPLIT)
    answer = reader.fetch(selection)
    picture = decision_ladder(reader, view, answer) if answered(answer) else None
    return (
        chosen.title,
        say("{place}, {year}.", place=_place(reader, answer), year=view.year),
        [card(reader, answer, selection, picture, "ladder", wide=True, above=_choices(reader, view, False))],
    )


def _choices(reader: Reader, view: View, steps: bool) -> html.Div:
    """Year and decision point, as links: what the filter row cannot offer for one kind of measure."""
    years = {y: y for y in sorted(reader.words.words["year"])}
    of_steps = {step: value_words("step", step) for step in STEPS}
    return html.Div(
        [
            _toggle(reader, view, "year", say("Year"), years),
            _toggle(reader, view, "step", dimension_words("step"), of_steps) if steps else None,
        ]
    )


def _toggle(reader: Reader, view: View, key: str, name: str, words_of: dict[str, str]) -> html.Nav:
    return html.Nav(
        [
            dcc.Link(
                said,
                href=reader.href("/measure", view, **{key: word}),
                className="on"
                if word == (step_to_follow(view, None) if key == "step" else getattr(view, key))
                else "",
            )
            for word, said in words_of.items()
        ],
        className="toggle",
        **aria(label=name),
    )
