"""Pages as they are printed, and as they stand in the colours that a reader's system forces on them."""

import re

import pytest

pytestmark = pytest.mark.browser
LETTER = {"width": 726, "height": 960}
"""What a Letter sheet leaves within margins of 12 mm, in pixels of 1/96 inch."""
LOOK = """(what) => [...document.querySelectorAll(what)].map((e) => {
    const style = getComputedStyle(e), box = e.getBoundingClientRect();
    return { fill: style.fill, stroke: style.stroke, back: style.backgroundColor, shadow: style.boxShadow,
             place: style.position, left: box.left, right: box.right, width: box.width, height: box.height };
})"""
BLACK, WHITE = "rgb(0, 0, 0)", "rgb(255, 255, 255)"


def look(watch, what: str) -> list[dict]:
    found = watch.page.evaluate(LOOK, what)
    assert found, what
    return found


@pytest.fixture
def paper(watch):
    """The Director's page, drawn for a screen and then laid on a sheet of Letter."""
    watch.go("/director")
    watch.page.wait_for_function("document.querySelectorAll('.js-plotly-plot .main-svg').length >= 21")
    watch.page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    watch.page.emulate_media(media="print")
    watch.page.set_viewport_size(LETTER)
    yield watch
    watch.page.emulate_media(media="screen")


def test_the_printed_scorecard_keeps_its_data_column_and_the_whole_of_every_sparkline(paper):
    """G2: the Data column was lost and the sparkline cut at the right."""
    assert [c["right"] <= LETTER["width"] for c in look(paper, "#scorecard th:last-child")] == [True]
    assert all(c["right"] <= LETTER["width"] for c in look(paper, "#scorecard td:last-child"))
    sparks, cells = look(paper, "#scorecard .spark"), look(paper, "#scorecard td:nth-child(6)")
    assert len(sparks) == len(cells)
    assert all(s["right"] <= c["right"] and s["width"] > 60 for s, c in zip(sparks, cells, strict=True))


def test_the_printed_head_of_the_scorecard_has_no_grey_bars(paper):
    """G2: a head that sticks was printed as upright bars."""
    assert {(h["place"], h["shadow"]) for h in look(paper, "#scorecard thead th")} == {("static", "none")}


def test_printed_charts_are_scaled_to_their_cards_and_keep_their_shape(paper):
    """G2: drawn for the screen, a chart is neither cut nor left small in a wide card."""
    cards = look(paper, ".card figure")
    drawings = look(paper, ".card .js-plotly-plot .main-svg:first-child")
    assert len(cards) == len(drawings) == 7
    for card, drawing in zip(cards, drawings, strict=True):
        assert drawing["left"] >= card["left"]
        assert drawing["right"] <= card["right"] + 1
        assert 0.95 < drawing["width"] / card["width"] <= 1.01
        # A card that stands alone in its row is as wide as two.
        assert 1.2 < drawing["width"] / drawing["height"] < (7 if card["width"] > LETTER["width"] / 2 else 4)


def test_the_directors_page_with_its_seven_charts_takes_no_more_than_four_sheets_of_letter(watch):
    """G2: with four charts it took four, two of them largely empty."""
    watch.go("/director")
    watch.page.wait_for_function("document.querySelectorAll('.js-plotly-plot .main-svg').length >= 21")
    printed = watch.page.pdf(format="Letter")
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) <= 4


@pytest.fixture(params=["light", "dark"])
def forced(watch, request):
    """The Director's page in forced colours: (watch, canvas, text)."""
    watch.page.emulate_media(forced_colors="active", color_scheme=request.param)
    watch.go("/director")
    watch.page.wait_for_function("document.querySelectorAll('.js-plotly-plot .main-svg').length >= 21")
    yield (watch, BLACK, WHITE) if request.param == "dark" else (watch, WHITE, BLACK)
    watch.page.emulate_media(forced_colors="none", color_scheme="light")


def test_words_in_charts_have_the_readers_own_text_colour(forced):
    """G1: ink on black left labels and figures unreadable."""
    watch, _, text = forced
    assert {w["fill"] for w in look(watch, ".js-plotly-plot text, .js-plotly-plot tspan")} == {text}


def test_lines_marks_and_bars_are_drawn_in_the_readers_text_colour(forced):
    """G1: lines, dots and bars of three of four charts nearly vanished."""
    watch, canvas, text = forced
    lines = look(watch, ".js-plotly-plot .lines .js-line, .js-plotly-plot .shapelayer path")
    assert {line["stroke"] for line in lines} == {text}
    marks = look(watch, ".js-plotly-plot path.point, .js-plotly-plot .point > path")
    assert {m["stroke"] for m in marks} == {text}
    assert {m["fill"] for m in marks} == {text, canvas}, "full and hollow marks stay apart"


def test_the_pale_band_is_an_outline_and_no_slab(forced):
    """G1: the band between the limits was a white slab over everything."""
    watch, _, text = forced
    bands = look(watch, ".js-plotly-plot .js-fill")
    assert {(b["fill"], b["stroke"]) for b in bands} == {("none", text)}


def test_icons_and_sparklines_keep_the_paper_they_were_drawn_for(forced):
    """G1: an ink mark of the key was invisible on black."""
    watch, _, _ = forced
    assert {i["back"] for i in look(watch, ".spark, .key .sign, .verdict .icon")} == {WHITE}
