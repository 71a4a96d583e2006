"""What a page says first: the measures that changed, where, and how that reads as a title."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from operator import itemgetter

from dashboard.drawing.verdict import meaning
from dashboard.shell.address import EVERYWHERE, View
from dashboard.shell.reader import Reader, Refused, answered, last_judged, latest_rows
from pipelines.questions.door import Card
from pipelines.questions.periods import months_later
from pipelines.questions.released import Released, Row, given
from pipelines.questions.selection import Selection
from pipelines.questions.standing import Stand
from pipelines.questions.template import marked
from pipelines.words import dates, joining, numbers
from pipelines.words.say import say

NOBODY = marked("No measure stands on this page")
"""The title of a page whose slots are empty: it has looked at nothing, so that nothing is known."""
QUIET = marked("No measure has moved beyond its ordinary variation")


@dataclass(frozen=True)
class Finding:
    """One thing that changed: what it means (improvement, concern, change), where, and since when."""

    indicator: str
    meaning: str
    place: str
    """"" for the whole of the reader's view."""
    unit: str
    since: str
    title: str
    detail: str = ""
    """The door's own words for a difference before and after a declared phase."""
    subject: str = ""
    """What moved, where it is only a part of the measure: a domain of the practice model."""
    own_words: str = ""
    """The measure's own clause for a change of this meaning."""

    @property
    def clause(self) -> str:
        said = say(PART_MOVED[self.meaning], part=self.subject) if self.subject else self._whole()
        return say("{change} in {place}", change=said, place=self.place) if self.place else said

    def _whole(self) -> str:
        return say(self.own_words) if self.own_words else say(MOVED[self.meaning], measure=self.title)


MOVED = {
    "improvement": marked("{measure} is improving"),
    "concern": marked("{measure} is a concern"),
    "change": marked("{measure} has changed"),
}
PART_MOVED = {
    "improvement": marked("{part} is improving"),
    "concern": marked("{part} is slipping"),
    "change": marked("{part} has changed"),
}


def _found(
    reader: Reader, answer: Released, sense: str, place: str, unit: str, since: str, detail: str = ""
) -> Finding:
    """A finding in the words that its measure declares."""
    card = reader.cards[answer.indicator]
    own = {"improvement": card.better, "concern": card.worse}.get(sense, "")
    return Finding(answer.indicator, sense, place, unit, since, answer.title, detail, own_words=own)


def finding(reader: Reader, answer: Released, place: str = "", unit: str = "") -> Finding | None:
    """The finding in an answer, or None where the latest judged point is ordinary or not judged."""
    sense = meaning(answer)
    if sense == "none" or answer.limits is None:
        return None
    return _found(reader, answer, sense, place, unit, answer.limits.since)


def phase_finding(
    reader: Reader, selection: Selection, answer: Released, place: str = "", unit: str = ""
) -> Finding | None:
    """A declared phase whose two sides differ: the interval after it lies clear of the interval before it.

    Limits start anew at a phase, so the step itself is never a signal on the chart.
    """
    if not answer.events or selection.grain != "month":
        return None
    since = answer.events[-1][0]
    before, after = (
        _only_row(reader.fetch(replace(selection, start=start, end=end, grain="window")))
        for start, end in ((None, months_later(since, -1)), (since, reader.options.last_month))
    )
    sense = _sense(before, after, answer.direction)
    if sense is None:
        return None
    return _found(reader, answer, sense, place, unit, since, " ".join(answer.notes[-1:]))


def _only_row(answer: Released | Refused) -> Row | None:
    rows = answer.rows if isinstance(answer, Released) else ()
    return rows[0] if len(rows) == 1 and rows[0].low is not None and rows[0].high is not None else None


def _sense(before: Row | None, after: Row | None, direction: str) -> str | None:
    if before is None or after is None:
        return None
    higher, lower = given(after.low) > given(before.high), given(after.high) < given(before.low)
    if not (higher or lower):
        return None
    if direction not in ("higher", "lower"):
        return "change"
    return "improvement" if higher == (direction == "higher") else "concern"


