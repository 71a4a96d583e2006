"""Director: is the practice model working, and where must I act?"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from dash import dcc, html

from dashboard.drawing.bars import bridge
from dashboard.drawing.blocks import carried_on, grid, heading, note, scope_line
from dashboard.drawing.card import card
from dashboard.drawing.change_list import what_changed
from dashboard.drawing.dots import dots
from dashboard.drawing.findings import NOBODY, Shortage, at_the_time, shortage, title, titled
from dashboard.drawing.picture import Picture
from dashboard.drawing.scorecard import scorecard
from dashboard.drawing.trend import trend
from dashboard.shell.address import EVERYWHERE, View
from dashboard.shell.reader import Reader, Refused, answered, last_judged, latest_rows
from pipelines.questions.door import Card
from pipelines.questions.periods import year_before
from pipelines.questions.released import NOT_MEASURABLE, Released, Row, given
from pipelines.questions.standing import Stand
from pipelines.questions.verdict import Change, Changes
from pipelines.words import dates, joining, numbers
from pipelines.words.say import say, say_plural


def page(reader: Reader, view: View) -> html.Div:
    """The finding, what changed, the scorecard, and charts in a fixed order."""
    asked = [reader.selection(view, card.id) for card, _ in reader.standing("director.scorecard")]
    answers = [reader.fetch(selection) for selection in asked]
    changes = reader.changes(view)
    short = shortage(reader, view)
    return html.Div(
        [
            heading(
                at_the_time(reader, view, title(changes, short.words)) if answers else say(NOBODY),
                [lead(reader, view, answers), *carried_on(reader, view, "/director")],
            ),
            what_changed(reader, view, changes, _others(reader, view, short, answers)),
            scorecard(reader, view, answers),
            grid(
                *_charts(reader, view, "director.trend", trend),
                *_signals(reader, view, changes),
                *_charts(reader, view, "director.staffing", lambda answer: bridge(answer) or trend(answer)),
                *(by_domain(reader, view, *one) for one in reader.standing("director.by_domain")),
                *by_place(reader, view),
            ),
        ]
    )


def lead(reader: Reader, view: View, answers: Sequence[Released | Refused]) -> str:
    """Scope, dates, and which month is not judged yet, for how many of the measures."""
    coming = [max(months) for a in answers if isinstance(a, Released) and (months := _unjudged_months(a))]
    said = say("{scope}, against each measure's own past and target.", scope=scope_line(reader, view))
    return f"{said} {_coming(max(coming), len(coming), len(answers))}" if coming else said


def _coming(month: str, measures: int, of: int) -> str:
    """Which month is still coming in, for how many of the measures."""
    if measures == of:
        return say("{month} is still coming in, and is not judged.", month=dates.month(month))
    return say(
        "{month} is still coming in for {count} of {all} measures, and is not judged for these.",
        month=dates.month(month),
        count=measures,
        all=of,
    )


def _unjudged_months(answer: Released) -> list[str]:
    return [r.period for r in answer.rows if not r.judged and len(r.period) == 7 and "Q" not in r.period]


def _others(reader: Reader, view: View, short: Shortage, answers: Sequence) -> list[html.Li]:
    """What is no signal of a chart: stocks over their target, the shortage, data that are late or missing."""
    return [*_over_target(reader, view), *_short(reader, view, short), *_late(reader), *_missing(answers)]


def _over_target(reader: Reader, view: View) -> list[html.Li]:
    """Counts above their target, against it and a year ago: a stock gets no verdict."""
    lines = (_over(reader, view, card, stand) for card, stand in reader.standing("director.over_target"))
    return [line for line in lines if line is not None]


def _over(reader: Reader, view: View, measure: Card, stand: Stand) -> html.Li | None:
    answer = reader.fetch(reader.selection(view, measure.id))
    row = last_judged(answer)
    if row is None or not isinstance(answer, Released) or answer.target is None:
        return None
    counted = given(row.value)
    if counted <= answer.target:
        return None
    before = year_before(row.period)
    earlier = next((r for r in answer.rows if r.period == before and r.value is not None), None)
    count = round(counted)
    told = say_plural(*stand.forms("counted"), count)
    told = say("{month}: {counted}", month=dates.period(row.period), counted=told)
    said = _against(told, answer.target, earlier)
    grown = answer.verdict.growth.words if answer.verdict and answer.verdict.growth else ""
    there = dcc.Link(say("See which"), href=reader.href("/manager", view))
    return note("late", joining.told_after(said, grown), " ", there)


def _against(counted: str, target: float, earlier: Row | None) -> str:
    """What is counted, against the target and a year ago."""
    places = {"counted": counted, "target": numbers.number(target)}
    if earlier is None:
        return say("{counted}; target {target}.", **places)
    return say(
        "{counted}; target {target}, {before} a year ago.",
        before=numbers.number(given(earlier.value)),
        **places,
    )


def _short(reader: Reader, view: View, short: Shortage) -> list[html.Li]:
    """The shortage, with a link that leads to the very place (G5)."""
    if not short.words:
        return []
    there = reader.href("/manager", view, unit=short.place or view.unit)
    return [note("short", joining.sentence(short.words), " ", dcc.Link(say("See the staffing"), href=there))]


def _late(reader: Reader) -> list[html.Li]:
    return [
        note(
            "late",
            say_plural(
                "{feed}: {count} day late, the data end on {day}.",
                "{feed}: {count} days late, the data end on {day}.",
                f.late_days,
                feed=f.title,
                day=f.data_through,
            ),
        )
        for f in reader.reports.county().late
    ]


def _missing(answers: Sequence) -> list[html.Li]:
    names = [a.title for a in answers if isinstance(a, Released) and a.status == NOT_MEASURABLE]
    if not names:
        return []
    said = say("Not measurable with the data loaded: {measures}.", measures=joining.listing(names))
    return [note("unjudged", said, " ", dcc.Link(say("See the Data desk"), href="/data"))]


def _charts(reader: Reader, view: View, slot: str, draw: Callable[[Released], Picture]) -> list[html.Article]:
    """A card for each measure that stands in the slot."""
    return [_chart(reader, view, measure, stand, draw) for measure, stand in reader.standing(slot)]


def _chart(
    reader: Reader, view: View, measure: Card, stand: Stand, draw: Callable[[Released], Picture]
) -> html.Article:
    selection = reader.selection(view, measure.id)
    answer = reader.fetch(selection)
    picture = draw(answer) if answered(answer) else None
    return card(reader, answer, selection, picture, stand.anchor(measure.id))


def _signals(reader: Reader, view: View, changes: Changes) -> list[html.Article]:
    """The series that the title speaks of, drawn: a reader must not have to take a headline on trust.

    One of the whole view that has a chart of its own here already is not drawn twice.
    """
    if not reader.standing("headline"):
        return []
    charted = {measure.id for measure, _ in reader.standing("director.trend")}
    own = [c for c in titled(changes) if c.place or c.domain or c.indicator not in charted]
    return [_signal(reader, view, change, n) for n, change in enumerate(own, 1)]


def _signal(reader: Reader, view: View, change: Change, number: int) -> html.Article:
    """The very series of a change, with its verdict."""
    selection = reader.selection(replace(view, unit=change.unit or view.unit), change.indicator)
    selection = selection.limited("domain", change.domain) if change.domain else selection
    answer = reader.fetch(selection)
    picture = trend(answer) if answered(answer) else None
    return card(reader, answer, selection, picture, f"signal-{number}", change.words)


def by_domain(reader: Reader, view: View, measure: Card, stand: Stand) -> html.Article:
    """Domains as others see them in the latest wave, with self-ratings apart and never mixed in."""
    selection = reader.selection(view, measure.id, by=("domain",))
    alone = selection.limited("rater", "self")
    others, own = reader.fetch(selection), reader.fetch(alone)
    beside = own if answered(own) else None
    picture = (
        dots(others, beside, (say("as others see it"), say("as people rate themselves")))
        if answered(others)
        else None
    )
    return card(
        reader,
        others,
        selection,
        picture,
        stand.anchor(measure.id),
        say(stand.template("question")),
        also=[(say("Self-ratings"), beside, alone)] if beside else [],
    )


def by_place(reader: Reader, view: View) -> list[html.Article | None]:
    """Measures by division, or by unit inside a division; None for one place alone, which is compared with nothing."""
    inside = view.unit != EVERYWHERE or len(reader.options.divisions) < 2
    split, slot = ("unit", "director.by_unit") if inside else ("division", "director.by_division")
    return [_places(reader, view, split, *one) for one in reader.standing(slot)]


def _places(reader: Reader, view: View, split: str, measure: Card, stand: Stand) -> html.Article | None:
    selection = reader.selection(view, measure.id, "window", (split,))
    answer = reader.fetch(selection)
    if answered(answer) and len(latest_rows(answer)) == 1:
        return None
    picture = dots(answer) if answered(answer) else None
    return card(reader, answer, selection, picture, stand.anchor(measure.id), say(stand.template("question")))
