"""Pages show whoever stands in their slots, in order, and leave out what nobody stands in."""

from dataclasses import replace

import pytest

from dashboard.pages import director, equity, manager
from dashboard.shell.address import read
from dashboard.shell.reader import Reader
from pipelines.questions.actor import acting_as
from pipelines.questions.standing import Stand
from tests.dashboard.reading import table_rows, tags, text


class Declaring(Reader):
    """The small county, whose register says otherwise where things stand."""

    def declare(self, measures, lists=(), ladders=()):
        self.__dict__["declared"] = {"measures": measures, "lists": lists}
        self.__dict__["options"] = replace(self.options, ladders=ladders)
        return self

    def standing(self, slot):
        held = self.__dict__["declared"]["measures"]
        found = [(self.cards[id], stand) for id, stand in held if stand.slot == slot]
        return sorted(found, key=lambda pair: (pair[1].order, pair[0].id))

    def lists(self, slot):
        return [] if not self.__dict__["declared"]["lists"] else super().lists(slot)


@pytest.fixture
def said(county):
    def declare(*measures, **more):
        return Declaring(county, acting_as("director")).declare(measures, **more)

    return declare


def cards(made):
    return [attributes["id"] for _, attributes, _ in tags(made, "article")]


def page(module, reader):
    return module.page(reader, read("", reader.words))


@pytest.mark.parametrize("module", [director, manager, equity])
def test_a_page_in_which_nobody_stands_has_no_card_and_no_good_news(said, module):
    made = page(module, said())
    assert cards(made) == []
    assert text(tags(made, "h1")[0][2]) == "No measure stands on this page"


def test_two_measures_in_one_slot_stand_in_their_order_under_anchors_of_their_own(said):
    made = page(
        director,
        said(
            ("response_24h", Stand("director.trend", 20)),
            ("vacancy_rate", Stand("director.trend", 10)),
            ("staffing_gap", Stand("director.trend", 10, "gap")),
        ),
    )
    assert cards(made) == ["gap", "trend-vacancy_rate", "trend-response_24h"]


def test_the_scorecard_holds_whoever_stands_in_it(said):
    made = page(director, said(("vacancy_rate", Stand("director.scorecard"))))
    assert [row[0] for row in table_rows(made)] == ["Measure", "Vacancy rate, all posts"]


def test_a_shortage_is_told_in_the_words_of_the_measure_that_stands_for_it(said):
    """North Family lacks 0.8 FTE; the county as a whole lacks none."""
    words = {
        "whole": "{fte} short",
        "part": "Lacking {fte} in {place}",
        "several": "Lacking {fte} in {units} units, {place}",
    }
    shown = Stand("director.scorecard")
    made = page(director, said(("staffing_gap", Stand("shortage", words=words)), ("staffing_gap", shown)))
    assert text(tags(made, "h1")[0][2]).endswith("; lacking 0.8 in North Family (Sep 2026)")


def test_a_count_over_its_target_is_told_in_the_words_of_the_measure(said):
    words = {"counted": ("{count} waits", "{count} wait")}
    made = page(director, said(("overdue_open", Stand("director.over_target", words=words))))
    assert "3 wait; target 0." in text(made)


def test_the_lists_stand_on_the_managers_page_without_any_measure(said):
    assert cards(page(manager, said(lists=True))) == [
        "open_inquiries",
        "worker_loads",
        "cases_without_worker",
    ]
