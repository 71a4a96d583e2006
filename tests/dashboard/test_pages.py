"""What each page says to each role: the finding first, everything in words, nothing beyond the role."""

import itertools
import re
from collections.abc import Callable

import pytest
from dash.development.base_component import Component

from dashboard.drawing.data_state import data_state
from dashboard.drawing.findings import join_clauses, title
from dashboard.drawing.group_field import unrecorded
from dashboard.serving.create import page_at
from dashboard.shell.page_frame import frame
from dashboard.shell.page_list import PAGES
from pipelines.questions.policy import ROLES
from pipelines.questions.released import HIDDEN, SHOWN, Row
from pipelines.questions.verdict import BETTER, WORSE, Change, Changes, Verdict
from pipelines.register.indicators import register
from tests.dashboard.conftest import asking
from tests.dashboard.reading import elements, figures, table_rows, tags, text
from tests.dashboard.small_county import MARKUP

Open = Callable[..., Component]
SCORECARD_COLUMNS = 7


@pytest.fixture
def opened(county) -> Open:
    """A page of the small county, opened by a role at an address."""

    def at(role: str, path: str, search: str = "", reports=county) -> Component:
        return page_at(asking(reports, role), path, search)

    return at


def heading(made) -> str:
    ((_, _, words),) = tags(made, "h1")
    return text(words)


def lead(made) -> str:
    (said,) = [text(c) for _, a, c in tags(made, "p") if a.get("className") == "lead"]
    return said


def card_of(made, card_id: str):
    (found,) = [c for _, a, c in tags(made, "article") if a.get("id") == card_id]
    return ["article", {}, found]


def scorecard(made) -> dict[str, list[str]]:
    return {r[0]: r[1:] for r in table_rows(made) if len(r) == SCORECARD_COLUMNS}


def changed(made) -> list[str]:
    (found,) = [c for _, a, c in tags(made, "section") if "changed" in a.get("className", "")]
    return [text(c) for _, _, c in tags(["div", {}, found], "li")]


# ---- every page, every role


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("one", PAGES, ids=lambda p: p.id)
def test_every_page_has_one_title_that_can_take_the_focus(opened, one, role):
    ((_, attributes, _),) = tags(opened(role, one.path), "h1")
    assert (attributes["id"], attributes["tabIndex"]) == ("title", "-1")


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("one", PAGES, ids=lambda p: p.id)
def test_a_page_not_for_a_role_says_so_and_leads_to_one_that_is(opened, one, role):
    made = opened(role, one.path)
    if role in one.roles:
        assert "not for this role" not in heading(made)
        return
    assert heading(made) == f"{one.label}: not for this role"
    assert one.refusal in text(made)
    assert not figures(made)
    (link,) = [a["href"] for _, a, _ in tags(made, "link")]
    assert role in next(p.roles for p in PAGES if p.path == link)


@pytest.mark.parametrize("role", ROLES)
def test_no_heading_level_is_jumped(opened, role):
    for one in PAGES:
        made = opened(role, one.path)
        levels = [int(tag[1]) for tag, _, _ in elements(made) if tag in ("h1", "h2", "h3", "h4")]
        assert levels[0] == 1
        assert all(b - a <= 1 for a, b in itertools.pairwise(levels)), (one.id, levels)


@pytest.mark.parametrize(
    ("search", "first", "months"),
    [
        ("", "November 2024", 24),
        ("?months=12", "November 2025", 12),
        # The log begins in September 2024: three years back there is nothing.
        ("?months=36", "September 2024", 26),
    ],
)
@pytest.mark.parametrize(
    ("path", "card"), [("/director", "leaders"), ("/manager", "waiting"), ("/measure", "trend")]
)
def test_a_page_names_the_first_and_last_month_of_its_period_and_shows_every_one(
    opened, path, card, search, first, months
):
    made = opened("director", path, search)
    assert lead(made).startswith(f"Whole county, {first} to October 2026")
    rows = [r for r in table_rows(card_of(made, card)) if r[0] != "Period"]
    periods = [r[0].removesuffix(" (still coming in)") for r in rows]
    assert (periods[0], periods[-1]) == (f"{first[:3]} {first[-4:]}", "Oct 2026")
    assert len(periods) == months


# ---- director


def test_the_directors_title_is_what_a_second_period_bears_out(opened):
    """North's leaders began a rota in September 2025; that its staff answered 2, not 4, was seen once only."""
    assert heading(opened("director", "/director")) == (
        "Leaders answer in time more often in North Division; staffing is 0.8 FTE short in North Family (Sep 2026)"
    )


