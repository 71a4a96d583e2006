"""Staffing as managers mean it: what is empty, what nobody carries, who is over how often, since when it grows."""

from dataclasses import replace
from fractions import Fraction

import pytest

from pipelines.answers.short_and_spare import _apart, told_apart
from pipelines.counting.kinds.listed import KINDS
from pipelines.counting.overload import load_story, months_in_a_row, times_over
from pipelines.profile.agency import parse_profile
from pipelines.questions.actor import acting_as
from pipelines.questions.released import Row
from pipelines.questions.selection import Selection
from pipelines.questions.verdict import Today, Verdict
from pipelines.words.say import say
from tests.county import built
from tests.dashboard import small_county

DIRECTOR = acting_as("director")


def post(position: str, filled: str, **more: str) -> dict[str, str]:
    return {
        "position_id": position,
        "effective_from": "2025-01-01",
        "unit": "U",
        "status": "active" if filled != "0" else "vacant",
        "role": "worker",
        "component": "er",
        "authorised_fte": "1",
        "filled_fte": filled,
        "incumbent_id": f"w{position}" if filled != "0" else "",
        "report_date": "2025-03-31",
        **more,
    }


def case(number: int, worker: str, **more: str) -> dict[str, str]:
    return {
        "assignment_id": f"a{number}",
        "worker_id": worker,
        "assignment_type": "primary",
        "component": "er",
        "child_id": f"c{number}",
        "unit": "U",
        "started_on": "2025-01-01",
        "report_date": "2025-03-31",
        **more,
    }


STANDARD = """
[county]
name = "x"
synthetic = true
[[caseload_standards]]
from = 2020-01-01
component = "er"
cases_per_worker = 10.0
counts = "child"
source = "test"
"""


@pytest.fixture(scope="module")
def county(tmp_path_factory):
    """Four posts: one filled twice, one empty, one worker away since 20 February, one in no post that carries cases."""
    positions = [
        post("1", "1"),
        post("1", "1", incumbent_id="second"),
        post("2", "0"),
        post("3", "1", leave_from="2025-02-20"),
        post("4", "1", role="supervisor", incumbent_id="boss"),
    ]
    cases = [
        *(case(n, "w1") for n in range(25)),
        *(case(n, "w3") for n in range(25, 28)),
        case(30, ""),
        case(31, "gone"),
        case(32, "boss"),
        case(33, "", started_on="2025-03-10"),
        case(34, "", ended_on="2025-03-30"),
        case(35, "", child_id="c0"),
        case(36, "", assignment_type="secondary"),
    ]
    return built(
        tmp_path_factory.mktemp("staff"),
        {"positions": positions, "assignments": cases},
        "2025-03-31",
        parse_profile(STANDARD),
    )


def row(county, measure: str, period: str = "2025-03"):
    found = county.fetch(DIRECTOR, Selection(measure, "2025-01", "2025-03"))
    return next(r for r in found.rows if r.period == period), found.sentence


def test_a_post_filled_twice_fills_no_other(county):
    """A21: "Vacant 28.2" was 29.2 empty less 1.0 double-filled. Here 1 of 4 is empty, and 1 stands twice in one post."""
    vacancy, said = row(county, "vacancy_rate")
    assert (vacancy.num, vacancy.den, vacancy.value, vacancy.detail.overfilled) == (1.0, 4.0, 0.25, 1.0)
    assert "1.0 of 4.0 in all posts; beside them 1.0 FTE stand in posts filled twice" in said


def test_the_bridge_of_case_carrying_posts_adds_up_with_what_is_filled_twice(county):
    """A21: the supervisor's post is none of these: 3 authorised, 1 empty, 1 too many, 1 away: 2 are available."""
    gap, _ = row(county, "staffing_gap")
    parts = gap.detail
    assert (parts.authorised, parts.vacant, parts.overfilled, parts.leave, parts.available) == (3, 1, 1, 1, 2)
    assert parts.authorised - parts.vacant + parts.overfilled - parts.leave - parts.ramp == parts.available


