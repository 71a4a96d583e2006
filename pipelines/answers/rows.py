"""Gated sums to rows: a figure each, with its status, in a fixed order of periods and groups."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from pipelines.counting.cells import WHOLE
from pipelines.counting.kinds.kind import Compare, Figure, Kind
from pipelines.counting.kinds.listed import KINDS
from pipelines.gate.question import Gated, Group, Question, Table, all_months
from pipelines.questions.adverse_gap import adverse_side, behind
from pipelines.questions.details import Compared, Detail, is_reference, is_too_few, without_bands
from pipelines.questions.dimensions import DIMENSIONS
from pipelines.questions.periods import coarser, complete, days_covered, first_day, last_day, within
from pipelines.questions.released import COUNTED, EMPTY, HIDDEN, NOT_COMPUTABLE, SHOWN, Row, given
from pipelines.stats.multiple import differs_from_parity
from pipelines.store.reading import Sums
from pipelines.words.dimension_words import value_words
from pipelines.words.say import say

PENDING_TOO_MANY = 0.05
"""A period with more than this share of outcomes unknown is still coming in."""
CLOSED_LISTS = ("race", "step")
"""Dimensions whose every value is shown, even with nobody in it."""
NOBODY = Gated({})
"""In place of a cell that is not there."""
References = Mapping[Group, Sums | None]
Names = Mapping[str, Mapping[str, str]]


def rows_of(question: Question, table: Table, names: Names) -> tuple[Row, ...]:
    """Every period of the data and every group, sliced to the question. `names`: dimension -> id -> label."""
    kind = KINDS[question.definition.kind]
    periods = _periods(question, table)
    groups = _groups(question, table, names)
    rows = []
    for period in periods:
        references = _references(question, kind, table, period)
        for group in groups:
            rows.append(_row(question, kind, table, period, group, names, references))
    # A slice is cut last: what is said of a ratio must not depend on how many others are on screen.
    whole = _set_apart(rows, question.definition.chained) if kind.compare else rows
    return tuple(r for r in whole if _sliced(question, tuple(v for _, v in r.group)))


def _set_apart(rows: list[Row], of_those_before: bool) -> tuple[Row, ...]:
    """Ratios with their adverse side, marked `apart` where they lie apart from 1 by more than chance.

    Each is one of its period's many; the children behind a gap are told where it is a gap.
    """
    looked_at = Counter(r.period for r in rows if _compares(r))
    return tuple(replace(r, detail=_sided(r, looked_at[r.period], of_those_before)) for r in rows)


def _sided(row: Row, looked_at: int, of_those_before: bool) -> Detail | None:
    if not isinstance(row.detail, Compared) or row.detail.reference:
        return row.detail
    side = adverse_side(dict(row.group).get("step", ""), of_those_before)
    if not _compares(row):
        return replace(row.detail, adverse=side, extra=None)
    apart = differs_from_parity(given(row.value), given(row.low), given(row.high), looked_at)
    return replace(row.detail, apart=apart, adverse=side, extra=behind(row.detail.extra or 0.0, side))


def _compares(row: Row) -> bool:
    return row.low is not None and row.value is not None and not is_reference(row.detail)


def _periods(question: Question, table: Table) -> list[str]:
    grain = question.selection.grain
    found = {period for period, _ in table}
    if grain == "window":
        return sorted(found) or ([f"{question.selection.start or ''}..{question.selection.end or ''}"])
    if question.definition.base_grain == "month":
        found |= {coarser(m, grain) for m in all_months(question)}
    return sorted(p for p in found if within(p, question.selection.start, question.selection.end))


def _groups(question: Question, table: Table, names: Names) -> list[Group]:
    """Groups with anything in the window, and all of a closed list, in fixed order."""
    by = question.selection.by
    if not by:
        return [()]
    window = [
        g
        for (p, g), cell in table.items()
        if question.selection.grain == "window" or within(p, question.selection.start, question.selection.end)
    ]
    found = {g for g in window if WHOLE not in g and "" not in g}
    if by[-1] in CLOSED_LISTS and len(by) <= 2:
        heads = {g[:-1] for g in found} if len(by) > 1 else {()}
        found |= {(*head, value) for head in heads for value in names.get(by[-1], {})}
    return sorted(found, key=lambda g: [_place(d, v, names) for d, v in zip(by, g, strict=True)])


def _place(dimension: str, value: str, names: Names) -> tuple:
    return DIMENSIONS[dimension].sort_key(value, tuple(names.get(dimension, ())))


def _sliced(question: Question, group: Group) -> bool:
    where = dict(question.selection.where)
    return all(v in where[d] for d, v in zip(question.selection.by, group, strict=True) if d in where)


def _row(
    question: Question,
    kind: Kind,
    table: Table,
    period: str,
    group: Group,
    names: Names,
    references: References,
) -> Row:
    pairs = tuple(zip(question.selection.by, group, strict=True))
    words = tuple(value_words(d, v, names.get(d)) for d, v in pairs)
    row = Row(period, pairs, words, HIDDEN, judged=_judged(question, period))
    cell = table.get((period, group), NOBODY)
    figure = _figure(question, kind, cell, period, group, references)
    if figure is None:
        return row
    zero = kind.empty_is_zero and _reached(question, period) and _stood(question, period, group)
    return _filled(row, figure, cell, zero, kind.none_is_adverse)


def _figure(
    question: Question, kind: Kind, cell: Gated, period: str, group: Group, references: References
) -> Figure | None:
    """The figure of a cell; None where the cell, or the reference it is compared to, is hidden."""
    sums = _seen(cell)
    if sums is None:
        return None
    figure = kind.figure(sums, _days(question, period))
    return _compared(question, kind.compare, figure, group, references) if kind.compare else figure


def _filled(row: Row, figure: Figure, cell: Gated, empty_is_zero: bool, worse_than_any: bool) -> Row:
    """The row with its figure, or nothing to count, or counted and without a figure."""
    counted = replace(row, status=EMPTY, num=figure.num, den=figure.den)
    if not (figure.den or figure.num or empty_is_zero):
        return counted
    computed = figure.value is not None or is_too_few(figure.detail)
    return replace(
        counted,
        status=SHOWN if computed else NOT_COMPUTABLE,
        adverse=not computed and worse_than_any,
        value=figure.value,
        low=figure.low,
        high=figure.high,
        detail=figure.detail if cell.detail else without_bands(figure.detail),
        judged=row.judged and not _immature(cell.sums or {}),
    )


def _seen(cell: Gated) -> Sums | None:
    """The sums of a cell; None where the gate, or the source itself, hides them."""
    return None if cell.sums is None or cell.sums.get(("masked", 0)) else cell.sums


def _reached(question: Question, period: str) -> bool:
    through = question.measurable.through
    return through is not None and (".." in period or first_day(period) <= through.date())


def _stood(question: Question, period: str, group: Group) -> bool:
    """Whether the one unit that a figure is of stood in a period: nothing in a unit that is none is no zero (A18)."""
    chosen, organisation = question.selection, question.held.organisation
    named = (group[chosen.by.index("unit")],) if "unit" in chosen.by else chosen.only("unit")
    if len(named) != 1 or ".." in period:
        return True
    if chosen.organisation == "now":
        today = question.version.as_of.date()
        return organisation.stands(named[0], today, today)
    return organisation.stands(named[0], first_day(period), last_day(period))


def _compared(
    question: Question, compare: Compare, figure: Figure, group: Group, references: References
) -> Figure | None:
    """The ratio to the reference group of the same rest; None when that is hidden."""
    at = question.selection.by.index("race")
    sums = references.get(group[:at] + group[at + 1 :], {})
    if sums is None:
        return None
    num, den = sums.get(("num", 0), 0), sums.get(("den", 0), 0)
    return compare(figure, num, den, group[at] == _reference(question))


def _reference(question: Question) -> str:
    return question.profile.race_on(question.version.as_of.date()).reference


def reference_words(question: Question) -> str:
    """The group that others are compared with, as the county calls it."""
    scheme = question.profile.race_on(question.version.as_of.date())
    return next((g.label for g in scheme.groups if g.id == scheme.reference), scheme.reference)


def status_of(rows: Sequence[Row]) -> str:
    """The one state of a whole answer: that of its best row."""
    found = {r.status for r in rows}
    return next((s for s in (SHOWN, NOT_COMPUTABLE, HIDDEN) if s in found), EMPTY)


def _references(question: Question, kind: Kind, table: Table, period: str) -> References:
    """For comparisons: the reference group's sums by the rest of the group, None in place of hidden ones."""
    if kind.compare is None:
        return {}
    at = question.selection.by.index("race")
    return {
        group[:at] + group[at + 1 :]: _seen(cell)
        for (when, group), cell in table.items()
        if when == period and group[at] == _reference(question)
    }