def test_what_changed_says_signals_then_all_else_and_drops_nothing(opened):
    """A26: five lines, no "and n more", and late feeds that had no room."""
    said = [s.split(" See ")[0] for s in changed(opened("director", "/director"))]
    # Before the rota one of North's four leaders' inquiries a month was in time, after it three.
    assert (
        "Leaders answer in time more often in North Division: better since Sep 2025, steady since. "
        "Since Sep 2025 (call-back rota starts): 75% against 25% before, a difference of 50 points (31 to 64)."
    ) in said
    assert said[0] == (
        "One signal so far: Practice is slipping from the model in North Division: worse since Q3 2026. "
        "A point below the lower control limit."
    )
    assert said[5:8] == [
        "October 2026: 3 inquiries are open past the due time; target 0.",
        "Staffing is 0.8 FTE short in North Family (Sep 2026).",
        "Position control: 17 days late, the data end on 30 Sep 2026.",
    ]
    more = said[8:]
    assert more == [
        (
            "People wait less for a first answer in North Family: better since Sep 2025, steady since. "
            "14 periods in a row below the centre line."
        )
    ]
    page = text(opened("director", "/director"))
    assert "1 more" in page
    # Three measures of the log, each in the county, three divisions and their units; scores in domains, too.
    assert re.search(r"\d+ series were looked at, .* \d+ held enough to be judged", page)


def test_managers_and_supervisors_have_their_own_list_of_what_changed(opened):
    """A14: the signal disappeared where the responsible person looks."""
    said = [s.split(" See ")[0] for s in changed(opened("manager", "/manager"))]
    assert said[0] == (
        "Practice is slipping from the model: worse since Q3 2026. A point below the lower control limit."
    )


def test_a_late_feed_is_told_where_there_is_room(opened):
    """Central has no finding; position control ends on 30 September, and 14 days are allowed."""
    assert changed(opened("director", "/director", "?unit=central")) == [
        "Position control: 17 days late, the data end on 30 Sep 2026."
    ]


def test_the_scorecard_has_a_row_a_measure_with_both_verdicts(opened):
    rows = scorecard(opened("director", "/director"))
    assert rows["Acknowledged within 24 business hours, by leaders"] == [
        "75% Sep 2026 a year before 79%",  # 9 of 12, and 11 of 14
        "90% misses by 15 points",
        "better since about Sep 2025 (first signal Apr 2026), steady since",
        "may or may not",
        "",
        "3 pending",
    ]
    assert rows["Overdue and still open"][:3] == ["3 Oct 2026", "0 misses by 3", "not judged"]
    assert rows["Vacancy rate, all posts"] == [
        "8% Sep 2026",
        "10% meets it",
        "not judged",
        "not judged",
        "",
        "17 days late",
    ]
    # 24 workers in post, one on leave, one who counts half: 22.5; the work needs 4.8, 4 x 3.2 and 2.4: 2.5 over in
    # all, and yet North Family lacks 0.8, which nobody else fills (A19).
    assert rows["Staffing gap: required less available FTE"][0] == "0.8 FTE short Sep 2026"


def test_a_month_with_outcomes_to_come_is_said_to_be_not_judged(opened):
    """Three of October's inquiries are open and not yet due: 3 of 21, and of 18 to leaders."""
    said = lead(opened("director", "/director"))
    assert re.search(
        r"October 2026 is still coming in for \d of \d+ measures, and is not judged for these\.$", said
    )
    rows = table_rows(card_of(opened("director", "/director"), "leaders"))
    assert rows[-1][:5] == ["Oct 2026 (still coming in)", "60%", "36% to 80%", "9", "15"]


def test_a_measure_that_cannot_be_measured_says_so_and_never_0(opened, unanswered):
    made = opened("director", "/director", reports=unanswered)
    row = scorecard(made)["Acknowledged within 24 business hours, by leaders"]
    assert row[0] == "not measurable"
    assert "lacks the column acknowledged_at" in row[-1]
    assert (
        scorecard(made)["Vacancy rate, all posts"][-1]
        == "No Position control file is loaded. Load one to see this."
    )
    assert "Not measurable" in text(card_of(made, "leaders"))
    assert not figures(card_of(made, "leaders"))


