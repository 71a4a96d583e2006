"""The CSV is the same answer, asked again as the same actor, and safe to open in a spreadsheet."""

import csv
from io import StringIO

import pytest

from dashboard.shell.download_address import asked_for, download_href
from pipelines.questions.released import HIDDEN
from pipelines.questions.selection import Selection
from pipelines.words.csv_file import released_lines
from tests.dashboard.releases import released, row
from tests.dashboard.server import app_on, become


@pytest.fixture(scope="module")
def app(county):
    return app_on(county)


@pytest.fixture
def client(app):
    return app.server.test_client()


def lines(answer) -> list[list[str]]:
    return list(csv.reader(StringIO(answer.text.lstrip("\ufeff"))))


@pytest.mark.parametrize(
    "selection",
    [
        Selection("response_24h"),
        Selection("response_24h", "2025-01", "2026-10", "window", (("unit", ("N-1",)),), ("race",), "now"),
        Selection(
            "relative_rate_index",
            grain="year",
            where=(("step", ("entry",)), ("race", ("black", "white"))),
            by=("step", "race"),
        ),
    ],
)
def test_a_question_in_an_address_is_read_back_the_same(selection):
    from urllib.parse import parse_qsl, urlsplit

    assert asked_for(parse_qsl(urlsplit(download_href(selection)).query)) == (selection, "")


def test_the_file_says_what_it_is_how_it_was_counted_and_then_the_figures(client):
    answer = client.get(download_href(Selection("response_24h", "2026-08", "2026-09")))
    assert answer.headers["Content-Disposition"] == 'attachment; filename="response_24h.csv"'
    found = lines(answer)
    about = dict(line for line in found[: found.index([])])
    assert about["Measure"] == "Acknowledged within 24 business hours, all staff"
    assert about["Policy: 24 business hours"].startswith("reading B")
    assert about["Seen as"] == "director"
    heading, *rows = found[found.index([]) + 1 :]
    assert heading[:5] == ["period", "status", "numerator", "denominator", "value"]
    # Eighteen a month from six units; North, Central and South Family's managers and South Intake's worker
    # are slow.
    assert [r[:4] for r in rows] == [["2026-08", "shown", "14", "18"], ["2026-09", "shown", "14", "18"]]
    assert float(rows[0][4]) == 14 / 18


def test_a_hidden_figure_says_hidden_in_the_file_and_is_never_0():
    line = released_lines(released([row("2026-01", status=HIDDEN)]))[-1]
    assert line == ["2026-01", "hidden", "hidden", "hidden", "hidden", "hidden", "hidden", ""]


def test_the_committee_downloads_no_more_than_it_sees(client):
    become(client, "equity")
    refused = client.get(download_href(Selection("response_24h", where=(("unit", ("N-1",)),))))
    assert refused.status_code == 403
    assert refused.text.startswith("The equity view shows its published tables only")
    assert client.get("/download.csv?list=open_inquiries").status_code == 403
    shown = client.get(download_href(Selection("response_24h", "2025-01", "2025-12", "year", by=("race",))))
    assert shown.status_code == 200
    rows = {line[1]: line[2:5] for line in lines(shown) if line and line[0] == "2025"}
    # 48 of 72 White requesters were answered in time; twelve inquiries were from Asian ones.
    assert rows["White"] == ["shown", "50", "70"]
    assert rows["Asian"] == ["hidden"] * 3


def test_a_manager_downloads_the_list_of_the_own_division_only(client):
    become(client, "manager")
    found = lines(client.get("/download.csv?list=worker_loads"))
    units = [line[1] for line in found[found.index([]) + 2 :]]
    assert units == ["North Family"] * 4 + ["North Intake"] * 4


@pytest.mark.parametrize(
    "query",
    [
        "",
        "indicator=nothing",
        "indicator=response_24h&by=ssn",
        "indicator=response_24h&where=unit",
        "indicator=response_24h&from=2026",
        "indicator=response_24h&from=2026-10&to=2026-01",
        "indicator=response_24h&grain=day",
        "list=__init__",
        "list=fetch",
        "list=county",
        "list=open_inquiries&where=race:black",
        "list=open_inquiries&where=unit:nowhere",
        "list=open_inquiries&by=race",
        "list=open_inquiries&from=2020-01",
    ],
)
def test_a_question_that_cannot_be_asked_is_refused_in_a_sentence(client, query):
    answer = client.get(f"/download.csv?{query}")
    assert answer.status_code == 400
    assert answer.text.strip().endswith(".")
    assert "Traceback" not in answer.text
