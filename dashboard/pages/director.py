"""Director: is the practice model working, and where must I act?"""

from collections.abc import Sequence

from dash import dcc, html

from dashboard import words
from dashboard.asking import Ask, Refused, answered
from dashboard.charts.bars import bridge
from dashboard.charts.card import card
from dashboard.charts.dots import dots
from dashboard.charts.icons import icon
from dashboard.charts.trend import trend
from dashboard.findings import Finding, changes, line, title
from dashboard.pages.parts import grid, heading, scope_line
from dashboard.pages.scorecard import scorecard
from dashboard.urlstate import EVERYWHERE, View
from pipelines.released import NOT_MEASURABLE, Released

MEASURES = (
    "response_24h_leadership", "response_24h", "response_24h_expectation", "time_to_acknowledgement",
    "overdue_open", "fidelity_score", "vacancy_rate", "staffing_gap", "caseload_load",
)
MOST_LINES = 5


def page(ask: Ask, view: View) -> html.Div:
    """The finding, what changed, the scorecard, and four charts in a fixed order."""
    asked = {m: ask.selection(view, m) for m in MEASURES if m in ask.cards}
    answers = {m: ask.fetch(selection) for m, selection in asked.items()}
    found = changes(ask, view, [a for a in answers.values() if answered(a)])
    gap = answers.get("staffing_gap")
    return html.Div([
        heading(title(found, gap if answered(gap) else None), lead(ask, view, list(answers.values()))),
        what_changed(ask, view, found, list(answers.values())),
        scorecard(ask, view, list(answers.values())),
        grid(
            _response(ask, answers, asked), _staffing(ask, answers, asked),
            fidelity_by_domain(ask, view), by_place(ask, view),
        ),
    ])


def lead(ask: Ask, view: View, answers: Sequence[Released | Refused]) -> str:
    """Scope, dates, and which period is not judged yet."""
    open_periods = {r.period for a in answers if isinstance(a, Released) for r in a.rows if not r.judged}
    months = sorted(p for p in open_periods if len(p) == 7 and "Q" not in p)
    coming = f" {words.month(months[-1])} is still coming in and is not judged." if months else ""
    return f"{scope_line(ask, view)}, against each measure's own past and target.{coming}"


def what_changed(ask: Ask, view: View, found: Sequence[Finding], answers: Sequence) -> html.Section:
    """At most five lines: signals first, then data that are late or missing."""
    lines = [_change(ask, view, f) for f in found] + _late(ask) + _missing(answers)
    shown = lines[:MOST_LINES] or [html.Li("Nothing has moved beyond its ordinary variation, and no feed is late.")]
    return html.Section([html.H2("What changed"), html.Ul(shown)], className="changed")


def _change(ask: Ask, view: View, found: Finding) -> html.Li:
    href = ask.href("/measure", view, measure=found.indicator, by="", unit=found.unit or view.unit)
    return html.Li([icon(found.meaning), html.Span([line(found), " ", dcc.Link(
        ["See the measure", html.Span(f": {found.clause}", className="visually-hidden")], href=href)])])


def _late(ask: Ask) -> list[html.Li]:
    return [
        html.Li([icon("late"), html.Span(
            f"{feed.title}: {words.days(feed.late_days)} late, the data end on {words.day(feed.data_through)}.")])
        for feed in ask.reports.county().late
    ]


def _missing(answers: Sequence) -> list[html.Li]:
    names = [a.title for a in answers if isinstance(a, Released) and a.status == NOT_MEASURABLE]
    if not names:
        return []
    return [html.Li([icon("unjudged"), html.Span([f"Not measurable with the data loaded: {words.listing(names)}. ",
                                                  dcc.Link("See the Data desk", href="/data")])])]


def _response(ask: Ask, answers: dict, asked: dict) -> html.Article | None:
    answer = answers.get("response_24h_leadership")
    if answer is None:
        return None
    picture = trend(answer) if answered(answer) else None
    return card(ask, answer, asked[answer.indicator], picture, "leaders")


def _staffing(ask: Ask, answers: dict, asked: dict) -> html.Article | None:
    answer = answers.get("staffing_gap")
    if answer is None:
        return None
    picture = (bridge(answer) or trend(answer)) if answered(answer) else None
    return card(ask, answer, asked[answer.indicator], picture, "staffing")


def fidelity_by_domain(ask: Ask, view: View) -> html.Article | None:
    """Domains as others see them in the latest wave, with self-ratings apart and never mixed in."""
    if "fidelity_score" not in ask.cards:
        return None
    selection = ask.selection(view, "fidelity_score", by=("domain",))
    alone = selection.limited("rater", "self")
    others, own = ask.fetch(selection), ask.fetch(alone)
    beside = own if answered(own) else None
    picture = dots(others, beside, ("as others see it", "as people rate themselves")) if answered(others) else None
    return card(ask, others, selection, picture, "domains", "Which parts of the practice model are weak?",
                also=[("Self-ratings", own, alone)] if beside else [])


def by_place(ask: Ask, view: View) -> html.Article | None:
    """Leaders' response by division, or by unit inside a division."""
    if "response_24h_leadership" not in ask.cards:
        return None
    split = "unit" if view.unit != EVERYWHERE or len(ask.options.divisions) < 2 else "division"
    selection = ask.selection(view, "response_24h_leadership", "window", (split,))
    answer = ask.fetch(selection)
    return card(ask, answer, selection, dots(answer) if answered(answer) else None, "places",
                f"Do leaders answer in time in every {split}?")