def test_scores_below_the_floor_are_hidden_and_one_more_so_that_none_comes_back(opened):
    """South has four respondents; Central's 16 go with them, or the county less North would tell."""
    rows = table_rows(card_of(opened("director", "/measure", "?measure=fidelity_score&by=division"), "split"))
    last = {r[0]: r[2:] for r in rows if r[1] == "Q3 2026"}
    assert last == {
        # Its two units are of eight each: of them, and so of it, there is a mean alone.
        "North Division": ["25%, few: unstable", "none", "", "16"],
        "Central Division": ["hidden"] * 4,
        "South Division": ["hidden"] * 4,
    }


def test_self_ratings_stand_apart_from_what_others_see(opened):
    """The last wave: 16 in North answered about 2, 20 elsewhere about 3, five of them a point more on E1; six
    rated themselves 3. (16 x 25 + 20 x 50 + 5 x 25) / 36, and without the five."""
    rows = table_rows(card_of(opened("director", "/director"), "domains"))
    last = [r[:1] + r[2:3] + r[-1:] for r in rows if r[1] == "Q3 2026"]
    assert last == [
        ["Engagement", "42%", "36"],
        ["Teaming", "39%", "36"],
        ["Engagement", "50%, few: unstable", "6"],
        ["Teaming", "50%, few: unstable", "6"],
    ]


# ---- manager


def test_the_list_shows_first_what_can_still_be_answered_in_time(opened):
    made = opened("director", "/manager")
    titles = [text(c) for _, _, c in tags(made, "h3")]
    assert titles[:2] == ["Still inside the time", "Past the due time, longest first"]
    rows = table_rows(card_of(made, "open_inquiries"))
    # The log ends on 31 October at 12:00; the office closes at 17:00 and opens at 8:00.
    assert [(r[1], r[7], r[8]) for r in rows[1:4]] == [
        ("Central Intake", "due soon", "3 office hours"),
        ("North Family", "open", "6 office hours"),
        ("South Family", "open", "9 office hours"),
    ]
    assert heading(made) == (
        "3 inquiries are late; 1 is due within hours; staffing is 0.8 FTE short in North Family (Sep 2026)"
    )
    # The four of North Family carry twelve each; the one in training eight, of whom half is a full load.
    assert "5 of 23 workers carry more than the standard: 1 more than one and a half times" in text(made)


def test_the_manager_sees_the_own_division_and_no_other(opened):
    said = text(opened("manager", "/manager"))
    assert "North Family" in said
    assert "North Intake" in said
    assert "South" not in said
    assert "Central" not in said
    assert heading(opened("manager", "/manager")) == (
        "1 inquiry is late; staffing is 0.8 FTE short in North Family (Sep 2026)"
    )


def test_a_supervisor_sees_the_own_unit_and_no_other(opened):
    made = opened("supervisor", "/manager")
    assert lead(made).startswith("North Intake, ")
    assert "North Family" not in text(made)
    assert heading(made) == "1 inquiry is late"


# ---- measure


def test_the_three_readings_of_the_rule_stand_side_by_side(opened):
    """September 2026, 18 inquiries: four are late in reading B; two of them by close of business the next
    day, a third by 24 open hours."""
    rows = table_rows(card_of(opened("director", "/measure", "?measure=response_24h"), "readings"))
    assert [(r[0][0], *r[1:]) for r in rows[1:4]] == [
        ("A", "17", "18", "94%"),
        ("B", "14", "18", "78%"),
        ("C", "16", "18", "89%"),
    ]


def test_the_spread_of_the_readings_names_both_counts(opened):
    """82% and 99% had other bases, and four inquiries were missing at the flattering end without a word."""
    card = card_of(opened("director", "/measure", "?measure=response_24h"), "readings")
    assert "Between 78% (14 of 18) and 94% (17 of 18) in September 2026" in text(card)
    assert "What is not yet due by a reading" not in text(card)


@pytest.mark.parametrize("by", ["division", "unit"])
def test_one_unit_is_compared_with_nothing_and_stands_under_no_divisions_name(opened, by):
    """ "Central Division 76%" was one unit's; and the filter that asks for it is answered in words."""
    made = opened("director", "/measure", f"?measure=response_24h&unit=N-2&by={by}")
    card = card_of(made, "split")
    assert "There is nothing to compare: these figures are of one place." in text(card)
    assert not figures(card)


