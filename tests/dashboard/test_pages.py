"""What each page says to each role: the finding first, everything in words, nothing beyond the role."""

import itertools
from dataclasses import replace

import pytest

from dashboard.drawing.findings import Finding, join_clauses, line, month_before, phase_finding, title
from dashboard.drawing.unrecorded import unrecorded
from dashboard.serving.create import page_at
from dashboard.shell.address import read
from dashboard.shell.page_list import PAGES
from dashboard.shell.reader import Ask
from dashboard.shell.session_actor import actor_for
from pipelines.questions.policy import ROLES
from pipelines.questions.released import HIDDEN, SHOWN, Options, Row
from tests.dashboard.fake_reports import FakeReports
from tests.dashboard.reading import figures, table_rows, tags, text


def asking(role: str, reports=None) -> Ask:
    reports = reports or FakeReports()
    return Ask(reports, actor_for(role, reports, demo=True))


def page(role: str, path: str, search: str = "", reports=None):
    return page_at(asking(role, reports), path, search)


def heading(made) -> str:
    ((_, _, words),) = tags(made, "h1")
    return text(words)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("one", PAGES, ids=lambda p: p.name)
def test_every_page_has_one_title_that_can_take_the_focus(one, role):
    ((_, attributes, _),) = tags(page(role, one.path), "h1")
    assert (attributes["id"], attributes["tabIndex"]) == ("title", "-1")


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("one", PAGES, ids=lambda p: p.name)
def test_a_page_not_for_a_role_says_so_and_leads_to_one_that_is(one, role):
    made = page(role, one.path)
    if role in one.roles:
        assert "not for this role" not in heading(made)
        return
    assert heading(made) == f"{one.label}: not for this role"
    assert one.refusal in text(made)
    assert not figures(made)
    (link,) = [a["href"] for _, a, _ in tags(made, "link")]
    assert role in next(p.roles for p in PAGES if p.path == link)


@pytest.mark.parametrize("role", ROLES)
def test_no_heading_level_is_jumped(role):
    for one in PAGES:
        levels = [int(tag[1]) for tag, _, _ in _headings(page(role, one.path))]
        assert levels[0] == 1
        assert all(b - a <= 1 for a, b in itertools.pairwise(levels)), (one.name, levels)


def _headings(made):
    from tests.dashboard.reading import elements

    return [e for e in elements(made) if e[0] in ("h1", "h2", "h3", "h4")]


def test_the_directors_title_is_the_finding():
    assert heading(page("director", "/director")).startswith("Leaders answer in time more often")


def test_the_scorecard_has_a_row_a_measure_with_both_verdicts():
    rows = {r[0]: r for r in table_rows(page("director", "/director")) if len(r) == 7}
    leaders = rows["Acknowledged within 24 business hours, by leaders"]
    assert leaders[1].endswith("Sep 2026")
    assert leaders[2] == "90%"
    assert leaders[3].startswith("improving")
    assert leaders[4] in (
        "will meet it",
        "may or may not",
        "will miss it",
    )
    assert "4 days late" in rows["Vacancy rate"][6]


def test_a_measure_that_cannot_be_measured_says_so_and_never_0():
    reports = FakeReports(unmeasurable=("response_24h_leadership",))
    rows = {r[0]: r for r in table_rows(page("director", "/director", reports=reports)) if len(r) == 7}
    row = rows["Acknowledged within 24 business hours, by leaders"]
    assert row[1] == "not measurable"
    assert "acknowledged_at" in row[6]
    assert "Not measurable" in text(page("director", "/director", reports=reports))


def test_at_most_five_lines_say_what_changed():
    made = page("director", "/director", reports=FakeReports(unmeasurable=("vacancy_rate",)))
    (changed,) = [c for _, a, c in tags(made, "section") if "changed" in a.get("className", "")]
    assert 1 <= len(tags(["div", {}, changed], "li")) <= 5


def test_the_manager_sees_the_own_division_and_no_other():
    said = text(page("manager", "/manager"))
    assert "North Emergency Response 2" in said
    assert "South Permanency" not in said
    assert "Central Ongoing 1" not in said


def test_a_supervisor_sees_the_own_unit_and_no_other():
    said = text(page("supervisor", "/manager"))
    assert "North Emergency Response 1" in said
    assert "North Emergency Response 2" not in said


def test_the_list_shows_first_what_can_still_be_answered_in_time():
    made = page("director", "/manager")
    titles = [text(c) for _, _, c in tags(made, "h3")]
    assert titles[:2] == ["Still inside the time", "Past the due time, longest first"]


def test_the_committee_gets_a_ladder_of_every_decision_point_and_hidden_stays_hidden():
    made = page("equity", "/equity")
    steps = [text(c) for _, _, c in tags(made, "h3")]
    for step in ("Reported", "Investigated", "Substantiated", "Entered care", "Home within 12 months"):
        assert any(s.startswith(step) for s in steps), step
    assert "Until the release audit exists, this page runs on synthetic data only." in text(made)
    assert "hidden" in text(made)


