"""Dates and times of day (security.md 3.3, B73-B85): one meaning, in county time, or told."""

import datetime as dt

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.profile.agency import parse_profile
from tests.intake.exports import (
    ANSWER,
    ASSIGNMENT,
    POSITION,
    as_xlsx,
    check,
    codes,
    inquiries,
    is_refused,
    rows_of,
    told,
)

MORE = [f"0{n}/2{n}/2026" for n in range(1, 6)]
"""Five dates that can only be month first."""


def received(tmp_path, *texts: str, mapping: str | None = None, **options):
    return check(
        tmp_path,
        inquiries(*({"received_at": t, "acknowledged_at": ""} for t in texts)),
        mapping=mapping,
        **options,
    )


def times(checked) -> list[str]:
    return checked.rows["received_at"].dt.strftime("%Y-%m-%d %H:%M:%S").tolist()


MEANT = {
    "ISO": ("2026-03-02 09:05", "2026-03-02 09:05:00"),
    "ISO with a T": ("2026-03-02T09:05:07", "2026-03-02 09:05:07"),
    "fractions of a second": ("2026-03-02 09:05:07.123", "2026-03-02 09:05:07"),
    "slashes, year first": ("2026/03/02 9:05", "2026-03-02 09:05:00"),
    "the name of a month": ("2-Mar-2026 09:05", "2026-03-02 09:05:00"),
    "an American long date": ("March 2, 2026, 9:05 PM", "2026-03-02 21:05:00"),
    "midnight": ("2026-03-02 12:00 AM", "2026-03-02 00:00:00"),
    "noon": ("2026-03-02 12:00 PM", "2026-03-02 12:00:00"),
    "before one at night": ("2026-03-02 12:30 a.m.", "2026-03-02 00:30:00"),
    "afternoon": ("2026-03-02 5:30PM", "2026-03-02 17:30:00"),
    "B81 Z": ("2026-03-02T17:05:00Z", "2026-03-02 09:05:00"),
    "B81 an offset in winter": ("2026-03-02T09:05:00-08:00", "2026-03-02 09:05:00"),
    "B81 an offset in summer": ("2026-06-02 09:05:00-0700", "2026-06-02 09:05:00"),
    "B81 evening in UTC is the day before": ("2026-03-03T01:00:00+00:00", "2026-03-02 17:00:00"),
}


@pytest.mark.parametrize("case", MEANT)
def test_a_time_as_people_write_it(tmp_path, case):
    written, meant = MEANT[case]
    assert times(received(tmp_path, written)) == [meant]


def test_b81_z_and_offsets_beside_each_other(tmp_path):
    checked = received(tmp_path, "2026-03-02T17:00:00Z", "2026-03-02T09:00:00-08:00", "2026-03-02 09:00")
    assert times(checked) == ["2026-03-02 09:00:00"] * 3


def test_b73_dates_that_could_be_either_are_refused_until_a_mapping_says(tmp_path):
    checked = received(tmp_path, "01/02/2026", "03/04/2026")
    assert is_refused(checked, "dates_ambiguous")
    assert 'dates = "mdy"' in checked.issues[0].fix
    assert {i.code for i in checked.issues} == {"dates_ambiguous"}
    assert times(received(tmp_path, "01/02/2026", "03/04/2026", mapping='dates = "mdy"')) == [
        "2026-01-02 00:00:00",
        "2026-03-04 00:00:00",
    ]
    assert times(received(tmp_path, "01/02/2026", mapping='dates = "dmy"')) == ["2026-02-01 00:00:00"]


@pytest.mark.parametrize("texts", [("01/02/2026", "13/02/2026"), ("13/02/2026", "01/02/2026")])
def test_b73_one_date_settles_the_column_in_whichever_row_it_stands(tmp_path, texts):
    assert "2026-02-01 00:00:00" in times(received(tmp_path, *texts))


def test_b73_dates_of_both_orders_are_refused(tmp_path):
    assert is_refused(received(tmp_path, "13/02/2026", "02/13/2026", "01/02/2026"), "dates_mixed")


def test_b73_a_slip_among_many_is_set_aside(tmp_path):
    checked = received(tmp_path, *MORE * 40, "31/01/2026")
    assert told(checked) == [(202, "received_at", "no_such_date")]
    assert len(checked.rows) == 200


@pytest.mark.parametrize(("others", "refused"), [(100, False), (99, True)])
def test_b73_one_slip_in_a_hundred_does_not_unsettle_the_order_and_one_in_99_does(tmp_path, others, refused):
    checked = received(tmp_path, *["02/13/2026"] * others, "31/01/2026")
    assert is_refused(checked, "dates_mixed") is refused


