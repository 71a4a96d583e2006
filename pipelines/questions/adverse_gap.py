"""Which ratio of a table is a gap that families are worse off by: one rule for sentence, title and list."""

from collections.abc import Iterable
from dataclasses import dataclass

from pipelines.questions.details import Compared, is_apart, is_reference
from pipelines.questions.dimensions import ADVERSE_BELOW, AFTER_ENTRY, FIRST_STEP, UNKNOWN
from pipelines.questions.released import HIDDEN, Row, given

ABOVE, BELOW, NEITHER = "above", "below", "neither"


def adverse_side(step: str, of_those_before: bool) -> str:
    """On which side of 1 a ratio at a decision is adverse, among those who reached the one before or among all.

    Among all children of a group a ratio after entry has no adverse side (D2): more children go home where more
    were removed, so that it says again what happened at entry.
    """
    if not of_those_before and step in AFTER_ENTRY:
        return NEITHER
    return BELOW if step in ADVERSE_BELOW else ABOVE


def behind(extra: float, side: str) -> float | None:
    """The children behind a gap, from the events beyond those expected; None where it is not on its adverse side."""
    count = {ABOVE: extra, BELOW: -extra}.get(side, 0.0)
    return count if count > 0 else None


@dataclass(frozen=True)
class Gaps:
    """The ratios of one period: how many could be looked at, how many not, and those that are adverse gaps."""

    compared: int
    """Ratios of recorded groups with an interval, at decisions that have an adverse side."""
    hidden: int
    too_few: int
    adverse: tuple[Row, ...]
    """Clear of chance on the adverse side; decisions inside the agency first, the most children first."""

    @property
    def unseen(self) -> int:
        """Ratios that there are and that nobody could look at."""
        return self.hidden + self.too_few


def gaps_of(rows: Iterable[Row]) -> Gaps:
    """The rows of a comparison by group, perhaps by step, of one period."""
    groups = [r for r in rows if recorded(r) and not is_reference(r.detail)]
    compared = [r for r in groups if r.low is not None and r.value is not None and side_of(r) != NEITHER]
    adverse = [r for r in compared if is_apart(r.detail) and adversity(r) > 1]
    return Gaps(
        compared=len(compared),
        hidden=sum(r.status == HIDDEN for r in groups),
        too_few=sum(isinstance(r.detail, Compared) and bool(r.detail.too_few) for r in groups),
        adverse=tuple(sorted(adverse, key=lambda r: (not _inside(r), -children(r), -adversity(r)))),
    )


def recorded(row: Row) -> bool:
    """Whether it is a group of its own, and not what was recorded for nobody."""
    return all(v not in (UNKNOWN, "") for _, v in row.group)


def side_of(row: Row) -> str:
    """The adverse side of a ratio, as its figure carries it."""
    return (row.detail.adverse or NEITHER) if isinstance(row.detail, Compared) else NEITHER


def is_sideless(rows: Iterable[Row]) -> bool:
    """Whether ratios stand at a decision at which no side of them is adverse."""
    return any(isinstance(r.detail, Compared) and r.detail.adverse == NEITHER for r in rows)


def adversity(row: Row) -> float:
    """How many times worse off than the reference; 1 where no side is adverse."""
    ratio, side = given(row.value), side_of(row)
    if side == NEITHER:
        return 1.0
    if side == ABOVE:
        return ratio
    return 1 / ratio if ratio else float("inf")


def children(row: Row) -> float:
    """How many children more, or fewer where that is adverse, than at the reference's rate; never negative."""
    return (row.detail.extra or 0.0) if isinstance(row.detail, Compared) else 0.0


def _inside(row: Row) -> bool:
    """Whether the decision lies in the agency's hands: who is reported is decided elsewhere."""
    return _step(row) != FIRST_STEP


def _step(row: Row) -> str:
    return dict(row.group).get("step", "")