def _days(question: Question, period: str) -> int:
    first, through = question.measurable.first_day, question.measurable.through
    if first is None or through is None:
        return 0
    if question.selection.grain == "window":
        start = max(first, first_day(question.selection.start)) if question.selection.start else first
        months = [
            m for m in all_months(question) if within(m, question.selection.start, question.selection.end)
        ]
        return sum(days_covered(m, start, through.date()) for m in months)
    return days_covered(period, first, through.date())


def _judged(question: Question, period: str) -> bool:
    through = question.measurable.through
    if question.selection.grain == "window" or question.definition.base_grain == "" or through is None:
        return True
    if question.definition.base_grain == "quarter":
        # A wave is closed once its quarter is over, however early its last answer came.
        return last_day(period) <= question.version.as_of.date()
    return complete(period, through, question.profile.hours_on)


def _immature(sums: Sums) -> bool:
    pending, known = sums.get(("pending", 0), 0), sums.get(("den", 0), 0)
    return pending > PENDING_TOO_MANY * (pending + known)


SAME_PEOPLE = ("domain", "step")
"""Splits that show the same persons again: they answer every domain, they pass one step after another."""


def totals(rows: Sequence[Row], last: bool, people: str = "den") -> int | None:
    """n of the shown rows: their denominators (or numerators), those of the last period for stocks and waves.

    Rows that show the same persons again are not added: the largest stands for them.
    """
    shown = [r for r in rows if r.status in COUNTED and getattr(r, people) is not None]
    if not shown:
        return None
    if last:
        end = max(r.period for r in ([r for r in shown if r.judged] or shown))
        shown = [r for r in shown if r.period == end]
    by_rest: dict[tuple, float] = {}
    for r in shown:
        rest = (r.period, *(pair for pair in r.group if pair[0] not in SAME_PEOPLE))
        by_rest[rest] = max(by_rest.get(rest, 0), getattr(r, people))
    return round(sum(by_rest.values()))


def of_whom(rows: Sequence[Row], last: bool, people: str) -> str:
    """What n counts, in words: those of all periods together are no base of the latest figure."""
    counted = {r.period for r in rows if r.status in COUNTED}
    return (
        say(people) if last or len(counted) < 2 else say("{people}, all periods together", people=say(people))
    )