def test_another_column_of_the_file_can_settle_the_order(tmp_path):
    rows = inquiries({"received_at": "01/02/2026", "acknowledged_at": "01/13/2026"})
    assert times(check(tmp_path, rows)) == ["2026-01-02 00:00:00"]


def test_another_column_cannot_settle_one_that_holds_both_orders(tmp_path):
    rows = inquiries(
        *(
            {"received_at": received, "acknowledged_at": "03/13/2026"}
            for received in ("13/02/2026", "02/13/2026", "01/02/2026")
        )
    )
    assert is_refused(check(tmp_path, rows), "dates_mixed")


@pytest.mark.parametrize(("others", "refused"), [(99, False), (98, True)])
def test_b75_one_date_in_a_hundred_may_be_written_in_another_way(tmp_path, others, refused):
    checked = received(tmp_path, *["02/13/2026"] * others, "2026-01-21")
    assert is_refused(checked, "date_styles_mixed") is refused


def test_b75_two_styles_in_one_column_are_refused_and_a_few_are_set_aside(tmp_path):
    assert is_refused(received(tmp_path, "2026-01-21", *MORE), "date_styles_mixed")
    checked = received(tmp_path, *MORE * 40, "2026-01-21")
    assert told(checked) == [(202, "received_at", "date_styles_mixed")]


def test_b76_dates_of_a_workbook_need_no_order(tmp_path):
    table = [
        ["inquiry_id", "received_at", "promised_by"],
        ["a", dt.datetime(2026, 1, 2, 8, 15), dt.datetime(2026, 3, 4)],
        ["b", dt.datetime(2026, 1, 2), ""],
    ]
    rows = check(tmp_path, as_xlsx(table), name="a.xlsx").rows
    assert rows["received_at"].tolist() == [pd.Timestamp("2026-01-02 08:15"), pd.Timestamp("2026-01-02")]
    assert rows["received_at_date_only"].tolist() == [False, True]
    assert rows["promised_by"].dt.strftime("%Y-%m-%d").tolist()[0] == "2026-03-04"


def test_b76_a_number_where_a_date_belongs_is_set_aside(tmp_path):
    assert told(received(tmp_path, "46025", "2026-01-02")) == [(2, "received_at", "date_unreadable")]


def test_b77_two_digit_years_are_of_this_century_below_seventy(tmp_path):
    assert times(received(tmp_path, "1/22/26")) == ["2026-01-22 00:00:00"]
    rows = rows_of(POSITION, {"hired_on": "1/22/69"}, {"hired_on": "1/22/70"})
    years = check(tmp_path, rows, "positions").rows["hired_on"].dt.year.tolist()
    assert years == [2069, 1970]


@pytest.mark.parametrize(
    "text", ["20260102", "2026-W01-1", "2026-01", "1/2", "soon", "2026-01-02 9", "12:00", "1/2/3"]
)
def test_b78_what_is_in_no_declared_form_is_set_aside(tmp_path, text):
    assert told(received(tmp_path, text, "2026-01-02")) == [(2, "received_at", "date_unreadable")]


def test_b78_eight_digits_are_a_date_where_a_mapping_says_so(tmp_path):
    assert times(received(tmp_path, "20260102", mapping='dates = "ymd"')) == ["2026-01-02 00:00:00"]


@pytest.mark.parametrize(
    "text",
    [
        "2025-02-29",
        "2026-13-01",
        "2026-00-10",
        "2026-04-31",
        "2026-01-02 24:00",
        "2026-01-02 13:00 PM",
        "2026-01-02 09:60",
        "2026-01-02T09:00+15:00",
    ],
)
def test_b79_days_and_hours_that_never_were_are_set_aside(tmp_path, text):
    assert told(received(tmp_path, text, "2024-02-29")) == [(2, "received_at", "no_such_date")]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.datetimes(dt.datetime(2016, 1, 1), dt.datetime(2026, 6, 1)), min_size=1, max_size=30))
def test_every_day_and_minute_is_read_as_the_standard_library_reads_it(tmp_path, moments):
    """Against datetime.strptime, in two forms; 23:30 on 31 December settles the order of the slashes."""
    moments = [
        m.replace(second=0, microsecond=0, hour=m.hour if m.hour not in (1, 2) else 3) for m in moments
    ]
    moments.append(dt.datetime(2025, 12, 31, 23, 30))
    for form in ("%Y-%m-%d %H:%M", "%m/%d/%Y %I:%M %p"):
        written = [m.strftime(form) for m in moments]
        rows = received(tmp_path, *written).rows
        assert rows["received_at"].tolist() == [dt.datetime.strptime(w, form) for w in written]


