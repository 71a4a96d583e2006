"""The same period a year before, to stand beside what a series says of its own past."""

from pipelines.answers.control_limits import Series
from pipelines.answers.sentences import said_figure
from pipelines.answers.today import last_figure
from pipelines.counting.definition import Indicator
from pipelines.questions.periods import year_before
from pipelines.questions.released import NOT_COMPUTABLE, SHOWN
from pipelines.questions.verdict import YearBefore
from pipelines.words import dates
from pipelines.words.say import say


def last_year(definition: Indicator, series: Series) -> YearBefore | None:
    """The figure a year before the latest judged one, with its base; None where there is none of either."""
    last = last_figure(series)
    if last < 0:
        return None
    period = year_before(series.rows[last].period)
    row = next((r for r in series.rows if r.period == period and r.status in (SHOWN, NOT_COMPUTABLE)), None)
    if row is None or not (row.adverse or row.value is not None):
        return None
    words = say(
        "A year before, {period}: {figure}.",
        period=dates.period(period, short=True),
        figure=said_figure(definition, row),
    )
    return YearBefore(period, row.value, words)
