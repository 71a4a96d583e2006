"""The agency profile: its defaults, its dated rows, and what it refuses."""

import json
from datetime import date, timedelta

import numpy as np
import pytest

from pipelines.building.build import check_names
from pipelines.profile.agency import DEFAULTS, in_force, load_profile, parse_profile
from pipelines.profile.office_calendar import office_calendar_for
from pipelines.profile.sections import SECTIONS
from pipelines.profile.toml_table import parse_toml
from pipelines.questions.errors import DataError
from pipelines.stats.business_time import elapsed_minutes
from tests.strictness import need_shared

# The state's published list for 2024 (CalHR, State Holidays), weekdays only.
CLOSED_2024 = [
    (1, 1),
    (1, 15),
    (2, 19),
    (4, 1),
    (5, 27),
    (7, 4),
    (9, 2),
    (11, 11),
    (11, 28),
    (11, 29),
    (12, 25),
]
HOURS = """
[[office_hours]]
from = 2020-01-01
mon = "08:00-17:00"
fri = "08:00-12:00"

[[office_hours]]
from = 2026-03-01
mon = "07:00-18:00"

[calendar]
from = 2025-01-01
to = 2026-12-31

[[closures]]
date = 2026-02-16
name = "Presidents' Day"
source = "made up"

[[closures]]
date = 2026-02-02
name = "Training morning"
source = "made up"
hours = "13:00-19:00"

[[closures]]
date = 2026-02-09
name = "Training afternoon"
source = "made up"
hours = "06:00-12:00"

[[closures]]
date = 2026-02-03
name = "Training on a closed Tuesday"
source = "made up"
hours = "08:00-12:00"
"""
TARGET = """
[[targets]]
from = {}
indicator = "vacancy"
value = {}
source = "made up"
"""


@pytest.fixture(scope="module")
def defaults():
    return load_profile(None)


@pytest.fixture(scope="module")
def county():
    return parse_profile(HOURS)


def test_the_defaults_speak_of_every_section():
    assert set(parse_toml(DEFAULTS.read_text(encoding="utf-8"))) == set(SECTIONS)


def test_a_profile_that_says_nothing_is_the_defaults(defaults):
    assert parse_profile("").digest == defaults.digest


def test_the_default_closures_of_2024_are_the_published_ones(defaults):
    closed = [c.date for c in defaults.closures if c.date.year == 2024]
    assert closed == [date(2024, month, day) for month, day in CLOSED_2024]


@pytest.mark.shared
def test_the_default_closures_agree_with_six_reference_years(defaults):
    cases = json.loads(need_shared("reference", "cases", "holidays_ca_state.json").read_text())["cases"]
    assert len(cases) == 6
    compared = 0
    for case in cases:
        year = case["input"]["year"]
        closed = [c.date.isoformat() for c in defaults.closures if c.date.year == year]
        if year >= defaults.calendar.first.year:
            assert closed == case["expected"]["closed_weekdays"], year
            compared += 1
    assert compared == 5, "2014 lies before the default calendar"


def test_no_default_closure_falls_on_a_weekend(defaults):
    assert all(c.date.weekday() < 5 for c in defaults.closures)


def test_the_default_reading_is_b_and_every_default_standard_is_unverified(defaults):
    assert defaults.reading_on(date(2026, 3, 2)) == "B"
    assert defaults.response_hours_on(date(2026, 3, 2)) == 24
    assert [s.cases_per_worker for s in defaults.caseload_standards] == [13.03, 14.17, 15.58, 23.69]
    assert not any(s.verified for s in defaults.caseload_standards)


def test_no_target_is_assumed(defaults):
    assert defaults.target_on("response_24h_leadership", date(2026, 3, 2)) is None


def test_hours_are_those_in_force_on_the_day(county):
    monday_before, monday_after = date(2026, 2, 23), date(2026, 3, 2)
    assert county.hours_on(monday_before) == (480, 1020)
    assert county.hours_on(monday_after) == (420, 1080)
    assert county.hours_on(date(2026, 2, 24)) is None, "a weekday left out is closed"


def test_a_closure_shuts_the_office_and_a_half_day_keeps_only_its_hours(county):
    assert county.hours_on(date(2026, 2, 16)) is None
    assert county.hours_on(date(2026, 2, 2)) == (780, 1020), "13:00-19:00 in an office that closes at 17:00"
    assert county.hours_on(date(2026, 2, 9)) == (480, 720), "06:00-12:00 in an office that opens at 08:00"
    assert county.hours_on(date(2026, 2, 3)) is None, "a half day does not open a closed weekday"


