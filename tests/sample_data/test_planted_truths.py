"""Each planted truth, counted again by the standard library alone; and none where none is planted."""

from datetime import date, datetime
from math import log, sqrt

import pytest

from sample_data.generate import generate
from sample_data.planted import TRUTHS
from tests.sample_data.recount import (
    LEADERS,
    available,
    day_of,
    division_of,
    due_b,
    loads,
    on_time,
    percent_of_possible,
    pooled,
    relative_rate,
    share,
    share_over_standard,
    vacancy,
)

SEEDS = (TRUTHS["seed"], 4)
YEARS = ("2021", "2022", "2023", "2024", "2025")
OTHERS = ("N-1", "N-2", "N-3", "C-1", "C-3", "C-4", "S-1", "S-2", "S-4")
SHORT_MONTHS = [date(2026, month, 15) for month in range(1, 10)]


def records(seed, planted):
    return {source: table.to_dict("records") for source, table in generate(seed, planted).items()}


@pytest.fixture(scope="module", params=SEEDS)
def county(request):
    return records(request.param, planted=True)


@pytest.fixture(scope="module", params=SEEDS)
def plain(request):
    return records(request.param, planted=False)


def leaders(rows):
    return [r for r in rows if r["role"] in LEADERS and r["unit"]]


def outcomes(rows, division, *, after):
    return [
        on_time(r)
        for r in leaders(rows)
        if division_of(r["unit"]) == division and (r["received_at"] >= "2025-07-01") == after
    ]


def near(flags, probability):
    """Is the share within 3.3 standard errors of what was planted? One in a thousand is not."""
    count = sum(flag is not None for flag in flags)
    return abs(share(flags) - probability) <= 3.3 * sqrt(probability * (1 - probability) / count)


@pytest.mark.parametrize(
    ("received", "due"),
    [("2025-08-29 15:00", "2025-09-02 15:00"), ("2025-08-30 10:00", "2025-09-03 08:00")],
)
def test_the_recount_finds_the_due_times_of_the_worked_table(received, due):
    assert due_b(datetime.fromisoformat(received)) == datetime.fromisoformat(due)


def test_a_reply_due_on_christmas_eve_is_due_when_the_office_closes_at_noon():
    assert due_b(datetime(2025, 12, 23, 15, 0)) == datetime(2025, 12, 24, 12, 0)


def test_leaders_in_north_answer_92_in_a_hundred_on_time_from_july_2025(county):
    assert near(outcomes(county["inquiries"], "north", after=False), 0.76)
    assert near(outcomes(county["inquiries"], "north", after=True), 0.92)


@pytest.mark.parametrize("division", ["central", "south"])
def test_nothing_changes_in_the_other_divisions(county, division):
    assert near(outcomes(county["inquiries"], division, after=False), 0.76)
    assert near(outcomes(county["inquiries"], division, after=True), 0.76)


def test_workers_and_support_staff_answer_80_in_a_hundred_on_time(county):
    assert near([on_time(r) for r in county["inquiries"] if r["role"] not in LEADERS], 0.80)


def test_vietnamese_speakers_are_answered_on_time_less_often_and_no_other_language_is(county):
    rows = [r for r in county["inquiries"] if division_of(r["unit"] or "C") != "north"]
    expected = 0.65 * 0.76 + 0.35 * 0.80
    assert near([on_time(r) for r in rows if r["language"] == "vi"], expected - 0.12)
    for language in ("en", "es"):
        assert near([on_time(r) for r in rows if r["language"] == language], expected + 0.004)


def test_some_inquiries_are_pending_and_some_overdue_at_the_end(county):
    still_open = [on_time(r) for r in county["inquiries"] if not r["acknowledged_at"]]
    assert 1 <= still_open.count(None) <= 20
    assert 10 <= still_open.count(False) <= 60
    assert True not in still_open


def test_eleven_of_c2s_31_positions_stand_empty_in_2026_and_few_elsewhere(county):
    rates = [vacancy(county["positions"], "C-2", day) for day in SHORT_MONTHS]
    assert sum(v for v, _ in rates) / sum(a for _, a in rates) == pytest.approx(11 / 31, abs=0.03)
    for unit in OTHERS:
        rates = [vacancy(county["positions"], unit, day) for day in SHORT_MONTHS]
        assert 0.05 <= sum(v for v, _ in rates) / sum(a for _, a in rates) <= 0.16


