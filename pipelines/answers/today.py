"""Where the latest judged figure stands against the target in force: met, or missed and by how much."""

from pipelines.answers import verdict_words
from pipelines.answers.control_limits import Series
from pipelines.questions.released import SHOWN, given
from pipelines.questions.verdict import Today

BETTER_SIDE = {"higher": 1, "lower": -1}


def last_figure(series: Series) -> int:
    """Where the latest judged figure, or what is worse than any, stands among the rows; -1 where there is none."""
    known = [
        i
        for i, r in enumerate(series.rows)
        if r.judged and (r.adverse or (r.status == SHOWN and r.value is not None))
    ]
    return known[-1] if known else -1


def today_of(series: Series) -> Today | None:
    """None without a target, a figure, or a side that is better."""
    last = last_figure(series)
    side = BETTER_SIDE.get(series.direction)
    if series.target is None or side is None or last < 0:
        return None
    if series.rows[last].adverse:
        return Today(series.target, None, verdict_words.against_target(series.target, None, series.unit))
    distance = (series.target - given(series.rows[last].value)) * side
    return Today(series.target, distance, verdict_words.against_target(series.target, distance, series.unit))
