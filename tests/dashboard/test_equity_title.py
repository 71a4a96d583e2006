"""The title of the equity page names the gap that is adverse, widest and of a group that is recorded."""

from dataclasses import replace

import pytest

from dashboard.pages import equity
from dashboard.shell.address import read
from dashboard.shell.reader import Reader, Refused
from pipelines.questions.actor import acting_as
from tests.county import built
from tests.dashboard.reading import tags, text

CHAIN = ("population", "report", "investigation", "substantiation", "entry", "reunification", "reentry")
# Equal for both groups at every decision, but where a test changes it.
EVEN = dict(zip(CHAIN, (20_000, 4_000, 2_000, 1_000, 400, 160, 40), strict=True))


# Year -> whose counts differ from the reference's, how, and how the title begins.
HOME_HALF_AS_OFTEN = {"reunification": 80, "reentry": 20}
IN_CARE_HALF_AS_OFTEN_AGAIN = {"entry": 600, "reunification": 240, "reentry": 60}
HOME_MORE_OFTEN = {"reunification": 280, "reentry": 70}
IN_CARE_LESS_OFTEN = {"entry": 200, "reunification": 80, "reentry": 20}
NONE = "No decision point shows an adverse difference"
YEARS = {
    "2020": ("black", HOME_HALF_AS_OFTEN, "Home within 12 months: the rate for Black"),
    "2021": ("black", IN_CARE_HALF_AS_OFTEN_AGAIN, "Entered care: the rate for Black"),
    "2022": ("black", HOME_MORE_OFTEN, NONE),
    "2023": ("black", IN_CARE_LESS_OFTEN, NONE),
    "2024": ("black", {}, NONE),
    "2025": ("unknown", IN_CARE_HALF_AS_OFTEN_AGAIN, NONE),
}


@pytest.fixture(scope="module")
def reader(tmp_path_factory):
    rows = [
        {"period": year, "division": "", "step": step, "race": group, "children": str(n)}
        for year, (race, changed, _) in YEARS.items()
        for group, steps in (("white", EVEN), (race, {**EVEN, **changed}))
        for step, n in steps.items()
    ]
    reports = built(tmp_path_factory.mktemp("decisions"), {"decisions": rows}, "2026-01-31")
    return Reader(reports, acting_as("director"))


def title(reader, year: str) -> str:
    return text(tags(equity.page(reader, replace(read("", reader.words), year=year)), "h1")[0][2])


@pytest.mark.parametrize("year", ["2020", "2021"])
def test_the_title_names_the_decision_at_which_families_are_worse_off(reader, year):
    assert title(reader, year).startswith(YEARS[year][2])


@pytest.mark.parametrize("year", ["2022", "2023", "2024"])
def test_the_title_calls_no_gap_adverse_that_favours_the_group_or_is_none(reader, year):
    assert title(reader, year).startswith(YEARS[year][2])


def test_the_title_does_not_speak_of_children_whose_group_is_not_recorded(reader):
    """Nor is there good news in it: nobody's ratio could be compared (A4)."""
    assert title(reader, "2025").startswith("No ratio could be compared")


def test_a_quiet_title_says_of_how_many_ratios(reader):
    """A4: nothing reassures that was not looked at: six decisions, one group."""
    assert title(reader, "2024").endswith("of 6 ratios compared")


def test_a_year_without_counts_is_no_good_news(reader):
    """A4: "/equity?year=2026" said that no decision point shows an adverse difference, above "Nothing to count"."""
    assert title(reader, "2026").startswith("No gap could be looked for: ")


def test_a_refusal_is_no_good_news(reader):
    """A4: the committee's closed view of real data was announced as a clean bill."""

    class Closed(Reader):
        def fetch(self, selection):
            return Refused(selection.indicator, "The equity view is closed for real data.")

    assert title(Closed(reader.reports, reader.actor), "2024") == (
        "No gap could be looked for: the equity view is closed for real data"
    )
