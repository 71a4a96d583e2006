"""Scores of rating scales by hand: the ends of a scale, items turned, and how many answers are enough."""

import numpy as np
import pandas as pd
import pytest

from pipelines.sources.surveys import scores
from pipelines.stats.reliability import enough_answered, percent_of_possible

NAN = float("nan")


@pytest.mark.parametrize(
    ("answer", "low", "high", "percent"), [(3, 1, 5, 50), (1, 1, 5, 0), (5, 1, 5, 100), (0, -2, 2, 50)]
)
def test_a_3_on_a_1_to_5_scale_is_half_of_what_is_possible_and_not_60_percent(answer, low, high, percent):
    assert percent_of_possible(answer, low, high, False) == percent
    assert percent_of_possible(answer, low, high, True) == 100 - percent


def test_each_answer_stands_on_its_own_scale():
    found = percent_of_possible([2.0, 2.0, 2.0], [1, 1, 0], [5, 3, 10], [False, False, True])
    assert found.tolist() == [25, 50, 80]


def test_not_applicable_and_a_scale_without_length_are_not_a_number():
    found = percent_of_possible([NAN, 3, NAN], [1, 3, 1], [5, 3, 5], [False, False, True])
    assert np.isnan(found).all()


@pytest.mark.parametrize(("answered", "enough"), [(0, False), (2, False), (3, True), (4, True)])
def test_three_of_four_items_are_enough_and_two_are_not(answered, enough):
    assert enough_answered(answered, 4, 0.75) == enough


def test_74_percent_answered_is_too_few_and_75_percent_is_not():
    assert enough_answered([74, 75], [100, 100], 0.75).tolist() == [False, True]


def test_fourteen_of_25_items_are_56_percent_though_0_56_times_25_is_a_hair_more():
    assert enough_answered([13, 14], [25, 25], 0.56).tolist() == [False, True]


def test_no_answer_at_all_is_never_enough():
    assert not enough_answered(0, 2, 0)


def answers(*people, turned=(), domains=None) -> pd.DataFrame:
    """Rows of people's answers, items in order, on a scale of 1 to 5."""
    return pd.DataFrame(
        [
            {
                "response_id": f"p{n}",
                "period": "2025-Q3",
                "instrument": "T",
                "domain": domains[i] if domains else "Teaming",
                "unit": "U",
                "rater": "peer",
                "race": "",
                "language": "",
                "low": 1.0,
                "high": 5.0,
                "reversed": "yes" if i in turned else "no",
                "answer": float(answer),
            }
            for n, person in enumerate(people)
            for i, answer in enumerate(person)
        ]
    )


def score(rows: pd.DataFrame, domain: str = "*") -> dict[str, float]:
    found = scores(rows)
    found = found[found["domain"] == domain]
    return dict(zip(found["response_id"], found["score"], strict=True))


def test_not_applicable_is_neither_zero_nor_the_middle():
    # 5, 5, 5 and one not applicable: 100%, not 75% and not 87.5%.
    assert score(answers([5, 5, 5, NAN])) == {"p0": 100}


def test_who_answered_less_than_three_quarters_has_no_score():
    rows = answers([5, 4, 3, NAN], [5, 4, NAN, NAN], [NAN] * 4)
    assert score(rows) == {"p0": 75}


def test_a_reversed_item_counts_from_the_other_end():
    assert score(answers([4, 4, 4, 2], turned=[3])) == {"p0": 75}
    assert score(answers([4, 4, 4, 2])) == {"p0": 62.5}


def test_every_domain_has_a_score_of_its_own_beside_the_one_over_all_items():
    rows = answers([5, 5, 1, NAN], domains=["Teaming", "Teaming", "Inquiry", "Inquiry"])
    assert score(rows, "Teaming") == {"p0": 100}
    assert score(rows, "Inquiry") == {}, "one of two items is too few"
    assert score(rows) == pytest.approx({"p0": 200 / 3})
