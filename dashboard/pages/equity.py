"""Equity: at which decision do families get different treatment, is it real, and is it closing?"""

from collections.abc import Sequence
from math import log

from dash import dcc, html

from dashboard.drawing.blocks import grid, heading, section
from dashboard.drawing.card import card
from dashboard.drawing.dots import dots
from dashboard.drawing.ladder import Section, differs, ladder
from dashboard.drawing.static_parts import leaf
from dashboard.drawing.unrecorded import trust
from dashboard.shell.address import View
from dashboard.shell.reader import Ask, Refused, answered
from pipelines.questions.dimensions import ADVERSE_BELOW, STEPS, UNKNOWN
from pipelines.questions.released import Released, Row
from pipelines.questions.selection import Selection
from pipelines.words import wording

INDICES = {"rri": "relative_rate_index", "di": "disparity_index"}
INDEX_WORDS = {
    "rri": "Relative rate: among those who reached the step before",
    "di": "Disparity index: among all children of the group",
}
LADDER, YEARLY = ("step", "race"), "year"
SYNTHETIC = "Until the release audit exists, this page runs on synthetic data only."
CLOSED = "Until the release audit exists, the committee's view stays closed for real data."
ROUNDED = "Small counts are hidden, the others rounded to 5, and rates are computed from the rounded counts."
EXACT = "You see exact counts; the committee sees small ones hidden and the others rounded to 5."

GUIDE = {
    "Relative rate (RRI): ": "of those who reached the step before, how often did this step follow, against "
    "the reference group. It shows where inside the system a difference arises.",
    "Disparity index (DI): ": "of all children of the group, how many met this step, against the reference "
    "group. It carries along every earlier difference.",
    "1 means the same rate. ": "A dark mark lies apart from 1 by more than chance, even among so many "
    "ratios: look here. It does not say why, and it "
    "describes how the system treats people, not what people are.",
}


def page(ask: Ask, view: View) -> html.Div:
    """The reading guide, the ladder, the chosen step over time, response and fidelity by group, and trust."""
    rungs = ladder_selection(view)
    found = ask.fetch(rungs)
    return html.Div(
        [
            heading(_title(found), _lead(ask, view, found)),
            guide(),
            grid(
                _ladder(ask, view, found, rungs),
                _closing(ask, view),
                by_group(
                    ask,
                    view,
                    "response_24h",
                    "Are people of every group answered in time?",
                    "groups-response",
                ),
                by_group(
                    ask,
                    view,
                    "fidelity_score",
                    "Do families of every group get the same practice?",
                    "groups-fidelity",
                ),
                trust(ask),
            ),
        ]
    )


def guide() -> html.Section:
    """How to read a ratio without proving or blaming."""
    lines = [html.Li([html.Strong(name), said]) for name, said in GUIDE.items()]
    return section("How to read this page", html.Ul(lines), class_name="changed guide")


def year_bounds(view: View) -> tuple[str | None, str | None]:
    return (f"{view.year}-01", f"{view.year}-12") if view.year else (None, None)


def ladder_selection(view: View) -> Selection:
    start, end = year_bounds(view)
    return Selection(INDICES[view.index], start, end, YEARLY, by=LADDER)


def _lead(ask: Ask, view: View, found: Released | Refused) -> str:
    reference = (
        f"Reference group: {found.reference}. " if isinstance(found, Released) and found.reference else ""
    )
    gate = SYNTHETIC if ask.reports.county().synthetic else CLOSED
    counts = ROUNDED if ask.actor.policy.published_only else EXACT
    return f"Whole county, {wording.period(view.year)}. {reference}{gate} {counts}"


def _title(found: Released | Refused) -> str:
    """The widest adverse gap of a recorded group whose interval is clear of 1."""
    clear = [r for r in found.rows if adverse(r)] if answered(found) else []
    if not clear:
        return "No decision point shows an adverse difference that is clear of chance"
    widest = max(clear, key=lambda r: abs(log(r.value)))
    times = wording.value(widest.value, "ratio")
    return f"{_step(widest)}: the rate for {_group(widest)} children is {times} times the reference"


def adverse(row: Row) -> bool:
    """True for a recorded group's ratio clear of 1 on the side that families would call worse."""
    group = dict(row.group)
    if group.get("race") == UNKNOWN or not row.value or not differs(row):
        return False
    return row.value < 1 if group.get("step") in ADVERSE_BELOW else row.value > 1


