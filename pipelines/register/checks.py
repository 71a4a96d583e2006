"""A definition held against the lists its words come from."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

from pipelines.catalog.behaviours import items
from pipelines.counting.contract import Contract
from pipelines.counting.definition import (
    BASE_GRAINS,
    CHOICES,
    DIRECTIONS,
    OUTCOMES,
    PROTECTS,
    Example,
    Indicator,
)
from pipelines.counting.kinds.listed import KINDS
from pipelines.questions.dimensions import DIMENSIONS
from pipelines.questions.selection import GRAINS
from pipelines.questions.standing import INDICATOR
from pipelines.register.column_checks import column_slips
from pipelines.register.publication_checks import publication_slips
from pipelines.register.slips import unlisted
from pipelines.register.stand_checks import stand_slips
from pipelines.words.units import UNITS

Contracts = Mapping[str, Contract]
WORDS: tuple[tuple[str, Callable[[Indicator], Iterable[str]], Callable[[Indicator], Iterable[str]]], ...] = (
    ("kind", lambda d: (d.kind,), lambda d: KINDS),
    ("unit", lambda d: (d.unit,), lambda d: UNITS),
    ("direction", lambda d: (d.direction,), lambda d: DIRECTIONS),
    ("protects", lambda d: (d.protects,), lambda d: PROTECTS),
    ("base_grain", lambda d: (d.base_grain,), lambda d: BASE_GRAINS),
    ("grains", lambda d: d.grains, lambda d: GRAINS),
    ("breakdowns", lambda d: d.breakdowns, lambda d: DIMENSIONS),
    ("whole", lambda d: sorted(d.whole), lambda d: DIMENSIONS),
    ("unless_asked", lambda d: d.unless_asked, lambda d: DIMENSIONS),
    ("needs_split", lambda d: d.needs_split, lambda d: d.breakdowns),
    ("behaviours", lambda d: d.behaviours, lambda d: (i.id for i in items())),
    ("choices", lambda d: d.choices, lambda d: CHOICES),
    ("last (its moments must be among its parts)", lambda d: sorted(d.last), lambda d: d.parts),
)
"""(field, its words, the closed list they must come from)."""


def definition_slips(
    file: str, definition: Indicator, contracts: Contracts, others: Collection[str]
) -> Iterator[str]:
    """What is wrong with the definition in the file of this name; `others` are the ids of other files."""
    yield from _id_slips(file, definition, others)
    for field, words, listed in WORDS:
        yield from unlisted(field, words(definition), listed(definition))
    yield from _left_out_slips(definition)
    yield from column_slips("needs", definition.needs, contracts)
    yield from _protection_slips(definition, contracts)
    yield from stand_slips(definition.stands, INDICATOR, splits=definition.breakdowns)
    yield from publication_slips(definition)
    yield from _example_slips(definition, contracts)


def _id_slips(file: str, definition: Indicator, others: Collection[str]) -> Iterator[str]:
    if definition.id in others:
        yield f"id {definition.id!r} is in use by another file"
    if definition.id != file:
        yield f"id {definition.id!r} is not the name of its file"


def _left_out_slips(definition: Indicator) -> Iterator[str]:
    """Values left out unless asked for, where the dimension's list is closed."""
    for dimension, values in definition.unless_asked.items():
        closed = DIMENSIONS[dimension].values if dimension in DIMENSIONS else {}
        yield from unlisted(f"unless_asked, {dimension}", values, closed or values)


def _protection_slips(definition: Indicator, contracts: Contracts) -> Iterator[str]:
    """A count protects whoever its sources' rows speak of, the most exposed first."""
    demanded = {contracts[s].protects for s in definition.needs if s in contracts}
    strictest = next((p for p in PROTECTS if p in demanded), None)
    if strictest and definition.protects in PROTECTS and definition.protects != strictest:
        yield f"protects: {definition.protects!r} is not enough, its sources ask for {strictest!r}"


def _example_slips(definition: Indicator, contracts: Contracts) -> Iterator[str]:
    shown = {e.outcome for e in definition.examples}
    yield from (f"examples: none shows the practice {o}" for o in ("met", "not met") if o not in shown)
    for number, example in enumerate(definition.examples, 1):
        for says in _words_of_example(example, definition, contracts):
            yield f"example {number}: {says}"


def _words_of_example(example: Example, definition: Indicator, contracts: Contracts) -> Iterator[str]:
    columns = {s: sorted({c for row in rows for c in row}) for s, rows in example.tables.items()}
    dimensions = (*example.by, *(d for d, _ in example.where))
    yield from unlisted("outcome", (example.outcome,), OUTCOMES)
    yield from unlisted("grain", (example.grain,), definition.grains)
    yield from unlisted("split or limit", dimensions, definition.breakdowns)
    yield from column_slips("tables", columns, contracts)
