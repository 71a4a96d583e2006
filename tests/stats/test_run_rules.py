"""When a rule first fires, when a change began, what could have been seen."""

import numpy as np
import pytest

from pipelines.stats import spc
from pipelines.stats.run_rules import change_start, detectable_shift, fired, signal_probability


@pytest.mark.parametrize(("shift", "length"), [(0.0, 152.73)])
def test_the_average_run_length_is_the_published_one(shift, length):
    """Champ and Woodall 1987, table 1: one point beyond 3 standard deviations, or eight on one side."""
    assert sum(1 - signal_probability(shift, n) for n in range(3000)) == pytest.approx(length, abs=0.005)


@pytest.mark.parametrize(("shift", "points"), [(0.0, 12), (1.0, 12), (1.35, 12), (2.0, 6)])
def test_the_chance_of_a_signal_is_that_of_a_simulation_by_the_rules_themselves(shift, points):
    values = np.random.default_rng(7).normal(shift, 1, (20_000, points))
    flat = spc.ControlLimits(np.zeros(points), np.full(points, -3.0), np.full(points, 3.0), points)
    seen = np.mean([spc.signals(v, flat).any() for v in values])
    assert signal_probability(shift, points) == pytest.approx(seen, abs=0.012)


def test_the_detectable_shift_is_found_with_the_power_that_was_asked():
    assert signal_probability(detectable_shift(12), 12) == pytest.approx(0.8, abs=0.002)
    assert signal_probability(detectable_shift(12) - 0.05, 12) < 0.8


def test_a_run_speaks_from_its_eighth_point_on():
    sides = [1] * 7 + [0] + [-1] * 10
    assert list(fired([0] * 18, sides)) == [0] * 15 + [-1] * 3
    assert list(fired([0, 1, 0], [1, 1, 1])) == [0, 1, 0]


def test_the_start_of_a_step_is_where_the_likelihood_is_greatest():
    """By hand: from the third point on the mean distance is 2 over four, 16; from the second 9 over five, 16.2."""
    assert change_start([0, 1, 2, 2, 2, 2], [1] * 6, 1, 5) == 1
    assert change_start([0, 0, 2, 2, 2, 2], [1] * 6, 1, 5) == 2
    assert change_start([0, 0, -2, -2, np.nan, -2], [1] * 6, -1, 5) == 2


def test_a_planted_step_of_two_deviations_is_dated_within_two_points_nine_times_in_ten():
    values = np.random.default_rng(3).normal(0, 1, (400, 24))
    values[:, 12:] += 2
    found = np.array([change_start(v, np.ones(24), 1, 23) for v in values])
    assert np.mean(np.abs(found - 12) <= 2) >= 0.9
