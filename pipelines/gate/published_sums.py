"""What published tables tell of each other: a cell of one is the sum of cells of a finer one.

The equations follow from the tables that an indicator declares. A table follows from a finer one when it has the
same period or a longer one, and some of the dimensions or all; of those in between, the nearest ones are taken.
"""

from collections import defaultdict
from collections.abc import Collection
from typing import NamedTuple

from pipelines.counting.definition import PublishedTable
from pipelines.gate.question import Group
from pipelines.gate.suppression import Equation
from pipelines.questions.periods import coarser
from pipelines.questions.selection import GRAINS
from pipelines.store.reading import Sums


class PublishedNode(NamedTuple):
    """One cell of a published table. Where counts are equal, they are hidden in the order of its words."""

    period: str
    group: Group
    by: tuple[str, ...]

    def value(self, dimension: str) -> str:
        """Its value of a dimension; "" where its table is not split by it."""
        return dict(zip(self.by, self.group, strict=True)).get(dimension, "")


Counts = dict[PublishedTable, dict[PublishedNode, Sums]]
"""Table -> cell -> its sums."""


def finer(table: PublishedTable, other: PublishedTable) -> bool:
    """Whether the cells of `other` are sums of those of `table`, and the two are not one."""
    sums = GRAINS.index(table.grain) <= GRAINS.index(other.grain) and set(other.by) <= set(table.by)
    return sums and table != other


def links(tables: Collection[PublishedTable]) -> list[tuple[PublishedTable, PublishedTable]]:
    """(table, the next finer one) for all pairs with no third table between them."""
    return [
        (coarse, fine)
        for coarse in tables
        for fine in tables
        if finer(fine, coarse) and not any(finer(fine, t) and finer(t, coarse) for t in tables)
    ]


def equations(counts: Counts) -> list[Equation]:
    """Each cell of a table as the sum of cells of the next finer ones."""
    parts: dict[tuple, set[PublishedNode]] = defaultdict(set)
    for coarse, fine in links(counts):
        split = tuple(d for d in fine.by if d not in coarse.by)
        for node in counts[fine]:
            parts[(*_total(node, coarse), *split)].add(node)
    ordered = sorted(parts.items(), key=lambda pair: repr(pair[0]))
    return [Equation(PublishedNode(*key[:3]), tuple(sorted(found))) for key, found in ordered]


def _total(node: PublishedNode, coarse: PublishedTable) -> tuple[str, Group, tuple[str, ...]]:
    group = tuple(node.value(d) for d in coarse.by)
    return coarser(node.period, coarse.grain), group, coarse.by
