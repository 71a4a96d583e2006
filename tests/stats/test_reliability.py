"""Scores of rating scales by hand, and agreement of items against the definition written out."""

import math
import statistics

import numpy as np
import pytest

from pipelines.stats.reliability import cronbach_alpha, percent_of_possible, person_score, turn_reversed

NAN = float("nan")


def alpha_by_definition(rows):
    items = list(zip(*rows, strict=True))
    total = statistics.variance([sum(row) for row in rows])
    return len(items) / (len(items) - 1) * (1 - sum(map(statistics.variance, items)) / total)


@pytest.mark.parametrize(
    ("mean", "low", "high", "percent"), [(3, 1, 5, 50), (1, 1, 5, 0), (5, 1, 5, 100), (0, -2, 2, 50)]
)
def test_a_mean_of_3_on_a_1_to_5_scale_is_half_of_what_is_possible_and_not_60_percent(
    mean, low, high, percent
):
    assert percent_of_possible(mean, low, high) == percent


def test_percent_of_possible_of_several_means_at_once():
    assert percent_of_possible(np.array([2.0, 4.0]), 1, 5).tolist() == [25.0, 75.0]


def test_a_scale_without_length_is_refused():
    with pytest.raises(ValueError, match="lower to a higher end"):
        percent_of_possible(3, 5, 5)


def test_a_reversed_item_is_turned_about_the_middle_of_its_scale():
    turned = turn_reversed([[5, 1], [4, NAN]], 1, 5, [False, True])
    assert turned == pytest.approx(np.array([[5, 5], [4, NAN]]), nan_ok=True)


@pytest.mark.parametrize("answer", [0, 6, 99])
def test_an_answer_off_the_scale_is_refused(answer):
    with pytest.raises(ValueError, match="outside its scale, 1 to 5"):
        person_score([[3, answer]], 1, 5, [False, False])


def test_a_person_is_scored_when_three_of_four_items_are_answered_and_not_when_two_are():
    scores = person_score([[5, 4, 3, NAN], [5, 4, NAN, NAN], [NAN] * 4], 1, 5, [False] * 4)
    assert scores == pytest.approx([4.0, NAN, NAN], nan_ok=True)


def test_74_percent_answered_is_missing_and_75_percent_is_not():
    answers = np.full((2, 100), NAN)
    answers[0, :74], answers[1, :75] = 3, 3
    assert person_score(answers, 1, 5, [False] * 100) == pytest.approx([NAN, 3.0], nan_ok=True)


def test_fourteen_of_25_items_are_56_percent_though_0_56_times_25_is_a_hair_more():
    answers = np.array([[4.0] * 14 + [NAN] * 11])
    assert person_score(answers, 1, 5, [False] * 25, minimum_share=0.56).tolist() == [4.0]


def test_no_answer_at_all_is_no_score_even_where_no_minimum_is_asked():
    assert math.isnan(person_score([[NAN, NAN]], 1, 5, [False, False], minimum_share=0)[0])


def test_not_applicable_is_neither_zero_nor_the_middle():
    # 5, 5, 5 and one not applicable: 5, not 3.75 and not 4.5.
    assert person_score([[5, 5, 5, NAN]], 1, 5, [False] * 4).tolist() == [5.0]


def test_alpha_equals_its_definition_written_out():
    rows = [[1, 2, 2], [2, 2, 3], [3, 4, 3], [4, 4, 5], [5, 5, 4], [4, 5, 5], [3, 2, 2]]
    alpha, people = cronbach_alpha(rows)
    assert alpha == pytest.approx(alpha_by_definition(rows))
    assert people == 7


def test_only_people_who_answered_every_item_count_towards_alpha():
    complete = [[1, 2], [2, 2], [3, 4], [4, 4]]
    assert cronbach_alpha([*complete, [5, NAN]]) == cronbach_alpha(complete)
    assert cronbach_alpha([*complete, [5, NAN]])[1] == 4


def test_an_item_that_was_not_turned_makes_alpha_negative():
    rows = np.array([[1, 2, 5], [2, 1, 4], [4, 4, 2], [5, 4, 1], [5, 5, 1]])
    assert cronbach_alpha(rows)[0] < 0
    assert cronbach_alpha(turn_reversed(rows, 1, 5, [False, False, True]))[0] > 0.9


@pytest.mark.parametrize("rows", [[[1, 2, 3]], [[1], [2], [3]], [[3, 3], [3, 3], [3, 3]], np.empty((0, 4))])
def test_alpha_of_one_person_one_item_or_no_variation_is_not_a_number(rows):
    assert math.isnan(cronbach_alpha(rows)[0])


def test_alpha_of_a_plain_list_is_refused():
    with pytest.raises(ValueError, match="people x items"):
        cronbach_alpha([1, 2, 3])
