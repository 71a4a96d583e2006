"""Scores from rating scales: where an answer stands on its scale, and when there are enough of them.

Numbers or arrays of one shape; nan is not applicable, don't know and no answer, and stays nan.
"""

import numpy as np

SLACK = 1e-9
"""0.56 of 25 items is 14.000000000000002 to a computer; so much is forgiven."""


def percent_of_possible(answers, low, high, turned) -> np.ndarray:
    """Where each answer stands between the ends of its own scale, 0 to 100: a 3 of 1 to 5 is 50, not 60.

    `turned` says where agreeing means less: there it is counted from the other end, so that more is always
    better. nan where a scale has no length.
    """
    answers, low, high = (np.asarray(v, dtype=float) for v in (answers, low, high))
    share = (answers - low) / np.where(high > low, high - low, np.nan)
    return 100 * np.where(np.asarray(turned, dtype=bool), 1 - share, share)


def enough_answered(answered, items, minimum_share: float) -> np.ndarray:
    """True for whoever answered at least this share of the items, and one at least: a score from few items
    is not that person's score."""
    answered, items = np.asarray(answered), np.asarray(items)
    return (answered > 0) & (answered >= minimum_share * items - SLACK)
