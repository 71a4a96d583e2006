"""How unevenly work is spread: equal shares, everything on one, and the definition over all pairs."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.stats.concentration import coefficient_of_variation, gini, gini_corrected

loads = st.lists(st.integers(0, 60), min_size=2, max_size=20).filter(any)


def gini_over_pairs(x):
    return sum(abs(a - b) for a in x for b in x) / (2 * len(x) ** 2 * (sum(x) / len(x)))


def test_equal_loads_are_not_concentrated():
    assert (gini([12, 12, 12]), gini_corrected([12, 12, 12]), coefficient_of_variation([12] * 3)) == (0, 0, 0)


def test_everything_on_one_of_four_is_three_quarters_and_corrected_1():
    assert gini([0, 0, 0, 40]) == 0.75
    assert gini_corrected([0, 0, 0, 40]) == 1.0


def test_the_order_of_people_does_not_matter():
    assert gini([40, 0, 10, 0]) == gini([0, 0, 10, 40])


@given(loads)
def test_gini_equals_its_definition_over_all_pairs(x):
    assert gini(x) == pytest.approx(gini_over_pairs(x))


def test_the_coefficient_of_variation_by_hand():
    # 8, 10, 12: mean 10, sample standard deviation 2.
    assert coefficient_of_variation([8, 10, 12]) == pytest.approx(0.2)


@pytest.mark.parametrize("x", [[], [0, 0, 0]])
def test_nobody_or_nothing_to_share_has_no_concentration(x):
    assert all(math.isnan(measure(x)) for measure in (gini, gini_corrected, coefficient_of_variation))


def test_one_person_cannot_be_uneven():
    assert gini([7]) == 0
    assert math.isnan(gini_corrected([7]))
    assert math.isnan(coefficient_of_variation([7]))


@pytest.mark.parametrize("x", [[1, -1], [1, float("nan")], [[1, 2]]])
def test_negative_missing_or_nested_loads_are_refused(x):
    for measure in (gini, gini_corrected, coefficient_of_variation):
        with pytest.raises(ValueError, match="none negative and none missing"):
            measure(x)
