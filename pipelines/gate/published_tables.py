"""The equity view: a fixed list of tables, small counts hidden, the rest rounded, rates from the rounded.

A free filter under any masking gives small cells back, so there is none: a question is a slice of one of
these tables, and what is hidden in the table is hidden in every slice.
"""

from collections.abc import Iterable
from dataclasses import replace

from pipelines.counting.cells import WHOLE
from pipelines.counting.definition import Indicator, PublishedTable
from pipelines.gate import exact_view, survey_nodes
from pipelines.gate.applied_scope import Scope
from pipelines.gate.published_list import check
from pipelines.gate.published_rounding import rounded, rounded_people
from pipelines.gate.published_sums import Counts, PublishedNode, equations
from pipelines.gate.question import Gated, Question, Table, coarsened, exact
from pipelines.gate.responsibility import named_places
from pipelines.gate.suppression import Equation, Rule, protect
from pipelines.questions.dimensions import DIMENSIONS, PREVIOUS
from pipelines.register.indicators import register
from pipelines.store.reading import Sums

ROOM = 8
"""Hidden counts of one sum keep at least nine possible values each, as far as that sum tells."""


def view(question: Question) -> Table:
    """The published table of counts of people that a question slices: small ones hidden, others rounded."""
    check(question)
    counts, hidden = (_added if question.definition.base_grain else _linked)(question)
    base = question.profile.disclosure_on(question.version.as_of.date()).round_to
    asked = counts[PublishedTable(question.selection.grain, question.selection.by)]
    shown = {
        (node.period, node.group): rounded(sums, node in hidden, base)
        for node, sums in asked.items()
        if WHOLE not in node.group
    }
    return Table(shown, Scope(named=named_places(question.selection)))


def as_they_are(question: Question) -> Table:
    """A published table with nobody behind it: the county's sums, neither hidden nor rounded."""
    check(question)
    return exact_view.summed(question, Scope(named=named_places(question.selection)))


def scores(question: Question) -> Table:
    """A published table of survey scores: the floors of every role, and what is left rounded."""
    check(question)
    base = question.profile.disclosure_on(question.version.as_of.date()).round_to
    table = survey_nodes.view(question)
    shown = {
        key: Gated(None if cell.sums is None else rounded_people(cell.sums, base), False)
        for key, cell in table.items()
    }
    return Table(shown, table.scope)


def _added(question: Question) -> tuple[Counts, frozenset[PublishedNode]]:
    """Counts that add up over places, groups and periods: all tables of the indicator, hidden together."""
    tables = question.definition.published
    split = tuple(d for d in DIMENSIONS if any(d in t.by for t in tables))
    fine = exact(_whole(question, split), question.definition.base_grain)
    counts: Counts = {}
    for table in tables:
        cells = counts.setdefault(table, {})
        periods = coarsened(fine, table.grain, question.definition.last, "", "9999-12")
        for (period, group), sums in periods.items():
            cell = PublishedNode(period, group, split)
            total = PublishedNode(period, tuple(cell.value(d) for d in table.by), table.by)
            _add(cells.setdefault(total, {}), sums)
    return counts, _hidden(question, _flat(counts), equations(counts))


def _linked(question: Question) -> tuple[Counts, frozenset[PublishedNode]]:
    """Counts that do not add up: the asked indicator's, hidden jointly with all that are made of the same counts.

    Masks are set on the counts of the chained one, where each step stands over the one before: what the
    difference of two steps would give away is hidden in each of them. Divisions are taken to add up nearly.
    """
    chained = _chained(question.definition)
    asked, chain = _as_counted(question), _as_counted(replace(question, definition=chained))
    known = _flat(chain)
    sums = [e for e in equations(chain) if e.total in known]
    hidden = _hidden(question, {**_flat(asked), **known}, sums)
    if question.definition.id == chained.id:
        hidden |= {node for node in _flat(asked) if _before(node) in hidden}
    return asked, hidden


def _chained(definition: Indicator) -> Indicator:
    """The indicator on whose counts the masks of all linked ones are set."""
    return next(d for d in register().values() if d.linked == definition.linked and d.chained)


def _before(node: PublishedNode) -> PublishedNode:
    """The same cell one step earlier."""
    place = node.by.index("step")
    step = PREVIOUS[node.group[place]]
    return node._replace(group=(*node.group[:place], step, *node.group[place + 1 :]))


def _as_counted(question: Question) -> Counts:
    """The indicator's cells of the asked period in every split that is published for some period."""
    grain = question.selection.grain
    tables = dict.fromkeys(PublishedTable(grain, t.by) for t in question.definition.published)
    return {
        table: {
            PublishedNode(period, group, table.by): sums
            for (period, group), sums in exact(_whole(question, table.by), grain).items()
        }
        for table in tables
    }


def _whole(question: Question, by: tuple[str, ...]) -> Question:
    """The question split by `by`, without any limit: masks are set on whole tables."""
    return replace(question, selection=replace(question.selection, by=by, where=()))


def _flat(counts: Counts) -> dict[PublishedNode, Sums]:
    return {node: sums for cells in counts.values() for node, sums in cells.items()}


def _hidden(
    question: Question, counts: dict[PublishedNode, Sums], sums: Iterable[Equation]
) -> frozenset[PublishedNode]:
    """Hide where the count, its base, or what is left of the base is small; then complements."""
    on = question.version.as_of.date()
    upto, reference = question.profile.disclosure_on(on).mask_upto, question.profile.race_on(on).reference
    sizes = {node: _smallest(found) for node, found in counts.items()}
    masked = [node for node, found in counts.items() if found.get(("masked", 0))]
    for node in masked:
        sizes[node] = sizes[node] or 1
    kept = frozenset(node for node in counts if node.value("race") == reference)
    return protect(sizes, Rule(upto, upto + 1, ROOM, kept), sums, also=masked)


def _smallest(sums: Sums) -> int:
    """The least of the count, its base and what is left of the base; 0 where there is none of them."""
    num, den = sums.get(("num", 0), 0), sums.get(("den", 0), 0)
    return min((x for x in (num, den - num, den) if x > 0), default=0)


def _add(into: Sums, amount: Sums) -> None:
    for key, value in amount.items():
        into[key] = into.get(key, 0) + value
