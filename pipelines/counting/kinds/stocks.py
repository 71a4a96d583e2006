"""What stands at the end of a period: a count that lasts from month to month."""

from pipelines.counting.kinds.kind import NO_SAMPLE, Figure, Kind, Phrase, Sums, bins, part
from pipelines.questions.details import Ages, Uncovered
from pipelines.questions.look import Further, Look
from pipelines.questions.released import Row, given
from pipelines.questions.template import marked
from pipelines.words import numbers

AGE_WORDS = (
    marked("up to 1 business day late"),
    marked("1 to 5 days"),
    marked("5 to 20 days"),
    marked("over 20 days"),
)


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


def uncovered(sums: Sums, days: int) -> Figure:
    """How many cases nobody carries, or a worker who is away, of all open at the end of the period."""
    nobody, away, still_open = (part(sums, p) for p in ("nobody", "away", "den"))
    held = {NOBODY: nobody, AWAY: away}
    return Figure(
        nobody + away,
        still_open,
        float(nobody + away),
        detail=Uncovered(bands=held, nobody=nobody, away=away),
    )


NOBODY, AWAY = marked("carried by nobody"), marked("worker away")


def _uncovered_phrase(row: Row) -> Phrase:
    held = row.detail if isinstance(row.detail, Uncovered) else None
    whole = {"whole": numbers.number(given(row.den))}
    if held is None or not row.num:
        return Phrase(marked("{figure} of {whole} open cases without a worker"), whole)
    if not held.away:
        return Phrase(marked("{figure} of {whole} open cases without a worker: nobody carries them"), whole)
    if not held.nobody:
        return Phrase(marked("{figure} of {whole} open cases with a worker who is away"), whole)
    return Phrase(
        marked(
            "{figure} of {whole} open cases without a worker: {nobody} carried by nobody, {away} with the worker away"
        ),
        {**whole, "nobody": numbers.number(held.nobody), "away": numbers.number(held.away)},
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
    Kind(
        id="case_cover",
        adds_over="units",
        figure=uncovered,
        interval=NO_SAMPLE,
        method="count at the end of the period",
        latest=True,
        phrase=_uncovered_phrase,
        record=Uncovered,
        look=Look(
            further=(
                Further("nobody", marked("Carried by nobody"), "count"),
                Further("away", marked("Worker away"), "count"),
            ),
            pictures=("bands",),
        ),
    ),
)