def _step(row: Row) -> str:
    return dict(zip((d for d, _ in row.group), row.words, strict=True)).get("step", "")


def _group(row: Row) -> str:
    return dict(zip((d for d, _ in row.group), row.words, strict=True)).get("race", "")


def _ladder(ask: Ask, view: View, found: Released | Refused, selection: Selection) -> html.Article:
    picture = None
    if answered(found):
        sections = [rung(ask, view, step, found.rows) for step in steps_in(found.rows)]
        picture = ladder(sections, found.reference, "Group")
    return card(
        ask,
        found,
        selection,
        picture,
        "ladder",
        "At which decision point is the gap largest?",
        wide=True,
        above=_toggle(ask, view),
    )


def steps_in(rows: Sequence[Row]) -> list[str]:
    """The decision points of an answer in the order children meet them."""
    present = {dict(r.group).get("step") for r in rows}
    return [s for s in STEPS if s in present]


def rung(ask: Ask, view: View, step: str, rows: Sequence[Row]) -> Section:
    name = STEPS[step]
    lines = [(_group(r), r) for r in rows if dict(r.group).get("step") == step]
    chosen = step == view.step
    link = dcc.Link(
        [name, html.Span(": follow this decision point", className="visually-hidden")],
        href=ask.href("/equity", view, step=step),
    )
    return Section(
        [name, html.Span("followed below", className="since")] if chosen else link, lines, name, chosen
    )


def _toggle(ask: Ask, view: View) -> html.Nav:
    """Which index the ladder shows; the choice stands in the address."""
    return leaf(
        html.Nav(
            [
                dcc.Link(
                    said,
                    href=ask.href("/equity", view, index=index),
                    className="on" if index == view.index else "",
                )
                for index, said in INDEX_WORDS.items()
            ],
            className="toggle",
            **{"aria-label": "Which ratio the ladder shows"},
        )
    )


def _closing(ask: Ask, view: View) -> html.Article:
    """The chosen step year by year, one block a group."""
    selection = Selection(INDICES[view.index], grain=YEARLY, where=(("step", (view.step,)),), by=LADDER)
    found = ask.fetch(selection)
    picture = None
    if answered(found):
        groups = dict.fromkeys(_group(r) for r in found.rows)
        picture = ladder(
            [_trail(g, found) for g in groups if g != found.reference], found.reference, "Year", narrow=True
        )
    return card(
        ask,
        found,
        selection,
        picture,
        "closing",
        f"Is the gap closing? {STEPS.get(view.step, '')}",
        closing_words(found) if answered(found) else "",
        wide=True,
    )


def closing_words(found: Released) -> str:
    """The group furthest from the reference in the last year, against its first year with a figure."""
    told = [r for r in found.rows if r.value and r.low is not None and _group(r) != found.reference]
    last = max((r.period for r in told), default="")
    latest = [r for r in told if r.period == last]
    if not latest:
        return "No group is large enough, or shown, to follow over the years."
    row = max(latest, key=lambda r: abs(log(r.value)))
    first = min((r for r in told if _group(r) == _group(row)), key=lambda r: r.period)
    if first.period == last:
        return f"{_group(row)}: {row.value:.2f} in {last}; no earlier year to compare with."
    apart = first.low > row.high or row.low > first.high
    nearer = abs(log(row.value)) < abs(log(first.value))
    said = (
        ("closing" if nearer else "widening") if apart else "no change beyond chance, the intervals overlap"
    )
    return (
        f"{_group(row)}, the furthest from {found.reference}: {first.value:.2f} in {first.period}, "
        f"{row.value:.2f} in {last}: {said}."
    )


def _trail(group: str, found: Released) -> Section:
    lines = [(wording.period(r.period, short=True), r) for r in found.rows if _group(r) == group]
    return Section(group, lines, group)


def by_group(ask: Ask, view: View, indicator: str, question: str, card_id: str) -> html.Article | None:
    """One measure by race/ethnicity, in the published table of the year."""
    if indicator not in ask.cards:
        return None
    start, end = year_bounds(view)
    selection = Selection(indicator, start, end, YEARLY, by=("race",))
    found = ask.fetch(selection)
    return card(ask, found, selection, dots(found) if answered(found) else None, card_id, question)
