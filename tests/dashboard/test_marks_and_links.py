"""Marks and links lead to the very thing they speak of, and an address that cannot be followed says so."""

from dataclasses import replace

import pytest

from dashboard.drawing.dots import dots
from dashboard.drawing.table import released_table
from dashboard.drawing.trend import trend
from dashboard.drawing.workers import by_load, workers
from dashboard.serving.create import page_at
from dashboard.shell.address import not_known, vocabulary
from pipelines.questions.actor import acting_as
from pipelines.questions.details import Scores, Waiting
from pipelines.questions.look import Look, SecondLine
from pipelines.questions.released import Worklist
from tests.dashboard.conftest import asking
from tests.dashboard.reading import tags, text
from tests.dashboard.releases import released, row


@pytest.fixture
def opened(county):
    def at(path: str, search: str = "", role: str = "director"):
        return page_at(asking(county, role), path, search)

    return at


def hrefs(made, said: str) -> list[str]:
    return [a["href"] for tag in ("link", "a") for _, a, kids in tags(made, tag) if text(kids) == said]


# ---- G4, G5: where marks and links lead


def places() -> list:
    found = [("north", "North"), ("south", "South"), ("unknown", "Not recorded")]
    return [row("2026", group=(("division", place),), words=(name,)) for place, name in found]


def test_the_mark_of_a_place_leads_to_that_place():
    """G4: a click on a mark did nothing; what is recorded nowhere leads nowhere."""
    marks = dots(released(places(), by=("division",))).figure["data"][-1]
    assert marks["customdata"] == [["unit", "north"], ["unit", "south"], None]


def test_the_mark_of_a_month_leads_to_the_measure():
    """G4."""
    marks = [t for t in trend(released()).figure["data"] if t["mode"] == "markers"]
    assert {tuple(target) for t in marks for target in t["customdata"]} == {("measure", "response_24h")}


def test_the_staffing_of_a_short_unit_is_a_link_to_that_unit(opened):
    """G5: "See the staffing" of one unit opened the whole county, whose card said 4.2 to spare."""
    (link,) = hrefs(opened("/director"), "See the staffing")
    assert link == "/manager?unit=N-2"
    (link,) = hrefs(opened("/director", "?unit=north&months=12"), "See the staffing")
    assert link == "/manager?months=12&unit=N-2"


# ---- A28: what an address asks for in vain


@pytest.mark.parametrize(
    ("search", "named"),
    [
        ("?unit=atlantis", "unit=atlantis"),
        ("?nonsense=1", "nonsense=1"),
        ("?months=own&since=2019-01", "since=2019-01"),
        ("?measure=vacancy_rate&by=requester", "by=requester"),
        ("?unit=<script>alert(1)</script>", "unit=…"),
        ("?unit=Call%20this%20number%20now", "unit=…"),
    ],
)
def test_what_an_address_asks_for_in_vain_is_said_above_the_page(opened, search, named):
    """A28: an unknown word was dropped without a sound, and the county stood under a link to a unit."""
    (note,) = [
        text(k) for _, a, k in tags(opened("/measure", search), "p") if a.get("className") == "unknown"
    ]
    assert f"The address asks for {named}, which is not known here" in note


@pytest.mark.parametrize("search", ["", "?unit=north&months=12", "?measure=vacancy_rate&by=unit", "?unit="])
def test_an_address_that_is_understood_is_not_remarked_on(county, search):
    assert not_known(search, vocabulary(county.options(acting_as("director")))) == []


def test_a_long_list_of_unknown_words_is_cut_short(county):
    words = vocabulary(county.options(acting_as("director")))
    assert len(not_known("?" + "&".join(f"k{i}=v" for i in range(300)), words)) == 5


# ---- C10: few respondents


