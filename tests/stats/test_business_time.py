"""Business time against the published table of readings, a clock that walks minute by minute, and odd days."""

from datetime import date, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.stats import business_time
from pipelines.stats.business_time import (
    CalendarRangeError,
    deemed_receipt,
    due,
    elapsed_minutes,
    office_calendar,
)

LABOR_DAY = date(2025, 9, 1)
THANKSGIVING = {date(2025, 11, 27), date(2025, 11, 28)}
YEAR_END = {date(2025, 12, 24) + timedelta(days=n) for n in range(9)}
CHRISTMAS_EVE_HALF_DAY = {date(2024, 12, 24): (480, 720)}


def weekdays(opening=8, closing=17, closed=(LABOR_DAY,), special=None):
    def hours(day):
        if day.weekday() > 4 or day in closed:
            return None
        return (special or {}).get(day, (opening * 60, closing * 60))

    return hours


def calendar(first=date(2024, 1, 1), last=date(2026, 12, 31), **changes):
    return office_calendar(first, last, weekdays(**changes))


def at(*texts):
    return np.array(texts, dtype="datetime64[s]")


def due_text(cal, received, reading, hours=24):
    return str(due(cal, at(received), reading, hours)[0])


def minute_by_minute(hours, start, end):
    """The slow oracle: walk every minute from start to end, and count those in which the office is open."""
    count, moment = 0, start
    while moment < end:
        window = hours(moment.date())
        minute = moment.hour * 60 + moment.minute
        count += window is not None and window[0] <= minute < window[1]
        moment += timedelta(minutes=1)
    return count


def walk_to_due(hours, received, reading):
    """The slow oracle of the due instant: steps a minute at a time from the receipt."""

    def is_open(moment):
        window = hours(moment.date())
        return window is not None and window[0] <= moment.hour * 60 + moment.minute < window[1]

    moment = received
    while not is_open(moment):
        moment = moment.replace(second=0) + timedelta(minutes=1)
    if reading == "A":
        left = 24 * 60
        while left:
            left -= is_open(moment)
            moment += timedelta(minutes=1)
        return moment
    landing = moment.date() + timedelta(days=1)
    while hours(landing) is None:
        landing += timedelta(days=1)
    midnight = datetime.combine(landing, datetime.min.time())
    opening, closing = (midnight + timedelta(minutes=minute) for minute in hours(landing))
    same_clock = midnight + (moment - datetime.combine(moment.date(), datetime.min.time()))
    return closing if reading == "C" else min(max(same_clock, opening), closing)


@pytest.mark.parametrize(
    ("reading", "received", "answer"),
    [
        ("A", "2025-08-29T15:00:00", "2025-09-04T12:00:00"),
        ("A", "2025-08-30T10:00:00", "2025-09-04T14:00:00"),
        ("B", "2025-08-29T15:00:00", "2025-09-02T15:00:00"),
        ("B", "2025-08-30T10:00:00", "2025-09-03T08:00:00"),
        ("C", "2025-08-29T15:00:00", "2025-09-02T17:00:00"),
        ("C", "2025-08-30T10:00:00", "2025-09-03T17:00:00"),
    ],
)
def test_the_three_readings_of_24_business_hours_over_labor_day_weekend(reading, received, answer):
    assert due_text(calendar(), received, reading) == answer


def test_an_eight_hour_office_gives_three_working_days_under_the_business_clock():
    assert due_text(calendar(closing=16), "2025-08-29T15:00:00", "A") == "2025-09-04T15:00:00"


def test_a_ten_hour_office_gives_two_and_four_tenths_working_days_under_the_business_clock():
    # Monday 08:00 + 10 h + 10 h + 4 h of a 7-17 office: Wednesday 11:00 after opening at 07:00.
    assert due_text(calendar(opening=7), "2025-06-02T07:00:00", "A") == "2025-06-04T11:00:00"


