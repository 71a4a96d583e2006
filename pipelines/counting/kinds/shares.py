"""Shares and rates: what happened, of all to whom it could."""

from pipelines.counting.kinds.kind import Figure, Kind, Phrase, Sums, number, part
from pipelines.questions.details import Reading, Readings
from pipelines.questions.look import Look
from pipelines.questions.released import Row, given
from pipelines.questions.template import marked
from pipelines.stats.intervals import newcombe_difference, rate_interval, wilson
from pipelines.words import numbers


def proportion(sums: Sums, days: int) -> Figure:
    num, den, readings = part(sums, "num"), part(sums, "den"), _readings(sums)
    if den == 0:
        return Figure(num, den, detail=readings)
    low, high = wilson(num, den)
    return Figure(num, den, num / den, number(low), number(high), readings)


def _readings(sums: Sums) -> Readings | None:
    """The same share under every reading of "24 business hours", where the cells hold them."""
    counts = {name: (part(sums, f"num_{name}"), part(sums, f"den_{name}")) for name in ("A", "B", "C")}
    held = {name: Reading(num, den, num / den) for name, (num, den) in counts.items() if den}
    return Readings(readings=held) if held else None


def per_thousand(sums: Sums, days: int) -> Figure:
    """Events per 1,000 children, with an interval for a count of rare events."""
    count, children = part(sums, "num"), part(sums, "den")
    if children == 0:
        return Figure(count, children)
    low, high = rate_interval(count, children)
    return Figure(count, children, 1000 * count / children, number(1000 * low), number(1000 * high))


def _phrase(row: Row) -> Phrase:
    places = {"part": numbers.number(given(row.num)), "whole": numbers.number(given(row.den))}
    return Phrase(marked("{figure}, {part} of {whole}"), places)


KINDS = (
    Kind(
        id="proportion",
        adds_over="units and periods",
        figure=proportion,
        interval="Wilson score, 95%",
        method="sum over sum",
        chart="p",
        difference=newcombe_difference,
        phrase=_phrase,
        record=Readings,
        look=Look(pictures=("readings",)),
    ),
    Kind(
        id="rate",
        adds_over="groups within a period",
        figure=per_thousand,
        interval="exact below 10 events, Byar from 10 on, 95%",
        method="count per 1,000 children",
        people="num",
    ),
)
