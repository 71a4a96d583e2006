"""Loads that lie exactly on an edge: one case more or less decides, and the edge itself is not over."""

import numpy as np
import pytest

from pipelines.counting.fte import BAND_WORDS, FTE
from pipelines.counting.workload import _by_worker
from pipelines.profile.agency import parse_profile
from pipelines.questions.actor import acting_as
from pipelines.questions.selection import Selection
from tests.county import built

UP_TO_80, UP_TO_100, UP_TO_120, OVER_120 = BAND_WORDS
# A tenth of a load is a whole number of billionths, so that ten cases meet the standard to the unit.
STANDARD_OF_TEN = """\
[[caseload_standards]]
from = 2015-01-01
component = "er"
cases_per_worker = 10
counts = "child"
source = "a test"
verified = false
"""


# Unit -> (cases, FTE of its one worker), and what is said of it: share of days over, band.
EDGES = {
    "eight cases": ((8, "1"), (0, UP_TO_80)),
    "nine": ((9, "1"), (0, UP_TO_100)),
    "ten, the standard": ((10, "1"), (0, UP_TO_100)),
    "eleven": ((11, "1"), (1, UP_TO_120)),
    "twelve": ((12, "1"), (1, UP_TO_120)),
    "thirteen": ((13, "1"), (1, OVER_120)),
    "half a post, five": ((5, "0.5"), (0, UP_TO_100)),
    "half a post, six": ((6, "0.5"), (1, UP_TO_120)),
}


def seat(unit: str, fte: str) -> dict[str, str]:
    """The unit's one worker of emergency response, in post all January 2025."""
    return {
        "position_id": unit,
        "effective_from": "2025-01-01",
        "unit": unit,
        "status": "active",
        "role": "worker",
        "component": "er",
        "authorised_fte": fte,
        "filled_fte": fte,
        "incumbent_id": unit,
        "report_date": "2025-01-31",
    }


def cases_of(unit: str, number: int) -> list[dict[str, str]]:
    """So many children, carried by the unit's worker all January 2025."""
    case = {
        "worker_id": unit,
        "assignment_type": "primary",
        "component": "er",
        "unit": unit,
        "started_on": "2025-01-01",
        "report_date": "2025-01-31",
    }
    return [{**case, "assignment_id": f"{unit} {n}", "child_id": f"{unit} {n}"} for n in range(number)]


@pytest.fixture(scope="module")
def county(tmp_path_factory):
    """A county whose units are the edges."""
    tables = {
        "positions": [seat(unit, fte) for unit, ((_, fte), _) in EDGES.items()],
        "assignments": [c for unit, ((number, _), _) in EDGES.items() for c in cases_of(unit, number)],
    }
    return built(tmp_path_factory.mktemp("edges"), tables, "2025-01-31", parse_profile(STANDARD_OF_TEN))


@pytest.fixture(scope="module")
def rows(county):
    """Unit -> its one row of the load, in January."""
    found = county.fetch(acting_as("director"), Selection("caseload_load", by=("unit",))).rows
    return {dict(r.group)["unit"]: r for r in found}


@pytest.mark.parametrize("unit", EDGES)
def test_a_worker_exactly_at_the_standard_is_not_over_it_and_one_case_more_is(rows, unit):
    (cases, fte), (share_over, band) = EDGES[unit]
    row = rows[unit]
    assert row.value == pytest.approx(cases / (10 * float(fte)), abs=1e-9)
    assert row.detail.share_over == share_over
    assert {word for word, share in row.detail.bands.items() if share} == {band}


def test_the_list_of_workers_says_over_of_the_same_workers(county):
    listed = county.work_list(acting_as("director"), "worker_loads", Selection("caseload_load")).rows
    over = {r["unit"]: r["months_over"] for r in listed}
    assert over == {unit: share_over for unit, (_, (share_over, _)) in EDGES.items()}


def test_a_worker_without_a_case_is_counted_while_available():
    found = _by_worker(np.array([0, 0]), np.array([FTE, 0]), workers=1, days=2)
    assert (found["worker_days"].tolist(), found["over"].tolist()) == ([1], [0])


def test_cases_of_a_worker_who_is_away_are_a_load_over_any_band():
    found = _by_worker(np.array([FTE // 10]), np.array([0]), workers=1, days=1)
    assert (found["worker_days"].tolist(), found["over"].tolist(), found["band_3"].tolist()) == (
        [1],
        [1],
        [1],
    )
