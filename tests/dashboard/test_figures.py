"""What the pictures draw: only what was released, in its meaning, with traces the bundle has."""

import re
from math import isclose, log10
from pathlib import Path

import pytest

from dashboard.drawing import theme
from dashboard.drawing.axes import nice_ticks, ratio_axis, value_axis
from dashboard.drawing.bars import bands, bridge
from dashboard.drawing.dots import dots
from dashboard.drawing.ladder import Section, ladder
from dashboard.drawing.spark import sparkline
from dashboard.drawing.theme import CONCERN, IMPROVEMENT
from dashboard.drawing.trend import trend
from dashboard.drawing.trend_labels import target_label
from dashboard.drawing.workers import workers
from dashboard.serving.create import page_at
from dashboard.shell.page_list import PAGES
from pipelines.questions.actor import acting_as
from pipelines.questions.details import Compared, Gap
from pipelines.questions.policy import DIRECTOR, ROLES
from pipelines.questions.released import EMPTY, HIDDEN, SHOWN, Row
from pipelines.questions.selection import Selection
from tests.dashboard.conftest import asking
from tests.dashboard.reading import figures, tags, text
from tests.dashboard.releases import group_row, limits, released, row

VENDOR = Path(__file__).resolve().parents[2] / "dashboard" / "assets" / "vendor"


def registered() -> set[str]:
    entry = (VENDOR / "plotly-entry.js").read_text(encoding="utf-8")
    return {"scatter", *re.findall(r"plotly\.js/lib/(\w+)", entry)} - {"core"}


def points(figure: dict) -> dict[str, list]:
    """Marker traces of a figure: symbol -> heights."""
    return {t["marker"]["symbol"]: t["y"] for t in figure["data"] if t.get("mode") == "markers"}


@pytest.mark.parametrize("role", ROLES)
def test_every_trace_of_every_page_is_in_the_bundle(county, role):
    reader = asking(county, role)
    drawn = [f for p in PAGES if role in p.roles for f in figures(page_at(reader, p.path, ""))]
    assert {trace["type"] for figure in drawn for trace in figure["data"]} <= registered()
    assert drawn


def test_judged_points_wear_the_shape_and_colour_of_their_meaning():
    rows = [row(f"2026-0{m}") for m in range(1, 5)]
    figure = trend(released(rows, limits=limits(("none", "improvement", "concern", "change")))).figure
    marks = [t["marker"] for t in figure["data"] if t.get("mode") == "markers"]
    assert {(m["symbol"], m["color"]) for m in marks} >= {("circle", IMPROVEMENT), ("diamond", CONCERN)}
    assert len(marks) == 4


def test_a_point_not_yet_judged_is_hollow_and_not_on_the_line():
    figure = trend(released([row("2026-01"), row("2026-02", judged=False)], target=None)).figure
    assert points(figure)["circle-open"] == [90.0]
    (line,) = [t for t in figure["data"] if t.get("mode") == "lines"]
    assert line["y"] == [90.0, None]


def test_a_hidden_point_is_a_word_and_never_a_zero():
    answer = released([row("2026-01"), row("2026-02", status=HIDDEN), row("2026-03")], target=None)
    picture = trend(answer)
    assert [t["y"] for t in picture.figure["data"] if t.get("mode") == "markers"] == [[90.0, 90.0]]
    assert [t["y"] for t in picture.figure["data"] if t.get("mode") == "lines"] == [[90.0, None, 90.0]]
    assert "hidden" in [a["text"] for a in picture.figure["layout"]["annotations"]]
    assert any("do not read it as 0" in said for _, said in picture.key)


def test_limits_are_drawn_phase_by_phase_and_not_across_a_break():
    found = limits(("none",) * 4)
    broken = type(found)(**{**found.__dict__, "center": (0.7, 0.7, 0.9, 0.9)})
    figure = trend(released(limits=broken, target=None)).figure
    centres = [t["y"] for t in figure["data"] if t.get("mode") == "lines" and "fill" not in t][:2]
    assert centres == [[70.0, 70.0], [90.0, 90.0]]
    assert sum("fill" in t for t in figure["data"]) == 2


def test_a_ratio_of_nought_has_no_place_on_the_axis_and_the_target_is_named_all_the_same():
    rows = [row("2026-01", 0), row("2026-02", 12)]
    (label,) = target_label(released(rows, unit="ratio", target=1.0))
    assert label["y"] == 0
    assert label["text"].startswith("target 1")


def test_a_target_that_its_axis_cannot_hold_is_not_drawn():
    rows = [group_row("Black", 12), group_row("White", 10)]
    answer = released(rows, by=("race",), unit="ratio", target=0.0)
    assert target_label(answer) == []
    layout = dots(answer).figure["layout"]
    assert layout["shapes"] == []
    assert [a["text"] for a in layout["annotations"] if "target" in a["text"]] == []


def test_the_target_is_dashed_and_named():
    figure = trend(released()).figure
    assert any(t.get("line", {}).get("dash") and t["y"] == [80.0, 80.0] for t in figure["data"])
    assert "target 80%" in [a["text"] for a in figure["layout"]["annotations"]]


