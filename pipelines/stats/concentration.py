"""How unevenly work is spread over people: 0 when all carry the same.

Each takes one number per person, full-time equivalents already allowed for, and returns one number; nan
when there is nobody or nothing to share. ValueError when a share is negative or missing. The caller decides
below how many people nothing is shown.
"""

import numpy as np


def gini(x) -> float:
    """Mean absolute difference between all pairs over twice the mean (Gini 1912): 0 to (n - 1) / n."""
    x = np.sort(_shares(x))
    n, total = len(x), x.sum()
    if total == 0:
        return float("nan")
    return float((2 * np.arange(1, n + 1) - n - 1) @ x / (n * total))


def gini_corrected(x) -> float:
    """Gini x n / (n - 1): 1 when one person carries everything, however few they are; nan for one person."""
    n = len(_shares(x))
    return gini(x) * n / (n - 1) if n > 1 else float("nan")


def coefficient_of_variation(x) -> float:
    """Sample standard deviation (n - 1) over the mean; nan for fewer than two people."""
    x = _shares(x)
    if len(x) < 2 or x.sum() == 0:
        return float("nan")
    return float(x.std(ddof=1) / x.mean())


def _shares(x) -> np.ndarray:
    x = np.asarray(x, dtype=float)
    if x.ndim != 1 or not (x >= 0).all():
        raise ValueError("A spread of work needs one number per person, none negative and none missing.")
    return x
