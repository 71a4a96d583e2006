"""The answer to a chart's question in one sentence, made from gated rows only."""

from collections.abc import Sequence

from pipelines.answers import gap_closing, group_sentences
from pipelines.answers.group_sentences import figure, named
from pipelines.counting.definition import Indicator
from pipelines.counting.kinds.listed import KINDS
from pipelines.questions.released import HIDDEN, NOT_COMPUTABLE, SHOWN, Row
from pipelines.questions.verdict import Verdict
from pipelines.words import dates, joining
from pipelines.words.say import say


def sentence(
    definition: Indicator,
    rows: Sequence[Row],
    verdict: Verdict | None,
    target: float | None,
    rounded_to: int = 0,
) -> str:
    """One sentence for the whole answer; says so when all of it is hidden or empty."""
    shown = [r for r in rows if r.adverse or (r.status == SHOWN and r.value is not None)]
    if not shown:
        return _nothing(definition, rows)
    if KINDS[definition.kind].compare:
        return (
            gap_closing.sentence(definition, rows, rounded_to)
            if gap_closing.is_trail(rows)
            else group_sentences.ratios(shown)
        )
    end = max(r.period for r in shown if r.judged) if any(r.judged for r in shown) else shown[-1].period
    latest = [r for r in shown if r.period == end]
    if any(r.group for r in latest):
        return group_sentences.groups(definition, latest, rows)
    return _latest(definition, latest[0], verdict, target)


def _nothing(definition: Indicator, rows: Sequence[Row]) -> str:
    if KINDS[definition.kind].compare and any(r.status == NOT_COMPUTABLE for r in rows):
        return say(
            "No ratio can be formed: there is no figure for the reference group. "
            "Load its counts, or name another reference in the county's profile."
        )
    if any(r.status == HIDDEN for r in rows):
        return say("These figures are hidden to protect the people behind small counts.")
    return say("Nothing to count in this period.")


def said_figure(definition: Indicator, row: Row) -> str:
    """One figure with its interval and base, as its kind says it."""
    phrase = KINDS[definition.kind].phrase(row)
    return say(phrase.template, figure=figure(row, definition.unit), **phrase.places)


def _latest(definition: Indicator, row: Row, verdict: Verdict | None, target: float | None) -> str:
    places = {"period": dates.period(row.period, short=True), "figure": said_figure(definition, row)}
    if verdict is not None and verdict.today is not None:
        said = say("{period}: {figure}; {against}.", against=verdict.today.words, **places)
    elif target is not None:
        said = say("{period}: {figure}; target {target}.", target=named(target, definition.unit), **places)
    else:
        said = say("{period}: {figure}.", **places)
    if verdict is None:
        return said
    before = verdict.year_before.words if verdict.year_before else ""
    if not KINDS[definition.kind].chart:
        return joining.told_after(
            joining.told_after(said, verdict.growth.words if verdict.growth else ""), before
        )
    for more in (joining.sentence(verdict.words), verdict.reason, before):
        said = joining.told_after(said, more)
    return said
