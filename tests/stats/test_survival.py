"""Waiting times with open items: hand-worked curves, a slow estimator, and coverage."""

import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.stats.survival import kaplan_meier


def curve_in_fractions(times, events, censored):
    """The product-limit estimate in exact fractions, the slow way: one time after the other."""
    curve, share, waiting = [], Fraction(1), sum(events) + sum(censored)
    for event, lost in zip(events, censored, strict=True):
        if waiting:
            share *= 1 - Fraction(event, waiting)
        waiting -= event + lost
        curve.append(share)
    return curve


def first_time(times, curve, share_left):
    return next((t for t, s in zip(times, curve, strict=True) if s <= share_left), math.nan)


def test_two_open_inquiries_move_the_median_from_4_hours_to_6():
    # Acknowledged after 2, 4 and 6 hours; two still open at 5 hours: .8, .6 at 4 h, 0 at 6 h.
    waiting = kaplan_meier([2, 4, 5, 6], [1, 1, 0, 1], [0, 0, 2, 0])
    assert waiting.survival == pytest.approx([0.8, 0.6, 0.6, 0.0])
    assert waiting.at_risk.tolist() == [5, 4, 3, 1]
    assert waiting.quantile(0.5) == 6.0
    assert kaplan_meier([2, 4, 6], [1, 1, 1], [0, 0, 0]).quantile(0.5) == 4.0


def test_a_share_left_of_exactly_a_half_has_reached_the_median():
    # Bewick 2004, treatment 2: S is 1/2 from 5 on, which a product of decimals may miss by a hair.
    waiting = kaplan_meier([1, 4, 5, 6, 9, 22], [2, 1, 1, 0, 1, 1], [0, 0, 0, 1, 1, 0])
    assert waiting.quantile(0.5) == 5.0
    assert waiting.survival == pytest.approx([0.75, 0.625, 0.5, 0.5, 1 / 3, 0])
    # One of 24 after the other: a half are left after the twelfth, and the product is 0.5000000000000001.
    one_by_one = kaplan_meier(range(1, 25), [1] * 24, [0] * 24)
    assert one_by_one.survival[11] > 0.5
    assert one_by_one.quantile(0.5) == 12.0


def test_a_quantile_that_the_data_do_not_reach_is_not_a_number():
    waiting = kaplan_meier([5, 10, 12, 20], [1, 0, 1, 0], [0, 1, 0, 5])
    assert waiting.quantile(0.25) == 12.0
    assert math.isnan(waiting.quantile(0.5))
    assert math.isnan(waiting.quantile_interval(0.5)[1])


def test_nothing_but_open_items_has_no_quantile_and_nothing_at_all_has_neither():
    for waiting in (kaplan_meier([3, 8], [0, 0], [4, 2]), kaplan_meier([], [], [])):
        assert math.isnan(waiting.quantile(0.9))
        assert all(math.isnan(limit) for limit in waiting.quantile_interval(0.9))


def test_at_one_time_those_answered_leave_before_those_lost_from_sight():
    # 10 waiting; at 3 h, 2 answered and 4 lost: all 10 were at risk, so S = 0.8, not 1 - 2/6.
    assert kaplan_meier([3, 7], [2, 1], [4, 3]).survival == pytest.approx([0.8, 0.8 * 3 / 4])


def test_greenwoods_standard_error_by_hand():
    # 10 at risk, 2 events, then 8 and 1: S = .7; se = .7 sqrt(2/(10 x 8) + 1/(8 x 7)) = .14491.
    waiting = kaplan_meier([1, 2, 3], [2, 1, 0], [0, 0, 7])
    assert waiting.se[1] == pytest.approx(0.144914, abs=1e-6)
    # Without censoring it is the binomial one: sqrt(.7 x .3 / 10).
    assert waiting.se[1] == pytest.approx(math.sqrt(0.7 * 0.3 / 10))


def test_before_the_first_event_the_share_left_is_certain_and_after_the_last_it_is_unknown():
    low, high = kaplan_meier([1, 2, 3], [0, 1, 1], [1, 0, 0]).interval()
    assert (low[0], high[0]) == (1.0, 1.0)
    assert 0 < low[1] < 0.5 < high[1] < 1
    assert math.isnan(low[2])
    assert math.isnan(high[2])


binned = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 4)), min_size=1, max_size=25)


@given(bins=binned, tenths=st.integers(1, 9))
def test_curve_and_quantiles_equal_those_in_exact_fractions(bins, tenths):
    events, censored = zip(*bins, strict=True)
    times = list(range(15, 15 * len(bins) + 15, 15))
    exact = curve_in_fractions(times, events, censored)
    waiting = kaplan_meier(times, events, censored)
    assert waiting.survival == pytest.approx([float(s) for s in exact])
    expected = first_time(times, exact, 1 - Fraction(tenths, 10))
    assert waiting.quantile(tenths / 10) == pytest.approx(expected, nan_ok=True)


@given(bins=binned)
def test_the_interval_of_the_median_holds_the_median(bins):
    events, censored = zip(*bins, strict=True)
    waiting = kaplan_meier(range(len(bins)), events, censored)
    low, high = waiting.quantile_interval(0.5)
    median = waiting.quantile(0.5)
    if not math.isnan(low) and not math.isnan(median):
        assert low <= median
    if not math.isnan(high):
        assert median <= high


def test_the_median_interval_covers_the_true_median_about_as_often_as_it_says():
    # Exponential waiting with median 10 ln 2, censored at a uniform age: 2,000 samples of 60.
    # Three simulation errors are 1.5 points.
    rng = np.random.default_rng(11)
    held = 0
    for _ in range(2000):
        answered, age = rng.exponential(10, 60), rng.uniform(0, 40, 60)
        order = np.argsort(np.minimum(answered, age))
        seen = (answered <= age)[order].astype(int)
        low, high = kaplan_meier(np.minimum(answered, age)[order], seen, 1 - seen).quantile_interval(0.5)
        held += low <= 10 * math.log(2) and not high <= 10 * math.log(2)
    assert 0.935 <= held / 2000 <= 0.965


def test_counts_that_make_no_curve_are_refused():
    with pytest.raises(ValueError, match="ascend"):
        kaplan_meier([1, 1], [1, 1], [0, 0])
    with pytest.raises(ValueError, match="not negative"):
        kaplan_meier([1, 2], [1, -1], [0, 0])
    with pytest.raises(ValueError, match="one length"):
        kaplan_meier([1, 2], [1], [0, 0])
    with pytest.raises(ValueError, match="strictly between 0 and 1"):
        kaplan_meier([1], [1], [0]).quantile(1)
