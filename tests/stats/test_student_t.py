"""Student's t quantiles against scipy and the printed table."""

import numpy as np
import pytest
from scipy.stats import t as student

from pipelines.stats.student_t import MANY, t_quantile


@pytest.mark.parametrize("p", [0.0005, 0.025, 0.1, 0.4, 0.5, 0.8, 0.95, 0.975, 0.99, 0.995, 0.999, 0.9995])
def test_the_quantile_agrees_with_scipy_to_a_billionth_from_one_degree_of_freedom_on(p):
    df = np.r_[1:60, 99, 250, MANY - 1, MANY, MANY + 1, 12_345, 10**7]
    assert t_quantile(p, df) == pytest.approx(student.ppf(p, df), rel=1e-9, abs=1e-12)


def test_the_quantile_agrees_with_the_printed_table():
    # Table of Student's t, two-sided 95%: 1, 2, 5, 10, 30 and 120 degrees of freedom.
    printed = [12.706, 4.303, 2.571, 2.228, 2.042, 1.980]
    assert t_quantile(0.975, [1, 2, 5, 10, 30, 120]).round(3).tolist() == printed


def test_below_one_degree_of_freedom_there_is_no_quantile():
    assert np.isnan(t_quantile(0.975, [0, -1, 0.5, np.nan])).all()


def test_degrees_of_freedom_that_are_not_whole_are_rounded_down():
    assert t_quantile(0.975, 4.9) == t_quantile(0.975, 4)


@pytest.mark.parametrize("p", [0, 1, -0.1, float("nan")])
def test_a_probability_outside_0_to_1_is_refused(p):
    with pytest.raises(ValueError, match="strictly between"):
        t_quantile(p, 5)
