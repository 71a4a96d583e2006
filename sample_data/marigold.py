"""The fixed facts of the synthetic county: its dates, divisions, units and race/ethnicity groups."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from sample_data.planted import AS_OF, TRUTHS

NAME = "Marigold County"
FIRST, LAST = date(2023, 11, 1), AS_OF
ORGANISED = date(2019, 1, 1)
"""First day of the organisation tree and of the calendar."""
REORGANISED: date = TRUTHS["reorganisation"]["on"]

DIVISIONS = {"north": "North Division", "central": "Central Division", "south": "South Division"}
RACES = {
    "black": "Black or African American",
    "native_american": "American Indian or Alaska Native",
    "asian": "Asian",
    "pacific_islander": "Native Hawaiian or Pacific Islander",
    "latino": "Hispanic or Latino",
    "white": "White",
    "multiracial": "Two or more groups",
    "mena": "Middle Eastern or North African",
}
RACE_SCHEME = "spd15_2024_single"
RACE_SCHEME_LABEL = (
    "OMB SPD 15 (2024), one combined question, each child in one group; several groups count as two or more"
)
_DRAW = 3
"""Which draw of a seed is the county: the one whose default seed lies close to its own planted truths."""
_STREAMS = ("inquiries", "positions", "assignments", "surveys", "decisions", "tickets", "responses")


@dataclass(frozen=True)
class Unit:
    """A unit as it stood before the re-organisation: `workers` positions for each service component."""

    id: str
    name: str
    division: str
    workers: dict[str, int]
    volume: float
    """Inquiries it receives, relative to the others."""


UNITS = (
    Unit("N-1", "North Intake and Family Maintenance", "north", {"er": 7, "fm": 7}, 1.25),
    Unit("N-2", "North Family Services", "north", {"fm": 7, "fr": 7}, 1.20),
    Unit("N-3", "North Reunification and Permanency", "north", {"fr": 7, "pp": 7}, 1.20),
    Unit("C-1", "Central Intake and Family Maintenance", "central", {"er": 7, "fm": 7}, 1.10),
    Unit("C-2", "Central Reunification and Permanency", "central", {"fr": 12, "pp": 10}, 1.05),
    Unit("C-3", "Central Family Services", "central", {"fm": 7, "pp": 7}, 0.90),
    Unit("S-1", "South Intake and Family Maintenance", "south", {"er": 7, "fm": 7}, 0.95),
    Unit("S-2", "South Reunification and Permanency", "south", {"fr": 7, "pp": 7}, 0.85),
    Unit("S-3", "South Riverbend Family Services", "south", {"fm": 7, "fr": 7}, 0.85),
    Unit("S-4", "South Coast Permanency", "south", {"fr": 7, "pp": 7}, 0.80),
)
MOVED, SUCCESSOR = TRUTHS["reorganisation"]["unit"], TRUTHS["reorganisation"]["successor"]
NEW_DIVISION = TRUTHS["reorganisation"]["to_division"]


def random_for(seed: int, stream: str) -> np.random.Generator:
    """A stream of its own for each source or file, so that changing one leaves the others as they were."""
    return np.random.default_rng([seed, _STREAMS.index(stream), _DRAW])


def unit_then(home: np.ndarray, days: np.ndarray) -> np.ndarray:
    """Unit ids as they were on those days (datetime64); `home` names units of before the move."""
    moved = (home == MOVED) & (days >= np.datetime64(REORGANISED))
    return np.where(moved, SUCCESSOR, home)


def division_then(home: np.ndarray, days: np.ndarray) -> np.ndarray:
    """Division ids as they were on those days."""
    stood = {unit.id: unit.division for unit in UNITS}
    moved = (home == MOVED) & (days >= np.datetime64(REORGANISED))
    return np.where(moved, NEW_DIVISION, np.array([stood[each] for each in home]))


def organisation() -> pd.DataFrame:
    """The dated tree in contract columns, as text: eleven lines, ten units on any one day."""
    day_before = date.fromordinal(REORGANISED.toordinal() - 1)
    ending = {MOVED: (day_before, SUCCESSOR)}
    lines = [(unit.id, unit.name, unit.division, ORGANISED, *ending.get(unit.id, ("", ""))) for unit in UNITS]
    lines.append((SUCCESSOR, "Central Riverbend Family Services", NEW_DIVISION, REORGANISED, "", ""))
    columns = ["unit", "unit_name", "division", "valid_from", "valid_to", "successor"]
    table = pd.DataFrame(lines, columns=columns)
    table.insert(3, "division_name", table["division"].map(DIVISIONS))
    return table.sort_values("unit", ignore_index=True).astype(str)


def day_text(days: np.ndarray) -> np.ndarray:
    """Dates as text like 2025-03-07, blank where there is none."""
    return _text(days.astype("datetime64[D]"))


def minute_text(instants: np.ndarray) -> np.ndarray:
    """Local instants as text like 2025-03-07 16:12, blank where there is none."""
    return np.char.replace(_text(instants.astype("datetime64[m]")), "T", " ")


def _text(moments: np.ndarray) -> np.ndarray:
    written = np.datetime_as_string(moments)
    return np.where(np.isnat(moments), "", written)
