"""Hidden counts stay hidden: worked tables, published cases, and an attacker who adds and subtracts."""

import importlib.util
import json

import numpy as np
import pytest

from pipelines.gate.suppression import Equation, Rule, nearest, protect
from tests.attacker import candidates, determined
from tests.strictness import need_shared

TOTAL = "total"


def hide_row(counts, upto, least):
    """Places hidden in one row of counts beside its published total."""
    sizes = {**dict(enumerate(counts)), TOTAL: sum(counts)}
    row = Equation(TOTAL, tuple(range(len(counts))))
    return protect(sizes, Rule(upto, least, room=2), [row])


def hide_table(cells, rule, also=()):
    """Inner places (row, column) hidden in a two-way table; all hidden nodes; its equations."""
    high, wide = len(cells), len(cells[0])
    sizes = {(i, j): cells[i][j] for i in range(high) for j in range(wide)}
    sizes |= {("row", i): sum(cells[i]) for i in range(high)}
    sizes |= {("column", j): sum(line[j] for line in cells) for j in range(wide)}
    sizes[TOTAL] = sum(map(sum, cells))
    equations = [
        *(Equation(("row", i), tuple((i, j) for j in range(wide))) for i in range(high)),
        *(Equation(("column", j), tuple((i, j) for i in range(high))) for j in range(wide)),
        Equation(TOTAL, tuple(("row", i) for i in range(high))),
        Equation(TOTAL, tuple(("column", j) for j in range(wide))),
    ]
    hidden = protect(sizes, rule, equations, also=also)
    return sizes, hidden, [(e.total, e.parts) for e in equations]


NOTHING_SMALL = Rule(upto=0, least=1, room=0)


# ---- one row with its total


def test_one_small_count_takes_the_smallest_other_with_it():
    assert hide_row([120, 45, 8, 30], 10, 11) == {2, 3}


def test_two_small_counts_that_together_reach_the_floor_need_no_third():
    assert hide_row([8, 9, 40], 10, 11) == {0, 1}


def test_two_small_counts_that_together_just_reach_the_floor_need_no_third():
    assert hide_row([5, 6, 40], 10, 11) == {0, 1}


def test_counts_that_can_only_be_the_most_that_is_hidden_take_another_with_them():
    """Three hidden counts that sum to 30 where 10 is the most would each be 10 (CalHHS guideline 4.4)."""
    assert hide_row([10, 14, 10, 10], 10, 11) == {0, 1, 2, 3}


def test_tiny_counts_that_together_stay_below_the_floor_take_another_with_them():
    assert hide_row([3, 2, 1, 60], 10, 11) == {0, 1, 2, 3}


def test_a_one_beside_an_eleven_hides_both_as_the_total_would_give_the_one_away():
    assert hide_row([1, 11], 10, 11) == {0, 1}


def test_zero_is_shown_and_cannot_stand_in_as_complement():
    assert hide_row([0, 4, 14, 33], 10, 11) == {1, 2}


def test_a_single_part_hides_its_total():
    assert hide_row([7], 10, 11) == {0, TOTAL}


def test_nothing_small_hides_nothing():
    assert hide_row([11, 25, 40], 10, 11) == frozenset()


@pytest.mark.parametrize("counts", [(10, 14, 10, 10), (10, 14, 9, 17)])
def test_one_who_knows_the_rule_and_the_total_cannot_pin_counts_down_near_the_ceiling(counts):
    """CalHHS guideline 4.4: with 1 to 10 hidden, three hidden counts that sum to 30 can only be 10, 10, 10;
    two that sum to 19 only 9 and 10."""
    possible = candidates(counts, lambda c: hide_row(c, 10, 11) - {TOTAL})
    small = {i for i, n in enumerate(counts) if n <= 10}
    assert all(len(possible[i]) >= 3 for i in small), possible


@pytest.mark.parametrize("counts", [(4, 4, 4, 6), (4, 4, 4, 4, 9)])
def test_survey_groups_of_four_beside_their_total_do_not_turn_out_to_be_fours(counts):
    possible = candidates(counts, lambda c: hide_row(c, 4, 5) - {TOTAL})
    small = {i for i, n in enumerate(counts) if n <= 4}
    assert all(len(possible[i]) >= 2 for i in small), possible


def test_what_must_be_hidden_for_another_reason_is_hidden_with_a_complement():
    sizes = {0: 50, 1: 60, 2: 70, TOTAL: 180}
    assert protect(sizes, NOTHING_SMALL, [Equation(TOTAL, (0, 1, 2))], also=[0]) == {0, 1}


def test_protecting_again_what_is_protected_hides_no_more():
    first = hide_row([3, 30, 12, 90], 10, 11)
    sizes = {**dict(enumerate([3, 30, 12, 90])), TOTAL: 135}
    assert protect(sizes, Rule(10, 11, 2), [Equation(TOTAL, (0, 1, 2, 3))], also=first) == first


# ---- two-way tables