def test_the_ladder_follows_the_index_in_the_address():
    reports = FakeReports()
    page("equity", "/equity", "?index=di", reports)
    asked = {s.indicator for _, s in reports.asked}
    assert "disparity_index" in asked
    assert "relative_rate_index" not in asked


def test_the_committee_asks_for_published_tables_only_wherever_it_goes():
    reports = FakeReports()
    for one in PAGES:
        for measure in ("response_24h", "fidelity_score", "relative_rate_index", "decision_rate"):
            page("equity", one.path, f"?measure={measure}&unit=n-er1&by=unit", reports)
    assert reports.asked
    # () is the margin of a published table: its total.
    assert {s.by for _, s in reports.asked} <= {(), ("race",), ("division", "race"), ("step", "race")}
    assert {d for _, s in reports.asked for d, _ in s.where} <= {"step", "race"}


@pytest.mark.parametrize("measure", [c.id for c in FakeReports().register()])
def test_every_measure_has_a_page_with_its_definition_and_examples(measure):
    made = page("director", "/measure", f"?measure={measure}")
    card = next(c for c in FakeReports().register() if c.id == measure)
    said = text(made)
    assert heading(made).startswith(card.title)
    assert "Definition" in said
    assert "Worked examples" in said
    assert card.examples[0].given in said.replace("An ", "an ")


def test_the_three_readings_of_the_rule_stand_side_by_side():
    rows = table_rows(page("director", "/measure", "?measure=response_24h"))
    readings = [r for r in rows if r and r[0][:2] in ("A ", "B ", "C ")]
    assert [r[0][0] for r in readings] == ["A", "B", "C"]
    assert all(r[3].endswith("%") for r in readings)


def test_the_data_desk_names_row_field_reason_and_what_to_do():
    rows = table_rows(page("director", "/data"))
    assert [
        "inquiries_2023_2026.csv",
        "100",
        "acknowledged_at",
        "Acknowledged before it was received",
        "Correct the time in the log and load the file again.",
        "set aside",
    ] in rows


def test_methods_holds_every_measure_and_all_sixteen_behaviours():
    made = page("director", "/methods")
    summaries = [text(c) for _, _, c in tags(made, "summary")]
    assert [c.title for c in FakeReports().register()] == summaries
    assert len([r for r in table_rows(made) if r[0].startswith("Behaviour ")]) == 16


class Empty(FakeReports):
    """Nothing is loaded yet."""

    def options(self, actor):
        return Options((), (), (), (), (), "", "", {})


def test_with_nothing_loaded_a_page_says_what_to_do():
    assert "cqi build" in text(page("director", "/director", reports=Empty()))


def test_two_clauses_make_a_title_and_names_keep_their_capital():
    found = [
        Finding("response_24h_leadership", "improvement", "North", "north", "2025-07", ""),
        Finding("fidelity_score", "concern", "North", "north", "2026-01", ""),
    ]
    assert (
        title(found)
        == "Leaders answer in time more often in North; practice is slipping from the model in North"
    )
    assert title([]) == "No measure has moved beyond its ordinary variation"
    assert join_clauses(["Staffing is 9.1 FTE short in Central"]) == "Staffing is 9.1 FTE short in Central"


def test_a_finding_of_a_phase_is_told_in_the_doors_own_words():
    found = Finding(
        "response_24h", "improvement", "", "", "2025-07", "", "Since Jul 2025: 92% against 76% before."
    )
    assert line(found) == "Staff answer in time more often. Since Jul 2025: 92% against 76% before."


@pytest.mark.parametrize(
    ("before", "after", "meaning"),
    [
        ((0.70, 0.80), (0.88, 0.95), "improvement"),
        ((0.88, 0.95), (0.70, 0.80), "concern"),
        ((0.70, 0.85), (0.80, 0.95), None),
    ],
)
def test_a_phase_is_a_finding_only_where_the_two_intervals_lie_apart(before, after, meaning):
    ask = asking("director")
    selection = ask.selection(read("", ask.words), "response_24h_leadership")
    answer = ask.fetch(selection)

    class Sides(Ask):
        def fetch(self, asked):
            low, high = before if asked.start is None else after
            return replace(answer, rows=(Row("x", (), (), SHOWN, 1, 2, (low + high) / 2, low, high),))

    found = phase_finding(Sides(ask.reports, ask.actor), selection, answer)
    assert (found.meaning if found else None) == meaning


def test_the_month_before_january_is_december_of_the_year_before():
    assert (month_before("2026-01"), month_before("2025-07")) == ("2025-12", "2025-06")


def test_the_share_without_a_group_comes_from_the_shown_counts_alone():
    def row(race: str, den: int | None, status: str = SHOWN) -> Row:
        return Row("2025", (("race", race),), (race,), status, 1, den)

    assert unrecorded([row("black", 75), row("unknown", 25)], row("all", 100)) == "25%"
    assert unrecorded([row("black", None, HIDDEN), row("unknown", 25)], row("all", 100)) == "25%"
    assert unrecorded([row("black", 75), row("unknown", None, HIDDEN)], row("all", 100)) == "hidden"
    assert unrecorded([], None) == "nothing to count"
