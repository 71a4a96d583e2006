"""Equity: at which decision do families get different treatment, is it real, and is it closing?"""

from math import log

from dash import dcc, html

from dashboard.drawing.blocks import grid, heading, section
from dashboard.drawing.card import card
from dashboard.drawing.decision_ladder import SPLIT, decision_ladder, group_word, step_word
from dashboard.drawing.dots import dots
from dashboard.drawing.findings import NOBODY
from dashboard.drawing.group_field import trust
from dashboard.drawing.ladder import Section, ladder
from dashboard.drawing.static_parts import static_part
from dashboard.shell.address import View
from dashboard.shell.aria import aria
from dashboard.shell.reader import Reader, Refused, answered
from pipelines.questions.adverse_gap import children, gaps_of
from pipelines.questions.door import Card
from pipelines.questions.released import Released, Row, given
from pipelines.questions.selection import Selection
from pipelines.questions.standing import Stand
from pipelines.questions.template import marked
from pipelines.words import dates, numbers, units
from pipelines.words.dimension_words import value_words
from pipelines.words.say import say, say_plural

YEARLY = "year"
SYNTHETIC = marked("Until the release audit exists, this page runs on synthetic data only.")
CLOSED = marked("Until the release audit exists, the committee's view stays closed for real data.")
ROUNDED = marked(
    "Small counts are hidden, the others rounded to 5, and rates are computed from the rounded counts."
)
EXACT = marked("You see exact counts; the committee sees small ones hidden and the others rounded to 5.")

GUIDE = (
    (
        marked("Relative rate (RRI):"),
        marked(
            "of those who reached the step before, how often did this step follow, against the reference "
            "group. It shows where inside the system a difference arises."
        ),
    ),
    (
        marked("Disparity index (DI):"),
        marked(
            "of all children of the group, how many met this step, against the reference group. It carries "
            "along every earlier difference."
        ),
    ),
    (
        marked("1 means the same rate."),
        marked(
            "A dark mark lies apart from 1 by more than chance, even among so many ratios: look here. It does "
            "not say why, and it describes how the system treats people, not what people are."
        ),
    ),
)


def page(reader: Reader, view: View) -> html.Div:
    """The reading guide, the ladder, the chosen step over time, response and fidelity by group, and trust."""
    index = index_of(reader, view)
    rungs = ladder_selection(view, index) if index else None
    found = reader.fetch(rungs) if rungs else None
    return html.Div(
        [
            heading(_title(found), _lead(reader, view, found)),
            guide(),
            grid(
                _ladder(reader, view, found, rungs) if rungs and found else None,
                _closing(reader, view, index) if index else None,
                *(by_group(reader, view, *one) for one in reader.standing("equity.by_group")),
                *(trust(reader, *one) for one in reader.standing("equity.unrecorded")),
            ),
        ]
    )


def index_of(reader: Reader, view: View) -> str:
    """The measure whose ratios the ladder shows; "" where none stands for it."""
    return next((c.parent for c in reader.options.ladders if c.id == view.index), "")


def guide() -> html.Section:
    """How to read a ratio without proving or blaming."""
    lines = [html.Li([html.Strong(f"{say(name)} "), say(said)]) for name, said in GUIDE]
    return section(say("How to read this page"), html.Ul(lines), class_name="changed guide")


def year_bounds(view: View) -> tuple[str | None, str | None]:
    return (f"{view.year}-01", f"{view.year}-12") if view.year else (None, None)


def ladder_selection(view: View, index: str) -> Selection:
    start, end = year_bounds(view)
    return Selection(index, start, end, YEARLY, by=SPLIT)


def _lead(reader: Reader, view: View, found: Released | Refused | None) -> str:
    reference = found.reference if isinstance(found, Released) else ""
    gate = SYNTHETIC if reader.reports.county().synthetic else CLOSED
    counts = ROUNDED if reader.actor.policy.published_only else EXACT
    said = (
        say("Whole county, {year}.", year=view.year) if view.year else say("Whole county."),
        say("Reference group: {group}.", group=reference) if reference else "",
        say(gate),
        say(counts),
    )
    return " ".join(part for part in said if part)


def _title(found: Released | Refused | None) -> str:
    """The adverse gap that comes first; what could not be looked at is named before anything is called quiet (A4)."""
    if found is None:
        return say(NOBODY)
    if not answered(found):
        return say("No gap could be looked for: {why}", why=_lower(_why(found)))
    gaps = gaps_of(found.rows)
    if gaps.adverse:
        return _widest(gaps.adverse[0])
    if not gaps.compared:
        return say("No ratio could be compared: all are hidden, too small or without a reference")
    if gaps.unseen:
        return say(
            "Of {count} ratios that could be compared none is an adverse difference clear of chance; "
            "{unseen} are hidden or too small",
            count=gaps.compared,
            unseen=gaps.unseen,
        )
    return say_plural(
        "No decision point shows an adverse difference that is clear of chance, of {count} ratio compared",
        "No decision point shows an adverse difference that is clear of chance, of {count} ratios compared",
        gaps.compared,
    )


