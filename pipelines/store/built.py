"""What a build hands to the store: one indicator counted, one list of work, and all that one publish writes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import pandas as pd

from pipelines.counting.contract import Checked


@dataclass(frozen=True)
class Measured:
    """Whether one indicator can be counted, and from when to when."""

    indicator: str
    why: str
    first_day: date | None
    through: datetime | None
    dimensions: tuple[str, ...]
    cells: pd.DataFrame


@dataclass(frozen=True)
class Listed:
    """One work list as it stood at the end of its sources; or why there is none."""

    list_id: str
    why: str
    through: datetime | None
    rows: pd.DataFrame


@dataclass(frozen=True)
class Build:
    """All that one publish writes."""

    digest: str
    code_version: str
    profile: str
    profile_digest: str
    based_on: int | None
    """The version readers saw when the build began."""
    synthetic: bool
    as_of: datetime
    started_at: datetime
    checked: Sequence[Checked]
    kept_files: Sequence[str]
    through: Mapping[str, datetime]
    measured: Sequence[Measured]
    members: Sequence[tuple[str, str, str, str]]
    people: Mapping[str, str]
    """Number -> code of the people whom the store meets in this build for the first time."""
    work: Sequence[Listed]
