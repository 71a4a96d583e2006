"""The sentence of a comparison names the gap that families are worst off by, whichever side of 1 it lies."""

import pytest

from pipelines.questions.actor import acting_as
from pipelines.questions.selection import Selection
from tests.county import built

# Of 1,000 children on each side. Entry: 400 against 300, 1.33 times. Home again: 80 of 400 against 150 of
# 300, 0.4 times, which is 2.5 times worse off. Re-entry: 24 of 80 against 30 of 150, 1.5 times.
BLACK = {"substantiation": 1000, "entry": 400, "reunification": 80, "reentry": 24}
WHITE = {"substantiation": 1000, "entry": 300, "reunification": 150, "reentry": 30}


# Year -> counts of the two groups, and what the sentence must say of it.
AT_HOME_MORE_OFTEN = (
    {**BLACK, "reunification": 200, "reentry": 90},
    {**WHITE, "reunification": 60, "reentry": 15},
)
SOLE_STEP = {"substantiation": 1000, "entry": 400}
YEARS = {
    "2022": (SOLE_STEP, {"substantiation": 10, "entry": 3}),
    "2023": (SOLE_STEP, {"substantiation": 1000, "entry": 410}),
    "2024": AT_HOME_MORE_OFTEN,
    "2025": (BLACK, WHITE),
}


@pytest.fixture(scope="module")
def county(tmp_path_factory):
    rows = [
        {"period": year, "division": "", "step": step, "race": race, "children": str(n)}
        for year, groups in YEARS.items()
        for race, steps in zip(("black", "white"), groups, strict=True)
        for step, n in steps.items()
    ]
    return built(tmp_path_factory.mktemp("decisions"), {"decisions": rows}, "2026-01-31")


def said_of(county, year: str) -> str:
    asked = Selection("relative_rate_index", f"{year}-01", f"{year}-12", "year", by=("step", "race"))
    return county.fetch(acting_as("director"), asked).sentence


def test_home_less_than_half_as_often_is_a_wider_gap_than_entering_care_a_third_more_often(county):
    said = said_of(county, "2025")
    assert said.startswith("2025, went home: the rate for Black")
    assert "0.40 times the reference" in said


def test_home_more_often_than_the_reference_is_no_adverse_gap(county):
    """2.5 times as often home again. Of the gaps that are left entry comes first: 100 children more than at the
    reference's rate, against 40 at re-entry, though its ratio is the smaller one (D15)."""
    assert said_of(county, "2024").startswith("2024, entered care: the rate for Black is 1.33 times")


def test_a_gap_that_cannot_be_told_from_chance_is_not_named(county):
    assert "1 ratio was compared, and it is not set apart from 1" in said_of(county, "2023")


def test_a_group_too_small_to_compare_is_said_to_be_so(county):
    assert "no group is large enough to compare" in said_of(county, "2022")
