"""A group's rate over the reference group's: ratios, which never add up."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from pipelines.counting.kinds.kind import Figure, Kind, Sums, number, part
from pipelines.questions.details import Compared
from pipelines.questions.look import Further, Look
from pipelines.questions.released import given
from pipelines.questions.template import marked
from pipelines.stats.disparity import extra_events, rate_ratio, relative_rate

FEWEST_EVENTS, FEWEST_IN_BASE = 5, 10
Ratio = Callable[[float, float, float, float], tuple[float, float, float]]
"""(num, den, reference num, reference den) -> (ratio, low, high)."""


def pair(sums: Sums, days: int) -> Figure:
    """The two counts of one group; the ratio to the reference is made beside its reference."""
    num, den = part(sums, "num"), part(sums, "den")
    return Figure(num, den, num / den if den else None)


def compared(ratio: Ratio, figure: Figure, num: int, den: int, is_reference: bool) -> Figure:
    """The ratio of a group's figure to the reference's num and den; without a value where there is too little."""
    events, base = given(figure.num), figure.den
    if not (den and base):
        return Figure(events, base)
    beside = _beside(events, base, num, den, is_reference)
    if is_reference:
        return Figure(events, base, 1.0 if num else None, detail=beside)
    if _too_few(events, base) or _too_few(num, den):
        return Figure(events, base, detail=replace(beside, too_few=True))
    value, low, high = ratio(events, base, num, den)
    return Figure(events, base, number(value), number(low), number(high), beside)


def _beside(events: float, base: float, num: int, den: int, is_reference: bool) -> Compared:
    rate, base_rate = events / base, num / den
    return Compared(
        rate=rate,
        reference_rate=base_rate,
        extra=extra_events(events, base, num, den),
        difference=rate - base_rate,
        reference=is_reference,
    )


def _too_few(events: float, base: float) -> bool:
    """A ratio from fewer than five events, ten children or with nobody left over: its log interval fails.

    More events than the base holds happen in yearly counts, which follow no cohort: no share, no ratio.
    """
    return events < FEWEST_EVENTS or base < FEWEST_IN_BASE or events >= base


_LOOK = Look(further=(Further("extra", marked("Children behind the gap"), "count"),))
KINDS = (
    Kind(
        id="disparity",
        adds_over="nothing",
        figure=pair,
        interval="log ratio of two rates, 95%; siblings make the true one wider",
        method="rate over the reference group's rate",
        people="num",
        compare=partial(compared, rate_ratio),
        record=Compared,
        look=_LOOK,
    ),
    Kind(
        id="relative_rate",
        adds_over="nothing",
        figure=pair,
        interval="log ratio (Katz), 95%; siblings make the true one wider",
        method="share over the reference group's share",
        people="num",
        compare=partial(compared, relative_rate),
        record=Compared,
        look=_LOOK,
    ),
)
