"""Has the process changed? Control limits, one short rule each, and then, apart, what a signal means.

Values are one phase in time order; limits and rules know nothing of other phases, so no run and no moving
range crosses from one to the next. A missing value (nan) is left out of limits, and breaks a run.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

XMR_CONSTANT = 2.66
"""3 / 1.128 rounded: three standard deviations, from the mean range of two successive values."""

DIRECTIONS = {"higher": 1, "lower": -1, "parity": 0, "none": 0}
"""Which way is better: parity and none have no side that is."""


@dataclass(frozen=True, eq=False)
class ControlLimits:
    """Centre line and control limits at each point: three arrays of the length of the series."""

    center: np.ndarray
    lower: np.ndarray
    upper: np.ndarray
    baseline: int
    """How many points the limits rest on."""


def p_limits(num: ArrayLike, den: ArrayLike, baseline: int | None = None) -> ControlLimits:
    """p-chart limits of the proportions num / den: summed share ± 3 sqrt(p (1 - p) / n), held in 0 to 1.

    `baseline`: how many first points fix the limits (None: all). ControlLimits are nan where den is 0.
    ValueError when the baseline is below 1, the lengths differ or num exceeds den. Montgomery 2013, 7.2.
    """
    num, den = _series(num), _series(den)
    if num.shape != den.shape or (num < 0).any() or (num > den).any():
        raise ValueError("A p-chart needs for every point a numerator between 0 and its denominator.")
    first = _first(baseline, len(num))
    counted = (den[first] > 0) & ~np.isnan(num[first])
    # The share of the summed counts: a mean of monthly shares would let a month of five weigh as one of 500.
    n = den[first][counted].sum()
    p = num[first][counted].sum() / n if n else np.nan
    width = 3 * np.sqrt(p * (1 - p) / np.where(den > 0, den, np.nan))
    low, high = np.clip(p - width, 0, 1), np.clip(p + width, 0, 1)
    return ControlLimits(np.full(len(num), p), low, high, baseline=int(counted.sum()))


def xmr_limits(
    values: ArrayLike,
    baseline: int | None = None,
    constant: float = XMR_CONSTANT,
    screen: float | None = None,
) -> ControlLimits:
    """ControlLimits of individual values: mean ± constant x mean moving range. They are not clipped.

    `baseline`: how many first points fix the limits (None: all). `screen`: leave out, once, moving ranges of
    at least so many times their mean (3.267 in NHS practice, after Nelson 1982); None keeps all. ControlLimits are
    nan with fewer than two successive values. ValueError when the baseline is below 1. Wheeler 1993.
    """
    # From one value to the next, not from the spread of all: a lasting shift widens the overall deviation, and
    # would hide itself inside the limits it made; between neighbours it shows once.
    values = _series(values)
    base = values[_first(baseline, len(values))]
    ranges = np.abs(np.diff(base))
    ranges = ranges[~np.isnan(ranges)]
    if screen is not None and ranges.any():
        ranges = ranges[ranges < screen * ranges.mean()]
    kept = base[~np.isnan(base)]
    center = np.full(len(values), kept.mean() if kept.size else np.nan)
    width = constant * ranges.mean() if ranges.size else np.nan
    return ControlLimits(center, center - width, center + width, baseline=len(kept))


def beyond(values: ArrayLike, limits: ControlLimits) -> np.ndarray:
    """-1 below the lower limit, +1 above the upper, 0 otherwise: one int per point. A limit is inside."""
    above, below = _side(values, limits.upper) > 0, _side(values, limits.lower) < 0
    return above.astype(int) - below.astype(int)


def shift(values: ArrayLike, center: ArrayLike, length: int = 8) -> np.ndarray:
    """-1 or +1 at every point of a run of `length` or more on one side of the centre, else 0.

    A point exactly on the centre breaks a run and belongs to none (the convention of NHS Making Data Count
    and of Western Electric 1956 as in qcc).
    """
    # Eight on one side come by chance about once in 128 starts. All points of a run are marked, not only those
    # from the eighth on, for it began with the first.
    sides = _side(values, center)
    return np.where(_run_lengths(sides) >= length, sides, 0)


def signals(values: ArrayLike, limits: ControlLimits, run: int = 8) -> np.ndarray:
    """-1 or +1 at every point that is beyond a limit or in a shift, else 0."""
    outside = beyond(values, limits)
    return np.where(outside != 0, outside, shift(values, limits.center, run))


def meaning(sign: int, direction: str) -> str:
    """What a signal is: "improvement", "concern", "change" where no direction is better, or "none".

    ValueError for a direction other than higher, lower, parity or none.
    """
    better = _better(direction)
    if sign == 0:
        return "none"
    return {1: "improvement", -1: "concern", 0: "change"}[int(np.sign(sign)) * better]


def assurance(target: float | None, lower: float, upper: float, direction: str) -> str:
    """Whether the process as it runs "will meet it", "may or may not" or "will miss it": the target.

    A target exactly on a limit may or may not be met. "" without target or limits, or where no direction is
    better.
    ValueError for a direction other than higher, lower, parity or none.
    """
    better = _better(direction)
    if better == 0 or target is None or np.isnan([target, lower, upper]).any():
        return ""
    # Where less is better everything is turned about zero, so that one comparison serves both directions.
    worst, best = (lower, upper) if better > 0 else (-upper, -lower)
    wanted = target * better
    return "will meet it" if wanted < worst else "will miss it" if wanted > best else "may or may not"


def _side(values: ArrayLike, line: ArrayLike) -> np.ndarray:
    """+1 above the line, -1 below it, 0 on it or missing: one int per point.

    A mean of equal decimals may miss them by a rounding error, so a difference of that size counts as none.
    """
    values, line = np.broadcast_arrays(np.asarray(values, dtype=float), np.asarray(line, dtype=float))
    distance = values - line
    slack = 1e-12 * np.maximum(np.abs(values), np.abs(line))
    with np.errstate(invalid="ignore"):
        return np.where(np.abs(distance) > slack, np.sign(distance), 0).astype(int)


def _run_lengths(sides: np.ndarray) -> np.ndarray:
    """For each point the length of the run of equal sides it belongs to; a point on the line has 0."""
    starts = np.flatnonzero(np.diff(sides, prepend=np.nan) != 0)
    lengths = np.diff(np.append(starts, len(sides)))
    return np.where(sides != 0, np.repeat(lengths, lengths), 0)


def _better(direction: str) -> int:
    if direction not in DIRECTIONS:
        raise ValueError(f"A direction is one of {', '.join(DIRECTIONS)}; got {direction!r}.")
    return DIRECTIONS[direction]


def _series(values: ArrayLike) -> np.ndarray:
    return np.asarray(values, dtype=float)


def _first(baseline: int | None, size: int) -> slice:
    if baseline is not None and baseline < 1:
        raise ValueError(f"A baseline holds at least one point; got {baseline}.")
    return slice(0, size if baseline is None else baseline)
