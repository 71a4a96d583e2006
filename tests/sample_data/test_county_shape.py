"""The synthetic county has the size, the people and the traps it says it has."""

import re
from collections import Counter, defaultdict
from datetime import date, timedelta
from itertools import pairwise

import pytest

from sample_data.generate import generate
from sample_data.planted import TRUTHS
from tests.sample_data.recount import covers, day_of


@pytest.fixture(scope="module")
def county():
    return {source: table.to_dict("records") for source, table in generate().items()}


def by(rows, *names):
    groups = defaultdict(list)
    for row in rows:
        groups[tuple(row[name] for name in names)].append(row)
    return groups


def test_ten_units_in_three_divisions_stand_on_any_one_day(county):
    day = date(2023, 11, 1)
    while day <= date(2026, 10, 31):
        standing = [r for r in county["organisation"] if covers(r, "valid_from", "valid_to", day)]
        assert len({r["unit"] for r in standing}) == len(standing) == 10
        assert {r["division"] for r in standing} == {"north", "central", "south"}
        day += timedelta(1)


def test_south_three_becomes_central_four_on_1_april_2025(county):
    lines = {r["unit"]: r for r in county["organisation"]}
    assert (lines["S-3"]["division"], lines["S-3"]["valid_to"], lines["S-3"]["successor"]) == (
        "south", "2025-03-31", "C-4",
    )  # fmt: skip
    assert (lines["C-4"]["division"], lines["C-4"]["valid_from"]) == ("central", "2025-04-01")


@pytest.mark.parametrize(
    ("source", "since", "until"),
    [
        ("inquiries", "received_at", "received_at"),
        ("positions", "effective_from", "effective_to"),
        ("assignments", "started_on", "ended_on"),
        ("surveys", "recorded_at", "recorded_at"),
        ("roster", "valid_from", "valid_to"),
    ],
)
def test_every_row_names_a_unit_that_stood_all_the_while(county, source, since, until):
    stood = {r["unit"]: (r["valid_from"], r["valid_to"] or "9999") for r in county["organisation"]}
    strangers = [
        row[since]
        for row in county[source]
        if row["unit"]
        and not (
            (source == "assignments" or stood[row["unit"]][0] <= row[since][:10])
            and (row[until][:10] or "9998") <= stood[row["unit"]][1]
        )
    ]
    assert strangers == []


def test_inquiries_come_in_each_of_36_months_and_up_to_the_last_day(county):
    months = Counter(r["received_at"][:7] for r in county["inquiries"])
    assert len(months) == 36
    assert 5700 <= sum(months.values()) <= 6300
    assert min(months.values()) > 80
    assert max(r["received_at"] for r in county["inquiries"])[:10] == "2026-10-31"


def test_inquiries_come_after_hours_and_at_weekends_too_but_mostly_on_working_days(county):
    days = Counter(date.fromisoformat(r["received_at"][:10]).weekday() for r in county["inquiries"])
    total = len(county["inquiries"])
    assert 0.02 < (days[5] + days[6]) / total < 0.12
    late = sum(
        r["received_at"][11:] > "17:00" or r["received_at"][11:] < "08:00" for r in county["inquiries"]
    )
    assert 0.10 < late / total < 0.30
    christmas = [r for r in county["inquiries"] if r["received_at"][5:10] == "12-25"]
    assert len(christmas) < 5


def test_july_is_quieter_than_october(county):
    months = Counter(r["received_at"][5:7] for r in county["inquiries"])
    assert months["07"] < 0.85 * months["10"]


def test_the_log_holds_nothing_that_came_to_pass_after_its_end(county):
    latest = max(max(r["acknowledged_at"], r["resolved_at"]) for r in county["inquiries"])
    assert latest <= "2026-10-31 23:59"


def test_answers_follow_receipt_and_closing_follows_the_answer(county):
    for row in county["inquiries"]:
        if row["acknowledged_at"]:
            assert row["received_at"] <= row["acknowledged_at"]
        if row["resolved_at"]:
            assert row["acknowledged_at"] <= row["resolved_at"]
            assert row["acknowledged_at"]
        if row["promised_by"]:
            assert row["expectation_set"] == "yes"
            assert row["acknowledged_at"][:10] < row["promised_by"]


def test_follow_up_was_agreed_for_seventy_in_a_hundred_of_the_acknowledged(county):
    agreed = Counter(r["expectation_set"] for r in county["inquiries"] if r["acknowledged_at"])
    assert agreed["yes"] / agreed.total() == pytest.approx(0.70, abs=0.02)
    assert {r["expectation_set"] for r in county["inquiries"] if not r["acknowledged_at"]} == {""}


