"""Scores from rating scales: turning reversed items, a person's score, and how well items agree.

Answers are a matrix, people x items, with nan for not applicable, don't know and no answer.
"""

import numpy as np


def turn_reversed(answers, low: float, high: float, reverse_mask) -> np.ndarray:
    """The answers with reversed items turned (low + high - answer), so that more is always better.

    `reverse_mask` says per item whether it is reversed. ValueError when an answer lies outside the scale.
    """
    answers = np.asarray(answers, dtype=float)
    if ((answers < low) | (answers > high)).any():
        raise ValueError(f"An answer lies outside its scale, {low} to {high}.")
    return np.where(np.asarray(reverse_mask, dtype=bool), low + high - answers, answers)


def person_score(answers, low: float, high: float, reverse_mask, minimum_share: float = 0.75) -> np.ndarray:
    """Each person's mean of the items answered, reversed items turned: one float per person.

    nan for whoever answered less than `minimum_share` of the items, or none: a score from few items is not
    that person's score. ValueError when an answer lies outside the scale.
    """
    turned = np.atleast_2d(turn_reversed(answers, low, high, reverse_mask))
    answered = (~np.isnan(turned)).sum(axis=1)
    # A hair's breadth of slack: 0.56 of 25 items is 14.000000000000002 to a computer.
    enough = (answered > 0) & (answered >= minimum_share * turned.shape[1] - 1e-9)
    return np.where(enough, np.nansum(turned, axis=1) / np.maximum(answered, 1), np.nan)


def percent_of_possible(mean, low: float, high: float):
    """Where a mean stands between the ends of its scale, 0 to 100: a 3 on a 1 to 5 scale is 50, not 60.

    ValueError when the scale has no length.
    """
    if not low < high:
        raise ValueError(f"A scale runs from a lower to a higher end; got {low} to {high}.")
    return (mean - low) / (high - low) * 100


def cronbach_alpha(matrix) -> tuple[float, int]:
    """(alpha, people) over those who answered every item, reversed items already turned (Cronbach 1951).

    alpha = k / (k - 1) (1 - sum of item variances / variance of the totals), sample variances. A negative
    alpha is an alarm: an item was not turned. nan with fewer than two items or people, or when the totals do
    not vary. ValueError when the answers are not a matrix.
    """
    matrix = np.asarray(matrix, dtype=float)
    if matrix.ndim != 2:
        raise ValueError("Alpha needs a matrix of answers, people x items.")
    complete = matrix[~np.isnan(matrix).any(axis=1)]
    people, items = complete.shape
    if people < 2 or items < 2:
        return float("nan"), people
    total = complete.sum(axis=1).var(ddof=1)
    if total == 0:
        return float("nan"), people
    return float(items / (items - 1) * (1 - complete.var(axis=0, ddof=1).sum() / total)), people
