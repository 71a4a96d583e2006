"""One question, frozen: which indicator, which period, for whom, split by what."""

import re
from dataclasses import dataclass, field, replace

from pipelines.questions.dimensions import DIMENSIONS
from pipelines.questions.errors import WrongQuestion, no_such
from pipelines.questions.template import marked

GRAINS = ("month", "quarter", "year", "window")
"""`window` sums the whole period into one row a group: the pages' "over the last 12 months"."""
ORGANISATIONS = ("then", "now")
START = marked("The start of the period must be written YYYY-MM, for example 2026-03.")
END = marked("The end of the period must be written YYYY-MM, for example 2026-03.")
_MONTH = re.compile(r"(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])")


@dataclass(frozen=True)
class Selection:
    """What decides the numbers, and nothing else. Hashable; months are inclusive "YYYY-MM"."""

    indicator: str
    start: str | None = None
    end: str | None = None
    grain: str = "month"
    where: tuple[tuple[str, tuple[str, ...]], ...] = field(default=())
    by: tuple[str, ...] = ()
    organisation: str = "then"

    def __post_init__(self) -> None:
        words = (
            self.indicator,
            *self.by,
            *(d for d, _ in self.where),
            *(v for _, vs in self.where for v in vs),
        )
        if not all(isinstance(word, str) for word in words):
            raise WrongQuestion("A question is made of words: indicator, dimensions and values are text.")
        for template, month in ((START, self.start), (END, self.end)):
            if month is not None and not (isinstance(month, str) and _MONTH.fullmatch(month)):
                raise WrongQuestion(template)
        if self.start and self.end and self.start > self.end:
            raise WrongQuestion("The period ends before it starts: swap the two months.")
        _listed("grain", self.grain, GRAINS)
        _listed("organisation", self.organisation, ORGANISATIONS)
        for dimension in (*self.by, *(d for d, _ in self.where)):
            _listed("dimension", dimension, tuple(DIMENSIONS))
        merged: dict[str, tuple[str, ...]] = {}
        for dimension, values in self.where:
            merged[dimension] = tuple(sorted({*merged.get(dimension, ()), *values}))
        object.__setattr__(self, "where", tuple(sorted(merged.items())))
        object.__setattr__(self, "by", tuple(dict.fromkeys(self.by)))

    def only(self, dimension: str) -> tuple[str, ...]:
        """The values this question is limited to, or () when it is not limited."""
        return dict(self.where).get(dimension, ())

    def limited(self, dimension: str, *values: str) -> "Selection":
        """The same question for some values of one dimension only; no values lifts the limit."""
        rest = tuple((d, v) for d, v in self.where if d != dimension)
        return replace(self, where=(*rest, (dimension, values)) if values else rest)

    def split(self, *by: str) -> "Selection":
        return replace(self, by=by)


def _listed(what: str, word: str, allowed: tuple[str, ...]) -> None:
    """WrongQuestion for a word that is not on its list."""
    if word not in allowed:
        raise no_such(what, word, allowed)
