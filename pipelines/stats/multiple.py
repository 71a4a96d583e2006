"""Is a difference more than chance, when it is the largest of many? (Bonferroni; Dunn 1961)"""

import math
from collections.abc import Sequence
from statistics import NormalDist

Z95 = NormalDist().inv_cdf(0.975)
LEVEL = 0.05

Estimate = tuple[float, float, float]
"""(value, low, high) with a 95% interval."""


def critical(comparisons: int, level: float = LEVEL) -> float:
    """The two-sided normal limit that keeps the chance of any false call among the comparisons at `level`."""
    return NormalDist().inv_cdf(1 - level / (2 * max(1, comparisons)))


def holm(p_values: Sequence[float]) -> list[float]:
    """p-values adjusted for having been looked at together, in their own order (Holm 1979)."""
    order = sorted(range(len(p_values)), key=lambda i: p_values[i])
    adjusted, highest = [0.0] * len(p_values), 0.0
    for rank, i in enumerate(order):
        highest = max(highest, min(1.0, (len(p_values) - rank) * p_values[i]))
        adjusted[i] = highest
    return adjusted


def differ(one: Estimate, other: Estimate, comparisons: int) -> bool:
    """True when two estimates lie apart by more than chance, as one of so many pairs that were looked at.

    Each side's spread is taken from the half of its 95% interval that faces the other.
    """
    lower, upper = sorted((one, other))
    spread = math.hypot((lower[2] - lower[0]) / Z95, (upper[0] - upper[1]) / Z95)
    return upper[0] - lower[0] > critical(comparisons) * spread


def differs_from_parity(ratio: float, low: float, high: float, comparisons: int) -> bool:
    """True when a ratio with a log-symmetric 95% interval lies apart from 1, as one of so many."""
    if min(ratio, low, high) <= 0:
        return False
    spread = (math.log(high) - math.log(low)) / (2 * Z95)
    return abs(math.log(ratio)) > critical(comparisons) * spread
