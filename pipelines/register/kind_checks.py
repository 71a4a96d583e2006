"""The table of kinds held against the words that the screen and the limits know."""

from collections.abc import Iterator

from pipelines.counting.kinds import ADDS_OVER, CHARTS, KINDS, PEOPLE
from pipelines.register.slips import unlisted


def kind_slips() -> Iterator[str]:
    """What is wrong with the rows of the table."""
    for kind in KINDS.values():
        yield from unlisted(f"kind {kind.id!r}, chart", (kind.chart,), CHARTS)
        yield from unlisted(f"kind {kind.id!r}, people", (kind.people,), PEOPLE)
        yield from unlisted(f"kind {kind.id!r}, adds_over", (kind.adds_over,), ADDS_OVER)
