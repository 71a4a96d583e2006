"""The answers of the sample county stay what they are: a seeded share of the golden file is asked again.

`make golden` asks all of it.
"""

import random

import pytest

from tests.golden.questions import answer, build_sample, kept

SHARE = 0.07


@pytest.fixture(scope="module")
def database(tmp_path_factory) -> str:
    return build_sample(tmp_path_factory.mktemp("golden"))


def drawn() -> list[dict]:
    """A share of the answered questions and a smaller one of those that are declined, the same every time."""
    answers = kept()
    given = [a for a in answers if "rows" in a]
    declined = [a for a in answers if "rows" not in a]
    draw = random.Random(2016)
    return draw.sample(given, round(SHARE * len(given))) + draw.sample(declined, 60)


def test_the_golden_file_holds_every_indicator_role_and_grain():
    answered = {tuple(a["ask"].split(" ")[:3:2]) for a in kept() if "rows" in a}
    assert len({indicator for indicator, _ in answered}) == 14
    assert {role for _, role in answered} == {"director", "manager", "supervisor", "equity"}


def test_answers_are_equal_in_value_interval_and_n(database):
    told = [old["ask"] for old in drawn() if answer(tuple(old["ask"].split(" ")), database) != old]
    assert told == []
