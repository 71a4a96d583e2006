"""What the picture draws of control limits stands in the table, the CSV and the JSON, in numbers and in words."""

import pytest

from dashboard.drawing.table import released_grid
from dashboard.drawing.trend import trend
from pipelines.cli.terminal import as_json
from pipelines.questions.released import HIDDEN
from pipelines.questions.verdict import Verdict
from pipelines.words.csv_file import released_lines
from tests.dashboard.releases import group_row, limits, released, row

MEANINGS = ("none", "improvement", "concern", "change")


@pytest.fixture
def answer():
    """Four months judged against 70% (60% to 80%), and a fifth that is still coming in."""
    found = Verdict("better", "better since Feb 2026", "Eight in a row.", assurance="may or may not")
    months = [row(f"2026-0{m}") for m in range(1, 5)]
    return released([*months, row("2026-05", judged=False)], limits=limits(MEANINGS), verdict=found)


def test_the_file_holds_the_limits_of_each_month_and_what_they_say_of_it(answer):
    """G3: which points are an improvement could be known from the picture only."""
    lines = released_lines(answer)
    heading = lines[lines.index([]) + 1]
    rows = lines[lines.index([]) + 2 :]
    assert heading[-4:] == ["centre", "lower", "upper", "judged_as"]
    assert [r[-1] for r in rows] == [
        "ordinary variation", "improvement", "concern", "change, no agreed direction", "not judged",
    ]  # fmt: skip
    assert rows[0][-4:-1] == pytest.approx([0.7, 0.6, 0.8])
    assert rows[4][-4:-1] == [None, None, None]
    assert {len(r) for r in rows} == {len(heading)}


def test_the_file_says_both_verdicts_and_by_which_rule(answer):
    """G3: the verdict stood in neither the table nor the file."""
    about = {line[0]: line[1] for line in released_lines(answer) if len(line) == 2}
    assert about["Has it changed?"] == "better since Feb 2026. Eight in a row."
    assert about["Will it meet the target?"] == "may or may not"
    assert about["Limits"] == "p-chart"


def test_the_json_holds_the_same_under_the_names_of_the_files_columns(answer):
    """G3."""
    told = as_json(answer)
    assert [r["judged_as"] for r in told["rows"]] == [*MEANINGS, None]
    assert told["rows"][1]["upper"] == pytest.approx(0.8)
    assert told["verdict"]["state"] == "better"


def test_the_table_shows_the_very_lines_that_the_picture_draws(answer):
    """G3: the table and the chart are of one answer."""
    headings, lines = released_grid(answer)
    at = [headings.index(h) for h in ("Centre", "Lower limit", "Upper limit", "Judged as")]
    assert [lines[1][i][0] for i in at] == ["70%", "60%", "80%", "improvement"]
    assert [lines[4][i][0] for i in at] == ["–", "–", "–", "not judged"]
    drawn = {y for trace in trend(answer).figure["data"] if trace["mode"] == "lines" for y in trace["y"] if y}
    assert {round(100 * line[i][1], 6) for line in lines[:4] for i in at[:3]} <= {round(y, 6) for y in drawn}


def test_a_hidden_month_has_no_limits_in_any_of_them():
    """G3: the width of limits tells how many were counted, so a hidden row has none."""
    held = limits(("none",) * 2)
    gone = held.__class__(**{**vars(held), "center": (0.7, None), "lower": (0.6, None), "upper": (0.8, None)})
    answer = released([row("2026-01"), row("2026-02", status=HIDDEN)], limits=gone)
    assert released_lines(answer)[-1][-4:] == [None, None, None, "not judged"]
    assert as_json(answer)["rows"][1]["upper"] is None


def test_a_split_has_no_limits_and_no_columns_for_them():
    """G3: groups side by side are not a series."""
    answer = released([group_row("A"), group_row("B")], by=("race",))
    assert "centre" not in released_lines(answer)[-3]
    assert "Judged as" not in released_grid(answer)[0]
    assert as_json(answer)["limits"] is None
