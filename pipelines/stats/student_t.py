"""The quantile of Student's t distribution, for intervals of a mean."""

import math
from functools import lru_cache
from statistics import NormalDist

import numpy as np
from numpy.typing import ArrayLike

MANY = 1000
"""Degrees of freedom from which the expansion about the normal quantile is good to ten digits."""


def t_quantile(p: float, df: ArrayLike) -> np.ndarray:
    """The p-quantile of Student's t for each of `df`, same shape; nan where df is below 1.

    Degrees of freedom that are not whole are rounded down, which can only widen an interval. Newton's
    method on the finite series of Abramowitz & Stegun (1964) 26.7.3 and 26.7.4; their expansion 26.7.5
    from 1000 degrees of freedom on. ValueError unless 0 < p < 1.
    """
    if not 0 < p < 1:
        raise ValueError(f"A quantile needs a probability strictly between 0 and 1; got {p}.")
    df = np.asarray(df, dtype=float)
    distinct, place = np.unique(np.where(df >= 1, np.floor(df), np.nan), return_inverse=True)
    return np.array([_quantile(p, v) for v in distinct.tolist()])[place].reshape(df.shape)


@lru_cache(maxsize=4096)
def _quantile(p: float, df: float) -> float:
    if math.isnan(df):
        return math.nan
    z = NormalDist().inv_cdf(p)
    if df >= MANY:
        return _expansion(z, df)
    return math.copysign(_newton(max(p, 1 - p), abs(z), int(df)), z)


def _newton(p: float, z: float, df: int) -> float:
    # For t > 0 the distribution function is concave and the normal quantile lies left of the answer, so
    # every step stays on the left and comes nearer: no safeguard is needed.
    t = z
    for _ in range(200):
        step = (p - (1 + _between(t, df)) / 2) / _density(t, df)
        t += step
        if abs(step) <= 1e-12 * t:
            break
    return t


def _between(t: float, df: int) -> float:
    """P(-t < T < t)."""
    cos2 = df / (df + t * t)
    sine = math.sqrt(1 - cos2)
    odd = df % 2
    term, total = (math.sqrt(cos2), 0.0) if odd else (1.0, 0.0)
    for k in range(2 + odd, df + 1, 2):
        total += term
        term *= cos2 * (k - 1) / k
    return 2 / math.pi * (math.atan(t / math.sqrt(df)) + sine * total) if odd else sine * total


def _density(t: float, df: int) -> float:
    log_scale = math.lgamma((df + 1) / 2) - math.lgamma(df / 2) - 0.5 * math.log(df * math.pi)
    return math.exp(log_scale - (df + 1) / 2 * math.log1p(t * t / df))


def _expansion(z: float, df: float) -> float:
    g1 = (z**3 + z) / 4
    g2 = (5 * z**5 + 16 * z**3 + 3 * z) / 96
    g3 = (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384
    return z + g1 / df + g2 / df**2 + g3 / df**3