def _widest(row: Row) -> str:
    """The gap in words, with the children behind it."""
    return say(
        "{step}: the rate for {group} children is {times} times the reference, {children} children {side}",
        step=step_word(row),
        group=group_word(row),
        times=units.value(row.value, "ratio"),
        children=numbers.number(children(row)),
        side=say("fewer") if given(row.value) < 1 else say("more"),
    )


def _why(found: Released | Refused) -> str:
    return found.why or (found.sentence if isinstance(found, Released) else "")


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:].rstrip(".")


def _ladder(reader: Reader, view: View, found: Released | Refused, selection: Selection) -> html.Article:
    return card(
        reader,
        found,
        selection,
        decision_ladder(reader, view, found) if answered(found) else None,
        "ladder",
        say("At which decision point is the gap largest?"),
        wide=True,
        above=_toggle(reader, view),
    )


def _toggle(reader: Reader, view: View) -> html.Nav:
    """Which index the ladder shows; the choice stands in the address."""
    return static_part(
        html.Nav(
            [
                dcc.Link(
                    ladder.label,
                    href=reader.href("/equity", view, index=ladder.id),
                    className="on" if ladder.id == view.index else "",
                )
                for ladder in reader.options.ladders
            ],
            className="toggle",
            **aria(label=say("Which ratio the ladder shows")),
        )
    )


def _closing(reader: Reader, view: View, index: str) -> html.Article:
    """The chosen step year by year, one block a group."""
    selection = Selection(index, grain=YEARLY, where=(("step", (view.step,)),), by=SPLIT)
    found = reader.fetch(selection)
    picture = None
    if answered(found):
        groups = dict.fromkeys(group_word(r) for r in found.rows)
        picture = ladder(
            [_trail(g, found) for g in groups if g != found.reference],
            found.reference,
            say("Year"),
            narrow=True,
        )
    return card(
        reader,
        found,
        selection,
        picture,
        "closing",
        say("Is the gap closing? {step}", step=value_words("step", view.step)),
        closing_words(found) if answered(found) else "",
        wide=True,
    )


def closing_words(found: Released) -> str:
    """The group furthest from the reference in the last year, against its first year with a figure."""
    told = [r for r in found.rows if r.value and r.low is not None and group_word(r) != found.reference]
    last = max((r.period for r in told), default="")
    latest = [r for r in told if r.period == last]
    if not latest:
        return say("No group is large enough, or shown, to follow over the years.")
    row = max(latest, key=lambda r: abs(log(given(r.value))))
    first = min((r for r in told if group_word(r) == group_word(row)), key=lambda r: r.period)
    if first.period == last:
        return say(
            "{group}: {ratio} in {year}; no earlier year to compare with.",
            group=group_word(row),
            ratio=units.value(row.value, "ratio"),
            year=last,
        )
    apart = given(first.low) > given(row.high) or given(row.low) > given(first.high)
    nearer = abs(log(given(row.value))) < abs(log(given(first.value)))
    said = TRAILS["closing" if nearer else "widening"] if apart else TRAILS["same"]
    return say(
        said,
        group=group_word(row),
        reference=found.reference,
        then=units.value(first.value, "ratio"),
        first=first.period,
        now=units.value(row.value, "ratio"),
        last=last,
    )


TRAILS = {
    "closing": marked("{group}, the furthest from {reference}: {then} in {first}, {now} in {last}: closing."),
    "widening": marked(
        "{group}, the furthest from {reference}: {then} in {first}, {now} in {last}: widening."
    ),
    "same": marked(
        "{group}, the furthest from {reference}: {then} in {first}, {now} in {last}: "
        "no change beyond chance, the intervals overlap."
    ),
}


def _trail(group: str, found: Released) -> Section:
    lines = [(dates.period(r.period, short=True), r) for r in found.rows if group_word(r) == group]
    return Section(group, lines, group)


def by_group(reader: Reader, view: View, measure: Card, stand: Stand) -> html.Article:
    """One measure by race/ethnicity, in the published table of the year."""
    start, end = year_bounds(view)
    selection = Selection(measure.id, start, end, YEARLY, by=("race",))
    found = reader.fetch(selection)
    picture = dots(found) if answered(found) else None
    return card(reader, found, selection, picture, stand.anchor(measure.id), say(stand.template("question")))
