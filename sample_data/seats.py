"""Budgeted positions of the county and the dated states they pass through."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from sample_data.marigold import UNITS

_SUPERVISORS, _MANAGERS, _SUPPORT = 3, 1, 5
_TITLES = {
    "worker": "Social Worker III",
    "supervisor": "Social Work Supervisor",
    "manager": "Program Manager",
    "director": "Deputy Director",
    "support": "Office Assistant II",
}
_DIRECTORS_AT = ("N-1", "C-1", "S-1")
OVERFILLED_AT, SHARED_AT = "N-2", "S-1"


@dataclass(eq=False)
class Spell:
    """One state of a position: days since 1970, both ends included; `last` None while it lasts."""

    first: int
    last: int | None
    status: str
    staff: int | None = None
    """Number of the person; codes are dealt at the end."""
    fte: float = 0.0
    hired: int | None = None
    vacant_since: int | None = None
    leave: tuple[int, int | None] | None = None


@dataclass(eq=False)
class Seat:
    """One position. A fixed seat never changes hands; `spells` may overlap only where it is overfilled."""

    number: int
    home: str
    role: str
    component: str
    authorised: float = 1.0
    fixed: bool = False
    spells: list[Spell] = field(default_factory=list)

    @property
    def title(self) -> str:
        return _TITLES[self.role]

    @property
    def vacant(self) -> bool:
        return self.spells[-1].status == "vacant"


def budgeted_seats(random: np.random.Generator) -> list[Seat]:
    """The positions of every unit, numbered in a shuffled order so that numbers tell nothing."""
    plan = [line for unit in UNITS for line in _of_unit(unit.id, unit.workers)]
    numbers = random.permutation(np.arange(101, 101 + 3 * len(plan), 3))
    seats = [Seat(int(number), *line) for number, line in zip(numbers, plan, strict=True)]
    for seat in _half_time(seats):
        seat.authorised = 0.5
    return seats


def _of_unit(unit: str, workers: dict[str, int]) -> Iterator[tuple[str, str, str]]:
    for component, count in workers.items():
        yield from [(unit, "worker", component)] * count
    yield from [(unit, "supervisor", "")] * _SUPERVISORS
    yield from [(unit, "manager", "")] * _MANAGERS
    yield from [(unit, "support", "")] * _SUPPORT
    if unit in _DIRECTORS_AT:
        yield unit, "director", ""


def _half_time(seats: list[Seat]) -> list[Seat]:
    return [s for s in seats if s.role == "support" and s.home in ("C-3", "S-4")][::4]


def unbudgeted_seats(first: int, number: int) -> list[Seat]:
    """Nine positions apart from the budget count: held, inactive and proposed ones."""
    held = [("N-1", "worker", "er"), ("C-1", "worker", "er"), ("C-1", "support", ""), ("S-1", "worker", "fm")]
    later = first + 608  # 1 July of the second fiscal year
    seats = [Seat(0, *line, spells=[Spell(first, None, "hold")]) for line in held]
    frozen = Spell(first, later - 1, "vacant", vacant_since=first - 40)
    held_since = Spell(later, None, "hold", vacant_since=first - 40)
    seats.append(Seat(0, "S-4", "support", "", spells=[frozen, held_since]))
    seats += [
        Seat(0, unit, "support", "", spells=[Spell(first, None, "inactive")]) for unit in ("N-3", "C-3")
    ]
    seats += [Seat(0, "C-1", "worker", "er", spells=[Spell(later + 365, None, "proposed")]) for _ in range(2)]
    for offset, seat in enumerate(seats):
        seat.number = number + offset
    return seats
