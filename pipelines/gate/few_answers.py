"""What a mean of few answers gives away: too much to be shown at all, or to be shown exactly."""

from pipelines.stats.answer_sheets import sheets
from pipelines.store.reading import Sums

LEAST_SHEETS = 10
"""Different sets of answers that must fit what is shown of few persons."""
HUNDRED = 10_000
"""100 percent, as scores are summed: in hundredths of a percent."""


def tells_answers(sums: Sums, few: int) -> bool:
    """Whether the mean of fewer than `few` would tell what they answered: all alike, or hardly any other way fits.

    The sets of scores are counted that give this sum, on the scale that the persons
    have on average, rounded down: on a finer one there are more.
    """
    n, total, squares = (sums.get((part, 0), 0) for part in ("den", "num", "squares"))
    if n == 0 or n >= few:
        return False
    if n * squares - total * total <= ALIKE * n * n:
        return True
    points = sums.get(("points", 0), 0) // n
    return sheets(n, points, round(total * points / HUNDRED), LEAST_SHEETS) < LEAST_SHEETS


ALIKE = 1
"""Variance, in squares of a hundredth of a percent, that comes of rounding alone."""


def coarsened_mean(sums: Sums) -> Sums:
    """The persons, and a sum made of their mean in whole percent: no squares and no bands leave."""
    n = sums.get(("den", 0), 0)
    mean = round(sums.get(("num", 0), 0) / n / 100) if n else 0
    return {("den", 0): n, ("num", 0): mean * 100 * n}