def test_c2_was_no_shorter_of_staff_than_others_before_2026(county):
    vacant, authorised = vacancy(county["positions"], "C-2", date(2025, 12, 15))
    assert vacant / authorised <= 0.17


def test_most_workers_of_c2_carry_more_than_the_standard_and_few_elsewhere(county):
    for day in (date(2026, 3, 15), date(2026, 9, 15)):
        assert share_over_standard(county["positions"], county["assignments"], day, unit="C-2") > 0.6
        assert share_over_standard(county["positions"], county["assignments"], day, but="C-2") < 0.3


def test_every_case_is_carried_by_someone_in_post(county):
    for day in (date(2024, 5, 2), date(2026, 10, 9)):
        assert set(loads(county["assignments"], day)) <= set(available(county["positions"], day))


def log_error(decisions, step, base, years):
    counts = [pooled(decisions, s, race, years) for s in (step, base) for race in ("black", "white")]
    return sqrt(1 / counts[0] - 1 / counts[2] + 1 / counts[1] - 1 / counts[3])


def close_ratio(decisions, step, base, ratio):
    found = relative_rate(decisions, step, base, "black", YEARS)
    return abs(log(found / ratio)) <= 3.3 * log_error(decisions, step, base, YEARS)


def test_black_children_enter_care_1_6_times_as_often_once_substantiated(county):
    assert close_ratio(county["decisions"], "entry", "substantiation", 1.6)
    assert relative_rate(county["decisions"], "entry", "substantiation", "black", ("2025",)) > 1.3


def test_black_and_white_children_are_substantiated_alike_once_investigated(county):
    assert close_ratio(county["decisions"], "substantiation", "investigation", 1.0)
    assert close_ratio(county["decisions"], "investigation", "report", 1.0)


def test_black_children_are_reported_twice_as_often(county):
    assert relative_rate(county["decisions"], "report", "population", "black", YEARS) == pytest.approx(
        2.0, abs=0.1
    )


def test_reading_the_reversed_item_the_wrong_way_costs_teaming_ten_points(county):
    right = percent_of_possible(county["surveys"], "Teaming")
    wrong = percent_of_possible(county["surveys"], "Teaming", turn=False)
    assert 7 < right - wrong < 13


def teaming(rows, waves, divisions):
    return percent_of_possible(
        [r for r in rows if r["wave"] in waves and r["unit"][0] in divisions], "Teaming"
    )


EARLIER = ("2024-Q3", "2024-Q4", "2025-Q1", "2025-Q2", "2025-Q3")


def test_teaming_slides_in_north_and_nowhere_else(county):
    before, after = (teaming(county["surveys"], waves, "N") for waves in (EARLIER, ("2026-Q3",)))
    assert 9 < before - after < 20  # 0.60 of four points is 15; rounding to the scale takes some off
    before, after = (teaming(county["surveys"], waves, "CS") for waves in (EARLIER, ("2026-Q3",)))
    assert abs(before - after) < 5


@pytest.mark.parametrize("division", ["north", "central", "south"])
def test_with_nothing_planted_leaders_answer_alike_everywhere_and_always(plain, division):
    assert near(outcomes(plain["inquiries"], division, after=False), 0.76)
    assert near(outcomes(plain["inquiries"], division, after=True), 0.76)


def test_with_nothing_planted_no_unit_is_short_of_staff(plain):
    for unit in (*OTHERS, "C-2"):
        rates = [vacancy(plain["positions"], unit, day) for day in SHORT_MONTHS]
        assert 0.05 <= sum(v for v, _ in rates) / sum(a for _, a in rates) <= 0.17


def test_with_nothing_planted_entry_is_alike_and_teaming_holds(plain):
    assert close_ratio(plain["decisions"], "entry", "substantiation", 1.0)
    assert abs(teaming(plain["surveys"], EARLIER, "N") - teaming(plain["surveys"], ("2026-Q3",), "N")) < 5


def test_with_nothing_planted_vietnamese_speakers_wait_no_longer_and_no_feed_is_late(plain):
    rows = [on_time(r) for r in plain["inquiries"] if r["language"] == "vi"]
    assert near(rows, 0.65 * 0.76 + 0.35 * 0.80)
    assert {day_of(r["report_date"]) for r in plain["positions"]} == {date(2026, 10, 31)}
