"""The title of the equity page names the gap that is adverse, widest and of a group that is recorded."""

from dataclasses import replace

import pytest

from dashboard.pages import equity
from dashboard.shell.address import read
from dashboard.shell.reader import Reader, Refused
from pipelines.questions.actor import acting_as
from tests.county import built
from tests.dashboard.conftest import asking
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
    "2020": ("black", HOME_HALF_AS_OFTEN, "Went home: the rate for Black"),
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


def page(reader, **changes):
    return equity.page(reader, replace(read("", reader.words), **changes))


def asked(made) -> list[str]:
    return [text(words) for _, _, words in tags(made, "h2")]


def test_title_and_chart_over_the_years_speak_of_the_same_decision(reader):
    """Point 8e: the filter said "Entered care" and the title spoke of another decision."""
    assert "Is the gap closing? Went home" in asked(page(reader, year="2020"))
    chosen = page(reader, year="2020", step="entry")
    assert "Is the gap closing? Entered care" in asked(chosen)
    assert text(tags(chosen, "h1")[0][2]) == (
        "Entered care: no decision point shows an adverse difference that is clear of chance, of 1 ratio compared"
    )


def test_the_index_among_all_children_says_why_it_has_no_adverse_side_after_entry(reader):
    """D2: 3.51 at going home carried a dark mark, and read as better for Black children."""
    made = page(reader, year="2021", index="di", step="reunification")
    assert text(tags(made, "h1")[0][2]).startswith("Went home: this index has no adverse side after entry")
    blocks = [text(k) for _, a, k in tags(made, "div") if "rungs" in (a.get("class") or "")]
    home = next(b for b in blocks if b.startswith("Went home"))
    assert "no adverse side: it says again what happened at entry" in home
    assert not [a for _, a, _ in tags(made, "span") if "clear" in (a.get("class") or "") and "home" in str(a)]


def test_going_home_is_called_what_is_counted_and_no_cohort(reader):
    """D1: "Home within 12 months" counted who went home in a year over who entered in it."""
    said = text(page(reader, year="2021"))
    assert "12 months" not in said.replace(
        "That is not the federal measure of permanency within 12 months.", ""
    )
    assert "who went home in a year is set against who entered in it" in said


@pytest.mark.parametrize(
    ("role", "said"),
    [
        ("director", "exact counts; the equity committee sees them rounded to 5, and its ratios differ"),
        ("equity", "made of counts rounded to 5: the exact ratio, which the director sees, may differ"),
    ],
)
def test_the_reason_of_two_figures_stands_beside_each(county, role, said):
    """C9: 1.41 (1.06 to 1.87) for the director, 1.47 (1.12 to 1.94) for the committee."""
    for ladder in ("rri", "di"):
        made = page(asking(county, role), index=ladder)
        (facts,) = [text(k) for _, a, k in tags(made, "article") if a.get("id") == "ladder"]
        assert said in facts.split("Read with care")[0]
