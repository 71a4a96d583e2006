"""A chart card: the question, the answer, the picture, then n and the four controls."""

from dataclasses import replace

import pytest

from dashboard.drawing.card import QUIET, card
from dashboard.drawing.trend import trend
from dashboard.shell.reader import Ask, Refused
from pipelines.questions.actor import acting_as
from pipelines.questions.policy import DIRECTOR
from pipelines.questions.released import EMPTY, HIDDEN, NOT_MEASURABLE
from tests.dashboard.fake_reports import FakeReports
from tests.dashboard.reading import table_rows, tags, text
from tests.dashboard.releases import SELECTION, limits, released, row

ASK = Ask(FakeReports(), acting_as(DIRECTOR))


def drawn(answer=None, **how):
    answer = answer or released()
    return card(ASK, answer, SELECTION, trend(answer), "leaders", **how)


def test_a_card_holds_everything_a_chart_owes_its_reader():
    made = drawn()
    assert [text(children) for _, _, children in tags(made, "h2")] == ["Do we answer in time?"]
    said = text(made)
    for owed in (
        "Apr 2026: 90%, 9 of 10.",
        "n = 40 inquiries",
        "3 pending",
        "Wilson score, 95%",
        "data through 30 Apr 2026",
        "reading B, the same clock time",
    ):
        assert owed in said, owed
    assert [text(c) for _, _, c in tags(made, "summary")] == ["Table", "How is this counted?"]
    assert "Download" in [text(c) for _, _, c in tags(made, "a")]
    assert [text(c) for _, _, c in tags(made, "button") if text(c) == "Copy link"]


def test_how_it_is_counted_names_definition_target_and_what_was_left_out():
    said = text(drawn())
    for owed in (
        "inquiries acknowledged by the due instant",
        "inquiries whose outcome is known",
        "80% (board)",
        "2 received without a time of day",
        "version 1, data load 7",
    ):
        assert owed in said, owed


def test_the_download_asks_the_same_question():
    (address,) = [a["href"] for _, a, c in tags(drawn(), "a") if text(c) == "Download"]
    assert address == "/download.csv?indicator=response_24h&from=2026-01&to=2026-04&grain=month&org=then"


def test_the_table_holds_the_rows_of_the_picture_with_row_headers():
    rows = table_rows(drawn())
    assert rows[0] == ["Period", "Figure", "Interval", "Numerator", "Denominator"]
    assert rows[-1] == ["Apr 2026", "90%", "85% to 95%", "9", "10"]
    assert len([a for _, a, _ in tags(drawn(), "th") if a.get("scope") == "row"]) == 4


def test_a_hidden_row_says_hidden_in_every_column_and_holds_no_number():
    made = drawn(released([row("2026-01"), row("2026-02", status=HIDDEN)]))
    assert table_rows(made)[-1] == ["Feb 2026", "hidden", "hidden", "hidden", "hidden"]


def test_the_picture_is_a_named_group_with_an_alternative():
    ((_, figure, _),) = tags(drawn(), "figure")
    assert (figure["role"], figure["aria-labelledby"]) == ("group", "leaders-question leaders-answer")
    (image,) = [a for _, a, _ in tags(drawn(), "div") if a.get("role") == "img"]
    assert image["aria-label"].startswith("Do we answer in time? Apr 2026: 90%")


def test_a_graph_has_no_way_to_another_host_and_nothing_that_catches_a_finger():
    ((_, graph, _),) = tags(drawn(), "graph")
    assert graph["config"] == QUIET
    assert graph["config"]["showSendToCloud"] is False
    assert graph["config"]["displayModeBar"] is False


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (NOT_MEASURABLE, "Not measurable"),
        (EMPTY, "Nothing to count"),
        (HIDDEN, "Hidden"),
    ],
)
def test_an_answer_without_figures_keeps_its_place_and_says_why(status, said):
    answer = released([], status=status, why="The source has no such column. Map it.")
    made = card(ASK, answer, SELECTION, None, "leaders")
    assert said in text(made)
    assert "The source has no such column. Map it." in text(made)
    assert not tags(made, "graph")


def test_a_refusal_of_the_door_is_shown_in_its_own_words():
    made = card(ASK, Refused("response_24h", "That unit is outside your scope."), SELECTION, None, "leaders")
    assert "That unit is outside your scope." in text(made)
    assert not tags(made, "graph")
    assert not tags(made, "a")


def test_a_period_still_coming_in_is_said_to_be_in_the_table_and_the_key():
    answer = released([row("2026-01"), row("2026-02", judged=False)])
    made = drawn(replace(answer, limits=limits(("none", "none"))))
    assert table_rows(made)[-1][0] == "Feb 2026 (still coming in)"
    assert "still coming in, not judged" in text(made)


def test_a_second_answer_in_one_picture_has_its_own_table_and_download():
    made = drawn(also=[("Self-ratings", released([row("2025-12", 1, 4)]), SELECTION)])
    assert ["Dec 2025", "25%", "20% to 30%", "1", "4"] in table_rows(made)
    assert "Download self-ratings" in [text(c) for _, _, c in tags(made, "a")]
