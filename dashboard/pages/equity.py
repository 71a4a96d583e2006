"""Equity: at which decision do families get different treatment, is it real, and is it closing?"""

from collections.abc import Sequence

from dash import dcc, html

from dashboard.drawing.blocks import grid, heading, section
from dashboard.drawing.card import card
from dashboard.drawing.decision_ladder import SPLIT, decision_ladder, group_word, step_to_follow, step_word
from dashboard.drawing.dots import dots
from dashboard.drawing.findings import NOBODY
from dashboard.drawing.group_field import trust
from dashboard.drawing.ladder import Section, ladder
from dashboard.drawing.static_parts import static_part
from dashboard.shell.address import FIRST_TO_LOOK_AT, View
from dashboard.shell.aria import aria
from dashboard.shell.reader import Reader, Refused, answered
from pipelines.questions.adverse_gap import children, gaps_of, is_sideless
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
            "this year's children at a step, set against this year's children at the step before, beside the "
            "same of the reference group. No child is followed from one to the other. It shows where inside "
            "the system a difference arises."
        ),
    ),
    (
        marked("Disparity index (DI):"),
        marked(
            "of all children of the group, how many met this step, against the reference group. It carries "
            "along every earlier difference, so that after entry no side of it is good or bad."
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
    step = step_to_follow(view, found)
    return html.Div(
        [
            heading(_title(view, found), _lead(reader, view, found)),
            guide(),
            grid(
                _ladder(reader, view, found, rungs, step) if rungs and found else None,
                _closing(reader, step, index) if index else None,
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


def _title(view: View, found: Released | Refused | None) -> str:
    """The adverse gap that comes first, at the decision chosen or at all of them.

    What could not be looked at is named before anything is called quiet (A4).
    """
    if found is None:
        return say(NOBODY)
    if not answered(found):
        return say("No gap could be looked for: {why}", why=_lower(_why(found)))
    if view.step == FIRST_TO_LOOK_AT:
        return _of_gaps(found.rows)
    rows = [r for r in found.rows if dict(r.group).get("step") == view.step]
    if is_sideless(rows):
        return say(
            "{step}: this index has no adverse side after entry; choose the relative rate",
            step=value_words("step", view.step),
        )
    said = _of_gaps(rows)
    named = value_words("step", view.step)
    return said if said.startswith(named) else say("{step}: {said}", step=named, said=_lower(said))


def _of_gaps(rows: Sequence[Row]) -> str:
    """The first adverse gap of a table, or of how many ratios none is one."""
    gaps = gaps_of(rows)
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


def _ladder(
    reader: Reader, view: View, found: Released | Refused, selection: Selection, step: str
) -> html.Article:
    return card(
        reader,
        found,
        selection,
        decision_ladder(reader, view, found, step) if answered(found) else None,
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


def _closing(reader: Reader, step: str, index: str) -> html.Article:
    """One decision year by year, one block a group; what became of the gap is the door's to say."""
    selection = Selection(index, grain=YEARLY, where=(("step", (step,)),), by=SPLIT)
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
        say("Is the gap closing? {step}", step=value_words("step", step)),
        wide=True,
    )


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
