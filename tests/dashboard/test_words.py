"""Numbers and periods as people read them, against what a person would write."""

import pytest

from pipelines.questions.released import EMPTY, HIDDEN, NOT_MEASURABLE, SHOWN, Row
from pipelines.words import wording


@pytest.mark.parametrize(
    ("amount", "unit", "short", "long"),
    [
        (0.934, "percent", "93%", "93%"),
        (0.0, "percent", "0%", "0%"),
        (66.4, "percent of possible", "66%", "66% of possible"),
        (3.25, "hours", "3.25 h", "3.25 office hours"),
        (14.0, "hours", "14 h", "14 office hours"),
        (-4.23, "fte", "\u22124.2", "\u22124.2 FTE"),
        (1.62, "ratio", "1.62", "1.62"),
        (1234.0, "count", "1,234", "1,234"),
        (7.46, "per 1,000", "7.5", "7.5 per 1,000"),
    ],
)
def test_a_value_prints_in_its_unit(amount, unit, short, long):
    assert wording.value(amount, unit) == short
    assert wording.value(amount, unit, long=True) == long


def test_a_minus_that_rounds_away_prints_no_sign():
    assert wording.number(-0.04, 1) == "0.0"


def test_the_kinds_of_absence_are_different_words_and_none_is_a_zero():
    printed = [
        wording.figure(Row("2026", (), (), status), "percent") for status in (HIDDEN, EMPTY, NOT_MEASURABLE)
    ]
    printed.append(wording.figure(Row("2026", (), (), SHOWN, num=0, den=3), "ratio"))
    printed.append(wording.figure(Row("2026", (), (), SHOWN, num=0, den=3, more={"too_few": True}), "ratio"))
    printed.append(wording.figure(Row("2026", (), (), SHOWN, num=0, den=3, value=0.0), "percent"))
    assert printed == [
        "hidden",
        "nothing to count",
        "not measurable",
        "not computable",
        "too few to compare",
        "0%",
    ]


@pytest.mark.parametrize(
    ("period", "long", "short"),
    [
        ("2026-10", "October 2026", "Oct 2026"),
        ("2026-Q3", "Jul–Sep 2026", "Q3 2026"),
        ("2025", "2025", "2025"),
        ("2024-11..2026-10", "November 2024 to October 2026", "Nov 2024 to Oct 2026"),
        ("2026-10..2026-10", "October 2026", "Oct 2026"),
        ("something else", "something else", "something else"),
    ],
)
def test_a_period_is_said_in_words(period, long, short):
    assert wording.period(period) == long
    assert wording.period(period, short=True) == short


def test_a_day_is_said_in_words_and_one_already_in_words_is_left():
    assert wording.day("2026-10-31") == "31 Oct 2026"
    assert wording.day("2026-10-31T17:05:00") == "31 Oct 2026, 17:05"
    assert wording.day("31 Oct 2026") == "31 Oct 2026"


def test_lists_and_plurals():
    assert wording.listing(["a"]) == "a"
    assert wording.listing(["a", "b", "c"]) == "a, b and c"
    assert wording.plural(1, "row") == "1 row"
    assert wording.plural(2000, "inquiry is", "inquiries are") == "2,000 inquiries are"
    assert wording.sentence("from 1 to 2") == "From 1 to 2."
    assert wording.sentence("") == ""
