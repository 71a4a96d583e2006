"""What moved in a reader's view: every series of it looked at by the one judgement, and the words for what is found.

A series is a measure in a place, for scores also in a domain. All series of a measure come from one table a split,
gated like any other, so what is listed here is what the page of that very series says.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from pipelines.answers.cards import own_grain
from pipelines.answers.changes import judge
from pipelines.answers.control_limits import RULES
from pipelines.answers.phases import Place
from pipelines.answers.rows import rows_of
from pipelines.answers.series import GRAINS, series_of
from pipelines.counting.definition import Indicator
from pipelines.counting.kinds.listed import KINDS
from pipelines.gate.applied_scope import THEN, PlaceLimit, Scope
from pipelines.gate.built_version import BuiltVersion
from pipelines.gate.offered import at_home, inside
from pipelines.gate.question import Question, Table
from pipelines.gate.responsibility import Responsibility
from pipelines.gate.views import VIEWS
from pipelines.questions.actor import Actor
from pipelines.questions.dimensions import ORGANISATION, UNKNOWN
from pipelines.questions.periods import within
from pipelines.questions.released import Row
from pipelines.questions.selection import Selection
from pipelines.questions.template import marked
from pipelines.questions.verdict import BETTER, CANNOT_TELL, CHANGED, WORSE, Change, Changes, Verdict
from pipelines.register.indicators import register
from pipelines.words.say import say

DOMAIN = "domain"
MOVED = {
    BETTER: marked("{measure} is better"),
    WORSE: marked("{measure} is worse"),
    CHANGED: marked("{measure} has changed"),
}
PART_MOVED = {
    BETTER: marked("{part} is improving"),
    WORSE: marked("{part} is slipping"),
    CHANGED: marked("{part} has changed"),
}


@dataclass(frozen=True)
class Looked:
    """One series and its verdict."""

    definition: Indicator
    place: tuple[tuple[str, str], ...]
    domain: str
    division: str
    """The division in which the place stands today; "" for the whole view."""
    names: tuple[str, ...]
    verdict: Verdict

    @property
    def whole(self) -> bool:
        return not (self.place or self.domain)

    @property
    def width(self) -> int:
        """0 for the whole view, 1 for a division, 2 for a unit."""
        return 1 + ORGANISATION.index(self.place[-1][0]) if self.place else 0

    def inside(self, other: "Looked") -> bool:
        """Whether its place is a part of another one's."""
        return self.width > other.width and (
            not other.place or other.place[-1] == ("division", self.division)
        )


def is_judged(definition: Indicator) -> bool:
    """Whether series of an indicator get a verdict on change at all."""
    return RULES[KINDS[definition.kind].chart] is not None and own_grain(definition) in GRAINS


def splits(definition: Indicator, held: Responsibility, selection: Selection) -> Iterator[tuple[str, ...]]:
    """How a view is taken apart: as a whole, by the divisions and units in it, and each by domain."""
    places: list[tuple[str, ...]] = [()]
    if not selection.only("unit"):
        if held.county and not selection.only("division"):
            places.append(("division",))
        places.append(("unit",))
    for by in places:
        yield by
        if DOMAIN in definition.breakdowns:
            yield (*by, DOMAIN)


def series_in(
    connection: Connection, built: BuiltVersion, actor: Actor, held: Responsibility, view_of_all: Selection
) -> Iterator[Looked]:
    """Every series in a view of the reader: `view_of_all` names place, organisation and period, and no measure."""
    for definition in register().values():
        measurable = built.measurable.get(definition.id)
        view = VIEWS.get((definition.protects, actor.role))
        if not is_judged(definition) or view is None or measurable is None or measurable.why:
            continue
        for by in splits(definition, held, view_of_all):
            if not set(by) <= set(measurable.dimensions):
                continue
            asked = replace(view_of_all, indicator=definition.id, grain=own_grain(definition), by=by)
            if view.then:
                asked = at_home(held, replace(asked, organisation=THEN))
            question = Question(
                connection,
                built.version,
                actor,
                held,
                inside(held, asked, view.then),
                definition,
                built.profile,
                measurable,
                built.kept,
            )
            yield from looked_at(question, view.table(question), built)


def looked_at(question: Question, table: Table, built: BuiltVersion) -> Iterator[Looked]:
    """Every series of one measure and split, judged at the end of what was asked."""
    chosen = question.selection
    whole = replace(question, selection=replace(chosen, start=None, end=None))
    rows = [r for r in rows_of(whole, table, built.names) if within(r.period, None, chosen.end)]
    for group, own in _by_group(rows).items():
        values = dict(group)
        place = tuple((d, values[d]) for d in ORGANISATION if d in values)
        if any(v in (UNKNOWN, "") for _, v in place):
            continue
        scope = _scope(table.scope, place, chosen.organisation)
        series = series_of(question, own, Place(scope, built.organisation))
        named = tuple(w for (d, _), w in zip(group, own[0].words, strict=True) if d in ORGANISATION)
        division = values.get("division") or (built.organisation.now(values["unit"])[0] if place else "")
        yield Looked(question.definition, place, values.get(DOMAIN, ""), division, named, judge(series)[1])


def _by_group(rows: Sequence[Row]) -> Mapping[tuple[tuple[str, str], ...], list[Row]]:
    found: dict[tuple[tuple[str, str], ...], list[Row]] = {}
    for row in rows:
        found.setdefault(row.group, []).append(row)
    return found


def _scope(applied: Scope, place: tuple[tuple[str, str], ...], organisation: str) -> Scope:
    """The limits of a group's own figure: those applied, and its place."""
    return replace(applied, named=(*applied.named, *(PlaceLimit(d, organisation, (p,)) for d, p in place)))


def changes(looked: Sequence[Looked]) -> Changes:
    """What moved inside the period, concerns before improvements and wider places first."""
    moved = [s for s in looked if s.verdict.moved and s.verdict.fresh]
    kept = [s for s in moved if not _told_elsewhere(s, moved)]
    kept.sort(key=lambda s: (bool(s.domain), s.width, s.verdict.state != WORSE))
    return Changes(
        found=tuple(_change(s) for s in kept),
        series=len(looked),
        judged=sum(s.verdict.state != CANNOT_TELL for s in looked),
        unjudged=tuple(say(s.definition.title) for s in looked if s.whole and s.verdict.state == CANNOT_TELL),
    )


def _told_elsewhere(one: Looked, moved: Sequence[Looked]) -> bool:
    """Whether another line says it: a wider place that moved the same way speaks for its parts, a score for its
    domains; but one division that alone carries a change of the whole speaks for itself."""
    same = [s for s in moved if s.definition.id == one.definition.id and s.verdict.state == one.verdict.state]
    if one.domain and any(not s.domain and s.place == one.place for s in same):
        return True
    alike = [s for s in same if s.domain == one.domain]
    if one.width == 0:
        return sum(s.width == 1 for s in alike) == 1
    return one.width == 2 and any(one.inside(s) for s in alike)


def _change(one: Looked) -> Change:
    clause = _clause(one)
    if one.names:
        clause = say("{change} in {place}", change=clause, place=one.names[-1])
    return Change(
        one.definition.id, one.place, one.domain, one.verdict, clause, one.whole or one.verdict.confirmed
    )


def _clause(one: Looked) -> str:
    state = one.verdict.state
    if one.domain:
        return say(PART_MOVED[state], part=one.domain)
    own = {BETTER: one.definition.better, WORSE: one.definition.worse}.get(state, "")
    return say(own) if own else say(MOVED[state], measure=say(one.definition.title))