def test_time_that_runs_out_at_closing_is_due_at_closing_and_not_at_the_next_opening():
    # Monday 14:00: 3 h Monday, 9 h Tuesday, 9 h Wednesday leave 3 h of Thursday; 21 h end Wednesday at 17:00.
    cal = calendar()
    assert due_text(cal, "2025-06-02T14:00:00", "A", hours=21) == "2025-06-04T17:00:00"
    assert due_text(cal, "2025-06-02T14:00:00", "A", hours=24) == "2025-06-05T11:00:00"


def test_an_answer_at_1700_00_is_inside_21_open_hours_and_a_minute_of_the_next_day_is_not():
    cal = calendar()
    received = at("2025-06-02T14:00:00", "2025-06-02T14:00:00")
    answered = at("2025-06-04T17:00:00", "2025-06-05T08:01:00")
    assert elapsed_minutes(cal, received, answered).tolist() == [21 * 60, 21 * 60 + 1]


def test_a_receipt_at_closing_time_counts_from_the_next_opening_and_one_at_opening_counts_at_once():
    got = deemed_receipt(calendar(), at("2025-06-06T17:00:00", "2025-06-06T16:59:59", "2025-06-06T08:00:00"))
    assert got.tolist() == at("2025-06-09T08:00:00", "2025-06-06T16:59:59", "2025-06-06T08:00:00").tolist()


def test_a_receipt_before_opening_counts_from_that_opening():
    assert str(deemed_receipt(calendar(), at("2025-06-06T05:30:00"))[0]) == "2025-06-06T08:00:00"


def test_a_run_of_closed_days_is_crossed_whole():
    cal = calendar(closed=THANKSGIVING | YEAR_END)
    assert due_text(cal, "2025-11-26T16:00:00", "B") == "2025-12-01T16:00:00"
    assert due_text(cal, "2025-12-24T09:00:00", "C") == "2026-01-05T17:00:00"
    assert elapsed_minutes(cal, at("2025-12-23T16:00:00"), at("2026-01-02T09:00:00")).tolist() == [120]


def test_a_half_day_holds_the_same_clock_time_inside_its_hours():
    cal = calendar(closed={date(2024, 12, 25)}, special=CHRISTMAS_EVE_HALF_DAY)
    assert due_text(cal, "2024-12-23T15:00:00", "B") == "2024-12-24T12:00:00"
    assert due_text(cal, "2024-12-23T15:00:00", "C") == "2024-12-24T12:00:00"
    # 2 h on the 23rd, 4 h on the 24th, 9 h on the 26th and the 27th: 24 h end at closing on the 27th.
    assert due_text(cal, "2024-12-23T15:00:00", "A") == "2024-12-27T17:00:00"
    assert elapsed_minutes(cal, at("2024-12-24T11:00:00"), at("2024-12-26T09:00:00")).tolist() == [120]


@pytest.mark.parametrize(
    ("change", "friday", "monday"),
    [("spring", "2025-03-07", "2025-03-10"), ("autumn", "2025-10-31", "2025-11-03")],
)
def test_a_change_of_the_clock_on_sunday_leaves_office_hours_alone(change, friday, monday):
    cal = calendar()
    sunday_late = str(np.datetime64(monday) - 1) + "T23:59:00"
    assert str(deemed_receipt(cal, at(sunday_late))[0]) == f"{monday}T08:00:00"
    assert elapsed_minutes(cal, at(f"{friday}T16:00:00"), at(f"{monday}T09:00:00")).tolist() == [120]
    assert due_text(cal, f"{friday}T16:00:00", "B") == f"{monday}T16:00:00"


def test_fractions_of_a_second_are_counted_before_minutes_are_rounded_down():
    cal = calendar()
    start = np.array(["2025-06-02T10:00:00.900000"], dtype="datetime64[us]")
    end = np.array(["2025-06-02T10:01:00.100000", "2025-06-02T10:01:00.900000"], dtype="datetime64[us]")
    assert elapsed_minutes(cal, start, end).tolist() == [0, 1]


