"""Intervals against published tables, scipy, and simulation of what they promise."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from pipelines.stats.intervals import (
    newcombe_difference,
    rate_interval,
    ratio_estimator,
    t_interval,
    wilson,
)

NAN = float("nan")


def close(*values):
    return pytest.approx(values, abs=5e-5, nan_ok=True)


def sums_of(x, y):
    return len(x), x.sum(), y.sum(), (x * x).sum(), (y * y).sum(), (x * y).sum()


@pytest.mark.parametrize(
    ("x", "n", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson_gives_the_intervals_of_newcombe_1998_table_i(x, n, low, high):
    assert wilson(x, n) == close(low, high)


@given(n=st.integers(1, 500), data=st.data())
def test_wilson_limits_are_where_a_score_test_just_rejects(n, data):
    x = data.draw(st.integers(0, n))
    for limit in wilson(x, n):
        assert (x / n - limit) ** 2 * n == pytest.approx(1.959963984540054**2 * limit * (1 - limit), abs=1e-9)


def test_wilson_of_none_and_of_all_touches_0_and_1_exactly():
    low, high = wilson(np.array([0, 12]), np.array([12, 12]))
    assert low[0] == 0
    assert high[1] == 1
    assert 0 < high[0] < 0.25
    assert low[1] == pytest.approx(1 - high[0])


def test_nothing_to_count_has_no_interval_and_is_not_0():
    assert all(math.isnan(limit) for limit in wilson(0, 0))
    assert all(math.isnan(limit) for limit in rate_interval(0, 0))


def test_a_number_gives_a_number_and_an_array_gives_an_array():
    assert isinstance(wilson(3, 10)[0], float)
    assert wilson(np.array([3, 4]), 10)[0].shape == (2,)


@pytest.mark.parametrize(("x", "n"), [(-1, 10), (11, 10)])
def test_a_count_outside_its_denominator_is_refused(x, n):
    with pytest.raises(ValueError, match="between 0 and their denominator"):
        wilson(x, n)
    with pytest.raises(ValueError, match="between 0 and their denominator"):
        newcombe_difference(x, n, 1, 10)


@pytest.mark.parametrize(
    ("counts", "low", "high"),
    [
        ((56, 70, 48, 80), 0.0524, 0.3339),
        ((9, 10, 3, 10), 0.1705, 0.8090),
        ((5, 56, 0, 29), -0.0381, 0.1926),
        ((10, 10, 0, 20), 0.6791, 1.0),
    ],
)
def test_the_difference_of_two_proportions_gives_newcombe_1998_table_ii(counts, low, high):
    x1, n1, x2, n2 = counts
    assert newcombe_difference(*counts) == close(x1 / n1 - x2 / n2, low, high)


def test_turning_the_two_groups_round_turns_the_difference_round():
    estimate, low, high = newcombe_difference(56, 70, 48, 80)
    assert newcombe_difference(48, 80, 56, 70) == pytest.approx((-estimate, -high, -low))


def test_the_difference_with_nothing_to_count_is_not_computable():
    assert all(math.isnan(v) for v in newcombe_difference(0, 0, 3, 10))


@pytest.mark.parametrize("count", range(10))
def test_below_ten_events_the_rate_has_the_exact_poisson_limits(count):
    low = stats.chi2.ppf(0.025, 2 * count) / 2 if count else 0
    high = stats.chi2.ppf(0.975, 2 * count + 2) / 2
    assert rate_interval(count, 1) == pytest.approx((low, high), rel=1e-9)


def test_at_ten_events_byars_formula_takes_over():
    # 10 (1 - 1/90 - 1.96 / (3 sqrt 10))^3 and 11 (1 - 1/99 + 1.96 / (3 sqrt 11))^3; exact: 4.7954, 18.3904.
    assert rate_interval(10, 1) == close(4.78745, 18.39146)


@pytest.mark.parametrize("count", [10, 25, 400, 9856])
def test_from_ten_events_byars_limits_are_within_two_thousandths_of_the_exact_ones(count):
    exact = stats.chi2.ppf(0.025, 2 * count) / 2, stats.chi2.ppf(0.975, 2 * count + 2) / 2
    assert rate_interval(count, 1) == pytest.approx(exact, rel=2e-3)


def test_a_rate_per_thousand_is_the_interval_times_a_thousand():
    # 20 events in 100: Byar gives 12.2114 to 30.8899 per 100.
    low, high = rate_interval(np.array([20, 0]), np.array([100, 2500]))
    assert (low * 100)[0] == pytest.approx(12.2114, abs=5e-5)
    assert (high * 100)[0] == pytest.approx(30.8899, abs=5e-5)
    # No event in 2,500: the upper limit is 3.6889 / n.
    assert low[1] == 0
    assert high[1] == pytest.approx(3.68888 / 2500, rel=1e-5)


def test_a_negative_count_or_population_is_refused():
    for count, population in ((-1, 10), (1, -10)):
        with pytest.raises(ValueError, match="not negative"):
            rate_interval(count, population)


@pytest.mark.parametrize("level", [0.8, 0.95, 0.99])
def test_the_mean_interval_from_sums_equals_scipys_from_the_values(level):
    values = np.array([3.2, 4.1, 2.8, 4.4, 3.9, 3.0, 4.6])
    expected = stats.t.interval(level, len(values) - 1, loc=values.mean(), scale=stats.sem(values))
    assert t_interval(values.sum(), (values**2).sum(), len(values), level) == pytest.approx(expected)


def test_a_mean_of_one_or_none_has_no_interval():
    low, high = t_interval(np.array([4.0, 0.0, 6.0]), np.array([16.0, 0.0, 20.0]), np.array([1, 0, 2]))
    assert np.isnan(low[:2]).all()
    assert np.isnan(high[:2]).all()
    # 2 and 4: mean 3, standard error 1, t with one degree of freedom 12.706.
    assert (low[2], high[2]) == pytest.approx((3 - 12.7062, 3 + 12.7062), abs=1e-4)


def test_equal_values_have_an_interval_of_no_length():
    assert t_interval(12.0, 48.0, 3) == (4.0, 4.0)


def test_equal_values_whose_sums_miss_by_a_rounding_error_have_a_mean_and_no_width():
    """0.1 three times: their squares sum to a hair less than the square of their sum over three."""
    total, squares = 0.1 + 0.1 + 0.1, 0.1**2 + 0.1**2 + 0.1**2
    assert squares - total * total / 3 < 0
    assert t_interval(total, squares, 3) == pytest.approx((0.1, 0.1))


def test_the_ratio_of_two_workers_has_an_interval_with_one_degree_of_freedom():
    # Loads 0.5 and 1.5 of one FTE each: residuals -0.5 and 0.5, se = sqrt(2 x 0.5) / 2 = 0.5; t is 12.7062.
    found = ratio_estimator(*sums_of(np.array([1.0, 1.0]), np.array([0.5, 1.5])))
    assert found == pytest.approx((1, 1 - 6.3531, 1 + 6.3531), abs=1e-4)


def test_the_ratio_of_vacant_to_authorised_days_by_hand():
    # Four positions of 30 days, vacant 0, 0, 30 and 12 days: 42 / 120 = 0.35. Residuals from 10.5 vacant
    # days each are -10.5, -10.5, 19.5, 1.5; their squares sum to 603; se = sqrt(4/3 x 603) / 120 = 0.23629.
    authorised, vacant = np.array([30.0, 30, 30, 30]), np.array([0.0, 0, 30, 12])
    ratio, low, high = ratio_estimator(*sums_of(authorised, vacant))
    half = 3.182446 * 0.236291
    assert (ratio, low, high) == pytest.approx((0.35, 0.35 - half, 0.35 + half), rel=1e-5)


def test_with_clusters_of_one_the_ratio_is_a_mean_and_has_the_means_interval():
    values = np.array([0.0, 1, 1, 0, 1, 0, 0, 1, 1])
    _, low, high = ratio_estimator(*sums_of(np.ones_like(values), values))
    assert (low, high) == pytest.approx(t_interval(values.sum(), (values**2).sum(), len(values)))


def test_the_ratio_interval_is_close_to_a_jackknife_over_clusters():
    rng = np.random.default_rng(20250601)
    x = rng.integers(200, 366, 60).astype(float)
    y = np.round(x * rng.beta(0.5, 3, 60))
    left_out = (y.sum() - y) / (x.sum() - x)
    jackknife = math.sqrt(59 / 60 * ((left_out - left_out.mean()) ** 2).sum())
    ratio, low, _ = ratio_estimator(*sums_of(x, y))
    assert ratio == pytest.approx(y.sum() / x.sum())
    assert (ratio - low) / stats.t.ppf(0.975, 59) == pytest.approx(jackknife, rel=0.02)


def test_the_ratio_interval_covers_the_truth_about_as_often_as_it_says():
    # Positions vacant in spells: a quarter of 80 positions vacant on average, for whole spells at a time.
    # Simulation error with 2,000 counties is half a point; small-sample skew costs up to two more.
    rng = np.random.default_rng(7)
    y = 30.0 * rng.binomial(12, rng.beta(0.3, 0.9, (2000, 80)))
    x = np.full_like(y, 360.0)
    n = np.full(2000, 80)
    _, low, high = ratio_estimator(n, x.sum(1), y.sum(1), (x * x).sum(1), (y * y).sum(1), (x * y).sum(1))
    assert 0.925 < ((low < 0.25) & (high > 0.25)).mean() < 0.965


def test_an_overfilled_unit_keeps_its_vacancy_below_0():
    ratio, low, high = ratio_estimator(*sums_of(np.array([30.0, 30, 30]), np.array([-30.0, 0, 15])))
    assert low < ratio < 0 < high


def test_one_cluster_or_an_empty_base_has_no_ratio():
    for sums in (sums_of(np.array([30.0]), np.array([3.0])), (3, 0, 0, 0, 0, 0)):
        assert all(math.isnan(v) for v in ratio_estimator(*sums))


def test_ratios_of_several_units_are_answered_row_by_row():
    x, y = np.array([30.0, 30, 30, 30]), np.array([0.0, 0, 30, 12])
    rows = np.array([sums_of(x, y), sums_of(x[:1], y[:1])]).T
    ratio, low, high = ratio_estimator(*rows)
    assert ratio[0] == 0.35
    assert np.isnan([ratio[1], low[1], high[1]]).all()