@pytest.mark.parametrize("text", ["0001-01-01", "1900-01-01", "9999-12-31", "12/31/9999"])
def test_b80_placeholders_are_no_dates(tmp_path, text):
    rows = rows_of(ASSIGNMENT, {"ended_on": text})
    assert check(tmp_path, rows, "assignments", mapping='dates = "mdy"').rows["ended_on"].isna().all()
    assert told(received(tmp_path, text, mapping='dates = "mdy"')) == [(2, "received_at", "value_missing")]


@pytest.mark.parametrize(
    ("written", "kept"),
    [("1901-12-31", False), ("1902-01-01", True), ("2199-12-31", True), ("2200-01-01", False)],
)
def test_b80_years_from_1902_to_2199_are_dates(tmp_path, written, kept):
    checked = check(tmp_path, inquiries({"promised_by": written}))
    assert checked.rows["promised_by"].notna().tolist() == [kept]


def test_b82_an_hour_the_clocks_skip_and_one_they_repeat_are_set_aside(tmp_path):
    """In 2026 the clocks go forward on 8 March at 02:00; in 2025 they went back on 2 November at 02:00."""
    checked = received(
        tmp_path,
        "2026-03-08 01:59",
        "2026-03-08 02:00",
        "2026-03-08 02:59",
        "2026-03-08 03:00",
        "2025-11-02 00:59",
        "2025-11-02 01:00",
        "2025-11-02 01:59",
        "2025-11-02 02:00",
        "2026-03-08",
    )
    assert told(checked) == [
        (3, "received_at", "absent_local_time"),
        (4, "received_at", "absent_local_time"),
        (7, "received_at", "ambiguous_local_time"),
        (8, "received_at", "ambiguous_local_time"),
    ]
    assert checked.rows["row"].tolist() == [2, 5, 6, 9, 10]


def test_b82_the_repeated_hour_is_kept_where_its_offset_is_given(tmp_path):
    checked = received(tmp_path, "2025-11-02T01:30:00-07:00", "2025-11-02T01:30:00-08:00")
    assert times(checked) == ["2025-11-02 01:30:00"] * 2


def test_times_of_another_zone_are_brought_to_the_countys_where_a_mapping_says_so(tmp_path):
    checked = received(tmp_path, "2026-03-03 01:00", "2026-06-03 01:00", "2026-03-03", mapping='zone = "UTC"')
    assert times(checked) == ["2026-03-02 17:00:00", "2026-06-02 18:00:00", "2026-03-03 00:00:00"]
    assert checked.rows["received_at_date_only"].tolist() == [False, False, True]


def test_b83_answered_before_asked_is_set_aside_with_its_row(tmp_path):
    checked = check(
        tmp_path, inquiries({}, {"acknowledged_at": "2026-03-02 08:59"}, {"acknowledged_at": "2026-03-02"})
    )
    assert told(checked) == [(3, "acknowledged_at", "acknowledged_before_received")]
    assert checked.rows["row"].tolist() == [2, 4], "a date without a time may be any hour of that day"


@pytest.mark.parametrize(
    ("model", "source", "begins", "ends"),
    [
        (ASSIGNMENT, "assignments", "started_on", "ended_on"),
        (POSITION, "positions", "effective_from", "effective_to"),
    ],
)
def test_what_ends_on_the_day_it_begins_lasted_a_day_and_what_ends_before_it_is_set_aside(
    tmp_path, model, source, begins, ends
):
    rows = rows_of(model, *({begins: "2026-01-05", ends: end} for end in ("2026-01-05", "2026-01-04")))
    assert told(check(tmp_path, rows, source)) == [(3, ends, "ends_before_start")]


def test_b81_no_zone_is_further_from_utc_than_fourteen_hours(tmp_path):
    checked = received(tmp_path, "2026-03-03T07:05:00+14:00", "2026-03-03T07:05:00+14:01")
    assert told(checked) == [(3, "received_at", "no_such_date")]
    assert times(checked) == ["2026-03-02 09:05:00"]


def test_b84_nothing_begins_after_the_date_the_data_are_for(tmp_path):
    as_of = dt.datetime(2026, 3, 31, 23, 59)
    inquiry = [{"received_at": "2026-04-01 00:00", "acknowledged_at": ""}, {}]
    at_the_end = {"received_at": "2026-03-31 23:59", "acknowledged_at": ""}
    checked = check(tmp_path, inquiries(*inquiry, at_the_end), as_of=as_of)
    assert told(checked) == [(2, "received_at", "after_as_of")]
    late = {"started_on": "2026-04-01"}
    checked = check(tmp_path, rows_of(ASSIGNMENT, late, {}), "assignments", as_of=as_of)
    assert told(checked) == [(2, "started_on", "after_as_of")]
    checked = check(
        tmp_path, rows_of(POSITION, {"effective_from": "2026-04-01"}, {}), "positions", as_of=as_of
    )
    assert told(checked) == [(2, "effective_from", "after_as_of")]
    checked = check(tmp_path, rows_of(ANSWER, {"recorded_at": "2026-04-01"}, {}), "surveys", as_of=as_of)
    assert told(checked) == [(2, "recorded_at", "after_as_of")]