def test_about_250_positions_pass_through_their_states_without_gap_or_overlap(county):
    positions = by(county["positions"], "position_id")
    apart = {
        p for (p,), states in positions.items() if states[-1]["status"] in ("hold", "inactive", "proposed")
    }
    assert (len(positions), len(apart)) == (250, 9)
    shared = []
    for states in positions.values():
        spans = sorted({(r["effective_from"], r["effective_to"]) for r in states})
        shared += [states] if len(spans) < len(states) else []
        assert all(
            day_of(later[0]) - day_of(earlier[1]) == timedelta(1) for earlier, later in pairwise(spans)
        )
        assert spans[-1][1] == ""
    assert len(shared) == 2, "one job share and one overfill"


def test_the_job_share_adds_up_to_its_budget_and_the_overfill_exceeds_it(county):
    day = date(2026, 9, 1)
    filled = {
        position: (float(rows[0]["authorised_fte"]), sum(float(r["filled_fte"]) for r in rows))
        for (position,), rows in by(
            [r for r in county["positions"] if covers(r, "effective_from", "effective_to", day)],
            "position_id",
        ).items()
        if len(rows) == 2
    }
    assert sorted(filled.values()) == [(1.0, 1.0), (1.0, 2.0)]


def test_positions_are_vacant_held_inactive_and_proposed_as_well_as_filled(county):
    statuses = Counter(r["status"] for r in county["positions"])
    assert set(statuses) == {"active", "vacant", "hold", "inactive", "proposed"}
    for row in county["positions"]:
        occupied = row["status"] == "active"
        assert (
            occupied
            == (row["incumbent_id"] != "")
            == (float(row["filled_fte"]) > 0)
            == (row["hired_on"] != "")
        )
    assert sum(r["leave_from"] != "" for r in county["positions"]) > 20


def test_whoever_carries_a_case_is_in_a_case_carrying_post_of_that_unit_all_the_while(county):
    posts = by([r for r in county["positions"] if r["role"] == "worker"], "incumbent_id", "unit")
    for row in county["assignments"]:
        if not row["worker_id"]:
            continue
        start = max(row["started_on"], "2023-11-01")
        end = row["ended_on"] or "2026-10-31"
        spans = [
            (max(p["effective_from"], "2023-11-01"), p["effective_to"] or "9999")
            for p in posts[row["worker_id"], row["unit"]]
        ]
        if row["ended_on"] and row["ended_on"] < "2023-11-01":
            continue
        assert any(a <= start and end <= b for a, b in _joined(spans)), "a case with someone who had left"


def _joined(spans):
    joined = []
    for first, last in sorted(spans):
        if joined and day_of(first) - day_of(joined[-1][1]) <= timedelta(1):
            joined[-1] = (joined[-1][0], last)
        else:
            joined.append((first, last))
    return joined


def test_a_child_has_one_primary_worker_at_a_time_and_a_transfer_ends_the_old_line(county):
    primary = by([r for r in county["assignments"] if r["assignment_type"] == "primary"], "child_id")
    transfers = 0
    for lines in primary.values():
        lines.sort(key=lambda r: r["started_on"])
        for earlier, later in pairwise(lines):
            assert day_of(later["started_on"]) - day_of(earlier["ended_on"]) == timedelta(1)
            transfers += 1
    assert transfers > 1000


def test_siblings_share_a_family_and_some_children_have_nobody(county):
    sizes = Counter(
        len({r["child_id"] for r in rows}) for rows in by(county["assignments"], "family_id").values()
    )
    assert sizes[2] > 300
    assert sizes[3] > 50
    blank = [r for r in county["assignments"] if not r["worker_id"]]
    assert 100 < len(blank) < 600
    assert 200 < sum(r["assignment_type"] == "secondary" for r in county["assignments"]) < 900
    assert len(county["assignments"]) <= 15_000


def test_codes_have_the_shapes_that_spreadsheets_damage(county):
    children = {r["child_id"] for r in county["assignments"]}
    assert all(re.fullmatch(r"[0-9A-Za-z]{10}", code) for code in children)
    assert sum(bool(re.fullmatch(r"\d{7}E\d{2}", code)) for code in children) >= 3
    staff = {r["staff_id"] for r in county["roster"]}
    assert all(re.fullmatch(r"[0-9A-Za-z]{3}", code) for code in staff)
    assert {"0X5", "0x5", "07n", "1E5", "1e5", "007"} <= staff
    assert all(re.fullmatch(r"00\d{3}", r["position_id"]) for r in county["positions"])