def test_a_unit_that_ended_stands_for_itself_then_and_is_carried_on_today(opened):
    """South Riverbend had three inquiries a month until March 2026, South Intake three and two that wait."""

    def denominators(organisation: str) -> dict[str, str]:
        search = f"?measure=response_24h&unit=south&by=unit&org={organisation}"
        rows = table_rows(card_of(opened("director", "/measure", search), "split"))
        return {r[0]: r[-1] for r in rows[1:]}

    assert denominators("then") == {"South Intake": "74", "South Family": "72", "South Riverbend": "51"}
    assert denominators("now") == {"South Intake": "125", "South Family": "72"}


@pytest.mark.parametrize("measure", register())
def test_every_measure_has_a_page_with_its_definition_and_examples(opened, county, measure):
    made = opened("director", "/measure", f"?measure={measure}")
    card = next(c for c in county.register() if c.id == measure)
    said = text(made)
    assert heading(made).startswith(card.title)
    assert "Definition" in said
    assert "Worked examples" in said
    assert card.examples[0].given.rstrip(".").lower() in said.lower()


# ---- equity


def test_the_committee_gets_a_ladder_of_every_decision_point_and_hidden_stays_hidden(opened):
    made = opened("equity", "/equity")
    assert (
        heading(made) == "Reported: the rate for Black children is 2.00 times the reference, 80 children more"
    )
    steps = [text(c).split(" :")[0] for _, _, c in tags(card_of(made, "ladder"), "h3")]
    assert steps == [
        "Reported followed below",
        "Investigated",
        "Substantiated",
        "Entered care",
        "Went home",
        "Re-entered care",
    ]
    assert "Until the release audit exists, this page runs on synthetic data only." in text(made)
    rows = [r for r in table_rows(card_of(made, "ladder")) if r[0] == "Substantiated"]
    # 32 of 80, 80 of 200 and 48 of 120, each rounded to 5; eight Asian children are hidden.
    assert [(r[1], *r[-3:-1]) for r in rows] == [
        ("Black", "30", "80"),
        ("White", "80", "200"),
        ("Latino", "50", "120"),
        ("Asian", "hidden", "hidden"),
        ("Native American", "nothing to count", "nothing to count"),
    ]


def test_the_director_reads_exact_counts_where_the_committee_reads_rounded_ones(opened):
    """24 of 32 Black and 40 of 80 White children entered care: 1.5 times; 4 of 8 are too few to compare."""
    rows = table_rows(card_of(opened("director", "/equity"), "ladder"))
    found = {r[1]: r[3:7] for r in rows if r[0] == "Entered care"}
    assert found["Black"] == ["1.50", "1.11 to 2.02", "24", "32"]
    assert found["Asian"] == ["too few to compare", "none", "4", "8"]


def test_the_closing_trail_follows_the_chosen_step_over_the_years(opened):
    """200 Black children were reported in 2023 and 160 in 2025, of 2,000; White ones 4% in each."""
    assert "2.50 in 2023, 2.00 in 2025" in text(
        card_of(opened("director", "/equity", "?step=report"), "closing")
    )


def test_the_ladder_follows_the_index_in_the_address(opened, heard):
    opened("equity", "/equity", "?index=di")
    asked = {s.indicator for _, s in heard}
    assert "disparity_index" in asked
    assert "relative_rate_index" not in asked


def test_the_committee_asks_for_published_tables_only_wherever_it_goes(opened, heard):
    for one in PAGES:
        for measure in ("response_24h", "fidelity_score", "relative_rate_index", "decision_rate"):
            opened("equity", one.path, f"?measure={measure}&unit=N-1&by=unit")
    assert heard
    # () is the margin of a published table: its total.
    assert {s.by for _, s in heard} <= {(), ("race",), ("division", "race"), ("step", "race")}
    assert {d for _, s in heard for d, _ in s.where} <= {"step", "race"}


# ---- data desk and methods


def test_the_data_desk_names_row_field_reason_and_what_to_do(opened):
    """Row 1 holds the headings, 525, six and two rows stand before the three that run backwards."""
    made = opened("director", "/data")
    assert heading(made) == "1 feed is late (position control); 3 rows are set aside"
    reason, fix = (
        "It was acknowledged before it was received",
        "Correct the two times in the log and load the file again.",
    )
    for row in ("535", "536", "537"):
        assert ["inquiries.csv", row, "acknowledged_at", reason, fix, "set aside"] in table_rows(made)


def test_methods_holds_every_measure_and_all_sixteen_behaviours(opened):
    made = opened("director", "/methods")
    summaries = [text(c) for _, _, c in tags(made, "summary")]
    assert summaries == [d.title for d in register().values()]
    assert len([r for r in table_rows(made) if r[0].startswith("Behaviour ")]) == 16