def changes(reader: Reader, view: View, answers: Sequence[Released]) -> list[Finding]:
    """Measures that changed in the view; for the headline ones, the divisions in which they did."""
    found = []
    headlines = {card.id for card, _ in reader.standing("headline")}
    for answer in answers:
        local = _by_division(reader, view, answer) if answer.indicator in headlines else []
        whole = finding(reader, answer) or _whole_phase(reader, view, answer)
        same = [f for f in local if whole and f.meaning == whole.meaning]
        if whole and len(same) == 1 and len(local) == 1:
            found += same
        else:
            found += ([whole] if whole else []) + [f for f in local if f not in same]
    return found


def _whole_phase(reader: Reader, view: View, answer: Released) -> Finding | None:
    """A phase of the chosen place itself; a phase of a part is looked for in that part."""
    if view.unit == EVERYWHERE and len(reader.options.divisions) > 1:
        return None
    return phase_finding(reader, reader.selection(view, answer.indicator), answer)


def _by_division(reader: Reader, view: View, answer: Released) -> list[Finding]:
    if view.unit != EVERYWHERE or len(reader.options.divisions) < 2:
        return []
    whole = reader.selection(view, answer.indicator)
    found = []
    for division in reader.options.divisions:
        selection = whole.limited("division", division.id)
        part = reader.fetch(selection)
        if isinstance(part, Released):
            named = (division.label, division.id)
            whole_part = finding(reader, part, *named) or phase_finding(reader, selection, part, *named)
            found += [whole_part] if whole_part else _by_domain(reader, selection, answer, *named)
    return [f for f in found if f]


def _by_domain(
    reader: Reader, selection: Selection, answer: Released, place: str, unit: str
) -> list[Finding]:
    """Domains that moved in a place whose score as a whole has not."""
    if "domain" not in reader.cards[answer.indicator].breakdowns:
        return []
    split = reader.fetch(replace(selection, by=("domain",)))
    domains = dict.fromkeys(v for r in split.rows for _, v in r.group) if answered(split) else {}
    found = []
    for domain in domains:
        part = reader.fetch(selection.limited("domain", domain))
        moved = finding(reader, part, place, unit) if answered(part) else None
        found += [replace(moved, subject=domain)] if moved else []
    return found


def title(found: Sequence[Finding], shortage: str = "") -> str:
    """The first improvement and the first concern, then the shortage; without any, that all is quiet."""
    firsts = [
        next((f.clause for f in found if f.meaning == m), "") for m in ("improvement", "concern", "change")
    ]
    return join_clauses([c for c in (*firsts, shortage) if c][:2]) or say(QUIET)


def join_clauses(clauses: Sequence[str]) -> str:
    """ "Leaders answer faster; practice is slipping in North"."""
    head, *rest = [*clauses] or [""]
    return "; ".join([head, *(c[0].lower() + c[1:] for c in rest)])


def shortage(reader: Reader, view: View) -> str:
    """The first shortage of workers there is, among the measures that stand for it."""
    said = (_shortage(reader, view, card, stand) for card, stand in reader.standing("shortage"))
    return next((words for words in said if words), "")


def _shortage(reader: Reader, view: View, card: Card, stand: Stand) -> str:
    """Where workers are short: the whole of the view if it is, else the unit that lacks most."""
    gap = reader.fetch(reader.selection(view, card.id))
    row = last_judged(gap)
    if row is not None and given(row.value) >= SHORT:
        return say(stand.template("whole"), fte=numbers.number(given(row.value), 1))
    if not answered(gap) or view.unit not in (EVERYWHERE, *(d.id for d in reader.options.divisions)):
        return ""
    units = reader.fetch(reader.selection(view, card.id, by=("unit",)))
    rows = latest_rows(units) if answered(units) else ()
    short, worst = max(
        ((r.value, r) for r in rows if r.value is not None), key=itemgetter(0), default=(0.0, None)
    )
    if worst is None or short < SHORT:
        return ""
    return say(stand.template("part"), fte=numbers.number(short, 1), place=joining.group_words(worst.words))


SHORT = 0.5
"""FTE from which a gap is worth a title."""


def line(found: Finding) -> str:
    """One line of "what changed"."""
    if found.detail:
        return f"{joining.sentence(found.clause)} {found.detail}"
    if not found.since:
        return joining.sentence(found.clause)
    return joining.sentence(
        say("{change}, since {period}", change=found.clause, period=dates.period(found.since))
    )
