"""A published log of ten thousand requests, read through the column map kept in tests/maps."""

import csv
from datetime import datetime
from pathlib import Path

import pytest

from pipelines.intake.check import check_file
from pipelines.intake.discovery import discover
from pipelines.profile.agency import load_profile
from pipelines.profile.office_calendar import office_calendar_for
from tests.strictness import need_shared

MAPS = Path(__file__).resolve().parents[1] / "maps"
AS_OF = datetime(2016, 12, 31, 23, 59, 59)
CLOCK = "%m/%d/%Y %I:%M:%S %p"

pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def path():
    return need_shared("realdata", "rt_sf311_2008_2016", "sf311_cases_sample_10000.csv")


@pytest.fixture(scope="module")
def profile():
    return load_profile(MAPS / "sf311_county.toml")


@pytest.fixture(scope="module")
def checked(path, profile):
    (intake,) = discover([path, MAPS / "sf311.map.toml"])
    return check_file(intake, profile, AS_OF)


@pytest.fixture(scope="module")
def by_hand(path):
    """(spreadsheet row, record) by the csv module and the standard library alone."""
    with open(path, newline="", encoding="utf-8") as file:
        return [(row, r) for row, r in enumerate(csv.DictReader(file), start=2)]


def closed_before_opened(record) -> bool:
    opened, closed = record["Opened"], record["Closed"]
    return bool(closed) and datetime.strptime(closed, CLOCK) < datetime.strptime(opened, CLOCK)


def test_ten_thousand_records_are_read_from_more_lines_than_that(checked, path):
    assert checked.rows_read == 10_000
    assert not checked.refused
    assert len(path.read_bytes().splitlines()) > 10_100


def test_the_129_closed_before_they_were_opened_are_set_aside_by_row(checked, by_hand):
    expected = [row for row, record in by_hand if closed_before_opened(record)]
    assert len(expected) == 129
    assert [i.row for i in checked.issues] == expected
    assert {(i.field, i.code, i.outcome) for i in checked.issues} == {
        ("resolved_at", "resolved_before_received", "set aside")
    }


def test_the_others_are_kept_with_their_ids_and_times(checked, by_hand):
    expected = [(row, r) for row, r in by_hand if not closed_before_opened(r)]
    assert checked.rows["row"].tolist() == [row for row, _ in expected]
    assert checked.rows["inquiry_id"].tolist() == [r["CaseID"] for _, r in expected]
    assert checked.rows["unit"].tolist() == [r["Responsible.Agency"].strip() for _, r in expected]
    opened = [datetime.strptime(r["Opened"], CLOCK) for _, r in expected]
    assert checked.rows["received_at"].tolist() == opened


def test_470_are_open(checked):
    assert int(checked.rows["resolved_at"].isna().sum()) == 470


def test_nothing_but_what_the_map_names_is_held(checked):
    assert checked.held == {"inquiry_id", "received_at", "resolved_at", "unit", "channel", "topic"}


def test_every_channel_of_the_log_has_a_word(checked, by_hand):
    assert set(checked.rows["channel"]) == {"phone", "web", "email", "letter", "other"}
    phone = sum(r["Source"] == "Voice In" and not closed_before_opened(r) for _, r in by_hand)
    assert int(checked.rows["channel"].eq("phone").sum()) == phone


def test_the_calendar_covers_every_time_in_the_log(checked, profile):
    calendar = office_calendar_for(profile)
    assert checked.rows["received_at"].min().date() >= calendar.first
    assert checked.rows["resolved_at"].max().date() <= calendar.last
