"""Disparity ratios against published vectors and the identities between them."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.stats.disparity import extra_events, rate_ratio, relative_rate

counts = st.integers(min_value=1, max_value=10_000)


def not_computable(*values):
    return all(math.isnan(v) for v in values)


def test_the_disparity_index_of_the_published_slide():
    # Black children 18.7% of entries and 5.5% of the population, White 24.0% and 28.3%: 3.4 over 0.85 is 4.0.
    assert round(rate_ratio(18.7, 5.5, 24.0, 28.3)[0], 1) == 4.0


@given(events=counts, population=counts, ref_events=counts, ref_population=counts, others=counts)
def test_the_disparity_index_is_the_same_from_shares_and_from_rates(
    events, population, ref_events, ref_population, others
):
    all_events, everyone = events + ref_events + others, population + ref_population + 2 * others
    shares = events / all_events, population / everyone, ref_events / all_events, ref_population / everyone
    from_rates = rate_ratio(events, population, ref_events, ref_population)[0]
    assert rate_ratio(*shares)[0] == pytest.approx(from_rates)


def test_without_a_reference_population_extra_events_are_not_computable():
    assert not_computable(extra_events(3, 10, 0, 0))


def test_the_relative_rate_and_katz_interval_of_a_published_example():
    # 27 of 39 and 7 of 21: risk ratio 2.076923, 95% interval 1.09512 to 3.938939 (epitools).
    assert relative_rate(27, 39, 7, 21) == pytest.approx((2.076923, 1.09512, 3.938939), abs=1e-6)


def test_the_rate_ratio_of_a_published_example():
    # 41 in 28,010 and 15 in 19,017 person-years: 1.86 (1.03 to 3.35), Rothman.
    assert rate_ratio(41, 28_010, 15, 19_017) == pytest.approx((1.855759, 1.027226, 3.352563), abs=1e-6)


@given(a=counts, b=counts, spare1=counts, spare2=counts)
def test_exchanging_the_groups_inverts_the_ratio_and_its_limits(a, b, spare1, spare2):
    ratio, low, high = relative_rate(a, a + spare1, b, b + spare2)
    assert relative_rate(b, b + spare2, a, a + spare1) == pytest.approx((1 / ratio, 1 / high, 1 / low))
    assert low < ratio < high


@pytest.mark.parametrize("cell", [(0, 10, 3, 10), (3, 10, 0, 10), (0, 0, 3, 10), (3, 10, 0, 0)])
def test_a_zero_cell_is_not_computable(cell):
    assert not_computable(*relative_rate(*cell))
    assert not_computable(*rate_ratio(*cell))


def test_when_everyone_has_the_event_the_ratio_is_1_without_an_interval():
    ratio, low, high = relative_rate(12, 12, 30, 30)
    assert ratio == 1.0
    assert not_computable(low, high)


def test_groups_in_an_array_are_answered_one_by_one():
    ratio, low, high = relative_rate(np.array([27, 0]), np.array([39, 20]), 7, 21)
    assert ratio[0] == pytest.approx(2.076923, abs=1e-6)
    assert np.isnan([ratio[1], low[1], high[1]]).all()


def test_more_events_than_people_decided_about_are_refused():
    with pytest.raises(ValueError, match="between 0 and their denominator"):
        relative_rate(11, 10, 3, 10)
    with pytest.raises(ValueError, match="not negative"):
        rate_ratio(-1, 10, 3, 10)


def test_extra_events_are_those_beyond_the_reference_rate():
    # 30 of 100 where the reference has 50 of 250 (20%): 10 more than expected; 12 of 100: 8 fewer.
    assert extra_events(np.array([30, 12]), 100, 50, 250).tolist() == [10.0, -8.0]
