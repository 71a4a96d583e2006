"""Scores of persons, from sums of them and of their squares."""

from pipelines.counting.kinds.kind import Figure, Kind, Phrase, Sums, bins, number, part
from pipelines.questions.details import Scores
from pipelines.questions.look import Look
from pipelines.questions.released import Row, given
from pipelines.questions.template import marked
from pipelines.stats.intervals import t_interval
from pipelines.words import numbers

FEW = 30
"""A score of fewer persons moves much with each of them (C10)."""
SCORE_WORDS = ("0–25", "25–50", "50–75", "75–100")


def mean(sums: Sums, days: int) -> Figure:
    """Mean person score in percent of possible; sums are in hundredths of a percent.

    Where the gate has taken the squares away there is the mean alone: no interval, and no sum to divide.
    """
    n, total, squares = part(sums, "den"), part(sums, "num"), part(sums, "squares")
    if n == 0:
        return Figure(0, 0)
    few = n < FEW or None
    if ("squares", 0) not in sums:
        return Figure(None, n, total / 100 / n, detail=Scores(few=few))
    low, high = t_interval(total / 100, squares / 10_000, n)[-2:]
    return Figure(
        total / 100,
        n,
        total / 100 / n,
        _clip(number(low)),
        _clip(number(high)),
        Scores(bands=_bands(sums), few=few),
    )


def _bands(sums: Sums) -> dict[str, int] | None:
    held = bins(sums, "band")
    return {word: held.get(band, 0) for band, word in enumerate(SCORE_WORDS)} if held else None


def _clip(percent: float | None) -> float | None:
    return None if percent is None else min(100.0, max(0.0, percent))


def _phrase(row: Row) -> Phrase:
    people = {"people": numbers.number(given(row.den))}
    if given(row.den) < FEW:
        return Phrase(marked("{figure} of the possible score, {people} respondents, few: unstable"), people)
    return Phrase(marked("{figure} of the possible score, {people} respondents"), people)


KINDS = (
    Kind(
        id="mean",
        adds_over="respondents within a wave",
        figure=mean,
        interval="Student t over persons, 95%",
        method="mean of person scores, from sums",
        chart="xmr",
        latest=True,
        phrase=_phrase,
        record=Scores,
        look=Look(pictures=("bands",)),
    ),
)
