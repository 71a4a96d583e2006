"""A real city's 311 log builds through a column map: what it lacks is not measurable, what is wrong set aside."""

import csv
from datetime import datetime
from pathlib import Path

import pytest

from pipelines.building.build import build
from pipelines.profile.agency import load_profile
from pipelines.questions.actor import acting_as
from pipelines.questions.selection import Selection
from pipelines.reports import Reports
from pipelines.store.database import open_database
from tests.county import end_of
from tests.strictness import need_shared

MAPS = Path(__file__).parent / "maps"
DIRECTOR = acting_as("director")


@pytest.fixture(scope="module")
def log() -> Path:
    return need_shared("realdata", "rt_sf311_2008_2016") / "sf311_cases_sample_10000.csv"


@pytest.fixture(scope="module")
def county(log, tmp_path_factory):
    engine = open_database(f"sqlite:///{tmp_path_factory.mktemp('sf311') / 'store.db'}", create=True)
    profile = load_profile(MAPS / "sf311_county.toml")
    return build([log, MAPS / "sf311.map.toml"], engine, profile, end_of("2016-06-30")), Reports(engine)


def negative_rows(log: Path) -> list[int]:
    """Spreadsheet rows closed before they were opened, by the standard library alone."""
    with open(log, newline="", encoding="utf-8") as file:
        return [
            number
            for number, row in enumerate(csv.DictReader(file), start=2)
            if row["Closed"] and instant(row["Closed"]) < instant(row["Opened"])
        ]


def instant(text: str) -> datetime:
    return datetime.strptime(text, "%m/%d/%Y %I:%M:%S %p")


def test_the_129_negative_durations_are_set_aside_with_their_row_numbers(county, log):
    outcome, _ = county
    rows = [i.row for i in outcome.checked[0].issues if i.code == "resolved_before_received"]
    assert rows == negative_rows(log)
    assert len(rows) == 129


@pytest.mark.parametrize(
    "indicator",
    [
        "response_24h",
        "response_24h_leadership",
        "response_24h_expectation",
        "time_to_acknowledgement",
        "overdue_open",
    ],
)
def test_a_log_without_acknowledgement_makes_response_not_measurable_never_zero(county, indicator):
    _, reports = county
    released = reports.fetch(DIRECTOR, Selection(indicator))
    assert released.status == "not measurable"
    assert released.rows == ()
    assert "acknowledged_at" in released.why


def test_time_to_resolution_counts_every_accepted_case_and_keeps_open_ones_waiting(county, log):
    outcome, reports = county
    released = reports.fetch(DIRECTOR, Selection("time_to_resolution", grain="window"))
    (row,) = released.rows
    set_aside = {i.row for i in outcome.checked[0].issues if i.outcome == "set aside"}
    with open(log, newline="", encoding="utf-8") as file:
        kept = [r for n, r in enumerate(csv.DictReader(file), start=2) if n not in set_aside]
    assert row.den == len(kept)
    assert row.num == sum(bool(r["Closed"]) for r in kept)
    assert row.more["open"] == sum(not r["Closed"] for r in kept)


def test_sources_that_are_not_there_are_named(county):
    _, reports = county
    why = reports.fetch(DIRECTOR, Selection("vacancy_rate")).why
    assert why == "No Position control file is loaded. Load one to see this."
