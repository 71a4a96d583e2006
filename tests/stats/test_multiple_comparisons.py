"""The extremes of many groups lie apart by chance; a call among many must be rarer than one in twenty."""

import random

import pytest

from pipelines.stats.intervals import wilson
from pipelines.stats.multiple import critical, differ, differs_from_parity


def test_one_comparison_is_the_ordinary_two_sided_test():
    assert critical(1) == pytest.approx(1.959964, abs=1e-6)
    assert critical(10) == pytest.approx(2.807034, abs=1e-6)


def test_two_estimates_with_equal_spread_differ_beyond_root_two_of_the_limit():
    assert differ((0.5, 0.4, 0.6), (0.65, 0.55, 0.75), 1)
    assert not differ((0.5, 0.4, 0.6), (0.63, 0.53, 0.73), 1)
    assert not differ((0.5, 0.4, 0.6), (0.65, 0.55, 0.75), 10)


def test_of_a_lopsided_interval_the_half_that_faces_the_other_counts():
    """10 (0 to 12) and 20 (18 to 40): between them lie 2 and 2, whatever lies beyond."""
    assert differ((10, 0, 12), (20, 18, 40), 1)
    assert not differ((10, 9, 30), (20, 0, 21), 1)


def test_a_ratio_of_one_and_a_half_is_a_call_alone_but_not_among_thirty():
    assert differs_from_parity(1.5, 1.02, 2.2, 1)
    assert not differs_from_parity(1.5, 1.02, 2.2, 30)


def test_ten_equal_units_are_called_different_in_at_most_one_county_of_twenty():
    called, counties = 0, 400
    draw = random.Random(5)
    for _ in range(counties):
        found = []
        for _ in range(10):
            x = sum(draw.random() < 0.8 for _ in range(60))
            low, high = wilson(x, 60)
            found.append((x / 60, low, high))
        called += differ(min(found), max(found), 45)
    assert called <= counties / 20
