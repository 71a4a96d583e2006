"""One CSV for the page and the command line: the same columns, and text that no spreadsheet runs."""

import csv
import io
import sys
from contextlib import redirect_stdout
from types import SimpleNamespace

import pytest

from dashboard.serving.create import create_app
from pipelines.cli import commands
from pipelines.words.csv_file import csv_text, guarded
from tests.county import built

HOSTILE = (
    "=1+1", "+1", "-2+3+cmd|' /C calc'!A0", "@SUM(A1)", "\t=1", "\r=1", "\n=cmd", " =1+1", "\u00a0=1+1",
    "\u3000=1", "\u2007 =1", "\u200b=1", "\ufeff=1", "\x07=1", "\uff1d1+1", "\uff0b1", "\uff0d1", "\uff20a",
    " \uff1d1", "\ufe66 1", "|calc", "\uff5ccalc", "%x", "%0a=1", "\tword",
)  # fmt: skip
QUIET = (
    "North One",
    "5% more",
    "a=b",
    "O'Neil",
    "1-2",
    "\u22124.2",
    "'quoted'",
    "",
    "2026-10",
    "ärger",
    "\u65e5",
)
ORGANISATION = ("unit", "unit_name", "division", "division_name", "valid_from")


def county(names) -> dict:
    """A county with a unit of each name, and an inquiry answered in time in each."""
    organisation = [
        dict(zip(ORGANISATION, (f"U-{i}", name, "north", "North", "2019-01-01"), strict=True))
        for i, name in enumerate(names)
    ]
    inquiries = [
        {"inquiry_id": f"q{i}", "received_at": "2025-03-03 09:00", "acknowledged_at": "2025-03-03 10:00",
         "unit": f"U-{i}", "role": "worker", "requester": "youth"}
        for i in range(len(names))
    ]  # fmt: skip
    return {"organisation": organisation, "inquiries": inquiries}


@pytest.fixture(scope="module")
def told(tmp_path_factory) -> dict[str, str]:
    """The same question to the same county, as the page's file and as the command line prints it."""
    folder = tmp_path_factory.mktemp("hostile")
    reports = built(folder, county([name for name in HOSTILE if name.isprintable()]), "2025-04-30")
    settings = SimpleNamespace(
        demo=False, role="director", secret=b"not a secret in a test, at all!!", trusted_hosts=("localhost",)
    )
    page = create_app(reports, settings).server.test_client()
    address = "/download.csv?indicator=response_24h&by=unit&grain=window&from=2025-03&to=2025-03"
    printed = io.StringIO()
    words = (
        "cqi show response_24h --by unit --grain window --from 2025-03 --to 2025-03 --format csv --database"
    )
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(printed):
        patch.setattr(sys, "argv", [*words.split(), f"sqlite:///{folder / 'store'}"])
        with pytest.raises(SystemExit):
            commands.main()
    return {"page": page.get(address).text, "command line": printed.getvalue()}


def lines(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text.lstrip("\ufeff"))))


def test_the_page_and_the_command_line_write_the_same_lines(told):
    page, printed = (lines(told[way]) for way in ("page", "command line"))
    assert page == printed
    heading = page[page.index([]) + 1]
    assert heading == [
        "period",
        "unit",
        "status",
        "numerator",
        "denominator",
        "value",
        "low",
        "high",
        "judged",
    ]
    assert dict(line for line in page[: page.index([])])["Measure"].startswith("Acknowledged within")


@pytest.mark.parametrize("way", ["page", "command line"])
def test_a_hostile_name_of_a_unit_is_disarmed_in_both_ways_out(told, way):
    found = lines(told[way])
    names = [line[1] for line in found[found.index([]) + 2 :]]
    assert len(names) >= 12
    assert all(name.startswith("'") for name in names)
    assert {"'=1+1", "'+1", "'@SUM(A1)", "'|calc", "'%x"} <= set(names)


@pytest.mark.parametrize("cell", HOSTILE)
def test_no_text_is_a_formula(cell):
    assert guarded(cell) == f"'{cell}"
    assert lines(csv_text([["a", cell, "b"]]))[0][1].startswith("'")


@pytest.mark.parametrize("cell", QUIET)
def test_other_text_is_left_as_it_is(cell):
    assert guarded(cell) == cell


@pytest.mark.parametrize("number", [-5, -5.2, 0, 1e-3, 12])
def test_numbers_stay_numbers(number):
    assert guarded(number) is number


def test_what_is_absent_is_an_empty_cell_and_a_nul_goes():
    assert guarded(None) == ""
    assert guarded("a\0b") == "ab"
    assert guarded("\0=1") == "'=1"
    assert guarded(True) == "True"
