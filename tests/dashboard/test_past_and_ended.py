"""A past period is spoken of as past, and a unit that has ended as one that has ended."""

import pytest

from dashboard.serving.create import page_at
from pipelines.questions.actor import acting_as
from pipelines.questions.released import EMPTY, SHOWN
from pipelines.questions.selection import Selection
from tests.dashboard.conftest import asking
from tests.dashboard.reading import table_rows, tags, text

DIRECTOR = acting_as("director")
PAST = "?months=own&since=2026-01&until=2026-03"
PAGES = ("/director", "/manager", "/measure")


@pytest.fixture
def opened(county):
    def at(path: str, search: str, role: str = "director"):
        return page_at(asking(county, role), path, search)

    return at


def title(made) -> str:
    return text(tags(made, "h1")[0][2])


def lead(made) -> str:
    (said,) = [text(c) for _, a, c in tags(made, "p") if a.get("className") == "lead"]
    return said


@pytest.mark.parametrize("path", PAGES)
def test_a_past_quarter_is_what_every_page_is_about(opened, path):
    """Point 9: any past period, in the address, on every page; nothing later is in a figure's table."""
    made = opened(path, PAST)
    assert lead(made).startswith("Whole county, January 2026 to March 2026")
    assert title(made).endswith(" March 2026")
    periods = {r[0] for r in table_rows(made) if r[0].endswith(" 2026")}
    assert periods <= {"Jan 2026", "Feb 2026", "Mar 2026", "Q1 2026"}
    assert "Mar 2026" in periods


def test_the_months_of_a_period_may_be_given_in_either_order(opened):
    turned = opened("/director", "?months=own&since=2026-03&until=2026-01")
    assert lead(turned) == lead(opened("/director", PAST))


def test_what_is_late_today_is_no_finding_about_the_past(opened):
    """Three inquiries are late on 31 October 2026; in March 2026 they had not been asked."""
    assert "late" in title(opened("/manager", ""))
    past = opened("/manager", PAST)
    assert "late" not in title(past)
    assert "The lists below are of the day that each names, not of this period." in lead(past)


def test_what_came_later_moves_no_verdict_of_a_past_period(county):
    """The rota's step is confirmed in 2026; in October 2025 nobody could know it."""
    at = Selection("response_24h_leadership", end="2025-08", where=(("division", ("north",)),))
    found = county.fetch(DIRECTOR, at)
    assert found.verdict.steps == ()
    assert max(r.period for r in found.rows) == "2025-08"


# ---- last year


def test_the_sentence_says_what_the_figure_was_a_year_before_with_its_base(county):
    """Point 9: September 2026, 9 of 12 to leaders in time; a year before S-3 stood too: 11 of 14."""
    said = county.fetch(DIRECTOR, Selection("response_24h_leadership", "2026-08", "2026-09")).sentence
    assert said.startswith("Sep 2026: 75%")
    assert "A year before, Sep 2025: 79% (52 to 92), 11 of 14." in said


def test_where_there_was_no_year_before_nothing_is_said_of_it(county):
    """The log begins in September 2024."""
    found = county.fetch(DIRECTOR, Selection("response_24h_leadership", end="2025-06"))
    assert "year before" not in found.sentence
    assert found.verdict.year_before is None


# ---- a unit that has ended


@pytest.mark.parametrize("path", ["/director", "/manager"])
def test_the_page_of_an_ended_unit_says_so_and_leads_to_its_successor(opened, path):
    """A18: "Nothing is late", "3.0 to spare", and no word of its end in March; S-1 carries its work on."""
    made = opened(path, "?unit=S-3")
    assert title(made) == "South Riverbend ended on 31 Mar 2026"
    assert "Its work is carried on by: South Intake" in lead(made)
    assert f"{path}?unit=S-1" in [a.get("href") for _, a, _ in tags(made, "link")]


def test_the_page_of_an_ended_unit_while_it_stood_is_a_page_like_any(opened):
    """A18: until February 2026 nothing had ended."""
    made = opened("/director", "?unit=S-3&months=own&since=2025-09&until=2026-02")
    assert "ended" not in title(made) + lead(made)


@pytest.mark.parametrize("measure", ["overdue_open", "response_24h", "time_to_acknowledgement"])
def test_a_figure_of_an_ended_unit_begins_with_its_end(county, measure):
    """A18: "Overdue 0, Oct 2026" of a unit that ended on 31 March."""
    found = county.fetch(DIRECTOR, Selection(measure, where=(("unit", ("S-3",)),)))
    assert found.sentence.startswith(
        "South Riverbend ended on 31 Mar 2026; South Intake carries on its work."
    )
    assert {r.status for r in found.rows if r.period > "2026-03"} == {EMPTY}


@pytest.mark.parametrize("organisation", ["then", "now"])
def test_no_zero_is_counted_in_a_unit_that_did_not_stand(county, organisation):
    """A18: of an empty unit 0 is right, of none it is not; today S-3 is none at any time."""
    found = county.fetch(
        DIRECTOR,
        Selection("overdue_open", by=("unit",), where=(("unit", ("S-3",)),), organisation=organisation),
    )
    assert not [r for r in found.rows if r.period > "2026-03" and r.status == SHOWN]
    standing = county.fetch(DIRECTOR, Selection("overdue_open", where=(("unit", ("C-2",)),)))
    assert {r.value for r in standing.rows if r.period == "2026-10"} == {0.0}


@pytest.mark.parametrize("work_list", ["open_inquiries", "worker_loads", "cases_without_worker"])
def test_a_list_that_is_empty_because_its_unit_has_ended_says_that(county, work_list):
    """Empty read as good: "every open case has a worker who is there", of a unit without cases or workers."""
    found = county.work_list(DIRECTOR, work_list, Selection("", where=(("unit", ("S-3",)),)))
    assert (found.status, found.why) == (
        EMPTY,
        "South Riverbend ended on 31 Mar 2026; South Intake carries on its work.",
    )


def test_a_target_of_a_past_period_is_spoken_of_as_past(opened):
    said = [text(c) for _, a, c in tags(opened("/measure", PAST), "div") if a.get("className") == "verdicts"]
    assert said
    assert said[0].endswith("As it ran then, it might or might not meet the target of 90%.")
    assert "As it runs" not in said[0]