def test_cases_of_nobody_and_of_workers_who_are_away_are_a_measure(county):
    """A20: "2,237 case-days left out" in a note. By hand at the end of March: cases 30, 31, 32 and 33 have nobody who
    carries cases, 25 to 27 somebody who is away; 34 has ended, the child of 35 has a worker, 36 is secondary."""
    uncovered, said = row(county, "uncovered_cases")
    assert (uncovered.num, uncovered.den) == (7, 32)
    assert said.startswith(
        "Mar 2025: 7 of 32 open cases without a worker: 4 carried by nobody, 3 with the worker away"
    )
    before, _ = row(county, "uncovered_cases", "2025-01")
    assert (before.num, before.den) == (
        4,
        32,
    )  # 30, 31, 32 and 34; the worker was there, and 33 was not open yet


def test_they_are_listed_the_longest_without_a_worker_first(county):
    """A20: with why, and since when: of who is away since the leave."""
    found = county.work_list(DIRECTOR, "cases_without_worker", Selection(""))
    assert [(r["case"], r["why"], r["days"]) for r in found.rows] == [
        ("c30", "nobody carries it", 89),
        ("c31", "nobody carries it", 89),
        ("c32", "nobody carries it", 89),
        *((f"c{n}", "its worker is away", 39) for n in (25, 26, 27)),
        ("c33", "nobody carries it", 21),
    ]
    assert found.story == (
        (
            "31 Mar 2025: 4 cases are carried by nobody, the longest for 89 days; "
            "3 by workers who are away, the longest for 39 days."
        ),
    )


def test_who_is_away_and_carries_cases_is_in_the_list_of_loads(county):
    """A20: one on leave with three children was silently left out of "113 workers"."""
    loads = county.work_list(DIRECTOR, "worker_loads", Selection(""))
    assert {(r["load"], r["times"], r["away"]) for r in loads.rows} == {
        (2.5, 2.0, False),  # 25 cases at ten a worker
        (0.3, 2.0, True),
        (0.0, 0.0, False),  # the second in the post filled twice
    }
    assert loads.story[0] == "2 of 3 workers carry more than the standard: 2 more than twice."
    assert loads.story[1] == "1 of the 2 is away and still carries cases."
    assert loads.story[-1] == "The caseload standards of the county's profile are not all verified."


# ---- how often, and how long


@pytest.mark.parametrize(
    ("load", "available", "times"),
    [(1.0, 1.0, 0), (1.004, 1.0, 1.0), (1.5, 1.0, 1.0), (1.6, 1.0, 1.5), (2.0, 1.0, 1.5), (2.1, 1.0, 2.0), (0.5, 0.0, 2.0)],
)  # fmt: skip
def test_each_worker_counts_at_the_highest_of_the_three_that_is_exceeded(load, available, times):
    """A19: that all eight workers of a unit carry more than twice the standard stood nowhere."""
    assert times_over(load, available) == times


def test_months_in_a_row_end_with_the_latest():
    over = {"2025-01": True, "2025-02": False, "2025-03": True, "2025-04": True}
    assert (months_in_a_row(over), months_in_a_row({**over, "2025-05": False}), months_in_a_row({})) == (
        2,
        0,
        0,
    )


def worker(unit: str, times: float, months: int = 0, away: bool = False) -> dict[str, object]:
    return {"unit": unit, "times": times, "months_over": months, "away": away}


def test_the_story_says_how_many_are_over_how_often_for_how_long_and_where_all_are():
    """Point 6b."""
    found = [
        *(worker("A", 2.0, 12) for _ in range(2)),
        worker("B", 2.0, 1),
        worker("B", 1.5, 3),
        worker("B", 1.0, 2),
        worker("B", 0.0),
    ]
    assert load_story(found) == (
        "5 of 6 workers carry more than the standard: 3 more than twice, "  # noqa: ISC004
        "1 more than one and a half times and 1 up to one and a half times.",
        "3 of them have been over for 3 months in a row or longer.",
        "More than twice the standard is carried by every worker of A.",
    )
    assert load_story([worker("A", 0.0), worker("A", 0.0)]) == (
        "None of 2 workers carries more than the standard.",
    )
    assert load_story([]) == ()


# ---- since when it grows


def _month(number: int) -> str:
    return f"{2025 + (number - 1) // 12}-{(number - 1) % 12 + 1:02d}"


