"""A new kind of figure touches two files, and is told and drawn wherever an indicator uses it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.counting.new_kind import with_a_new_kind

ROOT = Path(__file__).resolve().parents[2]
PHRASE = "Aug 2026: odds of 3.00 (0.69 to 12.99) to one, 2 missed"
"""Six of eight in time are three to one; the Wilson interval of 6/8 is 0.40928 to 0.92852."""


@pytest.fixture(scope="module")
def copied(tmp_path_factory) -> tuple[Path, list[str]]:
    return with_a_new_kind(ROOT, tmp_path_factory.mktemp("kind"))


@pytest.fixture(scope="module")
def seen(copied, tmp_path_factory) -> dict[str, str]:
    copy, _ = copied
    folder = tmp_path_factory.mktemp("county")
    asked = f"from tests.counting.new_kind import as_shown; as_shown({str(folder)!r})"
    environment = {**os.environ, "PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [sys.executable, "-c", asked], cwd=copy, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_a_new_kind_touches_two_files_and_a_measure_of_it_one(copied):
    _, touched = copied
    assert touched == [
        "pipelines/counting/kinds/listed.py",
        "pipelines/counting/kinds/odds.py",
        "pipelines/indicators/answer_odds.py",
    ]


def test_its_figure_and_interval_are_computed(seen):
    shown = json.loads(seen["json"])
    (row,) = [r for r in shown["rows"] if r["period"] == "2026-08"]
    assert (row["num"], row["den"], row["value"]) == (6, 8, 3.0)
    assert (row["low"], row["high"]) == pytest.approx((0.69284, 12.990), rel=1e-4)
    assert row["more"] == {"bands": {"kept": 6, "missed": 2}, "missed": 2}
    assert (shown["interval"], shown["method"]) == (
        "odds at the ends of the Wilson score interval, 95%",
        "in time over not in time",
    )
    assert (shown["n"], shown["n_of"]) == (16, "inquiries with an outcome, all periods together")


def test_its_phrase_is_said_on_the_command_line_and_on_the_page(seen):
    for place in ("json", "csv", "table", "page"):
        assert PHRASE in " ".join(seen[place].split()), place


def test_its_further_figure_is_a_column_of_the_file_and_of_the_table(seen):
    (heading,) = [line for line in seen["csv"].splitlines() if line.startswith("period,")]
    assert (
        heading
        == "period,status,numerator,denominator,value,low,high,missed,judged,centre,lower,upper,judged_as"
    )
    assert "Not in time" in seen["page"]


def test_the_page_of_the_measure_draws_its_trend_and_its_picture(seen):
    assert "How is it spread, in August 2026?" in seen["page"]
    assert '"id":"trend"' in seen["page"]
    assert '"ticktext":["kept","missed"]' in seen["page"]