@pytest.mark.parametrize("beyond", [date(2024, 12, 31), date(2027, 1, 1)])
def test_a_day_beyond_the_calendar_is_an_error_that_says_what_to_do(county, beyond):
    with pytest.raises(DataError, match=r"extend \[calendar\] and its \[\[closures\]\]"):
        county.hours_on(beyond)


def test_the_office_calendar_counts_the_minutes_the_office_was_open(county):
    """From Friday 27 February noon (closing) to Monday 2 March 08:00: one hour of the new, longer Monday."""
    calendar = office_calendar_for(county)
    assert (calendar.first, calendar.last) == (date(2025, 1, 1), date(2026, 12, 31))
    start, end = np.array([["2026-02-27T12:00"], ["2026-03-02T08:00"]], dtype="datetime64[s]")
    assert elapsed_minutes(calendar, start, end).tolist() == [60]


def test_a_dated_row_holds_until_the_next_begins():
    profile = parse_profile(TARGET.format("2025-01-01", 0.10) + TARGET.format("2026-01-01", 0.08))
    days = [date(2024, 12, 31), date(2025, 1, 1), date(2025, 12, 31), date(2026, 1, 1)]
    targets = [profile.target_on("vacancy", d) for d in days]
    assert [t and t.value for t in targets] == [None, 0.10, 0.10, 0.08]


def test_a_section_with_nothing_in_force_says_so(defaults):
    with pytest.raises(DataError, match=r"\[\[response\]\] for 2014-12-31"):
        in_force(defaults.response, date(2014, 12, 31))


def test_the_training_ramp_is_two_months_without_cases_and_three_with_half(defaults):
    assert defaults.ramp_on(date(2026, 3, 2)).shares == (0, 0, 0.5, 0.5, 0.5)


def test_a_feed_without_a_row_may_be_a_month_old(defaults):
    weekly = parse_profile('[[feeds]]\nsource = "inquiries"\nevery_days = 7\n')
    assert weekly.feed_allowance("inquiries") == 7
    assert weekly.feed_allowance("positions") == 31, "the list a county gives replaces the default list"
    assert defaults.feed_allowance("surveys") == 100


def test_comments_and_order_do_not_change_the_digest_but_a_value_does():
    one = parse_profile('[county]\nname = "A"\nsynthetic = true\n')
    other = parse_profile('# a remark\n[county]\nsynthetic = true\nname = "A"\n')
    assert one.digest == other.digest
    assert one.text != other.text
    assert one.digest != parse_profile('[county]\nname = "B"\nsynthetic = true\n').digest


def test_a_county_section_keeps_the_defaults_of_what_it_leaves_out():
    county = parse_profile('[county]\nname = "A"\n').county
    assert (county.synthetic, county.time_zone) == (False, "America/Los_Angeles")


def test_a_shorter_calendar_keeps_the_default_closures_within_it():
    profile = parse_profile("[calendar]\nfrom = 2024-01-01\nto = 2024-12-31\n")
    assert [c.date for c in profile.closures] == [date(2024, m, d) for m, d in CLOSED_2024]


def test_errors_name_the_file(tmp_path):
    (tmp_path / "county.toml").write_text("[calender]\n")
    with pytest.raises(DataError, match="^county.toml: There is no key calender"):
        load_profile(tmp_path / "county.toml")
    with pytest.raises(DataError, match="no readable profile absent.toml"):
        load_profile(tmp_path / "absent.toml")


@pytest.mark.parametrize(
    ("section", "said"),
    [
        ('[[feeds]]\nsource = "weather"\nevery_days = 1', "no source 'weather'. Choose one of: organisation"),
        ('[[feeds]]\nsource = "inquries"\nevery_days = 1', "no source 'inquries'. Did you mean inquiries"),
        (
            '[[targets]]\nfrom = 2026-01-01\nindicator = "vacancy_rat"\nvalue = 1\nsource = "s"',
            "Did you mean vacancy_rate",
        ),
    ],
)
def test_a_profile_that_names_what_does_not_exist_is_told_before_anything_is_read(section, said):
    with pytest.raises(DataError, match=said):
        check_names(parse_profile(section))


def test_every_default_day_has_hours_or_is_closed(defaults):
    """Every weekday is open 540 minutes or is one of the closures; every weekend is closed."""
    closures = {c.date for c in defaults.closures}
    day = defaults.calendar.first
    while day <= defaults.calendar.last:
        usual = None if day.weekday() > 4 or day in closures else (480, 1020)
        assert defaults.hours_on(day) == usual, day
        day += timedelta(days=1)
