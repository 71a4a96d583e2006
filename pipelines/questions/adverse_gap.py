"""Which ratio of a table is a gap that families are worse off by: one rule for sentence, title and list."""

from collections.abc import Iterable
from dataclasses import dataclass

from pipelines.questions.details import Compared, is_apart, is_reference
from pipelines.questions.dimensions import ADVERSE_BELOW, FIRST_STEP, UNKNOWN
from pipelines.questions.released import HIDDEN, Row, given


@dataclass(frozen=True)
class Gaps:
    """The ratios of one period: how many could be looked at, how many not, and those that are adverse gaps."""

    compared: int
    """Ratios of recorded groups with an interval."""
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
    compared = [r for r in groups if r.low is not None and r.value is not None]
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


def adversity(row: Row) -> float:
    """How many times worse off than the reference: a low ratio is adverse only at some decisions."""
    ratio = given(row.value)
    if _step(row) not in ADVERSE_BELOW:
        return ratio
    return 1 / ratio if ratio else float("inf")


def children(row: Row) -> float:
    """How many children more, or fewer where that is adverse, than at the reference's rate; never negative."""
    return abs(row.detail.extra) if isinstance(row.detail, Compared) else 0.0


def _inside(row: Row) -> bool:
    """Whether the decision lies in the agency's hands: who is reported is decided elsewhere."""
    return _step(row) != FIRST_STEP


def _step(row: Row) -> str:
    return dict(row.group).get("step", "")
