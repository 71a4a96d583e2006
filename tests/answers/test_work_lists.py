"""A list of work is what its source declares: its clock, its columns, and why there is none."""

import pytest
from sqlalchemy import delete

from pipelines.profile.agency import parse_profile
from pipelines.questions.actor import acting_as
from pipelines.questions.errors import WrongQuestion
from pipelines.questions.released import EMPTY, NOT_MEASURABLE, SHOWN
from pipelines.questions.selection import Selection
from pipelines.reports import Reports
from pipelines.store import schema
from pipelines.store.database import open_database
from tests.county import built

DIRECTOR, EVERYWHERE = acting_as("director"), Selection("")
PROFILE = '[county]\nname = "Small"\nsynthetic = true\ntime_zone = "America/Los_Angeles"\n'


def post(worker, until):
    return {
        "position_id": worker,
        "effective_from": "2025-04-01",
        "unit": "U",
        "status": "active",
        "authorised_fte": "1",
        "filled_fte": "1",
        "role": "worker",
        "component": "er",
        "incumbent_id": worker,
        "report_date": until,
    }


CASE = {
    "assignment_id": "a",
    "worker_id": "w",
    "assignment_type": "primary",
    "component": "er",
    "child_id": "c",
    "unit": "U",
    "started_on": "2025-04-01",
    "report_date": "2025-05-31",
}
ASKED = {"inquiry_id": "i", "received_at": "2025-04-07 09:00", "unit": "U"}
ANSWERED = {
    "inquiry_id": "j",
    "received_at": "2025-04-07 09:00",
    "acknowledged_at": "2025-04-08 09:30",
    "unit": "U",
}
TABLES = {
    "inquiries": [{**ASKED, "acknowledged_at": ""}, ANSWERED],
    "positions": [post("w", "2025-05-31")],
    "assignments": [CASE],
}


@pytest.fixture
def county(tmp_path):
    def load(tables):
        return built(tmp_path, tables, "2025-06-30", parse_profile(PROFILE))

    return load


def asked(reports, listed):
    return reports.work_list(DIRECTOR, listed, EVERYWHERE)


def test_the_clock_of_a_list_is_the_end_of_its_own_sources(county):
    """The log ends on 8 April at 9:30, the staffing on 31 May: at 9:30 the inquiry of the 7th is half an hour late."""
    found = asked(county(TABLES), "open_inquiries")
    assert (found.status, found.as_of, found.total) == (SHOWN, "8 Apr 2025 09:30", 1)
    assert [(r["id"], r["state"], r["hours"]) for r in found.rows] == [("i", "late", -0.5)]
    assert found.rows[0]["left"] == "less than a business day late"


def test_without_an_inquiry_in_the_county_the_list_of_workers_keeps_its_own_month(county):
    found = asked(county({k: v for k, v in TABLES.items() if k != "inquiries"}), "worker_loads")
    assert (found.status, found.as_of) == (SHOWN, "May 2025")
    assert len(found.rows) == 1


def test_a_list_says_which_file_or_column_it_needs(county):
    reports = county({"inquiries": [ASKED], "positions": TABLES["positions"]})
    lacking, absent = (asked(reports, listed) for listed in ("open_inquiries", "worker_loads"))
    assert (lacking.status, absent.status) == (NOT_MEASURABLE, NOT_MEASURABLE)
    assert "lacks the column acknowledged_at" in lacking.why
    assert absent.why == "No Case assignments file is loaded. Load one to see this."


def test_an_empty_list_says_so_and_of_which_moment(county):
    found = asked(county({"inquiries": [ANSWERED]}), "open_inquiries")
    assert (found.status, found.why, found.as_of) == (EMPTY, "Nothing is open.", "8 Apr 2025 09:30")


def test_a_list_that_came_after_the_last_build_says_to_build_again(county, tmp_path):
    county(TABLES)
    engine = open_database(f"sqlite:///{tmp_path / 'store'}", create=True)
    with engine.execution_options(writes=True).begin() as connection:
        connection.execute(delete(schema.work_lists).where(schema.work_lists.c.list_id == "worker_loads"))
    found = asked(Reports(engine), "worker_loads")
    assert (found.status, found.why) == (NOT_MEASURABLE, "Build again.")


def test_a_list_that_nobody_declares_is_refused_by_name(county):
    with pytest.raises(WrongQuestion, match="Did you mean open_inquiries"):
        asked(county(TABLES), "open_inquirys")


def test_what_is_late_is_told_as_a_story(tmp_path):
    """A24: "22 overdue" had a count and no story. Received on 5 January 2026 and due the day after; the list is read
    on Friday 30 January: 18 weekdays later, less Martin Luther King's day, on which the county is closed."""
    rows = [
        {"inquiry_id": f"i{n}", "received_at": f"2026-01-{day:02d} 10:00", "acknowledged_at": "", "unit": "U",
         "role": role, "requester": asker}
        for n, (day, role, asker) in enumerate(
            ((5, "supervisor", "parent"), (6, "supervisor", "staff"), (28, "manager", "parent"))
        )
    ]  # fmt: skip
    rows.append(
        {"inquiry_id": "now", "received_at": "2026-01-30 12:00", "acknowledged_at": "2026-01-30 13:00"}
    )
    reports = built(tmp_path, {"inquiries": rows}, "2026-01-30", parse_profile(PROFILE))
    found = reports.work_list(DIRECTOR, "open_inquiries", Selection(""))
    assert found.story == (
        "3 are past the due time, none of them for more than 20 business days.",
        "The oldest is i0, due 6 Jan 2026, 17 business days late.",
        "To answer: Supervisor 2, Manager 1.",
        "Asked by: Parent 2, Staff 1.",
    )