def test_a_score_of_few_is_marked_in_picture_and_table():
    """C10: scores from 5 to 29 persons carried no mark."""
    few = row("2026", group=(("unit", "A"),), words=("A",), detail=Scores(few=True))
    many = row("2026", group=(("unit", "B"),), words=("B",), detail=Scores())
    answer = released([few, many], by=("unit",), unit="percent of possible")
    picture = dots(answer)
    first, second = picture.figure["data"][-1]["marker"]["color"]
    assert first != second
    assert ("mark-hollow", "few answered: unstable") in picture.key
    cells = text(released_table(answer, ""))
    assert cells.count("few: unstable") == 1


# ---- G7: the second line has room of its own


def test_the_scale_of_the_waits_is_that_of_the_line_the_sentence_speaks_of():
    """G7: nine in ten set the scale, so that median, limits and target shared 20 pixels."""
    look = Look(second_line=SecondLine("p90", "9 in 10 within", "half within"))
    rows = [
        replace(row(f"2026-0{m}"), value=4.0, low=3.0, high=5.0, detail=Waiting(p90=90.0, open=0))
        for m in range(1, 5)
    ]
    answer = released(rows, unit="hours", look=look, target=4.0)
    layout = trend(answer, with_second=True).figure["layout"]
    assert layout["yaxis"]["range"][1] < 10
    assert layout["yaxis2"]["range"][1] > 90
    assert layout["yaxis2"]["domain"][1] < layout["yaxis"]["domain"][0]
    (second,) = [t for t in trend(answer, with_second=True).figure["data"] if t.get("yaxis") == "y2"]
    assert second["y"] == [90.0] * 4


# ---- G8: sixty units


def worker(unit: str, ratio: float | None, away: bool = False) -> dict:
    times = 2.0 if away else float((ratio or 0) > 1)
    return {
        "worker": f"{unit}w",
        "unit": unit,
        "load": ratio or 1,
        "ratio": ratio,
        "times": times,
        "away": away,
    }


def test_the_units_stand_by_who_carries_too_much():
    """G8: sixty rows by name; one worker who carries far too much does not make a unit."""
    rows = [
        *(worker("A", x) for x in (0.5, 0.6, 9.0)),
        *(worker("B", x) for x in (1.2, 1.6)),
        *(worker("C", x) for x in (1.3, 1.3)),
        worker("D", None, away=True),
    ]
    assert by_load(rows) == ["D", "B", "C", "A"]


def test_many_units_have_the_standard_and_the_axis_at_head_and_foot():
    """G8: the axis stood at the foot only, the standard at the head only, 60 rows apart."""
    columns = (("worker", ""), ("unit", ""), ("ratio", ""))
    rows = tuple(worker(f"U{n:02d}", 0.5 + n / 40) for n in range(60))
    layout = workers(Worklist("", columns, rows, "shown")).figure["layout"]
    said = [(a["text"], a["y"]) for a in layout["annotations"]]
    assert {y for words, y in said if words == "standard"} == {0, 1}
    assert [words for words, y in said if y == 1 and words != "standard" and " of " not in words]
    assert layout["yaxis"]["ticktext"][0] == "U59"


# ---- the charts of what a title speaks of


def test_the_series_of_the_directors_headline_stand_on_her_page(opened):
    """Point 11, G5: the second half of a headline had no chart on the page. Fidelity's trend stands there too."""
    made = opened("/director")
    headline = text(tags(made, "h1")[0][2])
    assert headline.startswith("Leaders answer in time more often in North Division")
    cards = {a.get("id"): text(kids) for _, a, kids in tags(made, "article")}
    assert cards["signal-1"].startswith("Leaders answer in time more often in North Division Sep 2026: ")
    assert "Better since Sep 2025" in cards["signal-1"]
    assert cards["fidelity"].startswith("Is practice true to the model?")


def test_a_series_of_the_whole_view_that_has_its_chart_is_not_drawn_twice(opened):
    """In North itself the first half of the headline is the chart of the leaders."""
    made = opened("/director", "?unit=north")
    cards = [a.get("id") for _, a, _ in tags(made, "article")]
    assert "leaders" in cards
    assert not [c for c in cards if c.startswith("signal")]
