"""Control limits, rules and meanings: hand counts, textbook figures, and false alarms counted."""

import math

import numpy as np
import pytest

from pipelines.stats.spc import (
    ControlLimits,
    assurance,
    beyond,
    meaning,
    p_limits,
    shift,
    signals,
    xmr_limits,
)

NAN = float("nan")


def first_of(limits):
    return limits.center[0], limits.lower[0], limits.upper[0]


def test_xmr_limits_by_hand():
    # 10, 12, 11, 13: mean 11.5; moving ranges 2, 1, 2, mean 5/3; 2.66 x 5/3 = 4.4333.
    assert first_of(xmr_limits([10, 12, 11, 13])) == pytest.approx((11.5, 11.5 - 4.43333, 11.5 + 4.43333))


def test_xmr_limits_are_not_clipped_at_zero():
    assert xmr_limits([0, 4, 0, 4]).lower[0] == pytest.approx(2 - 2.66 * 4)


def test_a_baseline_fixes_the_limits_and_later_points_do_not_move_them():
    limits = xmr_limits([10, 12, 11, 13, 90, 95], baseline=4)
    assert first_of(limits) == pytest.approx((11.5, 7.06667, 15.93333), abs=1e-5)
    assert (len(limits.upper), limits.baseline) == (6, 4)
    assert beyond([10, 12, 11, 13, 90, 5], limits).tolist() == [0, 0, 0, 0, 1, -1]


def test_a_phase_shorter_than_its_baseline_uses_the_points_there_are():
    assert xmr_limits([10, 12, 11], baseline=12).baseline == 3


def test_a_missing_month_takes_its_two_moving_ranges_with_it():
    limits = xmr_limits([10, 12, NAN, 30, 31])
    assert limits.center[0] == pytest.approx(83 / 4)
    assert limits.upper[0] == pytest.approx(83 / 4 + 2.66 * 1.5)
    assert limits.baseline == 4


@pytest.mark.parametrize("values", [[], [NAN, NAN], [5.0], [5.0, NAN, 7.0]])
def test_without_two_successive_values_there_are_no_limits_and_no_signal(values):
    limits = xmr_limits(values)
    assert np.isnan(limits.upper).all()
    assert not signals(values, limits).any()


def test_large_moving_ranges_are_screened_once_when_asked():
    # Ranges 1,1,1,8,9,1,1,...: mean of 17 is 32/17; 8 and 9 exceed 3.267 times that; the rest average 1.
    values = [1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1]
    center = sum(values) / 18
    assert xmr_limits(values, screen=3.267).upper[0] == pytest.approx(center + 2.66)
    assert xmr_limits(values).upper[0] == pytest.approx(center + 2.66 * 32 / 17)


def test_a_moving_range_of_exactly_the_screen_is_left_out():
    # Ranges 2 and 0, mean 1: at a screen of 2 only the 0 is kept.
    assert first_of(xmr_limits([0, 2, 2], screen=2)) == pytest.approx((4 / 3, 4 / 3, 4 / 3))


def test_p_limits_are_those_of_montgomery_example_7_1():
    nonconforming = [12, 15, 8, 10, 4, 7, 16, 9, 14, 10, 5, 6, 17, 12, 22, 8, 10, 5, 13, 11]
    nonconforming += [20, 18, 24, 15, 9, 12, 7, 13, 9, 6]
    limits = p_limits(nonconforming, [50] * 30)
    assert first_of(limits) == pytest.approx((0.2313, 0.0524, 0.4102), abs=5e-5)
    assert np.flatnonzero(beyond(np.array(nonconforming) / 50, limits)).tolist() == [14, 22]


def test_p_limits_are_wider_for_a_smaller_month_and_held_in_0_to_1():
    # 99 of 111; three standard deviations are 0.09316 for 100 and 0.9316 for a month of one.
    limits = p_limits([90, 9, 0], [100, 10, 1])
    assert limits.center[0] == pytest.approx(99 / 111)
    assert limits.lower[0] == pytest.approx(99 / 111 - 0.093155, abs=5e-6)
    assert limits.lower[2] == 0
    assert limits.upper[2] == 1


def test_a_month_with_nothing_to_count_has_no_limits_and_leaves_the_centre_alone():
    limits = p_limits([90, 0, 9], [100, 0, 10])
    assert limits.center[0] == 0.9
    assert math.isnan(limits.lower[1])
    assert limits.baseline == 2
    assert math.isnan(p_limits([0], [0]).center[0])


def test_p_limits_of_a_baseline_ignore_later_months():
    limits = p_limits([90, 9, 1], [100, 10, 100], baseline=2)
    assert limits.center.tolist() == [0.9, 0.9, 0.9]