def test_a_hidden_cell_that_joins_two_hidden_blocks_is_not_worked_out_over_both():
    """Each row and column has two hidden cells or none, yet rows 0 and 1 less columns 0 and 1 leave exactly
    the cell that joins the blocks."""
    cells = [[2, 3, 40, 40], [3, 2, 4, 40], [40, 40, 2, 3], [40, 40, 3, 2]]
    _, hidden, equations = hide_table(cells, Rule(4, 5, 2))
    assert (1, 2) not in determined(hidden, equations)


@pytest.mark.parametrize("seed", range(40))
def test_no_hidden_cell_of_a_two_way_table_follows_from_the_shown_ones(seed):
    draw = np.random.default_rng(seed)
    cells = draw.poisson(draw.choice([3, 8, 25], size=(6, 8))).tolist()
    sizes, hidden, equations = hide_table(cells, Rule(12, 13, 8))
    found = {n for n in determined(hidden, equations) if 1 <= sizes[n] <= 12}
    assert not found, found


@pytest.mark.parametrize("seed", range(30))
def test_no_hidden_cell_of_linked_tables_follows_from_the_shown_ones(seed):
    """Groups by quarter and by division, with the year's total of each group in common."""
    draw = np.random.default_rng(seed)
    group = draw.choice([4, 15, 60, 200], size=6)
    sizes, parts = {}, []
    for g, mean in enumerate(group):
        quarters = draw.multinomial(4 * mean, [0.3, 0.3, 0.3, 0.1]).tolist()
        divisions = draw.multinomial(4 * mean, [0.6, 0.3, 0.1]).tolist()
        sizes |= {(g, "q", i): n for i, n in enumerate(quarters)}
        sizes |= {(g, "d", i): n for i, n in enumerate(divisions)}
        sizes[g, "year", 0] = int(4 * mean)
        parts += [
            ((g, "year", 0), [(g, kind, i) for i in range(size)]) for kind, size in (("q", 4), ("d", 3))
        ]
    for kind, size in (("q", 4), ("year", 1)):
        for i in range(size):
            line = [(g, kind, i) for g in range(len(group))]
            sizes["all", kind, i] = sum(sizes[n] for n in line)
            parts.append((("all", kind, i), line))
    parts.append((("all", "year", 0), [("all", "q", i) for i in range(4)]))
    hidden = protect(sizes, Rule(12, 13, 8), [Equation(t, tuple(p)) for t, p in parts])
    found = {n for n in determined(hidden, parts) if 1 <= sizes[n] <= 12}
    assert not found, found


# ---- published cases


def _reference(name):
    return json.loads(need_shared("reference", "cases", f"{name}.json").read_text(encoding="utf-8"))["cases"]


def _harness():
    path = need_shared("reference", "check.py")
    spec = importlib.util.spec_from_file_location("reference_check", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_published_cases_of_one_row_ask_for_a_complement_where_we_do():
    for case in _reference("suppression_calhhs_group"):
        counts, upto = case["input"]["counts"], case["parameters"]["threshold"] - 1
        hidden = hide_row(counts, upto, upto + 1)
        primary = set(case["expected"]["primary"])
        assert primary <= hidden, case["id"]
        assert (hidden != primary) == case["expected"]["needs_complementary"], case["id"]


def test_the_published_primary_cases_that_show_zeros_agree():
    for case in _reference("suppression_primary"):
        rule = case["parameters"]
        if rule["zeros_suppressed"]:
            continue  # Zero is no secret here: that case asks for another rule.
        counts = dict(enumerate(case["input"]["counts"]))
        hidden = protect(counts, Rule(rule["suppress_to"], 0, 0), [])
        assert [i in hidden for i in counts] == case["expected"]["suppressed"], case["id"]


def test_the_published_two_way_tables_are_safe_by_the_audit_of_their_harness():
    check = _harness()
    judged = 0
    for case in _reference("suppression_complementary"):
        primary = [tuple(p) for p in case["expected"]["primary"]]
        cells = case["input"]["cells"]
        if any(cells[i][j] == 0 for i, j in primary):
            continue  # A zero as a secret is another rule than ours.
        _, hidden, _ = hide_table(cells, NOTHING_SMALL, also=primary)
        inner = [list(n) for n in hidden if isinstance(n, tuple) and isinstance(n[0], int)]
        status, why = check.compare_suppression(case, {"suppressed": inner})
        assert status == "pass", (case["id"], why)
        judged += 1
    assert judged == 3


def test_rounding_agrees_with_the_published_cases_above_their_threshold():
    for case in _reference("rounding_disclosure"):
        count, rule = case["input"]["count"], case["parameters"]
        if count > rule["threshold"] or count == 0:
            assert nearest(count, rule["base"]) == case["expected"]["released"], case["id"]


@pytest.mark.parametrize(("count", "rounded"), [(0, 0), (12, 10), (13, 15), (17, 15), (18, 20), (1002, 1000)])
def test_counts_are_rounded_to_the_nearest_five(count, rounded):
    assert nearest(count, 5) == rounded


@pytest.mark.parametrize(("count", "rounded"), [(4, 0), (5, 10), (14, 10), (15, 20)])
def test_halves_are_rounded_up(count, rounded):
    assert nearest(count, 10) == rounded


def test_with_twelve_hidden_no_rounded_count_says_ten_or_less():
    assert min(nearest(n, 5) for n in range(13, 400)) == 15
