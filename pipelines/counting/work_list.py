"""What a work list is: rows of a source that somebody responsible can act on today. Codes, no names."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from pipelines.profile.agency import Profile
from pipelines.profile.office_calendar import office_calendar_for
from pipelines.questions.standing import Stand
from pipelines.stats.business_time import OfficeCalendar

if TYPE_CHECKING:
    import pandas as pd

    from pipelines.counting.facts import Facts

TYPES = ("text", "number", "instant")
"""Of what is kept of a row between a build and the moment it is shown."""
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Showing:
    """What rows are shown with: the moment of asking, the county's choices, and its words for places and groups."""

    now: datetime
    profile: Profile
    names: Mapping[str, Mapping[str, str]]
    """Dimension -> id -> label."""

    @property
    def calendar(self) -> OfficeCalendar:
        return office_calendar_for(self.profile)

    def named(self, dimension: str, id: object) -> str:
        """The county's word for a place or a group; its id where it has none."""
        return self.names.get(dimension, {}).get(str(id), str(id))


@dataclass(frozen=True)
class Shown:
    """The rows of a list in the order they are read, and of which moment or period they are."""

    rows: Sequence[Row]
    as_of: str
    story: tuple[str, ...] = ()
    """What the list comes to, as sentences; () where it says nothing of its own."""


@dataclass(frozen=True)
class WorkList:
    """One work list of a source. Adding one touches the file of the source."""

    id: str
    title: str
    needs: Mapping[str, tuple[str, ...]]
    """Source -> columns without which there is no such list."""
    make: Callable[["Facts"], "pd.DataFrame"]
    """Accepted rows -> the rows of the list: `kept`, and the four columns of their place."""
    kept: Mapping[str, str]
    """Column -> its type, of TYPES: what is stored."""
    columns: tuple[tuple[str, str], ...]
    """(key, heading) of what is shown, in order; the headings are marked in the context "column"."""
    show: Callable[[Sequence[Row], Showing], Shown]
    """The stored rows of a reader's scope -> those that are shown, most urgent first; there may be none."""
    none: str
    """What is said where there is nothing to list."""
    stands: tuple[Stand, ...] = ()