def grown(tmp_path, late: list[int]):
    """The overdue at the end of each month from January 2025, as many as told; each is answered in the end."""
    rows, number = [], 0
    for month, (before, count) in enumerate(zip([0, *late], late, strict=False), 1):
        for _ in range(max(0, count - before)):
            number += 1
            rows.append(
                {
                    "inquiry_id": f"i{number}",
                    "received_at": f"{_month(month)}-03 10:00",
                    "acknowledged_at": "",
                    "unit": "U",
                    "role": "worker",
                }
            )
    reports = built(
        tmp_path, {"inquiries": rows}, f"{_month(len(late))}-28", parse_profile(small_county.profile())
    )
    return reports.fetch(DIRECTOR, Selection("overdue_open"))


def test_the_overdue_says_since_when_it_grows(tmp_path):
    """Point 7: 1, 1, 3, 4, then a month that is not over and so not judged: its two are not yet late."""
    found = grown(tmp_path, [1, 1, 3, 4, 6])
    assert [r.value for r in found.rows] == [1, 1, 3, 4, 4]
    assert "The number has grown for 2 months in a row, from 1 in Feb 2025." in found.sentence
    assert found.verdict.growth.since == "2025-02"


def test_one_month_more_than_the_last_is_no_growth(tmp_path):
    found = grown(tmp_path, [2, 2, 4, 4])
    assert found.verdict.growth is None
    assert "grown" not in found.sentence


def test_the_exact_shares_are_those_of_fractions(county):
    """The vacancy as an exact fraction, apart from the product's whole billionths."""
    vacancy, _ = row(county, "vacancy_rate")
    assert Fraction(vacancy.value).limit_denominator(1000) == Fraction(1, 4)
    assert replace(vacancy).num == 1.0


@pytest.mark.parametrize(
    ("required", "available", "gap", "said"),
    [
        (17.24, 8.19, 9.05, "the work needs 17.2 FTE and 8.2 are available: 9.1 short, each figure rounded"),
        (17.2, 8.2, 9.0, "the work needs 17.2 FTE and 8.2 are available: 9.0 short"),
        (
            8.19,
            17.24,
            -9.05,
            "the work needs 8.2 FTE and 17.2 are available: 9.1 to spare, each figure rounded",
        ),
    ],
)
def test_a_gap_that_the_printed_figures_do_not_add_up_to_says_so(required, available, gap, said):
    """A reader subtracts what is printed, and finds the sentence wrong by a tenth."""
    row = Row("2025-03", (), (), "shown", required, available, gap, None, None)
    phrase = KINDS["gap"].phrase(row)
    assert say(phrase.template, figure="", **phrase.places) == said


def test_a_stock_stands_beside_the_same_month_a_year_before(tmp_path):
    """Overdue rose in a year without a run of months, and no word of it: a stock is not judged for change."""
    found = grown(tmp_path, [*[1] * 12, 3, 4])
    assert found.sentence.startswith("Jan 2026: 3 open past the due time, of 3 open")
    assert found.sentence.endswith(" A year before, Jan 2025: 1 open past the due time, of 1 open.")


UNITS = {"2024-09": (0.5, -0.3, 1.3), "2025-09": (3.0, -2.0, 0.0)}


def test_what_units_lacked_a_year_before_is_summed_like_todays():
    """Of 2024: two units lack 0.5 and 1.3, one has 0.3 over; the net, 1.5, is nowhere."""
    parted = [
        Row(period, (("unit", f"U{i}"),), (f"Unit {i}",), "shown", gap, 0.0, gap)
        for period, gaps in UNITS.items()
        for i, gap in enumerate(gaps)
    ]
    today, before = (_apart(parted, period) for period in ("2025-09", "2024-09"))
    assert (today.short, today.units_short, today.spare, today.units_spare) == (3.0, 1, 2.0, 1)
    assert (today.most, today.most_unit, today.most_words) == (3.0, "U0", "Unit 0")
    assert (before.short, before.units_short, before.spare, before.units_spare) == (1.8, 2, 0.3, 1)
    told = told_apart(
        replace(today, before=before), Verdict("cannot tell", "", "", today=Today(0.0, 1.0, ""))
    )
    assert (told.today.distance, told.year_before.value) == (3.0, 1.8)
    assert (
        told.year_before.words
        == "A year before, Sep 2024: short 1.8 FTE in 2 units, spare 0.3 FTE in 1 unit."
    )
    assert told_apart(today, Verdict("cannot tell", "", "")).year_before is None
