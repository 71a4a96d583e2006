"""Is a gap closing? Each group's ratio at one decision against that of its own first year, all groups together.

The ratios of two years are compared on the log scale, by the standard errors of their intervals, and the groups are
tested together (Holm 1979): the one that stands out was looked for among all of them (D7).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import log

from pipelines.counting.definition import Indicator
from pipelines.questions.adverse_gap import recorded
from pipelines.questions.details import Compared, is_reference
from pipelines.questions.released import HIDDEN, Row, given
from pipelines.questions.template import marked
from pipelines.stats.disparity import log_ratio_change
from pipelines.stats.multiple import LEVEL, Estimate, holm
from pipelines.words import dates, joining, numbers, units
from pipelines.words.say import say, say_plural

TURNED, WIDER, NARROWER, CANNOT_TELL, ONE_YEAR = "turned", "wider", "narrower", "cannot tell", "one year"
SAID = {
    TURNED: marked("turned round for {groups}"),
    WIDER: marked("wider for {groups}"),
    NARROWER: marked("narrower for {groups}"),
    CANNOT_TELL: marked("cannot tell for {groups}"),
    ONE_YEAR: marked("no two years to compare for {groups}"),
}
"""State -> what is said of the groups in it, those that call for a look first."""


@dataclass(frozen=True)
class Trail:
    """One group through the years: its first and its last ratio with an interval, and whether a year before is hidden."""

    group: str
    first: Row
    last: Row
    hidden_before: bool


def is_trail(rows: Sequence[Row]) -> bool:
    """Whether rows follow one decision through several periods."""
    steps = {dict(r.group).get("step") for r in rows}
    return len(steps) == 1 and None not in steps and len({r.period for r in rows}) > 1


def sentence(definition: Indicator, rows: Sequence[Row], rounded_to: int = 0) -> str:
    """What became of the gap, group by group, and by which test; `rounded_to`: what the counts are rounded to."""
    found = trails(rows)
    states = states_of(found, len(unfollowed(rows)), _slack(rows, rounded_to))
    if not found:
        return say("No group is large enough, or shown, to follow over the years.")
    told = {t.group: _words(definition, t, states[t.group]) for t in found}
    groups = {s: [told[t.group] for t in found if states[t.group] == s] for s in SAID}
    said = joining.sentence(
        "; ".join(say(SAID[s], groups=joining.listing(names)) for s, names in groups.items() if names)
    )
    tested = sum(t.first.period != t.last.period for t in found)
    latest = max(r.period for r in rows)
    missing = (
        _hidden([t.group for t in found if t.hidden_before]),
        _not_latest([t.group for t in found if t.last.period < latest], latest),
        _never(unfollowed(rows)),
    )
    for more in (_test(tested), _allowed(rounded_to if tested else 0), *missing):
        said = joining.told_after(said, more)
    return said


def trails(rows: Sequence[Row]) -> list[Trail]:
    """The recorded groups with a ratio in any year, in the order of the rows; the reference is none."""
    found = []
    for own in _by_group(rows):
        if ratios := _ratios(own):
            before = any(r.status == HIDDEN and r.period < ratios[0].period for r in own)
            found.append(Trail(own[0].words[-1], ratios[0], ratios[-1], before))
    return found


def unfollowed(rows: Sequence[Row]) -> list[str]:
    """The recorded groups without a ratio in any year: hidden, or too few."""
    return [own[0].words[-1] for own in _by_group(rows) if not _ratios(own)]


def _by_group(rows: Sequence[Row]) -> list[list[Row]]:
    """The rows of each recorded group but the reference, which has a row of its own in every year it is compared."""
    references = {r.group for r in rows if is_reference(r.detail)}
    by_group: dict[tuple, list[Row]] = {}
    for row in rows:
        if recorded(row) and row.group not in references:
            by_group.setdefault(row.group, []).append(row)
    return list(by_group.values())


def _ratios(own: Sequence[Row]) -> list[Row]:
    return [r for r in own if r.value and r.low is not None and r.high is not None]


def states_of(
    found: Sequence[Trail], unseen: int = 0, slack: Callable[[Row], float] = lambda row: 0.0
) -> Mapping[str, str]:
    """Group -> its state; those with two years tested together.

    `unseen` groups that no ratio is shown of belong to those looked at too: a reader who sees fewer of them must not
    be told more (C9). `slack`: by how much the log of a ratio may lie off for rounding.
    """
    two = [t for t in found if t.first.period != t.last.period]
    changes = [log_ratio_change(_ratio(t.first), _ratio(t.last), slack(t.first) + slack(t.last)) for t in two]
    adjusted = holm([*(p for _, p in changes), *[1.0] * unseen])[: len(two)]
    states = {t.group: ONE_YEAR for t in found}
    for trail, p in zip(two, adjusted, strict=True):
        states[trail.group] = _state(_ratio(trail.first), _ratio(trail.last), p)
    return states


def _slack(rows: Sequence[Row], rounded_to: int) -> Callable[[Row], float]:
    """By how much the log of a row's ratio may lie off, each of its four counts being off by half the rounding."""
    references = {r.period: r for r in rows if is_reference(r.detail)}

    def of(row: Row) -> float:
        counts = [c for r in (row, references.get(row.period)) if r is not None for c in (r.num, r.den)]
        return sum(rounded_to / 2 / count for count in counts if count)

    return of


