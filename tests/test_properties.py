"""What must hold for any county: sums that add up, order that does not matter, hidden that is never zero."""

import random
import sqlite3
import tempfile
from datetime import date, datetime, timedelta
from itertools import product
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from pipelines.building.build import build
from pipelines.counting.cells import merge
from pipelines.counting.facts import Facts
from pipelines.profile.agency import load_profile, parse_profile
from pipelines.questions.actor import acting_as
from pipelines.questions.details import further_figures
from pipelines.questions.released import HIDDEN, SHOWN
from pipelines.questions.selection import Selection
from pipelines.register.indicators import indicator
from pipelines.register.sources import contract
from pipelines.stats.business_time import due, office_calendar
from pipelines.stats.disparity import rate_ratio
from pipelines.store.database import open_database
from tests.county import built, end_of, write_tables
from tests.published import TABLES

DIRECTOR, EQUITY = acting_as("director"), acting_as("equity")
END = end_of("2025-04-30")
SYNTHETIC = parse_profile("[county]\nsynthetic = true\n")
GROUPS = ("black", "latino", "white", "asian_pi", "native_american")
RESPONSE = ("response_24h_leadership", "response_24h_expectation", "response_24h")
OF_INQUIRIES = (*RESPONSE, "time_to_acknowledgement", "time_to_resolution", "overdue_open")
UNSHRUNK = (Phase.explicit, Phase.generate)
"""A county takes a second to build: making a failing one smaller would take minutes."""
few = settings(max_examples=6, deadline=None, derandomize=True, database=None, phases=UNSHRUNK)
some = settings(max_examples=20, deadline=None, derandomize=True, database=None, phases=UNSHRUNK)
many = settings(max_examples=150, deadline=None, derandomize=True, database=None)


# ---- counties at random


def instants(first=date(2025, 1, 1), days=120):
    """Any minute of the days, half of them in office hours."""
    start = datetime.combine(first, datetime.min.time())
    return st.integers(0, days * 1440 - 1).map(lambda minute: start + timedelta(minutes=minute))


@st.composite
def inquiry(draw):
    """One inquiry: received, perhaps acknowledged and resolved later, perhaps with follow-up agreed."""
    received = draw(instants())
    waits = st.one_of(st.none(), st.integers(0, 300), st.integers(0, 20_000))
    acknowledged, resolved = (
        None if w is None else received + timedelta(minutes=w) for w in (draw(waits), draw(waits))
    )

    def pick(*values):
        return draw(st.sampled_from(values))

    return {
        "received_at": received,
        "acknowledged_at": acknowledged,
        "resolved_at": resolved,
        "expectation_set": pick("yes", "no", ""),
        "unit": pick("U", "V", "W"),
        "role": pick("worker", "supervisor", "manager", "unknown"),
        "race": pick(*GROUPS, "unknown"),
        "requester": pick("staff", "tribe"),
        "channel": pick("phone", "web"),
        "language": pick("en", "es"),
        "date_only": draw(st.integers(0, 9)) == 0,
    }


inquiry_lists = st.lists(inquiry(), min_size=2, max_size=40)


ANSWERED = {
    "received_at": datetime(2025, 1, 2, 9),
    "acknowledged_at": datetime(2025, 1, 2, 10),
    "resolved_at": None,
    "expectation_set": "yes",
    "unit": "U",
    "role": "manager",
    "race": "black",
    "requester": "staff",
    "channel": "phone",
    "language": "en",
    "date_only": False,
}
"""One inquiry answered by a leader, so that there is something to ask about every split."""


def text_rows(inquiries):
    """The same inquiries as contract text, and one that was answered."""

    def written(moment, date_only):
        return "" if moment is None else f"{moment:%Y-%m-%d}" if date_only else f"{moment:%Y-%m-%d %H:%M}"

    return [
        {
            **{k: v for k, v in one.items() if k != "date_only"},
            "inquiry_id": f"i{number}",
            **{
                k: written(one[k], one["date_only"])
                for k in ("received_at", "acknowledged_at", "resolved_at")
            },
        }
        for number, one in enumerate([ANSWERED, *inquiries])
    ]


