"""How far a group's rate stands from the reference group's: ratios with intervals, and extra events.

A number or an array of one shape for each argument. What cannot be computed is nan, never 0 or 1.
"""

from math import copysign, hypot, log
from statistics import NormalDist

import numpy as np
from numpy.typing import ArrayLike

from pipelines.stats.arrays import Plain, as_floats, plain
from pipelines.stats.intervals import Z95
from pipelines.stats.multiple import Estimate


def relative_rate(
    a: ArrayLike, n1: ArrayLike, b: ArrayLike, n2: ArrayLike, z: float = Z95
) -> tuple[Plain, Plain, Plain]:
    """(ratio, low, high) of the proportions a / n1 and b / n2: the relative rate index of a decision.

    Interval on the log scale (Katz et al. 1978). All nan ("not computable") where an event count or a
    denominator is 0. Where everyone in both groups has the event the ratio is 1 and the method has no
    interval: its limits are nan. ValueError when an event count is below 0 or above its denominator.
    """
    a, n1, b, n2 = as_floats(a, n1, b, n2)
    if (a < 0).any() or (b < 0).any() or (a > n1).any() or (b > n2).any():
        raise ValueError("A relative rate needs event counts between 0 and their denominator.")
    a, b, n1, n2 = (np.where(v > 0, v, np.nan) for v in (a, b, n1, n2))
    variance = (1 / a - 1 / n1) + (1 / b - 1 / n2)
    return _log_interval(a * n2 / (b * n1), np.where(variance > 0, variance, np.nan), z)


def rate_ratio(
    a: ArrayLike, pop1: ArrayLike, b: ArrayLike, pop2: ArrayLike, z: float = Z95
) -> tuple[Plain, Plain, Plain]:
    """(ratio, low, high) of the population rates a / pop1 and b / pop2: the disparity index of entry.

    Events are Poisson; interval on the log scale with variance 1 / a + 1 / b (Rothman & Greenland 1998).
    All nan ("not computable") where an event count or a population is 0. ValueError when one is negative.
    """
    a, pop1, b, pop2 = as_floats(a, pop1, b, pop2)
    if any((v < 0).any() for v in (a, pop1, b, pop2)):
        raise ValueError("A rate ratio needs counts and populations that are not negative.")
    a, b, pop1, pop2 = (np.where(v > 0, v, np.nan) for v in (a, b, pop1, pop2))
    return _log_interval(a * pop2 / (b * pop1), 1 / a + 1 / b, z)


def log_ratio_change(first: Estimate, last: Estimate, slack: float = 0.0) -> tuple[float, float]:
    """(z, two-sided p) of the change between two independent ratios with log-symmetric 95% intervals.

    The difference of their logs over the root of their summed variances (Altman and Bland 2003). `slack`: by how much
    the two logs together may lie off, as where counts are rounded; the change counts as so much smaller. ValueError
    where a ratio or a limit is not above 0.
    """
    if min(*first, *last) <= 0:
        raise ValueError("A ratio and its limits lie above 0.")
    spread = [(log(high) - log(low)) / (2 * Z95) for _, low, high in (first, last)]
    change = log(last[0]) - log(first[0])
    z = copysign(max(0.0, abs(change) - slack), change) / hypot(*spread)
    return z, 2 * (1 - NormalDist().cdf(abs(z)))


def extra_events(a: ArrayLike, n1: ArrayLike, b: ArrayLike, n2: ArrayLike) -> Plain:
    """Events beyond those expected at the reference rate: a - n1 * b / n2; nan where n2 is 0."""
    a, n1, b, n2 = as_floats(a, n1, b, n2)
    return plain(a - n1 * (b / np.where(n2 > 0, n2, np.nan)))


def _log_interval(ratio: np.ndarray, variance: np.ndarray, z: float) -> tuple[Plain, Plain, Plain]:
    spread = np.exp(z * np.sqrt(variance))
    return plain(ratio), plain(ratio / spread), plain(ratio * spread)
