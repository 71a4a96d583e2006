"""What a figure carries beyond its value and interval: one small record a kind of figure."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import ClassVar


@dataclass(frozen=True, kw_only=True)
class Detail:
    """What the records have in common: nothing.

    Names of fields are what scripts read in JSON and CSV, and are not translated. A field with the default
    None may be missing, and is then left out; one without a default is told even when it is None.
    """


@dataclass(frozen=True, kw_only=True)
class Spread(Detail):
    """A figure that is also told in bands. The gate may hide them where it shows the figure."""

    bands: Mapping[str, float] | None = None
    """Band in words -> how many, or which share, in the order of a reader."""
    band_unit: ClassVar[str] = "count"


@dataclass(frozen=True)
class Reading:
    """One share under one reading of its rule."""

    num: int
    den: int
    value: float


@dataclass(frozen=True, kw_only=True)
class Readings(Detail):
    """The same share under every reading of "24 business hours"."""

    readings: Mapping[str, Reading]


@dataclass(frozen=True, kw_only=True)
class Scores(Spread):
    """How the scores of persons are spread."""

    few: bool | None = None
    """True where so few answered that the score is unstable."""


@dataclass(frozen=True, kw_only=True)
class Waiting(Detail):
    """How long nine in ten waited, in office hours; None when it was not reached in the time seen."""

    p90: float | None
    open: int
    bin: str = "15 open minutes up to 45 open hours, 9 open hours beyond"


@dataclass(frozen=True, kw_only=True)
class Vacancy(Detail):
    """Distinct positions behind the share, FTE in posts on hold, and FTE beyond the budget of posts filled twice."""

    positions: int
    held: float
    overfilled: float = 0.0


@dataclass(frozen=True, kw_only=True)
class Gap(Detail):
    """From the authorised FTE of case-carrying posts to what is available, and what the work requires."""

    authorised: float
    vacant: float
    leave: float
    ramp: float
    required: float
    available: float
    overfilled: float = 0.0


@dataclass(frozen=True, kw_only=True)
class Load(Spread):
    """The share of worker-days over the standard, and distinct workers; bands are shares of worker-days."""

    share_over: float
    workers: int
    band_unit: ClassVar[str] = "percent"


@dataclass(frozen=True, kw_only=True)
class Ages(Spread):
    """How late the open ones are."""


@dataclass(frozen=True, kw_only=True)
class Uncovered(Spread):
    """Why cases are without a worker: nobody carries them, or the worker is away."""

    nobody: int
    away: int


@dataclass(frozen=True, kw_only=True)
class Compared(Detail):
    """A group's rate beside the reference group's."""

    rate: float
    reference_rate: float
    difference: float
    reference: bool
    """True of the reference group itself."""
    extra: float | None = None
    """Events that make up the gap: more than at the reference rate, or fewer where that is the adverse side.
    Never negative; None where the ratio is none, or not on its adverse side."""
    adverse: str | None = None
    """On which side of 1 the group is worse off: above, below, or neither; None for the reference."""
    too_few: bool | None = None
    """True where there are too few events for a ratio."""
    apart: bool | None = None
    """Whether the ratio lies apart from 1 by more than chance, as one of its period's many."""


def fields_of(record: type[Detail] | None) -> tuple[str, ...]:
    """The fields of a kind's record; none for a kind without one."""
    return tuple(f.name for f in fields(record)) if record else ()


def without_bands(detail: Detail | None) -> Detail | None:
    """The record where the gate shows the figure and hides how it is spread."""
    return replace(detail, bands=None) if isinstance(detail, Spread) else detail


def further_figures(detail: Detail | None) -> dict[str, object]:
    """Field -> figure, as files and scripts read them. The one place where a record becomes names."""
    if detail is None:
        return {}
    held = asdict(detail)
    missing = {f.name for f in fields(detail) if f.default is None and held[f.name] is None}
    return {name: figure for name, figure in held.items() if name not in missing}


def is_reference(detail: Detail | None) -> bool:
    """True of the reference group of a comparison."""
    return isinstance(detail, Compared) and detail.reference


def is_apart(detail: Detail | None) -> bool:
    """True of a ratio that lies apart from 1 by more than chance, among all it was looked at with."""
    return isinstance(detail, Compared) and bool(detail.apart)


def is_few(detail: Detail | None) -> bool:
    """True of a score from so few that it is unstable (C10)."""
    return isinstance(detail, Scores) and bool(detail.few)


def is_too_few(detail: Detail | None) -> bool:
    """True where there are too few events for a ratio."""
    return isinstance(detail, Compared) and bool(detail.too_few)


def single_figures(detail: Detail | None) -> dict[str, int | float]:
    """Of the further figures, those that are one number: what a column can hold."""
    return {
        field: figure for field, figure in further_figures(detail).items() if isinstance(figure, int | float)
    }
