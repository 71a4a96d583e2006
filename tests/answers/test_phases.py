"""Phases go by place and date: what contains a place hands its phases down, and nothing else does."""

from datetime import date

import pandas as pd
import pytest

from pipelines.answers.phases import Place, declared
from pipelines.counting.places import Organisation
from pipelines.gate.applied_scope import NOW, THEN, PlaceLimit, Scope
from pipelines.profile.sections import Phase

LINES = pd.DataFrame(
    [
        ("N-1", "north", "2019-01-01", None, ""),
        ("S-1", "south", "2019-01-01", None, ""),
        ("M", "south", "2019-01-01", "2025-03-31", ""),
        ("M", "north", "2025-04-01", None, ""),
        ("E", "north", "2019-01-01", "2025-12-31", "N-1"),
    ],
    columns=["unit", "division", "valid_from", "valid_to", "successor"],
).assign(
    valid_from=lambda d: pd.to_datetime(d["valid_from"]), valid_to=lambda d: pd.to_datetime(d["valid_to"])
)
TREE = Organisation(LINES, date(2026, 10, 31))
ROTA = Phase(date(2025, 7, 1), "x", "rota", "", division="north")
EARLY = Phase(date(2025, 1, 1), "x", "pilot", "", division="north")
OF_E = Phase(date(2025, 7, 1), "x", "desk", "", unit="E")
WHOLE = Phase(date(2025, 7, 1), "x", "policy", "")


def of(dimension: str, place: str, organisation: str = THEN) -> Place:
    return Place(Scope(named=(PlaceLimit(dimension, organisation, (place,)),)), TREE)


COUNTY = Place(Scope(), TREE)


@pytest.mark.parametrize(
    ("place", "phase", "inside", "part"),
    [
        (COUNTY, WHOLE, True, False),
        (COUNTY, ROTA, False, True),
        (of("division", "north"), ROTA, True, False),
        (of("division", "south"), ROTA, False, False),
        (of("unit", "N-1"), ROTA, True, False),
        (of("unit", "S-1"), ROTA, False, False),
        (of("unit", "M"), ROTA, True, False),
        (of("unit", "M"), EARLY, False, False),
        (of("unit", "N-1"), WHOLE, True, False),
        (of("unit", "E"), OF_E, True, False),
        (of("unit", "N-1"), OF_E, False, False),
        (of("unit", "N-1", NOW), OF_E, True, False),
        (of("division", "north"), OF_E, False, True),
        (of("division", "south"), OF_E, False, False),
    ],
)
def test_a_unit_inherits_its_divisions_phases_by_date_and_no_others(place, phase, inside, part):
    """A6: North's rota was drawn and judged on South's units, and not on North's own. M joined North in April."""
    assert (place.inside(phase), place.holds_part(phase)) == (inside, part)


def test_what_one_answers_for_is_the_place_where_none_is_named():
    """A manager without a filter is in the own division; of two places both must lie in the phase."""
    held = Scope(held=(PlaceLimit("division", NOW, ("north",)),))
    both = Scope(held=(*held.held, PlaceLimit("unit", NOW, ("S-1",))))
    assert Place(held, TREE).inside(ROTA)
    assert not Place(both, TREE).inside(ROTA)
    assert Place(both, TREE).holds_part(ROTA)


def test_without_an_organisation_file_only_the_county_and_named_units_have_phases():
    """A6: the county's note named no place, and became the title."""
    bare = Organisation(None, date(2026, 10, 31))
    unit = Place(Scope(named=(PlaceLimit("unit", THEN, ("E",)),)), bare)
    assert (unit.inside(WHOLE), unit.inside(OF_E), unit.inside(ROTA)) == (True, True, False)
    assert not Place(Scope(), bare).inside(ROTA)


def test_phases_to_come_wait():
    """E3: a phase that begins after the data end took the director's page down."""
    assert declared([ROTA, EARLY, WHOLE], "x", date(2025, 6, 30)) == (EARLY,)
    assert declared([ROTA, EARLY], "y", date(2026, 1, 1)) == ()
