"""A new dimension touches three files, builds on a store that was there before it, and is offered wherever one is."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests import new_dimension
from tests.county import built

ROOT = Path(__file__).resolve().parents[1]
COUNTED = [
    ["2026-08", "Not recorded", "shown", "8", "8", "1.0"],
    ["2026-09", "At once", "shown", "6", "6", "1.0"],
    ["2026-09", "Can wait", "shown", "2", "4", "0.5"],
]
"""Written by hand: August was loaded before anybody asked how urgent it was; of four that could wait, two were late."""
OF_THE_LOG = {
    "response_24h",
    "response_24h_leadership",
    "response_24h_expectation",
    "time_to_acknowledgement",
    "time_to_resolution",
    "overdue_open",
}


@pytest.fixture(scope="module")
def copied(tmp_path_factory) -> tuple[Path, list[str]]:
    return new_dimension.added(ROOT, tmp_path_factory.mktemp("dimension"))


@pytest.fixture(scope="module")
def seen(copied, tmp_path_factory) -> dict:
    """What the copy says of a store that the code of today, which knows of no urgency, has built."""
    folder = tmp_path_factory.mktemp("county")
    before = {
        "organisation": [new_dimension.PLACES],
        "inquiries": new_dimension.without_urgency("2026-08"),
    }
    built(folder, before, "2026-08-31")
    asked = f"from tests.new_dimension import as_shown; as_shown({str(folder)!r})"
    environment = {**os.environ, "PYTHONPATH": str(copied[0]), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [sys.executable, "-c", asked],
        cwd=copied[0],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def counted(file: str) -> list[list[str]]:
    """The lines of a file that count something, up to the value."""
    cells = [line.split(",")[:6] for line in file.splitlines()]
    return [line for line in cells if line[0].startswith("2026-") and line[2] != "empty"]


def test_a_new_dimension_touches_three_files(copied):
    _, touched = copied
    assert touched == [
        "pipelines/counting/answer_clock.py",
        "pipelines/questions/dimensions.py",
        "pipelines/sources/inquiries.py",
    ]


def test_an_older_store_is_split_by_it_on_the_command_line(seen):
    assert seen["refused"] == []
    assert counted(seen["shown"]) == COUNTED


def test_a_county_whose_log_lacks_the_field_counts_as_before_and_is_not_offered_it(seen):
    assert seen["lacking"] == {"splits": ["unit"], "den": [8]}


def test_the_download_holds_the_same_lines(seen):
    assert "period,urgency,status" in seen["download"]
    assert counted(seen["download"]) == COUNTED


def test_group_by_offers_it_for_every_measure_of_the_log_and_for_no_other(seen):
    assert {"label": "Urgency", "value": "urgency"} in seen["group_by"]
    (by,) = [key for key in seen["vocabulary"]["keys"] if key["id"] == "by"]
    assert {measure for measure, split in by["words"].items() if "urgency" in split} == OF_THE_LOG


def test_the_page_of_a_measure_shows_its_groups_in_their_words_and_order(seen):
    assert "How does it differ by urgency?" in seen["page"]
    groups = [seen["page"].index(f'[\\"{label}\\"]') for label in ("At once", "Can wait", "Not recorded")]
    assert groups == sorted(groups)