def test_columns_of_different_units_are_compared_in_the_finer_one():
    start = np.array(["2025-06-02T10:00:00.900000"], dtype="datetime64[us]")
    assert elapsed_minutes(calendar(), start, at("2025-06-02T10:01:00")).tolist() == [0]
    assert elapsed_minutes(calendar(), start, np.datetime64("2025-06-02T10:01")).tolist() == [0]


@pytest.mark.parametrize("unit", ["s", "ms", "us", "ns"])
def test_every_unit_of_time_gives_the_same_minutes(unit):
    start, end = at("2025-08-29T15:00:00"), at("2025-09-03T10:30:00").astype(f"datetime64[{unit}]")
    assert elapsed_minutes(calendar(), start, end).tolist() == [2 * 60 + 9 * 60 + 150]


def test_an_end_before_its_start_gives_a_negative_number_so_that_it_can_be_set_aside():
    assert elapsed_minutes(calendar(), at("2025-06-03T09:00:00"), at("2025-06-02T16:00:00")).tolist() == [
        -120
    ]


def test_a_single_instant_such_as_the_as_of_time_serves_every_row():
    received = at("2025-06-02T09:00:00", "2025-06-02T16:00:00")
    assert elapsed_minutes(calendar(), received, np.datetime64("2025-06-03T09:00")).tolist() == [540, 120]


def test_no_rows_give_no_minutes():
    nothing = np.array([], dtype="datetime64[us]")
    assert elapsed_minutes(calendar(), nothing, nothing).shape == (0,)
    assert due(calendar(), nothing, "B").shape == (0,)


def test_rows_of_many_chunks_are_all_answered():
    cal, size = calendar(), 2 * business_time.CHUNK + 7
    received = np.datetime64("2025-06-02T09:00:00") + np.arange(size) % 300
    assert (elapsed_minutes(cal, received, received + 3600) == 60).all()
    assert (due(cal, received, "B") == received + 86_400).all()


minutes_of_two_months = st.integers(min_value=0, max_value=60 * 24 * 60)


@given(first=minutes_of_two_months, length=st.integers(min_value=0, max_value=9 * 24 * 60))
def test_elapsed_minutes_equal_a_walk_minute_by_minute(first, length):
    hours = weekdays(closed=THANKSGIVING | YEAR_END, special={date(2025, 11, 26): (480, 720)})
    cal = office_calendar(date(2025, 11, 1), date(2026, 1, 31), hours)
    start = datetime(2025, 11, 1) + timedelta(minutes=first)
    end = start + timedelta(minutes=length)
    got = elapsed_minutes(cal, at(start.isoformat()), at(end.isoformat()))
    assert got.tolist() == [minute_by_minute(hours, start, end)]


@given(first=minutes_of_two_months, reading=st.sampled_from("ABC"))
def test_the_due_instant_equals_a_walk_minute_by_minute(first, reading):
    hours = weekdays(closed=THANKSGIVING | YEAR_END, special={date(2025, 11, 26): (480, 720)})
    cal = office_calendar(date(2025, 11, 1), date(2026, 1, 31), hours)
    received = datetime(2025, 11, 1) + timedelta(minutes=first)
    expected = walk_to_due(hours, received, reading)
    assert due_text(cal, received.isoformat(), reading) == expected.isoformat()


@given(second=st.integers(min_value=0, max_value=700 * 86_400))
def test_the_short_reading_is_never_later_than_the_long_ones_in_an_8_to_17_office(second):
    cal = calendar(closed=THANKSGIVING | YEAR_END | {LABOR_DAY})
    received = np.datetime64("2024-01-05T00:00:00") + np.array([second])
    same_clock, close, business_clock = (due(cal, received, reading) for reading in "BCA")
    assert deemed_receipt(cal, received)[0] < same_clock[0] <= close[0] <= business_clock[0]


@given(second=st.integers(min_value=0, max_value=700 * 86_400))
def test_the_business_clock_falls_due_after_exactly_24_open_hours(second):
    cal = calendar()
    received = np.datetime64("2024-01-05T00:00:00") + np.array([second])
    assert elapsed_minutes(cal, received, due(cal, received, "A")).tolist() == [24 * 60]


