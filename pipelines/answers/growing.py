"""Since when a count of what should not be has grown: month after month up to the latest."""

from pipelines.answers.control_limits import Series
from pipelines.answers.today import last_figure
from pipelines.questions.released import SHOWN, Row, given
from pipelines.questions.verdict import Growth
from pipelines.words import dates, numbers
from pipelines.words.say import say

SHORTEST = 2
"""Periods in a row from which growth is told: one more than the period before is no story."""


def growth_of(series: Series) -> Growth | None:
    """The unbroken growth that ends with the latest judged figure; None where there is none, or more is better.

    A fact of the counts and no verdict: stocks move from month to month, and no rule tells chance from change.
    """
    last = last_figure(series)
    if series.unit != "count" or series.direction != "lower" or last < 0:
        return None
    known = [r for r in series.rows[: last + 1] if r.judged]
    first = len(known) - 1
    while first and _grew(known[first - 1], known[first]):
        first -= 1
    periods = len(known) - 1 - first
    if periods < SHORTEST:
        return None
    words = say(
        "The number has grown for {count} months in a row, from {number} in {period}.",
        count=periods,
        number=numbers.number(given(known[first].value)),
        period=dates.period(known[first].period, short=True),
    )
    return Growth(known[first].period, periods, words)


def _grew(before: Row, after: Row) -> bool:
    if before.status != SHOWN or after.status != SHOWN or before.value is None or after.value is None:
        return False
    return after.value > before.value