def test_an_event_is_a_dotted_line_with_its_words():
    figure = trend(released(events=(("2026-03", "rota <b>starts</b>"),))).figure
    assert [s["x0"] for s in figure["layout"]["shapes"]] == [1.5]
    assert "rota &lt;b&gt;starts&lt;/b&gt;" in [a["text"] for a in figure["layout"]["annotations"]]


def test_groups_keep_their_order_and_a_hidden_one_its_place():
    rows = [
        group_row("Black", 6),
        group_row("Asian", status=HIDDEN),
        group_row("White", 9),
        group_row("Latino", status=EMPTY),
    ]
    picture = dots(released(rows, by=("race",), reference="White", target=None))
    assert picture.figure["layout"]["yaxis"]["ticktext"] == ["Black", "Asian", "White", "Latino"]
    (marks,) = [t for t in picture.figure["data"] if t.get("mode") == "markers"]
    assert marks["y"] == [0, 2]
    assert marks["x"] == [60.0, 90.0]
    said = {a["y"]: a["text"] for a in picture.figure["layout"]["annotations"]}
    assert (said[1], said[3]) == ("<i>hidden</i>", "<i>nothing to count</i>")


def test_the_reference_group_is_hollow_and_the_others_share_one_ink():
    figure = dots(released([group_row("Black"), group_row("White")], by=("race",), reference="White")).figure
    (marks,) = [t for t in figure["data"] if t.get("mode") == "markers"]
    assert marks["marker"]["color"] == ["#16242f", "#ffffff"]


def test_groups_of_several_periods_show_the_last_judged_one():
    rows = [
        group_row("Black", 5),
        group_row("Black", 8, period="2027"),
        group_row("Black", 1, period="2028", judged=False),
    ]
    (marks,) = [t for t in dots(released(rows, by=("race",))).figure["data"] if t.get("mode") == "markers"]
    assert marks["x"] == [80.0]


def test_a_ratio_axis_is_logarithmic_with_1_in_the_middle():
    axis = ratio_axis([1.62, 0.8])
    assert isclose(axis["range"][0], -axis["range"][1])
    assert dict(zip(axis["ticktext"], axis["tickvals"], strict=True))["2"] == log10(2)


def test_a_share_may_start_above_0_and_a_count_never_does():
    assert value_axis([72, 93], "percent")["range"][0] == 70
    assert value_axis([5, 93], "percent")["range"][0] == 0
    assert value_axis([4000, 5000], "count")["range"][0] == 0


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (0, 10, [0, 2.5, 5, 7.5, 10]),
        (60, 100, [60, 70, 80, 90, 100]),
        (-10, 5, [-10, -5, 0, 5]),
        (0, 0.9, [0, 0.2, 0.4, 0.6, 0.8]),
    ],
)
def test_ticks_are_round_numbers(low, high, expected):
    assert nice_ticks(low, high) == expected


def test_the_bridge_goes_from_authorised_to_available_and_marks_the_gap():
    """24 less 4, 1.5 and 1.5 is 17; the work needs 21.4: a gap of 4.4."""
    gap = Gap(authorised=24.0, vacant=4.0, leave=1.5, ramp=1.5, available=17.0, required=21.4)
    rows = [Row("2026-09", (), (), SHOWN, 21.4, 17.0, 4.4, detail=gap)]
    figure = bridge(released(rows, unit="fte", target=None)).figure
    bars, gap = figure["data"]
    assert list(zip(bars["base"], bars["x"], strict=True)) == [
        (0.0, 24.0),
        (20.0, 4.0),
        (18.5, 1.5),
        (17.0, 1.5),
        (0.0, 17.0),
        (0.0, 21.4),
    ]
    assert (gap["base"], [round(x, 9) for x in gap["x"]]) == ([17.0], [4.4])
    assert any("gap 4.4" in a["text"] for a in figure["layout"]["annotations"])


def test_without_the_parts_there_is_no_bridge():
    assert bridge(released()) is None


def test_bands_are_bars_from_0_with_their_figures():
    figure = bands({"up to 1 day": 4, "over 20 days": 0}).figure
    assert figure["layout"]["xaxis"]["range"][0] == 0
    assert [a["text"] for a in figure["layout"]["annotations"]] == ["<b>4</b>", "<b>0</b>"]


def test_workers_over_the_standard_differ_in_shape_and_are_counted_by_unit(county):
    """Twelve cases are 1.2 of the standard of ten, eight are 0.8, and 1.6 for who counts half."""
    figure = workers(county.work_list(acting_as(DIRECTOR), "worker_loads", Selection("response_24h"))).figure
    within, over = figure["data"]
    assert (within["marker"]["symbol"], over["marker"]["symbol"]) == ("circle-open", "diamond")
    assert within["x"] == [0.8] * 18
    assert over["x"] == [1.2] * 4 + [1.6]
    said = [re.sub("</?b>", "", a["text"]) for a in figure["layout"]["annotations"]]
    # North Family before all others; Central Intake, whose fourth worker is on leave; South Intake has one in training.
    assert said[2:] == ["4 of 4", "0 of 4", "0 of 3", "0 of 4", "0 of 4", "1 of 4"]
    assert said[:2] == ["standard", "standard"]