def test_b84_what_ends_after_that_date_is_kept(tmp_path):
    as_of = dt.datetime(2026, 3, 31, 23, 59)
    rows = inquiries({"acknowledged_at": "2026-04-01 09:00", "resolved_at": "2026-05-01 09:00"})
    assert not check(tmp_path, rows, as_of=as_of).issues
    assert not check(
        tmp_path, rows_of(ASSIGNMENT, {"ended_on": "2026-12-31"}), "assignments", as_of=as_of
    ).issues


SHORT = parse_profile("[calendar]\nfrom = 2026-01-01\nto = 2026-03-31\n")
INSIDE = "2026-03-02 09:00"


def test_b84_a_time_beyond_the_calendar_is_set_aside(tmp_path):
    checked = received(tmp_path, *[INSIDE] * 200, "2025-12-31 23:59", profile=SHORT)
    assert told(checked) == [(202, "received_at", "before_calendar")]
    checked = received(tmp_path, *[INSIDE] * 200, "2026-04-01 00:00", profile=SHORT)
    assert told(checked) == [(202, "received_at", "after_calendar")]


def test_b84_the_first_and_the_last_minute_of_the_calendar_are_inside(tmp_path):
    checked = received(tmp_path, INSIDE, "2026-01-01 00:00", "2026-03-31 23:59", profile=SHORT)
    assert not checked.issues
    assert len(checked.rows) == 3


def test_b84_one_time_beyond_a_short_log_is_a_slip_and_two_are_too_short_a_calendar(tmp_path):
    checked = received(tmp_path, INSIDE, "2025-12-31 23:59", profile=SHORT)
    assert told(checked) == [(3, "received_at", "before_calendar")]
    checked = received(tmp_path, INSIDE, *["2025-12-31 23:59"] * 2, profile=SHORT)
    assert is_refused(checked, "outside_calendar")


def test_b84_more_than_one_in_a_hundred_beyond_the_calendar_refuse_the_file(tmp_path):
    checked = received(tmp_path, *[INSIDE] * 197, *["2025-12-31 09:00"] * 3, profile=SHORT)
    assert is_refused(checked, "outside_calendar")
    assert "2026-01-01 to 2026-03-31" in checked.issues[0].reason
    assert "extend [calendar] and the [[closures]] in county.toml" in checked.issues[0].fix
    allowed = received(tmp_path, *[INSIDE] * 198, *["2025-12-31 09:00"] * 2, profile=SHORT)
    assert codes(allowed) == {"before_calendar"}
    assert len(allowed.rows) == 198


def test_dates_without_a_clock_may_lie_before_the_calendar(tmp_path):
    """A case opened in 2012 is a case still; only times of day are held against office hours."""
    checked = check(tmp_path, rows_of(ASSIGNMENT, {"started_on": "2012-05-01"}), "assignments", profile=SHORT)
    assert not checked.issues
    assert len(checked.rows) == 1


def test_b85_a_time_where_a_day_belongs_falls_on_its_day_in_county_time(tmp_path):
    rows = inquiries(
        *({"promised_by": p} for p in ("2026-03-31 23:30", "2026-04-01T06:30:00Z", "2026-04-01"))
    )
    days = check(tmp_path, rows).rows["promised_by"].dt.strftime("%Y-%m-%d %H:%M").tolist()
    assert days == ["2026-03-31 00:00", "2026-03-31 00:00", "2026-04-01 00:00"]


def test_a_date_and_its_time_of_day_in_two_columns_are_joined_by_a_mapping(tmp_path):
    rows = [
        {"No": "1", "Date In": "1/22/2026", "Time In": "4:15 PM"},
        {"No": "2", "Date In": "1/23/2026", "Time In": ""},
    ]
    mapping = '[columns]\ninquiry_id = "No"\nreceived_at = ["Date In", "Time In"]'
    checked = check(tmp_path, rows, mapping=mapping)
    assert times(checked) == ["2026-01-22 16:15:00", "2026-01-23 00:00:00"]
    assert checked.rows["received_at_date_only"].tolist() == [False, True]
