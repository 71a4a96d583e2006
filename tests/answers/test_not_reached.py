"""A median that most people never reach is worse than any number: it is said, and lies beyond every limit (A3)."""

import pytest

from pipelines.questions.actor import acting_as
from pipelines.questions.periods import months_between
from pipelines.questions.released import NOT_COMPUTABLE
from pipelines.questions.selection import Selection
from tests.county import built

DIRECTOR = acting_as("director")
TARGET = """[county]
name = "Testing County"
synthetic = true
time_zone = "America/Los_Angeles"

[[targets]]
from = 2022-01-01
indicator = "time_to_acknowledgement"
value = 4
source = "board"
"""


@pytest.fixture(scope="module")
def county(tmp_path_factory):
    """Two years in which all of eight are answered after two or three hours; then three months with three of eight."""
    from datetime import date

    from pipelines.profile.agency import parse_profile

    rows = []
    for turn, month in enumerate(months_between(date(2022, 1, 1), date(2024, 3, 1))):
        for n in range(8):
            answered = turn < 24 or n < 3
            hour = 10 + 2 + (turn + n) % 2
            rows.append(
                {
                    "inquiry_id": f"{month}-{n}",
                    "received_at": f"{month}-10 10:00",
                    "acknowledged_at": f"{month}-10 {hour}:00" if answered else "",
                    "unit": "U",
                    "role": "worker",
                }
            )
    return built(tmp_path_factory.mktemp("waits"), {"inquiries": rows}, "2024-03-31", parse_profile(TARGET))


def test_the_sentence_speaks_of_the_latest_month_and_says_how_many_were_answered(county):
    """A3: it stayed at the last good month, "no change", "will meet it"."""
    found = county.fetch(DIRECTOR, Selection("time_to_acknowledgement", end="2024-02"))
    assert found.sentence.startswith(
        "Feb 2024: fewer than half were answered, 38% so far; misses the target of 4"
    )
    assert found.verdict.state == "worse"
    assert found.verdict.today.missed


def test_its_row_is_counted_has_no_figure_and_is_adverse(county):
    row = county.fetch(DIRECTOR, Selection("time_to_acknowledgement", end="2024-02")).rows[-1]
    assert (row.period, row.status, row.value, row.num, row.den, row.adverse) == (
        "2024-02",
        NOT_COMPUTABLE,
        None,
        3,
        8,
        True,
    )


def test_it_is_a_concern_on_the_chart_and_counts_towards_n(county):
    found = county.fetch(DIRECTOR, Selection("time_to_acknowledgement", "2024-01", "2024-02"))
    assert found.limits.meaning == ("concern", "concern")
    assert found.n == 16