def ratio(
    name: str, value: float | None, low: float | None = None, high: float | None = None, status=SHOWN
) -> Row:
    apart = low is not None and high is not None and not low <= 1 <= high
    rates = Compared(
        rate=0.1, reference_rate=0.1, difference=0, reference=False, extra=0, apart=apart, adverse="above"
    )
    return Row("2025", (("race", name),), (name,), status, 10, 100, value, low, high, rates)


def test_the_ladder_says_each_ratio_in_words_and_hides_what_is_hidden():
    lines = [
        ratio("Black", 1.6, 1.2, 2.1),
        ratio("Asian", 0.9, 0.7, 1.2),
        ratio("Pacific", None, status=HIDDEN),
        ratio("White", 1.0),
    ]
    picture = ladder(
        [Section("Entered care", [(r.words[0], r) for r in lines], "Entered care")], "White", "Group"
    )
    said = text(picture.body)
    for owed in ("Black 1.60 (1.20–2.10)", "Asian 0.90 (0.70–1.20)", "Pacific hidden", "White reference"):
        assert owed in said, owed
    assert [a["class"] for _, a, _ in tags(picture.body, "span") if "point" in a.get("class", "")] == [
        "point clear",
        "point",
        "point hollow",
    ]


def test_a_ratio_of_1_stands_in_the_middle_and_2_and_a_half_mirror_each_other():
    lines = [ratio("a", 1.0), ratio("b", 2.0), ratio("c", 0.5)]
    picture = ladder([Section("s", [(r.words[0], r) for r in lines])], "", "Group")
    places = [
        float(a["style"].split(":")[1].rstrip("%"))
        for _, a, _ in tags(picture.body, "span")
        if a.get("class") == "point"
    ]
    assert places[0] == 50
    assert isclose(places[1] - 50, 50 - places[2], abs_tol=0.02)


def test_a_sparkline_tells_its_story_in_words():
    line = sparkline(released([row("2026-01", 8), row("2026-02", 6), row("2026-03", 9)]), "improvement")
    assert line.alt == (
        "From 80% in Jan 2026 to 90% in Mar 2026; lowest 60% in Feb 2026, highest 90% in Mar 2026; 3 points."
    )


def test_one_point_is_no_line():
    assert text(sparkline(released([row("2026-01")]))) == "too few points"


def test_figures_and_style_sheet_hold_the_same_colours():
    sheet = (VENDOR.parent / "panel.css").read_text(encoding="utf-8")
    tokens = dict(re.findall(r"--([a-z]+): (#[0-9a-f]{6});", sheet))
    for name in (
        "INK",
        "MUTED",
        "SHEET",
        "HAIRLINE",
        "CONTROL",
        "IMPROVEMENT",
        "CONCERN",
        "COMMON",
        "CHANGED",
        "ACCENT",
    ):
        assert tokens[name.lower()] == getattr(theme, name), name
    assert tokens["band"] == theme.BAND


def label(figure: dict, words: str) -> dict:
    """The label of a figure that holds these words."""
    return next(a for a in figure["layout"]["annotations"] if words in a["text"])


def test_a_point_at_the_top_of_the_axis_is_drawn_whole():
    """G10: points at 100% were clipped by the top."""
    series = trend(released([row("2026-01", 10), row("2026-02", 10)])).figure
    groups = dots(released([group_row("A", 10), group_row("B", 9)])).figure
    for figure in (series, groups):
        assert {t["cliponaxis"] for t in figure["data"] if t.get("mode") == "markers"} == {False}


@pytest.mark.parametrize(
    ("on_time", "target", "side"),
    [(85, 0.9, "top"), (90, 0.9, "top"), (91, 0.9, "bottom"), (60, 0.9, "bottom"), (85, None, "bottom")],
)
def test_the_latest_figure_does_not_lie_on_the_targets_line(on_time, target, side):
    """G10: "85%" was written over the line of the target at 90%."""
    months = [row("2026-01", 50, 100), row("2026-02", on_time, 100)]
    assert label(trend(released(months, target=target)).figure, f"<b>{on_time}%")["yanchor"] == side


def test_the_latest_figure_keeps_off_the_axis():
    """G10: at the foot of the picture there is no room below a point."""
    months = [row("2026-01", 90, 100), row("2026-02", 1, 100)]
    assert label(trend(released(months, target=0.02)).figure, "<b>1%")["yanchor"] == "bottom"


def test_the_words_of_an_event_take_lines_that_a_phone_holds_and_the_picture_makes_room_for_them():
    """G10: on a phone the label read "North Division: call-back rota sta"."""
    event = ("2026-03", "North Division: call-back rota starts")
    layout = trend(released(events=(event,))).figure["layout"]
    said = next(a["text"] for a in layout["annotations"] if "rota" in a["text"])
    assert said == "North Division:<br>call-back rota starts"
    assert max(map(len, said.split("<br>"))) <= 22
    assert layout["margin"]["t"] == 12 + 2 * 16
    assert trend(released()).figure["layout"]["margin"]["t"] == 28