def test_numerators_without_fitting_denominators_are_refused():
    for num, den in (([1, 2], [3]), ([4], [3]), ([-1], [3])):
        with pytest.raises(ValueError, match="between 0 and its denominator"):
            p_limits(num, den)


@pytest.mark.parametrize("baseline", [0, -3])
def test_a_baseline_of_no_points_is_refused(baseline):
    with pytest.raises(ValueError, match="at least one point"):
        xmr_limits([1, 2], baseline=baseline)
    with pytest.raises(ValueError, match="at least one point"):
        p_limits([1, 2], [3, 3], baseline=baseline)


def test_a_point_exactly_on_a_limit_is_inside():
    limits = ControlLimits(np.full(4, 5.0), np.full(4, 2.0), np.full(4, 8.0), 4)
    assert beyond([2.0, 8.0, 8.001, 1.999], limits).tolist() == [0, 0, 1, -1]


@pytest.mark.parametrize("value", [0.1, 0.3, 7, 1e9 + 0.1])
def test_a_series_that_never_moves_has_no_signal_whatever_its_decimals(value):
    values = [value] * 15
    assert not signals(values, xmr_limits(values)).any()


def test_eight_points_on_one_side_are_a_shift_and_seven_are_not():
    values = [1] * 8 + [-1] * 7 + [1]
    assert shift(values, 0).tolist() == [1] * 8 + [0] * 8
    assert shift(values, 0, length=7).tolist() == [1] * 8 + [-1] * 7 + [0]


def test_a_point_on_the_centre_or_a_missing_one_breaks_a_run():
    for gap in (0.0, NAN):
        values = [1.0] * 7 + [gap] + [1.0] * 7
        assert not shift(values, 0).any()
        assert shift(values, 0, length=7).tolist() == [1] * 7 + [0] + [1] * 7


def test_every_point_of_a_run_is_marked_and_an_empty_series_has_none():
    assert shift([3, -1, -2, -1, -3, -1, -1, -2, -1, -1, 4], 0).tolist() == [0] + [-1] * 9 + [0]
    assert shift([], 0).shape == (0,)


def test_a_signal_is_a_point_beyond_or_a_shift():
    limits = ControlLimits(np.full(10, 0.0), np.full(10, -5.0), np.full(10, 5.0), 10)
    assert signals([-6, 1, 1, 1, 1, 1, 1, 1, 9, 0], limits).tolist() == [-1] + [1] * 8 + [0]


def test_common_cause_alone_rarely_signals():
    # 300 series of 24 months of pure noise: at the last month, a signal in about one of fifty.
    rng = np.random.default_rng(3)
    series = rng.normal(50, 5, (300, 24))
    last = [signals(values, xmr_limits(values, baseline=12))[-1] != 0 for values in series]
    assert 0 < np.mean(last) < 0.06


def test_a_step_of_two_standard_deviations_is_found_within_eight_months_nine_times_in_ten():
    # A month beyond: 1 - .84^8 = .75; all eight above the centre: .98^8 = .83; either: about .9.
    rng = np.random.default_rng(5)
    series = rng.normal(50, 5, (200, 24))
    series[:, 16:] += 10
    found = [(signals(values, xmr_limits(values, baseline=16))[16:] == 1).any() for values in series]
    assert 0.85 < np.mean(found) < 0.97


@pytest.mark.parametrize(
    ("sign", "direction", "word"),
    [
        (1, "higher", "improvement"),
        (-1, "higher", "concern"),
        (1, "lower", "concern"),
        (-1, "lower", "improvement"),
        (1, "none", "change"),
        (-1, "parity", "change"),
        (0, "higher", "none"),
        (0, "none", "none"),
    ],
)
def test_what_a_signal_means_depends_on_which_way_is_better(sign, direction, word):
    assert meaning(sign, direction) == word
    assert meaning(np.int64(sign), direction) == word


@pytest.mark.parametrize(
    ("target", "direction", "answer"),
    [
        (70, "higher", "will meet it"),
        (85, "higher", "may or may not"),
        (95, "higher", "will miss it"),
        (70, "lower", "will miss it"),
        (85, "lower", "may or may not"),
        (95, "lower", "will meet it"),
        (80, "higher", "may or may not"),
        (90, "lower", "may or may not"),
        (85, "parity", ""),
        (None, "higher", ""),
        (NAN, "higher", ""),
    ],
)
def test_a_process_between_80_and_90_against_a_target(target, direction, answer):
    assert assurance(target, 80, 90, direction) == answer


def test_a_process_without_limits_is_not_assured():
    assert assurance(85, NAN, NAN, "higher") == ""


@pytest.mark.parametrize("judge", [lambda: meaning(1, "up"), lambda: assurance(1, 0, 2, "up")])
def test_a_direction_nobody_defined_is_refused(judge):
    with pytest.raises(ValueError, match="higher, lower, parity, none"):
        judge()
