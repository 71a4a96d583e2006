"""How long people wait, where some wait still."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from pipelines.counting.kinds.kind import Figure, Kind, Phrase, Sums, bins, number
from pipelines.questions.details import Waiting
from pipelines.questions.look import Further, Look, SecondLine
from pipelines.questions.released import Row, given
from pipelines.questions.template import marked
from pipelines.stats.survival import Survival, kaplan_meier
from pipelines.words import units

FINE, COARSE, FINE_BINS = 15, 540, 180
"""Open minutes a bin is wide: 15 up to 2,700 (five nine-hour days), then 540."""


def bin_of(minutes: np.ndarray) -> np.ndarray:
    """The bin of elapsed open minutes; the first holds 0 to 15."""
    fine = np.maximum(1, -(-minutes // FINE))
    coarse = FINE_BINS + -(-(minutes - FINE * FINE_BINS) // COARSE)
    return np.where(fine <= FINE_BINS, fine, coarse)


def hours_of(bin_number: int) -> float:
    """The upper edge of a bin, in open hours."""
    beyond = max(0, bin_number - FINE_BINS)
    return (min(bin_number, FINE_BINS) * FINE + beyond * COARSE) / 60


def time_to_event(sums: Sums, days: int) -> Figure:
    """Median and 90th percentile by Kaplan–Meier; open items count as still waiting."""
    events, censored = bins(sums, "event"), bins(sums, "censored")
    happened, still_open = sum(events.values()), sum(censored.values())
    if happened + still_open == 0:
        return Figure(0, 0)
    curve = _curve(events, censored)
    low, high = curve.quantile_interval(0.5)
    detail = Waiting(p90=number(curve.quantile(0.9)), open=still_open)
    return Figure(
        happened,
        happened + still_open,
        number(curve.quantile(0.5)),
        number(low),
        number(high),
        detail,
    )


def _curve(events: Mapping[int, int], censored: Mapping[int, int]) -> Survival:
    edges = sorted({*events, *censored})
    return kaplan_meier(
        np.array([hours_of(b) for b in edges]),
        np.array([events.get(b, 0) for b in edges]),
        np.array([censored.get(b, 0) for b in edges]),
    )


def _answered(row: Row) -> Phrase:
    return _phrase(
        row,
        marked("half were answered within {figure}, nine in ten within {most}"),
        marked("half were answered within {figure}, and nine in ten not within the time seen"),
        marked("fewer than half were answered, {share} so far"),
    )


def _closed(row: Row) -> Phrase:
    return _phrase(
        row,
        marked("half were closed within {figure}, nine in ten within {most}"),
        marked("half were closed within {figure}, and nine in ten not within the time seen"),
        marked("fewer than half were closed, {share} so far"),
    )


def _phrase(row: Row, both: str, half: str, neither: str) -> Phrase:
    """Whichever of the two was reached: half and nine in ten, half alone, or neither."""
    if row.value is None:
        return Phrase(neither, {"share": units.value(given(row.num) / given(row.den), "percent")})
    if not isinstance(row.detail, Waiting) or row.detail.p90 is None:
        return Phrase(half)
    return Phrase(both, {"most": units.bare(row.detail.p90, "hours")})


ANSWERED = Kind(
    id="time_to_answer",
    adds_over="units and periods",
    figure=time_to_event,
    interval="Brookmeyer–Crowley, log-log, 95%",
    none_is_adverse=True,
    method="Kaplan–Meier from bins of 15 open minutes up to 45 open hours and of 9 open hours beyond; "
    "open items are censored",
    chart="xmr",
    phrase=_answered,
    record=Waiting,
    look=Look(
        further=(
            Further("p90", marked("90th percentile")),
            Further("open", marked("Still open"), "count"),
        ),
        second_line=SecondLine("p90", marked("9 in 10 within"), marked("half within")),
    ),
)
KINDS = (ANSWERED, replace(ANSWERED, id="time_to_closure", phrase=_closed))
