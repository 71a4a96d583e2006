"""Numbers and periods as people read them, against what a person would write."""

from datetime import date, datetime
from types import SimpleNamespace

import pytest

from pipelines.answers.sentences import sentence
from pipelines.questions.details import Compared, Waiting
from pipelines.questions.released import EMPTY, HIDDEN, NOT_MEASURABLE, SHOWN, Row
from pipelines.words import dates, joining, numbers, units


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
        (1.0, "hours", "1 h", "1 office hour"),
        (1234.5, "hours", "1,234.5 h", "1,234.5 office hours"),
        (-0.04, "fte", "0.0", "0.0 FTE"),
        (-0.2, "count", "0", "0"),
        (-0.6, "count", "\u22121", "\u22121"),
        (None, "percent", "not computable", "not computable"),
        (2.345, "a unit nobody knows", "2.3", "2.3"),
    ],
)
def test_a_value_prints_in_its_unit(amount, unit, short, long):
    assert units.value(amount, unit) == short
    assert units.value(amount, unit, long=True) == long


def test_a_minus_that_rounds_away_prints_no_sign():
    assert numbers.number(-0.04, 1) == "0.0"


def test_the_kinds_of_absence_are_different_words_and_none_is_a_zero():
    printed = [
        units.figure(Row("2026", (), (), status), "percent") for status in (HIDDEN, EMPTY, NOT_MEASURABLE)
    ]
    printed.append(units.figure(Row("2026", (), (), SHOWN, num=0, den=3), "ratio"))
    few = Compared(rate=0, reference_rate=0.5, extra=-1.5, difference=-0.5, reference=False, too_few=True)
    printed.append(units.figure(Row("2026", (), (), SHOWN, num=0, den=3, detail=few), "ratio"))
    printed.append(units.figure(Row("2026", (), (), SHOWN, num=0, den=3, value=0.0), "percent"))
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
        ("2026-10..", "October 2026", "Oct 2026"),
        ("..2026-Q1", "Jan–Mar 2026", "Q1 2026"),
        ("..", "All periods", "All periods"),
        ("something else", "something else", "something else"),
    ],
)
def test_a_period_is_said_in_words(period, long, short):
    assert dates.period(period) == long
    assert dates.period(period, short=True) == short


def test_a_day_is_said_in_words_and_one_already_in_words_is_left():
    assert dates.day("2026-10-01") == "1 Oct 2026"
    assert dates.day(date(2026, 10, 31)) == "31 Oct 2026"
    assert dates.moment(datetime(2026, 3, 2, 8, 5)) == "2 Mar 2026 08:05"
    assert dates.day("31 Oct 2026") == "31 Oct 2026"


def test_lists_and_the_ends_of_sentences():
    assert joining.listing(["a"]) == "a"
    assert joining.listing(["a", "b"]) == "a and b"
    assert joining.listing(["a", "b", "c"]) == "a, b and c"
    assert joining.sentence("from 1 to 2") == "From 1 to 2."
    assert joining.sentence("why?") == "Why?"
    assert joining.sentence("") == ""


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (
            {"value": 1234.5, "unit": "hours"},
            "Sep 2026: half were answered within 1,234.5 office hours, nine",
        ),
        ({"value": -0.2, "unit": "count"}, "Sep 2026: 0 open past the due time"),
    ],
)
def test_a_sentence_writes_a_value_as_the_page_does(row, said):
    kind = {"hours": "time_to_answer", "count": "stock"}[row["unit"]]
    definition = SimpleNamespace(kind=kind, unit=row["unit"])
    waited = Waiting(p90=2345.678, open=1)
    rows = [Row("2026-09", (), (), SHOWN, num=1, den=2, value=row["value"], detail=waited)]
    assert sentence(definition, rows, None, None).startswith(said)


def test_the_interval_of_a_sentence_and_of_a_page_are_the_same_figures():
    row = Row("2026-09", (), (), SHOWN, num=1, den=2, value=0.5, low=-0.0004, high=0.934)
    assert units.interval(row, "percent") == "0% to 93%"
    assert " (0 to 93)" in sentence(SimpleNamespace(kind="proportion", unit="percent"), [row], None, None)