def typed_inquiries(inquiries):
    """The same inquiries as contract types (pipelines.counting.contract.Checked)."""
    frame = pd.DataFrame([{k: v for k, v in one.items() if k != "date_only"} for one in inquiries])
    only = np.array([one["date_only"] for one in inquiries])
    for name in ("received_at", "acknowledged_at", "resolved_at"):
        moments = pd.to_datetime(frame[name]).astype("datetime64[s]")
        frame[name] = moments.where(~only, moments.dt.floor("D"))
        frame[f"{name}_date_only"] = only & moments.notna().to_numpy()
    return frame.assign(
        inquiry_id=[f"i{n}" for n in range(len(frame))], file="f", row=range(2, len(frame) + 2)
    )


def facts(source, rows):
    held = frozenset(rows.columns) - {"file", "row"}
    return Facts(
        {source: rows}, {"f": held}, {source: END}, load_profile(None), END, {source: contract(source)}
    )


def cells_of(name, source, rows):
    return indicator(name).count(facts(source, rows))


def halves(rows, by, chance):
    """The rows in two parts, split at random by the values of one column."""
    first = {v for v in sorted(rows[by].unique()) if chance.random() < 0.5}
    mine = rows[by].isin(first)
    return rows[mine].reset_index(drop=True), rows[~mine].reset_index(drop=True)


def assert_cells_add_up(names, source, rows, by, seed):
    one, other = halves(rows, by, random.Random(seed))
    for name in names:
        apart = [cells_of(name, source, part) for part in (one, other) if len(part)]
        pd.testing.assert_frame_equal(merge(apart), cells_of(name, source, rows))


# ---- cells of A + cells of B = cells of A and B


@some
@given(inquiry_lists, st.integers(0, 99))
def test_inquiry_cells_of_two_parts_add_up_to_the_cells_of_the_whole(inquiries, seed):
    assert_cells_add_up(OF_INQUIRIES, "inquiries", typed_inquiries(inquiries), "inquiry_id", seed)


@st.composite
def position_state(draw):
    start = date(2025, 1, 1) + timedelta(days=draw(st.integers(0, 100)))
    length = draw(st.one_of(st.none(), st.integers(0, 90)))
    status = draw(st.sampled_from(("active", "vacant", "hold", "inactive")))
    filled = draw(st.sampled_from((0.0, 0.5, 1.0, 1.25))) if status == "active" else 0.0
    return {
        "position_id": f"p{draw(st.integers(0, 9))}",
        "effective_from": start,
        "status": status,
        "effective_to": None if length is None else start + timedelta(days=length),
        "unit": draw(st.sampled_from(("U", "V"))),
        "authorised_fte": draw(st.sampled_from((0.5, 1.0))),
        "filled_fte": filled,
        "role": "worker",
        "component": draw(st.sampled_from(("er", "pp"))),
    }


@some
@given(st.lists(position_state(), min_size=2, max_size=15), st.integers(0, 99))
def test_vacancy_cells_of_two_parts_of_the_positions_add_up(states, seed):
    rows = pd.DataFrame(states).assign(file="f", row=range(2, len(states) + 2))
    for name in ("effective_from", "effective_to"):
        rows[name] = pd.to_datetime(rows[name]).astype("datetime64[s]")
    assert_cells_add_up(("vacancy_rate",), "positions", rows, "position_id", seed)


@st.composite
def respondent(draw):
    wave, month = draw(st.sampled_from((("2025-Q1", 3), ("2025-Q2", 4))))
    answers = draw(st.lists(st.one_of(st.none(), st.integers(1, 5)), min_size=4, max_size=4))
    return {
        "wave": wave,
        "recorded_at": datetime(2025, month, 10),
        "unit": draw(st.sampled_from(("U", "V"))),
        "rater": draw(st.sampled_from(("peer", "family", "self"))),
        "answers": answers,
    }


