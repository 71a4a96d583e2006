"""Confidence intervals of proportions, rates, means and ratios, from sums.

An `…_interval` and `wilson` return (low, high); an estimator returns (estimate, low, high). Arguments are
numbers or arrays of one shape, and so is the answer. What cannot be computed is nan, never 0.
"""

import math
from functools import lru_cache
from statistics import NormalDist

import numpy as np
from numpy.typing import ArrayLike

from pipelines.stats.arrays import Plain, as_floats, plain
from pipelines.stats.student_t import t_quantile

Z95 = 1.959963984540054
"""Standard normal quantile of a two-sided 95% interval."""

FEW_EVENTS = 10
"""Below this many events Byar's approximation is replaced by exact limits."""


def wilson(x: ArrayLike, n: ArrayLike, z: float = Z95) -> tuple[Plain, Plain]:
    """(low, high) of the proportion x / n by the score method (Wilson 1927); nan where n is 0.

    ValueError when x is below 0 or above n.
    """
    x, n = _counts_of(x, n)
    with np.errstate(divide="ignore", invalid="ignore"):
        p = x / n
        centre = p + z * z / (2 * n)
        half = z * np.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
        # Rounding must not push the limits of 0 of n and n of n off 0 and 1.
        low = np.where(x == 0, p, (centre - half) / (1 + z * z / n))
        high = np.where(x == n, p, (centre + half) / (1 + z * z / n))
    return plain(low), plain(high)


def newcombe_difference(
    x1: ArrayLike, n1: ArrayLike, x2: ArrayLike, n2: ArrayLike, z: float = Z95
) -> tuple[Plain, Plain, Plain]:
    """(difference, low, high) of x1 / n1 - x2 / n2 by the hybrid score method (Newcombe 1998b, method 10).

    nan where a denominator is 0. ValueError when a count is below 0 or above its denominator.
    """
    (x1, n1), (x2, n2) = _counts_of(x1, n1), _counts_of(x2, n2)
    (low1, high1), (low2, high2) = wilson(x1, n1, z), wilson(x2, n2, z)
    with np.errstate(divide="ignore", invalid="ignore"):
        p1, p2 = x1 / n1, x2 / n2
        low = p1 - p2 - np.sqrt((p1 - low1) ** 2 + (high2 - p2) ** 2)
        high = p1 - p2 + np.sqrt((high1 - p1) ** 2 + (p2 - low2) ** 2)
    return plain(p1 - p2), plain(low), plain(high)


def rate_interval(count: ArrayLike, population: ArrayLike, z: float = Z95) -> tuple[Plain, Plain]:
    """(low, high) of the rate count / population, events being Poisson; nan where the population is 0.

    Exact limits (Garwood 1936) below 10 events, Byar's approximation (Breslow & Day 1987) from 10 on and
    for a count that is not whole.
    ValueError when a count or a population is negative.
    """
    count, population = as_floats(count, population)
    if (count < 0).any() or (population < 0).any():
        raise ValueError("A rate needs counts and populations that are not negative.")
    few = (count < FEW_EVENTS) & (count == np.floor(count))
    low, high = (np.array(limit) for limit in _byar(np.where(few, FEW_EVENTS, count), z))
    if few.any():
        low[few], high[few] = np.transpose([_exact_poisson(c, z) for c in count[few].astype(int).tolist()])
    with np.errstate(divide="ignore", invalid="ignore"):
        per = np.where(population > 0, population, np.nan)
        return plain(low / per), plain(high / per)


def _byar(count: np.ndarray, z: float) -> tuple[np.ndarray, np.ndarray]:
    def limit(events: np.ndarray, sign: int) -> np.ndarray:
        return events * (1 - 1 / (9 * events) + sign * z / (3 * np.sqrt(events))) ** 3

    return limit(count, -1), limit(count + 1, 1)


@lru_cache(maxsize=4096)
def _exact_poisson(count: int, z: float) -> tuple[float, float]:
    """The means under which so many events, or so few, happen with the probability of one tail."""
    tail = 1 - NormalDist().cdf(z)
    low = 0.0 if count == 0 else _mean_with(count - 1, 1 - tail)
    return low, _mean_with(count, tail)


def _mean_with(most: int, probability: float) -> float:
    """The Poisson mean of which P(at most `most` events) is `probability`, by bisection."""
    low, high = 0.0, 20.0 * (most + 5)
    for _ in range(100):
        middle = (low + high) / 2
        at_most = math.exp(-middle) * sum(middle**k / math.factorial(k) for k in range(most + 1))
        low, high = (middle, high) if at_most > probability else (low, middle)
    return (low + high) / 2


def t_interval(
    total: ArrayLike, total_sq: ArrayLike, n: ArrayLike, level: float = 0.95
) -> tuple[Plain, Plain]:
    """(low, high) of a mean from n values, their sum and their sum of squares, by Student's t.

    nan where n is below 2.
    """
    total, total_sq, n = as_floats(total, total_sq, n)
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = total / n
        variance = np.maximum(total_sq - total * mean, 0) / (n - 1)
        half = t_quantile((1 + level) / 2, n - 1) * np.sqrt(variance / n)
    return plain(mean - half), plain(mean + half)


def ratio_estimator(
    n: ArrayLike,
    sx: ArrayLike,
    sy: ArrayLike,
    sxx: ArrayLike,
    syy: ArrayLike,
    sxy: ArrayLike,
    level: float = 0.95,
) -> tuple[Plain, Plain, Plain]:
    """(ratio, low, high) of sum(y) / sum(x), where n clusters (positions, workers, families) hold x and y.

    From the sums of x, y, x², y² and xy over the clusters. Days of one position are not independent, so
    the spread is that between clusters: the variance of the ratio R is n / (n - 1) Σ(y - Rx)² / (Σx)²
    (linearised; Cochran 1977, section 6.4), and Student's t has n - 1 degrees of freedom. The limits are not
    clipped: an overfilled unit may have a vacancy below 0. All nan where n is below 2 or sum(x) is 0.
    """
    n, sx, sy, sxx, syy, sxy = as_floats(n, sx, sy, sxx, syy, sxy)
    enough = (n >= 2) & (sx != 0)
    n, sx = np.where(enough, n, np.nan), np.where(enough, sx, np.nan)
    ratio = sy / sx
    residual = np.maximum(syy - 2 * ratio * sxy + ratio**2 * sxx, 0)
    half = t_quantile((1 + level) / 2, n - 1) * np.sqrt(n / (n - 1) * residual) / np.abs(sx)
    return plain(ratio), plain(ratio - half), plain(ratio + half)


def _counts_of(x: ArrayLike, n: ArrayLike) -> tuple[np.ndarray, np.ndarray]:
    x, n = as_floats(x, n)
    if (x < 0).any() or (x > n).any():
        raise ValueError("A proportion needs counts between 0 and their denominator.")
    return x, n