def test_twelve_waves_of_two_to_three_hundred_people_answer_sixteen_items(county):
    people = {
        wave: {r["response_id"] for r in rows} for (wave,), rows in by(county["surveys"], "wave").items()
    }
    assert len(people) == 12
    assert all(200 <= len(each) <= 300 for each in people.values())
    items = {(r["domain"], r["item"], r["reversed"]) for r in county["surveys"]}
    assert len(items) == 16
    assert len({domain for domain, _, _ in items}) == 5
    assert [i for i in items if i[2] == "yes"] == [("Teaming", "TEA-3", "yes")]
    assert {r["rater"] for r in county["surveys"]} == {
        "direct_report", "peer", "supervisor", "family", "observer", "self",
    }  # fmt: skip


def test_only_families_carry_race_and_language_and_most_of_them_do(county):
    first = [r for r in county["surveys"] if r["item"] == "ENG-1"]
    assert {(r["race"], r["language"]) for r in first if r["rater"] != "family"} == {("", "")}
    families = [r for r in first if r["rater"] == "family"]
    assert sum(r["race"] != "" for r in families) > 0.7 * len(families)


def test_eight_groups_are_counted_by_year_quarter_and_division(county):
    rows = county["decisions"]
    periods = {r["period"] for r in rows if r["division"] == ""}
    quarters = {p for p in periods if "Q" in p}
    assert periods - quarters == {"2021", "2022", "2023", "2024", "2025"}
    assert (min(quarters), max(quarters), len(quarters)) == ("2023-Q4", "2026-Q2", 11)
    cells = by(rows, "period", "division", "race")
    assert len({race for _, _, race in cells}) == 8
    assert len(cells) == 8 * (5 + 11 + 3 * 5)
    assert {len(each) for each in cells.values()} == {7}, "six steps and the population"


def test_every_step_counts_at_most_the_step_before(county):
    steps = ("population", "report", "investigation", "substantiation", "entry", "reunification", "reentry")
    for cell in by(county["decisions"], "period", "division", "race").values():
        counts = {r["step"]: r["children"] for r in cell}
        known = [int(counts[step]) for step in steps if counts[step]]
        assert known == sorted(known, reverse=True)


def test_counts_hold_small_numbers_true_zeros_and_masks_that_are_neither(county):
    rows = [r for r in county["decisions"] if r["step"] != "population"]
    masked = [r for r in rows if r["masked"] == "yes"]
    assert len(masked) > 50
    assert {r["children"] for r in masked} == {""}
    assert {r["period"] for r in masked} == {"2021", "2022"}
    given = [r for r in rows if r["masked"] == "no"]
    assert sum(r["children"] == "0" for r in given) > 50
    assert sum(1 <= int(r["children"]) <= 10 for r in given) > 200
    assert not any(1 <= int(r["children"]) <= 10 for r in given if r["period"] in ("2021", "2022"))


def test_divisions_populations_add_up_to_the_county_and_quarters_take_their_years(county):
    people = {
        (r["period"], r["division"], r["race"]): int(r["children"])
        for r in county["decisions"]
        if r["step"] == "population"
    }
    for (period, division, race), count in people.items():
        if division == "" and "Q" not in period:
            assert count == sum(people[period, d, race] for d in ("north", "central", "south"))
        if "Q" in period and period < "2026":
            assert count == people[period[:4], "", race]


def test_a_year_counts_a_child_once_so_never_more_than_its_quarters(county):
    counts = {
        (r["period"], r["race"], r["step"]): int(r["children"])
        for r in county["decisions"]
        if r["division"] == "" and r["step"] != "population" and r["children"]
    }
    fewer = 0
    for (period, race, step), year in counts.items():
        if period in ("2024", "2025"):
            quarters = [counts[f"{period}-Q{q}", race, step] for q in (1, 2, 3, 4)]
            assert max(quarters) <= year <= sum(quarters)
            fewer += year < sum(quarters)
    assert fewer > 10


def test_the_positions_feed_ends_on_9_october_and_the_others_reach_the_end(county):
    assert {r["report_date"] for r in county["positions"]} == {"2026-10-09"}
    assert max(r["effective_from"] for r in county["positions"]) <= "2026-10-09"
    assert {r["report_date"] for r in county["assignments"] + county["roster"]} == {"2026-10-31"}
    assert TRUTHS["late_feed"] == {"source": "positions", "ends": date(2026, 10, 9)}


def test_another_seed_is_another_county_of_the_same_shape():
    one, other = generate(1), generate(2)
    assert {s: list(t.columns) for s, t in one.items()} == {s: list(t.columns) for s, t in other.items()}
    assert not one["inquiries"].equals(other["inquiries"])
    assert one["organisation"].equals(other["organisation"])
