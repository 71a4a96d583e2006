"""When a rule of a control chart first fires, when the change behind it began, and what could have been seen.

Values are one phase in time order, standardised or not as each function says; "side" is +1 above the centre, -1
below it. The rules are those of pipelines.stats.spc: a point beyond the limits, and a run on one side.
"""

from functools import lru_cache
from math import sqrt
from statistics import NormalDist

import numpy as np
from numpy.typing import ArrayLike

LIMIT = 3.0
"""Standard deviations from the centre to a control limit."""
LARGEST_SHIFT = 10.0


def fired(beyond: ArrayLike, sides: ArrayLike, run: int = 8) -> np.ndarray:
    """-1 or +1 at every point at which a rule says something with the data up to that point, else 0.

    `beyond` and `sides` hold -1, 0 or +1 a point. A run speaks from its last needed point on, not from its first:
    whoever looked earlier could not know.
    """
    beyond, sides = np.asarray(beyond, dtype=int), np.asarray(sides, dtype=int)
    length, found = 0, np.zeros(len(sides), dtype=int)
    for i, side in enumerate(sides):
        length = length + 1 if side and i and side == sides[i - 1] else abs(int(side))
        found[i] = beyond[i] or (side if length >= run else 0)
    return found


def change_start(distances: ArrayLike, weights: ArrayLike, side: int, signal: int) -> int:
    """The point from which a lasting step to `side` is most likely, at the latest the one that gave the signal.

    Maximum likelihood for one step of unknown size: the split t that maximises W(t) * mean(t)^2, with W and mean
    the summed weight and weighted mean distance from the centre of the points t and later (Pignatiello and
    Samuel 2001, Quality Engineering 13). `weights` are counts, or ones. Missing distances weigh nothing.
    """
    distances, weights = np.asarray(distances, dtype=float), np.asarray(weights, dtype=float)
    weights = np.where(np.isfinite(distances), weights, 0.0)
    toward = np.where(np.isfinite(distances), distances, 0.0) * side
    summed = np.cumsum((toward * weights)[::-1])[::-1]
    weighed = np.cumsum(weights[::-1])[::-1]
    gain = np.where((weighed > 0) & (summed > 0), summed * np.abs(summed) / np.maximum(weighed, 1e-12), 0.0)
    return int(np.argmax(gain[: signal + 1])) if gain[: signal + 1].any() else signal


@lru_cache(maxsize=64)
def signal_probability(shift: float, points: int, run: int = 8) -> float:
    """Chance that a rule fires within so many points of a series that has moved by `shift` standard deviations.

    Points are independent and normal. A Markov chain over the length of the present run, both sides, with
    absorption when a rule fires (Champ and Woodall 1987, Technometrics 29).
    """
    normal = NormalDist()
    beyond = 1 - normal.cdf(LIMIT - shift) + normal.cdf(-LIMIT - shift)
    above = normal.cdf(LIMIT - shift) - normal.cdf(-shift)
    below = 1 - beyond - above
    # state[0] no run yet; 1 .. run - 1 above; run .. 2 run - 2 below
    state = np.zeros(2 * run - 1)
    state[0] = 1.0
    for _ in range(points):
        nxt = np.zeros_like(state)
        standing = state.sum()
        high, low = state[1:run], state[run:]
        nxt[1], nxt[run] = above * (standing - high.sum()), below * (standing - low.sum())
        nxt[2:run], nxt[run + 1 :] = above * high[:-1], below * low[:-1]
        state = nxt
    return float(1 - state.sum())


@lru_cache(maxsize=64)
def detectable_shift(points: int, power: float = 0.8, run: int = 8) -> float:
    """The smallest lasting shift, in standard deviations of a point, that a rule finds with `power` in `points`.

    Infinite where not even ten standard deviations would be found.
    """
    low, high = 0.0, LARGEST_SHIFT
    if signal_probability(high, points, run) < power:
        return float("inf")
    while high - low > 1e-3:
        middle = (low + high) / 2
        low, high = (low, middle) if signal_probability(middle, points, run) >= power else (middle, high)
    return high


def share_deviation(share: float, count: float) -> float:
    """The standard deviation of a share of `count` independent cases; nan without cases."""
    return sqrt(share * (1 - share) / count) if count > 0 else float("nan")
