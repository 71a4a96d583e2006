"""What stands at the end of a period: a count that lasts from month to month."""

from pipelines.counting.kinds.kind import NO_SAMPLE, Figure, Kind, Phrase, Sums, bins, part
from pipelines.questions.details import Ages
from pipelines.questions.look import Look
from pipelines.questions.released import Row, given
from pipelines.questions.template import marked
from pipelines.words import numbers

AGE_WORDS = ("up to 1 business day late", "1 to 5 days", "5 to 20 days", "over 20 days")


def open_count(sums: Sums, days: int) -> Figure:
    """How many stand open past their due time at the end of the period, of all open."""
    bands = bins(sums, "num")
    late, still_open = sum(bands.values()), part(sums, "den")
    ages = {word: bands.get(band, 0) for band, word in enumerate(AGE_WORDS)}
    return Figure(late, still_open, float(late), detail=Ages(bands=ages))


def _phrase(row: Row) -> Phrase:
    return Phrase(
        marked("{figure} open past the due time, of {whole} open"), {"whole": numbers.number(given(row.den))}
    )


KINDS = (
    Kind(
        id="stock",
        adds_over="units",
        figure=open_count,
        interval=NO_SAMPLE,
        method="count at the end of the period",
        latest=True,
        empty_is_zero=True,
        phrase=_phrase,
        record=Ages,
        look=Look(pictures=("bands",)),
    ),
)
