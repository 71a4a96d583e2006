"""What a measure says of its own method is what it does."""

import pytest

from pipelines.counting.kinds.listed import KINDS
from pipelines.counting.kinds.waiting import bin_of, hours_of
from pipelines.questions.actor import acting_as
from pipelines.questions.selection import Selection
from pipelines.register.indicators import indicator


@pytest.mark.parametrize(
    ("minutes", "edge"), [(1, 0.25), (2700, 45.0), (2701, 54.0), (3240, 54.0), (3241, 63.0)]
)
def test_bins_are_as_wide_as_the_method_says(minutes, edge):
    """D14: beyond 45 office hours a bin is nine hours wide, and method and caveat said 15 minutes."""
    import numpy as np

    assert hours_of(int(bin_of(np.array([minutes]))[0])) == edge
    for measure in ("time_to_acknowledgement", "time_to_resolution"):
        said = (KINDS[indicator(measure).kind].method, *indicator(measure).caveats)
        assert sum("45" in words and " 9 " in words for words in said) == 2, said


def test_what_was_closed_is_not_said_to_be_answered(tmp_path):
    """A27: "Time to resolution: half were answered within 30.5 office hours"."""
    from tests.county import built
    from tests.dashboard import small_county

    reports = built(tmp_path, small_county.tables("organisation", "inquiries"), small_county.AS_OF)
    said = {
        measure: reports.fetch(acting_as("director"), Selection(measure, end="2026-08")).sentence
        for measure in ("time_to_resolution", "time_to_acknowledgement")
    }
    assert "half were closed within" in said["time_to_resolution"]
    assert "answered" not in said["time_to_resolution"]
    assert "half were answered within" in said["time_to_acknowledgement"]


def test_rates_name_the_interval_that_they_have():
    """A27: "Byar, 95%" stood over rates of fewer than ten events, whose limits are exact."""
    assert KINDS["rate"].interval == "exact below 10 events, Byar from 10 on, 95%"


def test_rates_carry_the_warning_of_their_ratios_and_name_the_step_before_a_report():
    """A27."""
    sibling = "Siblings come together: the true interval is wider than printed."
    assert all(
        sibling in indicator(i).caveats for i in ("decision_rate", "relative_rate_index", "disparity_index")
    )
    assert "for a report all children" in indicator("relative_rate_index").base
