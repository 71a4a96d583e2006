"""What a shown row always has can be taken as a number; what is not there is an error, never a zero."""

import pytest

from pipelines.questions.released import HIDDEN, Row, given


@pytest.mark.parametrize("number", [0, 0.0, -1.5, 12])
def test_a_number_that_is_there_is_given_as_it_is(number):
    assert given(number) == number


def test_a_hidden_row_gives_no_number():
    row = Row("2026-01", (), (), HIDDEN)
    for missing in (row.num, row.den, row.value, row.low, row.high):
        with pytest.raises(ValueError, match="without figures"):
            given(missing)