@some
@given(st.lists(respondent(), min_size=2, max_size=25), st.integers(0, 99))
def test_fidelity_cells_of_two_parts_of_the_respondents_add_up(people, seed):
    rows = pd.DataFrame(
        [
            {
                "response_id": f"r{n}",
                "item": f"x{i}",
                "domain": "AB"[i % 2],
                "instrument": "T",
                "low": 1.0,
                "high": 5.0,
                "reversed": "yes" if i == 3 else "no",
                "answer": answer,
                "race": "",
                "language": "",
                "file": "f",
                **{k: v for k, v in person.items() if k != "answers"},
            }
            for n, person in enumerate(people)
            for i, answer in enumerate(person["answers"])
        ]
    )
    rows["answer"] = rows["answer"].astype("float64")
    rows["recorded_at"] = rows["recorded_at"].astype("datetime64[s]")
    assert_cells_add_up(("fidelity_score",), "surveys", rows, "response_id", seed)


# ---- through the whole build


def stored_cells(folder, files):
    """Every cell of a store built from (name, rows) files of inquiries, in one order."""
    engine = open_database(f"sqlite:///{folder / 'cells'}", create=True)
    paths = []
    for name, rows in files:
        path = write_tables(folder / name, {"inquiries": rows}) / "inquiries.csv"
        paths.append(path.rename(path.with_name(f"inquiries_{name}.csv")))
    outcome = build(paths, engine, load_profile(None), END)
    assert not outcome.refused
    with sqlite3.connect(folder / "cells" / "data.sqlite") as store:
        found = store.execute("SELECT * FROM cells").fetchall()
    store.close()
    engine.dispose()
    return sorted(tuple(row[1:]) for row in found)


@few
@given(inquiry_lists, st.integers(0, 99))
def test_the_store_holds_the_same_cells_however_rows_are_ordered_or_spread_over_files(inquiries, seed):
    rows = text_rows(inquiries)
    shuffled = random.Random(seed).sample(rows, len(rows))
    cut = len(rows) // 2
    with tempfile.TemporaryDirectory() as folder:
        spread = {
            name: stored_cells(_made(folder, name), files)
            for name, files in {
                "one": [("all", rows)],
                "shuffled": [("all", shuffled)],
                "two": [("second", rows[cut:]), ("first", rows[:cut])],
            }.items()
        }
    assert spread["one"]
    assert spread["one"] == spread["shuffled"] == spread["two"]


def _made(folder, name):
    path = Path(folder) / name
    path.mkdir()
    return path


# ---- what the door says


@few
@given(inquiry_lists)
def test_acknowledged_with_follow_up_never_exceeds_acknowledged_and_quarters_are_sums_of_months(inquiries):
    with tempfile.TemporaryDirectory() as folder:
        reports = built(Path(folder), {"inquiries": text_rows(inquiries)}, "2025-04-30")
        for by in ((), ("unit",), ("race",), ("channel",)):
            both, first = (
                _counts(reports, name, "month", by)
                for name in ("response_24h_expectation", "response_24h_leadership")
            )
            for key, (num, den, readings) in both.items():
                assert den == first[key][1], key
                assert num <= first[key][0], key
                for name, one in readings.items():
                    assert one["num"] <= first[key][2][name]["num"]
            for name in RESPONSE:
                _assert_sums(
                    _counts(reports, name, "month", by),
                    _counts(reports, name, "quarter", by),
                    lambda month: f"{month[:4]}-Q{(int(month[5:]) + 2) // 3}",
                )
                _assert_sums(
                    _counts(reports, name, "month", by),
                    _counts(reports, name, "year", by),
                    lambda month: month[:4],
                )


def _counts(reports, name, grain, by):
    released = reports.fetch(DIRECTOR, Selection(name, grain=grain, by=by))
    return {
        (r.period, r.group): (r.num, r.den, further_figures(r.detail).get("readings", {}))
        for r in released.rows
    }


def _assert_sums(fine, coarse, to):
    summed = {}
    for (period, group), (num, den, _) in fine.items():
        a, b = summed.get((to(period), group), (0, 0))
        summed[to(period), group] = a + num, b + den
    assert {k: v for k, v in summed.items() if v[1]} == {k: v[:2] for k, v in coarse.items() if v[1]}


counts_of_children = st.integers(0, 60)