def _state(first: Estimate, last: Estimate, p: float) -> str:
    """What became of a gap. It turned round where it lay on one side of 1 and lies on the other, both past chance:
    2.40, then 0.98 (0.80 to 1.20), has closed."""
    if p > LEVEL:
        return CANNOT_TELL
    if _side(first) * _side(last) < 0:
        return TURNED
    return NARROWER if abs(log(last[0])) < abs(log(first[0])) else WIDER


def _side(ratio: Estimate) -> int:
    """1 above parity, -1 below; 0 where the interval holds it."""
    _, low, high = ratio
    return (low > 1) - (high < 1)


def _ratio(row: Row) -> Estimate:
    return given(row.value), given(row.low), given(row.high)


def _words(definition: Indicator, trail: Trail, state: str) -> str:
    """The group with both ratios, and how far the rates lay apart, where it moved; else its name and ratios."""
    first, last = trail.first, trail.last
    ratios = {
        "group": trail.group,
        "then": units.value(first.value, "ratio"),
        "first": dates.period(first.period),
        "now": units.value(last.value, "ratio"),
        "last": dates.period(last.period),
    }
    if state == ONE_YEAR:
        return say("{group} ({now} in {last})", **{k: ratios[k] for k in ("group", "now", "last")})
    if state == CANNOT_TELL:
        return say("{group} ({then} in {first}, {now} in {last})", **ratios)
    apart, near = (_apart(definition, row) for row in (first, last))
    if definition.chained:
        return say(
            "{group} ({then} in {first}, {now} in {last}; the rates {apart} and {near} points apart)",
            apart=apart,
            near=near,
            **ratios,
        )
    return say(
        "{group} ({then} in {first}, {now} in {last}; the rates {apart} and {near} per 1,000 apart)",
        apart=apart,
        near=near,
        **ratios,
    )


def _apart(definition: Indicator, row: Row) -> str:
    """How far the group's rate lies from the reference's, in points or per 1,000 children."""
    difference = row.detail.difference if isinstance(row.detail, Compared) else 0.0
    return numbers.number(difference * (100 if definition.chained else 1000), 1)


def _test(tested: int) -> str:
    """Which test told it; none where no group has two years."""
    if not tested:
        return ""
    return say_plural(
        "{count} group was tested against its own first year shown, on the log of the ratio, at 95%.",
        "{count} groups were tested together, each against its own first year shown, on the log of the ratio, "
        "at 95% (Holm).",
        tested,
    )


def _allowed(rounded_to: int) -> str:
    """That a change which rounding could have made is told as none."""
    if not rounded_to:
        return ""
    return say("What rounding to {base} could have done counts as no change.", base=rounded_to)


def _hidden(names: Sequence[str]) -> str:
    """For whom an earlier year is hidden, so that the first one shown is not the first there was."""
    if not names:
        return ""
    return say("Earlier years are hidden for {groups}.", groups=joining.listing(names))


def _not_latest(names: Sequence[str], latest: str) -> str:
    """Whose last ratio is not of the last year, so that nothing here speaks of it."""
    if not names:
        return ""
    return say(
        "For {year} no ratio is shown for {groups}.",
        year=dates.period(latest),
        groups=joining.listing(names),
    )


def _never(names: Sequence[str]) -> str:
    """Who is not in the sentence at all: hidden or too few in every year, which is not the same as no gap."""
    if not names:
        return ""
    return say("No ratio of any year is shown for {groups}.", groups=joining.listing(names))
