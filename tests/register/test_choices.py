"""A figure prints the county's choices it turns on, and no others."""

from datetime import date

import pytest

import pipelines.indicators
from pipelines.answers.choices import TELLS, choices
from pipelines.counting.definition import CHOICES
from pipelines.profile.agency import load_profile
from pipelines.questions.actor import acting_as
from pipelines.questions.selection import Selection
from pipelines.register.indicators import indicator
from tests.county import built

DAY = date(2026, 10, 31)
ANSWERED = ("24 business hours", "Office hours", "Organisation")
STAFFED = ("Caseload standards", "Training ramp", "Organisation")
PRINTED = {
    "response_24h_leadership": ANSWERED,
    "response_24h_expectation": ANSWERED,
    "response_24h": ANSWERED,
    "overdue_open": ANSWERED,
    "time_to_acknowledgement": ("Office hours", "Organisation"),
    "time_to_resolution": ("Office hours", "Organisation"),
    "vacancy_rate": ("Organisation",),
    "staffing_gap": STAFFED,
    "caseload_load": STAFFED,
    "fidelity_score": ("Floors", "Organisation"),
    "relative_rate_index": ("Race/ethnicity scheme",),
    "disparity_index": ("Race/ethnicity scheme",),
    "decision_rate": ("Race/ethnicity scheme",),
}


def printed(id, **question):
    return choices(indicator(id), Selection(id, **question), load_profile(None), DAY)


@pytest.mark.parametrize("id", PRINTED)
def test_an_indicator_prints_the_choices_it_turns_on(id):
    assert tuple(what for what, _ in printed(id)) == PRINTED[id]


@pytest.mark.parametrize(
    "question", [{"by": ("race",)}, {"where": (("race", ("black",)),)}], ids=["by", "where"]
)
def test_a_question_about_race_brings_the_scheme_along(question):
    told = dict(printed("time_to_resolution", **question))
    assert list(told) == ["Office hours", "Race/ethnicity scheme", "Organisation"]
    assert "reference White" in told["Race/ethnicity scheme"]


def test_each_choice_is_told_in_the_words_of_the_defaults():
    told = {what: words for id in PRINTED for what, words in printed(id)}
    assert told["24 business hours"] == "reading B, the same clock time on the next business day"
    assert told["Office hours"] == "Mon–Fri 08:00–17:00"
    assert told["Training ramp"] == (
        "0%, 0%, 50%, 50%, 50% of a full caseload in the months since hire, then all of it"
    )
    assert told["Floors"] == "scores from 5 persons, distributions from 10"
    assert told["Organisation"] == "as it was then"
    assert dict(printed("vacancy_rate", organisation="now")) == {"Organisation": "as it is now"}


def test_every_choice_on_the_list_can_be_told():
    assert tuple(TELLS) == CHOICES


CHANNELS = """
from dataclasses import replace
from pipelines.counting.cells import tally
from pipelines.counting.definition import Example
from pipelines.indicators.response_24h import INDICATOR as KNOWN
from pipelines.counting.answer_clock import log_lines

NEEDS = ("inquiry_id", "received_at", "channel")

def count(facts):
    lines = log_lines(facts, "inquiries", NEEDS)
    return tally(lines, {"num": lines["channel"] == "phone", "den": lines["channel"] != ""}, ("channel",))

INDICATOR = replace(
    KNOWN, id="by_phone", title="By phone", needs={"inquiries": NEEDS}, parts=("num", "den"),
    choices=("organisation",), breakdowns=("division", "unit", "channel"), count=count,
    stands=(), published=(),
)
"""


def test_a_new_indicator_that_counts_the_channel_alone_prints_no_reading_and_nothing_pending(
    scratch, tmp_path
):
    scratch(pipelines.indicators, "by_phone", CHANNELS)
    log = [
        {
            "inquiry_id": str(n),
            "received_at": "2025-03-03 09:00",
            "acknowledged_at": "",
            "channel": c,
            "unit": "U",
        }
        for n, c in enumerate(("phone", "email", "email", "web"))
    ]
    door = built(tmp_path / "county", {"inquiries": log}, "2025-03-31")
    found = door.fetch(acting_as("director"), Selection("by_phone"))
    assert [(r.num, r.den) for r in found.rows] == [(1, 4)]
    assert found.policy == (("Organisation", "as it was then"),)
    assert found.pending is None
    # The log ends with these inquiries, so that none of them is due.
    assert door.fetch(acting_as("director"), Selection("response_24h")).pending == 4
