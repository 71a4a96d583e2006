"""What changed: the series that moved in the reader's view, how many more, and among how many that was looked for."""

from collections.abc import Sequence

from dash import dcc, html

from dashboard.drawing.blocks import note, section
from dashboard.drawing.card import Child, disclosure
from dashboard.shell.address import EVERYWHERE, View
from dashboard.shell.reader import Reader
from pipelines.questions.verdict import Change, Changes
from pipelines.words import joining
from pipelines.words.say import say, say_plural

MOST_SIGNALS = 5


def what_changed(
    reader: Reader, view: View, changes: Changes, others: Sequence[html.Li] = ()
) -> html.Section:
    """Signals first, the rest of them behind a control, then all other lines: none of those is ever left out."""
    lines = [_line(reader, view, change) for change in changes.found]
    first, more = lines[:MOST_SIGNALS], lines[MOST_SIGNALS:]
    body: list[Child] = [html.Ul([*first, *others])] if first or others else []
    if more:
        body.append(disclosure(say_plural("{count} more", "{count} more", len(more)), html.Ul(more)))
    return section(
        say("What changed"), *body, html.P(looked_at(changes), className="quiet"), class_name="changed"
    )


def looked_at(changes: Changes) -> str:
    """How many series there are, how many could be judged, and that nothing moved where nothing did."""
    if not changes.series:
        return say("No measure of change can be counted from what is loaded.")
    said = say_plural(
        "{count} series was looked at, a measure in a place or in a domain of practice; {judged} held enough to be judged.",
        "{count} series were looked at, a measure in a place or in a domain of practice; {judged} held enough to be judged.",
        changes.series,
        judged=changes.judged,
    )
    if changes.found or not changes.judged:
        return said
    return say(
        "{looked} None of those shows a change in this period. Stocks, such as staffing and what stands open, are not judged for change.",
        looked=said,
    )


def _line(reader: Reader, view: View, change: Change) -> html.Li:
    place = {"unit": change.unit or view.unit, "domain": change.domain or EVERYWHERE}
    href = reader.href("/measure", view, measure=change.indicator, by="", **place)
    whose = html.Span(f": {change.words}", className="visually-hidden")
    link = dcc.Link([say("See the measure"), whose], href=href)
    return note(change.verdict.meaning, _words(change), " ", link)


def _words(change: Change) -> str:
    """What happened, its verdict and its rule; what no second signal bears out is said to be one so far."""
    said = say("{change}: {verdict}.", change=joining.opening(change.words), verdict=change.verdict.words)
    if not change.titled:
        return say("One signal so far: {said} {reason}", said=said, reason=change.verdict.reason)
    return say("{said} {reason}", said=said, reason=change.verdict.reason)