def test_a_date_before_or_after_the_calendar_names_the_dates_that_are_needed():
    cal = calendar(first=date(2025, 1, 1), last=date(2025, 12, 31))
    with pytest.raises(CalendarRangeError) as caught:
        elapsed_minutes(cal, at("2024-12-30T09:00:00", "2025-02-03T09:00:00"), at("2026-01-02T09:00:00"))
    assert caught.value.needed == (date(2024, 12, 30), date(2026, 1, 2))
    assert "covers 2025-01-01 to 2025-12-31, but 2024-12-30 to 2026-01-02 is needed" in str(caught.value)


def test_the_calendar_reaches_from_the_first_midnight_to_the_last_second_and_no_further():
    cal = calendar(first=date(2025, 6, 2), last=date(2025, 6, 6))
    assert elapsed_minutes(cal, at("2025-06-02T00:00:00"), at("2025-06-06T23:59:59")).tolist() == [45 * 60]
    for outside in ("2025-06-01T23:59:59", "2025-06-07T00:00:00"):
        with pytest.raises(CalendarRangeError, match=f"{outside[:10]}"):
            elapsed_minutes(cal, at("2025-06-02T09:00:00"), at(outside))


def test_the_last_days_cannot_say_when_an_answer_falls_due_beyond_the_calendar():
    cal = calendar(last=date(2025, 12, 31))
    for reading in "ABC":
        with pytest.raises(CalendarRangeError, match="2026-01-01 is needed"):
            due(cal, at("2025-12-31T09:00:00"), reading)
    with pytest.raises(CalendarRangeError, match="2026-01-01 is needed"):
        deemed_receipt(cal, at("2025-12-31T17:00:00"))


def test_a_mistyped_year_is_told_as_plainly_as_any_other_date():
    with pytest.raises(CalendarRangeError, match="to 9999-12-31 is needed"):
        deemed_receipt(calendar(), at("20250-06-02T09:00:00"))


def test_a_missing_time_is_refused():
    with pytest.raises(ValueError, match="A time is missing"):
        elapsed_minutes(calendar(), at("2025-06-02T09:00:00", "NaT"), at("2025-06-02T10:00:00"))
    with pytest.raises(ValueError, match="A time is missing"):
        due(calendar(), at("NaT"), "B")


@pytest.mark.parametrize("reading", ["D", "b", ""])
def test_a_reading_nobody_defined_is_refused(reading):
    with pytest.raises(ValueError, match="one of A, B, C"):
        due(calendar(), at("2025-06-02T09:00:00"), reading)


def test_hours_that_are_no_business_days_are_refused_by_the_readings_that_count_days():
    for reading in "BC":
        with pytest.raises(ValueError, match="24, 48"):
            due(calendar(), at("2025-06-02T09:00:00"), reading, hours=8)
    with pytest.raises(ValueError, match="zero or more"):
        due(calendar(), at("2025-06-02T09:00:00"), "A", hours=-1)


def test_48_hours_are_two_business_days():
    assert due_text(calendar(), "2025-08-29T15:00:00", "B", hours=48) == "2025-09-03T15:00:00"


def test_an_office_that_closes_before_it_opens_is_refused_with_its_day():
    with pytest.raises(ValueError, match="2025-01-01: an office opens before it closes"):
        office_calendar(date(2025, 1, 1), date(2025, 1, 2), lambda day: (1020, 480))
    with pytest.raises(ValueError, match="ends .* before it begins"):
        office_calendar(date(2025, 1, 2), date(2025, 1, 1), lambda day: None)


def test_numbers_and_text_are_not_taken_for_times():
    for wrong in ([1, 2], ["2025-06-02T09:00"], [datetime(2025, 6, 2)]):
        with pytest.raises(ValueError, match="datetime64"):
            deemed_receipt(calendar(), wrong)