@st.composite
def decision_tables(draw):
    """Counts by place, step and group; each step at most the one before."""
    rows = []
    for place in ("", "north", "south"):
        for race in GROUPS:
            reached = draw(st.integers(200, 20_000))
            rows.append((place, "population", race, reached))
            for step in ("report", "investigation", "substantiation", "entry"):
                reached = min(reached, draw(st.one_of(counts_of_children, st.integers(0, 2000))))
                rows.append((place, step, race, reached))
    return [
        {"period": "2025", "division": p, "step": s, "race": r, "children": str(c)} for p, s, r, c in rows
    ]


@few
@given(decision_tables())
def test_the_disparity_index_is_the_same_from_rates_and_from_shares(rows):
    with tempfile.TemporaryDirectory() as folder:
        reports = built(Path(folder), {"decisions": rows}, "2026-01-31")
        asked = Selection("disparity_index", grain="year", by=("step", "race"))
        found = {r.group: r for r in reports.fetch(DIRECTOR, asked).rows}
    county = {(r["step"], r["race"]): int(r["children"]) for r in rows if not r["division"]}
    total = {s: sum(c for (step, _), c in county.items() if step == s) for s in {s for s, _ in county}}
    for group, row in found.items():
        step, race = (v for _, v in group)
        if row.value is None or total.get(step, 0) == 0:
            continue
        share, reference = (
            (county[step, g] / total[step]) / (county["population", g] / total["population"])
            for g in (race, "white")
        )
        assert row.value == pytest.approx(share / reference)


@many
@given(*(st.integers(1, 10**6) for _ in range(4)), st.integers(1, 10**6), st.integers(1, 10**6))
def test_the_index_of_rates_equals_the_index_of_shares_whatever_the_rest_of_the_county(
    a, pop_a, b, pop_b, e, pop_e
):
    events, people = a + b + e, pop_a + pop_b + pop_e
    from_shares = (a / events / (pop_a / people)) / (b / events / (pop_b / people))
    assert rate_ratio(a, pop_a, b, pop_b)[0] == pytest.approx(from_shares)


@few
@given(decision_tables(), inquiry_lists, st.integers(5, 30))
def test_equity_rows_are_hidden_without_a_number_or_rounded_with_rates_of_the_rounded(rows, inquiries, times):
    """`times` copies of each inquiry, so that some groups grow past the floor."""
    copies = [
        {**row, "inquiry_id": f"{row['inquiry_id']}-{n}"}
        for n in range(times)
        for row in text_rows(inquiries)
    ]
    with tempfile.TemporaryDirectory() as folder:
        reports = built(Path(folder), {"decisions": rows, "inquiries": copies}, "2026-01-31", SYNTHETIC)
        for name, tables in TABLES.items():
            if name == "fidelity_score":
                continue
            for grain, by in sorted(tables):
                if "division" in by and name in RESPONSE:
                    continue  # Without an organisation file inquiries stand in no division.
                for row in reports.fetch(EQUITY, Selection(name, grain=grain, by=by)).rows:
                    _assert_releasable(name, row)


def _assert_releasable(name, row):
    if row.status == HIDDEN:
        assert (row.num, row.den, row.value, row.low, row.high, row.detail) == (None,) * 6
        return
    for count in (row.num, row.den):
        assert count == 0 or (count % 5 == 0 and count >= 15), (name, row)
    if row.status == SHOWN and name in RESPONSE:
        assert row.value == row.num / row.den
    if row.status == SHOWN and name == "decision_rate":
        assert row.value == pytest.approx(1000 * row.num / row.den)


@few
@given(decision_tables())
def test_a_true_zero_is_shown_as_zero_and_never_hidden_for_its_own_sake(rows):
    """A group with no event and a base past the floor is hidden only beside another small one."""
    with tempfile.TemporaryDirectory() as folder:
        reports = built(
            Path(folder), {"decisions": [r for r in rows if not r["division"]]}, "2026-01-31", SYNTHETIC
        )
        asked = Selection("decision_rate", grain="year", by=("step", "race"))
        found = {tuple(v for _, v in r.group): r for r in reports.fetch(EQUITY, asked).rows}
    for row in rows:
        if not row["division"] and row["step"] != "population" and row["children"] == "0":
            zero = found[row["step"], row["race"]]
            assert (zero.status, zero.num, zero.value) == (SHOWN, 0, 0)


# ---- the clock


