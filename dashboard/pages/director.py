"""Director: is the practice model working, and where must I act?"""

from collections.abc import Sequence

from dash import dcc, html

from dashboard.drawing.bars import bridge
from dashboard.drawing.blocks import grid, heading, note, scope_line, section
from dashboard.drawing.card import card
from dashboard.drawing.dots import dots
from dashboard.drawing.findings import Finding, changes, line, shortage, title
from dashboard.drawing.scorecard import scorecard
from dashboard.drawing.trend import trend
from dashboard.shell.address import EVERYWHERE, View
from dashboard.shell.reader import Reader, Refused, answered, last_judged
from pipelines.questions.periods import year_before
from pipelines.questions.released import NOT_MEASURABLE, Released, Row
from pipelines.questions.template import marked
from pipelines.words import dates, listing, numbers
from pipelines.words.say import say, say_plural

MEASURES = (
    "response_24h_leadership",
    "response_24h",
    "response_24h_expectation",
    "time_to_acknowledgement",
    "overdue_open",
    "fidelity_score",
    "vacancy_rate",
    "staffing_gap",
    "caseload_load",
)
MOST_LINES = 5
ALL_QUIET = marked("Nothing has moved beyond its ordinary variation, and no feed is late.")


def page(reader: Reader, view: View) -> html.Div:
    """The finding, what changed, the scorecard, and four charts in a fixed order."""
    asked = {m: reader.selection(view, m) for m in MEASURES if m in reader.cards}
    answers = {m: reader.fetch(selection) for m, selection in asked.items()}
    found = changes(reader, view, [a for a in answers.values() if answered(a)])
    short = shortage(reader, view, answers.get("staffing_gap"))
    return html.Div(
        [
            heading(title(found, short), lead(reader, view, list(answers.values()))),
            what_changed(reader, view, found, short, list(answers.values())),
            scorecard(reader, view, list(answers.values())),
            grid(
                _response(reader, answers, asked),
                _staffing(reader, answers, asked),
                fidelity_by_domain(reader, view),
                by_place(reader, view),
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
        "{month} is still coming in for {count} of {all} measures, and is not judged.",
        month=dates.month(month),
        count=measures,
        all=of,
    )


def _unjudged_months(answer: Released) -> list[str]:
    return [r.period for r in answer.rows if not r.judged and len(r.period) == 7 and "Q" not in r.period]


def what_changed(
    reader: Reader, view: View, found: Sequence[Finding], short: str, answers: Sequence
) -> html.Section:
    """At most five lines: signals first, then the shortage, then data that are late or missing."""
    signals = [_change(reader, view, f) for f in found][: MOST_LINES - 2]
    lines = [
        *signals,
        *_overdue(reader, view, answers),
        *_short(reader, view, short),
        *_late(reader),
        *_missing(answers),
    ]
    return section(
        say("What changed"), html.Ul(lines[:MOST_LINES] or [html.Li(say(ALL_QUIET))]), class_name="changed"
    )


def _change(reader: Reader, view: View, found: Finding) -> html.Li:
    href = reader.href("/measure", view, measure=found.indicator, by="", unit=found.unit or view.unit)
    whose = html.Span(f": {found.clause}", className="visually-hidden")
    return note(found.meaning, line(found), " ", dcc.Link([say("See the measure"), whose], href=href))


def _overdue(reader: Reader, view: View, answers: Sequence) -> list[html.Li]:
    """People still waiting past the due time, against the target and a year ago: a stock gets no verdict."""
    answer = next((a for a in answers if answered(a) and a.indicator == "overdue_open"), None)
    row = last_judged(answer)
    if row is None or answer.target is None or row.value <= answer.target:
        return []
    before = year_before(row.period)
    earlier = next((r for r in answer.rows if r.period == before and r.value is not None), None)
    said = _past_due(round(row.value), answer.target, earlier)
    return [note("late", said, " ", dcc.Link(say("See who waits"), href=reader.href("/manager", view)))]


def _past_due(count: int, target: float, earlier: Row | None) -> str:
    """How many wait too long, against the target and a year ago."""
    places = {"target": numbers.number(target)}
    if earlier is None:
        return say_plural(
            "{count} inquiry is open past the due time; target {target}.",
            "{count} inquiries are open past the due time; target {target}.",
            count,
            **places,
        )
    return say_plural(
        "{count} inquiry is open past the due time; target {target}, {before} a year ago.",
        "{count} inquiries are open past the due time; target {target}, {before} a year ago.",
        count,
        before=numbers.number(earlier.value),
        **places,
    )


def _short(reader: Reader, view: View, short: str) -> list[html.Li]:
    if not short:
        return []
    link = dcc.Link(say("See the staffing"), href=reader.href("/manager", view))
    return [note("short", listing.sentence(short), " ", link)]


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
    said = say("Not measurable with the data loaded: {measures}.", measures=listing.listing(names))
    return [note("unjudged", said, " ", dcc.Link(say("See the Data desk"), href="/data"))]


def _response(reader: Reader, answers: dict, asked: dict) -> html.Article | None:
    answer = answers.get("response_24h_leadership")
    if answer is None:
        return None
    picture = trend(answer) if answered(answer) else None
    return card(reader, answer, asked[answer.indicator], picture, "leaders")


def _staffing(reader: Reader, answers: dict, asked: dict) -> html.Article | None:
    answer = answers.get("staffing_gap")
    if answer is None:
        return None
    picture = (bridge(answer) or trend(answer)) if answered(answer) else None
    return card(reader, answer, asked[answer.indicator], picture, "staffing")


def fidelity_by_domain(reader: Reader, view: View) -> html.Article | None:
    """Domains as others see them in the latest wave, with self-ratings apart and never mixed in."""
    if "fidelity_score" not in reader.cards:
        return None
    selection = reader.selection(view, "fidelity_score", by=("domain",))
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
        "domains",
        say("Which parts of the practice model are weak?"),
        also=[(say("Self-ratings"), own, alone)] if beside else [],
    )


def by_place(reader: Reader, view: View) -> html.Article | None:
    """Leaders' response by division, or by unit inside a division."""
    if "response_24h_leadership" not in reader.cards:
        return None
    split = "unit" if view.unit != EVERYWHERE or len(reader.options.divisions) < 2 else "division"
    selection = reader.selection(view, "response_24h_leadership", "window", (split,))
    answer = reader.fetch(selection)
    return card(
        reader,
        answer,
        selection,
        dots(answer) if answered(answer) else None,
        "places",
        say("Do leaders answer in time in every unit?")
        if split == "unit"
        else say("Do leaders answer in time in every division?"),
    )
