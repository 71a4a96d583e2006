"""What a definition says of its published tables, held against what can be hidden and rounded safely."""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import combinations

from pipelines.counting.definition import Indicator, PublishedTable
from pipelines.questions.selection import GRAINS
from pipelines.register.slips import unlisted

COUNTED = ("num", "den")
"""The parts that a published count is made of."""


def publication_slips(definition: Indicator) -> Iterator[str]:
    """What is wrong with the tables of one indicator."""
    tables = definition.published
    yield from unlisted("published, grain", (t.grain for t in tables), definition.grains)
    yield from unlisted("published, split", (d for t in tables for d in t.by), definition.breakdowns)
    twice = (t for t, times in Counter((t.grain, frozenset(t.by)) for t in tables).items() if times > 1)
    yield from (f"published: {grain} by {sorted(by)} stands twice" for grain, by in twice)
    if not tables and (definition.linked or definition.chained):
        yield "linked, chained: nothing of it is published"
    if tables:
        yield from _unsafe(definition)


def _unsafe(definition: Indicator) -> Iterator[str]:
    """Tables that the equity view could not protect."""
    if definition.protects == "staff":
        yield "published: figures about staff are in no published table"
    if definition.protects == "client":
        lacking = [p for p in COUNTED if p not in definition.parts]
        yield from (
            f"published: only counts can be masked and rounded; there is no part {p!r}" for p in lacking
        )
    yield from _unpublished_margins(definition)
    if definition.last & set(COUNTED) and len({t.grain for t in definition.published}) > 1:
        yield "published: a moment does not add up over time, so it is published by one grain only"
    if (definition.base_grain == "") != bool(definition.linked):
        yield "linked: counts that do not add up name what they are published together with, and only they do"
    if definition.chained and not all("step" in t.by for t in definition.published):
        yield "chained: each of its tables is split by 'step'"


def _unpublished_margins(definition: Indicator) -> Iterator[str]:
    """Sums that two tables have in common and that no table shows: one of them would tell what the other hides."""
    held = {(t.grain, frozenset(t.by)) for t in definition.published}
    pairs = combinations(definition.published, 2)
    for grain, by in dict.fromkeys(_margin(one, other) for one, other in pairs):
        if (grain, by) not in held:
            yield f"published: two tables have the {grain} by {sorted(by)} in common, so it is published, too"


def _margin(one: PublishedTable, other: PublishedTable) -> tuple[str, frozenset[str]]:
    """The finest table that is a sum of both."""
    return max(one.grain, other.grain, key=GRAINS.index), frozenset(one.by) & frozenset(other.by)


def linked_slips(definition: Indicator, others: Iterable[Indicator]) -> Iterator[str]:
    """What is wrong between indicators that are published from the same counts."""
    if not definition.linked:
        return
    fellows = [d for d in others if d.linked == definition.linked]
    if sum(d.chained for d in (definition, *fellows)) != 1:
        yield f"linked: exactly one of {definition.linked!r} is chained"
    apart = [d.id for d in fellows if set(d.published) != set(definition.published)]
    yield from (f"linked: {other!r} is published in other tables" for other in apart)