# ---- other counties


def test_with_nothing_to_count_loaded_a_page_says_what_to_do(opened, uncounted):
    assert "cqi build" in text(opened("director", "/director", reports=uncounted))


@pytest.mark.parametrize("path", ["/director", "/manager", "/measure?by=unit"])
def test_names_that_are_markup_stay_words(opened, marked_up, path):
    """Dash writes text as text; what plotly draws is markup to it, and must be told that it is not."""
    path, _, search = path.partition("?")
    made = opened("director", path, search, reports=marked_up)
    assert MARKUP in text(made)
    drawn = str(figures(made))
    assert "<img" not in drawn
    assert ("&lt;img" in drawn) == (path != "/manager")


# ---- findings in words


def change(words: str, state: str, titled: bool = True) -> Change:
    return Change("a", (), "", Verdict(state, "better since Jul 2025", "The rule."), words, titled)


def test_two_clauses_make_a_title_and_names_keep_their_capital():
    found = (
        change("Leaders answer in time more often in North", BETTER),
        change("Practice is slipping from the model in North", WORSE),
    )
    assert (
        title(Changes(found, 2, 2, ()))
        == "Leaders answer in time more often in North; practice is slipping from the model in North"
    )
    assert join_clauses(["Staffing is 9.1 FTE short in Central"]) == "Staffing is 9.1 FTE short in Central"


def test_what_no_second_period_bears_out_is_listed_as_first_seen_and_enters_no_title():
    """Issue: a signal of a division, unit or domain enters a title only when a second period confirms it."""
    found = (change("Teaming is slipping in North", WORSE, titled=False),)
    assert (
        title(Changes(found, 9, 9, ()))
        == "Nothing that a second period bears out has moved beyond its ordinary variation"
    )


@pytest.mark.parametrize(
    ("judged", "unjudged", "said"),
    [
        (9, (), "No measure has moved beyond its ordinary variation"),
        (8, ("A",), "No measure that could be judged has moved beyond its ordinary variation"),
        (0, ("A",), "Nothing could be judged for change"),
        (0, (), "Nothing could be judged for change"),
    ],
)
def test_all_is_quiet_only_where_all_could_be_judged(judged, unjudged, said):
    """Absence never reassures: no verdict is no good verdict."""
    assert title(Changes((), 9, judged, unjudged)) == said


def test_the_share_without_a_group_comes_from_the_shown_counts_alone():
    def row(race: str, den: int | None, status: str = SHOWN) -> Row:
        return Row("2025", (("race", race),), (race,), status, 1, den)

    assert unrecorded([row("black", 75), row("unknown", 25)], row("all", 100)) == "25%"
    assert unrecorded([row("black", None, HIDDEN), row("unknown", 25)], row("all", 100)) == "25%"
    assert unrecorded([row("black", 75), row("unknown", None, HIDDEN)], row("all", 100)) == "hidden"
    assert unrecorded([], None) == "nothing to count"


def test_a_manager_is_not_told_that_all_is_well_over_missing_files(opened, unanswered):
    """A9: "Nothing is late, and the staffing holds the work" stood above "No inquiries file is loaded"."""
    log_alone = heading(opened("manager", "/manager", reports=unanswered))
    assert log_alone.endswith("staffing gap: required less available FTE: cannot be said")


def test_a_list_that_was_looked_at_and_is_empty_may_be_called_so(opened):
    said = heading(opened("manager", "/manager", "?unit=N-2"))
    assert "cannot be said" not in said


def asked(made) -> list[str]:
    return [text(words) for _, _, words in tags(made, "h2")]


def test_one_unit_is_compared_with_nothing(opened):
    """G10: "Do leaders answer in time in every unit?" stood above a single dot."""
    question = "Do leaders answer in time in every unit?"
    assert question in asked(opened("director", "/director", "?unit=north"))
    assert question not in asked(opened("director", "/director", "?unit=N-1"))


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("one", PAGES, ids=lambda p: p.id)
def test_no_two_things_on_a_screen_have_one_name(opened, county, role, one):
    """A part of the frame that is called like a card would be styled, hidden and linked to in its place."""
    around = frame(asking(county, role), True, data_state(county.county()))
    names = [
        a["id"]
        for part in (around, opened(role, one.path))
        for _, a, _ in elements(part)
        if isinstance(a.get("id"), str)
    ]
    assert [n for n in names if names.count(n) > 1] == []
