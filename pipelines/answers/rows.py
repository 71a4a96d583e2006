"""Gated sums to rows: a figure each, with its status, in a fixed order of periods and groups."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from pipelines.counting.cells import WHOLE
from pipelines.counting.kinds import KINDS, Figure, Kind, number
from pipelines.gate.question import Group, Question, Table, all_months
from pipelines.questions.dimensions import DIMENSIONS
from pipelines.questions.periods import coarser, complete, days_covered, first_day, last_day, within
from pipelines.questions.released import EMPTY, HIDDEN, SHOWN, Row
from pipelines.stats.disparity import extra_events
from pipelines.stats.multiple import differs_from_parity
from pipelines.store.reading import Sums
from pipelines.words.dimensions import value_words

PENDING_TOO_MANY = 0.05
"""A period with more than this share of outcomes unknown is still coming in."""
FEWEST_EVENTS, FEWEST_IN_BASE = 5, 10
CLOSED_LISTS = ("race", "step")
"""Dimensions whose every value is shown, even with nobody in it."""


def rows_of(question: Question, table: Table, names: Mapping[str, Mapping[str, str]]) -> tuple[Row, ...]:
    """Every period of the data and every group, sliced to the question. `names`: dimension -> id -> label."""
    kind = KINDS[question.definition.kind]
    periods = _periods(question, table)
    groups = _groups(question, table, names)
    rows = []
    for period in periods:
        reference = _reference_sums(question, kind, table, period)
        for group in groups:
            rows.append(_row(question, kind, table, period, group, names, reference))
    # A slice is cut last: what is said of a ratio must not depend on how many others are on screen.
    whole = _set_apart(rows) if kind.compare else rows
    return tuple(r for r in whole if _sliced(question, tuple(v for _, v in r.group)))


def _set_apart(rows: list[Row]) -> tuple[Row, ...]:
    """Ratios marked `apart` where they lie apart from 1 by more than chance, as one of their period's many."""
    looked_at = Counter(r.period for r in rows if _compares(r))
    return tuple(
        replace(r, more={**r.more, "apart": differs_from_parity(r.value, r.low, r.high, looked_at[r.period])})
        if _compares(r)
        else r
        for r in rows
    )


def _compares(row: Row) -> bool:
    return row.low is not None and row.value is not None and not row.more.get("reference")


def _periods(question: Question, table: Table) -> list[str]:
    grain = question.selection.grain
    found = {period for period, _ in table}
    if grain == "window":
        return sorted(found) or ([f"{question.selection.start or ''}..{question.selection.end or ''}"])
    if question.definition.base_grain == "month":
        found |= {coarser(m, grain) for m in all_months(question)}
    return sorted(p for p in found if within(p, question.selection.start, question.selection.end))


def _groups(question: Question, table: Table, names: Mapping[str, Mapping[str, str]]) -> list[Group]:
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


def _place(dimension: str, value: str, names: Mapping[str, Mapping[str, str]]) -> tuple:
    return DIMENSIONS[dimension].sort_key(value, tuple(names.get(dimension, ())))


def _sliced(question: Question, group: Group) -> bool:
    where = dict(question.selection.where)
    return all(v in where[d] for d, v in zip(question.selection.by, group, strict=True) if d in where)


def _row(question, kind: Kind, table: Table, period: str, group: Group, names, reference) -> Row:
    by = question.selection.by
    pairs = tuple(zip(by, group, strict=True))
    words = tuple(value_words(d, v, names.get(d)) for d, v in pairs)
    judged = _judged(question, period)
    cell = table.get((period, group))
    if cell is not None and (cell.sums is None or cell.sums.get(("masked", 0))):
        return Row(period, pairs, words, HIDDEN, judged=judged)
    if cell is None and reference is HIDDEN:
        return Row(period, pairs, words, EMPTY, judged=judged)
    sums = cell.sums if cell else {}
    figure = kind.figure(sums, _days(question, period))
    if kind.compare is not None:
        figure = _compared(question, kind, figure, group, reference)
        if figure is None:
            return Row(period, pairs, words, HIDDEN, judged=judged)
    if not figure.den and not figure.num and not (kind.id == "stock" and _reached(question, period)):
        return Row(period, pairs, words, EMPTY, figure.num, figure.den, judged=judged)
    more = {k: v for k, v in figure.more.items() if cell is None or cell.detail or k != "bands"}
    judged = judged and not _immature(sums)
    value = figure.value
    return Row(
        period, pairs, words, SHOWN, figure.num, figure.den, value, figure.low, figure.high, more, judged
    )


def _reached(question: Question, period: str) -> bool:
    through = question.measurable.through
    return through is not None and (".." in period or first_day(period) <= through.date())


def _compared(question: Question, kind: Kind, figure: Figure, group: Group, reference) -> Figure | None:
    """The ratio to the reference group; None when the reference itself is hidden."""
    if reference is HIDDEN:
        return None
    key = tuple(v for d, v in zip(question.selection.by, group, strict=True) if d != "race")
    sums: Sums = reference.get(key, {})
    if sums is HIDDEN:
        return None
    num, den = sums.get(("num", 0), 0), sums.get(("den", 0), 0)
    if not (den and figure.den):
        return Figure(figure.num, figure.den)
    race = group[question.selection.by.index("race")]
    rate, base_rate = figure.num / figure.den, num / den
    more = {
        "rate": rate,
        "reference_rate": base_rate,
        "extra": extra_events(figure.num, figure.den, num, den),
        "difference": rate - base_rate,
        "reference": race == _reference(question),
    }
    if more["reference"]:
        return Figure(figure.num, figure.den, 1.0 if num else None, more=more)
    if _too_few(figure.num, figure.den) or _too_few(num, den):
        return Figure(figure.num, figure.den, more={**more, "too_few": True})
    ratio, low, high = kind.compare(figure.num, figure.den, num, den)
    return Figure(figure.num, figure.den, number(ratio), number(low), number(high), more)


def _too_few(events: int, base: int) -> bool:
    """A ratio from fewer than five events, ten children or with nobody left over: its log interval fails.

    More events than the base holds happen in yearly counts, which follow no cohort: no share, no ratio.
    """
    return events < FEWEST_EVENTS or base < FEWEST_IN_BASE or events >= base


def _reference(question: Question) -> str:
    return question.profile.race_on(question.version.as_of.date()).reference


def _reference_sums(question: Question, kind: Kind, table: Table, period: str):
    """For comparisons: the reference group's sums by the rest of the group; HIDDEN in place of hidden ones."""
    if kind.compare is None:
        return None
    at = question.selection.by.index("race")
    found = {}
    for (when, group), cell in table.items():
        if when == period and group[at] == _reference(question):
            hidden = cell.sums is None or cell.sums.get(("masked", 0))
            found[group[:at] + group[at + 1 :]] = HIDDEN if hidden else cell.sums
    return found


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
    shown = [r for r in rows if r.status == SHOWN and getattr(r, people) is not None]
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