@st.composite
def offices(draw):
    """An office open 8 to 17 on weekdays, closed on some more days, for a year."""
    closed = draw(st.sets(st.integers(0, 364), max_size=25))
    first = date(2025, 1, 1)

    def hours(day):
        return None if day.weekday() >= 5 or (day - first).days in closed else (480, 1020)

    return office_calendar(first, date(2026, 3, 31), hours)


@many
@given(offices(), st.lists(instants(days=300), min_size=1, max_size=30))
def test_reading_b_is_due_no_later_than_c_and_c_no_later_than_a_for_an_office_open_8_to_17(
    calendar, received
):
    moments = np.array(received, dtype="datetime64[s]")
    a, b, c = (due(calendar, moments, reading) for reading in "ABC")
    assert (b <= c).all()
    assert (c <= a).all()
    assert (moments < b).all()


# ---- parts, wholes and slices


@few
@given(inquiry_lists)
def test_a_stock_of_a_quarter_or_year_is_that_of_its_last_month_for_the_whole_and_every_part(inquiries):
    """Nobody waiting at the end of the quarter is 0, whoever waited in the middle of it."""
    with tempfile.TemporaryDirectory() as folder:
        reports = built(Path(folder), {"inquiries": text_rows(inquiries)}, "2025-04-30")
        for where in ((), (("unit", ("U",)),), (("unit", ("V",)),), (("race", ("white",)),)):
            months = {
                r.period: (r.num, r.den)
                for r in reports.fetch(DIRECTOR, Selection("overdue_open", where=where)).rows
            }
            for grain, size in (("quarter", 3), ("year", 12)):
                for row in reports.fetch(DIRECTOR, Selection("overdue_open", grain=grain, where=where)).rows:
                    inside = [m for m in months if row.period in (m[:4], f"{m[:4]}-Q{(int(m[5:]) + 2) // 3}")]
                    assert len(inside) <= size, (grain, where)
                    assert (row.num, row.den) == months[max(inside)], (grain, where)


@few
@given(inquiry_lists)
def test_a_limit_to_one_value_gives_the_row_that_the_split_gives_for_it(inquiries):
    with tempfile.TemporaryDirectory() as folder:
        reports = built(Path(folder), {"inquiries": text_rows(inquiries)}, "2025-04-30")
        for name, grain, dimension in product(OF_INQUIRIES, ("month", "quarter"), ("unit", "race")):
            split = reports.fetch(DIRECTOR, Selection(name, grain=grain, by=(dimension,))).rows
            for value in {v for r in split for _, v in r.group}:
                limited = reports.fetch(
                    DIRECTOR, Selection(name, grain=grain, where=((dimension, (value,)),))
                ).rows
                assert {r.period: _figures(r) for r in split if r.group[0][1] == value} == {
                    r.period: _figures(r) for r in limited
                }, (name, grain, value)


def _figures(row):
    return row.status, row.num, row.den, row.value, row.low, row.high, row.detail


def test_more_children_at_a_step_than_at_the_one_before_is_told_not_a_crash():
    """Yearly counts are no cohort: 40 went home, 30 came into care. The other groups still compare."""
    counts = {
        ("population", "white"): 20_000,
        ("population", "black"): 5_000,
        ("population", "latino"): 9_000,
        ("entry", "white"): 100,
        ("entry", "black"): 30,
        ("entry", "latino"): 50,
        ("reunification", "white"): 60,
        ("reunification", "black"): 40,
        ("reunification", "latino"): 30,
    }
    rows = [{"period": "2025", "step": s, "race": r, "children": str(n)} for (s, r), n in counts.items()]
    with tempfile.TemporaryDirectory() as folder:
        reports = built(Path(folder), {"decisions": rows}, "2026-01-31", SYNTHETIC)
        asked = Selection("relative_rate_index", grain="year", by=("step", "race"))
        for actor in (DIRECTOR, EQUITY):
            found = {tuple(v for _, v in r.group): r for r in reports.fetch(actor, asked).rows}
            assert found["reunification", "latino"].value == pytest.approx((30 / 50) / (60 / 100))
            black = found["reunification", "black"]
            assert black.status != SHOWN or (black.num, black.den) == (40, 30)
